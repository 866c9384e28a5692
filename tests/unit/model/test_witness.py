"""Offsets → lines, and offsets → files."""

from __future__ import annotations

import pytest

from build_tools.model.witness import Sources, Witness

TEXT = Witness("a.txt", "甲\n\n乙丙\u2028丁\r戊")
FILES = Sources((Witness("a", "甲乙丙"), Witness("b", "丁戊"), Witness("c", "己")))


def test_only_a_line_feed_ends_a_line() -> None:
    assert TEXT.line_starts == (0, 2, 3)


@pytest.mark.parametrize(("offset", "line_no"), [(0, 1), (1, 1), (2, 2), (3, 3), (8, 3)])
def test_lines_are_counted_from_one(offset: int, line_no: int) -> None:
    assert TEXT.line_no(offset) == line_no


def test_each_file_begins_where_the_one_before_it_ends() -> None:
    assert FILES.starts == (0, 3, 5)


@pytest.mark.parametrize(("offset", "name", "at"), [(0, "a", 0), (2, "a", 2), (3, "b", 0), (4, "b", 1), (5, "c", 0)])
def test_an_offset_names_a_file_and_a_place_in_it(offset: int, name: str, at: int) -> None:
    file, within = FILES.locate(offset)
    assert (file.name, within) == (name, at)


def test_a_slice_is_read_from_its_own_file() -> None:
    assert [FILES.slice(*place) for place in ((1, 2), (1, 3), (3, 4), (3, 5), (5, 6))] == [
        "乙", "乙丙", "丁", "丁戊", "己",
    ]  # fmt: skip
