"""The zones of a document: news brief, notice, printed title, preamble, body.

Takes lines and where the first numbered division stands; tells where each zone begins and ends, and what the
zones say of title, number, issuers and dates. A copy may have any of them, or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.hanzi.numerals import DATE_RE, read_date
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Block, Line
from build_tools.parse.bodies import is_signature, read_issuers, split_bodies
from build_tools.parse.enactment import (
    NUMBER_RE,
    ORDER_NUMBER_RE,
    goes_on_with_events,
    is_adoption,
    is_officer,
    read_adopters,
    read_order,
    read_order_number,
)
from build_tools.parse.structure import is_title_like

_PLAN_WORDS = (
    "规划纲要|规划|计划|方案|意见|办法|措施|纲要|条例|规定|决定|预案|细则|要点|清单|目录|政策|举措|行动|章程|规则|标准|指南|导则|通知|通告|公告|函|批复"
    "|規劃|計劃|計畫|綱要|條例|規定|決定|細則|要點|辦法|藍圖|施政報告|白皮書|報告|战略|若干"
)
_PLAN_TITLE_RE = re.compile(
    rf"(?:{_PLAN_WORDS})[”》]?(?:[（(][^（）()]{{1,40}}[）)])*(?:的(?:通知|函|决定|意见|通告|公告|批复))?$"
)
_NOTICE_TITLE_RE = re.compile(
    r"(?:印发|转发|发布|公布|下发|批转|公开)[^。]*(?:的)?(?:通知|函|公告|通告|决定|意见)?$|的(?:通知|函|通告|公告|批复)$"
)
_SUBTITLE_RE = re.compile(r"^[（(][^（）()]{2,60}[）)]$|^(?:19|20)[0-9]{2}.{0,3}(?:19|20)?[0-9]{0,2}年?$")
_NAMED_RE = re.compile(r"(?:印发|转发|发布|公布|下发|批转)[^《]{0,20}《(?P<name>[^《》]+(?:《[^《》]+》[^《》]*)*)》")
_SALUTATION_RE = re.compile(
    r"^(?=.{2,240}[：:]$)[^。；！？]*(?:政府|委|办|局|单位|部门|企业|公司|街道|镇|院|校|集团|会|厅|机构|行|社|各|部|直属|同志|區|縣)[^。；！？]*[：:]$"
)
_SALUTATION_NOT_RE = re.compile(r"如下[：:]$|包括[：:]$|^(?:现|为|根据|按照|到|其中)|[一二三四五六七八九十]、")
_PUBLICITY_RE = re.compile(r"^[（(](?:此件|本文|此文)[^（）()]{2,30}[）)]$|^[（(]联系人[^（）()]*[）)]$")
_FULL_TEXT_RE = re.compile(
    r"^(?:以下(?:为|是))?.{0,12}(?:规划|方案|计划|通知|意见|办法|文件|条例|政策|措施|纲要)?全文(?:如下)?[:：]?$"
    r"|^.{0,40}(?:印发|发布|出台|公布|下发|公开).{2,120}(?:[，,。]|现将)(?:文件)?(?:全文|原文)(?:公布|刊发|转发|发布|内容)?如下[:：]?$"
)
# Words that end the titles of statutes and decisions; too common to tell a title by themselves.
_STATUTE_RE = re.compile(
    r"(?:[^方办辦做看想说說]法|法典|宪法|修正案|解释|守则|规程|規程|準則|准则|規則|安排|标准|標準|批复|答复|纪要|公约|制度|宣言|声明|大纲|大綱"
    r"|编制表|編制表|办法|施行细则|組織法|路线图|路線圖|計畫書|施政方針|政綱|议案|总结|说明)(?:[（(][^（）()]{1,40}[）)])*$"
)
# The name of a body and a date on one line, in either order, below a title.
_SIGNED_RE = re.compile(
    rf"^[（(]?(?P<before>[\u4e00-\u9fff、 \u3000]{{2,60}}?)?[ \u3000，,（(]*{DATE_RE.pattern}"
    rf"[ \u3000，,）)]*(?P<after>[\u4e00-\u9fff、 \u3000]{{2,60}}?)?[）)]?$"
)
_DATED_RE = re.compile(r"^(?:(?:最新)?(?:修正|修訂|公布|發布|發文|核定|訂定|发布|成文|通过)?日期)[ \u3000]*[：:]")
_NUMBERED_RE = re.compile(r"^(?:發文字號|发文字号|文號|文号|編號|编号)[ \u3000]*[：:][ \u3000]*")

# A title that goes on in the next line fills most of its own.
_HALF_TITLE = 15


# The longest title of a notice, issuers included, is half as long; the bound keeps a page of titles linear.
_LONGEST_NOTICE_TITLE = 400


@dataclass
class Zones:
    """Block ranges (half-open) and what they say.

    Attributes:
        brief: blocks of a news brief above the document.
        roles: role of each block that is not plain text, by block.
        notice: blocks of the notice; empty range where there is none.
        preamble: first block of the preamble.
        title: title of the plan, "" where none was found.
        facts: doc_number, date_issued and notice_title, each only where found.
        issuers: in the order signed.
    """

    brief: range = range(0)
    notice: range = range(0)
    preamble: int = 0
    roles: dict[int, str] = field(default_factory=dict)
    title: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    issuers: list[str] = field(default_factory=list)


def find_zones(blocks: tuple[Block, ...], first: int) -> Zones:
    """Return the zones of a document whose first numbered division stands in block `first`."""
    zones = Zones()
    lines = {at: block for at, block in enumerate(blocks[:first]) if isinstance(block, Line)}
    start = _skip_brief(lines, zones)
    if (behind := _read_order(lines, zones, start)) > start:
        _read_titles(lines, zones, behind, first)
        _name_plan(lines, zones, start)
        return zones
    salutation = next((at for at in lines if at >= start and _is_salutation(lines[at].text)), None)
    date = _find_date(lines, start if salutation is None else salutation + 1)
    if date is not None and (
        salutation is not None or (is_signature(_text(lines, date - 1)) and _says_something(lines, start, date))
    ):
        _read_letter(lines, zones, start, salutation, date)
    _read_titles(lines, zones, zones.notice.stop or start, first)
    if not zones.notice:
        _read_tail(blocks, first, zones)
    _name_plan(lines, zones, start)
    return zones


def _text(lines: dict[int, Line], at: int) -> str:
    return lines[at].text if at in lines else ""


def _skip_brief(lines: dict[int, Line], zones: Zones) -> int:
    for at, line in lines.items():
        if _FULL_TEXT_RE.match(line.text) and at + 1 in lines:
            zones.brief = range(at + 1)
            for before in range(at + 1):
                if not zones.issuers:
                    zones.issuers = read_issuers(_text(lines, before))
            return at + 1
    return 0


def _read_order(lines: dict[int, Line], zones: Zones, start: int) -> int:
    """Read the order that makes a text known, above it; return the block behind it, `start` where there is none."""
    head = next((at for at in range(start, start + 4) if at in lines), start)
    text = _text(lines, head).strip(" \u3000")
    number = NUMBER_RE.fullmatch(text)
    at = head + 1
    bodies = read_order(text[: max(text.find("令"), text.find("命令")) + 1])
    if bodies is None:
        return start
    if number is None:
        if text[-1] != "令" or not ORDER_NUMBER_RE.match(_text(lines, at)):
            return start
        text += _text(lines, at).strip(" \u3000（）()")
        zones.roles[at] = "doc-number"
        at += 1
    zones.roles[head] = "doc-number"
    date = next((n for n in range(at, at + 16) if n in lines and _is_date(lines[n].text)), None)
    if date is None:
        return start
    zones.facts["doc_number"] = text
    zones.facts["date_issued"] = read_date(lines[date].text) or ""
    zones.roles[date] = "date"
    zones.issuers = bodies
    for n in range(at, date):
        signed = _text(lines, n)
        if is_officer(signed) or is_signature(signed):
            zones.roles[n] = "signature"
        elif named := re.search(r"《(?P<name>[^《》]+(?:〈[^〉]+〉[^《》]*)?)》", signed):
            zones.facts.setdefault("order_names", named["name"])
    zones.notice = range(start, date + 1)
    return date + 1


def _is_salutation(text: str) -> bool:
    return _SALUTATION_RE.match(text) is not None and _SALUTATION_NOT_RE.search(text) is None


def _is_date(text: str) -> bool:
    bare = text.strip(" 　（）()")
    return len(bare) <= 20 and DATE_RE.fullmatch(bare) is not None


def _find_date(lines: dict[int, Line], start: int) -> int | None:
    return next((at for at in lines if at >= start and _is_date(lines[at].text)), None)


def _says_something(lines: dict[int, Line], start: int, date: int) -> bool:
    """Whether a sentence stands above a date; with titles and names alone it is no letter but the plan's own head."""
    return any("。" in line.text for at, line in lines.items() if start <= at < date)


