"""Lines between a text's labels that are no words of it: a pager in mid-text, numbers that only adorn headings.

Takes blocks; gives them without such lines, which go to the sink. Between the first label and the last one words prove
nothing (`page_lines`): what is taken here stands in a form that no document has, and what has words is told as a doubt.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.numerals import read_ordinal
from build_tools.model.line import Line, SourceBlock

# 上一篇：… above 下一篇：…, where a page shows its neighbours between two pieces of the text.
_BEFORE, _BEHIND = ("上一篇：", "上一条：", "上一篇:", "上一条:"), ("下一篇：", "下一条：", "下一篇:", "下一条:")
_STOPS = ("。", "；", ";")
_LONGEST_NAME, _FEWEST_NUMBERS = 80, 2
# 01 in a circle above 一、: the number that the heading has already.
_NUMBER_RE = re.compile(r"(?i:(?:part|no)[ .·]{0,2})?0?(?P<n>[1-9])")
_LABEL_RE = re.compile(r"(?:第[ \u3000]?|[（(])?(?P<n>[一二三四五六七八九])(?:[、）)]|[ \u3000]?(?:章|节|節|部分))")
_QR_RE = re.compile(r"(?:微信)?扫一扫[，,]?(?:在|用)?手机(?:上)?(?:打开|查看|浏览)(?:当前页|当前页面|此页|本页)")


def drop_inside(blocks: Sequence[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Return the blocks without pagers in mid-text, and without numbers above headings that bear them, too."""
    texts = [block.text if isinstance(block, Line) else "" for block in blocks]
    gone: dict[int, str] = {}
    for at, (text, below) in enumerate(pairwise(texts)):
        if _is_neighbour(text, _BEFORE) and _is_neighbour(below, _BEHIND):
            gone |= dict.fromkeys((at, at + 1), "page-controls")
    gone |= {at: "app-promotion" for at, text in enumerate(texts) if _QR_RE.fullmatch(text)}
    counted = [at for at, pair in enumerate(pairwise(texts)) if _repeats(*pair)]
    if len(counted) >= _FEWEST_NUMBERS:
        gone |= dict.fromkeys(counted, "ornament")
    for at, rule in gone.items():
        for line in blocks[at].lines():
            sink.drop(line.passage, rule)
    return [block for at, block in enumerate(blocks) if at not in gone]


def _is_neighbour(text: str, words: tuple[str, ...]) -> bool:
    return text.startswith(words) and len(text) <= _LONGEST_NAME and not text.endswith(_STOPS)


def _repeats(text: str, below: str) -> bool:
    """Whether a line is but the number of the label that opens the line below it."""
    number, label = _NUMBER_RE.fullmatch(text), _LABEL_RE.match(below)
    return number is not None and label is not None and int(number["n"]) == read_ordinal(label["n"])
