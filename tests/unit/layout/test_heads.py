"""Heads and names of tables that no grid parts: over several columns, broken into lines, printed again, over rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_tools.layout.arrange import arrange_reading
from build_tools.layout.groups import find_names, fit_groups, fit_tops
from build_tools.layout.pieces import cut_pieces, gather_rows
from build_tools.layout.streams import find_inked
from build_tools.model.reading import Reading, ReadLine, ReadTable
from build_tools.model.table import TableCell

Make = Callable[..., ReadLine]
Spans = list[list[tuple[str, int, int]]]
LEFTS = [84.0, 144.0, 300.0, 380.0, 460.0]
BODY = [
    ["1", "数字产业规模", "亿元", "50", "80"],
    ["2", "服务平台数量", "个", "20", "30"],
    ["3", "培育企业数量", "家", "9", "12"],
]


def grids(reading: Reading) -> list[Spans]:
    return [
        [[(_read(cell), cell.rowspan, cell.colspan) for cell in row] for row in piece.rows]
        for piece in arrange_reading(reading).pieces
        if isinstance(piece, ReadTable)
    ]


def _read(cell: TableCell[ReadLine]) -> str:
    return "".join(line.text for line in cell.lines if not any(part.drop for part in line.stretches))


def plain(rows: list[list[str]]) -> Spans:
    return [[(text, 1, 1) for text in row] for row in rows]


def body(columns: Make, top: float, page: int = 1) -> list[ReadLine]:
    return [columns(row, LEFTS, top + 24 * at, page=page) for at, row in enumerate(BODY)]


def test_a_name_in_the_middle_of_the_columns_it_stands_over(columns: Make, reading: Callable[..., Reading]) -> None:
    head = [
        columns(["目标值"], [411.0], 100),
        columns(["序号", "指标名称", "单位"], LEFTS[:3], 110),
        columns(["现状", "规划"], LEFTS[3:], 120),
    ]
    assert grids(reading(*head, *body(columns, 144)))[0] == [
        [("序号", 2, 1), ("指标名称", 2, 1), ("单位", 2, 1), ("目标值", 1, 2)],
        [("现状", 1, 1), ("规划", 1, 1)],
        *plain(BODY),
    ]


def test_a_name_at_the_left_of_the_columns_it_stands_over(columns: Make, reading: Callable[..., Reading]) -> None:
    head = [
        columns(["目标值"], [380.0], 100),
        columns(["序号", "指标名称", "单位"], LEFTS[:3], 110),
        columns(["现状", "规划"], LEFTS[3:], 120),
    ]
    assert grids(reading(*head, *body(columns, 144)))[0][:2] == [
        [("序号", 2, 1), ("指标名称", 2, 1), ("单位", 2, 1), ("目标值", 1, 2)],
        [("现状", 1, 1), ("规划", 1, 1)],
    ]


def test_names_in_the_middle_above_narrow_words_stand_over_them(columns: Make, reading: Callable[..., Reading]) -> None:
    lefts = [84.0, 160.0, 280.0, 344.0, 410.0, 474.0]
    rows = [["优良天数", "85", "天", "88", "天"], ["细颗粒物", "36", "微克", "30", "微克"]] * 2
    head = [
        columns(["2020年", "2025年"], [304.0, 434.0], 100),
        columns(["类别", "指标"], lefts[:2], 108),
        columns(["数值", "单位", "数值", "单位"], lefts[2:], 116),
    ]
    text = [columns(row, lefts[1:], 144 + 20 * at) for at, row in enumerate(rows)]
    groups = [columns([name], [90.0], 154 + 40 * at) for at, name in enumerate(["甲区", "乙区"])]
    rules = tuple((80.0, y, 520.0, y) for y in (96.0, 136.0, 224.0))
    lines = sorted([*head, *text, *groups], key=lambda line: line.box[1] if line.box else 0)
    assert grids(reading(*lines, edges={1: rules}))[0] == [
        [("类别", 2, 1), ("指标", 2, 1), ("2020年", 1, 2), ("2025年", 1, 2)],
        [("数值", 1, 1), ("单位", 1, 1), ("数值", 1, 1), ("单位", 1, 1)],
        [("甲区", 2, 1), *plain(rows[:1])[0]],
        plain(rows)[1],
        [("乙区", 2, 1), *plain(rows[:1])[0]],
        plain(rows)[1],
    ]


def test_a_line_alone_above_the_names_of_columns_that_is_in_the_middle_of_none_is_no_head(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [
        ["品种", "单位", "现状", "规划"],
        ["稻谷", "吨", "45", "46"],
        ["小麦", "吨", "30", "31"],
        ["玉米", "吨", "12", "13"],
    ]
    text = [columns(row, [84.0, 200.0, 300.0, 380.0], 130 + 20 * at) for at, row in enumerate(rows)]
    made = grids(reading(printed("主要作物播种面积", 250, 112, size=12), *text))
    assert made == [plain(rows)]


def test_names_that_are_broken_into_lines_are_whole(columns: Make, reading: Callable[..., Reading]) -> None:
    head = [
        columns(["2025", "2030"], LEFTS[3:], 100),
        columns(["序号", "指标名称", "单位"], LEFTS[:3], 107),
        columns(["年", "年"], LEFTS[3:], 114),
    ]
    names = ["序号", "指标名称", "单位", "2025年", "2030年"]
    assert grids(reading(*head, *body(columns, 138))) == [plain([names, *BODY])]


def test_a_heading_below_a_table_is_no_cell_of_it(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [["指标名称", "单位", "现状"], ["数字产业", "亿元", "50"], ["服务平台", "个", "20"], ["企业", "家", "9"]]
    lines = [columns(row, [84.0, 300.0, 400.0], 120 + 24 * at) for at, row in enumerate(rows)]
    heading = columns(["（一）", "总体要求"], [84.0, 140.0], 222)
    assert grids(reading(*lines, heading)) == [plain(rows)]


def test_a_name_in_the_middle_of_its_rows_stands_for_them() -> None:
    rows = [100.0, 140.0, 180.0, 220.0]
    assert fit_groups([(135.0, 145.0), (195.0, 205.0)], rows, 10.0) == [(0, 2), (2, 3)]
    assert fit_groups([(195.0, 205.0)], rows, 10.0) == [(2, 3)], "the first rows belong to a name on the page before"
    assert fit_groups([(102.0, 112.0), (195.0, 205.0)], rows, 10.0) == []
    more = [*rows, 260.0]
    again = [(115.0, 125.0), (195.0, 205.0), (235.0, 245.0)]
    assert fit_groups(again, more, 10.0) == [(0, 1), (2, 3), (3, 4)], "so do those below the head that is printed again"


def test_lines_in_the_middle_of_rows_of_their_own_are_names_of_their_own(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lines = [columns([text], [84.0], top) for text, top in (("平台", 102.0), ("人才", 116.0))]
    made = reading(*lines)
    pieces = cut_pieces(list(made.lines()))
    assert find_names(pieces) == [(102.0, 128.0)]
    assert find_names(pieces, [101.0, 115.0, 129.0]) == [(102.0, 114.0), (116.0, 128.0)]


def test_a_rule_over_some_columns_leaves_the_cells_of_the_others_whole(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 384.0]
    lines = [
        columns(["类别", "任务", "单位"], lefts, 108),
        columns(["建设平台", "某局"], lefts[1:], 138),
        columns(["数字"], lefts[:1], 153),
        columns(["完善制度", "某委"], lefts[1:], 168),
        columns(["人才", "引进培育", "某厅"], lefts, 198),
    ]
    whole = [(80.0, y, 510.0, y) for y in (130.0, 190.0, 220.0)]
    assert grids(reading(*lines, edges={1: (*whole, (180.0, 160.0, 510.0, 160.0))})) == [
        [
            [("类别", 1, 1), ("任务", 1, 1), ("单位", 1, 1)],
            [("数字", 2, 1), ("建设平台", 1, 1), ("某局", 1, 1)],
            [("完善制度", 1, 1), ("某委", 1, 1)],
            [("人才", 1, 1), ("引进培育", 1, 1), ("某厅", 1, 1)],
        ]
    ]


def test_a_short_name_in_the_middle_of_a_column_of_shorter_figures_is_theirs(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 200.0, 320.0, 420.0]
    body = [
        ["甲镇卫生院", "一级", "20", "甲街一号"],
        ["乙镇卫生院", "二级", "35", "乙街二号"],
        ["丙镇卫生院", "一级", "40", "丙街二十三号"],
    ]
    head = columns(["机构", "级别", "床位", "地址"], [100.0, 210.0, 350.0, 475.0], 106)
    text = [columns(row, lefts, 132 + 20 * at) for at, row in enumerate(body)]
    for last in (196.0, 126.0):  # the rule at the end stands overleaf
        rules = tuple((80.0, y, 510.0, y) for y in (100.0, 126.0, last))
        assert grids(reading(head, *text, edges={1: rules})) == [plain([["机构", "级别", "床位", "地址"], *body])]


def test_names_of_groups_beside_filled_rows_stand_for_the_rows_around_them(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 334.0]
    body = [["建设平台", "某局"], ["完善制度", "某委"], ["培育人才", "某厅"], ["扩大开放", "某办"]] * 2
    text = [columns(row, lefts[1:], 132 + 24 * at) for at, row in enumerate(body)]
    names = [columns(["甲区"], [84.0], 168), columns(["乙区"], [84.0], 264)]
    head = columns(["领域", "任务", "单位"], lefts, 106)
    filled = [(180.0, 126.0 + 24 * at, 510.0, 126.0 + 24 * at) for at in range(1, 9)]
    edges = ((80.0, 100.0, 510.0, 100.0), (80.0, 126.0, 510.0, 126.0), *filled, (80.0, 318.0, 510.0, 318.0))
    lines = sorted([head, *text, *names], key=lambda line: line.box[1] if line.box else 0)
    group = [[("甲区", 4, 1), *plain(body[:1])[0]], *plain(body[1:4])]
    assert grids(reading(*lines, edges={1: edges})) == [
        [*plain([["领域", "任务", "单位"]]), *group, [("乙区", 4, 1), *group[0][1:]], *group[1:]]
    ]


def test_rows_without_a_name_below_one_are_doubted(columns: Make, reading: Callable[..., Reading]) -> None:
    lefts = [84.0, 184.0, 384.0]
    lines = [
        columns(["类别", "任务", "单位"], lefts, 108),
        columns(["数字", "建设平台", "某局"], lefts, 138),
        columns(["完善制度", "某委"], lefts[1:], 168),
        columns(["人才", "引进培育", "某厅"], lefts, 198),
    ]
    assert arrange_reading(reading(*lines)).doubts == (("table-cells-uncertain", "类别任务单位"),)


def test_the_rule_of_a_frame_above_a_table_brings_no_text_into_it(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 384.0]
    rows = [["序号", "任务", "单位"], ["1", "建设平台", "某局"], ["2", "完善制度", "某委"]]
    lines = [columns(row, lefts, 148 + 30 * at) for at, row in enumerate(rows)]
    caption = printed("表1 任务分工表", 240, 120, size=14)
    level = tuple((80.0, y, 510.0, y) for y in (100.0, 170.0, 200.0, 230.0))
    assert grids(reading(caption, *lines, edges={1: level})) == [plain(rows)]


def test_the_end_of_a_page_begins_a_table_whose_head_is_printed_again(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 384.0]
    head = ["序号", "任务", "单位"]
    first = [columns(head, lefts, 740), columns(["1", "建设平台", "某局"], lefts, 770)]
    rest = [["2", "完善制度", "某委"], ["3", "培育人才", "某厅"], ["4", "扩大开放", "某办"]]
    later = [columns(row, lefts, 108 + 30 * at, page=2) for at, row in enumerate([head, *rest])]
    text = printed("为推动发展，制定本规划，请各单位认真组织实施。", 80, 600)
    assert grids(reading(text, *first, *later)) == [plain([head, ["1", "建设平台", "某局"], *rest])]


def test_a_head_of_several_lines_that_is_printed_again_begins_a_table_on_the_page_before(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 384.0]
    head = ["序号", "任务", "完成时"]
    first = [columns(head, lefts, 726), columns(["限"], [384.0], 740), columns(["1", "建设平台", "明年"], lefts, 770)]
    rest = [["2", "完善制度", "今年"], ["3", "培育人才", "后年"], ["4", "扩大开放", "明年"]]
    later = [
        columns(head, lefts, 108, page=2),
        columns(["限"], [384.0], 122, page=2),
        *(columns(row, lefts, 152 + 30 * at, page=2) for at, row in enumerate(rest)),
    ]
    edges = {2: tuple((80.0, y, 510.0, y) for y in (100.0, 146.0, 230.0))}
    text = printed("为推动发展，制定本规划，请各单位认真组织实施。", 80, 600)
    found = grids(reading(text, *first, *later, edges=edges))
    assert found == [plain([["序号", "任务", "完成时限"], ["1", "建设平台", "明年"], *rest])]


def test_larger_letters_at_the_top_of_a_page_are_no_row(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    lefts = [84.0, 184.0, 384.0]
    rows = [["序号", "任务", "单位"], ["1", "建设平台", "某局"], ["2", "完善制度", "某委"], ["3", "培育人才", "某厅"]]
    lines = [columns(row, lefts, 680 + 30 * at) for at, row in enumerate(rows)]
    assert grids(reading(*lines, printed("附件", 80, 108, size=16, page=2))) == [plain(rows)]


def test_a_heading_is_no_name_over_columns(columns: Make, printed: Make) -> None:
    rows = [["1", "建设平台", "某局"], ["2", "完善制度", "某委"], ["3", "培育人才", "某厅"]]
    lines = [columns(row, [84.0, 184.0, 384.0], 130 + 30 * at) for at, row in enumerate(rows)]
    for text, count in (("建设完善各项制度任务", 3), ("一、建设完善制度任务", 2)):
        above = [printed(text, 84, top, size=12) for top in (80, 100)]
        assert len(find_inked(gather_rows(cut_pieces([*above, *lines])))) == count, text


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([(100.0, 110.0), (140.0, 150.0)], [(0, 2), (2, 4)]),  # both stand beside the first line of their rows
        ([(110.0, 120.0), (150.0, 160.0)], [(0, 3), (3, 4)]),  # none does: what is given stays
        ([(100.0, 110.0), (160.0, 170.0)], []),  # one alone has rows below it: their cells may be empty
    ],
)
def test_names_at_the_top_of_their_rows(names: list[tuple[float, float]], found: list[tuple[int, int]]) -> None:
    lines = [(100.0 + 20 * at, 110.0 + 20 * at) for at in range(4)]
    assert fit_tops(names, lines, [(0, 3), (3, 4)]) == found
