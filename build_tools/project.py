"""A project's folder, and its works converted.

Works are converted one by one, each on its own, through an executor that may be the built-in `map`, a process
pool or a cluster's; what spans works is made from their records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from build_tools.cache import Stage, WorkCache, hash_folder, hash_parts
from build_tools.edition.lock import Breach
from build_tools.errors import PublisherError, describe_failure
from build_tools.folders import Project as Project
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.clause import WorkClauses
from build_tools.model.codes import Severity
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.script import Script, ScriptTable
from build_tools.odd_files import refuse_odd_file, refuse_odd_files
from build_tools.promise import check_lock
from build_tools.publish.docs import Files
from build_tools.source.bodies import read_all_bodies
from build_tools.source.glossary import read_glossary
from build_tools.source.indicators import read_indicators
from build_tools.source.manifest import guess_former_names
from build_tools.source.outside import read_outside
from build_tools.source.script_table import read_script_table
from build_tools.spanning import Sources, span_works
from build_tools.tasks import CONVERTED, PAGES, SURVEYED, Mapper, Outcome, Task, do_changed, load_work

if TYPE_CHECKING:
    from build_tools.pipeline import Work


@dataclass(frozen=True)
class Conversion:
    """All works of a project, converted.

    Attributes:
        files: path below docs/ → text, or the bytes of a picture.
        surveys: of the works, by name.
        glossary: the entries.
        script: what is decided about converting between scripts.
        links: from and to the clauses of each work.
        lock: text of anchors.lock after this build.
        breaches: anchors that this build would break.
        failures: why a work could not be converted, by name.
        shown: of the works that failed, those of which the last good edition stands in for the new one, with the key
            of that edition.
        keys: of what is kept of each work that did not fail, by stage.
        former: names that works which failed had before, as far as they can be told.
    """

    files: dict[str, str | bytes]
    surveys: list[SurveyedWork]
    glossary: Glossary
    script: ScriptTable
    links: dict[str, WorkLinks]
    lock: str
    breaches: list[Breach]
    failures: dict[str, PublisherError]
    shown: dict[str, str]
    keys: dict[str, dict[Stage[Any], str]]
    former: frozenset[str] = frozenset()

    @property
    def errors(self) -> list[PublisherError]:
        """Why works could not be converted, in the order of their names."""
        return [self.failures[work] for work in sorted(self.failures)]

    @property
    def gone(self) -> frozenset[str]:
        """Names of the works that failed and of which nothing can be shown but pages made before."""
        return frozenset(self.failures) - frozenset(self.shown)

    def load_work(self, project: Project, work: str) -> Work:
        """Return a converted work: the new edition, or the last good one that stands in for it."""
        store = WorkCache(project.cache)
        last = store.get_last(CONVERTED, work) if work in self.shown else None
        return last or load_work(store, project.seeds / work, hash_folder(project.seeds / work))

    def work_key(self, work: str) -> str:
        """Return a hash of what that edition depends on."""
        return self.shown.get(work) or self.keys[work][CONVERTED]

    @cached_property
    def to_traditional(self) -> Callable[[str], str]:
        """Change words to the traditional script of the library."""
        return ScriptConverter(self.script, self.script.traditional).convert

    @cached_property
    def to_simplified(self) -> Callable[[str], str]:
        """Change words to simplified script."""
        return ScriptConverter(self.script, Script.HANS).convert

    @property
    def records(self) -> list[WorkRecord]:
        """The works' records, by name."""
        return [survey.record for survey in self.surveys]

    @property
    def clauses(self) -> list[WorkClauses]:
        """The works' clauses, in the same order."""
        return [survey.clauses for survey in self.surveys]

    @property
    def worst(self) -> Severity | None:
        """The worst severity among all diagnostics, None where there are none."""
        severities = [d.severity for record in self.records for d in record.diagnostics]
        return max(severities, key=list(Severity).index, default=None)


def _say_nothing(outcome: Outcome) -> None:
    del outcome


