"""Tokens → BeautifulSoup tree in which text nodes know their places in the source.

The only door to BeautifulSoup, whose elements are nested here as the tags come, balanced: no markup is parsed a second
time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from bs4 import BeautifulSoup
from bs4.element import AttributeValueList, NavigableString, PageElement, Tag

from build_tools.clean.html_attributes import Attribute, ReadTag
from build_tools.clean.html_lexer import BLOCKS, KNOWN_ELEMENTS, RAW_ELEMENTS, Token, lex_html
from build_tools.clean.html_lists import OrderedList
from build_tools.clean.html_pictures import PICTURES, Picture, read_picture
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.line import Drop, add_drop
from build_tools.model.passage import Run

__all__ = ["Attributes", "PageElement", "Piece", "SourceTree", "Tag", "build_tree", "read_attribute"]

# HTML lets authors leave end tags out (13.1.2.4), which Python's parser does not supply: an element, and what it ends.
_CLOSES = dict.fromkeys(
    "address article aside blockquote center details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr main nav ol p pre section table ul".split(),
    frozenset({"p"}),
) | {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}
# An implied end never reaches out of these.
_SCOPES = frozenset({"table", "td", "th", "ul", "ol", "div", "html", "body", "dl", "blockquote"})
_LISTS = frozenset({"ol", "ul"})
_NUMBERED = _LISTS | {"li"}
PICTURE = "picture"
# Raw text elements in which markup waits for a script.
_LATE = frozenset({"textarea", "xmp", "noframes"})
_TEMPLATES = ("template", "html")
# Elements that hold nothing (HTML 13.1.2), today or once.
_VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input isindex keygen link menuitem meta nextid"
    " param source spacer track wbr".split()
)
# Blanks between two of these print nothing.
_PARTING = BLOCKS | {"br"}

Attributes = dict[str, str | AttributeValueList]
"""Those of an element that are read later, with their values."""


class Piece(NavigableString):
    """A text node; it reads as its runs do, those apart that are computed.

    Attributes:
        runs: what it stands for; one that is computed comes first.
        length: its characters, blanks at the edges of each run left out.
    """

    runs: tuple[Run, ...]
    length: int
    hidden = False

    def __new__(cls, runs: list[Run]) -> Self:
        """Make the text node of some runs; `setup` gives it its place."""
        only = runs[0] if len(runs) == 1 else None
        text = only.text if only and not only.computed else "".join([run.text for run in runs if not run.computed])
        piece = str.__new__(cls, text)
        piece.runs = tuple(runs)
        piece.length = len(only.text.strip()) if only else sum([len(run.text.strip()) for run in runs])
        return piece


@dataclass
class TableShape:
    """What tells a drawn table from one that lays a page out.

    Attributes:
        nested: another table stands in it.
        cells: how many cells it has.
        longest: characters in its longest cell.
        own: characters in its cells, those of tables in them left out.
        inner: characters in those tables.
    """

    nested: bool = False
    cells: int = 0
    longest: int = 0
    current: int = 0
    own: int = 0
    inner: int = 0

    def add_cell(self) -> None:
        """A cell begins."""
        self.cells += 1
        self.current = 0

    def add_text(self, length: int) -> None:
        """Text stands in the cell that began last."""
        self.current += length
        self.own += length
        self.longest = max(self.longest, self.current)


_Step = Tag | Piece | Run | None


@dataclass(frozen=True)
class SourceTree:
    """A parsed page.

    Attributes:
        source: the text that was parsed.
        root: the BeautifulSoup object.
        steps: the tree in the order of the source: each element, what stands in it, and None where it ends. Blanks
            between two blocks stand here alone: they are most of the texts of a page, and print nothing.
        pictures: what its elements show that is no text; an element names its own in the attribute `PICTURE`.
        drops: markup, comments and raw content: all that is not text.
        title: content of the page's <title>, "" where there is none.
        unclosed: elements that are open where it ends, outermost first; none where it closes its <body> or <html>.
        is_markdown: what stands outside elements, or behind a blank line in them (CommonMark 4.6), is Markdown.
    """

    source: str
    root: BeautifulSoup
    steps: tuple[_Step, ...]
    pictures: tuple[Picture, ...]
    drops: tuple[Drop, ...]
    title: str
    unclosed: tuple[Tag, ...]
    is_markdown: bool = False

    def picture_of(self, node: Tag) -> Picture | None:
        """Return the picture that an element shows."""
        number = node.attrs.get(PICTURE)
        return self.pictures[int(str(number))] if number is not None else None

    def dissolve(self) -> None:
        """Let the elements go of each other: what holds itself would wait for the collector. The tree is empty then."""
        for step in (self.root, *self.steps):
            if isinstance(step, PageElement):
                step.__dict__.clear()

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where each element stands among the steps, by its `id`."""
        return {id(step): at for at, step in enumerate(self.steps) if isinstance(step, Tag)}

    def runs_of(self, node: Tag) -> list[Run]:
        """Return all text in an element."""
        runs: list[Run] = []
        depth = 0
        for at in range(self._places[id(node)], len(self.steps)):
            step = self.steps[at]
            if isinstance(step, Piece):
                runs.extend(step.runs)
            elif isinstance(step, Run):
                runs.append(step)
            else:
                depth += 1 if step is not None else -1
                if not depth:
                    break
        return runs

    @cached_property
    def length(self) -> int:
        """Characters of text on the page."""
        return sum(step.length for step in self.steps if isinstance(step, Piece))

    @cached_property
    def shapes(self) -> dict[int, TableShape]:
        """The shape of every table element, by its `id`; made in one pass over the page."""
        shapes: dict[int, TableShape] = {}
        tables: list[TableShape] = []
        opened: list[str] = []
        for step in self.steps:
            if step is None:
                if opened.pop() == "table":
                    shape = tables.pop()
                    if tables:
                        tables[-1].inner += shape.own + shape.inner
            elif isinstance(step, Piece):
                if tables:
                    tables[-1].add_text(step.length)
            elif isinstance(step, Tag):
                opened.append(step.name)
                if step.name == "table":
                    if tables:
                        tables[-1].nested = True
                    tables.append(shapes.setdefault(id(step), TableShape()))
                elif step.name in ("td", "th") and tables:
                    tables[-1].add_cell()
        return shapes


