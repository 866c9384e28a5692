"""A file of SQLite in the cache, open in a process and in its copies.

Everything in it can be made again: a file that is damaged, or a full disk, costs time, no more.
"""

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 60.0  # seconds: who waits until another run has made its pages need not make all of them himself


class CacheFile:
    """An open file.

    Args:
        path: of the file; None keeps everything in memory.
        schema: makes what it holds where that is not there.
    """

    def __init__(self, path: Path | None, schema: str) -> None:
        if path is not None:
            with suppress(OSError):  # SQLite tells of it
                path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._opened = path, os.getpid()
        self._inherited: list[sqlite3.Connection] = []
        # Nobody knows when it is used last, and Python 3.13 warns of what is not closed; the collector runs anywhere.
        self._own = self._connect()
        weakref.finalize(self, self._own.close)
        self._own.executescript(schema)

    @property
    def open(self) -> sqlite3.Connection:
        """The connection. A copy of the process opens one anew: it must not be used across a fork.

        What is in memory alone is the copy's own already. The first connection stays open and is left alone, as closing
        it would take away the locks of the process that it belongs to (SQLite, How To Corrupt, 2.6).
        """
        if self._path is not None and self._opened != (process := os.getpid()):
            self._opened = process
            self._inherited.append(self._own)
            self._own = self._connect()
        return self._own

    @property
    def is_shared(self) -> bool:
        """Copies of the process that opened it see what is written."""
        return self._path is not None

    def _connect(self) -> sqlite3.Connection:
        path = self._path or ":memory:"
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        # A killed run leaves a journal, and the file is whole again; after a failure of the system it is made anew.
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let what is kept in a block be kept at once, or nothing of it: a journal for each costs more than that."""
        if self.open.in_transaction:
            yield
            return
        with self.open as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
