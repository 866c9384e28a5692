"""Drawn tables → tables of the tree."""

from collections.abc import Sequence

from build_tools.model.division import Cell, Paragraph, Table
from build_tools.model.line import Grid

_DEEPEST_HEADER = 3


def read_grid(grid: Grid) -> Table:
    """Return a drawn table; its first row is the header unless the markup marks others."""
    rows = tuple(
        tuple(
            Cell(
                tuple(Paragraph(line.passage, line.line_no, marks=line.marks) for line in cell.lines),
                cell.rowspan,
                cell.colspan,
            )
            for cell in row
        )
        for row in grid.rows
    )
    marked = 0
    for row in grid.rows:
        if not row or not all(cell.is_header for cell in row):
            break
        marked += 1
    headed = len(rows) > 1 and len(rows[0]) > 1 and not _begins_counting(rows)
    header = marked or (_count_header(rows[0]) if headed else 0)
    caption = grid.caption
    return Table(
        rows,
        grid.line_no,
        header,
        Paragraph(caption.passage, caption.line_no, role="caption") if caption else None,
        going_on=grid.going_on,
    )


def _begins_counting(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row is the first entry: it is numbered 1, and the next one 2."""
    return [row[0].text.strip(" .．、") for row in rows[:2] if row] == ["1", "2"]


def _count_header(first: Sequence[Cell]) -> int:
    """How many rows a head has whose first row is given: a name over several columns has their own names below it."""
    deepest = max(cell.rowspan for cell in first)
    names_below = any(cell.colspan > 1 and cell.rowspan < deepest for cell in first)
    return deepest if names_below and deepest <= _DEEPEST_HEADER else 1
