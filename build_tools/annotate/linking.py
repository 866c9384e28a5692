"""Surveys of all works → the links of each.

What spans works is decided here, from small records: which work a 《…》 names, which clauses cite a clause. A link is
laid only where exactly one place fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.annotate.names import Catalog
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.link import BlockLink, Citing, LinkTarget, WorkLinks
from build_tools.model.note import Reference, ReferenceKind, TermUse
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork


def make_catalog(surveys: Iterable[SurveyedWork]) -> Catalog:
    """Return the titles of all works and annexes, with the names that are data."""
    names: list[tuple[str, ClauseId, str]] = []
    for survey in surveys:
        record = survey.record
        issuers = "、".join(record.facts.issuers)
        titles = (record.facts.title, *record.facts.also_titled)
        names.extend((name, ClauseId(record.work), issuers) for name in titles if name)
        names.extend((title, ClauseId(record.work, Anchor(page)), issuers) for page, title in record.annexes if title)
    return Catalog(names)


def link_works(
    surveys: Sequence[SurveyedWork], catalog: Catalog, outside: OutsideNames, bodies: BodyNames
) -> dict[str, WorkLinks]:
    """Return the links of every work, by its name in paths."""
    out: dict[str, list[BlockLink]] = {survey.record.work: [] for survey in surveys}
    cited: dict[str, dict[Anchor, dict[LinkTarget, Citing]]] = {survey.record.work: {} for survey in surveys}
    for survey in surveys:
        work, place = survey.record.work, survey.record.place
        for reference in survey.references:
            target = _find_target(reference, work, catalog, outside)
            if target is None:
                continue
            out[work].append(BlockLink(reference.block, reference.start, reference.end, target))
            clause = survey.clauses.by_block[reference.block]
            here = LinkTarget(work, clause.place)
            own = (here, LinkTarget(work, Anchor(clause.place.page)))
            if target.cited or reference.kind is ReferenceKind.SELF or target in own:
                # A plan that names itself is not cited.
                continue
            words = clause.citation if target.work == work else f"《{survey.clauses.title}》{clause.citation}"
            cited[target.work].setdefault(target.anchor, {}).setdefault(here, Citing(words, here))
        for mention in survey.mentions:
            body = LinkTarget(body=bodies.find(mention.name, place).page)
            out[work].append(BlockLink(mention.block, mention.start, mention.end, body))
        out[work] = _merge(out[work], survey.uses)
    return {
        work: WorkLinks(
            tuple(out[work]),
            {anchor: tuple(citing.values()) for anchor, citing in cited[work].items()},
            tuple(bodies.find(issuer, survey.record.place).page for issuer in survey.record.facts.issuers),
        )
        for survey in surveys
        if (work := survey.record.work)
    }


def _merge(links: list[BlockLink], uses: Iterable[TermUse]) -> list[BlockLink]:
    """Add the links of terms where no reference is."""
    taken: dict[int, list[BlockLink]] = {}
    for link in links:
        taken.setdefault(link.block, []).append(link)
    terms = (
        BlockLink(use.block, use.start, use.end, LinkTarget(term=use.term))
        for use in uses
        if use.linked and all(use.end <= link.start or link.end <= use.start for link in taken.get(use.block, ()))
    )
    return sorted([*links, *terms], key=lambda link: (link.block, link.start))


def _find_target(reference: Reference, work: str, catalog: Catalog, outside: OutsideNames) -> LinkTarget | None:
    if reference.kind is ReferenceKind.WORK:
        found = catalog.find(reference.name)
        if len(found) > 1:
            return None
        if found:
            named = next(iter(found))
            return LinkTarget(named.work, named.anchor)
        return LinkTarget(cited=outside.anchor(reference.name))
    return LinkTarget(work, reference.target) if reference.target is not None else None
