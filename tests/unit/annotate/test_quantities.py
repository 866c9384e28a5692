"""Numbers by the rule that reads them: scales, units, ranges, Chinese numerals, multiples."""

from __future__ import annotations

import pytest

from build_tools.annotate.quantities import find_quantities, fold_numbers, read_han_number, shift_decimal


@pytest.mark.parametrize(
    ("number", "power", "shifted"),
    [
        ("2.0", 0, "2.0"),  # printed digits stay
        ("1,200", 0, "1200"),
        ("1.5", 4, "15000"),
        ("2.00", 1, "20"),
        ("1.25", 1, "12.5"),
        ("1.250", 1, "12.5"),
        ("0.00001", 4, "0.1"),
    ],
)
def test_a_scale_shifts_the_point(number: str, power: int, shifted: str) -> None:
    assert shift_decimal(number, power) == shifted


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("百", 100),
        ("千", 1000),
        ("万", 10_000),
        ("亿", 10**8),
        ("一亿二千万", 120_000_000),
        ("一万零五十", 10_050),
        ("两百", 200),
        ("万万", None),
        ("百万万", None),
        ("甲", None),
        ("", 0),
    ],
)
def test_a_chinese_number(text: str, number: int | None) -> None:
    assert read_han_number(text) == number


def read(text: str) -> list[tuple[str, str, str, str]]:
    folded = fold_numbers(text)
    return [(folded[one.start : one.end], one.value, one.upper, one.unit) for one in find_quantities(folded)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产值5亿元", [("5亿元", "500000000", "", "元")]),
        ("产量12吨/年", [("12吨/年", "12", "", "吨/年")]),
        ("平台3～5个", [("3~5个", "3", "5", "个")]),
        ("产值3-5亿元", [("3-5亿元", "300000000", "500000000", "元")]),
        ("产值3万-5亿元", [("3万-5亿元", "30000", "500000000", "元")]),
        ("提高3个百分点", [("3个百分点", "3", "", "个百分点")]),
        ("服务15万企业", [("15万", "150000", "", "")]),
        ("培育三百家企业", [("三百家", "300", "", "家")]),
        ("占百分之二十五", [("百分之二十五", "25", "", "%")]),
        ("产值翻一番", [("翻一番", "2", "", "倍")]),
        ("产值翻两番", [("翻两番", "4", "", "倍")]),
        ("产值翻三番", [("翻三番", "8", "", "倍")]),
        ("产值倍增", [("倍增", "2", "", "倍")]),
    ],
)
def test_a_number_with_its_unit(text: str, found: list[tuple[str, str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "第5个",
        "No5个",
        "编号-5个",
        "5/6个",
        "〔5个",
        "=5个",
        "5个月",
        "5个方面",
        "5纳米",
        "5G",
        "5号",
        "实施倍增计划",
        "三个阶段",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert read(text) == []
    assert len(read(f"{text}，建设8个平台")) == 1


def test_the_longer_of_two_readings_counts() -> None:
    assert [text for text, *_ in read("一百家企业，5万吨，二十个")] == ["一百家", "5万吨", "二十个"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达到五万七千六百亿元", [("5760000000000", "", "元")]),
        ("达到六点八万公里", [("68000", "", "公里")]),
        ("发电量一万亿千瓦时", [("1000000000000", "", "千瓦时")]),
        ("四亿九千万～五亿吨", [("490000000", "500000000", "吨")]),
        ("百分之十五点五", [("15.5", "", "%")]),
        ("控制在千分之十点八三", [("10.83", "", "‰")]),
        ("万吨级泊位", []),
        ("千米高空，百米赛跑", []),
        ("控制在 136000 万人", [("1360000000", "", "人")]),
        ("实施三个项目", [("3", "", "个")]),
    ],
)
def test_numbers_in_characters_and_set_apart(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.value, one.upper, one.unit) for one in find_quantities(fold_numbers(text))] == found


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("一九九五年，国民生产总值", "1995年，国民生产总值"),
        ("到二○○○年", "到2000年"),
        ("二〇二一～二〇二五年", "2021~2025年"),
        ("一九九五个", "一九九五个"),
        ("百一九九五年", "百一九九五年"),
    ],
)
def test_years_in_characters(text: str, folded: str) -> None:
    assert fold_numbers(text) == folded
