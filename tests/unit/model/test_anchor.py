"""The grammar of anchors, in the one module that knows it."""

from __future__ import annotations

import pytest

from build_tools.model.anchor import ROOT, Anchor, ClauseId, Token, write_repeat

WRITTEN = {
    "": Anchor(),
    "s2-c3-p8": Anchor("", "s2-c3-p8"),
    "annex-1": Anchor("annex-1"),
    "annex-1-2nd": Anchor("annex-1-2nd"),
    "annex-1-2nd#s1-2nd": Anchor("annex-1-2nd", "s1-2nd"),
    "plan-2#box1-i2": Anchor("plan-2", "box1-i2"),
    "annexes-para1": Anchor("", "annexes-para1"),
    "tab1-1": Anchor("", "tab1-1"),
    "ch1-art8-2": Anchor("", "ch1-art8-2"),
    "preamble": Anchor("", "preamble"),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_is_read(text: str) -> None:
    assert Anchor.parse(text) == WRITTEN[text]
    assert str(Anchor.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["#s1", "annex-1#", "s1#s2", "annex-1#annex-1#s1", "S1", "s1-", "-s1", "1", "s 1", "s1--c1"]
)
def test_what_is_never_written_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no anchor"):
        Anchor.parse(text)


def test_steps() -> None:
    assert Anchor.parse("s2-2nd-c3-art8-2-para10").tokens == (
        Token("s", "2", "-2nd"),
        Token("c", "3"),
        Token("art", "8-2"),
        Token("para", "10"),
    )
    assert Anchor.parse("art8-2nd").tokens == (Token("art", "8", "-2nd"),)
    assert Anchor.parse("art8-12th").tokens == (Token("art", "8", "-12th"),)
    assert Anchor.parse("p1-2nd-2nd").tokens == (Token("p", "1", "-2nd-2nd"),)
    assert Anchor.parse("annex-1").tokens == ()


@pytest.mark.parametrize("name", ["s2", "s2-2nd-c3-art8-2-para10", "art8-2nd", "p1-2nd-2nd", "preamble-para3", "n1-n2"])
def test_the_last_step_is_that_of_all_steps(name: str) -> None:
    assert Anchor("annex-1", name).last == Anchor("annex-1", name).tokens[-1]


def test_a_page_has_no_last_step() -> None:
    assert Anchor("annex-1").last is None
    assert str(Anchor.parse("annex-1#s2").step("c1")) == "annex-1#s2-c1"
    assert Anchor("annex-1").step("s1") == Anchor("annex-1", "s1")
    assert str(Anchor.parse("annex-1#s2-c1-p3").cut(2)) == "annex-1#s2-c1"


def test_a_number_that_is_printed_again() -> None:
    assert [write_repeat(number) for number in (2, 3, 4, 12)] == ["-2nd", "-3rd", "-4th", "-12th"]
    assert Anchor("", "s1").repeat(2) == Anchor("", "s1-2nd")
    assert Anchor("annex-1").repeat(2) == Anchor("annex-1-2nd")


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("s2", "s2", True),
        ("s2", "s2-c1-p1", True),
        ("s2", "s2-2nd", False),
        ("s2", "s20", False),
        ("art8", "art8-1", False),
        ("annex-1", "annex-1#s1", True),
        ("annex-1", "s1", False),
        ("s1", "annex-1#s1", False),
        ("", "annex-1#s1", True),
        ("", "s1", True),
    ],
)
def test_what_stands_below(outer: str, inner: str, holds: bool) -> None:
    assert Anchor.parse(outer).holds(Anchor.parse(inner)) is holds


def test_ids_and_destinations() -> None:
    assert [Anchor.parse(text).id for text in ("", "s1", "annex-1", "annex-1#s1")] == ["", "s1", "annex-1", "s1"]
    assert [Anchor.parse(text).destination("w") for text in ("", "s1", "annex-1", "annex-1#s1")] == [
        "w", "w.s1", "w.annex-1", "w.annex-1.s1",
    ]  # fmt: skip
    assert ROOT.destination() == ""


def test_places_of_the_library() -> None:
    for text in ("a-2020", "a-2020#s1", "a-2020#annex-1", "a-2020#annex-1#s1"):
        assert str(ClauseId.parse(text)) == text
    assert ClauseId.parse("a-2020#annex-1#s1") == ClauseId("a-2020", Anchor("annex-1", "s1"))
    with pytest.raises(ValueError, match="is no anchor"):
        ClauseId.parse("a-2020#S1")
