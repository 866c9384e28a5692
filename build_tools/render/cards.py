"""What a reader is told of a place before going there → a script for each work, plans/<work>/cards.js.

Holds a card for every link of the work's text that leaves its page, and for the clauses of other works that cite it;
the glossary has a script of its own. A link within a page needs no entry: what it leads to is there to be read. A
script, not JSON, so that it also loads over file://. It is fetched when a reader first rests on such a link
(assets/cards.js).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.punctuation import disarm
from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.body import BodyName
from build_tools.model.clause import excerpt_clauses
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Slips, Subject
from build_tools.render.address import Address, name_target, page_file, site_address
from build_tools.render.body_pages import tell_roles
from build_tools.render.cited import describe_outside
from build_tools.render.pages import show_date

_PLACES = 6  # of a body in the work at hand

Card = tuple[str, str, str]
"""Name, what is known of it, text; each may be empty but the first."""
Excerpt = tuple[str, str]
"""How a clause of another work is called, and how it begins."""


@dataclass(frozen=True)
class Totals:
    """In how many clauses, and in how many works, a body has something to do."""

    clauses: int
    works: int


def count_tasks(slips: Slips) -> dict[str, Totals]:
    """Return what each body has to do in all works, by its name."""
    clauses: Counter[str] = Counter()
    works: Counter[str] = Counter()
    for _, counts in slips.take(Subject.TASKS):
        clauses.update(counts)
        works.update(counts.keys())
    return {name: Totals(clauses[name], works[name]) for name in works}


@dataclass(frozen=True)
class CardSurroundings:
    """What is told of other works, of cited works that are not here, and of bodies.

    Attributes:
        records: of all works.
        outside: what is known of cited works that are not here.
        bodies: the names of public bodies.
        totals: what each body has to do in all works.
    """

    records: Mapping[str, WorkRecord]
    outside: OutsideNames
    bodies: BodyNames
    totals: Mapping[str, Totals]


def render_cards(
    survey: SurveyedWork, links: WorkLinks, citing: Mapping[LinkTarget, Excerpt], around: CardSurroundings
) -> dict[str, str]:
    """Return the script of a work by path below docs/, nothing where its text has no such link.

    Args:
        survey: the work's.
        links: from its clauses, and from clauses that cite them.
        citing: what is told of the clauses of other works that cite it.
        around: what else is told.
    """
    shelf = _CardTexts(survey, around)
    work = survey.record.work
    cards: dict[str, Card] = {}
    for link in links.out:
        clause = survey.clauses.by_block[link.block]
        address = _find_address(link.target)
        page = Address(page_file(clause.work, clause.place.page))
        if link.target.term or address in cards or name_target(link.target).page == page:
            continue
        words = clause.text[link.start : link.end]
        cards[address] = _make_card(link.target, words, shelf)
    for target in (one.target for entries in links.cited.values() for one in entries):
        if target.work != work:
            is_page = target.anchor.is_page
            cards[_find_address(target)] = (
                shelf.describe_place(target) if is_page else (citing[target][0], "", citing[target][1])
            )
    if not cards:
        return {}
    table = disarm(json.dumps(dict(sorted(cards.items())), ensure_ascii=False, indent=0))
    return {f"plans/{work}/cards.js": f"planPlaces({table})\n"}


def _find_address(target: LinkTarget) -> str:
    """The address of a target from the site's root."""
    return site_address(name_target(target))


def _make_card(target: LinkTarget, words: str, shelf: _CardTexts) -> Card:
    if target.body:
        return shelf.describe_body(target.body)
    if target.cited:
        name = words.strip("《》")
        outside = shelf.around.outside
        return f"《{outside.call(name)}》", describe_outside(outside.find(name)), "本库未收录。"
    return shelf.describe_place(target)


class _CardTexts:
    """What cards tell of the clauses of a work, of other works, and of the bodies in it."""

    def __init__(self, survey: SurveyedWork, around: CardSurroundings) -> None:
        self.around = around
        self._record, self._clauses = survey.record, survey.clauses.clauses
        self._places: dict[Anchor, int] = {}  # the number of the first clause of each
        for number, clause in enumerate(self._clauses):
            self._places.setdefault(clause.place, number)
        self._bodies: dict[str, BodyName] = {}
        self._tasks: dict[str, list[tuple[Anchor, str]]] = {}
        for group, _, role, body in around.bodies.find_doers(survey.responsibilities, self._record.place):
            self._bodies.setdefault(body.page, body)
            self._tasks.setdefault(body.page, []).append((group.place, role))

    def describe_body(self, page: str) -> Card:
        name, tasks = self._bodies[page].name, self._tasks[page]
        here = list(dict.fromkeys(anchor for anchor, _ in tasks))
        known = f"本规划{len(here)}条{tell_roles(tasks)}"
        total = self.around.totals[name]
        if total.works > 1:
            known += f"；全库{total.clauses}条，见于{total.works}部规划"
        cited = [self._clauses[self._places[one]].citation or str(one) for one in here if one in self._places]
        more = "等" if len(cited) > _PLACES else ""
        return name, known, "、".join(cited[:_PLACES]) + more

    def describe_place(self, target: LinkTarget) -> Card:
        """Tell of a place of the work, or of another work or a page of it."""
        number = self._places.get(target.anchor) if target.work == self._record.work else None
        if number is not None and not target.anchor.is_page:
            clause = self._clauses[number]
            return clause.citation, "", excerpt_clauses(self._clauses[number:], target.anchor)
        record = self.around.records[target.work]
        facts = record.facts
        known = "，".join(filter(None, (facts.doc_number, "、".join(facts.issuers), show_date(facts.date_issued))))
        name = dict(record.annexes).get(target.anchor.page, record.title)
        return f"《{name}》", known if target.anchor == ROOT else f"《{record.title}》附件", ""
