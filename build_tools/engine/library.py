"""The works of a conversion as what is made of them needs them: loaded on demand, one at a time, under one key each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.engine.cache import Stage, Value, WorkCache, hash_code, hash_parts
from build_tools.model.clause import WorkClauses
from build_tools.model.script import ChangeScript, Script
from build_tools.publish.left_out import leaves_forms
from build_tools.publish.pdf_files import COLLECTION
from build_tools.render.clause_data import Shared
from build_tools.render.epub import TermEntry, render_entry
from build_tools.render.glossary import name_places
from build_tools.render.typst_glossary import call_basis

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion
    from build_tools.engine.folders import Project
    from build_tools.hanzi.body_names import BodyNames
    from build_tools.model.glossary import Term
    from build_tools.model.record import SurveyedWork, WorkRecord
    from build_tools.publish.site_config import SiteConfig

_SHOWN: Stage[tuple[WorkClauses, ...]] = Stage("shown", tuple)


class Library:
    """The works, and what is known beside them.

    Args:
        project: its folders.
        conversion: its works.
        config: what the site's configuration says.
        temporary: a folder for files that are made aside.
        find_last: gives a file of the site in place, where it is as this code has made it.
    """

    def __init__(
        self,
        project: Project,
        conversion: Conversion,
        config: SiteConfig,
        temporary: Path,
        find_last: Callable[[str], Path | None] = lambda _name: None,
    ) -> None:
        self.project, self.conversion, self.config, self.temporary = project, conversion, config, temporary
        self.records: Mapping[str, WorkRecord] = conversion.slips.records
        self.load = lru_cache(1)(partial(conversion.load_work, project))
        self.links = lru_cache(1)(conversion.load_links)  # from and to its clauses
        self.entries = lru_cache(2)(self._make_entries)
        self.find_last = find_last
        self._keys: dict[str, str] = {}
        self._store = WorkCache(project.cache)

    @property
    def names(self) -> list[str]:
        """The works, by name."""
        return list(self.records)

    @property
    def published(self) -> list[str]:
        """Those that are no drafts."""
        return [name for name, record in self.records.items() if not record.draft]

    def survey(self, name: str) -> SurveyedWork:
        """Return the survey of a work; the last few that were asked for are in memory."""
        return self.conversion.survey(name)

    @cached_property
    def is_lean(self) -> bool:
        """Whether the site is so large that it says nothing twice."""
        return leaves_forms(self.records.values(), self.config)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The glossary by id."""
        return self.conversion.glossary.by_id()

    @property
    def bodies(self) -> BodyNames:
        """The names of public bodies."""
        return self.conversion.sources.bodies

    @cached_property
    def traditional(self) -> frozenset[str]:
        """Names of the works whose text is in traditional script."""
        return frozenset(name for name, record in self.records.items() if record.script is Script.HANT)

    @cached_property
    def term_names(self) -> tuple[dict[str, str], dict[str, str]]:
        """Id → headword, as the first and as the second tree show it."""
        change, terms = self.conversion.to_traditional, self.terms.values()
        return {term.id: term.name for term in terms}, {
            term.id: term.traditional or change(term.name) for term in terms
        }

    @cached_property
    def shared(self) -> Shared:
        """What clauses of every work refer to."""
        return Shared(self.terms, self.bodies, self.conversion.to_traditional, self.config.url)

    def call_basis(self, basis: str) -> str:
        """Return the basis of a term as books print it."""
        return call_basis(basis, name_places(basis, self.conversion.slips))

    def _make_entries(self, language: str, change: ChangeScript) -> Mapping[str, TermEntry]:
        """Return the entries of all terms as books in a language print them, by id; they are made once, and kept."""
        called = {term.basis: self.call_basis(term.basis) for term in self.terms.values()}

        def make() -> dict[str, TermEntry]:
            return {name: render_entry(term, language, change, called.__getitem__) for name, term in self.terms.items()}

        told = [self.script_key, repr(self.conversion.glossary), repr(called)]
        return self.keep_of(Stage(f"entries-{language}", dict), COLLECTION, told, make)

    def show_clauses(self, name: str) -> tuple[WorkClauses, WorkClauses]:
        """Return a work's clauses as the first and as the second tree show them; they are converted once, and kept."""
        key = hash_parts([self.conversion.work_key(name), self.script_key])
        first, second = self._store.keep(_SHOWN, name, key, partial(self._convert_clauses, name))
        return first, second

    def _convert_clauses(self, name: str) -> tuple[WorkClauses, ...]:
        work = self.survey(name).clauses
        if name in self.traditional:
            return convert_clauses(work, self.conversion.to_simplified), work
        return work, convert_clauses(work, self.conversion.to_traditional)

    def keep(self, stage: Stage[Value], name: str, make: Callable[[], Value]) -> Value:
        """Return what is kept of a work, or make it and keep it.

        It is a function of what is made from the work for the site, and of which works it links to that are drafts.
        """
        linked = {target.work for target in self.conversion.neighbours[name].names.values()}
        return self._store.keep(stage, name, hash_parts([self.key(name), *sorted(linked - {*self.published})]), make)

    def keep_of(self, stage: Stage[Value], name: str, told: Iterable[str], make: Callable[[], Value]) -> Value:
        """Return what is kept of a work, or make it and keep it: a function of what is told, and of nothing else."""
        return self._store.keep(stage, name, hash_parts([hash_code(), *told]), make)

    def recall(self, stage: Stage[Value], name: str, told: Iterable[str]) -> Value | None:
        """Return what is kept of a work as it was made from what is told, None where something else is kept."""
        return self._store.get(stage, name, hash_parts([hash_code(), *told]))

    def remember(self, stage: Stage[Value], name: str, told: Iterable[str], made: Value) -> None:
        """Keep what was made of a work."""
        self._store.put(stage, name, hash_parts([hash_code(), *told]), made)

    @cached_property
    def said(self) -> dict[str, str]:
        """Name → a hash of the survey of each work."""
        return self.conversion.slips.keys()

    @cached_property
    def script_key(self) -> str:
        """Stands for how words are converted."""
        return hash_parts([hash_code(), repr(self.conversion.script)])

    def key(self, name: str) -> str:
        """Return a hash of all that is made from a work depends on, or from all works where `name` is ""."""
        if name not in self._keys:
            self._keys[name] = hash_parts(
                [self._base, *map(self.conversion.linked_key, [name] if name else self.names)]
            )
        return self._keys[name]

    @cached_property
    def _base(self) -> str:
        sources = self.conversion.sources
        tables = repr((sources.glossary, sources.script)), sources.bodies_digest
        return hash_parts([hash_code(), *tables, repr(self.config)])


def convert_clauses(work: WorkClauses, change: ChangeScript) -> WorkClauses:
    """Return a work's clauses with their words changed; places and anchors stay."""
    clauses = tuple(
        replace(
            clause,
            citation=change(clause.citation),
            path=tuple(map(change, clause.path)),
            text=change(clause.text),
        )
        for clause in work.clauses
    )
    return replace(work, title=change(work.title), issuers=tuple(map(change, work.issuers)), clauses=clauses)
