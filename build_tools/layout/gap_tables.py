"""Tables between level rules, without upright ones: their columns are told by the gaps that all rows share.

Takes the rules of a page and its pieces; gives tables as they would be drawn. Books set tables so: a rule above, one
below the head, one at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from build_tools.layout.cells import DrawnCell, DrawnTable
from build_tools.layout.edges import JOIN, Segment
from build_tools.layout.pieces import Piece, Row, gather_rows, split_at_gaps
from build_tools.model.reading import Box

# Share of the page's width from which on a rule may be a table's.
_WIDEST_NOTE_RULE = 0.35
# In letters: a gap between columns; share of the rows that have to be parted.
_GAP, _PARTED = 0.5, 0.5
_FEWEST_ROWS, _BRIDGED = 2, 2


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
    found: list[DrawnTable] = []
    at = 0
    while at + 1 < len(rules):
        last = at
        while last + 1 < len(rules) and _is_tabular(_rows_between(rules[last], rules[last + 1], pieces)):
            last += 1
        if last > at and (table := _read_table(rules[at : last + 1], pieces)) is not None:
            found.append(table)
        at = max(last, at + 1)
    return found


def _rows_between(upper: Segment, lower: Segment, pieces: Sequence[Piece]) -> list[Row]:
    return gather_rows(
        piece
        for piece in pieces
        if not piece.gone
        and upper.start - JOIN <= piece.middle <= upper.end + JOIN
        and upper.at < (piece.top + piece.bottom) / 2 < lower.at
    )


def _is_tabular(rows: list[Row]) -> bool:
    """Whether most rows are parted by gaps."""
    parted = sum(len(split_at_gaps(row, _GAP * row.size)) > 1 for row in rows)
    return bool(rows) and parted >= _PARTED * len(rows)


def _read_table(rules: list[Segment], pieces: Sequence[Piece]) -> DrawnTable | None:
    bands = [_rows_between(upper, lower, pieces) for upper, lower in pairwise(rules)]
    rows = [row for band in bands for row in band]
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = _find_columns(rows, rules[0].start, rules[0].end)
    if len(columns) < 3:
        return None
    places: list[float] = []
    for (upper, lower), band in zip(pairwise(rules), bands, strict=True):
        places.extend([upper.at, *_part_rows(band, columns), lower.at])
    lines = tuple(sorted(set(places)))
    cells: list[DrawnCell] = []
    for number, (top, bottom) in enumerate(pairwise(lines)):
        inside = [row for row in rows if top <= (row.top + row.bottom) / 2 < bottom]
        for first, last in _spans(inside, columns):
            cells.append(DrawnCell((columns[first], top, columns[last], bottom), (number, number + 1), (first, last)))
    return DrawnTable(columns, lines, tuple(cells))


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


def _part_rows(rows: list[Row], columns: tuple[float, ...]) -> list[float]:
    """Return the heights at which the rows of a band are parted.

    A row of the table opens with something in its first column. Where that is no number, it may also stand for several
    rows, each of which fills all other columns.
    """
    first = [_cells(row, columns)[0] for row in rows]
    counted = sum(text.strip(" .．、").isdigit() for text in first) >= _FEWEST_ROWS
    opens = [
        bool(text) or (not counted and all(_cells(row, columns)[1:])) for text, row in zip(first, rows, strict=True)
    ]
    if not any(opens[1:]) and not any(first):
        opens = [True] * len(rows)
    return [
        (above.bottom + row.top) / 2 for above, row, is_new in zip(rows, rows[1:], opens[1:], strict=False) if is_new
    ]


def _cells(row: Row, columns: tuple[float, ...]) -> list[str]:
    """Return what a row prints in each column."""
    texts = [""] * (len(columns) - 1)
    for piece in row.shown:
        at = next((at for at, side in enumerate(columns[1:]) if piece.middle < side), len(texts) - 1)
        texts[at] += piece.text
    return texts


def _spans(rows: list[Row], columns: tuple[float, ...]) -> list[tuple[int, int]]:
    """Return the columns that each cell of a table's row covers, half-open."""
    covered = [False] * (len(columns) - 1)
    joined: set[int] = set()
    for row in rows:
        for group in split_at_gaps(row, _GAP * row.size):
            left, right = group[0].left, max(piece.right for piece in group)
            inside = [at for at in range(len(covered)) if left < columns[at + 1] and right > columns[at]]
            for at in inside:
                covered[at] = True
            joined.update(inside[:-1])
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(covered):
        end = at + 1
        while end - 1 in joined and end < len(covered):
            end += 1
        spans.append((at, end))
        at = end
    return spans
