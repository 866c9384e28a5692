"""Surveys of all works → links, and which clauses cite a clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.body import BodyName, hash_name
from build_tools.model.edition import Facts
from build_tools.model.glossary import Glossary, Term
from build_tools.model.link import BlockLink, Citing, LinkTarget, WorkLinks
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.place import Place
from build_tools.model.record import SurveyedWork
from tests.shelving import link_all

Make = Callable[..., SurveyedWork]
GLOSSARY = Glossary(
    (
        Term("cluster", "集群", "cluster", "甲。", "industry", "乙"),
        Term("box", "专栏", "box", "甲。", "industry", "乙"),
        Term("plan", "发展规划", "plan", "甲。", "policy", "乙"),
    )
)
OUTSIDE = OutsideNames([OutsideWork("某法", ("某某法",))])
BODIES = BodyNames([BodyName("某市科学技术委员会", ("市科委",), "customary", id="science", place=Place(("某市",)))])


def link(*surveys: SurveyedWork) -> dict[str, WorkLinks]:
    return link_all(surveys, OUTSIDE, BODIES)


def shown(survey: SurveyedWork, links: WorkLinks) -> list[tuple[str, LinkTarget]]:
    clauses = survey.clauses.by_block
    return [(clauses[one.block].text[one.start : one.end], one.target) for one in links.out]


def test_terms_and_references_in_the_order_of_the_text(make_survey: Make) -> None:
    survey = make_survey(
        "a",
        "某市软件发展规划\n一、甲乙\n集群见专栏1，《某法》，本规划，集群。\n专栏1 丙丁\n戊己。\n",
        glossary=GLOSSARY,
    )
    links = link(survey)["a"]
    assert shown(survey, links) == [
        ("集群", LinkTarget(term="cluster")),
        ("专栏1", LinkTarget("a", Anchor.parse("box1"))),
        ("《某法》", LinkTarget(cited=OUTSIDE.anchor("某法"))),
        ("本规划", LinkTarget("a")),
    ]
    assert links.cited == {Anchor.parse("box1"): (Citing("一第1段", LinkTarget("a", Anchor.parse("s1-para1"))),)}


def test_works_that_cite_each_other(make_survey: Make) -> None:
    one = make_survey("a", "某市软件发展规划\n一、甲乙\n按照《某市制造业发展规划》和《软件发展规划》。\n")
    two = make_survey("b", "某市制造业发展规划\n一、甲乙\n按照《某市软件发展规划》。\n按照《某市软件发展规划》。\n")
    links = link(one, two)
    assert shown(one, links["a"]) == [
        ("《某市制造业发展规划》", LinkTarget("b")),
        ("《软件发展规划》", LinkTarget(cited=OUTSIDE.anchor("软件发展规划"))),
    ]
    assert shown(two, links["b"]) == [("《某市软件发展规划》", LinkTarget("a"))] * 2
    assert links["a"].cited == {
        ROOT: (
            Citing("《某市制造业发展规划》一第1段", LinkTarget("b", Anchor.parse("s1-para1"))),
            Citing("《某市制造业发展规划》一第2段", LinkTarget("b", Anchor.parse("s1-para2"))),
        )
    }
    assert links["b"].cited == {
        ROOT: (Citing("《某市软件发展规划》一第1段", LinkTarget("a", Anchor.parse("s1-para1"))),)
    }


def test_a_work_that_names_itself_is_not_cited(make_survey: Make) -> None:
    survey = make_survey("a", "某市软件产业发展规划\n一、甲乙\n《某市软件产业发展规划》和本规划。\n")
    links = link(survey)["a"]
    assert [target for _, target in shown(survey, links)] == [LinkTarget("a"), LinkTarget("a")]
    assert links.cited == {}


def test_a_clause_that_cites_twice_is_named_once(make_survey: Make) -> None:
    survey = make_survey("a", "某市软件发展规划\n一、甲乙\n见专栏1，又见专栏1。\n专栏1 丙丁\n戊己。\n")
    links = link(survey)["a"]
    assert len(links.out) == 2
    assert links.cited == {Anchor.parse("box1"): (Citing("一第1段", LinkTarget("a", Anchor.parse("s1-para1"))),)}


def test_a_title_that_two_works_have_leads_nowhere(make_survey: Make) -> None:
    text = "某市软件产业发展规划\n一、甲乙\n按照《某市软件产业发展规划》。\n"
    assert {name: links.out for name, links in link(make_survey("a", text), make_survey("b", text)).items()} == {
        "a": (),
        "b": (),
    }


def test_another_name_that_is_data(make_survey: Make) -> None:
    one = make_survey("a", "某市软件发展规划\n一、甲乙\n按照《软件十条》。\n")
    two = make_survey("b", "某市制造业规定\n一、甲乙\n丙。\n", Facts("某市制造业规定", also_titled=("软件十条",)))
    assert link(one, two)["a"].out == (BlockLink(3, 2, 8, LinkTarget("b")),)


def test_an_annex_is_found_by_its_title(make_survey: Make) -> None:
    one = make_survey("a", "某市软件发展规划\n一、甲乙\n丙。\n附件1\n某市人才培养行动计划\n一、甲乙\n丙。\n")
    two = make_survey("b", "某市制造业发展规划\n一、甲乙\n按照《某市人才培养行动计划》。\n")
    assert [target for _, target in shown(two, link(one, two)["b"])] == [LinkTarget("a", Anchor.parse("annex-1"))]


def test_a_term_gives_way_to_a_reference(make_survey: Make) -> None:
    survey = make_survey(
        "a", "某市软件发展规划\n一、甲乙\n专栏1、专栏2的专栏。\n专栏1 丙丁\n戊己。\n", glossary=GLOSSARY
    )
    assert [words for words, _ in shown(survey, link(survey)["a"])] == ["专栏1"]


@pytest.mark.slow
def test_ten_thousand_clauses_that_cite_one_work(make_survey: Make) -> None:
    one = make_survey("a", "某市软件产业发展规划\n一、甲乙\n丙。\n")
    two = make_survey("b", "某市制造业发展规划\n一、甲乙\n" + "按照《某市软件产业发展规划》。\n" * 10_000)
    assert len(link(one, two)["a"].cited[ROOT]) == 10_000


def test_links_do_not_depend_on_the_order_of_unrelated_works(make_survey: Make) -> None:
    works = [make_survey(name, f"{name}市软件发展规划\n一、甲乙\n按照《乙市软件发展规划》。\n") for name in "甲乙丙"]
    links = link(*works)
    assert links["甲"] == link(*works[:2])["甲"]


def test_bodies_lead_to_their_pages(make_survey: Make) -> None:
    survey = make_survey(
        "a",
        "某市软件发展规划\n一、甲乙\n在本市建设集群，提升能力，（责任单位：市科委、某局、市科委）\n市科委、某局是机关。\n",
        Facts(title="某市软件发展规划", issuers=("某市科学技术委员会", "某局"), place="某市"),
        glossary=Glossary((*GLOSSARY.terms, Term("body", "科委", "commission", "甲。", "industry", "乙"))),
    )
    links = link(survey)["a"]
    other = hash_name("某局（某市）")
    # A term within a body's name is not linked there; names in running text are words like any others.
    assert shown(survey, links) == [
        ("集群", LinkTarget(term="cluster")),
        ("市科委", LinkTarget(body="science")),
        ("某局", LinkTarget(body=other)),
        ("市科委", LinkTarget(body="science")),
        ("科委", LinkTarget(term="body")),
    ]
    assert links.issuers == ("science", other)
    assert [target.is_reference for _, target in shown(survey, links)] == [False] * 5
