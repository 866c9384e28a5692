"""The Markdown says the same to Python-Markdown and to a CommonMark reader, and what the edition says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import documents as made
import markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from build_tools.edition.lock import hash_anchors
from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Division, Kind, Node, Paragraph
from build_tools.model.line import Mark
from build_tools.model.record import PublishedWork
from build_tools.pipeline import Converted, convert_bytes
from build_tools.render.inline import escape_html, escape_markdown, render_strong, render_text
from build_tools.render.pages import render_pages

FAST = settings(max_examples=60)
PLANS = Path(__file__).parents[2] / "docs" / "plans"
ANCHOR = '<a id="x" href="#x" title="x"></a>'
# Nothing prints these, so they are shown as U+FFFD.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
VOID = {"br", "hr", "img", "wbr"}


@dataclass
class Reading:
    """What a reader sees of a page."""

    texts: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return bare("".join(self.texts))


class _Reader(HTMLParser):
    """HTML → what is visible, editorial parts and page titles of our own left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = Reading()
        self.open: list[tuple[str, bool]] = []
        self.heading: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.reading.elements.add(tag)
        if values.get("id"):
            self.reading.ids.append(str(values["id"]))
        if values.get("href"):
            self.reading.links.append(str(values["href"]))
        if tag == "br":
            self.handle_data("\n")
        if tag in VOID:
            return
        hidden = bool(self.open and self.open[-1][1]) or "editorial" in str(values.get("class")).split()
        self.open.append((tag, hidden))
        if re.fullmatch("h[1-6]", tag):
            self.heading = []

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, _ = self.open.pop()
            if name == tag:
                break
        if re.fullmatch("h[1-6]", tag) and self.heading is not None:
            self.reading.headings.append((int(tag[1]), bare("".join(self.heading))))
            self.heading = None

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            return
        self.reading.texts.append(data)
        if self.heading is not None:
            self.heading.append(data)


def read(html: str) -> Reading:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.reading


def bare(text: str) -> str:
    """Without blanks, which readers fold or trim each in its own way; controls as both print them."""
    return "".join(CONTROLS.sub("\ufffd", text).split())


def by_python_markdown(text: str) -> Reading:
    extensions = ["tables", "md_in_html", "build_tools.publish.heading_ids"]
    return read(markdown.markdown(text, extensions=extensions))


def by_commonmark(text: str) -> Reading:
    return read(MarkdownIt("commonmark", {"html": True}).render(text))


def body_of(page: str) -> str:
    """A page without its front matter; an h1 without an anchor is a title that the site gives."""
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    return re.sub(r"(?m)^# (?!<(?:a|span) id)[^\n]*\n", "", body, count=1)


def texts_of(root: Division, page: str) -> str:
    """All that the edition says on one page, in order."""
    said: list[str] = []

    def enter(node: Node, here: str) -> None:
        if isinstance(node, Paragraph):
            if here == page:
                said.append(node.passage.text)
        elif isinstance(node, Division):
            here = node.page or here
            if here == page:
                said.extend((node.num.text, node.heading.text, node.stop.text))
            for child in node.body:
                enter(child, here)
        elif here == page:
            if node.caption is not None:
                said.append(node.caption.passage.text)
            said.extend(cell.text for row in node.rows for cell in row)

    enter(root, "")
    return bare("".join(said))


def headings_of(root: Division, page: str) -> list[str]:
    """Texts of the headings on a page that the edition's own words give."""
    found: list[str] = []

    def enter(division: Division, here: str) -> None:
        here = division.page or here
        is_heading = division.style in ("display", "run-in") and division.kind is not Kind.DASH
        if here == page and (is_heading or division.kind in (Kind.BOX, Kind.ANNEX)):
            found.append(bare(division.num.text + division.heading.text + division.stop.text))
        for child in division.body:
            if isinstance(child, Division):
                enter(child, here)

    enter(root, "")
    return found


def pages_of(text: str) -> tuple[Converted, dict[str, str]]:
    try:
        converted = convert_bytes(text.encode("utf-8"), "a.txt", work="a")
    except UnreadableSourceError:
        assume(False)
        raise
    return converted, render_pages(PublishedWork(converted.edition, converted.responsibilities, converted.fidelity))


any_document = st.one_of(made.documents, made.plans(), made.texts)


