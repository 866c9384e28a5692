"""Hyphens at the ends of printed lines: whether one is the word's own, or the printer's, which parts a word.

Takes the printed lines of a document; tells it of two parts of a word by what the document prints elsewhere. A word
that it prints whole, with the hyphen or without, decides; else its parts do, and whether it breaks words at all.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_WORD_RE = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# Ends of English words that say nothing alone: a hyphen in front of one is the printer's, develop-⏎ment.
_ENDS = frozenset(
    "tion tions tional ation ations sion sions ment ments ness ing ings tive tives ture tures ity ities ty ance ances"
    " ence ences ized izing ization ised ising isation ble bly bility cal cally ical cial tial ous ously ly ers"
    " est".split()
)
# Letters before a line's end among which the word that it breaks is sought.
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Hyphens:
    """What a document tells of words with hyphens.

    Attributes:
        words: how often it prints each word within a line, in small letters.
        breaks: whether more of its lines end within words that have no hyphen elsewhere than in words that have one.
    """

    words: Counter[str]
    breaks: bool = False

    def parts_word(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of `before`, where `after` goes on, is the printer's, not the word's."""
        cut = _cut_word(before, after)
        if cut is None:
            return False
        known = self.tell(*cut)
        if known or any(len(part) == 1 for part in cut):
            return known > 0
        if cut[1] in _ENDS:
            return True
        return self.breaks and not all(self.words[part] for part in cut)

    def tell(self, left: str, right: str) -> int:
        """How much oftener the document prints a word of two parts without a hyphen than with it."""
        return self.words[left + right] - self.words[f"{left}-{right}"]


def read_hyphens(texts: Iterable[str]) -> Hyphens:
    """Read the words of printed lines, in order; what a line's end breaks is no word."""
    words: Counter[str] = Counter()
    ends: list[tuple[str, str]] = []
    for above, text in pairwise(("", *texts, "")):
        cut = _cut_word(above.rstrip(), text.lstrip())
        ends += [cut] if cut else []
        found = _WORD_RE.findall(text.lower())
        is_open = text.rstrip().endswith("-")
        words.update(found[cut is not None : len(found) - is_open])
    known = Hyphens(words)
    told = [known.tell(*cut) for cut in ends]
    return Hyphens(words, sum(one > 0 for one in told) > sum(one < 0 for one in told))


def _cut_word(before: str, after: str) -> tuple[str, str] | None:
    """Return the parts of a word that a line's end parts at a hyphen, in small letters; None where it parts none."""
    if not before.endswith("-") or not after[:1].islower() or not after[:1].isascii():
        return None
    left = _WORD_RE.findall(before[-_LONGEST_WORD:-1])
    right = _WORD_RE.match(after)
    if not left or not right or not before[:-1].endswith(left[-1]):
        return None
    return left[-1].lower(), right[0].lower()
