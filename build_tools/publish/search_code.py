"""Numbers as text: ascending positions in 92 printable signs, for index files that are JavaScript.

An index that also works over file:// has to be a script, so its numbers have to be text. Gaps between positions are
written in a dense code (Brisaboa et al., (s,c)-dense codes): the last sign of a number is one of `STOPPERS`, the ones
before it are `CONTINUERS`. The signs are skewed and byte-aligned, which is what a server's gzip can use; base64 of
binary numbers is a quarter larger after gzip. assets/search.js holds the reader.
"""

from collections.abc import Iterable, Sequence
from operator import sub

# Printable ASCII that needs no escape in a JavaScript string; the space separates lists.
SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
# Of 28, 36, 46, 56, 64 and 72 stoppers, 64 gave the smallest index of a hundred pages after gzip.
_STOPPER_COUNT = 64
STOPPERS, CONTINUERS = SIGNS[:_STOPPER_COUNT], SIGNS[_STOPPER_COUNT:]
_DIGITS = {sign: number for number, sign in enumerate(SIGNS)}


class _Codes(dict[int, str]):
    """The codes of numbers; those of all but the largest, which are rare, are kept."""

    def __missing__(self, number: int) -> str:
        left, last = divmod(number, len(STOPPERS))
        code = STOPPERS[last]
        while left:
            left, digit = divmod(left - 1, len(CONTINUERS))
            code = CONTINUERS[digit] + code
        if number < _KEPT:
            self[number] = code
        return code


_KEPT = 1 << 20
CODES = _Codes()
"""The code of each number, 0 or more."""


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return the codes of several numbers, one behind the other."""
    return "".join([CODES[number] for number in numbers])


def encode_gaps(positions: Sequence[int]) -> str:
    """Return the code of the gaps between ascending numbers."""
    return encode_numbers(map(sub, positions[1:], positions))


def decode_numbers(code: str) -> list[int]:
    """Return the numbers of a code."""
    numbers, value = [], 0
    for sign in code:
        digit = _DIGITS[sign]
        if digit < _STOPPER_COUNT:
            numbers.append(value * _STOPPER_COUNT + digit)
            value = 0
        else:
            value = value * len(CONTINUERS) + digit - _STOPPER_COUNT + 1
    return numbers
