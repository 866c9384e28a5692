"""Tables that a file sets in two, as its pages showed them, are one again."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import CleanText, Grid
from build_tools.source.read import read_witness

HEAD = ("序号", "项目", "单位")


def clean(*parts: str) -> CleanText:
    page = "<html><body><h1>某市规划</h1><p>一、项目</p>" + "".join(parts) + "<p>二、保障</p></body></html>"
    return clean_witness(read_witness(page.encode(), "a.html"))


def draw(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def sizes(text: CleanText) -> list[int]:
    return [len(block.rows) for block in text.blocks if isinstance(block, Grid)]


ONE, TWO = draw(HEAD, ("1", "水厂", "甲局"), ("2", "路网", "乙局")), draw(HEAD, ("3", "桥梁", "丙局"))


@pytest.mark.parametrize("between", ["<p>续表1</p>", "<p>表1　重点项目（续）</p>", ""])
def test_a_table_whose_head_stands_again_goes_on(between: str) -> None:
    text = clean("<p>表1　重点项目</p>", ONE, between, TWO)
    assert sizes(text) == [4]
    assert sum(drop.rule == "repeated-head" for drop in text.drops) >= len(HEAD)


@pytest.mark.parametrize(
    ("between", "below"),
    [
        ("<p>表2　其他项目</p>", TWO),  # another table
        ("<p>续表1</p>", draw(("序号", "指标", "数值"), ("1", "人口", "3"))),  # another head
        ("<p>项目（续）实施。</p>", TWO),  # a sentence
        ("<p>续表1</p>", draw(HEAD)),  # no row
    ],
)
def test_another_table_stays(between: str, below: str) -> None:
    assert len(sizes(clean(ONE, between, below))) == 2


def test_a_head_of_two_rows_is_dropped_whole() -> None:
    head = "<tr><td rowspan=2>指标</td><td colspan=2>目标</td></tr><tr><td>2026年</td><td>2030年</td></tr>"
    parts = [f"<table border=1>{head}<tr><td>{name}</td><td>1</td><td>2</td></tr></table>" for name in ("甲", "乙")]
    assert sizes(clean(parts[0], "<p>续表</p>", parts[1])) == [4]