def read_attribute(node: Tag, name: str) -> str:
    """Return an attribute's value, "" where there is none; names of classes are joined by blanks."""
    return str(node.attrs.get(name, ""))


class _Builder:
    """Nests the elements of a page, token by token."""

    def __init__(self, source: str, *, is_markdown: bool) -> None:
        self.source = source
        self.root = BeautifulSoup("", "html.parser")
        self.steps: list[_Step] = []
        self.open: list[Tag] = [self.root]
        self.last: PageElement = self.root
        self.runs: list[Run] = []  # of the text that has not been ended yet
        self.pictures: list[Picture] = []
        self.drops: list[Drop] = []
        self.dropping = (0, 0, "")  # the last of them, which may go on
        self.lists: list[OrderedList | None] = []  # those that are open; None: it numbers nothing
        self.title = ""
        self.holds_template = False  # the raw text element that was opened last is a script of no program
        self.late: list[tuple[int, int]] = []  # raw text in which scripts keep what they show later
        self.tags: dict[str, ReadTag] = {}  # a page has few tags, many times each
        self.unclosed: tuple[Tag, ...] = ()
        self.edge = ""  # the element that has begun or ended last
        self.parts_blanks = not is_markdown  # blanks between two blocks print nothing; not so in <pre>

    def end_text(self, name: str) -> None:
        """Put the runs so far into the tree, as one text node; an element of this name begins or ends behind them."""
        if not self.runs:
            return
        if name in _PARTING and self.edge in _PARTING and self.parts_blanks and self.is_blank():
            self.steps.extend(self.runs)
        else:
            piece = Piece(self.runs)
            piece.setup(self.open[-1], self.last)
            self.put(piece)
        self.runs.clear()

    def put(self, node: Piece | Tag) -> None:
        """Put a node into the innermost open element."""
        self.open[-1].contents.append(node)
        self.steps.append(node)
        self.last = node

    def put_tag(self, name: str, attributes: Attributes) -> Tag:
        """Put an element into the innermost open one."""
        self.end_text(name)
        tag = Tag(name=name, parent=self.open[-1], previous=self.last)
        tag.attrs = attributes
        self.put(tag)
        self.edge = name
        return tag

    def is_blank(self) -> bool:
        """Whether the runs so far are blanks within a block."""
        return len(self.open) > 1 and self.open[1].name in BLOCKS and "".join([run.text for run in self.runs]).isspace()

    def close_implied(self, names: frozenset[str]) -> None:
        """Close the innermost open elements up to one of `names`, unless a scope stands between."""
        for depth in range(len(self.open) - 1, max(0, len(self.open) - 12), -1):
            name = self.open[depth].name
            if name in names:
                self.close_from(depth)
                if "tr" in names and self.open[-1].name == "tr":
                    self.close_from(len(self.open) - 1)
                return
            if name in _SCOPES:
                return

    def open_tag(self, name: str, start: int, end: int, read: ReadTag) -> None:
        if name in _CLOSES:
            self.close_implied(_CLOSES[name])
        kept = read.kept
        if name in PICTURES and (picture := read_picture(name, read.attributes, start)) is not None:
            kept = {**kept, PICTURE: str(len(self.pictures))}
            self.pictures.append(picture)
        tag = self.put_tag(name, kept)
        if name in _VOID or (self.source.startswith("/>", end - 2) and name not in KNOWN_ELEMENTS):
            self.steps.append(None)
            return
        self.open.append(tag)
        self.parts_blanks = self.parts_blanks and name != "pre"
        if name in _NUMBERED:
            self.number_item(name, start, end, {key: found.value for key, found in read.attributes.items()})

    def open_raw(self, name: str, start: int, attributes: dict[str, Attribute]) -> None:
        """Note what a raw text element is; a frame has a place on the page, but no content."""
        self.holds_template = "type" in attributes and any(
            word in attributes["type"].value.lower() for word in _TEMPLATES
        )
        if (picture := read_picture(name, attributes, start)) is not None:
            self.put_tag("embed", {PICTURE: str(len(self.pictures))})
            self.steps.append(None)
            self.pictures.append(replace(picture, words=None))

    def number_item(self, name: str, start: int, end: int, attributes: dict[str, str]) -> None:
        """Print the number of an ordered list's item behind its tag."""
        if name in _LISTS:
            self.lists.append(OrderedList.of(attributes) if name == "ol" else None)
        elif self.lists and (items := self.lists[-1]) is not None:
            number = items.number_item(attributes, self.source[start:end])
            if number:
                self.runs.append(Run(end, end, number, computed="list-number"))

    def close_from(self, depth: int) -> None:
        """Close the open elements from a depth on."""
        self.end_text(self.open[-1].name)
        while len(self.open) > depth:
            self.steps.append(None)
            self.edge = self.open.pop().name
            if self.edge in _LISTS:
                self.lists.pop()

    def close_tag(self, name: str) -> None:
        # A stray end tag closes nothing; one that skips over open elements closes them too.
        for depth in range(len(self.open) - 1, max(0, len(self.open) - 65), -1):
            if self.open[depth].name == name:
                self.close_from(depth)
                return

    def take(self, token: Token) -> None:
        kind, start, end, name = token
        if kind == "text":
            self.runs.append(Run(start, end, self.source[start:end]))
            return
        if kind == "reference":
            self.runs.append(Run(start, end, name))
            return
        rule = "markup"
        if kind == "open" or kind == "close":
            markup = self.source[start:end]
            if (read := self.tags.get(markup)) is None:
                read = self.tags[markup] = ReadTag.of(markup)
            if read.holds_words:
                rule = "broken-tag"
            if name in RAW_ELEMENTS:
                # Their content is a token of its own; the parser would look for an end tag that may be missing.
                if kind == "open":
                    self.open_raw(name, start, read.attributes)
            elif kind == "close":
                self.close_tag(name)
            else:
                self.open_tag(name, start, end, read)
                if self.pictures and self.pictures[-1].at == start and (words := self.pictures[-1].words):
                    # What becomes of the words is decided where the picture is.
                    self.drop(start, words.start, rule)
                    start = words.end
        elif kind == "comment":
            rule = "comment"
        elif kind == "raw":
            rule = "page-title" if name == "title" else "script-or-style"
            if name in _LATE or (name == "script" and self.holds_template):
                self.late.append((start, end))
            if name == "title" and not self.title:
                self.title = self.source[start:end].strip(" \t\r\n\u3000")
        elif kind == "autolink":
            rule = "link-address"
        self.drop(start, end, rule)

    def drop(self, start: int, end: int, rule: str) -> None:
        """Put on record what is no text; what goes on where the last ended, by the same rule, is one with it."""
        first, last, before = self.dropping
        if start == last and rule == before:
            self.dropping = first, end, rule
        else:
            add_drop(self.drops, first, last, before)
            self.dropping = start, end, rule


