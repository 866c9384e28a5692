"""Tables of which the rules between rows, or all rules, are not drawn: what stands below the names of columns tells.

Takes pieces of a page; gives tables as they would be drawn. Blanks in a row prove nothing, for signatures and cards of
portals have them, too: a table has a row that names its columns, or a column of figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.hanzi.drafting import COLUMN_NAME_RE, opens_with_label
from build_tools.layout.cells import DrawnTable
from build_tools.layout.gap_tables import make_gap_table
from build_tools.layout.pieces import Piece, Row, gather_rows, split_at_gaps
from build_tools.layout.row_search import is_counted, part_rows, row_cells
from build_tools.model.reading import Box

_Span = tuple[float, float]

# Columns, printed rows below their names, and names that read like those of columns, at least.
_COLUMNS, _ROWS, _NAMED = 3, 2, 2
# In letters: a gap between the names of columns, and between what stands in them; how far apart two printed rows of a
# table stand. Characters of the longest name of a column.
_GAP, _NARROW, _FAR = 0.8, 0.4, 3.0
_LONGEST_NAME = 12
# Rows of runs that turn out to be no table, for each row of the page: beyond that, the rest of it is not searched.
_IN_VAIN = 20
# Share of the rows in which a column of figures has one.
_FIGURES = 0.6
_FIGURE_RE = re.compile(r"[0-9０-９][0-9０-９.,，%％‰／/年月日\-—–~～+ ]*(?:左右|以上|以下)?|[—–\-]{1,2}|/")


def part_undrawn_rows(table: DrawnTable, pieces: Sequence[Piece]) -> DrawnTable:
    """Return a drawn table with its body parted, where only columns and at most its head are drawn."""
    rows = [[cell for cell in table.cells if cell.rows[0] == number] for number in range(len(table.rows) - 1)]
    if len(table.columns) <= _COLUMNS or len(rows) > _ROWS or len(rows[-1]) != len(table.columns) - 1:
        return table
    left, _, right, bottom = table.box
    top = table.rows[-2]
    inside = [piece for piece in pieces if not piece.gone and piece.is_in((left, top, right, bottom))]
    printed = gather_rows(inside)
    if len(printed) <= _ROWS or not (
        is_counted([row_cells(row, table.columns)[0] for row in printed])
        or _names_columns(row_cells(printed[0], table.columns))
    ):
        return table
    inner = part_rows(inside, table.columns)
    if not inner:
        return table
    body = make_gap_table(table.columns, [top, *inner, bottom], [])
    shift = len(table.rows) - _ROWS
    moved = [replace(cell, rows=(cell.rows[0] + shift, cell.rows[1] + shift)) for cell in body.cells]
    head = [cell for cell in table.cells if cell.rows[0] < shift]
    return DrawnTable(table.columns, (*table.rows[:-1], *inner, bottom), (*head, *moved))


def find_free_tables(pieces: Sequence[Piece], taken: Sequence[Box]) -> tuple[list[DrawnTable], list[str]]:
    """Return the tables of a page that have no rules, and the names of columns of those that stay printed lines.

    Args:
        pieces: of the page.
        taken: boxes of the tables that are known.

    A row that begins a run of rows, but no table, is left as it is, and the next one is tried. On a page of forty rows
    each may be; where a page is longer, and made of nothing else, its rest is doubted.
    """
    rows = gather_rows(
        piece
        for piece in pieces
        if not piece.gone
        and not any(box[0] < piece.middle < box[2] and box[1] < piece.bottom <= box[3] for box in taken)
    )
    found: list[DrawnTable] = []
    doubted: list[str] = []
    at = in_vain = 0
    while at < len(rows):
        if in_vain > _IN_VAIN * len(rows):
            doubted.append(rows[at].text)
            break
        run, spans, is_whole = _take_run(rows, at)
        columns = (spans[0][0] - 1, *((one[1] + other[0]) / 2 for one, other in pairwise(spans)), spans[-1][1] + 1)
        inside = [piece for row in run for piece in row.shown]
        inner = part_rows(inside, columns) if len(spans) >= _COLUMNS and len(run) > _ROWS else []
        named = [piece for piece in inside if inner and piece.center < inner[0]]
        head = row_cells(Row(tuple(named)), columns) if named and len(inner) >= _ROWS else []
        if not head or not _is_table(run, head, columns):
            at += 1
            in_vain += len(run)
            continue
        if is_whole and _is_evident(run, spans, columns):
            places = [run[0].top - 1, *inner, max(row.bottom for row in run) + 1]
            found.append(make_gap_table(columns, places, run))
        else:
            doubted.append(" ".join(head))
        at += len(run)
    return found, doubted


def _take_run(rows: Sequence[Row], first: int) -> tuple[list[Row], list[_Span], bool]:
    """Return the rows that leave the gaps of row `first` free, where they print, and whether they end there."""
    spans = _spans_of(rows[first], _GAP)
    run = [rows[first]]
    if len(spans) < _COLUMNS:
        return run, spans, False
    for row in map(rows.__getitem__, range(first + 1, len(rows))):
        own = _spans_of(row, _NARROW)
        merged = _merge([*spans, *own], _NARROW / 2 * row.size)
        is_heading = len(own) == 1 and opens_with_label(row.text)
        if is_heading or row.top - run[-1].bottom > _FAR * row.size:
            break
        if len(merged) < len(spans):
            return run, spans, len(own) < _COLUMNS
        spans = merged
        run.append(row)
    return run, spans, True


def _is_evident(run: Sequence[Row], spans: Sequence[_Span], columns: tuple[float, ...]) -> bool:
    """Whether columns stand well apart, and no column holds two words beside each other."""
    if any(other[0] - one[1] < _GAP * run[0].size for one, other in pairwise(spans)):
        return False
    return all(
        sum(left <= start < right for start, _ in _spans_of(row, _NARROW)) <= 1
        for row in run
        for left, right in pairwise(columns)
    )


def _spans_of(row: Row, gap: float) -> list[_Span]:
    groups = split_at_gaps(Row(row.shown), gap * row.size)
    return [(group[0].left, max(piece.right for piece in group)) for group in groups]


def _merge(spans: Sequence[_Span], gap: float) -> list[_Span]:
    """Return what spans cover together, those with less than `gap` between them as one."""
    merged: list[_Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < gap:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _is_table(run: Sequence[Row], head: Sequence[str], columns: tuple[float, ...]) -> bool:
    texts = [row_cells(row, columns) for row in run]
    if sum(opens_with_label(cells[0]) for cells in texts) * 2 > len(texts):
        return False  # contents without leaders
    if sum(text.endswith(("：", ":")) for cells in texts for text in cells) >= _NAMED:
        return False  # a card: names of facts and what they are
    if _names_columns(head):
        return True
    full = [cells for cells in texts if all(cells)]
    counts = [sum(_FIGURE_RE.fullmatch(text) is not None for text in column) for column in zip(*full, strict=True)]
    return len(full) > _ROWS and sum(count >= _FIGURES * len(full) for count in counts) >= _NAMED


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether most cells of a row read like names of columns."""
    short = [cell for cell in cells if 0 < len(cell) <= _LONGEST_NAME]
    return len(short) == len(cells) and sum(COLUMN_NAME_RE.search(cell) is not None for cell in short) >= _NAMED
