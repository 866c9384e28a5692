"""Glossary and the works' uses of it → JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from build_tools.model.glossary import Glossary
from build_tools.model.record import SurveyedWork
from build_tools.render.targets import write_table

COLUMNS = (
    "id", "name", "abbr", "english", "aliases", "traditional", "taiwan", "hongkong", "kind", "definition", "source",
    "related", "uses",
)  # fmt: skip


def render_glossary_data(glossary: Glossary, surveys: Sequence[SurveyedWork], change: Callable[[str], str]) -> str:
    """Return every entry as JSON, with the clauses that use it."""
    return json.dumps({"terms": _collect(glossary, surveys, change)}, ensure_ascii=False, indent=1) + "\n"


def render_glossary_table(glossary: Glossary, surveys: Sequence[SurveyedWork], change: Callable[[str], str]) -> str:
    """Return every entry as CSV; several values of one cell are parted by 、, and `uses` counts the clauses."""
    rows = [
        entry | {name: "、".join(entry[name]) for name in ("aliases", "related")} | {"uses": len(entry["uses"])}
        for entry in _collect(glossary, surveys, change)
    ]
    return write_table(COLUMNS, rows)


def _collect(glossary: Glossary, surveys: Sequence[SurveyedWork], change: Callable[[str], str]) -> list[dict[str, Any]]:
    uses: dict[str, list[dict[str, str]]] = {}
    for survey in sorted(surveys, key=lambda survey: survey.record.work):
        for number, term in dict.fromkeys((use.block, use.term) for use in survey.uses):
            clause = survey.clauses.by_block[number]
            place = {"work": survey.record.work, "anchor": str(clause.place)}
            uses.setdefault(term, []).append(place | {"citation": clause.citation})
    return [
        {
            "id": term.id,
            "name": term.name,
            "abbr": term.abbr,
            "english": term.english,
            "aliases": list(term.aliases),
            "traditional": term.traditional or change(term.name),
            "taiwan": term.taiwan,
            "hongkong": term.hongkong,
            "kind": term.kind,
            "definition": term.definition,
            "source": term.source,
            "related": list(term.related),
            "uses": uses.get(term.id, []),
        }
        for term in sorted(glossary.terms, key=lambda term: term.id)
    ]
