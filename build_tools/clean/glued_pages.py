r"""Page numbers glued to the beginning of a line: dropped before wrapped lines are joined.

A PDF tool that writes a page's number in front of its first words gives `2三、…`, `33.1 …` (page 3, then 3.1) and, in
the middle of a wrapped sentence, `1高，…`. A figure alone proves nothing. Numbers count when they go up one by one
through the document, and nearly each of them stands where no figure can: in front of a label, or inside a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.labels import FORMAL
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Line, SourceBlock

_DIGITS_RE = re.compile(r"[0-9]{1,4}")
# What a label looks like behind a page's number.
_LABEL_RE = re.compile(
    rf"{FORMAL}|专栏[0-9]"
    r"|[1-9][0-9]?(?:[.．][0-9]{1,2}){1,3}(?=[ \u3000]?[\u4e00-\u9fff“])"
    r"|[1-9][0-9]?[.．、](?=[ \u3000]?[\u4e00-\u9fff“《])"
)
_NUMBERED_RE = re.compile(r"([1-9][0-9]{0,2})[.．、]")
# What figures are followed by in a sentence; in front of these a number belongs to the text.
_COUNTED_RE = re.compile(
    r"[年月日号时个名项家条亿万千百十倍余多岁届次级类座处所套台辆件种批期点分元吨米亩度℃％%、.．,，至到~～\-—–]|[公平立]?[里方]"
)
_FINISHED = tuple("。！？；：!?;:")
_FEWEST = 3
# Pages that may have lost their number (a table, a picture) between two that have one.
_MOST_LOST = 2


@dataclass(frozen=True, slots=True)
class _Glued:
    """A number that may be a page's: its block, value and digits, and whether no figure of the text can stand there."""

    block: int
    number: int
    length: int
    strong: bool


def drop_glued_numbers(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Return the blocks without the page numbers in front of their lines, which go to `sink`."""
    pages = {page.block: page for page in _find_row(_list_candidates(blocks))}
    if not pages:
        return blocks
    kept: list[SourceBlock] = []
    for at, block in enumerate(blocks):
        page = pages.get(at)
        if page is None or not isinstance(block, Line):
            kept.append(block)
            continue
        rest = len(block.text) - len(block.text[page.length :].lstrip(" \u3000"))
        sink.drop(block.passage[:rest], "page-number")
        kept.append(block.cut(rest, len(block.text)))
    return kept


def _list_candidates(blocks: list[SourceBlock]) -> list[_Glued]:
    found: list[_Glued] = []
    counted = _find_counted(blocks)
    above = ""
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            above = ""
            continue
        text, before = block.text, above
        above = text
        digits = _DIGITS_RE.match(text)
        if digits is None:
            continue
        inside = bool(before) and not before.endswith(_FINISHED) and len(before) > len(text) // 2
        for length in range(1, digits.end() + 1):
            rest = text[length:].lstrip(" \u3000")
            if not rest or text[0] == "0":
                continue
            if _LABEL_RE.match(rest) and at not in counted:
                found.append(_Glued(at, int(text[:length]), length, strong=True))
            elif (
                length == digits.end()
                and (is_han(rest[0]) or rest[0] in "“”《》（）、，。；：")
                and not _COUNTED_RE.match(rest)
            ):
                # Behind a blank it may count the rows of a table.
                found.append(_Glued(at, int(text[:length]), length, strong=inside and rest == text[length:]))
    return found


def _find_counted(blocks: list[SourceBlock]) -> set[int]:
    """Return the blocks whose whole number counts on from the label above, or is counted on below: 20. 21. 22."""
    numbers = [
        (at, int(label[1]))
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and (label := _NUMBERED_RE.match(block.text))
    ]
    pairs = pairwise(numbers)
    return {at for (above, before), (below, after) in pairs if after - before in (0, 1) for at in (above, below)}


def _find_row(candidates: list[_Glued]) -> list[_Glued]:
    """The longest row of numbers that go up page by page; none where too few of them are sure."""
    best: dict[int, _Row] = {}  # by the number that a row ends with
    longest: _Row | None = None
    for candidate in candidates:
        rows = [
            best[number]
            for number in range(candidate.number - 1 - _MOST_LOST, candidate.number)
            if number in best and best[number].last.block < candidate.block
        ]
        row = _Row.of(max(rows, key=lambda row: row.weight, default=None), candidate)
        if candidate.number not in best or best[candidate.number].weight < row.weight:
            best[candidate.number] = row
        if longest is None or longest.weight < row.weight:
            longest = row
    if longest is None or longest.strong < max(_FEWEST, 2 * longest.length // 3):
        return []
    return longest.list_numbers()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of numbers: its last one and the row before it; `told` is how much they tell, the sure ones more."""

    last: _Glued
    before: _Row | None
    first: int
    length: int
    strong: int
    told: float

    @classmethod
    def of(cls, before: _Row | None, last: _Glued) -> _Row:
        """Return the row that goes on with a number, or begins with it."""
        told = 2.0 if last.strong else 0.5
        if before is None:
            return cls(last, None, last.number, 1, int(last.strong), told)
        return cls(last, before, before.first, before.length + 1, before.strong + last.strong, before.told + told)

    @property
    def weight(self) -> float:
        """How much the row tells, less what is missing between its numbers."""
        return self.told - 0.5 * (self.last.number - self.first + 1 - self.length)

    def list_numbers(self) -> list[_Glued]:
        """Return the numbers of the row, in their order."""
        row: _Row | None = self
        found: list[_Glued] = []
        while row is not None:
            found.append(row.last)
            row = row.before
        return found[::-1]
