"""Tokens → BeautifulSoup tree in which text nodes refer to places in the source.

The only door to BeautifulSoup. A text token enters the tree as `<U+E000>number<U+E001>`, so whatever the
parser does to text, the reference survives; no character of the document itself passes through it.
"""

from __future__ import annotations

import html
import re
import warnings
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, PageElement, Tag

from build_tools.clean.html_lexer import KNOWN_ELEMENTS, RAW_ELEMENTS, Token, TokenKind, lex_html
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
_ATTRIBUTE_RE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
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
        root: the BeautifulSoup object.
        runs: the text tokens, by the number in their seal.
        drops: markup, comments and raw content: all that is not text.
        title: content of the page's <title>, "" where there is none.
    """

    root: BeautifulSoup
    runs: tuple[Run, ...]
    drops: tuple[Drop, ...]
    title: str

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


def _read_attributes(markup: str) -> str:
    """Return the attributes that cleaning reads, written anew: raw markup may leave a quotation open."""
    read: dict[str, str] = {}
    for attribute in _ATTRIBUTE_RE.finditer(markup):
        name = attribute[1].lower()
        if name in _READ_ATTRIBUTES and name not in read:
            read[name] = attribute[2] if attribute[2] is not None else attribute[3] or attribute[4] or ""
    return "".join(f' {name}="{html.escape(html.unescape(value))}"' for name, value in read.items())


class _Skeleton:
    """Collects the tags, balanced, with a seal for each piece of text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.drops: list[Drop] = []
        self.open: list[str] = []
        self.title = ""

    def seal(self, start: int, end: int, text: str) -> None:
        self.parts.append(f"\ue000{len(self.runs)}\ue001")
        self.runs.append(Run(start, end, text))

    def close_implied(self, names: frozenset[str]) -> None:
        """Close the innermost open elements up to one of `names`, unless a scope stands between."""
        for depth in range(len(self.open) - 1, max(-1, len(self.open) - 12), -1):
            if self.open[depth] in names:
                for name in reversed(self.open[depth:]):
                    self.parts.append(f"</{name}>")
                del self.open[depth:]
                if "tr" in names and self.open and self.open[-1] == "tr":
                    self.parts.append(f"</{self.open.pop()}>")
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
        self.parts.append(f"<{name}{_read_attributes(markup[len(name) + 1 :])}>")
        if name in _VOID:
            return
        if markup.endswith("/>") and name not in KNOWN_ELEMENTS:
            self.parts.append(f"</{name}>")
        else:
            self.open.append(name)

    def close_tag(self, token: Token) -> None:
        # A stray end tag closes nothing; one that skips over open elements closes them too.
        limit = max(0, len(self.open) - 64)
        for depth in range(len(self.open) - 1, limit - 1, -1):
            if self.open[depth] == token.name:
                for name in reversed(self.open[depth:]):
                    self.parts.append(f"</{name}>")
                del self.open[depth:]
                return

    def take(self, token: Token) -> None:
        if token.kind is TokenKind.TEXT:
            self.seal(token.start, token.end, self.source[token.start : token.end])
            return
        if token.kind is TokenKind.REFERENCE:
            self.seal(token.start, token.end, token.text)
            return
        rule = "markup"
        if token.name in RAW_ELEMENTS and token.kind is not TokenKind.RAW:
            # Their content is a token of its own; the parser would look for an end tag that may be missing.
            pass
        elif token.kind is TokenKind.OPEN:
            self.open_tag(token)
        elif token.kind is TokenKind.CLOSE:
            self.close_tag(token)
        elif token.kind is TokenKind.COMMENT:
            rule = "comment"
        elif token.kind is TokenKind.RAW:
            rule = "page-title" if token.name == "title" else "script-or-style"
            if token.name == "title" and not self.title:
                self.title = self.source[token.start : token.end].strip(" \t\r\n\u3000")
        elif token.kind is TokenKind.AUTOLINK:
            rule = "link-address"
        add_drop(self.drops, token.start, token.end, rule)


def build_tree(source: str, start: int = 0, *, known_only: bool = False) -> SourceTree:
    """Parse `source[start:]`; see `lex_html` for `known_only`."""
    skeleton = _Skeleton(source)
    for token in lex_html(source, start, known_only=known_only):
        skeleton.take(token)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        root = BeautifulSoup("".join(skeleton.parts), "html.parser")
    return SourceTree(root, tuple(skeleton.runs), tuple(skeleton.drops), skeleton.title)
