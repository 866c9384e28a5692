"""What spans works: lists, tables and pages made from the records of all of them.

Takes the surveys, their links and the project's own tables; gives texts by path below docs/. Each is a function of
these alone, so where one fails, the work at fault is found by trying.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.collector import pause_collector
from build_tools.errors import PublisherError, describe_failure
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import ScriptConverter
from build_tools.hanzi.script_review import add_readings
from build_tools.model.anchor import ClauseId
from build_tools.model.glossary import Glossary
from build_tools.model.indicator import Indicator
from build_tools.model.link import WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork
from build_tools.model.script import ScriptTable
from build_tools.pipeline import link_surveys
from build_tools.render.bodies import render_bodies, render_body_table
from build_tools.render.body_pages import render_body_pages
from build_tools.render.cards import render_cards
from build_tools.render.cited import render_cited
from build_tools.render.codes import render_codes
from build_tools.render.compare import render_comparisons
from build_tools.render.former import render_former
from build_tools.render.glossary import render_glossary
from build_tools.render.glossary_data import render_glossary_data, render_glossary_table
from build_tools.render.lists import render_plan_index, render_report
from build_tools.render.script_review import render_script_data, render_script_review
from build_tools.render.target_pages import render_target_pages
from build_tools.render.targets import render_target_data, render_target_table
from build_tools.render.timeline import render_timeline
from build_tools.render.topics import render_topics
from build_tools.render.word_counts import render_word_counts

Spanned = tuple[dict[str, WorkLinks], dict[str, str]]
"""The links of each work, and path below docs/ → text of what spans works."""

SPANNED = Stage("spanned", tuple)
_ALL = "all"


@dataclass(frozen=True)
class Sources:
    """What is known beside the works.

    Attributes:
        glossary: the entries.
        outside: what is known of cited works that are not here.
        bodies: the names of public bodies.
        indicators: those that are followed across plans.
        script: what is decided about converting between scripts.
        digest: stands for all of them.
    """

    glossary: Glossary
    outside: OutsideNames
    bodies: BodyNames
    indicators: Sequence[Indicator]
    script: ScriptTable
    digest: str = ""


def render_spanning(
    sources: Sources,
    surveys: Sequence[SurveyedWork],
    links: Mapping[str, WorkLinks],
    names: Mapping[str, Mapping[str, ClauseId | None]],
) -> dict[str, str]:
    """Return path below docs/ → text of everything that is made from more than one work."""
    files: dict[str, str] = {}
    records = [survey.record for survey in surveys]
    files["plans/report.json"] = render_report(records)
    files["plans/bodies.json"] = render_bodies(records, sources.bodies)
    files["plans/bodies.csv"] = render_body_table(records, sources.bodies)
    files["plans/targets.json"] = render_target_data(surveys)
    files["plans/targets.csv"] = render_target_table(surveys)
    converter = ScriptConverter(sources.script, sources.script.traditional)
    readings = add_readings(survey.readings for survey in surveys)
    files["script/index.md"] = render_script_review(readings, sources.script, converter.target)
    files["script/readings.json"] = render_script_data(readings, converter.target)
    files |= render_glossary(sources.glossary, surveys, converter.convert)
    if sources.glossary.terms:
        files["glossary/glossary.json"] = render_glossary_data(sources.glossary, surveys, converter.convert)
        files["glossary/glossary.csv"] = render_glossary_table(sources.glossary, surveys, converter.convert)
    files |= render_cited(surveys, names, sources.outside)
    files |= render_codes()
    files |= render_topics()
    files |= render_body_pages(surveys, sources.bodies)
    files |= render_target_pages(surveys, sources.indicators)
    files |= render_timeline(surveys, names, sources.outside)
    files |= render_word_counts(surveys, sources.glossary)
    files |= render_comparisons(surveys, sources.glossary)
    files |= render_cards(surveys, links, sources.outside, sources.bodies)
    files |= render_former(surveys)
    files |= render_plan_index(records)
    return files


def span_works(
    sources: Sources,
    surveys: Sequence[SurveyedWork],
    failures: dict[str, PublisherError],
    store: WorkCache,
    keys: Mapping[str, str],
) -> Spanned | None:
    """Return the links and what spans works; None after a defect of the program, whose works have joined `failures`.

    Args:
        sources: what is known beside the works.
        surveys: of all works.
        failures: why works have failed.
        store: keeps what was made of the same works before.
        keys: of the surveys, by work.

    Raises:
        PublisherError: it fails over no work in particular.
    """
    names = [survey.record.work for survey in surveys]
    key = hash_parts([hash_code(), sources.digest, *(f"{name} {keys[name]}" for name in names)])
    if (kept := store.get(SPANNED, _ALL, key)) is not None:
        return kept

    def attempt(some: Sequence[SurveyedWork]) -> Spanned:
        links, names = link_surveys(some, sources.outside, sources.bodies)
        return links, render_spanning(sources, some, links, names)

    try:
        with pause_collector():
            made = attempt(surveys)
    except (PublisherError, OSError, MemoryError):
        raise
    except Exception:
        culprits = find_culprits(surveys, attempt)
        if not set(culprits) - set(failures):
            raise
        failures |= culprits
        return None
    store.put(SPANNED, _ALL, key, made)
    return made


def find_culprits(
    surveys: Sequence[SurveyedWork], attempt: Callable[[Sequence[SurveyedWork]], object]
) -> dict[str, PublisherError]:
    """Return the works over which something fails that takes all of them, and why; {} where no single one is to blame.

    They are those with which it fails when they stand alone, else those without which it does not fail.

    Args:
        surveys: of all works.
        attempt: raises with them.
    """
    found: dict[str, PublisherError] = {}
    for survey in surveys:
        if (error := _try([survey], attempt)) is not None:
            found[survey.record.work] = error
    if found:
        return found
    error = _try(surveys, attempt)
    for survey in surveys:
        if error is not None and _try([other for other in surveys if other is not survey], attempt) is None:
            return {survey.record.work: error}
    return {}


def _try(surveys: Sequence[SurveyedWork], attempt: Callable[[Sequence[SurveyedWork]], object]) -> PublisherError | None:
    try:
        attempt(surveys)
    except Exception as error:
        return describe_failure(error)
    return None
