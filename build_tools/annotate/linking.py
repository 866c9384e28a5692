"""Slips of all works → what each name of a work leads to and which clauses cite a clause → the links of a work.

What spans works is decided here, from small records: which work a 《…》 names, which clauses cite a clause. A link is
laid only where exactly one place fits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from build_tools.annotate.lineage import find_lineages
from build_tools.annotate.names import Catalog, resolve_names
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.clause import excerpt_clauses
from build_tools.model.link import BlockLink, Citing, Lineage, LinkTarget, WorkLinks
from build_tools.model.note import ReferenceKind, TermUse
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import CitedName, Slips, Subject


def cut_names(survey: SurveyedWork) -> tuple[CitedName, ...]:
    """Return what the clauses of a work refer to, in the order of the text."""
    clauses = survey.clauses
    first: dict[Anchor, int] = {}
    for number, clause in enumerate(clauses.clauses):
        first.setdefault(clause.place, number)
    found = []
    for reference in survey.references:
        clause = clauses.by_block[reference.block]
        called = excerpt = ""
        if reference.kind is ReferenceKind.WORK:
            here = clauses.clauses[first[clause.place] :]
            called, excerpt = here[0].citation, excerpt_clauses(here, clause.place)
        named = reference.kind, reference.name, reference.target
        found.append(CitedName(*named, clause.place, clause.citation, called, excerpt, reference.ends))
    return tuple(found)


def make_catalog(records: Iterable[WorkRecord]) -> Catalog:
    """Return the titles of all works and annexes, with the names that are data."""
    names: list[tuple[str, ClauseId, str]] = []
    for record in records:
        issuers = "、".join(record.facts.issuers)
        titles = (record.facts.title, *record.facts.also_titled)
        names.extend((name, ClauseId(record.work), issuers) for name in titles if name)
        names.extend((title, ClauseId(record.work, Anchor(page)), issuers) for page, title in record.annexes if title)
    return Catalog(names)


@dataclass
class Neighbours:
    """What a work's links need of the others.

    Attributes:
        names: what each name in it leads to; a name that may stand for several works is missing.
        cited: anchor → the clauses that cite it, in the order of works and texts.
        citing: how those of other works are called, and how they begin.
        lineage: how the work stands to the others.
    """

    names: dict[str, LinkTarget] = field(default_factory=dict)
    cited: dict[Anchor, dict[LinkTarget, Citing]] = field(default_factory=dict)
    citing: dict[LinkTarget, tuple[str, str]] = field(default_factory=dict)
    lineage: Lineage = field(default_factory=Lineage)

    @property
    def told(self) -> str:
        """Stands for all that the links depend on."""
        return repr((self.names, self.cited, self.lineage))


def resolve_works(slips: Slips) -> dict[str, ClauseId | None]:
    """Return the place here that each name in 《…》, or of a basis, stands for, as `resolve_names` does."""
    records = slips.records.values()
    names = {
        reference.name
        for _, references in slips.take(Subject.REFERENCES)
        for reference in references
        if reference.kind is ReferenceKind.WORK
    }
    names |= {name for record in records for name, _ in record.facts.based_on}
    return resolve_names(names, make_catalog(records))


def find_neighbours(
    slips: Slips, resolved: Mapping[str, ClauseId | None], outside: OutsideNames
) -> dict[str, Neighbours]:
    """Return what the links of each work need of the others, by its name in paths."""
    lineages = find_lineages(slips.records, resolved)
    found = {work: Neighbours(lineage=lineages[work]) for work in slips.records}
    for work, references in slips.take(Subject.REFERENCES):
        own, title = found[work], slips.records[work].title
        for reference in references:
            target = _find_target(reference, work, resolved, outside)
            if target is None:
                continue
            if reference.kind is ReferenceKind.WORK:
                own.names[reference.name] = target
            here = LinkTarget(work, reference.place)
            if target.cited or reference.kind is ReferenceKind.SELF:
                continue
            if target in (here, LinkTarget(work, Anchor(reference.place.page))):
                continue  # a plan that names itself is not cited
            words = reference.citation if target.work == work else f"《{title}》{reference.citation}"
            cited = found[target.work]
            cited.cited.setdefault(target.anchor, {}).setdefault(here, Citing(words, here))
            if target.work != work:
                cited.citing[here] = f"《{title}》{reference.called}", reference.excerpt
                if reference.ends and target == LinkTarget(target.work):
                    ended_by = dict.fromkeys([*cited.lineage.ended_by, Citing(words, here)])
                    cited.lineage = replace(cited.lineage, ended_by=tuple(ended_by))
    return found


def _find_target(
    reference: CitedName, work: str, resolved: Mapping[str, ClauseId | None], outside: OutsideNames
) -> LinkTarget | None:
    if reference.kind is not ReferenceKind.WORK:
        return LinkTarget(work, reference.target) if reference.target is not None else None
    if reference.name not in resolved:
        return None
    named = resolved[reference.name]
    return LinkTarget(cited=outside.anchor(reference.name)) if named is None else LinkTarget(named.work, named.anchor)


def link_work(survey: SurveyedWork, neighbours: Neighbours, bodies: BodyNames) -> WorkLinks:
    """Return the links of a work."""
    record, out = survey.record, []
    for reference in survey.references:
        if reference.kind is ReferenceKind.WORK:
            target = neighbours.names.get(reference.name)
        else:
            target = None if reference.target is None else LinkTarget(record.work, reference.target)
        if target is not None:
            out.append(BlockLink(reference.block, reference.start, reference.end, target))
    for mention in survey.mentions:
        body = LinkTarget(body=bodies.find(mention.name, record.place).page)
        out.append(BlockLink(mention.block, mention.start, mention.end, body))
    return WorkLinks(
        tuple(_merge(out, survey.uses)),
        {anchor: tuple(citing.values()) for anchor, citing in neighbours.cited.items()},
        tuple(bodies.find(issuer, record.place).page for issuer in record.facts.issuers),
        neighbours.lineage,
    )


@cache
def _lead_to(term: str) -> LinkTarget:
    return LinkTarget(term=term)


def _merge(links: list[BlockLink], uses: Iterable[TermUse]) -> list[BlockLink]:
    """Add the links of terms where no reference is."""
    taken: dict[int, list[BlockLink]] = {}
    for link in links:
        taken.setdefault(link.block, []).append(link)
    terms = (
        BlockLink(use.block, use.start, use.end, _lead_to(use.term))
        for use in uses
        if use.linked and all(use.end <= link.start or link.end <= use.start for link in taken.get(use.block, ()))
    )
    return sorted([*links, *terms], key=lambda link: (link.block, link.start))
