"""Integer → the text of a number in one of Word's formats (ECMA-376 part 1, 17.18.59, and [MS-DOCX] 2.4).

Those that count in Korean, hexadecimal or by the sixty pairs of the calendar are left out: no Chinese document is
numbered so, and a format that is not known is told as a doubt.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from build_tools.hanzi.numerals import write_roman

_FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# Custom formats are spelled by their first numbers: "001, 002, 003, ...".
_CUSTOM_RE = re.compile(r"(0{1,9})1, 0{1,9}2, 0{1,9}3, \.\.\.")


@dataclass(frozen=True)
class _Counting:
    """A way of counting with names for powers of ten.

    Attributes:
        digits: from zero; the zero stands where a power is skipped, none where there is "".
        powers: of 10, 100, 1000; of 10,000.
        says_one: in front of which of the first three powers a one is said: 一百 but 百.
        bare_ten: 10-19 open with the ten itself.
    """

    digits: tuple[str, ...]
    powers: tuple[str, str, str, str]
    says_one: tuple[bool, bool, bool] = (True, True, True)
    bare_ten: bool = True

    def say(self, value: int) -> str:
        """Return a number up to 99,999,999 in words."""
        if value == 0:
            return self.digits[0]
        upper, lower = divmod(value, 10_000)
        if not upper:
            text = self._say_lower(lower)
        else:
            gap = self.digits[0] if 0 < lower < 1000 else ""
            head = self._say_lower(upper)
            text = head + self.powers[3] + gap + (self._say_lower(lower) if lower else "")
        one_ten = self.digits[1] + self.powers[0]
        return text[len(self.digits[1]) :] if self.bare_ten and text.startswith(one_ten) else text

    def _say_lower(self, value: int) -> str:
        text, has_gap = "", False
        for place in (3, 2, 1, 0):
            digit = value // 10**place % 10
            if not digit:
                has_gap = bool(text)
                continue
            text += self.digits[0] if has_gap else ""
            has_gap = False
            says = digit > 1 or place == 0 or self.says_one[place - 1]
            text += (self.digits[digit] if says else "") + (self.powers[place - 1] if place else "")
        return text


_PLAIN = tuple("零一二三四五六七八九")
_SIMPLIFIED = _Counting(_PLAIN, ("十", "百", "千", "万"))
_TRADITIONAL = _Counting(_PLAIN, ("十", "百", "千", "萬"))
_LEGAL_SIMPLIFIED = _Counting(tuple("零壹贰叁肆伍陆柒捌玖"), ("拾", "佰", "仟", "万"), bare_ten=False)
_LEGAL_TRADITIONAL = _Counting(tuple("零壹貳參肆伍陸柒捌玖"), ("拾", "佰", "仟", "萬"), bare_ten=False)
_JAPANESE = _Counting(("", *"一二三四五六七八九"), ("十", "百", "千", "万"), (False, False, False), bare_ten=False)


def format_number(value: int, name: str, custom: str = "") -> str | None:
    """Return a number as Word prints it, None where the format is not known here.

    Args:
        value: of the counter; what is negative prints as decimal.
        name: of `ST_NumberFormat`.
        custom: the pattern of the format "custom".
    """
    if value < 0:
        return str(value)
    if name == "custom":
        match = _CUSTOM_RE.fullmatch(custom)
        return str(value).zfill(len(match[1]) + 1) if match else None
    write = _FORMATS.get(name)
    return None if write is None else write(value)


def _roman(value: int) -> str:
    return write_roman(value) if 0 < value < 32_768 else str(value)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ending}"


def _cycle(letters: str) -> Callable[[int], str]:
    """A, B … Z, AA, BB …: the set anew, each letter once more."""

    def write(value: int) -> str:
        if value == 0:
            return ""
        times, at = divmod(value - 1, len(letters))
        # What is counted so far would fill a line, and is damage.
        return letters[at] * (times + 1) if times < 100 else str(value)

    return write


def _signs(signs: str) -> Callable[[int], str]:
    """A sign for each of the first numbers; what is greater prints as decimal."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _digits(signs: str) -> Callable[[int], str]:
    return lambda value: "".join(signs[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """十、十一 … 九十九、一○○: words below a hundred, digits from there on."""
    return _SIMPLIFIED.say(value) if 0 < value < 100 else _digits("○一二三四五六七八九")(value)


def _in_words(counting: _Counting) -> Callable[[int], str]:
    return lambda value: counting.say(value) if value < 100_000_000 else str(value)


def _series(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalZero": lambda value: str(value).zfill(2),
    "decimalEnclosedCircle": _signs(_series("①", 20)),
    "decimalEnclosedCircleChinese": _signs(_series("①", 20)),
    "decimalEnclosedParen": _signs(_series("⑴", 20)),
    "decimalEnclosedFullstop": _signs(_series("⒈", 20)),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _cycle(_series("A", 26)),
    "lowerLetter": _cycle(_series("a", 26)),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _in_words(_SIMPLIFIED),
    "taiwaneseCountingThousand": _in_words(_TRADITIONAL),
    "chineseLegalSimplified": _in_words(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _in_words(_LEGAL_TRADITIONAL),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "japaneseCounting": _in_words(_JAPANESE),
    "ideographEnclosedCircle": _signs(_series("㈠", 10)),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "none": lambda _: "",
}
