"""A letter on one line → its lines: letterhead, number, title, salutation, signature, date, the plan's title.

Readings by machine and copies from portals lose every break. Takes blocks; gives them with the long lines of a head cut
where one of its parts ends beyond doubt: behind 文件, around a number, behind …的通知 and the colon of a salutation,
around names and date behind a full stop, also on a short line, behind the title that the letter names.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from build_tools.hanzi.drafting import DOCUMENT_WORDS, ISSUES_RE, LETTER_END_RE, NAMED_RE, NUMBER_RE, is_salutation
from build_tools.hanzi.labels import opens_with_label
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import BRACKETED_RE, fold_width, holds
from build_tools.model.line import Line, SourceBlock
from build_tools.parse.bodies import is_signature

# A line this long may hold a whole letter; so far from its beginning a letter's head reaches.
_SHORTEST, _LONGEST_HEAD = 120, 2500
_LONGEST_TITLE, _LONGEST_CALL = 120, 300
_SHORTEST_SIGN = 2  # what stands before the year: 国发
_HEAD_LINES, _TAIL_LINES, _SHORTEST_BODY, _BEHIND_CARD = 12, 3, 10, 2
_NUMBER_RE = re.compile(
    r"(?P<word>[\u4e00-\u9fffA-Za-z]{1,14}?)"
    r"[（(〔\[［【﹝〈<][12\uff11\uff12][0-9０-９OolI]{3}[）)〕\]］】﹞〉>]第?[0-9０-９OolI]{1,5}[号號]"
)
_PAPER_RE = re.compile(r"文件(?=[\u4e00-\u9fff])")
_REMARK_RE = re.compile(r"[（(][此本][件文][^（）()]{1,100}[）)]")
# What follows a letter's date where nothing else is the letter's: …2022年5月8日附件1甲表.
_ANNEX_RE = re.compile(r"附件(?:[ ]?[0-9一二三四五六七八九十]{1,2}|[：:]|(?=[\u4e00-\u9fff]))")
_ANSWERS = ("答复", "答復", "答覆")  # 对…第7号建议的答复某府函〔2021〕5号
# How the text behind a title begins.
_BEGINS_RE = re.compile(
    r"[ \u3000]*+(?:为(?!了?(?:民|主|先|本|例|重点|核心|中心))"
    r"|根据|按照|依据|贯彻|随着|近年|当前|一、|第一[章条]|“|[（(]一[）)]|各|今年|1[ \u3000]+[\u4e00-\u9fff])"
)
_WORDS_RE = re.compile("|".join(sorted(dict.fromkeys([*DOCUMENT_WORDS, *_ANSWERS]), key=len, reverse=True)))


def split_heads(blocks: Sequence[SourceBlock], line_no: Callable[[int], int]) -> tuple[SourceBlock, ...]:
    """Return the blocks with run-on letters cut into their lines; `line_no` tells the line of a source offset."""
    found: list[SourceBlock] = []
    for at, block in enumerate(blocks):
        # The title stands on the first line, where a page's card was cut out between it and the rest.
        above = blocks[0] if at == _BEHIND_CARD and isinstance(block, Line) and block.hints.broken else None
        title = above.text if isinstance(above, Line) else ""
        if not isinstance(block, Line):
            found.append(block)
            continue
        if len(title + block.text) < _SHORTEST:
            before = blocks[at - 1] if at and block.text.rstrip(" \u3000").endswith("日") else None
            date = DATE_RE.search(block.text) if isinstance(before, Line) and before.text.endswith("。") else None
            if date and _is_signed(block.text, date):
                found.extend((block.cut(0, date.start(), line_no), block.cut(date.start(), len(block.text), line_no)))
            else:
                found.append(block)
            continue
        if not at or title:
            cuts = {cut - len(title) for cut in _find_cuts(title + block.text) if cut > len(title)}
        else:
            cuts = set(_cut_signed(block.text) if at < _HEAD_LINES else ())
        if at >= len(blocks) - _TAIL_LINES:
            cuts |= set(_cut_tail(block.text))
        ends = [*sorted(cuts - {0, len(block.text)}), len(block.text)]
        for start, end in zip([0, *ends], ends, strict=False):
            line = block.cut(start, end, line_no)
            found.append(replace(line, hints=replace(line.hints, broken=True)) if start else line)
    return tuple(found)


def _is_signed(text: str, date: re.Match[str]) -> bool:
    """Whether a line is 某县人民政府 2022年9月30日: who signs, and the day behind it."""
    return date.end() == len(text.rstrip(" \u3000")) and is_signature(text[: date.start()].strip(" \u3000"))


def _cut_signed(text: str) -> Iterator[int]:
    """Yield the cuts in 某某委员会二○一一年十二月十二日为贯彻…: signature, date, text."""
    date = DATE_RE.search(text[:_SHORTEST])
    if date and len(text) - date.end() >= _SHORTEST_BODY and is_signature(text[: date.start()].strip(" \u3000")):
        yield from (date.start(), date.end())


def _cut_tail(text: str) -> Iterator[int]:
    """Yield the cuts in …落实。某县人民政府2022年5月8日（此件公开发布）附件1甲表: signature, date, mark, annex."""
    for date in DATE_RE.finditer(text):
        remark = _REMARK_RE.match(text, date.end())
        end = remark.end() if remark else date.end()
        if end != len(text) and not _ANNEX_RE.match(text, end):
            continue
        before = text[max(0, date.start() - _LONGEST_TITLE) : date.start()]
        stop = max(before.rfind(sign) for sign in "。）")
        if stop >= 0 and is_signature(before[stop + 1 :].strip(" \u3000")):
            yield from (date.start() - len(before) + stop + 1, date.start(), date.end(), end)


def _is_cited(text: str, at: int) -> bool:
    """Whether the number at an offset is another document's: in a bracket behind its title, or within a sentence."""
    before = text[:at].rstrip(" \u3000")
    return before[-1:] in ("（", "(") and (before[:-1].endswith(("》", ">")) or any(sign in before for sign in "，,。"))


