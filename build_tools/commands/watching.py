"""Seeing while editing: what a build would show of the works and pages as they are now, page by page, without a build.

A page is asked for under the key that a build would make it under: the built site's own file answers where it has that
key, else the page is made here, by the functions that a build uses. Nothing is written but the cache: docs/, the
lock and site/ stay as the last `convert` and `build` left them. After a change of a work its own pages come first,
beside the other works as they were; then all works are converted, and what spans them follows.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from build_tools.commands.building import Additions
from build_tools.commands.writing import fill_pages
from build_tools.engine.cache import WorkCache
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.pages import PageSettings, finish_file, hash_page, is_page, is_part, name_part, name_sources
from build_tools.engine.project import convert_project
from build_tools.engine.promise import refuse_breaches
from build_tools.engine.sources import choose_terms, hash_sources, read_sources
from build_tools.engine.tasks import (
    Outcome,
    describe_tables,
    link_task,
    load_pages,
    load_survey,
    load_tables,
    open_task,
)
from build_tools.errors import PublisherError, SiteError, describe_failure
from build_tools.messages import _
from build_tools.model.codes import Severity
from build_tools.model.generated import GENERATED
from build_tools.model.record import WorkRecord
from build_tools.model.slip import Subject
from build_tools.proof.line import name_work
from build_tools.publish.assembly import list_files, read_record, record_of
from build_tools.publish.docs import encode_file, hash_file
from build_tools.publish.file_events import FileEvents, open_events
from build_tools.publish.finish import Addition
from build_tools.publish.one_page import OnePage
from build_tools.publish.script_tree import TREE
from build_tools.publish.serve import Notice, Shown
from build_tools.publish.site_config import read_site_config
from build_tools.render.glossary import render_term


@dataclass(frozen=True)
class _State:
    """What is shown.

    Attributes:
        conversion: the works.
        own: the pages of works that have changed since, by path below docs/, and their records.
        filled: the pages that hold generated lists, likewise.
        sources: path in the site → path below docs/.
        settings: what all pages depend on.
        additions: what they say beside their Markdown.
        maker: MkDocs.
    """

    conversion: Conversion
    filled: Mapping[str, bytes]
    sources: Mapping[str, str]
    settings: PageSettings
    additions: Additions
    maker: OnePage
    own: Mapping[str, bytes] = field(default_factory=dict)
    records: Mapping[str, WorkRecord] = field(default_factory=dict)

    def read(self, docs: Path, path: str) -> bytes:
        """Return a file of docs/ as a build would find it there."""
        for known in (self.own, self.filled):
            if path in known:
                return known[path]
        files = self.conversion.files
        return encode_file(files[path]) if path in files else (docs / path).read_bytes()


class _Built(NamedTuple):
    """The built site: the key of each part, the files of those that are made from docs/, the size of each file."""

    keys: Mapping[str, str]
    pages: frozenset[str]
    sizes: Mapping[str, int]


class _Made(NamedTuple):
    """A file as it was made: its key, what stands at its paths if the built site has that not, MkDocs' warnings."""

    key: str
    files: Mapping[str, bytes]
    warnings: tuple[str, ...]


class Superseded(Exception):  # noqa: N818 (nothing is wrong)
    """Something else has been written meanwhile."""


