"""Lines that a printer wrapped → paragraphs.

Text taken from a PDF or a terminal breaks its lines at a fixed width, in the middle of words. Where most unfinished
lines are about equally long, that width is known, and a full line that ends no sentence goes on in the next one.
Takes and gives lines of plain text; the line feeds between them are on record already.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from build_tools.clean.flush_lines import find_flush
from build_tools.clean.heading_lines import ends_with_line, find_own_line_forms, read_form
from build_tools.clean.line_pieces import COMMAS, ROLE_RE, is_own_line, join_pieces, may_follow, measure_width
from build_tools.clean.lines import EDGE_BLANKS
from build_tools.clean.soft_wraps import LineGroup, join_groups
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE, is_salutation
from build_tools.hanzi.labels import ANNEX_RE, CLAUSE, DIVISION
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.page_numbers import DOTS_RE
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Grid, Line, SourceBlock

_STOPS, _CLOSERS, _OPENERS = "。！？；：!?;:…", "”』」）)》】", "“『「（(《【"
_ROUND = str.maketrans("()", "（）")
_BEHIND = "。，、；：！？）”》"  # what never begins a line
# What stands between two lines of one element: one break, in either form, among blanks and tags of the type.
_BLANK = r"(?:[ \t\u00a0\u3000]|&(?:nbsp|ensp|emsp|#160|#12288);|</?(?:span|font|strong|b|o:p)\b[^>]*>)*+"
_BREAK_RE = re.compile(rf"{_BLANK}(?:<br\b[^<>]*>[ \t\r]*+\n?|\r?\n){_BLANK}", re.IGNORECASE)
_FEWEST_BREAKS = 8
# What opens a paragraph of its own, whatever stands above it.
_OPENS_RE = re.compile(
    r"[（(#|]|第|附件|专栏|[—―]|[0-9０-９]{1,3}(?:[.．﹒、]|$)|[①-⒛㈠-㈩]|(?:行动|任务|举措|工程)[一二三四五六七八九十0-9]"
)
_NUMBERED_RE = re.compile(r"[一二三四五六七八九十壹贰叁貳參]{1,4}[、.．]")
# 第五条 with a blank behind it; 第五条规定的 may open any line.
_PART_RE = re.compile(rf"{DIVISION}(?:[ \u3000]|$)")
_BRACKETED_RE = re.compile(rf"{CLAUSE}(?![项項款、至和规])")
_COUNTED_RE = re.compile(r"[（(][0-9一二三四五六七八九十]{1,3}[）)]")
# Characters that make a word with the 一 behind them: 统一, 唯一, 第一, 之一.
_BEFORE_ONE = "统統唯同单單专專第之万逐某另任均归歸合划劃如"
_NARROWEST, _WIDEST = 16, 70
# Of a column in which no line is wider, lines from so many characters on tell the width; an indent is two characters.
_COLUMN, _FEWEST_IN_COLUMN, _INDENT = 17, 6, 2
# From so many lines on, and so large a share of them, equal length is no chance.
_FEW_SOLID, _ALL, _MOST_APART = 8, 0.95, 1 / 3
# A blank may happen to begin a line; indents of paragraphs are more than these.
_STRAY = 0.03
# Lines of a paragraph that are asked whether a bracket is open; characters of 责任单位：.
_LOOKED_BACK, _ROLE = 20, 5
# Share of the unfinished lines that have to be about as long as the width claims.
_ENOUGH, _NEARLY_ALL = 0.6, 0.8
_MANY, _FEWEST = 12, 6
# Characters by which a full line may fall short of the width: a word or a sign that did not fit.
_SLACK = 3
# A text of few lines is wrapped where so many lines, and all that are unfinished, break off in mid-sentence.
_FEWEST_SHORT, _SHORT_TEXT = 3, 40
# Where fewer lines are full, the width is the longest line's, if it is a page's; of a narrow one more lines have to be.
_LEAST_WIDEST, _FEWEST_BROKEN = 24, 2
# Of a page that has an element for each line, so many lines at least break off.
_FEWEST_SET = 3
# A paragraph that goes on behind a page's number is joined already: so large a share of lines may be wider.
_MOST_WIDER = 0.05


def unwrap_lines(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """Return the blocks with wrapped lines joined; the same list where no width is evident."""
    if _is_solid(blocks):
        return join_groups(blocks, lambda _group, _line: True)
    blocks, pieced = join_pieces(blocks)
    lines = [block for block in blocks if isinstance(block, Line)]
    ends = [TITLE_END_RE.search(line.text) is not None for line in lines[:2]]
    title = lines[0] if ends == [True, False] else None
    width, margin = (pieced, 0) if pieced else _find_width(lines)
    joined: list[SourceBlock] = _join_stops(blocks)
    if not width:
        return joined
    setting = _Setting.of(lines, width, margin)
    return join_groups(
        joined,
        lambda group, line: (
            (bool(pieced) and _breaks_off(group, line)) or (group.last is not title and setting.goes_on(group, line))
        ),
    )


@dataclass(frozen=True)
class _Setting:
    """How a wrapped text is set.

    Attributes:
        width: at which its lines are wrapped, in characters.
        margin: the indent of the lines that go on.
        count: how many characters, figures like all others, nearly each unfinished line has; 0 for none.
        indented: whether an indent opens each paragraph.
        forms: of the labels whose headings end with their line.
    """

    width: int
    margin: int
    count: int
    indented: bool
    forms: frozenset[str]

    @classmethod
    def of(cls, lines: list[Line], width: int, margin: int) -> Self:
        count, indented = _find_count(lines, margin), _marks_paragraphs(lines, width, margin)
        return cls(width, margin, count, indented, find_own_line_forms(lines, width - _SLACK))

    def goes_on(self, group: LineGroup, follower: Line) -> bool:
        """Whether a paragraph goes on in a line."""
        last, is_first = group.last, len(group.lines) == 1
        if is_first and ends_with_line(last.text, follower.text, self.forms, self.width - _SLACK):
            return False
        return (
            self._fills(last, follower, is_first=is_first)
            and not any(map(_is_whole, (last.text, follower.text)))
            and (self.indented or not _is_finished(last.text, group.lines[0].text))
            and not _opens_division(last.text, follower.text)
            and not any(NUMBER_RE.fullmatch(line.text) for line in (last, follower))
            and not (is_salutation(follower.text) and TITLE_END_RE.search(last.text))
            and not (is_body(follower.text) and (_is_finished(last.text) or is_body(last.text)))
            and follower.hints.indent - self.margin < _INDENT
            and not follower.text.startswith(tuple(EDGE_BLANKS))
        )

    def _fills(self, last: Line, follower: Line, *, is_first: bool) -> bool:
        """Whether a line is as long as those that are wrapped; `is_first`: it begins its paragraph."""
        joined = last.hints.joined if is_first else 0
        indent = (last.hints.indent - self.margin) // 2 if is_first and not joined else 0
        measure = measure_width(last.text[joined:]) + indent
        if self.width <= _COLUMN and measure <= self.width and _opens_paragraph(follower, self.width):
            return False
        # The blanks that a tool puts around figures are narrower in print.
        full = self.width - _SLACK <= measure <= self.width + 2 + last.text.count(" ", joined) // 2
        # No paragraph ends with a comma.
        return full or len(last.text) - joined + indent == self.count or last.text.endswith(COMMAS)


def unwrap_breaks(blocks: list[SourceBlock], source: str) -> list[SourceBlock]:
    """Return the blocks of a page with the lines joined that a <pre> or a <br> at the end of each has wrapped."""
    wall = Grid((), 0)
    parted = list(blocks[:1])
    breaks = 0
    for above, block in pairwise(blocks):
        is_break = (
            isinstance(above, Line)
            and isinstance(block, Line)
            and _BREAK_RE.fullmatch(source, above.passage.end, block.passage.start) is not None
        )
        breaks += is_break
        parted.extend([block] if is_break else [wall, block])
    return [block for block in unwrap_lines(parted) if block is not wall] if breaks >= _FEWEST_BREAKS else blocks


def is_set_by_lines(blocks: list[SourceBlock]) -> bool:
    """Whether a page has an element for each printed line, as what turns print into HTML writes.

    Hardly a line is longer than the width, which nearly all that break off in mid-sentence fill.
    """
    lines = [block for block in blocks if isinstance(block, Line) and not block.hints.linked]
    width, margin = _find_width(lines)
    widths = [measure_width(line.text) + (line.hints.indent - margin) // 2 for line in lines]
    broken = [
        line
        for (line, below), measure in zip(pairwise(lines), widths, strict=False)
        if width - _SLACK <= measure
        and not _is_finished(line.text)
        and not read_form(below.text)
        and (TITLE_END_RE.search(below.text) or any(stop in below.text for stop in _STOPS))
    ]
    wider = sum(measure > width + _SLACK for measure in widths)
    return width > 0 and wider <= _MOST_WIDER * len(widths) and len(broken) >= _FEWEST_SET


def _join_stops(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """Put a stop that stands at the beginning of a line back behind what it ends, and what an indent tells to go on."""
    flush = find_flush(blocks)
    return join_groups(
        blocks,
        lambda group, line: (
            line.passage.start in flush or line.text[0] in _BEHIND or _closes(group, line) or _is_cut_off(group, line)
        ),
    )


def _closes(group: LineGroup, follower: Line) -> bool:
    """Whether a line closes the bracket that the line above has opened: （清政〔2023〕 / 18号）收悉."""
    if follower.hints.indent >= _INDENT or not _count_open(group.last.text) > 0 > _count_open(follower.text):
        return False
    return group.last.text[-1] not in "：:" and not read_form(follower.text)  # （包括： / 1）甲；


def _count_open(text: str) -> int:
    """Return how many round brackets a text leaves open, or below 0 that it closes one which it has not opened."""
    text = text.replace("(", "（").replace(")", "）")  # （四) is closed
    if 0 <= text.find("）") < text.find("（") or ("）" in text and "（" not in text):
        return -1
    return text.count("（") - text.count("）")


def _is_cut_off(group: LineGroup, follower: Line) -> bool:
    """Whether a line breaks off behind a full sentence of its paragraph, as at 公平统 / 一、可持续的."""
    text = group.last.text
    unfinished = group.has_sentence and group.length >= 30 and is_han(text[-1]) and not group.has_colon
    if not unfinished or follower.hints.indent >= 2 or _OPENS_RE.match(follower.text):
        return False
    return not _NUMBERED_RE.match(follower.text) or (text[-1] in _BEFORE_ONE and follower.text[0] == "一")


def _is_solid(blocks: list[SourceBlock]) -> bool:
    """Whether all lines but the last are equally long: a text without paragraphs, broken at a fixed width.

    Where paragraphs are kept, their last lines are shorter. A list of items, sentences or names may be as long by
    chance; a width ends few lines at a stop.
    """
    texts = [block.text for block in blocks if isinstance(block, Line)]
    if len(texts) < _FEW_SOLID or len(texts) < len(blocks):
        return False
    indented = sum(isinstance(block, Line) and block.hints.indent >= 2 for block in blocks[1:])
    headed = any(isinstance(block, Line) and block.hints.level for block in blocks)
    apart = sum(bool(read_form(text)) or text[-1] in _STOPS or is_body(text) for text in texts)
    if headed or indented > _STRAY * len(blocks) or apart > _MOST_APART * len(texts):
        return False
    for measure in (len, measure_width):
        widths = [measure(text) for text in texts[:-1]]
        width = Counter(widths).most_common(1)[0][0]
        near = sum(width - 2 <= other <= width + 1 for other in widths)
        if width >= _NARROWEST and near >= _ALL * len(widths) and max(widths) <= width + 2:
            return True
    return False


def _find_width(lines: list[Line]) -> tuple[int, int]:
    """Return the width at which lines are wrapped and the indent of the lines that go on; a width of 0 for none."""
    narrow = max((measure_width(line.text) for line in lines), default=0) <= _COLUMN
    unfinished = [
        line
        for line in lines
        if len(line.text) >= (_FEWEST_IN_COLUMN if narrow else _NARROWEST)
        and not _is_finished(line.text)
        and not DOTS_RE.search(line.text)
        and not (read_form(line.text) and (narrow or line.text[-1] in _CLOSERS))  # 一、某办法（某政发〔2016〕21号）
    ]
    if narrow and (len(unfinished) < _MANY or 4 * sum("，" in line.text for line in lines) < len(unfinished)):
        return 0, 0  # names under each other, no prose
    if len(unfinished) < _FEWEST and not _is_short_text(lines, unfinished):
        return _find_widest(lines)
    margin = min(line.hints.indent for line in unfinished)
    widths = [measure_width(line.text) + (line.hints.indent - margin) // 2 for line in unfinished]
    width = Counter(widths).most_common(1)[0][0]
    near = sum(width - _SLACK <= length <= width + 2 for length in widths)
    share = _ENOUGH if len(unfinished) >= _MANY and not narrow else _NEARLY_ALL
    if width > _WIDEST or near < share * len(unfinished):
        return (0, 0) if narrow or len(unfinished) >= _MANY else _find_widest(lines)
    return width, margin


def _find_count(lines: list[Line], margin: int) -> int:
    """Return how many characters, figures like all others, nearly each unfinished line has; 0 for none."""
    long = [line for line in lines if len(line.text) >= _NARROWEST and not _is_finished(line.text)]
    counts = Counter(len(line.text) + (line.hints.indent - margin) // 2 for line in long)
    count, times = counts.most_common(1)[0] if long else (0, 0)
    return count if times >= max(_FEWEST_SHORT, _NEARLY_ALL * len(long)) else 0


def _find_widest(lines: list[Line]) -> tuple[int, int]:
    """Return the width of a text that few paragraphs fill: no line is longer, and those as long break off."""
    widths = [measure_width(line.text) for line in lines]
    widest = max(widths, default=0)
    broken = [
        line.hints.indent
        for (line, below), width in zip(pairwise(lines), widths, strict=False)
        if width >= widest - _SLACK
        and is_han(line.text[-1])
        and not read_form(below.text)
        and any(stop in below.text for stop in _STOPS)
    ]
    # Where each paragraph stands in, one that goes on at the margin is enough.
    inner = lines[next((at for at, line in enumerate(lines) if line.hints.indent >= _INDENT), len(lines)) :]
    flush = sum(line.hints.indent < _INDENT and line.text[-1] in "。；：" for line in inner)
    is_alone = bool(broken) and flush == len(broken) and len(inner) - flush >= _FEWEST
    is_width = _LEAST_WIDEST <= widest <= _WIDEST and (len(broken) >= _FEWEST_BROKEN or is_alone)
    return (widest, min(broken)) if is_width else (0, 0)


def _is_short_text(lines: list[Line], unfinished: list[Line]) -> bool:
    """Whether each unfinished line of a short text goes on in the next one, until a sentence ends."""
    if len(unfinished) < _FEWEST_SHORT or len(lines) > _SHORT_TEXT:
        return False
    broken = {line.passage.start for line in unfinished}
    return all(
        not read_form(other.text)
        and (is_han(other.text[0]) or other.text[0].isdigit() or other.text[0] in _BEHIND)
        and ("。" in other.text or TITLE_END_RE.search(other.text) or other.passage.start in broken)
        for one, other in pairwise(lines)
        if one.passage.start in broken
    )


def _marks_paragraphs(lines: list[Line], width: int, margin: int) -> bool:
    """Whether an indent opens each paragraph, so that a line without one goes on whatever the line above ends with."""
    behind = [
        other.hints.indent - margin >= 2
        for one, other in pairwise(lines)
        if one.text.endswith(("。", "）"))
        and measure_width(one.text) + (one.hints.indent - margin) // 2 < width - _SLACK
    ]
    return len(behind) >= _FEWEST and sum(behind) >= _NEARLY_ALL * len(behind)


def _is_finished(text: str, opening: str = "") -> bool:
    """Whether a line ends a sentence, or is a bracket or a title as a whole; `opening` begins its paragraph."""
    if text[-1] in _CLOSERS:
        opened = _OPENERS[_CLOSERS.index(text[-1])]
        if _COUNTED_RE.match(opening or text):
            return text[-2:-1] in _STOPS  # the bracket that opens it is its label's
        return text[-2:-1] in _STOPS or (opening or text)[0].translate(_ROUND) == opened.translate(_ROUND)
    return text[-1] in _STOPS


def _is_whole(text: str) -> bool:
    """Whether a line is a day or the label of an annex, which neither go on nor end a sentence."""
    return DATE_RE.fullmatch(text) is not None or ANNEX_RE.fullmatch(text) is not None


def _breaks_off(group: LineGroup, follower: Line) -> bool:
    """Whether a text in pieces goes on below a line: behind a comma, and in a paragraph that is not at its end."""
    last = group.last.text
    text = "".join(line.text for line in group.lines[-_LOOKED_BACK:]).translate(_ROUND)
    if text.count("（") > text.count("）") or ROLE_RE.fullmatch(last[-_ROLE:]):
        return not _opens_division(last, follower.text)
    # What stands behind a comma is no heading: without a stop it goes on.
    under_way = len(group.lines) > 1 and group.lines[-2].text.endswith(COMMAS) and is_han(last[-1])
    if under_way and not (is_own_line(follower.text) or _opens_division(last, follower.text)):
        return True
    begun = len(group.lines) > 1 and (group.has_sentence or "，" in text)
    if not (last.endswith(COMMAS) or (begun and not _is_finished(last, group.lines[0].text))):
        return False
    return may_follow(last, follower.text) and not _opens_division(last, follower.text)


def _opens_paragraph(line: Line, width: int) -> bool:
    """Whether a line of a column goes on though it is short by an indent, which its tool has taken away."""
    return width - _SLACK <= measure_width(line.text) <= width - _INDENT and not _is_finished(line.text)


def _opens_division(text: str, follower: str) -> bool:
    """Whether a line opens with a label, and not with a number or a reference that the line above began."""
    if _NUMBERED_RE.match(follower):
        return text[-1] not in _BEFORE_ONE + "第、" and not _NUMBERED_RE.match(follower[2:])
    if read_form(follower) in ("decimal", "point"):
        return text[-1] not in "第、至和达为约比到超过近%％"
    return _PART_RE.match(follower) is not None or (
        _BRACKETED_RE.match(follower) is not None and text[-1] not in "第、和至"
    )
