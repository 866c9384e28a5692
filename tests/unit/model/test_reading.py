"""A reader's lines as one text: where each begins, what is computed there, where pictures stand."""

from __future__ import annotations

from build_tools.model.reading import ComputedText, Reading, ReadLine, ReadTable
from build_tools.model.table import TableCell

NUMBER = ComputedText(0, "一、", "auto-number", "num 1")
NOTE = ComputedText(2, "①", "note-number", "note 1")
TABLE = ReadTable(((TableCell((ReadLine("丙"), ReadLine("丁"))), TableCell(())), (TableCell((ReadLine("戊"),)),)))
READING = Reading(
    "docx", "a", "", (ReadLine("甲乙", computed=(NUMBER, NOTE)), TABLE, ReadLine("图", figure=""), ReadLine("己"))
)


def test_lines_of_tables_stand_among_the_others() -> None:
    assert [line.text for line in READING.lines()] == ["甲乙", "丙", "丁", "戊", "图", "己"]


def test_every_line_is_ended() -> None:
    assert READING.text == "甲乙\n丙\n丁\n戊\n图\n己\n"


def test_each_line_begins_behind_the_one_before_it() -> None:
    assert READING.starts == (0, 3, 5, 7, 9, 11, 13)
    assert [READING.text[start] for start in READING.starts[:-1]] == list("甲丙丁戊图己")


def test_what_is_computed_has_its_place_in_the_text() -> None:
    assert READING.computed == {0: (NUMBER,), 2: (NOTE,)}


def test_two_computed_texts_may_stand_at_one_place() -> None:
    twice = Reading("docx", "a", "", (ReadLine("甲"), ReadLine("乙", computed=(NUMBER, NUMBER))))
    assert twice.computed == {2: (NUMBER, NUMBER)}


def test_a_picture_stands_before_the_words_for_it() -> None:
    assert READING.figures == {9}
