"""Tree → blocks: the one printed form of an edition.

Takes an anchored tree; gives blocks in reading order that hold each of its passages once. Every decision about how
something is printed is made here: which words open a paragraph, what is a heading and how deep it stands, what leads
to an annex.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from build_tools.edition.citing import Citer
from build_tools.hanzi.punctuation import SPACES, UNSEEN
from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.block import HEADINGS, Block, BlockCell, CellPart, Form, Shape
from build_tools.model.clause import BREAK
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.line import Mark
from build_tools.model.passage import Passage

_SILENT = frozenset({Kind.PREFACE, Kind.PREAMBLE, Kind.NOTE})
_FORMS = {Kind.NOTICE: Form.NOTICE, Kind.ANNEX_LIST: Form.ANNEX_LIST, Kind.BOX: Form.BOX}
_BLANKS = (" ", "\u3000", "\u00a0", "\u2002", "\u2003")
_INLINE_RE = re.compile(
    r"<!--(?:.*?-->|.*)|</?(?:a|abbr|b|big|em|font|i|ins|mark|o:p|s|small|span|st1:\w+|strong|sub|sup|u)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""Markup that parts no lines."""
_PASSED = UNSEEN.union(SPACES, "*_") - {"\n"}
"""What may stand between a label and its heading, is dropped, and parts no lines either."""


def print_edition(root: Division, source: str = "") -> tuple[Block, ...]:
    """Return the blocks of an anchored tree.

    Args:
        root: of the tree.
        source: decoded text that its passages are from; without it, what is parted there stands on two lines.
    """
    annexes = [node for node in root.body if isinstance(node, Division) and node.kind is Kind.ANNEX]
    printer = _Printer(annexes, source)
    opens = bool(root.num or root.heading)
    if opens:
        printer.print_node(root, _Above(ROOT, (), 0, 1), 0)
    else:
        printer.print_body(root.body, _Above(ROOT, (), 0, 1))
    return Citer().cite_blocks(printer.blocks)


class _Above(NamedTuple):
    """What a node stands in: the place to lead a reader to, the headings, the depth, the level of a heading here."""

    place: Anchor
    path: tuple[str, ...]
    depth: int
    level: int


