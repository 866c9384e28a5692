"""What a document's own pairs of characters tell."""

from __future__ import annotations

from math import log

import pytest

from build_tools.parse.pair_counts import PairCounts

TEXT = "加快建设，加快改造；加快发展。渔业加快，渔业改造。"
COUNTS = PairCounts.of(TEXT)


def test_pairs_are_counted_where_they_overlap() -> None:
    assert PairCounts.of("甲甲甲乙").counts == {"甲甲": 2, "甲乙": 1}
    assert PairCounts.of("甲").counts == {}


def test_clauses_start_behind_a_sign_and_end_before_one() -> None:
    assert COUNTS.starts == {"加快": 2, "渔业": 2}  # nothing stands before the first
    assert COUNTS.ends == {"建设": 1, "改造": 2, "发展": 1, "加快": 1}


def test_cohesion_is_one_more_at_each_doubling() -> None:
    assert [COUNTS.cohesion(*pair) for pair in ("加快", "渔业", "设，", "甲乙")] == [2.0, 1.0, 0.0, 0.0]


def odds(share: float) -> float:
    return log(share / (1 - share))


def test_what_is_known_in_general_counts_for_six_places() -> None:
    general = {"加快": 50, "渔业": 20}
    assert COUNTS.start_odds("加快", general) == pytest.approx(odds((2 + 6 * 0.5) / (3 + 6)))
    assert COUNTS.end_odds("加快", general) == pytest.approx(odds((1 + 6 * 0.5) / (3 + 6)))
    # This one place is not counted, and no more starts than places.
    assert COUNTS.start_odds("渔业", general) == pytest.approx(odds((1 + 6 * 0.2) / (1 + 6)))


def test_of_a_pair_that_nobody_knows_one_place_in_ten_is_thought() -> None:
    for found in (COUNTS.start_odds("甲乙", {}), COUNTS.end_odds("甲乙", {})):
        assert found == pytest.approx(odds(0.1))


def test_odds_are_bounded() -> None:
    many = PairCounts.of("甲乙" * 1000)
    assert (many.start_odds("甲乙", {}), many.start_odds("子丑", {"子丑": 0})) == (-4.0, 0.0)
    assert PairCounts.of("。甲乙" * 1000).start_odds("甲乙", {}) == 4.0
