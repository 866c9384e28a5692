"""No pattern takes longer than in proportion to its text: `benchmarks/growth.py`, on all of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.loading import load_script

growth = load_script("benchmarks/growth.py")


@pytest.fixture(scope="module")
def patterns() -> list[Any]:
    return list(growth.find_patterns())


@pytest.mark.slow
def test_the_patterns_are_found(patterns: list[Any]) -> None:
    names = {found.name for found in patterns}
    assert len(names) > 300
    # One of a module, one of a record in a table, one that is written where it is used.
    assert {"build_tools.annotate.names._YEARS_RE", "build_tools.parse.markers.RUNGS"} <= names
    assert any(":" in name for name in names)


# A ratio is taken of CPU time, in seconds that no other load adds to, and only of what is slow enough to be measured: a
# linear pattern takes about 4 times as long for 4 times the text, a quadratic one 16 times; the limit is 8.
@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_every_pattern_is_linear(patterns: list[Any], part: int) -> None:
    slow = [one for one in map(growth.measure, patterns[part::8]) if not one.is_linear]
    assert [(one.found.name, one.way, one.text) for one in slow] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(?:[一-龥]{1,8}市)+", "fullmatch"),
        (r"[ ]*[ ]*甲", "match"),
        (r"[^。]{20,}。", "search"),
        (r"\s*<a>", "search"),
        (r"<a\b[^<>]*>.*?</a>", "search"),
    ],
)
def test_control_a_pattern_that_is_not_linear_is_told(pattern: str, way: str) -> None:
    assert not growth.measure(growth.Found("x", re.compile(pattern), (way,))).is_linear


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(?:[一-龥]{1,8}?市)++", "fullmatch"),
        (r"[ ]*+甲", "match"),
        (r"[^。]{20}。", "search"),
        (r"(?<!\s)\s*<a>", "search"),
    ],
)
def test_control_its_linear_form_is_none(pattern: str, way: str) -> None:
    assert growth.measure(growth.Found("x", re.compile(pattern), (way,))).is_linear
