"""Numbers, ordinals, dates and periods as Chinese documents print them.

Takes short strings, or running text for dates; gives integers, "YYYY-MM-DD" or pairs of years. Every digit is
looked up by name: `str.isdigit` and `int` disagree about ① and others. Nothing here changes a text.
"""

# ruff: noqa: RUF001 - full-width digits and their look-alikes are what this module reads.

import re
from datetime import date

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("〇零○◯", "一壹壱弌", "二贰貳弍两兩", "三叁參叄参", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}

_ARABIC = {chr(start + value): value for start in (0x30, 0xFF10) for value in range(10)}
# Years are also typed with the letter O or a plain 0 between Chinese digits: 二O一一年, 二0一一年.
# What a machine reads for 1 is an l or an I.
_YEAR_DIGITS = _DIGITS | _ARABIC | {"O": 0, "o": 0, "Ｏ": 0, "ｏ": 0, "l": 1, "I": 1}
_MISREAD = str.maketrans("OolI", "0011")

# First character, last character and first value of the ranges in which one character is a whole ordinal.
_SIGN_RANGES = (
    ("①", "⑳", 1), ("㉑", "㉟", 21), ("㊱", "㊿", 36), ("⑴", "⒇", 1), ("⒈", "⒛", 1),
    ("㈠", "㈩", 1), ("㊀", "㊉", 1), ("\u2160", "\u216b", 1), ("\u2170", "\u217b", 1),
    ("❶", "❿", 1), ("⓫", "⓴", 11), ("⓵", "⓾", 1), ("➀", "➉", 1), ("➊", "➓", 1),
)  # fmt: skip
_SIGNS = {
    chr(code): value
    for first, last, start in _SIGN_RANGES
    for value, code in enumerate(range(ord(first), ord(last) + 1), start)
}

_S = r"[ \t\u00a0\u2002-\u200b\u3000]{0,4}"
_HAN_YEAR = "".join(_YEAR_DIGITS)
_HAN_DAY = "".join(_DIGITS) + "十拾廿卄卅"
DATE_RE = re.compile(
    rf"(?:(?P<era>(?:中[华華])?民[国國]){_S})?"
    rf"(?P<year>(?(era)(?:[0-9０-９]{{1,3}}|[{_HAN_DAY}百]{{1,5}}|元)|(?:[12１２一二壹贰貳][{_HAN_YEAR}]{{3}}|(?<![0-9０-９])1[0-4][0-9])))"
    rf"{_S}年{_S}(?P<month>[0-9０-９lIOo]{{1,2}}|[{_HAN_DAY}]{{1,3}}|元){_S}月"
    rf"{_S}(?P<day>[0-9０-９lIOo]{{1,2}}|[{_HAN_DAY}]{{1,4}}){_S}日"
)
"""Finds 2021年9月6日, 二○一一年十二月十二日, 民國110年9月6日 and 110年9月6日 in running text.

Groups: era, year, month, day. A year of three figures is the republic's, whether its era is named or not.
"""
_BEFORE_REPUBLIC, _SHORT_YEAR = 1911, 3

