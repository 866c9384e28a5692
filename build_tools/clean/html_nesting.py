"""Tokens → the tree of a page: elements are nested as the tags come, balanced; no markup is parsed a second time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from build_tools.clean.html_attributes import Attributes, ReadTag
from build_tools.clean.html_lexer import BLOCKS, KNOWN_ELEMENTS, RAW_ELEMENTS, Token, TokenKind, lex_html
from build_tools.clean.html_lists import OrderedList
from build_tools.clean.html_pictures import PICTURES, Picture, read_picture
from build_tools.clean.html_tree import PICTURE, ROOT, PageElement, Piece, SourceTree, Step, Tag
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.line import Drop
from build_tools.model.passage import Run

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
# Raw text elements in which markup waits for a script.
_LATE = frozenset({"textarea", "xmp", "noframes"})
_TEMPLATES = ("template", "html")
# Elements that hold nothing (HTML 13.1.2), today or once.
_VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input isindex keygen link menuitem meta nextid"
    " param source spacer track wbr".split()
)
# What is dropped is markup, but for these tokens.
_RULES = {"comment": "comment", "autolink": "link-address"}
# Blanks between two of these print nothing.
_PARTING = BLOCKS | {"br"}


class _Builder:
    """Nests the elements of a page, token by token."""

    def __init__(self, source: str, *, is_markdown: bool) -> None:
        self.source = source
        self.root = Tag(ROOT, {})
        self.steps: list[Step] = []
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
        runs = self.runs
        if not runs:
            return
        if name in _PARTING and self.edge in _PARTING and self.parts_blanks and self.is_blank():
            self.steps.extend(runs)
        else:
            piece = Piece(runs)
            piece.setup(self.open[-1], self.last)
            self.put(piece)
        runs.clear()

    def put(self, node: Piece | Tag) -> None:
        """Put a node into the innermost open element."""
        self.open[-1].contents.append(node)
        self.steps.append(node)
        self.last = node

    def put_element(self, name: str, attributes: Attributes) -> Tag:
        """Put an element into the innermost open one."""
        self.end_text(name)
        tag = Tag(name, attributes, self.open[-1], self.last)
        tag.at = len(self.steps)
        tag.end = tag.at + 1  # where it holds nothing
        self.put(tag)
        self.edge = name
        return tag

    def is_blank(self) -> bool:
        """Whether the runs so far are blanks within a block."""
        text = "".join([run.text for run in self.runs]) if len(self.runs) > 1 else self.runs[0].text
        return text.isspace() and len(self.open) > 1 and self.open[1].name in BLOCKS

    def close_implied(self, names: frozenset[str]) -> None:
        """Close the innermost open elements up to one of `names`, unless a scope stands between."""
        depth = len(self.open) - 1
        farthest = max(0, depth - 11)
        while depth > farthest and (name := self.open[depth].name) not in names:
            if name in _SCOPES:
                return
            depth -= 1
        if depth > farthest:
            self.close_from(depth)
            if "tr" in names and self.open[-1].name == "tr":
                self.close_from(len(self.open) - 1)

    def open_tag(self, name: str, start: int, markup: str, read: ReadTag) -> Run | None:
        """Put an element into the tree; return the words that its tag holds for a picture."""
        if name in _CLOSES:
            self.close_implied(_CLOSES[name])
        kept, words = read.kept, None
        if name in PICTURES and (picture := read_picture(name, read.attributes, markup, start)) is not None:
            kept = {**kept, PICTURE: str(len(self.pictures))}
            words = picture.words
            self.pictures.append(picture)
        tag = self.put_element(name, kept)
        if name in _VOID or (markup.endswith("/>") and name not in KNOWN_ELEMENTS):
            self.steps.append(None)
            return words
        self.open.append(tag)
        if name == "pre":
            self.parts_blanks = False
        elif name in _NUMBERED:
            self.number_item(name, start, markup, read.attributes)
        return words

    def open_raw(self, name: str, start: int, markup: str, attributes: dict[str, str]) -> None:
        """Note what a raw text element is; a frame has a place on the page, but no content."""
        self.holds_template = any(word in attributes.get("type", "").lower() for word in _TEMPLATES)
        if (picture := read_picture(name, attributes, markup, start)) is not None:
            self.put_element("embed", {PICTURE: str(len(self.pictures))})
            self.steps.append(None)
            self.pictures.append(replace(picture, words=None))

    def number_item(self, name: str, start: int, markup: str, attributes: dict[str, str]) -> None:
        """Print the number of an ordered list's item behind its tag."""
        if name in _LISTS:
            self.lists.append(OrderedList.of(attributes) if name == "ol" else None)
        elif self.lists and (items := self.lists[-1]) is not None:
            number = items.number_item(attributes, markup)
            if number:
                end = start + len(markup)
                self.runs.append(Run(end, end, number, computed="list-number"))

    def close_from(self, depth: int) -> None:
        """Close the open elements from a depth on."""
        opened = self.open
        self.end_text(opened[-1].name)
        while len(opened) > depth:
            tag = opened.pop()
            tag.end = len(self.steps)
            self.steps.append(None)
            self.edge = tag.name
            if self.edge in _LISTS:
                self.lists.pop()

    def close_tag(self, name: str) -> None:
        # A stray end tag closes nothing; one that skips over open elements closes them too.
        depth = len(self.open) - 1
        farthest = max(0, depth - 64)
        while depth > farthest and self.open[depth].name != name:
            depth -= 1
        if depth > farthest:
            self.close_from(depth)

    def read(self, tokens: Iterable[Token]) -> None:
        """Take in the tokens of a page."""
        source, runs, drop = self.source, self.runs, self.drop
        for kind, start, end, name in tokens:
            if kind == "text":
                runs.append(Run(start, end, source[start:end]))
            elif kind == "reference":
                runs.append(Run(start, end, name))
            elif kind == "open" or kind == "close":
                self.read_tag(kind, start, end, name)
            elif kind == "raw":
                drop(start, end, "page-title" if name == "title" else "script-or-style")
                if name in _LATE or (name == "script" and self.holds_template):
                    self.late.append((start, end))
                if name == "title" and not self.title:
                    self.title = source[start:end].strip(" \t\r\n\u3000")
            else:
                drop(start, end, _RULES.get(kind, "markup"))

    def read_tag(self, kind: TokenKind, start: int, end: int, name: str) -> None:
        markup = self.source[start:end]
        if (read := self.tags.get(markup)) is None:
            read = self.tags[markup] = ReadTag.of(markup)
        rule = "broken-tag" if read.holds_words else "markup"
        if name in RAW_ELEMENTS:
            # Their content is a token of its own; the parser would look for an end tag that may be missing.
            if kind == "open":
                self.open_raw(name, start, markup, read.attributes)
        elif kind == "close":
            self.close_tag(name)
        elif words := self.open_tag(name, start, markup, read):
            # What becomes of the words is decided where the picture is.
            self.drop(start, words.start, rule)
            start = words.end
        self.drop(start, end, rule)

    def drop(self, start: int, end: int, rule: str) -> None:
        """Put on record what is no text; what goes on where the last ended, by the same rule, is one with it."""
        first, last, before = self.dropping
        if start == last and rule == before:
            self.dropping = first, end, rule
        else:
            if first < last:
                self.drops.append(Drop(first, last, before))
            self.dropping = start, end, rule


def _read_page(source: str, start: int, *, known_only: bool, opened: frozenset[int] = frozenset()) -> _Builder:
    builder = _Builder(source, is_markdown=known_only)
    builder.read(lex_html(source, start, known_only=known_only, opened=opened))
    if not any(markup.lower().startswith(("</body", "</html")) for markup in builder.tags):
        builder.unclosed = tuple(builder.open[1:])
    builder.close_from(1)
    builder.root.end = len(builder.steps)
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
