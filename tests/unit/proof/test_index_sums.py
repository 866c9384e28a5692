"""What texts come to is what their keys come to, and nothing else is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from build_tools.proof.index_sums import Fold, add_up_keys, add_up_texts, read_numbers
from build_tools.publish.search_code import encode_gaps

SLOT = 8
TEXTS = ["甲乙甲乙。丙", "乙甲"]
PLACES = {"甲乙": [0, 2], "乙甲": [1, 16], "乙。": [3], "。丙": [4], "丙\n": [8], "甲\n": [17], "\n\n": [9, 18]}


def add_up(places: Mapping[str, Sequence[int]]) -> int:
    """Return what a file of keys comes to."""
    pairs = {pair: found for pair, found in places.items() if found}
    return add_up_keys("".join(pairs), " ".join(encode_gaps([0, *found]) for found in pairs.values()))[1]


def test_texts_and_keys_come_to_the_same() -> None:
    size, total, starts = add_up_texts(TEXTS, Fold({}, {}), SLOT)
    assert (size, total, [*starts]) == (24, add_up(PLACES), [0, 16])


@pytest.mark.parametrize(
    "changed",
    [
        {"乙。": [4], "。丙": [3]},  # two pairs exchanged
        {"甲乙": [1, 16], "乙甲": [0, 2]},
        {"甲乙": [0, 3]},
        {"甲乙": [0]},
        {"甲乙": [0, 2, 2]},
        {"甲乙": [0, 2, 4096]},
        {"甲丙": [5]},
        {"\n\n": [10, 18]},
        {"\n\n": [9]},
    ],
)
def test_other_keys_come_to_something_else(changed: dict[str, list[int]]) -> None:
    assert add_up(PLACES | changed) != add_up(PLACES)


def test_keys_that_are_cut_into_files_come_to_the_same() -> None:
    first, second = defaultdict(list, list(PLACES.items())[:3]), dict(list(PLACES.items())[3:])
    assert (add_up(first) + add_up(second) - add_up(PLACES)) % ((1 << 61) - 1) == 0


@pytest.mark.parametrize("code", ["~~~~~~~!", "!~", '"', "甲"])
def test_damaged_codes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        read_numbers(code)


@pytest.mark.parametrize(("signs", "codes"), [("", ""), ("甲乙", "! !"), ("甲乙乙甲", "!")])
def test_pairs_and_codes_that_do_not_match_are_refused(signs: str, codes: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        add_up_keys(signs, codes)
