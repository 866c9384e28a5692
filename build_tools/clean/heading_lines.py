"""Which headings of a wrapped text stand on lines of their own.

Takes the lines of a text that is broken at a fixed width; gives the forms of labels whose headings end with their line.
A heading as wide as the text looks like a line that goes on; what the others of its form do tells them apart.
"""

import re
from collections import Counter
from itertools import pairwise

from build_tools.hanzi.labels import CLAUSE
from build_tools.hanzi.punctuation import CLAUSE_STOP_RE
from build_tools.model.line import Line

_N = "[一二三四五六七八九十百零〇0-9]"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[ \u3000]?{_N}{{1,5}}[ \u3000]?[编編篇章节節](?=[ \u3000]|[^规規]{{2}})")),
    ("section", re.compile(r"[一二三四五六七八九十]{1,4}、")),
    ("clause", re.compile(rf"{CLAUSE}")),
    ("decimal", re.compile(r"[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}(?=[ \u3000]?[\u4e00-\u9fff“])")),
    ("point", re.compile(r"[0-9]{1,2}[ ]?[.．﹒、](?=[ \u3000]?[\u4e00-\u9fff“《])")),
)
# 第二章 责任 第五条 违反…: the line is no heading alone.
_ARTICLE_RE = re.compile(rf"[ \u3000]第[ \u3000]?{_N}{{1,5}}[ \u3000]?[条條]")
# 2.1个百分点: a figure that was broken off, not a label.
_MEASURE_RE = re.compile(
    r"[ \u3000]?(?:个|万|亿|倍|千|百|英寸|[毫厘微纳]?米"
    r"|公里|平方|吨|元|人|家|项|次|年|月|日|时|分|件|台|套|辆|户|亩|度|级|％)"
)
# How many headings that end with their line outweigh one that does not.
_FEWEST_ALONE, _TIMES = 1, 2
# Labels that open sentences as often as headings, and the longest rest of one.
_OF_SENTENCES, _REST = ("decimal", "point"), 8


def read_form(text: str) -> str:
    """Return the form of the label that a line opens with, "" where it opens with none."""
    for name, pattern in _FORMS:
        if (label := pattern.match(text)) is not None:
            return "" if name == "decimal" and _MEASURE_RE.match(text, label.end()) else name
    return ""


def find_own_line_forms(lines: list[Line], full: int) -> frozenset[str]:
    """Return the forms of labels whose headings end with their line.

    Args:
        lines: of the text, as printed.
        full: from so many characters on, a line may go on in the next one.
    """
    alone: Counter[str] = Counter()
    run_in: Counter[str] = Counter()
    for line, follower in pairwise([*lines, None]):
        if line is None or not (form := read_form(line.text)):
            continue
        if CLAUSE_STOP_RE.search(line.text):
            run_in[form] += 1
        elif len(line.text) < full and follower is not None:
            alone[form] += 1
    return frozenset(form for form in alone if alone[form] >= max(_FEWEST_ALONE, _TIMES * run_in[form]))


def ends_with_line(text: str, follower: str, forms: frozenset[str], full: int) -> bool:
    """Whether a full line is a heading as a whole: what follows is no short rest of it."""
    form = read_form(text)
    if form not in forms or CLAUSE_STOP_RE.search(text) or _ARTICLE_RE.search(text):
        return False
    if form in _OF_SENTENCES and ("，" in text or len(follower) <= _REST):
        return False
    return len(follower) >= full or CLAUSE_STOP_RE.search(follower) is not None
