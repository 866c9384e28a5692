"""The words of a built page are changed, its markup is not."""

from __future__ import annotations

import pytest

from build_tools.publish.page_text import change_words

PHRASES = {"电子": "電孒", "软件": "軟體"}  # made up, so that a phrase that is cut shows


def change(text: str) -> str:
    for phrase, changed in PHRASES.items():
        text = text.replace(phrase, changed)
    return text


def changed(page: str) -> str:
    return change_words(page, change, keep=lambda name, lang: lang == "en" or name == "code")


CASES = {
    "words": ("<p>软件</p>", "<p>軟體</p>"),
    "outside of any element": ("软件<br>软件", "軟體<br>軟體"),
    "a phrase across a link": ('<p>电<a href="x">子</a></p>', '<p>電<a href="x">孒</a></p>'),
    "a phrase across bold and the end of a link": ("<p><b>软</b><a>件</a></p>", "<p><b>軟</b><a>體</a></p>"),
    "no phrase across blocks": ("<p>软</p><p>件</p>", "<p>软</p><p>件</p>"),
    "no phrase across cells": ("<td>软</td><td>件</td>", "<td>软</td><td>件</td>"),
    "no phrase across a line": ("软<br>件", "软<br>件"),
    "no phrase across a comment": ("软<!-- 软件 -->件", "软<!-- 软件 -->件"),
    "a comment stays": ("<!-- 软件 <p>软件 -->软件", "<!-- 软件 <p>软件 -->軟體"),
    "a doctype stays": ("<!doctype html><p>软件", "<!doctype html><p>軟體"),
    "a script that ends nowhere": ("<script>软件<script>x</script>软件", "<script>軟體<script>x</script>軟體"),
    "what is read aloud": (
        "<a title=\"软件\" aria-label='软件'>软件</a>",
        "<a title=\"軟體\" aria-label='軟體'>軟體</a>",
    ),
    "addresses and names stay": (
        '<a href="软件" id="软件" class="软件">软件</a>',
        '<a href="软件" id="软件" class="软件">軟體</a>',
    ),
    "the description of the page": (
        '<meta name="description" content="软件">',
        '<meta name="description" content="軟體">',
    ),
    "a sign in an attribute": ('<a title="a<b>软件">软件</a>', '<a title="a<b>軟體">軟體</a>'),
    "a sign in an attribute with one quote": ("<a title='a<b>\"软件'>软件</a>", "<a title='a<b>\"軟體'>軟體</a>"),
    "something like an attribute in a value": ("<a title=\"x href='软件'\">软", "<a title=\"x href='軟體'\">软"),
    "a permalink with a title cuts no phrase": (
        '<p>电<a href="#s1" title="一"></a>子</p>',
        '<p>電<a href="#s1" title="一"></a>孒</p>',
    ),
    "an attribute of several values": (
        '<a\n title="软件"\n href="x">软件</a>',
        '<a\n title="軟體"\n href="x">軟體</a>',
    ),
    "what is kept": (
        '<p>软件<span lang="en">软件<b>软件</b></span>软件</p>',
        '<p>軟體<span lang="en">软件<b>软件</b></span>軟體</p>',
    ),
    "kept within kept": (
        '<i lang="en">软件<i lang="en">软件</i>软件</i>软件',
        '<i lang="en">软件<i lang="en">软件</i>软件</i>軟體',
    ),
    "elements left open in what is kept": (
        '<div lang="en"><p>软件<p>软件<br></div>软件',
        '<div lang="en"><p>软件<p>软件<br></div>軟體',
    ),
    "what is kept closes no phrase": ("<p>软<code>x</code>件</p>", "<p>软<code>x</code>件</p>"),
    "its attributes are kept": ('<i lang="en" title="软件">软件</i>', '<i lang="en" title="软件">软件</i>'),
    "an element without an end is kept alone": ('<img lang="en" alt="软件">软件', '<img lang="en" alt="软件">軟體'),
    "a script's strings": ('<script>a("软件")</script>软件', '<script>a("軟體")</script>軟體'),
    "markup in a script": ("<script>a('<p>软件</p>')</script>", "<script>a('<p>軟體</p>')</script>"),
    "a style sheet": ("<style>a{content:'x'}</style>软件", "<style>a{content:'x'}</style>軟體"),
    "character references": ("软&nbsp;件&lt;软件&#91;软件", "软&nbsp;件&lt;軟體&#91;軟體"),
    "a sign that begins no tag": ("软件 < 软件 <3 软件", "軟體 < 軟體 <3 軟體"),
    "a tag that never ends": ("<p>软件<a href=", "<p>軟體<a href="),
    "an end that nothing begins": ("</p>软件</p>", "</p>軟體</p>"),
    "capital letters": ('<P TITLE="软件">软<B>件</B></P>', '<P TITLE="軟體">軟<B>體</B></P>'),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_words(page: str, expected: str) -> None:
    assert changed(page) == expected


@pytest.mark.parametrize("page", [page for page, _ in CASES.values()], ids=CASES)
def test_no_change_changes_nothing(page: str) -> None:
    assert change_words(page, lambda text: text, keep=lambda *_: False) == page


def test_a_change_has_to_keep_the_length() -> None:
    with pytest.raises(ValueError, match="gave 1 code points for 4"):
        change_words("<p>软件</p>", lambda _: "甲", keep=lambda *_: False)


def test_an_attribute_that_is_shown_may_be_long() -> None:
    page = "<p " + 'title="软件" ' * 20_000 + ">软件</p>"
    assert changed(page) == page.replace("软件", "軟體")
