"""What an arranged document consists of, made of pieces: paragraphs, and tables of paragraphs."""

from dataclasses import dataclass

from build_tools.layout.pieces import Row
from build_tools.model.reading import Box


@dataclass(frozen=True)
class Part:
    """A paragraph: its rows in order, over several pages perhaps.

    Attributes:
        rows: one for each printed line.
        centered: set in the middle of its column.
        indent: of its first row, in letters.
        drop: the rule by which it is not published, "" where it is.
        role: as `ReadLine.role`.
    """

    rows: tuple[Row, ...]
    centered: bool = False
    indent: float = 0.0
    drop: str = ""
    role: str = ""


@dataclass(frozen=True)
class PartCell:
    """A cell: its rows, and where it was drawn.

    `repeated` are rows of a head that a later page prints again in front of it.
    """

    rows: tuple[Row, ...]
    box: Box
    rowspan: int = 1
    colspan: int = 1
    repeated: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """What it reads as."""
        return "".join(row.text for row in self.rows)


@dataclass(frozen=True)
class PartTable:
    """A table on page `page`; `lines` are where its columns are parted, from left to right, in points."""

    rows: tuple[tuple[PartCell, ...], ...]
    lines: tuple[float, ...]
    page: int
    top: float
    last_page: int = 0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.lines[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.lines[-1]


@dataclass(frozen=True)
class Figure:
    """The place of a picture: line `line` of the reading."""

    line: int
    page: int
    box: Box


Item = Row | PartTable | Figure
Arranged = Part | PartTable | Figure
