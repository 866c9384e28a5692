"""Lines → evidence: what each line of a document's surroundings looks like, asked once and not for every reading.

Takes blocks; gives one `Evidence` for each that the search for the parts weighs. Nothing is decided here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from build_tools.hanzi.body_lists import close_up
from build_tools.hanzi.drafting import (
    COPIES_RE,
    FILE_ENDING_RE,
    LETTER_PHRASE_RE,
    LETTER_TITLE_RE,
    NAMED_RE,
    NUMBER_RE,
    ORDER_NUMBER_RE,
    PUBLICITY_RE,
    REMARK_RE,
    REPLY_RE,
    is_explanation,
    is_salutation,
)
from build_tools.hanzi.labels import ANNEX_RE, ENTRY_RE, opens_with_label
from build_tools.hanzi.numerals import DATE_RE, read_date, read_month
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.page_signs import PageSigns
from build_tools.parse.bodies import is_paper, is_signature
from build_tools.parse.enactment import (
    cut_number,
    goes_on_with_events,
    is_adoption,
    is_imprint,
    is_officer,
    read_order,
    read_signed,
)
from build_tools.parse.evidence import Evidence
from build_tools.parse.restarts import find_restarts
from build_tools.parse.title_signs import (
    DELIVERED_RE,
    LONGEST_TITLE,
    MOST_ISSUERS,
    is_subtitle,
    weigh_title,
)

_ENDS = tuple("。；;！？")
_STOPS = "（(【〔）)】〕 \u3000"
_DATED_RE = re.compile(r"(?:(?:最新)?(?:修正|修訂|公布|發布|發文|核定|訂定|发布|成文|通过)?日期)[ \u3000]*[：:]")
_NUMBERED_RE = re.compile(r"(?:發文字號|发文字号|文號|文号|編號|编号)[ \u3000]*[：:][ \u3000]*")
_BRIEF_RE = re.compile(
    r"(?:以下(?:为|是))?.{0,12}(?:规划|方案|计划|通知|意见|办法|文件|条例|政策|措施|纲要)?全文(?:如下)?[:：]?$"
    r"|.{0,40}(?:印发|发布|出台|公布|下发|公开).{2,120}(?:[，,。]|现将)(?:文件)?(?:全文|原文)(?:公布|刊发|转发|发布|内容)?如下[:：]?$"
    r"|.{2,160}[。，]以下(?:为|是).{0,8}全文[:：]?$"
    r"|.{0,12}新华社.{0,24}[电電]|.{0,80}》?(?:主要内容|全文)如下[。：:]?$|.{0,60}印发.{2,120}并发出通知"
    r"|(?:导读|编者按|核心提示|内容提要|(?:一句话|内容|智能|AI)摘要)[:：]"  # what a site or a program says of the text
)
# 某府〔2024〕5号　签发人：张某 (GB/T 9704-2012, 7.2.6); a reply says how it was dealt with, a portal the day.
_SIGNER_RE = re.compile(
    r"(?:(?:签发人|簽發人|会签人|办理结果|辦理結果|公开属性|(?:^|(?<=[ \u3000]))[类類]别)[ \u3000]*[：:].{1,30}"
    r"|[ \u3000](?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})$"
)
_HEADS_TEXT = tuple("一二三四五六七八九十")  # 一、 is a heading as often as an entry of a list of annexes
_EVENT_END_RE = re.compile(r"(?:通过|通過|批准|修订|修正|公布|发布|施行)[）)]?(?:[ \u3000]*目[ \u3000]*录)?$")
_LONGEST_DATE, _DOTS, _DOTTED = 22, 2, 10
_UNFILLED_RE = re.compile("[12][0-9]{3}年[ \u3000_xX\u00d7]*月[ \u3000_xX\u00d7]*日")
_RESTART = 3.5
# Characters of a long line, how many of them tell, and which share without a stop; what a title then weighs less.
_LONG_LINE, _MANY_LINES, _MOST_UNSTOPPED, _UNSTOPPED = 40, 10, 0.6, 6.0


def gather_evidence(
    blocks: Sequence[SourceBlock], places: Sequence[int], document: range, known: dict[str, float]
) -> list[Evidence]:
    """Return the evidence of the blocks at `places`, in order; `document` reaches from the first label to the last."""
    texts = Counter(block.text for block in blocks if isinstance(block, Line))
    found: list[Evidence] = []
    for at in places:
        if found and at > found[-1].at + 1:
            found.append(Evidence(at - 1, "", None, None, inside=True, is_skipped=True))
        found.append(_look(blocks[at], at, document, texts, is_signed=bool(found) and found[-1].names))
    _join_adoptions(found)
    _mark_listed(found)
    is_bold = _is_bold(blocks)
    for number, item in enumerate(found):
        if (line := item.line) is not None:
            before = found[number - 1] if number else None
            line = replace(line, hints=replace(line.hints, bold=False)) if is_bold and line.hints.bold else line
            item.title = weigh_title(item, line, before, found[number + 1 : number + MOST_ISSUERS], known)
    if _has_lost_stops(blocks):  # a line without a stop says nothing there
        for item in found:
            item.title -= _UNSTOPPED if item.inside and not (item.line and _is_set_apart(item.line)) else 0.0
    restarts = set(find_restarts(blocks, document))
    for item in found:
        if item.inside and item.at in restarts and item.title > 0:
            item.title += _RESTART
    return found


def _has_lost_stops(blocks: Sequence[SourceBlock]) -> bool:
    """Whether most long lines of a text end with no mark at all, as where a program has taken the full stops away."""
    ends = [block.text[-1] for block in blocks if isinstance(block, Line) and len(block.text) >= _LONG_LINE]
    return len(ends) >= _MANY_LINES and sum(map(is_han, ends)) > _MOST_UNSTOPPED * len(ends)


def _is_bold(blocks: Sequence[SourceBlock]) -> bool:
    """Whether most of a text is bold, so that it sets nothing apart."""
    lines = [block for block in blocks if isinstance(block, Line)]
    bold = sum(len(line.text) for line in lines if line.hints.bold)
    return len(lines) >= _MANY_LINES and 2 * bold > sum(len(line.text) for line in lines)


def _is_set_apart(line: Line) -> bool:
    return line.hints.centered or line.hints.bold or line.hints.level > 0


def _mark_listed(found: list[Evidence]) -> None:
    """Mark the numbered files below 附件：: links though they are, the document lists them above its signature."""
    listed = False
    for item in found:
        item.is_listed = listed and item.is_entry and item.line is not None and item.line.hints.linked
        listed = item.opens_list or item.is_listed


def _join_adoptions(found: list[Evidence]) -> None:
    """Mark a record of adoption that is broken over lines: the date opens its bracket, the event closes it."""
    for number, item in enumerate(found[:-1]):
        text = item.text
        if item.is_label or item.is_date or len(text) > LONGEST_TITLE or not DATE_RE.search(text[:24]):
            continue
        closed = text[:1] not in ("（", "(") or text.endswith(("）", ")"))
        for end in range(number + 1, min(number + 4, len(found))):
            text += found[end].text
            if found[end].is_label or found[end].is_sentence or found[end].is_mark or len(text) > 3 * LONGEST_TITLE:
                break
            if is_adoption(text) and _EVENT_END_RE.search(text) and (closed or text.endswith(("）", ")"))):
                if not item.is_adoption or not closed:
                    for part in found[number : end + 1]:
                        part.is_adoption = True
                break


def _look(block: SourceBlock, at: int, document: range, texts: Counter[str], *, is_signed: bool) -> Evidence:
    if isinstance(block, Grid):
        return Evidence(at, "", None, block.signs, inside=at in document)
    text = block.text
    bare = text.strip(_STOPS)
    item = Evidence(at, text, block, block.signs, inside=at in document, length=len(text))
    item.is_label = block.counted > 0 or opens_with_label(text)
    item.is_label &= not (block.hints.linked or block.hints.is_note or (at < document.start and is_subtitle(text)))
    item.is_sentence = text.removesuffix("”").endswith(_ENDS) or text.count("，") + text.count("。") > 3
    item.is_sentence |= block.hints.is_note
    item.is_again = texts[text] > 1 or (is_explanation(text) and any(name in texts for name in NAMED_RE.findall(text)))
    if len(text) <= 300:
        item.is_brief = _BRIEF_RE.match(text) is not None
    item.says_letter = LETTER_PHRASE_RE.search(text[:600]) is not None
    item.asks_reply = REPLY_RE.search(text[:600]) is not None
    item.is_salutation = is_salutation(text)
    item.is_adoption = is_adoption(text)
    item.is_imprint = COPIES_RE.match(text) is not None or (len(text) <= LONGEST_TITLE and is_imprint(text))
    if item.is_sentence or item.is_salutation or item.is_imprint:
        return item
    item.is_date = len(bare) <= _LONGEST_DATE and (DATE_RE.fullmatch(bare) or _UNFILLED_RE.fullmatch(bare)) is not None
    # 2021.1.15 below the text; above it, it is the page's. A month alone is a cover's or a deadline.
    is_dotted = bare.count(".") == _DOTS and len(bare) <= _DOTTED and read_date(bare) is not None
    item.is_date |= at > document.start and (is_dotted or (is_signed and read_month(bare) is not None))
    item.is_mark = (PUBLICITY_RE.match(text) or REMARK_RE.match(text)) is not None
    item.is_adoption |= not item.is_mark and (
        (item.signs is None and _DATED_RE.match(text) is not None)
        or DELIVERED_RE.match(text) is not None
        or (not item.is_date and read_signed(text) is not None)
        or _closes_events(text)
    )
    offered = block.signs is not None and block.signs.rule == "related-links"
    offered &= at < document.start or not (block.signs and block.signs.only_above)
    heads_annex = text.startswith(("附：", "附:")) or ANNEX_RE.match(text) is not None
    item.opens_list = heads_annex and len(text) <= LONGEST_TITLE and not offered
    item.is_entry = ENTRY_RE.match(text) is not None and not text.startswith(_HEADS_TEXT)
    item.is_entry |= block.hints.item or FILE_ENDING_RE.search(text) is not None
    item.number = _read_number(text, bare, block.signs)
    item.is_officer = is_officer(text)
    item.is_formal = _SIGNER_RE.match(text) is not None or is_paper(text)
    item.names = len(text) <= 2 * LONGEST_TITLE and not item.is_date and is_signature(text)
    item.name = cut_number(text)[0]
    item.is_letter_title = len(text) <= 200 and LETTER_TITLE_RE.search(item.name) is not None
    return item


def _closes_events(text: str) -> bool:
    is_rest = text.endswith(("）", ")")) and not any(bracket in text for bracket in "（(")
    return is_rest and len(text) <= LONGEST_TITLE and goes_on_with_events(text)


def _read_number(text: str, bare: str, signs: PageSigns | None) -> str:
    # 文号某府〔2021〕5号, without a colon: the page tells the number.
    if len(text) > 60 or any(fact.fact == "doc_number" for fact in (signs.told if signs else ())):
        return ""
    signed = close_up(_SIGNER_RE.sub("", text).strip(_STOPS))
    if match := NUMBER_RE.fullmatch(bare) or NUMBER_RE.fullmatch(text.strip()) or NUMBER_RE.fullmatch(signed):
        return match[0].rpartition("文件")[2]  # 某市人民政府文件某政〔2019〕8号
    if signs is None and (label := _NUMBERED_RE.match(text)):
        return text[label.end() :]
    order = text.strip(" \u3000")
    # 〔2024〕16号 alone, as minutes print it below their masthead.
    if (
        ORDER_NUMBER_RE.match(order)
        or NUMBER_RE.fullmatch("某" + order)
        or (order.endswith(("令", "公告", "函")) and read_order(order) is not None)
    ):
        return order
    return ""
