"""Excel files: sheets as tables, what their numbers print, what stands alone, and what is not shown."""

from __future__ import annotations

import pytest
from word_files import TRANSITIONAL, TYPES, pack, relations

from build_tools.errors import UnreadableSourceError
from build_tools.model.reading import Reading, ReadTable
from build_tools.pipeline import convert_bytes
from build_tools.reading.formats import tell_format
from build_tools.reading.sheet_values import find_format, print_value
from build_tools.reading.xlsx_file import read_workbook

MAIN = f'xmlns="{TRANSITIONAL}/spreadsheetml/2006/main" xmlns:r="{TYPES}"'
STYLES = f"""<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>
</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>"""


def c(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def n(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(*cells: str, about: str = "") -> str:
    return f"<row{about}>{''.join(cells)}</row>"


def make_book(*rows: str, merged: str = "", state: str = "visible", before: str = "") -> bytes:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged.split())
    sheet = f"<sheetData>{''.join(rows)}</sheetData>" + (f"<mergeCells>{areas}</mergeCells>" if areas else "")
    listed = f'<sheet name="分工" state="{state}" r:id="r1"/>'
    strings = "<si><r><t>共</t></r><r><t>享</t></r><rPh><t>gong</t></rPh></si>"
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f"<workbook {MAIN}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                {"r1": ("worksheet", "s.xml"), "r2": ("styles", "t.xml"), "r3": ("sharedStrings", "u.xml")}
            ),
            "xl/s.xml": f"<worksheet {MAIN}>{before}{sheet}</worksheet>",
            "xl/t.xml": STYLES,
            "xl/u.xml": f"<sst {MAIN}>{strings}</sst>",
        }
    )


def read(*rows: str, merged: str = "", state: str = "visible", before: str = "") -> Reading:
    return read_workbook(make_book(*rows, merged=merged, state=state, before=before), "a.xlsx")


def table_of(reading: Reading) -> list[list[tuple[str, int, int]]]:
    (table,) = (piece for piece in reading.pieces if isinstance(piece, ReadTable))
    return [
        [("/".join(line.text for line in cell.lines), cell.rowspan, cell.colspan) for cell in r] for r in table.rows
    ]


def test_a_title_and_a_note_stand_outside_of_the_table() -> None:
    reading = read(
        row(c("A1", "重点任务分工表")),
        row(c("A2", "任务"), c("C2", "单位")),
        row(c("A3", "建网"), '<c r="C3" t="s"><v>0</v></c>'),
        row(c("A5", "注：单位按序排列。")),
        merged="A1:C1",
    )
    assert table_of(reading) == [[("任务", 1, 1), ("单位", 1, 1)], [("建网", 1, 1), ("共享", 1, 1)]]
    assert (reading.text.split("\n")[0], reading.text.split("\n")[-2]) == ("重点任务分工表", "注：单位按序排列。")
    assert [(field.name, field.value) for field in reading.fields] == [("sheet", "分工")]


def test_facts_of_a_table_stand_above_and_below_it() -> None:
    reading = read(
        row(c("A1", "任务分解表")),
        row(c("A2", "填报单位：某局"), c("C2", "单位：万元")),
        row(c("A3", "序号"), c("B3", "任务"), c("C3", "投资")),
        row(c("A4", "1"), c("B4", "建平台"), c("C4", "30")),
        row(c("A5", "填表说明：投资按概算填列。")),
        row(c("A6", "填表人："), c("B6", "电话：")),
    )
    lines = [piece.text for piece in reading.pieces if not isinstance(piece, ReadTable)]
    assert lines == ["任务分解表", "填报单位：某局", "单位：万元", "填表说明：投资按概算填列。", "填表人：", "电话："]
    assert [[cell[0] for cell in r] for r in table_of(reading)] == [["序号", "任务", "投资"], ["1", "建平台", "30"]]


def test_names_of_facts_in_a_form_stay_its_cells() -> None:
    reading = read(
        row(c("A1", "申报表")),
        row(c("A2", "企业名称："), c("C2", "法人代表：")),
        row(c("A3", "注册地址："), c("C3", "联系电话：")),
    )
    assert len(table_of(reading)) == 2


@pytest.mark.parametrize(("gap", "tables"), [(1, 2), (0, 1)])
def test_the_next_table_of_a_sheet_begins_below_an_empty_row(gap: int, tables: int) -> None:
    reading = read(
        row(c("A1", "一、指标")),
        row(c("A2", "指标"), c("B2", "2025年")),
        row(c("A3", "产值"), c("B3", "80")),
        row(c(f"A{4 + gap}", "二、项目"), about=f' r="{4 + gap}"'),
        row(c(f"A{5 + gap}", "项目"), c(f"B{5 + gap}", "投资"), about=f' r="{5 + gap}"'),
        row(c(f"A{6 + gap}", "东湖"), c(f"B{6 + gap}", "50"), about=f' r="{6 + gap}"'),
    )
    assert sum(isinstance(piece, ReadTable) for piece in reading.pieces) == tables
    assert "".join(line.text for line in reading.lines()) == "一、指标指标2025年产值80二、项目项目投资东湖50"


