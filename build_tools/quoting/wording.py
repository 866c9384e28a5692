"""Text → its wording: the characters that are words, whatever script, width, blanks and punctuation they come in.

Two keys of a text are used. The *wording* finds a place: letters, figures and their per cent signs. The *print* judges
it: all signs but blanks, width folded. Offsets lead from both back to the text.
"""

import re
from functools import lru_cache

from build_tools.hanzi.punctuation import align_width
from build_tools.hanzi.script import fold_script

_OTHERS_RE = re.compile(r"(?:[^\w%‰]|_)+")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_IN_FIGURES = frozenset(".,")


def read_wording(text: str) -> str:
    """Return the wording of a text."""
    return _OTHERS_RE.sub("", align_width(fold_script(text)))


@lru_cache(1_000)
def find_words(text: str) -> tuple[int, ...]:
    """Return the offsets of the characters that are the wording of a text."""
    key = align_width(fold_script(text))
    others: set[int] = set()
    for found in _OTHERS_RE.finditer(key):
        others.update(range(*found.span()))
    return tuple(place for place in range(len(key)) if place not in others)


def cuts_number(text: str, place: int) -> bool:
    """Whether the number on one side of an offset goes on behind it, so that no quotation ends or begins there."""
    before, after = align_width(text[:place][-2:]), align_width(text[place : place + 2])
    if not before or not after:
        return False
    if before[-1] in _NUMERALS and after[0] in _NUMERALS:
        return True
    last, first = before[-1], after[0]
    if last in _IN_FIGURES:
        return _is_figure(before[0]) and _is_figure(first)
    if first in _IN_FIGURES:
        return _is_figure(last) and _is_figure(after[-1])
    return _is_figure(last) and (_is_figure(first) or first in "%‰")


def _is_figure(char: str) -> bool:
    return char.isascii() and char.isdigit()
