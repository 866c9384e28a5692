"""Where a line is cut, and which lines are no text of their own: run-on paragraphs, contents, notes, page numbers."""

from __future__ import annotations

import pytest

from build_tools.model.division import Division, Kind, Paragraph, Table
from build_tools.model.line import Hints, Line
from build_tools.model.passage import Passage
from build_tools.parse.surroundings import Surroundings
from build_tools.parse.units import cut_units
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

TITLE = "某某市渔业发展规划"
LONG = "坚持绿色发展，突出提质增效，统筹海洋与内陆，推进养殖、捕捞、加工协调发展"


def items(*lines: str) -> list[str]:
    outline = render_outline(convert_bytes("\n".join((TITLE, *lines)).encode(), "a.txt").edition, [])
    return [f"{item['anchor']} {item['label'].strip()}" for item in outline["items"]]


def dropped(*lines: str) -> list[tuple[str, str]]:
    outline = render_outline(convert_bytes("\n".join((TITLE, *lines)).encode(), "a.txt").edition, [])
    return [(drop["text"], drop["rule"]) for drop in outline["dropped"] if drop["rule"] != "line-break"]


def tree(*lines: str) -> Division:
    return convert_bytes("\n".join((TITLE, *lines)).encode(), "a.txt").edition.root


# -- run-on lines -------------------------------------------------------------------------------------------


def test_a_document_on_one_line_is_cut_at_its_labels() -> None:
    text = f"一、总体要求{LONG}。（一）指导思想{LONG}。（二）基本原则{LONG}。二、主要任务{LONG}。"
    assert items(text) == ["s1 一、", "s1-c1 （一）", "s1-c2 （二）", "s2 二、"]


def test_a_paragraph_that_is_too_long_for_one_is_cut_at_its_labels() -> None:
    plain = [f"{LONG}。"] * 6
    text = f"二、主要任务（一）甲乙{(LONG + '。') * 11}（二）丙丁{(LONG + '。') * 11}"
    assert len(text) > 800
    assert items("一、总体要求", *plain, text) == ["s1 一、", "s2 二、", "s2-c1 （一）", "s2-c2 （二）"]


def test_a_paragraph_of_sound_length_is_not_cut_in_mid_sentence() -> None:
    plain = [f"{LONG}。"] * 6
    text = f"二、主要任务{LONG}，（一）甲乙，（二）丙丁。"
    assert items("一、总体要求", *plain, text) == ["s1 一、", "s2 二、"]


def test_a_short_paragraph_is_cut_where_a_label_follows_a_full_stop() -> None:
    plain = [f"{LONG}。"] * 6
    assert items("一、总体要求", *plain, "（一）甲乙。加快建设。（二）丙丁。加快建设。") == [
        "s1 一、", "s1-c1 （一）", "s1-c2 （二）",
    ]  # fmt: skip


PAGED = [f"一、总体要求{LONG}。", *(f"{page}{han}、任务{LONG}。" for page, han in ((3, "二"), (5, "三"), (9, "四")))]


def test_numbers_of_pages_in_front_of_labels_are_dropped() -> None:
    assert items("".join(PAGED)) == ["s1 一、", "s2 二、", "s3 三、", "s4 四、"]
    assert [found for found in dropped("".join(PAGED)) if found[1] == "page-number"] == [
        ("3", "page-number"), ("5", "page-number"), ("9", "page-number"),
    ]  # fmt: skip


@pytest.mark.parametrize("pages", [(3, 5, 4), (3, 5, 26), (3, 3, 4), (30, 31, 32)])
def test_numbers_that_do_not_count_pages_are_kept(pages: tuple[int, ...]) -> None:
    text = PAGED[0] + "".join(f"{page}{part.lstrip('0123456789')}" for page, part in zip(pages, PAGED[1:], strict=True))
    assert [found for found in dropped(text) if found[1] == "page-number"] == []


def test_two_numbers_of_pages_may_be_chance() -> None:
    assert [found for found in dropped("".join(PAGED[:3])) if found[1] == "page-number"] == []


# -- contents -----------------------------------------------------------------------------------------------

ENTRIES = "一、总则 二、目标 三、任务 四、工程 五、政策 六、保障 "


