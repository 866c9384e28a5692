"""Tables of Word files: spans in both directions, heads, tables in cells, rows that are deleted."""

from __future__ import annotations

import pytest
from word_files import cell, p, print_lines, print_table, r, read, row, table

from build_tools.model.reading import ReadTable

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def cells(*rows: str) -> list[list[tuple[str, int, int]]]:
    (piece,) = read(table(*rows)).pieces
    return print_table(piece)


def test_cells_have_their_paragraphs() -> None:
    assert cells(row("甲", cell("乙", "丙")), row("丁", "戊")) == [
        [("甲", 1, 1), ("乙/丙", 1, 1)],
        [("丁", 1, 1), ("戊", 1, 1)],
    ]


def test_a_cell_may_cover_columns() -> None:
    assert cells(row(cell("甲", about=WIDE), "乙"), row("一", "二", "三")) == [
        [("甲", 1, 2), ("乙", 1, 1)],
        [("一", 1, 1), ("二", 1, 1), ("三", 1, 1)],
    ]


def test_a_cell_may_cover_rows() -> None:
    rows = [row(cell("甲", about=DOWN), "乙"), row(cell("", about=GOES_ON), "丙"), row(cell("", about=GOES_ON), "丁")]
    assert cells(*rows) == [[("甲", 3, 1), ("乙", 1, 1)], [("丙", 1, 1)], [("丁", 1, 1)]]


def test_a_cell_may_cover_both() -> None:
    rows = [row(cell("甲", about=WIDE + DOWN), "乙"), row(cell("", about=WIDE + GOES_ON), "丙")]
    rows.append(row("一", "二", "三"))
    assert cells(*rows)[:2] == [[("甲", 2, 2), ("乙", 1, 1)], [("丙", 1, 1)]]


def test_a_new_start_ends_the_cell_above() -> None:
    rows = [row(cell("甲", about=DOWN), "乙"), row(cell("丙", about=DOWN), "丁"), row(cell("", about=GOES_ON), "戊")]
    assert cells(*rows) == [[("甲", 1, 1), ("乙", 1, 1)], [("丙", 2, 1), ("丁", 1, 1)], [("戊", 1, 1)]]


def test_going_on_with_nothing_is_a_cell() -> None:
    assert cells(row(cell("甲", about=GOES_ON), "乙")) == [[("甲", 1, 1), ("乙", 1, 1)]]


def test_cells_of_other_borders_do_not_go_on() -> None:
    rows = [row(cell("甲", about=DOWN + WIDE), "乙"), row(cell("丙", about=GOES_ON), "丁", "戊")]
    assert cells(*rows)[1][0] == ("丙", 1, 1)


def test_a_cell_may_be_merged_with_the_one_before_it() -> None:
    rows = [row(cell("甲", about='<w:hMerge w:val="restart"/>'), cell("", about="<w:hMerge/>")), row("乙", "丙")]
    assert cells(*rows) == [[("甲", 1, 2)], [("乙", 1, 1), ("丙", 1, 1)]]


def test_borders_that_no_row_shows_are_no_columns() -> None:
    three = '<w:gridSpan w:val="3"/>'
    assert cells(row(cell("甲", about=three), "乙"), row(cell("丙", about=three), "丁")) == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("丙", 1, 1), ("丁", 1, 1)],
    ]


def test_a_row_may_begin_further_right() -> None:
    assert cells(row("甲", "乙"), row("丙", about='<w:gridBefore w:val="1"/>')) == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("", 1, 1), ("丙", 1, 1)],
    ]


def test_rows_that_are_printed_anew_on_each_page_are_the_head() -> None:
    head = "<w:tblHeader/>"
    (piece,) = read(table(row("甲", "乙", about=head), row("丙", "丁"), row("戊", "己", about=head))).pieces
    assert isinstance(piece, ReadTable)
    assert [[one.is_header for one in cells] for cells in piece.rows] == [[True, True], [False, False], [False, False]]


def test_a_table_in_a_cell_gives_its_lines_there() -> None:
    inner = table(row("一", "二"))
    assert cells(row(cell("甲", inner), "乙")) == [[("甲/一/二", 1, 1), ("乙", 1, 1)]]


def test_a_table_of_one_cell_around_another_only_sets_its_place() -> None:
    reading = read(table(row(cell("甲", table(row("一", "二")), "乙"))))
    assert [isinstance(piece, ReadTable) for piece in reading.pieces] == [False, True, False]
    assert print_lines(reading) == ["甲", "一", "二", "乙"]


def test_a_box_of_one_cell_stays_a_table() -> None:
    assert cells(row(cell("专栏1 重点工程", "甲"))) == [[("专栏1 重点工程/甲", 1, 1)]]


def test_a_deleted_row_is_dropped_on_record() -> None:
    reading = read(table(row("甲"), row("旧", about="<w:del/>"), row("乙")), p("丙"))
    assert print_table(reading.pieces[0]) == [[("甲", 1, 1)], [("乙", 1, 1)]]
    assert print_lines(reading) == ["甲", "乙", "", "丙"]
    assert [s.drop for line in reading.lines() for s in line.stretches] == ["revision"]


def test_what_stands_in_a_cell_that_goes_on_is_not_shown() -> None:
    reading = read(table(row(cell("甲", about=DOWN)), row(cell("乙", about=GOES_ON))))
    assert print_lines(reading) == ["甲", ""]
    assert [s.drop for line in reading.lines() for s in line.stretches] == ["hidden"]


@pytest.mark.parametrize("about", ['<w:gridSpan w:val="x"/>', '<w:gridSpan w:val="-3"/>', '<w:gridSpan w:val="0"/>'])
def test_a_span_that_says_nothing_is_one(about: str) -> None:
    assert cells(row(cell("甲", about=about), "乙")) == [[("甲", 1, 1), ("乙", 1, 1)]]


def test_a_table_without_rows_prints_nothing() -> None:
    assert read(table(), p(r("甲"))).text == "甲\n"
