"""A document → the quotations in it, and what each is said to be taken from.

A quotation is what stands between Chinese quotation marks, or a quoted block of Markdown (`> …`). Its source is the
《title》 behind or before it, with the place in that work as it is cited: 《…行动计划》二（三）8.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.hanzi.punctuation import BRACKET_END_RE
from build_tools.quoting.verify import LONGEST
from build_tools.quoting.wording import read_wording

LEAST = 8
"""Characters of wording: what is shorter between quotation marks is a term more often than a quotation."""

_PAIRS = {"“": "”", "「": "」", "『": "』"}
_MARKS_RE = re.compile("[“”「」『』]")
_BLOCK_RE = re.compile(r"(?m)^[ ]{0,3}>[^\n]*(?:\n[ ]{0,3}>[^\n]*)*")
_LEAD_RE = re.compile(r"(?m)^[ ]{0,3}>[ ]?")
# An annex may be called by its number and its title: 附件2《…》二（一）.
_ANNEX = r"(?:(?<=》)|(?<=[）)]))[ ]*附件[〇一二三四五六七八九十0-9０-９]*[ ]*《[^《》\n]{2,120}》"
_PLACE = r"(?:附件|附录|专栏|第|[〇一二三四五六七八九十百千0-9０-９段条项章节表注.．、（）() ])*"
_SOURCE_RE = re.compile(rf"《(?P<title>[^《》\n]{{2,120}})》[ ]*(?P<place>(?:{_ANNEX})?{_PLACE})")
_AFTER_RE = re.compile(r"[\s。，；]*[（(—\-]*\s*(?:见|参见|引自|出自|摘自|来源[:：])?\s*")
_BEFORE_RE = re.compile(r"[^《》。！？\n“”]{0,24}[：:，,]?\s*")


class Source(NamedTuple):
    """What a quotation is said to be taken from: a title, and the words for a place, "" where none is named."""

    title: str
    place: str


class Quotation(NamedTuple):
    """A quotation in a document: the line on which it begins, from 1, its text, and its source."""

    line: int
    text: str
    source: Source | None


def read_source(words: str) -> Source | None:
    """Return the title and the place that are cited: 《title》二（三）8."""
    found = _SOURCE_RE.search(words)
    return _make_source(found) if found else None


def find_quotations(text: str, least: int = LEAST) -> Iterator[Quotation]:
    """Yield the quotations of a document, in order; inside of one no other is looked for.

    Args:
        text: of the document, a paragraph a line or several.
        least: characters of wording that a quotation has.
    """
    ends = [at + 1 for at, char in enumerate(text) if char == "\n"]
    spans = sorted([(*found.span(), True) for found in _BLOCK_RE.finditer(text)] + list(_find_marked(text)))
    reached = 0
    for start, end, is_block in spans:
        if start < reached:
            continue
        words = _LEAD_RE.sub("", text[start:end]) if is_block else text[start + 1 : end - 1]
        source = _find_source(text, start, end)
        if is_block and source is None and (cited := _SOURCE_RE.search(words)) and _ends_with(words, cited):
            # 《title》 in the block's last line, behind a dash or in brackets.
            source, words = read_source(cited[0]), words[: cited.start()].rstrip(" \n（(—-")
        if len(read_wording(words)) >= least:
            reached = end
            yield Quotation(bisect_right(ends, start) + 1, words, source)


def _find_marked(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where something begins and ends that stands in quotation marks, the outermost of each kind."""
    opened: list[tuple[int, str]] = []
    for mark in _MARKS_RE.finditer(text):
        if mark[0] in _PAIRS:
            opened.append((mark.start(), _PAIRS[mark[0]]))
            continue
        while opened:
            start, closer = opened.pop()
            if closer == mark[0]:
                if mark.end() - start <= LONGEST:
                    yield start, mark.end(), False
                break


def _find_source(text: str, start: int, end: int) -> Source | None:
    """Return the source right behind a quotation, or right before it in the same sentence."""
    behind = _AFTER_RE.match(text, end)
    if behind and (found := _SOURCE_RE.match(text, behind.end())):
        return _make_source(found)
    *_, last = (None, *_SOURCE_RE.finditer(text, max(0, start - 160), start))
    if last and _BEFORE_RE.fullmatch(text, last.end(), start):
        return _make_source(last)
    return None


def _make_source(found: re.Match[str]) -> Source:
    place = re.sub("《[^《》]*》", " ", found["place"]).strip(" 、.．(（")
    # The bracket in which a source stands may close behind it.
    is_closed = place.endswith(("）", ")")) and not BRACKET_END_RE.search(place)
    return Source(found["title"], place[:-1].rstrip() if is_closed else place)


def _ends_with(words: str, cited: re.Match[str]) -> bool:
    return not read_wording(words[cited.end() :])
