"""Tables without a grid: filled rows, a filled head alone, rows that white alone parts, and what goes on overleaf."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from build_tools.layout.across_pages import join_tables
from build_tools.layout.arrange import arrange_reading
from build_tools.layout.parts import PartCell, PartTable
from build_tools.layout.pieces import Piece, Row, cut_at_wall
from build_tools.layout.row_search import part_rows
from build_tools.model.reading import Box, Reading, ReadLine, ReadTable

Make = Callable[..., ReadLine]
XS = (80.0, 180.0, 330.0, 510.0)
LEFTS = [84.0, 184.0, 334.0]
ROWS = [
    ["序号", "任务", "单位"],
    ["1", "建设平台", "某局"],
    ["2", "完善制度", "某委"],
    ["3", "培育人才", "某厅"],
    ["4", "扩大开放", "某办"],
]


def cells(reading: Reading) -> list[list[list[str]]]:
    return [
        [["".join(line.text for line in cell.lines) for cell in row] for row in piece.rows]
        for piece in arrange_reading(reading).pieces
        if isinstance(piece, ReadTable)
    ]


def filled(top: float, bottom: float, xs: tuple[float, ...] = XS) -> tuple[Box, ...]:
    """The sides of the filled cells of a row."""
    level = [(xs[0], y, xs[-1], y) for y in (top, bottom)]
    return (*level, *((x, top, x, bottom) for x in xs))


def stack(columns: Make, rows: list[list[str]], top: float = 108, step: float = 30, *, page: int = 1) -> list[ReadLine]:
    return [columns(row, LEFTS, top + step * at, page=page) for at, row in enumerate(rows)]


def test_every_other_row_is_filled(columns: Make, printed: Make, reading: Callable[..., Reading]) -> None:
    edges = (*filled(130, 160), *filled(190, 220))
    text = printed("二、完善制度，加强管理，确保各项任务落到实处。", 80, 275)
    assert cells(reading(*stack(columns, ROWS), text, edges={1: edges})) == [ROWS]


def test_a_caption_between_two_tables_is_a_row_of_neither(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    first, second = stack(columns, ROWS[:3]), stack(columns, ROWS[:3], 248)
    caption = printed("表2　重点工程", 240, 215, size=12)
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 195.0, 240.0, 270.0, 335.0))
    assert cells(reading(*first, caption, *second, edges={1: rules})) == [ROWS[:3], ROWS[:3]]


def test_rows_with_columns_between_two_tables_are_doubted(columns: Make, reading: Callable[..., Reading]) -> None:
    """Some rows of a table are filled, and words of the others reach over the walls of those."""
    rows = [
        columns(["产业", "大力发展现代服务业培育领军企业", "某局"], [84.0, 140.0, 440.0], top) for top in (138, 168)
    ]
    lines = [*stack(columns, ROWS[:1]), *rows, *stack(columns, ROWS[1:2], 198)]
    made = arrange_reading(reading(*lines, edges={1: (*filled(100, 130), *filled(190, 220, XS[1:]))}))
    assert ("table-not-rebuilt", rows[0].text) in made.doubts


def test_whole_rows_are_filled_without_walls(columns: Make, reading: Callable[..., Reading]) -> None:
    edges = (*filled(100, 130, (80.0, 510.0)), *filled(160, 190, (80.0, 510.0)), *filled(220, 250, (80.0, 510.0)))
    assert cells(reading(*stack(columns, ROWS), edges={1: edges})) == [ROWS]


def test_a_line_with_a_gap_between_two_rules_is_no_table(columns: Make, reading: Callable[..., Reading]) -> None:
    row = columns(["某市人民政府办公室", "2025年9月19"], [84.0, 334.0], 108)
    edges = tuple((80.0, y, 510.0, y) for y in (100.0, 150.0))
    assert cells(reading(row, columns(["日印发"], [84.0], 130), edges={1: edges})) == []


def test_a_head_without_rules_above_a_grid_is_the_tables(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    grid = tuple(edge for at in range(4) for edge in filled(130 + 30 * at, 160 + 30 * at))
    assert cells(reading(*stack(columns, ROWS), edges={1: grid})) == [ROWS]
    caption = printed("表1 任务表", 84, 108)
    assert cells(reading(caption, *stack(columns, ROWS[1:], 138), edges={1: grid})) == [ROWS[1:]]
    form = stack(columns, [[f"{name}：甲" for name in ROWS[0]]])
    assert cells(reading(*form, *stack(columns, ROWS[1:], 138), edges={1: grid})) == [ROWS[1:]]


def test_the_head_alone_is_filled(columns: Make, printed: Make, reading: Callable[..., Reading]) -> None:
    text = printed("完善制度。", 112, 275, size=12)
    assert cells(reading(*stack(columns, ROWS), text, edges={1: filled(100, 130)})) == [ROWS]


def test_a_heading_below_the_last_row_is_none_of_its_cells(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    """The stop of its label stands where a column ends."""
    text = printed("二、保障措施", 157, 255, size=12)
    assert cells(reading(*stack(columns, ROWS), text, edges={1: filled(100, 130)})) == [ROWS]


def test_caption_and_heading_of_a_chapter_stay_without_though_their_labels_stand_apart(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    """The frame of a box below is as wide as the rules of the table."""
    above = columns(["表2-1", "主要指标"], [220.0, 280.0], 78)
    heads = [columns([f"第{n}", "重点任务"], [220.0, 280.0], top) for n, top in (("三章", 265), ("一节", 295))]
    text = printed("完善制度，加强管理，确保各项任务落到实处，取得实效。", 80, 325)
    level = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 250.0, 400.0))
    assert cells(reading(above, *stack(columns, ROWS), *heads, text, edges={1: level})) == [ROWS]


def test_a_table_whose_words_run_over_columns_is_doubted(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = stack(columns, ROWS * 2)
    rows[2] = columns(["1", "建设平台建设平台建设平台建设平台"], [84.0, 184.0], 168)
    rows[4] = columns(["1", "建设平台建设平台建设平台建设平台"], [84.0, 184.0], 228)
    made = reading(*rows, edges={1: tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 400.0))})
    assert arrange_reading(made).doubts == ()
    rows[6] = columns(["1", "建设平台建设平台建设平台建设平台"], [84.0, 184.0], 288)
    made = reading(*rows, edges={1: tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 400.0))})
    assert [code for code, _ in arrange_reading(made).doubts] == ["table-cells-uncertain"]


def test_rows_go_on_overleaf_without_a_rule(columns: Make, printed: Make, reading: Callable[..., Reading]) -> None:
    above = stack(columns, ROWS[:3], 708)
    below = stack(columns, ROWS[3:], 80, page=2)
    text = printed("二、完善制度，加强管理，确保各项任务落到实处。", 80, 160, page=2)
    assert cells(reading(*above, *below, text, edges={1: filled(700, 730)})) == [ROWS]


@pytest.mark.parametrize(("top", "tables"), [(600.0, 1), (100.0, 2)])
def test_a_table_goes_on_in_the_next_column(top: float, tables: int) -> None:
    """Tables side by side, which begin at one height, stay two."""

    def part(text: str, lines: tuple[float, ...], top: float) -> PartTable:
        row = tuple(
            PartCell((Row((piece(text, left, top),)),), (left, top, right, top + 30)) for left, right in pairwise(lines)
        )
        return PartTable((row,), lines, 1, top, 1)

    left, right = (60.0, 110.0, 190.0, 270.0), (320.0, 370.0, 450.0, 530.0)
    assert len(join_tables([part("甲", left, top), part("乙", right, 100.0)])) == tables


def test_a_stop_that_hangs_over_the_next_cell_ends_its_own(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = [row[:] for row in ROWS]
    rows[2][1] = "加快完善各项工作制度，"
    lines = stack(columns, rows[:2]) + stack(columns, rows[3:], 198)
    glued = columns(["2", "加快完善各项工作制度，某委"], [84.0, 204.0], 168)
    edges = (*filled(130, 160), *filled(190, 220))
    assert cells(reading(*lines, glued, edges={1: edges})) == [rows]


def test_a_piece_is_cut_at_a_stop_alone() -> None:
    piece = Piece(0, 3, 11, "完善制度，某委", 1, 100.0, 10.0, 184.0, 22.0, 12.0)
    first, second = cut_at_wall(piece, 161.0)
    assert (first.text, first.end, second.text, second.start) == ("完善制度，", 8, "某委", 8)
    assert cut_at_wall(piece, 130.0) == (piece,)


def piece(text: str, left: float, top: float) -> Piece:
    return Piece(0, 0, len(text), text, 1, left, top, left + 12 * len(text), top + 12, 12.0)


def test_lines_with_room_end_their_rows_where_rows_stand_as_near_as_lines() -> None:
    """No blank tells rows from lines, as in Word's tables without margins above and below."""
    lines = [
        ("数据", "建设统一的数字平台并推", 0),
        ("", "广应用", 15),
        ("算力", "建设中心", 30),
        ("网络", "提升全市各类网络的承载", 45),
        ("", "能力", 60),
    ]
    pieces = [
        piece(text, left, top) for first, second, top in lines for text, left in ((first, 84), (second, 184)) if text
    ]
    assert part_rows(pieces, (80.0, 180.0, 330.0)) == [28.5, 43.5]


