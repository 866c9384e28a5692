"""Rows of a table that no rule parts: the one way of parting printed lines into rows that the whole table speaks for.

Takes lines that stand in columns; gives the heights between rows. Every way of parting has a cost: what contradicts
it, added up over all cells. A line that has room for the first word of the next one ends its cell; lines of a cell
stand at one distance, and so do rows; the cells of a row are set at its top or in its middle throughout a table; a
number stands for one row; a rule parts two. The cheapest way is found at once for each distance that rows may have.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from build_tools.hanzi.drafting import FIGURES_RE
from build_tools.hanzi.punctuation import is_han
from build_tools.layout.pieces import Piece, Row, first_token_width, gather_rows
from build_tools.layout.streams import STOPS

# What contradicts: a cell that stays empty, and such cells of one row together; a line that goes on though it had
# room, or had room behind a full stop; lines of a cell, or rows, at another distance; a cell that is set otherwise; a
# second number in a row, a row without one; a row that no rule parts where others are parted; each row.
_EMPTY, _MOST_EMPTY, _ROOM, _ROOM_ENDED, _DISTANCE, _GAP, _ASKEW = 0.7, 2.0, 3.0, 1.5, 3.0, 1.5, 1.0
_SECOND_NUMBER, _NO_NUMBER, _UNRULED, _ROW, _TOGETHER = 5.0, 1.5, 2.5, 0.1, 1.5
# What contradicts that two numbers below each other are one, or that a row's number goes on in words, such as the name
# of the rows below it; letters of the longest that nobody breaks.
_TWO_NUMBERS, _LONGEST_NUMBER = 5.0, 7
# No row that so much contradicts is part of the cheapest way.
_HOPELESS = 12.0
# In letters: room that a line may leave, heights that differ, and distances from line to line.
_SLACK, _LEVEL, _PITCH = 0.4, 0.3, 0.2
# Points: gaps that differ by less are one; how far letters of one line may reach into the next one.
_SAME_GAP, _OVERLAP = 1.5, 0.5
# How far letters may reach over a rule.
_NEAR = 3.0
# In letters, a column as wide as one.
_UPRIGHT = 1.5
_MOST_BLOCKS, _MOST_GAPS, _MOST_PITCHES, _FEWEST_NUMBERS = 24, 5, 3, 2
# In letters, how far lines of one cell stand apart at most.
_FARTHEST = 2.5
ENDED_RE = re.compile(r"[。；！？;!?][”’」』）)]*$")
_NUMBER_RE = re.compile(r"[0-9]{1,3}[ .．、]?")


_Cost = tuple[float, float, float]
"""What contradicts a row; what does, too, if cells stand at the top of their rows, or in the middle."""


@dataclass(frozen=True)
class _Line:
    """A printed line of one cell: which columns it covers (half-open), and whether the next one's word had no room."""

    row: Row
    first: int
    last: int


def part_rows(pieces: Sequence[Piece], columns: Sequence[float], rules: Sequence[float] = ()) -> list[float]:
    """Return the heights at which pieces that stand in `columns` are parted into rows.

    Those of `rules`, from top to bottom, are among them where something stands on both sides.
    """
    blocks = _find_blocks(_cut_lines(pieces, columns), rules)
    if len(blocks) < 2:
        return []
    starts = _Search(blocks, len(columns) - 1, rules).starts()
    return [
        rules[bisect_left(rules, above)] if _has_rule(rules, above, below) else (above + below) / 2
        for above, below in (
            (max(line.row.bottom for line in blocks[at - 1]), min(line.row.top for line in blocks[at])) for at in starts
        )
    ]


def is_counted(texts: Sequence[str]) -> bool:
    """Whether cells of a first column are the numbers of rows."""
    return sum(_NUMBER_RE.fullmatch(text) is not None for text in texts) >= _FEWEST_NUMBERS


def row_cells(row: Row, columns: Sequence[float]) -> list[str]:
    """Return what a printed row has in each column."""
    texts = [""] * (len(columns) - 1)
    for piece in row.shown:
        at = next((at for at, side in enumerate(columns[1:]) if piece.middle < side), len(texts) - 1)
        texts[at] += piece.text
    return texts


