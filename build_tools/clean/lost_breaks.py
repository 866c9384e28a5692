r"""Paragraphs of plain text that a tool put on one line → the places where each of them begins.

Takes the source of a plain text and its lines; gives the lines cut in front of every indent that stands in mid-line. An
indent tells as much as the document makes of it: it counts where lines of the document begin with the very same
blanks, and where a label stands beside it (第二章　布局　　第三条　为…), a heading in front of it or a stop.
"""

from __future__ import annotations

import re
from collections import Counter

_LEADING_RE = re.compile(r"[ \t\u00a0\u3000]*")
_GAP_RE = re.compile(r"\u3000{2,}|[ ]{4,}|\u00a0{4,}")
# Narrower blanks stand between words.
_NARROWEST = {"\u3000": 2, " ": 4, "\u00a0": 4}
# From so many lines on, and so large a share of those with an indent, it is the document's own.
_FEWEST, _SHARE = 2, 0.5
_LABEL = (
    r"(?:第[ \u3000]?[一二三四五六七八九十百零〇0-9]{1,7}[ \u3000]?(?:[编編篇章节節条條])"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_LABEL_RE = re.compile(_LABEL)
# A label and its heading, and nothing else: no stop, and no more than a heading has.
_HEADED_RE = re.compile(rf"{_LABEL}[ \u3000\u00a0]*[^。；！？\s\u3000\u00a0][^。；！？]{{1,60}}")
_LONGEST_LABEL = 12
# Characters looked at in front of an indent; more than a label with its heading has.
_LONGEST_HEADED = 81
_STOPS = tuple("。！？；：”）")


def cut_line(source: str, indents: frozenset[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return a line of the source, as the (start, end) of each paragraph on it, indents included; none is lost."""
    if not indents:
        return [(start, end)]
    cut: list[tuple[int, int]] = []
    begin = start
    first = _LEADING_RE.match(source, start, end)
    at = first.end() if first else start
    for gap in _GAP_RE.finditer(source, at, end):
        before = source[max(at, gap.start() - _LONGEST_HEADED) : gap.start()]
        behind = source[gap.end() : min(end, gap.end() + _LONGEST_LABEL)]
        if gap[0] in indents and _is_break(before, behind):
            cut.append((begin, gap.start()))
            begin, at = gap.start(), gap.end()
    return [*cut, (begin, end)]


def find_indents(source: str, lines: list[tuple[int, int]]) -> frozenset[str]:
    """The blanks with which the document's paragraphs begin; none where they have no indent of their own."""
    counts: Counter[str] = Counter()
    for start, end in lines:
        leading = _LEADING_RE.match(source, start, end)
        if leading and leading[0] and leading.end() < end:
            counts[leading[0]] += 1
    if not counts or counts.most_common(1)[0][1] < _SHARE * counts.total():
        return frozenset()
    return frozenset(blanks for blanks, count in counts.items() if count >= _FEWEST and _is_wide(blanks))


def _is_wide(blanks: str) -> bool:
    return len(set(blanks)) == 1 and len(blanks) >= _NARROWEST.get(blanks[0], len(blanks) + 1)


def _is_break(before: str, after: str) -> bool:
    """Whether an indent between two texts begins a paragraph."""
    if not before or not after:
        return False
    if before.endswith(_STOPS) or _LABEL_RE.match(after):
        return _LABEL_RE.fullmatch(before) is None
    return _HEADED_RE.fullmatch(before) is not None
