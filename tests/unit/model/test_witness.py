"""Offsets → lines, and offsets → files."""

from __future__ import annotations

import pytest

from build_tools.model.witness import Witness, join_files

TEXT = Witness("a.txt", "甲\n\n乙丙\u2028丁\r戊")
FILES = join_files((Witness("a", "甲乙丙"), Witness("b", "丁戊"), Witness("c", "己")))


def test_only_a_line_feed_ends_a_line() -> None:
    assert TEXT.line_starts == (0, 2, 3)


@pytest.mark.parametrize(("offset", "line_no"), [(0, 1), (1, 1), (2, 2), (3, 3), (8, 3)])
def test_lines_are_counted_from_one(offset: int, line_no: int) -> None:
    assert TEXT.line_no(offset) == line_no


def test_each_file_begins_where_the_one_before_it_ends() -> None:
    assert FILES.file_starts == (0, 3, 5)


@pytest.mark.parametrize(("offset", "name", "at"), [(0, "a", 0), (2, "a", 2), (3, "b", 0), (4, "b", 1), (5, "c", 0)])
def test_an_offset_names_a_file_and_a_place_in_it(offset: int, name: str, at: int) -> None:
    file, within = FILES.locate(offset)
    assert (file.name, within) == (name, at)


def test_several_files_are_one_text_under_the_name_of_the_first() -> None:
    assert (FILES.name, FILES.text) == ("a", "甲乙丙丁戊己")


def test_a_file_alone_is_itself() -> None:
    assert join_files((TEXT,)) is TEXT
    assert (TEXT.parts, TEXT.file_starts, TEXT.locate(3)) == ((TEXT,), (0,), (TEXT, 3))
