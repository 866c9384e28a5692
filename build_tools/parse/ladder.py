"""Candidate labels → the reading of the whole document that fits best.

Whether `3.` opens item 3 or begins 3.6 %, and whether `1.` restarts or a number runs through, cannot be known
from one line. So every candidate is weighed within all of them: a beam search over the document keeps the best
readings so far, each a stack of open rungs, and adds for each accepted label how well it continues that stack.
Depth comes out of the numbering itself (as in eregs' depth constraints), not out of a fixed table.

Takes candidates in document order; gives the accepted ones, each with the depth at which it stands. Time is
linear in the number of candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from build_tools.hanzi.punctuation import CLAUSE_STOP_RE
from build_tools.model.division import Kind
from build_tools.parse.markers import Marker

# How many readings are kept. On seventeen plans 24 give the same trees as 200, and 8 do not.
_BEAM = 24

# A reading so far behind the best has lost. On 670 documents 8 gives the trees that no limit gives, and 6 does not.
_HOPELESS = 12.0

# A document with more labels than this is searched with fewer readings, so that time stays linear.
_MANY = 4000
_NARROWEST = 4
# No plan nests deeper; what claims to is a list of numbers.
_DEEPEST = 10

# Log-odds of how a label continues the numbering before it.
_NEXT = 3.0  # 2 behind 1
_FIRST = 2.0  # 1 below another rung
_THROUGH = 2.5  # 5 opens a clause whose predecessor ended with 4
_ASTRAY = 0.5  # the same where the predecessor stood elsewhere: 二、 in 第二条 behind a 一、 in none
_TURNED_FIRST, _TURNED = 1.0, 2.0  # 第一条 below 一、, and 第三条 below 二、: seldom, and sure where 一、 goes on
_RESTART = -2.5  # 1 behind 4 with nothing between
_REPEAT = -3.0  # 2 behind 2
_JUMP = -1.0  # 5 behind 3, and a little more for each number missing
_LATE = -3.0  # a rung that opens with another number than 1
_UNDER_ITSELF = -4.6  # a rung below one that by custom nests inside it: a little worse than a restart
_SAME_STYLE = 0.6  # the same signs around the number as before
_SAME_SHAPE = 0.2  # worded like the one before: decides between 3. in a box and 3. behind it
_BOX_RANK = 90
_LONGEST_LEAD = 45
_PARTS = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER})
_BOX, _HEADED, _DASH = Kind.BOX, Kind.HEADED, Kind.DASH  # asked millions of times: a name is found faster than a member
# 一、 stands in an article or a chapter, or holds them.
_TURNING = frozenset({Kind.CHAPTER, Kind.ARTICLE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A marker and where it stands: `block` counts the document's blocks from 0.

    `shape` tells how the text behind it is worded (`read_shape`), "" where that is not known; `level` is its level as a
    heading of the markup (1-6), 0 where it is none.
    """

    block: int
    marker: Marker
    shape: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """A structural line: a box opens (`nested`), or an annex begins a numbering of its own.

    What stands in a box with a frame (`framed`) is none of the events: its numbering is its own (`place_frames`).
    """

    block: int
    nested: bool
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without a number; its level in the markup (1-6) says what it stands in."""

    block: int
    level: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An accepted candidate, a scope or a heading.

    Attributes:
        candidate: what was accepted; None for a scope and for a heading.
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


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """An open rung. Of those that are equal in everything there is one, so that they are told apart as objects."""

    kind: Kind
    depth: int  # components of a decimal number
    rank: int
    ordinal: int
    style: str
    numbers: tuple[int, ...] = ()  # all components of a decimal number
    shape: str = ""
    level: int = 0


_OPEN_BOX = _Entry(Kind.BOX, 1, _BOX_RANK, 0, "")


class _Label(NamedTuple):
    """What the search asks of a candidate, made once and not for every reading."""

    candidate: Candidate
    entry: _Entry
    number: int  # of its kind and depth
    belief: float


# Decisions so far, newest first: (candidate or None, block, depth, doubt, expected, those before).
_Trail = tuple["Candidate | None", int, int, str, int, "_Trail | None"]
# For each kind and depth of labels: the last number, 0 for none, and the kind of the division that it stood in.
_Last = tuple[int, Kind | None]
_Through = tuple[_Last, ...]
# All that decides how a reading can go on.
_State = tuple[tuple[_Entry, ...], _Through]
# A way to go on: what it gains, how many open rungs stay open, the doubt, the number expected.
_Way = tuple[float, int, str, int]
_STAY: _Way = (0.0, 0, "", 0)


class _Reading(NamedTuple):
    score: float
    stack: tuple[_Entry, ...]
    through: _Through
    trail: _Trail | None


def read_shape(text: str) -> str:
    """Return how the text behind a label is worded: "heading", "run-in" (a short first sentence, then more), "text"."""
    stop = CLAUSE_STOP_RE.search(text[:_LONGEST_LEAD])
    if stop is None:
        return "heading" if len(text) < _LONGEST_LEAD else "text"
    return "run-in" if len(text) > stop.end() + 2 else "text"


def place_candidates(events: list[Candidate | Scope | Heading]) -> list[Placed]:
    """Return what is accepted, the scopes and the headings in order; candidates at one place exclude each other."""
    labels, kinds = _make_labels([event for event in events if isinstance(event, Candidate)])
    nothing: _Through = ((0, None),) * kinds
    readings = [_Reading(0.0, (), nothing, None)]
    beam = max(_NARROWEST, min(_BEAM, _BEAM * _MANY // max(len(events), 1)))
    at = 0
    while at < len(events):
        event = events[at]
        if isinstance(event, Scope):
            readings = [_enter_scope(reading, event, nothing) for reading in readings]
            at += 1
            continue
        if isinstance(event, Heading):
            readings = [_enter_heading(reading, event) for reading in readings]
            at += 1
            continue
        group = [next(labels)]
        while at + len(group) < len(events):
            other = events[at + len(group)]
            if not isinstance(other, Candidate) or other.block != event.block:
                break
            if other.marker.start >= event.marker.end:
                break
            group.append(next(labels))
        at += len(group)
        readings = _advance(readings, group, beam)
    trail = max(readings, key=lambda reading: reading.score).trail
    placed: list[Placed] = []
    while trail is not None:
        candidate, block, depth, doubt, expected, trail = trail
        placed.append(Placed(candidate, block, depth, doubt, expected))
    return placed[::-1]


def place_frames(events: list[Candidate | Scope | Heading], framed: list[Candidate | Scope | Heading]) -> list[Placed]:
    """Return what is accepted of a document, and of what stands in the frames of its boxes, in order.

    Args:
        events: of the document, each box with a frame among them.
        framed: the same boxes, each with the labels in its frame.
    """
    places = place_candidates(events)
    depth = {place.block: place.depth for place in places}
    base = 0
    for place in place_candidates(framed) if framed else ():
        if place.candidate is None:
            base = depth[place.block]
        else:
            places.append(replace(place, depth=base + place.depth))
    return sorted(places, key=attrgetter("block"))


def _make_labels(candidates: list[Candidate]) -> tuple[Iterator[_Label], int]:
    """Return what the search asks of each candidate, and how many kinds and depths of labels there are."""
    entries: dict[tuple[object, ...], _Entry] = {}
    numbers: dict[tuple[Kind, int], int] = {}
    labels: list[_Label] = []
    for candidate in candidates:
        marker = candidate.marker
        kind, rank, depth = marker.rung.kind, marker.rung.rank, marker.depth
        said = (kind, depth, rank, marker.ordinal, marker.style, marker.numbers, candidate.shape, candidate.level)
        entry = entries.setdefault(said, _Entry(*said))
        labels.append(_Label(candidate, entry, numbers.setdefault((kind, depth), len(numbers)), marker.belief))
    return iter(labels), len(numbers)


def _advance(readings: list[_Reading], group: list[_Label], beam: int) -> list[_Reading]:
    """Return the best readings behind a place: without any of its labels, or with one of them.

    Of readings that cannot differ from here on, the first of the best stays. What a reading has decided is written
    down for those alone that stay.
    """
    best: dict[_State, tuple[float, _State, _Reading, _Label | None, _Way]] = {}
    for reading in readings:
        state = (reading.stack, reading.through)
        other = best.get(state)
        if other is None or other[0] < reading.score:
            best[state] = (reading.score, state, reading, None, _STAY)
    top = max(reading.score for reading in readings)
    for reading in readings:
        before, stack, through, _ = reading
        for label in group:
            _, entry, number, belief = label
            for way in _find_ways(stack, entry, through[number]):
                gain, held, _, _ = way
                score = before + belief + gain
                if score <= top - _HOPELESS:
                    continue
                top = max(top, score)
                holder = stack[held - 1].kind if held else None
                last = (entry.ordinal, holder)
                state = ((*stack[:held], entry), (*through[:number], last, *through[number + 1 :]))
                other = best.get(state)
                if other is None or other[0] < score:
                    best[state] = (score, state, reading, label, way)
    kept = sorted(best.values(), key=itemgetter(0), reverse=True)[:beam]
    return [
        reading
        if label is None
        else _Reading(score, *state, (label.candidate, label.candidate.block, *way[1:], reading.trail))
        for score, state, reading, label, way in kept
        if score > top - _HOPELESS
    ]


def _enter_scope(reading: _Reading, scope: Scope, nothing: _Through) -> _Reading:
    if scope.nested:
        # A box never stands in a box, nor in a dash item or a numbered sentence of one.
        stack = reading.stack
        for index, entry in enumerate(stack):
            if entry.kind is _BOX:
                stack = stack[:index]
                break
        while stack and stack[-1].kind is _DASH:
            stack = stack[:-1]
        trail: _Trail = (None, scope.block, len(stack), "", 0, reading.trail)
        return reading._replace(stack=reading.stack if scope.framed else (*stack, _OPEN_BOX), trail=trail)
    return reading._replace(stack=(), through=nothing, trail=(None, scope.block, 0, "", 0, reading.trail))


@cache
def _make_headed(level: int) -> _Entry:
    return _Entry(Kind.HEADED, 1, _BOX_RANK, 0, "", level=level)


def _enter_heading(reading: _Reading, heading: Heading) -> _Reading:
    """Open a heading in the innermost division whose own heading is of a higher level."""
    stack = reading.stack
    held = max((at + 1 for at, entry in enumerate(stack) if 0 < entry.level < heading.level), default=0)
    trail: _Trail = (None, heading.block, held, "", 0, reading.trail)
    return reading._replace(stack=(*stack[:held], _make_headed(heading.level)), trail=trail)


def _find_ways(stack: tuple[_Entry, ...], label: _Entry, last: _Last) -> list[_Way]:
    """All ways in which a label can go on behind open rungs; `last` is the last number of its kind."""
    if label.level:
        stack = _below_heading(stack, label.level)
    kind, depth, rank = label.kind, label.depth, label.rank
    ways: list[_Way] = []
    same = 0
    box = headed = None
    # Continue an open rung of the same kind: the innermost, or one further out.
    index = size = len(stack)
    for entry in reversed(stack):
        index -= 1
        held = entry.kind
        if held is kind and entry.depth == depth:
            same += 1
            gain, doubt, expected = _continue(entry, label)
            ways.append((gain, index, doubt, expected))
        elif held is _BOX:
            box = index
        if held is _HEADED and headed is None:
            headed = index
    # Open a rung below what customarily holds it, inside the box or outside of it.
    floor = 0 if headed is None else headed + 1
    bases = [_base(stack, size, label, floor if box is None else max(floor, box + 1))]
    if box is not None and box >= floor:
        outside = _base(stack, box, label, floor)
        # A box holds no chapter of its document.
        bases = [outside] if kind in _PARTS else [outside, *bases]
    for base in bases:
        if base >= _DEEPEST:
            continue
        if base < size and stack[base].kind is kind and stack[base].depth == depth:
            continue  # that would be a sibling, not an opening
        if box is not None and base > box and same and label.ordinal > 1 and kind is not _DASH:
            continue  # in a box a rung that is open around it begins again at 1, or not at all
        gain, doubt, expected = _open(stack, base, label, last)
        if box is not None and base <= box and kind not in _PARTS:
            gain -= 1.0  # leaving a box without a number that says so
        ways.append((gain, base, doubt, expected))
    # Nest against custom: 一、 inside （一）, 1. inside （1）.
    if not stack or size >= _DEEPEST or same > 1 or kind is _DASH:
        return ways
    top = stack[-1]
    counted = kind is Kind.ACTION and top.kind is kind and not same
    if counted and label.ordinal > 1 and _open(stack, size, label, last)[1] == "":
        # 任务3 in 行动二, where 任务 is counted through.
        ways.append((_THROUGH + _SAME_STYLE / 2, size, "", label.ordinal))
    elif kind in _TURNING and top.kind is Kind.SECTION:
        follows = label.ordinal > 1 and label.ordinal == last[0] + 1
        if label.ordinal == 1 or follows:
            ways.append((_TURNED if follows else _TURNED_FIRST, size, "", label.ordinal))
    elif label.ordinal == 1 and top.rank >= rank and top.kind is not _DASH:
        # Decimals are a ladder of their own, inside which the customary one may begin anew.
        # So may any counted word in any other: 任务一 in 行动一, 工程一 in 任务一.
        free = top.kind is Kind.DECIMAL or (kind is Kind.ACTION and top.kind is kind)
        gain = _FIRST + (_SAME_STYLE / 2 if free else _UNDER_ITSELF)
        ways.append((gain, size, "", 1))
    return ways


def _below_heading(stack: tuple[_Entry, ...], level: int) -> tuple[_Entry, ...]:
    """The open divisions that a label of the markup's `level` may stand in."""
    closed = (at for at, entry in enumerate(stack) if entry.kind is Kind.HEADED and entry.level >= level)
    return stack[: next(closed, len(stack))]


