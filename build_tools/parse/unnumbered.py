"""Headings that print no number, where the markup alone says that they are headings.

Takes blocks; gives the level of each such heading, by its block. Markup is evidence, never proof: scrapers set headings
over their own cards, and pages over their menus. So the document has to be set in headings: two of them at least, text
below, and no section that stands as plain text beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from itertools import pairwise

from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.division import Kind
from build_tools.model.line import Line, SourceBlock
from build_tools.parse.markers import read_markers

_FEWEST, _LONGEST = 2, 60
_SENTENCE_RE = re.compile(r"[。；！]|[：:，,]$")
_GENERAL_RE = re.compile(r"[总總][ \u3000]*[则則论論]|附[ \u3000]*[则則]|[绪緒导導][ \u3000]*[论論言]")
_CHAPTER_RE = re.compile(r"第[ \u3000]*[一二三四五六七八九十]{1,3}[ \u3000]*[章编編篇]")
_LOWER_RE = re.compile(r"第[ \u3000]*[一二三四五六七八九十]{1,3}[ \u3000]*[节節条條]")
# The rungs that would be headings, too, if the document were set in them.
_UPPER = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER, Kind.SECTION, Kind.CLAUSE})
# What scrapers and programs set over the parts of a page that they saved.
_CARD_RE = re.compile(
    r"(?:基本信息|元数据|正文|原文|全文|(?:政策|文件|规划|计划|通知|意见)(?:全文|原文|正文|解读)|相关(?:链接|文档|文件|阅读)|附件(?:下载)?"
    r"|目录|文档[ \u3000]*[:：].*|.*\.(?:md|docx?|pdf|txt|html?))"
)


def find_general(blocks: tuple[SourceBlock, ...], taken: Container[int]) -> frozenset[int]:
    """Return the blocks of 总则 and the like, without a number among chapters and right above 第一节 or 第一条."""
    lines = [block.text if isinstance(block, Line) and at not in taken else "" for at, block in enumerate(blocks)]
    if not any(_CHAPTER_RE.match(text) for text in lines):
        return frozenset()
    return frozenset(
        at
        for at, (text, below) in enumerate(pairwise(lines))
        if len(text) <= _LONGEST and _GENERAL_RE.fullmatch(text) and _LOWER_RE.match(below)
    )


def find_unnumbered(blocks: tuple[SourceBlock, ...], taken: Container[int]) -> dict[int, int]:
    """Return the level (1-6) of each heading without a number, by its block; `taken` blocks are something else."""
    levelled = [
        (at, block) for at, block in enumerate(blocks) if isinstance(block, Line) and block.hints.level and block.text
    ]
    if len(levelled) <= _FEWEST:
        return {}
    bare = {at: block.hints.level for at, block in levelled if at not in taken and _is_bare(block)}
    # The only heading of the highest level is the title.
    levels = Counter(block.hints.level for _, block in levelled)
    top = min(levels)
    found = {at: level for at, level in bare.items() if level > top or (levels[top] > 1 and top > 1)}
    found = {at: level for at, level in found.items() if _holds_text(blocks, at, level)}
    if len(found) < _FEWEST or _has_plain_sections(blocks, taken):
        return {}
    return found


def _is_bare(line: Line) -> bool:
    """Whether a heading opens with no label and is none of the lines that end or address a letter."""
    text = line.text
    if len(text) > _LONGEST or _SENTENCE_RE.search(text) or DATE_RE.fullmatch(text):
        return False
    return not read_markers(text, inner=False) and _CARD_RE.fullmatch(text) is None


def _holds_text(blocks: tuple[SourceBlock, ...], at: int, level: int) -> bool:
    """Whether something stands below a heading before the next one of its level."""
    follower = blocks[at + 1] if at + 1 < len(blocks) else None
    if follower is None:
        return False
    return not isinstance(follower, Line) or not 0 < follower.hints.level <= level


def _has_plain_sections(blocks: tuple[SourceBlock, ...], taken: Container[int]) -> bool:
    """Whether 一、 or 第一章 stands as plain text: then the headings are not the document's own."""
    return any(
        marker.rung.kind in _UPPER and marker.belief > 0
        for at, block in enumerate(blocks)
        if at not in taken and isinstance(block, Line) and not block.hints.level
        for marker in read_markers(block.text, inner=False)
    )
