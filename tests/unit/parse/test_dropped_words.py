"""Words that were dropped inside a document are told; what stands around it, and what is no word, is not."""

from __future__ import annotations

import pytest

from build_tools.model.division import Division, HeadingStyle, Kind
from build_tools.model.line import Drop
from build_tools.model.passage import Passage
from build_tools.model.reading import Reading, ReadLine, ReadPage
from build_tools.model.witness import Witness
from build_tools.parse.dropped_words import doubt_drops

TEXT = "首页\n一、甲\n分享到\n分享到\n某市水规划\n12\nab\nabc\n二、乙\n打印"
WITNESS = Witness("a.txt", TEXT)


def division(kind: Kind, num: str) -> Division:
    at = TEXT.index(num)
    label = Passage.of(TEXT, at, at + len(num))
    return Division(kind, label, 1, Passage(), Passage(), HeadingStyle.NONE, (), 1)


def root(*kinds: Kind) -> Division:
    body = tuple(division(kind, num) for kind, num in zip(kinds, ("一、", "二、"), strict=True))
    return Division(Kind.PLAN, Passage(), None, Passage(), Passage(), HeadingStyle.NONE, body, 1)


SECTIONS = root(Kind.SECTION, Kind.SECTION)


def doubted(
    text: str, rule: str = "site-frame", tree: Division = SECTIONS, start: int = 0, title: str = ""
) -> list[tuple[int, str]]:
    at = TEXT.index(text, start)
    drops = [Drop(at, at + len(text), rule)]
    return [(doubt.line_no, doubt.excerpt) for doubt in doubt_drops(tree, drops, WITNESS, title)]


def test_words_between_the_first_label_and_the_last_are_told() -> None:
    assert doubted("分享到") == [(3, "分享到")]
    assert doubted("abc") == [(8, "abc")]


@pytest.mark.parametrize("text", ["首页", "打印", "二、"])
def test_what_stands_around_is_not(text: str) -> None:
    assert doubted(text) == []


def test_what_begins_with_the_first_label_is() -> None:
    assert doubted("一、甲") == [(2, "一、甲")]


@pytest.mark.parametrize("text", ["12", "ab\n"])
def test_figures_and_single_letters_are_no_words(text: str) -> None:
    assert doubted(text) == []


def test_a_running_head_that_prints_the_title_takes_no_word_away() -> None:
    assert doubted("某市水规划", "running-head", title="某市水规划（2023—2030年）") == []
    assert doubted("某市水规划", "running-head", title="某市水　规划") == []  # set wide
    assert doubted("某市水规划", "running-head", title="某市林规划") == [(5, "某市水规划")]
    assert doubted("某市水规划", title="某市水规划") == [(5, "某市水规划")]


def test_a_running_head_that_prints_a_heading_once_more_takes_no_word_away() -> None:
    assert doubted("一、", "running-head") == []
    assert doubted("一、") == [(2, "一、")]


def test_rules_that_take_no_word_away_tell_nothing() -> None:
    assert doubted("分享到", "markup") == []
    assert doubted("分享到", "publicity-mark") == []


def test_a_text_that_is_dropped_twice_is_told_at_its_first_place() -> None:
    at = TEXT.index("分享到")
    drops = [Drop(at, at + 3, "site-frame"), Drop(at + 4, at + 7, "site-frame")]
    assert [doubt.line_no for doubt in doubt_drops(SECTIONS, drops, WITNESS, "")] == [3]


def test_parts_without_a_number_bound_no_document() -> None:
    assert doubted("分享到", tree=root(Kind.ANNEX_LIST, Kind.NOTE)) == []
    assert doubted("分享到", tree=root(Kind.SECTION, Kind.NOTE)) == []


def heads(
    pages: int, *, is_printed: bool = True, rule: str = "running-head", words: str = "某规划", title: str = ""
) -> list[str]:
    """What is told of a head that stands on so many pages, each with its number."""
    lines = ["一、总体", *(f"{words} {page}" for page in range(1, pages + 1)), "二、任务"]
    text = "\n".join(lines)
    sheets = (ReadPage(1, 500, 800),) if is_printed else ()
    reading = Reading("pdf", "reader", "", tuple(map(ReadLine, lines)), sheets)
    body = tuple(
        Division(
            Kind.SECTION,
            Passage.of(text, at, at + 2),
            1,
            Passage.of(text, at + 2, at + 4),
            Passage(),
            HeadingStyle.NONE,
            (),
            1,
        )
        for at in (0, text.index("二、"))
    )
    tree = Division(Kind.PLAN, Passage(), None, Passage(), Passage(), HeadingStyle.NONE, body, 1)
    places = [text.index(line) for line in lines[1:-1]]
    drops = [Drop(at, at + len(words) + 2, rule) for at in places]
    return [doubt.excerpt for doubt in doubt_drops(tree, drops, Witness("a.pdf", text, reading=reading), title)]


def test_a_head_on_three_printed_pages_is_the_pages_beyond_doubt() -> None:
    assert heads(3) == []
    assert heads(2) == ["某规划 1"]  # told once, whatever the number in it
    assert heads(3, is_printed=False) == ["某规划 1"]
    assert heads(1, words="https://www.example.org/plan.html") == []  # a browser's
    assert heads(3, rule="site-frame") == ["某规划 1", "某规划 2", "某规划 3"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("某市水规划", 0),
        ("某市水规划　一、总体", 0),
        ("某市水规划_某市人民政府", 0),
        ("某市水规划　内部资料", 1),
        ("水规", 1),
    ],
)
def test_a_head_of_title_heading_and_number_takes_no_word_away(words: str, told: int) -> None:
    assert len(heads(2, words=words, title="某市水规划")) == told
