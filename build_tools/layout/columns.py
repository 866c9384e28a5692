"""The order in which a page is read: in one column, or in two beside each other, between parts that go across.

Takes a page's pieces with its tables and pictures; gives them in order, each with the number of its column (0 where it
stands in the only one, 1 and 2 for the left and the right one).
"""

import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, groupby, pairwise

from build_tools.hanzi.numerals import read_ordinal
from build_tools.layout.parts import Figure, Item, PartTable
from build_tools.layout.pieces import DESCENT, Piece, Row, gather_rows, split_at_gaps
from build_tools.layout.streams import read_ink, read_spans

# In letters: the least gap between the words of two columns.
_GUTTER = 0.9
# Points by which letters on one baseline may be out of line.
_LEVEL = 1.5
# Columns of text are lines that fill their column: so many on both sides, fewer in a box, and so large a share of them.
_FEWEST_LINES, _FEWEST_IN_BOX, _FILLED, _FULL = 6, 3, 0.5, 0.8
# Share of the pieces of a page that may go over the gutter which other pages have.
_MOST_ACROSS = 0.1
# Letters by which lines of two columns are out of line, at most: less than from one line to the next.
_PAIR, _STEP = 2, 1.1
# Lines beside each other on a page that has the columns of others; letters by which a first line stands in.
_FEWEST_BESIDE, _INDENT = 2, 2.5
# What a line of a column opens with where few lines tell of columns.
_LABEL_RE = re.compile(
    r"[（(第]?(?:(?P<han>(?=[一二三四五六七八九十])[一二三四五六七八九]?十?[一二三四五六七八九]?)|(?P<n>[1-9][0-9]?))"
    r"(?:[、.．）)](?![0-9])|[章节条])"
)
# Where a gutter may be, in shares of the printed width.
_FROM, _TO = 0.35, 0.65
# Letters by which a line reaches over the middle of the page that stands in no column.
_OVER = 4


def find_gutters(pages: Mapping[int, Sequence[Piece]]) -> dict[int, float]:
    """Return where the gutter between two columns is, by page, where there is one.

    Where most pages with text have columns, a page that is too short or too full of headings to tell has them, too.
    """
    rows = {page: gather_rows(pieces) for page, pieces in pages.items()}
    found = {page: gutter for page, own in rows.items() if (gutter := _find_gutter(own)) is not None}
    if not found:
        labelled = {page: _find_labelled_gutter(own) for page, own in rows.items()}
        return {page: gutter for page, gutter in labelled.items() if gutter is not None}
    usual = statistics.median(found.values())
    starts = [round(other[0]) for page in found for one, other in _pair_beside(rows[page]) if one[1] < usual < other[0]]
    start = statistics.mode(starts or [round(usual)])
    is_usual = 2 * len(found) >= len(rows)
    for page, pieces in pages.items():
        across = sum(_is_across(piece, usual) for piece in pieces)
        # Numbers alone at the right are the pages of contents.
        numbers = sum(piece.left > usual and piece.text.strip().isdecimal() for piece in pieces)
        is_free = is_usual and max(across, numbers) <= _MOST_ACROSS * len(pieces)
        if page not in found and (is_free or _begin_alike(rows[page], start, usual)):
            found[page] = usual
    return found


def part_box(rows: Sequence[Row]) -> list[tuple[list[Row], float, float]]:
    """Return the rows of a box in the order of reading, each run of one column with where that begins and ends."""
    gutter = _find_gutter(list(rows), _FEWEST_IN_BOX)
    if gutter is None:
        return [(list(rows), -math.inf, math.inf)]
    ordered = order_page([piece for row in rows for piece in row.pieces], (), gutter)
    sides = {0: (-math.inf, math.inf), 1: (-math.inf, gutter), 2: (gutter, math.inf)}
    runs = [(column, list(group)) for column, group in groupby(ordered, lambda entry: entry[1])]
    return [([row for row, _ in group if isinstance(row, Row)], *sides[column]) for column, group in runs]


def _begin_alike(rows: list[Row], start: float, gutter: float) -> bool:
    """Whether the right column of a page begins where that of other pages does, beside lines of a left one."""
    alike = [other[0] - start for one, other in _pair_beside(rows) if one[1] < gutter < other[0]]
    return sum(-_LEVEL < distance < _INDENT * rows[0].size for distance in alike) >= _FEWEST_BESIDE


def order_page(
    pieces: Sequence[Piece], others: Sequence[PartTable | Figure], gutter: float | None
) -> list[tuple[Item, int]]:
    """Return what stands on a page in the order of reading; `gutter` parts its two columns, where it has two."""
    if gutter is None:
        rows = gather_rows(pieces)
        items: list[Item] = [*rows, *others]
        return [(item, 0) for item in sorted(items, key=_height)]
    columned: list[tuple[Item, int]] = [
        *_part_rows(pieces, gutter),
        *((other, _side(other, gutter)) for other in others),
    ]
    ordered: list[tuple[Item, int]] = []
    band: list[tuple[Item, int]] = []
    for item, column in sorted(columned, key=lambda entry: _height(entry[0])):
        if column:
            band.append((item, column))
            continue
        ordered.extend(_order_band(band))
        band = []
        ordered.append((item, 0))
    return [*ordered, *_order_band(band)]


