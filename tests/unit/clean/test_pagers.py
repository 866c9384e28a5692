"""Pagers, and rows of figures that are none."""

from __future__ import annotations

import pytest

from build_tools.clean.pagers import is_pager
from build_tools.clean.portals import read_signs
from build_tools.pipeline import convert_bytes


@pytest.mark.parametrize(
    "line",
    [
        "1/3 上一页 1 2 3 下一页 尾页",
        "首页上一页123下一页尾页 共3页 到第页跳转",
        "共12页 首页 上一页 1 2 3 … 12 下一页 末页 跳转到 页 GO",
        "[1] [2] [3] 下一页",
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
