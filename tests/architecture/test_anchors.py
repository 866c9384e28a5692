"""Anchors are values: one module knows how they are written, and nothing is found back by object identity."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "build_tools"
GRAMMAR = "model/anchor.py"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# Ways to take an anchor apart, or to put one together, in a string.
CUT_RE = re.compile(
    r"""partition\(["'][#.]["']\)|split\(["']#["']|["']#["'] in |startswith\(f?["'](?:annex|plan)-|"""
    r"""removeprefix\(["'](?:annex|plan)-|["'-]2nd["']|partition\(["']para["']\)|\(\?:nd\|rd\|th\)"""
)
IDENTITY_RE = re.compile(r"[^_.a-z\"'`]id\([a-z_.\[\]]+\)")


def lines_with(pattern: re.Pattern[str], module: str) -> list[str]:
    lines = (PACKAGE / module).read_text("utf-8").split("\n")
    return [line.strip() for line in lines if pattern.search(line)]


# What is cut here is no anchor.
NOT_ANCHORS = {
    "publish/page_scan.py": "addresses in built pages, relative to their page",
}


def test_no_other_module_cuts_an_anchor() -> None:
    others = [module for module in MODULES if module != GRAMMAR and module not in NOT_ANCHORS]
    assert {module: lines for module in others if (lines := lines_with(CUT_RE, module))} == {}


def test_the_grammar_is_where_it_is_looked_for() -> None:
    assert lines_with(CUT_RE, GRAMMAR) != []


def test_nothing_that_writes_is_keyed_by_identity() -> None:
    writers = [module for module in MODULES if module.startswith(("render/", "annotate/"))]
    assert {module: lines for module in writers if (lines := lines_with(IDENTITY_RE, module))} == {}
