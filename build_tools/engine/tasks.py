"""Works, one by one, through an executor: the built-in `map`, a process pool or a cluster's.

A task surveys one work, or writes its pages when it is known what the others have to do with it. Errors come back as
values. What has been made is kept under a hash of all it depends on, and only what changed is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_folder, hash_parts
from build_tools.engine.folders import Project
from build_tools.engine.slips import Rows, make_rows
from build_tools.errors import PublisherError, describe_failure
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.words import load_segmenter
from build_tools.messages import _
from build_tools.model.body import BodyName
from build_tools.model.glossary import Glossary
from build_tools.model.record import SurveyedWork
from build_tools.model.script import ScriptTable
from build_tools.odd_files import refuse_changed, refuse_odd_files
from build_tools.pipeline import Neighbours, TermMatcher, Work, convert_work, link_work, survey_work
from build_tools.publish.docs import hash_file
from build_tools.rendering import render_work
from build_tools.source.bodies import read_all_bodies
from build_tools.source.glossary import read_glossary
from build_tools.source.script_table import read_script_table

CONVERTED = Stage("converted", Work)
SURVEYED = Stage("surveyed", SurveyedWork)
PAGES = Stage("pages", dict)
TABLES: Stage[tuple[Glossary, ScriptTable, tuple[BodyName, ...]]] = Stage("tables", tuple)
LISTED = Stage("listed", dict)
"""The hash of each page, by its path: what is to be known of pages without loading them."""


@dataclass(frozen=True)
class Task:
    """What one process does for one work: survey it, or write its pages if it is told of its neighbours.

    Attributes:
        folder: the work's folder.
        cache: the directory of results.
        key: hash of what is made depends on.
        survey_key: hash of what the survey depends on.
        folder_key: hash of what the conversion depends on.
        glossary: the glossary's file.
        script: that of what is decided about scripts.
        bodies: that of the names of public bodies.
        tables_key: hash of them.
        vocabularies: names of the shared ones that the glossary is laid over.
        neighbours: what its links need of the other works; None where it is to be surveyed.
        cuts: what is kept of a survey is wanted.
    """

    folder: Path
    cache: Path
    key: str
    survey_key: str
    folder_key: str
    glossary: Path
    script: Path
    bodies: Path
    tables_key: str
    vocabularies: tuple[str, ...] = ()
    neighbours: Neighbours | None = None
    cuts: bool = True

    def load_tables(self) -> Loaded:
        """Return what the tables say."""
        return load_tables(self.cache, (self.glossary, self.script, self.bodies), self.vocabularies, self.tables_key)


@dataclass(frozen=True)
class Outcome:
    """What became of one work: what is kept of its survey, or the hashes of its pages, or why there are none."""

    work: str
    rows: Rows | None = None
    files: Mapping[str, str] | None = None
    error: PublisherError | None = None
    from_cache: bool = False


Mapper = Callable[[Callable[[Task], Outcome], Iterable[Task]], Iterable[Outcome]]


class Tables(NamedTuple):
    """The tables that works are surveyed with: glossary, decisions about scripts, names of bodies.

    Attributes:
        paths: theirs.
        vocabularies: names of those that the glossary is laid over.
        survey_key: hash of those that a survey depends on.
        digest: hash of all.
    """

    paths: tuple[Path, Path, Path]
    vocabularies: tuple[str, ...]
    survey_key: str
    digest: str


def describe_tables(project: Project) -> Tables:
    """Return the tables of a project as they are now."""
    paths = (project.glossary, project.script, project.bodies)
    vocabularies = project.vocabularies
    survey_key = hash_parts([hash_tables(paths[:2]), *vocabularies])
    return Tables(paths, vocabularies, survey_key, hash_tables(paths))


def open_task(project: Project, folder: Path, tables: Tables) -> Task:
    """Return the survey of a work, as its folder is now, as a task.

    Raises:
        PublisherError: something in the folder is no plain file.
        OSError: it cannot be read.
    """
    refuse_odd_files(folder)
    key = hash_folder(folder)
    both = hash_parts([key, tables.survey_key])
    return Task(folder, project.cache, both, both, key, *tables.paths, tables.digest, tables.vocabularies)


def link_task(task: Task, neighbours: Neighbours, bodies_digest: str) -> Task:
    """Return the task of writing the pages of a work that is surveyed by `task`."""
    return replace(task, neighbours=neighbours, key=hash_parts([task.key, neighbours.told, bodies_digest]))


def hash_tables(paths: Iterable[Path]) -> str:
    """Return a hash of the tables that works are surveyed with."""
    return hash_parts(path.read_bytes() if path.is_file() else b"" for path in paths)


@dataclass(frozen=True)
class Loaded:
    """What the tables say that works are surveyed with."""

    glossary: Glossary
    script: ScriptTable
    bodies: BodyNames

    @cached_property
    def matcher(self) -> TermMatcher:
        """What finds the glossary's terms."""
        return TermMatcher(self.glossary)


