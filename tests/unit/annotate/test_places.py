"""Sentences in tests/cases/annotate/places.toml → references to places of the same work."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from build_tools.annotate.places import PlaceIndex, find_places
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.note import ReferenceKind

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/annotate/places.toml").read_text("utf-8"))
INDEXES = {
    name: PlaceIndex(frozenset(map(Anchor.parse, table["anchors"])), table["titles"]) for name, table in CASES.items()
}
SENTENCES = {f"{name}: {title}": (name, *case) for name in CASES for title, case in CASES[name]["cases"].items()}


def clause(anchor: str, text: str, kind: ClauseKind = ClauseKind.TEXT, lead: int = 0, role: str = "") -> Clause:
    return Clause("a", Anchor.parse(anchor), kind, "一", (), text, lead, role, block=7)


def read(index: PlaceIndex, made: Clause) -> list[str]:
    references = list(find_places(made, index))
    for reference in references:
        assert reference.block == 7
        assert made.text[reference.start : reference.end] == reference.name
    ends = [0, *(reference.end for reference in references)]
    assert all(end <= reference.start for end, reference in zip(ends, references, strict=False))
    return [f"{r.name}→{'?' if r.target is None else str(r.target) or 'plan'}" for r in references]


@pytest.mark.parametrize("case", SENTENCES.values(), ids=SENTENCES)
def test_sentences(case: tuple[str, ...]) -> None:
    name, anchor, text, *expected = case
    assert read(INDEXES[name], clause(anchor, text)) == expected


@pytest.mark.parametrize(
    "silent",
    [
        clause("s1", "见专栏1", ClauseKind.HEADING),
        clause("s1", "见专栏1", ClauseKind.TITLE),
        clause("s1", "见专栏1", role="signature"),
        clause("s1", "专栏1", lead=3),
    ],
)
def test_what_names_itself_refers_to_nothing(silent: Clause) -> None:
    assert read(INDEXES["plan"], silent) == []
    assert read(INDEXES["plan"], clause("s1", "见专栏1")) == ["专栏1→box1"]


def test_behind_a_lead() -> None:
    assert read(INDEXES["plan"], clause("s1", "见专栏1。见专栏2。", lead=5)) == ["专栏2→box2"]


def test_a_work_that_names_itself_is_told_from_a_place() -> None:
    references = find_places(clause("s1", "本规划的专栏1见附件1"), INDEXES["plan"])
    assert [reference.kind for reference in references] == [ReferenceKind.SELF, *[ReferenceKind.PLACE] * 2]
