"""Words that were dropped inside a document are told; what stands around it, and what is no word, is not."""

from __future__ import annotations

import pytest

from build_tools.model.division import Division, HeadingStyle, Kind
from build_tools.model.line import Drop
from build_tools.model.passage import Passage
from build_tools.model.witness import Witness
from build_tools.parse.dropped_words import doubt_drops

TEXT = "首页\n一、甲\n分享到\n分享到\n12\nab\nabc\n二、乙\n打印"
WITNESS = Witness("a.txt", TEXT)


def division(kind: Kind, num: str) -> Division:
    at = TEXT.index(num)
    label = Passage.of(TEXT, at, at + len(num))
    return Division(kind, label, 1, Passage(), Passage(), HeadingStyle.NONE, (), 1)


def root(*kinds: Kind) -> Division:
    body = tuple(division(kind, num) for kind, num in zip(kinds, ("一、", "二、"), strict=True))
    return Division(Kind.PLAN, Passage(), None, Passage(), Passage(), HeadingStyle.NONE, body, 1)


SECTIONS = root(Kind.SECTION, Kind.SECTION)


def doubted(text: str, rule: str = "site-frame", tree: Division = SECTIONS, start: int = 0) -> list[tuple[int, str]]:
    at = TEXT.index(text, start)
    drops = [Drop(at, at + len(text), rule)]
    return [(doubt.line_no, doubt.excerpt) for doubt in doubt_drops(tree, drops, WITNESS)]


def test_words_between_the_first_label_and_the_last_are_told() -> None:
    assert doubted("分享到") == [(3, "分享到")]
    assert doubted("abc") == [(7, "abc")]


@pytest.mark.parametrize("text", ["首页", "打印", "二、"])
def test_what_stands_around_is_not(text: str) -> None:
    assert doubted(text) == []


def test_what_begins_with_the_first_label_is() -> None:
    assert doubted("一、甲") == [(2, "一、甲")]


@pytest.mark.parametrize("text", ["12", "ab\n"])
def test_figures_and_single_letters_are_no_words(text: str) -> None:
    assert doubted(text) == []


def test_rules_that_take_no_word_away_tell_nothing() -> None:
    assert doubted("分享到", "markup") == []


def test_a_text_that_is_dropped_twice_is_told_at_its_first_place() -> None:
    at = TEXT.index("分享到")
    drops = [Drop(at, at + 3, "site-frame"), Drop(at + 4, at + 7, "site-frame")]
    assert [doubt.line_no for doubt in doubt_drops(SECTIONS, drops, WITNESS)] == [3]


def test_parts_without_a_number_bound_no_document() -> None:
    assert doubted("分享到", tree=root(Kind.ANNEX_LIST, Kind.NOTE)) == []
    assert doubted("分享到", tree=root(Kind.SECTION, Kind.NOTE)) == []
