"""All works of a project, as they are when they have been converted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from build_tools.edition.lock import Breach
from build_tools.engine.cache import Stage, WorkCache, hash_parts
from build_tools.engine.folders import Project
from build_tools.engine.slips import SlipStore
from build_tools.engine.sources import Sources
from build_tools.engine.tasks import CONVERTED, PAGES, load_work
from build_tools.errors import PublisherError
from build_tools.hanzi.script import ScriptConverter, localise
from build_tools.model.codes import Severity
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.script import ChangeScript, Script, ScriptTable
from build_tools.pipeline import Neighbours, Work, link_work
from build_tools.publish.docs import Files


@dataclass(frozen=True)
class Conversion:
    """All works of a project, converted.

    Attributes:
        files: path below docs/ → text, or the bytes of a picture; each is loaded when it is asked for.
        slips: of the works, and their records.
        survey: loads the survey of a work.
        sources: what is known beside the works.
        neighbours: what the links of each work need of the others.
        lock: text of anchors.lock after this build.
        held: its text before, "" where there is none.
        breaches: anchors that this build would break.
        failures: why a work could not be converted, by name.
        shown: of the works that failed, those of which the last good edition stands in for the new one, with the key
            of that edition.
        keys: of what is kept of each work that did not fail, by stage.
        former: names that works which failed had before, as far as they can be told.
    """

    files: Files
    slips: SlipStore
    survey: Callable[[str], SurveyedWork]
    sources: Sources
    neighbours: Mapping[str, Neighbours]
    lock: str
    held: str
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

    @property
    def glossary(self) -> Glossary:
        """The entries."""
        return self.sources.glossary

    @property
    def script(self) -> ScriptTable:
        """What is decided about converting between scripts."""
        return self.sources.script

    @property
    def records(self) -> list[WorkRecord]:
        """The works' records, by name."""
        return list(self.slips.records.values())

    def load_work(self, project: Project, work: str) -> Work:
        """Return a converted work: the new edition, or the last good one that stands in for it."""
        store, folder = WorkCache(project.cache), project.seeds / work
        last = store.get_last(CONVERTED, work) if work in self.shown else None
        return last or load_work(store, folder, self.work_key(work))

    def load_links(self, work: str) -> WorkLinks:
        """Return the links from and to the clauses of a work."""
        return link_work(self.survey(work), self.neighbours[work], self.sources.bodies)

    def work_key(self, work: str) -> str:
        """Return a hash of what that edition depends on."""
        return self.shown.get(work) or self.keys[work][CONVERTED]

    def linked_key(self, work: str) -> str:
        """Return a hash of what that edition and its links depend on."""
        made = self.keys.get(work, {}).get(PAGES)
        return made or hash_parts([self.work_key(work), self.neighbours[work].told, self.sources.bodies_digest])

    @cached_property
    def to_traditional(self) -> ChangeScript:
        """Change words to the traditional script of the library."""
        return ScriptConverter(self.script, self.script.traditional).convert

    @cached_property
    def localise(self) -> ChangeScript:
        """Give converted words of the site's own in the terms of the region whose forms it has."""
        return partial(localise, self.script.traditional)

    @cached_property
    def to_simplified(self) -> ChangeScript:
        """Change words to simplified script."""
        return ScriptConverter(self.script, Script.HANS).convert

    @property
    def drafts(self) -> tuple[str, ...]:
        """Names of the works that are not published yet."""
        return tuple(record.work for record in self.records if record.draft)

    @property
    def worst(self) -> Severity | None:
        """The worst severity among all diagnostics, None where there are none."""
        severities = [d.severity for record in self.records for d in record.diagnostics]
        return max(severities, key=list(Severity).index, default=None)


def keep_last_editions(project: Project, conversion: Conversion) -> None:
    """Keep what has been made of the works that are good now, for a day on which one of them fails."""
    store = WorkCache(project.cache)
    for work, keys in conversion.keys.items():
        store.keep_last(work, keys)
