from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.edition.anchors import walk_anchored
from build_tools.edition.clauses import collect_clauses
from build_tools.model.clause import BREAK, ClauseKind
from build_tools.pipeline import convert_bytes, convert_work
from build_tools.render.outline import render_outline

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
WORKS = sorted(path.name for path in SEEDS.iterdir() if path.is_dir())

PLAN = """\
某市发展规划

一、总体要求

（一）指导思想

坚持创新。

——重点项。推进建设。

二、任务

1.夯实基础。整合资源。
"""


@pytest.mark.parametrize("work", WORKS)
def test_every_published_character_is_in_exactly_one_clause(work: str) -> None:
    edition = convert_work(SEEDS / work).base.edition
    printed = "".join(clause.text for clause in collect_clauses(edition).clauses if clause.block >= 0)
    assert printed.replace(BREAK, "") == render_outline(edition, [])["text"].replace("\n", "")


@pytest.mark.parametrize("work", WORKS)
def test_clauses_lead_to_published_anchors(work: str) -> None:
    edition = convert_work(SEEDS / work).base.edition
    known = {anchor for anchor, _ in walk_anchored(edition.root)}
    clauses = collect_clauses(edition).clauses
    assert {clause.place for clause in clauses if clause.block >= 0} - known == set()
    assert [clause for clause in clauses if not clause.citation] == []


def test_records_of_a_small_plan() -> None:
    edition = convert_bytes(PLAN.encode(), "a.txt", work="a").edition
    got = [(str(c.place), c.kind, c.citation, c.path, c.text) for c in collect_clauses(edition).clauses]
    section, clause, second = "一、总体要求", "（一）指导思想", "二、任务"
    point = "1.夯实基础。"
    heading, text = ClauseKind.HEADING, ClauseKind.TEXT
    assert got == [
        ("preface-para1", ClauseKind.TITLE, "题名第1段", (), "某市发展规划"),
        ("s1", heading, "一", (), section),
        ("s1-c1", heading, "一（一）", (section,), clause),
        ("s1-c1-para1", text, "一（一）第1段", (section, clause), "坚持创新。"),
        ("s1-c1-dash1", text, "一（一）第1项", (section, clause), "——重点项。推进建设。"),
        ("s2", heading, "二", (), second),
        ("s2-p1", heading, "二1", (second,), point),
        ("s2-p1-para1", text, "二1第1段", (second, point), "整合资源。"),
    ]
