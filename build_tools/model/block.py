"""What is printed of an edition: blocks, in reading order.

A block is one thing that a reader sees on its own: a heading, a paragraph, a row of a table. `edition.printed` makes
them from the tree and decides, once, which words open a paragraph, what is a heading, how deep it stands and how it is
cited. Everything that writes is a function of blocks and of the notes that stand at (block, offset).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK
from build_tools.model.division import HeadingStyle, Kind
from build_tools.model.line import Mark
from build_tools.model.passage import Passage
from build_tools.model.sheet import Sheet, Turn


class Form(StrEnum):
    """How a block is printed. What a form opens goes on as long as the blocks behind it stand deeper."""

    PAGE = "page"  # opens an annex or a further plan, on a page of its own; prints its label and heading, or nothing
    PART = "part"  # opens a part that prints nothing itself: preface, preamble, note
    NOTICE = "notice"  # opens the letter; prints nothing itself, so a heading of ours stands there
    TITLE = "title"  # a line of the printed title
    HEADING = "heading"  # label and heading on a line of their own
    RUN_IN = "run-in"  # label and heading in front of the paragraph that is the next block
    BOX = "box"  # opens a framed box; prints its label and heading
    ITEM = "item"  # a numbered sentence or dash item: label, opening and what follows are one paragraph
    ANNEX_LIST = "annex-list"  # opens the list of annexes; prints its label
    ENTRY = "entry"  # of that list
    PARAGRAPH = "paragraph"
    FIGURE = "figure"  # a picture's place; prints its alternative text
    TABLE = "table"  # opens a table; prints nothing itself
    CAPTION = "caption"  # of a table
    ROW = "row"  # of a table


HEADINGS = frozenset({Form.HEADING, Form.RUN_IN, Form.NOTICE, Form.BOX})
"""Forms below which headings stand a level deeper."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """A paragraph of a cell: its text, and where that begins in what the row prints."""

    start: int
    text: Passage

    @property
    def end(self) -> int:
        """Offset behind it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class BlockCell:
    """A cell of a row; an empty one has no parts."""

    parts: tuple[CellPart, ...]
    rowspan: int = 1
    colspan: int = 1

    @property
    def printed(self) -> str:
        """Its paragraphs, joined by line feeds."""
        return "\n".join(part.text.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table as a whole.

    Attributes:
        header_rows: how many of its rows are a header.
        num: "1" where the caption reads 表1.
        rebuilt: it was not drawn in the source.
        going_on: numbers of the rows, from 0, that are further printed lines of the row above them.
    """

    header_rows: int
    num: str = ""
    rebuilt: bool = False
    going_on: frozenset[int] = frozenset()


class Block(NamedTuple):
    """One printed block. Offsets, those of its notes too, are code points of what is `printed`.

    Attributes:
        form: how it is printed.
        depth: how many blocks it stands in.
        level: of its heading, or of one that stood in its place: 1 for the outermost below the page's title.
        place: where a reader is led who looks for it: its own anchor, or that of what it stands in.
        is_anchored: whether `place` is its own.
        also: further anchors that lead here.
        text: what is printed, with its source; empty for what prints nothing itself, and for a row, whose text is
            that of its cells.
        label: [0, label) is the label as printed (一、).
        name: [label, name) is the heading, or the first sentence of a numbered one.
        opening: [name, opening) is the stop behind it; what follows is the paragraph.
        lead: end of the sentence that opens and names the paragraph, its stop included; 0 where there is none.
        marks: superscripts and subscripts, in order and apart.
        kind: of the division that it opens; None for a paragraph, a table and what stands in it.
        ordinal: the label's number, None where it has none.
        style: how the division's heading stands to its body.
        confidence: 0..1, how sure the end of the heading is.
        role: of a paragraph: "signature", "date", …; "header" of a row of a table's head; else "".
        citation: the words by which it is cited.
        path: the headings that it stands below, outermost first, with their labels.
        target: of an entry in the list of annexes, the annex.
        cells: of a row.
        shape: of a table.
        is_apart: the heading stands on the line below its label.
        line_no: where it begins in the witness, from 1.
        sheet: the file and the page on which it begins.
        turns: where in it a page begins that nothing before it stood on, in order.
    """

    form: Form
    depth: int
    level: int
    place: Anchor
    is_anchored: bool
    text: Passage
    also: tuple[Anchor, ...] = ()
    label: int = 0
    name: int = 0
    opening: int = 0
    lead: int = 0
    marks: tuple[Mark, ...] = ()
    kind: Kind | None = None
    ordinal: int | None = None
    style: HeadingStyle = HeadingStyle.NONE
    confidence: float = 1.0
    role: str = ""
    citation: str = ""
    path: tuple[str, ...] = ()
    target: Anchor | None = None
    cells: tuple[BlockCell, ...] = ()
    shape: Shape | None = None
    is_apart: bool = False
    line_no: int = 0
    sheet: Sheet = Sheet()
    turns: tuple[Turn, ...] = ()

    @property
    def anchor(self) -> Anchor | None:
        """Its own anchor, None where it has none."""
        return self.place if self.is_anchored else None

    @property
    def places(self) -> tuple[Anchor, ...]:
        """All anchors that lead to it, its own first."""
        return (self.place, *self.also) if self.is_anchored else self.also

    @property
    def printed(self) -> str:
        """What it reads as; the paragraphs of a row's cells are parted by `BREAK`."""
        if self.cells:
            return BREAK.join([part.text.text for cell in self.cells for part in cell.parts])
        return self.text.text

    def parts(self) -> Iterator[CellPart]:
        """Yield the paragraphs of a row's cells in order."""
        for cell in self.cells:
            yield from cell.parts

    def passages(self) -> tuple[Passage, ...]:
        """Return its texts with their sources, in order."""
        return tuple(part.text for part in self.parts()) if self.form is Form.ROW else (self.text,)

    def cite(self, words: str) -> Block:
        """Return it with the words by which it is cited; `_replace` looks up all fields by their names."""
        return Block._make((*self[:_CITATION], words, *self[_CITATION + 1 :]))

    @property
    def is_named(self) -> bool:
        """Whether the first words of an item name it, as those of a dash item may, and are set apart."""
        return self.kind is Kind.DASH and self.style is not HeadingStyle.SENTENCE and self.label < self.name

    def strong(self) -> tuple[tuple[int, int], ...]:
        """Return [start, end) of what is printed in bold within a paragraph: a name, a lead without its stop."""
        found = []
        if self.form is Form.ITEM and self.is_named:
            found.append((self.label, self.name))
        if self.lead > self.opening + 1:
            found.append((self.opening, self.lead - 1))
        return tuple(found)


_CITATION = Block._fields.index("citation")


class Branch(NamedTuple):
    """A block and what stands in it. `number` is its place in the sequence of blocks, at which notes are kept."""

    number: int
    block: Block
    below: tuple[Branch, ...]

    def walk(self) -> Iterator[Branch]:
        """Yield it and everything in it, in reading order."""
        yield self
        for branch in self.below:
            yield from branch.walk()

    def take(self, form: Form) -> list[Branch]:
        """Return what stands in it of a form: the rows of a table, its captions."""
        return [one for one in self.below if one.block.form is form]


def nest(blocks: Sequence[Block]) -> tuple[Branch, ...]:
    """Return blocks as a tree."""
    branches, _ = _nest(blocks, 0, blocks[0].depth if blocks else 0)
    return branches


def _nest(blocks: Sequence[Block], at: int, depth: int) -> tuple[tuple[Branch, ...], int]:
    found: list[Branch] = []
    while at < len(blocks) and (block := blocks[at]).depth >= depth:
        number, at = at, at + 1
        below: tuple[Branch, ...] = ()
        if at < len(blocks) and blocks[at].depth > block.depth:
            below, at = _nest(blocks, at, block.depth + 1)
        found.append(Branch(number, block, below))
    return tuple(found), at


@dataclass(frozen=True, slots=True)
class PagePart:
    """What stands on one page of a work.

    Attributes:
        page: "" for the work's own, "annex-1", "plan-2".
        head: the block that opens the page; None for the work's own.
        below: what stands on it.
    """

    page: str
    head: Branch | None
    below: tuple[Branch, ...]

    @property
    def title(self) -> str:
        """Its heading without the label, else its printed title, else the label; "" for the work's own page."""
        if self.head is None:
            return ""
        block = self.head.block
        heading = block.printed[block.label : block.name]
        lines = (one.block.printed for branch in self.below for one in branch.walk() if one.block.form is Form.TITLE)
        return heading or "".join(lines) or block.printed[: block.label]


def split_pages(blocks: Sequence[Block]) -> tuple[PagePart, ...]:
    """Return the pages of a work, its own first, the others in the order of the text."""
    branches = nest(blocks)
    own = tuple(branch for branch in branches if branch.block.form is not Form.PAGE)
    others = (branch for branch in branches if branch.block.form is Form.PAGE)
    return PagePart("", None, own), *(PagePart(one.block.place.page, one, one.below) for one in others)


def place_cells(rows: Sequence[Block]) -> Iterator[list[tuple[BlockCell, range]]]:
    """Yield for each row of a table its cells, and the columns that each covers."""
    covered: dict[int, int] = {}  # column → how many rows more a cell above covers
    for row in rows:
        placed: list[tuple[BlockCell, range]] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        at = 0
        for cell in row.cells:
            while at in covered:
                at += 1
            columns = range(at, at + cell.colspan)
            placed.append((cell, columns))
            if cell.rowspan > 1:
                below.update({column: max(below.get(column, 0), cell.rowspan - 1) for column in columns})
            at = columns.stop
        covered = below
        yield placed
