"""Headings cut from their paragraphs, and what is found in what follows: marks, groups, parallel items, leads."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.model.division import Division, HeadingStyle, Paragraph
from build_tools.model.edition import Edition
from build_tools.model.line import Mark
from build_tools.pipeline import convert_bytes

TITLE = "某省渔业发展规划"
DISPLAY, RUN_IN, SENTENCE, NONE = HeadingStyle.DISPLAY, HeadingStyle.RUN_IN, HeadingStyle.SENTENCE, HeadingStyle.NONE


def edit(*lines: str) -> Edition:
    return convert_bytes("\n".join((TITLE, *lines)).encode(), "a.txt").edition


def edit_page(*elements: str) -> Edition:
    page = f"<html><body><h1>{TITLE}</h1>{''.join(elements)}</body></html>"
    return convert_bytes(page.encode(), "a.html").edition


def divisions(edition: Edition) -> list[tuple[str, str, HeadingStyle]]:
    nodes = [node for node in edition.root.walk() if isinstance(node, Division) and node.num]
    return [(node.num.text, node.heading.text, node.style) for node in nodes]


def paragraphs(edition: Edition) -> list[Paragraph]:
    return [node for node in edition.root.walk() if isinstance(node, Paragraph) and node.role != "title"]


def leads(*lines: str) -> list[str]:
    return [one.passage.text[: one.lead] for one in paragraphs(edit(*lines)) if one.lead]


# -- headings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading", "style"),
    [
        ("1.夯实产业基础。加快建设渔港。", "夯实产业基础", RUN_IN),
        ("1.夯实产业基础", "夯实产业基础", DISPLAY),
        ("1.　夯实产业基础", "夯实产业基础", DISPLAY),
        ("1.加快建设渔港，推进改造；", "加快建设渔港，推进改造", SENTENCE),
        ("1.夯实产业基础（责任单位：市科委）", "夯实产业基础", SENTENCE),
        ("1.夯实产业基础（市科委牵头）", "夯实产业基础", SENTENCE),
        ("1.夯实产业基础（试行）", "夯实产业基础（试行）", DISPLAY),
        ("1.渔港：加快建设。", "渔港", RUN_IN),
        ("1.夯实产业基础　建设某某研究院。", "夯实产业基础", RUN_IN),
        ("1.夯实产业基础\u2003加快建设。", "夯实产业基础", RUN_IN),
        ("1.将第三条修改为：“市渔业局负责管理。”", "将第三条修改为：“市渔业局负责管理。”", SENTENCE),
    ],
)
def test_where_a_heading_ends(line: str, heading: str, style: HeadingStyle) -> None:
    found = divisions(edit("一、任务", line, "2.提升创新能力。推进研发。", "二、保障"))
    assert found[1][1:] == (heading, style)


def test_a_heading_in_two_halves_stands_above_its_paragraph() -> None:
    found = divisions(edit("1.夯实产业基础　优化渔港布局。", "加快建设渔港，推进改造。", "2.提升能力　推进研发。"))
    assert found[0][1:] == ("夯实产业基础　优化渔港布局", DISPLAY)


def test_when_a_text_is_in_force_is_a_sentence_whatever_stands_below_it() -> None:
    found = edit("一、夯实基础。加快建设。", "二、本措施自发布之日起施行。", "某省渔业局", "2024年5月6日")
    assert [style for _, _, style in divisions(found)] == [RUN_IN, SENTENCE]


def test_the_last_of_some_sentences_is_one_whatever_stands_below_it() -> None:
    reply = ["一、原则同意该规划，请组织实施。", "二、严守耕地红线。", "三、加强指导监督。", "某省人民政府"]
    assert [style for _, _, style in divisions(edit(*reply))] == [SENTENCE] * 3
    reply[1:1] = ["（一）规划期限至2035年。", "（二）规划面积62平方公里，集约用地。"]
    assert [style for _, _, style in divisions(edit(*reply))] == [DISPLAY, *[SENTENCE] * 4]
    plan = ["一、夯实产业基础。", "加快建设。", "二、提升创新能力。", "推进研发。", "三、本方案自发布之日起施行。"]
    assert [style for _, _, style in divisions(edit(*plan))] == [DISPLAY, DISPLAY, SENTENCE]


def test_a_sentence_that_goes_on_with_another_is_one_among_sentences() -> None:
    reply = [
        "一、同意设立渔业园区，实行现行政策。",
        "二、渔业园区规划面积为6.8平方公里，共分两个区块。区块一面积4.3平方公里。",
    ]
    reply += ["三、你市要严守三条控制线，集约用地。", "四、省有关部门要加强指导。", "某省人民政府", "2024年5月6日"]
    assert [style for _, _, style in divisions(edit(*reply))] == [SENTENCE] * 4
    notice = ["一、管制时间：10月1日至8日。", "二、警车不受限制，消防车亦同。", "三、违者依法处罚。", "特此通告。"]
    assert [style for _, _, style in divisions(edit(*notice))] == [RUN_IN, SENTENCE, SENTENCE]


def test_a_box_below_a_sentence_does_not_make_it_a_heading() -> None:
    items = ["（1）推进渔港升级，建设冷链仓库，发展远洋渔船。", "（2）发展渔业装备，支持网箱、饲料研发制造。"]
    box = ["专栏1 渔业工程", "渔港扩建：建设泊位5个。"]
    plan = edit("一、重点任务", "1.做强产业。", *items, *box, "二、保障", "加强领导。")
    assert [style for num, _, style in divisions(plan) if num.startswith("（")] == [SENTENCE] * 2


def test_a_group_behind_a_heading_with_text_below_runs_in() -> None:
    found = divisions(edit("一、任务", "1.夯实基础（责任单位：市科委）", "加快建设渔港。", "二、保障"))
    assert found[1] == ("1.", "夯实基础", RUN_IN)


def test_parallel_dash_items_are_named_up_to_their_commas() -> None:
    tail = "规模不断扩大，质量稳步提升，基本形成现代渔业产业体系和生产体系以及经营体系并持续提升发展水平"
    items = [f"——结构更加优化，{tail}；", f"——创新更加有力，{tail}；", f"——生态更加良好，{tail}。"]
    assert divisions(edit("一、目标", *items, "二、保障"))[1:4] == [
        ("——", "结构更加优化", RUN_IN), ("——", "创新更加有力", RUN_IN), ("——", "生态更加良好", RUN_IN),
    ]  # fmt: skip


def test_dash_items_that_are_not_parallel_have_no_names() -> None:
    tail = "规模不断扩大，质量稳步提升，基本形成现代渔业产业体系和生产体系以及经营体系并持续提升发展水平"
    items = [f"——结构更加优化，{tail}；", f"——以渔港和海洋牧场为载体的创新更加有力，{tail}；"]
    assert [style for _, _, style in divisions(edit("一、目标", *items, "二、保障"))[1:3]] == [SENTENCE, SENTENCE]


def doubts(line: str) -> list[Any]:
    found = edit("一、任务", line, "2.提升创新能力。推进研发。", "二、保障").diagnostics
    return [(doubt.line_no, doubt.excerpt) for doubt in found if doubt.code == "heading-boundary-uncertain"]


def test_a_boundary_that_only_a_colon_tells_is_doubted() -> None:
    assert doubts("1.渔港建设：加快推进渔港改造提升和设施更新") == [(3, "1.渔港建设：加快推进渔港改造提升和")]
    assert doubts("1.渔港建设。加快推进渔港改造提升和设施更新。") == []


def test_marks_stand_where_their_characters_do() -> None:
    edition = edit_page(
        "<p>一、任务</p>", "<p>1.规模<sup>①</sup>扩大。产业<sub>2</sub>增长迅速。</p>", "<p>二、保障</p>"
    )
    (point,) = (node for node in edition.root.walk() if isinstance(node, Division) and node.num.text == "1.")
    (rest,) = (node for node in point.body if isinstance(node, Paragraph))
    assert (point.heading.text, point.marks) == ("规模①扩大", (Mark(2, 3, "sup"),))
    assert (rest.passage.text, rest.marks) == ("产业2增长迅速。", (Mark(2, 3, "sub"),))


# -- leads --------------------------------------------------------------------------------------------------

TAIL = "加快推进渔港项目建设，形成示范带动效应。"


def test_paragraphs_of_a_clause_open_with_leads() -> None:
    assert leads("一、任务", f"产业规模持续扩大。{TAIL}", f"创新能力显著提升。{TAIL}", "二、保障") == [
        "产业规模持续扩大。", "创新能力显著提升。",
    ]  # fmt: skip


def test_a_preamble_has_no_leads_where_the_text_is_numbered() -> None:
    assert leads(f"产业规模持续扩大。{TAIL}", f"创新能力显著提升。{TAIL}", "一、任务", "加快建设。", "二、保障") == []


def test_a_text_without_numbers_is_drafted_in_leads() -> None:
    assert leads(*(f"{lead}。{TAIL}" for lead in ("产业规模持续扩大", "创新能力显著提升", "渔港建设加快推进"))) == [
        "产业规模持续扩大。", "创新能力显著提升。", "渔港建设加快推进。",
    ]  # fmt: skip


def test_a_lead_has_a_paragraph_behind_it() -> None:
    assert leads("一、任务", "产业规模持续扩大。", f"创新能力显著提升。{TAIL}", "二、保障") == ["创新能力显著提升。"]


@pytest.mark.parametrize("opening", ["到2025年。", "根据要求。", "截至目前。", "一是扩大。", "（略）。"])
def test_what_opens_a_sentence_is_no_lead(opening: str) -> None:
    assert leads("一、任务", f"{opening}{TAIL}", "二、保障") == []


def test_a_lead_of_two_parts_stands_among_leads() -> None:
    two = f"规模扩大，能力增强。{TAIL}"
    assert leads("一、任务", two, "二、保障") == []
    assert leads("一、任务", two, f"结构优化，质量提升。{TAIL}", "二、保障") == [
        "规模扩大，能力增强。",
        "结构优化，质量提升。",
    ]
