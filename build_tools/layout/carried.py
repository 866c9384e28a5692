"""Tables that go on at the top of the next page without a rule or a head there: their columns tell their rows.

Takes the tables and pieces of all pages; gives the tables with the rows that a page break parts from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_tools.layout.cells import DrawnTable
from build_tools.layout.furniture import find_furniture
from build_tools.layout.gap_tables import make_gap_table, take_rows
from build_tools.layout.pieces import Piece, Row, gather_rows
from build_tools.layout.row_search import part_rows
from build_tools.layout.streams import cut_rows, is_parted, shrink

# Points by which both parts of a table may differ.
_NEAR = 6.0
# A table has more than a box's two sides.
_BOX = 2


def carry_over(
    tables: Mapping[int, Sequence[DrawnTable]], pieces: Mapping[int, Sequence[Piece]], heights: Mapping[int, float]
) -> dict[int, list[DrawnTable]]:
    """Return the tables of each page, from top to bottom, with those that go on from the page before."""
    rows = {page: gather_rows(piece for piece in pieces.get(page, ()) if not piece.gone) for page in tables}
    furniture = find_furniture(rows, heights)
    found: dict[int, list[DrawnTable]] = {}
    for page, own in tables.items():
        found[page] = list(own)
        above = found.get(page - 1, [])
        if above and len(above[-1].columns) > _BOX:
            last = above[-1]
            before = [row for row in rows[page - 1] if row not in furniture]
            here = [row for row in rows[page] if row not in furniture]
            if here and not any(row.top >= last.rows[-1] - 1 for row in before):
                found[page] = _carry(last, here, found[page])
    return found


def _carry(last: DrawnTable, rows: Sequence[Row], tables: list[DrawnTable]) -> list[DrawnTable]:
    """Return the tables of a page with the rows at its top that belong to the last table of the page before."""
    first = tables[0] if tables else None
    loose = [row for row in rows if first is None or row.bottom <= first.rows[0] + 1]
    sides = (last.columns[0], last.columns[-1])
    loose = cut_rows(loose, last.columns)
    taken = take_rows(loose, loose[0].top, shrink(last.columns), sides, 0.0, is_open=True) if loose else []
    if first is not None and len(taken) == len(loose) > 0 and _is_near((first.columns[0], first.columns[-1]), sides):
        columns = first.columns if all(is_parted(row, first.columns) for row in taken) else last.columns
        part = _make(taken, columns, first.rows[0])
        shift = len(part.rows) - 1
        moved = [
            type(cell)(cell.box, (cell.rows[0] + shift, cell.rows[1] + shift), cell.columns) for cell in first.cells
        ]
        if columns == first.columns:
            return [DrawnTable(columns, (*part.rows[:-1], *first.rows), (*part.cells, *moved)), *tables[1:]]
        return [part, *tables]
    return [_make(taken, last.columns, taken[-1].bottom + 1), *tables] if taken else tables


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _make(rows: Sequence[Row], columns: tuple[float, ...], bottom: float) -> DrawnTable:
    inner = part_rows([piece for row in rows for piece in row.pieces], columns)
    return make_gap_table(columns, [rows[0].top - 1, *inner, bottom], rows)
