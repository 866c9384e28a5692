"""Drawn lines become tables: edges, cells, half-drawn frames, columns by gaps, and what goes on over pages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from build_tools.layout.arrange import arrange_reading
from build_tools.layout.cells import find_cells, find_drawn_tables
from build_tools.layout.edges import Rules, Segment, join_segments, read_rules
from build_tools.layout.open_frames import close_frames
from build_tools.model.reading import Box, Reading, ReadLine, ReadTable, Stretch

Make = Callable[..., ReadLine]
Grid = list[list[tuple[str, int, int]]]
XS, YS = (80.0, 180.0, 330.0, 510.0), (100.0, 130.0, 160.0, 190.0)


def draw(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Box, ...]:
    """The edges of a grid, each cell's border by itself."""
    level = [(x, y, u, y) for y in ys for x, u in pairwise(xs)]
    upright = [(x, y, x, v) for x in xs for y, v in pairwise(ys)]
    return (*level, *upright)


def grids(reading: Reading) -> list[Grid]:
    return [
        [
            [("".join(_shown(line) for line in cell.lines), cell.rowspan, cell.colspan) for cell in row]
            for row in piece.rows
        ]
        for piece in arrange_reading(reading).pieces
        if isinstance(piece, ReadTable)
    ]


def _shown(line: ReadLine) -> str:
    gone = {at for stretch in line.stretches if stretch.drop for at in range(stretch.start, stretch.end)}
    return "".join(char for at, char in enumerate(line.text) if at not in gone)


def fill(columns: Make, rows: list[list[str]], *, page: int = 1, ys: tuple[float, ...] = YS) -> list[ReadLine]:
    return [columns(row, [x + 4 for x in XS[:3]], y + 8, page=page) for row, y in zip(rows, ys, strict=False)]


ROWS = [["序号", "任务", "单位"], ["一", "建设平台", "某局"], ["二", "完善制度", "某委"]]


def test_edges_in_line_are_one() -> None:
    edges = [Segment(10, 0, 50), Segment(10.6, 51, 90), Segment(10.2, 120, 150), Segment(40, 0, 5)]
    assert [(segment.start, segment.end) for segment in join_segments(edges)] == [(0, 90), (120, 150), (0, 5)]
    assert len({segment.at for segment in join_segments(edges)}) == 2


def test_a_ruled_table_is_read_cell_by_cell(columns: Make, reading: Callable[..., Reading]) -> None:
    found = grids(reading(*fill(columns, ROWS), edges={1: draw(XS, YS)}))
    assert found == [[[(text, 1, 1) for text in row] for row in ROWS]]


def test_a_blank_over_a_rule_joins_no_cells(columns: Make, reading: Callable[..., Reading]) -> None:
    """A blank that the reader put in stands where the rule passes: it is no gap, and yet the words are two cells."""
    lines = fill(columns, ROWS)
    words = ("任务名称与内容（其一）", " ", "单位")
    places = ((184.0, 327.0, ""), (327.0, 327.0, "letter-spacing"), (332.0, 356.0, ""))
    starts = (0, 11, 12)
    stretches = tuple(
        Stretch(start, start + len(word), left=left, right=right, drop=drop)
        for start, word, (left, right, drop) in zip(starts, words, places, strict=True)
    )
    head = ReadLine("".join(words), stretches, size=12, page=1, box=(184.0, 108.0, 356.0, 120.0))
    (found,) = grids(reading(columns(["序号"], [84.0], 108), head, *lines[1:], edges={1: draw(XS, YS)}))
    assert [text for text, *_ in found[0]] == ["序号", "任务名称与内容（其一）", "单位"]


def test_cells_without_a_rule_between_them_are_merged() -> None:
    edges = [edge for edge in draw(XS, YS) if edge not in ((80.0, 160.0, 180.0, 160.0), (330.0, 100.0, 330.0, 130.0))]
    (table,) = find_drawn_tables(read_rules(edges))
    spans = {(cell.rows, cell.columns) for cell in table.cells}
    assert ((1, 3), (0, 1)) in spans
    assert ((0, 1), (1, 3)) in spans
    assert len(table.cells) == 7


def test_sides_that_are_not_drawn_are_put_in() -> None:
    inner = tuple(edge for edge in draw(XS, YS) if not (edge[0] == edge[2] and edge[0] in (80.0, 510.0)))
    assert len(find_cells(read_rules(inner))) == 3
    assert len(find_cells(close_frames(read_rules(inner)))) == 9


def test_cells_that_are_framed_one_by_one_are_a_table(columns: Make, reading: Callable[..., Reading]) -> None:
    gap = 6.0
    boxes = [draw((x, u - gap), (y, v - gap)) for y, v in pairwise(YS) for x, u in pairwise(XS)]
    found = grids(reading(*fill(columns, ROWS), edges={1: tuple(edge for box in boxes for edge in box)}))
    assert found == [[[(text, 1, 1) for text in row] for row in ROWS]]


