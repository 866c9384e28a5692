"""What spans works: lists, tables and pages made from the records of all of them and from their slips.

Takes the slips and the project's own tables; gives files by path below docs/, each made anew only where the slips have
changed that it is made from. To add one, write a function and its line in `SPANNING`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path

from build_tools.collector import pause_collector
from build_tools.engine.cache import hash_code, hash_parts
from build_tools.engine.made import Files, Kept, Made, MadeStore, Wanted
from build_tools.engine.slips import SlipStore
from build_tools.engine.sources import Sources, choose_terms
from build_tools.errors import ManifestError, PublisherError, describe_failure
from build_tools.hanzi.script import ScriptConverter
from build_tools.hanzi.script_review import add_readings, join_readings
from build_tools.messages import _
from build_tools.model.anchor import ClauseId
from build_tools.model.record import WorkRecord
from build_tools.model.script import ChangeScript
from build_tools.model.slip import Subject
from build_tools.pipeline import Neighbours, find_neighbours, link_work, resolve_works
from build_tools.render.bodies import render_bodies
from build_tools.render.body_pages import render_body, render_body_index
from build_tools.render.cards import CardSurroundings, count_tasks, render_cards
from build_tools.render.cited import render_cited
from build_tools.render.codes import render_codes
from build_tools.render.compare import Pair, choose_pairs, render_comparison_index, render_pair, tell_pair
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

FOLDED = " from "
"""Stands in the name of what some works come to, which is asked for only where the page is made anew."""
_TOGETHER = 32  # works
_MATCHES = 8  # works of which is in memory what may stand beside others

Resolved = Mapping[str, ClauseId | None]


@dataclass(frozen=True)
class Span:
    """Works beside each other.

    Attributes:
        sources: what is known beside them.
        slips: theirs.
        made: keeps what is made of them.
        resolved: the place here that each name in them stands for, None where it stands for none.
        neighbours: what the links of each need of the others.
        to_traditional: changes words to the traditional script of the library.
    """

    sources: Sources
    slips: SlipStore
    made: MadeStore
    resolved: Resolved
    neighbours: Mapping[str, Neighbours]
    to_traditional: ChangeScript

    @cached_property
    def shared(self) -> str:
        """A hash of what everything is made from."""
        return hash_parts([hash_code(), self.sources.digest])

    @cached_property
    def facts(self) -> str:
        """A hash of the terms that are shown, and of the facts of all works."""
        shown = [term.id for term in self.sources.glossary.terms]
        return hash_parts([repr(shown), *self.slips.facts.values()])

    @cached_property
    def records(self) -> str:
        """A hash of all that the records say."""
        return hash_parts(map(repr, self.slips.records.values()))

    def want(self, name: str, parts: list[str], make: Callable[[], Files]) -> Wanted:
        """Return files to be kept under what they are made from."""
        return self.want_counted(name, parts, lambda: Made(make()))

    def want_counted(
        self, name: str, parts: list[str], make: Callable[[], Made], narrow: Callable[[], list[str]] | None = None
    ) -> Wanted:
        """Return files in which something is counted; `narrow`, where given, tells just what they show."""
        narrower = (lambda: hash_parts([self.shared, *narrow()])) if narrow else None
        return Wanted(name, hash_parts([self.shared, *parts]), make, narrower)

    def want_table(self, spanning: "Spanning") -> Wanted:
        """Return the files of an entry of the table of what spans works."""
        parts = [self.facts, *(repr(self.slips.digests(subject)) for subject in spanning.subjects)]
        parts += [self.records] if spanning.reads_all else []
        return self.want(spanning.name, parts, lambda: spanning.render(self))


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


def _fold(span: Span, subject: Subject, join: Callable[[Iterable[str]], str]) -> Iterator[str]:
    """Yield what the slips of a subject without groups, which are texts, come to: some works at a time.

    What these come to is kept as long as they say the same: where one work has changed, few slips are read.
    """
    slips, told = span.slips, [*span.slips.told(subject).items()]
    for at in range(0, len(told), _TOGETHER):
        own = told[at : at + _TOGETHER]
        name, said = f"{subject}{FOLDED}{at}", (slips.find(subject, work) for work, _digest in own)
        span.made.keep([Wanted(name, hash_parts([hash_code(), repr(own)]), partial(_join, join, said))])
        yield span.made.load(name)[""]


def _join(join: Callable[[Iterable[str]], str], said: Iterable[str]) -> Made:
    return Made({"": join(said)})


def _render_script(span: Span) -> dict[str, str]:
    table, readings = span.sources.script, add_readings(_fold(span, Subject.READINGS, join_readings))
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


def span_works(
    sources: Sources, slips: SlipStore, made: MadeStore, jobs: int = 1
) -> tuple[Mapping[str, Neighbours], dict[str, Kept]]:
    """Return what the links of each work need of the others; and by name what is kept of the files that span works.

    Args:
        sources: what is known beside the works.
        slips: theirs.
        made: keeps the files.
        jobs: how many processes make the files.
    """
    resolved = resolve_works(slips)
    neighbours = find_neighbours(slips, resolved, sources.outside)
    to_traditional = ScriptConverter(sources.script, sources.script.traditional).convert
    with pause_collector():
        return neighbours, _keep_files(Span(sources, slips, made, resolved, neighbours, to_traditional), jobs)


def _keep_files(span: Span, jobs: int) -> dict[str, Kept]:
    keep = partial(span.made.keep, jobs=jobs)
    kept = keep(map(span.want_table, SPANNING))
    of_terms = keep(_want_term_data(span))
    kept |= keep(_want_terms(span))
    # The data of all terms are large, and so are made beside others: by another process.
    told = keep(chain([_want_glossary(span, of_terms)], _want_bodies(span)))
    moved = _find_moved(span, {page for one in told.values() for page in one.digests})
    kept |= told | keep([span.want("moved", [repr(moved)], lambda: _render_moved(moved))])
    pairs = _choose_pairs(span)
    compared = keep(_want_pairs(span, pairs))
    return kept | compared | keep([_want_comparison(span, pairs, compared)]) | keep(_want_cards(span))


def _want_term_data(span: Span) -> Iterator[Wanted]:
    of_terms = span.slips.digests(Subject.TERM)
    for term in span.sources.glossary.terms:
        make = partial(describe_term, term, span.slips, span.to_traditional)
        yield span.want(f"data of term {term.id}", [of_terms.get(term.id, ""), repr(term)], make)


def _want_terms(span: Span) -> Iterator[Wanted]:
    glossary, slips, of_terms = span.sources.glossary, span.slips, span.slips.digests(Subject.TERM)
    for term in glossary.terms:
        parts = [of_terms.get(term.id, ""), repr(term), repr(name_places(term.basis, slips))]
        yield span.want(f"term {term.id}", parts, partial(render_term, term, glossary, slips, span.to_traditional))


def _want_glossary(span: Span, of_terms: Iterable[str]) -> Wanted:
    told = map(span.made.load, sorted(of_terms))
    parts = [span.facts, repr(span.slips.digests(Subject.TERM))]
    return span.want("data of terms", parts, lambda: bind_glossary_data(told))


def _want_bodies(span: Span) -> Iterator[Wanted]:
    for name, digest in span.slips.digests(Subject.BODY).items():
        yield span.want(f"body {name}", [digest], partial(render_body, name, span.slips))


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


def _choose_pairs(span: Span) -> list[Pair]:
    tied = [(work, other.work) for work, own in span.neighbours.items() for other in own.lineage.versions]
    return choose_pairs(span.slips, tied)


def _want_pairs(span: Span, pairs: Iterable[Pair]) -> Iterator[Wanted]:
    told, facts = span.slips.told(Subject.MATCHES), span.slips.facts
    find = lru_cache(_MATCHES)(partial(span.slips.find, Subject.MATCHES))

    def make(pair: Pair) -> Made:
        page, count = render_pair(pair, span.slips, span.sources.glossary)
        return Made({pair.page: page}, count)

    for pair in pairs:
        said = [facts[record.work] for record in (pair.one, pair.other)]
        own = [*said, told[pair.one.work], told[pair.other.work], repr(pair.weights), repr(pair.measure)]
        narrow = partial(lambda pair, said: [*said, tell_pair(pair, find)], pair, said)
        yield span.want_counted(f"pair {pair.page}", own, partial(make, pair), narrow)


def _want_comparison(span: Span, pairs: Sequence[Pair], compared: Mapping[str, Kept]) -> Wanted:
    counted = [(pair, compared[f"pair {pair.page}"].number) for pair in pairs]
    parts = [span.records, repr([(pair.page, count) for pair, count in counted])]
    return span.want("pairs", parts, lambda: render_comparison_index(counted, span.slips.records))


def _want_cards(span: Span) -> Iterator[Wanted]:
    slips, bodies = span.slips, span.sources.bodies
    totals = count_tasks(slips)
    around = CardSurroundings(slips.records, span.sources.outside, bodies, totals)
    keys = slips.keys()

    def make(work: str) -> Files:
        survey, own = slips.survey(work), span.neighbours[work]
        return render_cards(survey, link_work(survey, own, bodies), own.citing, around)

    for work in slips.records:
        own = span.neighbours[work]
        named = {target.work for target in (*own.names.values(), *own.citing) if target.work}
        parts = [
            keys[work],
            repr(own),
            repr([slips.facts[one] for one in sorted(named)]),
            repr([(name, totals[name]) for name in slips.find(Subject.TASKS, work) or ()]),
        ]
        yield span.want(f"cards {work}", parts, partial(make, work))


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
