"""Parts → title, number, issuers and date: each fact is weighed from all that speaks for it, never taken from one line.

Takes the placed lines and what the file tells beside them; gives the facts, and a doubt where two readings lie close
together, where sources disagree, or where a document of such a form should print what was not found. What is printed
nowhere stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from math import inf

from build_tools.hanzi.bodies import BodyKind, read_body
from build_tools.hanzi.body_lists import OTHERS_RE
from build_tools.hanzi.drafting import (
    BARE_TITLE_RE,
    DRAFT_RE,
    ISSUES_RE,
    LETTER_PHRASE_RE,
    LETTER_TITLE_RE,
    NAMED_RE,
    NUMBER_RE,
    ORDER_NUMBER_RE,
    SUBJECT_RE,
    ends_title,
)
from build_tools.hanzi.labels import ANNEX_RE
from build_tools.hanzi.numerals import NumeralError, read_date, read_month, read_ordinal
from build_tools.hanzi.punctuation import fold_width, holds
from build_tools.model.page_signs import Told
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.parse.bodies import is_paper, read_issuers, split_bodies
from build_tools.parse.enactment import cut_number, cut_record, read_numbered, read_order_number, read_signed
from build_tools.parse.files import fold_name, is_same_name
from build_tools.parse.parts import Part, Placed, Zone
from build_tools.parse.signers import (
    APPROVED,
    ISSUED,
    cut_further,
    join_names,
    read_orderers,
    read_recorded,
    read_recorded_day,
    read_signers,
    read_signers_in,
)
from build_tools.parse.title_lines import find_title_runs, join_title, title_key
from build_tools.parse.told import gather_told, read_page_title
from build_tools.parse.weighed import Weighed, is_shorter, join_orders, join_short

# A fact whose best value leads the next one by less is told as a doubt.
_CLOSE = 1.0
# How much less the day of a further text says of the first one's.
_LATER = 0.5
_SURE, _LONGEST_TITLE, _SHOWN = 2.0, 120, 60
# 某省教育现代化2035, 某市2025年重点任务: no word for a document, and yet a title.
_YEAR_END_RE = re.compile(r"现代化20[2-9][0-9]$|20[0-9]{2}年度?(?:改革|重点|民生)(?:任务|工作|项目|事项|实事)$")
# An annex of a letter that issues nothing: below the letter's own title.
_ANNEXED = 1.5
_NEWS_RE = re.compile(r"^.{0,12}新华社.{0,24}?[电電][）)]?[ \u3000]*")
_LIKE_NUMBER_RE = re.compile(r"[〔﹝［【].{0,2}[12]\d{3}.{0,2}[〕﹞］】].{0,3}\d|^.{2,12}[12]\d{3}年第?\d+号$")
_OWN_NAME_RE = re.compile(
    r"(?P<name>[^，。；：《》]{6,60}(?:规划|计划|方案|纲要))[，,]?(?:是)?(?:根据|依据|按照)《[^。；]{0,120}(?:编制|制定|制订)"
    r"|[^；《》]{0,300}?(?:根据|依据|按照)《[^》]{4,60}》[，,]?(?:制定|编制)《(?P<other>[^》]{6,60})》（以下简称"
)
_OPENING = 6  # lines
_MONTH = len("2024-11")
_COLUMN = 3  # days, each below a name, that no document is signed on
_HEADS = (Zone.LETTER_HEAD, Zone.HEAD)
_SIGNS_RE = re.compile(r"&[a-z]{2,8};|[\W_]")
_TOLD_NUMBER_RE = re.compile(rf"》[（(](?P<number>{NUMBER_RE.pattern})[）)]")
_LONGEST_LEAD, _LONGEST_NUMBERED = 12, 100
_CITES_BEFORE_RE = re.compile("(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|围绕|通过)[^，。；、《]*$")
_CITES_BEHIND_RE = re.compile(
    "(?:[（(][^（）()]{1,40}[）)])?(?:中|里|所|提出|明确|确定|规定|要求|精神|部署|涉及|和有关|等)"
)


@dataclass
class DocumentFacts:
    """What a document says of itself.

    Attributes:
        title: "" where none is printed.
        issuers: in the order signed.
        facts: doc_number, date_issued, date_published, notice_title, source, source_url, publisher, where found.
        doubts: in no order.
        others: fact → what else it might be, as far as anything speaks for it.
    """

    title: str = ""
    issuers: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    doubts: list[Diagnostic] = field(default_factory=list)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_facts(placed: Sequence[Placed], told: Iterable[Told], *, plans: int) -> DocumentFacts:
    """Return the facts of a document; `plans`: how many documents its letter carries."""
    lines = [item for item in placed if item.evidence.line is not None]
    pages = gather_told(placed, told)
    found = DocumentFacts()
    for fact in pages:
        if fact.fact in ("date_published", "source", "source_url", "publisher", "index_number"):
            found.facts.setdefault(fact.fact, fact.value)
    behind = (Part.TITLE, Part.TEXT, Part.OTHER)
    has_text = any(item.zone in (Zone.HEAD, Zone.BODY) and item.part in behind for item in placed)
    _read_title(found, lines, pages, plans=plans, has_text=has_text)
    _read_number(found, lines, pages)
    _read_issuers(found, lines, pages)
    _read_date(found, lines, pages)
    return found


def _doubt(found: DocumentFacts, code: str, item: Placed | None = None, **fields: object) -> None:
    line = item.evidence.line if item else None
    found.doubts.append(make_diagnostic(code, line.line_no if line else 0, line.text if line else "", **fields))


# -- title -----------------------------------------------------------------------------------------------------


def _read_title(
    found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told], *, plans: int, has_text: bool
) -> None:
    heads = list(find_title_runs(lines, Zone.HEAD))
    # Of several texts the first one's title counts, which stands last above its text.
    body = next((item.evidence.at for item in lines if item.zone is Zone.BODY), inf) if plans > 1 else inf
    own_heads = [run for run in heads if run[0].evidence.at < body]
    letters = list(find_title_runs(lines, Zone.LETTER_HEAD))
    given = [fact.value for fact in pages if fact.fact == "title"]
    letter = _without_marks(cut_number(join_title(letters[-1], given))[0]) if letters else ""
    given.extend(name for name, _ in _named(lines, letter))
    titles = [_without_marks(cut_number(join_title(run, given))[0]) for run in heads]
    # Where nothing of a letter but its title is left, it stands in the plan's own head.
    headed = [*titles, *(item.evidence.name for run in heads for item in run)]
    letter = letter or next((title for title in headed if _carries(title, titles)), "")
    if letter:
        found.facts["notice_title"] = letter
    weighed = Weighed()

    def weigh(title: str, weight: float) -> None:
        weighed.add(title_key(title), title, weight)

    if plans > 1 and letter:
        weigh(letter, 9.0)
    numbered = any(item.zone is Zone.LETTER and item.evidence.is_label for item in lines)
    # 《甲》等文件: the letter alone is about all of them, and each is an annex.
    alone = numbered or "》等" in letter or not ISSUES_RE.search(letter)
    annexed = _annexed(lines) if letter and alone else set()
    for number, (title, run) in enumerate(zip(titles, own_heads or heads[:1], strict=False)):
        if title == letter and not letters:
            continue
        known = any(fold_width(fact.value) == fold_width(title) for fact in pages if fact.fact == "title")
        # A letter that asks what is thought of a draft is about what it encloses.
        about = DRAFT_RE.search(letter) is not None and is_same_name(fold_name(title), fold_name(letter))
        weight = _ANNEXED if run[0].evidence.at in annexed and not about else 4.0 + 0.5 * number
        weigh(title, weight + (1.0 if known else 0.0))
    # A letter whose plan is not here is all that there is.
    named = list(_named(lines, letter)) if has_text or not letters else []
    for title, weight in named:
        weigh(title, weight)
    weigh(letter, 1.5 if any(weight > 1 for _, weight in named) else 3.0)
    own = [item.evidence.text for item in lines if not item.is_dropped][:2]
    if not weighed.values and own and (label := ANNEX_RE.match(own[0])):
        # A file that holds an annex alone has its title, beside the label or below it.
        weigh(own[0][label.end() :] or own[-1], 2.0)
    subject = next((told["subject"] for item in lines if (told := SUBJECT_RE.match(item.evidence.text))), "")
    weigh(subject, 1.0)
    if (sent := re.search("「([^「」]+)」", subject)) and any(item.evidence.text == sent[1] for item in lines):
        weigh(sent[1], 2.0)  # 主旨：檢送「某計畫」1份, and the plan below it
    if not weighed.values:
        for fact in pages:
            weigh(fact.value if fact.fact == "title" else read_page_title(fact), fact.weight)
    best, _ = weighed.best()
    found.title, found.others["title"] = str(best or "").strip(), weighed.rest()
    if not subject or found.title != subject:
        names = [fact.value for fact in pages if fact.fact in ("title", "page_title")]
        _doubt_title(found, heads or letters, [*(title for title, _ in named), *names], pages)


def _carries(title: str, titles: Sequence[str]) -> bool:
    """Whether a title is that of a letter which carries what has another of the titles, or ends with its name."""
    others = ["》"] if title.endswith("》") else [other for other in titles if other != title]
    return LETTER_TITLE_RE.search(title) is not None and any(fold_width(other) in fold_width(title) for other in others)


def _annexed(lines: Sequence[Placed]) -> set[int]:
    """Places of the lines right below a 附件： that ends a letter: a reply's annex does not name the reply."""
    own = [item for item in lines if not item.is_dropped]
    return {
        below.evidence.at
        for above, below in pairwise(own)
        if above.zone is Zone.LETTER and above.part is Part.LIST and below.zone is Zone.HEAD
    }