@FAST
@given(any_document)
def test_both_readers_see_the_edition(text: str) -> None:
    converted, pages = pages_of(text)
    for name, page in pages.items():
        said = texts_of(converted.edition.root, name.removesuffix(".md").removeprefix("index"))
        assert by_commonmark(body_of(page)).text == said
        assert by_python_markdown(body_of(page)).text == said


@FAST
@given(any_document)
def test_both_readers_see_the_same_headings(text: str) -> None:
    converted, pages = pages_of(text)
    for name, page in pages.items():
        own = headings_of(converted.edition.root, name.removesuffix(".md").removeprefix("index"))
        ours, theirs = by_python_markdown(body_of(page)), by_commonmark(body_of(page))
        assert ours.headings == theirs.headings
        assert [heading for _, heading in theirs.headings if heading in own] == own


@FAST
@given(any_document)
def test_every_published_anchor_is_on_its_page_once(text: str) -> None:
    converted, pages = pages_of(text)
    ids = [
        f"{name.removesuffix('.md')}#{anchor}"
        for name, page in pages.items()
        for anchor in by_python_markdown(body_of(page)).ids
    ]
    wanted = [f"{anchor.page or 'index'}#{anchor.id}" for anchor in hash_anchors(converted.edition)]
    assert sorted(ids) == sorted(wanted)


@FAST
@given(any_document)
def test_nothing_of_a_source_becomes_an_element(text: str) -> None:
    allowed = set("h1 h2 h3 h4 h5 h6 p a span b strong small sup sub br ul li div nav blockquote table caption".split())
    allowed |= set("section thead tbody tr th td details summary".split())
    _, pages = pages_of(text)
    for page in pages.values():
        assert by_commonmark(body_of(page)).elements <= allowed
        assert by_python_markdown(body_of(page)).elements <= allowed


@settings(max_examples=300)
@given(st.one_of(st.text(), made.phrases, st.text(alphabet="\\`*_{}[]()<>#+-.!|~&$:/@=^%'\"1aw \t中。")))
def test_escaped_text_prints_itself(text: str) -> None:
    # A line feed never stands in a line; surrogates cannot be encoded.
    text = text.replace("\n", "") + "。"
    shown = ANCHOR + escape_markdown(text)
    assert by_commonmark(shown).text == bare(text)
    assert by_python_markdown(shown).text == bare(text)
    assert read(escape_html(text)).text == bare(text)


marked = made.phrases.flatmap(
    lambda text: st.tuples(
        st.just(text), st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(("sup", "sub"))
    )
)


@settings(max_examples=150)
@given(marked)
def test_superscripts_print_their_characters(drawn: tuple[str, int, int, str]) -> None:
    text, one, other, name = drawn
    assume(text)
    text = text.replace("\n", " ")
    shown = ANCHOR + render_text(text, (Mark(min(one, other), max(one, other), name),))
    assert by_commonmark(shown).text == bare(text)
    assert by_python_markdown(shown).text == bare(text)


@settings(max_examples=150)
@given(made.plain_phrases, made.phrases, made.plain_phrases)
@example("。", "\u2029", "，")
@example("", "\u2028", "")
@example("甲", "\u2029\u2028", "乙")
@example("甲", "乙\u2003", "丙")
@example("甲", " 乙", "丙")
def test_bold_print_shows_no_asterisk(before: str, text: str, after: str) -> None:
    assume(text)
    text = text.replace("\n", " ")
    shown = ANCHOR + escape_markdown(before) + render_strong(text, before[-1:], after[:1]) + escape_markdown(after)
    assert by_commonmark(shown).text == bare(before + text + after)
    assert by_python_markdown(shown).text == bare(before + text + after)
    assert "strong" in by_commonmark(shown).elements & by_python_markdown(shown).elements


@pytest.mark.parametrize("path", sorted(PLANS.glob("*/*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_published_pages_read_the_same(path: Path) -> None:
    page = body_of(path.read_text("utf-8"))
    ours, theirs = by_python_markdown(page), by_commonmark(page)
    assert (ours.text, ours.headings) == (theirs.text, theirs.headings)


def test_control_unescaped_text_reads_differently() -> None:
    assert by_commonmark(ANCHOR + "*甲*").text != "*甲*"
    assert by_python_markdown("1. 甲").text != "1.甲"
