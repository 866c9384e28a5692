"""Footnotes whose signs are raised in the text, and not before the note."""

from __future__ import annotations

import pytest

from build_tools.model.division import Division, Paragraph
from build_tools.pipeline import convert_bytes


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the labels of the divisions, and the footnotes."""
    nodes = list(convert_bytes(f"# 某市渔业发展规划\n\n{text}\n".encode(), "a.md").edition.root.walk())
    labels = [node.num.text for node in nodes if isinstance(node, Division) and node.num]
    return labels, [node.passage.text for node in nodes if isinstance(node, Paragraph) and node.role == "footnote"]


@pytest.mark.parametrize(("first", "second"), ["①②", ("[1]", "[2]")])
def test_a_line_that_opens_with_a_raised_sign_is_its_note(first: str, second: str) -> None:
    text = f"一、任务\n\n培育远洋企业<sup>{first}</sup>，建设渔港<sup>{second}</sup>。\n\n二、保障\n\n加强领导。\n\n"
    notes = [f"{first} 远洋企业：在公海捕捞的企业。", f"{second} 渔港：供渔船停泊的港口。"]
    assert read(text + "\n\n".join(notes)) == (["一、", "二、"], notes)


def test_notes_below_each_page_count_anew() -> None:
    pages = [f"{sign}、任务\n\n培育企业<sup>①</sup>。\n\n① 企业：某类企业。" for sign in "一二"]
    assert read("\n\n".join(pages)) == (["一、", "二、"], ["① 企业：某类企业。"] * 2)


def test_items_of_a_list_are_no_notes() -> None:
    text = "一、任务\n\n培育企业<sup>①</sup>。\n\n①建设渔港。\n\n②建设船厂。\n\n二、保障\n\n加强领导。"
    assert read(text) == (["一、", "①", "②", "二、"], [])
