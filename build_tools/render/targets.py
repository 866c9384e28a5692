"""Surveys of all works → their quantified targets, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_tools.model.record import SurveyedWork
from build_tools.model.target import Target

COLUMNS = (
    "work", "title", "anchor", "citation", "indicator", "comparison", "word", "printed", "value", "upper", "unit",
    "change", "first", "last", "annual", "inferred", "kind", "sentence",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARK = "\ufeff"  # a table program takes the file for UTF-8 only with this in front


def render_target_data(surveys: Sequence[SurveyedWork]) -> str:
    """Return the targets of all works as JSON; `start` and `end` are code points of the number in its sentence."""
    rows = []
    for survey in surveys:
        for target in survey.targets:
            row = describe_target(survey, target)
            row["start"] = target.start - target.sentence_start
            row["end"] = target.end - target.sentence_start
            rows.append(row)
    return json.dumps({"targets": rows}, ensure_ascii=False, indent=1) + "\n"


def render_target_table(surveys: Sequence[SurveyedWork]) -> str:
    """Return the targets of all works as CSV (RFC 4180) with a byte order mark.

    A cell that a table program would take for a formula (=1+1) has an apostrophe in front.
    """
    return write_table(COLUMNS, (describe_target(survey, target) for survey in surveys for target in survey.targets))


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV (RFC 4180) with a byte order mark, every cell harmless in a table program."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([write_cell(row[name]) for name in columns])
    return _MARK + out.getvalue()


def describe_target(survey: SurveyedWork, target: Target) -> dict[str, Any]:
    """Return one target by the names of `COLUMNS`."""
    clause = survey.clauses.by_block[target.block]
    return {
        "work": survey.clauses.work,
        "title": survey.clauses.title,
        "anchor": str(clause.place),
        "citation": clause.citation,
        "indicator": target.indicator,
        "comparison": target.comparison.name.lower().replace("_", "-"),
        "word": target.word,
        "printed": target.printed,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "change": target.change.name.lower(),
        "first": target.first,
        "last": target.last,
        "annual": target.is_annual,
        "inferred": target.is_inferred,
        "kind": target.kind.value,
        "sentence": clause.text[target.sentence_start : target.sentence_end],
    }


def write_cell(value: object) -> str:
    """Return a value as a cell's text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
