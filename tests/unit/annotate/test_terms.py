"""Sentences in tests/cases/annotate/terms.toml → uses of terms; which of them a text links."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from build_tools.annotate.terms import TermMatcher, find_terms, find_unexplained
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.glossary import Glossary, Term

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/annotate/terms.toml").read_text("utf-8"))


def term(name: str, forms: list[str], not_inside: list[str] | None = None) -> Term:
    return Term(
        name, forms[0], "x", "甲", "technology", "乙", aliases=tuple(forms[1:]), not_inside=tuple(not_inside or ())
    )


def glossary() -> Glossary:
    return Glossary(
        tuple(term(name, forms, CASES["not_inside"].get(name)) for name, forms in CASES["glossary"].items())
    )


MATCHER = TermMatcher(glossary())


def clause(text: str, kind: ClauseKind = ClauseKind.TEXT, lead: int = 0, role: str = "", block: int = 0) -> Clause:
    return Clause("a", Anchor("", "s1"), kind, "一", (), text, lead, role, block)


@pytest.mark.parametrize(("text", "expected"), CASES["sentences"].values(), ids=CASES["sentences"])
def test_sentences(text: str, expected: str) -> None:
    found = [f"{match.start} {match.term} {text[match.start : match.end]}" for match in MATCHER.find(text)]
    assert "、".join(found) == expected


def test_a_word_that_is_another_thing_for_one_entry_and_a_form_of_another() -> None:
    longer, short = term("line", ["数据线"]), term("data", ["数据"], ["数据线"])
    for terms in ((longer, short), (short, longer)):
        assert [match.term for match in TermMatcher(Glossary(terms)).find("数据线和数据")] == ["line", "data"]


def test_nothing_is_found_without_entries() -> None:
    assert list(TermMatcher(Glossary()).find("CAD软件")) == []


def linked(clauses: list[Clause]) -> list[tuple[int, int, str]]:
    return [(use.block, use.start, use.term) for use in find_terms(clauses, MATCHER) if use.linked]


def test_the_first_use_in_each_clause_is_linked() -> None:
    clauses = [clause("数据与数据，数据中心"), clause("数据", block=1)]
    assert linked(clauses) == [(0, 0, "data"), (0, 6, "centre"), (1, 0, "data")]
    assert len(find_terms(clauses, MATCHER)) == 4


def test_two_forms_of_one_term_are_one_term() -> None:
    assert linked([clause("电子设计自动化（EDA）")]) == [(0, 0, "eda")]


@pytest.mark.parametrize(
    "unlinked",
    [
        clause("数据", ClauseKind.TITLE),
        clause("数据", role="signature"),
        clause("数据", role="header"),
        clause("数据", lead=2),
    ],
)
def test_what_names_itself_is_counted_and_not_linked(unlinked: Clause) -> None:
    (use,) = find_terms([unlinked], MATCHER)
    assert (use.start, use.end, use.linked) == (0, 2, False)


def test_a_heading_links_what_the_text_below_it_does_not_explain() -> None:
    heading = ClauseKind.HEADING
    assert linked([clause("数据", heading), clause("汇聚数据。")]) == [(0, 2, "data")]
    assert linked([clause("数据和数据", heading), clause("汇聚。"), clause("一", heading), clause("数据")]) == [
        (0, 0, "data"),
        (0, 0, "data"),
    ]
    assert linked([clause("数据1", heading)]) == []  # a number


def test_behind_a_lead_the_next_use_is_linked() -> None:
    assert linked([clause("数据先行。汇聚数据、数据。", lead=5)]) == [(0, 7, "data")]


def test_a_form_that_runs_over_the_end_of_a_lead_is_not_linked() -> None:
    assert linked([clause("数据中心", lead=2)]) == []


def test_ten_thousand_uses_of_one_term_make_one_link() -> None:
    clauses = [clause("数据" * 10_000)]
    assert linked(clauses) == [(0, 0, "data")]
    assert len(find_terms(clauses, MATCHER)) == 10_000


def unexplained(*texts: str, ignored: tuple[str, ...] = ()) -> dict[str, int]:
    return find_unexplained(map(clause, texts), MATCHER, ignored)


def test_latin_expressions_without_an_entry_are_counted() -> None:
    assert unexplained("PLC、CAD与PLC", "ＰＬＣ") == {"PLC": 3}


def test_what_is_ignored_or_stands_in_a_name_or_an_address_needs_no_entry() -> None:
    assert unexplained("PLC与《DCS规划》，www.example.org/MES", "https://MES.cn", ignored=("PLC",)) == {}
    assert unexplained("DCS") == {"DCS": 1}


def test_numbers_are_no_expressions() -> None:
    assert unexplained("2021年、3.5%、10万、2020-2025") == {}


def test_an_expression_holds_together() -> None:
    assert unexplained("TD-SCDMA、A/B、V2X、4K、R2") == {"TD-SCDMA": 1, "A/B": 1, "V2X": 1, "4K": 1, "R2": 1}
