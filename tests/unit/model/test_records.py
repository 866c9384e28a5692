"""Small values: periods of targets, hashes of decisions, accepted changes, strings of TOML, differences in context."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from build_tools.model.acceptance import Acceptance, leads_on
from build_tools.model.alignment import AlignedPair, Alignment, Stretch
from build_tools.model.anchor import Anchor
from build_tools.model.decision import hash_line
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.target import Change, Comparison, Target, TargetKind
from build_tools.model.toml_text import quote_toml
from build_tools.model.web_address import is_web_address

HERE, THERE = Anchor("", "s1"), Anchor("", "s2")


@pytest.mark.parametrize(
    ("first", "last", "is_annual", "period"),
    [
        (2025, 2025, False, "2025"),
        (None, 2025, False, "2025"),
        (2021, 2025, False, "2021-2025"),
        (2021, 2025, True, "annual 2021-2025"),
        (None, None, True, "annual"),
        (None, None, False, ""),
    ],
)
def test_the_period_of_a_target(first: int | None, last: int | None, is_annual: bool, period: str) -> None:
    target = Target(
        0, 0, 1, 0, 1, "", "", Comparison.EQUAL, "", "", "1", "", "", Change.LEVEL, first, last, None, is_annual, False,
        TargetKind.TARGET,
    )  # fmt: skip
    assert target.period == period


@pytest.mark.parametrize(("line_no", "hashed"), [(1, "甲"), (2, "乙"), (3, ""), (0, "甲\n乙\n")])
def test_a_decision_knows_its_line(line_no: int, hashed: str) -> None:
    assert hash_line("甲\n乙\n", line_no) == hashlib.sha256(hashed.encode()).hexdigest()[:16]


def accept(before: str, after: str, anchor: Anchor = HERE) -> Acceptance:
    return Acceptance(anchor, before, after, "", "", "")


@pytest.mark.parametrize(
    ("accepted", "leads"),
    [
        ([accept("a", "c")], True),
        ([accept("a", "b"), accept("b", "c")], True),
        ([accept("a", "b")], False),
        ([accept("a", "b"), accept("b", "a")], False),  # round and round
        ([accept("a", "c", THERE)], False),  # another clause's
        ([], False),
    ],
)
def test_accepted_changes_lead_from_one_text_to_another(accepted: list[Acceptance], leads: bool) -> None:
    assert leads_on(accepted, HERE, "a", "c") is leads


def test_an_unchanged_text_needs_no_acceptance() -> None:
    assert leads_on([accept("a", "b")], HERE, "a", "a") is True


@pytest.mark.parametrize("text", ["", '甲"乙', "a\\b", "甲\n乙", "甲\t\u200b\u2028乙", '\\"\\n'])
def test_a_quoted_string_reads_as_the_text(text: str) -> None:
    quoted = quote_toml(text)
    assert tomllib.loads(f"key = {quoted}") == {"key": text}
    assert quoted.isprintable()


def test_half_of_a_pair_is_quoted_as_the_sign_of_what_is_lost() -> None:
    assert tomllib.loads("key = " + quote_toml("甲\udcff乙")) == {"key": "甲\ufffd乙"}


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://www.example.gov.cn", True),
        ("http://example.org:8080/甲?b=[1]#c", True),
        ("http://[::1]:80/", True),
        ("http://[::1", False),
        ("http://a:b[", False),
        ("https:///a", False),
        ("//example.org/a", False),
    ],
)
def test_what_a_web_address_is(address: str, is_one: bool) -> None:
    assert is_web_address(address) is is_one


LONG = "一二三四五六七八九十甲乙丙丁"
PAIR = AlignedPair(HERE, 0, (Stretch(LONG, LONG), Stretch("旧", "新", DifferenceKind.WORDING), Stretch(LONG, LONG)))


def test_both_texts_of_a_pair() -> None:
    assert (PAIR.lemma, PAIR.reading) == (f"{LONG}旧{LONG}", f"{LONG}新{LONG}")
    assert PAIR.kinds == (DifferenceKind.WORDING,)


def test_a_difference_stands_in_twelve_characters_of_context() -> None:
    expected = Difference(HERE, DifferenceKind.WORDING, "旧", "新", LONG[-12:], LONG[:12])
    assert (Alignment((PAIR,)).base_only, Alignment((PAIR,)).other_only) == ((0, 0), (0, 0))
    assert Alignment((PAIR,)).differences() == PAIR.differences() == [expected]


def test_a_difference_at_the_edge_has_no_context_beyond_it() -> None:
    pair = AlignedPair(HERE, 0, (Stretch("旧", "", DifferenceKind.WORDING), Stretch("甲", "甲")))
    assert pair.differences() == [Difference(HERE, DifferenceKind.WORDING, "旧", "", "", "甲")]