def convert_project(
    project: Project,
    *,
    mapper: Mapper = map,
    progress: Callable[[Outcome], None] = _say_nothing,
    excluded: Mapping[str, PublisherError] | None = None,
) -> Conversion:
    """Convert what changed and take the rest from the cache; writes nothing but the cache.

    A work that fails costs its own work alone: its last good edition stands in for it where there is one, and the
    others are made without it where there is none.

    Args:
        project: its folders.
        mapper: runs the tasks.
        progress: told of each work when it has been surveyed.
        excluded: works that have failed in a later stage, and why.

    Raises:
        PublisherError: what is wrong with the tables beside the works, or fails over no work in particular.
    """
    refuse_odd_files(project.docs)
    sources = _read_sources(project)
    store = WorkCache(project.cache)
    failures: dict[str, PublisherError] = dict(excluded or {})
    tasks = _list_tasks(project, failures, progress)
    surveyed: dict[str, SurveyedWork] = {}
    for outcome in do_changed(list(tasks.values()), SURVEYED, store, mapper):
        progress(outcome)
        if outcome.survey is not None:
            surveyed[outcome.work] = outcome.survey
        elif outcome.error is not None:
            failures[outcome.work] = outcome.error
    # Each turn but the last leaves out a work more.
    while True:
        before = set(failures)
        shown = {work: key for work in failures if (key := store.last_key(CONVERTED, work))}
        stand_ins = {work: survey for work in shown if (survey := store.get_last(SURVEYED, work)) is not None}
        surveys = [survey for _, survey in sorted({**surveyed, **stand_ins}.items())]
        known = shown | {work: task.key for work, task in tasks.items() if work in surveyed}
        spanned = span_works(_leave_out(sources, set(failures) - set(stand_ins)), surveys, failures, store, known)
        if set(failures) == before and spanned is not None:
            links, shared = spanned
            files: dict[str, str | bytes] = {**shared}
            linked = [
                replace(task, links=links[work], key=hash_parts([task.key, repr(links[work])]))
                for work, task in tasks.items()
                if work in surveyed
            ]
            for outcome in do_changed(linked, PAGES, store, mapper):
                if outcome.files is not None:
                    files |= _below_plans(outcome.work, outcome.files)
                elif outcome.error is not None:
                    failures[outcome.work] = outcome.error
        if set(failures) == before:
            break
        for work in failures:
            surveyed.pop(work, None)
    for work in stand_ins:
        last_pages: dict[str, str | bytes] | None = store.get_last(PAGES, work)
        files |= _below_plans(work, last_pages or {})
    keys: dict[str, dict[Stage[Any], str]] = {
        task.folder.name: {CONVERTED: task.folder_key, SURVEYED: tasks[task.folder.name].key, PAGES: task.key}
        for task in linked
    }
    gone = set(failures) - set(stand_ins)
    # What was promised under a former name of a work that failed has not been broken either.
    former = {name for work in gone for name in guess_former_names(project.seeds / work)}
    lock, breaches = check_lock(project.root, project.lock, surveys, gone | former)
    return Conversion(
        files,
        surveys,
        sources.glossary,
        sources.script,
        links,
        lock,
        breaches,
        failures,
        {work: shown[work] for work in stand_ins},
        keys,
        frozenset(former),
    )


def _below_plans(work: str, files: Files) -> dict[str, str | bytes]:
    return {f"plans/{work}/{name}": held for name, held in files.items()}


def _read_sources(project: Project) -> Sources:
    """Read the tables beside the works."""
    paths = sorted(project.seeds.glob("*.toml"))
    for path in paths:
        refuse_odd_file(path)
    return Sources(
        read_glossary(project.glossary),
        OutsideNames(read_outside(project.outside)),
        BodyNames(read_all_bodies(project.bodies)),
        read_indicators(project.indicators),
        read_script_table(project.script),
        hash_parts(part for path in paths for part in (path.name, path.read_bytes())),
    )


def _leave_out(sources: Sources, works: set[str]) -> Sources:
    """Return the tables without the points of indicators in works that are not there."""
    followed = []
    for indicator in sources.indicators:
        points = tuple(point for point in indicator.points if point.place.work not in works)
        if points:
            followed.append(replace(indicator, points=points))
    return replace(sources, indicators=followed, digest=hash_parts([sources.digest, *sorted(works)]))


def _list_tasks(
    project: Project, failures: dict[str, PublisherError], progress: Callable[[Outcome], None]
) -> dict[str, Task]:
    """Return the tasks of all works that have not failed; one whose folder cannot be read has failed."""
    tables = (project.glossary, project.script)
    tables_key = hash_parts([path.read_bytes() if path.is_file() else b"" for path in tables])
    tasks: dict[str, Task] = {}
    for folder in project.work_folders():
        if folder.name not in failures:
            try:
                refuse_odd_files(folder)
                key = hash_folder(folder)
            except (OSError, PublisherError) as error:
                failures[folder.name] = describe_failure(error, folder)
        if folder.name in failures:
            progress(Outcome(folder.name, error=failures[folder.name]))
            continue
        both = hash_parts([key, tables_key])
        tasks[folder.name] = Task(folder, project.cache, both, key, *tables, tables_key)
    return tasks


def keep_last_editions(project: Project, conversion: Conversion) -> None:
    """Keep what has been made of the works that are good now, for a day on which one of them fails."""
    store = WorkCache(project.cache)
    for work, keys in conversion.keys.items():
        store.keep_last(work, keys)
