"""A project's works, converted.

Works are converted one by one, each on its own, through an executor that may be the built-in `map`, a process
pool or a cluster's; what spans works is made from their records.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.made import Kept, MadeStore
from build_tools.engine.promise import check_lock, find_claimed, read_lock
from build_tools.engine.slips import SlipStore, make_rows
from build_tools.engine.sources import Sources, choose_terms, leave_out, read_sources
from build_tools.engine.spanning import FOLDED, find_culprits, find_lost_versions, list_pages, span_works
from build_tools.engine.tasks import (
    CONVERTED,
    LISTED,
    PAGES,
    SURVEYED,
    Mapper,
    Outcome,
    Task,
    describe_tables,
    do_changed,
    link_task,
    load_pages,
    load_survey,
    open_task,
)
from build_tools.errors import PublisherError, describe_failure
from build_tools.model.record import SurveyedWork
from build_tools.model.slip import Subject
from build_tools.odd_files import refuse_odd_files
from build_tools.pipeline import Neighbours
from build_tools.publish.docs import Files
from build_tools.source.manifest import guess_former_names

_SLIPS, _MADE = "slips.sqlite", "made.sqlite"
_FEW = 8  # works that have changed: what spans works takes less then than further processes do
_KEPT = 32  # works, at once


def convert_project(
    project: Project,
    *,
    mapper: Mapper = map,
    progress: Callable[[Outcome], None] = lambda _outcome: None,
    excluded: Mapping[str, PublisherError] | None = None,
    jobs: int = 1,
) -> Conversion:
    """Convert what changed and take the rest from the cache; writes nothing but the cache.

    A work that fails costs its own work alone: its last good edition stands in for it where there is one, and the
    others are made without it where there is none.

    Args:
        project: its folders.
        mapper: runs the tasks.
        progress: told of each work when it has been surveyed.
        excluded: works that have failed in a later stage, and why.
        jobs: how many processes, copies of this one, make what spans works.

    Raises:
        PublisherError: what is wrong with the tables beside the works, or fails over no work in particular.
    """
    refuse_odd_files(project.docs)
    sources = read_sources(project)
    store = WorkCache(project.cache)
    run = _Run(project, sources, store, mapper, dict(excluded or {}), jobs)
    run.list_tasks(progress)
    for folder in (project.cache, None):
        try:
            run.slips = SlipStore(folder and folder / _SLIPS, run.load_survey)
            run.made = MadeStore(folder and folder / _MADE)
            run.fill_slips(progress)
            return run.finish()
        except sqlite3.Error as error:
            # A file is damaged, or the disk is full: everything in it can be made again, in memory once.
            if folder is None:
                raise
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:  # else another run is writing it
                for name in (_SLIPS, _MADE):
                    with suppress(OSError):
                        (folder / name).unlink(missing_ok=True)
    raise AssertionError


class _Run:
    """A conversion on its way."""

    def __init__(
        self,
        project: Project,
        sources: Sources,
        store: WorkCache,
        mapper: Mapper,
        failures: dict[str, PublisherError],
        jobs: int = 1,
    ) -> None:
        self.project, self.sources, self.store, self.mapper, self.failures = project, sources, store, mapper, failures
        self.jobs = jobs
        self.tasks: dict[str, Task] = {}
        self.slips: SlipStore
        self.made: MadeStore
        self.shown: dict[str, str] = {}  # works that failed and whose last edition stands in, with its key

    def list_tasks(self, progress: Callable[[Outcome], None]) -> None:
        """List the tasks of all works that have not failed; one whose folder cannot be read has failed."""
        project = self.project
        tables = describe_tables(project)
        for folder in project.work_folders():
            name = folder.name
            if name not in self.failures:
                try:
                    self.tasks[name] = open_task(project, folder, tables)
                except (OSError, PublisherError) as error:
                    self.failures[name] = describe_failure(error, folder)
            if name in self.failures:
                progress(Outcome(name, error=self.failures[name]))

    def load_survey(self, work: str) -> SurveyedWork:
        """Return the survey of a work, or the last good one that stands in for it."""
        last = self.store.get_last(SURVEYED, work) if work in self.shown else None
        return last or load_survey(self.store, self.tasks[work])

    def slip_key(self, key: str) -> str:
        """Return a hash of what slips depend on, from that of what the survey does."""
        return hash_parts([hash_code(), self.sources.bodies_digest, key])

    def fill_slips(self, progress: Callable[[Outcome], None]) -> None:
        """Survey the works whose slips are not known."""
        known = self.slips.keys()
        new = []
        for work, task in self.tasks.items():
            if known.get(work) == self.slip_key(task.key):
                progress(Outcome(work, from_cache=True))
            elif work not in self.failures:
                new.append(task)
        if len(new) <= _FEW and not self.made.is_empty:
            self.jobs = 1

        def tell(outcome: Outcome) -> Outcome:
            progress(outcome)
            return outcome

        done = map(tell, do_changed(new, self.store, self.mapper))
        # The file is closed to others while some works are kept, not while all are converted.
        while outcomes := list(islice(done, _KEPT)):
            with self.slips.together():
                for outcome in outcomes:
                    if outcome.rows is not None:
                        self.slips.put(outcome.work, self.slip_key(self.tasks[outcome.work].key), outcome.rows)
                    elif outcome.error is not None:
                        self.failures[outcome.work] = outcome.error

    def choose(self) -> Sources:
        """Choose the works that are shown; return the tables without what names others."""
        self.choose_shown()
        while claimed := find_claimed(self.slips.records, self.project.seeds):
            for work in claimed:
                if work in self.shown:  # its last edition claims the name, too
                    self.store.forget_last(work)
            self.failures = claimed | self.failures
            self.choose_shown()
        self.failures = find_lost_versions(self.slips.records, self.project.seeds) | self.failures
        sources = leave_out(self.sources, {*self.failures} - {*self.shown})
        return choose_terms(sources, set(self.slips.groups(Subject.TERM)))

    def choose_shown(self) -> None:
        """Choose the works that have not failed, and those of which a last edition stands in."""
        self.shown = {}
        for work in sorted(self.failures):
            shown = self.store.last_key(CONVERTED, work)
            if shown and (last := self.store.get_last(SURVEYED, work)) is not None:
                key = hash_parts(["last", self.slip_key(self.store.last_key(SURVEYED, work))])
                if self.slips.keys().get(work) != key:
                    try:
                        rows = make_rows(last, self.sources.bodies)
                    except Exception as error:
                        self.failures[work] = describe_failure(error)
                    else:
                        self.slips.put(work, key, rows)
                self.shown[work] = shown
        self.slips.choose({*self.tasks} - {*self.failures} | {*self.shown})

    def span(self, sources: Sources) -> tuple[Mapping[str, Neighbours], dict[str, Kept]] | None:
        """Make what spans works; None after a defect of the program, whose works have joined the failures."""
        try:
            return span_works(sources, self.slips, self.made, self.jobs)
        except (PublisherError, OSError, MemoryError, sqlite3.Error):
            raise
        except Exception:
            works = list(self.slips.records)

            def attempt(some: list[str]) -> None:
                self.slips.choose(some)
                span_works(sources, self.slips, self.made)

            culprits = find_culprits(works, attempt)
            if not {*culprits} - {*self.failures}:
                raise
            self.failures |= culprits
            return None

    def write_pages(self, neighbours: Mapping[str, Neighbours]) -> dict[str, tuple[Task, Mapping[str, str]]]:
        """Write the pages of the works that have not failed; return them, with the hash of each page."""
        tasks = {
            work: link_task(task, neighbours[work], self.sources.bodies_digest)
            for work, task in self.tasks.items()
            if work not in self.failures
        }
        written: dict[str, tuple[Task, Mapping[str, str]]] = {}
        for outcome in do_changed(list(tasks.values()), self.store, self.mapper):
            if outcome.files is not None:
                written[outcome.work] = tasks[outcome.work], outcome.files
            elif outcome.error is not None:
                self.failures[outcome.work] = outcome.error
        return written

    def finish(self) -> Conversion:
        """Make everything from the slips; each turn but the last leaves out a work more."""
        while True:
            before = set(self.failures)
            sources = self.choose()
            if set(self.failures) == before and (spanned := self.span(sources)) is not None:
                neighbours, kept = spanned
                written = self.write_pages(neighbours)
            if set(self.failures) == before:
                break
        self.slips.clear()
        self.made.clear(FOLDED)
        pages = [(_below_plans(work, files), partial(self.load_pages, task)) for work, (task, files) in written.items()]
        pages += [(_below_plans(work, self.load_listed(work)), partial(self.load_last, work)) for work in self.shown]
        spanning = [(one.digests, partial(self.made.load, name)) for name, one in kept.items()]
        gone = set(self.failures) - set(self.shown)
        # What was promised under a former name of a work that failed has not been broken either.
        former = {name for work in gone for name in guess_former_names(self.project.seeds / work)}
        former -= {*self.slips.records}
        listed = list_pages(kept, self.slips, sources)
        held = read_lock(self.project.lock)
        lock, breaches = check_lock(self.project.root, self.project.lock, self.slips, gone | former, listed)
        keys: dict[str, dict[Stage[Any], str]] = {
            work: {CONVERTED: task.folder_key, SURVEYED: task.survey_key, PAGES: task.key, LISTED: task.key}
            for work, (task, _) in written.items()
        }
        return Conversion(
            files=Files([*pages, *spanning]),
            slips=self.slips,
            survey=self.slips.survey,
            sources=replace(self.sources, glossary=sources.glossary),
            neighbours=neighbours,
            lock=lock,
            held=held,
            breaches=breaches,
            failures=self.failures,
            shown=self.shown,
            keys=keys,
            former=frozenset(former),
        )

    def load_pages(self, task: Task) -> dict[str, str | bytes]:
        """Return the pages of a work, by path below docs/."""
        return _below_plans(task.folder.name, load_pages(self.store, task))

    def load_listed(self, work: str) -> dict[str, str]:
        """Return the hash of each page of a work's last good edition."""
        listed: dict[str, str] | None = self.store.get_last(LISTED, work)
        return listed or {}

    def load_last(self, work: str) -> dict[str, str | bytes]:
        """Return the pages of a work's last good edition, by path below docs/."""
        pages: dict[str, str | bytes] = self.store.get_last(PAGES, work) or {}
        return _below_plans(work, pages)


def survey_project(
    project: Project, *, mapper: Mapper, progress: Callable[[Outcome], None]
) -> tuple[dict[str, str], dict[str, PublisherError]]:
    """Survey what changed and keep it, nothing that spans works; return the key of each work, and why some failed.

    Raises:
        PublisherError: what is wrong with the tables beside the works.
    """
    run = _Run(project, read_sources(project), WorkCache(project.cache), mapper, {})
    run.list_tasks(progress)
    for outcome in do_changed([replace(task, cuts=False) for task in run.tasks.values()], run.store, mapper):
        progress(outcome)
        if outcome.error is not None:
            run.failures[outcome.work] = outcome.error
    return {work: task.key for work, task in run.tasks.items() if work not in run.failures}, run.failures


Held = TypeVar("Held", str, str | bytes)


def _below_plans(work: str, files: Mapping[str, Held]) -> dict[str, Held]:
    return {f"plans/{work}/{name}": held for name, held in files.items()}