def _find_cuts(text: str) -> Iterator[int]:
    """Yield the places at which the head of a letter that lost its breaks is cut."""
    head = text[:_LONGEST_HEAD]
    cuts = [*_cut_number(head)]
    yield from cuts
    at = cuts[-1] if cuts else 0
    named: list[str] = []
    title = LETTER_END_RE.search(head, at, at + _LONGEST_TITLE + 40)
    is_letter = title is not None and not holds(head[at : title.start()], "。：:")
    if title is not None and is_letter:
        yield title.end()
        named = [match["name"] for match in NAMED_RE.finditer(head, at, title.end())]
        if not named and (issue := ISSUES_RE.search(head, at, title.end())):
            named = [head[issue.end() : title.start()]]
        at = title.end()
    colon = next((n for n in range(at, min(at + _LONGEST_CALL, len(head))) if head[n] in "：:"), -1)
    end = 0 if is_letter or opens_with_label(head) else _end_of_title(head, at)
    if 0 < end < colon and is_salutation(head[end : colon + 1]):
        yield end  # …的实施意见各县人民政府：
        at = end
    if colon > 0 and is_salutation(head[at : colon + 1]):
        at = colon + 1
        yield at
        is_letter = True
    elif end:
        yield end
        return
    named = named or [match["name"] for match in NAMED_RE.finditer(head, at)][:3]
    yield from _cut_signature(head, at, named, is_letter=is_letter)


def _cut_number(head: str) -> Iterator[int]:
    """Yield where the number of a letter begins, if not with the text, and where it ends."""
    number = _NUMBER_RE.search(head, 0, _LONGEST_CALL)
    if number and not _is_cited(head, number.start()):
        start = number.start()
        for word in _WORDS_RE.finditer(head, start, number.end("word") - _SHORTEST_SIGN):
            start = word.end()  # …的通知某府函〔2021〕5号: the title stands before its number
        paper = _PAPER_RE.search(head, 0, number.end())
        if paper and "关于" not in head[: paper.start()]:  # 某局关于…有关文件的通知 is a title
            start = paper.end()
        if start:
            yield start
        yield number.end()
    elif (order := NUMBER_RE.match(head)) and head[order.end() :].lstrip(" \u3000").startswith("《"):
        yield order.end()  # 某某部令第5号《某某规定》已经…


def _cut_signature(head: str, at: int, named: Sequence[str], *, is_letter: bool) -> Iterator[int]:
    """Yield where who signs a letter and the day begin and end, what is remarked on it, and the title behind."""
    for date in DATE_RE.finditer(head, at):
        stop = max(head.rfind(sign, at, date.start()) for sign in "。！）")
        if stop < 0:
            continue
        listed = stop + 1
        if head.startswith("附件", listed):  # 附件：某方案某局2025年7月10日附件某方案
            ends = (place + len(name) for name in named if (place := head.find(name, listed, date.start())) > 0)
            listed = max([listed, *ends])
        signers = head[listed : date.start()].strip(" \u3000")
        # Whoever has signed, the title that follows the day tells that it is the letter's, or an order's.
        behind = head[date.end() : date.end() + _LONGEST_TITLE].lstrip(" \u3000")
        if not (behind.startswith(tuple(named)) or (is_letter and signers and is_signature(signers))):
            continue
        yield from (stop + 1, listed, date.start(), date.end())
        at = date.end()
        if remark := _REMARK_RE.match(head, at):
            yield remark.end()
            at = remark.end()
        if head.startswith(tuple(f"附件{name}" for name in named), at):
            at += len("附件")
            yield at
        yield from _cut_plan(head, at, named)
        return


def _cut_plan(head: str, at: int, named: Sequence[str]) -> Iterator[int]:
    """Yield where the title of the plan behind a letter ends: as the letter names it, else as titles end."""
    at += len(head[at:]) - len(head[at:].lstrip(" \u3000"))
    for name in named:
        end = at + len(name)
        if name and fold_width(head[at:end]) == fold_width(name):
            yield end
            return
    if not opens_with_label(head[at : at + 8]) and (end := _end_of_title(head, at)):
        yield end


def _end_of_title(head: str, start: int) -> int:
    """Where a title ends that the text follows without a break, 0 where nothing shows it."""
    for word in _WORDS_RE.finditer(head, start, start + _LONGEST_TITLE):
        if holds(head[start : word.start()], "。；"):
            return 0
        end = word.end()
        if bracket := BRACKETED_RE.match(head, end, end + _LONGEST_TITLE):
            end = bracket.end()
        if end - start >= 6 and _BEGINS_RE.match(head, end):
            return end
    return 0
