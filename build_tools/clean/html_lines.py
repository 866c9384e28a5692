"""Parsed page → lines and grids, in the order of the source.

Takes a `SourceTree`; gives blocks and drops. An inline element never breaks a line, so a word that a portal
has wrapped in a stock link comes out whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from build_tools.clean.grid_spans import limit_spans
from build_tools.clean.html_tree import NavigableString, PageElement, SourceTree, Tag
from build_tools.clean.lines import LineSink, Styled
from build_tools.clean.markdown_lines import read_markdown_line
from build_tools.clean.named_frames import find_named_frames
from build_tools.model.line import Block, Grid, GridCell, Hints, Line
from build_tools.model.passage import Passage

_BLOCKS = frozenset(
    "address article body blockquote caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3"
    " h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# Elements that never hold a document's text, and why.
_FURNITURE = {
    **dict.fromkeys(("nav", "footer", "aside", "menu"), "navigation"),
    **dict.fromkeys(("form", "button", "select", "option", "input", "textarea", "dialog"), "controls"),
    **dict.fromkeys(
        (
            "svg",
            "canvas",
            "audio",
            "video",
            "object",
            "embed",
            "applet",
            "map",
            "template",
            "iframe",
            "noscript",
        ),
        "embedded-object",
    ),
}
_HIDDEN_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTER_RE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_RE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FACE_RE = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_SEPARATORS_RE = re.compile(r"\s*[|｜/／·•»>＞]\s*|\s{2,}")
_ANNEX_RE = re.compile(r"附[件表录][ \u3000]*[:：]?$|附[件表录][ \u3000]*[:：][ \u3000]*[0-9一]")
_ENTRY_RE = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,2}[）).．、]|附")
_BULLET_RE = re.compile(r"^[ \u00a0]*[·•▪■●◆*+\-►][ \u00a0]*")
# What stands beside the link in a list of articles: a bullet, a date.
_BESIDE_LINK_RE = re.compile(
    r"^[ \u00a0]*(?:[·•▪■●◆*+\-►>＞]|[0-9]{1,2}[.、])[ \u00a0]*"
    r"|[ \u00a0]*[\[（(]?(?:(?:19|20)?[0-9]{2}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?[\]）)]?$|[ \u00a0]"
)
_LABEL_RE = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]+[章条])"
)
# A grid whose cell is longer than any table cell of a plan lays a page out. The longest cell of a real table in
# seventeen plans has 550 characters.
_LONGEST_CELL = 2500
# A cell that holds so much and more than half of the page's text is the place of the text.
_LONGEST_SHARE = 400


@dataclass(frozen=True, slots=True)
class _Style:
    """Typography inherited from the elements around."""

    bold: bool = False
    face: str = ""
    mark: str = ""
    centered: bool = False
    level: int = 0
    quoted: bool = False
    item: bool = False
    in_block: bool = False
    in_link: bool = False
    is_verbatim: bool = False


@dataclass
class _Walker:
    """Walks a subtree without recursion and collects its blocks."""

    tree: SourceTree
    sink: LineSink
    frames: frozenset[int]
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Styled] = field(default_factory=list)
    linked: int = 0
    below_annex: bool = False
    hints: Hints = field(default_factory=Hints)

    def flush(self) -> None:
        """End the line that is being collected."""
        if not self.pieces:
            self.linked = 0
            return
        pieces, self.pieces = self.pieces, []
        linked, self.linked = self.linked, 0
        lines = self.sink.make_lines(pieces, self.hints)
        bare = _SEPARATORS_RE.sub("", _BULLET_RE.sub("", lines[0].text)) if len(lines) == 1 else ""
        text = lines[0].text if lines else ""
        # Below 附件： a short link is an annex's name, numbered or not.
        self.below_annex = _ANNEX_RE.match(text) is not None or (
            self.below_annex and (not lines or linked >= len(bare) > 0)
        )
        is_entry = self.below_annex and _ENTRY_RE.match(text) is not None
        if len(lines) == 1 and linked >= len(bare) and _is_navigation(text) and not is_entry:
            self.sink.drop(lines[0].passage, "navigation")
            return
        if len(lines) == 1 and linked and linked >= len(_BESIDE_LINK_RE.sub("", lines[0].text)):
            lines = [replace(lines[0], hints=replace(lines[0].hints, linked=True))]
        self.blocks.extend(lines)

    def add_text(self, node: NavigableString, style: _Style) -> None:
        runs = self.tree.runs_of(node)
        if style.is_verbatim:
            self.add_lines(Passage(tuple(runs)), style)
            return
        if style.in_block:
            self.pieces.extend(Styled(run, style.bold, style.face, style.mark) for run in runs)
            if style.in_link:
                self.linked += sum(len(run.text) for run in runs)
            return
        # Outside every block the file is Markdown: its line feeds count.
        passage = Passage(tuple(runs))
        parts = passage.text.split("\n")
        at = 0
        for number, part in enumerate(parts):
            if number:
                self.sink.drop(passage[at : at + 1], "line-break")
                at += 1
                self.flush()
            markdown = read_markdown_line(passage[at : at + len(part)], self.sink)
            at += len(part)
            if not self.pieces:
                self.hints = Hints(level=markdown.level, quoted=markdown.quoted)
            self.pieces.extend(
                replace(piece, bold=piece.bold or style.bold, mark=style.mark) for piece in markdown.pieces
            )
            self.linked += markdown.linked

    def add_lines(self, passage: Passage, style: _Style) -> None:
        """Add text whose line feeds are printed, as in <pre>."""
        at = 0
        for number, part in enumerate(passage.text.split("\n")):
            if number:
                self.sink.drop(passage[at : at + 1], "line-break")
                at += 1
                self.flush()
                self.hints = Hints(style.level, style.centered, quoted=style.quoted, item=style.item)
            piece = passage[at : at + len(part)]
            self.pieces.extend(Styled(run, style.bold, style.face, style.mark) for run in piece.runs)
            if style.in_link:
                self.linked += len(piece)
            at += len(part)

    def walk(self, root: Tag, style: _Style) -> None:
        """Collect the blocks of everything in `root`."""
        stack: list[tuple[PageElement | None, _Style]] = [(child, style) for child in reversed(root.contents)]
        while stack:
            node, style = stack.pop()
            if node is None:  # a block ends here
                self.flush()
                continue
            if isinstance(node, NavigableString):
                if not self.pieces and style.in_block:
                    self.hints = Hints(style.level, style.centered, quoted=style.quoted, item=style.item)
                self.add_text(node, style)
                continue
            if not isinstance(node, Tag):
                continue
            if rule := "navigation" if id(node) in self.frames else _furniture_rule(node):
                self.drop_subtree(node, rule)
                continue
            name = node.name
            if name in ("br", "hr"):
                self.flush()
                continue
            if name == "table" and _is_drawn_table(self.tree, node):
                self.flush()
                grid = _read_grid(self.tree, self.sink, self.frames, node, style)
                if grid.caption is not None or any(cell.lines for row in grid.rows for cell in row):
                    self.blocks.append(grid)
                continue
            inner = _inherit(style, node)
            if name in _BLOCKS:
                self.flush()
                # A link that holds blocks is one that was never closed.
                inner = replace(inner, in_block=True, in_link=False)
                stack.append((None, style))
            stack.extend((child, inner) for child in reversed(node.contents))

    def drop_subtree(self, node: Tag, rule: str) -> None:
        for text in node.descendants:
            if isinstance(text, NavigableString):
                self.sink.drop(Passage(tuple(self.tree.runs_of(text))), rule)


def _is_navigation(text: str) -> bool:
    """Whether a line that is all link leads away: a short menu entry, not a heading or an annex's title."""
    longest = 150 if len(_SEPARATORS_RE.findall(text)) > 1 else 40
    return (
        len(text) < longest and not _LABEL_RE.match(text) and not re.search(r"《|附件|附表|规划|计划|方案|意见", text)
    )


