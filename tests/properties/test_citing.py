"""Citations lead back: no two places of a work are cited alike, and each citation finds its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import documents as made
import pytest
from hypothesis import assume, given, settings

from build_tools.edition.citing import resolve_citation
from build_tools.edition.lock import hash_anchors
from build_tools.errors import UnreadableSourceError
from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes, convert_work

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
WORKS = sorted(path.name for path in SEEDS.iterdir() if path.is_dir())

BOXES = (
    "某市发展规划\n一、总则\n（一）甲\n专栏1 重大工程\n1.甲工程。建设甲。\n2.乙工程。建设乙。\n"
    "（1）丙。\n——丁项。戊。\n"
    "专栏2 其他\n1.己。\n2.庚。\n表1 指标\n二、附则\n附件1：某方案\n"
    "一、甲\n专栏1 乙\n1.丙。\n附件1：另一方案\n一、甲\n乙。\n"
)
DECIMALS = "某市发展规划\n第一章 总则\n1 甲\n1.1 乙\n丙。\n1.2 丁\n1.2.1 戊\n己。\n11 庚\n11.2 辛\n壬。\n"


def check(edition: Edition) -> None:
    cited = Counter(block.citation for block in edition.blocks if block.anchor)
    assert [words for words, count in cited.items() if count > 1 or not words] == []
    for block in edition.blocks:
        if block.anchor:
            assert resolve_citation(block.citation, edition.blocks) == block.anchor
    anchored = {place for block in edition.blocks for place in (block.anchor, *block.also) if place}
    assert anchored == set(hash_anchors(edition))


@pytest.mark.parametrize("work", WORKS)
def test_of_the_library(work: str) -> None:
    check(convert_work(SEEDS / work).base.edition)


@settings(max_examples=300)
@given(made.documents)
def test_of_any_document(text: str) -> None:
    try:
        edition = convert_bytes(text.encode("utf-8", "surrogatepass"), "a.txt").edition
    except UnreadableSourceError:
        assume(False)
        raise
    check(edition)


@pytest.mark.parametrize("text", [BOXES, DECIMALS])
def test_numbers_that_would_run_into_each_other(text: str) -> None:
    check(convert_bytes(text.encode(), "a.txt").edition)


def test_items_of_boxes() -> None:
    blocks = convert_bytes(BOXES.encode(), "a.txt").edition.blocks
    cited = {str(block.anchor): block.citation for block in blocks if block.anchor}
    assert [cited[name] for name in cited if name.startswith("box1")][:3] == ["专栏1", "专栏1第1项", "专栏1第1项第1段"]
    assert "专栏12" not in cited.values()
    assert cited["annex-1#box1"] == "附件1 专栏1"
