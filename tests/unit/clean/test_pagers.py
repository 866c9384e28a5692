"""Pagers, and rows of figures that are none."""

from __future__ import annotations

import pytest

from build_tools.clean.pagers import is_pager
from build_tools.clean.portals import read_signs
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline


@pytest.mark.parametrize(
    "line",
    [
        "1/3 上一页 1 2 3 下一页 尾页",
        "首页上一页123下一页尾页 共3页 到第页跳转",
        "共12页 首页 上一页 1 2 3 … 12 下一页 末页 跳转到 页 GO",
        "[1] [2] [3] 下一页",
        "上一页 1 2 3 下一页 全文阅读",
    ],
)
def test_pieces_of_a_pager(line: str) -> None:
    assert is_pager(line)


YEARS = " ".join(str(year) for year in range(2006, 2030))


@pytest.mark.parametrize("line", [f"{YEARS} 合计", f"{YEARS} 下一页 合计", "1" * 100 + "下一页。", "1" * 100 + "项"])
def test_a_row_of_figures_is_read_once(line: str) -> None:
    assert not is_pager(line)
    read_signs(line, linked=False)
    assert convert_bytes(f"一、总体要求\n{line}\n二、主要任务\n加强领导。\n".encode(), "a.txt")


@pytest.mark.parametrize("pager", ["1 2 3 下一页 尾页", "上一页 [1] [2] 下一页"])
def test_a_pager_in_the_midst_of_the_text_is_none_of_it(pager: str) -> None:
    lines = ["某市渔港规划", "一、总体要求", "坚持绿色发展。", pager, "二、保障措施", "加强组织领导。"]
    edition = convert_bytes("\n".join(lines).encode(), "a.txt").edition
    assert [doubt.code for doubt in edition.diagnostics] == ["page-of-several"]
    found = render_outline(edition, [])
    assert found["text"].split("\n") == [line for line in lines if line != pager]
    assert {"text": pager, "rule": "page-number"} in found["dropped"]
