"""What tells where a heading ends: each feature of a place by its name, and how scores become shares."""

from __future__ import annotations

import math

import pytest

from build_tools.parse.heading_model import (
    STOP,
    Weights,
    describe_place,
    ending_shares,
    find_stop,
    first_scores,
    habit_of,
    is_balanced,
    list_places,
    probabilities,
    second_scores,
)
from build_tools.parse.pair_counts import PairCounts

PAIRS = PairCounts.of("优化布局加快建设。优化布局推进发展。")
WEIGHTS = Weights(
    {"布局": 3, "加快": 2, "局加": 1},
    {"加快": 20},
    {"布局": 30},
    {STOP: 2.0, "stock": 1.0, "opening": 0.5},
    {"score": 1.0, "share": 2.0, "habit": 1.0, "stop": 0.25},
)


def describe(text: str, at: int, stop: int = -1) -> dict[str, float]:
    return describe_place(text, at, stop, PAIRS, WEIGHTS)


def names(text: str, at: int, stop: int = -1) -> set[str]:
    return set(describe(text, at, stop))


# -- places -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("优化布局。加快", 4),
        ("优化。", 2),
        ("优。化布局。", 5),  # too near to end anything
        ("（优化。布局）加快。", 9),
        ("“优化。”加快！", 7),
        ("优化布局", -1),
        ("优" * 399 + "。", 399),
        ("优" * 400 + "。", -1),
    ],
)
def test_the_first_stop_outside_of_brackets(text: str, stop: int) -> None:
    assert find_stop(text) == stop


def test_a_heading_ends_nowhere_in_a_bracket_or_beside_a_word_that_binds() -> None:
    assert list_places("优化布局和建设", -1) == [2, 3, 6]
    assert list_places("优化的布局", -1) == [4]
    assert list_places("优（化布）局加快", -1) == [5, 6, 7]


def test_the_first_stop_is_a_place_and_the_last_one() -> None:
    assert list_places("优化布局。加快建设", 4) == [2, 3, 4]
    assert list_places("优化，布局。加快建设", 5) == [4, 5]


def test_no_heading_is_longer_than_46() -> None:
    assert list_places("优" * 60, -1) == list(range(2, 47))


def test_brackets_are_balanced() -> None:
    assert (is_balanced("甲（乙）“丙”"), is_balanced("甲（乙"), is_balanced("甲”")) == (True, False, False)


# -- features -----------------------------------------------------------------------------------------------


def test_the_last_characters_of_a_heading_are_features() -> None:
    assert {"e1:局", "e2:布局", "e3:化布局", "word end 3"} <= names("优化布局加快建设", 4)


def test_the_first_characters_of_a_body_are_features() -> None:
    assert {"b1:加", "b2:加快", "b3:加快建", "word start 2", "joint 1"} <= names("优化布局加快建设", 4)


def test_at_a_stop_the_first_characters_of_the_heading_count_and_no_body() -> None:
    found = names("优化布局。加快建设", 4, 4)
    assert {STOP, "s2:优化", "stop length 1 4"} <= found
    assert not any(name.startswith(("b1:", "word start", "joint")) for name in found)


@pytest.mark.parametrize(("at", "bucket"), [(2, 2), (12, 12), (13, 14), (46, 46), (47, 60), (90, 90), (91, 999)])
def test_lengths_are_counted_in_steps(at: int, bucket: int) -> None:
    assert f"length 1 {bucket}" in names("甲" * 120, at)


def test_clauses_are_counted_up_to_three() -> None:
    assert "length 2 5" in names("优化，布局加快", 5)
    assert "length 3 9" in names("优化，布局，推进，加快建设", 9)


@pytest.mark.parametrize(
    ("text", "at", "ratio"),
    [("优化，布局加快建设", 5, "even"), ("优化布局结构，加快建设。", 8, "odd"), ("甲，优化布局结构加快", 8, "odd")],
)
def test_two_parts_of_a_heading_are_about_as_long(text: str, at: int, ratio: str) -> None:
    assert f"ratio {ratio}" in names(text, at)
    assert not any(name.startswith("ratio") for name in names("优化布局加快", 4))


@pytest.mark.parametrize(
    ("text", "at", "feature"),
    [
        ("必须优化布局加快建设", 6, "modal"),
        ("优化5布局加快建设", 5, "number"),
        ("优化空间建设加快推进", 6, "ending"),
        ("总体要求坚持创新", 4, "stock"),
        ("优化布局加快建设", 4, "opening"),
        ("优化布局重点方向：甲", 4, "body colon"),
        ("优化布局　甲乙", 4, "blank"),
        ("优化布局“甲”乙", 4, "body quote"),
        ("优化布局5甲乙", 4, "body digit"),
    ],
)
def test_a_feature_and_a_place_without_it(text: str, at: int, feature: str) -> None:
    assert feature in names(text, at)
    assert feature not in names("甲乙丙丁戊己庚辛", 4)


