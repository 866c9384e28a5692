"""Numbers that the file itself counts: where the label ends is no question, and that it is one neither."""

from __future__ import annotations

import pytest

from build_tools.model.division import Kind
from build_tools.parse.markers import read_known_markers, read_markers


@pytest.mark.parametrize(
    ("label", "behind", "kind", "ordinal"),
    [
        ("1.", "5G应用推广", Kind.POINT, 1),
        ("3.", "6G通信", Kind.POINT, 3),
        ("1", "总则", Kind.DECIMAL, 1),
        ("1.1", "2025年目标", Kind.DECIMAL, 1),
        ("第一章　", "总则", Kind.CHAPTER, 1),
        ("（一）", "总则", Kind.CLAUSE, 1),
    ],
)
def test_the_label_ends_where_the_file_says(label: str, behind: str, kind: Kind, ordinal: int) -> None:
    (marker,) = read_known_markers(label + behind, len(label), inner=False)
    assert (marker.rung.kind, marker.ordinal, marker.end) == (kind, ordinal, len(label.rstrip("　")))
    assert marker.belief > 0 or kind is Kind.DECIMAL


def test_a_counted_label_is_believed_more_than_a_typed_one() -> None:
    (typed,) = read_markers("1.总则", inner=False)
    (counted,) = read_known_markers("1.总则", 2, inner=False)
    assert counted.belief > typed.belief


def test_a_sign_that_is_no_label_stays_text() -> None:
    assert read_known_markers("➢ 总则", 1, inner=False) == []


def test_labels_inside_the_line_are_still_looked_for() -> None:
    text = "一、总则。（一）目标。（二）任务。"
    found = read_known_markers(text, 2, inner=True)
    assert [text[marker.start : marker.end] for marker in found] == ["一、", "（一）", "（二）"]
