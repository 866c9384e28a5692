"""The glossary's pages: entries, uses, and the orders to find them in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import markdown
import pytest

from build_tools.model.glossary import INDEX_PAGES, Glossary, Term
from build_tools.model.record import SurveyedWork
from build_tools.pipeline import convert_bytes
from build_tools.proof.expected import ProvedWork
from build_tools.proof.further_uses import prove_uses, prove_works, read_uses
from build_tools.render.further_uses import MOST_NAMED, render_names
from build_tools.render.glossary import list_unfounded, render_indexes, render_term, show_name
from build_tools.render.glossary_data import tell_first
from build_tools.render.topic_page import MOST_QUOTED
from tests.shelving import shelve

Make = Callable[..., SurveyedWork]
EDA = Term(
    "eda", "电子设计自动化", "electronic design automation", "用软件设计芯片。", "software", "某标准；a#s1-para1；b#s9",
    abbr="EDA", aliases=("设计自动化",), related=("cad",), taiwan="電子設計自動化工具", hongkong="",
)  # fmt: skip
CAD = Term("cad", "CAD", "computer-aided design", "用软件绘图。", "software", "某标准", abbr="CAD")
CLOUD = Term("cloud", "云", "cloud", "甲。", "network", "乙", traditional="雲")
GLOSSARY = Glossary((CAD, CLOUD, EDA))
TEXT = "某市软件发展规划\n一、发展EDA\n推广CAD、EDA，再推广EDA。\n"


def convert(text: str) -> str:
    return text.translate(str.maketrans("云电设计动", "雲電設計動"))


def render_glossary(
    glossary: Glossary, surveys: list[SurveyedWork], to_traditional: Callable[[str], str]
) -> dict[str, str]:
    slips = shelve(surveys)
    files = render_indexes(glossary, slips, to_traditional)
    for term in glossary.terms:
        files |= render_term(term, glossary, slips, to_traditional)
    return files


@pytest.fixture
def files(make_survey: Make) -> dict[str, str]:
    return render_glossary(GLOSSARY, [make_survey("a", TEXT, glossary=GLOSSARY)], convert)


def test_without_entries_each_order_has_its_page_all_the_same_that_says_so() -> None:
    files = render_glossary(Glossary(), [], convert)
    assert list(files) == [f"glossary/{name}.md" for name in INDEX_PAGES]
    assert all("还没有词条" in page for page in files.values())


def test_a_page_for_each_entry_and_order(files: dict[str, str]) -> None:
    names = [*(term.id for term in GLOSSARY.terms), *INDEX_PAGES]
    assert sorted(files) == sorted(f"glossary/{name}.md" for name in names)


def test_of_many_works_the_later_ones_are_named_with_one_clause(make_survey: Make) -> None:
    names = [f"w{number:02d}" for number in range(MOST_QUOTED + 2)]
    surveys = [make_survey(name, TEXT, glossary=GLOSSARY) for name in names]
    page = render_glossary(GLOSSARY, surveys, convert)["glossary/eda.md"]
    assert f"{2 * len(names)}条，按规划的时间排列。最早的{MOST_QUOTED}部引出原文，其余只列首见的一条。" in page
    assert re.findall(r"^### .*id=\"in-(\w+)", page, re.MULTILINE) == names[:MOST_QUOTED]
    end = page.partition("推广<mark>EDA</mark>。\n\n- <a")[2]
    assert f"- <a{end}" == "".join(
        f'- <a id="in-{name}" href="../../plans/{name}/#s1">《某市软件发展规划》一</a> <small>2条</small>\n'
        for name in names[MOST_QUOTED:]
    )


def test_a_term_page(files: dict[str, str]) -> None:
    assert files["glossary/eda.md"] == (
        '---\ntitle: "电子设计自动化（EDA）"\nhide:\n  - navigation\n---\n\n'
        "<!-- Generated from the glossary by plan-publisher; edits here are overwritten. -->\n\n"
        "# 电子设计自动化（EDA）\n\n"
        '<p class="definition editorial">用软件设计芯片。</p>\n\n'
        '<div class="facts editorial" markdown>\n\n'
        '- <b>英文</b> <span lang="en">electronic design automation</span>\n'
        "- <b>缩写</b> EDA\n"
        "- <b>又作</b> 设计自动化\n"
        '- <b>简体</b> <span lang="zh-Hans">电子设计自动化</span>\n'
        '- <b>繁体</b> <span lang="zh-Hant">電子設計自動化</span>\n'
        '- <b>台湾</b> <span lang="zh-Hant-TW">電子設計自動化工具</span>\n'
        "- <b>领域</b> 软件\n"
        "- <b>依据</b> 某标准；[《某市软件发展规划》一第1段](../plans/a/index.md#s1-para1)；b\\#s9\n"
        "- <b>首见</b> [《某市软件发展规划》一](../plans/a/index.md#s1)\n\n"
        "</div>\n\n"
        '<p class="related editorial" markdown>参见：[CAD](cad.md)</p>\n\n'
        '## <a id="uses" href="#uses" title="用例"></a>用例\n\n'
        "2条，按规划的时间排列。\n\n"
        '### <a id="in-a" href="#in-a" title="某市软件发展规划"></a>软件发展规划\n\n'
        "- [一](../plans/a/index.md#s1)　一、发展<mark>EDA</mark>\n"
        "- [一第1段](../plans/a/index.md#s1-para1)　推广CAD、<mark>EDA</mark>，再推广<mark>EDA</mark>。\n"
    )


def test_an_entry_that_no_plan_uses(files: dict[str, str]) -> None:
    page = files["glossary/cloud.md"]
    assert page.endswith("用例\n\n本库各规划没有用到这个词。\n")
    assert '<span lang="zh-Hant">雲</span>' in page


def test_a_definition_without_a_basis_is_said_to_be_the_editors(make_survey: Make) -> None:
    own = Term("cloud", "云", "cloud", "甲。", "network")
    pages = [
        render_term(term, Glossary((term,)), shelve([make_survey("a", TEXT)]), convert)["glossary/cloud.md"]
        for term in (own, CLOUD)
    ]
    assert ["- <b>释义</b> 编者\n" in page for page in pages] == [True, False]
    assert ["<b>依据</b>" in page for page in pages] == [False, True]


def test_the_first_use_is_the_first_clause_of_the_oldest_work(make_survey: Make) -> None:
    old = make_survey("b", "某市软件发展规划\n2019年1月1日\n一、甲\n推广EDA。\n", glossary=GLOSSARY)
    new = make_survey("a", "某市软件行动方案\n2021年1月1日\n一、甲\n推广EDA。\n", glossary=GLOSSARY)
    dated = [
        replace(one, record=replace(one.record, facts=replace(one.record.facts, date_issued=date)))
        for one, date in ((new, "2021-01-01"), (old, "2019-01-01"))
    ]
    slips = shelve(dated)
    assert tell_first(EDA, slips) == "b#s1-para1"
    assert tell_first(CLOUD, slips) == ""
    assert (
        "- <b>首见</b> [《某市软件发展规划》一第1段](../plans/b/index.md#s1-para1)"
        in (render_term(EDA, GLOSSARY, slips, convert)["glossary/eda.md"])
    )


def test_a_clause_that_does_not_use_the_word_is_no_basis(make_survey: Make) -> None:
    slips = shelve([make_survey("a", TEXT, glossary=GLOSSARY)])
    assert list_unfounded(GLOSSARY, slips) == [("eda", "b#s9")]
    wrong = Glossary((replace(CAD, basis="a#s1"),))
    assert list_unfounded(wrong, slips) == [("cad", "a#s1")]
    assert list_unfounded(Glossary((replace(CAD, basis="a#s1-para1"),)), slips) == []


def entries(page: str) -> list[tuple[str, str]]:
    """Heading or words, and where they lead."""
    return re.findall(r"^## (.*)()$|^- \[(.*)\]\(", page, re.MULTILINE) and [
        (heading or words, target)
        for heading, words, target in re.findall(r"^(?:## (.*)|- \[(.*?)\]\((.*?)\).*)$", page, re.MULTILINE)
    ]


def test_orders(files: dict[str, str]) -> None:
    cad, cloud, eda = ("CAD", "cad.md"), ("云", "cloud.md"), ("电子设计自动化（EDA）", "eda.md")
    assert entries(files["glossary/index.md"]) == [("C", ""), cad, ("D", ""), eda, ("Y", ""), cloud]
    assert entries(files["glossary/strokes.md"]) == [("字母与数字", ""), cad, ("4画", ""), cloud, ("5画", ""), eda]
    assert entries(files["glossary/strokes-traditional.md"]) == [
        ("字母与数字", ""), cad, ("12画", ""), ("雲", "cloud.md"), ("13画", ""), ("電子設計自動化", "eda.md"),
    ]  # fmt: skip
    assert entries(files["glossary/latin.md"]) == [("C", ""), cad, ("E", ""), ("EDA　电子设计自动化", "eda.md")]


def test_each_order_leads_to_the_others(files: dict[str, str]) -> None:
    for name in INDEX_PAGES:
        tabs = next(line for line in files[f"glossary/{name}.md"].split("\n") if line.startswith("检索："))
        assert re.findall(r"\((.*?)\.md\)", tabs) == [other for other in INDEX_PAGES if other != name]


def test_the_number_of_clauses_that_use_a_term(files: dict[str, str]) -> None:
    assert "- [电子设计自动化（EDA）](eda.md) <small>2</small>" in files["glossary/index.md"]
    assert "- [云](cloud.md)\n" in files["glossary/index.md"]


def test_names() -> None:
    assert (show_name(EDA), show_name(CAD), show_name(CLOUD)) == ("电子设计自动化（EDA）", "CAD", "云")


def test_a_long_sentence_is_cut_around_the_use(make_survey: Make) -> None:
    text = "某市软件发展规划\n一、甲\n" + "子" * 30 + "EDA" + "丑" * 30 + "。\n"
    page = render_glossary(GLOSSARY, [make_survey("a", text, glossary=GLOSSARY)], convert)["glossary/eda.md"]
    assert page.endswith("　……" + "子" * 22 + "<mark>EDA</mark>" + "丑" * 22 + "……\n")


def test_no_word_is_cut_that_would_be_read_otherwise_alone(make_survey: Make) -> None:
    text = "某市软件发展规划\n一、甲\n" + "子" * 30 + "EDA" + "丑" * 21 + "制造" + "丑" * 9 + "。\n"
    page = render_glossary(
        GLOSSARY, [make_survey("a", text, glossary=GLOSSARY)], lambda text: text.replace("制造", "製造")
    )["glossary/eda.md"]
    assert page.endswith("　……" + "子" * 22 + "<mark>EDA</mark>" + "丑" * 21 + "制造……\n")


def test_a_row_of_a_table_is_quoted_on_one_line(make_survey: Make) -> None:
    text = "<p>某市软件发展规划</p><p>一、甲</p>"
    text += "<table><tr><th>甲</th><th>乙</th></tr><tr><td>丙</td><td>EDA</td></tr></table>"
    page = render_glossary(GLOSSARY, [make_survey("a", text, glossary=GLOSSARY)], convert)["glossary/eda.md"]
    assert page.split("\n")[-2] == "- [一所附表](../plans/a/index.md#s1-t1)　丙 <mark>EDA</mark>"


HOSTILE = '"><script>x</script>](javascript:x) *甲* `乙` {{丙}} _丁_ #'


def test_hostile_entries_and_texts_print_as_they_are(make_survey: Make) -> None:
    term = Term(
        "x", HOSTILE, HOSTILE, HOSTILE, "software", HOSTILE, abbr="[a](javascript:b)", aliases=("<i>", "*甲*"),
        traditional=HOSTILE, taiwan=HOSTILE, hongkong=HOSTILE, related=("y",),
    )  # fmt: skip
    other = Term("y", "<b>丙</b>", HOSTILE, HOSTILE, "software", HOSTILE)
    glossary = Glossary((term, other))
    survey = make_survey("a", f"{HOSTILE}规划\n一、甲\n{HOSTILE}[a](javascript:b)<i>*甲*\n", glossary=glossary)
    files = render_glossary(glossary, [survey], lambda text: text)
    for page in files.values():
        body = page.split("\n---\n", 1)[1]
        html = markdown.markdown(body, extensions=["md_in_html", "build_tools.publish.heading_ids"])
        elements = {name.lower() for name in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", html)}
        assert elements <= set("a h1 h2 h3 p div section span b ul li small mark strong em".split()) - {"em"}
        assert not re.search(r"href=\"(?!#|[a-z-]+\.md|\.\./)", html)
    definition = re.search('<p class="definition editorial">(.*?)</p>', files["glossary/x.md"])
    assert definition is not None
    import html as entities

    assert entities.unescape(definition[1]) == HOSTILE


def test_works_beyond_those_that_a_page_names_are_told_by_a_script(make_survey: Make) -> None:
    names = [f"w{number:02d}" for number in range(MOST_NAMED + 2)]
    slips = shelve([make_survey(name, TEXT, glossary=GLOSSARY) for name in names])
    files = render_term(EDA, GLOSSARY, slips, convert)
    assert re.findall(r"id=\"in-(\w+)", files["glossary/eda.md"]) == names[:MOST_NAMED]
    assert files["glossary/eda.md"].endswith(
        '\n\n<p id="further" data-uses="glossary/eda/uses.js">另有2部规划用到这个词。<span>可从'
        '<a href="../../plans/">全部规划</a>进入；正文中每条首次用到处有链接。</span></p>\n'
        '<div><script src="../../assets/uses.js" defer></script></div>\n'
    )
    assert files["glossary/eda/uses.js"] == 'planUses("w25/#s1 2\\nw26/#s1 2\\n");\n'
    assert next(read_uses(files["glossary/eda/uses.js"], "eda")) == ("w25", ("eda", "", "s1", 2))
    assert render_names(slips.records)["plans/names.js"].startswith('planNames({\n"w00": "')
    assert render_names({}) == {}


@pytest.mark.parametrize("text", ["", "planUses(1);\n", 'planUses("w/#s1 0\\n");\n', 'planUses("../w/#s1 1\\n");\n'])
def test_what_is_no_such_script_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"^$|planUses|w/"):
        list(read_uses(text, "eda"))


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (("eda", "", "s1", 2), 0),
        (("eda", "", "s1", 1), 1),
        (("eda", "", "s1-para1", 2), 1),
        (("eda", "annex-1", "s1", 2), 1),
        (("cloud", "", "s1", 2), 1),
    ],
)
def test_what_the_script_tells_is_held_against_the_text(
    make_survey: Make, row: tuple[str, str, str, int], faults: int
) -> None:
    edition = convert_bytes(TEXT.encode(), "a.txt", work="a").edition
    assert len(prove_uses(ProvedWork(edition, make_survey("a", TEXT, glossary=GLOSSARY)), [row])) == faults


@pytest.mark.parametrize(
    ("told", "faults"), [(["c", "d"], 0), (["c"], 1), (["c", "e"], 1), (["c", "c"], 1), (["b", "c", "d"], 1)]
)
def test_no_work_is_left_out(told: list[str], faults: int) -> None:
    assert len(prove_works("eda", told, {"a", "b", "c", "d"}, 2)) == faults
