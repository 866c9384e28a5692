"""Lines in tests/cases/clean/furniture.toml: each rule, and near misses."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.model.witness import Witness
from build_tools.render.outline import merge_drops

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/clean/furniture.toml").read_text("utf-8"))
BODY = "一、优化空间布局"


def clean(text: str) -> tuple[list[str], list[tuple[str, str]], dict[str, str]]:
    found = clean_witness(Witness("a.txt", text))
    drops = [drop for drop in merge_drops(found.drops) if drop.rule != "line-break"]
    dropped = [(text[drop.start : drop.end], drop.rule) for drop in drops]
    return [block.text for block in found.blocks if isinstance(block, Line)], dropped, found.facts


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in CASES["dropped"].items() for line in lines])
def test_dropped(rule: str, line: str) -> None:
    kept, dropped, _ = clean(f"{line}\n{BODY}")
    assert (kept, dropped) == ([BODY], [(line, rule)])


@pytest.mark.parametrize("line", CASES["kept"]["lines"])
def test_kept(line: str) -> None:
    for text in (f"{line}\n{BODY}", f"{BODY}\n{line}"):
        kept, dropped, _ = clean(text)
        assert (sorted(kept), dropped) == (sorted([BODY, line]), [])


def test_facts() -> None:
    text = "索引号：AB-1 文号：某府发〔2021〕5号 发布日期：2021年9月6日\n来源：某某网\n" + BODY
    assert clean(text)[2] == {
        "index_number": "AB-1",
        "doc_number": "某府发〔2021〕5号",
        "date_published": "2021-09-06",
        "source": "某某网",
    }


def test_original_title_keeps_the_title() -> None:
    kept, dropped, _ = clean(f"原标题：某某发展规划\n{BODY}")
    assert (kept, dropped) == (["某某发展规划", BODY], [("原标题：", "page-data")])


def test_ambiguous_labels_stay_below_the_beginning_of_the_text() -> None:
    assert clean(f"{BODY}\n来源：某某统计局")[0] == [BODY, "来源：某某统计局"]
    assert clean(f"来源：某某统计局\n{BODY}")[0] == [BODY]
