"""What spans works: lists, tables and pages made from the records of all of them and from their slips.

Takes the slips and the project's own tables; gives files by path below docs/, each made anew only where the slips have
changed that it is made from. To add one, write a function and its line in `SPANNING`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

from build_tools.collector import pause_collector
from build_tools.engine.cache import hash_code, hash_parts
from build_tools.engine.slips import Kept, Made, SlipStore
from build_tools.engine.sources import Sources, choose_terms
from build_tools.errors import ManifestError, PublisherError, describe_failure
from build_tools.hanzi.script import ScriptConverter
from build_tools.hanzi.script_review import add_readings, join_readings
from build_tools.messages import _
from build_tools.model.anchor import ClauseId
from build_tools.model.record import WorkRecord
from build_tools.model.slip import Subject
from build_tools.pipeline import Neighbours, find_neighbours, link_work, resolve_works
from build_tools.render.bodies import render_bodies
from build_tools.render.body_pages import render_body, render_body_index
from build_tools.render.cards import Surroundings, count_tasks, render_cards
from build_tools.render.cited import render_cited
from build_tools.render.codes import render_codes
from build_tools.render.compare import choose_pairs, render_comparison_index, render_pair, tell_pair
from build_tools.render.further_uses import render_names
from build_tools.render.glossary import name_places, render_indexes, render_term, show_name
from build_tools.render.glossary_data import bind_glossary_data, describe_term
from build_tools.render.lists import render_plan_index, render_report
from build_tools.render.moved import render_moved
from build_tools.render.script_review import render_script_data, render_script_review
from build_tools.render.target_pages import render_target_pages
from build_tools.render.targets import render_target_data
from build_tools.render.timeline import render_timeline
from build_tools.render.topics import render_topics
from build_tools.render.verify_page import render_verify_page
from build_tools.render.word_counts import render_word_counts

_MATCHES = 8  # works of which is in memory what may stand beside others

Resolved = Mapping[str, ClauseId | None]


@dataclass(frozen=True)
class Span:
    """Works beside each other.

    Attributes:
        sources: what is known beside them.
        slips: theirs.
        resolved: the place here that each name in them stands for, None where it stands for none.
        neighbours: what the links of each need of the others.
        to_traditional: changes words to the traditional script of the library.
    """

    sources: Sources
    slips: SlipStore
    resolved: Resolved
    neighbours: Mapping[str, Neighbours]
    to_traditional: Callable[[str], str]


@dataclass(frozen=True)
class Spanning:
    """Files that are made from all works together.

    Attributes:
        name: for people.
        subjects: of the slips that they are made from, beside the facts in the records.
        render: gives the files.
        reads_all: they are made from all that the records say.
    """

    name: str
    subjects: tuple[Subject, ...]
    render: Callable[[Span], dict[str, str]]
    reads_all: bool = False


def _render_script(span: Span) -> dict[str, str]:
    table, readings = span.sources.script, add_readings(span.slips.fold(Subject.READINGS, join_readings))
    return {
        "script/index.md": render_script_review(readings, table, table.traditional),
        "script/readings.json": render_script_data(readings, table.traditional),
    }


def _render_former(span: Span) -> dict[str, str]:
    return {path: page for _, pages in span.slips.take(Subject.FORMER) for path, page in pages.items()}


SPANNING = (
    Spanning("report", (), lambda span: render_report(list(span.slips.records.values())), reads_all=True),
    Spanning("plans", (), lambda span: render_plan_index(list(span.slips.records.values()))),
    Spanning("names", (), lambda span: render_names(span.slips.records)),
    Spanning("data of bodies", (Subject.BODY,), lambda span: render_bodies(span.slips)),
    Spanning("bodies", (Subject.BODY,), lambda span: render_body_index(span.slips)),
    Spanning("data of targets", (Subject.TARGETS,), lambda span: render_target_data(span.slips)),
    Spanning("targets", (Subject.TARGETS,), lambda span: render_target_pages(span.slips, span.sources.indicators)),
    Spanning("script", (Subject.READINGS,), _render_script),
    Spanning(
        "glossary",
        (Subject.COUNTS,),
        lambda span: render_indexes(span.sources.glossary, span.slips, span.to_traditional),
    ),
    Spanning(
        "cited", (Subject.REFERENCES,), lambda span: render_cited(span.slips, span.resolved, span.sources.outside)
    ),
    Spanning(
        "time", (Subject.REFERENCES,), lambda span: render_timeline(span.slips, span.resolved, span.sources.outside)
    ),
    Spanning("words", (Subject.COUNTS,), lambda span: render_word_counts(span.slips, span.sources.glossary)),
    Spanning("former names", (Subject.FORMER,), _render_former),
    Spanning("codes and topics", (), lambda _span: render_codes() | render_topics() | render_verify_page()),
)


def span_works(sources: Sources, slips: SlipStore) -> tuple[Mapping[str, Neighbours], dict[str, Kept]]:
    """Return what the links of each work need of the others; and by name what is kept of the files that span works."""
    resolved = resolve_works(slips)
    neighbours = find_neighbours(slips, resolved, sources.outside)
    to_traditional = ScriptConverter(sources.script, sources.script.traditional).convert
    span = Span(sources, slips, resolved, neighbours, to_traditional)
    with pause_collector(), slips.together():
        return neighbours, dict(_keep_files(span))


def _keep_files(span: Span) -> Iterator[tuple[str, Kept]]:
    slips = span.slips
    shared = hash_parts([hash_code(), span.sources.digest])
    shown = [term.id for term in span.sources.glossary.terms]
    facts = hash_parts([repr(shown), *slips.facts.values()])
    records = hash_parts(map(repr, slips.records.values()))
    of_terms, of_bodies = slips.digests(Subject.TERM), slips.digests(Subject.BODY)

    def keep(
        name: str, parts: list[str], make: Callable[[], Made], narrow: Callable[[], list[str]] | None = None
    ) -> tuple[str, Kept]:
        narrower = (lambda: hash_parts([shared, *narrow()])) if narrow else None
        return name, slips.keep(name, hash_parts([shared, *parts]), make, narrower)

    for spanning in SPANNING:
        parts = [repr(slips.digests(subject)) for subject in spanning.subjects]
        parts += [records] if spanning.reads_all else []
        yield keep(spanning.name, [facts, *parts], lambda: Made(spanning.render(span)))  # noqa: B023
    for term in span.sources.glossary.terms:
        parts = [of_terms.get(term.id, ""), repr(term)]
        keep(f"data of term {term.id}", parts, lambda: Made(describe_term(term, slips, span.to_traditional)))  # noqa: B023
        parts.append(repr(name_places(term.basis, slips)))
        make = partial(render_term, term, span.sources.glossary, slips, span.to_traditional)
        yield keep(f"term {term.id}", parts, lambda: Made(make()))  # noqa: B023
    told = map(slips.load, (f"data of term {name}" for name in sorted(shown)))
    yield keep("data of terms", [facts, repr(of_terms)], lambda: Made(bind_glossary_data(told)))
    bodies: set[str] = set()
    for name, digest in of_bodies.items():
        named = keep(f"body {name}", [digest], lambda: Made(render_body(name, slips)))  # noqa: B023
        bodies |= named[1].digests.keys()
        yield named
    moved = _find_moved(span, bodies)
    yield keep("moved", [repr(moved)], lambda: Made(_render_moved(moved)))
    yield from _keep_pairs(span, keep, records)
    yield from _keep_cards(span, keep)


Moved = dict[str, dict[str, tuple[str, str]]]


def _find_moved(span: Span, bodies: set[str]) -> Moved:
    """Return where published pages lead that are no more: by folder, old name → new name, and its title.

    Args:
        span: works beside each other.
        bodies: pages of those that works name, below docs/.
    """
    glossary, published = span.sources.glossary, span.sources.published
    terms = glossary.by_id()
    was = published.get("glossary", frozenset())
    moved: Moved = {"glossary": {old: (new, show_name(terms[new])) for old, new in glossary.moved if old in was}}
    now = {old: body for body in span.sources.bodies.listed for old in (body.page, *body.formerly)}
    every = ("index", "全部机关")
    moved["bodies"] = {}
    for old in published.get("bodies", frozenset()):
        body = now.get(old)
        # No work names it today; the address of a body that nobody has named is reckoned from what a work prints.
        if f"bodies/{old}.md" not in bodies and (body or old.startswith("b-")):
            is_named = body is not None and f"bodies/{body.page}.md" in bodies
            moved["bodies"][old] = (body.page, body.name) if body and is_named else every
    return moved


def _render_moved(moved: Moved) -> dict[str, str]:
    return {path: page for folder, pages in moved.items() for path, page in render_moved(folder, pages).items()}


_PROMISED = ("bodies", "cited", "glossary", "targets", "time", "topics", "words")


def list_pages(kept: Mapping[str, Kept], slips: SlipStore, sources: Sources) -> dict[str, set[str]]:
    """Return the pages that span works, whose addresses are promised: by folder of docs/, their names.

    What only drafts speak of is promised by nobody, unless it was published when they were none.
    """
    drafts = {record.work for record in slips.records.values() if record.draft}
    used = {term for term, works in slips.works(Subject.TERM).items() if works - drafts}
    shown = choose_terms(sources, used).glossary.by_id()
    hidden = {f"term {term.id}" for term in sources.glossary.terms if term.id not in shown}
    hidden |= {f"body {name}" for name, works in slips.works(Subject.BODY).items() if not works - drafts}
    pages: dict[str, set[str]] = {}
    for name, one in kept.items():
        for path in one.digests:
            folder, _, file = path.partition("/")
            page = file.removesuffix(".md")
            is_shown = name not in hidden or page in sources.published.get(folder, frozenset())
            if folder in _PROMISED and page != file and is_shown:
                pages.setdefault(folder, set()).add(page)
    return pages


class Keep(Protocol):
    """Keeps files by name under what they are made from, and under just what they show where that is told."""

    def __call__(
        self, name: str, parts: list[str], make: Callable[[], Made], narrow: Callable[[], list[str]] | None = None
    ) -> tuple[str, Kept]:
        """Return the name, and what is known of the files."""


def _keep_pairs(span: Span, keep: Keep, told_of_all: str) -> Iterator[tuple[str, Kept]]:
    pairs = []
    told, facts = span.slips.told(Subject.MATCHES), span.slips.facts
    find = lru_cache(_MATCHES)(partial(span.slips.find, Subject.MATCHES))
    tied = [(work, other.work) for work, own in span.neighbours.items() for other in own.lineage.versions]
    for pair in choose_pairs(span.slips, tied):

        def make() -> Made:
            page, count = render_pair(pair, span.slips, span.sources.glossary)  # noqa: B023
            return Made({pair.page: page}, count)  # noqa: B023

        said = [facts[record.work] for record in (pair.one, pair.other)]
        own = [*said, told[pair.one.work], told[pair.other.work], repr(pair.weights), repr(pair.measure)]
        name, kept = keep(f"pair {pair.page}", own, make, lambda: [*said, tell_pair(pair, find)])  # noqa: B023
        yield name, kept
        pairs.append((pair, kept.number))
    parts = [told_of_all, repr([(pair.page, count) for pair, count in pairs])]
    yield keep("pairs", parts, lambda: Made(render_comparison_index(pairs, span.slips.records)))


def _keep_cards(span: Span, keep: Keep) -> Iterator[tuple[str, Kept]]:
    slips, bodies = span.slips, span.sources.bodies
    totals = count_tasks(slips)
    around = Surroundings(slips.records, span.sources.outside, bodies, totals)
    keys = slips.keys()
    for work in slips.records:
        own = span.neighbours[work]
        named = {target.work for target in (*own.names.values(), *own.citing) if target.work}
        parts = [
            keys[work],
            repr(own),
            repr([slips.facts[one] for one in sorted(named)]),
            repr([(name, totals[name]) for name in slips.find(Subject.TASKS, work) or ()]),
        ]

        def make() -> Made:
            survey = slips.survey(work)  # noqa: B023
            links = link_work(survey, own, bodies)  # noqa: B023
            return Made(render_cards(survey, links, own.citing, around))  # noqa: B023

        yield keep(f"cards {work}", parts, make)


def find_lost_versions(records: Mapping[str, WorkRecord], seeds: Path) -> dict[str, PublisherError]:
    """Return the works whose manifest calls them a version of a work that has no folder here, and why that fails."""
    return {
        work: ManifestError(
            _("version_of names {name!r}, which is no work here", name=earlier),
            path=seeds / work / "manifest.toml",
            remedy=_("name the folder of the earlier version, or delete version_of and version_source"),
        )
        for work, record in records.items()
        if (earlier := record.facts.version_of) and not (seeds / earlier).is_dir()
    }


def find_culprits(works: list[str], attempt: Callable[[list[str]], object]) -> dict[str, PublisherError]:
    """Return the works over which something fails that takes all of them, and why; {} where no single one is to blame.

    They are those with which it fails when they stand alone, else those without which it does not fail.
    """
    alone = ((work, _try([work], attempt)) for work in works)
    if found := {work: error for work, error in alone if error is not None}:
        return found
    if (error := _try(works, attempt)) is not None:
        for work in works:
            if _try([other for other in works if other != work], attempt) is None:
                return {work: error}
    return {}


def _try(works: list[str], attempt: Callable[[list[str]], object]) -> PublisherError | None:
    try:
        attempt(works)
    except Exception as error:
        return describe_failure(error)
    return None