def _base(stack: tuple[_Entry, ...], stop: int, label: _Entry, start: int = 0) -> int:
    """How much of `stack[:stop]` stays open when a label's rung opens; what stands before `start` does."""
    kind, depth, rank = label.kind, label.depth, label.rank
    for index in range(start, stop):
        entry = stack[index]
        if entry.rank > rank or (entry.kind is kind and entry.depth >= depth):
            inner = stack[index + 1].rank if index + 1 < stop else entry.rank
            if not inner < entry.rank or inner > rank:
                return index
            # It holds what by custom holds it, and so what stands in that.
    return stop


def _continue(entry: _Entry, label: _Entry) -> tuple[float, str, int]:
    if label.kind is _DASH:
        return 0.5, "", 0
    if label.numbers != entry.numbers and label.numbers[:-1] != entry.numbers[:-1]:
        # 2.1 behind 1.2: the 2 between them is not printed.
        follows = label.ordinal == 1 and label.numbers[:-1] == (*entry.numbers[:-2], entry.numbers[-2] + 1)
        return (_THROUGH if follows else _LATE), ("" if follows else "numbering-late"), 1
    expected = entry.ordinal + 1
    gain = _SAME_STYLE if entry.style == label.style else -_SAME_STYLE
    gain += _SAME_SHAPE if entry.shape == label.shape else -_SAME_SHAPE
    if label.ordinal == expected:
        return gain + _NEXT, "", expected
    if label.ordinal == 1:
        return gain + _RESTART, "numbering-restart", expected
    if label.ordinal <= entry.ordinal:
        return gain + _REPEAT, "numbering-repeat", expected
    return gain + _JUMP - 0.3 * min(label.ordinal - expected, 10), "numbering-jump", expected


