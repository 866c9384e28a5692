"""The analysts' database → faults: each work's rows are the work's, in every table.

Each work's rows stand together, in the order of the works. So what stands there of one is found by its first and last
numbers, known by a hash, and read for itself.
"""

import hashlib
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from build_tools.messages import _
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import ProvedWork, Said, permalink
from build_tools.proof.line import Fault, Judged, tell_unreadable
from build_tools.proof.records import Record, compare_records
from build_tools.proof.tables import Rows, describe_target, expect_groups

OUTPUT = "database"
_KINDS = ("title", "heading", "text")
_OF_WORKS = ("clauses", "responsibilities")
_OF_CLAUSES = ("targets", "term_uses", "citations")
_PLAIN = 2  # form of `marshal` in which equal rows are equal bytes


@dataclass(frozen=True)
class Place:
    """Where the rows of a work stand, and a hash of them.

    Attributes:
        bounds: first and last number of its rows in each table, (1, 0) where there are none.
        digest: of all of them; numbers count from the work's first clause.
    """

    bounds: Mapping[str, tuple[int, int]]
    digest: str


def find_rows(path: Path, names: Sequence[str], file: str) -> tuple[dict[str, Place], list[Fault]]:
    """Return where the rows of each work stand, and what is wrong with the database as a whole."""
    try:
        with closing(_open(path)) as database:
            if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                return {}, [Fault(OUTPUT, file, _("damaged: {state}", state=state))]
            bounds: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in names}
            for table in (*_OF_WORKS, *_OF_CLAUSES):
                if fault := _find_bounds(database, table, bounds, file):
                    return {}, [fault]
            known = [name for (name,) in database.execute("SELECT work FROM works ORDER BY work")]
            if strangers := sorted({*known} - {*names}):
                return {}, [Fault(OUTPUT, f"{file}: works", _("a row that no work has"), found=strangers[0][:80])]
            return {name: Place(own, _digest(database, name, own)) for name, own in bounds.items()}, []
    except sqlite3.Error as error:
        return {}, [tell_unreadable(OUTPUT, file, error)]


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def _find_bounds(
    database: sqlite3.Connection, table: str, bounds: dict[str, dict[str, tuple[int, int]]], file: str
) -> Fault | None:
    """Add the bounds of all works in a table; return what is wrong with their order."""
    by_clause = "JOIN clauses ON clauses.id = one.clause" if table in _OF_CLAUSES else ""
    owner = "clauses.work" if by_clause else "one.work"
    query = f"SELECT {owner}, min(one.id), max(one.id), count(*) FROM {table} one {by_clause} GROUP BY {owner}"  # noqa: S608
    rows = {work: (first, last, count) for work, first, last, count in database.execute(query)}
    total = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (our names)
    end = seen = 0
    for work, own in bounds.items():
        first, last, count = rows.get(work, (1, 0, 0))
        own[table] = first, last
        if count and not (first > end and last - first + 1 == count):
            return Fault(OUTPUT, f"{file}: {table}", _("the rows of works stand among each other"), work)
        end, seen = max(end, last), seen + count
    return Fault(OUTPUT, f"{file}: {table}", _("a row that no work has")) if seen != total else None


def _select(database: sqlite3.Connection, table: str, name: str, bounds: tuple[int, int]) -> sqlite3.Cursor:
    if table == "works":
        return database.execute("SELECT * FROM works WHERE work = ?", (name,))
    return database.execute(f"SELECT * FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id", bounds)  # noqa: S608


def _digest(database: sqlite3.Connection, name: str, bounds: Mapping[str, tuple[int, int]]) -> str:
    """Return a hash of a work's rows, without the numbers that others before it change."""
    digest = hashlib.sha256()
    first = bounds["clauses"][0]
    for table in ("works", *bounds):
        rows = _select(database, table, name, bounds.get(table, (1, 0)))
        columns = [column for column, *_ in rows.description]
        left_out = [columns.index(column) for column in ("id", "body") if column in columns]
        clause = columns.index("clause") if table in _OF_CLAUSES else None
        held = [list(row) for row in rows]
        for row in held:
            if clause is not None:
                row[clause] -= first
            for column in left_out:
                row[column] = None
        digest.update(marshal.dumps(held, _PLAIN))
    return digest.hexdigest()


def read_rows(path: Path, name: str, place: Place) -> dict[str, Rows]:
    """Return the rows of a work by table; a clause has its number in the work for its key.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    first = place.bounds["clauses"][0]
    found: dict[str, Rows] = {}
    with closing(_open(path)) as database:
        database.row_factory = sqlite3.Row
        for table in ("works", *place.bounds):
            rows = [dict(row) for row in _select(database, table, name, place.bounds.get(table, (1, 0)))]
            found[table] = [row | {"clause": row["clause"] - first} for row in rows] if table in _OF_CLAUSES else rows
    return found


def prove_database(work: ProvedWork, tables: Mapping[str, Rows], file: str, change: ChangeScript) -> Judged:
    """Return what is wrong with the rows of a work in the database, and how many characters of it they hold."""
    said = work.said
    numbers = {one.number: number for number, one in enumerate(said)}
    expected: dict[str, Iterable[Record]] = {
        "works": [_describe_work(work)],
        "clauses": _describe_clauses(work, said, change),
        "targets": (
            {"clause": numbers[target.block]} | _numbered(describe_target(work, said[numbers[target.block]], target))
            for target in work.survey.targets
        ),
        "term_uses": (
            {"term": use.term, "clause": numbers[use.block], "start": use.start, "end": use.end}
            for use in work.survey.uses
        ),
        "citations": (
            {
                "clause": (number := numbers[link.block]),
                "start": link.start,
                "end": link.end,
                "printed": said[number].text[link.start : link.end],
                "work": link.target.work or None,
                "anchor": str(link.target.anchor),
                "cited": link.target.cited,
            }
            for link in work.links.out
            if not (link.target.term or link.target.body)
        ),
        "responsibilities": expect_groups(work),
    }
    for name, wanted in expected.items():
        columns = {"id"} | ({"body"} if name == "responsibilities" else set())
        rows = ({key: value for key, value in row.items() if key not in columns} for row in tables[name])
        if faults := compare_records(wanted, rows, "database", f"{file}: {name}", work.name):
            return faults, 0
    return [], sum(len(row["text"]) for row in tables["clauses"])


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


def _describe_clauses(work: ProvedWork, said: Sequence[Said], change: ChangeScript) -> Iterator[Record]:
    for number, one in enumerate(said):
        block = work.edition.blocks[one.number] if one.number >= 0 else None
        yield {
            "work": work.name,
            "number": number,
            "anchor": str(one.place),
            "permalink": permalink(work.name, one.place),
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
