"""Text that keeps its source: each rule of slicing, joining and trimming by its name."""

from __future__ import annotations

import pytest

from build_tools.model.passage import Passage, Run

VERBATIM = Run(10, 13, "甲乙丙")
EMENDED = Run(13, 15, "丁", emended=True)
COMPUTED = Run(15, 15, "一、", computed="auto-number")
AFTER = Run(15, 17, "戊己")
MIXED = Passage((VERBATIM, EMENDED, COMPUTED, AFTER))  # 甲乙丙丁一、戊己


@pytest.mark.parametrize(
    ("run", "is_verbatim"),
    [
        (Run(3, 5, "甲乙"), True),
        (Run(3, 6, "甲乙"), False),  # three characters of the source that read as two
        (Run(3, 4, "甲", emended=True), False),
        (Run(3, 4, " ", folded=True), False),
        (Run(3, 4, "甲", computed="auto-number"), False),
    ],
)
def test_a_run_is_verbatim_where_each_character_is_one_of_the_source(run: Run, is_verbatim: bool) -> None:
    assert run.is_verbatim is is_verbatim


def test_a_part_of_verbatim_characters_stands_where_they_stand() -> None:
    assert VERBATIM.cut(1, 2) == Run(11, 12, "乙")
    assert VERBATIM.cut(0, 3) is VERBATIM


def test_the_first_part_of_another_reading_stands_for_its_whole_source() -> None:
    read = Run(20, 26, "甲乙", emended=True)
    assert read.cut(0, 1) == Run(20, 26, "甲", emended=True)
    assert read.cut(1, 2) == Run(26, 26, "乙", emended=True)
    assert COMPUTED.cut(1, 2) == Run(15, 15, "、", computed="auto-number")


def test_a_passage_of_the_source() -> None:
    assert Passage.of("甲乙丙", 1, 3) == Passage((Run(1, 3, "乙丙"),))
    assert Passage.of("甲乙丙", 2, 2) == Passage()


def test_neighbours_in_the_source_are_joined_to_one_run() -> None:
    source = "甲乙丙丁戊"
    parts = [Passage.of(source, 0, 2), Passage(), Passage.of(source, 2, 3), Passage.of(source, 4, 5)]
    assert Passage.join(parts) == Passage((Run(0, 3, "甲乙丙"), Run(4, 5, "戊")))


def test_what_is_not_verbatim_is_joined_to_nothing() -> None:
    parts = [Passage((VERBATIM,)), Passage((EMENDED,)), Passage((COMPUTED,)), Passage((AFTER,))]
    assert Passage.join(parts) == MIXED


def test_a_passage_stands_from_its_first_run_to_its_last() -> None:
    assert (MIXED.start, MIXED.end, len(MIXED), MIXED.text) == (10, 17, 8, "甲乙丙丁一、戊己")


@pytest.mark.parametrize("end", ["start", "end"])
def test_an_empty_passage_stands_nowhere(end: str) -> None:
    with pytest.raises(ValueError, match="an empty passage stands nowhere"):
        getattr(Passage(), end)


@pytest.mark.parametrize(
    ("part", "runs"),
    [
        (slice(0, 8), MIXED.runs),
        (slice(0, 2), (Run(10, 12, "甲乙"),)),
        (slice(1, 3), (Run(11, 13, "乙丙"),)),
        (slice(2, 4), (Run(12, 13, "丙"), EMENDED)),
        (slice(3, 4), (EMENDED,)),
        (slice(2, 7), (Run(12, 13, "丙"), EMENDED, COMPUTED, Run(15, 16, "戊"))),
        (slice(5, 8), (Run(15, 15, "、", computed="auto-number"), AFTER)),
        (slice(6, 7), (Run(15, 16, "戊"),)),
        (slice(-1, None), (Run(16, 17, "己"),)),
        (slice(3, 3), ()),
        (slice(5, 2), ()),
    ],
)
def test_a_slice_keeps_its_source(part: slice, runs: tuple[Run, ...]) -> None:
    assert MIXED[part] == Passage(runs)
    assert MIXED[part].text == MIXED.text[part]


def test_a_slice_of_one_run() -> None:
    assert Passage((VERBATIM,))[1:] == Passage((Run(11, 13, "乙丙"),))
    assert Passage((VERBATIM,))[2:1] == Passage()


def test_a_passage_is_not_read_with_steps() -> None:
    with pytest.raises(ValueError, match="forwards"):
        MIXED[::2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲乙", ("", "甲乙", "")),
        ("  甲 乙 ", ("  ", "甲 乙", " ")),
        (" 甲", (" ", "甲", "")),
        ("甲 ", ("", "甲", " ")),
        ("  ", ("  ", "", "")),
        ("", ("", "", "")),
    ],
)
def test_trimming_parts_a_passage_in_three(text: str, parts: tuple[str, str, str]) -> None:
    trimmed = Passage.of(text, 0, len(text)).trim(" ")
    assert tuple(part.text for part in trimmed) == parts
    assert Passage.join(trimmed).text == text


@pytest.mark.parametrize(("index", "offset"), [(0, 10), (2, 12), (3, 13), (4, 15), (5, 15), (6, 15), (7, 16), (8, 17)])
def test_each_character_has_its_offset(index: int, offset: int) -> None:
    assert MIXED.offset_of(index) == offset


def test_a_passage_is_true_where_it_has_runs() -> None:
    assert (bool(MIXED), bool(Passage())) == (True, False)
    assert list(MIXED) == list(MIXED.runs)
