"""Markdown's pipe tables."""

from __future__ import annotations

from build_tools.clean.lines import LineSink
from build_tools.clean.pipe_tables import read_pipe_tables
from build_tools.model.line import Grid, Line
from build_tools.model.passage import Passage
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

HEAD = "# 某市某规划\n\n## 一、总体要求\n\n加快发展。\n\n"


def tables_of(text: str) -> list[dict[str, object]]:
    return render_outline(convert_bytes(text.encode("utf-8"), "a.md").edition, [])["tables"]


def test_rows_and_cells() -> None:
    table = "| 序号 | 项目 | 部门 |\n|:--|---|--:|\n| 1 | 云平台 | 市科委 |\n| 2 |  | 市教委 |\n"
    rows = [["1", "云平台", "市科委"], ["2", "", "市教委"]]
    assert tables_of(HEAD + table) == [{"header": ["序号", "项目", "部门"], "rows": rows}]


def test_cells_with_breaks() -> None:
    table = "| 指标<br>名称 | 2025年 |\n|:--|--:|\n| 增加值<br>（亿元） | 180 |\n| 企业 | 80<br>家 |\n"
    rows = [["增加值\n（亿元）", "180"], ["企业", "80\n家"]]
    assert tables_of(HEAD + table) == [{"header": ["指标\n名称", "2025年"], "rows": rows}]


def test_bars_without_a_delimiter_row_are_text() -> None:
    assert tables_of(HEAD + "首页 | 政务\n公开 | 服务\n") == []


def test_in_html_a_paragraph_is_no_row() -> None:
    page = "<div><p>一、总则</p><p>甲 | 乙</p><p>|---|---|</p><p>| 丙 | 丁 |</p><p>二、附则</p></div>"
    assert tables_of(page) == []


def test_rows_without_a_delimiter() -> None:
    table = "| 序号 | 项目 |\n| 1 | 云平台 |\n| 2 | |\n"
    assert tables_of(HEAD + table) == [{"header": ["序号", "项目"], "rows": [["1", "云平台"], ["2", ""]]}]
    assert tables_of(HEAD + "| 甲 | 乙 |\n| 丙 | 丁 | 戊 |\n") == []


def test_a_bar_alone_is_no_row() -> None:
    source = "|| --- | --- || 丙 | 丁 |"
    ends = [0, 1, 14, len(source)]
    lines = [Line(Passage.of(source, ends[at], ends[at + 1]), at + 1) for at in range(3)]
    (grid,) = read_pipe_tables([*lines], LineSink((0,)))
    assert isinstance(grid, Grid)
    assert [[cell.lines[0].text for cell in row] for row in grid.rows] == [["丙", "丁"]]
    assert read_pipe_tables([*lines[:2]], LineSink((0,))) == []


def test_bars_at_the_edges_of_rows_may_be_left_out() -> None:
    table = "序号 | 项目 | 部门\n---|---|---\n1 | 云平台 | 市科委\n2 | 中台 | 市教委\n"
    rows = [["1", "云平台", "市科委"], ["2", "中台", "市教委"]]
    assert tables_of("某市某规划\n一、总体要求\n加快发展。\n\n" + table) == [
        {"header": ["序号", "项目", "部门"], "rows": rows}
    ]


def test_a_card_without_bars_at_its_edges_is_page_data() -> None:
    rows = [
        "文 号 | 某政办〔2022〕1号 | 发文日期 | 2022-01-30 16:20 |",
        "发布机构 | 某区人民政府办公室 | 有 效 性 | 有效 |",
    ]
    card = f"{rows[0]}\n---|---|---|---|\n{rows[1]}\n"
    found = render_outline(convert_bytes(f"{card}某区某规划\n一、甲乙\n二、丙丁\n".encode(), "a.txt").edition, [])
    assert found["text"].split("\n") == ["某区某规划", "一、甲乙", "二、丙丁"]
    assert (found["doc_number"], found["date_issued"]) == ("某政办〔2022〕1号", "2022-01-30")
    assert found["issuers"] == ["某区人民政府办公室"]


def test_rows_with_bars_between_their_cells_alone_stand_below_names_of_columns() -> None:
    rows = ["序号|任务|责任单位|时限", "1|建设平台|市科委|6月", "|培育企业|市教委|9月", "2|推广应用||"]
    text = "\n".join(["某市某规划", "一、任务", "见下表。", *rows, "二、保障", "加强领导。"])
    outline = render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])
    cells = [row.split("|") for row in rows]
    assert outline["tables"] == [{"header": cells[0], "rows": cells[1:]}]
    assert outline["diagnostics"] == []
    menu = "\n".join(["某市某规划", "一、任务", "甲|乙|丙", "丁|戊|己", "庚|辛|壬", "二、保障", "加强领导。"])
    assert render_outline(convert_bytes(menu.encode("utf-8"), "a.txt").edition, [])["tables"] == []
