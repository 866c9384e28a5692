"""Where a heading ends, leads, glued signatures."""

from __future__ import annotations

import pytest

from build_tools.model.line import Hints
from build_tools.parse.bodies import is_signature, read_issuers, split_bodies
from build_tools.parse.headings import cut_heading, first_stop, lead_comma
from build_tools.parse.leads import find_leads
from build_tools.parse.pair_counts import PairCounts
from build_tools.parse.runon import weigh_ends


@pytest.mark.parametrize(
    ("text", "heading", "body", "style"),
    [
        ("优化空间布局", "优化空间布局", "", "display"),
        ("优化空间布局：", "优化空间布局", "", "display"),
        ("制定服务标准，包括：", "制定服务标准，包括", "", "sentence"),
        ("优化空间布局。加快建设。", "优化空间布局", "加快建设。", "run-in"),
        ("优化布局（试行。）。加快建设。", "优化布局（试行。）", "加快建设。", "run-in"),
        ("空间布局：加快建设，形成示范。", "空间布局", "加快建设，形成示范。", "run-in"),
        ("加快建设某某工程；", "加快建设某某工程", "", "sentence"),
        ("到2025年，覆盖率达到100%。", "到2025年，覆盖率达到100%", "", "sentence"),
        ("新增学位1000个。", "新增学位1000个", "", "sentence"),
        ("培育主体。", "培育主体", "", "display"),
        ("【落户奖励】对新落户企业给予奖励。", "【落户奖励】", "对新落户企业给予奖励。", "run-in"),
        ("【落户奖励】：对新落户企业给予奖励", "【落户奖励】", "对新落户企业给予奖励", "run-in"),
        ("【落户奖励】", "【落户奖励】", "", "display"),
        ("", "", "", "none"),
    ],
)
def test_cut_heading(text: str, heading: str, body: str, style: str) -> None:
    cut = cut_heading(text, Hints(), 0, alone=False)
    assert (text[: cut.end], text[cut.body :], cut.style.value) == (heading, body, style)


LONG_LEAD = "各区要统筹安排资金，落实责任，"


@pytest.mark.parametrize(
    ("text", "heading", "style"),
    [
        ("空间布局：" + "甲" * 12, "空间布局：" + "甲" * 12, "display"),
        ("空间布局：" + "甲" * 13, "空间布局", "run-in"),
        ("任务1：" + "甲" * 13, "任务1：" + "甲" * 13, "display"),  # a counted heading as a whole
        ("空间布局：" + LONG_LEAD * 5, "空间布局", "run-in"),
        (LONG_LEAD * 5, LONG_LEAD * 5, "sentence"),
        ("甲" * 60, "甲" * 60, "display"),
        ("甲" * 61, "甲" * 61, "sentence"),
        ("优化布局，", "优化布局，", "sentence"),
        ("优化布局、", "优化布局、", "sentence"),
        ("甲" * 60 + "。", "甲" * 60, "display"),
        ("甲" * 61 + "。", "甲" * 61, "sentence"),
        ("甲" * 45 + "。乙丙。", "甲" * 45, "run-in"),
        ("甲" * 46 + "。乙丙。", "甲" * 46, "sentence"),
        ("加快建设。（某局负责）", "加快建设", "sentence"),
        ("加快建设；落实责任。", "加快建设", "sentence"),
        ("为何要做？落实责任。", "为何要做", "sentence"),
        ("空间布局：加快建设；形成示范。", "空间布局", "run-in"),
    ],
)
def test_where_a_heading_ends(text: str, heading: str, style: str) -> None:
    cut = cut_heading(text, Hints(), 0, alone=False)
    assert (text[: cut.end], cut.style.value) == (heading, style)
    if style == "run-in":
        assert text[cut.end : cut.body] in "：。"
        assert cut.body == cut.end + 1


def test_a_lone_sentence_is_no_heading() -> None:
    assert cut_heading("加快建设。", Hints(), 0, alone=True).style == "sentence"
    assert cut_heading("加快建设。", Hints(), 0, alone=False).style == "display"