def _order_band(band: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the left column and then the right one; what stands at the far right above both is a signature."""
    left = [item for item, column in band if column == 1]
    right = [item for item, column in band if column == _PAIR and isinstance(item, Row)]
    top = min(map(_top, left), default=-math.inf)
    margin = min((row.left for row in right), default=0.0)
    above = {row for row in right if row.bottom <= top and row.left > margin + _INDENT * row.size}
    if any(row.bottom <= top and row not in above for row in right):
        above = set()
    return [
        *((item, 0) for item, _ in band if item in above),
        *sorted((entry for entry in band if entry[0] not in above), key=lambda entry: entry[1]),
    ]


def _top(item: Item) -> float:
    return item.box[1] if isinstance(item, Figure) else item.top


def _part_rows(pieces: Sequence[Piece], gutter: float) -> list[tuple[Row, int]]:
    """Return the rows of both columns, and those that go across: over the gutter, or without a gap at it."""
    across = {piece for piece in pieces if _is_across(piece, gutter)}
    sides = [
        gather_rows(piece for piece in pieces if piece not in across and (piece.middle < gutter) == is_left)
        for is_left in (True, False)
    ]
    joined = set(across)
    for row in sides[0]:
        for other in sides[1]:
            gap = read_spans(other)[0][0] - read_spans(row)[-1][1]
            if _is_level(row.main, other.main) and gap < _GUTTER * min(row.size, other.size):
                joined.update((*row.pieces, *other.pieces))
    for piece in across:
        for row in (*sides[0], *sides[1]):
            if _is_level(row.main, piece):
                joined.update(row.pieces)
    found = [(row, 0) for row in gather_rows(joined)]
    for number, rows in enumerate(sides, 1):
        found.extend((row, number) for row in rows if row.pieces[0] not in joined)
    return found


def _is_across(piece: Piece, gutter: float) -> bool:
    left, right = read_ink(piece)
    return left < gutter - 1 and right > gutter + 1


def _is_level(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one baseline."""
    return abs(one.bottom - DESCENT * one.size - other.bottom + DESCENT * other.size) < _LEVEL


def _side(item: PartTable | Figure, gutter: float) -> int:
    left, right = (item.box[0], item.box[2]) if isinstance(item, Figure) else (item.left, item.right)
    if left < gutter - 1 and right > gutter + 1:
        return 0
    return 1 if left + right < 2 * gutter else 2


def _height(item: Item) -> tuple[float, float]:
    if isinstance(item, Row):
        return item.top + item.bottom, item.left
    if isinstance(item, Figure):
        return item.box[1] + item.box[1], item.box[0]
    return item.top + item.top, item.left


def _find_gutter(rows: list[Row], fewest: int = _FEWEST_LINES) -> float | None:
    """Return where the gutter between two columns is; None where there is one column."""
    if len(rows) < fewest:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    width = right - left
    beside = [
        pair for pair in _pair_beside(rows) if left + _FROM * width < (pair[0][1] + pair[1][0]) / 2 < left + _TO * width
    ]
    if len(beside) < fewest:
        return None
    tenth = len(beside) // 10
    start = max(sorted(one[1] for one, _ in beside)[: -tenth or None])
    end = min(sorted(other[0] for _, other in beside)[tenth:])
    if start >= end:
        return None
    gutter = (start + end) / 2
    sides = [side for one, other in beside for side in (gutter - one[0], other[1] - gutter)]
    filled = sum(side >= _FULL * max(sides) for side in sides)
    return gutter if filled >= _FILLED * len(sides) else None


def _find_labelled_gutter(rows: list[Row]) -> float | None:
    """Return where the gutter of a page with few lines is: labels go on in its right column where the left one ends.

    一、 stands beside 三、, and 二、 below it; in a list of two items a line 三、 stands below 一、.
    """
    middle = (min((row.left for row in rows), default=0.0) + max((row.right for row in rows), default=0.0)) / 2
    band: list[list[list[Piece]]] = []  # below what goes over the middle: what stands left of it, and right of it
    for row in rows:
        parts = split_at_gaps(row, _GUTTER * row.size)
        if any(part[0].left < middle - row.size and part[-1].right > middle + _OVER * row.size for part in parts):
            band = []
        else:
            left = [part for part in parts if part[0].left <= middle]
            band.append([[piece for part in side for piece in part] for side in (left, parts[len(left) :])])
    band = list(dropwhile(lambda sides: not all(sides), band))
    if not band:
        return None
    start = max(piece.right for left, _ in band for piece in left)
    end = min(piece.left for _, right in band for piece in right)
    last = dict(label for left, _ in band if (label := _read_label(left)))
    first = dict(label for _, right in reversed(band) if (label := _read_label(right)))
    steps = [number - last[form] for form, number in first.items() if form in last and number > 1]
    return (start + end) / 2 if start < end and steps and set(steps) == {1} else None


def _read_label(pieces: Sequence[Piece]) -> tuple[str, int] | None:
    """Return the form and the number of the label that a stretch of text opens with."""
    label = _LABEL_RE.match("".join(piece.text for piece in pieces).lstrip())
    if label is None:
        return None
    number = label["han"] or label["n"]
    return label[0].replace(number, "#" if label["n"] else "一", 1), read_ordinal(number)


def _pair_beside(rows: list[Row]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield from where to where two stretches of text reach that stand beside each other.

    They are parts of one row with a gap between, or rows that overlap in height: lines of two columns, which need not
    stand on one baseline.
    """
    for row in rows:
        groups = split_at_gaps(row, _GUTTER * row.size)
        if len(groups) == _PAIR:
            one, other = ((group[0].left, max(piece.right for piece in group)) for group in groups)
            yield one, other
    for above, below in pairwise(rows):
        one, other = sorted(((above.left, above.right), (below.left, below.right)))
        if abs(above.bottom - below.bottom) < _STEP * min(above.size, below.size) and one[1] < other[0]:
            yield one, other
