"""Candidate labels → the reading of the whole document that fits best.

Whether `3.` opens item 3 or begins 3.6 %, and whether `1.` restarts or a number runs through, cannot be known
from one line. So every candidate is weighed within all of them: a beam search over the document keeps the best
readings so far, each a stack of open rungs, and adds for each accepted label how well it continues that stack.
Depth comes out of the numbering itself (as in eregs' depth constraints), not out of a fixed table.

Takes candidates in document order; gives the accepted ones, each with the depth at which it stands. Time is
linear in the number of candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from build_tools.model.division import Kind
from build_tools.parse.markers import Marker

# How many readings are kept. On seventeen plans 24 give the same trees as 200, and 8 do not.
_BEAM = 24

# A document with more labels than this is searched with fewer readings, so that time stays linear.
_MANY = 4000
_NARROWEST = 4
# No plan nests deeper; what claims to is a list of numbers.
_DEEPEST = 10

# Log-odds of how a label continues the numbering before it.
_NEXT = 3.0  # 2 behind 1
_FIRST = 2.0  # 1 below another rung
_THROUGH = 2.5  # 5 opens a clause whose predecessor ended with 4
_RESTART = -2.5  # 1 behind 4 with nothing between
_REPEAT = -3.0  # 2 behind 2
_JUMP = -1.0  # 5 behind 3, and a little more for each number missing
_LATE = -3.0  # a rung that opens with another number than 1
_UNDER_ITSELF = -4.6  # a rung below one that by custom nests inside it: a little worse than a restart
_SAME_STYLE = 0.6  # the same signs around the number as before
_BOX_RANK = 90
_PARTS = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A marker and where it stands: `block` counts the document's blocks from 0."""

    block: int
    marker: Marker


