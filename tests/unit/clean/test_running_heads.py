"""Printed pages: numbers, running heads, and paragraphs that go on behind them."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.render.outline import merge_drops
from build_tools.source.read import read_witness

TITLE = "某市某某发展规划"
SENTENCE = "推进各类要素集聚加快建设现代产业体系提升创新能力水平不断优化营商环境完善服务机制"


def read(text: str, name: str = "a.txt") -> tuple[list[str], list[tuple[str, str]]]:
    cleaned = clean_witness(read_witness(text.encode("utf-8"), name))
    lines = [block.text for block in cleaned.blocks if isinstance(block, Line)]
    drops = tuple(drop for drop in cleaned.drops if drop.rule in ("page-number", "running-head"))
    dropped = [(text[drop.start : drop.end], drop.rule) for drop in merge_drops(drops)]
    return lines, dropped


def paragraphs(count: int) -> list[str]:
    return [f"（{sign}）{SENTENCE * 8}。" for sign in "一二三四五六七八九"[:count]]


@pytest.mark.parametrize("form", ["- {} -", "— {} —", "第 {} 页", "第{}頁", "----- {} -----", "{} / 4", "{}"])
def test_numbers_of_pages(form: str) -> None:
    texts = paragraphs(4)
    numbers = [form.format(page) for page in range(1, 5)]
    text = "\n".join([TITLE, *(part for pair in zip(texts, numbers, strict=True) for part in pair)])
    assert read(text) == ([TITLE, *texts], [(number, "page-number") for number in numbers])


def test_the_number_of_a_page_is_no_item_of_a_list() -> None:
    texts = paragraphs(2)
    text = f"# {TITLE}\n\n{texts[0]}\n\n- 2 -\n\n{texts[1]}\n"
    assert read(text, "a.md") == ([TITLE, *texts], [("- 2 -", "page-number")])


def test_running_heads_at_form_feeds() -> None:
    texts = paragraphs(4)
    text = f"{TITLE}\n{texts[0]}\n" + "".join(f"\f{TITLE}\n{text}\n" for text in texts[1:])
    assert read(text) == ([TITLE, *texts], [(TITLE, "running-head")] * 3)


@pytest.mark.parametrize("head", ["甲市渔业发展规划    {n}", "{n} | 甲市渔业发展规划"])
def test_heads_with_the_page_s_number_on_their_line(head: str) -> None:
    lines = paragraphs(9)
    for n in (1, 2, 3):
        lines.insert(n * 3 - 1, head.format(n=n))
    kept, dropped = read("\n".join(lines))
    assert not any("规划" in line for line in kept)
    assert len(dropped) == 3
    two = ["甲市渔业经济发展规划", *paragraphs(2), "甲市渔业经济发展规划 1", "（三）甲。", "甲市渔业经济发展规划 2"]
    assert len(read("\n".join(two))[1]) == 2
    rows = ["渔港扩建　1", "渔港扩建　2", "渔港扩建　3"]
    assert read("\n".join([*rows, *paragraphs(3)]))[1] == []


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    body = SENTENCE * 8 + "。"
    lines = [body[at : at + 20] for at in range(0, len(body), 20)]
    pages = [TITLE, *lines[:7], "— 1 —", TITLE, *lines[7:12], "— 2 —", TITLE, *lines[12:], "— 3 —", TITLE]
    for count in (len(pages), len(pages) - 2):  # beside the title two heads are enough
        assert read("\n".join(pages[:count]))[0] == [TITLE, body]


def test_a_column_of_numbers_is_no_row_of_pages() -> None:
    cells = ["序号", "名称", "1", "某某", "2", "某某工程", "3", "某某项目"]
    assert read("\n".join([TITLE, *cells]))[0] == [TITLE, *cells]


def test_a_line_that_returns_elsewhere_is_no_head() -> None:
    lines = [TITLE, "重点任务", SENTENCE, "重点任务", SENTENCE + "甲", "重点任务", SENTENCE + "乙"]
    assert read("\n".join(lines)) == (lines, [])


@pytest.mark.parametrize("head", ["某市人民政府公报\n2024 年第 3 期", "某市人民政府公报        2024年第3期"])
def test_the_masthead_of_a_gazette_goes_wherever_it_stands(head: str) -> None:
    lines, dropped = read(f"{head}\n{TITLE}\n一、任务\n{SENTENCE}。\n")
    assert lines == [TITLE, "一、任务", f"{SENTENCE}。"]
    assert {rule for _, rule in dropped} == {"running-head"}
    report = "某市统计公报"
    assert report in read(f"{report}\n{SENTENCE}。")[0]


def test_a_gazette_that_no_government_names_goes_above_the_first_number_alone() -> None:
    name, title = "某新区管理委员会公报", "一、总体要求"
    assert read("\n".join([name, "第1期", TITLE, title, SENTENCE]))[0] == [TITLE, title, SENTENCE]
    lines = [TITLE, title, name, "第1期", SENTENCE]
    assert read("\n".join(lines)) == (lines, [])


def test_paragraphs_of_markdown_that_a_page_has_cut_go_on() -> None:
    first, second, third = paragraphs(3)
    parts = [
        f"# {TITLE}",
        "# 一、目标",
        first,
        "1",
        "# 二、任务",
        second[:310],
        "2",
        second[310:],
        "# 三、保障",
        third,
        "3",
    ]
    lines, dropped = read("\n\n".join(parts))
    assert lines == [TITLE, "一、目标", first, "二、任务", second, "三、保障", third]
    assert dropped == [(number, "page-number") for number in "123"]


def test_two_pages_that_form_feeds_part() -> None:
    one, two = paragraphs(2)
    lines, dropped = read("\n".join([TITLE, one[:-1], "1", f"\f{TITLE}", "并加以落实。", two, "2"]))
    assert lines == [TITLE, one[:-1], "并加以落实。", two]
    assert dropped == [("1", "page-number"), (TITLE, "running-head"), ("2", "page-number")]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, "一、某某目标", "二、某某任务", "1", "\f一、某某目标", "甲。", "2", "\f二、某某任务", "乙。", "3"],
        [TITLE, "附件1 某某表", "1", "\f附件1 某某表", "一、甲" + SENTENCE + "。", "2"],
        [TITLE, "一、甲", SENTENCE + "。", "\f二、乙", SENTENCE + "。", "某某率（%）", "72"],
        [TITLE, "一、甲", "某某率（%）", "72", "\f二、乙", SENTENCE + "。"],
    ],
)
def test_form_feeds_take_no_heading_and_no_figure_away(lines: list[str]) -> None:
    numbers = [line for line in lines if line in ("1", "2", "3")]
    kept, dropped = read("\n".join(lines))
    assert kept == [line.lstrip("\f") for line in lines if line not in numbers]
    assert dropped == [(number, "page-number") for number in numbers]


@pytest.mark.parametrize("beside", ["\n", "　"])
def test_what_a_browser_prints_around_each_page(beside: str) -> None:
    texts = paragraphs(2)
    edges = [f"2024/6/19 10:22{beside}{TITLE}-某市政府", f"https://www.example.gov.cn/a.html{beside}{{}}/2"]
    pages = [edges[0], TITLE, texts[0], edges[1].format(1), edges[0], texts[1], edges[1].format(2)]
    assert read("\n".join(pages))[0] == [TITLE, *texts]
    # An address without a page's number is the text's own.
    assert len(read("\n".join([TITLE, *texts, "https://www.example.gov.cn/a.html"]))[0]) == 4


def test_a_head_is_known_by_a_title_that_goes_on() -> None:
    texts = paragraphs(3)
    head = ["— 1 —", TITLE, texts[1], "— 2 —", TITLE]
    lines, dropped = read("\n".join([f"{TITLE}（2022—2025年）", texts[0], *head, texts[2]]))
    assert lines == [f"{TITLE}（2022—2025年）", *texts]
    assert [rule for _, rule in dropped] == ["page-number", "running-head"] * 2
