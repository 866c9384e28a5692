"""Headings that print no number, where the markup alone, or how they are set, says that they are headings.

Takes blocks; gives the level of each such heading, by its block. That is evidence, never proof: scrapers set headings
over their own cards, and pages over their menus. So the document has to be set in headings: two of them at least, text
below, and no section that stands as plain text beside them.
"""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from build_tools.hanzi.labels import FIRST_LABEL_RE, NUMERAL
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import holds, squeeze
from build_tools.model.division import CHAPTERS, Kind
from build_tools.model.line import Line, SourceBlock
from build_tools.parse.markers import read_markers

_FEWEST, _LONGEST = 2, 60
# Where no markup says what a heading is: how long it is at most, how much larger than the text, how much of a text may
# be bold if that is to tell headings, and how many levels are told apart below the first.
_SHORT, _LARGER, _MOST_BOLD, _LOWEST = 30, 1.08, 0.3, 3
_GENERAL = frozenset("总则 總則 总论 總論 附则 附則 绪论 緒論 绪言 緒言 导论 導論 导言 導言".split())
_TERMS = frozenset(
    "名词解释 名词说明 名詞解釋 名詞說明 主要名词解释 主要名詞解釋 术语解释 术语说明 名词术语解释 名词术语说明"
    " 專有名詞解釋 缩略语 縮略語".split()
)
# What a plan begins with before its first number, and ends with behind its last.
_FRONT = frozenset("前言 引言 引语 引語 序言 序语 导言 導言 导语 導語 前文 引文 序文 序章 引章 序".split())
_BACK = frozenset("结语 結語 结束语 結束語 后记 後記".split())
_CHAPTER_RE = re.compile(rf"第[ \u3000]*{NUMERAL}[ \u3000]*[章编編篇]")
_SECTION_RE = re.compile(rf"{NUMERAL}[、．.][ \u3000]*[^、]")
_PARAGRAPH_RE = re.compile(r"(?P<n>[1-9][0-9]?)[.．][ \u3000]+(?=[^0-9])")
_LOWER_RE = re.compile(rf"第[ \u3000]*{NUMERAL}[ \u3000]*[节節条條]")
# The rungs that would be headings, too, if the document were set in them.
_UPPER = CHAPTERS | {Kind.SECTION, Kind.CLAUSE}
# What scrapers and programs set over the parts of a page that they saved.
_CARD_RE = re.compile(
    r"(?:基本信息|元数据|正文|原文|全文|(?:政策|文件|规划|计划|通知|意见)(?:全文|原文|正文|解读)|相关(?:链接|文档|文件|阅读)|附件(?:下载)?"
    r"|目录|文档[ \u3000]*[:：].*|.*\.(?:md|docx?|pdf|txt|html?))"
)


def find_general(blocks: tuple[SourceBlock, ...], taken: Container[int]) -> tuple[frozenset[int], Kind | None]:
    """Return the blocks of headings that seldom have a number and are known by their words, and the kind beside them.

    总则 and the like among chapters, right above 第一节 or 第一条; 名词解释 above the first of its entries; 前言 and
    结语 above text, before the first of the chapters, or sections, and behind the last.
    """
    lines = [block.text if isinstance(block, Line) and at not in taken else "" for at, block in enumerate(blocks)]
    has_chapters = any(_CHAPTER_RE.match(text) for text in lines)
    edges = _find_edges(lines, _CHAPTER_RE if has_chapters else _SECTION_RE)
    found = {
        at
        for at, (text, below) in enumerate(pairwise(lines))
        if len(text) <= _LONGEST
        and (
            (has_chapters and squeeze(text) in _GENERAL and _LOWER_RE.match(below))
            or (squeeze(text) in _TERMS and FIRST_LABEL_RE.match(below))
        )
    }
    beside = Kind.CHAPTER if has_chapters else Kind.SECTION
    return frozenset(edges | found), beside if edges or (found and has_chapters) else None


def _find_edges(lines: Sequence[str], label: re.Pattern[str]) -> set[int]:
    """Return where 前言 stands between a title and the first label of a numbering, and 结语 behind the last."""
    found = set()
    after = below = ""
    for at, text in reversed([*enumerate(lines)]):
        words = _BACK if not after else _FRONT if after.lstrip("第 \u3000").startswith("一") else ()
        if squeeze(text) in words and holds(below, "，。；") and not read_markers(below, inner=False):
            found.add(at)
        after, below = (text if label.match(text) else after), text
    return found if after else set()


