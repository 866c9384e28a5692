"""Plans of other fields than the seeds' against their gold: floors that may only rise."""

from __future__ import annotations

import pytest

from tests.loading import load_script

benchmark = load_script("benchmarks/targets.py")


@pytest.mark.parametrize(("is_apart", "floors"), [(False, (1.0, 1.0, 0.98)), (True, (1.0, 0.97, 0.95))])
def test_strangers_plans(is_apart: bool, floors: tuple[float, float, float]) -> None:
    paths = [path for path in sorted(benchmark.PLANS.glob("*.txt")) if path.name.startswith("apart-") is is_apart]
    total = benchmark.add_scores([benchmark.score_plan(path) for path in paths])
    assert total.both / total.found >= floors[0]
    assert total.both / total.gold >= floors[1]
    assert total.whole / total.gold >= floors[2]