class _Printer:
    def __init__(self, annexes: Sequence[Division], source: str) -> None:
        self.annexes, self.source = annexes, source
        self.blocks: list[Block] = []
        self.openers: list[Block] = []  # the last block of each depth that a further block may stand in

    def print_body(self, nodes: Sequence[Node], above: _Above) -> None:
        entries = 0
        for node in nodes:
            entries += isinstance(node, Paragraph)
            self.print_node(node, above, entries)

    def print_node(self, node: Node, above: _Above, entry: int) -> None:
        """Print a node; `entry` numbers it among the paragraphs beside it."""
        if isinstance(node, Paragraph):
            self.print_paragraph(node, above, entry)
        elif isinstance(node, Table):
            self.print_table(node, above)
        else:
            self.print_division(node, above)

    def print_paragraph(self, node: Paragraph, above: _Above, entry: int) -> None:
        form = {"title": Form.TITLE, "figure": Form.FIGURE}.get(node.role, Form.PARAGRAPH)
        target = None
        opener = self._opener(above.depth)
        if opener is not None and opener.form is Form.ANNEX_LIST:
            form, target = Form.ENTRY, self._find_annex(node.passage.text, entry)
        self._print(
            Block(
                form,
                above.depth,
                above.level,
                node.anchor or above.place,
                node.anchor is not None,
                node.passage,
                lead=node.lead,
                marks=_clip(node.marks, len(node.passage)),
                role=node.role,
                path=above.path,
                target=target,
                line_no=node.line_no,
            )
        )

    def _print(self, block: Block) -> None:
        while self.openers and self.openers[-1].depth >= block.depth:
            self.openers.pop()
        self.openers.append(block)
        self.blocks.append(block)

    def _opener(self, depth: int) -> Block | None:
        """The block that the next one at `depth` stands in; the last one where it stands in none."""
        last = self.blocks[-1] if self.blocks else None
        return next((opener for opener in reversed(self.openers) if opener.depth < depth), last)

    def print_division(self, node: Division, above: _Above) -> None:
        text = Passage.join((node.num, node.heading, node.stop))
        label, name = len(node.num), len(node.num) + len(node.heading)
        form = _form_of(node, text)
        first = node.body[0] if node.body else None
        runs_in = isinstance(first, Paragraph) and first.role == "run-in"
        body: Sequence[Node] = node.body
        marks = _shift(_clip(node.marks, len(node.heading)), label)
        opening = len(text)
        lead = 0
        also: tuple[Anchor, ...] = ()
        if form is Form.ITEM and runs_in and isinstance(first, Paragraph):
            body = node.body[1:]
            text = Passage.join((text, first.passage))
            marks = (*marks, *_shift(_clip(first.marks, len(first.passage)), opening))
            lead = opening + first.lead if first.lead else 0
            also = (first.anchor,) if first.anchor else ()
        elif form is Form.HEADING and runs_in and node.style is HeadingStyle.RUN_IN:
            form = Form.RUN_IN
        if form is Form.ITEM and not text:
            form = Form.PART
        place = node.anchor or above.place
        self._print(
            Block(
                form=form,
                depth=above.depth,
                level=above.level,
                place=place,
                is_anchored=node.anchor is not None,
                text=text,
                also=also,
                label=label,
                name=name,
                opening=opening,
                lead=lead,
                marks=marks,
                kind=node.kind,
                ordinal=node.ordinal,
                style=node.style,
                confidence=node.confidence,
                path=above.path,
                is_apart=_is_apart(node, self.source),
                line_no=node.line_no,
            )
        )
        is_heading = form in HEADINGS and (bool(text) or form is Form.NOTICE)
        path = above.path
        if text and form in (Form.HEADING, Form.RUN_IN, Form.BOX, Form.PAGE):
            path = (*path, text.text.replace("\n", " "))
        level = 1 if form is Form.PAGE else above.level + is_heading
        self.print_body(body, _Above(place, path, above.depth + 1, level))

    def print_table(self, node: Table, above: _Above) -> None:
        place = node.anchor or above.place
        table = Block(
            Form.TABLE,
            above.depth,
            above.level,
            place,
            node.anchor is not None,
            Passage(),
            path=above.path,
            shape=Shape(node.header_rows, node.num, node.rebuilt, node.going_on),
            line_no=node.line_no,
        )
        self._print(table)
        within = table._replace(depth=above.depth + 1, is_anchored=False, shape=None)
        if (caption := node.caption) is not None:
            text = caption.passage
            marks = _clip(caption.marks, len(text))
            self._print(within._replace(form=Form.CAPTION, text=text, marks=marks, line_no=caption.line_no))
        for number, row in enumerate(node.rows):
            cells: list[BlockCell] = []
            marks_of_row: list[Mark] = []
            at = 0
            line_no = 0
            for cell in row:
                parts: list[CellPart] = []
                for paragraph in cell.paragraphs:
                    parts.append(CellPart(at, paragraph.passage))
                    marks_of_row.extend(_shift(_clip(paragraph.marks, len(paragraph.passage)), at))
                    at += len(paragraph.passage) + len(BREAK)
                    line_no = line_no or paragraph.line_no
                cells.append(BlockCell(tuple(parts), cell.rowspan, cell.colspan))
            self._print(
                within._replace(
                    form=Form.ROW,
                    marks=tuple(marks_of_row),
                    role="header" if number < node.header_rows else "",
                    cells=tuple(cells),
                    line_no=line_no or node.line_no,
                )
            )

    def _find_annex(self, text: str, entry: int) -> Anchor | None:
        """The annex that an entry of the list names: by its title, else by its place in the list."""
        named = [annex for annex in self.annexes if annex.heading and annex.heading.text in text]
        if not named:
            named = [annex for number, annex in enumerate(self.annexes, 1) if (annex.ordinal or number) == entry]
        # Of two that fit, the one with the longer title is meant; of two printed alike, the first.
        return max(named, key=lambda annex: len(annex.heading)).anchor if named else None


def _form_of(node: Division, text: Passage) -> Form:
    if node.page:
        return Form.PAGE
    if form := _FORMS.get(node.kind):
        return form
    if node.kind in _SILENT:
        return Form.ITEM if text else Form.PART
    if node.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and node.kind is not Kind.DASH:
        return Form.HEADING
    return Form.ITEM


def _is_apart(node: Division, source: str) -> bool:
    num, heading = node.num, node.heading
    if not (num and heading) or num.end == heading.start or num.text[-1:] in _BLANKS:
        return False
    between = source[num.end : heading.start]
    bare = _INLINE_RE.sub("", between)
    if bare != between:  # a page, where a new line is a blank
        bare = bare.replace("\n", " ")
    return not between or not set(unescape(bare)) <= _PASSED


def _clip(marks: Sequence[Mark], length: int) -> tuple[Mark, ...]:
    """Marks in order and apart, none beyond the text."""
    if not marks:
        return ()
    kept: list[Mark] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        start, end = max(mark.start, at), min(mark.end, length)
        if start < end:
            kept.append(Mark(start, end, mark.name))
            at = end
    return tuple(kept)


def _shift(marks: Sequence[Mark], by: int) -> tuple[Mark, ...]:
    return tuple([mark.moved(by) for mark in marks]) if marks else ()
