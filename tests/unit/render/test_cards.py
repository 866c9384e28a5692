"""The script from which a page takes what it tells of places elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from build_tools.annotate.linking import find_neighbours, link_work, resolve_works
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor
from build_tools.model.body import BodyName, hash_name
from build_tools.model.edition import Facts
from build_tools.model.link import LinkTarget
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.place import Place
from build_tools.model.record import SurveyedWork
from build_tools.render.cards import CardSurroundings, count_tasks, render_cards
from tests.shelving import link_all, shelve

Make = Callable[..., SurveyedWork]
OUTSIDE = OutsideNames([OutsideWork("某法", ("某某法",), "某市人大", date="2020-01-02", note="甲。")])
BODIES = BodyNames([BodyName("某市科学技术委员会", ("市科委",), "customary", id="science", place=Place(("某市",)))])


def cards_of(*surveys: SurveyedWork) -> dict[str, dict[str, list[str]]]:
    slips = shelve(surveys, BODIES)
    around = CardSurroundings(slips.records, OUTSIDE, BODIES, count_tasks(slips))
    files = {}
    for work, own in find_neighbours(slips, resolve_works(slips), OUTSIDE).items():
        files |= render_cards(slips.survey(work), link_work(slips.survey(work), own, BODIES), own.citing, around)
    found = {}
    for name, text in files.items():
        assert text.startswith("planPlaces(")
        assert text.endswith(")\n")
        found[name] = json.loads(text.removeprefix("planPlaces(").removesuffix(")\n"))
    return found


def test_a_body_tells_what_it_answers_for(make_survey: Make) -> None:
    one = make_survey(
        "a",
        "一、甲乙\n建设机场。（牵头单位：市科委）\n建设港口。（责任单位：市科委、某局）\n按照《某某法》。见专栏1。\n",
        Facts(place="某市"),
    )
    other = make_survey("b", "一、甲乙\n建设铁路。（责任单位：市科委）\n", Facts(place="某市"))
    cards = cards_of(one, other)
    assert cards["plans/a/cards.js"] == {
        "bodies/science/": ["某市科学技术委员会", "本规划2条：牵头1、责任1；全库3条，见于2部规划", "一第1段、一第2段"],
        f"bodies/{hash_name('某局（某市）')}/": ["某局（某市）", "本规划1条", "一第2段"],
        "cited/#" + OUTSIDE.anchor("某法"): ["《某法》", "某市人大，2020年1月2日", "本库未收录。"],
    }
    assert cards["plans/b/cards.js"]["bodies/science/"] == [
        "某市科学技术委员会",
        "本规划1条；全库3条，见于2部规划",
        "一第1段",
    ]


def test_a_work_tells_its_facts(make_survey: Make) -> None:
    facts = Facts(title="某市制造业发展规划", doc_number="某府〔2021〕1号", issuers=("某市",), date_issued="2021-02-03")
    one = make_survey("a", "某市软件发展规划\n一、甲乙\n按照《某市制造业发展规划》。\n")
    other = make_survey("b", "某市制造业发展规划\n一、甲乙\n丙丁。\n", facts)
    assert cards_of(one, other) == {
        "plans/a/cards.js": {"plans/b/": ["《某市制造业发展规划》", "某府〔2021〕1号，某市，2021年2月3日", ""]},
        # And the clause that cites it, which is shown there.
        "plans/b/cards.js": {"plans/a/#s1-para1": ["《某市软件发展规划》一第1段", "", "按照《某市制造业发展规划》。"]},
    }


def test_places_on_other_pages_tell_their_words(make_survey: Make) -> None:
    text = (
        "某市软件发展规划\n一、甲乙\n见附件1，专栏1。\n专栏1 丙丁\n戊己。\n附件1：某市港口发展规划\n一、总则\n"
        "按照《某市软件发展规划》，见第一章。\n"
    )
    assert cards_of(make_survey("a", text))["plans/a/cards.js"] == {
        "plans/a/": ["《某市软件发展规划》", "", ""],
        "plans/a/annex-1/": ["《某市港口发展规划》", "《某市软件发展规划》附件", ""],
    }


def test_a_heading_goes_on_with_what_is_below_it(make_survey: Make) -> None:
    long = "建设港口，" * 60
    annex = f"附件1：某市港口发展规划\n一、总则\n{long}。\n"
    survey = make_survey("a", f"某市软件发展规划\n一、甲乙\n按照附件1。\n{annex}")
    links = link_all([survey], OUTSIDE, BODIES)["a"]
    place = replace(links.out[0], target=LinkTarget("a", Anchor("annex-1", "s1")))
    around = CardSurroundings({"a": survey.record}, OUTSIDE, BODIES, {})
    text = render_cards(survey, replace(links, out=(place,)), {}, around)["plans/a/cards.js"]
    [(name, known, words)] = json.loads(text.removeprefix("planPlaces(").removesuffix(")\n")).values()
    assert (name, known) == ("附件1 一", "")
    assert words == f"一、总则　{long}"[:140] + "……"


def test_nothing_where_no_link_leaves_the_page(make_survey: Make) -> None:
    assert cards_of(make_survey("a", "一、甲乙\n丙丁，见专栏1。\n专栏1 丙丁\n戊己。\n")) == {}


def test_hostile_names_stay_words(make_survey: Make) -> None:
    survey = make_survey("a", "一、甲乙\n按照《</script><b>\u2028》。（责任单位：<i>\u202e某局）\n")
    cards = cards_of(survey)["plans/a/cards.js"]
    # As on the page, what would turn the direction of the text around is shown instead; a break of lines ends none.
    assert [card[0] for card in cards.values()] == ["<i>\ufffd某局", "《</script><b>》"]
