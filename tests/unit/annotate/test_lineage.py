"""Works that carry each other out, from what they say they were made by to links in both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from build_tools.annotate.lineage import find_namesakes
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor
from build_tools.model.edition import Facts
from build_tools.model.link import Citing, Lineage, LinkTarget, Version
from build_tools.model.outside import OutsideNames
from build_tools.model.record import SurveyedWork, WorkRecord
from tests.shelving import link_all

Make = Callable[..., SurveyedWork]
PLAN = "{title}\n\n根据{basis}，制定本规划。\n\n一、总体要求\n\n加快港口发展。\n"


def trace(*surveys: SurveyedWork) -> dict[str, Lineage]:
    links = link_all(surveys, OutsideNames([]), BodyNames())
    return {work: own.lineage for work, own in links.items()}


def place(work: str, anchor: str = "") -> LinkTarget:
    return LinkTarget(work, Anchor.parse(anchor))


def test_a_chain_from_the_nation_to_a_city(make_survey: Make) -> None:
    lineages = trace(
        make_survey("nation", PLAN.format(title="国家港口发展规划", basis="《港口法》")),
        make_survey("province", PLAN.format(title="某省港口发展规划", basis="《国家港口发展规划》")),
        make_survey("city", PLAN.format(title="某市港口发展规划", basis="《国家港口发展规划》《某省港口发展规划》")),
    )
    city, province = (
        Citing(f"《{title}》", place(work, "preamble-para1"))
        for title, work in (("某市港口发展规划", "city"), ("某省港口发展规划", "province"))
    )
    assert lineages == {
        "nation": Lineage({}, (city, province)),
        "province": Lineage({"国家港口发展规划": place("nation")}, (city,)),
        "city": Lineage({"国家港口发展规划": place("nation"), "某省港口发展规划": place("province")}),
    }


def test_what_only_the_manifest_says(make_survey: Make) -> None:
    facts = Facts(title="某市港口发展规划", based_on=(("某省港口发展规划", ""),))
    lineages = trace(
        make_survey("city", "某市港口发展规划\n一、甲乙\n丙。\n", facts),
        make_survey("province", "某省港口发展规划\n一、甲乙\n丙。\n"),
    )
    assert lineages["city"].based_on == {"某省港口发展规划": place("province")}
    assert lineages["province"].implemented == (Citing("《某市港口发展规划》", place("city")),)


def test_the_oldest_is_told_first_and_each_once(make_survey: Make) -> None:
    basis = (("某省港口发展规划", "s1-para1"), ("某省港口发展规划（2021-2025年）", "s1-para2"))
    lineages = trace(
        make_survey("a", "甲规划\n一、甲乙\n丙。\n", Facts(title="甲规划", date_issued="2023-01-01", based_on=basis)),
        make_survey("b", "乙规划\n一、甲乙\n丙。\n", Facts(title="乙规划", date_issued="2022-01-01", based_on=basis)),
        make_survey("p", "某省港口发展规划\n一、甲乙\n丙。\n"),
    )
    assert [one.target for one in lineages["p"].implemented] == [place("b", "s1-para1"), place("a", "s1-para1")]


def test_a_name_that_several_or_no_works_have_or_the_work_itself_leads_nowhere(make_survey: Make) -> None:
    title = "某省港口发展规划"
    lineages = trace(
        make_survey("one", PLAN.format(title=title, basis="《港口法》")),
        make_survey("other", PLAN.format(title=title, basis="《港口法》")),
        make_survey("city", PLAN.format(title="某市港口发展规划", basis=f"《{title}》《某市港口发展规划》")),
    )
    assert set(map(repr, lineages.values())) == {repr(Lineage())}


def test_a_mention_is_no_basis(make_survey: Make) -> None:
    lineages = trace(
        make_survey("p", "某省港口发展规划\n一、甲乙\n丙。\n"),
        make_survey("city", "某市港口发展规划\n一、甲乙\n落实《某省港口发展规划》，加快码头改造。\n"),
    )
    assert lineages["p"] == Lineage()


def issue(make_survey: Make, work: str, date: str, earlier: str = "") -> SurveyedWork:
    """Return a version of a plan, under the title that all its versions have."""
    facts = Facts(
        title="某市港口发展规划", date_issued=date, version_of=earlier, version_source=earlier and f"{work}公告"
    )
    return make_survey(work, "某市港口发展规划\n一、甲乙\n丙。\n", facts)


def test_versions_of_one_plan_are_told_on_each_the_oldest_first(make_survey: Make) -> None:
    lineages = trace(
        issue(make_survey, "b-revised", "2025-01-01", "c-adjusted"),
        issue(make_survey, "a-other", "2020-01-01"),
        issue(make_survey, "c-adjusted", "2023-06-01", "d-first"),
        issue(make_survey, "d-first", "2021-02-03"),
    )
    title = "某市港口发展规划"
    first = Version("d-first", title, "2021-02-03", "c-adjusted公告")
    adjusted = Version("c-adjusted", title, "2023-06-01", "c-adjusted公告")
    revised = Version("b-revised", title, "2025-01-01", "b-revised公告")
    assert {work: own.versions for work, own in lineages.items()} == {
        "a-other": (),
        "b-revised": (other_source(first, "b-revised公告"), other_source(adjusted, "b-revised公告")),
        "c-adjusted": (first, revised),
        "d-first": (adjusted, revised),
    }


def other_source(version: Version, source: str) -> Version:
    return replace(version, source=source)


def test_a_version_of_what_is_not_here_is_told_nowhere(make_survey: Make) -> None:
    assert trace(issue(make_survey, "later", "2023-06-01", "gone")) == {"later": Lineage()}


def test_two_later_versions_of_one(make_survey: Make) -> None:
    lineages = trace(
        issue(make_survey, "a", "2021-01-01"),
        issue(make_survey, "b", "2022-01-01", "a"),
        issue(make_survey, "c", "2023-01-01", "a"),
    )
    assert [one.work for one in lineages["a"].versions] == ["b", "c"]
    assert lineages["c"].versions[1] == Version("b", "某市港口发展规划", "2022-01-01", "c公告；b公告")


def test_works_of_one_title_and_number_are_namesakes_unless_they_are_versions(make_survey: Make) -> None:
    def name(work: str, number: str, earlier: str = "") -> WorkRecord:
        facts = Facts(title="某市规划", doc_number=number, version_of=earlier)
        return make_survey(work, "某市规划\n一、甲乙\n丙。\n", facts).record

    records = [name("a", "某发〔2024〕1号"), name("b", "某发[2024]1号"), name("c", ""), name("d", "")]
    assert find_namesakes({record.work: record for record in records}) == [["a", "b"]]
    records[1] = name("b", "某发[2024]1号", "a")
    assert find_namesakes({record.work: record for record in records}) == []