def test_contents_on_the_line_of_the_text_hold_no_labels() -> None:
    text = ENTRIES + "".join(f"{entry}{LONG}。" for entry in ENTRIES.split())
    assert items(text) == ["s1 一、", "s2 二、", "s3 三、", "s4 四、", "s5 五、", "s6 六、"]


def test_what_contents_on_the_line_do_not_name_is_a_label() -> None:
    text = ENTRIES + "".join(f"{entry}{LONG}。" for entry in ENTRIES.split()).replace(
        "三、任务", "（一）原则某某。三、任务"
    )
    assert items(text) == ["s1 一、", "s2 二、", "s2-c1 （一）", "s3 三、", "s4 四、", "s5 五、", "s6 六、"]


def test_lines_that_lead_to_a_page_with_dots_are_no_divisions() -> None:
    listed = ["一、总体要求........1", "二、主要任务........3", "三、保障措施........5"]
    body = ["一、总体要求", f"{LONG}。", "二、主要任务", f"{LONG}。", "三、保障措施", f"{LONG}。"]
    assert items(*listed, *body) == ["s1 一、", "s2 二、", "s3 三、"]


# -- notes, subtitles ---------------------------------------------------------------------------------------


def test_numbered_notes_go_on_as_long_as_they_count_on() -> None:
    notes = ["注：1.按当年价格。", "2.按户籍人口。", "4.某项。"]
    found = items("一、甲乙", "1.加快建设甲。", "2.加快建设乙。", "3.加快建设丙。", *notes)
    assert found == ["s1 一、", "s1-p1 1.", "s1-p2 2.", "s1-p3 3.", "s1-p4 4."]


def test_each_note_that_counts_on_is_one() -> None:
    notes = ["注：1.按当年价格。", "2.按户籍人口。", "3.含远洋。", "4.含淡水。"]
    assert items("一、甲乙", "1.加快建设甲。", "2.加快建设乙。", *notes) == ["s1 一、", "s1-p1 1.", "s1-p2 2."]


def test_a_line_behind_a_dash_below_the_title_goes_with_it() -> None:
    assert items("——面向二〇三五年", "一、甲乙", "加快建设。", "二、丙丁", "加快建设。") == ["s1 一、", "s2 二、"]


def test_dash_items_that_follow_each_other_are_items() -> None:
    assert items("一、甲乙", "——重点项", "——其他项", "二、丙丁") == ["s1 一、", "s1-dash1 ——", "s1-dash2 ——", "s2 二、"]


# -- tables of one cell a line ------------------------------------------------------------------------------


def tables(*lines: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in node.rows] for node in tree(*lines).walk() if isinstance(node, Table)
    ]


def test_a_column_of_numbers_makes_a_table() -> None:
    cells = ["序号", "项目", "内容", "1", "甲", "建设某甲", "2", "乙", "建设某乙"]
    assert tables("一、重点工程", *cells, "二、保障措施", f"{LONG}。") == [
        [["序号", "项目", "内容"], ["1", "甲", "建设某甲"], ["2", "乙", "建设某乙"]]
    ]


def test_columns_may_stand_left_of_the_numbers() -> None:
    cells = ["类别", "序号", "项目", "工业", "1", "甲", "农业", "2", "乙"]
    assert tables("一、重点工程", *cells, "二、保障措施") == [
        [["类别", "序号", "项目"], ["工业", "1", "甲"], ["农业", "2", "乙"]]
    ]


def test_numbers_that_do_not_count_on_make_no_table() -> None:
    assert tables("一、重点工程", "序号", "项目", "内容", "1", "甲", "建设某甲", "3", "乙", "建设某乙") == []


def test_a_caption_makes_a_table_of_the_lines_below_it() -> None:
    cells = ["指标", "单位", "数值", "产量", "吨", "100", "产值", "元", "200"]
    root = tree("一、主要目标", "表1 主要指标", *cells, "二、保障措施", f"{LONG}。")
    (table,) = (node for node in root.walk() if isinstance(node, Table))
    assert table.caption is not None
    assert (table.num, table.caption.passage.text) == ("1", "表1 主要指标")
    assert [[cell.text for cell in row] for row in table.rows] == [cells[:3], cells[3:6], cells[6:]]


