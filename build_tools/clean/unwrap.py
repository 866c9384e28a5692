"""Lines that a printer wrapped → paragraphs.

Text taken from a PDF or a terminal breaks its lines at a fixed width, in the middle of words. Where most unfinished
lines are about equally long, that width is known, and a full line that ends no sentence goes on in the next one.
Takes and gives lines of plain text; the line feeds between them are on record already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from build_tools.clean.lines import EDGE_BLANKS, LineSink
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Block, Hints, Line, Mark
from build_tools.model.passage import Passage

_ENDS = tuple("。！？；：!?;:”」』）)》】…")
_FEW_LINES, _LONG = 6, 120
_TOKEN_RE = re.compile(r"[^ \u3000]+")
_NARROWEST, _WIDEST = 16, 70
# Share of the unfinished lines that have to be about as long as the width claims.
_ENOUGH = 0.6


def unwrap_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks with wrapped lines joined; the same list where no width is evident."""
    width = _find_width([block.text for block in blocks if isinstance(block, Line)])
    joined: list[Block] = _join_stops(blocks)
    if not width:
        return joined
    return _join_groups(joined, lambda group, line: _goes_on(group, line, width))


def _join_stops(blocks: list[Block]) -> list[Block]:
    """Put a stop that stands at the beginning of a line back behind what it ends."""
    return _join_groups(blocks, lambda group, line: _is_stop(line.text) or _is_cut_off(group, line))


def split_spaced(blocks: list[Block], sink: LineSink) -> list[Block]:
    """Cut a text of few lines at its blanks where they stand for printed breaks, as in letters read by OCR."""
    lines = [block for block in blocks if isinstance(block, Line)]
    if len(lines) != len(blocks) or len(lines) > _FEW_LINES:
        return blocks
    split: list[Block] = []
    for line in lines:
        tokens = list(_TOKEN_RE.finditer(line.text))
        breaks = [(one.end(), other.start()) for one, other in pairwise(tokens) if _is_break(one[0], other[0])]
        behind_stops = sum(line.text[end - 1] in _ENDS for end, _ in breaks)
        if len(line.text) < _LONG or len(breaks) < 4 or 3 * behind_stops < len(breaks):
            split.append(line)
            continue
        at = 0
        for end, start in breaks:
            split.append(line.cut(at, end))
            sink.drop(line.passage[end:start], "line-break")
            at = start
        split.append(line.cut(at, len(line.text)))
    return split


def _is_break(before: str, after: str) -> bool:
    """Whether a blank parts two printed lines: Chinese on both sides, and not the letter-spacing of a heading."""
    chinese = is_han(before[-1]) or before[-1] in _ENDS
    opens = is_han(after[0]) or after[0] in "“《（0123456789"
    return chinese and opens and len(after) > 1 and (len(before) > 1 or len(after) > 3)


def _is_stop(text: str) -> bool:
    return text[0] in "。，、；：！？）”》"


def _is_cut_off(group: _Group, follower: Line) -> bool:
    """Whether a line breaks off behind a full sentence of its paragraph, as at 公平统 / 一、可持续的."""
    unfinished = group.has_sentence and group.length >= 30 and is_han(group.last.text[-1])
    return unfinished and follower.hints.indent < 2 and not follower.text.startswith(("（", "(", "第", "附件", "专栏"))


def _find_width(texts: list[str]) -> int:
    unfinished = [len(text) for text in texts if not text.endswith(_ENDS) and len(text) >= _NARROWEST]
    if len(unfinished) < 12:
        return 0
    width = Counter(unfinished).most_common(1)[0][0]
    near = sum(width - 3 <= length <= width + 2 for length in unfinished)
    return width if width <= _WIDEST and near >= _ENOUGH * len(unfinished) else 0


def _goes_on(group: _Group, follower: Line, width: int) -> bool:
    last = group.last
    last_length = len(last.text) - (last.hints.joined if len(group.lines) == 1 else 0)
    full = width - 3 <= last_length + group.lines[0].hints.indent // 2 <= width + 2
    return (
        full
        and not last.text.endswith(_ENDS)
        and follower.hints.indent < 2
        and not follower.text.startswith(tuple(EDGE_BLANKS))
    )


@dataclass
class _Group:
    """Lines that make one paragraph; they are joined once, when all of them are known."""

    lines: list[Line]
    length: int
    has_sentence: bool

    @classmethod
    def of(cls, line: Line) -> _Group:
        return cls([line], len(line.text), "。" in line.text)

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.length += len(line.text)
        self.has_sentence = self.has_sentence or "。" in line.text

    def join(self) -> Line:
        first = self.lines[0]
        if len(self.lines) == 1:
            return first
        marks: list[Mark] = []
        start = end = 0
        for line in self.lines:
            start = end
            end += len(line.text)
            marks.extend(Mark(mark.start + start, mark.end + start, mark.name) for mark in line.marks)
        hints = Hints(first.hints.level, first.hints.centered, indent=first.hints.indent, joined=start)
        return Line(Passage.join(line.passage for line in self.lines), first.line_no, hints, tuple(marks))


def _join_groups(blocks: list[Block], goes_on: Callable[[_Group, Line], bool]) -> list[Block]:
    """Return the blocks with each line joined to those before it where `goes_on` says so."""
    joined: list[Block] = []
    group: _Group | None = None
    for block in blocks:
        if group is not None and isinstance(block, Line) and goes_on(group, block):
            group.add(block)
            continue
        if group is not None:
            joined.append(group.join())
        group = _Group.of(block) if isinstance(block, Line) else None
        if group is None:
            joined.append(block)
    return [*joined, group.join()] if group is not None else joined
