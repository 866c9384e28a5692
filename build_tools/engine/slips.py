"""The slips of all works, in one file of the cache.

A work's slips are cut from its survey when it has changed, and written by subject and group; so a page on one term is
made from the rows of that term, whatever the library holds besides.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.edition.lock import write_anchors
from build_tools.engine.cache import hash_parts, pack
from build_tools.engine.cache_file import CacheFile
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Subject
from build_tools.pipeline import cut_names
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
"""
_SURVEYS = 4  # in memory

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


class SlipStore:
    """The slips of works.

    Args:
        path: of the file; None keeps everything in memory.
        load: gives the survey of a work.
    """

    def __init__(self, path: Path | None, load: Callable[[str], SurveyedWork]) -> None:
        self._file = CacheFile(path, _SCHEMA)
        self.records: dict[str, WorkRecord] = {}
        self.facts: dict[str, str] = {}  # by work, a hash of them
        self._digests: dict[Subject, dict[str, str]] = {}
        self._works: dict[Subject, dict[str, set[str]]] = {}
        self.survey = lru_cache(_SURVEYS)(load)

    def together(self) -> AbstractContextManager[None]:
        """Let what is kept in a block be kept at once, or nothing of it."""
        return self._file.together()

    def put(self, work: str, key: str, rows: Rows) -> None:
        """Keep the slips of a work under a hash of what they are cut from; older ones are replaced."""
        with self._file.together():
            self._file.open.execute("DELETE FROM slips WHERE work = ?", (work,))
            slips = ((subject, group, work, digest, slip) for subject, group, digest, slip in rows.slips)
            self._file.open.executemany("INSERT INTO slips VALUES (?, ?, ?, ?, ?)", slips)
            self._file.open.execute("REPLACE INTO works VALUES (?, ?, ?)", (work, key, rows.record))
        self._digests.clear()
        self._works.clear()

    def keys(self) -> dict[str, str]:
        """Return the hash of what the slips of each work were cut from."""
        return dict(self._file.open.execute("SELECT work, key FROM works"))

    def choose(self, works: Iterable[str]) -> None:
        """Let the library be these works, by name; others may come back, so their slips stay."""
        chosen = set(works)
        rows = self._file.open.execute("SELECT work, record FROM works ORDER BY work")
        self.records = {work: pickle.loads(record) for work, record in rows if work in chosen}  # noqa: S301 (our own)
        called = Counter(record.short for record in self.records.values())
        for work, record in self.records.items():
            if called[record.short] > 1:
                self.records[work] = replace(record, short=record.title)
        self.facts = {work: hash_parts([repr(tell_facts(record))]) for work, record in self.records.items()}
        self._digests.clear()
        self._works.clear()

    # -- what is said of a subject

    def take(self, subject: Subject, group: str = "") -> Iterator[tuple[str, Any]]:
        """Yield (work, slip) of a group, by the names of the works."""
        query = "SELECT work, slip FROM slips WHERE subject = ? AND part = ? ORDER BY work"
        for work, slip in self._file.open.execute(query, (subject, group)):
            if work in self.records:
                yield work, pickle.loads(slip)  # noqa: S301 (our own)

    def groups(self, subject: Subject) -> list[str]:
        """Return the groups of a subject, in order."""
        return sorted(self.digests(subject))

    def find(self, subject: Subject, work: str, group: str = "") -> Any:
        """Return what one work says of a group, None where that is nothing."""
        query = "SELECT slip FROM slips WHERE subject = ? AND part = ? AND work = ?"
        row = self._file.open.execute(query, (subject, group, work)).fetchone()
        return pickle.loads(row[0]) if row and work in self.records else None  # noqa: S301 (our own)

    def told(self, subject: Subject) -> dict[str, str]:
        """Return a hash of the slip of each work, by the names of the works, of a subject without groups."""
        query = "SELECT work, digest FROM slips WHERE subject = ? AND part = '' ORDER BY work"
        return {work: digest for work, digest in self._file.open.execute(query, (subject,)) if work in self.records}

    def works(self, subject: Subject) -> dict[str, set[str]]:
        """Return, for each group of a subject, the works that say something of it."""
        self.digests(subject)
        return self._works[subject]

    def digests(self, subject: Subject) -> dict[str, str]:
        """Return, for each group of a subject, a hash of its slips and of the facts of the works that have them."""
        if subject in self._digests:
            return self._digests[subject]
        told = {work: f"{work} {facts}" for work, facts in self.facts.items()}
        self._works[subject], self._digests[subject] = works, digests = {}, {}
        query = "SELECT part, work, digest FROM slips WHERE subject = ? ORDER BY part, work"
        for group, rows in groupby(self._file.open.execute(query, (subject,)), itemgetter(0)):
            said = {work: digest for _group, work, digest in rows if work in told}
            if said:
                works[group] = {*said}
                digests[group] = hash_parts([*map(told.__getitem__, said), *said.values()])
        return digests

    def clear(self) -> None:
        """Give up the slips of works that are no longer there."""
        with self._file.together():
            gone = self.keys().keys() - self.records.keys()
            for table in ("slips", "works"):
                self._file.open.executemany(f"DELETE FROM {table} WHERE work = ?", ((work,) for work in gone))  # noqa: S608


def tell_facts(record: WorkRecord) -> WorkRecord:
    """Return a record without what changes with its text and stands on no page that spans works but the report."""
    facts = replace(record.facts, based_on=())  # what is made of it stands in the neighbours of a work
    return replace(record, facts=facts, diagnostics=(), witnesses=(), anchors=0)