def _cut_lines(pieces: Sequence[Piece], columns: Sequence[float]) -> list[_Line]:
    by_columns: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.gone:
            continue
        inner = columns[1:-1]
        first = sum(side <= piece.middle for side in inner)
        covered = sum(side < piece.left for side in inner), sum(side < piece.right for side in inner)
        within = columns[first] - piece.size <= piece.left and piece.right <= columns[first + 1] + piece.size
        first, last = (first, first) if within else covered
        by_columns.setdefault((first, last + 1), []).append(piece)
    return [_Line(row, *covered) for covered, own in by_columns.items() for row in gather_rows(own)]


def _has_rule(rules: Sequence[float], top: float, bottom: float) -> bool:
    at = bisect_left(rules, top)
    return at < len(rules) and rules[at] <= bottom


def _find_blocks(lines: Sequence[_Line], rules: Sequence[float]) -> list[list[_Line]]:
    """Return the lines in groups with blank, or a rule, above and below them over the whole width."""
    blocks: list[list[_Line]] = []
    reach = -inf
    for line in sorted(lines, key=lambda line: line.row.top):
        half = line.row.size / 2
        ruled = bool(blocks) and _has_rule(rules, reach - half, line.row.top + half)
        if blocks and line.row.top < reach - _OVERLAP and not ruled:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        reach = max(reach, line.row.bottom)
    return blocks