def _read_page(source: str, start: int, *, known_only: bool, opened: frozenset[int] = frozenset()) -> _Builder:
    builder = _Builder(source, is_markdown=known_only)
    for token in lex_html(source, start, known_only=known_only, opened=opened):
        builder.take(token)
    if not any(markup.lower().startswith(("</body", "</html")) for markup in builder.tags):
        builder.unclosed = tuple(builder.open[1:])
    builder.close_from(1)
    builder.drop(len(source), len(source), "")
    return builder


def build_tree(source: str, start: int = 0, *, known_only: bool = False) -> SourceTree:
    """Parse `source[start:]`; see `lex_html` for `known_only`.

    Scripts of some portals keep the text in a <textarea> or a template until the reader scrolls to it: where one holds
    more Chinese than all the rest of the page, it is read as a part of the page.
    """
    page = _read_page(source, start, known_only=known_only)
    if page.late:
        shown = sum(_count_han(step) for step in page.steps if isinstance(step, Piece))
        late = frozenset(start for start, end in page.late if _count_han(source[start:end]) > shown)
        if late:
            page = _read_page(source, start, known_only=known_only, opened=late)
    pictures, drops = tuple(page.pictures), tuple(page.drops)
    return SourceTree(source, page.root, tuple(page.steps), pictures, drops, page.title, page.unclosed, known_only)


def _count_han(text: str) -> int:
    return len(IDEOGRAPH_RE.findall(text))
