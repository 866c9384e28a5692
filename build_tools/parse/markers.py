"""Where a printed number may stand: every candidate in a line, with the reason to believe or doubt it.

Takes text; gives `Marker`s. Nothing is decided here: `3.6G通信` yields a candidate for 3 and `2.5D封装` one for
2, and `ladder` weighs both against the numbers around them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.hanzi.labels import CLAUSE, NUMERAL
from build_tools.hanzi.numerals import NumeralError
from build_tools.model.division import Kind
from build_tools.parse.rungs import CLAUSE_OF_LAW, HAN_DIGITS, RUNGS, Rung, find_rungs, read_number


class Marker(NamedTuple):
    """A candidate label at characters `start:end` of a line.

    Attributes:
        rung: the way of numbering.
        ordinal: the number, 0 for a dash.
        style: the signs around the number, as a key ("、", "（）", "．").
        belief: log-odds that it is a label, from its own looks alone.
        depth: components of a decimal number, else the rung's tier.
        numbers: these components; of 第八条之二, 8 and 2.
    """

    start: int
    end: int
    rung: Rung
    ordinal: int
    style: str
    belief: float
    depth: int = 1
    numbers: tuple[int, ...] = ()


# What may stand directly before a label in mid-line: the end of a sentence or of a bracket.
_ENDS_SENTENCE = "。！？；：!?;:”」』）)】》"
# What may begin in mid-line, behind a full stop or the heading of a chapter, and how much less it is believed there.
_INNER_RUNGS = tuple(
    rung
    for rung in RUNGS
    if rung.kind in (Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE, Kind.POINT)
    and rung.rank != CLAUSE_OF_LAW
)
_INNER = 1.5
# A number that a list of the file prints is a label whatever it looks like.
_COUNTED = 2.0
_STOPPED_RE = re.compile(
    r"(?:[。！？][”）]?|[局委办厅府院团会门位][）】])[ \u3000\u00a0]*(?=[第一二三四五六七八九十（(0-9])"
)
_PART_HEADING_RE = re.compile(
    r"第[ \u3000]?[^\s。，；]{1,6}[ \u3000]?[编編篇章節节][ \u3000\u00a0]*+"
    r"[^。，；]{1,24}(?<![ \u3000\u00a0])[ \u3000\u00a0]++(?=第)"
)
_SECOND_RUNGS = tuple(rung for rung in RUNGS if rung.kind in (Kind.CLAUSE, Kind.POINT, Kind.ITEM))
_DOUBLED_RE = re.compile(
    rf"(?:{NUMERAL}、|{CLAUSE})(?=[（(][一1][）)]|1[.．、][^0-9])"
    r"|[0-9]{1,2}[.．、](?=[（(]1[）)])"
)
_YEAR_RE = re.compile(r"[0-9０-９]{4}年?")
# 1.2024年工作回顾: a year opens the heading.
_YEAR_BEHIND_RE = re.compile(r"(?:19|20)[0-9]{2}[ ]?(?:年|[-－—~～至])")
_ENUMERATION_RE = re.compile(rf"[{HAN_DIGITS}](?:[、产次级类])|[0-9]{{1,2}}(?:[、月日季]|$)")
# （一）项 names a clause, （一）项目建设 opens one.
_NAMED_CLAUSE_RE = re.compile(r"[、，。；]|项(?!目)|款(?!项)|条(?![件例])|目(?![标的前录])")
# The kinds whose numbers are no Arabic ones as a rule, and the number of a page in front of them.
_HAN_NUMBERED = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE})
_BEHIND_PAGE = 3.0
_LONGEST_BRACKET = 60
_PAGE_NUMBER_RE = re.compile(rf"(?:^|[{_ENDS_SENTENCE} 　])[0-9]{{1,3}}$")
# What a number cannot be cut from: 第（一）项, 表1, 2016-2020, No.1
_BINDS_NUMBER = re.compile(r"[第表图圖0-9０-９A-Za-z.．%％+\-－—~～/／至到和与及或、（(《“]")


def read_markers(text: str, *, inner: bool) -> list[Marker]:
    """Return the candidates in one line, in order of their place; at most one for each place and rung.

    Args:
        text: the line, without indent.
        inner: look for labels inside the line too (run-on text); else only at its beginning.
    """
    rungs = () if inner else find_rungs(text)
    found = [
        marker for rung in rungs if (match := rung.pattern.match(text)) and (marker := _make_marker(text, match, rung))
    ]
    for rung in RUNGS if inner else ():
        for match in rung.pattern.finditer(text):
            if marker := _make_marker(text, match, rung):
                found.append(marker)
            if rung.kind is Kind.POINT:
                found.extend(_read_behind_page(text, match, rung))
    return sorted(found, key=lambda marker: (marker.start, -marker.end))


def read_known_markers(text: str, length: int, *, inner: bool) -> list[Marker]:
    """Return the candidates in a line whose first `length` characters are a number that the file itself counts.

    Where the label ends is no question then: 1. in front of 5G应用 is not 1.5.
    """
    label = text[:length].rstrip(" \u3000")
    behind = text[length:].lstrip(" \u3000")
    known = [
        marker._replace(belief=marker.belief + _COUNTED, end=len(label))
        for sign in (" ", "、")  # 一 alone in a circle is 一、
        for marker in read_markers(f"{label}{sign}{behind}", inner=False)
        if len(label) <= marker.end <= len(label) + (sign == "、")
    ][:1]
    if not known:
        return read_markers(text, inner=inner)
    return known + ([marker for marker in read_markers(text, inner=True) if marker.start >= length] if inner else [])


def _read_behind_page(text: str, match: re.Match[str], rung: Rung) -> Iterator[Marker]:
    """Yield 3. where 83. is printed, which may be the number of page 8 and point 3."""
    number = match.groupdict().get("n", "")
    if len(number) < 2 or not (number.isascii() and number.isdigit()):
        return
    for at in range(match.start() + 1, match.start() + len(number)):
        if text[at] != "0" and _PAGE_NUMBER_RE.search(text[max(0, at - 5) : at]):
            shorter = rung.pattern.match(text, at)
            if shorter and (marker := _make_marker(text, shorter, rung)):
                yield marker._replace(belief=rung.weight - _BEHIND_PAGE)


def read_inner_markers(text: str) -> list[Marker]:
    """Return the labels that begin in mid-line of a paragraph whose breaks are not all lost, in order of their place.

    They stand behind a full stop or a bracket of bodies, behind a chapter's heading (第二章 责任 第五条 …), or as the
    first of their rung right behind the label that opens the line (1、（1）…).
    """
    places = [stop.end() for stop in _STOPPED_RE.finditer(text)]
    if (heading := _PART_HEADING_RE.match(text)) is not None:
        places.insert(0, heading.end())
    doubled = _DOUBLED_RE.match(text)
    found: list[Marker] = []
    for at in [*places, *([doubled.end()] if doubled else [])]:
        is_second = doubled is not None and at == doubled.end()
        for rung in _SECOND_RUNGS if is_second else _INNER_RUNGS:
            match = rung.pattern.match(text, at)
            if match and match.end() < len(text) and (marker := _make_marker(text, match, rung)):
                belief = rung.weight - (0.0 if is_second else _INNER)
                found.append(marker._replace(belief=belief + _following_belief(text, match, rung)))
    return sorted(found, key=lambda marker: (marker.start, -marker.end))


def _make_marker(text: str, match: re.Match[str], rung: Rung) -> Marker | None:
    groups = match.groupdict()
    belief = rung.weight
    ordinal = 0
    numbers: tuple[int, ...] = ()
    if number := groups.get("n") or groups.get("m"):
        try:
            if rung.kind is Kind.DECIMAL:
                numbers = tuple(map(int, re.split(r"[.．]", number)))
                ordinal = numbers[-1]
            else:
                ordinal = read_number(number, rung)
                if parent := groups.get("a"):
                    numbers = (read_number(parent, rung), ordinal)
        except NumeralError:
            return None
        if ordinal == 0:
            return None
    if match.start():
        belief += _inner_belief(text, match.start(), rung)
    belief += _following_belief(text, match, rung)
    if groups.get("c") and not groups.get("o") and _is_inside_bracket(text, match.start()):
        return None  # （附件1）
    style = "".join(groups.get(name) or "" for name in ("o", "c", "s"))
    depth = len(numbers) if rung.kind is Kind.DECIMAL else rung.tier
    return Marker(match.start(), match.end(), rung, ordinal, style, belief, depth, numbers)


def _is_inside_bracket(text: str, at: int) -> bool:
    """Whether a bracket is open at a place."""
    before = text[max(0, at - _LONGEST_BRACKET) : at]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _inner_belief(text: str, at: int, rung: Rung) -> float:
    before = text[at - 1]
    if rung.kind in _HAN_NUMBERED and _PAGE_NUMBER_RE.search(text[max(0, at - 5) : at]):
        return -2.0  # 。15三、: the number of a page in between
    if before in _ENDS_SENTENCE:
        # A bracket or a quotation may close in mid-sentence, a full stop may not.
        return -0.5 if before in "。！？；;" else -2.0
    if before in " 　\u00a0":
        return -2.0
    if rung.kind is Kind.DASH:
        return -2.5
    if _BINDS_NUMBER.match(before):
        return -9.0 if rung.kind is not Kind.CLAUSE else -5.0
    return -3.5


def _following_belief(text: str, match: re.Match[str], rung: Rung) -> float:
    after = text[match.end() : match.end() + 1]
    if rung.kind is Kind.POINT:
        if after.isascii() and after.isdigit():
            # 2.5D, 3.6G: hardly ever a label
            return -1.0 if _YEAR_BEHIND_RE.match(text, match.end()) else -4.5
        if _YEAR_RE.match(text, match.start()):
            return -3.0
        if not after:
            return -3.0
    if rung.kind is Kind.SECTION and _ENUMERATION_RE.match(text, match.end()):
        return -3.0  # 一、二、三产业
    if rung.kind is Kind.ARTICLE and re.match(r"[ 　]|[^\w]", after or " ") is None:
        return -0.5
    if rung.kind is Kind.CLAUSE and (
        _NAMED_CLAUSE_RE.match(text, match.end()) or (match.groupdict().get("s") and after in ("（", "("))
    ):
        return -6.0  # （一）、（二）项
    if not after and rung.kind is Kind.SUBITEM:
        return -6.0  # the sign of a footnote
    if not after and rung.kind in (Kind.SECTION, Kind.CLAUSE, Kind.ITEM):
        return -1.0
    return 0.0
