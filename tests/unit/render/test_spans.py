"""Text and spans → Markdown and HTML that print the text, whatever is laid over it."""

from __future__ import annotations

import pytest

from build_tools.model.line import Mark
from build_tools.render.spans import LINK, SMALL, STRONG, Span, mark_spans, nest_spans, render_markdown, render_markup


def link(start: int, end: int) -> Span:
    return Span(start, end, LINK, "x.md")


CASES = {
    "nothing": ("甲乙", [], "甲乙", "甲乙"),
    "a link": ("甲乙丙", [link(1, 2)], "甲[乙](x.md)丙", '甲<a href="x.md">乙</a>丙'),
    "two links side by side": (
        "甲乙",
        [link(0, 1), link(1, 2)],
        "[甲](x.md)[乙](x.md)",
        '<a href="x.md">甲</a><a href="x.md">乙</a>',
    ),
    "a link in a lead": (
        "甲乙。丙",
        [Span(0, 3, STRONG), link(1, 2)],
        "<strong>甲[乙](x.md)。</strong>丙",
        '<strong>甲<a href="x.md">乙</a>。</strong>丙',
    ),
    "a lead and a link have one place": (
        "甲，乙",
        [link(0, 1), Span(0, 1, STRONG)],
        "<strong>[甲](x.md)</strong>，乙",
        '<strong><a href="x.md">甲</a></strong>，乙',
    ),
    "a lead in a link": (
        "甲乙丙",
        [link(0, 3), Span(1, 2, STRONG)],
        "[甲**乙**丙](x.md)",
        '<a href="x.md">甲<strong>乙</strong>丙</a>',
    ),
    "a lead without a link is plain bold": ("甲。乙", [Span(0, 1, STRONG)], "**甲**。乙", "<strong>甲</strong>。乙"),
    "a superscript at the beginning of a link": (
        "m2乙",
        [link(1, 3), Span(1, 2, "sup")],
        "m[<sup>2</sup>乙](x.md)",
        'm<a href="x.md"><sup>2</sup>乙</a>',
    ),
    "a superscript at the end of a link": (
        "m2乙",
        [link(0, 2), Span(1, 2, "sup")],
        "[m<sup>2</sup>](x.md)乙",
        '<a href="x.md">m<sup>2</sup></a>乙',
    ),
    "a superscript is the whole link": (
        "m2",
        [link(1, 2), Span(1, 2, "sup")],
        "m[<sup>2</sup>](x.md)",
        'm<a href="x.md"><sup>2</sup></a>',
    ),
    "bold beside bold": (
        "甲乙",
        [Span(0, 1, STRONG), Span(1, 2, STRONG)],
        "<strong>甲</strong><strong>乙</strong>",
        "<strong>甲</strong><strong>乙</strong>",
    ),
    "a link in small print": (
        "甲（乙）",
        [Span(1, 4, SMALL), link(2, 3)],
        '甲<small class="bodies">（[乙](x.md)）</small>',
        '甲<small class="bodies">（<a href="x.md">乙</a>）</small>',
    ),
    "a link that would be cut is none": (
        "甲乙丙",
        [Span(0, 2, STRONG), link(1, 3)],
        "**甲乙**丙",
        "<strong>甲乙</strong>丙",
    ),
    "small print that would be cut is": (
        "甲乙丙",
        [link(0, 2), Span(1, 3, SMALL)],
        '[甲<small class="bodies">乙</small>](x.md)丙',
        '<a href="x.md">甲<small class="bodies">乙</small></a>丙',
    ),
    "no link in a link": ("甲乙丙", [link(0, 3), link(1, 2)], "[甲乙丙](x.md)", '<a href="x.md">甲乙丙</a>'),
    "nothing in an empty span": ("甲", [link(0, 0), Span(1, 1, STRONG)], "甲", "甲"),
    "an exclamation mark before": ("甲!乙", [link(2, 3)], "甲&#33;[乙](x.md)", '甲&#33;<a href="x.md">乙</a>'),
    "an exclamation mark within": ("!乙!", [link(1, 3)], "&#33;[乙!](x.md)", '&#33;<a href="x.md">乙&#33;</a>'),
    "signs in a link": (
        "[a](b)*<i>",
        [link(0, 10)],
        r"[\[a\](b)\*&lt;i&gt;](x.md)",
        '<a href="x.md">&#91;a&#93;(b)&#42;&lt;i&gt;</a>',
    ),
}


@pytest.mark.parametrize(("text", "spans", "markdown", "html"), CASES.values(), ids=CASES)
def test_markup(text: str, spans: list[Span], markdown: str, html: str) -> None:
    assert render_markdown(text, spans) == render_markdown(text, spans[::-1]) == markdown
    assert render_markup(text, spans) == render_markup(text, spans[::-1]) == html


def test_an_address_is_escaped_in_html() -> None:
    assert render_markup("甲", [Span(0, 1, LINK, 'a"><script>')]) == '<a href="a&quot;&gt;&lt;script&gt;">甲</a>'


def test_marks_become_spans() -> None:
    assert mark_spans([Mark(1, 2, "sup")]) == [Span(1, 2, "sup")]


def test_a_mark_of_the_text_goes_on_behind_what_would_cut_it() -> None:
    spans = [Span(0, 2, STRONG), Span(1, 4, "sup")]
    assert nest_spans(spans) == [Span(0, 2, STRONG), Span(1, 2, "sup"), Span(2, 4, "sup")]


def test_ten_thousand_links() -> None:
    spans = [link(at, at + 1) for at in range(0, 20_000, 2)]
    assert render_markdown("甲乙" * 10_000, spans) == "[甲](x.md)乙" * 10_000


def test_no_span_stands_within_one_of_its_own_kind() -> None:
    spans = [Span(at, 6_000 - at, element) for at in range(3_000) for element in ("sup", SMALL)]
    assert nest_spans(spans) == [Span(0, 6_000, SMALL), Span(0, 6_000, "sup")]
