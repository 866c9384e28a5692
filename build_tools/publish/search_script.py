"""Texts in two scripts → the first, and the little that makes the second of it.

Both trees of a site share one index: what it finds is folded to one script anyway. A converted text has as many
characters as its source, and most characters are converted alike everywhere; so the second tree's texts are those of
the first, each character replaced as it is most often, but for some, which are listed with what stands there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from build_tools.publish.search_code import CODES

Tally = Mapping[str, Counter[str]]


def tally_characters(pairs: Iterable[tuple[str, str]]) -> Tally:
    """Count, for each character of texts, what stands for it in their twins of equal length."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    beside = Counter(chain.from_iterable(zip(text, twin, strict=True) for text, twin in pairs))
    for (char, other), count in beside.items():
        tally[char][other] = count
    return tally


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """Return what several texts come to; counts of characters that one alone has are that one's."""
    every: dict[str, Counter[str]] = {}
    added: set[str] = set()
    for tally in tallies:
        for char, counts in tally.items():
            if char not in every:
                every[char] = counts
                continue
            if char not in added:
                added.add(char)
                every[char] = Counter(every[char])
            every[char].update(counts)
    return every


def exchange_tallies(whole: Tally, gone: Tally, new: Tally) -> Tally:
    """Return what texts come to of which some have gone and others have come; `whole` is what all came to before."""
    every = {**whole}
    for char in gone.keys() | new.keys():
        if gone.get(char) != new.get(char):
            counts = Counter(every.pop(char, ()))
            counts.update(new.get(char, ()))
            counts.subtract(gone.get(char, ()))
            if left := +counts:
                every[char] = left
    return every


def choose_characters(tally: Tally) -> dict[str, str]:
    """Return character → what stands for it most often, without those that stay."""
    chosen = {char: min(counts, key=lambda other: (-counts[other], other)) for char, counts in tally.items()}
    return {char: other for char, other in sorted(chosen.items()) if char != other}


def list_exceptions(texts: Sequence[str], twins: Sequence[str], table: Mapping[str, str]) -> str:
    """Return what `table` does not tell of the twins of texts, which are taken as one.

    For each such place the way from the last, as `search_code` writes numbers, and the character that stands there.
    """
    parts: list[str] = []
    last = 0
    for at, (char, other) in enumerate(zip("".join(texts), "".join(twins), strict=True)):
        if table.get(char, char) != other:
            parts += (CODES[at - last], other)
            last = at
    return "".join(parts)
