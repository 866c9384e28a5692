"""Tokens → BeautifulSoup tree in which text nodes refer to places in the source.

The only door to BeautifulSoup, which is handed the tags one by one, balanced: no markup is parsed a second time. A text
token enters the tree as `<U+E000>number<U+E001>`; no character of the document itself passes through it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag

from build_tools.clean.html_attributes import read_attributes
from build_tools.clean.html_lexer import KNOWN_ELEMENTS, RAW_ELEMENTS, Token, TokenKind, lex_html
from build_tools.clean.html_lists import OrderedList
from build_tools.clean.html_pictures import Picture, read_picture
from build_tools.model.line import Drop, add_drop
from build_tools.model.passage import Run

__all__ = ["NavigableString", "PageElement", "SourceTree", "Tag", "build_tree"]

_SEAL_RE = re.compile("\ue000([0-9]+)\ue001")

# HTML lets authors leave these end tags out (13.1.2.4); Python's parser does not supply them.
_IMPLIED_END = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}
_CLOSES_P = frozenset(
    "address article aside blockquote center details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr main nav ol p pre section table ul".split()
)
# An implied end never reaches out of these.
_SCOPES = frozenset({"table", "td", "th", "ul", "ol", "div", "html", "body", "dl", "blockquote"})
_READ_ATTRIBUTES = frozenset("align border class colspan face hidden href id rowspan style".split())
_LISTS = frozenset({"ol", "ul"})
PICTURE = "picture"
# Raw text elements in which markup waits for a script.
_LATE = frozenset({"textarea", "xmp", "noframes"})
_TEMPLATE_RE = re.compile(r"template|html", re.IGNORECASE)
_HAN_RE = re.compile("[\u4e00-\u9fff]")
# A value that holds a tag began with a quote that was never closed.
_VALUE_RE = re.compile(r"=\s{0,99}+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s>\"']++)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass
class TableShape:
    """What tells a drawn table from one that lays a page out.

    Attributes:
        nested: another table stands in it.
        cells: how many cells it has.
        longest: characters in its longest cell.
    """

    nested: bool = False
    cells: int = 0
    longest: int = 0
    current: int = 0

    def add_cell(self) -> None:
        """A cell begins."""
        self.cells += 1
        self.current = 0

    def add_text(self, length: int) -> None:
        """Text stands in the cell that began last."""
        self.current += length
        self.longest = max(self.longest, self.current)


@dataclass(frozen=True)
class SourceTree:
    """A parsed page.

    Attributes:
        source: the text that was parsed.
        root: the BeautifulSoup object.
        runs: the text tokens, by the number in their seal.
        pictures: what its elements show that is no text; an element names its own in the attribute `PICTURE`.
        drops: markup, comments and raw content: all that is not text.
        title: content of the page's <title>, "" where there is none.
        is_markdown: what stands outside elements, or behind a blank line in them (CommonMark 4.6), is Markdown.
    """

    source: str
    root: BeautifulSoup
    runs: tuple[Run, ...]
    pictures: tuple[Picture, ...]
    drops: tuple[Drop, ...]
    title: str
    is_markdown: bool = False

    def picture_of(self, node: Tag) -> Picture | None:
        """Return the picture that an element shows."""
        number = node.get(PICTURE)
        return self.pictures[int(str(number))] if number is not None else None

    def runs_of(self, node: NavigableString) -> list[Run]:
        """Return the source runs that a text node stands for."""
        return [self.runs[int(number)] for number in _SEAL_RE.findall(node)]

    @cached_property
    def length(self) -> int:
        """Characters of text on the page, blanks at the edges of each piece left out."""
        return sum(len(run.text.strip()) for run in self.runs)

    @cached_property
    def shapes(self) -> dict[int, TableShape]:
        """The shape of every table element, by its `id`; made in one pass over the page."""
        shapes: dict[int, TableShape] = {}
        tables: list[TableShape] = []
        stack: list[PageElement | None] = [self.root]
        while stack:
            node = stack.pop()
            if node is None:  # a table ends here
                tables.pop()
            elif isinstance(node, NavigableString):
                if tables:
                    tables[-1].add_text(sum(len(run.text.strip()) for run in self.runs_of(node)))
            elif isinstance(node, Tag):
                if node.name == "table":
                    if tables:
                        tables[-1].nested = True
                    tables.append(shapes.setdefault(id(node), TableShape()))
                    stack.append(None)
                elif node.name in ("td", "th") and tables:
                    tables[-1].add_cell()
                stack.extend(reversed(node.contents))
        return shapes


# An opening tag with the attributes that are read later; an end tag has None; a piece of text is its seal.
_Event = tuple[str, dict[str, str] | None] | str


class _Builder(HTMLTreeBuilder):
    """Builds BeautifulSoup's tree from events in place of a parser's."""

    def __init__(self, events: Sequence[_Event]) -> None:
        super().__init__()
        self.events = events

    def feed(self, markup: object) -> None:  # noqa: ARG002 - the events stand for it
        """Hand over the events."""
        soup = self.soup
        if soup is None:
            raise TypeError("a builder is fed by the soup that owns it")
        for event in self.events:
            if isinstance(event, str):
                soup.handle_data(event)
                continue
            name, attributes = event
            if attributes is not None:
                soup.handle_starttag(name, None, None, attributes)
            # An element that holds nothing ends where it begins; an end tag of its own adds nothing.
            if (attributes is None) is not self.can_be_empty_element(name):
                soup.handle_endtag(name)


class _Skeleton:
    """Collects the tags, balanced, with a seal for each piece of text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.events: list[_Event] = []
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.drops: list[Drop] = []
        self.open: list[str] = []
        self.lists: list[OrderedList | None] = []  # those that are open; None: it numbers nothing
        self.title = ""
        self.holds_template = False  # the raw text element that was opened last is a script of no program
        self.late: list[Token] = []  # raw text in which scripts keep what they show later

    def seal(self, start: int, end: int, text: str) -> None:
        self.events.append(f"\ue000{len(self.runs)}\ue001")
        self.runs.append(Run(start, end, text))

    def close_implied(self, names: frozenset[str]) -> None:
        """Close the innermost open elements up to one of `names`, unless a scope stands between."""
        for depth in range(len(self.open) - 1, max(-1, len(self.open) - 12), -1):
            if self.open[depth] in names:
                self.close_from(depth)
                if "tr" in names and self.open and self.open[-1] == "tr":
                    self.close_from(len(self.open) - 1)
                return
            if self.open[depth] in _SCOPES and self.open[depth] not in names:
                return

    def open_tag(self, token: Token) -> None:
        name = token.name
        if name in _CLOSES_P:
            self.close_implied(_IMPLIED_END["p"])
        if name in _IMPLIED_END:
            self.close_implied(_IMPLIED_END[name])
        markup = self.source[token.start : token.end]
        attributes = read_attributes(markup)
        kept = {key: found.value for key, found in attributes.items() if key in _READ_ATTRIBUTES}
        if (picture := read_picture(name, attributes, token.start)) is not None:
            kept[PICTURE] = str(len(self.pictures))
            self.pictures.append(picture)
        self.events.append((name, kept))
        if name in _VOID:
            return
        if markup.endswith("/>") and name not in KNOWN_ELEMENTS:
            self.events.append((name, None))
        else:
            self.open.append(name)
            self.number_item(token, {key: found.value for key, found in attributes.items()})

    def open_raw(self, token: Token) -> None:
        """Note what a raw text element is; a frame has a place on the page, but no content."""
        attributes = read_attributes(self.source[token.start : token.end])
        self.holds_template = "type" in attributes and _TEMPLATE_RE.search(attributes["type"].value) is not None
        if (picture := read_picture(token.name, attributes, token.start)) is not None:
            self.events.append(("embed", {PICTURE: str(len(self.pictures))}))
            self.pictures.append(replace(picture, words=None))

    def number_item(self, token: Token, attributes: dict[str, str]) -> None:
        """Print the number of an ordered list's item behind its tag."""
        if token.name in _LISTS:
            self.lists.append(OrderedList.of(attributes) if token.name == "ol" else None)
        elif token.name == "li" and self.lists and (items := self.lists[-1]) is not None:
            number = items.number_item(attributes, self.source[token.start : token.end])
            if number:
                self.events.append(f"\ue000{len(self.runs)}\ue001")
            self.runs.append(Run(token.end, token.end, number, computed="list-number"))

    def close_from(self, depth: int) -> None:
        """Close the open elements from a depth on."""
        for name in reversed(self.open[depth:]):
            self.events.append((name, None))
            if name in _LISTS:
                self.lists.pop()
        del self.open[depth:]

    def close_tag(self, token: Token) -> None:
        # A stray end tag closes nothing; one that skips over open elements closes them too.
        limit = max(0, len(self.open) - 64)
        for depth in range(len(self.open) - 1, limit - 1, -1):
            if self.open[depth] == token.name:
                self.close_from(depth)
                return

    def holds_words(self, token: Token) -> bool:
        """Whether Chinese words stand in a tag where none belong: outside of values, or between tags within one."""
        if token.kind not in (TokenKind.OPEN, TokenKind.CLOSE):
            return False
        tag = self.source[token.start : token.end]
        return not tag.isascii() and _HAN_RE.search(_VALUE_RE.sub("", tag)) is not None

    def take(self, token: Token) -> None:
        if token.kind is TokenKind.TEXT:
            self.seal(token.start, token.end, self.source[token.start : token.end])
            return
        if token.kind is TokenKind.REFERENCE:
            self.seal(token.start, token.end, token.text)
            return
        rule = "broken-tag" if self.holds_words(token) else "markup"
        if token.name in RAW_ELEMENTS and token.kind is not TokenKind.RAW:
            # Their content is a token of its own; the parser would look for an end tag that may be missing.
            if token.kind is TokenKind.OPEN:
                self.open_raw(token)
        elif token.kind is TokenKind.OPEN:
            self.open_tag(token)
            if self.pictures and self.pictures[-1].at == token.start and (words := self.pictures[-1].words):
                # What becomes of the words is decided where the picture is.
                add_drop(self.drops, token.start, words.start, rule)
                token = token._replace(start=words.end)
        elif token.kind is TokenKind.CLOSE:
            self.close_tag(token)
        elif token.kind is TokenKind.COMMENT:
            rule = "comment"
        elif token.kind is TokenKind.RAW:
            rule = "page-title" if token.name == "title" else "script-or-style"
            if token.name in _LATE or (token.name == "script" and self.holds_template):
                self.late.append(token)
            if token.name == "title" and not self.title:
                self.title = self.source[token.start : token.end].strip(" \t\r\n\u3000")
        elif token.kind is TokenKind.AUTOLINK:
            rule = "link-address"
        add_drop(self.drops, token.start, token.end, rule)


def build_tree(source: str, start: int = 0, *, known_only: bool = False) -> SourceTree:
    """Parse `source[start:]`; see `lex_html` for `known_only`.

    Scripts of some portals keep the text in a <textarea> or a template until the reader scrolls to it: where one holds
    more Chinese than all the rest of the page, it is read as a part of the page.
    """
    skeleton = _Skeleton(source)
    for token in lex_html(source, start, known_only=known_only):
        skeleton.take(token)
    if skeleton.late:
        shown = sum(_count_han(run.text) for run in skeleton.runs)
        late = [token for token in skeleton.late if _count_han(source[token.start : token.end]) > shown]
        if late:
            skeleton = _Skeleton(source)
            for token in lex_html(
                source, start, known_only=known_only, opened=frozenset(token.start for token in late)
            ):
                skeleton.take(token)
    root = BeautifulSoup("", builder=_Builder(skeleton.events))
    return SourceTree(
        source, root, tuple(skeleton.runs), tuple(skeleton.pictures), tuple(skeleton.drops), skeleton.title, known_only
    )


def _count_han(text: str) -> int:
    return len(_HAN_RE.findall(text))
