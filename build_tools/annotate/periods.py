"""Times for which a number is set: years, ranges of years, five-year plans; and those that it is compared with.

Takes folded text; gives (first, last) years. What a number is compared with (比2010年, 较“十二五”期末) is no period
but the year of its base.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.hanzi.drafting import NAMED_RE
from build_tools.hanzi.numerals import read_numeral
from build_tools.hanzi.punctuation import holds

Years = tuple[int, int]

_FIVE_TAIL = r"(?P<part>时期末|期?末期?|期间|时期|期)"
_FIVE = r"[“\"](?P<five>二?十[一二三四五六七八九]?|[六七八九])五[”\"](?!规划|计划|纲要|目标)"
# Without quotes only what is no plain number.
_BARE_FIVE = rf"(?P<bare>二?十[一二三四五六七八九])五(?={_FIVE_TAIL.replace('?P<part>', '?:')})"
_YEARS_RE = re.compile(
    r"(?P<first>(?:19|20)[0-9]{2})年?(?:[-~]{1,2}|至|到)(?P<last>(?:19|20)[0-9]{2})年"
    r"|(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年"
    rf"|(?:{_FIVE}|{_BARE_FIVE})(?:{_FIVE_TAIL}|(?=以来))"
    r"|(?P<relative>(?:未来|今后|通过|经过|再用|用)[一二三四五六七八九十]年|[二两三四五六七八九十]年内)"
    r"|(?P<now>今年|本年度)|(?P<past>(?:最?近|过去)(?P<recent>[两二三四五六七八九十几])?年(?(recent)来?|来))"
)
_BASES = tuple("比较与同从由自于以")
_BASE_AFTER_RE = re.compile(
    r"^(?:底|末|度)?"
    r"(?:(?:规划)?目标(?:任务|值)?的|的(?=[0-9.]{1,6}倍)|的?基础上|(?:不变|可比)?价|相比|[^，。；、]{0,6}基础上|[^，。；、]{0,6}相比)|^(?:生|起)|^(?:年?[底末])?(?:以|之)?前(?:建成|竣工|建造|注册|成立|出生)的"
)
_SINCE = ("以来", "底以来", "末以来", "度以来")
_COMPARED_RE = re.compile(
    r"(?:比|较|与|同|在(?=[^，。；、]{4,9}基础上))[“\"]?(?:(?P<year>(?:19|20)[0-9]{2})年?|(?P<five>二?十[一二三四五六七八九]?|[六七八九])五[”\"]?"
    r"|(?P<former>上年|去年|上一年))(?:时期|期间|期)?(?:末|底|末期)?(?:[^，。；]{0,4}?(?P<on>相比[，,]))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Years that a text names at `at`.

    `is_plan` where it names the plan's own (未来三年), `is_now` where it names the year of issue (今年): the years are
    (0, 0) then, and so they are where it names the last years (近三年): `recent` is their number, 0 where that is not
    printed, -1 for all other periods. `is_since` where it names a beginning alone (2016年以来): the last year is 0.
    """

    at: int
    years: Years
    is_plan: bool = False
    is_now: bool = False
    is_since: bool = False
    recent: int = -1


def find_periods(text: str) -> Iterator[Period]:
    """Yield the periods in a folded text, in order."""
    names = [match.span() for match in NAMED_RE.finditer(text)]
    for match in _YEARS_RE.finditer(text):
        if any(start <= match.start() < end for start, end in names):
            continue
        before = text[max(0, match.start() - 2) : match.start()]
        is_base = (before[:-1] if before.endswith(("“", '"')) else before).endswith(_BASES)
        if is_base or _BASE_AFTER_RE.search(text[match.end() : match.end() + 20]):
            continue
        if nth := match["five"] or match["bare"]:
            start = _read_five(nth)
            is_end = "末" in (match["part"] or "")
            years = (start + 4, start + 4) if is_end else (start, start + 4)
        elif match["relative"]:
            yield Period(match.start(), (0, 0), is_plan=True)
            continue
        elif match["now"]:
            yield Period(match.start(), (0, 0), is_now=True)
            continue
        elif match["past"]:
            count = (match["recent"] or "几").replace("两", "二")
            yield Period(match.start(), (0, 0), recent=0 if count == "几" else read_numeral(count))
            continue
        else:
            years = (int(match["year"] or match["first"]), int(match["year"] or match["last"]))
        if text.startswith(_SINCE, match.end()):
            yield Period(match.start(), (years[0], 0), is_since=True)
        else:
            yield Period(match.start(), years)


def _read_five(nth: str) -> int:
    """Return the first year of a five-year plan by its number in Chinese, 五 left out: 十三 is 2016."""
    return 1966 + 5 * (read_numeral(nth) - 3)


def find_base(text: str, end: int, year: int | None) -> int | None:
    """Return the year that a change is counted from, where one is printed in front of it.

    Args:
        text: a sentence, folded.
        end: where the number begins.
        year: in which the change ends, for 比上年.
    """
    found = None
    for match in _COMPARED_RE.finditer(text, 0, end):
        if match["on"] is None and holds(text[match.end() : end], "，,；;。"):
            continue
        if match["year"]:
            found = int(match["year"])
        elif match["five"]:
            found = _read_five(match["five"]) + 4
        else:
            found = None if year is None else year - 1
    return found
