"""Tables of one cell a line, rebuilt from their running numbers; what cannot be proved stays lines."""

from __future__ import annotations

from typing import Any

import pytest

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
        "表1 甲\n1\n名称\n2\n乙\n注：甲\n序号\n2\n甲\n2\n1\n甲\n2\n表1 甲\n",
    ],
    ids=["below an annex's label", "above a schedule", "behind a captioned table"],
)
def test_a_table_takes_no_line_that_belongs_to_something_else(text: str) -> None:
    assert "".join(outline_of(text)["text"].split()) == "".join(text.split())