def _read_letter(lines: dict[int, Line], zones: Zones, start: int, salutation: int | None, date: int) -> None:
    """Fill in notice, roles, issuers and date of signing."""
    end = date + 1
    while _PUBLICITY_RE.match(_text(lines, end)):
        zones.roles[end] = "publicity"
        end += 1
    zones.roles[date] = "date"
    if signed := read_date(lines[date].text):
        zones.facts["date_issued"] = signed
    signatures = []
    at = date - 1
    while at in lines and at > (salutation if salutation is not None else start - 1) and is_signature(lines[at].text):
        zones.roles[at] = "signature"
        signatures.append(at)
        at -= 1
    zones.issuers = [name for at in reversed(signatures) for name in split_bodies(lines[at].text)] or zones.issuers
    begin = start
    if salutation is not None:
        zones.roles[salutation] = "salutation"
        begin = _read_notice_head(lines, zones, start, salutation)
    zones.notice = range(begin, end)


def _read_notice_head(lines: dict[int, Line], zones: Zones, start: int, salutation: int) -> int:
    """Roles of the lines above the salutation; returns where the notice begins."""
    head = [at for at in range(start, salutation) if at in lines]
    title = ""
    begin = salutation
    for at in reversed(head):
        text = lines[at].text
        if NUMBER_RE.fullmatch(text):
            zones.roles[at] = "doc-number"
            zones.facts.setdefault("doc_number", text)
            begin = at
            continue
        is_title = _NOTICE_TITLE_RE.search(text) or NUMBER_RE.search(text[-24:])
        if len(title) <= _LONGEST_NOTICE_TITLE and (
            is_title or (is_title_like(text) and (title or is_signature(text)))
        ):
            if (number := NUMBER_RE.search(text)) and number.end() == len(text.rstrip(" 　")):
                zones.facts.setdefault("doc_number", number[0])
                text = text[: number.start()].rstrip(" 　")
            zones.roles[at] = "notice-title"
            title = text + title if not _NOTICE_TITLE_RE.search(title) or not _NAMED_RE.search(text) else text
            begin = at
            continue
        zones.roles[at] = "title"
    if title:
        zones.facts["notice_title"] = title
        if named := _NAMED_RE.search(title):
            # A line above the notice that repeats the plan's own title is the plan's.
            name = fold_width(named["name"])
            for at in head:
                if fold_width(lines[at].text) == name:
                    zones.roles[at] = "title"
                    begin = max(begin, at + 1) if at == begin else begin
    return begin


