"""Printed lines become paragraphs: by margins, indents, sizes, faces and what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from build_tools.layout.arrange import arrange_reading
from build_tools.model.reading import Box, Reading, ReadLine, ReadTable

Make = Callable[..., ReadLine]
# 27 letters of 16 points: a full line from 80 to 512.
FULL = "为推动数字经济健康发展，提升治理能力和服务水平，根据有关规定"[:27]
STEP = 28.0


def texts(reading: Reading) -> list[str]:
    found: list[str] = []
    for piece in arrange_reading(reading).pieces:
        assert not isinstance(piece, ReadTable)
        found.append(piece.text)
    return found


def page_of(printed: Make, lines: list[tuple[str, float]], *, page: int = 1) -> list[ReadLine]:
    """Lines below each other, each with its left margin."""
    return [printed(text, left, 100 + STEP * at, page=page) for at, (text, left) in enumerate(lines)]


BODY = [(FULL[2:], 112.0), (FULL, 80.0), (FULL, 80.0), ("制定本规划。", 80.0)]


def test_an_indent_opens_a_paragraph_and_full_lines_go_on(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = page_of(printed, [*BODY, *BODY])
    whole = FULL[2:] + FULL + FULL + "制定本规划。"
    assert texts(reading(*lines)) == [whole, whole]


def test_a_paragraph_goes_on_over_a_page_break(printed: Make, reading: Callable[..., Reading]) -> None:
    first = page_of(printed, [*BODY, *BODY[:2]])
    second = page_of(printed, [*BODY[2:], *BODY], page=2)
    whole = FULL[2:] + FULL + FULL + "制定本规划。"
    assert texts(reading(*first, *second)) == [whole, whole, whole]


def test_a_short_line_ends_a_paragraph_where_nothing_is_indented(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    lines = page_of(printed, [(FULL, 80.0), ("制定本规划。", 80.0), (FULL, 80.0), ("再次说明。", 80.0)])
    assert texts(reading(*lines)) == [FULL + "制定本规划。", FULL + "再次说明。"]


@pytest.mark.parametrize("count", [8, 2])
def test_a_line_at_the_margin_goes_on_where_paragraphs_stand_in(
    printed: Make, reading: Callable[..., Reading], count: int
) -> None:
    lines = [(FULL[2:23], 112.0), (FULL, 80.0), ("制定本规划。", 80.0)]
    pages = [page_of(printed, [(f"{'甲' * page}。", 112.0), *BODY, *lines], page=page) for page in range(1, count + 1)]
    joined = FULL[2:23] + FULL + "制定本规划。"
    assert (joined in texts(reading(*(line for page in pages for line in page)))) is (count == 8)


def test_lines_that_end_side_by_side_are_full_though_the_page_is_wider(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    half, rest = FULL[:13], "制定本规划。"
    lines = page_of(
        printed, [line for _ in range(3) for line in ((half[2:], 112.0), (half, 80.0), (half, 80.0), (rest, 80.0))]
    )
    assert texts(reading(*lines)) == [half[2:] + half * 2 + rest] * 3


def test_a_part_set_narrower_than_the_rest_has_margins_of_its_own(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    wide = [*BODY, *BODY, *BODY]
    narrow = [(FULL[4:], 112.0), *[(FULL[:25], 80.0)] * 6, ("制定本规划。", 80.0)]
    lines = page_of(printed, narrow)
    for page in (3, 5, 7):
        lines += page_of(printed, wide, page=page)
    assert texts(reading(*lines))[0] == FULL[4:] + 6 * FULL[:25] + "制定本规划。"


@pytest.mark.parametrize(("above", "word"), [(FULL[:23], "Internet，"), (FULL[:-2], "20%以上。")])
def test_a_word_that_did_not_fit_leaves_its_line_full(
    printed: Make, reading: Callable[..., Reading], above: str, word: str
) -> None:
    lines = page_of(printed, [*BODY, (above, 80.0), (word, 80.0), *BODY])
    assert above + word in texts(reading(*lines))


def test_a_heading_over_two_lines_is_one(printed: Make, reading: Callable[..., Reading]) -> None:
    heading = [
        printed("一、" + FULL[:23], 112, 100, face="黑体"),
        printed("工作机制", 80, 128, face="黑体"),
    ]
    body = [printed(text, left, 156 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])]
    assert texts(reading(*heading, *body))[0] == "一、" + FULL[:23] + "工作机制"


def test_lines_that_stand_apart_are_paragraphs_though_full(printed: Make, reading: Callable[..., Reading]) -> None:
    """Paragraphs without an indent, parted by half a line, and one of them fills its line to the end."""
    lines: list[ReadLine] = []
    top = 100.0
    for number in "一二三四":
        label = f"（{number}）完善工作机制"
        for text, below in ((FULL[:20], 39.0), (FULL, 39.0), (label, 39.0), (FULL, STEP), ("全面推进。", 39.0)):
            lines.append(printed(text, 80, top))
            top += below
    found = texts(reading(*lines))
    assert found[:5] == [FULL[:20], FULL, "（一）完善工作机制", FULL + "全面推进。", FULL[:20]]


def test_a_heading_that_ends_with_its_line_goes_on_in_the_next(printed: Make, reading: Callable[..., Reading]) -> None:
    heading = "（一）" + FULL[:21] + "。"
    lines = [
        printed(heading, 112, 100, face="黑体"),
        printed("建立健全工作机制。", 80, 128),
        *(printed(text, left, 156 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])),
    ]
    assert texts(reading(*lines))[0] == heading + "建立健全工作机制。"


def test_a_page_without_a_full_line_has_the_margins_of_its_paper(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    lines = ["一、总体要求", FULL[:12] + "。", "二、主要任务", FULL[:12] + "。", "三、保障措施", FULL[:12] + "。"]
    assert texts(reading(*page_of(printed, [(text, 80.0) for text in lines]))) == lines


def test_a_line_of_another_font_that_stands_farther_below_goes_on(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    body = page_of(printed, [*BODY, *BODY])
    lines = [
        printed(FULL[2:], 112, 600),
        printed("“" + FULL[1:], 80, 600 + 1.6 * STEP),
        printed("制定本规划。", 80, 600 + 2.6 * STEP),
    ]
    assert texts(reading(*body, *lines))[-1] == FULL[2:] + "“" + FULL[1:] + "制定本规划。"


def test_what_stands_behind_a_name_goes_on_below_where_it_began(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = page_of(printed, [*BODY, *BODY])
    rows = [
        printed("装备材料", 80, 600),
        printed(FULL[:17], 240, 600),
        printed(FULL[:17], 240, 628),
        printed("制定规划。", 240, 656),
    ]
    assert texts(reading(*lines, *rows))[-1] == "装备材料" + FULL[:17] * 2 + "制定规划。"


def test_a_title_in_the_middle_is_one_and_what_stands_below_it_is_not_it(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    title = [printed("某某市推进数字经济", 197, 100, size=22), printed("发展三年行动计划", 208, 132, size=22)]
    below = [printed("（2024—2026年）", 236, 170), printed("某某市人民政府", 240, 198)]
    body = [printed(text, left, 254 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])]
    found = texts(reading(*title, *below, *body))
    assert found[:3] == ["某某市推进数字经济发展三年行动计划", "（2024—2026年）", "某某市人民政府"]
    assert [piece.centered for piece in arrange_reading(reading(*title, *below, *body)).lines()][:3] == [True] * 3


def test_a_bracket_of_two_widths_is_closed(printed: Make, reading: Callable[..., Reading]) -> None:
    title = printed("数字经济规划（2024-2026年)", 150, 100, size=22)
    body = [printed(text, left, 254 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])]
    assert texts(reading(title, printed("某某市人民政府", 219, 132, size=22), *body))[:2] == [
        title.text,
        "某某市人民政府",
    ]


def test_signature_and_date_at_the_right_stand_alone(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = page_of(printed, [*BODY, ("某某市人民政府", 384.0), ("2024年1月1日", 408.0)])
    assert texts(reading(*lines))[-2:] == ["某某市人民政府", "2024年1月1日"]


def test_numbers_that_are_signs_open_paragraphs(printed: Make, reading: Callable[..., Reading]) -> None:
    items = [f"{sign}大型水库。{FULL[:19]}。" for sign in "⒈⑵㈢"]
    assert texts(reading(*page_of(printed, [(item, 80.0) for item in items]))) == items


def test_a_day_that_ends_at_the_margin_is_whole(printed: Make, reading: Callable[..., Reading]) -> None:
    signed = [("某市人民政府", 416.0), ("2024年3月9日", 416.0), ("抄送：市委各部门。", 80.0)]
    lines = page_of(printed, [*BODY, *signed])
    assert texts(reading(*lines))[1:] == [text for text, _ in signed]


def test_a_day_at_the_right_is_whole_whatever_stands_overleaf(printed: Make, reading: Callable[..., Reading]) -> None:
    day, below = "２０２４年１２月３日", "附表：白沙区重点项目"
    lines = page_of(printed, [*BODY, (day, 376.0)])
    assert texts(reading(*lines, printed(below, 300, 100, page=2)))[1:] == [day, below]


def test_entries_of_contents_stay_apart(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = page_of(printed, [("一、总则" + "." * 45 + "1", 80.0), ("二、任务" + "." * 45 + "3", 80.0)])
    assert len(texts(reading(*lines))) == 2


@pytest.mark.parametrize(
    ("first", "second", "printed_text", "rule"),
    [
        ("the quality of data", "and services", "the quality of data and services", "word-gap"),
        ("2021-", "2025年", "2021-2025年", ""),
        ("an introduction: the intro-", "duction", "the introduction", "hyphenation"),
        ("we develop, and our develop-", "ment", "our development", "hyphenation"),
        ("in line with high-", "standard rules", "with high-standard rules", ""),
        ("a long-term plan and long-", "term aims", "and long-term aims", ""),
        ("数据 ", "资源", "数据资源", "indent"),
    ],
)
def test_ends_of_lines(
    printed: Make, reading: Callable[..., Reading], first: str, second: str, printed_text: str, rule: str
) -> None:
    width = sum(0.5 if ord(char) < 128 else 1.0 for char in first.strip()) * 16
    ends = [printed(first, 512 - width, 184), printed(second, 80, 212)]
    body = [printed(text, left, 240 + STEP * at) for at, (text, left) in enumerate(BODY)]
    lines = arrange_reading(reading(*page_of(printed, BODY[:3]), *ends, *body)).lines()
    joined = next(line for line in lines if second in line.text)
    shown = ""
    for at, char in enumerate(joined.text):
        shown += "".join(entry.text for entry in joined.computed if entry.at == at)
        shown += "" if any(part.start <= at < part.end and part.drop for part in joined.stretches) else char
    assert shown.endswith(printed_text)
    rules = {part.drop for part in joined.stretches if part.drop} | {entry.rule for entry in joined.computed}
    assert rules == ({rule} if rule else set())


def test_a_heading_that_fills_its_line_ends_there(printed: Make, reading: Callable[..., Reading]) -> None:
    """Set as the text is, it is followed by a line that stands in as a first one does: the next one stands out."""
    heading = "（一）推进数字基础设施与工业互联网的融合发展和应用"[:25]
    lines = page_of(printed, [*BODY, (heading, 112.0), *BODY])
    assert heading in texts(reading(*lines))


def test_a_quotation_that_stands_in_is_one_paragraph(printed: Make, reading: Callable[..., Reading]) -> None:
    quoted = [(FULL[2:], 112.0), (FULL[2:], 112.0), ("到此为止。", 112.0)]
    lines = page_of(printed, [*BODY, *quoted, *BODY])
    assert FULL[2:] * 2 + "到此为止。" in texts(reading(*lines))


def test_stops_that_hang_over_the_margin_do_not_move_it(printed: Make, reading: Callable[..., Reading]) -> None:
    hanging = [(FULL + "，", 80.0)] * 3
    whole = FULL + "，"
    lines = page_of(printed, [*BODY[:1], *hanging, (FULL[:26] + "A", 80.0), ("平台。", 80.0), *BODY, *BODY])
    assert texts(reading(*lines))[0] == FULL[2:] + whole * 3 + FULL[:26] + "A平台。"


def test_a_wide_title_in_large_letters_stands_in_the_middle(printed: Make, reading: Callable[..., Reading]) -> None:
    first, second = "某某省办公厅关于印发低空经济发展", "三年行动计划和任务分工表的通知书"
    lefts = [80 + (432 - 22 * len(text)) / 2 for text in (first, second)]
    title = [
        printed(text, left, 100 + 36 * at, size=22)
        for at, (text, left) in enumerate(zip((first, second), lefts, strict=True))
    ]
    body = [printed(text, left, 200 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])]
    assert texts(reading(*title, *body))[0] == first + second


def test_a_title_as_wide_as_its_column_ends_above_a_label(printed: Make, reading: Callable[..., Reading]) -> None:
    title = printed("宁溪市智慧农业发展行动方案（2025—2027年）", 128, 70)
    below = [("一、目标", 90.0), ("建设平台。", 122.0), ("二、任务", 90.0)]
    lines = [printed(text, left, 100 + 31 * at) for at, (text, left) in enumerate(below)]
    assert texts(reading(title, *lines)) == [title.text, *(line.text for line in lines)]


def test_a_whole_bracket_ends_above_a_label_and_an_open_one_goes_on(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    adopted = "（2023年12月1日某市政府令第8号公布，自2024年1月1日起施行）"
    below = [printed("第一章 总则", 100, 130), printed("第一条 制定本办法。", 100, 160)]
    assert texts(reading(printed(adopted, 80, 100), *below)) == [adopted, "第一章 总则", "第一条 制定本办法。"]
    halves = [adopted[:30], adopted[30:]]
    lefts = [296 - 8 * sum(0.5 if char.isascii() else 1 for char in half) for half in halves]
    broken = [printed(half, left, 70 + 28 * at) for at, (half, left) in enumerate(zip(halves, lefts, strict=True))]
    body = [printed(text, 80, 200 + STEP * at) for at, text in enumerate([FULL, "再次说明。"] * 3)]
    assert texts(reading(*broken, *body))[0] == adopted


def test_the_second_row_of_the_only_long_paragraph_tells_the_margin(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [(FULL[:25], 112), ("继续说明。", 80), ("一、范围。", 112), (f"二、{FULL[:22]}。", 112), ("出席：甲。", 112)]
    lines = [printed(text, left, 100 + STEP * at) for at, (text, left) in enumerate(rows)]
    found = [rows[0][0] + rows[1][0], *(text for text, _ in rows[2:])]
    assert texts(reading(*lines)) == found


def test_the_last_letter_of_a_title_in_the_middle_of_its_line_goes_on(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    title = "关于公开征求《某某市城市更新条例的实施细则》意见的公告"
    lines = [printed(title[:-1], 84, 70), printed(title[-1], 288, 98)]
    body = [printed(text, left, 150 + STEP * at) for at, (text, left) in enumerate([*BODY, *BODY])]
    assert texts(reading(*lines, *body))[0] == title


def test_full_lines_within_a_paragraph_tell_how_far_paragraphs_stand_apart(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [
        (FULL, 0),
        (FULL[:26] + "。", 20),
        ("2 组织体系", 48),
        ("2.1 机构", 76),
        ("设立机构。", 104),
        ("2.2 专家", 132),
    ]
    lines = [printed(text, 80, 100 + top) for text, top in rows]
    assert texts(reading(*lines)) == [rows[0][0] + rows[1][0], *(text for text, _ in rows[2:])]


def test_a_label_below_a_bracket_that_fills_its_line_opens_a_paragraph(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [FULL, f"（{FULL[:18]}某局牵头负责）", "三、有关要求", FULL, "再次说明。"]
    lines = page_of(printed, [(text, 80.0) for text in rows])
    assert texts(reading(*lines)) == ["".join(rows[:2]), rows[2], "".join(rows[3:])]


def test_a_paragraph_that_leaves_a_letter_at_its_margin_is_no_title(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    order = [printed("某某省人民政府令", 232, 70), printed("第315号", 268, 101)]
    rows = [(f"《{FULL[:21]}》已", 112), (f"{FULL[:19]}通过，现予公布。", 80), (FULL, 80), ("施行。", 80)]
    body = [printed(text, left, 132 + STEP * at) for at, (text, left) in enumerate(rows)]
    assert texts(reading(*order, *body))[-1] == "".join(text for text, _ in rows)


def test_a_title_above_two_columns_stands_in_the_middle_of_both(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    title, version = printed("某某县第十五个五年规划纲要", 188, 70), printed("（草案）", 263, 100)
    rows = [columns([FULL[:13], FULL[13:26]], [80.0, 310.0], 140 + 24 * at, size=16) for at in range(8)]
    made = arrange_reading(reading(title, version, *rows))
    assert [line.centered for line in made.lines()][:2] == [True, True]


def test_paragraphs_below_headings_of_their_own_show_how_they_begin(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    """No paragraph stands above another one, and headings of two lines end without a stop."""
    full, short = "建设数字平台和公共服务体系，推动资源共享", "建设数字平台和公共服务体系，推动2026"
    sections = [("（一）培育市场主体，加快构建全链条贯通多主", 112), ("体协同的服务体系", 80), (full[:18], 112)]
    lines = [*[*sections, ("制度和措施。", 80)] * 6, *sections[:2], (short, 112), ("年底完善制度。", 80)]
    made = [printed(text, left, 60 + 24 * number) for number, (text, left) in enumerate(lines)]
    assert texts(reading(*made))[-1] == short + "年底完善制度。"


def test_capitals_take_more_room_than_small_letters(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = [(FULL, 80.0), (FULL[:23] + "3", 80.0), ("PFLOPS以上。", 80.0)]
    assert texts(reading(*page_of(printed, [*BODY, *lines])))[1:] == [FULL + FULL[:23] + "3PFLOPS以上。"]


def test_a_quote_holds_the_letters_on_both_sides(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = [(FULL, 80.0), (FULL[:25], 80.0), ("人”企业发展。", 80.0)]
    assert texts(reading(*page_of(printed, [*BODY, *lines])))[1:] == [FULL + FULL[:25] + "人”企业发展。"]


def test_full_lines_of_two_pages_on_one_sheet_tell_their_margins(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    """Two pages side by side have both margins between them, far more than a gutter."""
    first, rest = "建设平台和公共服务体系，推动", "共享开放，完善制度和保障措施"
    lines = [
        printed(text, left + (20 if number % 3 == 0 else 0), 100 + 20 * number, size=10)
        for left in (60.0, 380.0)
        for number, text in enumerate([first[:12], rest, "。"] * 4)
    ]
    assert texts(reading(*lines)) == [first[:12] + rest + "。"] * 8


def test_a_full_line_without_a_stop_heads_the_list_below(printed: Make, reading: Callable[..., Reading]) -> None:
    heading = "（二）" + FULL[:24]
    lines = page_of(printed, [(heading, 80.0), ("1.建设平台。" + FULL[:21], 80.0), (FULL, 80.0), ("再次说明。", 80.0)])
    assert texts(reading(*lines)) == [heading, "1.建设平台。" + FULL[:21] + FULL + "再次说明。"]


def test_a_paragraph_in_a_box_goes_on_below_its_indent(printed: Make, reading: Callable[..., Reading]) -> None:
    """A frame whose first lines stand in by two letters: what counts is the room that they leave at their right."""
    left, right = 70.0, 526.0
    frame = (
        (left, 90.0, right, 90.0),
        (left, 250.0, right, 250.0),
        (left, 90.0, left, 250.0),
        (right, 90.0, right, 250.0),
    )
    head = printed("专栏1重点项目", 240, 100)
    lines = [(FULL[:25], 112.0), ("制定本规划。", 80.0), (FULL[:25], 112.0), ("再次说明。", 80.0)]
    body = [printed(text, at, 128 + STEP * row) for row, (text, at) in enumerate(lines)]
    made = arrange_reading(reading(head, *body, edges={1: frame}))
    expected = ["专栏1重点项目", FULL[:25] + "制定本规划。", FULL[:25] + "再次说明。"]
    assert [(line.text, line.role) for line in made.lines()] == [(text, "boxed") for text in expected]


def test_the_band_of_a_heading_is_no_frame_in_its_box(printed: Make, reading: Callable[..., Reading]) -> None:
    """A ground that fills the box, and another one below its heading."""
    edges: list[Box] = []
    for left, top, right, bottom in ((70.0, 90.0, 526.0, 200.0), (80.0, 96.0, 516.0, 120.0)):
        edges += [(left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom)]
        edges.append((right, top, right, bottom))
    head = printed("专栏1重点项目", 240, 100)
    body = [printed(text, 80, 128 + STEP * row) for row, text in enumerate((FULL[:27], "制定本规划。"))]
    made = arrange_reading(reading(head, *body, edges={1: tuple(edges)}))
    expected = ["专栏1重点项目", FULL[:27] + "制定本规划。"]
    assert [(line.text, line.role) for line in made.lines()] == [(text, "boxed") for text in expected]


def test_a_name_set_in_the_middle_of_a_narrow_cell_goes_on(printed: Make, reading: Callable[..., Reading]) -> None:
    xs, ys = (80.0, 118.0, 200.0), (90.0, 140.0, 170.0)
    edges = tuple((xs[0], y, xs[-1], y) for y in ys) + tuple((x, ys[0], x, ys[-1]) for x in xs)
    lines = [
        ("总投", 89, 94, 10),
        ("资", 94, 110, 10),
        ("单位", 130, 102, 10),
        ("5.5", 90, 150, 10),
        ("某局", 130, 150, 10),
    ]
    made = arrange_reading(reading(*(printed(text, x, y, size=size) for text, x, y, size in lines), edges={1: edges}))
    (table,) = made.pieces
    assert isinstance(table, ReadTable)
    assert [[line.text for line in cell.lines] for cell in table.rows[0]] == [["总投资"], ["单位"]]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_below_the_words_of_labels_go_on(printed: Make, reading: Callable[..., Reading], count: int) -> None:
    """Labels stand out, all lines below them stand in: seen at one paragraph, it may be the next one's first line."""
    lines = [
        (f"{at + 1}.{FULL[:27]}", 80.0) if not row else ("提升水平。", 104.0) for at in range(count) for row in (0, 1)
    ]
    found = texts(reading(*page_of(printed, [*BODY, *lines])))
    assert (f"1.{FULL[:27]}提升水平。" in found) == (count > 1)


