"""Fonts whose characters read other than they look: told from what they read as.

A font that maps its letters to others gives text in which no character is more usual than any other. Of the hundred
characters that are most usual in plans, simplified or traditional, every hundred letters of them hold twelve and more
(4,344 stretches of 44 documents; half of the stretches 45 and more); of letters by chance, they hold four.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from build_tools.hanzi.punctuation import is_han
from build_tools.reading.pdf_lines import Glyph

_USUAL = frozenset(
    "的业和发工化市区产展建新务设国等制一行政进用人全能动实公合加作地推力数理网件中年应管技标资生企部有大成保体关信提"
    "本持经规文高重开在三服创定要据会强与机点术施方字法分基支改息上对为民量去城电以造略度共系"
    "業發區產務設國製進動實數網應資體關經規開創據會強與機點術對為電係二四五六七八九十百千万亿萬億"
)
_FEWEST, _SHARE = 100, 0.08


def find_misread(glyphs: Iterable[Glyph]) -> str:
    """Return how the first font begins that reads as no text does; "" where each reads as text."""
    faces: defaultdict[str, list[str]] = defaultdict(list)
    for glyph in glyphs:
        if is_han(glyph.char):
            faces[glyph.face].append(glyph.char)
    for chars in faces.values():
        counts = Counter(chars)
        if len(chars) >= _FEWEST and sum(counts[char] for char in _USUAL) < _SHARE * len(chars):
            return "".join(chars[:20])
    return ""
