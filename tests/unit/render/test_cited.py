"""The page of all works cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.record import SurveyedWork
from build_tools.render.cited import render_cited
from tests.shelving import resolve_all, shelve

Make = Callable[..., SurveyedWork]


def render(surveys: list[SurveyedWork], *works: OutsideWork) -> str:
    outside = OutsideNames(works)
    files = render_cited(shelve(surveys), resolve_all(surveys), outside)
    assert set(files) <= {"cited/index.md"}
    return files.get("cited/index.md", "").partition("-->\n\n")[2]


ONE = "某市软件发展规划\n一、甲乙\n按照《某市制造业发展规划》、《某法》和《某市软件发展规划》。\n按照《某某法》。\n"
TWO = "某市制造业发展规划\n一、甲乙\n按照《某法》，再按照《某法》。\n"


def test_nothing_cited_a_page_that_says_so(make_survey: Make) -> None:
    page = render([make_survey("a", "某市软件发展规划\n一、甲乙\n《某市软件发展规划》。\n")])
    assert page.endswith("条款。\n\n（无）\n")


def test_works_here_and_elsewhere(make_survey: Make) -> None:
    law = OutsideWork("某法", ("某某法",), "某机关", "1号", "2021-02-03", "https://example.org/a?b=1", "已修订。")
    anchor = OutsideNames(()).anchor("某法")
    assert render([make_survey("a", ONE), make_survey("b", TWO)], law) == (
        "# 所引文献\n\n本库规划在正文中以书名号标出的文件，以及引用它们的条款。\n\n"
        '## <a id="here" href="#here" title="本库收录"></a>本库收录\n\n'
        '### <a id="in-b" href="#in-b" title="某市制造业发展规划"></a>[《某市制造业发展规划》](../plans/b/index.md)\n\n'
        "- [《某市软件发展规划》一第1段](../plans/a/index.md#s1-para1)\n\n"
        '## <a id="elsewhere" href="#elsewhere" title="未收录"></a>未收录\n\n'
        f'### <a id="{anchor}" href="#{anchor}" title="某法"></a>《某法》\n\n<small class="editorial">'
        "某机关，1号，2021年2月3日。已修订。[原文](<https://example.org/a?b=1>)</small>\n\n"
        "- [《某市软件发展规划》一第1段](../plans/a/index.md#s1-para1)\n"
        "- [《某市软件发展规划》一第2段](../plans/a/index.md#s1-para2)\n"
        "- [《某市制造业发展规划》一第1段](../plans/b/index.md#s1-para1)\n"
    )


def test_under_another_name(make_survey: Make) -> None:
    one = make_survey("a", "某市软件发展规划\n一、甲乙\n按照《汽车制造业发展规划（试行）》。\n")
    two = make_survey("b", "某市汽车制造业发展规划\n一、甲乙\n丙。\n")
    known = '<small class="editorial">引作：《汽车制造业发展规划（试行）》</small>'
    shown = f"[《某市汽车制造业发展规划》](../plans/b/index.md)\n\n{known}"
    assert f"</a>{shown}\n\n- [《某市软件发展规划》一第1段]" in render([one, two])


def test_a_year_alone_and_nothing_else(make_survey: Make) -> None:
    surveys = [make_survey("b", TWO)]
    assert '《某法》\n\n<small class="editorial">2009年</small>\n' in render(surveys, OutsideWork("某法", date="2009"))
    assert "《某法》\n\n- " in render(surveys, OutsideWork("某法"))


def test_a_title_that_several_works_here_have_is_not_said_to_be_elsewhere(make_survey: Make) -> None:
    text = "某市软件产业发展规划\n一、甲乙\n按照《某市软件产业发展规划》。\n"
    assert render([make_survey("a", text), make_survey("b", text)]).endswith("\n（无）\n")


def test_an_annex(make_survey: Make) -> None:
    one = "某市软件发展规划\n一、甲乙\n丙。\n附件1\n某市人才培养行动计划\n一、甲乙\n按照《甲办法》。\n"
    two = "某市制造业发展规划\n一、甲乙\n按照《某市人才培养行动计划》。\n"
    page = render([make_survey("a", one), make_survey("b", two)])
    assert "[《某市人才培养行动计划》](../plans/a/annex-1.md)\n\n- [《某市制造业发展规划》" in page
    assert "- [《某市软件发展规划》附件1 一第1段](../plans/a/annex-1.md#s1-para1)\n" in page


def test_hostile_names_print_as_they_are(make_survey: Make) -> None:
    page = render(
        [make_survey("a", '某市软件发展规划\n一、甲乙\n按照《甲"><script>x</script>](javascript:x)*乙*》。\n')]
    )
    assert 'title="甲&quot;&gt;&lt;script&gt;x&lt;/script&gt;&#93;(javascript:x)&#42;乙&#42;"' in page
    assert '《甲"&gt;&lt;script&gt;x&lt;/script&gt;\\](javascript:x)\\*乙\\*》\n' in page


@pytest.mark.slow
def test_ten_thousand_places(make_survey: Make) -> None:
    survey = make_survey("b", "某市制造业发展规划\n一、甲乙\n" + "按照《某法》。\n" * 10_000)
    assert render([survey]).count("\n- ") == 10_000
