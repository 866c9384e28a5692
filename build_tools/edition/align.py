"""Two sequences → what answers to what: units that are equal, then characters.

Work is bounded, whatever the texts: units are anchored on those that stand once on both sides, between which the
search goes on to a fixed depth; characters are compared where an estimate of the work, the number of pairs of equal
characters, stays small and an allowance for the whole text is not used up. What is too much is given as one block,
and said to be coarse.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_DEPTH = 6  # times that the search between anchors looks for new ones
_MOST_EQUAL = 200_000  # pairs of equal characters; a paragraph of 3,000 characters against itself has some 110,000
_LONGEST = 6_000  # characters of a side
_SENTENCE_RE = re.compile(r"[^。；！？\n]*(?:[。；！？\n]+|\Z)")
_SHORT = 8  # texts of fewer characters may share next to nothing and still answer to each other
_LEAST_COMMON = 1 / 3  # of the shorter text; what shares less is another text, and its common characters chance


@dataclass(frozen=True, slots=True)
class Segment:
    """`ours[start:end]` against `theirs[other_start:other_end]`, equal or not."""

    start: int
    end: int
    other_start: int
    other_end: int
    is_equal: bool


@dataclass
class Effort:
    """How much comparing of characters is still allowed for two texts as a whole.

    The unit is a pair of equal characters looked at once, for each block found: the most that `SequenceMatcher` may go
    through. Half a million characters rewritten throughout took 270 million units and 3 seconds.
    """

    left: int = 500_000_000


def match_units(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Return (index, index) of equal units, both rising: at both ends, then those that stand once on either side."""
    found: list[tuple[int, int]] = []
    gaps = [(0, len(ours), 0, len(theirs), _DEPTH)]
    while gaps:
        a, b, c, d, depth = gaps.pop()
        while a < b and c < d and ours[a] == theirs[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and ours[b - 1] == theirs[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d or not depth:
            continue
        anchors = _longest_rise(_unique(ours[a:b], theirs[c:d]))
        if anchors:
            edges = [(-1, -1), *anchors, (b - a, d - c)]
            found.extend((a + one, c + other) for one, other in anchors)
            for (one, other), (next_one, next_other) in pairwise(edges):
                gaps.append((a + one + 1, a + next_one, c + other + 1, c + next_other, depth - 1))
    return sorted(found)


def list_gaps(
    matched: Sequence[tuple[int, int]], ours: int, theirs: int
) -> Iterator[tuple[range, range, tuple[int, int] | None]]:
    """Yield what lies before each match, with the match, and what lies behind the last one with None."""
    a = c = 0
    for one, other in matched:
        yield range(a, one), range(c, other), (one, other)
        a, c = one + 1, other + 1
    yield range(a, ours), range(c, theirs), None


def _unique(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Return (index, index) of what stands exactly once on both sides, by the first."""
    counts, other_counts = Counter(ours), Counter(theirs)
    places = {unit: number for number, unit in enumerate(theirs) if other_counts[unit] == 1}
    return [(number, places[unit]) for number, unit in enumerate(ours) if counts[unit] == 1 and unit in places]


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers rise (patience sorting)."""
    tops: list[int] = []  # the least second number that ends a rise of each length
    last: list[int] = []  # the pair it belongs to
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        pile = bisect_left(tops, other)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [other]
        last[pile : pile + 1] = [number]
    rise: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        rise.append(pairs[number])
        number = before[number]
    return rise[::-1]


def align_characters(ours: str, theirs: str, effort: Effort) -> tuple[list[Segment], bool]:
    """Return blocks that cover both texts, equal and unequal ones in turn, and whether they are coarse."""
    blocks, is_coarse = _trim(ours, theirs, effort, by_sentence=True)
    return _merge(blocks), is_coarse


def is_alike(ours: str, theirs: str, blocks: Sequence[Segment]) -> bool:
    """Whether two texts share enough for their common characters to mean anything."""
    shorter = min(len(ours), len(theirs))
    common = sum(block.end - block.start for block in blocks if block.is_equal)
    return shorter < _SHORT or common >= shorter * _LEAST_COMMON


def _trim(ours: str, theirs: str, effort: Effort, *, by_sentence: bool) -> tuple[list[Segment], bool]:
    """Set equal ends aside and compare what is between them."""
    shorter = min(len(ours), len(theirs))
    head = next((n for n in range(shorter) if ours[n] != theirs[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if ours[-1 - n] != theirs[-1 - n]), rest)
    end, other_end = len(ours) - tail, len(theirs) - tail
    inner, is_coarse = _compare(ours[head:end], theirs[head:other_end], effort, by_sentence=by_sentence)
    blocks = [Segment(0, head, 0, head, True), *_shift(inner, head, head)]
    return [*blocks, Segment(end, len(ours), other_end, len(theirs), True)], is_coarse


def _compare(ours: str, theirs: str, effort: Effort, *, by_sentence: bool) -> tuple[list[Segment], bool]:
    whole = [Segment(0, len(ours), 0, len(theirs), False)]
    if not ours or not theirs:
        return whole, False
    equal = _count_equal(ours, theirs)
    if equal <= _MOST_EQUAL and max(len(ours), len(theirs)) <= _LONGEST and effort.left > 0:
        codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        effort.left -= equal * len(codes)
        return [Segment(a, b, c, d, tag == "equal") for tag, a, b, c, d in codes], False
    if not by_sentence:
        return whole, True
    return _compare_sentences(ours, theirs, effort)


def _compare_sentences(ours: str, theirs: str, effort: Effort) -> tuple[list[Segment], bool]:
    """Pair equal sentences, and compare the characters of what stands between them."""
    cuts, other_cuts = _cut_sentences(ours), _cut_sentences(theirs)
    sentences = [ours[a:b] for a, b in pairwise(cuts)]
    others = [theirs[c:d] for c, d in pairwise(other_cuts)]
    blocks: list[Segment] = []
    is_coarse = False
    for mine, yours, match in list_gaps(match_units(sentences, others), len(sentences), len(others)):
        a, b, c, d = cuts[mine.start], cuts[mine.stop], other_cuts[yours.start], other_cuts[yours.stop]
        inner, coarse = _trim(ours[a:b], theirs[c:d], effort, by_sentence=False)
        blocks += _shift(inner, a, c)
        is_coarse |= coarse
        if match:
            one, other = match
            blocks.append(Segment(cuts[one], cuts[one + 1], other_cuts[other], other_cuts[other + 1], True))
    return blocks, is_coarse


def _cut_sentences(text: str) -> list[int]:
    """Return where sentences begin, and the length of the text."""
    return [0, *(found.end() for found in _SENTENCE_RE.finditer(text) if found[0])]


def _count_equal(ours: str, theirs: str) -> int:
    counts = Counter(theirs)
    return sum(number * counts[char] for char, number in Counter(ours).items())


def _shift(blocks: Sequence[Segment], by: int, other_by: int) -> list[Segment]:
    return [
        Segment(one.start + by, one.end + by, one.other_start + other_by, one.other_end + other_by, one.is_equal)
        for one in blocks
    ]


def _merge(blocks: Sequence[Segment]) -> list[Segment]:
    """Return the blocks without empty ones, neighbours of one sort joined."""
    merged: list[Segment] = []
    for one in blocks:
        if one.start == one.end and one.other_start == one.other_end:
            continue
        if merged and merged[-1].is_equal == one.is_equal:
            first = merged.pop()
            merged.append(Segment(first.start, one.end, first.other_start, one.other_end, one.is_equal))
        else:
            merged.append(one)
    return merged