def _read_titles(lines: dict[int, Line], zones: Zones, start: int, first: int) -> None:
    """The printed title: title-like lines at the top, their subtitle, number, signatories and dates."""
    at = start
    parts: list[str] = []
    while at in lines and at < first:
        line = lines[at]
        text = line.text
        if at in zones.roles:
            at += 1
            continue
        if NUMBER_RE.fullmatch(text):
            zones.roles[at] = "doc-number"
            zones.facts.setdefault("doc_number", text)
        elif is_adoption(text) or (parts and (_is_date(text) or _DATED_RE.match(text))):
            at = _read_adoption(lines, zones, at)
        elif parts and (numbered := _NUMBERED_RE.match(text)):
            zones.roles[at] = "doc-number"
            zones.facts.setdefault("doc_number", text[numbered.end() :])
        elif parts and (signed := _read_signed(text)):
            zones.roles[at] = "date"
            zones.issuers = zones.issuers or signed[0]
            zones.facts.setdefault("date_issued", signed[1])
        elif parts and _SUBTITLE_RE.match(text):
            zones.roles[at] = "title"
            if re.search(r"[0-9]{4}", text) or "试行" in text:
                parts.append(text)
        elif parts and is_signature(text) and not _PLAN_TITLE_RE.search(text):
            zones.roles[at] = "signature"
            zones.issuers = zones.issuers or split_bodies(text)
        elif is_title_like(text) and (
            _looks_like_title(line, lines.get(at + 1), more=bool(parts))
            or (not parts and _opens_document(lines, at, first))
            or (len(parts) == 1 and not _ends_title(parts[0]) and _STATUTE_RE.search(text))
        ):
            zones.roles[at] = "title"
            # 某局关于某事的规定 / 关于某事的规定: the same title once more, in whole or in part.
            if not parts or not _bare("".join(parts)).endswith(_bare(text)):
                parts.append(text)
        else:
            break
        at += 1
    zones.title = "".join(parts)
    zones.preamble = at


