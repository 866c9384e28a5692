from __future__ import annotations

import pytest

from build_tools.edition.lock import (
    Breach,
    check_anchors,
    hash_anchors,
    join_lock,
    merge_lock,
    read_lock,
    write_anchors,
)
from build_tools.model.anchor import Anchor
from build_tools.pipeline import convert_bytes

at = Anchor.parse
LOCKED = {"b": {at("s1"): "aaa", at("s2"): "bbb"}, "a": {at("annex-1#s1"): "ccc"}}
TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n"


def hashes(text: str) -> dict[Anchor, str]:
    return hash_anchors(convert_bytes(text.encode("utf-8"), "a.txt").edition)


def test_round_trip() -> None:
    text = join_lock({work: write_anchors(anchors) for work, anchors in LOCKED.items()})
    assert read_lock(text) == LOCKED
    assert join_lock({work: write_anchors(anchors) for work, anchors in read_lock(text).items()}) == text
    assert list(read_lock(text)) == ["a", "b"]


def test_empty() -> None:
    assert read_lock("") == {}
    assert read_lock(join_lock({})) == {}


def test_nothing_changed() -> None:
    assert check_anchors(LOCKED, LOCKED, {}) == []


def test_more_anchors_break_nothing() -> None:
    assert check_anchors(LOCKED, {**LOCKED, "b": {at("s0"): "x", **LOCKED["b"]}, "c": {at("s1"): "y"}}, {}) == []


def test_lost() -> None:
    assert check_anchors(LOCKED, {**LOCKED, "b": {at("s1"): "aaa"}}, {}) == [Breach("b", at("s2"), lost=True)]
    assert check_anchors(LOCKED, {"b": LOCKED["b"]}, {}) == [Breach("a", at("annex-1#s1"), lost=True)]


def test_another_text() -> None:
    assert check_anchors(LOCKED, {**LOCKED, "b": {at("s1"): "aaa", at("s2"): "zzz"}}, {}) == [
        Breach("b", at("s2"), lost=False)
    ]


@pytest.mark.parametrize(
    ("now", "breaches"),
    [
        ({at("s1"): "aaa", at("s3"): "bbb"}, []),
        ({at("s1"): "aaa", at("s2"): "zzz", at("s3"): "bbb"}, []),
        ({at("s1"): "aaa"}, [Breach("b", at("s2"), lost=True)]),  # the alias leads nowhere
    ],
)
def test_alias(now: dict[Anchor, str], breaches: list[Breach]) -> None:
    locked = {"b": LOCKED["b"]}
    assert check_anchors(locked, {"b": now}, {"b": {at("s2"): at("s3")}}) == breaches
    # Another work's alias helps nobody.
    assert Breach("b", at("s1"), lost=True) in check_anchors(locked, {"b": {}}, {"a": {at("s1"): at("s2")}})


def test_aliases_live_on() -> None:
    aliases = {"b": {at("s2"): at("s3")}}
    merged = merge_lock({"b": LOCKED["b"]}, {"b": {at("s1"): "aaa", at("s3"): "bbb"}}, aliases)
    assert merged == {"b": {at("s1"): "aaa", at("s3"): "bbb", at("s2"): "bbb"}}
    # Without the alias the next build would have to find s2 again.
    assert check_anchors(merged, {"b": {at("s1"): "aaa", at("s3"): "bbb"}}, {}) == [Breach("b", at("s2"), lost=True)]


def test_a_work_that_failed_keeps_its_anchors() -> None:
    assert merge_lock(LOCKED, {"a": LOCKED["a"]}, {})["b"] == LOCKED["b"]


def test_hash_passes_over_blanks_and_widths_of_punctuation() -> None:
    assert hashes(TEXT.replace("优化空间", "　优化空间").replace("一、", "一．")) == hashes(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "changed"), [("优化空间", "完善空间", "s1"), ("加快建设", "推进建设", "s1-para1")]
)
def test_hash_notices_words(old: str, new: str, changed: str) -> None:
    before, after = hashes(TEXT), hashes(TEXT.replace(old, new))
    assert [str(anchor) for anchor in before if before[anchor] != after.get(anchor)] == [changed]
