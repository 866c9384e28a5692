"""Slips of all works, and each of the works → the tables of the analysts' database.

Keys are numbers given in the order of works and texts, so that the same works give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import ClauseId
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Slips, Subject
from build_tools.render.address import make_permalink
from build_tools.render.glossary_data import tell_first
from build_tools.render.targets import describe_target

Row = tuple[Any, ...]  # texts, integers, None

SCHEMA = """\
CREATE TABLE readme (name TEXT PRIMARY KEY, description TEXT NOT NULL);
CREATE TABLE works (work TEXT PRIMARY KEY, title TEXT NOT NULL, doc_number TEXT NOT NULL, issuers TEXT NOT NULL,
 date_issued TEXT NOT NULL, date_published TEXT NOT NULL, first INTEGER, last INTEGER, source_url TEXT NOT NULL);
CREATE TABLE clauses (id INTEGER PRIMARY KEY, work TEXT NOT NULL REFERENCES works, number INTEGER NOT NULL,
 anchor TEXT NOT NULL, permalink TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, citation TEXT NOT NULL,
 path TEXT NOT NULL, text TEXT NOT NULL, text_traditional TEXT NOT NULL, page INTEGER);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rule TEXT NOT NULL);
CREATE TABLE responsibilities (id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES bodies,
 work TEXT NOT NULL REFERENCES works, anchor TEXT NOT NULL, role TEXT NOT NULL, printed TEXT NOT NULL,
 open INTEGER NOT NULL, deadline TEXT NOT NULL);
CREATE TABLE targets (id INTEGER PRIMARY KEY, clause INTEGER NOT NULL REFERENCES clauses, indicator TEXT NOT NULL,
 subject TEXT NOT NULL, comparison TEXT NOT NULL, printed TEXT NOT NULL, number REAL NOT NULL, value TEXT NOT NULL,
 upper TEXT NOT NULL, unit TEXT NOT NULL, change TEXT NOT NULL, first INTEGER, last INTEGER, base_year INTEGER,
 annual INTEGER NOT NULL, inferred INTEGER NOT NULL,
 kind TEXT NOT NULL, sentence TEXT NOT NULL);
CREATE TABLE terms (term TEXT PRIMARY KEY, name TEXT NOT NULL, abbr TEXT NOT NULL, english TEXT NOT NULL,
 kind TEXT NOT NULL, definition TEXT NOT NULL, basis TEXT NOT NULL, first_use TEXT NOT NULL);
CREATE TABLE term_uses (id INTEGER PRIMARY KEY, term TEXT NOT NULL REFERENCES terms,
 clause INTEGER NOT NULL REFERENCES clauses, start INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE TABLE citations (id INTEGER PRIMARY KEY, clause INTEGER NOT NULL REFERENCES clauses, start INTEGER NOT NULL,
 "end" INTEGER NOT NULL, printed TEXT NOT NULL, work TEXT REFERENCES works, anchor TEXT NOT NULL, cited TEXT NOT NULL);
"""

_README: tuple[tuple[str, str], ...] = (
    ("works", "每部规划一行。issuers 以“、”分隔；first、last 为规划期的首末年。"),
    (
        "clauses",
        "每条一行，按原文顺序，合起来就是全文；表格每行一条，单元格以换行分隔。number 从 0 起，path 每级标题一行。",
    ),
    (
        "clauses.anchor",
        "附件的锚点前冠页名（annex-1#s2），空串是规划本身；permalink 相对于网站根目录，page 是原文件的第几页。",
    ),
    ("bodies", "责任单位的规范名称。rule 为 by-place 者以规划所在地代原文的“市”“区”等字，为 as-printed 者照录原文。"),
    (
        "responsibilities",
        "哪一单位负责哪一条；printed 为原文写法，anchor 为所在段落，open 为 1 者列举未尽，deadline 为所写时限。",
    ),
    (
        "targets",
        "量化目标，各列同 plans/targets.csv；number 用来计算，value 为同一数的十进制文本，annual、inferred 为 0 或 1。",
    ),
    (
        "terms",
        "术语表的条目。释义为编者所撰；basis 为下定义的文献，空者只据编者；first_use 为最早的规划中最先用到它的一条。",
    ),
    ("term_uses", "术语在各条中的位置，start、end 为 text 中的字符序号（码点），左闭右开。"),
    ("citations", "各条中对规划或条目的引用；work 为空者不在本库，cited 为其在 cited 页的锚点。"),
)


OwnRows = dict[str, list[Row]]
"""Rows of one work by table, without their keys; clauses are numbered from 0, bodies stand by their names."""


def make_rows(survey: SurveyedWork, links: WorkLinks, traditional: Sequence[str], bodies: BodyNames) -> OwnRows:
    """Return the rows of a work.

    Args:
        survey: of the work.
        links: from its clauses.
        traditional: the texts of its clauses in traditional script.
        bodies: all names of bodies.
    """
    numbers = {one.block: number for number, one in enumerate(survey.clauses.clauses)}
    groups = [
        (
            bodies.find(printed, survey.record.place).name,
            survey.record.work,
            str(one.place),
            role,
            printed,
            int(one.is_open),
            one.deadline,
        )
        for one in survey.responsibilities
        for printed, role in zip(one.bodies, one.roles, strict=True)
    ]
    return {
        "clauses": list(_clauses(survey, traditional)),
        "responsibilities": groups,
        "targets": list(_targets(survey, numbers)),
        "term_uses": [(one.term, numbers[one.block], one.start, one.end) for one in survey.uses],
        "citations": list(_citations(survey, links, numbers)),
    }


def make_batches(slips: Slips, works: Iterable[OwnRows], glossary: Glossary) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield (table, rows), one work's after the other's; a row that others refer to comes before them.

    Args:
        slips: of all works.
        works: the rows of each, by name.
        glossary: the entries.
    """
    yield "readme", _README
    yield "works", map(_work, slips.records.values())
    rules: dict[str, str] = {}
    for name in slips.groups(Subject.BODY):
        doers = (found.doer for _, found in slips.take(Subject.BODY, name) if found.tasks)
        rules |= {body.name: body.rule for body in doers}
    bodies = {name: number for number, name in enumerate(sorted(rules), 1)}
    yield "bodies", ((number, name, rules[name]) for name, number in bodies.items())
    yield (
        "terms",
        (
            (
                term.id,
                term.name,
                term.abbr,
                term.english,
                term.kind,
                term.definition,
                term.basis,
                tell_first(term, slips),
            )
            for term in sorted(glossary.terms, key=lambda term: term.id)
        ),
    )
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
    first, last = facts.period or (None, None)
    issuers = "、".join(facts.issuers)
    return (
        record.work,
        record.title,
        facts.doc_number,
        issuers,
        facts.date_issued,
        facts.date_published,
        first,
        last,
        facts.source_url,
    )


def _clauses(survey: SurveyedWork, traditional: Sequence[str]) -> Iterator[Row]:
    for number, (clause, other) in enumerate(zip(survey.clauses.clauses, traditional, strict=True)):
        link = make_permalink(ClauseId(clause.work, clause.place))
        path = "\n".join(clause.path)
        names = (str(clause.place), link, clause.kind.value, clause.role, clause.citation)
        yield (
            clause.work,
            number,
            *names,
            path,
            clause.text,
            other,
            clause.page or None,
        )


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