def _named(lines: Sequence[Placed], letter: str) -> Iterable[tuple[str, float]]:
    """Yield the names that letter, brief and letter's title give to what follows."""
    if "》等" in letter or letter.endswith(("批复", "批覆")):
        return  # a reply approves, and issues nothing
    if (issue := ISSUES_RE.search(letter)) and (named := NAMED_RE.search(letter, issue.end())):
        yield named["name"], 2.5
    # 某市某某规划，根据《建议》编制: a text that has lost its head names itself where it begins.
    opening = [item.evidence for item in lines if not item.is_dropped][:_OPENING]
    for line in takewhile(lambda line: not line.is_label, opening):
        if own := _OWN_NAME_RE.match(line.text):
            yield own["name"] or own["other"], 2.0
    numbered = False
    for item in lines:
        # A numbered clause of a letter cites; what it issues stands above the first.
        numbered |= item.zone is Zone.LETTER and item.evidence.is_label
        text = item.evidence.text
        if item.part is Part.BRIEF and (named := NAMED_RE.search(text)):
            # A news agency prints the name as it stands on the document; a scraper typed the line above.
            yield named["name"], 4.8 if ISSUES_RE.search(text[: named.start()]) else 1.0
        elif item.zone is Zone.LETTER and item.part is Part.TEXT and not numbered and (name := _issued_name(text)):
            # What the letter's title means without brackets, its text names with them.
            yield name, 3.5 if fold_width(name) in fold_width(letter) else 1.0


