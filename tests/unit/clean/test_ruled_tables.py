"""Tables that converters draw with hyphens and signs, in text and in Markdown."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.clean.ruled_tables import find_ruled_tables
from build_tools.model.record import PublishedWork
from build_tools.pipeline import Converted, convert_bytes
from build_tools.render.outline import render_outline
from build_tools.render.pages import render_pages

SIMPLE = """\
  指标名称           2020年   2025年
  ---------------- -------- --------
  产值（亿元）       100      200
  企业数（家）                60
"""
HEADLESS = """\
  ---------------- -------- --------
  产值（亿元）       100      200
  企业数（家）       30       60
  ---------------- -------- --------
"""
MULTILINE = """\
  ------------------------------------------------------------
  序号   重点任务                 责任单位
  ------ ------------------------ ----------------------------
  1      完善网络设施，建设       市通信管理局、市发展改革委
         一批重点平台。           牵头

  2      推进数据开放。           市数据局
  ------------------------------------------------------------
"""
GRID = """\
+------+------------------------+----------------+
| 序号 | 重点任务               | 责任单位       |
+======+========================+================+
| 1    | 完善网络设施，建设     | 市通信管理局、 |
|      | 一批重点平台。         | 市发展改革委   |
+------+------------------------+----------------+
| 2    | 推进数据开放。         |                |
+------+------------------------+----------------+
"""
BOXES = """\
┌───┬──────────┬─────┐
│序号│ 重点任务   │责任单位│
├───┼──────────┼─────┤
│ 1  │建设平台。  │市数据局│
├───┼──────────┼─────┤
│ 2  │推进开放。  │        │
└───┴──────────┴─────┘
"""
TABLES = {
    "boxes": (
        BOXES,
        ["序号", "重点任务", "责任单位"],
        [["1", "建设平台。", "市数据局"], ["2", "推进开放。", ""]],
    ),
    "simple": (SIMPLE, ["指标名称", "2020年", "2025年"], [["产值（亿元）", "100", "200"], ["企业数（家）", "", "60"]]),
    "multiline": (
        MULTILINE,
        ["序号", "重点任务", "责任单位"],
        [
            ["1", "完善网络设施，建设一批重点平台。", "市通信管理局、市发展改革委牵头"],
            ["2", "推进数据开放。", "市数据局"],
        ],
    ),
    "grid": (
        GRID,
        ["序号", "重点任务", "责任单位"],
        [["1", "完善网络设施，建设一批重点平台。", "市通信管理局、市发展改革委"], ["2", "推进数据开放。", ""]],
    ),
}


def convert(table: str, sign: str = "") -> Converted:
    text = f"{sign}某市发展规划\n\n{sign}一、任务\n\n加快发展。\n\n{table}\n{sign}二、附则\n\n施行。\n"
    return convert_bytes(text.encode(), "a.md" if sign else "a.txt", work="a")


def outline_of(converted: Converted) -> dict[str, Any]:
    return render_outline(converted.edition, [])


@pytest.mark.parametrize("sign", ["", "# "])
@pytest.mark.parametrize("name", TABLES)
def test_a_drawn_table_is_a_table(name: str, sign: str) -> None:
    source, header, rows = TABLES[name]
    if sign and name != "grid":
        source = source.replace("责任单位  ", "**责任单位**").replace("2025年", "**2025年**")
    outline = outline_of(convert(source, sign))
    assert outline["tables"] == [{"header": header, "rows": rows}]
    assert [item["anchor"] for item in outline["items"]] == ["s1", "s2"]
    assert outline["diagnostics"] == []
    assert not {*"-+|=│─┼"} & set(outline["text"])


@pytest.mark.parametrize("sign", ["", "# "])
def test_a_star_in_a_cell_is_kept(sign: str) -> None:
    (table,) = outline_of(convert(GRID.replace("重点任务  ", "重点任务* "), sign))["tables"]
    assert table["header"] == ["序号", "重点任务*", "责任单位"]


@pytest.mark.parametrize("sign", ["", "# "])
def test_a_table_may_have_no_header_row(sign: str) -> None:
    (table,) = outline_of(convert(HEADLESS, sign))["tables"]
    assert [*([table["header"]] if table["header"] else []), *table["rows"]] == [
        ["产值（亿元）", "100", "200"],
        ["企业数（家）", "30", "60"],
    ]


@pytest.mark.parametrize("sign", ["", "# "])
def test_rows_below_the_only_rule_are_rows_where_each_fills_all_columns(sign: str) -> None:
    rule = "+------+------+\n"
    outline = outline_of(convert(f"{rule}| 年份 | 户数 |\n{rule}| 2023 | 7500 |\n| 2024 | 9000 |\n{rule}", sign))
    assert outline["tables"] == [{"header": ["年份", "户数"], "rows": [["2023", "7500"], ["2024", "9000"]]}]


BOX = """\
┌────────────────────────────────────┐
│专栏1 改造工程                      │
│1.管网改造：更新供水管网和燃气管道八│
│十公里。                            │
│2.环境整治：新增车位。              │
└────────────────────────────────────┘
"""


@pytest.mark.parametrize("sign", ["", "# "])
def test_a_frame_of_one_column_is_a_box_if_it_says_so(sign: str) -> None:
    outline = outline_of(convert(BOX, sign))
    assert [item["anchor"] for item in outline["items"]] == ["s1", "box1", "box1-p1", "box1-p2", "s2"]
    assert "燃气管道八十公里。\n2.环境" in outline["text"]
    assert outline["tables"] == outline["diagnostics"] == []
    assert "│" in outline_of(convert(BOX.replace("专栏1 改造工程  ", "（甲）改造工程  "), sign))["text"]


def test_printed_lines_of_a_row_stay_lines_of_the_page() -> None:
    converted = convert(GRID)
    page = render_pages(PublishedWork(converted.edition, (), converted.fidelity))["index.md"]
    assert page.count('<tr class="goes-on">') == 1
    assert page.index("市通信管理局、") < page.index("一批重点平台。") < page.index("市发展改革委")


@pytest.mark.parametrize(
    "text",
    [
        "说明\n------ ------\n加快发展。\n",  # a rule below one word
        "甲    乙    丙\n--------------\n加快发展。\n",  # a rule of one group names no columns
        "+----+----+\n| 甲 | 乙 |\n加快发展。\n",  # a frame that is not closed
    ],
)
def test_a_rule_alone_makes_no_table(text: str) -> None:
    assert find_ruled_tables(text, line_bounds(text)) == []


class Counted(list[tuple[int, int]]):
    """Lines that count how often one is asked for."""

    asked = 0

    def __getitem__(self, at: Any) -> Any:
        self.asked += 1
        return super().__getitem__(at)


@pytest.mark.parametrize(
    "line",
    ["+--+--+\n", "-- --\n", "| 甲 | 乙 |\n", "+--+--+\n| 甲 | 乙\n", "甲  乙\n-- --\n", "----------\n甲\n-- --\n"],
)
def test_each_line_is_looked_at_a_few_times(line: str) -> None:
    text = line * 500
    lines = Counted(line_bounds(text))
    find_ruled_tables(text, lines)
    assert lines.asked <= 10 * len(lines)


def line_bounds(text: str) -> list[tuple[int, int]]:
    bounds, at = [], 0
    for line in text.split("\n")[:-1]:
        bounds.append((at, at + len(line)))
        at += len(line) + 1
    return bounds
