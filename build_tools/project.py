"""A project's folder: seeds/ in, docs/ and site/ out.

Works are converted one by one, each on its own, through an executor that may be the built-in `map`, a process
pool or a cluster's; what spans works is made from their records. Nothing is written unless every promise holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.cache import WorkCache, hash_folder
from build_tools.edition.lock import Breach, check_anchors, merge_lock, read_lock, write_lock
from build_tools.errors import AnchorError, ManifestError, PublisherError
from build_tools.model.clause import WorkClauses
from build_tools.model.record import RenderedWork, WorkRecord
from build_tools.model.report import Severity
from build_tools.pipeline import render_work
from build_tools.publish.docs import differing_files, write_changed, write_tree
from build_tools.render.bodies import render_bodies
from build_tools.render.lists import render_plan_index, render_plan_list, render_report
from build_tools.source.bodies import read_bodies

_HOME_LIST_RE = re.compile(r"(<!-- plans:start -->\n).*?(<!-- plans:end -->)", re.DOTALL)

Mapper = Callable[[Callable[[str], "Outcome"], list[str]], Iterable["Outcome"]]


@dataclass(frozen=True)
class Outcome:
    """What became of one work: its files, or why there are none."""

    work: str
    rendered: RenderedWork | None
    error: PublisherError | None = None
    from_cache: bool = False


@dataclass(frozen=True)
class Conversion:
    """All works of a project, converted.

    Attributes:
        files: path below docs/plans/ → text.
        records: of the works, by name.
        clauses: of the works, in the same order.
        lock: text of anchors.lock after this build.
        breaches: anchors that this build would break.
        errors: works that could not be converted.
    """

    files: dict[str, str]
    records: list[WorkRecord]
    clauses: list[WorkClauses]
    lock: str
    breaches: list[Breach]
    errors: list[PublisherError]

    @property
    def worst(self) -> Severity | None:
        """The worst severity among all diagnostics, None where there are none."""
        severities = [d.severity for record in self.records for d in record.diagnostics]
        return max(severities, key=list(Severity).index, default=None)


@dataclass(frozen=True)
class Project:
    """Paths of a project."""

    root: Path

    @property
    def seeds(self) -> Path:
        """Downloads and what is known of them, a folder a work."""
        return self.root / "seeds"

    @property
    def bodies(self) -> Path:
        """The names of public bodies."""
        return self.seeds / "bodies.toml"

    @property
    def script(self) -> Path:
        """What is decided about converting between scripts."""
        return self.seeds / "script.toml"

    @property
    def plans(self) -> Path:
        """The generated pages."""
        return self.root / "docs" / "plans"

    @property
    def home(self) -> Path:
        """The home page, which lists the works between two marks."""
        return self.root / "docs" / "index.md"

    @property
    def lock(self) -> Path:
        """The record of every published anchor."""
        return self.root / "anchors.lock"

    @property
    def cache(self) -> Path:
        """Results that may be deleted at any time."""
        return self.root / ".build" / "works"

    @property
    def pdfs(self) -> Path:
        """The made PDFs, see `build_tools.publish.pdf_files.list_pdfs`."""
        return self.root / ".build" / "pdf"

    def work_folders(self) -> list[Path]:
        """Return the works' folders by name.

        Raises:
            ManifestError: there is no seeds/ here, or it holds no work.
        """
        folders = sorted(path for path in self.seeds.iterdir() if path.is_dir()) if self.seeds.is_dir() else []
        if not folders:
            raise ManifestError(
                "there are no works here",
                path=self.seeds,
                remedy="run this in the project's folder, or `add` a file first",
            )
        return folders


def convert_folder(folder: str) -> Outcome:
    """Convert one work; errors come back as values, so that one bad work does not stop the others."""
    path = Path(folder)
    try:
        return Outcome(path.name, render_work(path))
    except PublisherError as error:
        return Outcome(path.name, None, error)
    except Exception as error:
        defect = PublisherError(
            f"the converter failed: {type(error).__name__}: {error}",
            path=path,
            remedy="this is a defect of the converter: please report it with the file; the other works are unharmed",
        )
        return Outcome(path.name, None, defect)


def _say_nothing(outcome: Outcome) -> None:
    del outcome


def convert_project(
    project: Project, *, mapper: Mapper = map, progress: Callable[[Outcome], None] = _say_nothing
) -> Conversion:
    """Convert what changed and take the rest from the cache; writes nothing but the cache."""
    cache = WorkCache(project.cache)
    outcomes: list[Outcome] = []
    for outcome in _convert_changed(project.work_folders(), cache, mapper):
        progress(outcome)
        outcomes.append(outcome)
    rendered = {outcome.work: outcome.rendered for outcome in outcomes if outcome.rendered is not None}
    records = [rendered[work].record for work in sorted(rendered)]
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    files = {f"{work}/{name}": text for work in sorted(rendered) for name, text in rendered[work].files.items()}
    files["index.md"] = render_plan_index(records)
    files["report.json"] = render_report(records)
    files["bodies.json"] = render_bodies(records, read_bodies(project.bodies))
    locked = read_lock(project.lock.read_text("utf-8")) if project.lock.is_file() else {}
    # What is a draft has promised nothing, and the lock knows nothing of it.
    current = {record.work: record.anchors for record in records if not record.draft}
    aliases = {record.work: record.aliases for record in records}
    failed = {outcome.work for outcome in outcomes if outcome.rendered is None}
    breaches = check_anchors(
        {work: anchors for work, anchors in locked.items() if work not in failed}, current, aliases
    )
    clauses = [rendered[work].clauses for work in sorted(rendered)]
    return Conversion(files, records, clauses, write_lock(merge_lock(locked, current, aliases)), breaches, errors)


def _convert_changed(folders: list[Path], cache: WorkCache, mapper: Mapper) -> Iterator[Outcome]:
    keys = {folder.name: hash_folder(folder) for folder in folders}
    changed: list[str] = []
    for folder in folders:
        kept = cache.get(folder.name, keys[folder.name])
        if kept is None:
            changed.append(str(folder))
        else:
            yield Outcome(folder.name, kept, from_cache=True)
    for outcome in mapper(convert_folder, changed):
        if outcome.rendered is not None:
            cache.put(outcome.work, keys[outcome.work], outcome.rendered)
        yield outcome


def write_conversion(project: Project, conversion: Conversion) -> list[str]:
    """Write docs/plans/, the home page's list and anchors.lock; return the paths that changed.

    Raises:
        PublisherError: a work could not be converted; the others' pages have been written.
        AnchorError: a published anchor would break; nothing has been written.
    """
    refuse_breaches(project, conversion)
    if conversion.errors:
        # The pages of a work that failed stay as they are.
        for name, text in conversion.files.items():
            if "/" in name:
                write_changed(project.plans / name, text)
        raise conversion.errors[0]
    changed = [f"docs/plans/{name}" for name in write_tree(project.plans, conversion.files)]
    if project.home.is_file() and write_changed(project.home, _fill_home(project, conversion)):
        changed.append("docs/index.md")
    if write_changed(project.lock, conversion.lock):
        changed.append("anchors.lock")
    return changed


def stale_files(project: Project, conversion: Conversion) -> list[str]:
    """Return the committed files that converting anew would change."""
    stale = [f"docs/plans/{name}" for name in differing_files(project.plans, conversion.files)]
    if project.home.is_file() and project.home.read_text("utf-8") != _fill_home(project, conversion):
        stale.append("docs/index.md")
    if not project.lock.is_file() or project.lock.read_text("utf-8") != conversion.lock:
        stale.append("anchors.lock")
    return stale


def _fill_home(project: Project, conversion: Conversion) -> str:
    plans = render_plan_list(conversion.records, "plans/")
    return _HOME_LIST_RE.sub(lambda match: f"{match[1]}\n{plans}\n\n{match[2]}", project.home.read_text("utf-8"))


def refuse_breaches(project: Project, conversion: Conversion) -> None:
    """Raise AnchorError where a published anchor would break."""
    if not conversion.breaches:
        return
    shown = "\n".join(
        f'    {breach.work}: "{breach.anchor}" {"is gone" if breach.lost else "now leads to another text"}'
        for breach in conversion.breaches
    )
    raise AnchorError(
        f"{len(conversion.breaches)} published anchors would break:\n{shown}",
        path=project.lock,
        remedy="mend the cause. Where a clause has really moved, declare it in the work's manifest.toml under"
        ' [aliases] as "old anchor" = "new anchor". A work that nobody has cited yet may say draft = true there: delete'
        " its section from anchors.lock then, as for a work that is withdrawn on purpose.",
    )
