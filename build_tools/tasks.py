"""Works, one by one, through an executor: the built-in `map`, a process pool or a cluster's.

A task surveys one work, or writes its pages when the links of all works are known. Errors come back as values. What
has been made is kept under a hash of all it depends on, and only what changed is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.cache import Stage, WorkCache
from build_tools.errors import PublisherError, describe_failure
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork
from build_tools.pipeline import Work, convert_work, make_matcher, survey_work
from build_tools.rendering import render_work
from build_tools.source.glossary import read_glossary
from build_tools.source.script_table import read_script_table

if TYPE_CHECKING:
    from build_tools.model.script import ScriptTable
    from build_tools.pipeline import TermMatcher

CONVERTED = Stage("converted", Work)
SURVEYED = Stage("surveyed", SurveyedWork)
PAGES = Stage("pages", dict)


@dataclass(frozen=True)
class Task:
    """What one process does for one work: survey it, or write its pages if it is told the links.

    Attributes:
        folder: the work's folder.
        cache: the directory of results.
        key: hash of what the stage depends on.
        folder_key: hash of what the conversion depends on.
        glossary: the glossary's file.
        script: that of what is decided about scripts.
        tables_key: hash of both.
        links: from and to the work's clauses; None where it is to be surveyed.
    """

    folder: Path
    cache: Path
    key: str
    folder_key: str
    glossary: Path
    script: Path
    tables_key: str
    links: WorkLinks | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one work: its survey or its pages, or why there are none."""

    work: str
    survey: SurveyedWork | None = None
    files: dict[str, str | bytes] | None = None
    error: PublisherError | None = None
    from_cache: bool = False


Mapper = Callable[[Callable[[Task], Outcome], Iterable[Task]], Iterable[Outcome]]


@cache
def _load_tables(glossary: Path, script: Path, digest: str) -> tuple[TermMatcher, ScriptTable]:
    del digest  # it tells one state of the files from another
    return make_matcher(read_glossary(glossary)), read_script_table(script)


def load_work(store: WorkCache, folder: Path, key: str) -> Work:
    """Return a converted work, from what is kept under `key` (`hash_folder`) or anew."""
    work = store.get(CONVERTED, folder.name, key)
    if work is None:
        work = convert_work(folder)
        store.put(CONVERTED, folder.name, key, work)
    return work


def do_task(task: Task) -> Outcome:
    """Survey one work or write its pages; errors come back as values, so that one bad work does not stop the others."""
    name = task.folder.name
    try:
        store = WorkCache(task.cache)
        work = load_work(store, task.folder, task.folder_key)
        if task.links is not None:
            files = render_work(work, task.links)
            store.put(PAGES, name, task.key, files)
            return Outcome(name, files=files)
        survey = survey_work(work, *_load_tables(task.glossary, task.script, task.tables_key))
        store.put(SURVEYED, name, task.key, survey)
        return Outcome(name, survey=survey)
    except Exception as error:
        # The traceback would keep alive all that the conversion had made, and no process can hand it to another.
        return Outcome(name, error=describe_failure(error, task.folder).with_traceback(None))


def lose_task(task: Task) -> Outcome:
    """Return the outcome of a work whose process was killed even when it ran alone."""
    lost = PublisherError(
        "the process that converted this work was killed, and once more when it ran alone; most often the system has"
        " run out of memory",
        path=task.folder,
        remedy="free memory, or cut the download into the documents that it holds; the other works are unharmed",
    )
    return Outcome(task.folder.name, error=lost)


def do_changed(tasks: list[Task], stage: Stage[Any], store: WorkCache, mapper: Mapper) -> Iterator[Outcome]:
    """Yield the outcome of each task, those first whose results are kept."""
    changed: list[Task] = []
    for task in tasks:
        kept = store.get(stage, task.folder.name, task.key)
        if kept is None:
            changed.append(task)
        elif stage is SURVEYED:
            yield Outcome(task.folder.name, survey=kept, from_cache=True)
        else:
            yield Outcome(task.folder.name, files=kept, from_cache=True)
    yield from mapper(do_task, changed)
