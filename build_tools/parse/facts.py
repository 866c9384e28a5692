"""Parts → number, issuers and date, and the titles of `titles`: each is weighed from all that speaks for it.

Takes the placed lines and what the file tells beside them; gives the facts, and a doubt where two readings lie close
together, where sources disagree, or where a document of such a form should print what was not found. What is printed
nowhere stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from build_tools.hanzi.bodies import BodyKind, read_body
from build_tools.hanzi.body_lists import OTHERS_RE
from build_tools.hanzi.drafting import (
    NUMBER_RE,
    ORDER_NUMBER_RE,
)
from build_tools.hanzi.numerals import NumeralError, read_date, read_month, read_ordinal
from build_tools.hanzi.punctuation import fold_width, holds
from build_tools.model.page_signs import Told
from build_tools.model.report import Diagnostic
from build_tools.parse.bodies import is_paper, read_issuers, split_bodies
from build_tools.parse.enactment import cut_number, cut_record, read_numbered, read_order_number, read_signed
from build_tools.parse.parts import Part, Placed, Zone, doubt_line
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
from build_tools.parse.titles import read_titles
from build_tools.parse.told import gather_told
from build_tools.parse.weighed import CLOSE, Weighed, is_shorter, join_orders, join_short

# How much less the day of a further text says of the first one's.
_LATER = 0.5
_NEWS_RE = re.compile(r"^.{0,12}新华社.{0,24}?[电電][）)]?[ \u3000]*")
_LIKE_NUMBER_RE = re.compile(r"[〔﹝［【].{0,2}[12]\d{3}.{0,2}[〕﹞］】].{0,3}\d|^.{2,12}[12]\d{3}年第?\d+号$")
_MONTH = len("2024-11")
_COLUMN = 3  # days, each below a name, that no document is signed on
_HEADS = (Zone.LETTER_HEAD, Zone.HEAD)
_TOLD_NUMBER_RE = re.compile(rf"》[（(](?P<number>{NUMBER_RE.pattern})[）)]")
_LONGEST_NUMBERED, _SHOWN = 100, 60


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
    titles = read_titles(lines, pages, plans=plans, has_text=has_text)
    found.title, found.others["title"] = titles.title, titles.others
    found.doubts.extend(titles.doubts)
    if titles.letter:
        found.facts["notice_title"] = titles.letter
    _read_number(found, lines, pages)
    _read_issuers(found, lines, pages)
    _read_date(found, lines, pages)
    return found


# -- number ----------------------------------------------------------------------------------------------------


def _read_number(found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told]) -> None:
    weighed = Weighed()
    _weigh_printed_numbers(weighed, lines)
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
        if lead <= CLOSE:
            found.doubts.append(doubt_line("number-differs", number=best))
    elif unread := _find_unread_number(lines):
        found.doubts.append(doubt_line("number-unread", unread, text=unread.evidence.text[:_SHOWN]))


def _weigh_printed_numbers(weighed: Weighed, lines: Sequence[Placed]) -> None:
    """Weigh the numbers that the document prints: on lines of their own, in its title, in the record below it."""
    order = ""
    recorded: list[str] = []
    for item in lines:
        text = item.evidence.text
        if item.part is Part.DATED and (number := read_order_number(text) or read_numbered(text)[0]):
            recorded.append(number)
        if item.part is Part.TITLE:
            number = cut_number(text)[1]
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


def _find_unread_number(lines: Sequence[Placed]) -> Placed | None:
    """Return a line of the head that looks like a number which nothing has read; a sentence only cites."""
    for item in lines:
        if item.zone not in (Zone.LETTER_HEAD, Zone.HEAD) or item.is_dropped or item.evidence.is_sentence:
            continue
        if len(item.evidence.text) <= _LONGEST_NUMBERED and _LIKE_NUMBER_RE.search(item.evidence.text):
            return item
    return None


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
        found.doubts.append(doubt_line("issuers-missing"))
    elif others and names:
        try:
            wanted = read_ordinal(others["n"].replace("两", "二"))
        except NumeralError:
            wanted = len(names)
        if wanted != len(names):
            found.doubts.append(doubt_line("issuers-differ", titled=wanted, signed=len(names)))
    elif signed and titled and not (is_shorter(signed, titled) or is_shorter(titled, signed)):
        found.doubts.append(doubt_line("issuers-differ", titled="、".join(titled), signed="、".join(signed)))


# -- date ------------------------------------------------------------------------------------------------------


def _read_date(found: DocumentFacts, lines: Sequence[Placed], pages: Sequence[Told]) -> None:
    weighed = Weighed()
    _weigh_signed_days(weighed, lines)
    _weigh_recorded_days(weighed, lines)
    for fact in pages:
        if fact.fact == "date_signed":
            weighed.add(fact.value, fact.value, fact.weight)
    best, lead = weighed.best()
    found.others["date_issued"] = weighed.rest()
    # 2024年11月 on the cover, and on the page's card the day.
    days = {fact.value for fact in pages if fact.fact == "date_signed" and fact.value.startswith(f"{best}-")}
    if len(days) == 1 and len(str(best)) == _MONTH:
        best, lead = days.pop(), CLOSE
    if best:
        found.facts["date_issued"] = str(best)
        if lead < CLOSE:
            found.doubts.append(doubt_line("date-differs", date=best))
    elif any(item.zone is Zone.LETTER and item.part is Part.SIGNED for item in lines) or found.facts.get("doc_number"):
        found.doubts.append(doubt_line("date-missing"))


def _weigh_signed_days(weighed: Weighed, lines: Sequence[Placed]) -> None:
    """Weigh the days below the letter and below the text: those of their own documents, and later ones for less."""
    own = cut_further(lines)
    labelled = next((item.evidence.at for item in lines if item.evidence.is_label), 0)
    for zone, weight in ((Zone.LETTER, 4.0), (Zone.BODY, 3.5)):
        dates = [item for item in lines if item.zone is zone and item.part is Part.DATE]
        first = [item for item in own if item.zone is zone and item.part is Part.DATE] or dates
        if len(first) >= _COLUMN and len({item.evidence.text for item in first}) >= _COLUMN:
            # The others are a table's deadlines, one cell a line; the last is none where it alone names a day.
            dated = [item for item in first if read_date(item.evidence.text)]
            signed = dated if dated == first[-1:] else []
            first = dates = [item for item in dates if item.evidence.at < labelled] + signed
        signers = read_signers_in(lines, zone)
        if weighed.values and signers and signers != read_signers_in(lines, Zone.LETTER):
            weight = 1.0  # what a letter carries, others have signed on a day of their own
        for own_weight, last in ((weight, first[-1:]), (weight - _LATER, dates[len(first) :][-1:])):
            for item in last:
                day = read_date(item.evidence.text) or read_month(item.evidence.text) or ""
                weighed.add(day, day, own_weight)


def _weigh_recorded_days(weighed: Weighed, lines: Sequence[Placed]) -> None:
    """Weigh the day that a record below the title tells (某年某月某日某会议通过), or one within the title's line."""
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
