"""Well-formed plans with every line break taken out, against what they were: floors that may only rise.

The three plans whose lines are sound are printed on one line each in every manner of `benchmarks/run_on.py`; the
converter then has to find the labels and the ends of the headings again.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading import load_script

ROOT = Path(__file__).parents[2]
PLANS = {name: next(ROOT.glob(f"seeds/*/{name}_*.txt")) for name in ("000", "001", "002")}


RUN_ON = load_script("benchmarks/run_on.py")
FIGURES = ("recall", "precision", "marked", "unmarked", "sentences")
FLOORS = {
    ("000", "bare"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("000", "spaced"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("000", "narrow"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("000", "wrapped"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("000", "paged"): (0.96, 0.96, 0.96, 1.0, 1.0),
    ("000", "unstopped"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("000", "unmarked"): (1.0, 1.0, 1.0, 0.79, 1.0),
    ("001", "bare"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "spaced"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "narrow"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "wrapped"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "paged"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "unstopped"): (1.0, 1.0, 1.0, 1.0, 1.0),
    ("001", "unmarked"): (1.0, 1.0, 1.0, 0.79, 1.0),
    ("002", "bare"): (0.98, 1.0, 1.0, 0.89, 1.0),
    ("002", "spaced"): (0.97, 1.0, 1.0, 1.0, 1.0),
    ("002", "narrow"): (0.98, 1.0, 1.0, 0.89, 1.0),
    ("002", "wrapped"): (0.98, 1.0, 1.0, 0.89, 1.0),
    ("002", "paged"): (0.98, 1.0, 0.97, 0.89, 1.0),
    ("002", "unstopped"): (0.93, 0.98, 1.0, 0.88, 1.0),
    ("002", "unmarked"): (0.93, 0.98, 1.0, 0.88, 1.0),
}


@pytest.mark.parametrize(("name", "manner"), FLOORS)
def test_floor(name: str, manner: str) -> None:
    path = PLANS[name]
    figures = RUN_ON.Figures()
    RUN_ON.measure(RUN_ON.print_run_on(path.read_bytes(), path.name, manner), figures)
    floors = dict(zip(FIGURES, FLOORS[name, manner], strict=True))
    assert {key: value for key, value in figures.shares.items() if value < floors[key]} == {}
