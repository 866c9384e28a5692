"""Two readings of one file → the places where they differ, whatever the order in which they give its blocks.

Blanks are left out, and what is known to be one character in two forms is folded. Stretches that stand in both once are
paired wherever they are; what lies between them is compared in order. What one reader gives at one place and the other
at another is no difference; one character beside its place is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from build_tools.hanzi.punctuation import UNSEEN
from build_tools.hanzi.radicals import fold_radicals
from build_tools.model.reading import Reading, ReadLine, Stretch
from build_tools.model.second_reading import SecondReading, Variant

# Characters of a stretch that pairs by itself. A line of a plan has thirty; sentences of plans share eight.
_STRETCH = 12
# Products of lengths up to which what lies between is compared character by character, and all of them together; a page
# that has nothing in common with the other reading is a million.
_MOST_PAIRS, _MOST_PAIRS_IN_ALL = 4_000_000, 100_000_000
# One character may stand elsewhere in the other reading, but not so near: there it is out of order.
_NEAR = 50
_MOST_KEPT = 1000
_CONTEXT = 8
# Fewer than this share of the first reader's characters are no reading: the second cannot read these fonts.
_FEWEST = 0.5
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_Gap = tuple[int, int, int, int]
# What a line holds and the other reader need not give: a bold letter's second drawing; what nobody sees.
_TWICE, _HIDDEN = "overprint", "hidden"


@dataclass(frozen=True, slots=True)
class _Char:
    """A character of the first reading: in which line (from 0) it stands, and whether nobody sees it."""

    char: str
    line: int
    hidden: bool = False


@dataclass
class _Budget:
    """How many pairs of characters may still be compared."""

    left: int


def compare_reading(reading: Reading, second: Sequence[str], reader: str, *, as_printed: bool = False) -> SecondReading:
    """Return where a reading differs from what a second reader gave.

    Args:
        reading: the first reader's.
        second: the text of each page, or the whole text of a format without pages.
        reader: the second, with its version.
        as_printed: the second gives what is printed, with what is computed, and not what the file holds.
    """
    read = _read_chars(enumerate(reading.printed.split("\n"))) if as_printed else _read_lines(reading)
    pages: dict[int, list[_Char]] = {}
    lines = list(reading.lines())
    for char in read:
        pages.setdefault(lines[char.line].page if reading.pages else 1, []).append(char)
    texts = [_fold(text) for text in second]
    has_narrow = any("!" <= char.char <= "~" for chars in pages.values() for char in chars)
    if is_wide := has_narrow and not any("!" <= char <= "~" for text in texts for char in text):
        pages = {
            page: [_Char(char.char.translate(_WIDE), char.line, char.hidden) for char in chars]
            for page, chars in pages.items()
        }
    total = sum(map(len, pages.values()))
    if sum(map(len, texts)) < _FEWEST * total:
        return SecondReading(reader, fault=f"gives {sum(map(len, texts))} of {total} characters")
    variants: list[Variant] = []
    budget = _Budget(_MOST_PAIRS_IN_ALL)
    for page in sorted({*pages, *range(1, len(texts) + 1)}):
        chars = pages.get(page, [])
        text = texts[page - 1] if page <= len(texts) else ""
        variants.extend(_compare(chars, text, page if reading.pages else 0, budget))
    told = f"{reader}, letters as full-width ones" if is_wide else reader
    return SecondReading(told, total, len(variants), tuple(variants[:_MOST_KEPT]))


def _fold(text: str) -> str:
    return "".join(
        _LIGATURES.get(char, char) for char in fold_radicals(text) if not char.isspace() and char not in UNSEEN
    )


def _read_chars(lines: Iterable[tuple[int, str]]) -> Iterator[_Char]:
    return (_Char(char, number) for number, text in lines for char in _fold(text))


def _read_lines(reading: Reading) -> Iterator[_Char]:
    """Yield the characters of a file's lines; words that its author gives for a picture are no text of the page.

    What is drawn piece by piece on one printed line, as quotation marks of another font, comes from left to right.
    """
    lines = [(number, line) for number, line in enumerate(reading.lines()) if line.figure is None]
    for _, group in groupby(lines, lambda entry: _row_of(*entry)):
        row = list(group)
        parts = [(part, line.text, number) for number, line in row for part in _cut_line(line)]
        if len(row) > 1:
            parts.sort(key=lambda entry: entry[0].left)
        for part, text, number in parts:
            if part.drop != _TWICE:
                yield from (_Char(char, number, part.drop == _HIDDEN) for char in _fold(text[part.start : part.end]))


def _cut_line(line: ReadLine) -> Iterator[Stretch]:
    """Yield the stretches of a line, what stands between them too."""
    at = 0
    left = line.box[0] if line.box else 0.0
    for stretch in line.stretches:
        if stretch.start > at:
            yield Stretch(at, stretch.start, left=left)
        yield stretch
        at = stretch.end
    if at < len(line.text):
        yield Stretch(at, len(line.text), left=left)


def _row_of(number: int, line: ReadLine) -> tuple[int, ...]:
    """Return what lines have in common that stand on one printed line; what stands on none has its number."""
    return (line.page, round(line.box[3])) if line.box and not line.turn else (0, number)


def _compare(chars: list[_Char], text: str, page: int, budget: _Budget) -> list[Variant]:
    """Return the variants of one page, in order."""
    own = "".join(char.char for char in chars)
    if own == text:
        return []
    gaps = _pair_moved(own, text, _find_gaps(_align(own, text, budget), len(own), len(text)))
    found: list[Variant] = []
    for start, end, other, stop in gaps:
        if start < end and all(char.hidden for char in chars[start:end]) and other == stop:
            continue
        line = chars[min(start, len(chars) - 1)].line + 1 if chars else 0
        before, after = own[max(0, start - _CONTEXT) : start], own[end : end + _CONTEXT]
        found.append(Variant(page, line, own[start:end], text[other:stop], before, after))
    return found


def _align(own: str, text: str, budget: _Budget) -> list[int]:
    """Return for each character of one text its place in the other one, -1 where it has none."""
    places = [-1] * len(own)
    taken = bytearray(len(text))
    there = _find_single(text)
    for stretch, start in _find_single(own).items():
        if places[start] < 0 and stretch in there:
            _pair(own, text, start, there[stretch], places, taken)
    for start, end, other, stop in _find_gaps(places, len(own), len(text)):
        pairs = (end - start) * (stop - other)
        if 0 < pairs <= min(_MOST_PAIRS, budget.left):
            budget.left -= pairs
            matcher = SequenceMatcher(None, own[start:end], text[other:stop], autojunk=False)
            for here, there_at, size in matcher.get_matching_blocks():
                places[start + here : start + here + size] = range(other + there_at, other + there_at + size)
    return places


def _find_single(text: str) -> dict[str, int]:
    """Return the stretches that stand in a text once, with their places."""
    found: dict[str, int] = {}
    for at in range(len(text) - _STRETCH + 1):
        stretch = text[at : at + _STRETCH]
        found[stretch] = -1 if stretch in found else at
    return {stretch: at for stretch, at in found.items() if at >= 0}


def _pair(own: str, text: str, start: int, other: int, places: list[int], taken: bytearray) -> None:
    """Pair two texts from two places on, as far as they agree in both directions."""
    for step in (1, -1):
        here, there = (start, other) if step > 0 else (start - 1, other - 1)
        while (
            0 <= here < len(own)
            and 0 <= there < len(text)
            and own[here] == text[there]
            and places[here] < 0
            and not taken[there]
        ):
            places[here], taken[there] = there, 1
            here, there = here + step, there + step


def _find_gaps(places: list[int], size: int, other_size: int) -> list[_Gap]:
    """Return (start, end, start, end) of what has no partner in either text, by place in the first.

    What one text has and the other has not at the same place is one gap; what stands between the same two neighbours in
    both belongs together.
    """
    used = sorted(place for place in places if place >= 0)
    back = {place: at for at, place in enumerate(places) if place >= 0}
    free = [(low + 1, high) for low, high in zip([-1, *used], [*used, other_size], strict=True) if high > low + 1]
    loose = {stop: (start, stop) for start, stop in free}
    begins = {start: (start, stop) for start, stop in free}
    gaps: list[_Gap] = []
    at = 0
    while at < size:
        if places[at] >= 0:
            at += 1
            continue
        end = at
        while end < size and places[end] < 0:
            end += 1
        behind = places[at - 1] + 1 if at else 0
        ahead = places[end] if end < size else other_size
        span = begins.get(behind) or loose.get(ahead)
        if span is not None and span[1] in loose:
            del loose[span[1]], begins[span[0]]
            gaps.append((at, end, *span))
        else:
            gaps.append((at, end, behind, behind))
        at = end
    for start, stop in loose.values():
        here = back[start - 1] + 1 if start else 0
        gaps.append((here, here, start, stop))
    return sorted(gaps)


def _pair_moved(own: str, text: str, gaps: list[_Gap]) -> list[_Gap]:
    """Leave out what stands at another place in the other text, and is the same."""
    missing: dict[str, list[_Gap]] = {}
    for gap in gaps:
        start, end, other, stop = gap
        if start == end:
            missing.setdefault(text[other:stop], []).append(gap)
    gone: set[_Gap] = set()
    for gap in gaps:
        start, end, other, stop = gap
        if other == stop and start < end:
            partners = missing.get(own[start:end], [])
            far = next((one for one in partners if end - start > 1 or abs(one[0] - start) > _NEAR), None)
            if far is not None:
                partners.remove(far)
                gone |= {gap, far}
    return [gap for gap in gaps if gap not in gone]
