"""Rows of a table that no rule parts: told from the blank between them, or from what opens in the first column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from build_tools.layout.pieces import Piece, Row, gather_rows

# Points: blanks that differ by less are one; how far letters of one line may reach into the next one.
_DIFFERENT, _OVERLAP = 2.0, 0.5
_FEWEST_NUMBERS = 2


def part_rows(pieces: Sequence[Piece], columns: Sequence[float]) -> list[float]:
    """Return the heights at which pieces that stand in `columns` are parted into rows.

    Lines of one cell stand nearer to each other than two rows do, in whatever height of its row a cell is set.
    """
    blocks = _find_blocks(pieces)
    if len(blocks) < 2:
        return []
    texts = [_cells(block, columns) for block in blocks]
    gaps = [
        min(piece.top for piece in below) - max(piece.bottom for piece in above) for above, below in pairwise(blocks)
    ]
    ordered = sorted(gaps)
    jump, limit = max(((high - low, (low + high) / 2) for low, high in pairwise(ordered)), default=(0.0, 0.0))
    if jump > _DIFFERENT:
        starts = [True, *(gap > limit for gap in gaps)]
        if _fits(starts, texts):
            return _cuts(blocks, starts)
    rows = gather_rows(pieces)
    if len(rows) > len(blocks) and jump <= _DIFFERENT:
        # Cells that are set at half their row's height: lines beside each other leave no blank within a row.
        return _cuts(blocks, [True] * len(blocks))
    return _cuts([row.shown for row in rows], _opens([_cells(row.shown, columns) for row in rows]))


def is_counted(texts: Sequence[str]) -> bool:
    """Whether cells of a first column are the numbers of rows."""
    return sum(text.strip(" .．、").isdigit() for text in texts) >= _FEWEST_NUMBERS


def _find_blocks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces in groups with blank above and below them over the whole width."""
    blocks: list[list[Piece]] = []
    reach = float("-inf")
    for piece in sorted((piece for piece in pieces if not piece.gone), key=lambda piece: piece.top):
        if blocks and piece.top < reach - _OVERLAP:
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
        reach = max(reach, piece.bottom)
    return blocks


def _fits(starts: Sequence[bool], texts: Sequence[Sequence[str]]) -> bool:
    """Whether what would go on with a row does not look like rows of its own: all columns filled, or a number each."""
    going_on = [cells for start, cells in zip(starts, texts, strict=True) if not start]
    if 2 * sum(all(cells) for cells in going_on) > len(going_on):
        return False
    numbers = 0
    for start, cells in zip(starts, texts, strict=True):
        numbers = (0 if start else numbers) + is_counted([cells[0]] * _FEWEST_NUMBERS)
        if numbers > 1:
            return False
    return True


def _opens(texts: Sequence[Sequence[str]]) -> list[bool]:
    """Return which printed rows open a row of the table.

    It opens with something in its first column. Where that is no number, it may also stand for several rows, each of
    which fills all other columns.
    """
    counted = is_counted([cells[0] for cells in texts])
    opens = [bool(cells[0]) or (not counted and all(cells[1:])) for cells in texts]
    return opens if any(opens[1:]) or texts[0][0] else [True] * len(texts)


def _cuts(blocks: Sequence[Sequence[Piece]], starts: Sequence[bool]) -> list[float]:
    return [
        (max(piece.bottom for piece in above) + min(piece.top for piece in below)) / 2
        for (above, below), is_new in zip(pairwise(blocks), starts[1:], strict=True)
        if is_new
    ]


def _cells(pieces: Sequence[Piece], columns: Sequence[float]) -> list[str]:
    """Return what pieces print in each column."""
    texts = [""] * (len(columns) - 1)
    for piece in pieces:
        at = next((at for at, side in enumerate(columns[1:]) if piece.middle < side), len(texts) - 1)
        texts[at] += piece.text
    return texts


def row_cells(row: Row, columns: Sequence[float]) -> list[str]:
    """Return what a printed row has in each column."""
    return _cells(row.shown, columns)
