"""Texts → keys: what a search takes for equal has equal keys."""

from collections.abc import Mapping
from itertools import zip_longest

from build_tools.hanzi.punctuation import FOLDED, fold_width
from build_tools.model.clause import BREAK

PHRASE = 8
STOPS = ",。;:"

_ANCHORS = 0xD6D8  # codes from _FIRST_ANCHOR on, below the surrogates
_FIRST_ANCHOR = 0x100


class KeyTable(dict[int, str]):
    """Folds one character, for `str.translate`; what has been asked for is kept."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        super().__init__()
        self.variants = variants

    def __missing__(self, code: int) -> str:
        key = fold_width(chr(code))
        lower = key.lower()
        key = lower if len(lower) == len(key) else key
        self[code] = key = self.variants.get(key, key)
        return key


def fold(text: str, table: KeyTable) -> str:
    """Return the keys of a text: equal for texts that a search takes for equal; a break parts its cells."""
    return BREAK.join(part.translate(table) for part in text.split(BREAK))


def key_anchor(anchor: str) -> str:
    """Return the pair under which the clause at an anchor stands in the index; others may share it.

    No text has a pair that begins with a break.
    """
    number = 0
    for char in anchor:
        number = (number * 31 + ord(char)) % _ANCHORS
    return BREAK + chr(_FIRST_ANCHOR + number)


def place_keys(keys: str) -> list[int]:
    """Return the place of each key of a clause, and of its end, from the clause's first.

    Phrases begin at whole multiples of `PHRASE`: where one changes and still fits, those behind it stay where they are.
    A phrase ends with a break, and with a stop that no digit follows, so that no number is cut.
    """
    places, at = [], 0
    for key, behind in zip_longest(keys, keys[1:], fillvalue=""):
        places.append(at)
        at += 1
        if key == BREAK or (key in STOPS and not "0" <= behind <= "9"):
            at += -at % PHRASE
    return [*places, at]


def list_folds() -> list[tuple[str, str]]:
    """All characters that `fold_width` changes, in order; case is left to the browser."""
    return sorted((char, to) for char, to in FOLDED.items() if to != char)
