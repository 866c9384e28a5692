"""What texts come to is what their keys come to, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from build_tools.proof.index import Part, _prove_keys
from build_tools.proof.index_sums import Fold, add_up_keys, add_up_texts, name_pair, read_numbers
from build_tools.publish.search_code import encode_gaps

SLOT = 8
TEXTS = ["甲乙甲乙。丙", "乙甲"]
PLACES = {"甲乙": [0, 2], "乙甲": [1, 16], "乙。": [3], "。丙": [4], "丙\n": [8], "甲\n": [17], "\n\n": [9, 18]}


def make_part(places: Mapping[str, Sequence[int]]) -> Part:
    """Return what a file of keys comes to."""
    pairs = sorted(places)
    return Part("", *add_up_keys("".join(pairs), " ".join(encode_gaps([0, *places[pair]]) for pair in pairs)))


def add_up(places: Mapping[str, Sequence[int]]) -> int:
    """Return the sum of a file of keys."""
    return make_part(places).total


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


@pytest.mark.parametrize(
    ("first", "names", "count"),
    [
        (3, (0, 3), 0),
        (1, (0, 1), 0),
        (3, (0, 4), 1),  # the second file is looked for elsewhere
        (3, (1, 3), 1),
    ],
)
def test_pairs_stand_in_the_file_in_which_they_are_looked_for(first: int, names: tuple[int, int], count: int) -> None:
    pairs = sorted(PLACES)
    parts = {"t/a/0": Part("", *add_up_texts(TEXTS, Fold({}, {}), SLOT))}
    for name, own in zip(names, (pairs[:first], pairs[first:]), strict=True):
        parts[f"k/{name_pair(pairs[name])}"] = make_part({pair: PLACES[pair] for pair in own})
    assert len(_prove_keys(parts, [24], "search")) == count


def test_a_pair_in_another_file_is_found() -> None:
    """The sum of all files is the same, and readers look for the pair in the first."""
    first, *others, last = sorted(PLACES)
    files = [{pair: PLACES[pair] for pair in own} for own in ((first, last), others)]
    parts = {f"k/{name_pair(min(own))}": make_part(own) for own in files}
    text = Part("", *add_up_texts(TEXTS, Fold({}, {}), SLOT))
    (fault,) = _prove_keys({"t/a/0": text, **parts}, [24], "search")
    assert fault.what == "its pairs are looked for in other files"


@pytest.mark.parametrize("code", ["~~~~~~~!", "!~", '"', "甲"])
def test_damaged_codes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        read_numbers(code)


@pytest.mark.parametrize("signs", ["甲乙乙甲", "乙甲乙甲"])
def test_pairs_out_of_order_are_refused(signs: str) -> None:
    with pytest.raises(ValueError, match=signs):
        add_up_keys(signs, "! !")


@pytest.mark.parametrize(("signs", "codes"), [("", ""), ("甲乙", "! !"), ("乙甲甲乙", "!")])
def test_pairs_and_codes_that_do_not_match_are_refused(signs: str, codes: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        add_up_keys(signs, codes)
