"""The order in which a page is read: in one column, or in two beside each other, between parts that go across.

Takes a page's pieces with its tables and pictures; gives them in order, each with the number of its column (0 where it
stands in the only one, 1 and 2 for the left and the right one).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.layout.parts import Figure, Item, PartTable
from build_tools.layout.pieces import Piece, Row, gather_rows, split_at_gaps

# In letters: the least gap between the words of two columns.
_GUTTER = 0.9
# Columns of text are lines that fill their column: so many on both sides, and so large a share of them.
_FEWEST_LINES, _FILLED, _FULL = 6, 0.6, 0.8
# Where a gutter may be, in shares of the printed width.
_FROM, _TO = 0.35, 0.65


@dataclass(frozen=True, slots=True)
class _Block:
    """A printed group of pieces, a table or a picture, and where it is."""

    left: float
    top: float
    right: float
    bottom: float
    pieces: tuple[Piece, ...] = ()
    other: PartTable | Figure | None = None


def order_page(pieces: Sequence[Piece], others: Sequence[PartTable | Figure]) -> list[tuple[Item, int]]:
    """Return what stands on a page in the order of reading."""
    rows = gather_rows(pieces)
    gutter = _find_gutter(rows)
    if gutter is None:
        items: list[Item] = [*rows, *others]
        return [(item, 0) for item in sorted(items, key=_height)]
    blocks = [
        _Block(
            min(piece.left for piece in group),
            min(piece.top for piece in group),
            max(piece.right for piece in group),
            max(piece.bottom for piece in group),
            group,
        )
        for row in rows
        for group in split_at_gaps(row, _GUTTER * row.size)
    ]
    for other in others:
        box = other.box if isinstance(other, Figure) else (other.left, other.top, other.right, other.bottom)
        blocks.append(_Block(*box, other=other))
    blocks.sort(key=lambda block: (block.top + block.bottom, block.left))
    ordered: list[tuple[Item, int]] = []
    band: list[_Block] = []
    for block in blocks:
        if block.left < gutter - 1 and block.right > gutter + 1:
            ordered.extend(_read_band(band, gutter))
            band = []
            ordered.extend(_read_column([block], 0))
        else:
            band.append(block)
    return [*ordered, *_read_band(band, gutter)]


def _height(item: Item) -> tuple[float, float]:
    if isinstance(item, Row):
        return item.top + item.bottom, item.left
    if isinstance(item, Figure):
        return item.box[1] + item.box[1], item.box[0]
    return item.top + item.top, item.left


def _find_gutter(rows: list[Row]) -> float | None:
    """Return where the gutter between two columns is; None where the page has one column."""
    if len(rows) < _FEWEST_LINES:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    width = right - left
    parted = [groups for row in rows if len(groups := split_at_gaps(row, _GUTTER * row.size)) == 2]
    gaps = [
        (max(piece.right for piece in one), other[0].left)
        for one, other in parted
        if left + _FROM * width < (max(piece.right for piece in one) + other[0].left) / 2 < left + _TO * width
    ]
    if len(gaps) < _FEWEST_LINES:
        return None
    start, end = (
        max(sorted(gap[0] for gap in gaps)[: -(len(gaps) // 10) or None]),
        min(sorted(gap[1] for gap in gaps)[len(gaps) // 10 :]),
    )
    if start >= end:
        return None
    gutter = (start + end) / 2
    sides = [
        (gutter - one[0].left) if one is group[0] else (max(piece.right for piece in one) - gutter)
        for group in parted
        for one in group
    ]
    full = max(sides)
    filled = sum(side >= _FULL * full for side in sides)
    return gutter if filled >= _FILLED * len(sides) else None


def _read_band(blocks: list[_Block], gutter: float) -> list[tuple[Item, int]]:
    """Return what stands between two parts that go across: the left column, then the right one."""
    left = [block for block in blocks if block.left + block.right < 2 * gutter]
    right = [block for block in blocks if block.left + block.right >= 2 * gutter]
    return [*_read_column(left, 1), *_read_column(right, 2)]


def _read_column(blocks: list[_Block], number: int) -> list[tuple[Item, int]]:
    items: list[Item] = [*gather_rows(piece for block in blocks for piece in block.pieces)]
    items.extend(block.other for block in blocks if block.other is not None)
    return [(item, number) for item in sorted(items, key=_height)]