def find_unnumbered(blocks: tuple[SourceBlock, ...], taken: Container[int]) -> dict[int, int]:
    """Return the level (1-6) of each heading without a number, by its block; `taken` blocks are something else."""
    lines = {at: block for at, block in enumerate(blocks) if isinstance(block, Line) and block.text}
    levels = {at: line.hints.level for at, line in lines.items() if line.hints.level}
    if len(levels) <= _FEWEST:
        levels = _level_by_looks(lines)
    if len(levels) <= _FEWEST:
        levels = _level_by_numbers(lines)
    if len(levels) <= _FEWEST:
        return {}
    # The only heading of the highest level is the title.
    counts = Counter(levels.values())
    top = min(counts)
    found = {
        at: level
        for at, level in levels.items()
        if (level > top or (counts[top] > 1 and top > 1)) and at not in taken and _is_bare(lines[at])
    }
    found = {at: level for at, level in found.items() if _holds_text(blocks, at, levels)}
    return found if len(found) >= _FEWEST and _stand_over_numbering(blocks, taken, found) else {}


def _is_bare(line: Line) -> bool:
    """Whether a heading opens with no label and is none of the lines that end or address a letter."""
    text = line.text
    if len(text) > _LONGEST or holds(text, "。；！") or text[-1] in "：:，," or DATE_RE.fullmatch(text):
        return False
    if line.counted and not text[0].isdecimal():
        return False  # 一 stood alone above it
    return not read_markers(text, inner=False) and _CARD_RE.fullmatch(text) is None


def _level_by_looks(lines: Mapping[int, Line]) -> dict[int, int]:
    """Return levels from 2 for short lines that are set larger or bolder than the text: the larger, the higher."""
    sizes: Counter[float] = Counter()
    bold = 0
    for line in lines.values():
        sizes[line.hints.size] += len(line.text)
        bold += line.hints.bold * len(line.text)
    text_size = max(sizes, key=lambda size: sizes[size], default=0.0)
    is_sign = bold < _MOST_BOLD * sizes.total()
    looks = {
        at: (-line.hints.size, not line.hints.centered)
        for at, line in lines.items()
        if len(line.text) <= _SHORT and (line.hints.size > _LARGER * text_size or (is_sign and line.hints.bold))
    }
    order = sorted(set(looks.values()))
    return {at: 2 + min(order.index(look), _LOWEST) for at, look in looks.items()}


def _level_by_numbers(lines: Mapping[int, Line]) -> dict[int, int]:
    """Return level 2 for short lines over which the numbers of paragraphs go on: 引言, 1.　…。, 理據, 2.　…。.

    Papers of Hong Kong are set so. Each paragraph is a sentence; none is a heading.
    """
    found: list[int] = []
    last = over = 0
    for (at, line), (_, below) in pairwise(lines.items()):
        number = _PARAGRAPH_RE.match(below.text)
        if number is None or int(number["n"]) != last + 1:
            continue
        if not below.text.endswith(("。", "：", "；")):
            return {}
        if len(line.text) <= _SHORT and not _PARAGRAPH_RE.match(line.text) and _is_bare(line):
            found.append(at)
            over += last > 0
        last += 1
    return dict.fromkeys(found, 2) if over >= _FEWEST else {}


def _holds_text(blocks: tuple[SourceBlock, ...], at: int, levels: Mapping[int, int]) -> bool:
    """Whether something stands below a heading before the next one of its level."""
    return at + 1 < len(blocks) and not 0 < levels.get(at + 1, 0) <= levels[at]


def _stand_over_numbering(blocks: tuple[SourceBlock, ...], taken: Container[int], found: Container[int]) -> bool:
    """Whether what is numbered in plain text stands below the headings: （一） begins anew under each that has any.

    Where 第一章 or a single row of 一、 stands as plain text, or a numbering goes on over a heading, the headings are
    not the document's own.
    """
    last: dict[Kind, tuple[int, int]] = {}  # the number, and below which heading
    begun: Counter[Kind] = Counter()
    above = -1
    for at, block in enumerate(blocks):
        if at in found:
            above = at
        if at in taken or not isinstance(block, Line) or block.hints.level:
            continue
        for marker in read_markers(block.text, inner=False):
            kind = marker.rung.kind
            if kind not in _UPPER or marker.belief <= 0:
                continue
            number, place = last.get(kind, (0, above))
            if above < 0 or kind in CHAPTERS or (marker.ordinal == number + 1 and number and place != above):
                return False
            begun[kind] += marker.ordinal == 1
            last[kind] = marker.ordinal, above
    return Kind.SECTION not in last or begun[Kind.SECTION] >= _FEWEST