def _issued_name(text: str) -> str:
    """Return what a letter says that it issues, "" where it only cites: 按照《甲》, 《乙》中明确的任务."""
    for named in NAMED_RE.finditer(text) if LETTER_PHRASE_RE.search(text) else ():
        before = text[max(0, named.start() - _LONGEST_LEAD) : named.start()]
        if not _CITES_BEFORE_RE.search(before) and not _CITES_BEHIND_RE.match(text, named.end()):
            return named["name"]
    return ""


def _without_marks(title: str) -> str:
    """Return a title without the marks that set the whole of it apart: 《某市…办法》."""
    named = NAMED_RE.fullmatch(title)
    return named["name"] if named else title


def _doubt_title(
    found: DocumentFacts, runs: Sequence[Sequence[Placed]], names: Sequence[str], pages: Sequence[Told]
) -> None:
    title = found.title
    first = runs[-1][0] if runs else None
    if not title:
        _doubt(found, "title-missing", first)
        return
    unlike = not ends_title(title) or BARE_TITLE_RE.fullmatch(title) is not None
    unlike &= _YEAR_END_RE.search(title) is None
    named = any(_alike(title, name) for name in names)
    close = any(item.margin < _CLOSE for run in runs[-1:] for item in run)
    unlike |= any(title.count(opens) != title.count(closes) for opens, closes in ("“”", "《》")) or "首页" in title
    if (unlike and not named) or close or len(title) > _LONGEST_TITLE:
        _doubt(found, "title-unlikely", first, title=title[:_SHOWN])
    told = [fact.value for fact in pages if fact.fact == "title" and fact.weight >= _SURE]
    if told and not any(_alike(title, value) for value in told):
        _doubt(found, "title-differs", first, other=told[0][:_SHOWN])