@lru_cache(2)
def load_tables(cache: Path, paths: tuple[Path, Path, Path], vocabularies: tuple[str, ...], digest: str) -> Loaded:
    """Return what the tables say, what is kept of it or read anew; `digest` tells one state of them from another.

    Raises:
        ManifestError: that is not their state any more.
    """
    glossary, script, bodies = paths

    def read() -> tuple[Glossary, ScriptTable, tuple[BodyName, ...]]:
        tables = read_glossary(glossary, vocabularies), read_script_table(script), read_all_bodies(bodies)
        refuse_changed(digest, hash_tables(paths), glossary.parent)
        return tables

    kept = WorkCache(cache).keep(TABLES, "", hash_parts([hash_code(), digest, *vocabularies]), read)
    return Loaded(kept[0], kept[1], BodyNames(kept[2]))


def load_work(store: WorkCache, folder: Path, key: str) -> Work:
    """Return a converted work, from what is kept under `key` (`hash_folder`) or anew.

    Raises:
        ManifestError: the folder is not what it was when it got that key.
    """

    def convert() -> Work:
        work = convert_work(folder)
        refuse_changed(key, hash_folder(folder), folder)
        return work

    return store.keep(CONVERTED, folder.name, key, convert)


def load_survey(store: WorkCache, task: Task) -> SurveyedWork:
    """Return the survey of a work, what is kept of it or a new one."""

    def survey() -> SurveyedWork:
        work, tables = load_work(store, task.folder, task.folder_key), task.load_tables()
        return survey_work(work, tables.matcher, tables.script)

    return store.keep(SURVEYED, task.folder.name, task.survey_key, survey)


def load_pages(store: WorkCache, task: Task) -> Mapping[str, str | bytes]:
    """Return the pages of a work by path, what is kept of them or new ones."""

    def render() -> dict[str, str | bytes]:
        links = link_work(load_survey(store, task), task.neighbours or Neighbours(), task.load_tables().bodies)
        pages = render_work(load_work(store, task.folder, task.folder_key), links)
        store.put(LISTED, task.folder.name, task.key, {path: hash_file(held) for path, held in pages.items()})
        return pages

    return store.keep(PAGES, task.folder.name, task.key, render)


def do_task(task: Task, survey: SurveyedWork | None = None) -> Outcome:
    """Survey one work or write its pages; errors come back as values, so that one bad work does not stop the others."""
    name, store = task.folder.name, WorkCache(task.cache)
    try:
        if task.neighbours is None:
            survey = survey or load_survey(store, task)
            return Outcome(name, make_rows(survey, task.load_tables().bodies) if task.cuts else None)
        return Outcome(name, files={path: hash_file(held) for path, held in load_pages(store, task).items()})
    except Exception as error:
        # The traceback would keep alive all that the conversion had made, and no process can hand it to another.
        return Outcome(name, error=describe_failure(error, task.folder).with_traceback(None))


def lose_task(task: Task) -> Outcome:
    """Return the outcome of a work whose process was killed even when it ran alone."""
    lost = PublisherError(
        _(
            "the process that converted this work was killed, and once more when it ran alone; most often the system"
            " has run out of memory"
        ),
        path=task.folder,
        remedy=_("free memory, or cut the download into the documents that it holds; the other works are unharmed"),
    )
    return Outcome(task.folder.name, error=lost)


def do_changed(tasks: list[Task], store: WorkCache, mapper: Mapper) -> Iterator[Outcome]:
    """Yield the outcome of each task, those first whose results are kept."""
    changed: list[Task] = []
    for task in tasks:
        name = task.folder.name
        if task.neighbours is None and (survey := store.get(SURVEYED, name, task.key)) is not None:
            yield replace(do_task(task, survey), from_cache=True)
        elif task.neighbours is not None and (files := store.get(LISTED, name, task.key)) is not None:
            yield Outcome(name, files=files, from_cache=True)
        else:
            changed.append(task)
    if len(changed) > 1:
        load_segmenter()  # once, and not in each of several processes
    yield from mapper(do_task, changed)
