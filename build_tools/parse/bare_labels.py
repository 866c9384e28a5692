"""A label on a line of its own, and its heading on the next one → one line.

Programs that put each element of a page on a line part 第一章 from 总则 where a page sets them apart in two. Editors of
articles set a bare number, 一 or 01, in a circle above each heading: where such numbers count from one, with text below
each heading, they are labels, too. Takes blocks; gives them with such pairs joined. The line feed between is on record
already.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.hanzi.labels import CLAUSE, DIVISION, FORMAL_RE, NUMERAL, opens_with_label
from build_tools.hanzi.numerals import read_ordinal
from build_tools.hanzi.punctuation import CLAUSE_STOP_RE, is_han
from build_tools.model.line import Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.parse.heading_words import STOCK

# 1. and 1.1, which a page may set apart from their text in elements of their own.
_HANGING_RE = re.compile(
    rf"(?P<point>[0-9]{{1,2}})[.．、]|(?P<decimal>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{0,3}})|(?P<han>{NUMERAL}、|{CLAUSE})"
)
# 1总则 above 1.1: a number glued to its heading, which nothing else tells.
_GLUED_RE = re.compile(r"(?P<n>[0-9]{1,2})[\u4e00-\u9fff、]{2,14}")
_NUMBER_RE = re.compile(rf"{NUMERAL}|0[1-9]|(?i:part)[ .·]{{0,2}}0?(?P<n>[1-9])")
_ARTICLE_RE = re.compile(rf"{DIVISION}(?<=[条條])")
_LONGEST_HEADING, _FEWEST_NUMBERS, _LONGEST_HANGING, _LONGEST_ARTICLE_TITLE = 40, 2, 12, 24
_HAN, _LEVEL = tuple("一二三四五六七八九十"), 2
# A sentence, or what stands above a table or a picture, is no heading.
_OTHER_RE = re.compile(r"[。；：！？，]|^[表图圖][ \u3000]*[0-9０-９]")


def join_bare_labels(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return the blocks with every label that stands alone joined with the heading below it."""
    joined: list[SourceBlock] = []
    counted, hanging, glued = _find_counted(blocks), _find_hanging(blocks), _find_glued(blocks)
    entitled = _find_entitled(blocks)
    for at, block in enumerate(blocks):
        last = joined[-1] if joined else None
        if (
            isinstance(last, Line)
            and isinstance(block, Line)
            and (at - 1 in hanging | entitled or _is_pair(last, block) or _goes_on(last, block))
        ):
            passage = Passage.join((last.passage, block.passage))
            numbered = len(last.text) if at - 1 in hanging else 0
            joined[-1] = Line(passage, last.line_no, replace(last.hints, accents=(), numbered=numbered))
        elif isinstance(last, Line) and isinstance(block, Line) and at - 1 in counted:
            level = block.hints.level if last.text.startswith(_HAN) else max(block.hints.level, _LEVEL)
            hints = replace(block.hints, accents=(), numbered=len(last.text), level=level)
            joined[-1] = Line(Passage.join((last.passage, block.passage)), last.line_no, hints)
        elif isinstance(block, Line) and at in glued:
            joined.append(replace(block, hints=replace(block.hints, numbered=glued[at])))
        else:
            joined.append(block)
    return tuple(joined)


def _goes_on(heading: Line, rest: Line) -> bool:
    """Whether a heading set wide has its last letter alone, 第一章 / 总 / 则, or a break parts 主要 from 任务."""
    label = FORMAL_RE.match(heading.text)
    begun = heading.text[label.end() :].strip(" \u3000") if label is not None else ""
    if begun and begun not in STOCK and begun + rest.text in STOCK:
        return True
    return len(begun) == 1 == len(rest.text) and is_han(rest.text)


def _find_entitled(blocks: Sequence[SourceBlock]) -> set[int]:
    """Blocks that are 第一條 alone, where below each one of them stands its title: 標的, as in Macau's regulations."""
    found: set[int] = set()
    for at, (block, below) in enumerate(pairwise(blocks)):
        if isinstance(block, Line) and _ARTICLE_RE.fullmatch(block.text):
            body = blocks[at + 2] if at + 2 < len(blocks) else None
            is_title = (
                isinstance(below, Line) and _is_heading(block, below) and len(below.text) <= _LONGEST_ARTICLE_TITLE
            )
            if not is_title or body is None or (isinstance(body, Line) and _ARTICLE_RE.fullmatch(body.text)):
                return set()
            found.add(at)
    return found if len(found) >= _FEWEST_NUMBERS else set()


