"""Pages that speak about a plan hold none, though their labels look like one; a plan about such pages does."""

from __future__ import annotations

import pytest

from build_tools.model.line import Line
from build_tools.model.passage import Passage
from build_tools.parse.commentary import is_commentary
from build_tools.pipeline import convert_bytes

LADDER = "一、出台背景\n渔业是重要产业。\n二、主要内容\n提出两项任务。\n（一）加强保护。"


@pytest.mark.parametrize(
    "head",
    [
        "《某某市渔业发展规划》政策解读",
        "某某市渔业发展规划（2021—2025年）解读（二）",
        "一图读懂《某某市渔业发展规划》",
        "打赢渔业攻坚战——解读五部门《关于保护渔业资源的公告》（第1号）",
        "【图解】某某市渔业发展规划",
        "某某局负责人就渔业规划答记者问",
        "关于《某某市渔业发展规划》的编制说明",
        "近日，市政府印发了《某某市渔业发展规划》，现解读如下：",
    ],
)
def test_commentary(head: str) -> None:
    assert not convert_bytes(f"{head}\n{LADDER}".encode(), "a.txt").edition.has_body


@pytest.mark.parametrize(
    ("text", "has_body"),
    [
        ("某市渔业规划\n一、制定背景\n渔业重要。\n二、制定过程\n开展调研。\n三、主要内容\n分为三项。", False),
        ("某市渔业规划\n一、编制背景\n渔业重要。\n二、主要任务\n发展渔业。\n三、主要内容\n分为三项。", True),
        ("某市渔业规划\n一、编制背景\n（一）编制依据\n有法。\n（二）编制目的\n发展。\n二、主要任务\n加快发展。", True),
        (
            "某市渔业通知\n一、支持渔业。\n二、明确期限。\n附件\n一、制定背景\n二、制定过程\n三、主要内容\n分三项。",
            True,
        ),
        ("# 某市渔业规划\n## 原始信息\n某社发布。\n## 解读分析\n利好明确。\n## 信源\n某网", False),
    ],
)
def test_headings_of_an_explanation(text: str, has_body: bool) -> None:
    assert convert_bytes(text.encode(), "a.md").edition.has_body is has_body


def test_who_tells_of_a_letter_does_not_hold_it() -> None:
    text = "某部印发关于渔业的通知\n{}通知要求，保护。\n通知明确，稳定投入。\n通知强调，落实责任。\n某部\n2020年1月3日"
    assert not convert_bytes(text.format("").encode(), "a.txt").edition.has_body
    assert convert_bytes(text.format(f"{LADDER}\n").encode(), "a.txt").edition.has_body


def test_questions_and_answers() -> None:
    text = "关于渔业规划\n一、问：为什么制定？\n答：为了发展。\n二、问：目标是什么？\n答：产量翻番。"
    assert not convert_bytes(text.encode(), "a.txt").edition.has_body


@pytest.mark.parametrize(
    "head", ["某某市渔业发展规划", "某某市政策解读工作实施办法", "某某市关于加强政策解读工作的意见"]
)
def test_plans(head: str) -> None:
    assert convert_bytes(f"{head}\n{LADDER}".encode(), "a.txt").edition.has_body


def test_the_title_decides_where_there_is_one() -> None:
    line = "某市渔业发展规划解读"
    blocks = [Line(Passage.of(line, 0, len(line)), 1)]
    assert is_commentary([], "某市渔业发展规划解读")
    assert is_commentary(blocks, "")
    assert not is_commentary(blocks, "某市渔业发展规划")


def test_a_letter_that_addresses_nobody_is_a_document() -> None:
    lines = [
        "某海关关于延长货物期限的公告",
        "某关公告2020年第40号",
        "对暂时进出境货物，可以延期。",
        "某海关",
        "2020年3月13日",
    ]
    assert convert_bytes("\n".join(lines).encode(), "a.txt").edition.has_body
    assert not convert_bytes("\n".join(lines[:3]).encode(), "a.txt").edition.has_body
