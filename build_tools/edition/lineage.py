"""Blocks → what a document says of the documents that it carries out, and of the day until which it holds.

Nothing is inferred: a name counts where the sentence says that this document was made by it (根据《…》，制定本规划), a
day where the text calls it that of its validity (有效期至2026年12月31日), or tells its first and for how many
years (自2022年1月1日起施行，有效期5年).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from build_tools.hanzi.numerals import read_date, read_numeral
from build_tools.hanzi.short_titles import find_short_titles
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block

_BASED_RE = re.compile(
    r"(?:贯彻|落实|实施|根据|依据|按照|遵照)(?P<names>[^。；]{0,400}?)"
    r"(?:(?:制定|编制|制订|修订)(?:了|出)?(?:本|《|中华人民共和国|如下|以下)|提出(?:如下|以下)[^。；，]{0,6}(?:意见|措施|方案|要求))"
)
_NAME_RE = re.compile(r"《(?P<name>[^《》\n]{2,120})》")
_SELF_RE = re.compile(r"(?:制定|编制|制订|修订)(?:了|出)?$")
_DAY = r"[12二一][0-9〇○零一二三四五六七八九]{3}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
# 有效期至某日; 自某日起施行，至某日止
_UNTIL_RE = re.compile(
    rf"(?:有效期(?:限)?(?:[自从为]{_DAY}起?)?(?:截?止?[至到]|截止(?:日期)?为?)|起(?:施行|实施|执行|试行)[，,]?(?:截止)?[至到](?={_DAY}(?:止|截止|废止|失效)))"
    rf"(?P<day>{_DAY})"
)
_FOR_YEARS_RE = re.compile(
    rf"自(?P<first>{_DAY})起(?:正式)?(?:施行|实施|执行|试行|生效)[，,]?"
    r"有效期(?:限)?(?:为|是)?(?P<years>[1-9][0-9]?|[一二两三四五六七八九]|[二三]?十[一二三四五六七八九]?)年"
)


def find_basis(blocks: Iterable[Block]) -> Iterator[tuple[str, Anchor]]:
    """Yield the names of the documents that this one says it was made by, each once, and where it says so."""
    blocks = list(blocks)
    seen = set(find_short_titles(block.printed for block in blocks))  # each stands for the name before it
    for block in blocks:
        text = block.printed
        for said in _BASED_RE.finditer(text):
            for found in _NAME_RE.finditer(text, said.start("names"), said.end("names")):
                name = found["name"]
                if name not in seen and not _SELF_RE.search(text, 0, found.start()):
                    seen.add(name)
                    yield name, block.place


def find_validity(blocks: Iterable[Block]) -> tuple[str, Anchor] | None:
    """Return the last day ("YYYY-MM-DD") on which the document says it holds, and where; None where it says none."""
    for block in blocks:
        if (said := _UNTIL_RE.search(block.printed)) and (day := read_date(said["day"])):
            return day, block.place
        said = _FOR_YEARS_RE.search(block.printed) if "有效期" in block.printed else None
        if said and (day := read_date(said["first"])):
            return _add_years(date.fromisoformat(day), said["years"]).isoformat(), block.place
    return None


def _add_years(first: date, years: str) -> date:
    """Return the last day of so many years that begin on a day."""
    count = int(years) if years.isdecimal() else read_numeral(years.replace("两", "二"))
    day = min(first.day, monthrange(first.year + count, first.month)[1] + 1)
    return first.replace(year=first.year + count, day=1) + timedelta(days=day - 2)
