from __future__ import annotations

from build_tools.parse.heading_model import find_stop, shipped_weights
from build_tools.parse.pair_counts import PairCounts
from build_tools.parse.runon import weigh_ends

TEXTS = [
    "加强组织领导各街道要成立工作专班，主要负责同志亲自抓，确保任务落到实处。",
    "强化资金保障区财政局要统筹安排专项资金，鼓励社会资本参与建设。",
]


def test_headings_without_a_mark_end_where_their_bodies_begin() -> None:
    found = weigh_ends(TEXTS, PairCounts.of("".join(TEXTS)))
    assert [text[: end.at] for text, end in zip(TEXTS, found, strict=True)] == ["加强组织领导", "强化资金保障"]
    assert all(0.0 < end.confidence < 1.0 for end in found)


def test_a_stop_behind_a_short_heading_ends_it() -> None:
    marked = ["加强组织领导。各街道要成立工作专班，确保任务落到实处。", "强化资金保障。区财政局要统筹安排资金。"]
    assert [end.stopped > 0.5 for end in weigh_ends(marked, PairCounts.of("".join(marked)))] == [True, True]


def test_a_stop_far_behind_a_heading_is_its_bodys() -> None:
    texts = [
        "推进水务管理体制和经营机构改革继续深化水价改革，理顺各级管理权限，规范经营行为。",
        "健全水质监测制度要扩大监测范围，增加监测次数。",
        "完善节水设施建设标准凡新建小区都要安装节水器具。",
    ]
    ends = weigh_ends(texts, PairCounts.of("".join(texts)))
    assert [end.stopped < 0.5 for end in ends] == [True, True, True]


def test_nothing_to_weigh_gives_no_place() -> None:
    ends = weigh_ends(["", "。", "一"], PairCounts.of(""))
    assert [(end.at, end.confidence, end.stopped) for end in ends] == [(0, 0.0, 1.0)] * 3
    assert find_stop("。甲") == -1


def test_the_shipped_data_are_small_pairs_and_numbers() -> None:
    weights = shipped_weights()
    assert {len(pair) for table in (weights.pairs, weights.starts, weights.ends) for pair in table} == {2}
    assert set(weights.second) == {"score", "share", "habit", "stop"}