def _bare(text: str) -> str:
    return re.sub(r"[ \u3000]", "", fold_width(text))


def _ends_title(text: str) -> bool:
    return bool(_PLAN_TITLE_RE.search(text) or _STATUTE_RE.search(text))


def _read_adoption(lines: dict[int, Line], zones: Zones, at: int) -> int:
    """Read the record of adoption that begins at `at`; return its last line."""
    text = lines[at].text
    zones.roles[at] = "date"
    while text[0] in "（(" and text.count("（") + text.count("(") > text.count("）") + text.count(")"):
        follower = _text(lines, at + 1)
        if not goes_on_with_events(follower) and not is_adoption(follower):
            break
        at += 1
        text += follower
        zones.roles[at] = "date"
    if signed := read_date(text):
        zones.facts.setdefault("date_issued", signed)
    if order := read_order_number(text):
        zones.facts.setdefault("doc_number", order)
    zones.issuers = zones.issuers or read_adopters(text)
    return at


def _read_signed(text: str) -> tuple[list[str], str] | None:
    """某市政府　2023年6月1日: who and when, on one line; None where it is anything else."""
    match = _SIGNED_RE.match(text)
    names = ((match["before"] or match["after"] or "") if match else "").strip(" \u3000")
    date = read_date(text) if match else None
    if date is None or (names and not is_signature(names)) or (match and match["before"] and match["after"]):
        return None
    return split_bodies(names), date


def _opens_document(lines: dict[int, Line], at: int, first: int) -> bool:
    """Whether a line without a title's typical words is one, for want of a better: nothing stands above it."""
    text = lines[at].text
    if any(before not in lines for before in range(at)) or re.search(r"[，：:,。]|[、]$", text) or len(text) < 3:
        return False
    others = [lines[n].text for n in range(at + 1, min(first, at + 12)) if n in lines]
    if any(_PLAN_TITLE_RE.search(other) and not DATE_RE.search(other) for other in others):
        return False
    follower = _text(lines, at + 1)
    return at == 0 and (
        at + 1 == first
        or bool(_STATUTE_RE.search(text))
        or (len(text) > _HALF_TITLE and is_title_like(follower) and bool(_STATUTE_RE.search(follower)))
        or is_adoption(follower)
        or _is_date(follower)
        or follower.startswith(("——", "--"))  # its subtitle
        or _DATED_RE.match(follower) is not None
        or _read_signed(follower) is not None
    )


def _looks_like_title(line: Line, follower: Line | None, *, more: bool) -> bool:
    text = line.text
    if _PLAN_TITLE_RE.search(text):
        return True
    if more and not (line.hints.centered or line.hints.level):
        return False
    if text.endswith(("：", ":", "，", ",")):
        return False
    # A title broken over two lines: the second one ends it.
    if follower is not None and is_title_like(follower.text) and _PLAN_TITLE_RE.search(follower.text):
        return True
    return bool(line.hints.level or line.hints.centered) and len(text) >= 4


def _read_tail(blocks: tuple[Block, ...], first: int, zones: Zones) -> None:
    """Signature and date at the end of a document that is itself the letter."""
    for at in range(len(blocks) - 1, max(first, len(blocks) - 40), -1):
        block = blocks[at]
        if not isinstance(block, Line) or not _is_date(block.text):
            continue
        names: list[str] = []
        before = at - 1
        while before > first:
            line = blocks[before]
            if not isinstance(line, Line) or not is_signature(line.text):
                break
            zones.roles[before] = "signature"
            names = [*split_bodies(line.text), *names]
            before -= 1
        if names or "date_issued" not in zones.facts:
            zones.roles[at] = "date"
            zones.issuers = zones.issuers or names
            if signed := read_date(block.text):
                zones.facts.setdefault("date_issued", signed)
        return


def _name_plan(lines: dict[int, Line], zones: Zones, start: int) -> None:
    """Settle title and issuers from what the zones hold."""
    notice_title = zones.facts.get("notice_title", "")
    if not zones.title:
        own = [at for at, role in zones.roles.items() if role == "title" and at >= start]
        zones.title = "".join(lines[at].text for at in sorted(own) if at in lines)
    if not zones.title and (named := _NAMED_RE.search(notice_title)):
        zones.title = named["name"]
    zones.title = zones.title or notice_title or zones.facts.get("order_names", "")
    zones.facts.pop("order_names", None)
    zones.issuers = zones.issuers or read_issuers(notice_title) or read_issuers(zones.title)
