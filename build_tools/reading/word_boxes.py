"""What poppler's `pdftotext -raw -bbox` writes → the text of each page, as the file draws it.

A word that is drawn twice for boldness comes twice, at the same place: one of them is left out.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

_PAGE_RE = re.compile(r"<page width=[^>]{0,200}>")
_WORD_RE = re.compile(
    r'<word xMin="(-?[0-9.]+)" yMin="(-?[0-9.]+)" xMax="(-?[0-9.]+)" yMax="(-?[0-9.]+)">([^<]*)</word>'
)
# A letter drawn again stands within this much of its size from the first.
_NEAR = 0.3
# Of one character on a page, so many are compared.
_MOST_SAME = 120
_LAST_NARROW = 0xFF
_Word = tuple[float, float, float, float, str]


def read_word_boxes(output: str) -> list[str]:
    """Return the text of each page."""
    return [_read_page(page) for page in _PAGE_RE.split(output)[1:]]


def _read_page(page: str) -> str:
    seen: dict[str, list[tuple[float, float]]] = {}
    kept: list[str] = []
    for left, top, right, bottom, word in _order_rows(map(_read_word, _WORD_RE.finditer(page))):
        widths = [0.5 if ord(char) <= _LAST_NARROW else 1.0 for char in word]
        unit = (right - left) / (sum(widths) or 1)
        slack, middle, x = _NEAR * min(unit, bottom - top), (top + bottom) / 2, left
        for char, width in zip(word, widths, strict=True):
            center, x = x + width * unit / 2, x + width * unit
            same = seen.setdefault(char, [])
            if any(abs(center - other) < slack and abs(middle - level) < slack for other, level in same):
                continue
            if len(same) < _MOST_SAME:
                same.append((center, middle))
            kept.append(char)
    return "".join(kept)


def _read_word(found: re.Match[str]) -> _Word:
    return float(found[1]), float(found[2]), float(found[3]), float(found[4]), html.unescape(found[5])


def _order_rows(words: Iterable[_Word]) -> Iterator[_Word]:
    """Yield the words that follow each other on one printed line from left to right."""
    for _, row in groupby(words, key=lambda word: round(word[3])):
        yield from sorted(row, key=lambda word: word[0])