class _Search:
    """The costs of rows of a table, each of some of its blocks."""

    def __init__(self, blocks: Sequence[Sequence[_Line]], width: int, rules: Sequence[float]) -> None:
        self.blocks, self.width = blocks, width
        spans = [(min(line.row.top for line in one), max(line.row.bottom for line in one)) for one in blocks]
        self.gaps = [below[0] - above[1] for above, below in pairwise(spans)]
        self.ruled = [_has_rule(rules, above[1] - _NEAR, below[0] + _NEAR) for above, below in pairwise(spans)]
        self.rooms = _measure_columns(blocks)
        # Where words stand upright, one letter a line, each line of their row has one.
        upright = any(
            self.rooms.get(line.first, inf) < _UPRIGHT * line.row.size and is_han(line.row.text[:1])
            for one in blocks
            for line in one
        )
        self.whole = [len({line.first for line in one}) == width > 1 and not upright for one in blocks]
        self.columns: dict[int, list[tuple[int, Row]]] = {}
        for at, block in enumerate(blocks):
            for line in sorted(block, key=lambda line: line.row.bottom):
                self.columns.setdefault(line.first, []).append((at, line.row))
        self.last_ruled = [0]
        for at, ruled in enumerate(self.ruled, 1):
            self.last_ruled.append(at if ruled else self.last_ruled[-1])
        numbers = [sum(_is_number(line) for line in one) for one in blocks]
        self.is_counted = sum(numbers) >= _FEWEST_NUMBERS
        self.numbers = numbers if self.is_counted else [0] * len(blocks)
        self.first_number = next((at for at, count in enumerate(self.numbers) if count), len(blocks))

    def starts(self) -> list[int]:
        """Return the blocks, the first left out, with which rows open."""
        best: tuple[float, list[int]] = inf, []
        for pitch in self._pitches():
            costs = self._costs(pitch)
            for gap in self._candidates():
                for style in range(2):
                    best = min(best, self._solve(costs, gap, style))
        return best[1]

    def _candidates(self) -> list[float]:
        found: Counter[float] = Counter(
            round(gap / _SAME_GAP) * _SAME_GAP for gap, ruled in zip(self.gaps, self.ruled, strict=True) if not ruled
        )
        return [gap for gap, _ in found.most_common(_MOST_GAPS)] or [0.0]

    def _solve(self, costs: dict[tuple[int, int], _Cost], gap: float, style: int) -> tuple[float, list[int]]:
        """Return the least cost, and where rows open, if rows are `gap` apart and cells are set in one style."""
        count = len(self.blocks)
        least = [0.0] + [inf] * count
        origin = [0] * (count + 1)
        for (start, end), cost in costs.items():
            edge = 0.0
            if start and not self.ruled[start - 1]:
                edge = (_GAP if abs(self.gaps[start - 1] - gap) > _SAME_GAP else 0.0) + _UNRULED * self._is_parted
            total = least[start] + cost[0] + cost[1 + style] + edge
            if total < least[end]:
                least[end], origin[end] = total, start
        starts: list[int] = []
        at = origin[count]
        while at:
            starts.append(at)
            at = origin[at]
        return least[count], starts[::-1]

    @property
    def _is_parted(self) -> bool:
        """Whether rules part rows and not only the head."""
        return sum(self.ruled) > 1

    def _costs(self, pitch: float) -> dict[tuple[int, int], _Cost]:
        """Return what contradicts a row of the blocks `start:end`, for all that may be one, by their ends."""
        follows: dict[int, list[tuple[int, float]]] = {}
        for column, lines in self.columns.items():
            for (block, one), (other, next_one) in pairwise(lines):
                follows.setdefault(block, []).append((other, self._break_cost(column, one, next_one, pitch)))
        costs: dict[tuple[int, int], _Cost] = {}
        for end in range(1, len(self.blocks) + 1):
            ends: dict[int, Row] = {}
            firsts: dict[int, Row] = {}
            covered: set[int] = set()
            broken, numbers = 0.0, 0
            for start in range(end - 1, max(-1, end - 1 - _MOST_BLOCKS, self.last_ruled[end - 1] - 1), -1):
                if start + 1 < end:
                    broken += _TOGETHER * self.whole[start + 1]
                broken += sum(cost for other, cost in follows.get(start, ()) if other < end)
                numbers += self.numbers[start]
                for line in reversed(self.blocks[start]):
                    firsts[line.first] = line.row
                    ends.setdefault(line.first, line.row)
                    covered.update(range(line.first, line.last))
                against = broken + _SECOND_NUMBER * max(0, numbers - 1)
                if against > _HOPELESS:
                    break
                against += _ROW + min(_MOST_EMPTY, _EMPTY * (self.width - len(covered)))
                against += _NO_NUMBER * (not numbers and end - 1 > self.first_number)
                top, bottom = min(row.top for row in firsts.values()), max(row.bottom for row in ends.values())
                askew = [
                    (firsts[at].top - top > _LEVEL * firsts[at].size,
                     abs(firsts[at].top - top - bottom + ends[at].bottom) > 2 * _LEVEL * firsts[at].size)
                    for at in firsts
                ]  # fmt: skip
                costs[start, end] = (
                    against,
                    _ASKEW * sum(one for one, _ in askew),
                    _ASKEW * sum(one for _, one in askew),
                )
        return costs

    def _break_cost(self, column: int, one: Row, other: Row, pitch: float) -> float:
        """Return what contradicts that a line of a cell goes on in another one."""
        cost = 0.0
        if abs(other.bottom - one.bottom - pitch) > _PITCH * one.size:
            cost += _DISTANCE
        if _are_numbers(one.text, other.text) or (not column and self.is_counted and _NUMBER_RE.fullmatch(one.text)):
            cost += _TWO_NUMBERS
        elif not self._is_full(column, one, other):
            cost += _ROOM_ENDED if ENDED_RE.search(one.text) else _ROOM
        return cost

    def _is_full(self, column: int, one: Row, other: Row) -> bool:
        return self.rooms.get(column, inf) - (one.right - one.left) < first_token_width(other) + _SLACK * one.size

    def _pitches(self) -> list[float]:
        """Return the distances at which lines that are full are followed by another one in their column."""
        found = sorted(
            other.bottom - one.bottom
            for column, lines in self.columns.items()
            for (_, one), (_, other) in pairwise(lines)
            if self._is_full(column, one, other) and 0 < other.bottom - one.bottom < _FARTHEST * one.size
        )
        distinct = [at for before, at in pairwise([-inf, *found]) if at - before > _SAME_GAP]
        return distinct[:_MOST_PITCHES] or [0.0]


def _measure_columns(blocks: Sequence[Sequence[_Line]]) -> dict[int, float]:
    """Return how wide the widest line of each column is, a stop or a quote that may hang over its end left out."""
    widest: dict[int, float] = {}
    for block in blocks:
        for line in block:
            if line.last - line.first == 1:
                width = line.row.right - line.row.left - line.row.size * line.row.text.endswith(STOPS) / 2
                widest[line.first] = max(widest.get(line.first, 0.0), width)
    return widest


def _are_numbers(one: str, other: str) -> bool:
    """Whether each of two texts is a number, and whole, however little room is left behind it."""
    is_whole = one[-1:].isdecimal() and other[:1].isdecimal() and len(one) <= _LONGEST_NUMBER
    return is_whole and all(map(FIGURES_RE.fullmatch, (one, other)))


def _is_number(line: _Line) -> bool:
    return line.first == 0 and line.last == 1 and _NUMBER_RE.fullmatch(line.row.text) is not None
