"""Well-formed plans with every line break taken out, against what they were: floors that may only rise.

The three plans whose lines are sound are printed on one line each; the converter then has to find the labels and
the ends of the headings again. Where a heading stood on a line of its own nothing marks its end any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from build_tools.model.division import Division, Kind, Paragraph
from build_tools.pipeline import convert_bytes

ROOT = Path(__file__).parents[2]
PLANS = {name: next(ROOT.glob(f"seeds/*/{name}_*.txt")) for name in ("000", "001", "002")}
LADDER = {Kind.SECTION, Kind.CLAUSE, Kind.POINT, Kind.DASH}


@dataclass(frozen=True)
class Label:
    start: int
    end: int  # of the heading
    marked: bool  # punctuation or another label stands behind it


def print_on_one_line(name: str) -> tuple[str, list[Label]]:
    """The body of a plan up to its annexes without line breaks or boxes, and where its labels stand."""
    root = convert_bytes(PLANS[name].read_bytes(), name).edition.root
    text = ""
    labels: list[Label] = []

    def add(division: Division) -> None:
        nonlocal text
        if division.kind in (Kind.ANNEX, Kind.ANNEX_LIST, Kind.BOX, Kind.NOTICE, Kind.PREFACE):
            return
        if division.kind in LADDER:
            start = len(text)
            text += division.num.text.strip() + division.heading.text
            end = len(text)
            text += division.stop.text
            follows_label = bool(division.body) and isinstance(division.body[0], Division)
            labels.append(Label(start, end, bool(division.stop) or follows_label))
        for node in division.body:
            if isinstance(node, Division):
                add(node)
            elif isinstance(node, Paragraph):
                text += node.passage.text

    add(root)
    return text, labels


@cache
def measure(name: str) -> dict[str, float]:
    text, labels = print_on_one_line(name)
    found = {
        node.num.start: node.heading.end if node.heading else node.num.end
        for node in convert_bytes(text.encode("utf-8"), "a.txt").edition.root.walk()
        if isinstance(node, Division) and node.kind in LADDER
    }
    right = [label for label in labels if label.start in found]
    marked = [found[label.start] == label.end for label in right if label.marked]
    unmarked = [found[label.start] == label.end for label in right if not label.marked]
    return {
        "recall": len(right) / len(labels),
        "precision": len(right) / len(found),
        "marked": sum(marked) / len(marked),
        "unmarked": sum(unmarked) / len(unmarked) if unmarked else 1.0,
    }


FLOORS = {
    "000": {"recall": 1.0, "precision": 1.0, "marked": 1.0, "unmarked": 0.66},
    "001": {"recall": 1.0, "precision": 1.0, "marked": 1.0, "unmarked": 0.83},
    "002": {"recall": 1.0, "precision": 1.0, "marked": 1.0, "unmarked": 0.94},
}


@pytest.mark.parametrize("name", PLANS)
def test_floor(name: str) -> None:
    found = measure(name)
    assert {key: value for key, value in found.items() if value < FLOORS[name][key]} == {}