def _attribute(node: Tag, name: str) -> str:
    if not node.attrs:
        return ""
    value = node.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _furniture_rule(node: Tag) -> str | None:
    if node.name in _FURNITURE:
        return _FURNITURE[node.name]
    if node.has_attr("hidden") or _HIDDEN_RE.search(_attribute(node, "style")):
        return "hidden"
    return None


def _inherit(style: _Style, node: Tag) -> _Style:
    name, css = node.name, _attribute(node, "style")
    changes: dict[str, Any] = {}
    if name in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6") or _BOLD_RE.search(css):
        changes["bold"] = True
    if face := _FACE_RE.search(css):
        changes["face"] = face[1].strip()
    elif name == "font" and node.has_attr("face"):
        changes["face"] = _attribute(node, "face")
    if name in ("sup", "sub"):
        changes["mark"] = name
    if name == "center" or _attribute(node, "align").lower() == "center" or _CENTER_RE.search(css):
        changes["centered"] = True
    elif name in ("p", "div", "td") and (node.has_attr("align") or "text-align" in css):
        changes["centered"] = False
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        changes["level"] = int(name[1])
    if name == "blockquote":
        changes["quoted"] = True
    if name == "pre":
        changes["is_verbatim"] = True
    if name == "li":
        changes["item"] = True
    if name == "a" and node.has_attr("href"):
        changes["in_link"] = True
    return replace(style, **changes) if changes else style


