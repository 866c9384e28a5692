"""What texts of the search's index and its files of keys come to: each a number, and where texts begin.

Pairs and the places where they stand come to the sum of each pair's number times `BASE` to the power of its place,
modulo `PRIME`: on the line it is the same for texts as for keys, however both are cut into files, and what a text comes
to is known wherever it stands. Where one pair or place differs, sums agree by a chance of one in 2^35 on a line of 2^26
places (of degree 2^26 is the polynomial whose root `BASE` would have to be).
In which file a pair stands no sum tells: that is held by the names of files and their first and last pairs.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress, count
from operator import add, ge, mul

# The signs of numbers (assets/search.js): printable ASCII but the quote and the backslash; the first 64 end one.
SIGNS = {chr(code): number for number, code in enumerate(code for code in range(0x21, 0x7F) if chr(code) not in '"\\')}
STOPPERS = 64
_OFTEN = 1 << 16  # numbers from here on are hardly met twice: to keep millions of them would take memory alone
_SMALL = 1 << 8  # powers of these take a while, products of two do not
_LONGEST_CODE = 6  # signs before the one that ends a number, which is below 2^35: more than any of an index
_ENDING, _OTHERS = ("".join(map(re.escape, signs)) for signs in ([*SIGNS][:STOPPERS], [*SIGNS][STOPPERS:]))
_NUMBER_RE = re.compile(f"[{_OTHERS}]{{0,{_LONGEST_CODE}}}[{_ENDING}]")
_END, _ROOM = "\n", "\r"  # behind a text; between a phrase and the next
_PHRASE = 8  # the next begins at a multiple of it
_BETWEEN_RE = re.compile(f"(?<={_END})|(?<=[,。;:])(?![0-9])")
PRIME, BASE = (1 << 61) - 1, 0x1CE4E5B9BF58476D  # of the sums that stand for pairs and their places
_ENDS = 0x94D049BB133111EB % PRIME  # stands for the pair of two breaks, where a text ends


def add_up_texts(texts: Sequence[str], fold: Fold, places: int | Sequence[int]) -> tuple[int, int, array[int]]:
    """Return what texts come to: their size, total, starts.

    Those of plans take up multiples of so many places, names as many as are told of each.

    Raises:
        ValueError: a name takes up more.
    """
    at, total, starts = 0, 0, array("Q")
    for number, text in enumerate(texts):
        keys = _END.join(part.translate(fold) for part in text.split(_END))
        line = _make_room(keys) if isinstance(places, int) else keys
        pairs = map(_HASHES.__getitem__, map(add, keys, f"{keys[1:]}{_END}"))
        powers = map(_POWERS.__getitem__, compress(count(), map(_ROOM.__ne__, line)))
        own = sum(map(mul, pairs, powers)) + _ENDS * _POWERS[len(line)]
        total += own * pow(BASE, at, PRIME)
        starts.append(at)
        size = len(line) + 1
        room = size + -size % places if isinstance(places, int) else places[number]
        if size > room:
            raise ValueError(text)
        at += room
    return at, total % PRIME, starts


def name_pair(pair: str) -> str:
    """Return what the file of keys is called that begins with a pair; readers look for pairs in the order of these."""
    return pair.encode("utf-16-be", "surrogatepass").hex()


def add_up_keys(signs: str, codes: str) -> tuple[int, int, array[int], tuple[str, str]]:
    """Return what pairs and the code of their positions come to: 0, total, where anchors lead, first and last pair.

    Raises:
        ValueError: the code is damaged, or pairs are out of order.
    """
    total, starts = 0, array("Q")
    pairs = [signs[at : at + 2] for at in range(0, len(signs), 2)]
    names = [*map(name_pair, pairs)]
    if any(map(ge, names, names[1:])):
        raise ValueError(signs)
    for pair, code in zip(pairs, codes.split(" "), strict=True):
        if pair[0] == _END != pair[1:]:
            starts.extend(accumulate(read_numbers(code)))
        else:
            gaps = map(_POWERS.__getitem__, map(_NUMBERS.__getitem__, _cut_numbers(code)))
            places = sum(accumulate(gaps, lambda place, gap: place * gap % PRIME))
            total += places * (_ENDS if pair[0] == _END else _HASHES[pair])
    return 0, total % PRIME, starts, (names[0], names[-1])


def _make_room(keys: str) -> str:
    *phrases, last = _BETWEEN_RE.split(keys)
    return "".join([phrase.ljust(len(phrase) + -len(phrase) % _PHRASE, _ROOM) for phrase in phrases]) + last


def measure_names(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the places that each name takes up: its forms, each with an end, and the rest."""
    at = 0
    while at < len(numbers):
        rest = at + 2 + numbers[at + 1]
        yield sum(number // 2 + 1 for number in numbers[at + 2 : rest]) + numbers[rest] + 1
        at = rest + 1


class Fold(dict[int, str]):
    """Folds a character in width and case, and to the variant under which it is found, for `str.translate`."""

    def __init__(self, widths: Mapping[str, str], variants: Mapping[str, str]) -> None:
        self._widths, self._variants = widths, variants

    def __missing__(self, code: int) -> str:
        chars = self._widths.get(chr(code), chr(code))
        lower = (low if len(low := char.lower()) == 1 else char for char in chars)
        self[code] = "".join(self._variants.get(char, char) for char in lower)
        return self[code]


def _cut_numbers(code: str) -> list[str]:
    """Return the signs of numbers, each of which ends with one of the first 64."""
    found: list[str] = _NUMBER_RE.findall(code)
    if sum(map(len, found)) != len(code):
        raise ValueError(code)
    return found


def read_numbers(code: str) -> list[int]:
    """Return the numbers of a code.

    Raises:
        ValueError: it is damaged.
    """
    return [*map(_NUMBERS.__getitem__, _cut_numbers(code))]


class _Numbers(dict[str, int]):
    """The number that signs stand for; small ones are kept."""

    def __missing__(self, signs: str) -> int:
        number, base = 0, len(SIGNS) - STOPPERS
        for sign in map(SIGNS.__getitem__, signs[:-1]):
            number = number * base + sign - STOPPERS + 1
        number = number * STOPPERS + SIGNS[signs[-1]]
        if number < _OFTEN:
            self[signs] = number
        return number


class _Hashes(dict[str, int]):
    """A number for each pair of keys, 0 where the first is none; what has been asked for is kept."""

    def __missing__(self, pair: str) -> int:
        digest = hashlib.sha256(pair.encode("utf-8", "surrogatepass")).digest()
        self[pair] = number = int.from_bytes(digest[:8], "big") % PRIME if pair[0] != _END else 0
        return number


class _Powers(dict[int, int]):
    """`BASE` to the power of a number, made from two others; small ones are kept, and those that make others."""

    def __missing__(self, number: int) -> int:
        step = _OFTEN if number > _OFTEN else _SMALL
        if number <= step or not (rest := number % step):
            self[number] = power = pow(BASE, number, PRIME)
            return power
        power = self[rest] * self[number - rest] % PRIME
        if number < _OFTEN:
            self[number] = power
        return power


_NUMBERS, _HASHES, _POWERS = _Numbers(), _Hashes(), _Powers()
