"""The one printed form: which words open a paragraph, what is a heading and how deep it stands, what leads where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from build_tools.edition.anchors import assign_anchors
from build_tools.edition.printed import print_edition
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Form
from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.line import Mark
from build_tools.model.passage import Passage

SOURCE = "（一）总体要求。坚持创新。"
EMPTY = Passage()
DISPLAY, RUN_IN, SENTENCE, NONE = HeadingStyle.DISPLAY, HeadingStyle.RUN_IN, HeadingStyle.SENTENCE, HeadingStyle.NONE


def say(text: str, start: int = 0) -> Passage:
    """Text of a source in which nothing else stands before it."""
    return Passage.of(" " * start + text, start, start + len(text))


def paragraph(text: str, role: str = "", **more: Any) -> Paragraph:
    return Paragraph(say(text), 7, role=role, **more)


def division(
    kind: Kind,
    num: str = "",
    heading: str = "",
    *body: Node,
    style: HeadingStyle = DISPLAY,
    stop: str = "",
    **more: Any,
) -> Division:
    """A division whose label, heading and stop follow each other in the source."""
    at = len(num) + more.pop("gap", 0)
    ordinal = more.pop("ordinal", 1 if num else None)
    behind = say(stop, at + len(heading))
    return Division(kind, say(num), ordinal, say(heading, at), behind, style, body, 3, **more)


def blocks(*body: Node, root: Division | None = None) -> tuple[Block, ...]:
    whole = (root or division(Kind.PLAN, style=NONE))._replace(body=body)
    return print_edition(assign_anchors(whole))


def forms(*body: Node) -> list[tuple[Form, int, int, str]]:
    return [(block.form, block.depth, block.level, block.printed) for block in blocks(*body)]


def one(*body: Node) -> Block:
    return blocks(*body)[0]


# -- forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "form"),
    [
        (paragraph("甲"), Form.PARAGRAPH),
        (paragraph("甲", "title"), Form.TITLE),
        (paragraph("甲", "figure"), Form.FIGURE),
        (paragraph("甲", "signature"), Form.PARAGRAPH),
        (division(Kind.SECTION, "一、", "总则"), Form.HEADING),
        (division(Kind.SECTION, "一、", "总则", style=NONE), Form.ITEM),
        (division(Kind.POINT, "1.", "加快建设", style=SENTENCE), Form.ITEM),
        (division(Kind.POINT, "1.", "总则", style=RUN_IN), Form.HEADING),  # nothing follows that it runs into
        (division(Kind.POINT, "1.", "总则", paragraph("甲", "run-in"), style=RUN_IN), Form.RUN_IN),
        (division(Kind.POINT, "1.", "总则", paragraph("甲", "run-in")), Form.HEADING),
        (division(Kind.POINT, "1.", "加快", paragraph("甲", "run-in"), style=SENTENCE), Form.ITEM),
        (division(Kind.DASH, "——", "重点", style=RUN_IN), Form.ITEM),
        (division(Kind.DASH, "——", "重点"), Form.ITEM),
        (division(Kind.BOX, "专栏1", "重点"), Form.BOX),
        (division(Kind.ANNEX, "附件1", "图", page="annex-1"), Form.PAGE),
        (division(Kind.NOTICE), Form.NOTICE),
        (division(Kind.ANNEX_LIST, "附件："), Form.ANNEX_LIST),
        (division(Kind.PREAMBLE), Form.PART),
        (division(Kind.NOTE), Form.PART),
        (division(Kind.PREFACE, heading="甲"), Form.ITEM),
        (division(Kind.SECTION, style=NONE), Form.PART),
    ],
)
def test_the_form_of_a_node(node: Node, form: Form) -> None:
    assert one(node).form is form


def test_a_plan_with_a_heading_of_its_own_is_the_first_block() -> None:
    headed = division(Kind.PLAN, heading="规划")
    assert [block.printed for block in blocks(paragraph("甲"), root=headed)] == ["规划", "甲"]
    numbered = division(Kind.PLAN, num="一、", style=NONE)
    assert [block.printed for block in blocks(paragraph("甲"), root=numbered)] == ["一、", "甲"]


# -- label, heading, stop, lead ------------------------------------------------------------------------------


def test_label_heading_and_stop_are_told_apart() -> None:
    block = one(division(Kind.CLAUSE, "（一）", "总体要求", stop="。"))
    assert (block.printed, block.label, block.name, block.opening) == ("（一）总体要求。", 3, 7, 8)
    assert (block.kind, block.ordinal, block.style, block.line_no) == (Kind.CLAUSE, 1, DISPLAY, 3)


def test_a_sentence_and_what_follows_it_are_one_paragraph() -> None:
    first = paragraph("坚持创新。加快建设。", "run-in", lead=5, marks=(Mark(1, 2, "sup"),))
    point = division(
        Kind.POINT, "1.", "整合", first, paragraph("乙"), style=SENTENCE, stop="。", marks=(Mark(0, 1, "sub"),)
    )
    item, second = blocks(point)
    assert item.printed == "1.整合。坚持创新。加快建设。"
    assert (item.opening, item.lead) == (5, 10)
    assert item.marks == (Mark(2, 3, "sub"), Mark(6, 7, "sup"))
    assert (second.form, second.depth, second.printed) == (Form.PARAGRAPH, 1, "乙")


def test_an_item_without_a_lead_has_none() -> None:
    point = division(Kind.POINT, "1.", "整合", paragraph("坚持", "run-in"), style=SENTENCE, stop="。")
    assert one(point).lead == 0


def test_the_anchor_of_a_paragraph_that_is_joined_to_its_label_leads_to_the_label() -> None:
    first = paragraph("坚持", "run-in")._replace(anchor=Anchor("", "p1-para1"))
    point = division(Kind.POINT, "1.", "整合", first, style=SENTENCE)._replace(anchor=Anchor("", "p1"))
    block = print_edition(division(Kind.PLAN, style=NONE)._replace(body=(point,)))[0]
    assert (block.anchor, block.also) == (Anchor("", "p1"), (Anchor("", "p1-para1"),))


def test_a_heading_that_runs_in_is_apart_from_its_paragraph() -> None:
    point = division(Kind.POINT, "1.", "整合", paragraph("坚持创新。", "run-in"), style=RUN_IN, stop="。")
    assert forms(point) == [(Form.RUN_IN, 0, 1, "1.整合。"), (Form.PARAGRAPH, 1, 2, "坚持创新。")]


def test_a_paragraph_keeps_what_is_known_of_it() -> None:
    block = one(paragraph("甲乙丙", "date", lead=2, marks=(Mark(0, 1, "sup"),)))
    assert (block.lead, block.marks, block.role, block.line_no) == (2, (Mark(0, 1, "sup"),), "date", 7)
    assert block.anchor == Anchor("", "para1")


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        ((Mark(2, 3, "sup"), Mark(0, 1, "sub")), (Mark(0, 1, "sub"), Mark(2, 3, "sup"))),  # in order
        ((Mark(0, 2, "sup"), Mark(1, 3, "sub")), (Mark(0, 2, "sup"), Mark(2, 3, "sub"))),  # apart
        ((Mark(2, 9, "sup"),), (Mark(2, 3, "sup"),)),  # none beyond the text
        ((Mark(3, 4, "sup"), Mark(1, 1, "sub")), ()),  # none of nothing
    ],
)
def test_marks_are_in_order_and_apart(marks: tuple[Mark, ...], kept: tuple[Mark, ...]) -> None:
    assert one(paragraph("甲乙丙", marks=marks)).marks == kept


@pytest.mark.parametrize(
    ("num", "heading", "gap", "is_apart"),
    [
        ("附件1", "布局图", 1, True),  # a line break stands between
        ("附件1", "布局图", 0, False),
        ("第一章　", "总则", 1, False),  # the label ends with a blank of its own
        ("附件1", "", 1, False),
        ("", "布局图", 1, False),
    ],
)
def test_a_heading_is_apart_that_stands_below_its_label(num: str, heading: str, gap: int, is_apart: bool) -> None:
    assert one(division(Kind.CHAPTER, num, heading, gap=gap)).is_apart is is_apart


# -- depth, level, path --------------------------------------------------------------------------------------


def test_headings_below_a_heading_stand_a_level_deeper() -> None:
    section = division(Kind.SECTION, "一、", "甲", division(Kind.CLAUSE, "（一）", "乙", paragraph("丙")))
    assert forms(section, paragraph("丁")) == [
        (Form.HEADING, 0, 1, "一、甲"),
        (Form.HEADING, 1, 2, "（一）乙"),
        (Form.PARAGRAPH, 2, 3, "丙"),
        (Form.PARAGRAPH, 0, 1, "丁"),
    ]


@pytest.mark.parametrize(
    ("holder", "level"),
    [
        (division(Kind.NOTICE), 2),  # a heading of ours stands there
        (division(Kind.BOX, "专栏1", "甲"), 2),
        (division(Kind.PREAMBLE), 1),
        (division(Kind.DASH, "——", "甲", style=SENTENCE), 1),
        (division(Kind.SECTION, style=NONE), 1),
        (division(Kind.ANNEX, "附件1", "甲", page="annex-1"), 1),  # a page begins anew
    ],
)
def test_the_level_of_what_stands_in_it(holder: Division, level: int) -> None:
    inner = blocks(holder._replace(body=(paragraph("乙"),)))[1]
    assert (inner.depth, inner.level) == (1, level)


def test_a_page_begins_the_levels_anew_wherever_it_stands() -> None:
    annex = division(Kind.ANNEX, "附件1", "甲", division(Kind.SECTION, "一、", "乙"), page="annex-1")
    found = blocks(division(Kind.SECTION, "一、", "丙", annex))
    assert [(block.form, block.level) for block in found] == [(Form.HEADING, 1), (Form.PAGE, 2), (Form.HEADING, 1)]


def test_a_path_names_the_headings_above() -> None:
    deep = division(Kind.POINT, "1.", "丁", paragraph("戊"), style=SENTENCE)
    boxed = division(Kind.BOX, "专栏1", "丙", deep)
    section = division(Kind.SECTION, "一、", "甲\n乙", division(Kind.PREAMBLE, "", "", boxed))
    assert [block.path for block in blocks(section)] == [
        (),
        ("一、甲 乙",),
        ("一、甲 乙",),
        ("一、甲 乙", "专栏1丙"),
        ("一、甲 乙", "专栏1丙"),  # a numbered sentence is no heading
    ]


def test_what_has_no_anchor_leads_to_what_it_stands_in() -> None:
    inner = paragraph("甲")._replace(anchor=None)
    section = division(Kind.SECTION, "一、", "乙", inner)._replace(anchor=Anchor("", "s1"))
    found = print_edition(
        division(Kind.PLAN, style=NONE)._replace(body=(section, paragraph("丙")._replace(anchor=None)))
    )
    assert [(block.place, block.is_anchored) for block in found] == [
        (Anchor("", "s1"), True),
        (Anchor("", "s1"), False),
        (Anchor(), False),
    ]


# -- lists of annexes ----------------------------------------------------------------------------------------


def annex(heading: str, ordinal: int | None, page: str) -> Division:
    return division(Kind.ANNEX, "附件", heading, ordinal=ordinal, page=page)


def entries(listed: list[str], *annexes: Division) -> list[tuple[Form, str | None]]:
    found = blocks(division(Kind.ANNEX_LIST, "附件：", "", *map(paragraph, listed)), *annexes)
    return [(block.form, block.target and str(block.target)) for block in found if block.depth == 1]


def test_an_entry_leads_to_the_annex_of_its_title() -> None:
    annexes = [annex("布局图", 1, "annex-1"), annex("任务表", 2, "annex-2")]
    assert entries(["1.任务表", "2.布局图"], *annexes) == [(Form.ENTRY, "annex-2"), (Form.ENTRY, "annex-1")]


def test_of_two_titles_in_an_entry_the_longer_is_meant() -> None:
    annexes = [annex("任务", 1, "annex-1"), annex("任务分工", 2, "annex-2")]
    assert entries(["任务分工"], *annexes) == [(Form.ENTRY, "annex-2")]


def test_an_entry_of_another_title_leads_by_its_place_in_the_list() -> None:
    annexes = [annex("甲", 2, "annex-2"), annex("乙", 1, "annex-1"), annex("丙", None, "annex-3")]
    assert entries(["子", "丑", "寅", "卯"], *annexes) == [
        (Form.ENTRY, "annex-1"),
        (Form.ENTRY, "annex-2"),
        (Form.ENTRY, "annex-3"),
        (Form.ENTRY, None),
    ]


def test_an_annex_without_a_title_is_named_by_no_entry() -> None:
    assert entries(["子"], annex("", 2, "annex-2"), annex("", 1, "annex-1")) == [(Form.ENTRY, "annex-1")]


def test_a_paragraph_that_follows_the_list_is_no_entry() -> None:
    found = blocks(division(Kind.ANNEX_LIST, "附件：", "", paragraph("甲")), paragraph("乙"))
    assert [block.form for block in found] == [Form.ANNEX_LIST, Form.ENTRY, Form.PARAGRAPH]


# -- tables --------------------------------------------------------------------------------------------------


def cell(*texts: str, **more: Any) -> Cell:
    return Cell(tuple(Paragraph(say(text), 20 + len(text), marks=(Mark(0, 1, "sup"),)) for text in texts), **more)


TABLE = Table(
    ((cell("甲", rowspan=2), cell("乙乙", "丙")), (Cell(()),), (cell("丁", colspan=2),)),
    11,
    header_rows=1,
    caption=Paragraph(say("表1某表"), 10, role="caption", marks=(Mark(3, 9, "sub"),)),
    num="1",
    rebuilt=True,
)


def test_a_table_opens_what_stands_in_it() -> None:
    found = blocks(division(Kind.SECTION, "一、", "子", TABLE))
    assert [(block.form, block.depth, block.level, block.printed) for block in found[1:]] == [
        (Form.TABLE, 1, 2, ""),
        (Form.CAPTION, 2, 2, "表1某表"),
        (Form.ROW, 2, 2, "甲\n乙乙\n丙"),
        (Form.ROW, 2, 2, ""),
        (Form.ROW, 2, 2, "丁"),
    ]
    assert {block.place for block in found[1:]} == {Anchor("", "tab1")}
    assert [block.is_anchored for block in found[1:]] == [True, False, False, False, False]
    assert {block.path for block in found[1:]} == {("一、子",)}


def test_the_shape_of_a_table_is_known_where_it_opens() -> None:
    table, caption, *_ = blocks(TABLE)
    assert table.shape is not None
    assert (table.shape.header_rows, table.shape.num, table.shape.rebuilt, caption.shape) == (1, "1", True, None)


def test_a_row_of_the_head_says_so() -> None:
    assert [block.role for block in blocks(TABLE)[2:]] == ["header", "", ""]


def test_cells_keep_what_they_cover_and_where_they_stand() -> None:
    first, _, last = blocks(TABLE)[2:]
    assert [(one.rowspan, one.colspan) for one in (*first.cells, *last.cells)] == [(2, 1), (1, 1), (1, 2)]
    assert [part.start for part in first.parts()] == [0, 2, 5]
    assert first.marks == (Mark(0, 1, "sup"), Mark(2, 3, "sup"), Mark(5, 6, "sup"))


def test_a_row_stands_on_the_line_of_its_first_paragraph() -> None:
    assert [block.line_no for block in blocks(TABLE)] == [11, 10, 21, 11, 21]


def test_a_caption_keeps_its_marks_within_it() -> None:
    assert blocks(TABLE)[1].marks == (Mark(3, 4, "sub"),)


def test_a_table_without_a_caption_prints_none() -> None:
    assert [block.form for block in blocks(replace(TABLE, caption=None))][:2] == [Form.TABLE, Form.ROW]


@pytest.mark.parametrize(
    ("between", "is_apart"),
    [
        *(
            (text, False)
            for text in (" \f", "\u200b", "\xad\ufeff", "&#8203;", "&shy;", "</b>", "</B>\n<span lang='x'>", "**")
        ),
        *((text, False) for text in ("<!-- 甲\n乙 -->", "<o:p></o:p>", "</strong>&#x200b;")),
        *((text, True) for text in ("\n", "\u200b\n", "**\n**", "<br>", "</b></p>\n<p><b>", "</span><br/>", "— 3 —")),
    ],
)
def test_a_heading_is_apart_where_lines_are_parted(between: str, is_apart: bool) -> None:
    text = f"一、{between}目标"
    root = division(Kind.PLAN, style=NONE)._replace(body=(division(Kind.SECTION, "一、", "目标", gap=len(between)),))
    assert [block.is_apart for block in print_edition(assign_anchors(root), text)] == [is_apart]