@pytest.mark.parametrize("feature", ["modal", "number", "ending", "length 1 8"])
def test_before_a_stop_a_feature_has_a_name_of_its_own(feature: str) -> None:
    found = names("必须优化5项建设。加快", 8, 8)
    assert f"stop {feature}" in found
    assert feature not in found


@pytest.mark.parametrize(
    ("text", "at", "feature"),
    [
        ("优化布局优化结构", 4, "repeats 2"),
        ("优化布局优化布局结构", 4, "repeats 4"),
        ("优化布局结构优化布局结构甲", 6, "repeats 4"),
        ("优化布局甲布局", 4, None),
        ("优化布局布局乙", 4, "takes up 2"),
        ("空间优化布局优化布局乙", 6, "takes up 4"),
        ("优化布局乙化布局", 4, "end again 3"),
        ("空间优化布局乙优化布局", 6, "end again 4"),
    ],
)
def test_a_body_takes_up_the_words_of_its_heading(text: str, at: int, feature: str | None) -> None:
    found = {name for name in names(text, at) if name.startswith(("repeats", "takes up", "end again"))}
    assert feature in found if feature else found == set()


def test_a_longer_opening_of_the_body_weighs_more() -> None:
    assert describe("优化布局加快建设", 4)["opening length"] == pytest.approx(0.4)
    assert describe("优化布局进一步提升", 4)["opening length"] == pytest.approx(0.6)


def test_a_heading_of_usual_length_is_not_away() -> None:
    assert describe("甲" * 30, 10)["away"] == 0
    assert describe("甲" * 30, 16)["away"] == pytest.approx(1)
    assert describe("甲" * 11 + "，" + "甲" * 30, 22)["away"] == 0
    assert describe("甲" * 11 + "，" + "甲" * 30, 31)["away"] == pytest.approx(1)


# -- scores -------------------------------------------------------------------------------------------------


def test_the_score_of_a_place_is_the_sum_of_its_features() -> None:
    scores = first_scores("总体要求加快建设", -1, PAIRS, WEIGHTS)
    assert (scores[4], scores[3]) == (1.5, 0.0)
    assert first_scores("总体要求。加快建设", 4, PAIRS, WEIGHTS)[4] == 2.0


def test_shares_add_up_to_one_whatever_the_scores() -> None:
    shares = probabilities({2: 1000.0, 4: 1000.0 + math.log(3)})
    assert (shares[2], shares[4]) == (pytest.approx(0.25), pytest.approx(0.75))


def test_an_ending_tells_as_much_as_the_siblings_end_so() -> None:
    texts = ["优化布局加快", "完善布局推进", "甲乙丙丁"]
    shares = ending_shares(texts, [{4: 0.0}, {4: 0.0}, {}], [-1, -1, -1])
    assert shares == [{4: 0.5}, {4: 0.5}, {}]
    assert ending_shares(texts, [{4: 0.0}, {4: 0.0}, {}], [4, -1, -1])[0] == {4: 0.0}  # a stop has no ending


def test_a_habit_is_the_siblings_odds_of_ending_with_a_stop() -> None:
    even, often = {2: 0.0, 4: 0.0}, {2: 0.0, 4: math.log(3)}
    assert habit_of([even], [4]) == 0
    assert habit_of([often] * 7, [4] * 7) == pytest.approx(math.log(3))
    assert habit_of([often], [4]) == pytest.approx(math.log(3) / 3)  # one alone is no habit
    assert habit_of([often, even], [-1, -1]) == habit_of([], []) == 0
    assert habit_of([{4: 0.0}] * 7, [4] * 7) == pytest.approx(math.log(0.98 / 0.02))


def test_the_second_look_adds_siblings_and_habit() -> None:
    found = second_scores({2: 1.0, 4: 1.0}, {2: 0.5, 4: 0.0}, 4, WEIGHTS, habit=3.0)
    assert found == {2: 1.0 + 1.0, 4: 1.0 + 3.0 + 0.25}


def test_weights_are_read_from_strings_of_pairs() -> None:
    data = (
        '{"pairs": {"3": "布局加快"}, "starts": {"20": "加快"}, "ends": {"30": "布局"}, "features": {"stop": 150},'
        ' "grams": {"e1": {"50": "局快"}, "b2": {"-25": "加快推进"}}, "second": {"score": 1.0}}'
    )
    read = Weights.from_json(data)
    assert (read.pairs, read.starts, read.ends) == ({"布局": 3, "加快": 3}, {"加快": 20}, {"布局": 30})
    assert read.features == {"stop": 1.5, "e1:局": 0.5, "e1:快": 0.5, "b2:加快": -0.25, "b2:推进": -0.25}
