"""Each way of numbering by its name: what it reads, and what stands in its place and is none."""

from __future__ import annotations

import pytest

from build_tools.model.division import Kind
from build_tools.parse.markers import Marker, read_inner_markers, read_markers
from build_tools.parse.rungs import RUNGS as ALL_RUNGS


def read(text: str) -> list[tuple[str, Kind, int]]:
    """Label, kind and number of the candidates at a line's beginning."""
    found = read_markers(text, inner=False)
    return [(text[marker.start : marker.end], marker.rung.kind, marker.ordinal) for marker in found]


def inside(text: str) -> list[tuple[str, int]]:
    return [(text[marker.start : marker.end], marker.ordinal) for marker in read_markers(text, inner=True)]


def believe(text: str, *, inner: bool = False, at: int = 0) -> float:
    """How much the likeliest candidate at a place is believed."""
    found: list[Marker] = [marker for marker in read_markers(text, inner=inner) if marker.start == at]
    return max(marker.belief for marker in found)


RUNGS = {
    "第一编 总则": ("第一编", Kind.CHAPTER, 1),
    "第二分编 物权": ("第二分编", Kind.CHAPTER, 2),
    "第三章 总则": ("第三章", Kind.CHAPTER, 3),
    "第 四 章 总则": ("第 四 章", Kind.CHAPTER, 4),
    "第3章 总则": ("第3章", Kind.CHAPTER, 3),
    "第二节 范围": ("第二节", Kind.SUBCHAPTER, 2),
    "第二款　保证责任": ("第二款", Kind.SUBCHAPTER, 2),
    "第十二条　本法": ("第十二条", Kind.ARTICLE, 12),
    "第一千二百条　本法": ("第一千二百条", Kind.ARTICLE, 1200),
    "第八条之二　本法": ("第八条之二", Kind.ARTICLE, 2),
    "第8-2條 本法": ("第8-2條", Kind.ARTICLE, 2),
    "壹、总则": ("壹、", Kind.SECTION, 1),
    "十一、总则": ("十一、", Kind.SECTION, 11),
    "一．总则": ("一．", Kind.SECTION, 1),
    "一，总则": ("一，", Kind.SECTION, 1),
    "II. 总则": ("II.", Kind.SECTION, 2),
    "XIV. 总则": ("XIV.", Kind.SECTION, 14),
    "Ⅲ、总则": ("Ⅲ、", Kind.SECTION, 3),
    "乙、总则": ("乙、", Kind.STEM, 2),
    "（丙）总则": ("（丙）", Kind.STEM, 3),
    "B. 总则": ("B.", Kind.STEM, 2),
    "（三）总则": ("（三）", Kind.CLAUSE, 3),
    "(三)总则": ("(三)", Kind.CLAUSE, 3),
    "〔三〕总则": ("〔三〕", Kind.CLAUSE, 3),
    "（三　十）总则": ("（三　十）", Kind.CLAUSE, 30),
    "㈣总则": ("㈣", Kind.CLAUSE, 4),
    "行动二：总则": ("行动二：", Kind.ACTION, 2),
    "重点任务3 总则": ("重点任务3", Kind.ACTION, 3),
    "1.2.3 总则": ("1.2.3", Kind.DECIMAL, 3),
    "12 总则": ("12", Kind.DECIMAL, 12),
    "7、总则": ("7、", Kind.POINT, 7),
    "７．总则": ("７．", Kind.POINT, 7),
    "7）总则": ("7）", Kind.POINT, 7),
    "7。总则": ("7。", Kind.POINT, 7),
    "⒎总则": ("⒎", Kind.POINT, 7),
    "（5）总则": ("（5）", Kind.ITEM, 5),
    "⑸总则": ("⑸", Kind.ITEM, 5),
    "（b）总则": ("（b）", Kind.ITEM, 2),
    "⑥总则": ("⑥", Kind.SUBITEM, 6),
    "㉑总则": ("㉑", Kind.SUBITEM, 21),
    "——总则": ("——", Kind.DASH, 0),
}


@pytest.mark.parametrize("text", RUNGS)
def test_a_way_of_numbering(text: str) -> None:
    assert RUNGS[text] in read(text)


def test_roman_numerals_in_brackets_and_letters_are_both_candidates() -> None:
    assert read("（i）总则") == [("（i）", Kind.ITEM, 9), ("（i）", Kind.ITEM, 1)]


MISREAD = {
    "—、总则": ("—、", 1),
    "（ニ）总则": ("（ニ）", 2),
    "（+）总则": ("（+）", 10),
    "l、总则": ("l、", 1),
    "（IO）总则": ("（IO）", 10),
}


@pytest.mark.parametrize("text", MISREAD)
def test_a_number_that_a_machine_misread(text: str) -> None:
    assert MISREAD[text] in [(label, ordinal) for label, _, ordinal in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "第二款规定的情形",  # no title
        "第二条规定，",
        "第二条、第三条",
        "第三章节规定",
        "第二节的规定",
        "第2020章",  # a year would follow
        "0.总则",
        "〇、总则",
        "一.5倍",
        "I型",
        "A级",
        "2016年",
        "——",
        "总则",
        "",
    ],
)
def test_no_label(text: str) -> None:
    assert [found for found in read(text) if found[1] is not Kind.POINT and found[2] > 0] == []


def test_a_number_of_nothing_is_no_label() -> None:
    assert read("0.总则") == []


def test_an_article_between_two_has_both_numbers() -> None:
    (marker,) = (one for one in read_markers("第八条之二　本法", inner=False) if one.numbers)
    assert (marker.numbers, marker.ordinal) == ((8, 2), 2)


