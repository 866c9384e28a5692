"""Heads of tables that no rule parts: names that stand over several columns, and the names of columns below them.

Takes printed rows from the top of a table on, and where its columns are parted; gives what stands over what. A name
over several columns has a word below it in each of them; names beside it cover both rows of the head, and stand at
its top or in its middle, never on the lower line, as what is beside the name of a group of rows does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.layout.pieces import Piece, Row
from build_tools.layout.streams import split_words

# Printed rows in which a name over several columns begins, and in which those below it stand.
_DEEPEST, _LOWEST = 3, 5
# In letters: how far a word may reach into the next column; heights that differ.
_HANGING, _LEVEL = 0.6, 0.3


@dataclass(frozen=True)
class Head:
    """A head of two rows.

    Attributes:
        height: where they are parted, in points.
        spans: the columns below each name of the upper row, half-open.
        pieces: the names of the upper row, and those that cover both.
    """

    height: float
    spans: tuple[tuple[int, int], ...]
    pieces: frozenset[Piece]


@dataclass(frozen=True)
class _Word:
    """Words that stand together, and the columns that they cover, half-open."""

    pieces: tuple[Piece, ...]
    columns: tuple[int, int]

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    def is_above_middle(self, first: _Word, last: _Word) -> bool:
        """Whether it stands in the middle between the ends of two words."""
        off = self.left + self.right - first.left - last.right
        return abs(off) / 2 <= _HANGING * self.pieces[0].size

    @property
    def is_wide(self) -> bool:
        return self.columns[1] - self.columns[0] > 1


def find_head(rows: Sequence[Row], columns: Sequence[float]) -> Head | None:
    """Return the head of a table if names in it stand over several columns."""
    lines = [[_Word(own, cover(own, columns)) for own in split_words(row)] for row in rows[: _DEEPEST + _LOWEST]]
    words = [word for line in lines for word in line]
    slack = _LEVEL * rows[0].size
    first = next((word for line in lines[:_DEEPEST] for word in line if word.is_wide), None)
    if first is not None:
        upper = [word for word in words if word.is_wide and abs(word.bottom - first.bottom) <= slack]
    else:
        upper = _find_at_left(lines) or _find_in_middle(lines)
    if not upper:
        return None
    floor = max(word.bottom for word in upper)
    spans = tuple(word.columns for word in upper)
    named = {column for span in spans for column in range(*span)}
    below: dict[int, _Word] = {}
    for word in words:
        if not word.is_wide and word.columns[0] in named and word.top > floor - slack:
            below.setdefault(word.columns[0], word)
    beside = [word for word in words if not named.intersection(range(*word.columns))]
    if set(below) != named or len(named) == len(columns) - 1:
        return None
    low = min(word.bottom for word in below.values())
    if max(word.top for word in below.values()) > low or any(
        word.top < floor - slack and named.intersection(range(*word.columns))
        for word in words
        if word.pieces not in {one.pieces for one in upper}
    ):
        return None
    whole = [word for word in beside if word.top < low]
    if {word.columns[0] for word in whole} != set(range(len(columns) - 1)) - named or any(
        word.is_wide for word in whole
    ):
        return None
    openers = {word.columns[0]: word for word in reversed(whole)}
    if any(abs(word.bottom - low) <= slack for word in openers.values()):
        return None
    height = (floor + min(word.top for word in below.values())) / 2
    return Head(height, spans, frozenset(piece for word in (*upper, *whole) for piece in word.pieces))


def _find_at_left(lines: Sequence[Sequence[_Word]]) -> list[_Word]:
    """Return the words of the first line if they stand over several columns, at the left of them.

    Some line below it has words in all their columns, and in others beside them where nothing stands above.
    """
    opening = sorted(word.columns[0] for word in lines[0])
    for line in lines[1:_DEEPEST]:
        reached = {word.columns[0] for word in line}
        if set(opening) < reached:
            ends = [*opening[1:], max(reached) + 1]
            spans = [
                (at, next((to for to in range(at, end) if to not in reached), end))
                for at, end in zip(opening, ends, strict=True)
            ]
            whole = {column for span in spans for column in range(*span)} == reached
            return (
                [
                    _Word(word.pieces, span)
                    for word, span in zip(sorted(lines[0], key=lambda word: word.columns), spans, strict=True)
                ]
                if whole
                else []
            )
    return []


def _find_in_middle(lines: Sequence[Sequence[_Word]]) -> list[_Word]:
    """Return the words of the first line if each stands in the middle above several words of a line below it.

    All words of that line stand below one of them: it is narrow names that leave its own column to none of them.
    """
    for line in lines[1:_DEEPEST]:
        names = sorted(line, key=lambda word: word.columns)
        found: list[_Word] = []
        at = 0
        for word in sorted(lines[0], key=lambda word: word.left):
            ends = range(at + 2, len(names) + 1)
            end = next((end for end in ends if word.is_above_middle(names[at], names[end - 1])), 0)
            if not end:
                break
            found.append(_Word(word.pieces, (names[at].columns[0], names[end - 1].columns[1])))
            at = end
        if at == len(names) and len(found) == len(lines[0]):
            return found
    return []


def cover(words: Sequence[Piece], columns: Sequence[float]) -> tuple[int, int]:
    """Return the columns, half-open, that words cover; a letter may hang over on both sides."""
    left = words[0].left + words[0].size * _HANGING
    right = max(piece.right for piece in words) - words[0].size * _HANGING
    if right <= left:
        left = right = (left + right) / 2
    reached = [at for at, (start, end) in enumerate(pairwise(columns)) if left < end and right >= start]
    return (reached[0], reached[-1] + 1) if reached else (0, 1)
