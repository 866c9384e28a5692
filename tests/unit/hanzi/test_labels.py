from __future__ import annotations

import pytest

from build_tools.hanzi.labels import ANNEX_RE, BARE_LABEL_RE, heads_annex


@pytest.mark.parametrize(
    ("text", "heads"),
    [("附件1某表", True), ("附表：某表", True), ("附　录　A", True), ("附件", False), ("附属学校名单", False)],
)
def test_an_annex_is_headed_by_its_number_or_colon(text: str, heads: bool) -> None:
    assert heads_annex(text) is heads


@pytest.mark.parametrize("text", ["1.", "（a）", "1.1", "第一条", "——", "附件1："])
def test_a_label_may_stand_alone(text: str) -> None:
    assert BARE_LABEL_RE.fullmatch(text)
    assert not BARE_LABEL_RE.fullmatch(f"{text}某表")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("附件2025年度某表", "附件"),
        ("附件12025年某表", "附件1"),
        ("附件 12 某表", "附件 12 "),
        ("附件二：某表", "附件二："),
    ],
)
def test_a_year_is_no_number_of_an_annex(text: str, label: str) -> None:
    match = ANNEX_RE.match(text)
    assert match is not None
    assert match[0] == label
