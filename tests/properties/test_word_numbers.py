"""Automatic numbers of random lists against a slow and separate count, which looks at all that came before each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from build_tools.reading.docx_numbering import Counters, Level, List

DEPTH = 4


@dataclass(frozen=True)
class Made:
    levels: tuple[Level, ...]
    starts: tuple[dict[int, int], ...]  # of each instance
    paragraphs: tuple[tuple[int, int], ...]  # (instance, level)


def make_lists(random: Random) -> Made:
    levels = tuple(
        Level(
            start=random.randint(0, 3),
            text="/".join(f"%{place + 1}" for place in range(at + 1)),
            restart=random.choice((None, 0, *range(1, at + 1))),
        )
        for at in range(DEPTH)
    )
    starts = tuple(
        {random.randrange(DEPTH): random.randint(0, 5) for _ in range(random.randint(0, 2))}
        for _ in range(random.randint(1, 3))
    )
    paragraphs = range(random.randint(0, 25))
    return Made(levels, starts, tuple((random.randrange(len(starts)), random.randrange(DEPTH)) for _ in paragraphs))


def start_of(made: Made, instance: int, level: int) -> int:
    return made.starts[instance].get(level, made.levels[level].start)


def ends(made: Made, level: int, other: int) -> bool:
    """Whether a paragraph of level `other` ends the count of `level`."""
    limit = made.levels[level].restart
    return other < (level if limit is None else limit)


def count(made: Made, at: int, level: int) -> int:
    """The value of a level at a paragraph: walk back to where its count began, then forward."""
    begin = 0
    for before in range(at, -1, -1):
        instance, other = made.paragraphs[before]
        # A paragraph of the level itself counts before anything above it could end the count.
        if other < level and before < at and ends(made, level, other):
            begin = before + 1
            break
    value: int | None = None
    for now in range(begin, at + 1):
        instance, other = made.paragraphs[now]
        if other == level:
            first = all(made.paragraphs[past] != (instance, level) for past in range(now))
            if level in made.starts[instance] and first:
                value = made.starts[instance][level]
            else:
                value = start_of(made, instance, level) if value is None else value + 1
        elif other > level and value is None:
            value = start_of(made, instance, level)
    assert value is not None
    return value


@given(st.integers(0, 2**32))
def test_numbers_are_those_of_a_slow_count(seed: int) -> None:
    made = make_lists(Random(seed))
    lists = {
        str(number): List(
            "0",
            {at: replace(level, start=starts.get(at, level.start)) for at, level in enumerate(made.levels)},
            starts,
        )
        for number, starts in enumerate(made.starts)
    }
    counters = Counters(lists)
    for at, (instance, level) in enumerate(made.paragraphs):
        printed = counters.count(str(instance), level)
        assert printed is not None
        assert printed.text == "/".join(str(count(made, at, above)) for above in range(level + 1))
