"""White streams: from left to right, where nothing is printed from the first row of a table to the last one.

Takes printed rows; gives where their columns are parted. Few rows may bridge a stream: heads and names of groups that
stand over several columns.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from build_tools.hanzi.labels import opens_with_label
from build_tools.layout.pieces import Piece, Row, cut_at_wall

Span = tuple[float, float]

# In letters: a gap between words of two columns; the least width of a stream; how far a stop may hang over.
_GAP, _STREAM, _HANGING = 0.5, 0.25, 0.6
# In letters, the longest label: the stop behind it ends no cell.
_LABEL = 4.0
# Share of the rows that may bridge a gap which others leave, and how many gaps a bridge goes over at least.
_BRIDGED_SHARE, _BRIDGED = 0.35, 2
# So many gaps are tried for each that a row may bridge.
_MOST_GAPS = 200
# Share of the narrowest other gap that one within a column is narrower than.
_NEARER = 0.75
# Points that a column keeps from its sides.
_MARGIN = 2.0
# In letters, a gap at which words of two cells do not touch.
TOUCHING = 0.15
# In letters, the longest name over several columns.
_LONGEST_NAME = 12
# Rows in which names over several columns stand; rows below them at least; in letters, twice how far from the middle.
_HEAD_ROWS, _FEWEST_BELOW, _OFF_MIDDLE = 2, 3, 3.0
STOPS, OPENING = tuple("，。、；：！？”’）》】"), tuple("“‘（《【")


def read_ink(piece: Piece) -> Span:
    """Return where a piece prints, a quote or a stop that may hang over its ends left out."""
    text = piece.text.strip()
    hanging = _HANGING * piece.size
    return piece.left + hanging * text.startswith(OPENING), piece.right - hanging * text.endswith(STOPS)


def split_words(row: Row, gap: float = _GAP) -> list[tuple[Piece, ...]]:
    """Return a row's pieces in groups with `gap` letters between them; what hangs over may stand in the gap."""
    groups: list[list[Piece]] = []
    reach = 0.0
    for piece in row.shown:
        left, right = read_ink(piece)
        if groups and left - reach <= gap * row.size:
            groups[-1].append(piece)
            reach = max(reach, right)
        else:
            groups.append([piece])
            reach = right
    return [tuple(group) for group in groups]


def read_spans(row: Row, gap: float = _GAP) -> list[Span]:
    """Return where a row prints: (left, right) of its words, what hangs over left out."""
    return [(read_ink(words[0])[0], max(right for _, right in map(read_ink, words))) for words in split_words(row, gap)]


