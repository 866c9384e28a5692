"""A project's folder: seeds/ in, docs/ and site/ out.

Works are converted one by one, each on its own, through an executor that may be the built-in `map`, a process
pool or a cluster's; what spans works is made from their records. Nothing is written unless every promise holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.cache import WorkCache, hash_folder, hash_parts
from build_tools.edition.lock import Breach, check_anchors, merge_lock, read_lock, write_lock
from build_tools.errors import AnchorError, ManifestError, PublisherError, describe_failure
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import ScriptConverter
from build_tools.hanzi.script_review import count_readings
from build_tools.model.clause import WorkClauses
from build_tools.model.codes import Severity
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.script import ScriptTable
from build_tools.pipeline import link_surveys
from build_tools.publish.docs import differing_files, write_changed, write_tree
from build_tools.render.bodies import render_bodies, render_body_table
from build_tools.render.body_pages import render_body_pages
from build_tools.render.cards import render_cards
from build_tools.render.cited import render_cited
from build_tools.render.codes import render_codes
from build_tools.render.compare import render_comparisons
from build_tools.render.glossary import render_glossary
from build_tools.render.glossary_data import render_glossary_data, render_glossary_table
from build_tools.render.lists import render_plan_index, render_plan_list, render_report
from build_tools.render.script_review import render_script_data, render_script_review
from build_tools.render.target_pages import render_target_pages
from build_tools.render.targets import render_target_data, render_target_table
from build_tools.render.timeline import render_timeline
from build_tools.render.topics import render_topics
from build_tools.render.word_counts import render_word_counts
from build_tools.source.bodies import read_all_bodies
from build_tools.source.glossary import read_glossary
from build_tools.source.indicators import read_indicators
from build_tools.source.outside import read_outside
from build_tools.source.script_table import read_script_table
from build_tools.tasks import PAGES, SURVEYED, Mapper, Outcome, Task, do_changed

_HOME_LIST_RE = re.compile(r"(<!-- plans:start -->\n).*?(<!-- plans:end -->)", re.DOTALL)

# Folders of docs/ that hold nothing but generated files.
GENERATED = (
    "plans", "glossary", "cited", "codes", "script", "topics", "bodies", "targets", "time", "words", "compare",
)  # fmt: skip


@dataclass(frozen=True)
class Conversion:
    """All works of a project, converted.

    Attributes:
        files: path below docs/ → text.
        surveys: of the works, by name.
        glossary: the entries.
        script: what is decided about converting between scripts.
        links: from and to the clauses of each work.
        lock: text of anchors.lock after this build.
        breaches: anchors that this build would break.
        errors: works that could not be converted.
    """

    files: dict[str, str]
    surveys: list[SurveyedWork]
    glossary: Glossary
    script: ScriptTable
    links: dict[str, WorkLinks]
    lock: str
    breaches: list[Breach]
    errors: list[PublisherError]

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
    def indicators(self) -> Path:
        """The indicators that are followed across plans."""
        return self.seeds / "indicators.toml"

    @property
    def glossary(self) -> Path:
        """The curated glossary."""
        return self.seeds / "glossary.toml"

    @property
    def outside(self) -> Path:
        """What is known of works that plans cite and that are not here."""
        return self.seeds / "outside.toml"

    @property
    def docs(self) -> Path:
        """The pages, hand-written and generated."""
        return self.root / "docs"

    @property
    def script(self) -> Path:
        """What is decided about converting between scripts."""
        return self.seeds / "script.toml"

    @property
    def plans(self) -> Path:
        """The generated pages of the works."""
        return self.docs / "plans"

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


def _say_nothing(outcome: Outcome) -> None:
    del outcome


def convert_project(
    project: Project, *, mapper: Mapper = map, progress: Callable[[Outcome], None] = _say_nothing
) -> Conversion:
    """Convert what changed and take the rest from the cache; writes nothing but the cache."""
    glossary = read_glossary(project.glossary)
    outside = OutsideNames(read_outside(project.outside))
    bodies = BodyNames(read_all_bodies(project.bodies))
    indicators = read_indicators(project.indicators)
    script = read_script_table(project.script)
    store = WorkCache(project.cache)
    folders = project.work_folders()
    glossary_key = hash_parts([project.glossary.read_bytes() if project.glossary.is_file() else b""])

    tasks: list[Task] = []
    surveyed: dict[str, SurveyedWork] = {}
    failures: dict[str, PublisherError] = {}
    for folder in folders:
        try:
            key = hash_folder(folder)
        except OSError as error:
            failures[folder.name] = describe_failure(error, folder)
            progress(Outcome(folder.name, error=failures[folder.name]))
            continue
        tasks.append(Task(folder, project.cache, hash_parts([key, glossary_key]), key, project.glossary, glossary_key))
    for outcome in do_changed(tasks, SURVEYED, store, mapper):
        progress(outcome)
        if outcome.survey is not None:
            surveyed[outcome.work] = outcome.survey
        elif outcome.error is not None:
            failures[outcome.work] = outcome.error
    surveys = [surveyed[work] for work in sorted(surveyed)]
    links, names = link_surveys(surveys, outside, bodies)

    pages: dict[str, dict[str, str]] = {}
    tasks = [
        replace(task, links=links[name], key=hash_parts([task.key, repr(links[name])]))
        for task in tasks
        if (name := task.folder.name) in surveyed
    ]
    for outcome in do_changed(tasks, PAGES, store, mapper):
        if outcome.files is not None:
            pages[outcome.work] = outcome.files
        elif outcome.error is not None:
            failures[outcome.work] = outcome.error
    files = {f"plans/{work}/{name}": text for work in sorted(pages) for name, text in pages[work].items()}
    records = [survey.record for survey in surveys]
    files["plans/report.json"] = render_report(records)
    files["plans/bodies.json"] = render_bodies(records, bodies)
    files["plans/bodies.csv"] = render_body_table(records, bodies)
    files["plans/targets.json"] = render_target_data(surveys)
    files["plans/targets.csv"] = render_target_table(surveys)
    converter = ScriptConverter(script, script.traditional)
    readings = count_readings(converter, (clause.text for survey in surveys for clause in survey.clauses.clauses))
    files["script/index.md"] = render_script_review(readings, script, converter.target)
    files["script/readings.json"] = render_script_data(readings, converter.target)
    files |= render_glossary(glossary, surveys, converter.convert)
    if glossary.terms:
        files["glossary/glossary.json"] = render_glossary_data(glossary, surveys, converter.convert)
        files["glossary/glossary.csv"] = render_glossary_table(glossary, surveys, converter.convert)
    cited = render_cited(surveys, names, outside)
    files |= cited
    files |= render_codes()
    files |= render_topics(has_cited=bool(cited))
    files |= render_body_pages(surveys, bodies)
    files |= render_target_pages(surveys, indicators)
    files |= render_timeline(surveys, names, outside)
    files |= render_word_counts(surveys, glossary)
    files |= render_comparisons(surveys, glossary)
    files |= render_cards(surveys, links, outside, bodies)
    files["plans/index.md"] = render_plan_index(records, has_cited=bool(cited))
    locked = read_lock(project.lock.read_text("utf-8")) if project.lock.is_file() else {}
    # What is a draft has promised nothing, and the lock knows nothing of it.
    current = {record.work: record.anchors for record in records if not record.draft}
    aliases = {record.work: record.aliases for record in records}
    failed = {folder.name for folder in folders} - set(pages)
    breaches = check_anchors(
        {work: anchors for work, anchors in locked.items() if work not in failed}, current, aliases
    )
    lock = write_lock(merge_lock(locked, current, aliases))
    errors = [failures[work] for work in sorted(failures)]
    return Conversion(files, surveys, glossary, script, links, lock, breaches, errors)


def write_conversion(project: Project, conversion: Conversion) -> list[str]:
    """Write the generated pages, the home page's list and anchors.lock; return the paths that changed.

    Raises:
        PublisherError: a work could not be converted; the others' pages have been written.
        AnchorError: a published anchor would break; nothing has been written.
    """
    refuse_breaches(project, conversion)
    if conversion.errors:
        # The pages of a work that failed stay as they are, and so does what is made from all of them.
        for name, text in conversion.files.items():
            if name.startswith("plans/") and name.count("/") > 1:
                write_changed(project.docs / name, text)
        raise conversion.errors[0]
    changed: list[str] = []
    for folder in GENERATED:
        files = _below(conversion.files, folder)
        changed.extend(f"docs/{folder}/{name}" for name in write_tree(project.docs / folder, files))
    if project.home.is_file() and write_changed(project.home, _fill_home(project, conversion)):
        changed.append("docs/index.md")
    if write_changed(project.lock, conversion.lock):
        changed.append("anchors.lock")
    return changed


def stale_files(project: Project, conversion: Conversion) -> list[str]:
    """Return the committed files that converting anew would change."""
    stale = [
        f"docs/{folder}/{name}"
        for folder in GENERATED
        for name in differing_files(project.docs / folder, _below(conversion.files, folder))
    ]
    if project.home.is_file() and project.home.read_text("utf-8") != _fill_home(project, conversion):
        stale.append("docs/index.md")
    if not project.lock.is_file() or project.lock.read_text("utf-8") != conversion.lock:
        stale.append("anchors.lock")
    return stale


def _below(files: dict[str, str], folder: str) -> dict[str, str]:
    prefix = f"{folder}/"
    return {name.removeprefix(prefix): text for name, text in files.items() if name.startswith(prefix)}


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