def test_boxes_of_a_drawing_are_no_table(columns: Make, reading: Callable[..., Reading]) -> None:
    """Two boxes stand beside each other, joined by a line: nothing closes the room between them."""
    boxes = (*draw((80.0, 180.0), (100.0, 140.0)), *draw((300.0, 400.0), (100.0, 140.0)))
    made = reading(columns(["中心", "新城"], [110.0, 330.0], 114), edges={1: (*boxes, (180.0, 120.0, 300.0, 120.0))})
    assert grids(made) == []


def test_a_row_that_is_filled_as_a_whole_has_the_cells_of_its_columns(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    """The name of a group stands beside rows of which every other one is filled, without walls in it."""
    walls = tuple(edge for edge in draw(XS, YS) if edge[0] != edge[2] or edge[1] != 130.0 or edge[0] in (80.0, 510.0))
    found = grids(reading(*fill(columns, ROWS), edges={1: walls}))
    assert found == [[[(text, 1, 1) for text in row] for row in ROWS]]


def test_two_frames_below_each_other_stay_two() -> None:
    edges = [*draw((80.0, 510.0), (100.0, 160.0)), *draw((80.0, 510.0), (165.0, 220.0))]
    assert [table.box for table in find_drawn_tables(read_rules(edges))] == [(80, 100, 510, 160), (80, 165, 510, 220)]


def test_words_set_sideways_stand_in_their_cell(columns: Make, reading: Callable[..., Reading]) -> None:
    lines = [columns(row[1:], [184.0, 334.0], y + 8) for row, y in zip(ROWS, YS, strict=False)]
    sideways = ReadLine("重点领域", size=12, page=1, box=(120.0, 112.0, 132.0, 160.0), turn=1)
    inner = tuple(edge for edge in draw(XS, YS) if edge not in ((80.0, y, 180.0, y) for y in YS[1:3]))
    found = grids(reading(*lines, sideways, edges={1: inner}))
    assert found[0][0] == [("重点领域", 3, 1), ("任务", 1, 1), ("单位", 1, 1)]


def test_a_rule_alone_is_no_table() -> None:
    assert find_drawn_tables(close_frames(Rules((Segment(100, 80, 510),), ()))) == []


def test_three_rules_make_a_table_whose_columns_gaps_tell(columns: Make, reading: Callable[..., Reading]) -> None:
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 190.0))
    found = grids(reading(*fill(columns, ROWS), edges={1: rules}))
    assert found == [[[(text, 1, 1) for text in row] for row in ROWS]]


def test_rows_of_cells_set_at_half_their_height_are_told_by_the_blank_between(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    """The number stands beside the middle of two lines, so that nothing but the blank between rows parts them."""
    heads = [printed(text, x, 108, size=12) for text, x in zip(ROWS[0], (84, 184, 334), strict=True)]
    rows = [
        printed(text, x, 136 + 40 * row + shift, size=12)
        for row in range(3)
        for text, x, shift in (
            (str(row + 1), 84, 7.5),
            ("建设数字平台，", 184, 0),
            ("推广应用。", 184, 15),
            ("某某局", 334, 7.5),
        )
    ]
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 260.0))
    task = "建设数字平台，推广应用。"
    found = grids(reading(*heads, *rows, edges={1: rules}))
    assert [[text for text, _, _ in row] for row in found[0]] == [
        ROWS[0],
        *([str(number), task, "某某局"] for number in (1, 2, 3)),
    ]


def test_figures_below_each_other_are_two_cells(printed: Make, reading: Callable[..., Reading]) -> None:
    """Rules part groups of rows, and each name stands in the middle of its group."""
    head = [printed(text, x, 108, size=12) for text, x in (("类别", 84), ("指标名称", 184), ("现状", 384))]
    rows = [
        printed(text, x, top, size=12)
        for top, name, indicators in (
            (136, "经济", (("地区总产值（亿元）", "860"), ("公共预算收入（亿元）", "52.3"))),
            (186, "社会", (("城镇失业率（%）", "3.6"), ("学前教育入园率（%）", "91.2"))),
        )
        for text, x, top in (
            (name, 84, top + 10),
            *((text, 184, top + 20 * at) for at, (text, _) in enumerate(indicators)),
            *((figure, 384, top + 20 * at) for at, (_, figure) in enumerate(indicators)),
        )
    ]
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 180.0, 230.0))
    found = grids(reading(*head, *rows, edges={1: rules}))
    assert found[0][1:3] == [
        [("经济", 2, 1), ("地区总产值（亿元）", 1, 1), ("860", 1, 1)],
        [("公共预算收入（亿元）", 1, 1), ("52.3", 1, 1)],
    ]


