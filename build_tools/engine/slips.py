"""The slips of all works, and what has been made from them, in one file of the cache.

A work's slips are cut from its survey when it has changed, and written by subject and group; so a page on one term is
made from the rows of that term, whatever the library holds besides. What is made is kept under a hash of the slips
that it is made from. Everything here can be made again: a file that is damaged, or a full disk, costs time, no more.
"""

import hashlib
import os
import pickle
import sqlite3
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.edition.lock import write_anchors
from build_tools.engine.cache import hash_code, hash_parts, pack
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Subject
from build_tools.pipeline import cut_names
from build_tools.publish.docs import hash_file
from build_tools.quoting.texts import cut_wordings
from build_tools.render.body_pages import cut_tasks
from build_tools.render.compare import cut_matches
from build_tools.render.former import cut_former
from build_tools.render.glossary import cut_uses
from build_tools.render.target_pages import cut_targets
from build_tools.render.word_counts import cut_counts

_SCHEMA = """
CREATE TABLE IF NOT EXISTS works (work TEXT PRIMARY KEY, key TEXT, record BLOB);
CREATE TABLE IF NOT EXISTS slips (subject TEXT, part TEXT, work TEXT, digest TEXT, slip BLOB);
CREATE INDEX IF NOT EXISTS slips_of_work ON slips (work);
CREATE INDEX IF NOT EXISTS slips_told ON slips (subject, part, work, digest);
CREATE TABLE IF NOT EXISTS made
(name TEXT PRIMARY KEY, key TEXT, narrow TEXT, digests BLOB, number INTEGER, files BLOB);
"""
_SURVEYS = 4  # in memory
_TOGETHER = 32  # works
_PATIENCE = 60.0  # seconds: who waits until another run has made its pages need not make all of them himself
_FOLDED = " from "  # in the name of what some works come to

Slip = tuple[Subject, str, Any]
"""Subject, group, and what a work says of them."""


def cut_slips(survey: SurveyedWork, bodies: BodyNames) -> Iterator[Slip]:
    """Yield the slips of a work."""
    for term, uses in cut_uses(survey).items():
        yield Subject.TERM, term, uses
    tasks = cut_tasks(survey, bodies)
    for name, of_body in tasks.items():
        yield Subject.BODY, name, of_body
    counts = {name: len({task.place for task in of_body.tasks}) for name, of_body in tasks.items() if of_body.tasks}
    of_work = {
        Subject.COUNTS: cut_counts(survey),
        Subject.MATCHES: cut_matches(survey),
        Subject.TASKS: counts,
        Subject.TARGETS: cut_targets(survey),
        Subject.REFERENCES: cut_names(survey),
        Subject.READINGS: survey.readings,
        Subject.ANCHORS: write_anchors(survey.anchors),
        Subject.WORDINGS: cut_wordings(survey),
        Subject.FORMER: cut_former(survey),
    }
    for subject, slip in of_work.items():
        if slip:
            yield subject, "", slip


class Rows(NamedTuple):
    """What is kept of a work: its record, and for each of its slips subject, group, a hash and it, packed."""

    record: bytes
    slips: list[tuple[Subject, str, str, bytes]]


def make_rows(survey: SurveyedWork, bodies: BodyNames) -> Rows:
    """Return what is kept of a work."""
    slips = [
        (subject, group, hash_parts([repr(slip)]), pack(slip)) for subject, group, slip in cut_slips(survey, bodies)
    ]
    return Rows(pack(survey.record), slips)


class Made(NamedTuple):
    """Files that were made, by path, and how many of something are told in them."""

    files: Mapping[str, str | bytes]
    number: int = 0


class Kept(NamedTuple):
    """What is known of files that are kept: the hash of each by its path, and their number."""

    digests: dict[str, str]
    number: int


def _join(join: Callable[[Iterable[str]], str], said: Iterable[str]) -> Made:
    return Made({"": join(said)})