def merge_spans(spans: Sequence[Span], gap: float = 0.0) -> list[Span]:
    """Return what spans cover together, those with less than `gap` between them as one, from left to right."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < gap:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def find_inked(rows: Sequence[Row]) -> list[Span]:
    """Return what is printed between the streams, from left to right, without what bridges them.

    Names in the first rows may stand over several columns, in the middle of them.
    """
    found = _find_inked(rows)
    for depth in range(1, min(_HEAD_ROWS, len(rows) - _FEWEST_BELOW) + 1):
        below = _find_inked(rows[depth:])
        if len(below) > len(found) and all(
            not opens_with_label(row.text) and is_over(span, below, row.size)
            for row in rows[:depth]
            for span in read_spans(row)
        ):
            found = below
    return found


def join_unnamed(inked: Sequence[Span], head: Sequence[Row], body: Sequence[Row]) -> list[Span]:
    """Return streams with those joined that are halves of one column, as its head and what is below it tell.

    A short name in the middle of a column may reach over none of the words at its side, and blanks in the lines of a
    cell may stand below each other: a column without a name is none beside one without words, or nearer than others.
    """
    told = [(_is_reached(span, head), _is_reached(span, body)) for span in inked]
    gaps = [other[0] - one[1] for one, other in pairwise(inked)]
    halves = [{one, other} == {(True, False), (False, True)} for one, other in pairwise(told)]
    joined: list[Span] = list(inked[:1])
    is_whole = False
    for at, (gap, is_half) in enumerate(zip(gaps, halves, strict=True)):
        others = [other for other in gaps if other != gap]
        is_near = told[at][0] > told[at + 1][0] and bool(others) and gap < _NEARER * min(others)
        is_nearer = not any(halves[at + 1 : at + 2]) or gap <= gaps[at + 1]
        is_whole = is_near or (is_half and is_nearer and not is_whole)
        if is_whole:
            joined[-1] = joined[-1][0], inked[at + 1][1]
        else:
            joined.append(inked[at + 1])
    return joined


def _is_reached(span: Span, rows: Sequence[Row]) -> bool:
    """Whether some word of rows stands in a stream."""
    return any(start < span[1] and span[0] < end for row in rows for start, end in read_spans(row))


def is_over(span: Span, columns: Sequence[Span], size: float) -> bool:
    """Whether words stand in one column, or are a name in the middle of those that they stand over."""
    reached = [column for column in columns if column[0] < span[1] and span[0] < column[1]]
    if not reached:
        near = sorted(columns, key=lambda column: min(abs(column[0] - span[1]), abs(column[1] - span[0])))
        reached = sorted(near[:2])
    if len(reached) == 1:
        return True
    is_name = len(reached) < len(columns) and span[1] - span[0] <= _LONGEST_NAME * size
    return is_name and abs(sum(span) - reached[0][0] - reached[-1][1]) <= _OFF_MIDDLE * size


def _find_inked(rows: Sequence[Row]) -> list[Span]:
    by_row = [read_spans(row) for row in rows]
    spans = sorted(span for own in by_row for span in own)
    starts, ends = [start for start, _ in spans], sorted(end for _, end in spans)
    # Gaps over whose middle few rows print.
    gaps = sorted((one[1], other[0]) for own in by_row for one, other in pairwise(own))
    most = _BRIDGED_SHARE * len(rows)
    shared = [gap for gap in gaps if bisect_left(starts, sum(gap) / 2) - bisect_right(ends, sum(gap) / 2) <= most]
    merged: list[Span] = []
    for start, end in spans:
        inside = shared[bisect_right(shared, (start, inf)) : bisect_left(shared, (end, 0.0))][:_MOST_GAPS]
        if sum(gap[1] < end for gap in inside) >= _BRIDGED:
            continue
        if merged and start - merged[-1][1] <= _STREAM * rows[0].size:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def is_parted(row: Row, columns: Sequence[float]) -> bool:
    """Whether each piece of a row stands within one column."""
    return all(
        not any(piece.left + piece.size / 2 < side < piece.right - piece.size / 2 for side in columns[1:-1])
        for piece in row.shown
    )


def cut_rows(rows: Sequence[Row], columns: Sequence[float]) -> list[Row]:
    """Return rows whose pieces are cut at the columns where a stop, or a quote, leaves no gap between two cells."""
    return [
        row
        if is_parted(row, columns)
        else Row(tuple(part for piece in row.pieces for part in cut_piece(piece, columns)))
        for row in rows
    ]


def cut_piece(piece: Piece, columns: Sequence[float]) -> list[Piece]:
    """Return a piece in those that stand in `columns`."""
    parts = [piece]
    for side in columns[1:-1]:
        is_label = opens_with_label(parts[-1].text) and side - piece.left < _LABEL * piece.size
        if parts[-1].left + piece.size / 2 < side < parts[-1].right - piece.size / 2 and not is_label:
            parts[-1:] = cut_at_wall(parts[-1], side)
    return parts


def shrink(columns: Sequence[float]) -> list[Span]:
    """Return the room of each column, letters that hang over left out of account."""
    return [(left + _MARGIN, right - _MARGIN) for left, right in pairwise(columns)]
