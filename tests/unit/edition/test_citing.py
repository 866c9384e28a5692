"""How each place is cited, and that the words lead back to it."""

from __future__ import annotations

import pytest

from build_tools.edition.citing import Citer, join_number, resolve_citation
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Form, Shape
from build_tools.model.division import Kind
from build_tools.model.passage import Passage


def say(text: str) -> Passage:
    return Passage.of(text, 0, len(text))


def opens(
    depth: int, kind: Kind, num: str = "", heading: str = "", ordinal: int | None = None, form: Form = Form.HEADING
) -> Block:
    label, name = len(num), len(num) + len(heading)
    return Block(
        form, depth, 1, Anchor(), False, say(num + heading), label=label, name=name, kind=kind, ordinal=ordinal
    )


def leaf(depth: int, form: Form = Form.PARAGRAPH, name: str = "", num: str = "") -> Block:
    shape = Shape(1, num) if form is Form.TABLE else None
    return Block(form, depth, 1, Anchor("", name), bool(name), say("甲"), shape=shape)


def cite(*blocks: Block) -> list[str]:
    return [block.citation for block in Citer().cite_blocks(blocks)]


SECTION = opens(0, Kind.SECTION, "二、", "甲", 2)
CLAUSE = opens(1, Kind.CLAUSE, "(三)", "乙", 3)
POINT = opens(2, Kind.POINT, "8.", "丙", 8)
BOX = opens(0, Kind.BOX, "专栏1", "丁", 1, Form.BOX)
ANNEX = opens(0, Kind.ANNEX, "附件2：", "戊", 2, Form.PAGE)


# -- numbers below numbers -----------------------------------------------------------------------------------


def test_numbers_are_cited_from_the_outermost_with_full_width_brackets() -> None:
    assert cite(SECTION, CLAUSE, POINT) == ["二", "二（三）", "二（三）8"]


def test_a_number_that_closes_a_branch_is_cited_below_what_holds_it() -> None:
    assert cite(SECTION, CLAUSE, opens(0, Kind.SECTION, "三、", "", 3), opens(1, Kind.CLAUSE, "（一）", "", 1)) == [
        "二", "二（三）", "三", "三（一）",
    ]  # fmt: skip


@pytest.mark.parametrize("num", ["二、", "二.", "二．", "二，", "二:", "二：", "二　", "二"])
def test_the_stop_behind_a_number_is_not_cited(num: str) -> None:
    assert cite(opens(0, Kind.SECTION, num, "", 2)) == ["二"]


@pytest.mark.parametrize(
    ("above", "number", "ordinal", "words"),
    [
        ("", "二", 2, "二"),
        ("二", "", None, "二"),
        ("二", "（三）", 3, "二（三）"),
        ("二（三）", "8", 8, "二（三）8"),
        ("专栏1", "2", 2, "专栏1第2项"),  # 专栏12 is another box
        ("1", "1.2", 2, "1 1.2"),
        ("专栏1", "２", 2, "专栏1 ２"),
        ("附件二", "三", 3, "附件二 三"),  # 附件二三 would be one number
        ("第二章", "三", 3, "第二章三"),
    ],
)
def test_two_numbers_never_read_as_one(above: str, number: str, ordinal: int | None, words: str) -> None:
    assert join_number(above, number, ordinal) == words


def test_a_chain_of_decimals_is_cited_by_its_last_which_prints_the_whole() -> None:
    first, second = opens(2, Kind.DECIMAL, "7.1", "", 1), opens(3, Kind.DECIMAL, "7.1.2", "", 2)
    assert cite(SECTION, opens(1, Kind.POINT, "7.", "", 7), first, second) == ["二", "二7", "二7.1", "二7.1.2"]


def test_a_decimal_below_another_rung_is_cited_behind_it() -> None:
    assert cite(SECTION, opens(1, Kind.DECIMAL, "1.2", "", 2), opens(2, Kind.ITEM, "（1）", "", 1)) == [
        "二", "二1.2", "二1.2（1）",
    ]  # fmt: skip


# -- parts, boxes, pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.PREFACE, "题名"),
        (Kind.NOTICE, "印发通知"),
        (Kind.PREAMBLE, "序言"),
        (Kind.NOTE, "注"),
        (Kind.ANNEX_LIST, "附件目录"),
    ],
)
def test_a_part_is_cited_by_its_name(kind: Kind, words: str) -> None:
    assert cite(opens(0, kind, form=Form.PART), leaf(1)) == [words, f"{words}第1段"]


def test_a_part_of_a_clause_is_cited_below_it() -> None:
    assert cite(SECTION, opens(1, Kind.NOTE, form=Form.PART)) == ["二", "二注"]


def test_dash_items_are_counted() -> None:
    dash = opens(1, Kind.DASH, "——", "甲", form=Form.ITEM)
    assert cite(SECTION, dash, dash) == ["二", "二第1项", "二第2项"]


def test_a_numbered_box_is_cited_without_what_it_stands_in() -> None:
    inner = opens(1, Kind.BOX, "专栏1", "丁", 1, Form.BOX)
    assert cite(SECTION, inner, opens(2, Kind.POINT, "2.", "", 2)) == ["二", "专栏1", "专栏1第2项"]


def test_a_box_without_a_number_is_cited_by_its_heading() -> None:
    assert cite(SECTION, opens(1, Kind.BOX, "专栏：", "重点工程", None, Form.BOX)) == ["二", "二专栏“重点工程”"]


