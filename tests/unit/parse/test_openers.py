"""Labels at the beginning of a line: a quick look at the first sign never costs one."""

from __future__ import annotations

import re

import pytest

from build_tools.parse.markers import read_markers
from build_tools.parse.rungs import RUNGS

HAN = "一二三四五六七八九十百〇零两兩廿卅壹贰貳弍叁參叄参肆伍陆陸柒捌玖拾佰"
STEMS = "甲乙丙丁戊己庚辛壬癸"
DIGITS = "123456789１２３４５６７８９"
ACTIONS = "行动 行動 任务 任務 举措 舉措 措施 工程 项目 策略 路径 目标 目標 专题".split()
# Labels with all the signs that one may begin with; the text behind them fits every rung.
LABELS = [
    *(f"第一{word}" for word in ("编", "章", "节", "分编", "条", "条之二", "部分 ")),
    "第二款",
    *(f"{number}、" for number in HAN),
    *(f"{stroke}、" for stroke in "－—―─-ーニ"),
    *(f"{stem}、" for stem in STEMS),
    *(f"{left}一{right}" for left, right in ("（）", "()", "〔〕", "【】")),
    "（甲）",
    "（—）",
    *(f"{word}1：" for word in ACTIONS),
    *(f"{word}任务一、" for word in ("专项", "重点", "重大")),
    *(f"{number}." for number in DIGITS),
    "一，",
    "一",
    "1",
    "1.1",
    "A.1",
    "1)",
    "1。",
    *(f"{sign}." for sign in "lIO"),
    "(1)",
    "(l)",
    "(a)",
    "(iv)",
    "(IV)",
    *(
        chr(code)
        for first, last in ("㈠㈩", "⑴⒇", "①⑳", "㉑㉟", "㊱㊿", "⒈⒛")
        for code in range(ord(first), ord(last) + 1)
    ),
    *(f"{chr(code)}、" for code in range(0x2160, 0x216C)),
    *(f"{chr(code)}." for code in range(ord("A"), ord("Z") + 1)),
    *(2 * sign for sign in "—―─－-–"),
]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_read_whatever_it_begins_with(label: str) -> None:
    texts = [f"{label} 总则", f"{label}总则"]
    assert any(rung.pattern.match(text) for rung in RUNGS for text in texts)
    for text in texts:
        found = [marker for marker in read_markers(text, inner=True) if not marker.start]
        assert read_markers(text, inner=False) == found


def test_every_rung_is_asked_here() -> None:
    asked = [f"{label} 总则" for label in LABELS] + [f"{label}总则" for label in LABELS]
    silent = [rung.pattern.pattern for rung in RUNGS if not any(re.match(rung.pattern, text) for text in asked)]
    assert silent == []
