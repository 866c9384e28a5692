"""Tables whose cells tabs set apart, as browsers copy them, and lines with tabs that are none."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.edition.printed import print_edition
from build_tools.model.block import Form
from build_tools.model.division import Division, HeadingStyle, Kind, Table
from build_tools.model.line import Grid
from build_tools.model.passage import Passage
from build_tools.parse.grids import read_grid
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import expand_spans
from build_tools.source.read import read_witness


def expand_table(table: Table) -> list[list[str]]:
    root = Division(Kind.PLAN, Passage(), None, Passage(), Passage(), HeadingStyle.NONE, (table,), 1)
    return expand_spans([block for block in print_edition(root) if block.form is Form.ROW])


def read(text: str) -> list[str | list[list[str]]]:
    """Lines, and full grids of cells; the conversion proves that no character is lost."""
    convert_bytes(text.encode(), "a.txt")
    blocks = clean_witness(read_witness(text.encode(), "a.txt")).blocks
    return [expand_table(read_grid(block)) if isinstance(block, Grid) else block.text for block in blocks]


def test_rows_of_one_width() -> None:
    text = "指标表\n序号\t指标\t2025年\n1\t产量\t12\n2\t产值\t60\n注：略。\n"
    assert read(text) == ["指标表", [["序号", "指标", "2025年"], ["1", "产量", "12"], ["2", "产值", "60"]], "注：略。"]


def test_a_tab_alone_on_a_line_parts_cells_that_hold_paragraphs() -> None:
    text = "序号\n\n\t\n\n指标\n\n\t\n\n目标\n\n\n1\n\n\t\n\n产量\n\n\t\n\n12\n\n\n2\n\n\t\n\n产值\n\n\t\n\n60\n"
    assert read(text) == [[["序号", "指标", "目标"], ["1", "产量", "12"], ["2", "产值", "60"]]]


def test_a_short_row_continues_the_cells_above_it() -> None:
    text = "类别\t指标\t2025年\n产出\t产量\t12\n产值\t60\n创新\t专利\t5\n"
    assert read(text) == [
        [["类别", "指标", "2025年"], ["产出", "产量", "12"], ["产出", "产值", "60"], ["创新", "专利", "5"]]
    ]


def test_a_short_row_that_counts_on_lacks_its_first_cell() -> None:
    text = "分类\t序号\t指标\t目标\n规模\t1\t收入\t15亿元\n2\t占比\t8%\n创新\t3\t投入\t超10%\n4\t人员\t50%\n"
    rows = [
        ["规模", "1", "收入", "15亿元"],
        ["规模", "2", "占比", "8%"],
        ["创新", "3", "投入", "超10%"],
        ["创新", "4", "人员", "50%"],
    ]
    assert read(text) == [[["分类", "序号", "指标", "目标"], *rows]]


def test_a_group_without_rows() -> None:
    text = "序号\t指标\t目标\n1\t产量\t12\n二、创新\n三、效益\n2\t专利\t5\n"
    rows = [["1", "产量", "12"], ["二、创新"] * 3, ["三、效益"] * 3, ["2", "专利", "5"]]
    assert read(text) == [[["序号", "指标", "目标"], *rows]]


def test_a_heading_between_two_tables_is_no_group() -> None:
    text = "领域\t重点\n甲\t开发甲\n乙\t开发乙\n（二）发展终端\n领域\t重点\n丙\t开发丙\n丁\t开发丁\n"
    one, two = (
        [["领域", "重点"], ["甲", "开发甲"], ["乙", "开发乙"]],
        [["领域", "重点"], ["丙", "开发丙"], ["丁", "开发丁"]],
    )
    assert read(text) == [one, "（二）发展终端", two]


def test_a_line_alone_between_rows_names_a_group() -> None:
    text = "序号\t指标\t2025年\n一、产出\n1\t产量\t12\n二、创新\n2\t专利\t5\n"
    group = [["一、产出"] * 3, ["1", "产量", "12"], ["二、创新"] * 3, ["2", "专利", "5"]]
    assert read(text) == [[["序号", "指标", "2025年"], *group]]


def test_empty_cells_stay_in_their_columns() -> None:
    text = "指标\t单位\t2025年\t属性\n产量\t\t12\t\n\t吨\t60\t预期性\n"
    assert read(text) == [
        [["指标", "单位", "2025年", "属性"], ["产量", "", "12", ""], ["", "吨", "60", "预期性"]],
    ]


def test_cells_of_several_paragraphs_go_on_until_a_tab() -> None:
    rows = "改造\t\n\n1.换管。\n\n2.建池。\n\n\t\n\n甲局\n\n乙局\n\n提标\t\n\n1.扩站。\n\n\t丙局\n\n注：按月报送。\n"
    _, table, *rest = read(f"任务表\n任务\t措施\t单位\n{rows}")
    assert table == [
        ["任务", "措施", "单位"],
        ["改造", "1.换管。\n2.建池。", "甲局\n乙局"],
        ["提标", "1.扩站。", "丙局"],
    ]
    assert rest == ["注：按月报送。"]


def test_a_head_of_two_rows_is_told() -> None:
    text = "项目\t地点\t投资\n总额\t本年\n甲\t乙\t1\t2\n丙\t丁\t3\t4\n"
    told = clean_witness(read_witness(text.encode(), "a.txt")).diagnostics
    assert [(one.code, one.line_no) for one in told] == [("table-not-rebuilt", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "1.\t开展普查。\n2.\t建设库圃。\n3.\t加强保护。",
        "一、总体要求\t1\n二、主要任务\t3\n三、保障措施\t9",
        "\t一、总体要求\n\t加强领导。\n\t二、保障",
        "某某局\t2023年5月1日",
        "甲段落。\n\t\n乙段落。\n\t\n丙段落。",
        "甲项\t乙项\t丙项\n建立机制。\n加强监督。\n丁项\t戊项\t己项\n明确责任。\n庚项\t辛项\t壬项\n按月报送。",
    ],
)
def test_no_tables(text: str) -> None:
    assert not any(isinstance(block, list) for block in read(text))