def test_numbers_in_the_middle_of_their_rows_part_them() -> None:
    pieces = [piece("1", 84, 7.5), piece("建设统一的数字平台并推", 184, 0), piece("广应用", 184, 15)]
    pieces += [
        piece("2", 84, 30),
        piece("建设中心", 184, 30),
        piece("3", 84, 52.5),
        piece("提升全市各类网络的承载", 184, 45),
    ]
    pieces += [piece("能力", 184, 60)]
    assert part_rows(pieces, (80.0, 180.0, 330.0)) == [28.5, 43.5]


@pytest.mark.parametrize("name", ["一、产业项目", "产业类"])
def test_names_of_groups_and_what_tells_of_the_table_part_no_columns(
    columns: Make, reading: Callable[..., Reading], name: str
) -> None:
    lefts = [80.0, 120.0, 330.0, 420.0]
    works = [[str(at), "建设产业园区二期", "新建", f"{at}00"] for at in range(1, 7)]
    rows = [["序号", "项目", "性质", "投资"], [name], *works[:3], [name], *works[3:]]
    above = columns(["填报单位：某局", "单位：万元"], [80.0, 440.0], 88)
    lines = [columns(row, lefts[: len(row)], 108 + 20 * at) for at, row in enumerate(rows)]
    rules = tuple((80.0, y, 510.0, y) for y in (104.0, 125.0, 285.0))
    (found,) = cells(reading(above, *lines, edges={1: rules}))
    assert [[*filter(None, row)] for row in found] == rows


