"""The page on which a person checks a script conversion."""

from __future__ import annotations

import json

from build_tools.model.script import ReadingCount, Script, ScriptException, ScriptTable
from build_tools.render.script_review import render_script_data, render_script_review

TABLE = ScriptTable((ScriptException("|甲", "|甲", (Script.HANT, Script.HANT_HK), "<理由>", "|甲"),))
READINGS = (
    ReadingCount("制", "制", ("製",), "新", "度", False, 2),
    ReadingCount("制", "製", ("制",), "", "造", True, 1),
    ReadingCount("台", "臺", ("檯", "颱"), "平", "", False, 3),
)
INTRODUCTION = (
    "全部规划转为繁体（台湾字形）时，可有几种写法的字共 2 个、6 处。下面按字列出所取的写法、未取的写法和上下文"
    "（已转换）。数字为出现次数，只出现一次的不标；由例外表决定的，标“例外”。同一字取了不同写法的，列在前面。"
)


PHRASE = "\\|甲"


def hans(text: str) -> str:
    return f'<span lang="zh-Hans">{text}</span>'


def hant(text: str) -> str:
    return f'<span lang="zh-Hant">{text}</span>'


def test_page() -> None:
    page = render_script_review(READINGS, TABLE, Script.HANT)
    assert page.split("# 简繁转换核查\n\n")[1].split("\n") == [
        INTRODUCTION,
        "",
        "## 取法不一的字",
        "",
        f"### {hans('制')}",
        "",
        "<ul>",
        f"<li><strong>{hant('製')}</strong>（1 处；未取 {hant('制')}）：{hant('<strong>製</strong>造（例外）')}</li>",
        f"<li><strong>{hant('制')}</strong>（2 处；未取 {hant('製')}）：{hant('新<strong>制</strong>度 2')}</li>",
        "</ul>",
        "",
        "## 取法一致的字",
        "",
        f"### {hans('台')}",
        "",
        "<ul>",
        f"<li><strong>{hant('臺')}</strong>（3 处；未取 {hant('檯颱')}）：{hant('平<strong>臺</strong> 3')}</li>",
        "</ul>",
        "",
        "## 例外表",
        "",
        "| 原文 | 转为 | 适用 | 理由 |",
        "|---|---|---|---|",
        f"| {hans(PHRASE)} | {hant(PHRASE)} | 繁体（台湾字形）、繁体（香港字形） | {hans('&lt;理由>')} |",
        "",
    ]


def test_the_contents_keep_the_headwords() -> None:
    """publish/theme/partials/toc-item.html reads it."""
    page = render_script_review(READINGS, TABLE, Script.HANT)
    assert "headwords: zh-Hans" in page.split("\n---\n")[0].split("\n")


def test_contexts_beyond_the_most_frequent_are_counted() -> None:
    readings = tuple(ReadingCount("制", "制", ("製",), "", chr(0x4E00 + n), False, 1) for n in range(63))
    page = render_script_review(readings, ScriptTable(), Script.HANT)
    line = next(line for line in page.split("\n") if line.startswith("<li>"))
    assert line.count("<strong>制</strong>") == 60
    assert line.endswith("　……另有 3 种上下文</li>")


def test_data() -> None:
    assert json.loads(render_script_data(READINGS, Script.HANT_HK)) == {
        "target": "zh-Hant-HK",
        "readings": [
            {
                "source": "制", "chosen": "制", "others": ["製"], "is_exception": False, "contexts": [["新", "度", 2]],
            },
            {
                "source": "制", "chosen": "製", "others": ["制"], "is_exception": True, "contexts": [["", "造", 1]],
            },
            {
                "source": "台", "chosen": "臺", "others": ["檯", "颱"], "is_exception": False,
                "contexts": [["平", "", 3]],
            },
        ],
    }  # fmt: skip
