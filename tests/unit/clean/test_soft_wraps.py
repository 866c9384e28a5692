"""Soft-wrapped lines of Markdown."""

from __future__ import annotations

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.source.read import read_witness


def lines_of(text: str) -> list[str]:
    blocks = clean_witness(read_witness(text.encode("utf-8"), "a.md")).blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def test_lines_that_break_off_are_one_paragraph() -> None:
    text = (
        "# 某市计划\n\n为推动本市数字\n产业发展，制定本计划。\n\n## 一、要求\n\n培育企业，完善（AI）\nservice 体系。\n"
    )
    assert lines_of(text) == [
        "某市计划",
        "为推动本市数字产业发展，制定本计划。",
        "一、要求",
        "培育企业，完善（AI）service 体系。",
    ]


def test_a_paragraph_may_end_with_the_bracket_of_who_answers() -> None:
    text = (
        "# 某市计划\n\n为推动本市数字\n产业发展，制定本计划。\n\n（一）支持汽车进口试点。（负责部门：商务局\n）\n\n"
        "（二）支持仓储。（负责\n部门：海关）\n"
    )
    assert lines_of(text) == [
        "某市计划",
        "为推动本市数字产业发展，制定本计划。",
        "（一）支持汽车进口试点。（负责部门：商务局）",
        "（二）支持仓储。（负责部门：海关）",
    ]


def test_a_document_of_one_paragraph_a_line_stays() -> None:
    lines = [
        "# 某市计划",
        "为推动产业发展，制定本计划。",
        "指标",
        "产业规模",
        "达到十亿元",
        "企业数量",
        "培育企业，完善体系。",
    ]
    assert lines_of("\n".join(lines)) == [lines[0].removeprefix("# "), *lines[1:]]


def test_labels_and_lists_begin_paragraphs() -> None:
    text = "# 某市计划\n\n推动本市\n发展。\n\n推动本区\n发展。\n\n任务如下\n（一）甲乙\n（二）丙丁。\n"
    assert lines_of(text)[-3:] == ["任务如下", "（一）甲乙", "（二）丙丁。"]
