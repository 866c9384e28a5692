"""What a reader of a file format gives of one file: lines, tables and the places they have, and nothing decided.

A file that is no text (Word, PDF, …) is read once, when it is taken in. Its reading is kept beside the untouched file,
and everything later is made from that: a reader's new version changes no published byte.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from build_tools.model.table import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.model.second_reading import SecondReading

RUNNING_ROLES = frozenset({"head", "foot"})
"""Roles of lines that go round the text of each page."""

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in points from the upper left corner of a page."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """How characters `start:end` of a line are set.

    Attributes:
        start, end: in the line, half-open.
        bold: in a bold face.
        face: the font's name, "" where it is that of most of the line.
        size: in points, 0 where it is the line's.
        mark: "sup" or "sub", else "".
        drop: the rule by which they are not published ("revision", "hidden"), else "".
        left, right: where they stand on the page, in points; 0 where the format has no such places.
    """

    start: int
    end: int
    bold: bool = False
    face: str = ""
    size: float = 0.0
    mark: str = ""
    drop: str = ""
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class ComputedText:
    """Characters that the file does not hold and its format makes a program print, as a list's number.

    Attributes:
        at: the character of the line in front of which they are printed.
        text: what is printed.
        rule: "number-gap", "field", "word-gap", or a name of `model.passage.NUMBER_RULES`; of `COMPUTED_SIGNS` for
            what is no text.
        source: the words of the file that say so ("numbering.xml: num 3, level 1, chineseCounting «（%2）»").
    """

    at: int
    text: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    r"""One paragraph where the format has paragraphs, one printed line where it has pages; holds no "\n".

    Attributes:
        text: every character that the reader gives. "\v" is a break within the paragraph.
        stretches: what is set in another way than the line, in order and apart.
        computed: in order.
        level: 1-6 for a heading by its style, else 0.
        centered: set in the middle.
        bold: all of it.
        indent: of the first line, in letters.
        size: of most letters, in points; 0 where nobody says.
        page: from 1; 0 where the format has no pages.
        box: on that page.
        turns: (at, page) where it goes on on another page, in order: characters from `at` on stand there.
        role: "" for text; "footnote", "head" and "foot" (running ones) where the format itself says so; "boxed" in a
            frame around paragraphs; "contents" for an entry of the table of contents.
        figure: it is a picture's place: the name of the file in the container, "" where it has none. Its text is what
            the author says of it.
        turn: the direction in which it is written, in quarters clockwise; -1 for a slanted line.
    """

    text: str
    stretches: tuple[Stretch, ...] = ()
    computed: tuple[ComputedText, ...] = ()
    level: int = 0
    centered: bool = False
    bold: bool = False
    indent: float = 0.0
    size: float = 0.0
    page: int = 0
    box: Box | None = None
    turns: tuple[tuple[int, int], ...] = ()
    role: str = ""
    figure: str | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that the format itself has; what is drawn with lines on a page is told from `ReadPage.edges` later.

    `is_drawn` tells whether lines are drawn around its cells; without them it may only set text side by side.
    """

    rows: Rows[ReadLine]
    is_drawn: bool = True

    def lines(self) -> Iterator[ReadLine]:
        """Yield its lines, cell by cell."""
        for row in self.rows:
            for cell in row:
                yield from cell.lines


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A printed page.

    Attributes:
        number: from 1.
        width, height: in points.
        edges: straight lines that are drawn on it, and the sides of filled or framed rectangles.
    """

    number: int
    width: float
    height: float
    edges: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadField:
    """What a file says of its document beside the text: a record's field, a mail's header.

    Attributes:
        name: as the file has it.
        fact: what it tells, as `clean/portals.toml` names facts, or "retrieved"; "" where it tells none.
        value: on one line, cut where it is long.
    """

    name: str
    fact: str
    value: str


@dataclass(frozen=True)
class Reading:
    """All that a reader gave of one file.

    Attributes:
        format: "docx", "pdf", ….
        reader: which reader, with its version: "pypdfium2 5.15.2, lines 2".
        sha256: of the file.
        pieces: in the order of the text. Of a file that wraps a page or a text (MHTML, JSON) they are its lines.
        pages: none where the format has none.
        doubts: (code of `model/codes.toml`, excerpt) that only the reader can tell.
        machine_read: the characters were recognised from pictures; none of them is proven.
        machine_pages: where only some pages were, their numbers.
        wrapped: the pieces are lines of a page or a text that the file wraps; it is read as one that came by itself.
        part: where in the file that text stands: "data[0].content".
        fields: in the order of the file.
        seconds: what other readers made of the file when it was taken in. They say nothing of the reading itself.
    """

    format: str
    reader: str
    sha256: str
    pieces: tuple[ReadLine | ReadTable, ...]
    pages: tuple[ReadPage, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    machine_read: bool = False
    machine_pages: tuple[int, ...] = ()
    wrapped: bool = False
    part: str = ""
    fields: tuple[ReadField, ...] = ()
    seconds: tuple[SecondReading, ...] = field(default=(), compare=False)

    def lines(self) -> Iterator[ReadLine]:
        """Yield all lines in order, those of tables too."""
        for piece in self.pieces:
            if isinstance(piece, ReadTable):
                yield from piece.lines()
            else:
                yield piece

    @property
    def recognised_pages(self) -> tuple[int, ...]:
        """Numbers of the pages whose characters a machine has recognised: some, or all there are."""
        return tuple(page.number for page in self.pages) if self.machine_read else self.machine_pages

    @cached_property
    def text(self) -> str:
        r"""Every character, each line ended by "\n": the source that fidelity is proved against.

        A text that the file wraps ends as it does there.
        """
        if self.wrapped:
            return "\n".join(line.text for line in self.lines())
        return "".join(f"{line.text}\n" for line in self.lines())

    @cached_property
    def printed(self) -> str:
        r"""What each line prints, ended by "\n": with what is computed; not what is dropped, nor running lines."""
        return "".join(f"{_print_line(line)}\n" for line in self.lines())

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each of `lines` begins in `text`, and the length of `text`."""
        return (0, *accumulate(len(line.text) + 1 for line in self.lines()))

    @cached_property
    def computed(self) -> dict[int, tuple[ComputedText, ...]]:
        """Offset in `text` → what is printed there beside the characters of the file."""
        found: dict[int, tuple[ComputedText, ...]] = {}
        for line, start in zip(self.lines(), self.starts, strict=False):
            for computed in line.computed:
                at = start + computed.at
                found[at] = (*found.get(at, ()), computed)
        return found

    @cached_property
    def figures(self) -> frozenset[int]:
        """Offsets in `text` of pictures' places: in front of the words for each."""
        starts = zip(self.lines(), self.starts, strict=False)
        return frozenset(start for line, start in starts if line.figure is not None)


def _print_line(line: ReadLine) -> str:
    if line.role in RUNNING_ROLES:
        return ""
    starts = {stretch.start for stretch in line.stretches if stretch.drop}
    ends = {stretch.end for stretch in line.stretches if stretch.drop}
    signs: dict[int, str] = {}
    for entry in line.computed:
        signs[entry.at] = signs.get(entry.at, "") + entry.text
    if not starts and not signs:
        return line.text
    cuts = sorted({0, len(line.text), *starts, *ends, *signs})
    printed = [signs.get(0, "")]
    is_gone = False
    for here, there in pairwise(cuts):
        is_gone = here in starts or (is_gone and here not in ends)
        printed.append("" if is_gone else line.text[here:there])
        printed.append(signs.get(there, ""))
    return "".join(printed)
