"""Surveys of all works → the tables of the analysts' database.

Keys are numbers given in the order of works and texts, so that the same works give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import ClauseId
from build_tools.model.body import BodyName
from build_tools.model.glossary import Glossary
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork
from build_tools.render.address import make_permalink
from build_tools.render.targets import describe_target

Row = tuple[str | int | None, ...]

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
 comparison TEXT NOT NULL, printed TEXT NOT NULL, value TEXT NOT NULL, upper TEXT NOT NULL, unit TEXT NOT NULL,
 change TEXT NOT NULL, first INTEGER, last INTEGER, annual INTEGER NOT NULL, inferred INTEGER NOT NULL,
 kind TEXT NOT NULL, sentence TEXT NOT NULL);
CREATE TABLE terms (term TEXT PRIMARY KEY, name TEXT NOT NULL, abbr TEXT NOT NULL, english TEXT NOT NULL,
 kind TEXT NOT NULL, definition TEXT NOT NULL, source TEXT NOT NULL);
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
    ("targets", "量化目标，各列同 plans/targets.csv；value 为十进制文本，annual、inferred 为 0 或 1。"),
    ("terms", "术语表的条目。释义为编者所撰。"),
    ("term_uses", "术语在各条中的位置，start、end 为 text 中的字符序号（码点），左闭右开。"),
    ("citations", "各条中对规划或条目的引用；work 为空者不在本库，cited 为其在 cited 页的锚点。"),
)


def make_batches(
    surveys: Sequence[SurveyedWork],
    links: dict[str, WorkLinks],
    glossary: Glossary,
    bodies: BodyNames,
    change: Callable[[str], str],
) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield (table, rows); a table that others refer to comes before them.

    Args:
        surveys: of all works, by name.
        links: of each work.
        glossary: the entries.
        bodies: all their names.
        change: changes words to the traditional script.
    """
    clause_ids = _number_clauses(surveys)
    yield "readme", iter(_README)
    yield "works", (_work(survey) for survey in surveys)
    yield "clauses", (row for survey in surveys for row in _clauses(survey, clause_ids[survey.record.work], change))
    tasks: list[tuple[BodyName, Row]] = [
        (
            bodies.find(printed, survey.record.place),
            (survey.record.work, str(group.place), role, printed, int(group.is_open), group.deadline),
        )
        for survey in surveys
        for group in survey.record.responsibilities
        for printed, role in zip(group.bodies, group.roles, strict=True)
    ]
    listed = {body.name: body for body, _ in tasks}
    numbers = {name: number for number, name in enumerate(sorted(listed), 1)}
    yield "bodies", ((number, name, listed[name].rule) for name, number in numbers.items())
    ids = count(1)
    yield (
        "responsibilities",
        ((next(ids), numbers[body.name], *task) for body, task in tasks),
    )
    yield "targets", _targets(surveys, clause_ids)
    yield (
        "terms",
        (
            (term.id, term.name, term.abbr, term.english, term.kind, term.definition, term.source)
            for term in sorted(glossary.terms, key=lambda term: term.id)
        ),
    )
    uses = ((clause_ids[survey.record.work][use.block], use) for survey in surveys for use in survey.uses)
    yield (
        "term_uses",
        ((number, use.term, clause, use.start, use.end) for number, (clause, use) in enumerate(uses, 1)),
    )
    yield "citations", _citations(surveys, links, clause_ids)


def _work(survey: SurveyedWork) -> Row:
    facts = survey.record.facts
    first, last = facts.period or (None, None)
    issuers = "、".join(facts.issuers)
    days = (facts.date_issued, facts.date_published)
    return (survey.record.work, survey.clauses.title, facts.doc_number, issuers, *days, first, last, facts.source_url)


def _number_clauses(surveys: Sequence[SurveyedWork]) -> dict[str, dict[int, int]]:
    """Return the key of each clause: work → number of the block that prints it → key, from 1 over all works."""
    ids = count(1)
    return {survey.record.work: {clause.block: next(ids) for clause in survey.clauses.clauses} for survey in surveys}


def _clauses(survey: SurveyedWork, ids: dict[int, int], change: Callable[[str], str]) -> Iterator[Row]:
    for number, clause in enumerate(survey.clauses.clauses):
        link = make_permalink(ClauseId(clause.work, clause.place))
        path = "\n".join(clause.path)
        names = (str(clause.place), link, clause.kind.value, clause.role, clause.citation)
        yield (
            ids[clause.block],
            clause.work,
            number,
            *names,
            path,
            clause.text,
            change(clause.text),
            clause.page or None,
        )


def _targets(surveys: Sequence[SurveyedWork], clause_ids: dict[str, dict[int, int]]) -> Iterator[Row]:
    ids = count(1)
    names = "indicator comparison printed value upper unit change first last annual inferred kind sentence".split()
    for survey in surveys:
        for target in survey.targets:
            row = describe_target(survey, target)
            yield (next(ids), clause_ids[survey.record.work][target.block], *(row[name] for name in names))


def _citations(
    surveys: Sequence[SurveyedWork], links: dict[str, WorkLinks], clause_ids: dict[str, dict[int, int]]
) -> Iterator[Row]:
    ids = count(1)
    for survey in surveys:
        for link in links[survey.record.work].out:
            target = link.target
            if target.is_reference:
                words = survey.clauses.by_block[link.block].text[link.start : link.end]
                place = (next(ids), clause_ids[survey.record.work][link.block], link.start, link.end, words)
                yield (*place, target.work or None, str(target.anchor), target.cited)
