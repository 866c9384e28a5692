"""The database, and the tables of targets, bodies and terms → faults."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from build_tools.model.target import Target
from build_tools.proof.clauses import Said, list_said
from build_tools.proof.expected import Change, ProvedWork
from build_tools.proof.line import Fault
from build_tools.proof.trees import Record, compare_records

_KINDS = ("title", "heading", "text")
_HARMLESS = "'"  # before what a table program would take for a formula
_FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


# -- targets


def expect_targets(works: Iterable[ProvedWork]) -> Iterator[Record]:
    """Yield what has to be told of each target."""
    for work in works:
        said = {one.number: one for one in list_said(work)}
        for target in work.survey.targets:
            yield _describe(work, said[target.block], target)


def _describe(work: ProvedWork, one: Said, target: Target) -> Record:
    return {
        "work": work.name,
        "title": work.title,
        "anchor": str(one.place),
        "citation": one.citation,
        "indicator": target.indicator,
        "comparison": target.comparison.name.lower().replace("_", "-"),
        "word": target.word,
        "printed": one.text[target.start : target.end],
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "change": target.change.name.lower(),
        "first": target.first,
        "last": target.last,
        "annual": target.is_annual,
        "inferred": target.is_inferred,
        "kind": target.kind.value,
        "sentence": one.text[target.sentence_start : target.sentence_end],
    }


def prove_target_data(works: Sequence[ProvedWork], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the targets as JSON."""
    try:
        rows = json.loads(text)["targets"]
        cut = [row["sentence"][row.pop("start") : row.pop("end")] == row["printed"] for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [Fault("targets", file, f"cannot be read: {error!r}")]
    faults = _compare_rows(expect_targets(works), rows, "targets", file)
    if not faults and not all(cut):
        return [
            Fault("targets", file, "a number is not where it is said to stand", expected=str(rows[cut.index(False)]))
        ]
    return faults


def prove_target_table(works: Sequence[ProvedWork], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the targets as CSV."""
    wanted = ({name: _cell(value) for name, value in row.items()} for row in expect_targets(works))
    return _compare_rows(wanted, _read_table(text), "targets", file)


# -- bodies


def expect_groups(works: Iterable[ProvedWork]) -> list[Record]:
    """Return who answers for what, as printed, in the order of works and texts."""
    return [
        {
            "work": work.name,
            "anchor": str(group.place),
            "role": role,
            "printed": printed,
            "open": int(group.is_open),
            "deadline": group.deadline,
        }
        for work in works
        for group in work.survey.responsibilities
        for printed, role in zip(group.bodies, group.roles, strict=True)
    ]


def prove_body_data(works: Sequence[ProvedWork], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the bodies as JSON."""
    try:
        rows = [clause for body in json.loads(text)["bodies"] for clause in body["clauses"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [Fault("bodies", file, f"cannot be read: {error!r}")]
    return _compare_unordered(expect_groups(works), rows, "bodies", file)


def prove_body_table(works: Sequence[ProvedWork], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the bodies as CSV."""
    rows = [{name: value for name, value in row.items() if name != "name"} for row in _read_table(text)]
    wanted = [{name: _cell(value) for name, value in row.items()} for row in expect_groups(works)]
    return _compare_unordered(wanted, rows, "bodies", file)


# -- terms


def prove_term_data(works: Sequence[ProvedWork], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the uses of terms as JSON: each names a clause that uses the term, by its citation."""
    cited: dict[tuple[str, str], str] = {}
    uses: set[tuple[str, str, str]] = set()
    for work in works:
        said = {one.number: one for one in list_said(work)}
        for one in said.values():
            cited.setdefault((work.name, str(one.place)), one.citation)
        uses |= {(use.term, work.name, str(said[use.block].place)) for use in work.survey.uses}
    try:
        found = {
            (term["id"], use["work"], use["anchor"]): use["citation"]
            for term in json.loads(text)["terms"]
            for use in term["uses"]
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [Fault("glossary", file, f"cannot be read: {error!r}")]
    for term, name, anchor in sorted(uses - found.keys()):
        return [Fault("glossary", file, f"a use of {term} is lost", name, anchor)]
    for (term, name, anchor), words in found.items():
        if (term, name, anchor) not in uses:
            return [Fault("glossary", file, f"{term} is not used there", name, anchor)]
        if cited.get((name, anchor)) != words:
            return [Fault("glossary", file, "the citation differs", name, anchor, -1, cited[name, anchor], words)]
    return []


# -- the database


def prove_database(works: Sequence[ProvedWork], path: Path, file: str, change: Change) -> tuple[list[Fault], int]:
    """Return what is wrong with the analysts' database, and how many characters of the works it holds."""
    output = "database"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
            database.row_factory = sqlite3.Row
            if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                return [Fault(output, file, f"damaged: {state}")], 0
            tables = {name: _select(database, name) for name in ("works", "clauses", "targets", "term_uses")}
            tables |= {name: _select(database, name) for name in ("citations", "responsibilities")}
    except sqlite3.Error as error:
        return [Fault(output, file, f"cannot be read: {error}")], 0
    expected: dict[str, list[Record]] = {name: [] for name in tables}
    for work in works:
        _expect_rows(work, len(expected["clauses"]), expected, change)
    for name, wanted in expected.items():
        columns = {"id", "title_"} | ({"body"} if name == "responsibilities" else set())
        rows = [{key: value for key, value in row.items() if key not in columns} for row in tables[name]]
        if faults := compare_records(iter(wanted), iter(rows), output, f"{file}: {name}", ""):
            return faults, 0
    return [], sum(len(row["text"]) for row in tables["clauses"])


def _expect_rows(work: ProvedWork, before: int, expected: dict[str, list[Record]], change: Change) -> None:
    """Add what each table has to say of a work; so many clauses stand before its own."""
    said = {one.number: (number, one) for number, one in enumerate(list_said(work), before + 1)}
    expected["works"].append(_describe_work(work))
    expected["clauses"] += _describe_clauses(work, change)
    for target in work.survey.targets:
        number, one = said[target.block]
        expected["targets"].append({"clause": number} | _numbered(_describe(work, one, target)))
    expected["term_uses"] += (
        {"term": use.term, "clause": said[use.block][0], "start": use.start, "end": use.end} for use in work.survey.uses
    )
    for link in work.links.out:
        if not (link.target.term or link.target.body):
            number, one = said[link.block]
            expected["citations"].append(
                {
                    "clause": number,
                    "start": link.start,
                    "end": link.end,
                    "printed": one.text[link.start : link.end],
                    "work": link.target.work or None,
                    "anchor": str(link.target.anchor),
                    "cited": link.target.cited,
                }
            )
    expected["responsibilities"] += expect_groups([work])


def _select(database: sqlite3.Connection, table: str) -> list[Record]:
    order = "work" if table == "works" else "id"
    return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY {order}")]  # noqa: S608 (our names)


def _describe_work(work: ProvedWork) -> Record:
    facts = work.edition.facts
    first, last = facts.period or (None, None)
    return {
        "work": work.name,
        "title": work.title,
        "doc_number": facts.doc_number,
        "issuers": "、".join(facts.issuers),
        "date_issued": facts.date_issued,
        "date_published": facts.date_published,
        "first": first,
        "last": last,
        "source_url": facts.source_url,
    }


def _describe_clauses(work: ProvedWork, change: Change) -> Iterator[Record]:
    for number, one in enumerate(list_said(work)):
        page = f"{one.place.page}/" if one.place.page else ""
        block = work.edition.blocks[one.number] if one.number >= 0 else None
        yield {
            "work": work.name,
            "number": number,
            "anchor": str(one.place),
            "permalink": f"plans/{work.name}/{page}" + (f"#{one.place.name}" if one.place.name else ""),
            "kind": _KINDS[one.rank],
            "role": block.role if block and block.role != "run-in" else "",
            "citation": one.citation,
            "path": "\n".join(one.path),
            "text": one.text,
            "text_traditional": change(one.text),
            "page": (block.sheet.page or None) if block else None,
        }


def _numbered(row: Record) -> Record:
    dropped = ("work", "title", "anchor", "citation", "word")
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in row.items() if name not in dropped
    }


# -- rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _HARMLESS + text if text.startswith(_FORMULAS) else text


def _read_table(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: value or "" for name, value in row.items()} for row in rows]


def _compare_rows(wanted: Iterable[Mapping[str, Any]], rows: Iterable[Record], output: str, file: str) -> list[Fault]:
    expected = [dict(row) for row in wanted]
    faults = compare_records(iter(expected), iter(rows), output, file, "")
    return [_name_work(fault, expected) for fault in faults]


def _name_work(fault: Fault, rows: list[Record]) -> Fault:
    names = {row["work"] for row in rows if row["anchor"] == fault.anchor}
    work = names.pop() if len(names) == 1 else ""
    return Fault(fault.output, fault.file, fault.what, work, fault.anchor, fault.offset, fault.expected, fault.found)


def _compare_unordered(wanted: list[Record], rows: list[Record], output: str, file: str) -> list[Fault]:
    """Compare rows that the file has in another order: by body."""

    def key(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(row.get(name, "")) for name in ("work", "anchor", "printed", "role"))

    return _compare_rows(sorted(wanted, key=key), sorted(rows, key=key), output, file)
