"""What answers to what in two sequences, and that the work for it is bounded."""

from __future__ import annotations

import difflib
from collections import Counter

import pytest

from build_tools.edition import align
from build_tools.edition.align import Effort, Segment, align_characters, is_alike, match_units
from build_tools.edition.collate import collate_editions
from build_tools.edition.passages import collect_passages
from build_tools.pipeline import convert_bytes


class Counted(str):
    """A string that counts how often it is looked at."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.looks += 1
        return str.__hash__(self)


class CountedMatcher(difflib.SequenceMatcher[str]):
    """Counts what each comparison of characters goes through at most."""

    work: list[int]

    def get_opcodes(self) -> list[tuple[str, int, int, int, int]]:  # type: ignore[override]
        codes = super().get_opcodes()
        theirs = Counter(self.b)
        CountedMatcher.work.append(sum(theirs[char] for char in self.a) * len(codes))
        return codes  # type: ignore[return-value]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    CountedMatcher.work = []
    monkeypatch.setattr(align, "SequenceMatcher", CountedMatcher)
    return CountedMatcher.work


def test_units_that_stand_once_hold_the_rest_in_place() -> None:
    assert match_units("甲乙丙丁", "甲丙戊丁") == [(0, 0), (2, 1), (3, 3)]
    assert match_units("甲同乙同丙", "子同乙同寅") == [(1, 1), (2, 2), (3, 3)]
    assert match_units("同同", "同同同") == [(0, 0), (1, 1)]
    assert match_units("", "甲") == []


def test_of_units_that_cross_the_longest_rise_is_taken() -> None:
    assert match_units("0甲乙丙1", "2丙甲乙3") == [(1, 2), (2, 3)]


@pytest.mark.slow
@pytest.mark.parametrize("size", [1000, 4000])
def test_units_are_looked_at_in_proportion_to_their_number(size: int) -> None:
    ours = [Counted(f"{number % 997} {number // 3}") for number in range(size)]
    theirs = [Counted(f"{number % 991} {number // 3}") for number in range(size)]
    Counted.looks = 0
    match_units(ours, theirs)
    assert Counted.looks < 60 * size


def test_blocks_cover_both_texts() -> None:
    blocks, is_coarse = align_characters("甲乙丙丁", "甲丙戊丁", Effort())
    assert blocks == [
        Segment(0, 1, 0, 1, True),
        Segment(1, 2, 1, 1, False),
        Segment(2, 3, 1, 2, True),
        Segment(3, 3, 2, 3, False),
        Segment(3, 4, 3, 4, True),
    ]
    assert not is_coarse


def test_a_long_text_is_compared_sentence_by_sentence(work: list[int]) -> None:
    sentences = [f"第{number}句说的是{chr(0x4E00 + number) * 9}。" for number in range(2000)]
    changed = [one.replace("说的", "讲的") if number % 500 == 7 else one for number, one in enumerate(sentences)]
    blocks, is_coarse = align_characters("".join(sentences), "".join(changed), Effort())
    assert (sum(not block.is_equal for block in blocks), is_coarse) == (4, False)
    assert sum(work) < 1000


def test_what_is_too_much_is_one_block_and_said_to_be_coarse(work: list[int]) -> None:
    ours, theirs = "子" + "甲乙" * 3000 + "丑", "寅" + "乙甲" * 3000 + "卯"
    assert align_characters(ours, theirs, Effort()) == ([Segment(0, 6002, 0, 6002, False)], True)
    assert work == []
    # A control: half of it is not too much.
    assert align_characters(ours[:100], theirs[:100], Effort())[1] is False


def test_an_allowance_that_is_used_up_ends_the_comparing(work: list[int]) -> None:
    effort = Effort(1)
    assert align_characters("甲乙丙", "丙甲乙", effort)[1] is False
    assert effort.left <= 0
    assert align_characters("甲乙丙", "丙甲乙", effort) == ([Segment(0, 3, 0, 3, False)], True)
    assert len(work) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "alphabet", ["甲乙", "的一是在不了有和人这中大为上个国我以要他", "".join(map(chr, range(0x4E00, 0x5000)))]
)
def test_a_huge_second_witness_costs_no_more_than_the_allowance(work: list[int], alphabet: str) -> None:
    def text(step: int) -> bytes:
        size = len(alphabet)
        lines = ("".join(alphabet[(at * step + line * 7) % size] for at in range(60)) + "。" for line in range(1500))
        return ("某市规划\n一、甲乙\n" + "\n".join(lines)).encode()

    base, other = (convert_bytes(text(step), "a.txt").edition for step in (3, 5))
    allowed = 2_000_000
    alignment = collate_editions(base, other, Effort(allowed))
    # The comparison that uses the allowance up is the last.
    assert sum(work[:-1]) < allowed
    assert max(work, default=0) <= 200_000 * 400
    for edition, side in ((base, "lemma"), (other, "reading")):
        texts = [getattr(pair, side) for pair in alignment.pairs]
        assert "\n".join(filter(None, texts)) == "\n".join(one.text for one in collect_passages(edition)[0])


def test_likeness() -> None:
    equal = [Segment(0, 4, 0, 4, True)]
    assert is_alike("甲乙丙丁" * 3, "甲乙丙丁" * 3, equal)
    assert not is_alike("甲乙丙丁" * 4, "甲乙丙丁" * 4, equal)
    assert is_alike("甲", "乙", [])


def test_neighbours_of_one_sort_are_joined_and_nothing_is_empty() -> None:
    assert align_characters("甲乙丙", "甲丁丙", Effort()) == (
        [Segment(0, 1, 0, 1, True), Segment(1, 2, 1, 2, False), Segment(2, 3, 2, 3, True)],
        False,
    )
    assert align_characters("甲", "", Effort()) == ([Segment(0, 1, 0, 0, False)], False)
    assert align_characters("", "", Effort()) == ([], False)


def test_what_stands_once_on_both_sides_in_the_same_order_is_matched() -> None:
    assert match_units(list("甲乙丙丁"), list("甲丙乙丁")) in ([(0, 0), (1, 2), (3, 3)], [(0, 0), (2, 1), (3, 3)])
    assert match_units(list("子甲乙丙丁丑"), list("寅丁甲乙丙卯")) == [(1, 2), (2, 3), (3, 4)]
    assert match_units(list("子丁甲乙丑"), list("寅甲乙丁卯")) == [(2, 1), (3, 2)]
    assert match_units(list("子甲甲丑"), list("寅甲卯")) == []
    assert match_units(list("子甲乙丙丁戊丑"), list("寅丙甲乙戊丁卯")) == [(1, 2), (2, 3), (5, 4)]
