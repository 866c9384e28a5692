"""Tables of plain text: columns set apart by blanks, and lines that only look like them."""

from __future__ import annotations

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Grid, Line
from build_tools.source.read import read_witness


def blocks_of(text: str) -> list[str | list[list[str]]]:
    blocks = clean_witness(read_witness(text.encode("utf-8"), "a.txt")).blocks
    return [
        block.text
        if isinstance(block, Line)
        else [["".join(line.text for line in cell.lines) for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, (Line, Grid))
    ]


def test_columns() -> None:
    text = (
        "表1 重点工程\n  序号    工程名称      建设规模\n\n  1       某某修复      120 公顷\n"
        "  2       某某治理      35 公里\n加快建设。\n"
    )
    assert blocks_of(text) == [
        "表1 重点工程",
        [["序号", "工程名称", "建设规模"], ["1", "某某修复", "120 公顷"], ["2", "某某治理", "35 公里"]],
        "加快建设。",
    ]


def test_signatures_in_columns_are_no_table() -> None:
    assert blocks_of("市教育局    市科技局    市财政局\n市水利局    市林业局    市商务局\n") == [
        "市教育局 市科技局 市财政局",
        "市水利局 市林业局 市商务局",
    ]


def test_a_header_without_rows_is_a_line() -> None:
    assert blocks_of("序号    名称    单位\n加快建设某某工程。\n") == ["序号 名称 单位", "加快建设某某工程。"]
