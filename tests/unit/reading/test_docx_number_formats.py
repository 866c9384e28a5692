"""Numbers of Word's lists: each format of ECMA-376 part 1, 17.18.59, at the values where it changes its way."""

from __future__ import annotations

import pytest

from build_tools.hanzi.numerals import read_numeral
from build_tools.reading.docx_number_formats import format_number

CASES = {
    "decimal": {0: "0", 1: "1", 12: "12"},
    "decimalHalfWidth": {7: "7"},
    "decimalFullWidth": {1: "１", 20: "２０"},
    "decimalFullWidth2": {1: "１", 10: "１０"},
    "decimalZero": {1: "01", 10: "10", 100: "100"},
    "decimalEnclosedCircle": {1: "①", 10: "⑩", 20: "⑳", 21: "21", 0: "0"},
    "decimalEnclosedCircleChinese": {1: "①", 10: "⑩"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛", 21: "21"},
    "numberInDash": {3: "- 3 -"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"},
    "upperRoman": {1: "I", 4: "IV", 9: "IX", 40: "XL", 1994: "MCMXCIV", 0: "0"},
    "lowerRoman": {3: "iii", 14: "xiv"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"},
    "lowerLetter": {1: "a", 27: "aa"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一○○", 0: "○"},
    "chineseCountingThousand": {
        1: "一",
        10: "十",
        15: "十五",
        20: "二十",
        100: "一百",
        101: "一百零一",
        110: "一百一十",
        111: "一百一十一",
        1000: "一千",
        1001: "一千零一",
        1010: "一千零一十",
        10000: "一万",
        10001: "一万零一",
        11000: "一万一千",
        100000: "十万",
        0: "零",
    },
    "taiwaneseCounting": {10: "十", 101: "一○一"},
    "taiwaneseCountingThousand": {10: "十", 101: "一百零一", 10000: "一萬"},
    "chineseLegalSimplified": {1: "壹", 2: "贰", 10: "壹拾", 15: "壹拾伍", 106: "壹佰零陆"},
    "ideographLegalTraditional": {2: "貳", 10: "壹拾", 23: "貳拾參", 106: "壹佰零陸"},
    "ideographDigital": {1: "一", 10: "一〇", 105: "一〇五"},
    "taiwaneseDigital": {10: "一○"},
    "japaneseDigitalTenThousand": {10: "一〇"},
    "japaneseCounting": {
        1: "一",
        10: "十",
        11: "十一",
        100: "百",
        101: "百一",
        111: "百十一",
        1000: "千",
        10000: "一万",
    },
    "ideographEnclosedCircle": {1: "㈠", 10: "㈩", 11: "11"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "none": {1: "", 5: ""},
}


@pytest.mark.parametrize(
    ("name", "value", "text"), [(name, value, text) for name, known in CASES.items() for value, text in known.items()]
)
def test_a_number_prints_as_its_format_says(name: str, value: int, text: str) -> None:
    assert format_number(value, name) == text


@pytest.mark.parametrize(("pattern", "text"), [("01, 02, 03, ...", "07"), ("0001, 0002, 0003, ...", "0007")])
def test_a_custom_format_counts_with_leading_zeros(pattern: str, text: str) -> None:
    assert format_number(7, "custom", pattern) == text


@pytest.mark.parametrize(("name", "pattern"), [("thaiCounting", ""), ("custom", "a, ç, ĝ, ..."), ("", "")])
def test_an_unknown_format_is_told(name: str, pattern: str) -> None:
    assert format_number(1, name, pattern) is None


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_negative_or_huge_prints(name: str) -> None:
    assert format_number(-1, name) == "-1"
    assert len(format_number(999_999_999, name) or "") < 100


@pytest.mark.parametrize("name", ["chineseCountingThousand", "chineseLegalSimplified"])
def test_numbers_in_words_are_read_back(name: str) -> None:
    plain = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
    for value in range(1, 10_000):
        text = format_number(value, name)
        assert text is not None
        assert read_numeral(text.translate(plain)) == value
