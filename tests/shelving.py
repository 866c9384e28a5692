"""Slips of a few works, as a conversion cuts them; and the links of works, as it lays them."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.annotate.linking import find_neighbours, link_work, resolve_works
from build_tools.engine.slips import SlipStore, make_rows
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import ClauseId
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork
from build_tools.render.compare import choose_pairs, render_comparison_index, render_pair


def shelve(surveys: Sequence[SurveyedWork], bodies: BodyNames | None = None) -> SlipStore:
    """Return the slips of works."""
    by_name = {survey.record.work: survey for survey in surveys}
    slips = SlipStore(None, by_name.__getitem__)
    for work, survey in by_name.items():
        slips.put(work, "", make_rows(survey, bodies or BodyNames()))
    slips.choose(by_name)
    return slips


def link_all(surveys: Sequence[SurveyedWork], outside: OutsideNames, bodies: BodyNames) -> dict[str, WorkLinks]:
    """Return the links of each work."""
    slips = shelve(surveys, bodies)
    neighbours = find_neighbours(slips, resolve_works(slips), outside)
    return {work: link_work(slips.survey(work), own, bodies) for work, own in neighbours.items()}


def resolve_all(surveys: Sequence[SurveyedWork]) -> dict[str, ClauseId | None]:
    """Return the place here that each name in works stands for."""
    return resolve_works(shelve(surveys))


def compare_all(surveys: Sequence[SurveyedWork], glossary: Glossary) -> dict[str, str]:
    """Return the pages on which works stand beside each other."""
    slips = shelve(surveys)
    pairs = [(pair, *render_pair(pair, slips, glossary)) for pair in choose_pairs(slips)]
    index = render_comparison_index([(pair, count) for pair, _, count in pairs], slips.records)
    return {pair.page: page for pair, page, _ in pairs} | index
