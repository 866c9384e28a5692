"""Titled markup in tests/cases/clean/html.toml → lines and drops."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Block, Line
from build_tools.model.witness import Layout, Witness
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import merge_drops

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/clean/html.toml").read_text("utf-8"))["case"]
QUIET = {"markup", "indent", "line-break", "comment"}


def show(block: Block) -> list[str]:
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