def test_words_that_stand_upright_open_no_row_with_each_letter(printed: Make, reading: Callable[..., Reading]) -> None:
    first, other = "建设平台和公共服务体系，推动资源共享和推广", "完善制度和配套政策措施，加大公共服务的扩大"
    head = [printed(text, x, 106, size=12) for text, x in (("类", 84), ("任务", 110))]
    rows = [
        printed(text, x, 136 + 40 * row + 16 * at, size=12)
        for row, (name, *lines) in enumerate((("产业", first, "应用。"), ("民生", other, "供给。")))
        for x, texts in ((84, name), (110, lines))
        for at, text in enumerate(texts)
    ]
    rules = tuple((80.0, y, 370.0, y) for y in (100.0, 128.0, 214.0))
    found = grids(reading(*head, *rows, edges={1: rules}))
    assert [[text for text, _, _ in row] for row in found[0][1:]] == [
        ["产业", first + "应用。"],
        ["民生", other + "供给。"],
    ]


def test_rules_between_rows_part_them_and_the_head_needs_none_above(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [line for at, row in enumerate(ROWS) for line in [columns(row, [84, 184, 334], 108 + 40 * at)]]
    wrapped = [printed("和服务", 184, 123 + 40 * at, size=12) for at in (1, 2)]
    rules = tuple((80.0, y, 510.0, y) for y in (126.0, 181.0, 221.0, 246.0))
    more = columns(["三", "培育人才", "某厅"], [84, 184, 334], 228)
    found = grids(reading(*rows, *wrapped, more, edges={1: rules}))
    assert [[text for text, _, _ in row] for row in found[0]] == [
        ROWS[0],
        ["一", "建设平台和服务", "某局"],
        ["二", "完善制度和服务", "某委"],
        ["三", "培育人才", "某厅"],
    ]


def test_columns_alone_are_drawn_and_numbers_part_the_rows(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [ROWS[0], *([str(number), "建设平台", "某局"] for number in (1, 2, 3))]
    lines = [columns(row, [84, 184, 334], 108 + 20 * at) for at, row in enumerate(rows)]
    found = grids(reading(*lines, edges={1: tuple((x, 100.0, x, 190.0) for x in XS)}))
    assert [[text for text, _, _ in row] for row in found[0]] == rows


@pytest.mark.parametrize("framed", [False, True])
def test_where_one_wall_alone_is_drawn_gaps_part_the_other_columns(
    columns: Make, reading: Callable[..., Reading], framed: bool
) -> None:
    level = [(80.0, y, 510.0, y) for y in YS]
    walls = [(x, 100.0, x, 190.0) for x in ((80.0, 180.0, 510.0) if framed else (180.0,))]
    lines = fill(columns, ROWS)
    found = grids(reading(*lines, edges={1: (*level, *walls)}))
    assert [len(row) for row in found[0]] == [2 if framed else 3] * 3


FREE = [["指标", "单位", "目标"], ["数字产业规模", "亿元", "500"], ["服务平台", "个", "20"], ["企业数量", "家", "9"]]


def test_columns_below_their_names_are_a_table_without_any_rule(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lines = [columns(row, [84, 284, 434], 108 + 24 * at) for at, row in enumerate(FREE)]
    text = printed("二、完善制度，加强管理，确保各项任务落到实处。", 80, 230)
    assert grids(reading(*lines, text)) == [[[(cell, 1, 1) for cell in row] for row in FREE]]


def test_a_sentence_below_a_table_without_rules_is_none_of_its_rows(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [["改革领域", "具体举措", "责任部门"], ["建设物流园区二期", "某局", "六月"], ["培育企业", "某委", "九月"]]
    lines = [columns(row, [80.0, 330.0, 460.0], 108 + 20 * at) for at, row in enumerate(rows)]
    made = arrange_reading(reading(*lines, printed("请按月报送进展情况。", 80, 168, size=12)))
    assert [len(piece.rows) for piece in made.pieces if isinstance(piece, ReadTable)] == [3]


def test_columns_that_nearly_touch_stay_lines_with_a_doubt(columns: Make, reading: Callable[..., Reading]) -> None:
    lines = [columns(row, [84, 162, 434], 108 + 24 * at) for at, row in enumerate(FREE)]
    made = reading(*lines)
    assert grids(made) == []
    assert arrange_reading(made).doubts == (("table-not-rebuilt", "指标 单位 目标"),)


def test_near_columns_whose_cells_stand_in_the_middle_of_their_rows_are_doubted(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    """No row shows all the columns, for lines of two cells stand at half the height of those of two others."""
    text = printed("一、完善制度，加强管理，确保各项任务落到实处。", 80, 60)
    beside = [columns(["建设平台", "能力大幅提升"], [124, 178], 108 + 18 * at) for at in range(2)]
    made = reading(text, *beside, columns(["1", "数据"], [84, 96], 117))
    assert grids(made) == []
    assert arrange_reading(made).doubts == (("table-not-rebuilt", "建设平台能力大幅提升"),)
    apart = reading(text, beside[0], columns(["1", "数据"], [84, 96], 126), columns(["完善", "制度"], [124, 178], 144))
    assert arrange_reading(apart).doubts == ()
    signed = [printed(name, 84, 108 + 18 * at, size=12) for at, name in enumerate(("某某委员会", "某某管理局"))]
    assert arrange_reading(reading(text, *signed, printed("文件", 184, 117, size=12))).doubts == ()


def test_cells_that_may_be_those_of_two_rows_are_doubted(columns: Make, reading: Callable[..., Reading]) -> None:
    """A line that had room for the next one is no line of the same cell; what stands beside both covers two rows."""
    first = columns(["某局", "目标二十"], [184, 334], 138)
    named = columns(["1", "芯片"], [84, 114], 147)
    last = columns(["2", "软件", "某委员会", "产业规模七十"], [84, 114, 184, 334], 186)
    head = columns(["序号", "方向", "单位", "目标"], [80, 114, 184, 334], 108)
    made = reading(head, first, named, columns(["某委", "项目"], [184, 334], 156), last)
    assert [code for code, _ in arrange_reading(made).doubts] == ["table-cells-uncertain"]
    full = columns(["某委员会", "产业规模六十"], [184, 334], 138)
    made = reading(head, full, named, columns(["某局", "以上"], [184, 334], 156), last)
    assert arrange_reading(made).doubts == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["某省教育厅", "某省财政厅", "某省水利厅"]] * 4,
        [["索引号：", "甲-1", "发文单位："], ["标题：", "某办法", "类别："], ["文号：", "某发1号", "时限："]],
        [
            ["一、总则", "第一条", "1"],
            ["二、措施", "第五条", "2"],
            ["三、附则", "第九条", "6"],
            ["四、附件", "略", "8"],
        ],
    ],
)
def test_signatures_cards_and_contents_are_no_tables(
    columns: Make, reading: Callable[..., Reading], rows: list[list[str]]
) -> None:
    made = reading(*(columns(row, [84, 284, 434], 108 + 24 * at) for at, row in enumerate(rows)))
    assert grids(made) == []
    assert arrange_reading(made).doubts == ()


def test_text_between_two_rules_is_no_table(printed: Make, reading: Callable[..., Reading]) -> None:
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 190.0))
    lines = [printed("为推动发展，制定本规划。", 80, 110 + 28 * at) for at in range(3)]
    assert grids(reading(*lines, edges={1: rules})) == []