@pytest.mark.parametrize(("text", "numbers"), [("1.2 甲", (1, 2)), ("1．2．3 甲", (1, 2, 3))])
def test_a_decimal_is_as_deep_as_its_numbers(text: str, numbers: tuple[int, ...]) -> None:
    (marker,) = (one for one in read_markers(text, inner=False) if one.numbers)
    assert (marker.depth, marker.numbers) == (len(numbers), numbers)


@pytest.mark.parametrize(
    ("text", "style"),
    [("1.甲", "."), ("1．甲", "．"), ("1、甲", "、"), ("（一）甲", "（）"), ("(一)、甲", "()、"), ("①甲", "")],
)
def test_the_signs_around_a_number_are_its_style(text: str, style: str) -> None:
    assert read_markers(text, inner=False)[0].style == style


def test_a_bracket_that_was_open_before_is_no_label() -> None:
    assert inside("甲（附件1）乙") == []
    assert ("1）", 1) in inside("甲（乙）1）丙")


# -- what makes a label more or less likely -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("1.甲乙", "1.5甲乙"),  # a decimal
        ("1.2024年工作回顾", "1.2024个"),  # a year opens the heading
        ("一、甲乙", "一、二、三产业"),
        ("（一）甲乙", "（一）、（二）项"),
        ("（一）甲乙", "（一）项甲乙"),
        ("（一）项目建设", "（一）项"),
        ("（一）目标任务", "（一）目"),
        ("（一）条件保障", "（一）条"),
        ("（一）款项拨付", "（一）款"),
        ("①甲乙", "①"),  # the sign of a footnote
        ("一、甲乙", "一、"),
        ("1.甲乙", "1."),
        ("第一条　甲乙", "第一条甲乙"),
        ("第一章 甲", "一，甲"),
    ],
)
def test_what_follows_a_number_speaks_for_or_against_it(likely: str, unlikely: str) -> None:
    assert believe(likely) > believe(unlikely)


@pytest.mark.parametrize(
    ("before", "worse"),
    [("甲。", "甲）"), ("甲。", "甲　"), ("甲。", "甲乙"), ("甲　", "甲第"), ("甲乙", "甲第"), ("甲。15", "甲15")],
)
def test_what_stands_before_a_number_in_mid_line_speaks_for_or_against_it(before: str, worse: str) -> None:
    one, other = f"{before}三、丙丁", f"{worse}三、丙丁"
    assert believe(one, inner=True, at=len(before)) >= believe(other, inner=True, at=len(worse))


def test_a_dash_in_mid_sentence_is_hardly_a_label() -> None:
    assert believe("甲乙——丙丁", inner=True, at=2) < believe("甲。——丙丁", inner=True, at=2)


# -- inside a line ------------------------------------------------------------------------------------------


def test_labels_of_a_run_on_line_in_order() -> None:
    assert inside("一、甲乙。（一）丙丁。1.戊己。") == [("一、", 1), ("（一）", 1), ("1.", 1)]


def test_the_number_of_a_page_in_front_of_a_points_number() -> None:
    assert ("3.", 3) in inside("甲乙。83.丙丁")
    assert ("83.", 83) in inside("甲乙。83.丙丁")
    assert ("0.", 0) not in inside("甲乙。80.丙丁")
    assert ("3.", 3) not in inside("甲乙83.丙丁")


def inner(text: str) -> list[tuple[str, int]]:
    return [(text[marker.start : marker.end], marker.start) for marker in read_inner_markers(text)]


def test_a_label_in_mid_paragraph_stands_behind_a_full_stop() -> None:
    assert inner("（一）甲乙。（二）丙丁。") == [("（二）", 6)]
    assert inner("（一）甲乙，（二）丙丁") == []
    assert inner("甲乙。” 二、丙丁") == [("二、", 5)]


def test_a_label_in_mid_paragraph_opens_something() -> None:
    assert inner("甲乙。二、") == []


def test_an_article_stands_behind_the_heading_of_a_chapter() -> None:
    assert inner("第二章 责任 第五条 甲乙。") == [("第五条", 7)]


def test_a_label_in_mid_paragraph_is_believed_less() -> None:
    (marker,) = read_inner_markers("甲乙。（二）丙丁。")
    assert marker.belief < believe("（二）丙丁。")


def test_a_number_behind_a_word_that_binds_it_is_hardly_a_label() -> None:
    assert believe("甲乙三、丙丁", inner=True, at=2) > believe("甲第三、丙丁", inner=True, at=2)
    assert believe("甲乙（三）丙", inner=True, at=2) > believe("甲第（三）丙", inner=True, at=2)
    assert believe("甲第（三）丙", inner=True, at=2) > believe("甲第三、丙丁", inner=True, at=2)


def test_all_forms_of_a_way_of_numbering_stand_on_one_rung() -> None:
    for rung in ALL_RUNGS:
        alike = {other.rank for other in ALL_RUNGS if (other.kind, other.tier) == (rung.kind, rung.tier)}
        assert len(alike) == 1, rung


def test_a_label_stands_behind_a_bracket_of_bodies() -> None:
    text = "加大奖励。（责任单位：市商务局）二、培育展会。对展会补助（含会议）三、甲。"
    assert [(marker.start, marker.ordinal) for marker in read_inner_markers(text)] == [(text.index("二"), 2)]


def test_a_part_may_have_lost_the_blank_before_its_heading() -> None:
    assert [(marker.end, marker.ordinal) for marker in read_markers("第二部分目标任务", inner=False)] == [(4, 2)]
    assert read_markers("第二部分资金由省级财政安排。", inner=False) == []