class WatchedSite:
    """A built site, and what has changed since it was built.

    Args:
        project: its folders.
        site: the built site.
        say: told what is wrong, and when it has been mended.
    """

    def __init__(self, project: Project, site: Path, say: Callable[[str], None]) -> None:
        self._project, self._site, self._say = project, site, say
        self._built: tuple[tuple[int, int], _Built] | None = None
        self._problems: tuple[str, ...] = ()
        self._state: _State | None = None
        self._number = 0
        self._made: dict[str, _Made] = {}
        self._making = threading.Lock()  # MkDocs is one
        self._changed = threading.Condition()

    # -- what the texts do

    def follow(self, events: FileEvents) -> NoReturn:
        """Take in all changes, from now on for ever."""
        left: set[Path] = set()
        tables = describe_tables(self._project)
        with suppress(Exception):  # what is wrong with them has been told
            load_tables(self._project.cache, tables.paths, tables.vocabularies, tables.digest)  # while nobody waits
        while True:
            left |= {path for path in events.take() if self._is_source(path)}
            if left:
                try:
                    self.refresh(left, lambda: events.is_waiting)
                    left = set()
                except Superseded:
                    continue

    def _is_source(self, path: Path) -> bool:
        """Whether people write a file: what is generated below docs/, or stands beside all, is none of theirs."""
        project = self._project
        if path.is_relative_to(project.docs):
            return path != project.docs and path.relative_to(project.docs).parts[0] not in GENERATED
        return path.is_relative_to(project.seeds) or path == project.config

    def refresh(self, paths: Iterable[Path] = (), is_late: Callable[[], bool] = lambda: False) -> None:
        """Take in what has changed; what is wrong is told, and all that was shown last stays.

        Args:
            paths: of the files; none means that anything may have changed.
            is_late: whether something else has been written meanwhile.

        Raises:
            Superseded: it has.
        """
        known, changed = self._state, {*paths}
        try:
            is_own = changed and all(path.is_relative_to(self._project.docs) for path in changed)
            if known is not None and is_own and not self._problems:
                self._adopt(self._open(known.conversion, known), ())
                return
            if known is not None:
                self._show_first(known, changed)

            def go_on(_outcome: Outcome) -> None:
                if is_late():
                    raise Superseded

            self._take_in(convert_project(self._project, progress=go_on), known)
        except Superseded:
            raise
        except Exception as error:
            self._tell([describe_failure(error)])

    def _show_first(self, known: _State, changed: set[Path]) -> None:
        """Show the own pages of works and terms that have changed, before all works are looked at."""
        seeds, conversion = self._project.seeds, known.conversion
        works = {path.relative_to(seeds).parts[0] for path in changed if path.is_relative_to(seeds)}
        works = {work for work in works & conversion.neighbours.keys() if (seeds / work).is_dir()}
        own, records = dict(known.own), dict(known.records)
        is_same = conversion.sources.digest == hash_sources(self._project)
        used = {*conversion.slips.groups(Subject.TERM)}
        sources = conversion.sources if is_same else choose_terms(read_sources(self._project), used)
        tables = describe_tables(self._project)
        store, terms = WorkCache(self._project.cache), conversion.glossary.by_id()
        for term in sources.glossary.terms:
            if term != terms.get(term.id):
                entry = render_term(term, sources.glossary, conversion.slips, conversion.to_traditional)
                own |= {name: encode_file(text) for name, text in entry.items()}
        for work in sorted(works):
            task = open_task(self._project, seeds / work, tables)
            records[work] = load_survey(store, task).record
            pages = load_pages(store, link_task(task, conversion.neighbours[work], sources.bodies_digest))
            own |= {f"plans/{work}/{name}": encode_file(held) for name, held in pages.items()}
        self._adopt(replace(known, own=own, records=records), self._problems)

    def _take_in(self, conversion: Conversion, known: _State | None) -> None:
        """Show all works anew, unless one fails that did not before."""
        problems: list[PublisherError] = [*conversion.errors]
        if known is not None and not conversion.failures.keys() <= known.conversion.failures.keys():
            self._tell(problems)
            return
        try:
            refuse_breaches(self._project.lock, conversion.breaches, conversion.records)
        except PublisherError as error:
            problems.append(error)
        state = self._open(conversion, known)
        self._adopt(state, self._name(problems))

    def _open(self, conversion: Conversion, known: _State | None) -> _State:
        project = self._project
        config = read_site_config(project.config)
        if config.reads_more or not config.names_nav:
            raise SiteError(
                _(
                    "pages cannot be shown one by one: mkdocs.yml names hooks, plugins or extensions, or an entry of"
                    " the navigation has no title"
                ),
                path=project.config,
                remedy=_("give each entry a title and write `plugins: []`; or build and serve without --watch"),
            )
        own = (name for name in list_files(project.docs) if name.partition("/")[0] not in GENERATED)
        filled = {path.name: text.encode("utf-8") for path, text in fill_pages(project, conversion)}
        sources = name_sources({*own, *filled, *conversion.files})
        is_same = known is not None and (known.settings.config, known.sources) == (config, sources)
        maker = known.maker if known and is_same else OnePage(project.config, sources.values())
        additions = Additions(Library(project, conversion, config, project.cache), self._read_built().sizes)
        return _State(conversion, filled, sources, additions.settle({}), additions, maker)

    def _adopt(self, state: _State, problems: tuple[str, ...]) -> None:
        with self._changed:
            if problems != self._problems:
                self._say("\n".join(problems) or _("all is well again"))
            self._state, self._problems = state, problems
            self._number += 1
            self._changed.notify_all()

    def _name(self, problems: Iterable[PublisherError]) -> tuple[str, ...]:
        return tuple(str(error).replace(f"{self._project.root}/", "") for error in problems)

    def _tell(self, problems: Iterable[PublisherError]) -> None:
        with self._changed:
            self._problems = self._name(problems)
            self._say("\n".join(self._problems))
            self._number += 1
            self._changed.notify_all()

    # -- what readers ask

    def wait(self, seen: int, seconds: float) -> int:
        """Wait until the state has another number than `seen`, at most so long; return its number."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen, seconds)
            return self._number

    def find(self, path: str) -> Shown | None:
        """Return a file as a build would make it now; None where the built site has it so, or knows it alone.

        Raises:
            FileNotFoundError: a build would not make it any more.
        """
        state, name = self._state, path.removeprefix(f"{TREE}/")
        if state is None:
            return None
        source = state.sources.get(name)
        if source is None:
            if name in self._read_built().pages:
                raise FileNotFoundError(path)
            return None
        made = self._make(state, name, source)
        return Shown(made.files[path], made.key) if path in made.files else None

    def tell(self, path: str) -> Notice:
        """Return what a reader of a page is told."""
        state, name = self._state, path.removeprefix(f"{TREE}/")
        if state is None or name not in state.sources:
            return Notice("", self._problems, ())
        made = self._make(state, name, state.sources[name])
        records = {**state.conversion.slips.records, **state.records}
        work = name_work(name)
        doubts = (
            f"{one}:{doubt.line_no} {doubt.code}：{doubt.chinese_message} {doubt.excerpt}"
            for one in ([work] if work in records else [] if work else records)
            for doubt in records[one].diagnostics
            if doubt.severity is not Severity.INFO
        )
        change = state.conversion.to_traditional if name != path else str
        return Notice(made.key, (*self._problems, *made.warnings), tuple(map(change, doubts)))

    def _make(self, state: _State, name: str, source: str) -> _Made:
        """Return a file as a build would make it; where that fails, as it was made last, with the reason."""
        with self._making:
            try:
                return self._make_anew(state, name, source)
            except Exception as error:
                last = self._made.get(name, _Made("", {}, ()))
                return last._replace(warnings=self._name([describe_failure(error, Path("docs", source))]))

    def _make_anew(self, state: _State, name: str, source: str) -> _Made:
        data = state.read(self._project.docs, source)
        addition = state.additions.find(name, data.decode("utf-8", "replace")) if is_page(source) else None
        key = hash_page(state.settings.shell, hash_file(data), addition)
        if self._read_built().keys.get(name_part(source)) == key:
            self._made[name] = _Made(key, {}, ())
        elif name not in self._made or self._made[name].key != key:
            page, warnings = (state.maker.make(source, data) or (None, [])) if addition is not None else (data, [])
            files = () if page is None else finish_file(page, name, addition or Addition(), state.settings)
            self._made[name] = _Made(key, {path: encode_file(held) for path, held in files}, tuple(warnings))
        return self._made[name]

    def _read_built(self) -> _Built:
        """Return what is known of the built site; it may be built anew while it is watched."""
        path = record_of(self._site)
        told = os.stat(path) if path.is_file() else None  # noqa: PTH116
        state = (told.st_mtime_ns, told.st_ino) if told else (0, 0)
        if self._built is None or self._built[0] != state:
            record = read_record(path)
            self._built = (
                state,
                _Built(
                    {part: key for part, (key, _) in record.parts.items()},
                    frozenset(name for part, (_, names) in record.parts.items() if is_part(part) for name in names),
                    {name: held.size for name, held in record.files.items()},
                ),
            )
        return self._built[1]


@contextmanager
def watch_site(project: Project, site: Path, say: Callable[[str], None]) -> Iterator[WatchedSite]:
    """Yield a site that follows what is written into its project, as long as it is open; see `WatchedSite`."""
    watched = WatchedSite(project, site, say)
    with open_events([project.seeds, project.docs], [project.config]) as events:
        watched.refresh()
        threading.Thread(target=watched.follow, args=(events,), daemon=True).start()
        yield watched