def _open(stack: tuple[_Entry, ...], base: int, label: _Entry, last: _Last) -> tuple[float, str, int]:
    if label.kind is _DASH:
        return 0.5, "", 0
    holder = stack[base - 1] if base else None
    if label.depth > 1 and not _decimal_fits(holder, label):
        if last[0] and label.ordinal == last[0] + 1 and not (holder and holder.kind in (Kind.DECIMAL, Kind.POINT)):
            return _ASTRAY, "", last[0] + 1  # 2.3 below the next heading without a number of its own
        orphan = label.ordinal == 1 and (holder is None or holder.kind not in (Kind.DECIMAL, Kind.POINT))
        return (_FIRST - 1.0 if orphan else _LATE), ("" if orphan else "numbering-late"), 1
    if label.ordinal == 1:
        return _FIRST, "", 1
    number, last_holder = last
    if number and label.ordinal == number + 1:
        same = last_holder is (holder.kind if holder is not None else None)
        return (_THROUGH if same else _ASTRAY), "", number + 1
    return _LATE - 0.3 * min(label.ordinal, 10), "numbering-late", number + 1


def _decimal_fits(holder: _Entry | None, label: _Entry) -> bool:
    """Whether 1.2 opens below an open 1 (as a decimal, or as a point)."""
    if holder is None or holder.kind not in (Kind.DECIMAL, Kind.POINT):
        return False
    return (holder.numbers or (holder.ordinal,)) == label.numbers[:-1]