def _find_counted(blocks: Sequence[SourceBlock]) -> set[int]:
    """Blocks that are bare numbers above headings, and count from one, with a sentence below each heading."""
    found: list[int] = []
    for at, (block, below) in enumerate(pairwise(blocks)):
        if not isinstance(block, Line) or not isinstance(below, Line):
            continue
        number = _NUMBER_RE.fullmatch(block.text)
        if number is None or read_ordinal((number["n"] or number[0]).lstrip("0")) != len(found) + 1:
            continue
        body = blocks[at + 2] if at + 2 < len(blocks) else None
        if _is_pair(block, below, _NUMBER_RE) and isinstance(body, Line) and CLAUSE_STOP_RE.search(body.text):
            found.append(at)
    return set(found) if len(found) >= _FEWEST_NUMBERS else set()


def _find_hanging(blocks: Sequence[SourceBlock]) -> set[int]:
    """Blocks that are labels alone above their text: points that count up, decimals above headings, 一、 above text.

    A database of laws sets each number in a column of its own.
    """
    found: set[int] = set()
    before = 0
    above: list[int] = []
    for at, (block, below) in enumerate(pairwise(blocks)):
        if not isinstance(block, Line) or not isinstance(below, Line) or opens_with_label(below.text):
            continue
        label = _HANGING_RE.fullmatch(block.text) if len(block.text) < _LONGEST_HANGING else None
        if label is None or not is_han(below.text[0]):
            continue
        if label["han"]:
            is_next = CLAUSE_STOP_RE.search(below.text) is not None or below.text.endswith(("：", ":"))
        elif label["point"]:
            is_next = int(label["point"]) in (1, before + 1) and CLAUSE_STOP_RE.search(below.text) is not None
            before = int(label["point"])
        else:
            body = blocks[at + 2] if at + 2 < len(blocks) else None
            text = body.text if isinstance(body, Line) else ""
            goes_on = "." in block.text and (_HANGING_RE.fullmatch(text) or CLAUSE_STOP_RE.search(text))
            is_heading = len(below.text) <= _LONGEST_HEADING and not _OTHER_RE.search(below.text)
            # 1 above 1.1, or above 1.0.1, as technical codes count what stands below a chapter itself.
            is_next = is_heading and (bool(goes_on) or text.startswith((f"{block.text}.1", f"{block.text}.0.1")))
            # 1.1 and 1.2 before sentences, as papers of Hong Kong count their paragraphs.
            number = [int(part) for part in re.split("[.．]", block.text)]
            follows = number in ([*above[:-1], above[-1] + 1] if above else [], [*number[:-1], 1])
            is_next |= len(number) > 1 and follows and CLAUSE_STOP_RE.search(below.text) is not None
            above = number
        if is_next:
            found.add(at)
    return found if len(found) >= _FEWEST_NUMBERS else set()


def _find_glued(blocks: Sequence[SourceBlock]) -> dict[int, int]:
    """Blocks that are headings glued to a number, and its length: they count from one, most of them above n.1."""
    found: dict[int, int] = {}
    parted = 0
    for at, (block, below) in enumerate(pairwise(blocks)):
        label = _GLUED_RE.fullmatch(block.text) if isinstance(block, Line) and not block.hints.linked else None
        if label is None or int(label["n"]) != len(found) + 1 or not isinstance(below, Line):
            continue
        is_parted = below.text.startswith((f"{label['n']}.1", f"{label['n']}．1"))
        if is_parted or parted >= _FEWEST_NUMBERS:
            found[at] = len(label["n"])
            parted += is_parted
    return found if parted >= _FEWEST_NUMBERS else {}


def _is_pair(label: Line, heading: Line, pattern: re.Pattern[str] = FORMAL_RE) -> bool:
    return (
        pattern.fullmatch(label.text) is not None
        and not label.text.endswith(("条", "條"))  # an article may have no title
        and _is_heading(label, heading)
    )


def _is_heading(label: Line, heading: Line) -> bool:
    text = heading.text
    return (
        not (label.marks or heading.marks or label.hints.linked or heading.hints.linked)
        and len(text) <= _LONGEST_HEADING
        and _OTHER_RE.search(text) is None
        and not opens_with_label(text)
    )