def _is_drawn_table(tree: SourceTree, table: Tag) -> bool:
    """Whether a table element draws a table; most pages of the 2000s are laid out with tables too."""
    shape = tree.shapes[id(table)]
    if shape.nested or not shape.cells or shape.longest > _LONGEST_CELL:
        return False
    if shape.longest > _LONGEST_SHARE and 2 * shape.longest > tree.length:
        return False
    return shape.cells > 1 or bool(_attribute(table, "border").strip("0"))


def _span(cell: Tag, name: str) -> int:
    """Return a span attribute, kept between 1 and 1000 as the HTML standard (4.9.11) does."""
    digits = re.match(r"\s*([0-9]{1,4})", _attribute(cell, name))
    return min(max(int(digits[1]), 1), 1000) if digits else 1


def _read_grid(tree: SourceTree, sink: LineSink, frames: frozenset[int], table: Tag, style: _Style) -> Grid:
    rows: list[tuple[GridCell, ...]] = []
    caption: Line | None = None
    inner = replace(_inherit(style, table), in_block=True, in_link=False, centered=False)

    def lines_of(part: Tag | NavigableString, style: _Style) -> tuple[Line, ...]:
        walker = _Walker(tree, sink, frames)
        if isinstance(part, Tag):
            walker.walk(part, _inherit(style, part))
        else:
            walker.add_text(part, style)
        walker.flush()
        return tuple(block for block in walker.blocks if isinstance(block, Line))

    def add_loose(part: Tag | NavigableString) -> None:
        # Text between rows or cells is against the standard, and yet it is text: it gets a row.
        if lines := lines_of(part, inner):
            rows.append((GridCell(lines),))

    def add_row(row: Tag) -> None:
        cells: list[GridCell] = []
        for part in row.contents:
            if isinstance(part, Tag) and part.name in ("td", "th"):
                spans = _span(part, "rowspan"), _span(part, "colspan")
                cells.append(GridCell(lines_of(part, inner), *spans, is_header=part.name == "th"))
            elif isinstance(part, Tag | NavigableString) and (lines := lines_of(part, inner)):
                cells.append(GridCell(lines))
        if cells:
            rows.append(tuple(cells))

    pending: list[PageElement] = list(reversed(table.contents))
    while pending:
        part = pending.pop()
        if isinstance(part, NavigableString):
            add_loose(part)
        elif not isinstance(part, Tag):
            continue
        elif part.name == "tr":
            add_row(part)
        elif part.name in ("tbody", "thead", "tfoot", "colgroup"):
            pending.extend(reversed(part.contents))
        elif part.name == "caption" and caption is None and not rows:
            lines = lines_of(part, inner)
            caption = lines[0] if lines else None
            rows.extend((GridCell((line,)),) for line in lines[1:])
        else:
            add_loose(part)
    rows = limit_spans(rows)
    offsets = [line.line_no for row in rows for cell in row for line in cell.lines]
    return Grid(tuple(rows), offsets[0] if offsets else (caption.line_no if caption else 1), caption)


def clean_html(tree: SourceTree, sink: LineSink) -> list[Block]:
    """Return the blocks of a page, in source order; everything else goes to `sink`."""
    sink.drops.extend(tree.drops)
    walker = _Walker(tree, sink, find_named_frames(tree))
    walker.walk(tree.root, _Style())
    walker.flush()
    return walker.blocks
