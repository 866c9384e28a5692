"""A quotation is verbatim, differs or is absent, whatever it is dressed in, and never the wrong one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.anchor import Anchor
from build_tools.quoting.texts import Texts, Wording
from build_tools.quoting.verify import Agreement, Difference, Finding, Kind, verify_quotation
from build_tools.quoting.wording import read_wording

CLAUSES = {
    "s1": "一、发展目标",
    "s1-para1": "到2025年，港口吞吐量达到1.5亿吨，集装箱吞吐量达到1500万标箱，新增泊位三十五个。",
    "s1-p8": "8.推进智慧港口建设。",
    "s1-p8-para1": "按照“统筹规划、分步实施”的原则，加快自动化码头（洋口港区）改造，着力发展多式联运。",
}
OTHER = {"s1-para1": "培育现代农业服务体系，到2027年，高标准农田占比达到78%，带动农户2000户。"}


def make_texts(**works: dict[str, str]) -> Texts:
    return Texts(
        (
            work,
            tuple(Wording(Anchor("", place), place, "0", text, read_wording(text)) for place, text in clauses.items()),
        )
        for work, clauses in works.items()
    )


TEXTS = make_texts(port=CLAUSES, farm=OTHER)


def verify(quotation: str) -> Finding:
    return verify_quotation(TEXTS, quotation)


@pytest.mark.parametrize(
    ("quotation", "place", "last"),
    [
        ("港口吞吐量达到1.5亿吨", "s1-para1", "s1-para1"),
        ("，港口吞吐量达到1.5亿吨。", "s1-para1", "s1-para1"),
        ("港口吞吐量\n　　达到 1.5 亿吨", "s1-para1", "s1-para1"),
        ("港口吞吐量达到１．５亿吨,集装箱吞吐量达到1500万标箱", "s1-para1", "s1-para1"),
        ("港口吞吐量達到1.5億噸，集裝箱吞吐量", "s1-para1", "s1-para1"),
        ("按照「統籌規劃、分步實施」的原則，……著力發展多式聯運", "s1-p8-para1", "s1-p8-para1"),
        ("8.推进智慧港口建设。\n按照“统筹规划、分步实施”的原则", "s1-p8", "s1-p8-para1"),
        ("加快自动化码头(洋口港区)改造", "s1-p8-para1", "s1-p8-para1"),
        ("到2025年……新增泊位三十五个", "s1-para1", "s1-para1"),
        ("高标准农田占比达到78％", "s1-para1", "s1-para1"),
    ],
)
def test_dress_does_not_count(quotation: str, place: str, last: str) -> None:
    found = verify(quotation)
    assert (found.verdict, str(found.clause and found.clause.place), str(found.last and found.last.place)) == (
        Agreement.VERBATIM,
        place,
        last,
    )
    assert {one.kind for one in found.differences} <= {Kind.WIDTH}


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("集装箱吞吐量达到1600万标箱", [Difference(9, Kind.WORDING, "6", "5")]),
        ("7.推进智慧港口建设", [Difference(0, Kind.WORDING, "7", "8")]),
        ("港口吞吐量达到15亿吨", [Difference(8, Kind.WORDING, "", ".")]),
        ("到2025年港口吞吐量达到1.5亿吨", [Difference(6, Kind.PUNCTUATION, "", "，")]),
        ("新增泊位二十五个，", [Difference(4, Kind.WORDING, "二", "三")]),
        ("加快自动码头（洋口港区）改造", [Difference(4, Kind.WORDING, "", "化")]),
        ("着力发展公铁多式联运", [Difference(4, Kind.WORDING, "公铁", "")]),
        # 划 and 画 are two characters in one script.
        ("按照“统筹规画、分步实施”的原则", [Difference(6, Kind.WORDING, "画", "划")]),
        ("到2025年……加快自动化码头改造", [Difference(14, Kind.WORDING, "", "（洋口港区")]),
        # A heading that is left out costs nothing behind it.
        ("新增泊位三十五个。按照“统筹规划", [Difference(9, Kind.WORDING, "", "8.推进智慧港口建设。")]),
        ("新增泊位三十五个。按照“统筹", [Difference(9, Kind.WORDING, "", "8.推进智慧港口建设。")]),
    ],
)
def test_what_differs_is_told(quotation: str, differences: list[Difference]) -> None:
    found = verify(quotation)
    assert found.verdict is Agreement.DIFFERS
    if "……" not in quotation:
        assert list(found.differences) == differences
    else:
        assert "洋口港区" in "".join(one.stands for one in found.differences)


@pytest.mark.parametrize(
    "quotation", ["500万标箱", "五个", "达到150", "5亿吨", "到2025年……到2027年，高标准农田占比达到78%"]
)
def test_part_of_a_number_or_of_two_works_is_no_quotation(quotation: str) -> None:
    assert verify(quotation).verdict is not Agreement.VERBATIM


def test_what_is_nowhere_is_absent() -> None:
    assert verify("深化医药卫生体制改革，完善分级诊疗制度") == Finding(Agreement.ABSENT)


def test_the_place_that_is_cited_is_preferred_and_the_others_told() -> None:
    texts = make_texts(one={"s1": "加强组织领导。"}, two={"s1": "加强组织领导。", "s2": "加强组织领导。"})
    found = verify_quotation(texts, "加强组织领导", lambda work, place: (work, str(place)) == ("two", "s2"))
    assert (found.work, found.clause and str(found.clause.place)) == ("two", "s2")
    assert [(work, str(place)) for work, place in found.others] == [("one", "s1"), ("two", "s1")]


@pytest.mark.parametrize(("quotation", "told"), [("……。", "no words"), ("港" * 5_001, "more than 5000")])
def test_what_cannot_be_looked_for_says_so(quotation: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        verify(quotation)


@given(st.data())
def test_every_stretch_of_a_text_is_verbatim_and_none_with_a_character_more(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*CLAUSES.values(), *OTHER.values()]))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotation = text[start:end]
    if not read_wording(quotation):
        return
    assert (verify(quotation).verdict is Agreement.VERBATIM) or any(
        not char.isalpha() or char in "三十五亿" for char in (quotation[0], quotation[-1])
    )
    at = data.draw(st.integers(0, len(quotation)))
    assert verify(f"{quotation[:at]}鼐{quotation[at:]}").verdict is not Agreement.VERBATIM
