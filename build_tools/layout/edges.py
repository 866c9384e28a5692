"""Drawn edges → the rules of tables: edges in line with each other are made one.

Takes `ReadPage.edges`; gives level and upright segments. Word processors draw the border of each cell apart, twice at
times, and a few tenths of a point out of line.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_tools.model.reading import Box

# Points: edges that near to each other are one, ends that near meet.
SNAP, JOIN = 3.0, 3.0


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A level segment at height `at` from `start` to `end` (from left to right), or an upright one."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        """Whether it reaches from `start` to `end`, nearly."""
        return self.start - JOIN <= start and end <= self.end + JOIN


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page."""

    level: tuple[Segment, ...]
    upright: tuple[Segment, ...]


def read_rules(edges: Iterable[Box]) -> Rules:
    """Return the rules that a page's edges make."""
    level: list[Segment] = []
    upright: list[Segment] = []
    for left, top, right, bottom in edges:
        if right - left >= bottom - top:
            level.append(Segment(top, left, right))
        else:
            upright.append(Segment(left, top, bottom))
    return Rules(join_segments(level), join_segments(upright))


def join_segments(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the segments with those in line put on one line, and those that meet or overlap made one."""
    by_place: defaultdict[float, list[Segment]] = defaultdict(list)
    place = last = float("-inf")
    for segment in sorted(segments):
        if segment.at - last > SNAP or segment.at - place > 2 * SNAP:
            place = segment.at
        last = segment.at
        by_place[place].append(segment)
    joined: list[Segment] = []
    for group in by_place.values():
        # Where most of it stands.
        length = sum(segment.end - segment.start for segment in group) or 1.0
        at = sum(segment.at * (segment.end - segment.start) for segment in group) / length
        start = end = float("-inf")
        for segment in sorted(group, key=lambda segment: segment.start):
            if segment.start > end + JOIN:
                if end > start:
                    joined.append(Segment(round(at, 1), start, end))
                start, end = segment.start, segment.end
            else:
                end = max(end, segment.end)
        joined.append(Segment(round(at, 1), start, end))
    return tuple(sorted(joined))
