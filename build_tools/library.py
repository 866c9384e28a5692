"""The works of a conversion as what is made of them needs them: loaded on demand, one at a time, under one key each."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.cache import hash_code, hash_parts
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import ScriptConverter, detect_script
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
    def to_traditional(self) -> Change:
        """Change words to the traditional script of the library."""
        return ScriptConverter(self.conversion.script, self.conversion.script.traditional).convert

    @cached_property
    def to_simplified(self) -> Change:
        """Change words to simplified script."""
        return ScriptConverter(self.conversion.script, Script.HANS).convert

    @cached_property
    def traditional(self) -> frozenset[str]:
        """Names of the works whose text is in traditional script."""
        return frozenset(work.work for work in self.conversion.clauses if _script_of(work) is Script.HANT)

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
            self._keys[name] = hash_parts([*self._base, *(self._work_keys if not name else [self._work_key(name)])])
        return self._keys[name]

    @cached_property
    def _base(self) -> list[str]:
        conversion, path = self.conversion, self.project.bodies
        tables = repr((conversion.glossary, conversion.script)), path.read_text("utf-8") if path.is_file() else ""
        return [hash_code(), *tables, repr(self.config)]

    @cached_property
    def _work_keys(self) -> list[str]:
        return [self._work_key(name) for name in self.names]

    def _work_key(self, name: str) -> str:
        made = self.conversion.keys.get(name, {}).get(PAGES)
        return made or hash_parts([self.conversion.work_key(self.project, name), repr(self.links[name])])


def _script_of(work: WorkClauses) -> Script:
    return detect_script("".join(clause.text for clause in work.clauses))
