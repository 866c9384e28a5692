from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.hanzi.numerals import (
    DATE_RE,
    NumeralError,
    read_date,
    read_numeral,
    read_ordinal,
    read_period,
)

PLAIN = ("零一二三四五六七八九", "千百十")
FORMAL = ("零壹贰叁肆伍陆柒捌玖", "仟佰拾")
TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "仟佰拾")


def spell(number: int, zero: str = "零", signs: tuple[str, str] = PLAIN) -> str:
    """Write a number with units: 105 → 一百零五."""
    digits, units = signs
    spelled, skipped = "", False
    for value, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // value % 10
        if digit:
            spelled += (zero if skipped else "") + digits[digit] + unit
            skipped = False
        else:
            skipped = bool(spelled)
    return spelled


def place(number: int, zero: str = "〇") -> str:
    """Write a number digit by digit: 105 → 一〇五."""
    return "".join(PLAIN[0][int(digit)] for digit in str(number)).replace("零", zero)


@pytest.mark.parametrize("zero", ["零", "〇", "○"])
def test_every_number_in_both_spellings(zero: str) -> None:
    numbers = list(range(1, 10_000))
    assert [read_numeral(spell(number, zero)) for number in numbers] == numbers
    assert [read_numeral(place(number, zero)) for number in numbers] == numbers


@pytest.mark.parametrize("signs", [FORMAL, TRADITIONAL])
def test_every_number_in_formal_signs(signs: tuple[str, str]) -> None:
    numbers = list(range(1, 10_000))
    assert [read_numeral(spell(number, signs=signs)) for number in numbers] == numbers


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("十", 10), ("十五", 15), ("一十五", 15), ("百", 100), ("百二十", 120), ("一百十五", 115),
        ("廿", 20), ("廿一", 21), ("卅五", 35), ("一百廿一", 121), ("两百", 200), ("兩千零二", 2002),
        ("〇六", 6), ("一千零五十", 1050),
    ],
)  # fmt: skip
def test_other_spellings(digits: str, number: int) -> None:
    assert read_numeral(digits) == number


@pytest.mark.parametrize(
    ("digits", "character", "index"),
    [
        ("", "", 0), ("零", "零", 0), ("第一", "第", 0), ("一条", "条", 1), ("十十", "十", 1),
        ("一百五", "五", 2),
        ("一百零", "", 3),
        ("十百", "百", 1), ("一二十", "二", 1), ("一二三四五", "五", 4), ("①", "①", 0),
        ("一百零五十", "十", 4), ("二廿", "廿", 1), ("一百零零五", "零", 3), ("1", "1", 0),
    ],
)  # fmt: skip
def test_what_is_no_numeral(digits: str, character: str, index: int) -> None:
    with pytest.raises(NumeralError) as caught:
        read_numeral(digits)
    assert (caught.value.character, caught.value.index) == (character, index)