def test_a_rule_below_a_name_over_some_columns_parts_the_head(columns: Make, reading: Callable[..., Reading]) -> None:
    lines = [columns(["规划值"], [345.0], 104), columns(["类别", "指标", "属性"], [84.0, 184.0, 454.0], 112)]
    lines += [columns(["2030年", "2035年"], [310.0, 385.0], 124)]
    rows = [["规模", "铁路里程", "520", "680", "预期"], ["水平", "通达比率", "90", "98", "约束"]]
    lines += [columns(row, [84.0, 184.0, 310.0, 385.0, 454.0], 148 + 30 * at) for at, row in enumerate(rows)]
    rules = (*((80.0, y, 510.0, y) for y in (100.0, 140.0, 170.0, 200.0)), (300.0, 120.0, 440.0, 120.0))
    head = ["类别", "指标", "规划值", "属性"]
    assert cells(reading(*lines, edges={1: rules})) == [[head, ["2030年", "2035年"], *rows]]


def test_columns_are_no_paragraphs(columns: Make, printed: Make, reading: Callable[..., Reading]) -> None:
    """A short paragraph right below the last row stands in line with no column."""
    text = printed("注：以上任务由某局协调。", 104, 258, size=12)
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 130.0, 250.0))
    assert cells(reading(*stack(columns, ROWS), text, edges={1: rules})) == [ROWS]


def test_a_rule_through_the_uppermost_row_leaves_it_in_the_table(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    rows = [columns(["任务", "单位"], [80.0, 330.0], top) for top in (120, 126)]
    found = reading(*rows, edges={1: tuple((70.0, at, 520.0, at) for at in (100.0, 125.0, 150.0))})
    lines = arrange_reading(found).lines()
    assert sorted("".join(line.text for line in lines)) == sorted("任务单位" * 2)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ([("领", 84.0, 104.0), ("任务", 220.0, 112.0), ("域", 84.0, 120.0)], ["领域", "任务"]),
        ([("任务", 120.0, 112.0), ("单", 400.0, 104.0), ("位", 400.0, 120.0)], ["任务", "单位"]),
        ([("重点", 84.0, 104.0), ("牵头单位", 220.0, 112.0), ("任务", 84.0, 120.0)], ["重点任务", "牵头单位"]),
    ],
)
def test_a_name_on_two_lines_beside_one_in_the_middle_heads_a_table(
    printed: Make,
    columns: Make,
    reading: Callable[..., Reading],
    head: list[tuple[str, float, float]],
    names: list[str],
) -> None:
    is_left = head[0][1] < 100
    lefts = [84.0, 200.0] if is_left else [100.0, 400.0]
    rows = [["改革", "推进制度建设与完善"], ["民生", "扩大学位供给与服务"], ["开放", "培育外贸主体与平台"]]
    rows = rows if is_left else [[text, name] for name, text in rows]
    lines = [printed(text, left, top, size=12) for text, left, top in sorted(head, key=lambda one: one[2])]
    lines += [columns(row, lefts, 150 + 30 * at) for at, row in enumerate(rows)]
    rules = tuple((80.0, y, 510.0, y) for y in (100.0, 140.0, 240.0))
    assert cells(reading(*lines, edges={1: rules})) == [[names, *rows]]
