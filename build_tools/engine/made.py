"""What has been made from all works, in a file of the cache, each under a hash of what it is made from.

It is not the file of the slips: processes that make more read these while others write what they have made.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.engine.cache import pack
from build_tools.engine.cache_file import CacheFile
from build_tools.engine.workers import spread
from build_tools.publish.docs import hash_file

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept
(name TEXT PRIMARY KEY, key TEXT, narrow TEXT, digests BLOB, number INTEGER, files BLOB);
"""
_PIECES, _LARGEST = 16, 16  # in which what is to be made goes through processes, and of how much each is at most

Files = Mapping[str, str | bytes]
"""By path."""


class Made(NamedTuple):
    """Files that were made, and how many of something are told in them."""

    files: Files
    number: int = 0


class Wanted(NamedTuple):
    """Files that are to be kept.

    Attributes:
        name: of them.
        key: a hash of what they are made from.
        make: makes them.
        narrow: gives a hash of just what they show, by which they are known, too, and which takes longer to find.
    """

    name: str
    key: str
    make: Callable[[], Made]
    narrow: Callable[[], str] | None = None


class Kept(NamedTuple):
    """What is known of files that are kept: the hash of each by its path, and their number."""

    digests: dict[str, str]
    number: int


class _Row(NamedTuple):
    """What stands beside files that are kept: their two keys, the hash of each, packed, and their number."""

    key: str
    narrow: str
    digests: bytes
    number: int


def _make(wanted: Wanted, narrow: str) -> tuple[_Row, bytes]:
    made = wanted.make()
    digests = {path: hash_file(text) for path, text in made.files.items()}
    return _Row(wanted.key, narrow, pack(digests), made.number), pack(made.files)


class MadeStore:
    """Files that were made.

    Args:
        path: of the file that keeps them; None keeps everything in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._file = CacheFile(path, _SCHEMA)
        self._used: set[str] = set()
        self._known: dict[str, _Row] | None = None

    def keep(self, wanted: Iterable[Wanted], jobs: int = 1) -> dict[str, Kept]:
        """Return what is known of files, by name and in order; those that there are not are made, in so many processes.

        Each keeps what it has made; what it took for that is free again when it ends.
        """
        names: list[str] = []
        missing: list[tuple[Wanted, str]] = []
        with self._file.together():
            for one in wanted:
                names.append(one.name)
                if (narrow := self._find(one)) is not None:
                    missing.append((one, narrow))
        size = min(len(missing) // _PIECES + 1, _LARGEST)

        def make(at: int) -> dict[str, _Row]:
            made = [(one.name, *_make(one, narrow)) for one, narrow in missing[at : at + size]]
            with self._file.together():
                told = ((name, *row, files) for name, row, files in made)
                self._file.open.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?)", told)
            return {name: row for name, row, _files in made}

        places = range(0, len(missing), size)
        for rows in spread(make, places, jobs if self._file.is_shared else 1):
            self._rows.update(rows)
        known = ((name, self._rows[name]) for name in names)
        return {name: Kept(pickle.loads(digests), number) for name, (*_, digests, number) in known}  # noqa: S301

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been made yet."""
        return not self._rows

    @property
    def _rows(self) -> dict[str, _Row]:
        """What is known of all files; one question for all takes a tenth of the time that one for each does."""
        if self._known is None:
            rows = self._file.open.execute("SELECT name, key, narrow, digests, number FROM kept")
            self._known = {name: _Row(*row) for name, *row in rows}
        return self._known

    def _find(self, wanted: Wanted) -> str | None:
        """Return None of files that are there, else their narrower key."""
        self._used.add(wanted.name)
        known = self._rows.get(wanted.name)
        if known and known.key == wanted.key:
            return None
        narrow = wanted.narrow() if wanted.narrow else ""
        if known and narrow and narrow == known.narrow:
            self._rows[wanted.name] = known._replace(key=wanted.key)
            self._file.open.execute("UPDATE kept SET key = ? WHERE name = ?", (wanted.key, wanted.name))
            return None
        return narrow

    def load(self, name: str) -> dict[str, Any]:
        """Return files that were made, by path: text or bytes."""
        row = self._file.open.execute("SELECT files FROM kept WHERE name = ?", (name,)).fetchone()
        return pickle.loads(row[0])  # type: ignore[no-any-return]  # noqa: S301 (our own)

    def clear(self, keeps: str) -> None:
        """Give up what was made by earlier runs alone, but for that whose name has `keeps` in it."""
        with self._file.together():
            made = (name for (name,) in self._file.open.execute("SELECT name FROM kept") if keeps not in name)
            gone = {*made} - self._used
            self._file.open.executemany("DELETE FROM kept WHERE name = ?", ((name,) for name in gone))
