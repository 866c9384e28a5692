"""The works of a conversion as what is made of them needs them: loaded on demand, one at a time, under one key each."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.cache import hash_code, hash_parts
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import detect_script
from build_tools.model.script import Script
from build_tools.publish.page_text import Change
from build_tools.source.bodies import read_all_bodies
from build_tools.tasks import PAGES

if TYPE_CHECKING:
    from build_tools.model.clause import WorkClauses
    from build_tools.model.glossary import Term
    from build_tools.model.link import WorkLinks
    from build_tools.model.record import SurveyedWork
    from build_tools.pipeline import Work
    from build_tools.project import Conversion, Project
    from build_tools.publish.site_config import SiteConfig


class Library:
    """The works, and what is known beside them.

    Args:
        project: its folders.
        conversion: its works.
        config: what the site's configuration says.
        temporary: a folder for files that are made aside.
    """

    def __init__(self, project: Project, conversion: Conversion, config: SiteConfig, temporary: Path) -> None:
        self.project, self.conversion, self.config, self.temporary = project, conversion, config, temporary
        self.surveys: dict[str, SurveyedWork] = {survey.record.work: survey for survey in conversion.surveys}
        self._loaded: tuple[str, Work] | None = None
        self._keys: dict[str, str] = {}
        self._shown: dict[str, tuple[WorkClauses, WorkClauses]] = {}

    @property
    def names(self) -> list[str]:
        """The works, by name."""
        return list(self.surveys)

    @property
    def links(self) -> dict[str, WorkLinks]:
        """From and to the clauses of each work."""
        return self.conversion.links

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The glossary by id."""
        return self.conversion.glossary.by_id()

    @cached_property
    def bodies(self) -> BodyNames:
        """The names of public bodies."""
        return BodyNames(read_all_bodies(self.project.bodies))

    @cached_property
    def traditional(self) -> frozenset[str]:
        """Names of the works whose text is in traditional script."""
        return frozenset(work.work for work in self.conversion.clauses if _script_of(work) is Script.HANT)

    @cached_property
    def term_names(self) -> tuple[dict[str, str], dict[str, str]]:
        """Id → headword, as the first and as the second tree show it."""
        change, terms = self.conversion.to_traditional, self.terms.values()
        return {term.id: term.name for term in terms}, {
            term.id: term.traditional or change(term.name) for term in terms
        }

    def show_clauses(self, name: str) -> tuple[WorkClauses, WorkClauses]:
        """Return a work's clauses as the first and as the second tree show them; each is converted once."""
        if name not in self._shown:
            work = self.surveys[name].clauses
            is_own = name in self.traditional
            change = self.conversion.to_simplified if is_own else self.conversion.to_traditional
            changed = convert_clauses(work, change)
            self._shown[name] = (changed, work) if is_own else (work, changed)
        return self._shown[name]

    @cached_property
    def script_key(self) -> str:
        """Stands for how words are converted."""
        return hash_parts([hash_code(), repr(self.conversion.script)])

    def load(self, name: str) -> Work:
        """Return a converted work; the last one that was asked for is in memory."""
        if self._loaded is None or self._loaded[0] != name:
            self._loaded = name, self.conversion.load_work(self.project, name)
        return self._loaded[1]

    def key(self, name: str) -> str:
        """Return a hash of all that is made from a work depends on, or from all works where `name` is ""."""
        if name not in self._keys:
            self._keys[name] = hash_parts([self._base, *map(self._work_key, [name] if name else self.names)])
        return self._keys[name]

    @cached_property
    def _base(self) -> str:
        conversion, path = self.conversion, self.project.bodies
        tables = repr((conversion.glossary, conversion.script)), path.read_text("utf-8") if path.is_file() else ""
        return hash_parts([hash_code(), *tables, repr(self.config)])

    def _work_key(self, name: str) -> str:
        made = self.conversion.keys.get(name, {}).get(PAGES)
        return made or hash_parts([self.conversion.work_key(name), repr(self.links[name])])


def _script_of(work: WorkClauses) -> Script:
    return detect_script("".join(clause.text for clause in work.clauses))


def convert_clauses(work: WorkClauses, change: Change) -> WorkClauses:
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