_D = "[0-9０-９]"
# A time may be glued to the day (2021-09-0610:23); any other digit behind it means that it is no date.
_NUMERIC_DATE_RE = re.compile(
    rf"(?<!{_D})(?P<year>[12１２]{_D}{{3}}|(?<![-/.])1[0-4][0-9](?=[-/][01][0-9][-/][0-3][0-9]))"
    rf"(?P<sign>[-/.\uff0d\uff0f\uff0e])(?P<month>{_D}{{1,2}})(?P=sign)"
    rf"(?P<day>{_D}{{1,2}})(?:(?!{_D})|(?={_D}{{2}}[:：]{_D}{{2}}))"
)
STAMPED_DAY = "(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
"""Pattern of a day as pages print theirs, whatever signs part it: 2021-09-06, 2021年9月6日."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DATE_RE = re.compile(
    rf"(?<![0-9])(?P<day>[0-9]{{1,2}})[ -](?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}[.,]{{0,2}}[ -]"
    r"(?P<year>[12][0-9]{3})(?![0-9])",
    re.IGNORECASE,
)

_LONGEST_MONTH = 24

_RANGE_RE = re.compile(
    rf"(?<![{_HAN_YEAR}])(?P<first>[12１２一二][{_HAN_YEAR}]{{3}}){_S}年?{_S}"
    rf"(?:[-\u2010-\u2015\u2212\u2500\uff0d~\uff5e\u223c]{{1,2}}|至|到){_S}"
    rf"(?P<last>[12１２一二][{_HAN_YEAR}]{{3}})(?![{_HAN_YEAR}])"
)
_NTH = r"(?P<n>二?十[一二三四五六七八九]?|[六七八九])"
_FIVE_YEAR_RES = (
    re.compile(rf"[“”\"'‘’「『＂_〝]{_S}{_NTH}五{_S}[“”\"'‘’」』＂_〞]"),
    re.compile(rf"第{_S}{_NTH}{_S}[个個]五年"),
    # Without quotes only what is no plain number: not 十五条 and not 第二十五届.
    re.compile(r"(?<![第一二三四五六七八九十百])(?P<n>二?十[一二三四五六七八九])五(?![一二三四五六七八九十])"),
)
_YEAR_RE = re.compile(
    rf"(?<!{_D})(?P<year>[12１２]{_D}{{3}}){_S}年(?:度|(?=[^，。：]{{0,16}}(?:工作安排|工作要点|工作计划|重点工作(?!总结)|重点任务|任务清单|民生实事|责任分解|任务分解|工作方案|实施方案)))"
)


_FIGURES_RE = re.compile("[0-9]+")


def list_numbers(text: str) -> list[int]:
    """Return the numbers in ASCII figures in a text, in order."""
    return [int(figures) for figures in _FIGURES_RE.findall(text)]


class NumeralError(ValueError):
    """Something is not a numeral.

    Attributes:
        character: the offending character, "" where the numeral ends too early.
        index: where it stands, from 0.
    """

    def __init__(self, numeral: str, index: int) -> None:
        self.character = numeral[index : index + 1]
        self.index = index
        super().__init__(f"{numeral!r} is no numeral: {self.character!r} at index {index}")


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_roman(number: int) -> str:
    """Return a number from 1 on in Roman letters, thousands by as many M."""
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def read_numeral(digits: str) -> int:
    """Return the integer that a Chinese numeral stands for.

    Args:
        digits: 1-7 characters, marker words such as 第 and 条 removed; plain, formal (壹贰叁) or traditional.

    Returns:
        1-9999. 一百零五, 一〇五 and 一○五 all give 105.

    Raises:
        NumeralError: with the offending character and its index (from 0). 一百五 is refused too: some read it
            as 150, some as 105.
    """
    if all(character in _DIGITS for character in digits):
        return _read_places(digits, _DIGITS)
    total, digit, rank, zero = 0, 0, 10_000, False  # rank: value of the unit read last
    for index, character in enumerate(digits):
        if character in _UNITS or character in _TENS:
            unit = _UNITS.get(character, 10)
            bare_ok = unit == 10 or index == 0  # 一百十五, 百二十; but not 一千百
            if unit >= rank or (zero and unit * 10 == rank) or not (digit or bare_ok):
                raise NumeralError(digits, index)
            if character in _TENS and digit:
                raise NumeralError(digits, index)
            total += _TENS.get(character, (digit or 1) * unit)
            digit, rank, zero = 0, unit, False
        elif (value := _DIGITS.get(character)) is None or digit:
            raise NumeralError(digits, index)
        elif value:
            digit = value
        elif zero or not 10 < rank < 10_000:
            raise NumeralError(digits, index)
        else:
            zero = True
    if zero and not digit:
        raise NumeralError(digits, len(digits))
    if digit and rank > 10 and not zero:
        raise NumeralError(digits, len(digits) - 1)
    return total + digit


def _read_places(digits: str, values: dict[str, int]) -> int:
    """Read digits by place; 1-4 of them, not all zero."""
    total = 0
    for index, character in enumerate(digits):
        if character not in values or index > 3:
            raise NumeralError(digits, index)
        total = total * 10 + values[character]
    if total == 0:
        raise NumeralError(digits, 0)
    return total


def read_ordinal(mark: str) -> int:
    """Return the integer of an ordinal as plans print it.

    Args:
        mark: a Chinese numeral, ASCII or full-width digits, or one sign such as ① ⑴ ⒈ ㈠ Ⅳ; without brackets,
            stops and spaces around it.

    Returns:
        1-9999.

    Raises:
        NumeralError: if it is none of these; a zero is no ordinal.
    """
    if mark in _SIGNS:
        return _SIGNS[mark]
    if mark[:1] in _ARABIC:
        return _read_places(mark, _ARABIC)
    return read_numeral(mark)


def read_date(text: str) -> str | None:
    """Return the first valid calendar date in a text as "YYYY-MM-DD", else None.

    Reads 2021年9月6日, 二〇二一年九月六日, 民國110年9月6日, 110-09-06, 2021-09-06, 2021/9/6, 2021.9.6, ISO 8601 with a
    time, and 10 Sep 2021 as in RFC 2822. The date is the one written: no time zone is applied. To ask whether a line is
    nothing but a date, use `DATE_RE.fullmatch`.
    """
    found: list[tuple[int, str]] = []
    for pattern in (DATE_RE, _NUMERIC_DATE_RE, _ENGLISH_DATE_RE):
        for match in pattern.finditer(text):
            if day := _read_match(match):
                found.append((match.start(), day))
                break
    return min(found)[1] if found else None


def read_month(text: str) -> str | None:
    """Return "YYYY-MM" where a line is nothing but a month, as covers print it, 2021年11月 or （二〇二一年十一月）."""
    match = DATE_RE.fullmatch(text[:_LONGEST_MONTH].strip(" \u3000（）()") + "1日")
    day = _read_match(match) if match else None
    return day and day[: len("YYYY-MM")]


def _read_match(match: re.Match[str]) -> str | None:
    month = match["month"]
    try:
        if month[:3].lower() in _MONTHS:
            month_no = _MONTHS.index(month[:3].lower()) + 1
        else:
            month_no = 1 if month == "元" else read_ordinal(month.translate(_MISREAD))
        if match.groupdict().get("era") or len(match["year"]) == _SHORT_YEAR:
            year = _BEFORE_REPUBLIC + (1 if match["year"] == "元" else read_ordinal(match["year"]))
        else:
            year = _read_places(match["year"], _YEAR_DIGITS)
        return date(year, month_no, read_ordinal(match["day"].translate(_MISREAD))).isoformat()
    except ValueError:  # NumeralError, or a day that no calendar has
        return None


def read_period(title: str) -> tuple[int, int] | None:
    """Return the (first, last) year that a plan's title says it covers, both included, else None.

    Reads 2021-2023年 with any dash, the N-th five-year plan (“十四五”, 第十四个五年规划; from the sixth on,
    which began in 1981), 2025年度 and what is set for a year (2025年重点工作安排). Printed years win over the name of
    a five-year plan.
    """
    for match in _RANGE_RE.finditer(title):
        first, last = (_read_places(match[name], _YEAR_DIGITS) for name in ("first", "last"))
        if first <= last:
            return first, last
    for pattern in _FIVE_YEAR_RES:
        for match in pattern.finditer(title):
            start = 1966 + 5 * (read_numeral(match["n"]) - 3)
            return start, start + 4
    if year := _YEAR_RE.search(title):
        only = _read_places(year["year"], _YEAR_DIGITS)
        return only, only
    return None
