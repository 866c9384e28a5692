"""Works → their quantified targets, as JSON and as CSV, and tables in general."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_tools.model.json_text import write_compact, write_list
from build_tools.model.record import SurveyedWork
from build_tools.model.slip import Slips, Subject
from build_tools.model.target import Target

COLUMNS = (
    "work", "title", "anchor", "citation", "indicator", "subject", "comparison", "word", "printed", "number", "value",
    "upper", "unit", "change", "first", "last", "base_year", "annual", "inferred", "kind", "sentence",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARK = "\ufeff"  # a table program takes the file for UTF-8 only with this in front


def write_targets(survey: SurveyedWork) -> tuple[str, str]:
    """Return a work's parts of the two files; `start` and `end` are code points of the number in its sentence."""
    rows = []
    for target in survey.targets:
        place = {"start": target.start - target.sentence_start, "end": target.end - target.sentence_start}
        rows.append(describe_target(survey, target) | place)
    return ",\n".join(map(write_compact, rows)), write_rows(COLUMNS, rows)


def render_target_data(slips: Slips) -> dict[str, str]:
    """Return the targets of all works by path below docs/: as JSON, and as CSV (RFC 4180) with a byte order mark.

    A cell that a table program would take for a formula (=1+1) has an apostrophe in front.
    """
    data: list[str] = []
    table = [_MARK, write_rows(COLUMNS, [dict(zip(COLUMNS, COLUMNS, strict=True))])]
    for _, found in slips.take(Subject.TARGETS):
        data.append(found.data)
        table.append(found.table)
    return {"plans/targets.json": f'{{"targets":{write_list(data)}}}\n', "plans/targets.csv": "".join(table)}


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV (RFC 4180) with a byte order mark, every cell harmless in a table program."""
    return _MARK + write_rows(columns, [dict(zip(columns, columns, strict=True))]) + write_rows(columns, rows)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV, as they stand in such a table."""
    return write_cells([write_cell(row[name]) for name in columns] for row in rows)


def write_cells(rows: Iterable[Sequence[object]]) -> str:
    """Return rows of numbers and of what `write_cell` has written as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def describe_target(survey: SurveyedWork, target: Target) -> dict[str, Any]:
    """Return one target by the names of `COLUMNS`."""
    clause = survey.clauses.by_block[target.block]
    return {
        "work": survey.clauses.work,
        "title": survey.clauses.title,
        "anchor": str(clause.place),
        "citation": clause.citation,
        "indicator": target.indicator,
        "subject": target.subject,
        "comparison": target.comparison.name.lower().replace("_", "-"),
        "word": target.word,
        "printed": target.printed,
        "number": target.number,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "change": target.change.name.lower(),
        "first": target.first,
        "last": target.last,
        "base_year": target.base,
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
