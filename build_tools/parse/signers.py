"""Placed lines → who signs, who gives an order, who is on record as having adopted: each from its own part.

Takes the placed lines of a document; gives names in order, none where none are printed.
"""

import re
from collections.abc import Iterable, Sequence

from build_tools.hanzi.numerals import DATE_RE, read_date
from build_tools.hanzi.punctuation import holds
from build_tools.parse.bodies import split_bodies
from build_tools.parse.enactment import is_imprint, read_adopters, read_dispatcher, read_order, read_signed
from build_tools.parse.evidence import Evidence
from build_tools.parse.parts import Part, Placed, Zone

ISSUED = ("发布", "公布", "颁布", "印发", "發布", "公佈", "頒布")
_ISSUED_FIRST_RE = re.compile("(?:(?!修[正订改]).){6,60}(?:发布|公布|颁布|印发)")
APPROVED = ("批准", "通过", "通過")
_ORDER_RE = re.compile("令|公告|[書 \u3000]函")
# What may stand between the names of those who sign together.
_CLOSING, _APART = (Part.SIGNED, Part.DATE, Part.MARK), 3


def join_names(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return all names of some lines in order, each once."""
    return list(dict.fromkeys(name for row in rows for name in row))


def read_signers(lines: Sequence[Placed]) -> list[str]:
    """Who signs: the names above the letter's date, else those above the text's last one."""
    return read_signers_in(lines, Zone.LETTER) or read_signers_in(cut_further(lines), Zone.BODY)


def cut_further(lines: Sequence[Placed]) -> Sequence[Placed]:
    """Return the lines without those of further texts, where the first one is dated: each is signed on its own day."""
    is_dated = False
    for at, item in enumerate(lines):
        if is_dated and item.zone is Zone.HEAD:
            return lines[:at]
        is_dated = is_dated or (item.zone is Zone.BODY and item.part is Part.DATE)
    return lines


def read_recorded_day(text: str) -> str:
    """Return the day of a record: 公布 where a meeting only approved before, else the first; "" where there is none.

    What a congress has passed is of that day, whoever makes it known; what was changed later keeps its first day.
    """
    starts = [match.start() for match in DATE_RE.finditer(text)] if "人民代表大会" not in text else []
    if len(starts) > 1:
        adopted, rest = text[: starts[1]], text[starts[1] :]
        if holds(adopted, APPROVED) and not holds(adopted, ISSUED) and _ISSUED_FIRST_RE.match(rest):
            text = rest
    return read_date(text) or (read_signed(text) or ([], ""))[1]


def read_signers_in(lines: Sequence[Placed], zone: Zone) -> list[str]:
    """Who signs in one zone: names that stand near its end, not those of the text that happen to fill a line."""
    rows: list[list[str]] = []
    below = None
    rest = ""
    for item in reversed([item for item in lines if item.zone is zone and not item.is_dropped]):
        if rows and below and (item.part not in _CLOSING or below.at - item.evidence.at > _APART):
            break
        # Above 2021年2月7日印发 stands who had the paper printed.
        if item.part is Part.SIGNED and item.evidence.names and not (below and is_imprint(below.text)):
            closes = rows or below is None or (below.at - item.evidence.at <= _APART and not _is_text(below))
            if closes or not item.evidence.inside:
                text = item.evidence.text + rest
                rest = text if item.evidence.is_rest else ""
                rows.extend([] if rest else [split_bodies(text)])
        below = item.evidence
    return join_names(rows[::-1])


def _is_text(item: Evidence) -> bool:
    return not (item.is_date or item.is_mark or item.is_imprint or item.names or item.opens_list or item.is_entry)


def read_orderers(lines: Sequence[Placed]) -> list[str]:
    """Who gives an order or a dispatch: 某某省人民政府令, 第5/2021號行政長官批示."""
    for item in lines:
        if item.part is Part.NUMBER and (officer := read_dispatcher(item.evidence.number)):
            return [officer]
        if item.part is Part.NUMBER and (cut := _ORDER_RE.search(item.evidence.text)):
            return read_order(item.evidence.text[: cut.end()].strip(" \u3000")) or []
    return []


def read_recorded(lines: Sequence[Placed]) -> list[str]:
    """Who adopted or issued; who issues stands above who only approved."""
    records = [item.evidence.text for item in lines if item.zone is Zone.HEAD and item.part is Part.DATED]
    issued = [text for text in records if holds(text, ISSUED)]
    if not any(holds(text, APPROVED) and not holds(text, ISSUED) for text in records):
        return read_adopters("".join(records))
    return read_adopters((issued or records)[0])