class SlipStore:
    """The slips of works, and files made from them.

    Args:
        path: of the file; None keeps everything in memory.
        load: gives the survey of a work.
    """

    def __init__(self, path: Path | None, load: Callable[[str], SurveyedWork]) -> None:
        if path is not None:
            with suppress(OSError):  # SQLite tells of it
                path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._opened = path, os.getpid()
        self._inherited: list[sqlite3.Connection] = []
        # Nobody knows when it is used last, and Python 3.13 warns of what is not closed; the collector runs anywhere.
        self._own = self._connect()
        weakref.finalize(self, self._own.close)
        # A killed run leaves a journal, and the file is whole again; after a failure of the system it is made anew.
        self._file.executescript(f"PRAGMA synchronous=OFF; {_SCHEMA}")
        self._used: set[str] = set()
        self._made: dict[str, tuple[str, str, bytes, int]] | None = None
        self.records: dict[str, WorkRecord] = {}
        self.facts: dict[str, str] = {}  # by work, a hash of them
        self._digests: dict[Subject, dict[str, str]] = {}
        self._works: dict[Subject, dict[str, set[str]]] = {}
        self.survey = lru_cache(_SURVEYS)(load)

    @property
    def _file(self) -> sqlite3.Connection:
        """The open file. A copy of the process opens it anew: a connection must not be used across a fork.

        What is in memory alone is the copy's own already. The first connection stays open and is left alone, as closing
        it would take away the locks of the process that it belongs to (SQLite, How To Corrupt, 2.6).
        """
        if self._path is not None and self._opened != (process := os.getpid()):
            self._opened = process
            self._inherited.append(self._own)
            self._own = self._connect()
        return self._own

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._path or ":memory:", timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let what is kept in a block be kept at once, or nothing of it: a journal for each costs more than that."""
        if self._file.in_transaction:
            yield
            return
        try:
            with self._file:
                self._file.execute("BEGIN IMMEDIATE")
                yield
        except BaseException:
            self._made = None
            raise

    def put(self, work: str, key: str, rows: Rows) -> None:
        """Keep the slips of a work under a hash of what they are cut from; older ones are replaced."""
        with self.together():
            self._file.execute("DELETE FROM slips WHERE work = ?", (work,))
            slips = ((subject, group, work, digest, slip) for subject, group, digest, slip in rows.slips)
            self._file.executemany("INSERT INTO slips VALUES (?, ?, ?, ?, ?)", slips)
            self._file.execute("REPLACE INTO works VALUES (?, ?, ?)", (work, key, rows.record))
        self._digests.clear()
        self._works.clear()

    def keys(self) -> dict[str, str]:
        """Return the hash of what the slips of each work were cut from."""
        return dict(self._file.execute("SELECT work, key FROM works"))

    def choose(self, works: Iterable[str]) -> None:
        """Let the library be these works, by name; others may come back, so their slips stay."""
        chosen = set(works)
        rows = self._file.execute("SELECT work, record FROM works ORDER BY work")
        self.records = {work: pickle.loads(record) for work, record in rows if work in chosen}  # noqa: S301 (our own)
        called = Counter(record.short for record in self.records.values())
        for work, record in self.records.items():
            if called[record.short] > 1:
                self.records[work] = replace(record, short=record.title)
        self.facts = {work: hash_parts([repr(describe_facts(record))]) for work, record in self.records.items()}
        self._digests.clear()
        self._works.clear()

    # -- what is said of a subject

    def take(self, subject: Subject, group: str = "") -> Iterator[tuple[str, Any]]:
        """Yield (work, slip) of a group, by the names of the works."""
        query = "SELECT work, slip FROM slips WHERE subject = ? AND part = ? ORDER BY work"
        for work, slip in self._file.execute(query, (subject, group)):
            if work in self.records:
                yield work, pickle.loads(slip)  # noqa: S301 (our own)

    def groups(self, subject: Subject) -> list[str]:
        """Return the groups of a subject, in order."""
        return sorted(self.digests(subject))

    def find(self, subject: Subject, work: str, group: str = "") -> Any:
        """Return what one work says of a group, None where that is nothing."""
        query = "SELECT slip FROM slips WHERE subject = ? AND part = ? AND work = ?"
        row = self._file.execute(query, (subject, group, work)).fetchone()
        return pickle.loads(row[0]) if row and work in self.records else None  # noqa: S301 (our own)

    def fold(self, subject: Subject, join: Callable[[Iterable[str]], str]) -> Iterator[str]:
        """Yield what the slips of a subject without groups, which are texts, come to: some works at a time.

        What these come to is kept as long as they say the same: where one work has changed, few slips are read.

        Args:
            subject: of the slips.
            join: gives the text that stands for several.
        """
        told = [*self.told(subject).items()]
        for at in range(0, len(told), _TOGETHER):
            own = told[at : at + _TOGETHER]
            name, said = f"{subject}{_FOLDED}{at}", (self.find(subject, work) for work, _digest in own)
            self.keep(name, hash_parts([hash_code(), repr(own)]), partial(_join, join, said))
            yield self.load(name)[""]

    def told(self, subject: Subject) -> dict[str, str]:
        """Return a hash of the slip of each work, by the names of the works, of a subject without groups."""
        query = "SELECT work, digest FROM slips WHERE subject = ? AND part = '' ORDER BY work"
        return {work: digest for work, digest in self._file.execute(query, (subject,)) if work in self.records}

    def works(self, subject: Subject) -> dict[str, set[str]]:
        """Return, for each group of a subject, the works that say something of it."""
        self.digests(subject)
        return self._works[subject]

    def digests(self, subject: Subject) -> dict[str, str]:
        """Return, for each group of a subject, a hash of its slips and of the facts of the works that have them."""
        if subject in self._digests:
            return self._digests[subject]
        works: dict[str, list[str]] = {}
        told: dict[str, list[str]] = {}
        query = "SELECT part, work, digest FROM slips WHERE subject = ? ORDER BY part, work"
        for group, work, digest in self._file.execute(query, (subject,)):
            if facts := self.facts.get(work):
                works.setdefault(group, []).append(work)
                told.setdefault(group, []).append(f"{work} {digest} {facts}\n")
        self._works[subject] = {group: set(using) for group, using in works.items()}
        texts = ((group, "".join(lines).encode("utf-8", "surrogatepass")) for group, lines in told.items())
        return self._digests.setdefault(subject, {group: hashlib.sha256(text).hexdigest() for group, text in texts})

    # -- what was made

    def keep(self, name: str, key: str, make: Callable[[], Made], narrow: Callable[[], str] | None = None) -> Kept:
        """Return what is known of files that were made under a key, making them where there are none.

        Args:
            name: of the files.
            key: a hash of what they are made from.
            make: makes them.
            narrow: gives a hash of just what they show, by which they are known, too, and which takes longer to find.
        """
        self._used.add(name)
        if self._made is None:  # one question for all takes a tenth of the time that one for each does
            rows = self._file.execute("SELECT name, key, narrow, digests, number FROM made")
            self._made = {name: (key, narrower, digests, number) for name, key, narrower, digests, number in rows}
        known, narrower, digests, number = self._made.get(name, ("", "", b"", 0))
        told = narrow() if narrow and known != key else ""
        if known == key or (told and told == narrower):
            if known != key:
                self._made[name] = key, told, digests, number
                self._file.execute("UPDATE made SET key = ? WHERE name = ?", (key, name))
            return Kept(pickle.loads(digests), number)  # noqa: S301 (our own)
        made = make()
        kept = Kept({path: hash_file(text) for path, text in made.files.items()}, made.number)
        self._made[name] = key, told, pack(kept.digests), kept.number
        self._file.execute("REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?)", (name, *self._made[name], pack(made.files)))
        return kept

    def load(self, name: str) -> dict[str, Any]:
        """Return files that were made, by path: text or bytes."""
        row = self._file.execute("SELECT files FROM made WHERE name = ?", (name,)).fetchone()
        return pickle.loads(row[0])  # type: ignore[no-any-return]  # noqa: S301 (our own)

    def clear(self) -> None:
        """Give up what was made by earlier runs alone, and the slips of works that are no longer there."""
        with self.together():
            # What some works come to is asked for only where the page is made anew.
            made = (name for (name,) in self._file.execute("SELECT name FROM made") if _FOLDED not in name)
            gone = {*made} - self._used
            self._file.executemany("DELETE FROM made WHERE name = ?", ((name,) for name in gone))
            gone = self.keys().keys() - self.records.keys()
            for table in ("slips", "works"):
                self._file.executemany(f"DELETE FROM {table} WHERE work = ?", ((work,) for work in gone))  # noqa: S608


def describe_facts(record: WorkRecord) -> WorkRecord:
    """Return a record without what changes with its text and stands on no page that spans works but the report."""
    facts = replace(record.facts, based_on=())  # what is made of it stands in the neighbours of a work
    return replace(record, facts=facts, diagnostics=(), witnesses=(), anchors=0)
