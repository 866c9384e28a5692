"""Cells of a table, whatever stands in them: lines as a file has them, as they are printed, or paragraphs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Held = TypeVar("Held")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class TableCell(Generic[Held]):
    """A cell: its lines, none where it is empty, and how many rows and columns it covers."""

    lines: tuple[Held, ...]
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False


Rows = tuple[tuple[TableCell[Held], ...], ...]


def map_cells(rows: Rows[Held], read: Callable[[tuple[Held, ...]], Iterable[Made]]) -> Rows[Made]:
    """Return the rows with what is read of each cell's lines in their place."""
    return tuple(
        tuple(TableCell(tuple(read(cell.lines)), cell.rowspan, cell.colspan, cell.is_header) for cell in row)
        for row in rows
    )
