"""Numbers of printed lines: figures beside the text that count from line to line, as drafts for comment have them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from build_tools.layout.pieces import Piece

# On a page, so many have to count; of all of them, such a share. Characters from which on a piece is of the text.
_FEWEST, _SHARE, _TEXT = 5, 0.8, 8
_LONGEST = 4


def find_line_numbers(pages: Mapping[int, Sequence[Piece]]) -> list[Piece]:
    """Return the pieces that number the lines of their pages; `pages`: the pieces of each that stand in no table.

    A page of few lines has them where another page has.
    """
    beside = {page: _find_beside(pieces) for page, pieces in pages.items()}
    counting = {page for page, found in beside.items() if len(found) >= _FEWEST and _counts(found)}
    if not counting:
        return []
    return [piece for page, found in beside.items() if page in counting or _counts(found) for piece in found]


def _find_beside(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the figures left or right of all text, from top to bottom."""
    text = [piece for piece in pieces if len(piece.text) >= _TEXT and not piece.gone]
    if not text:
        return []
    left, right = min(piece.left for piece in text), max(piece.right for piece in text)
    found = [
        piece
        for piece in pieces
        if len(piece.text) <= _LONGEST and piece.text.strip().isdecimal() and (piece.right < left or piece.left > right)
    ]
    return sorted(found, key=lambda piece: piece.top)


def _counts(pieces: Sequence[Piece]) -> bool:
    """Whether figures go up by the same step."""
    steps = Counter(int(below.text) - int(above.text) for above, below in pairwise(pieces))
    step, times = steps.most_common(1)[0] if steps else (1, 1)
    return step > 0 and times >= _SHARE * max(1, len(pieces) - 1)
