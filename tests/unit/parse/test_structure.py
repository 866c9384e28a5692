"""Structural lines by what they open: boxes, annexes, lists of annexes, schedules, and sentences that begin alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.model.line import Grid, Hints, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.model.table import TableCell
from build_tools.parse.structure import OpeningKind, find_openings, is_title_like

BOX, ANNEX, LIST, SCHEDULE = OpeningKind.BOX, OpeningKind.ANNEX, OpeningKind.ANNEX_LIST, OpeningKind.SCHEDULE


def line(text: str, *, item: bool = False) -> Line:
    return Line(Passage.of(text, 0, len(text)), 1, Hints(item=item))


GRID = Grid(((TableCell((line("甲"),)),),), 1)


def openings(*texts: str | SourceBlock) -> list[tuple[OpeningKind, str, int | None, int, int]]:
    """Kind, label, number, first and last block of each opening."""
    blocks = tuple(line(text) if isinstance(text, str) else text for text in texts)
    found = []
    for one in find_openings(blocks):
        opener = blocks[one.block]
        assert isinstance(opener, Line)
        found.append((one.kind, opener.text[: one.label_end], one.ordinal, one.block, one.last))
    return found


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("甲", True),
        ("", False),
        ("甲" * 60, True),
        ("甲" * 61, False),
        ("甲。", False),
        ("甲；乙", False),
        ("甲，乙", True),
    ],
)
def test_a_title_is_short_and_no_sentence(text: str, is_title: bool) -> None:
    assert is_title_like(text) is is_title


@pytest.mark.parametrize(
    ("text", "label", "ordinal"),
    [
        ("专栏1：重点工程", "专栏1：", 1),
        ("专栏 2　重点工程", "专栏 2", 2),
        ("专栏三：重点工程", "专栏三：", 3),
        ("专栏：重点工程", "专栏：", None),
        ("專欄1：重點工程", "專欄1：", 1),
        ("专栏3-1 重点工程", "专栏3-1", 1),
        ("专栏1-5G应用", "专栏1", 1),
    ],
)
def test_a_box(text: str, label: str, ordinal: int | None) -> None:
    assert openings("甲", text, "乙") == [(BOX, label, ordinal, 1, 1)]


def test_a_sentence_about_a_box_opens_none() -> None:
    assert openings("专栏1所列工程由各区实施。") == []


def test_a_box_whose_title_stands_below_has_its_number() -> None:
    assert openings("专栏2", "重点工程") == [(BOX, "专栏2", 2, 0, 0)]
    assert openings("专栏2：", "重点工程") == [(BOX, "专栏2：", 2, 0, 0)]


def test_the_word_alone_is_no_box() -> None:
    assert openings("专栏", "重点工程") == []
    assert openings("专栏：", "重点工程") == []


# -- annexes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "ordinal"),
    [
        ("附件1：布局图", "附件1：", 1),
        ("附件 2　布局图", "附件 2", 2),
        ("附件三：布局图", "附件三：", 3),
        ("附件 布局图", "附件", None),
    ],
)
def test_an_annex_with_text_below_it(text: str, label: str, ordinal: int | None) -> None:
    assert openings(text, "为落实要求，制定本图。") == [(ANNEX, label, ordinal, 0, 0)]


def test_the_title_of_an_annex_may_stand_on_the_next_line() -> None:
    assert openings("附件1", "布局图", "为落实要求，制定本图。") == [(ANNEX, "附件1", 1, 0, 1)]


def test_a_sentence_or_a_label_on_the_next_line_is_no_title() -> None:
    assert openings("附件1", "为落实要求，制定本图。") == [(ANNEX, "附件1", 1, 0, 0)]
    assert openings("附件1", "一、总则") == [(ANNEX, "附件1", 1, 0, 0)]
    assert openings("附件1") == [(ANNEX, "附件1", 1, 0, 0)]


def test_a_year_behind_an_annexs_number_belongs_to_its_title() -> None:
    assert openings("附件12022年计划", "为落实要求，制定。")[0][:3] == (ANNEX, "附件1", 1)


@pytest.mark.parametrize(
    "text",
    [
        "附件中所列项目由各区实施",
        "附件1为实施细则",
        "附件1、附件2另行下发",
        "附件及附表",
        "附件甲乙",  # neither number, sign nor blank
        "附件1！甲",
    ],
)
def test_a_sentence_that_begins_with_the_word_opens_nothing(text: str) -> None:
    assert openings(text, "甲乙丙丁，戊己庚辛。") == []


def test_a_schedule() -> None:
    assert openings("附表1：任务分工", "甲乙丙丁，戊己庚辛。") == [(SCHEDULE, "附表1：", 1, 0, 0)]


# -- lists of annexes ---------------------------------------------------------------------------------------


def test_entries_below_the_word_make_a_list() -> None:
    found = openings("附件：", "1.布局图", "2.任务表", "某市人民政府", "2023年5月1日")
    assert found == [(LIST, "附件：", None, 0, 2)]


def test_a_list_begins_on_the_line_of_the_word() -> None:
    assert openings("附件：1.布局图", "2.任务表", "某市人民政府") == [(LIST, "附件：", None, 0, 1)]


def test_a_file_that_is_called_by_the_word_alone_is_a_list_without_a_label() -> None:
    for name in ("附表.docx", "附件1.pdf", "附图.zip"):
        assert [found[:2] for found in openings(name, "打印")] == [(LIST, "")]


def test_an_entry_alone_above_the_signature_is_a_list() -> None:
    assert openings("附件：布局图", "某市人民政府", "2023年5月1日") == [(LIST, "附件：", None, 0, 0)]
    assert openings("附件：布局图", "2023年5月1日") == [(LIST, "附件：", None, 0, 0)]
    assert openings("附件：布局图") == [(LIST, "附件：", None, 0, 0)]


def test_annexes_that_are_listed_directly_below_each_other_are_a_list() -> None:
    assert openings("附件1：布局图", "附件2：任务表", "某市人民政府") == [(LIST, "附件1：", None, 0, 1)]


def test_a_title_that_stands_again_below_is_listed() -> None:
    found = openings("附件：布局图", "甲乙丙丁，戊己庚辛。", "附件1", "布局图")
    assert [(kind, last) for kind, _, _, _, last in found] == [(LIST, 0), (ANNEX, 3)]
    found = openings("附件：", "布局图", "某市人民政府", "附件", "布局图", "甲乙丙丁，戊己庚辛。")
    assert [(kind, last) for kind, _, _, _, last in found] == [(LIST, 1), (ANNEX, 4)]


def test_a_table_below_the_line_makes_it_an_annex() -> None:
    assert openings("附件1：布局图", GRID) == [(ANNEX, "附件1：", 1, 0, 0)]


def test_a_numbered_list_ends_where_the_first_annex_begins() -> None:
    found = openings("附件：1.布局图", "2.任务表", "附件1：布局图", "甲乙丙丁，戊己庚辛。")
    assert [(kind, first, last) for kind, _, _, first, last in found] == [(LIST, 0, 1), (ANNEX, 2, 2)]
    found = openings("附件：", "1.布局图", "2.任务表", "附件1：布局图", "甲乙丙丁，戊己庚辛。")
    assert [(kind, first, last) for kind, _, _, first, last in found] == [(LIST, 0, 2), (ANNEX, 3, 3)]


def test_a_list_ends_before_a_sentence_a_date_and_a_bare_word() -> None:
    for after in ("1.加快建设，推进发展。", "2023年5月1日", "附件1"):
        assert openings("附件：", "1.布局图", after)[0][4] == 1


def test_an_item_of_a_list_in_the_markup_is_an_entry() -> None:
    blocks = [line("附件：1.布局图"), line("任务表", item=True), line("甲乙")]
    assert openings(*blocks)[0][4] == 1
    assert openings(blocks[0], replace(blocks[1], hints=Hints()), blocks[2])[0][4] == 0


def test_a_numbered_list_on_the_line_of_its_first_annex() -> None:
    listed = ["附件1.布局图", "2.任务表", "3.名单", "某市人民政府"]
    assert openings(*listed)[0][0] == LIST
    assert openings(*listed[:1], "3.任务表", "2.名单", listed[3])[0][0] == ANNEX  # they do not count on
    assert openings(*listed[:3], "为落实要求，制定本图。")[0][0] == ANNEX
    assert openings(*listed[:3])[0][0] == ANNEX
    assert openings(*listed[:2], "为落实要求，制定本图。", listed[3])[0][0] == ANNEX
    assert openings("附表1.布局图", *listed[1:])[0][0] == SCHEDULE


@pytest.mark.parametrize(
    ("text", "number"),
    [("附件2025年度甲表", None), ("附件重点任务分工表", None), ("附件 十年任务表", None), ("附件12025年甲表", 1)],
)
def test_a_label_glued_to_the_title_of_a_table(text: str, number: int | None) -> None:
    assert openings("甲。", text, GRID) == [(ANNEX, "附件1" if number else "附件", number, 1, 1)]


@pytest.mark.parametrize("text", ["附件重点任务分工表", "附件2025年度甲表"])
def test_without_its_table_a_glued_label_is_none(text: str) -> None:
    assert openings("甲。", text, "乙。") == []


def test_the_year_of_a_box_is_no_number_of_it() -> None:
    assert openings("专栏2025年重点工程", "甲。") == [(BOX, "专栏", None, 0, 0)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("附件一2025年甲表", 1), ("附件一年度甲表", 1), ("附件二〇二五年度甲表", None), ("附件三：甲表", 3)],
)
def test_numbers_in_characters_beside_years(text: str, number: int | None) -> None:
    assert [one[2] for one in openings("甲。", text, GRID)] == [number]
