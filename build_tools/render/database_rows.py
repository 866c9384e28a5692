"""Slips of all works, and each of the works → the tables of the analysts' database.

Keys are numbers given in the order of works and texts, so that the same works give the same rows.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import count
from operator import attrgetter
from typing import Any

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Slips, Subject
from build_tools.render.address import make_permalink
from build_tools.render.glossary_data import tell_first
from build_tools.render.targets import describe_target

Row = tuple[Any, ...]  # texts, integers, None

_TABLE = tomllib.loads(files("build_tools.render").joinpath("database.toml").read_text("utf-8"))
SCHEMA: str = _TABLE["schema"]
_README: dict[str, str] = _TABLE["readme"]
_TERM = attrgetter("id", "name", "abbr", "english", "kind", "definition", "basis")


OwnRows = dict[str, list[Row]]
"""Rows of one work by table, without their keys; clauses are numbered from 0, bodies stand by their names."""


def make_rows(survey: SurveyedWork, links: WorkLinks, traditional: Sequence[str], bodies: BodyNames) -> OwnRows:
    """Return the rows of a work; `traditional` has the texts of its clauses in that script."""
    numbers = {one.block: number for number, one in enumerate(survey.clauses.clauses)}
    groups = [
        (body.name, survey.record.work, str(one.place), role, printed, int(one.is_open), one.deadline)
        for one, printed, role, body in bodies.find_doers(survey.responsibilities, survey.record.place)
    ]
    return {
        "clauses": list(_clauses(survey, traditional)),
        "responsibilities": groups,
        "targets": list(_targets(survey, numbers)),
        "term_uses": [(one.term, numbers[one.block], one.start, one.end) for one in survey.uses],
        "citations": list(_citations(survey, links, numbers)),
    }


def make_batches(slips: Slips, works: Iterable[OwnRows], glossary: Glossary) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield (table, rows), one work's after the other's; a row that others refer to comes before them."""
    yield "readme", list(_README.items())
    yield "works", map(_work, slips.records.values())
    rules: dict[str, str] = {}
    for name in slips.groups(Subject.BODY):
        doers = (found.doer for _, found in slips.take(Subject.BODY, name) if found.tasks)
        rules |= {body.name: body.rule for body in doers}
    bodies = {name: number for number, name in enumerate(sorted(rules), 1)}
    yield "bodies", ((number, name, rules[name]) for name, number in bodies.items())
    terms = sorted(glossary.terms, key=lambda term: term.id)
    yield "terms", ((*_TERM(term), tell_first(term, slips)) for term in terms)
    keys = {table: count(1) for table in ("responsibilities", "targets", "term_uses", "citations")}
    first = 1
    for own in works:
        clauses = [(first + row[1], *row) for row in own["clauses"]]  # the second column counts them
        yield "clauses", clauses
        for table, key in keys.items():
            yield table, (_lead(row, table, next(key), first, bodies) for row in own[table])
        first = clauses[-1][0] + 1 if clauses else first


def _lead(row: Row, table: str, key: int, first: int, bodies: Mapping[str, int]) -> Row:
    """Return a row with its key, and with that of the body or of the clause that it names."""
    if table == "responsibilities":
        return (key, bodies[row[0]], *row[1:])
    if table == "term_uses":
        return (key, row[0], first + row[1], *row[2:])
    return (key, first + row[0], *row[1:])


def _work(record: WorkRecord) -> Row:
    facts = record.facts
    period = facts.period or (None, None)
    days = (facts.date_issued, facts.date_published)
    return (record.work, record.title, facts.doc_number, "、".join(facts.issuers), *days, *period, facts.source_url)


def _clauses(survey: SurveyedWork, traditional: Sequence[str]) -> Iterator[Row]:
    for number, (clause, other) in enumerate(zip(survey.clauses.clauses, traditional, strict=True)):
        link = make_permalink(clause.work, clause.place)
        names = (str(clause.place), link, clause.kind.value, clause.role, clause.citation)
        yield (clause.work, number, *names, "\n".join(clause.path), clause.text, other, clause.page or None)


def _targets(survey: SurveyedWork, clauses: dict[int, int]) -> Iterator[Row]:
    names = (
        "indicator subject comparison printed number value upper unit change first last base_year annual inferred kind"
        " sentence"
    ).split()
    for target in survey.targets:
        row = describe_target(survey, target)
        yield (clauses[target.block], *(row[name] for name in names))


def _citations(survey: SurveyedWork, links: WorkLinks, clauses: dict[int, int]) -> Iterator[Row]:
    for link in links.out:
        target = link.target
        if target.is_reference:
            words = survey.clauses.by_block[link.block].text[link.start : link.end]
            place = (clauses[link.block], link.start, link.end, words)
            yield (*place, target.work or None, str(target.anchor), target.cited)
