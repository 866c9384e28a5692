"""Rows → one SQLite file, the same bytes whenever the rows are the same.

SQLite writes its own version into every file (bytes 96 to 99) and counts changes (24 to 27, 92 to 95); the rest
follows from the statements and their order. These bytes are cleared, as the format allows.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

Rows = Iterable[Sequence[str | int | None]]
_PAGE_SIZE = 4096
_HEADER_COUNTERS = ((24, 1), (92, 1), (96, 0))  # (offset, number); a version of 0 is that of no library
_INTEGER_LENGTH = 4


def write_database(path: Path, schema: str, batches: Iterable[tuple[str, Rows]]) -> None:
    """Write a database anew.

    Args:
        path: of the file; one that is there is replaced.
        schema: statements that make the tables.
        batches: (table, rows) in the order of writing; a table may come several times.

    Raises:
        sqlite3.IntegrityError: a row refers to one that is not there.
    """
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as database:
            # What fails leaves no database, so that nothing has to be journalled.
            database.executescript(f"PRAGMA page_size={_PAGE_SIZE}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            database.execute("PRAGMA encoding='UTF-8'")
            database.execute("PRAGMA foreign_keys=ON")
            database.execute("BEGIN")
            for statement in schema.split(";\n"):
                if statement.strip():
                    database.execute(statement)
            for table, rows in batches:
                _insert(database, table, rows)
            database.execute("COMMIT")
            database.execute("VACUUM")
        with draft.open("r+b") as file:
            for offset, number in _HEADER_COUNTERS:
                file.seek(offset)
                file.write(number.to_bytes(_INTEGER_LENGTH, "big"))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _insert(database: sqlite3.Connection, table: str, rows: Rows) -> None:
    width = len(database.execute(f"PRAGMA table_info({table})").fetchall())
    places = ",".join("?" * width)
    database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 (our own names)