@pytest.mark.parametrize(
    ("first", "start", "count"),
    [
        ("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15), ("⑴", 1, 20), ("⒈", 1, 20), ("㈠", 1, 10),
        ("\u2160", 1, 12), ("\u2170", 1, 12), ("❶", 1, 10), ("⓫", 11, 10),
    ],
)  # fmt: skip
def test_single_signs(first: str, start: int, count: int) -> None:
    signs = [chr(ord(first) + step) for step in range(count)]
    assert [read_ordinal(sign) for sign in signs] == list(range(start, start + count))


@pytest.mark.parametrize(("mark", "number"), [("12", 12), ("１２", 12), ("1２", 12), ("01", 1), ("十二", 12)])
def test_other_ordinals(mark: str, number: int) -> None:
    assert read_ordinal(mark) == number


@pytest.mark.parametrize("mark", ["", "0", "①②", "1.2", "²", "٣", "12345", "A", "1一"])
def test_what_is_no_ordinal(mark: str) -> None:
    with pytest.raises(NumeralError):
        read_ordinal(mark)


@given(st.text(max_size=8))
def test_any_text_is_an_ordinal_in_range_or_refused(mark: str) -> None:
    try:
        number = read_ordinal(mark)
    except NumeralError as error:
        refused: NumeralError | None = error
        number = 1
    else:
        refused = None
    assert refused is None or refused.character == mark[refused.index : refused.index + 1]
    assert 1 <= number <= 9999


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年9月6日", "2021-09-06"),
        ("2021 年 9 月 6 日", "2021-09-06"),
        ("２０２１年９月６日", "2021-09-06"),
        ("2021-09-06", "2021-09-06"),
        ("2021/9/6", "2021-09-06"),
        ("發布日期：113-03-15", "2024-03-15"),
        ("113/12/05", "2024-12-05"),
        ("020-113-03-15", None),
        ("113-3", None),
        ("2021.09.06", "2021-09-06"),
        ("二○一一年十二月十二日", "2011-12-12"),
        ("二〇〇五年六月十一日", "2005-06-11"),
        ("二零一九年十月三十一日", "2019-10-31"),
        ("二O一一年元月廿五日", "2011-01-25"),
        ("二0一一年一月五日", "2011-01-05"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("2023年元月5日", "2023-01-05"),
        ("民國元年五月六日", "1912-05-06"),
        ("中華民國十二年三月四日", "1923-03-04"),
        ("民國112年3月4日", "2023-03-04"),
        ("10 Sep 2021", "2021-09-10"),
        ("Fri, 10 Sep 2021 06:56:38 GMT", "2021-09-10"),
        ("2021-12-30 17:17:49 +0800", "2021-12-30"),
        ("2021-12-30T17:17:49Z", "2021-12-30"),
        ("发布日期:2020-07-0310:23", "2020-07-03"),
        ("附件12022年6月1日", "2022-06-01"),
        ("2021年2月30日，2021-03-01", "2021-03-01"),
        ("2021年2月29日", None),
        ("2023年2月30日", None),
        ("2020年2月29日", "2020-02-29"),
        ("2021-13-01", None),
        ("2021-09-123", None),
        ("2021-2023年", None),
        ("2021年9月", None),
        ("第3.1.2条", None),
        ("", None),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert read_date(text) == day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_in_every_form(day: date) -> None:
    year, month = place(day.year), spell(day.month)
    if day.month >= 10:
        month = month.removeprefix("一")
    forms = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{month}月{spell(day.day)}日",
        f"{day.day} {day:%b} {day.year}",
    ]
    assert [read_date(form) for form in forms] == [day.isoformat()] * 4


def test_date_pattern_in_run_on_text() -> None:
    text = "某某委员会二○一一年十二月十二日为贯彻落实，2020年6月12日推动"
    assert [match[0] for match in DATE_RE.finditer(text)] == ["二○一一年十二月十二日", "2020年6月12日"]
    assert DATE_RE.fullmatch("2021年 9月6日") is not None
    assert DATE_RE.fullmatch("2021年9月6日通过") is None


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("某计划（2021-2023年）", (2021, 2023)),
        ("某计划(2020-2022)", (2020, 2022)),
        ("2021—2023年", (2021, 2023)),
        ("2021——2025年", (2021, 2025)),
        ("2021年至2035年", (2021, 2035)),
        ("２０２１－２０２３年", (2021, 2023)),
        ("二〇二一—二〇三五年", (2021, 2035)),
        ("发展“十四五”规划", (2021, 2025)),
        ("发展「十二五」規劃", (2011, 2015)),
        ("发展_十四五_规划", (2021, 2025)),
        ("十五五规划", (2026, 2030)),
        ("“十五”计划", (2001, 2005)),
        ("“六五”计划", (1981, 1985)),
        ("第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025)),
        ("“十四五”规划（2021-2035年）", (2021, 2035)),
        ("2025年度实施计划", (2025, 2025)),
        ("某规划（2025年度）", (2025, 2025)),
        ("某规划（2025-2025年）", (2025, 2025)),
        ("某规划（2025-2021年）", None),
        ("关于做好2023年全面推进某项重点工作的意见", (2023, 2023)),
        ("2023年重点工作总结", None),
        ("2025年远景目标", None),
        ("第十五届大会第十五条", None),
        ("2023-2021年", None),
        ("2021-09-06", None),
    ],
)
def test_periods(title: str, period: tuple[int, int] | None) -> None:
    assert read_period(title) == period
