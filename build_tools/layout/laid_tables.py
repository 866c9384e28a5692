"""Printed rows and the columns between which they stand → the table as it would be drawn.

Where rows open, which names stand over several columns or rows, and what a rule over some columns parts is settled
here; that the rows are a table, and where its columns are, is known (`gap_tables`, `undrawn`, `carried`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.hanzi.drafting import COLUMN_NAME_RE
from build_tools.layout.cells import DrawnCell, DrawnTable
from build_tools.layout.edges import JOIN, Segment
from build_tools.layout.groups import by_column, find_names, fit_groups, fit_tops, has_names_of_groups
from build_tools.layout.heads import Head, cover, find_head
from build_tools.layout.pieces import Piece, Row
from build_tools.layout.row_search import part_rows
from build_tools.layout.streams import TOUCHING, split_words


def lay_table(
    rows: Sequence[Row], columns: tuple[float, ...], places: Sequence[float], parting: Sequence[Segment] = ()
) -> DrawnTable:
    """Return the table of printed rows that is parted at `columns`.

    Args:
        rows: from the top of the table on.
        columns: from its left side to its right one.
        places: its top, its bottom, and between them where rules part it if something stands on both sides.
        parting: rules over some of its columns: cells of the others cover the rows on both sides.
    """
    head = find_head(rows, columns)
    above = head.pieces if head else frozenset()
    heights = sorted({*places, *(rule.at for rule in parting)})
    inside = [
        piece
        for row in rows
        for piece in row.pieces
        if piece not in above and not _is_over_rules(piece, places, parting)
    ]
    upper = [places[0], *([head.height] if head else [])]
    in_columns = by_column(inside, columns)
    spans: list[tuple[int, int]] = []
    if not parting and has_names_of_groups(in_columns):
        beside = [piece for own in in_columns[1:] for piece in own]
        inner = part_rows(beside, columns, heights)
        # Of a head of two rows the lower one has no name in the first column: what stands there covers both.
        below = int(head is not None and head.spans[0][0] > 0)
        found = [upper[-1], *inner, places[-1]][below:]
        names = find_names(in_columns[0], found)
        printed = [
            [piece for piece in beside if low <= piece.center < high and not piece.gone]
            for low, high in pairwise(found)
        ]
        spans = fit_groups(names, found, beside[0].size)
        if all(printed):
            lines = [(min(one.top for one in own), max(one.bottom for one in own)) for own in printed]
            spans = fit_tops(names, lines, spans)
        is_joined = not below and bool(spans) and spans[0] > (0, 1) and COLUMN_NAME_RE.search(rows[0].text)
        if len(spans) > len(inner) - below or is_joined:
            spans = []  # each row has its own name, or the names of columns would be one with those below them
        spans = [(first + below, last + below) for first, last in spans]
    if not spans:
        inner = part_rows(inside, columns, heights)
    table = make_gap_table(columns, [*upper, *inner, places[-1]], rows)
    if head:
        body = [cell for cell in table.cells if cell.rows[0] > 1]
        table = replace(table, cells=(*_set_head(table, head), *body))
    for first, last in spans:
        table = _join_first(table, first + len(upper) - 1, last + len(upper) - 1)
    return _join_unparted(table, parting) if parting else table


def _join_first(table: DrawnTable, first: int, last: int) -> DrawnTable:
    """Return a table whose cells of the first column are one in the rows `first:last`."""
    top = DrawnCell((table.columns[0], table.rows[first], table.columns[1], table.rows[last]), (first, last), (0, 1))
    others = [cell for cell in table.cells if not (cell.columns == (0, 1) and first <= cell.rows[0] < last)]
    return replace(table, cells=tuple(sorted([*others, top], key=lambda cell: (cell.rows[0], cell.columns[0]))))


def _is_over_rules(piece: Piece, places: Sequence[float], parting: Sequence[Segment]) -> bool:
    """Whether rules that do not part its column stand between the same two as a piece."""
    at = bisect_right(places, piece.center)
    low, high = places[max(0, at - 1)], places[min(at, len(places) - 1)]
    return any(low < rule.at < high and not rule.start <= piece.middle <= rule.end for rule in parting)


def _join_unparted(table: DrawnTable, parting: Sequence[Segment]) -> DrawnTable:
    """Return a table with cells made one that stand on both sides of a rule which does not part their column."""
    cells: list[DrawnCell] = []
    for cell in table.cells:
        left, top, right, bottom = cell.box
        at = next(
            (at for at, one in enumerate(cells) if one.rows[1] == cell.rows[0] and one.columns == cell.columns), -1
        )
        crossing = [rule for rule in parting if abs(rule.at - top) <= JOIN]
        if at >= 0 and crossing and not any(rule.start <= (left + right) / 2 <= rule.end for rule in crossing):
            one = cells[at]
            cells[at] = DrawnCell((left, one.box[1], right, bottom), (one.rows[0], cell.rows[1]), cell.columns)
        else:
            cells.append(cell)
    return replace(table, cells=tuple(cells))


def _set_head(table: DrawnTable, head: Head) -> Iterator[DrawnCell]:
    """Yield the cells of the two rows of a head."""
    top, middle, bottom = table.rows[:3]
    named = {column for span in head.spans for column in range(*span)}
    places = pairwise(table.columns)
    single = [
        DrawnCell((left, middle if at in named else top, right, bottom), (int(at in named), 2), (at, at + 1))
        for at, (left, right) in enumerate(places)
    ]
    over = [
        DrawnCell((table.columns[first], top, table.columns[last], middle), (0, 1), (first, last))
        for first, last in head.spans
    ]
    yield from sorted([*single, *over], key=lambda cell: (cell.rows[0], cell.columns[0]))


def make_gap_table(columns: tuple[float, ...], places: Iterable[float], rows: Sequence[Row]) -> DrawnTable:
    """Return the table of printed rows that is parted at `columns` and at the heights `places`."""
    lines = tuple(sorted(set(places)))
    inside: list[list[tuple[Piece, ...]]] = [[] for _ in lines]
    for row in rows:
        for group in split_words(row, TOUCHING):
            inside[bisect_right(lines, group[0].center) - 1].append(group)
    cells: list[DrawnCell] = []
    for number, (top, bottom) in enumerate(pairwise(lines)):
        for first, last in _spans(inside[number], columns):
            cells.append(DrawnCell((columns[first], top, columns[last], bottom), (number, number + 1), (first, last)))
    return DrawnTable(columns, lines, tuple(cells))


def _spans(groups: Sequence[tuple[Piece, ...]], columns: tuple[float, ...]) -> list[tuple[int, int]]:
    """Return the columns that each cell of a table's row covers, half-open."""
    count = len(columns) - 1
    joined = {at for first, last in (cover(group, columns) for group in groups) for at in range(first, last - 1)}
    spans: list[tuple[int, int]] = []
    at = 0
    while at < count:
        end = at + 1
        while end - 1 in joined and end < count:
            end += 1
        spans.append((at, end))
        at = end
    return spans