@dataclass(frozen=True, slots=True)
class Scope:
    """A structural line: a box opens (`nested`), or an annex begins a numbering of its own."""

    block: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An accepted candidate or scope.

    Attributes:
        candidate: what was accepted; None for a scope.
        block: its block.
        depth: open divisions around it.
        doubt: name of a diagnostic ("numbering-jump", "numbering-repeat", "numbering-late"), or "".
        expected: the number that the one before led to expect.
    """

    candidate: Candidate | None
    block: int
    depth: int
    doubt: str = ""
    expected: int = 0


class _Entry(NamedTuple):
    kind: Kind
    depth: int  # components of a decimal number
    rank: int
    ordinal: int
    style: str
    numbers: tuple[int, ...] = ()  # all components of a decimal number


class _Trail(NamedTuple):
    """Decisions so far, newest first."""

    placed: Placed
    before: _Trail | None


class _Reading(NamedTuple):
    score: float
    stack: tuple[_Entry, ...]
    through: tuple[tuple[Kind, int, int], ...]  # (kind, depth, last number), whatever the parent
    trail: _Trail | None


def place_candidates(events: list[Candidate | Scope]) -> list[Placed]:
    """Return the accepted candidates and the scopes in order; candidates at one place exclude each other."""
    readings = [_Reading(0.0, (), (), None)]
    beam = max(_NARROWEST, min(_BEAM, _BEAM * _MANY // max(len(events), 1)))
    at = 0
    while at < len(events):
        event = events[at]
        if isinstance(event, Scope):
            readings = [_enter_scope(reading, event) for reading in readings]
            at += 1
            continue
        group = [event]
        while at + len(group) < len(events):
            other = events[at + len(group)]
            if not isinstance(other, Candidate) or not _overlaps(event, other):
                break
            group.append(other)
        at += len(group)
        readings = _prune([*readings, *(new for reading in readings for new in _accept_any(reading, group))], beam)
    trail = max(readings, key=lambda reading: reading.score).trail
    placed: list[Placed] = []
    while trail is not None:
        placed.append(trail.placed)
        trail = trail.before
    return placed[::-1]


def _overlaps(one: Candidate, other: Candidate) -> bool:
    return one.block == other.block and other.marker.start < one.marker.end


def _prune(readings: list[_Reading], beam: int) -> list[_Reading]:
    best: dict[tuple[object, ...], _Reading] = {}
    for reading in readings:
        key = (reading.stack, reading.through)
        if key not in best or best[key].score < reading.score:
            best[key] = reading
    return sorted(best.values(), key=lambda reading: -reading.score)[:beam]


def _enter_scope(reading: _Reading, scope: Scope) -> _Reading:
    if scope.nested:
        # A box never stands in a box, nor in a dash item or a numbered sentence of one.
        stack = reading.stack
        for index, entry in enumerate(stack):
            if entry.kind is Kind.BOX:
                stack = stack[:index]
                break
        while stack and stack[-1].kind is Kind.DASH:
            stack = stack[:-1]
        placed = Placed(None, scope.block, len(stack))
        stack = (*stack, _Entry(Kind.BOX, 1, _BOX_RANK, 0, ""))
        return reading._replace(stack=stack, trail=_Trail(placed, reading.trail))
    return reading._replace(stack=(), through=(), trail=_Trail(Placed(None, scope.block, 0), reading.trail))


def _accept_any(reading: _Reading, group: list[Candidate]) -> list[_Reading]:
    return [new for candidate in group for new in _accept(reading, candidate)]


def _accept(reading: _Reading, candidate: Candidate) -> list[_Reading]:
    """All ways in which the candidate can continue a reading."""
    marker = candidate.marker
    stack = reading.stack
    ways: list[_Reading] = []
    kind, depth, rank = marker.rung.kind, marker.depth, marker.rung.rank
    same = [index for index, entry in enumerate(stack) if entry.kind is kind and entry.depth == depth]
    # Continue an open rung of the same kind: the innermost, or one further out.
    for index in reversed(same):
        gain, doubt, expected = _continue(stack[index], marker)
        ways.append(_push(reading, stack[:index], candidate, gain, doubt, expected))
    # Open a rung below what customarily holds it, inside the box or outside of it.
    bases = {_base(stack, rank, depth, kind)}
    box = next((index for index, entry in enumerate(stack) if entry.kind is Kind.BOX), None)
    if box is not None:
        outside = _base(stack[:box], rank, depth, kind)
        # A box holds no chapter of its document.
        bases = {outside} if kind in _PARTS else {*bases, outside}
    for base in sorted(bases, key=len):
        if len(base) >= _DEEPEST or any(
            entry.kind is kind and entry.depth == depth for entry in stack[len(base) : len(base) + 1]
        ):
            continue  # that would be a sibling, not an opening
        gain, doubt, expected = _open(reading, base, marker)
        if box is not None and len(base) <= box and kind not in _PARTS:
            gain -= 1.0  # leaving a box without a number that says so
        ways.append(_push(reading, base, candidate, gain, doubt, expected))
    # Nest against custom: 一、 inside （一）, 1. inside （1）.
    fits = len(stack) < _DEEPEST and len(same) < 2 and kind is not Kind.DASH
    counted = kind is Kind.ACTION and bool(stack) and stack[-1].kind is kind and not same
    if fits and counted and marker.ordinal > 1 and _open(reading, stack, marker)[1] == "":
        # 任务3 in 行动二, where 任务 is counted through.
        ways.append(_push(reading, stack, candidate, _THROUGH + _SAME_STYLE / 2, "", marker.ordinal))
    if fits and marker.ordinal == 1 and stack and stack[-1].rank >= rank and stack[-1].kind is not Kind.DASH:
        # Decimals are a ladder of their own, inside which the customary one may begin anew.
        # So may any counted word in any other: 任务一 in 行动一, 工程一 in 任务一.
        free = stack[-1].kind is Kind.DECIMAL or (kind is Kind.ACTION and stack[-1].kind is kind)
        gain = _FIRST + (_SAME_STYLE / 2 if free else _UNDER_ITSELF)
        ways.append(_push(reading, stack, candidate, gain, "", 1))
    return ways


def _base(stack: tuple[_Entry, ...], rank: int, depth: int, kind: Kind) -> tuple[_Entry, ...]:
    """The part of the stack that stays open when a rung of `rank` opens."""
    for index, entry in enumerate(stack):
        if entry.kind is Kind.BOX:
            inner = _base(stack[index + 1 :], rank, depth, kind)
            return (*stack[: index + 1], *inner)
        if entry.rank > rank or (entry.kind is kind and entry.depth >= depth):
            return stack[:index]
    return stack


def _continue(entry: _Entry, marker: Marker) -> tuple[float, str, int]:
    if marker.rung.kind is Kind.DASH:
        return 0.5, "", 0
    if marker.numbers[:-1] != entry.numbers[:-1]:
        # 2.1 behind 1.2: the 2 between them is not printed.
        follows = marker.ordinal == 1 and marker.numbers[:-1] == (*entry.numbers[:-2], entry.numbers[-2] + 1)
        return (_THROUGH if follows else _LATE), ("" if follows else "numbering-late"), 1
    expected = entry.ordinal + 1
    gain = _SAME_STYLE if entry.style == marker.style else -_SAME_STYLE
    if marker.ordinal == expected:
        return gain + _NEXT, "", expected
    if marker.ordinal == 1:
        return gain + _RESTART, "numbering-restart", expected
    if marker.ordinal <= entry.ordinal:
        return gain + _REPEAT, "numbering-repeat", expected
    return gain + _JUMP - 0.3 * min(marker.ordinal - expected, 10), "numbering-jump", expected


def _open(reading: _Reading, base: tuple[_Entry, ...], marker: Marker) -> tuple[float, str, int]:
    if marker.rung.kind is Kind.DASH:
        return 0.5, "", 0
    if marker.depth > 1 and not _decimal_fits(base, marker):
        orphan = marker.ordinal == 1 and not (base and base[-1].kind in (Kind.DECIMAL, Kind.POINT))
        return (_FIRST - 1.0 if orphan else _LATE), ("" if orphan else "numbering-late"), 1
    if marker.ordinal == 1:
        return _FIRST, "", 1
    last = next((n for kind, depth, n in reading.through if (kind, depth) == (marker.rung.kind, marker.depth)), 0)
    if last and marker.ordinal == last + 1:
        return _THROUGH, "", last + 1
    return _LATE - 0.3 * min(marker.ordinal, 10), "numbering-late", last + 1 if last else 1


def _decimal_fits(base: tuple[_Entry, ...], marker: Marker) -> bool:
    """Whether 1.2 opens below an open 1 (as a decimal, or as a point)."""
    if not base or base[-1].kind not in (Kind.DECIMAL, Kind.POINT):
        return False
    return (base[-1].numbers or (base[-1].ordinal,)) == marker.numbers[:-1]


def _push(
    reading: _Reading, base: tuple[_Entry, ...], candidate: Candidate, gain: float, doubt: str, expected: int
) -> _Reading:
    marker = candidate.marker
    entry = _Entry(marker.rung.kind, marker.depth, marker.rung.rank, marker.ordinal, marker.style, marker.numbers)
    key = (marker.rung.kind, marker.depth)
    through = (
        *(item for item in reading.through if (item[0], item[1]) != key),
        (marker.rung.kind, marker.depth, marker.ordinal),
    )
    placed = Placed(candidate, candidate.block, len(base), doubt, expected)
    return _Reading(
        reading.score + marker.belief + gain,
        (*base, entry),
        tuple(sorted(through)),
        _Trail(placed, reading.trail),
    )