def _alike(title: str, other: str) -> bool:
    one, two = (_SIGNS_RE.sub("", text) for text in (title, other))
    return one in two or two in one


# -- number ----------------------------------------------------------------------------------------------------


def _read_number(found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told]) -> None:
    weighed = Weighed()
    order = ""
    recorded: list[str] = []
    for item in lines:
        text = item.evidence.text
        if item.part is Part.DATED and (number := read_order_number(text) or read_numbered(text)[0]):
            recorded.append(number)
        if item.part is Part.TITLE:
            number = cut_number(item.evidence.text)[1]
            weighed.add(fold_width(number), number, 2.5)
        if item.part is not Part.NUMBER:
            order = "" if not item.is_dropped else order
            continue
        number = "".join(item.evidence.number.split()).strip("（）()")
        if number.endswith(("令", "公告", "函")):
            order = number
            continue
        if ORDER_NUMBER_RE.match(number):
            if not order:
                continue  # 第1号 of whatever series
            number = order + number
        weighed.add(fold_width(number), number, 3.0 if item.zone is Zone.LETTER_HEAD else 2.5)
    # Below an order that prints the text anew, the record tells of the orders before.
    for number in recorded if not any("令" in key for key in weighed.values) else ():
        weighed.add(fold_width(number), number, 2.0)
    for item in lines:
        if item.part is Part.BRIEF and (told := _TOLD_NUMBER_RE.search(item.evidence.text)):
            weighed.add(fold_width(told["number"]), told["number"], 1.5)
    for fact in pages:
        if fact.fact == "doc_number" and NUMBER_RE.search(fact.value):
            weighed.add(fold_width(fact.value), fact.value, fact.weight)
    join_orders(weighed)
    best, lead = weighed.best()
    found.others["doc_number"] = weighed.rest()
    if best:
        found.facts["doc_number"] = str(best)
        if lead <= _CLOSE:
            _doubt(found, "number-differs", number=best)
    else:
        head = [item for item in lines if item.zone in (Zone.LETTER_HEAD, Zone.HEAD) and not item.is_dropped]
        # A sentence only cites.
        printed = (one for one in head if len(one.evidence.text) <= _LONGEST_NUMBERED and not one.evidence.is_sentence)
        if unread := next((item for item in printed if _LIKE_NUMBER_RE.search(item.evidence.text)), None):
            _doubt(found, "number-unread", unread, text=unread.evidence.text[:_SHOWN])


# -- issuers ---------------------------------------------------------------------------------------------------


def _read_issuers(found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told]) -> None:
    weighed = Weighed()

    def add(names: Sequence[str] | None, weight: float) -> None:
        if names:
            weighed.add("、".join(map(fold_width, names)), list(names), weight)

    letter = found.facts.get("notice_title", "")
    signed = read_signers(lines)
    ordered = read_orderers(lines)
    add(ordered, 4.0)
    add(signed, 4.0)
    titled = read_issuers(letter) or read_issuers(found.title)
    others = OTHERS_RE.search(letter or found.title)
    add(titled, 1.0 if others else 3.0)
    # A page that has a body's name for its title is that body's site; below the document's title the name is its own.
    owners = {fold_width(fact.value) for fact in pages if fact.fact == "page_title"}
    kept = [(item.part, item.evidence.text) for item in lines if not item.is_dropped]
    below = next((at for at, (part, _) in enumerate(kept) if part is Part.TITLE), len(kept))
    rows = [
        text
        for at, (part, text) in enumerate(kept)
        if (part is Part.NAMES or is_paper(text)) and (at > below or fold_width(text) not in owners)
    ]
    add(join_names(split_bodies(row.removesuffix("文件")) for row in rows), 2.5)
    add(read_recorded(lines), 3.0)
    for item in lines:
        if item.part is Part.BRIEF:
            add(read_issuers(_NEWS_RE.sub("", item.evidence.text)), 3.0)
        elif item.part is Part.DATED and (found_here := read_signed(item.evidence.text)):
            add(found_here[0], 3.0)
    for fact in pages:
        if fact.fact in ("issuer", "publisher"):
            # Who cuts 某市某某管理办法 behind 办 has a body that nobody knows.
            names = [name for name in split_bodies(fact.value) if _is_single(name) and f"{name}法" not in found.title]
            add(names, (fact.weight if fact.fact == "issuer" else 0.5) if names else 0.0)
    join_short(weighed)
    best, _ = weighed.best()
    found.issuers = list(best) if isinstance(best, list) else []
    found.others["issuers"] = weighed.rest()
    _doubt_issuers(found, signed or ordered, titled, others)


