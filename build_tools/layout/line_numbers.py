"""What stands beside the text: numbers of printed lines, as drafts for comment have them, and words set upright."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from build_tools.layout.pieces import Piece

# On a page, so many have to count; of all of them, such a share. Characters from which on a piece is of the text.
_FEWEST, _SHARE, _TEXT = 5, 0.8, 8
_LONGEST = 4
# Points by which a letter may be elsewhere on another page; so many letters below each other, on so many pages.
_SLACK, _STACKED, _PAGES = 6.0, 3, 3


def find_line_numbers(pages: Mapping[int, Sequence[Piece]]) -> list[Piece]:
    """Return the pieces that number the lines of their pages; `pages`: the pieces of each that stand in no table.

    A page of few lines has them where another page has.
    """
    beside = {
        page: [piece for piece in _find_beside(pieces) if piece.text.strip().isdecimal()]
        for page, pieces in pages.items()
    }
    counting = {page for page, found in beside.items() if len(found) >= _FEWEST and _counts(found)}
    if not counting:
        return []
    return [piece for page, found in beside.items() if page in counting or _counts(found) for piece in found]


def find_words_beside(pages: Mapping[int, Sequence[Piece]]) -> list[Piece]:
    """Return the pieces of words set from top to bottom beside the text, at one place of several pages.

    One piece at a place may be a column's name: so many letters below each other are none.
    """
    places: defaultdict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for pieces in pages.values():
        for piece in _find_beside(pieces):
            places[piece.text, round(piece.left / _SLACK), round(piece.top / _SLACK)].append(piece)
    again = [piece for same in places.values() if len(same) >= min(_PAGES, max(2, len(pages))) for piece in same]
    stacked = Counter((piece.page, round(piece.left / _SLACK)) for piece in again)
    return [
        piece
        for piece in again
        if sum(stacked[piece.page, round(piece.left / _SLACK) + by] for by in (-1, 0, 1)) >= _STACKED
    ]


def _find_beside(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the figures and short words left or right of all text, from top to bottom."""
    text = [piece for piece in pieces if len(piece.text) >= _TEXT and not piece.gone]
    if not text:
        return []
    left, right = min(piece.left for piece in text), max(piece.right for piece in text)
    found = [
        piece
        for piece in pieces
        if len(piece.text) <= _LONGEST and not piece.gone and (piece.right < left or piece.left > right)
    ]
    return sorted(found, key=lambda piece: piece.top)


def _counts(pieces: Sequence[Piece]) -> bool:
    """Whether figures go up by the same step."""
    steps = Counter(int(below.text) - int(above.text) for above, below in pairwise(pieces))
    step, times = steps.most_common(1)[0] if steps else (1, 1)
    return step > 0 and times >= _SHARE * max(1, len(pieces) - 1)
