"""What is known of how headings are drafted, each by its name: the score of a place with it and without."""

from __future__ import annotations

import pytest

from build_tools.parse.craft import craft_scores
from build_tools.parse.pair_counts import PairCounts

NONE = PairCounts.of("")


def score(text: str, pairs: PairCounts = NONE) -> float:
    """The score of the place "|" in a text."""
    at = text.index("|")
    return craft_scores([text.replace("|", "")], [[at]], pairs)[0][at]


def test_a_blank_ends_a_heading_whatever_stands_around() -> None:
    assert score("甲乙丙丁| 戊己") == score("工作要求|　各区要") == 12.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("总体要求|甲乙丙丁", "总体要丁|甲乙丙丁"),  # plans share it
        ("子丑寅卯|各区要甲乙", "子丑寅卯|甲区要甲乙"),  # so bodies open
        ("子丑寅卯|充分发挥甲", "子丑寅卯|加强甲乙丙"),  # a longer opening tells more
        ("子丑寅卯|某某局：甲乙", "子丑寅卯|某某局甲乙丙"),
        ("子丑寅卯|甲局：甲乙", "子丑寅卯|甲：甲乙丙"),
        ("子丑寅工程|甲乙丙丁", "子丑寅工某|甲乙丙丁"),  # so headings end
        ("子丑寅卯，辰巳午未|甲乙", "子丑，寅卯，辰巳|甲乙"),  # of two parts at most
        ("子丑寅卯辰，巳午未申酉|甲乙", "子丑，寅卯辰巳午未申酉|甲乙"),  # which are about as long
        ("子丑寅卯辰，巳午未申酉|甲乙", "子丑寅卯辰巳午未，申酉|甲乙"),
        ("子丑寅卯辰巳午未申酉|甲乙", "子丑寅卯|甲乙"),  # of about ten characters
        ("子丑寅卯辰巳午未申酉|甲乙", "子丑寅卯辰巳午未申酉子丑寅卯辰巳午未|甲乙"),
        ("子丑寅卯辰巳午未申酉，子丑寅卯辰巳午未申酉亥|甲", "子丑寅卯，辰巳午未|甲"),  # twenty-two in two parts
        ("甲乙丙丁戊|甲乙丙丁丑", "甲乙丙丁戊|甲乙丙丑丁"),  # the body takes the heading's words up
        ("甲乙丙丁戊|甲乙丙丑丁", "甲乙丙丁戊|甲丑乙丙丁"),
        ("甲乙丙丁戊|丙丁戊子丑", "甲乙丙丁戊|丙丁子丑寅"),
        ("甲乙丙丁戊|乙丙丁戊子", "甲乙丙丁戊|丙丁戊子丑"),
    ],
)
def test_what_speaks_for_a_heading(better: str, worse: str) -> None:
    assert score(better) > score(worse)


def test_a_part_is_told_by_a_half_or_a_full_comma() -> None:
    assert score("子丑寅卯,辰巳午未|甲乙") == score("子丑寅卯，辰巳午未|甲乙") < score("子丑寅卯辰巳午未申|甲乙")


def test_two_parts_are_even_up_to_the_double() -> None:
    even = score("子丑寅卯，辰巳午未|甲乙")
    assert score("子丑寅，卯辰巳午未申|甲") > even - 1.0  # three and six
    assert score("子丑寅，卯辰巳午未申酉|甲") < even - 1.0
    assert score("子丑寅卯辰巳，午未申|甲") > even - 1.0
    assert score("子丑寅卯辰巳午，未申酉|甲") < even - 1.0


def test_a_longer_repetition_tells_more() -> None:
    found = [
        score(f"甲乙丙丁戊己庚|{body}")
        for body in ("甲子丑寅卯辰巳", "甲乙丑寅卯辰巳", "甲乙丙丁卯辰巳", "甲乙丙丁戊辰巳")
    ]
    assert found == sorted(found)
    assert found[1] - found[0] == pytest.approx(1.2)
    assert found[2] - found[0] == pytest.approx(2.0 + 0.3 * 4)
    assert found[3] - found[2] == pytest.approx(0.3)


def test_words_of_the_heading_in_mid_body_count_by_their_length() -> None:
    alone = score("甲乙丙丁戊己庚|子丑寅卯")
    assert score("甲乙丙丁戊己庚|丙丁戊子") - alone == pytest.approx(0.35 * 3)
    assert score("甲乙丙丁戊己庚|丙丁戊己") - alone == pytest.approx(0.35 * 4)
    assert score("甲乙丙丁戊己庚|丙丁子丑") == alone


def test_characters_that_belong_together_are_not_parted() -> None:
    pairs = PairCounts.of("卯辰" * 4)
    assert score("子丑寅卯|辰巳午未", pairs) == pytest.approx(score("子丑寅卯|辰巳午未") - 0.8 * 2)
    endless = PairCounts.of("卯辰" * 500)
    assert score("子丑寅卯|辰巳午未", endless) == pytest.approx(score("子丑寅卯|辰巳午未") - 0.8 * 5)


def shares(texts: list[str], pairs: PairCounts = NONE) -> list[float]:
    """How much more the places "|" are worth among their siblings than alone."""
    places = [[text.index("|")] for text in texts]
    bare = [text.replace("|", "") for text in texts]
    together = craft_scores(bare, places, pairs)
    return [round(row[at] - score(text, pairs), 3) for row, (at,), text in zip(together, places, texts, strict=True)]


def test_endings_that_siblings_share_count_for_more() -> None:
    assert shares(["甲乙项目|丙", "丁戊项目|己", "庚辛工程|壬"]) == [1.667, 1.667, 0.0]
    assert shares(["甲乙项目|丙", "丁戊工程|己"]) == [0.0, 0.0]


def test_an_ending_is_shared_by_a_third_at_least() -> None:
    others = ["庚辛子丑|壬", "庚辛寅卯|壬", "庚辛辰巳|壬", "庚辛午未|壬"]
    assert shares(["甲乙项目|丙", "丁戊项目|己", *others])[0] == 0.833
    assert shares(["甲乙项目|丙", "丁戊项目|己", *others, "庚辛申酉|壬"])[0] == 0.0


def test_a_word_that_the_document_uses_everywhere_tells_less() -> None:
    pair = ["甲乙项目|丙", "丁戊项目|己"]
    assert shares(pair, PairCounts.of("项目" * 2))[0] == 2.5
    assert shares(pair, PairCounts.of("项目" * 8))[0] == pytest.approx(2.5 / 3, abs=0.001)
