"""Numbering that never ends: a bounded depth, and time that grows with the text only."""

from __future__ import annotations

import time

import pytest

from build_tools.pipeline import convert_bytes

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


@pytest.mark.parametrize("piece", ENDLESS)
def test_endless_numbering(piece: str) -> None:
    seconds = []
    for count in (150, 600):
        start = time.perf_counter()
        converted = convert_bytes((piece * count).encode("utf-8"), "a.txt")
        seconds.append(time.perf_counter() - start)
        assert converted.fidelity.characters == len(piece) * count
    # Four times the length: linear takes four times as long, quadratic sixteen times.
    assert seconds[1] < max(1.0, 9 * seconds[0])
