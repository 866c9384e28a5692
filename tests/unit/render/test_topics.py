"""The pages that span works: what stands on them is what the works say, and hostile words stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.errors import ManifestError
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import ClauseId
from build_tools.model.body import BodyName, hash_name
from build_tools.model.clause import WorkClauses
from build_tools.model.edition import Facts
from build_tools.model.glossary import Glossary, Term
from build_tools.model.indicator import Indicator, IndicatorPoint
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.place import Place
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Subject
from build_tools.publish.page_text import change_words
from build_tools.render.body_pages import render_body, render_body_index
from build_tools.render.charts import BarGroup, PeriodBar, Point, draw_bars, draw_series, draw_spans
from build_tools.render.compare import choose_pairs
from build_tools.render.target_pages import render_target_pages
from build_tools.render.timeline import render_timeline
from build_tools.render.topic_page import MOST_QUOTED
from build_tools.render.topics import render_topics
from build_tools.render.word_counts import WordCounts, cut_counts, render_word_counts
from tests.shelving import compare_all, resolve_all, shelve

if TYPE_CHECKING:
    from tests.unit.conftest import MakeSurvey

HOSTILE = '<b onload="x">&"\'*_`[x](y)'
TERMS = Glossary((
    Term("edge", "边缘计算", "edge computing", "一。", "network", "IEC"),
    Term("twin", "数字孪生", "digital twin", "二。", "network", "IEC"),
    Term("port", "港口", "port", "三。", "network", "IEC"),
))  # fmt: skip
PORT = (
    "某港口规划（2021-2025年）\n\n一、发展目标\n\n到2025年，吞吐量达到5000万吨。\n\n"
    "二、主要任务\n\n建设港口边缘计算平台，推广数字孪生。（责任单位：市科委、某局）\n\n"
    "依照《某市航运规划》推进港口建设。（牵头单位：市科委）\n"
)
SHIPPING = (
    "某航运规划（2024-2028年）\n\n一、发展目标\n\n2023年，港口吞吐总量达到4000万吨。\n\n"
    "二、主要任务\n\n航运企业采用边缘计算和数字孪生。（责任单位：某市科学技术委员会）\n"
)
BODIES = BodyNames([BodyName("某市科学技术委员会", ("市科委",), "customary", id="science", place=Place(("某市",)))])


@pytest.fixture
def port(make_survey: MakeSurvey) -> SurveyedWork:
    facts = Facts("某港口规划", issuers=("市科委",), place="某市", date_issued="2021-03-01", period=(2021, 2025))
    return make_survey("port", PORT, facts, TERMS)


@pytest.fixture
def shipping(make_survey: MakeSurvey) -> SurveyedWork:
    return make_survey("shipping", SHIPPING, Facts("某航运规划", date_issued="2024-01-09", period=(2024, 2028)), TERMS)


@pytest.fixture
def hostile(make_survey: MakeSurvey) -> SurveyedWork:
    text = f"某规划\n一、目标\n到2030年，{HOSTILE}指标达到30%。（责任单位：{HOSTILE}局）\n使用边缘计算、数字孪生。\n"
    facts = Facts(HOSTILE, issuers=(HOSTILE,), date_issued="2029-01-01", period=(2029, 2030))
    return make_survey("hostile", text, facts, TERMS)


def rows(page: str) -> list[list[str]]:
    """The words of each table row."""
    found = re.findall(r"<tr>(.*?)</tr>", page)
    return [[re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def drawing(page: str) -> ET.Element:
    found = re.search(r"<svg.*</svg>", page)
    assert found is not None
    return ET.fromstring(found[0])


def words(element: ET.Element) -> list[str]:
    return [node.text or "" for node in element.iter("{http://www.w3.org/2000/svg}text")]


# Charts


def test_series_is_named_and_labelled() -> None:
    root = ET.fromstring(draw_series("收入", "共两点", [Point(2020, 1.0, "一", False), Point(2025, 2.0, "二", True)]))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "收入。共两点"
    assert [child.text for child in root][:2] == ["收入", "共两点"]
    assert words(root) == ["一", "二", "2020", "2025"]


def test_no_line_joins_what_is_set_with_what_is_reported() -> None:
    years = [(2010, False), (2015, True), (2020, False), (2025, True)]
    root = ET.fromstring(draw_series("名", "述", [Point(year, 1.0, "值", is_hollow) for year, is_hollow in years]))
    lines = [node.attrib for node in root.iter("{http://www.w3.org/2000/svg}line") if "trend" in node.attrib["class"]]
    ends = {line["class"].split("chart__")[-1]: (line["x1"], line["x2"]) for line in lines}
    assert ends == {"reported": ("14%", "62%"), "set": ("38%", "86%")}


def test_two_labels_of_one_year_do_not_lie_on_each_other() -> None:
    root = ET.fromstring(draw_series("名", "述", [Point(2020, 5.0, "一", False), Point(2020, 5.0, "二", True)]))
    first, second = (float(node.attrib["y"]) for node in root.iter("{http://www.w3.org/2000/svg}text")
                     if node.text in ("一", "二"))  # fmt: skip
    assert second - first == 18


def test_years_with_more_than_one_plan_are_tinted() -> None:
    spans = [PeriodBar(("甲",), 2021, 2023, None), PeriodBar(("乙",), 2022, 2025, 2022.5, (2020,))]
    markup = draw_spans("名", "述", spans)
    assert markup.count('class="chart__overlap"') == 2
    assert markup.count('class="chart__span"') == 2
    assert markup.count('class="chart__signed"') == 1
    assert markup.count('class="chart__cited"') == 1


def test_bars_are_to_one_scale() -> None:
    root = ET.fromstring(draw_bars("名", "述", [BarGroup("甲", (("1", 4.0, "4"), ("2", 1.0, "1"), ("3", 0.0, "0")))]))
    widths = [float(node.attrib["width"].rstrip("%")) for node in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert widths == [76.0, 19.0]


@pytest.mark.parametrize(
    "markup",
    [
        draw_series(HOSTILE, HOSTILE, [Point(2020, 0.0, HOSTILE, False)]),
        draw_spans(HOSTILE, HOSTILE, [PeriodBar((HOSTILE,), 2020, 2020, None)]),
        draw_bars(HOSTILE, HOSTILE, [BarGroup(HOSTILE, ((HOSTILE, 0.0, HOSTILE),))]),
    ],
)
def test_hostile_words_stay_words_in_a_drawing(markup: str) -> None:
    root = ET.fromstring(markup)
    assert root.attrib["aria-label"] == f"{HOSTILE}。{HOSTILE}"
    assert HOSTILE in words(root)
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "text",
        "line",
        "rect",
        "circle",
    }


def test_words_of_a_drawing_are_in_both_scripts() -> None:
    markup = draw_bars("规划", "条数", [BarGroup("软件", (("1", 1.0, "1个"),))])
    changed = change_words(
        markup, lambda text: text.translate(str.maketrans("规划条数软个", "規劃條數軟個")), keep=lambda *_: False
    )
    root = ET.fromstring(changed)
    assert root.attrib["aria-label"] == "規劃。條數"
    assert words(root) == ["軟件", "1", "1個"]


# Bodies


def body_pages(surveys: list[SurveyedWork], bodies: BodyNames) -> dict[str, str]:
    slips = shelve(surveys, bodies)
    pages = [render_body(name, slips) for name in slips.groups(Subject.BODY)]
    return {path: page for files in pages for path, page in files.items()} | render_body_index(slips)


def test_each_body_has_a_page_with_its_clauses(port: SurveyedWork, shipping: SurveyedWork) -> None:
    files = body_pages([shipping, port], BODIES)
    other = hash_name("某局（某市）")
    assert sorted(files) == sorted(["bodies/index.md", "bodies/science.md", f"bodies/{other}.md"])
    assert re.fullmatch(r"b-[0-9a-f]{12}", other)
    assert rows(files["bodies/index.md"]) == [
        ["机关", "某港口规划", "某航运规划", "合计"],
        ["某市科学技术委员会", "印发 牵头1 2", "1", "3"],
        ["某局（某市）", "1", "", "1"],
    ]
    page = files["bodies/science.md"]
    links = re.findall(r"^- \[.*?\]\((.*?)\) <small>(.*?)</small>", page, re.MULTILINE)
    assert links == [
        ("../plans/port/index.md#s2-para1", "责任"),
        ("../plans/port/index.md#s2-para2", "牵头"),
        ("../plans/shipping/index.md#s2-para1", "责任"),
    ]
    assert [line for line in page.splitlines() if "规划全文" in line] == [
        "[规划全文](../plans/port/index.md)　印发机关。2条：牵头1、责任1。",
        "[规划全文](../plans/shipping/index.md)　1条。",
    ]


def test_a_body_of_many_works_names_one_clause_of_the_later_ones(make_survey: MakeSurvey) -> None:
    text = "某市港口规划\n一、任务\n（一）建码头。（责任单位：市科委）\n（二）修航道。（责任单位：市科委）\n"
    surveys = [make_survey(f"w{number:02d}", text) for number in range(MOST_QUOTED + 1)]
    (page,) = (page for name, page in body_pages(surveys, BodyNames()).items() if name != "bodies/index.md")
    assert page.count("\n## ") == MOST_QUOTED
    last = re.findall(r"^- <a .*", page, re.MULTILINE)
    target = f"../../plans/w{MOST_QUOTED:02d}/#s1-c1"
    assert last == [f'- <a id="in-w{MOST_QUOTED:02d}" href="{target}">《某市港口规划》一（一）</a> <small>2条</small>']


def test_a_body_of_an_odd_name(hostile: SurveyedWork) -> None:
    files = body_pages([hostile], BodyNames())
    assert "<b onload" not in "".join(files.values())
    assert all(re.fullmatch(r"bodies/(?:index|b-[0-9a-f]{12})\.md", name) for name in files)


# Targets


def test_targets_stand_in_one_table(port: SurveyedWork, shipping: SurveyedWork) -> None:
    page = render_target_pages(shelve([shipping, port]), ())["targets/index.md"]
    assert rows(page) == [
        ["指标", "数值", "单位", "时期", "性质", "规划", "条款"],
        ["吞吐量", "5000万", "吨", "2025", "目标", "某港口规划", "一第1段"],
        ["港口吞吐总量", "4000万", "吨", "2023", "已达到", "某航运规划", "一第1段"],
    ]
    assert re.findall(r'<td data-sort="(\d+)"><span', page) == ["50000000", "40000000"]


def test_an_indicator_is_followed_across_plans(port: SurveyedWork, shipping: SurveyedWork) -> None:
    points = (
        IndicatorPoint(ClauseId.parse("port#s1-para1"), "吞吐量"),
        IndicatorPoint(ClauseId.parse("shipping#s1-para1"), "港口吞吐总量"),
        IndicatorPoint(ClauseId.parse("elsewhere#s1"), "吞吐量"),
    )
    page = render_target_pages(shelve([port, shipping]), [Indicator("cargo", "吞吐量", "吨", points, "口径不详。")])[
        "targets/index.md"
    ]
    assert words(drawing(page)) == ["4000万吨", "5000万吨", "2023", "2025"]
    assert rows(page)[1] == ["2023", "4000万吨", "已达到", "港口吞吐总量", "某航运规划", "一第1段"]
    assert '<p class="editorial">口径不详。</p>' in page


@pytest.mark.parametrize(
    "indicator",
    [
        Indicator("cargo", "吞吐量", "吨", (IndicatorPoint(ClauseId.parse("port#s1-para1"), "吞吐"),)),
        Indicator("cargo", "吞吐量", "吨", (IndicatorPoint(ClauseId.parse("port#s2-para1"), "吞吐量"),)),
        Indicator("cargo", "吞吐量", "箱", (IndicatorPoint(ClauseId.parse("port#s1-para1"), "吞吐量"),)),
    ],
    ids=["name", "clause", "unit"],
)
def test_an_indicator_that_the_text_does_not_give_is_refused(port: SurveyedWork, indicator: Indicator) -> None:
    with pytest.raises(ManifestError, match="cargo"):
        render_target_pages(shelve([port]), [indicator])


# Time


def test_time_tells_periods_overlaps_and_citations(port: SurveyedWork, shipping: SurveyedWork) -> None:
    outside = OutsideNames((OutsideWork("某市航运规划", date="2019"),))
    page = render_timeline(shelve([shipping, port]), resolve_all([port, shipping]), outside)["time/index.md"]
    assert rows(page) == [
        ["规划", "成文", "规划期", "与之重叠的规划", "引用"],
        ["某港口规划", "2021年3月1日", "2021–2025", "某航运规划（2024–2025）", "《某市航运规划》"],
        ["某航运规划", "2024年1月9日", "2024–2028", "某港口规划（2024–2025）", ""],
    ]
    assert page.count('class="chart__cited"') == 1
    assert page.count('class="chart__overlap"') == 2
    assert [text for text in words(drawing(page)) if not text.isdigit()] == ["某港口规划", "某航运规划"]


@given(st.lists(st.none() | st.tuples(st.integers(2000, 2012), st.integers(0, 6)), max_size=30))
def test_overlaps_are_those_that_a_comparison_of_all_pairs_finds(drawn: list[tuple[int, int] | None]) -> None:
    periods = [(span[0], span[0] + span[1]) if span else None for span in drawn]
    surveys = [
        SurveyedWork(
            WorkRecord(f"w{number:02}", Facts(period=period), (), {}, (), (), title=f"第{number}号规划"),
            WorkClauses(f"w{number:02}", f"第{number}号规划", None, (), ()),
            (),
            (),
        )
        for number, period in enumerate(periods)
    ]
    page = render_timeline(shelve(surveys), {}, OutsideNames(()))["time/index.md"]
    told = [row[3] for row in rows(page)[1:]] if surveys else []
    for number, (period, shown) in enumerate(zip(periods, told, strict=True)):
        others = [
            f"第{other}号规划"
            for other, years in enumerate(periods)
            if other != number and period and years and years[0] <= period[1] and period[0] <= years[1]
        ]
        assert re.findall("第[0-9]+号规划", shown) == others[:12]
        assert re.findall("另有([0-9]+)部", shown) == ([str(len(others) - 12)] if len(others) > 12 else [])


# Words


def test_terms_are_counted_per_ten_thousand_characters(port: SurveyedWork, shipping: SurveyedWork) -> None:
    # Independent of the clauses: the source text itself, blanks left out.
    length = len("".join(PORT.split()))
    counts = WordCounts(port.record, cut_counts(port))
    assert counts.counts.characters == length
    assert {term.id: counts.uses(term.id) for term in TERMS.terms} == {
        term.id: PORT.count(term.name) for term in TERMS.terms
    }
    assert counts.rate("port") == pytest.approx(10_000 * PORT.count("港口") / length)
    files = render_word_counts(shelve([shipping, port]), TERMS)
    table = rows(files["words/index.md"])
    assert [row[0] for row in table] == ["术语", "港口", "边缘计算", "数字孪生"]
    assert table[1][1] == f"{10_000 * PORT.count('港口') / length:.1f}{PORT.count('港口')}次"
    lines = files["words/counts.csv"].removeprefix("\ufeff").split("\r\n")
    assert lines[0] == "term,name,work,uses,characters,per_10000"
    assert f"port,港口,port,{PORT.count('港口')},{length},{10_000 * PORT.count('港口') / length:.2f}" in lines


def test_the_table_of_words_has_few_enough_cells(
    monkeypatch: pytest.MonkeyPatch, port: SurveyedWork, shipping: SurveyedWork
) -> None:
    monkeypatch.setattr("build_tools.render.word_counts._MOST_CELLS", 5)
    page = render_word_counts(shelve([shipping, port]), TERMS)["words/index.md"]
    assert [row[0] for row in rows(page)] == ["术语", "港口", "边缘计算"]
    assert "列出前2个" in page


# Comparison


def test_clauses_that_share_terms_stand_side_by_side(port: SurveyedWork, shipping: SurveyedWork) -> None:
    files = compare_all([shipping, port], TERMS)
    assert sorted(files) == ["compare/clauses/index.md", "compare/index.md", "compare/port/shipping.md"]
    page = files["compare/port/shipping.md"]
    assert page.count('<section class="pair"') == 1
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["边缘计算", "数字孪生", "边缘计算", "数字孪生"]
    assert re.findall(r'pair__place">.*?href="(.*?)"', page) == [
        "../../../plans/port/#s2-para1",
        "../../../plans/shipping/#s2-para1",
    ]


def test_pairs_that_share_nothing_are_counted_and_not_listed(
    port: SurveyedWork, shipping: SurveyedWork, make_survey: MakeSurvey
) -> None:
    other = make_survey("tea", "茶叶规划\n一、甲\n种茶。\n", None, TERMS)
    files = compare_all([shipping, port, other], TERMS)
    listed = re.findall(r"^- \[.*\]\((.*)\.md\)", files["compare/index.md"], re.MULTILINE)
    assert listed == ["port/shipping"]
    assert "另有2对规划没有这样的条款" in files["compare/index.md"]
    assert "compare/port/tea.md" in files


def test_a_run_of_six_characters_in_both_is_marked(make_survey: MakeSurvey) -> None:
    one = make_survey("a", "规划\n一、甲\n建设面向航运的边缘计算与数字孪生平台。\n", None, TERMS)
    other = make_survey("b", "规划\n一、乙\n支持建设面向航运的平台，用数字孪生和边缘计算。\n", None, TERMS)
    page = compare_all([one, other], TERMS)["compare/a/b.md"]
    assert re.findall(r"<mark>(.*?)</mark>", page) == [
        "建设面向航运的边缘计算",
        "数字孪生",
        "建设面向航运的",
        "数字孪生",
        "边缘计算",
    ]


def test_pages_of_a_large_library_are_bounded(port: SurveyedWork) -> None:
    def copy(number: int) -> SurveyedWork:
        return replace(port, record=replace(port.record, work=f"w{number:02}"))

    files = compare_all([copy(number) for number in range(20)], TERMS)
    assert len(files) - 2 <= 20 * 3
    assert all(text.count('class="pair"') <= 8 for text in files.values())


def test_versions_of_one_plan_have_a_page_in_a_large_library(make_survey: MakeSurvey) -> None:
    slips = shelve([make_survey(f"w-{number:02}", "某市规划\n一、甲乙\n丙。\n") for number in range(20)])
    assert choose_pairs(slips) == []
    tied = [("w-03", "w-17"), ("w-17", "w-03")]
    assert [pair.page for pair in choose_pairs(slips, tied)] == ["compare/w-03/w-17.md"]


def test_any_two_clauses_may_be_chosen(port: SurveyedWork, shipping: SurveyedWork) -> None:
    files = compare_all([shipping, port], TERMS)
    page = files["compare/clauses/index.md"]
    # Each work once, whatever the number of lists; the earlier first.
    assert re.findall(r'<option value="(.+?)">(.*?)</option>', page) == [
        ("port", "某港口规划"),
        ("shipping", "某航运规划"),
    ]
    assert re.findall(r'<select name="([^"]*)"', page) == ["a-work", "a", "b-work", "b"]
    assert re.findall(r"\]\((.*?)\)", page) == ["../port/shipping.md", "../index.md"]
    assert "](clauses/index.md)" in files["compare/index.md"]


def test_the_choice_grows_by_a_line_for_each_work(port: SurveyedWork) -> None:
    def weigh(count: int) -> int:
        works = [replace(port, record=replace(port.record, work=f"w{number:03}")) for number in range(count)]
        return len(compare_all(works, TERMS)["compare/clauses/index.md"])

    line = len('<option value="w000">某港口规划</option>\n')
    assert weigh(50) - weigh(30) == 20 * line


# All


def test_every_page_is_there_without_any_work() -> None:
    names = OutsideNames(())
    empty = Glossary(())
    files = render_topics() | body_pages([], BodyNames()) | render_target_pages(shelve([]), ())
    files |= render_timeline(shelve([]), {}, names) | render_word_counts(shelve([]), empty) | compare_all([], empty)
    assert sorted(files) == [
        "bodies/index.md", "compare/clauses/index.md", "compare/index.md", "targets/index.md", "time/index.md",
        "topics/index.md", "words/counts.csv", "words/index.md",
    ]  # fmt: skip
    assert [name for name, text in files.items() if "<svg" in text or "<table" in text] == []


def test_one_work_alone(port: SurveyedWork) -> None:
    names = OutsideNames(())
    files = body_pages([port], BODIES) | render_target_pages(shelve([port]), ())
    files |= (
        render_timeline(shelve([port]), {}, names)
        | render_word_counts(shelve([port]), TERMS)
        | compare_all([port], TERMS)
    )
    assert [name for name in files if name.startswith("compare/")] == ["compare/clauses/index.md", "compare/index.md"]
    assert 'class="chart__overlap"' not in files["time/index.md"]
    assert len(rows(files["words/index.md"])) == 4


def test_hostile_words_stay_words(hostile: SurveyedWork, port: SurveyedWork) -> None:
    names = OutsideNames(())
    both = [port, hostile]
    files = (
        body_pages(both, BodyNames()) | render_target_pages(shelve(both), ()) | render_timeline(shelve(both), {}, names)
    )
    files |= render_word_counts(shelve(both), TERMS) | compare_all(both, TERMS)
    assert [name for name, text in files.items() if "<b onload" in text or '"x">&"' in text] == []


def test_a_title_stands_over_its_bar_where_a_phone_has_room_for_it() -> None:
    spans = [
        PeriodBar(("某市早期规划",), 2011, 2015, None),
        PeriodBar(("某市后期规划",), 2024, 2025, None),
        PeriodBar(("很长的题名" * 5,), 2020, 2021, None),
        PeriodBar(("没有年份的规划",), None, None, None),
    ]
    texts = [
        (element.text, element.get("x"), element.get("text-anchor"))
        for element in ET.fromstring(draw_spans("名", "述", spans)).iter("{http://www.w3.org/2000/svg}text")
        if element.get("class") is None
    ]
    assert texts == [
        ("某市早期规划", "2%", "start"),
        ("某市后期规划", "98%", "end"),
        ("很长的题名" * 5, "2%", "start"),
        ("没有年份的规划", "2%", "start"),
    ]
