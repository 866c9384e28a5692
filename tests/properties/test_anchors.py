"""Anchors are unique on their page, and what is appended to a document moves none of them."""

from __future__ import annotations

from collections import Counter

import documents as made
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_tools.edition.anchors import walk_anchored
from build_tools.edition.lock import hash_anchors
from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Division, Kind
from build_tools.pipeline import Converted, convert_bytes

FAST = settings(max_examples=80)
NUMERALS = "一二三四五六七八九"


def convert(text: str) -> Converted:
    try:
        return convert_bytes(text.encode("utf-8"), "a.txt")
    except UnreadableSourceError:
        assume(False)
        raise


def moved(before: str, after: str) -> dict[str, tuple[str, str | None]]:
    """Anchors of the first text that are gone from the second, or hold another text there."""
    old, new = (hash_anchors(convert(text).edition) for text in (before, after))
    return {str(anchor): (digest, new.get(anchor)) for anchor, digest in old.items() if new.get(anchor) != digest}


@FAST
@given(made.documents)
def test_unique_on_a_page(text: str) -> None:
    found = Counter(anchor for anchor, _ in walk_anchored(convert(text).edition.root))
    assert [place for place, count in found.items() if count > 1] == []


@FAST
@given(made.documents)
def test_ascii_words_only(text: str) -> None:
    for anchor in hash_anchors(convert(text).edition):
        assert set(str(anchor)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-#")


@FAST
@given(made.plans(), made.paragraphs)
def test_unmoved_by_an_appended_paragraph(text: str, paragraph: str) -> None:
    assert moved(text, f"{text}\n{paragraph}") == {}


@FAST
@given(made.plans(), made.words_only, st.lists(made.paragraphs, max_size=2))
def test_unmoved_by_an_appended_section(text: str, heading: str, paragraphs: list[str]) -> None:
    sections = sum(line[1:2] == "、" for line in text.split("\n"))
    assert moved(text, "\n".join([text, f"{NUMERALS[sections]}、{heading}", *paragraphs])) == {}


def test_control_a_changed_heading_is_noticed() -> None:
    before = "某市某某发展规划\n一、优化空间布局\n加快建设，优化布局。"
    assert list(moved(before, before.replace("优化空间", "完善空间"))) == ["s1"]


@pytest.mark.parametrize("sign", ["一、", "（一）", "1.", "（1）", "①"])
def test_a_second_division_of_one_number_leaves_the_first_alone(sign: str) -> None:
    text = f"某市某某发展规划\n{sign}优化空间布局\n加快建设。\n"
    assert moved(text, f"{text}{sign}培育龙头企业\n深化合作。\n") == {}


@pytest.mark.parametrize(
    "annexes",
    [
        "附件\n某某办法\n一、丙\n附件1\n某某方案\n一、丁",
        "附件1：某某方案\n一、丙\n附件1：某某办法\n一、丁",
        "附件：某某方案\n一、丙\n附件：某某办法\n一、丁",
    ],
    ids=["unnumbered-and-1", "1-twice", "unnumbered-twice"],
)
def test_annexes_never_share_a_page(annexes: str) -> None:
    root = convert(f"某市某某发展规划\n一、优化空间布局\n{annexes}\n").edition.root
    pages = [node.page for node in root.body if isinstance(node, Division) and node.kind is Kind.ANNEX]
    assert len(pages) == 2
    assert len(set(pages)) == 2
