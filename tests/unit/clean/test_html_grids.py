"""Which table elements draw a table, and which lay out a page."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Grid
from build_tools.model.witness import Layout, Witness


@pytest.mark.parametrize(("border", "is_drawn"), [("", True), (' border="1"', True), (' border="0"', False)])
@pytest.mark.parametrize("cells", [1, 2])
def test_one_column_that_says_it_has_no_lines_draws_no_table(border: str, cells: int, *, is_drawn: bool) -> None:
    row = f"<tr>{'<td>一、总体要求<br>甲。<br>二、任务<br>乙。</td>' * cells}</tr>"
    page = f"<table{border}>{row * 2}</table>"
    blocks = clean_witness(Witness("a.html", page, layout=Layout.HTML)).blocks
    assert any(isinstance(block, Grid) for block in blocks) == (is_drawn or cells > 1)


def test_a_column_that_holds_most_of_the_text_has_its_paragraphs_for_rows() -> None:
    words = ["某市港口规划", "一、总体要求", "坚持创新。", "二、任务", "优化布局。"]
    menu = "<table><tr><td>首页</td><td>政务</td><td>服务</td></tr></table>"
    page = f"{menu}<table>{''.join(f'<tr><td>{line}</td></tr>' for line in words)}</table>"
    text = clean_witness(Witness("a.html", page, layout=Layout.HTML))
    signs = [block.signs.rule if block.signs else "" for block in text.blocks]
    assert (isinstance(text.blocks[0], Grid), signs) == (True, ["site-frame", *[""] * 5])


@pytest.mark.parametrize(("first", "is_drawn"), [("某市港口规划", False), ("专栏1 重点工程", True)])
def test_a_column_whose_rows_are_numbered_has_its_paragraphs_for_rows(first: str, *, is_drawn: bool) -> None:
    words = [first, "一、总体要求", "坚持创新。", "二、任务", "优化布局。"]
    page = (
        f"<p>{'某市港口建设稳步推进。' * 9}</p><table>{''.join(f'<tr><td>{line}</td></tr>' for line in words)}</table>"
    )
    blocks = clean_witness(Witness("a.html", page, layout=Layout.HTML)).blocks
    assert any(isinstance(block, Grid) for block in blocks) == is_drawn


@pytest.mark.parametrize(("inner", "is_drawn"), [("一期", True), ("一期工程，新建校舍、操场和食堂。" * 5, False)])
def test_a_small_table_may_stand_in_a_cell(inner: str, *, is_drawn: bool) -> None:
    rows = [
        "<td>项目</td><td>规模</td>",
        f"<td>幼儿园<table border=1><tr><td>{inner}</td></tr></table></td><td>12</td>",
    ]
    page = f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    blocks = clean_witness(Witness("a.html", page, layout=Layout.HTML)).blocks
    found = [
        [["/".join(line.text for line in cell.lines) for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Grid)
    ]
    whole = [[["项目", "规模"], [f"幼儿园/{inner}", "12"]]]
    assert (found == whole) is is_drawn


@pytest.mark.parametrize(("two", "is_drawn"), [("二、任务", False), ("任务", True)])
def test_the_cell_of_a_numbered_text_lays_out_the_page_beside_its_menu(two: str, *, is_drawn: bool) -> None:
    text = f"<p>某市港口规划</p><p>一、总体要求</p><p>坚持创新。</p><p>{two}</p><p>优化布局。</p>"
    page = f"<table border=1><tr><td><a href=1>机构</a></td><td>{text}</td></tr></table>"
    blocks = clean_witness(Witness("a.html", page, layout=Layout.HTML)).blocks
    assert any(isinstance(block, Grid) for block in blocks) == is_drawn


def test_a_letter_below_a_menu_in_the_same_table_is_no_cell() -> None:
    letter = "".join(
        f"<p>{line}</p>" for line in ("某市港口规划的批复", "某局：", "来文收悉。", "同意该规划。", "某市政府")
    )
    page = f"<table><tr><td>首页</td><td>政务</td></tr><tr><td colspan=2>{letter}</td></tr></table>"
    text = clean_witness(Witness("a.html", page, layout=Layout.HTML))
    assert not any(isinstance(block, Grid) for block in text.blocks)


@pytest.mark.parametrize(("label", "is_drawn"), [("1.{}", False), ("({})", False), ("{}", True)])
def test_labels_beside_their_paragraphs_draw_no_table(label: str, *, is_drawn: bool) -> None:
    rows = "".join(f"<tr><td>{label.format(n)}</td><td>本文件闡述原則。</td></tr>" for n in (1, 2))
    text = clean_witness(Witness("a.html", f"<p>某策略</p><table>{rows}</table>", layout=Layout.HTML))
    assert any(isinstance(block, Grid) for block in text.blocks) == is_drawn
