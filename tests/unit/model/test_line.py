"""Lines and drops: what is cut out of a line keeps what is known of it; drops that meet are one."""

from __future__ import annotations

import pytest

from build_tools.model.line import Drop, Grid, Hints, Line, Mark, add_drop
from build_tools.model.passage import Passage
from build_tools.model.table import TableCell

SOURCE = "甲乙丙丁戊己庚辛"


def say(start: int, end: int) -> Passage:
    return Passage.of(SOURCE, start, end)


def line(start: int, end: int) -> Line:
    return Line(say(start, end), 1)


def add(*drops: tuple[int, int, str]) -> list[Drop]:
    found: list[Drop] = []
    for drop in drops:
        add_drop(found, *drop)
    return found


def test_drops_that_meet_are_one() -> None:
    assert add((0, 2, "line-break"), (2, 3, "line-break")) == [Drop(0, 3, "line-break")]


def test_drops_apart_stay_apart() -> None:
    assert add((0, 2, "line-break"), (3, 4, "line-break")) == [Drop(0, 2, "line-break"), Drop(3, 4, "line-break")]


def test_drops_by_two_rules_stay_apart() -> None:
    assert add((0, 2, "line-break"), (2, 3, "page-number")) == [Drop(0, 2, "line-break"), Drop(2, 3, "page-number")]


def test_nothing_is_no_drop() -> None:
    assert add((2, 2, "line-break"), (3, 2, "line-break")) == []


def test_a_mark_moves_with_its_text() -> None:
    assert Mark(1, 3, "sup").moved(4) == Mark(5, 7, "sup")


MARKED = Line(say(0, 8), 1, Hints(accents=((0, 2), (4, 6)), level=2), (Mark(1, 2, "sup"), Mark(3, 5, "sub")))


@pytest.mark.parametrize(
    ("start", "end", "marks", "accents"),
    [
        (0, 8, (Mark(1, 2, "sup"), Mark(3, 5, "sub")), ((0, 2), (4, 6))),
        (2, 8, (Mark(1, 3, "sub"),), ((2, 4),)),  # what ends where the part begins is no part of it
        (0, 3, (Mark(1, 2, "sup"),), ((0, 2),)),  # nor what begins where it ends
        (0, 4, (Mark(1, 2, "sup"), Mark(3, 4, "sub")), ((0, 2),)),
        (4, 5, (Mark(0, 1, "sub"),), ((0, 1),)),
        (6, 8, (), ()),
    ],
)
def test_marks_and_accents_are_cut_with_their_text(
    start: int, end: int, marks: tuple[Mark, ...], accents: tuple[tuple[int, int], ...]
) -> None:
    part = MARKED.cut(start, end)
    assert (part.text, part.marks, part.hints.accents) == (SOURCE[start:end], marks, accents)
    assert part.hints.level == 2


def test_a_part_stands_on_the_line_of_its_first_character() -> None:
    for whole in (Line(say(0, 8), 3), Line(say(0, 8), 3, marks=(Mark(0, 1, "sup"),))):
        assert whole.cut(2, 4, lambda offset: 10 + offset).line_no == 12
        assert whole.cut(2, 4).line_no == 3
        assert whole.cut(2, 2, lambda offset: 10 + offset).line_no == 3


def test_the_lines_of_a_table_begin_with_its_caption() -> None:
    rows = ((TableCell((line(1, 2), line(2, 3))), TableCell((line(3, 4),))), (TableCell(()), TableCell((line(4, 5),))))
    assert [one.text for one in Grid(rows, 1, line(0, 1)).lines()] == list("甲乙丙丁戊")
    assert [one.text for one in Grid(rows, 1).lines()] == list("乙丙丁戊")
