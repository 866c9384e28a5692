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
from build_tools.hanzi.punctuation import fold_width, is_han
from build_tools.model.line import Block, Hints, Line, Mark
from build_tools.model.passage import Passage

_ENDS = tuple("。！？；：!?;:”」』）)》】…")
_STOPS, _CLOSERS, _OPENERS = "。！？；：!?;:…", "”』」）)》】", "“『「（(《【"
_FEW_LINES, _LONG = 6, 120
_TOKEN_RE = re.compile(r"[^ \u3000]+")
# What opens a paragraph of its own, whatever stands above it.
_OPENS_RE = re.compile(
    r"[（(#|]|第|附件|专栏|[—―]|[0-9０-９]{1,3}(?:[.．、]|$)|[①-⑳]|(?:行动|任务|举措|工程)[一二三四五六七八九十0-9]"
)
_NUMBERED_RE = re.compile(r"[一二三四五六七八九十壹贰叁貳參]{1,4}[、.．]")
# 第五条 with a blank behind it; 第五条规定的 may open any line.
_PART_RE = re.compile(r"第[ \u3000]?[一二三四五六七八九十百零〇0-9]{1,7}[ \u3000]?[编編章节節条條](?:[ \u3000]|$)")
_BRACKETED_RE = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)](?![项項款、至和规])")
# Characters that make a word with the 一 behind them: 统一, 唯一, 第一, 之一.
_BEFORE_ONE = "统統唯同单單专專第之万逐某另任均归歸合划劃如"
_NARROWEST, _WIDEST = 16, 70
# Share of the unfinished lines that have to be about as long as the width claims.
_ENOUGH, _NEARLY_ALL = 0.6, 0.8
_MANY, _FEWEST = 12, 6


def unwrap_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks with wrapped lines joined; the same list where no width is evident."""
    lines = [block for block in blocks if isinstance(block, Line)]
    width, margin = _find_width(lines)
    joined: list[Block] = _join_stops(blocks)
    if not width:
        return joined
    indented = _marks_paragraphs(lines, width, margin)
    blocks, joined = joined, []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            isinstance(block, Line)
            and isinstance(last, Line)
            and _goes_on(last, block, width, margin, indented=indented)
        ):
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
    opens = is_han(after[0]) or after[0] in "“《（(〔【0123456789"
    return chinese and opens and len(after) > 1 and (len(before) > 1 or len(after) > 3)


def _is_stop(text: str) -> bool:
    return text[0] in "。，、；：！？）”》"


def _is_cut_off(line: Line, follower: Line) -> bool:
    """Whether a line breaks off behind a full sentence of its paragraph, as at 公平统 / 一、可持续的."""
    text = line.text
    unfinished = (
        "。" in text and len(text) >= 30 and is_han(text[-1]) and ":" not in fold_width(text[text.rfind("。") :])
    )
    if not unfinished or follower.hints.indent >= 2 or _OPENS_RE.match(follower.text):
        return False
    return not _NUMBERED_RE.match(follower.text) or (text[-1] in _BEFORE_ONE and follower.text[0] == "一")


def _find_width(lines: list[Line]) -> tuple[int, int]:
    """Return the width at which lines are wrapped and the indent of the lines that go on; a width of 0 for none."""
    unfinished = [line for line in lines if not _is_finished(line.text) and len(line.text) >= _NARROWEST]
    if len(unfinished) < _FEWEST:
        return 0, 0
    margin = min(line.hints.indent for line in unfinished)
    widths = [_measure(line.text) + (line.hints.indent - margin) // 2 for line in unfinished]
    width = Counter(widths).most_common(1)[0][0]
    near = sum(width - 3 <= length <= width + 2 for length in widths)
    share = _ENOUGH if len(unfinished) >= _MANY else _NEARLY_ALL
    if width > _WIDEST or near < share * len(unfinished):
        return 0, 0
    return width, margin


def _measure(text: str) -> int:
    """Width in Chinese characters: a Latin letter or an Arabic digit takes half of one."""
    narrow = sum(char.isascii() for char in text)
    return len(text) - narrow // 2


def _marks_paragraphs(lines: list[Line], width: int, margin: int) -> bool:
    """Whether an indent opens each paragraph, so that a line without one goes on whatever the line above ends with."""
    behind = [
        other.hints.indent - margin >= 2
        for one, other in pairwise(lines)
        if one.text.endswith("。") and _measure(one.text) + (one.hints.indent - margin) // 2 < width - 3
    ]
    return len(behind) >= _FEWEST and sum(behind) >= _NEARLY_ALL * len(behind)


def _is_finished(text: str) -> bool:
    """Whether a line ends a sentence, or is a bracket or a title as a whole."""
    if text[-1] in _CLOSERS:
        return text[-2:-1] in _STOPS or text[0] in _OPENERS
    return text[-1] in _STOPS


def _goes_on(line: Line, follower: Line, width: int, margin: int, *, indented: bool) -> bool:
    last = line.text[line.hints.joined :]
    indent = 0 if line.hints.joined else (line.hints.indent - margin) // 2
    full = width - 3 <= _measure(last) + indent <= width + 2
    return (
        full
        and (indented or not _is_finished(line.text))
        and not _opens_division(line.text, follower.text)
        and follower.hints.indent - margin < 2
        and not follower.text.startswith(tuple(EDGE_BLANKS))
    )


def _opens_division(text: str, follower: str) -> bool:
    """Whether a line opens with a label, and not with a number or a reference that the line above began."""
    if _NUMBERED_RE.match(follower):
        return text[-1] not in _BEFORE_ONE + "第、" and not _NUMBERED_RE.match(follower[2:])
    return _PART_RE.match(follower) is not None or (
        _BRACKETED_RE.match(follower) is not None and text[-1] not in "第、和至"
    )


def _join(line: Line, follower: Line) -> Line:
    start = len(line.text)
    marks = (*line.marks, *(Mark(mark.start + start, mark.end + start, mark.name) for mark in follower.marks))
    hints = Hints(line.hints.level, line.hints.centered, indent=line.hints.indent, joined=start)
    return Line(Passage.join([line.passage, follower.passage]), line.line_no, hints, marks)