def _is_single(name: str) -> bool:
    form = read_body(name)
    return form is not None and form.is_sure and form.kind is not BodyKind.COLLECTIVE and "相关" not in name


def _doubt_issuers(found: DocumentFacts, signed: list[str], titled: list[str], others: re.Match[str] | None) -> None:
    names = found.issuers
    if not names and ("doc_number" in found.facts or "notice_title" in found.facts):
        _doubt(found, "issuers-missing")
    elif others and names:
        try:
            wanted = read_ordinal(others["n"].replace("两", "二"))
        except NumeralError:
            wanted = len(names)
        if wanted != len(names):
            _doubt(found, "issuers-differ", titled=wanted, signed=len(names))
    elif signed and titled and not (is_shorter(signed, titled) or is_shorter(titled, signed)):
        _doubt(found, "issuers-differ", titled="、".join(titled), signed="、".join(signed))


# -- date ------------------------------------------------------------------------------------------------------


def _read_date(found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told]) -> None:
    weighed = Weighed()
    own = cut_further(lines)
    labelled = next((item.evidence.at for item in lines if item.evidence.is_label), 0)
    for zone, weight in ((Zone.LETTER, 4.0), (Zone.BODY, 3.5)):
        dates = [item for item in lines if item.zone is zone and item.part is Part.DATE]
        first = [item for item in own if item.zone is zone and item.part is Part.DATE] or dates
        if len(first) >= _COLUMN and len({item.evidence.text for item in first}) >= _COLUMN:
            # The others are a table's deadlines, one cell a line.
            first = dates = [item for item in dates if item.evidence.at < labelled]
        signers = read_signers_in(lines, zone)
        if weighed.values and signers and signers != read_signers_in(lines, Zone.LETTER):
            weight = 1.0  # what a letter carries, others have signed on a day of their own
        for own_weight, last in ((weight, first[-1:]), (weight - _LATER, dates[len(first) :][-1:])):
            for item in last:
                day = read_date(item.evidence.text) or read_month(item.evidence.text) or ""
                weighed.add(day, day, own_weight)
    titled = next((at for at, item in enumerate(lines) if item.part is Part.TITLE), 0)
    records = [item for item in lines[titled:] if item.zone in _HEADS and item.part is Part.DATED]
    issued = [item for item in records if holds(item.evidence.text, ISSUED)]
    approved = any(not holds(item.evidence.text, ISSUED) and holds(item.evidence.text, APPROVED) for item in records)
    for item in (issued if issued and approved else records)[:1]:
        weighed.add(day := read_recorded_day(item.evidence.text), day, 3.0)
    for item in lines:
        if item.part is Part.TITLE and (record := cut_record(item.evidence.text)[1]):
            day = read_date(record) or ""
            weighed.add(day, day, 3.0)
    for fact in pages:
        if fact.fact == "date_signed":
            weighed.add(fact.value, fact.value, fact.weight)
    best, lead = weighed.best()
    found.others["date_issued"] = weighed.rest()
    # 2024年11月 on the cover, and on the page's card the day.
    days = {fact.value for fact in pages if fact.fact == "date_signed" and fact.value.startswith(f"{best}-")}
    if len(days) == 1 and len(str(best)) == _MONTH:
        best, lead = days.pop(), _CLOSE
    if best:
        found.facts["date_issued"] = str(best)
        if lead < _CLOSE:
            _doubt(found, "date-differs", date=best)
    elif any(item.zone is Zone.LETTER and item.part is Part.SIGNED for item in lines) or found.facts.get("doc_number"):
        _doubt(found, "date-missing")