def test_a_page_is_cited_by_its_number_and_a_blank_parts_what_stands_on_it() -> None:
    found = cite(ANNEX, opens(1, Kind.SECTION, "四、", "", 4), opens(2, Kind.CLAUSE, "（一）", "", 1), leaf(1))
    assert found == ["附件2", "附件2 四", "附件2 四（一）", "附件2第1段"]


def test_a_box_on_a_page_is_cited_with_the_page() -> None:
    inner = opens(2, Kind.BOX, "专栏1", "丁", 1, Form.BOX)
    found = cite(BOX, ANNEX, opens(1, Kind.SECTION, "四、", "", 4), inner)
    assert found == ["专栏1", "附件2", "附件2 四", "附件2 专栏1"]


def test_a_page_without_a_number_is_cited_by_its_title_or_counted() -> None:
    titled = opens(0, Kind.PLAN, "", "某方案", None, Form.PAGE)
    silent = opens(0, Kind.PLAN, form=Form.PAGE)
    assert cite(titled, silent, silent) == ["《某方案》", "第2部", "第3部"]


def test_a_schedule_parts_its_numbers_with_a_blank() -> None:
    assert cite(opens(0, Kind.SCHEDULE, "附表1", "", 1), opens(1, Kind.SECTION, "四、", "", 4)) == ["附表1", "附表1 四"]


def test_a_heading_without_a_number_is_cited_by_its_words() -> None:
    assert cite(SECTION, opens(1, Kind.HEADED, "", "背景"), leaf(2)) == ["二", "二“背景”", "二“背景”第1段"]


def test_what_prints_no_label_and_no_heading_is_counted() -> None:
    silent = opens(1, Kind.SECTION, form=Form.PART)
    assert cite(SECTION, silent, silent) == ["二", "二第1部分", "二第2部分"]


# -- paragraphs, pictures, tables ----------------------------------------------------------------------------


def test_paragraphs_are_counted_in_what_they_stand_in() -> None:
    assert cite(leaf(0), SECTION, leaf(1), leaf(1), CLAUSE, leaf(2)) == [
        "第1段", "二", "二第1段", "二第2段", "二（三）", "二（三）第1段",
    ]  # fmt: skip


def test_the_count_of_a_paragraphs_own_anchor_decides() -> None:
    assert cite(SECTION, leaf(1, name="s2-para2"), leaf(1, name="s2-para3")) == ["二", "二第2段", "二第3段"]
    assert cite(SECTION, leaf(1, name="s2")) == ["二", "二第1段"]


def test_pictures_are_counted_apart_from_paragraphs() -> None:
    figure = leaf(1, Form.FIGURE)
    assert cite(SECTION, leaf(1), figure, figure, leaf(1)) == ["二", "二第1段", "二第1图", "二第2图", "二第2段"]


def test_a_numbered_table_is_cited_by_its_number_on_its_page() -> None:
    table = leaf(1, Form.TABLE, num="3")
    assert cite(SECTION, table) == ["二", "表3"]
    assert cite(ANNEX, table) == ["附件2", "附件2 表3"]


def test_tables_without_a_number_are_counted_from_the_second() -> None:
    table = leaf(1, Form.TABLE)
    assert cite(SECTION, table, table) == ["二", "二所附表", "二所附表2"]


def test_the_table_of_a_schedule_is_the_table_within_it() -> None:
    table = leaf(1, Form.TABLE)
    assert cite(opens(0, Kind.SCHEDULE, "附表1", "", 1), table, table) == ["附表1", "附表1内表格", "附表1内第2表"]


def test_captions_and_rows_are_cited_as_what_holds_them() -> None:
    assert cite(SECTION, leaf(1, Form.TABLE), leaf(2, Form.CAPTION), leaf(2, Form.ROW), leaf(1)) == [
        "二", "二所附表", "二所附表", "二所附表", "二第1段",
    ]  # fmt: skip


# -- no two alike --------------------------------------------------------------------------------------------


def test_a_number_that_is_printed_again_is_told_apart() -> None:
    assert cite(SECTION, SECTION, SECTION) == ["二", "二〔第2处〕", "二〔第3处〕"]
    assert cite(SECTION, SECTION, leaf(1)) == ["二", "二〔第2处〕", "二〔第2处〕第1段"]


def test_numbers_that_differ_in_width_alone_are_told_apart() -> None:
    narrow, wide = (opens(0, Kind.CLAUSE, num, "", 3) for num in ("(三)", "（三）"))
    assert cite(narrow, wide) == ["（三）", "（三）〔第2处〕"]


def test_a_citation_leads_back_whatever_its_brackets_and_blanks() -> None:
    blocks = Citer().cite_blocks([leaf(0), leaf(0, name="para2"), leaf(0, name="para3")])
    assert resolve_citation("第 3 段", blocks) == Anchor("", "para3")
    assert resolve_citation("第2段", blocks) == Anchor("", "para2")
    assert resolve_citation("第1段", blocks) is None  # it has no anchor
    clause = opens(0, Kind.CLAUSE, "(三)", "", 3)._replace(place=Anchor("", "c3"), is_anchored=True)
    assert resolve_citation("(三)", Citer().cite_blocks([clause])) == Anchor("", "c3")
