"""What is quoted around a use of a term."""

from __future__ import annotations

from build_tools.annotate.excerpts import find_excerpts
from build_tools.model.anchor import ROOT
from build_tools.model.clause import BREAK, Clause, ClauseKind
from build_tools.model.note import TermUse


def quote(text: str, *terms: str, other: str | None = None) -> list[str]:
    uses = [TermUse(3, text.index(term), text.index(term) + len(term), term, linked=True) for term in terms]
    clause = Clause("a", ROOT, ClauseKind.TEXT, "", (), text, block=3)
    whole = other or text

    def convert(part: str) -> str:
        return part.replace("制造", "製造")

    found = find_excerpts(uses, {3: (clause, whole)}, convert)
    assert list(found) == [(3, term) for term in dict.fromkeys(terms)]
    return [text[start:end] for start, end in found.values()]


def test_a_sentence_nearby_is_the_edge() -> None:
    assert quote("先说一事。推广CAD和EDA；再说一事。", "CAD") == ["推广CAD和EDA；"]


def test_a_long_sentence_is_cut() -> None:
    assert quote("子" * 30 + "EDA" + "丑" * 30, "EDA") == ["子" * 22 + "EDA" + "丑" * 22]


def test_a_row_is_quoted_whole_unless_it_is_long() -> None:
    assert quote(f"1{BREAK}用水总量{BREAK}约束性", "约束性") == [f"1{BREAK}用水总量{BREAK}约束性"]
    assert quote(f"1{BREAK}{'子' * 60}{BREAK}约束性", "约束性") == ["约束性"]


def test_the_first_use_of_each_term_is_quoted_once() -> None:
    assert quote("用CAD。用EDA。", "CAD", "EDA", "CAD") == ["用CAD。", "用EDA。"]


def test_no_word_is_cut_that_is_read_otherwise_alone() -> None:
    text = "EDA" + "丑" * 21 + "制造" + "丑" * 9
    assert quote(text, "EDA", other=text.replace("制造", "製造")) == ["EDA" + "丑" * 21 + "制造"]
