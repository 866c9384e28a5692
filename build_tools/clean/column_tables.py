"""Tables whose columns are set apart by blanks, as text taken from a PDF prints them.

Takes the source of a plain text, line by line; tells where such a table stands and where its cells are. Blanks in
a row prove nothing, so the first row has to name columns, and the rows below it have to have as many cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.hanzi.drafting import COLUMN_NAME_RE

# Tabs are left to `tab_tables`, which knows more of them.
_GAP_RE = re.compile(r"[ \u00a0]*(?:[ \u00a0]{2,}|\u3000{2,})[ \u00a0\u3000]*(?!\t)")
# Two of these make a gap.
_GAPS = ("  ", "\u3000\u3000", " \u00a0", "\u00a0 ", "\u00a0\u00a0")
_EDGES = " \t\u3000\u00a0\f\r"
_FEWEST_CELLS, _FEWEST_ROWS, _LONGEST_CELL = 3, 2, 40
# How many of the header's cells have to read like names of columns.
_NAMED = 2


# Printed lines as (start, end) in the source; none where a cell is empty.
Cell = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """Lines `first:last` of a text (half-open), and its rows; a cell is the printed lines in it, as (start, end).

    `is_loose` tells that each printed line is a row, since which of them belong together is not known; the rows in
    `going_on` go on with the one above them. The first `headers` rows are a header.
    """

    first: int
    last: int
    rows: tuple[tuple[Cell, ...], ...]
    is_loose: bool = False
    headers: int = 0
    going_on: frozenset[int] = frozenset()

    def overlaps(self, other: ColumnTable) -> bool:
        """Whether a line is in both."""
        return self.first < other.last and other.first < self.last


def find_column_tables(source: str, lines: list[tuple[int, int]]) -> list[ColumnTable]:
    """Return the tables among `lines`, each a (start, end) in the source."""
    tables: list[ColumnTable] = []
    at = 0
    while at < len(lines):
        head = _read_cells(source, *lines[at])
        if not _names_columns([source[start:end] for start, end in head]):
            at += 1
            continue
        rows = [tuple((cell,) for cell in head)]
        last = at + 1
        while last < len(lines):
            cells = _read_cells(source, *lines[last])
            if not cells and rows[1:] == [] and last == at + 1:
                last += 1  # a blank line below the header
                continue
            if len(cells) != len(head):
                break
            rows.append(tuple((cell,) for cell in cells))
            last += 1
        if len(rows) >= _FEWEST_ROWS:
            tables.append(ColumnTable(at, last, tuple(rows)))
            at = last
        else:
            at += 1
    return tables


def _read_cells(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a line stand, blanks at its edges passed over."""
    text = source[start:end]
    start, end = end - len(text.lstrip(_EDGES)), start + len(text.rstrip(_EDGES))
    if start >= end:
        return []
    text = text.strip(_EDGES)
    if not any(gap in text for gap in _GAPS):
        return [(start, end)]
    cells: list[tuple[int, int]] = []
    at = start
    for gap in _GAP_RE.finditer(source, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    return [*cells, (at, end)]


def _names_columns(cells: list[str]) -> bool:
    if len(cells) < _FEWEST_CELLS or any(len(cell) > _LONGEST_CELL or re.search(r"[。；，]", cell) for cell in cells):
        return False
    return sum(COLUMN_NAME_RE.search(cell) is not None for cell in cells) >= _NAMED
