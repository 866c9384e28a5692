"""Whether a page speaks about a document instead of holding it: an explanation, questions and answers.

Portals print such pages in the same ladder as the document itself (一、出台背景), so the labels tell nothing.
"""

from __future__ import annotations

import re

from build_tools.model.line import Block, Line

_TITLE_RE = re.compile(
    r"(?:解读|解析|图解|答记者问|答问|问答|有问必答|新闻发布会(?:实录)?)(?:[（(][^（）()]{1,20}[）)]|之?[一二三四五六七八九十])?[”》]?$"
    r"|^(?:一图(?:读懂|看懂|速览)|图解|【[^】]{0,6}(?:解读|图解|解析)】|(?:政策|专家|文件|部门|权威)?解读\s*[:：|｜丨])"
)
_QUESTION_RE = re.compile(r"^(?:[一二三四五六七八九十0-9]{1,3}[、.．])?\s*(?:问|Q)[0-9]{0,2}[:：、]|^记者(?:问)?[:：]")
_ANSWER_RE = re.compile(r"^(?:答|A)[0-9]{0,2}[:：、]|^(?:[^，。：]{2,20})?(?:负责人|同志)(?:答)?[:：]")
_LONGEST_TITLE = 80
_FIRST_LINES = 6
_FEWEST_ANSWERS = 2


def is_commentary(blocks: tuple[Block, ...], title: str) -> bool:
    """Return whether title, opening or the alternation of questions and answers say so."""
    lines = [block.text for block in blocks if isinstance(block, Line)]
    if any(_TITLE_RE.search(text) for text in ([title] if title else lines[:2]) if len(text) <= _LONGEST_TITLE):
        return True
    if any("》" in text and "解读如下" in text for text in lines[:_FIRST_LINES]):
        return True
    questions = sum(_QUESTION_RE.match(text) is not None for text in lines)
    answers = sum(_ANSWER_RE.match(text) is not None for text in lines)
    return min(questions, answers) >= _FEWEST_ANSWERS
