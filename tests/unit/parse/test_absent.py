"""Annexes that are listed and not here."""

from __future__ import annotations

import pytest

from build_tools.pipeline import audit_converted, convert_bytes

TITLE = "某省渔业发展规划"
BODY = ["一、总体要求", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]


def absent(*lines: str) -> list[str]:
    text = "\n".join([TITLE, *BODY, *lines])
    diagnostics = convert_bytes(text.encode(), "a.txt").edition.diagnostics
    return [doubt.excerpt for doubt in diagnostics if doubt.code == "annex-absent"]


LIST = ["附件：1.渔港布局图", "2.任务分工表", "某省人民政府", "2023年5月6日"]
ONE = ["附件1", "渔港布局图", "为落实规划，制定本图。"]


def test_what_is_listed_and_nowhere_is_told() -> None:
    assert absent(*LIST) == ["1.渔港布局图", "2.任务分工表"]
    assert absent(*LIST, *ONE) == ["2.任务分工表"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["附件：1.申请表　2.2025年汇总表"], ["1.申请表", "2.2025年汇总表"]),
        (["附件：", "1．申请表.xls　2．汇总表.doc"], ["1．申请表.xls", "2．汇总表.doc"]),
        (["附件：1.申请表 3.汇总表"], ["1.申请表 3.汇总表"]),
        (["附件：2025年申请表 2.汇总表"], ["2025年申请表 2.汇总表"]),
        (["附表.docx"], ["附表.docx"]),
    ],
)
def test_each_annex_of_a_list_on_one_line_is_told(lines: list[str], told: list[str]) -> None:
    assert absent(*lines) == told


def test_an_annex_is_known_by_its_number_too() -> None:
    assert absent(*LIST, *ONE, "附件2", "任务安排", "为落实规划，制定本表。") == []


@pytest.mark.parametrize("name", [TITLE, "渔业发展规划", f"《{TITLE}》"])
def test_the_document_itself_may_be_listed(name: str) -> None:
    assert absent(f"附件：1.{name}", "2.任务分工表", *LIST[2:]) == ["2.任务分工表"]


def test_links_to_the_files_below_the_letter_are_no_second_list() -> None:
    links = ["附件1：渔港布局图.pdf", "附件2：", "任务分工表.xlsx", "", "网页正文到此为止。"]
    text = "\n".join([TITLE, *BODY, *LIST, *links])
    edition = audit_converted(convert_bytes(text.encode(), "a.txt")).edition
    codes = [doubt.code for doubt in edition.diagnostics if doubt.code.startswith("annex")]
    assert codes == ["annex-absent", "annex-absent"]


def test_a_schedule_may_be_listed() -> None:
    assert absent(*LIST, *ONE, "附表1：任务分工表", "甲乙丙丁，戊己庚辛。") == []


def test_the_only_entry_names_the_only_annex() -> None:
    annex = ["附件", "任务安排", "为落实规划，制定本表。"]
    assert absent("附件：渔港布局图", *LIST[2:], *annex) == []
    assert absent("附件：渔港布局图", *LIST[2:]) == ["渔港布局图"]
    assert absent(*LIST, *annex) == ["1.渔港布局图", "2.任务分工表"]
