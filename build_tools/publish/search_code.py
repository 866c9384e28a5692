"""Numbers as text: ascending positions in 92 printable signs, for index files that are JavaScript.

An index that also works over file:// has to be a script, so its numbers have to be text. Gaps between positions are
written in a dense code (Brisaboa et al., (s,c)-dense codes): the last sign of a number is one of `STOPPERS`, the ones
before it are `CONTINUERS`. The signs are skewed and byte-aligned, which is what a server's gzip can use; base64 of
binary numbers is a quarter larger after gzip. assets/search.js holds the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

# Printable ASCII that needs no escape in a JavaScript string; the space separates lists.
SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
# Of 28, 36, 46, 56, 64 and 72 stoppers, 64 gave the smallest index of a hundred pages after gzip.
STOPPER_COUNT = 64
STOPPERS, CONTINUERS = SIGNS[:STOPPER_COUNT], SIGNS[STOPPER_COUNT:]

_TABLE_SIZE = 1 << 16  # numbers whose code is looked up


def encode_number(number: int) -> str:
    """Return the code of one number, 0 or more."""
    number, last = divmod(number, len(STOPPERS))
    return _continue(number) + STOPPERS[last]


@cache
def _continue(number: int) -> str:
    code = ""
    while number:
        number, digit = divmod(number - 1, len(CONTINUERS))
        code = CONTINUERS[digit] + code
    return code


@cache
def _codes() -> list[str]:
    return [encode_number(number) for number in range(_TABLE_SIZE)]


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return the codes of several numbers, one behind the other."""
    codes = _codes()
    return "".join([codes[n] if n < _TABLE_SIZE else encode_number(n) for n in numbers])


def encode_ascending(positions: Iterable[int]) -> str:
    """Return the code of ascending numbers: the first, then the gaps."""

    def gaps() -> Iterator[int]:
        before = 0
        for position in positions:
            yield position - before
            before = position

    return encode_numbers(gaps())
