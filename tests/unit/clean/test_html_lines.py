"""Titled markup in tests/cases/clean/html.toml → lines and drops."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line, SourceBlock
from build_tools.model.witness import Layout, Witness
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import merge_drops

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/clean/html.toml").read_text("utf-8"))["case"]
QUIET = {"markup", "indent", "line-break", "comment"}


def show(block: SourceBlock) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    return [" | ".join("/".join(line.text for line in cell.lines) for cell in row) for row in block.rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    html = case["html"]
    # Converting proves that every character is accounted for.
    assert convert_bytes(html.encode("utf-8"), "a.html").fidelity.characters == len(html)
    if case.get("whole"):
        return
    text = clean_witness(Witness("a.html", html, layout=Layout.HTML))
    drops = merge_drops(text.drops)
    dropped = [f"{html[drop.start : drop.end]} {drop.rule}" for drop in drops if drop.rule not in QUIET]
    assert [line for block in text.blocks for line in show(block)] == case["lines"]
    assert dropped == case.get("dropped", [])


def line_of(html: str) -> Line:
    (block,) = clean_witness(Witness("a.html", html, layout=Layout.HTML)).blocks
    assert isinstance(block, Line)
    return block


def test_accents_are_what_another_face_sets() -> None:
    hints = line_of('<p><span style="font-family:黑体">甲乙。</span>丙丁戊己庚辛</p>').hints
    assert (hints.accents, hints.bold) == (((0, 3),), False)
    assert line_of("<p>甲乙。丙丁戊己庚辛</p>").hints.accents == ()


def test_all_bold_is_no_accent() -> None:
    hints = line_of("<p><b>甲乙</b><strong>丙</strong></p>").hints
    assert (hints.accents, hints.bold) == ((), True)


def test_marks() -> None:
    line = line_of("<p>10<sup>3</sup>克CO<sub>2</sub></p>")
    assert [(line.text[mark.start : mark.end], mark.name) for mark in line.marks] == [("3", "sup"), ("2", "sub")]


def test_centred_and_levels() -> None:
    assert line_of('<p style="text-align:center">甲</p>').hints.centered
    assert not line_of("<p>甲</p>").hints.centered
    assert line_of("<h2>甲</h2>").hints.level == 2


def test_a_raised_part_of_a_formula_is_marked() -> None:
    line = line_of("<p>共<math><msup><mn>10</mn><mn>9</mn></msup><msub><mi>x</mi><mi>i</mi></msub></math>元</p>")
    assert [(line.text[mark.start : mark.end], mark.name) for mark in line.marks] == [("9", "sup"), ("i", "sub")]


def test_a_picture_alone_in_its_block_is_a_figure() -> None:
    blocks = clean_witness(
        Witness(
            "a.html",
            "<p>一、甲</p><p> <img src='a/b.jpg?c=1&amp;d'> </p><p>乙<img src=c.jpg></p><p>二、丁</p>",
            layout=Layout.HTML,
        )
    ).blocks
    lines = [block for block in blocks if isinstance(block, Line)]
    assert [line.hints.is_figure for line in lines] == [False, True, False, False]
    addresses = ["".join(run.address for run in line.passage) for line in lines]
    assert addresses == ["", "a/b.jpg?c=1&d", "c.jpg", ""]


def doubts_of(html: str) -> list[tuple[str, str]]:
    return [
        (doubt.code, doubt.excerpt) for doubt in clean_witness(Witness("a.html", html, layout=Layout.HTML)).diagnostics
    ]


LONG = "坚持统筹推进各项重点工作，形成一批成果。" * 20
OTHER = "优化办事流程，压缩办理时限，提升服务水平。" * 20


@pytest.mark.parametrize(
    ("html", "doubts"),
    [
        ("<p>一、甲</p><p>乙<s>丙</s></p>", [("struck-out", "丙")]),
        ("<p>一、甲</p><p>乙<s> </s></p>", []),
        (f"<p>一、甲</p><div hidden>{LONG}</div><p>{OTHER}</p>", [("hidden-text", LONG[:40])]),
        (f"<p>一、甲</p><div hidden>甲&amp;nbsp;{LONG}</div><p>{LONG}</p>", []),  # a copy to be read aloud
        (f"<p>一、甲</p><div hidden>{LONG[:200]}</div><p>{LONG}</p>", []),
        (f"<p>一、甲</p><script>var a = '{LONG}'</script><p>{LONG}</p>", [("hidden-text", LONG[:40])]),
        (f"<p>一、甲</p><!-- {LONG} --><p>{LONG}</p>", [("hidden-text", LONG[:40])]),
        (f"<p>一、甲</p><script>{'a = b;' * 200}</script><p>{LONG}</p>", []),
        (f"<p>一、甲</p><nav>{'<a href=a>首页新闻</a>' * 100}</nav><p>{LONG}</p>", []),
        ("<p>一、甲</p><img src=a.jpg><p>二、乙</p>", [("picture-not-read", "a.jpg")]),
        ("<p>一、甲</p><img src=a.jpg alt=丁><p>二、乙</p>", [("picture-told-in-words", "丁")]),
        ("<html><body><p>一、甲</p><p>建设平台，培", [("cut-off", "建设平台，培")]),
        ("<body><p>一、甲</p><p>（责任单位：县", [("cut-off", "（责任单位：县")]),
        ("<body><p>一、甲</p><p>丙</p><p>丁</p><p>施", [("cut-off", "施")]),
        ('<body><p>一、甲</p><p>丙。</p><p style="a', [("cut-off", "丙。")]),
        ("<body><p>一、甲</p><table><tr><td>1</td><td>智", [("cut-off", "智")]),
        ("<div id=a><p>一、甲</p><p>建设平台，", [("cut-off", "建设平台，")]),
        ("<div id=a><p>一、甲</p><p>建设平台，培育企业。</p>", []),
        (
            "<html><body><p>一、甲<p>某市甲局、乙局：<p>加快。<table><tr><td>乙</table><p>某县",
            [],
        ),
        ("<html><body><p>一、甲<p>附件：1．乙、丙", []),
        ("<p>一、甲</p><p>建设平台，培", []),
        ("<body><p>一、甲</p><div><p>建设平台，培</body>", []),
        ("<p>一、甲</p><p>乙丙。</p><p>1/3 <a>1</a> <a>2</a> <a>下一页</a>", [("page-of-several", "1/3 1 2 下一页")]),
        ("<p>一、甲</p><p>乙丙。</p><li>1</li><li>2</li><li>下一页</li>", [("page-of-several", "1 2 下一页")]),
        ("<p>一、甲</p><p>乙丙。</p><p>上一页 1/1 下一页</p>", []),
        ("<p>⼀、甲</p><p>⼆、乙</p>", [("radicals-read", "一、甲</p><p>二、乙</p>")]),
    ],
)
def test_what_may_be_missing_is_told(html: str, doubts: list[tuple[str, str]]) -> None:
    assert doubts_of(html) == doubts


def test_a_line_that_opens_with_a_raised_figure_is_a_note() -> None:
    assert line_of("<p><sup>①</sup>指国内游客。</p>").hints.is_note
    assert not line_of("<p>①指国内游客。</p>").hints.is_note
    assert not line_of("<p>10<sup>3</sup>克</p>").hints.is_note


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (
            "<!-- saved from url=(0041)https://www.example.gov.cn/zwgk/a.html -->",
            "https://www.example.gov.cn/zwgk/a.html",
        ),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        (
            '<meta name="Url" content="http://www.example.gov.cn/b?x=1&amp;y=2" />',
            "http://www.example.gov.cn/b?x=1&y=2",
        ),
        ('<meta content="http://www.example.gov.cn/b" name=url>', "http://www.example.gov.cn/b"),
        (
            '<meta name="Url" content="javascript:alert(1)"><meta name="ImageUrl" content="http://www.example.gov.cn/c">',
            "",
        ),
    ],
)
def test_a_page_tells_where_it_stands(head: str, address: str) -> None:
    page = f"<html><head>{head}</head><body><p>某市港口发展规划</p><p>一、加快建设。</p></body></html>"
    told = clean_witness(Witness("a.html", page, layout=Layout.HTML)).told
    assert [fact.value for fact in told if fact.fact == "source_url"] == ([address] if address else [])