def test_words_alone_above_figures_name_a_group_of_rows() -> None:
    reading = read(
        row(c("A1", "项目"), c("B1", "投资")),
        row(c("A2", "东湖"), n("B2", "50")),
        row(c("A4", "二、水利"), about=' r="4"'),
        row(c("A5", "北库"), n("B5", "80"), about=' r="5"'),
    )
    assert [[cell[0] for cell in r] for r in table_of(reading)][2:] == [["二、水利", ""], ["北库", "80"]]


def test_merged_cells_count_rows_and_columns_in_which_something_stands() -> None:
    reading = read(
        row(c("A1", "类"), c("B1", "值")),
        row(c("A2", "甲"), c("B2", "一"), c("D2", "二")),
        row(c("B4", "三\n四"), c("D4", "五")),
        merged="B1:D1 A2:A4 A9:A10 x",
    )
    assert table_of(reading) == [
        [("类", 1, 1), ("值", 1, 2)],
        [("甲", 2, 1), ("一", 1, 1), ("二", 1, 1)],
        [("三/四", 1, 1), ("五", 1, 1)],
    ]


def test_numbers_print_by_their_format_and_stay_on_record() -> None:
    reading = read(row(n("A1", "0.1234", 1), n("B1", "45292", 2), n("C1", "12000.5", 3), n("D1", "5")))
    assert reading.printed == "12.34%\n2024年1月\n12,000.50\n5\n"
    assert reading.text == "0.1234\n45292\n12000.5\n5\n"
    edition = convert_bytes(
        make_book(row(c("A1", "甲"), n("B1", "0.5", 1)), row(c("A2", "乙"), n("B2", "2"))), "a.xlsx"
    )
    assert [block.printed for block in edition.edition.blocks if block.cells] == ["甲\n50.00%", "乙\n2"]
    assert edition.fidelity.computed == {"field": len("50.00%")}


def test_a_formula_without_its_value_has_a_sign_and_is_told() -> None:
    total = '<c r="B2"><f>SUM(B1:B1)</f></c>'
    rows = (row(c("A1", "甲"), n("B1", "5")), row(c("A2", "合计"), total))
    assert read(*rows).printed == "甲\n5\n合计\n〔公式〕\n"
    doubts = convert_bytes(make_book(*rows), "a.xlsx").edition.diagnostics
    assert [doubt.excerpt for doubt in doubts if doubt.code == "picture-not-read"] == ["cell B2: =SUM(B1:B1)"]
    kept = '<c r="B2"><f>SUM(B1:B1)</f><v>5</v></c>'
    assert read(rows[0], row(c("A2", "合计"), kept)).printed == "甲\n5\n合计\n5\n"


def test_hidden_rows_columns_and_sheets_are_on_record_alone() -> None:
    columns = '<cols><col min="3" max="3" hidden="1"/></cols>'
    shown = (c("A1", "甲"), c("B1", "乙"))
    hidden = row(c("A2", "丙"), about=' hidden="1"')
    reading = read(row(*shown, c("C1", "丁")), hidden, before=columns)
    assert (reading.printed, reading.text) == ("甲\n乙\n\n\n", "甲\n乙\n丁\n丙\n")
    assert read(row(*shown), state="veryHidden").printed == "\n\n"


@pytest.mark.parametrize(
    ("value", "number", "own", "shown"),
    [
        ("0.1", 0, "", "0.1"), ("12.300000000000001", 0, "", "12.3"), ("-3", 0, "", "-3"), ("1E3", 0, "", "1000"),
        ("0.335", 9, "", "34%"), ("1234567", 3, "", "1,234,567"), ("-0.5", 2, "", "-0.50"), ("7", 1, "", "7"),
        ("45658", 14, "", "2025/1/1"), ("45658", 31, "", "2025年1月1日"),
        ("5", 200, '0"家"', "5家"), ("5", 200, "00", "05"), ("0.5", 200, "0.0#", "0.5"), ("45658.5", 200, "h:mm", None),
        ("5", 200, "[DBNum1]0", "5"), ("x", 0, "", None), ("NaN", 0, "", None), ("1e999999", 0, "", None),
        ("-5", 14, "", None), ("45658", 200, "[$-804]yyyy-mm-dd;@", "2025-01-01"), ("0", 0, "", "0"),
    ],
)  # fmt: skip
def test_what_a_number_prints(value: str, number: int, own: str, shown: str | None) -> None:
    assert print_value(value, find_format(number, {200: own})) == shown


def test_an_empty_book_is_refused_with_its_remedy() -> None:
    data = make_book()
    found = tell_format(data)
    assert found is not None
    assert found.name == "xlsx"
    with pytest.raises(UnreadableSourceError, match="no text") as caught:
        read_workbook(data, "a.xlsx")
    assert caught.value.remedy
