"""A page's card within a line that lost its breaks: 某方案的通知发布日期：2022-03-06 来源：某局 某水〔2022〕7号各区….

Takes blocks; gives them with such a card on a line of its own, so that it is read as the page's like any other.
Such a text is its file's first line; what stands further down is a sentence.
"""

import re
from dataclasses import replace
from itertools import pairwise

from build_tools.clean.lines import EDGE_BLANKS, LineSink
from build_tools.hanzi.numerals import STAMPED_DAY
from build_tools.model.line import Line, SourceBlock

# Lines this long may have lost their breaks; a card stands so near to the beginning.
_SHORTEST, _FARTHEST = 80, 300
_BLANK = r"[ \u3000\u00a0]{0,4}"
_DATED_RE = re.compile(
    rf"(?:发布|发表|发文|更新|公开)(?:日期|时间){_BLANK}[:：]{_BLANK}{STAMPED_DAY}(?:{_BLANK}[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?"
)
# Before a document's number: 某市水务局 | 某水〔2022〕7号.
_BODY_ENDS = r"(?<=[局委办部厅府院网])(?=[\u4e00-\u9fff]{1,8}[〔\[【（(][12])"
# What else stands on a card; a value in words ends with a blank, or with a body's name before a number.
_MORE_RE = re.compile(
    rf"{_BLANK}(?:(?:信息|文章|稿件)?(?:来源|作者|编辑){_BLANK}[:：]{_BLANK}[\u4e00-\u9fff]{{2,20}}?"
    rf"(?:(?=[ \u3000\u00a0])|{_BODY_ENDS})"
    rf"|(?:浏览|阅读|点击)(?:次数|量|数)?{_BLANK}[:：]{_BLANK}[0-9]{{1,9}}次?"
    rf"|[【\[]?字[体号]{_BLANK}[:：]?{_BLANK}[\[【]?大{_BLANK}中{_BLANK}小[\]】]{{0,2}})"
)


def cut_cards(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Return the blocks with a card in the first one, if it is long, cut out; the blanks around it go to `sink`."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Line) or len(first.text) < _SHORTEST:
        return blocks
    card = _DATED_RE.search(first.text, 0, _FARTHEST)
    if card is None:
        return blocks
    end = card.end()
    while more := _MORE_RE.match(first.text, end):
        end = more.end()
    found: list[SourceBlock] = []
    for start, stop in pairwise((0, card.start(), end, len(first.text))):
        before, middle, after = first.passage[start:stop].trim(EDGE_BLANKS)
        sink.drop(before, "indent")
        sink.drop(after, "indent")
        if middle:
            part = first.cut(start + len(before), stop - len(after), sink.line_no)
            found.append(replace(part, hints=replace(part.hints, broken=True)) if start else part)
    return [*found, *blocks[1:]]
