"""Tables between level rules, without upright ones: their columns are told by the gaps that all rows share.

Takes the rules of a page and its pieces; gives tables as they would be drawn. Books set tables so: a rule above, one
below the head, one at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from build_tools.layout.cells import DrawnCell, DrawnTable
from build_tools.layout.edges import JOIN, Segment
from build_tools.layout.pieces import Piece, Row, gather_rows, split_at_gaps
from build_tools.layout.row_gaps import is_counted, part_rows, row_cells
from build_tools.model.reading import Box

# Share of the page's width from which on a rule may be a table's.
_WIDEST_NOTE_RULE = 0.35
# In letters: a gap between columns; share of the rows that have to be parted.
_GAP, _PARTED = 0.5, 0.5
_FEWEST_ROWS, _BRIDGED = 2, 2
# From so many bands on, each is a row. In letters: a head that has no rule above it is no farther from its rule.
_FEWEST_BANDS, _HEAD_GAP = 3, 1.5


def find_gap_tables(
    level: Sequence[Segment], pieces: Sequence[Piece], width: float, taken: Sequence[Box]
) -> list[DrawnTable]:
    """Return the tables between level rules.

    Args:
        level: all level rules of the page.
        pieces: of the page.
        width: of the page.
        taken: boxes of tables that are known.
    """
    free = [
        rule
        for rule in level
        if rule.end - rule.start > _WIDEST_NOTE_RULE * width
        and not any(box[1] - JOIN <= rule.at <= box[3] + JOIN for box in taken)
    ]
    ordered = sorted(free, key=lambda rule: (round(rule.start / JOIN), round(rule.end / JOIN), rule.at))
    tables: list[DrawnTable] = []
    for _, same in groupby(ordered, lambda rule: (round(rule.start / JOIN), round(rule.end / JOIN))):
        tables.extend(_read_group(list(same), pieces))
    return tables


def _read_group(rules: list[Segment], pieces: Sequence[Piece]) -> list[DrawnTable]:
    """Return the tables that rules of one width part: head and body between two rules each that follow each other."""
    bands = [_rows_between(upper, lower, pieces) for upper, lower in pairwise(rules)]
    tabular = [_is_tabular(band) for band in bands]
    found: list[DrawnTable] = []
    at = 0
    while at < len(bands):
        last = at
        # A row that stands for a group of those below it is not parted.
        while last < len(bands) and (tabular[last] or (at < last < len(bands) - 1 and len(bands[last]) == 1)):
            last += 1
        if last > at and (table := _read_table(rules[at : last + 1], bands[at:last], pieces)) is not None:
            found.append(table)
        at = max(last, at + 1)
    return found


def _rows_between(upper: Segment, lower: Segment, pieces: Sequence[Piece]) -> list[Row]:
    return gather_rows(
        piece
        for piece in pieces
        if not piece.gone
        and upper.start - JOIN <= piece.middle <= upper.end + JOIN
        and upper.at < piece.center < lower.at
    )


def _is_tabular(rows: list[Row]) -> bool:
    """Whether rows are parted by gaps: most of them, or all at the same two places."""
    parted = sum(len(split_at_gaps(row, _GAP * row.size)) > 1 for row in rows)
    return bool(rows) and (parted >= _PARTED * len(rows) or (parted > 0 and len(_find_columns(rows, 0.0, 1.0)) > 3))


def _read_table(rules: list[Segment], bands: list[list[Row]], pieces: Sequence[Piece]) -> DrawnTable | None:
    rows = [row for band in bands for row in band]
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = _find_columns(rows, rules[0].start, rules[0].end)
    if len(columns) < 3:
        return None
    head = _find_head(rules[0], columns, pieces) if len(bands) >= _FEWEST_BANDS else []
    places = [row.top - 1 for row in head[:1]]
    for (upper, lower), band in zip(pairwise(rules), bands, strict=True):
        # Between rules that part each row there is one row, but for a head that is set apart.
        is_row = len(bands) >= _FEWEST_BANDS and not is_counted([row_cells(row, columns)[0] for row in band])
        inner = [] if is_row else part_rows([piece for row in band for piece in row.pieces], columns)
        places.extend([upper.at, *inner, lower.at])
    return make_gap_table(columns, places, [*head, *rows])


def make_gap_table(columns: tuple[float, ...], places: Iterable[float], rows: Sequence[Row]) -> DrawnTable:
    """Return the table of printed rows that is parted at `columns` and at the heights `places`."""
    lines = tuple(sorted(set(places)))
    inside: list[list[tuple[Piece, ...]]] = [[] for _ in lines]
    for row in rows:
        for group in split_at_gaps(row, _GAP * row.size):
            inside[bisect_right(lines, group[0].center) - 1].append(group)
    cells: list[DrawnCell] = []
    for number, (top, bottom) in enumerate(pairwise(lines)):
        for first, last in _spans(inside[number], columns):
            cells.append(DrawnCell((columns[first], top, columns[last], bottom), (number, number + 1), (first, last)))
    return DrawnTable(columns, lines, tuple(cells))


def _find_head(rule: Segment, columns: tuple[float, ...], pieces: Sequence[Piece]) -> list[Row]:
    """Return the printed rows of a head that has no rule above it: rows parted as the table is, right above."""
    above = gather_rows(
        piece
        for piece in pieces
        if not piece.gone and piece.bottom < rule.at + JOIN and rule.start - JOIN <= piece.middle
    )
    head: list[Row] = []
    edge = rule.at
    for row in reversed(above):
        groups = split_at_gaps(row, _GAP * row.size)
        spans = [(group[0].left, max(piece.right for piece in group)) for group in groups]
        crossed = any(left < place < right for left, right in spans for place in columns[1:-1])
        if len(groups) < _FEWEST_BANDS - 1 or crossed or edge - row.bottom > _HEAD_GAP * row.size:
            break
        head.insert(0, row)
        edge = row.top
    return head


def _find_columns(rows: list[Row], left: float, right: float) -> tuple[float, ...]:
    """Return where columns are parted: in the middle of what no row, but for a few of the head, prints upon."""
    by_row = [
        [(group[0].left, max(piece.right for piece in group)) for group in split_at_gaps(row, _GAP * row.size)]
        for row in rows
    ]
    gaps = [(one[1], other[0]) for spans in by_row for one, other in pairwise(spans)]
    # What stands over several columns, as in a head of two rows, hides gaps that several others leave.
    spans = sorted(span for row in by_row for span in row if _bridges(span, gaps) < _BRIDGED)
    places: list[float] = []
    reach = float("-inf")
    for start, end in spans:
        if reach > float("-inf") and start - reach > _GAP / 2 * rows[0].size:
            places.append((reach + start) / 2)
        reach = max(reach, end)
    return (left, *places, right)


def _bridges(span: tuple[float, float], gaps: list[tuple[float, float]]) -> int:
    """Return how many gaps of other rows lie within what is printed."""
    return sum(span[0] < start and end < span[1] for start, end in gaps)


def _spans(groups: Sequence[tuple[Piece, ...]], columns: tuple[float, ...]) -> list[tuple[int, int]]:
    """Return the columns that each cell of a table's row covers, half-open."""
    count = len(columns) - 1
    joined: set[int] = set()
    for group in groups:
        left, right = group[0].left, max(piece.right for piece in group)
        joined.update([at for at in range(count) if left < columns[at + 1] and right > columns[at]][:-1])
    spans: list[tuple[int, int]] = []
    at = 0
    while at < count:
        end = at + 1
        while end - 1 in joined and end < count:
            end += 1
        spans.append((at, end))
        at = end
    return spans
