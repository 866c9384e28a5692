"""Small works for tests of what spans works."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from build_tools.model.edition import Facts
from build_tools.model.glossary import Glossary
from build_tools.model.witness import WitnessEntry
from build_tools.pipeline import TermMatcher, Work, convert_bytes, survey_work
from build_tools.source.manifest import Manifest

if TYPE_CHECKING:
    from build_tools.model.record import SurveyedWork


class MakeSurvey(Protocol):
    def __call__(self, work: str, text: str, facts: Facts | None = None, glossary: Glossary = ...) -> SurveyedWork: ...


@pytest.fixture(scope="session")
def make_survey() -> MakeSurvey:
    """Return a function that surveys a work of a few lines; its facts stand above what the text says."""

    def make(work: str, text: str, facts: Facts | None = None, glossary: Glossary = Glossary()) -> SurveyedWork:  # noqa: B008 (frozen)
        from dataclasses import replace

        converted = convert_bytes(text.encode("utf-8"), "a.txt", work=work)
        if facts is not None:
            converted = replace(converted, edition=replace(converted.edition, facts=facts))
        witness = WitnessEntry("a.txt", "", "base")
        return survey_work(Work(Manifest(work, Path(), {}, (witness,)), converted, (), ()), TermMatcher(glossary))

    return make