def test_tables_may_follow_each_other() -> None:
    cells = ["序号", "项目", "内容", "1", "甲", "建设某甲", "2", "乙", "建设某乙"]
    other = ["指标", "单位", "数值", "产量", "吨", "100", "产值", "元", "200"]
    found = tables(
        "一、目标", "表1 指标", *other, "表2 指标", *other, "二、工程", *cells, "三、项目", *cells, "四、保障"
    )
    assert [table[0] for table in found] == [other[:3], other[:3], cells[:3], cells[:3]]
    assert [len(table) for table in found] == [3, 3, 3, 3]


def test_a_column_may_be_named_with_eight_characters() -> None:
    for name, is_name in (("甲乙丙丁戊己庚辛", True), ("甲乙丙丁戊己庚辛壬", False)):
        found = tables("一、工程", name, "序号", "项目", "工业", "1", "甲", "农业", "2", "乙", "二、保障措施")
        assert (bool(found) and found[0][0][0] == name) is is_name


def test_a_table_ends_where_the_next_structure_opens() -> None:
    cells = ["序号", "项目", "内容", "1", "甲", "建设某甲", "2", "乙", "建设某乙"]
    root = tree("一、重点工程", *cells, "专栏1：重点工程", "3", "丙", "建设某丙")
    assert [node.kind for node in root.walk() if isinstance(node, Division) and node.num] == [Kind.SECTION, Kind.BOX]
    (table,) = (node for node in root.walk() if isinstance(node, Table))
    assert len(table.rows) == 3


def test_what_is_no_table_stays_text() -> None:
    root = tree("一、甲乙", "序号", "甲", "乙")
    assert [node.passage.text for node in root.walk() if isinstance(node, Paragraph)][-3:] == ["序号", "甲", "乙"]


def test_a_table_whose_last_row_is_cut_off_stays_lines() -> None:
    assert tables("一、重点工程", "序号", "项目", "内容", "1", "甲", "建设某甲", "2", "乙") == []


def test_a_cell_left_of_the_numbers_goes_on_until_the_next_one() -> None:
    cells = ["类别", "序号", "项目", "工业", "1", "甲", "2", "乙", "农业", "3", "丙"]
    (table,) = (node for node in tree("一、工程", *cells, "二、保障措施").walk() if isinstance(node, Table))
    assert [[(cell.text, cell.rowspan) for cell in row] for row in table.rows[1:]] == [
        [("工业", 2), ("1", 1), ("甲", 1)], [("2", 1), ("乙", 1)], [("农业", 1), ("3", 1), ("丙", 1)],
    ]  # fmt: skip


def test_decimals_are_counted_through_headings_between_them() -> None:
    lines = [
        "第一章　引言",
        "1.1　数码经济是动力。",
        "第二章　策略",
        "策略一：强化基建",
        "2.1　建设中心。",
        "2.2　扩展覆盖。",
    ]
    assert items(*lines, "策略二：培育人才", "2.3　培训人才。", "第三章　展望", "3.1　定期检视。")[4:] == [
        "ch2-act1-n2-n1 2.1", "ch2-act1-n2-n2 2.2", "ch2-act2 策略二：", "ch2-act2-n2-n3 2.3",
        "ch3 第三章", "ch3-n3-n1 3.1",
    ]  # fmt: skip


def test_a_plan_that_begins_in_the_frame_of_a_box_ends_what_stands_above() -> None:
    texts = ["一、总体要求", "专栏1 重点工程", "某某市林业发展规划", "一、总体要求"]
    source = "\n".join(texts)
    spans = [(source.rindex(text) if at else 0, text) for at, text in enumerate(texts)]
    blocks = tuple(
        Line(Passage.of(source, start, start + len(text)), at + 1, Hints(boxed=at in (1, 2)))
        for at, (start, text) in enumerate(spans)
    )
    found = [unit.placed for unit in cut_units(Surroundings(blocks, (), (), plans={spans[2][0]: False}), lambda _: 1)]
    assert [place and place.depth for place in found] == [0, 1, None, 0]
