"""Facts set against each place that prints them: a value that is only ever part of a longer one was cut.

What a page prints of a document it mostly prints several times: in its card, above the text, below it, in the letter.
Where those agree with an outline nothing is said; where a better witness says something else, or where what was read
begins or ends in the middle of what is printed, it is doubted.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from build_tools.audit.facts import NUMBER, NUMBER_LINE_RE, list_signed
from build_tools.audit.outline import Audited, fold
from build_tools.hanzi.drafting import LETTER_TITLE_RE, VERSION_RE
from build_tools.hanzi.numerals import read_date
from build_tools.hanzi.punctuation import IDEOGRAPH_RE, holds
from build_tools.model.report import Diagnostic

# What stands before a title, a number or a name that it does not belong to: …的通知某府发〔2021〕5号, 由某局负责.
_BEFORE = tuple("的通知 印发 转发 发布 公布 批转 关于 由 经 和 及 与 文件 令 年 日 共和国 届".split())
_BEHIND = ("的通知", "的函", "的公告", "的通告", "的决定", "的批复", "已经", "印发")
_NUMBER_RE = re.compile(rf"(?:文号|字号|文件编号|發文字號)[:|]{{0,3}}({NUMBER})")
# A day told so is that of the page, or one on which something begins or ends.
_OTHER_DAY_RE = re.compile(
    r"发布(?:日期|时间|[:：于])|公开[日时]|时间|浏览|来源|实施(?!意见|方案|办法|细则|纲要|计划)|施行|生效|废止|失效|截止|更新|有效期"
)
_ADOPTED = ("通过", "批准", "公布", "令", "成文", "发文", "印发", "签发", "生成")
_BRACKET_RE = re.compile(r"\(([^()号]{2,30})\)")  # a document's number is none of the title
_LONGEST_ROW, _SHORTEST_TITLE = 200, 8


def _ends(audited: Audited, text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind a text, at each place that prints it; "" beside a blank or a line's end.

    A line that has lost its breaks tells nothing.
    """
    source, bounds = audited.folded_source, audited.line_bounds
    for at in audited.find_all(text):
        end = at + len(text)
        if audited.is_run_on(at):
            yield "", ""
            continue
        yield ("" if at in bounds else source[max(0, at - 3) : at], "" if end in bounds else source[end : end + 3])


def doubt_cut(audited: Audited) -> Iterator[Diagnostic]:
    """Title, number or an issuer is printed as a part of longer words only."""
    issuers = tuple(map(fold, audited.issuers))
    facts = (("title-is-damaged", audited.title), ("number-unlike", audited.doc_number))
    for code, text in (*facts, *(("issuer-unlike", name) for name in audited.issuers)):
        places = list(_ends(audited, fold(text)))
        allowed = (*_BEFORE, *(name[-3:] for name in issuers if name != fold(text)))
        cut = [IDEOGRAPH_RE.match(before[-1:]) and not before.endswith(allowed) for before, _ in places]
        behind = [IDEOGRAPH_RE.match(behind) and not behind.startswith(_BEHIND) for _, behind in places]
        if places and (all(cut) or (text == audited.title and all(behind))):
            yield audited.doubt(code, text)


def doubt_bracket(audited: Audited) -> Iterator[Diagnostic]:
    """Wherever the title stands on lines of its own, a bracket that belongs to it follows."""
    title = fold(audited.title)
    source, bounds = audited.folded_source, audited.line_bounds
    whole = [at + len(title) for at in audited.find_all(title) if at in bounds]
    brackets = [_BRACKET_RE.match(source, end) for end in whole if end in bounds or source[end] == "("]
    if brackets and all(
        found
        and found.end() in bounds
        and VERSION_RE.search(found[1])
        and not (read_date(found[1]) or found[1].endswith(("通过", "批准")))
        for found in brackets
    ):
        yield audited.doubt("title-is-damaged", audited.title)


def doubt_letter(audited: Audited) -> Iterator[Diagnostic]:
    """The title is a letter's, and what it carries has its own title on a line below, which no 附件 opens."""
    title = fold(audited.title)
    if not LETTER_TITLE_RE.search(audited.title) or any(item.page for item in audited.items):
        return
    lines = [fold(line.text) for line in audited.printed]
    for above, line in pairwise(lines):
        own = above + line in title  # the title's second line
        carried = title.find(line) if _SHORTEST_TITLE <= len(line) < len(title) and not own else 0
        if carried > 0 and title[:carried].rstrip("《〈").endswith(("印发", "转发", "发布")):
            if not above.startswith("附"):
                yield audited.doubt("title-differs", line, other=line)
            return


def doubt_number(audited: Audited) -> Iterator[Diagnostic]:
    """A card, or a line of its own, tells another number than was read; or a card one where none was."""
    head = [fold(line.text) for line in audited.printed[:40]]
    found = [match[1] for line in head for match in _NUMBER_RE.finditer(line)]
    own = fold(audited.doc_number)
    if found and not own:
        yield audited.doubt("number-missing", found[0], number=found[0])
    found += [match[1] for line in head if (match := NUMBER_LINE_RE.match(line))]
    if own and found and own not in found:
        yield audited.doubt("number-differs", audited.doc_number, number=audited.doc_number)


def doubt_date(audited: Audited) -> Iterator[Diagnostic]:
    """Below a signature stands another day; or the one that was read stands only where a page tells of itself."""
    day = audited.date
    signed = [date for _, date in list_signed(audited)]
    if signed and day and not any(one.startswith(day) for one in signed):
        yield audited.doubt("date-differs", "", date=day)
    elif signed and not day:
        yield audited.doubt("date-missing")
    elif day:
        told = [line.text for line in audited.printed if len(line.text) < _LONGEST_ROW and read_date(line.text) == day]
        if told and all(_OTHER_DAY_RE.search(text) and not holds(text, _ADOPTED) for text in told):
            yield audited.doubt("date-differs", told[0], date=day)
