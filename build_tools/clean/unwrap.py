"""Lines that a printer wrapped → paragraphs.

Text taken from a PDF or a terminal breaks its lines at a fixed width, in the middle of words. Where most unfinished
lines are about equally long, that width is known, and a full line that ends no sentence goes on in the next one.
Takes and gives lines of plain text; the line feeds between them are on record already.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from build_tools.clean.lines import EDGE_BLANKS, LineSink
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Block, Hints, Line, Mark
from build_tools.model.passage import Passage

_ENDS = tuple("。！？；：!?;:”」』）)》】…")
_FEW_LINES, _LONG = 6, 120
_TOKEN_RE = re.compile(r"[^ \u3000]+")
_NARROWEST, _WIDEST = 16, 70
# From so many lines on, and so large a share of them, equal length is no chance.
_FEW_SOLID, _ALL = 8, 0.95
# A blank may happen to begin a line; indents of paragraphs are more than these.
_STRAY = 0.03
# Share of the unfinished lines that have to be about as long as the width claims.
_ENOUGH = 0.6


def unwrap_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks with wrapped lines joined; the same list where no width is evident."""
    if _is_solid(blocks):
        return [_join_all([block for block in blocks if isinstance(block, Line)])]
    width = _find_width([block.text for block in blocks if isinstance(block, Line)])
    joined: list[Block] = _join_stops(blocks)
    if not width:
        return joined
    blocks, joined = joined, []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Line) and isinstance(last, Line) and _goes_on(last, block, width):
            joined[-1] = _join(last, block)
        else:
            joined.append(block)
    return joined


def _join_stops(blocks: list[Block]) -> list[Block]:
    """Put a stop that stands at the beginning of a line back behind what it ends."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Line) and isinstance(last, Line) and (_is_stop(block.text) or _is_cut_off(last, block)):
            joined[-1] = _join(last, block)
        else:
            joined.append(block)
    return joined


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
    opens = is_han(after[0]) or after[0] in "“《（(【—－―①0123456789"
    return chinese and opens and len(after) > 1 and (len(before) > 1 or len(after) > 3)


def _is_stop(text: str) -> bool:
    return text[0] in "。，、；：！？）”》"


def _is_cut_off(line: Line, follower: Line) -> bool:
    """Whether a line breaks off behind a full sentence of its paragraph, as at 公平统 / 一、可持续的."""
    text = line.text
    unfinished = "。" in text and len(text) >= 30 and is_han(text[-1])
    return unfinished and follower.hints.indent < 2 and not follower.text.startswith(("（", "(", "第", "附件", "专栏"))


def _is_solid(blocks: list[Block]) -> bool:
    """Whether all lines but the last are equally long: a text without paragraphs, broken at a fixed width.

    Where paragraphs are kept, their last lines are shorter.
    """
    texts = [block.text for block in blocks if isinstance(block, Line)]
    if len(texts) < _FEW_SOLID or len(texts) < len(blocks):
        return False
    indented = sum(isinstance(block, Line) and block.hints.indent >= 2 for block in blocks[1:])
    headed = any(isinstance(block, Line) and block.hints.level for block in blocks)
    if headed or indented > _STRAY * len(blocks):
        return False
    for measure in (len, _columns):
        widths = [measure(text) for text in texts[:-1]]
        width = Counter(widths).most_common(1)[0][0]
        near = sum(width - 2 <= other <= width + 1 for other in widths)
        if width >= _NARROWEST and near >= _ALL * len(widths) and max(widths) <= width + 2:
            return True
    return False


def _columns(text: str) -> int:
    """Width of a text whose Latin letters are half as wide as a Chinese character, in whole characters."""
    return round(sum(0.5 if char.isascii() else 1.0 for char in text))


def _join_all(lines: list[Line]) -> Line:
    first = lines[0]
    start = 0
    marks: list[Mark] = []
    for line in lines:
        marks.extend(Mark(mark.start + start, mark.end + start, mark.name) for mark in line.marks)
        start += len(line.text)
    passage = Passage.join([line.passage for line in lines])
    return Line(passage, first.line_no, Hints(indent=first.hints.indent, joined=len(first.text)), tuple(marks))


def _find_width(texts: list[str]) -> int:
    unfinished = [len(text) for text in texts if not text.endswith(_ENDS) and len(text) >= _NARROWEST]
    if len(unfinished) < 12:
        return 0
    width = Counter(unfinished).most_common(1)[0][0]
    near = sum(width - 3 <= length <= width + 2 for length in unfinished)
    return width if width <= _WIDEST and near >= _ENOUGH * len(unfinished) else 0


def _goes_on(line: Line, follower: Line, width: int) -> bool:
    last_length = len(line.text) - line.hints.joined
    full = width - 3 <= last_length + line.hints.indent // 2 <= width + 2
    return (
        full
        and not line.text.endswith(_ENDS)
        and follower.hints.indent < 2
        and not follower.text.startswith(tuple(EDGE_BLANKS))
    )


def _join(line: Line, follower: Line) -> Line:
    start = len(line.text)
    marks = (*line.marks, *(Mark(mark.start + start, mark.end + start, mark.name) for mark in follower.marks))
    hints = Hints(line.hints.level, line.hints.centered, indent=line.hints.indent, joined=start)
    return Line(Passage.join([line.passage, follower.passage]), line.line_no, hints, marks)
