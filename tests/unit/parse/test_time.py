"""Numbering that never ends: a bounded depth, and time that grows with the text only."""

from __future__ import annotations

import pytest

from build_tools.pipeline import convert_bytes
from tests.counting import count_calls

ENDLESS = [
    "一、甲乙\n",
    "1.甲乙。",
    "一、甲乙\n（一）丙丁\n",
    "（一）甲乙\n一、丙丁\n",
    "——甲乙。\n",
    "附件1：甲乙\n",
    "附件\n甲乙\n",
    "专栏1：甲乙\n",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS)
def test_endless_numbering(piece: str) -> None:
    sources = [(piece * count).encode("utf-8") for count in (300, 1200)]
    few, many = (count_calls(lambda source=source: convert_bytes(source, "a.txt")) for source in sources)
    # Four times the length: linear work takes four times the calls, quadratic sixteen times.
    assert many < 6 * few