def test_columns_on_a_part_of_a_page_need_no_common_baseline(printed: Make, reading: Callable[..., Reading]) -> None:
    above = page_of(printed, [*BODY, (FULL, 80.0), ("提升水平。", 80.0)])
    left, right = "甲" * 13, "乙" * 13
    columns = [
        printed(text, x, top + shift + 22 * row)
        for x, shift, lines in ((80, 0, [left] * 4 + ["甲。"]), (304, 9, [right] * 4 + ["乙。"]))
        for top in (300, 420)
        for row, text in enumerate(lines)
    ]
    found = texts(reading(*above, *sorted(columns, key=lambda line: line.box or ())))
    assert found[-4:] == [left * 4 + "甲。", left * 4 + "甲。", right * 4 + "乙。", right * 4 + "乙。"]


def test_a_blank_that_stands_for_what_was_drawn_apart_is_none(columns: Make, reading: Callable[..., Reading]) -> None:
    quotes = columns(["“ ", "”"], [80.0, 136.0], 100.0, size=16)
    words = columns(["十四五"], [88.0], 100.0, size=16)
    line = arrange_reading(reading(quotes, words)).pieces[0]
    assert isinstance(line, ReadLine)
    gone = [line.text[stretch.start : stretch.end] for stretch in line.stretches if stretch.drop == "letter-spacing"]
    assert (line.text, gone) == ("“ 十四五”", [" "])


def test_the_title_of_contents_is_a_line(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = [printed("目 录", 276, 100), printed("前言 1", 270, 128), printed("总则 2", 270, 156)]
    assert texts(reading(*lines, *page_of(printed, BODY, page=2)))[0] == "目 录"


def test_letters_that_a_machine_has_measured_are_one_size(printed: Make, reading: Callable[..., Reading]) -> None:
    rows = [(FULL[2:], 112.0, 15.2), ("22.6万户受益，" + FULL[:21], 80.0, 16.6), ("制定本规划。", 80.0, 15.6)]
    lines = [replace(printed(text, left, 100 + STEP * at), size=size) for at, (text, left, size) in enumerate(rows * 3)]
    assert texts(replace(reading(*lines), machine_read=True)) == ["".join(text for text, _, _ in rows)] * 3