def test_another_face_ends_the_heading() -> None:
    text = "优化空间布局加快建设某某工程，推进某某项目。后文。"
    assert cut_heading(text, Hints(accents=((0, 8),)), 2, alone=False).end == 6
    assert cut_heading(text, Hints(), 2, alone=False).end == text.index("。")


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("甲。乙", 1),
        ("甲(2023年).乙", 8),
        ("甲(2023年).", 8),
        ("（甲。）乙。", 5),
        ("“甲；”乙", None),
        ("（甲。乙", 2),
        ("甲", None),
        ("", None),
    ],
)
def test_first_stop(text: str, stop: int | None) -> None:
    assert first_stop(text) == stop


def test_many_open_brackets_take_no_time() -> None:
    assert first_stop("（" * 50_000 + "。") == 50_000


def test_leads() -> None:
    tail = "加快推进某某项目建设，形成示范效应。"
    assert find_leads([f"规模持续扩大。{tail}", f"能力显著提升。{tail}"]) == [7, 7]
    assert find_leads([f"规模持续扩大。{tail}", tail]) == [7, 0]
    assert find_leads([f"规模，持续扩大。{tail}", tail]) == [0, 0]
    assert find_leads([f"截至目前。{tail}", "短。"]) == [0, 0]
    assert find_leads([]) == []


def test_parallel_commas() -> None:
    assert lead_comma(["布局更加优化,形成", "创新更加有力，建成"]) == [6, 6]
    assert lead_comma(["布局更加优化,形成"]) is None
    assert lead_comma(["布局，形成", "创新更加有力更加有为，建成"]) is None


def test_boundaries_of_parallel_headings() -> None:
    texts = [
        "推进重点工程建设推进重点工程建设要抓住关键环节，形成示范。",
        "完善公共服务体系完善公共服务体系要立足本市实际，形成合力。",
    ]
    found = [(end.at, end.confidence) for end in weigh_ends(texts, PairCounts.of("".join(texts)))]
    assert [text[:end] for text, (end, _) in zip(texts, found, strict=True)] == ["推进重点工程建设", "完善公共服务体系"]
    assert all(0.5 <= confidence <= 1 for _, confidence in found)
    assert [end.at for end in weigh_ends([""], PairCounts.of(""))] == [0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲市教育委员会　甲市财政局", ["甲市教育委员会", "甲市财政局"]),
        ("甲市教育委员会甲市财政局", ["甲市教育委员会", "甲市财政局"]),
        ("甲市人民政府", ["甲市人民政府"]),
        ("甲市教育局、乙市财政局", ["甲市教育局", "乙市财政局"]),
    ],
)
def test_signatures(text: str, names: list[str]) -> None:
    assert is_signature(text)
    assert split_bodies(text) == names


def test_who_works_issues() -> None:
    assert read_issuers("长乐县统计局2022年工作要点") == ["长乐县统计局"]
    assert read_issuers("长乐县2022年统计工作要点") == []
    assert read_issuers("渔业委員會114年度施政計畫") == ["渔业委員會"]
    assert read_issuers("城东实验小学2024—2025学年度第二学期工作计划") == ["城东实验小学"]


@pytest.mark.parametrize("text", ["加快建设。", "某市某某发展规划", "关于教育局", "请市教育局", ""])
def test_no_signatures(text: str) -> None:
    assert not is_signature(text)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("甲市教育局、甲市财政局关于印发《某规划》的通知", ["甲市教育局", "甲市财政局"]),
        ("甲市人民政府办公厅关于转发某某意见的通知", ["甲市人民政府办公厅"]),
        ("近日，甲市教育局印发《某规划》", ["甲市教育局"]),
        ("某某发展规划", []),
    ],
)
def test_issuers(title: str, names: list[str]) -> None:
    assert read_issuers(title) == names


@pytest.mark.parametrize(("accent", "end"), [(4, 4), (3, 10), (10, 10)])
def test_a_face_that_changes_in_mid_phrase_or_at_the_stop_ends_no_heading(accent: int, end: int) -> None:
    cut = cut_heading("优化布局加快建设渔港。推进改造。", Hints(accents=((2, 2 + accent),)), 2, alone=False)
    assert (cut.end, cut.confidence) == (end, 0.9 if accent == 4 else 1.0)


def test_parallel_phrases_have_two_characters_at_least() -> None:
    assert lead_comma(["优化，加快建设", "提升，推进改造"]) == [2, 2]
    assert lead_comma(["优，加快建设", "提，推进改造"]) is None
