"""Sentences that open a paragraph and name it."""

from __future__ import annotations

import pytest

from build_tools.parse.leads import find_leads

BODY = "某市渔业总产值达到一百亿元。"
PHRASE = "产业规模扩大。"
PARTS = "产业规模扩大，结构优化。"


def leads(*texts: str) -> list[int]:
    return find_leads(list(texts))


def test_nothing() -> None:
    assert leads() == []


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (PHRASE + BODY, 7),
        ("甲" * 10 + "。" + BODY, 11),
        ("甲" * 11 + "。" + BODY, 0),
        (PARTS + BODY, 0),
        ("产业、规模。" + BODY, 0),
        ("产业：规模。" + BODY, 0),
        ("甲。" + BODY, 0),
        ("甲乙。" + BODY, 3),
        (PHRASE + "甲" * 11, 7),
        (PHRASE + "甲" * 10, 0),  # so little is no body
        (PHRASE, 0),
        ("产业规模扩大！" + BODY, 0),
        ("产业规模扩大", 0),
        ("到2025年。" + BODY, 0),
        ("其中渔业。" + BODY, 0),
        ("（一）渔业。" + BODY, 0),
        ("——渔业。" + BODY, 0),
    ],
)
def test_a_lead_that_stands_alone_is_a_bare_phrase_in_front_of_more(text: str, length: int) -> None:
    assert leads(text) == [length]


def test_a_lead_among_leads_may_have_two_parts() -> None:
    assert leads(PARTS + BODY, PARTS + BODY) == [12, 12]
    assert leads(PARTS + BODY, PHRASE + BODY) == [12, 7]
    assert leads("甲" * 26 + "。" + BODY, "甲" * 20 + "。" + BODY) == [27, 21]
    assert leads("甲" * 60 + "。" + BODY, "甲" * 60 + "。" + BODY) == [0, 0]


def test_leads_among_leads_are_of_about_one_length() -> None:
    assert leads("甲" * 12 + "。" + BODY, "甲" * 24 + "。" + BODY) == [13, 25]
    assert leads("甲" * 12 + "。" + BODY, "甲" * 25 + "。" + BODY) == [0, 0]
    assert leads("甲" * 25 + "。" + BODY, "甲" * 12 + "。" + BODY) == [0, 0]


def test_only_the_next_paragraphs_are_near() -> None:
    assert leads(PARTS + BODY, BODY, PARTS + BODY) == [0, 0, 0]
    assert leads(BODY, PARTS + BODY, PARTS + BODY) == [0, 12, 12]


def test_where_most_siblings_have_a_body_a_short_sentence_is_one() -> None:
    assert leads(PARTS + BODY, "渔业提质。建设渔港3个。", PARTS + BODY) == [12, 5, 12]
    assert leads(PARTS + BODY, "渔业提质。建港。", PARTS + BODY) == [0, 0, 0]
    assert leads("渔业提质。建设渔港3个。", PARTS + BODY) == [0, 0]
