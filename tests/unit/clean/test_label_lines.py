"""A data block of one label or value a line, and columns of a table that look like one."""

from __future__ import annotations

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.source.read import read_witness

BODY = ["某某市渔业发展规划", "一、总体要求"]


def clean(*lines: str) -> tuple[list[str], dict[str, str]]:
    found = clean_witness(read_witness("\n".join(lines).encode(), "a"))
    return [block.text for block in found.blocks if isinstance(block, Line)], found.facts


def test_labels_and_values_by_turns() -> None:
    data = [
        "索引号",
        "A/2023-1",
        "主题分类：",
        "• 发文机关:",
        "市政府办",
        "发文字号",
        "某政发〔2023〕5号",
        "成文日期",
        "2023-05-16",
    ]
    facts = {
        "index_number": "A/2023-1",
        "issuer": "市政府办",
        "doc_number": "某政发〔2023〕5号",
        "date_signed": "2023-05-16",
    }
    assert clean(*data, *BODY) == (BODY, facts)


def test_the_last_label_does_not_take_the_title() -> None:
    assert clean("索引号", "A/2023-1", "发布日期", "2023-05-16", "有效性", *BODY)[0] == BODY


def test_columns_of_a_table_stay() -> None:
    columns = ["名称", "类型", "状态", "时间", "来源"]
    assert clean(*BODY, *columns)[0] == [*BODY, *columns]