def test_a_table_goes_on_over_a_page_break_and_its_head_is_printed_once(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    later = [ROWS[0], ["三", "培育人才", "某厅"], ["四", "扩大开放", "某办"]]
    made = reading(
        *fill(columns, ROWS, ys=lower), *fill(columns, later, page=2), edges={1: draw(XS, lower), 2: draw(XS, YS)}
    )
    assert grids(made) == [[[(text, 1, 1) for text in row] for row in [*ROWS, *later[1:]]]]
    drops = {part.drop for line in arrange_reading(made).lines() for part in line.stretches if part.drop}
    assert drops == {"repeated-head"}


def test_the_label_of_an_annex_above_a_table_ends_the_one_on_the_page_before(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lower, upper = (700.0, 730.0, 760.0, 790.0), (180.0, 210.0, 240.0, 270.0)
    title = printed("主要指标", 184.0, 156.0, size=12, page=2)
    other = [["指标", "单位", "数值"], ["床位", "张", "五千"], ["占比", "成", "六"]]
    made = reading(
        *fill(columns, ROWS, ys=lower),
        printed("附件2", 84.0, 136.0, size=12, page=2),
        title,
        *fill(columns, other, page=2, ys=upper),
        edges={1: draw(XS, lower), 2: draw(XS, upper)},
    )
    assert [len(grid) for grid in grids(made)] == [3, 3]


def test_a_row_that_the_break_cuts_is_put_together(columns: Make, reading: Callable[..., Reading]) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    upper = YS[:3]
    first = columns(["和服务", "某厅"], [184.0, 334.0], 108, page=2)
    second = columns(["三", "培育人才", "某厅"], [84.0, 184.0, 334.0], 138, page=2)
    made = reading(*fill(columns, ROWS, ys=lower), first, second, edges={1: draw(XS, lower), 2: draw(XS, upper)})
    assert [[text for text, _, _ in row] for row in grids(made)[0]][2:] == [
        ["二", "完善制度和服务", "某委某厅"],
        ["三", "培育人才", "某厅"],
    ]


def test_the_frame_of_a_running_head_is_no_row_of_the_table_below_it(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    # As programs that print web pages draw a head with a rule below it: a frame from the paper's edge to the text.
    frame = draw((150.0, 330.0), (0.0, 100.0))
    head = columns(["某市水网规划"], [184.0], 48)
    made = reading(head, *fill(columns, ROWS), edges={1: (*frame, *draw(XS, YS))})
    assert [[text for text, _, _ in row] for row in grids(made)[0]] == ROWS


def test_a_cell_that_begins_within_the_one_above_is_read_below_a_break(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower, finer = (700.0, 730.0, 760.0, 790.0), (80.0, 180.0, 250.0, 330.0, 510.0)
    first = columns(["培育", "某厅和某办"], [184.0, 254.0], 108, page=2)
    second = columns(["四", "推广", "平台", "某厅"], [84.0, 184.0, 254.0, 334.0], 138, page=2)
    edges = tuple(edge for edge in draw(finer, YS[:3]) if edge != (330.0, 100.0, 330.0, 130.0))
    made = reading(*fill(columns, ROWS, ys=lower), first, second, edges={1: draw(XS, lower), 2: edges})
    assert [[text for text, _, _ in row] for row in grids(made)[0]][2:] == [
        ["二", "完善制度培育某厅和某办", "某委"],
        ["四", "推广", "平台", "某厅"],
    ]


def test_a_row_is_cut_where_cells_are_empty_that_all_others_fill_whatever_room_is_left(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    above = [ROWS[0], ["一", "建设平台和公共服务体系", "某局"], ["二", "完善标准", "某委"]]
    rest = columns(["地”出让"], [184.0], 108, page=2)
    last = columns(["三", "培育人才", "某厅"], [84.0, 184.0, 334.0], 138, page=2)
    made = reading(*fill(columns, above, ys=lower), rest, last, edges={1: draw(XS, lower), 2: draw(XS, YS[:3])})
    assert [[text for text, _, _ in row] for row in grids(made)[0]][2:] == [
        ["二", "完善标准地”出让", "某委"],
        ["三", "培育人才", "某厅"],
    ]


def test_a_merged_cell_of_a_row_that_the_break_cuts_covers_the_rows_below(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    upper = tuple(edge for edge in draw(XS, YS[:3]) if edge != (80.0, 130.0, 180.0, 130.0))
    above = [*ROWS[:2], ["二", "完善制度体系和公共服务", "某委"]]
    rest = columns(["标准规范", "某厅"], [184.0, 334.0], 108, page=2)
    last = columns(["推广平台", "某办"], [184.0, 334.0], 138, page=2)
    made = reading(*fill(columns, above, ys=lower), rest, last, edges={1: draw(XS, lower), 2: upper})
    found = grids(made)[0]
    assert found[2][0] == ("二", 2, 1)
    assert [[text for text, _, _ in row] for row in found[3:]] == [["推广平台", "某办"]]


def test_a_merged_cell_goes_on_over_a_page_break(columns: Make, reading: Callable[..., Reading]) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    above = tuple(edge for edge in draw(XS, lower) if edge != (80.0, 760.0, 180.0, 760.0))
    rows = [columns(ROWS[0], [84.0, 184.0, 334.0], 708), columns(["平台", "建设", "某局"], [84.0, 184.0, 334.0], 738)]
    rest = columns(["完善", "某委"], [184.0, 334.0], 768)
    below = columns(["推广", "某厅"], [184.0, 334.0], 108, page=2)
    last = columns(["人才", "培育", "某办"], [84.0, 184.0, 334.0], 138, page=2)
    made = reading(*rows, rest, below, last, edges={1: above, 2: draw(XS, YS[:3])})
    found = grids(made)[0]
    assert found[1][0] == ("平台", 3, 1)
    assert [[text for text, _, _ in row] for row in found[2:]] == [
        ["完善", "某委"],
        ["推广", "某厅"],
        ["人才", "培育", "某办"],
    ]


def test_an_empty_row_at_the_top_of_a_page_ends_the_row_above(columns: Make, reading: Callable[..., Reading]) -> None:
    """A program that prints web pages begins a page with the frame of a row whose words it has printed before."""
    lower = (700.0, 730.0, 760.0, 790.0)
    later = [["", "", ""], ["三", "培育人才", "某厅"], ["四", "扩大开放", "某办"]]
    made = reading(
        *fill(columns, ROWS, ys=lower),
        *fill(columns, later[1:], page=2, ys=YS[1:]),
        edges={1: draw(XS, lower), 2: draw(XS, YS)},
    )
    assert [[text for text, _, _ in row] for row in grids(made)[0]] == [*ROWS, *later[1:]]


def test_a_merged_cell_that_prints_its_name_below_the_break_stands_for_the_rows_above_it(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    above = [ROWS[0], ["经济", "建设平台", "某局"]]
    rest = columns(["完善制度", "某委"], [184.0, 334.0], 768)
    first = columns(["生态", "保护湿地", "某厅"], [84.0, 184.0, 334.0], 108, page=2)
    second = columns(["治理河湖", "某办"], [184.0, 334.0], 138, page=2)
    third = columns(["民生", "扩大就业", "某局"], [84.0, 184.0, 334.0], 168, page=2)
    upper = tuple(edge for edge in draw(XS, YS) if edge != (80.0, 130.0, 180.0, 130.0))
    made = reading(*fill(columns, above, ys=lower), rest, first, second, third, edges={1: draw(XS, lower), 2: upper})
    assert [list(row) for row in grids(made)[0]][2:] == [
        [("生态", 3, 1), ("完善制度", 1, 1), ("某委", 1, 1)],
        [("保护湿地", 1, 1), ("某厅", 1, 1)],
        [("治理河湖", 1, 1), ("某办", 1, 1)],
        [("民生", 1, 1), ("扩大就业", 1, 1), ("某局", 1, 1)],
    ]


@pytest.mark.parametrize(
    ("caption", "again"),
    [("表3 重点任务", "续表3"), ("重点任务分工表", "重点任务分工表"), ("表3 重点任务", "表3（续）")],
)
def test_a_table_goes_on_below_its_caption_printed_again(
    columns: Make, printed: Make, reading: Callable[..., Reading], caption: str, again: str
) -> None:
    lower, upper = (700.0, 730.0, 760.0, 790.0), (130.0, 160.0, 190.0, 220.0)
    later = [ROWS[0], ["三", "培育人才", "某厅"], ["四", "扩大开放", "某办"]]
    made = reading(
        printed(caption, 260, 680, size=12),
        *fill(columns, ROWS, ys=lower),
        printed(again, 260, 108, size=12, page=2),
        *fill(columns, later, page=2, ys=upper),
        edges={1: draw(XS, lower), 2: draw(XS, upper)},
    )
    assert [[text for text, _, _ in row] for row in grids(made)[0]] == [*ROWS, *later[1:]]
    dropped = {line.text for line in arrange_reading(made).lines() if line.stretches and line.stretches[0].drop}
    assert again in dropped


def test_a_table_below_another_caption_is_another_one(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lower, upper = (700.0, 730.0, 760.0, 790.0), (130.0, 160.0, 190.0, 220.0)
    made = reading(
        printed("表3 重点任务", 260, 680, size=12),
        *fill(columns, ROWS, ys=lower),
        printed("表4 其他任务", 260, 108, size=12, page=2),
        *fill(columns, ROWS, page=2, ys=upper),
        edges={1: draw(XS, lower), 2: draw(XS, upper)},
    )
    assert [len(grid) for grid in grids(made)] == [3, 3]


def test_a_line_that_only_begins_as_a_caption_printed_again_is_kept(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lower, upper = (700.0, 730.0, 760.0, 790.0), (130.0, 160.0, 190.0, 220.0)
    made = reading(
        printed("（新建项目）", 260, 680, size=12),
        *fill(columns, ROWS, ys=lower),
        printed("（续建项目）", 260, 108, size=12, page=2),
        *fill(columns, ROWS, page=2, ys=upper),
        edges={1: draw(XS, lower), 2: draw(XS, upper)},
    )
    kept = {line.text for line in arrange_reading(made).lines() if not any(part.drop for part in line.stretches)}
    assert "（续建项目）" in kept


@pytest.mark.parametrize("opening", ["专栏1 数字工程", "为推动数字发展。"])
@pytest.mark.parametrize("text", ["建设平台。", "1.建设平台。"])
def test_what_a_frame_stands_around_is_the_texts(
    printed: Make, reading: Callable[..., Reading], opening: str, text: str
) -> None:
    lines = [printed(opening, 120, 110, size=12), printed(text, 110, 135, size=12)]
    made = arrange_reading(reading(*lines, edges={1: draw((80.0, 510.0), (100.0, 190.0))}))
    assert [(line.text, line.role) for line in made.lines()] == [(opening, "boxed"), (text, "boxed")]
    assert grids(made) == []


def test_gaps_part_no_columns_in_the_frame_of_a_box(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [
        columns(["专栏1", "客运枢纽项目"], [200.0, 260.0], 108),
        columns(["（1）东站枢纽。", "总投资12亿元。"], [84.0, 260.0], 138),
        columns(["（2）国际陆港。", "占地1500亩。"], [84.0, 260.0], 158),
    ]
    made = reading(*rows, edges={1: draw((80.0, 510.0), (100.0, 130.0, 180.0))})
    assert grids(made) == []


def test_gaps_part_no_columns_in_the_rest_of_a_box_overleaf(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [
        columns(["专栏1", "客运枢纽项目"], [200.0, 260.0], 738),
        columns(["（1）东站枢纽。", "总投资12亿元。"], [84.0, 260.0], 762),
        columns(["（2）国际陆港。", "占地1500亩。"], [84.0, 260.0], 108, page=2),
        columns(["（3）航空新城。", "占地2200亩。"], [84.0, 260.0], 132, page=2),
    ]
    frames = {1: draw((80.0, 510.0), (730.0, 790.0)), 2: draw((80.0, 510.0), (100.0, 160.0))}
    assert grids(reading(*rows, edges=frames)) == []


def test_two_columns_in_a_frame_are_read_one_after_the_other(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    title = printed("专栏1 重点项目", 240, 110, size=12)
    pairs = [
        ("01海上风电装备基地年产能达到一百", "03港口机械年产岸桥四十台，并打造"),
        ("五十万千瓦，建成投产。", "国内领先的制造基地。"),
    ]
    pairs += [
        ("02船舶修造改造大型船坞二座，形成", "04绿色船舶建造新型动力船舶共十五"),
        ("修造能力二十万吨。", "艘，双燃料船舶八艘。"),
    ]
    rows = [columns(list(pair), [84.0, 300.0], 130 + 20 * at) for at, pair in enumerate(pairs)]
    made = arrange_reading(reading(title, *rows, edges={1: draw((80.0, 510.0), (100.0, 220.0))}))
    texts = [one[side] + other[side] for side in (0, 1) for one, other in (pairs[:2], pairs[2:])]
    assert [line.text for line in made.lines()] == [title.text, *texts]


def test_a_frame_around_the_page_is_nothing(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = [printed("专栏1 数字工程", 120, 110), printed("建设平台。", 110, 135)]
    made = reading(*lines, edges={1: draw((10.0, 585.0), (10.0, 832.0))})
    assert grids(made) == []


def test_wrapped_cells_between_three_rules_stay_in_their_row(columns: Make, reading: Callable[..., Reading]) -> None:
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 250.0))
    rows = [
        columns(["序号", "任务", "单位"], [84.0, 184.0, 334.0], 108),
        columns(["1", "建设", "某局"], [84.0, 184.0, 334.0], 138),
        columns(["平台", "某委"], [184.0, 334.0], 158),
        columns(["2", "培育"], [84.0, 184.0], 178),
        columns(["人才"], [184.0], 198),
    ]
    found = grids(reading(*rows, edges={1: rules}))
    assert [[text for text, _, _ in row] for row in found[0]] == [
        ["序号", "任务", "单位"],
        ["1", "建设平台", "某局某委"],
        ["2", "培育人才", ""],
    ]


def test_a_row_that_the_break_cuts_in_all_its_cells_is_put_together(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    rows = [ROWS[0], ROWS[1], ["完善制度和服务", "某委员会与某办公室和某", "某市某委员会办公室和某厅"]]
    more = [columns([text], [84.0], top) for text, top in (("类别", 714.0), ("平台", 744.0))]
    rest = columns(["体系", "中心", "某局"], [84.0, 184.0, 334.0], 108, page=2)
    made = reading(*fill(columns, rows, ys=lower), *more, rest, edges={1: draw(XS, lower), 2: draw(XS, YS[:2])})
    assert [[text for text, _, _ in row] for row in grids(made)[0]][2:] == [
        ["完善制度和服务体系", "某委员会与某办公室和某中心", "某市某委员会办公室和某厅某局"]
    ]


def test_rows_that_count_on_are_two_though_a_break_parts_them(columns: Make, reading: Callable[..., Reading]) -> None:
    """The name of their group stands before the numbers, and the lines above the break are full."""
    lower, xs = (700.0, 730.0, 760.0), (80.0, 180.0, 330.0, 510.0)
    above = [columns(["类别", "号", "指标"], [84.0, 184.0, 334.0], 708)]
    above.append(columns(["创新", "1", "全社会研发经费投入年均增长"], [84.0, 184.0, 334.0], 738))
    below = [columns(["2", "万人专利拥有量"], [184.0, 334.0], 108, page=2)]
    below.append(columns(["民生", "3", "居民收入增长"], [84.0, 184.0, 334.0], 138, page=2))
    made = reading(*above, *below, edges={1: draw(xs, lower), 2: draw(xs, YS[:3])})
    assert [[text for text, _, _ in row][-2:] for row in grids(made)[0]] == [
        ["号", "指标"],
        ["1", "全社会研发经费投入年均增长"],
        ["2", "万人专利拥有量"],
        ["3", "居民收入增长"],
    ]


def test_a_line_that_had_room_for_the_next_one_ends_its_row(columns: Make, reading: Callable[..., Reading]) -> None:
    lower = (700.0, 730.0, 760.0, 790.0)
    rows = [ROWS[0], ["一", "建设平台", "某局和某委员会"], ["完善制度和服务", "某委员会与某办公室和某", "某市"]]
    rest = [["", "某省某局", "某县"]]
    below = columns(rest[0][1:], [184.0, 334.0], 108, page=2)
    made = reading(*fill(columns, rows, ys=lower), below, edges={1: draw(XS, lower), 2: draw(XS, YS[:2])})
    assert [[text for text, _, _ in row] for row in grids(made)[0]][2:] == [rows[2], rest[0][1:]]


def test_a_heading_on_a_band_below_a_table_is_none_of_its_rows(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 124.0, 196.0, 200.0, 224.0))
    rows = [columns(row, [84.0, 184.0, 334.0], 106 + 24 * at) for at, row in enumerate([*ROWS, ["三", "推广", "某厅"]])]
    heading = printed("三、政策支持", 84, 206, size=12)
    found = grids(reading(*rows, heading, edges={1: rules}))
    assert [len(grid) for grid in found] == [4]


TOP = (100.0, 130.0, 160.0)


def test_the_head_alone_at_the_foot_of_a_page_is_no_row_that_goes_on(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    """Its names fill more than half of their columns, and a first word would have fitted behind each."""
    head = columns(["责任单位", "工作任务名称", "完成时限"], [84.0, 184.0, 334.0], 708)
    body = [
        columns([name, "建设平台", "年底"], [84.0, 184.0, 334.0], y + 8, page=2)
        for name, y in zip("甲乙", TOP, strict=False)
    ]
    edges = {1: draw(XS, (700.0, 730.0)), 2: draw(XS, TOP)}
    (found,) = grids(reading(head, *body, edges=edges))
    assert [[text for text, *_ in row] for row in found] == [
        ["责任单位", "工作任务名称", "完成时限"],
        ["甲", "建设平台", "年底"],
        ["乙", "建设平台", "年底"],
    ]


def test_a_group_goes_on_below_the_break_behind_a_full_sentence(columns: Make, reading: Callable[..., Reading]) -> None:
    """Empty cells on both sides of a filled one, in columns whose cells cover several rows."""
    merged = [edge for edge in draw(XS, (640.0, 670.0, 700.0, 730.0)) if edge[1] != 700.0 or edge[3] != 700.0]
    merged.append((180.0, 700.0, 330.0, 700.0))
    lines = [
        columns(["类别", "任务", "单位"], [84.0, 184.0, 334.0], 648),
        columns(["产业", "建设园区。", "甲局"], [84.0, 184.0, 334.0], 678),
        columns(["培育企业。"], [184.0], 708),
        columns(["民生", "扩大供给。", "乙局"], [84.0, 184.0, 334.0], 738),
        columns(["完善政策。"], [184.0], 108, page=2),
        columns(["生态", "治理河湖。", "丙局"], [84.0, 184.0, 334.0], 138, page=2),
    ]
    edges = {1: (*merged, *draw(XS, (730.0, 760.0))), 2: draw(XS, TOP)}
    (found,) = grids(reading(*lines, edges=edges))
    assert found[3:] == [
        [("民生", 2, 1), ("扩大供给。", 1, 1), ("乙局", 2, 1)],
        [("完善政策。", 1, 1)],
        [("生态", 1, 1), ("治理河湖。", 1, 1), ("丙局", 1, 1)],
    ]


def test_the_rest_of_a_name_alone_below_the_break_is_no_row(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [["单位", "项目", "备注"], ["甲局", "水厂", ""], ["乙局和丙局及", "路网", "新建"]]
    rest = columns(["丁局"], [84.0], 108, page=2)
    below = columns(["戊局", "桥梁", ""], [84.0, 184.0, 334.0], 138, page=2)
    xs = (80.0, 164.0, 330.0, 510.0)
    edges = {1: draw(xs, (640.0, 670.0, 700.0, 730.0)), 2: draw(xs, TOP)}
    lines = [columns(row, [84.0, 184.0, 334.0], y) for row, y in zip(rows, (648.0, 678.0, 708.0), strict=True)]
    (found,) = grids(reading(*lines, rest, below, edges=edges))
    assert [row[0][0] for row in found] == ["单位", "甲局", "乙局和丙局及丁局", "戊局"]


def test_a_caption_between_two_tables_is_no_row_of_either(columns: Make, reading: Callable[..., Reading]) -> None:
    lines = fill(columns, ROWS)
    caption = columns(["表2", "重点项目"], [200.0, 240.0], 210)
    below = [columns(row, [84.0, 184.0, 334.0], y + 8) for row, y in zip(ROWS, (240.0, 270.0, 300.0), strict=True)]
    edges = (*draw(XS, YS), *draw(XS, (240.0, 270.0, 300.0, 330.0)))
    assert arrange_reading(reading(*lines, caption, *below, edges={1: edges})).doubts == ()


def test_lines_of_the_only_row_below_a_drawn_head_are_cells_of_one_row(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    """All of the table is drawn: gaps part paragraphs in its cells."""
    lines = [
        columns(["领域", "任务", "单位"], [84.0, 184.0, 334.0], 108),
        columns(["养老", "一是建设机构。", "甲局"], [84.0, 184.0, 334.0], 138),
        columns(["二是培训人员。", "乙局"], [184.0, 334.0], 154),
        columns(["三是健全制度。"], [184.0], 170),
    ]
    (found,) = grids(reading(*lines, edges={1: draw(XS, (100.0, 130.0, 190.0))}))
    assert [[text for text, *_ in row] for row in found][1] == [
        "养老",
        "一是建设机构。二是培训人员。三是健全制度。",
        "甲局乙局",
    ]


def test_a_sentence_that_ended_with_room_behind_it_ends_its_row_in_a_table_of_groups(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    """Names as wide as the column on both sides of the break could be one."""
    merged = [edge for edge in draw(XS, (100.0, 130.0, 160.0)) if edge not in draw(XS[:2], (130.0, 130.0))]
    lines = [
        columns(["类别", "任务", "单位"], [84.0, 184.0, 334.0], 678),
        columns(["完善激励机制和", "建设园区。", "甲局"], [84.0, 184.0, 334.0], 708),
        columns(["开展普查和评估", "扩大供给。", "乙局"], [84.0, 184.0, 334.0], 108, page=2),
        columns(["完善政策。", "丙局"], [184.0, 334.0], 138, page=2),
    ]
    edges = {1: draw(XS, (670.0, 700.0, 730.0)), 2: tuple(merged)}
    (found,) = grids(reading(*lines, edges=edges))
    assert [(row[0][0], row[0][1]) for row in found] == [
        ("类别", 1),
        ("完善激励机制和", 1),
        ("开展普查和评估", 2),
        ("完善政策。", 1),
    ]
