"""Tables of one cell a line, rebuilt from their running numbers; what cannot be proved stays lines."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.model.division import Table
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.parse.flat_tables import (
    FlatTable,
    is_glued_header,
    read_captioned_table,
    read_glued_table,
    read_numbered_table,
)
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

TITLE = "某市某某发展规划\n一、优化空间布局\n"
CELLS = ["序号", "名称", "单位", "1", "甲乙", "丙丁", "2", "戊己", "庚辛"]


def outline_of(text: str) -> dict[str, Any]:
    return render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])


@pytest.mark.parametrize(
    "above", ["", "加快建设一批重点项目，形成示范效应。\n"], ids=["below-a-heading", "below-a-paragraph"]
)
def test_numbered(above: str) -> None:
    outline = outline_of(TITLE + above + "\n".join(CELLS) + "\n二、培育龙头企业\n")
    assert outline["tables"] == [
        {"header": ["序号", "名称", "单位"], "rows": [["1", "甲乙", "丙丁"], ["2", "戊己", "庚辛"]]}
    ]
    assert [item["anchor"] for item in outline["items"]] == ["s1", "s2"]


def test_control_one_row_proves_nothing() -> None:
    outline = outline_of(TITLE + "\n".join(CELLS[:6]) + "\n二、培育龙头企业\n")
    assert outline["tables"] == []
    assert "序号\n名称\n单位\n1\n甲乙\n丙丁" in outline["text"]


def test_glued() -> None:
    text = (
        f"{TITLE}发展集成电路、智能终端、工业软件。\n"
        "领域重点方向\n集成电路突破工艺。\n智能终端推进应用。\n工业软件加快研发。\n"
    )
    assert outline_of(text)["tables"] == [
        {
            "header": ["领域", "重点方向"],
            "rows": [["集成电路", "突破工艺。"], ["智能终端", "推进应用。"], ["工业软件", "加快研发。"]],
        }
    ]


def test_control_rows_that_the_clause_does_not_name_stay_lines() -> None:
    text = TITLE + "发展某某产业。\n领域重点方向\n集成电路突破工艺。\n智能终端推进应用。\n工业软件加快研发。\n"
    assert outline_of(text)["tables"] == []


@pytest.mark.parametrize(
    "text",
    [
        "附件1\n序号\n名称\n1\n甲\n2\n乙\n",
        "序号\n名称\n1\n2\n2\n附表1 乙\n",
        "附件1\n表1 指标\n某市公报\n征集时间\n甲乙\n甲乙丙\n",
        "表1 甲\n1\n名称\n2\n乙\n注：甲\n序号\n2\n甲\n2\n1\n甲\n2\n表1 甲\n",
    ],
    ids=["below an annex's label", "above a schedule", "in an annex's title", "behind a captioned table"],
)
def test_a_table_takes_no_line_that_belongs_to_something_else(text: str) -> None:
    assert "".join(outline_of(text)["text"].split()) == "".join(text.split())


def blocks(cells: str) -> tuple[SourceBlock, ...]:
    """Lines; "#" is a drawn table."""
    return tuple(
        Grid((), 1) if cell == "#" else Line(Passage.of(cell, 0, len(cell)), at + 1)
        for at, cell in enumerate(cells.split())
    )


def said(found: FlatTable | None) -> tuple[list[str], int] | None:
    """Rows, cells parted by blanks ("甲*2" covers two rows, "·" is empty), and how many lines were used."""
    return (rows_of(found.table), found.used) if found is not None else None


def rows_of(table: Table) -> list[str]:
    return [
        " ".join((cell.text or "·") + (f"*{cell.rowspan}" if cell.rowspan > 1 else "") for cell in row)
        for row in table.rows
    ]


# -- running numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows", "used"),
    [
        ("序号 项目 1 甲 2 乙", ["序号 项目", "1 甲", "2 乙"], 6),
        ("编号 项目 1 甲 2 乙 3 丙", ["编号 项目", "1 甲", "2 乙", "3 丙"], 8),
        ("序号 项目 1 甲 2 乙 其他", ["序号 项目", "1 甲", "2 乙"], 6),  # what follows is no row
        ("序号 项目 1 甲 2 乙 4 丙", ["序号 项目", "1 甲", "2 乙"], 6),
        ("类别 序号 项目 工业 1 甲 农业 2 乙", ["类别 序号 项目", "工业 1 甲", "农业 2 乙"], 9),
        ("类别 序号 项目 工业 1 甲 2 乙", ["类别 序号 项目", "工业*2 1 甲", "2 乙"], 8),
        ("类别 序号 项目 工业 1 甲 2 乙 农业 3 丙", ["类别 序号 项目", "工业*2 1 甲", "2 乙", "农业 3 丙"], 11),
        (
            "门类 类别 序号 项目 甲 子 1 天 丑 2 地 乙 寅 3 人",
            ["门类 类别 序号 项目", "甲*2 子 1 天", "丑 2 地", "乙 寅 3 人"],
            15,
        ),
    ],
)
def test_a_column_of_running_numbers(cells: str, rows: list[str], used: int) -> None:
    found = read_numbered_table(blocks(cells), 0)
    assert said(found) == (rows, used)
    assert found is not None
    assert (found.table.header_rows, found.table.rebuilt, found.table.line_no) == (1, True, 1)


@pytest.mark.parametrize(
    "cells",
    [
        "项目 单位 1 甲 2 乙",  # no head of numbers
        "序号 项目 2 甲 3 乙",
        "序号 1 2 3",  # a column of numbers alone
        "序号 项目 1 甲",  # one row
        "序号 项目 1 甲 3 乙",
        "序号 项目 单位 1 甲 局 2 乙",  # a row that is cut off
        "序号 项目 1 甲 " + "乙" * 61 + " 2 丙",  # a paragraph
        "序号 项目 1 甲 # 2 乙",
        "序号 " + "项目 " * 12 + "1 甲 2 乙",  # wider than any table
    ],
)
def test_what_running_numbers_do_not_prove_stays_lines(cells: str) -> None:
    assert read_numbered_table(blocks(cells), 0) is None


def test_a_table_stands_between_its_bounds() -> None:
    cells = blocks("子 序号 项目 1 甲 2 乙 3 丙")
    assert said(read_numbered_table(cells, 1)) == (["序号 项目", "1 甲", "2 乙", "3 丙"], 8)
    assert said(read_numbered_table(cells, 1, 7)) == (["序号 项目", "1 甲", "2 乙"], 6)
    assert read_numbered_table(cells, 1, 5) is None


# -- below a caption ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows", "header"),
    [
        ("指标 数值 产量 100 产值 200", ["指标 数值", "产量 100", "产值 200"], 1),
        ("指标 单位 数值 产量 吨 100 产值 元 200", ["指标 单位 数值", "产量 吨 100", "产值 元 200"], 1),
        ("指标 甲年 乙年 产量 1 —— 产值 2 50%", ["指标 甲年 乙年", "产量 1 ——", "产值 2 50%"], 1),
        ("序号 项目 1 甲 2 乙", ["序号 项目", "1 甲", "2 乙"], 1),
        ("序号 项目 1 甲 2 乙 其他", ["序号 项目", "1 甲", "2 乙"], 1),
        ("指标 数值 产量 100", ["指标", "数值", "产量", "100"], 0),  # two rows prove no width
        ("指标 数值 产量 产值 100 200", ["指标", "数值", "产量", "产值", "100", "200"], 0),
        ("指标 单位 产量 吨 产值 元", ["指标", "单位", "产量", "吨", "产值", "元"], 0),  # no figures at all
        ("1 2 产量 100 产值 200", ["1", "2", "产量", "100", "产值", "200"], 0),  # no head
    ],
)
def test_cells_below_a_caption(cells: str, rows: list[str], header: int) -> None:
    found = read_captioned_table(blocks(cells), 0)
    assert found is not None
    assert (rows_of(found.table), found.table.header_rows, found.table.rebuilt) == (rows, header, header > 0)


@pytest.mark.parametrize(
    "after",
    ["一、甲", "（一）甲", "第一章", "专栏2", "注：甲", "表2：甲", "#", "甲" * 30 + "。", "甲" * 121],
)
def test_cells_end_before_what_is_none(after: str) -> None:
    cells = "指标 数值 产量 100 产值 200"
    assert said(read_captioned_table(blocks(f"{cells} {after} 300"), 0)) == said(read_captioned_table(blocks(cells), 0))


@pytest.mark.parametrize("cell", ["甲" * 29 + "。", "甲" * 120, "*甲"])
def test_a_longer_cell_is_one(cell: str) -> None:
    found = read_captioned_table(blocks(f"指标 数值 产量 {cell}"), 0)
    assert found is not None
    assert found.used == 4


def test_a_schedule_holds_nothing_but_its_table() -> None:
    cells = blocks("指标 数值 产量 " + "甲" * 121 + " " + "乙" * 30 + "。")
    assert read_captioned_table(cells, 0) is None
    found = read_captioned_table(cells, 0, in_schedule=True)
    assert found is not None
    assert found.used == 5


def test_three_lines_are_no_table() -> None:
    assert read_captioned_table(blocks("指标 数值 产量"), 0) is None
    assert read_captioned_table(blocks("指标 数值 产量 100"), 0, 3) is None


def test_a_note_may_open_a_schedule() -> None:
    assert said(read_captioned_table(blocks("注：甲 数值 产量 100"), 0)) == (["注：甲", "数值", "产量", "100"], 4)


# -- cells that run together --------------------------------------------------------------------------------

GLUED = "领域重点方向 渔业加快发展 林业着力推进 牧业优化布局"


def glued(cells: str, above: str = "发展渔业、林业和牧业。") -> tuple[list[str], int] | None:
    return said(read_glued_table((one for one in blocks(cells) if isinstance(one, Line)), above))


def test_rows_open_with_terms_of_the_clause() -> None:
    rows = ["领域 重点方向", "渔业 加快发展", "林业 着力推进", "牧业 优化布局"]
    assert glued(GLUED) == (rows, 4)
    assert glued(f"{GLUED} 矿业加快发展") == (rows, 4)
    assert glued("领域重点方向 渔业加快发展 林业着力推进") == (rows[:3], 3)
    assert glued("领域重点方向 渔业加快发展 矿业着力推进") is None
    assert glued("渔业重点方向 渔业加快发展 林业着力推进") is None
    assert glued("") is None


def test_a_first_cell_is_as_long_as_the_clause_has_it() -> None:
    above = "发展渔业和渔业加工。"
    assert glued("领域重点方向 渔业加快发展 渔业加工着力推进", above) == (
        ["领域 重点方向", "渔业 加快发展", "渔业加工 着力推进"], 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_header"),
    [("领域发展重点", True), ("序号　项目名称", True), ("领域", False), ("领域发展", False), ("领域发展重点项", False)],
)
def test_a_header_is_two_names_of_columns(text: str, is_header: bool) -> None:
    assert is_glued_header(text) is is_header
