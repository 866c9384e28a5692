"""Candidate labels → the reading of the whole document that fits best.

Whether `3.` opens item 3 or begins 3.6 %, and whether `1.` restarts or a number runs through, cannot be known
from one line. So every candidate is weighed within all of them: a beam search over the document keeps the best
readings so far, each a stack of open rungs, and adds for each accepted label how well it continues that stack.
Depth comes out of the numbering itself (as in eregs' depth constraints), not out of a fixed table.

Takes candidates in document order; gives the accepted ones, each with the depth at which it stands. Time is
linear in the number of candidates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from build_tools.hanzi.punctuation import CLAUSE_STOP_RE
from build_tools.model.division import Kind
from build_tools.parse.markers import Marker
from build_tools.parse.numbering import Entry, Last, Way, find_ways

# How many readings are kept. On seventeen plans 24 give the same trees as 200, and 8 do not.
_BEAM = 24

# A reading so far behind the best has lost. On 670 documents 8 gives the trees that no limit gives, and 6 does not.
_HOPELESS = 12.0

# A document with more labels than this is searched with fewer readings, so that time stays linear.
_MANY = 4000
_NARROWEST = 4
_BOX_RANK = 90
_LONGEST_LEAD = 45


class Candidate(NamedTuple):
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


Event = Candidate | Scope | Heading


class Placed(NamedTuple):
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


_OPEN_BOX = Entry(Kind.BOX, 1, _BOX_RANK, 0, "")


class _Label(NamedTuple):
    """What the search asks of a candidate, made once and not for every reading."""

    candidate: Candidate
    entry: Entry
    number: int  # of its kind and depth
    belief: float


# Decisions so far, newest first: (candidate or None, block, depth, doubt, expected, those before).
_Trail = tuple["Candidate | None", int, int, str, int, "_Trail | None"]
_Through = tuple[Last, ...]
# All that decides how a reading can go on.
_State = tuple[tuple[Entry, ...], _Through]
_STAY: Way = (0.0, 0, "", 0)


class _Reading(NamedTuple):
    score: float
    stack: tuple[Entry, ...]
    through: _Through
    trail: _Trail | None


def read_shape(text: str) -> str:
    """Return how the text behind a label is worded: "heading", "run-in" (a short first sentence, then more), "text"."""
    stop = CLAUSE_STOP_RE.search(text[:_LONGEST_LEAD])
    if stop is None:
        return "heading" if len(text) < _LONGEST_LEAD else "text"
    return "run-in" if len(text) > stop.end() + 2 else "text"


def place_candidates(events: list[Event]) -> list[Placed]:
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


def place_frames(events: list[Event], framed: list[Event]) -> list[Placed]:
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
            places.append(place._replace(depth=base + place.depth))
    return sorted(places, key=attrgetter("block"))


def _make_labels(candidates: list[Candidate]) -> tuple[Iterator[_Label], int]:
    """Return what the search asks of each candidate, and how many kinds and depths of labels there are."""
    entries: dict[tuple[object, ...], Entry] = {}
    numbers: dict[tuple[Kind, int], int] = {}
    labels: list[_Label] = []
    for candidate in candidates:
        marker = candidate.marker
        kind, rank, depth = marker.rung.kind, marker.rung.rank, marker.depth
        said = (kind, depth, rank, marker.ordinal, marker.style, marker.numbers, candidate.shape, candidate.level)
        entry = entries.setdefault(said, Entry(*said))
        labels.append(_Label(candidate, entry, numbers.setdefault((kind, depth), len(numbers)), marker.belief))
    return iter(labels), len(numbers)


def _advance(readings: list[_Reading], group: list[_Label], beam: int) -> list[_Reading]:
    """Return the best readings behind a place: without any of its labels, or with one of them.

    Of readings that cannot differ from here on, the first of the best stays. What a reading has decided is written
    down for those alone that stay.
    """
    found: list[tuple[float, _Reading, _Label | None, Way]] = [(one.score, one, None, _STAY) for one in readings]
    top = max([reading.score for reading in readings])
    for reading in readings:
        for label in group:
            before = reading.score + label.belief
            for way in find_ways(reading.stack, label.entry, reading.through[label.number]):
                score = before + way[0]
                if score > top - _HOPELESS:
                    found.append((score, reading, label, way))
                    top = max(top, score)
    found.sort(key=itemgetter(0), reverse=True)
    kept: dict[_State, _Reading] = {}
    for score, reading, taken, (_, held, doubt, expected) in found:
        if score <= top - _HOPELESS or len(kept) == beam:
            break
        _, stack, through, trail = reading
        if taken is not None:
            candidate, entry, number, _ = taken
            last = (entry.ordinal, stack[held - 1].kind if held else None)
            stack = (*stack[:held], entry)
            through = (*through[:number], last, *through[number + 1 :])
            trail = (candidate, candidate.block, held, doubt, expected, trail)
        kept.setdefault((stack, through), _Reading(score, stack, through, trail))
    return list(kept.values())


def _enter_scope(reading: _Reading, scope: Scope, nothing: _Through) -> _Reading:
    if scope.nested:
        # A box never stands in a box, nor in a dash item or a numbered sentence of one.
        stack = reading.stack
        for index, entry in enumerate(stack):
            if entry.kind is Kind.BOX:
                stack = stack[:index]
                break
        while stack and stack[-1].kind is Kind.DASH:
            stack = stack[:-1]
        trail: _Trail = (None, scope.block, len(stack), "", 0, reading.trail)
        return reading._replace(stack=reading.stack if scope.framed else (*stack, _OPEN_BOX), trail=trail)
    return reading._replace(stack=(), through=nothing, trail=(None, scope.block, 0, "", 0, reading.trail))


@cache
def _make_headed(level: int) -> Entry:
    return Entry(Kind.HEADED, 1, _BOX_RANK, 0, "", level=level)


def _enter_heading(reading: _Reading, heading: Heading) -> _Reading:
    """Open a heading in the innermost division whose own heading is of a higher level."""
    stack = reading.stack
    held = max((at + 1 for at, entry in enumerate(stack) if 0 < entry.level < heading.level), default=0)
    trail: _Trail = (None, heading.block, held, "", 0, reading.trail)
    return reading._replace(stack=(*stack[:held], _make_headed(heading.level)), trail=trail)
