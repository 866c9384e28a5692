"""What a reader is told of a place before going there → a script for each work, plans/<work>/cards.js.

Holds a card for every link of the work's text that leaves its page, and for the clauses of other works that cite it;
the glossary has a script of its own. A link within a page needs no entry: what it leads to is there to be read. A
script, not JSON, so that it also loads over file://. It is fetched when a reader first rests on such a link
(assets/cards.js).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.punctuation import disarm
from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.body import BodyName
from build_tools.model.clause import BREAK, Clause, ClauseKind
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork
from build_tools.render.address import Address, name_target, page_file, site_address
from build_tools.render.body_pages import tell_roles
from build_tools.render.cited import describe_outside
from build_tools.render.pages import show_date

_EXCERPT = 140  # characters of a clause: what a card holds without becoming a page
_PLACES = 6  # of a body in the work at hand

Card = tuple[str, str, str]
"""Name, what is known of it, text; each may be empty but the first."""


def render_cards(
    surveys: Sequence[SurveyedWork], links: Mapping[str, WorkLinks], outside: OutsideNames, bodies: BodyNames
) -> dict[str, str]:
    """Return the scripts by path below docs/; none for a work whose text has no such link."""
    shelf = _CardTexts(surveys, bodies)
    files: dict[str, str] = {}
    for survey in surveys:
        work = survey.record.work
        cards: dict[str, Card] = {}
        for link in links[work].out:
            clause = survey.clauses.by_block[link.block]
            address = _find_address(link.target)
            page = Address(page_file(clause.work, clause.place.page))
            if link.target.term or address in cards or name_target(link.target).page == page:
                continue
            words = clause.text[link.start : link.end]
            cards[address] = _make_card(link.target, words, survey, shelf, outside)
        for citing in (one.target for entries in links[work].cited.values() for one in entries):
            if citing.work != work:
                cards[_find_address(citing)] = shelf.describe_place(citing, work)
        if cards:
            table = disarm(json.dumps(dict(sorted(cards.items())), ensure_ascii=False, indent=0))
            files[f"plans/{work}/cards.js"] = f"planPlaces({table})\n"
    return files


def _find_address(target: LinkTarget) -> str:
    """The address of a target from the site's root."""
    return site_address(name_target(target))


def _make_card(target: LinkTarget, words: str, survey: SurveyedWork, shelf: _CardTexts, outside: OutsideNames) -> Card:
    if target.body:
        return shelf.describe_body(target.body, survey)
    if target.cited:
        name = words.strip("《》")
        known = outside.find(name)
        return f"《{known.name if known else name}》", describe_outside(known), "本库未收录。"
    return shelf.describe_place(target, survey.record.work)


@dataclass
class _BodyTasks:
    """A body and the clauses it answers for: work → (anchor, role), in the order of the text."""

    body: BodyName
    tasks: dict[str, list[tuple[Anchor, str]]] = field(default_factory=dict)

    def anchors(self, work: str) -> list[Anchor]:
        """The clauses in a work."""
        return list(dict.fromkeys(anchor for anchor, _ in self.tasks[work]))

    @cached_property
    def count(self) -> int:
        """The number of clauses in all works."""
        return sum(len(self.anchors(work)) for work in self.tasks)


class _CardTexts:
    """What cards tell of the works and of the bodies in them."""

    def __init__(self, surveys: Iterable[SurveyedWork], names: BodyNames) -> None:
        self.surveys = {survey.record.work: survey for survey in surveys}
        self.bodies: dict[str, _BodyTasks] = {}
        self._places: dict[str, dict[Anchor, int]] = {}
        for work, survey in self.surveys.items():
            for group in survey.record.responsibilities:
                for printed, role in zip(group.bodies, group.roles, strict=True):
                    body = names.find(printed, survey.record.place)
                    found = self.bodies.setdefault(body.page, _BodyTasks(body))
                    found.tasks.setdefault(work, []).append((group.place, role))

    def places(self, work: str) -> dict[Anchor, int]:
        """Return, for each anchor of a work, the number of its first clause."""
        if work not in self._places:
            found = self._places[work] = {}
            for number, clause in enumerate(self.surveys[work].clauses.clauses):
                found.setdefault(clause.place, number)
        return self._places[work]

    def describe_body(self, page: str, survey: SurveyedWork) -> Card:
        work = survey.record.work
        found = self.bodies[page]
        here = found.anchors(work)
        known = f"本规划{len(here)}条{tell_roles(found.tasks[work])}"
        if len(found.tasks) > 1:
            known += f"；全库{found.count}条，见于{len(found.tasks)}部规划"
        clauses, places = survey.clauses.clauses, self.places(work)
        cited = [clauses[places[anchor]].citation or str(anchor) for anchor in here if anchor in places]
        more = "等" if len(cited) > _PLACES else ""
        return found.body.name, known, "、".join(cited[:_PLACES]) + more

    def describe_place(self, target: LinkTarget, work: str) -> Card:
        survey = self.surveys[target.work]
        clauses, title = survey.clauses.clauses, survey.clauses.title
        number = self.places(target.work).get(target.anchor)
        pages = dict(survey.record.annexes)
        if target.anchor.is_page or number is None:
            facts = survey.record.facts
            issued = facts.date_issued and show_date(facts.date_issued)
            known = "，".join(part for part in (facts.doc_number, "、".join(facts.issuers), issued) if part)
            name = pages.get(target.anchor.page, title)
            return f"《{name}》", known if target.anchor == ROOT else f"《{title}》附件", ""
        citation = clauses[number].citation
        name = citation if target.work == work else f"《{title}》{citation}"
        return name, "", _excerpt(clauses[number:], target.anchor)


def _excerpt(clauses: Sequence[Clause], anchor: Anchor) -> str:
    """The beginning of what stands at an anchor, a heading with what is below it."""
    words = ""
    for clause in clauses:
        if len(words) > _EXCERPT or not anchor.holds(clause.place):
            break
        words += clause.text.replace(BREAK, " ") + ("　" if clause.kind is ClauseKind.HEADING else "")
    return words[:_EXCERPT] + ("……" if len(words) > _EXCERPT else "")
