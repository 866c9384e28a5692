"""A page as MkDocs makes it becomes that of both trees."""

from __future__ import annotations

import json

from build_tools.engine.library import convert_clauses
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.glossary import Glossary, Term
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.finish import Addition, finish_page
from build_tools.publish.script_tree import Changes
from build_tools.render.glossary_data import render_term_cards

PAGE = (
    '<!doctype html><html lang="zh-Hans" class="no-js"><head><meta charset="utf-8"><title>规划</title></head><body>'
    '<span class="script-switch"></span><article>{}<div class="downloads"></div></article></body></html>'
)
SIMPLIFIED = "上海市数字经济发展规划要求各区政府加快建设软件产业集群"
TRADITIONAL = "上海市數字經濟發展規劃要求各區政府加快建設軟件產業集群"
HOSTILE = "用软件</script>设计\u2028芯片。"
GLOSSARY = Glossary(
    (
        Term("eda", "电子设计自动化", "electronic design automation", HOSTILE, "software", "甲", abbr="EDA"),
        Term("cloud", "云", "cloud", "甲。", "network", "乙"),
    )
)
to_traditional = ScriptConverter(ScriptTable(), Script.HANT).convert
CHANGES = Changes(to_traditional, ScriptConverter(ScriptTable(), Script.HANS).convert, str)


def finish(text: str, name: str = "plans/a/index.html", addition: Addition = Addition()) -> dict[str, str]:  # noqa: B008
    return finish_page(PAGE.format(text), name, addition, "default-src 'none'", CHANGES)


def article(page: str) -> str:
    return page.partition("<article>")[2].partition("<div")[0].partition("</article>")[0]


def test_each_tree_shows_each_work_in_its_script() -> None:
    assert list(map(article, finish(SIMPLIFIED).values())) == [SIMPLIFIED, to_traditional(SIMPLIFIED)]
    own = Addition(is_traditional=True)
    assert list(map(article, finish(TRADITIONAL, addition=own).values())) == [SIMPLIFIED, TRADITIONAL]


def test_the_same_words_lead_to_a_term_once_on_a_plans_page_of_a_large_site() -> None:
    first, other = '<a href="../../glossary/eda/">设<wbr>计</a>', '<a href="../../glossary/cloud/">设计</a>'
    text = f'<a id="a"></a>{first}、{first}、<a href="../b/">设计</a>、{other}{other}'
    shown = text.replace(f"、{first}、", "、<a>设<wbr>计</a>、").replace(other + other, f"{other}<a>设计</a>")

    def finish_lean(name: str) -> list[str]:
        pages = finish_page(PAGE.format(text), name, Addition(), "", CHANGES, is_lean=True)
        return [*map(article, pages.values())]

    assert finish_lean("plans/a/index.html") == [shown, to_traditional(shown)]
    assert finish_lean("bodies/a/index.html")[0] == text


def test_every_page_is_marked_and_has_its_policy() -> None:
    for page in finish("甲").values():
        assert page.count("data-finished") == page.count('http-equiv="content-security-policy"') == 1


def test_what_is_added_stands_in_its_tree() -> None:
    added = Addition('<meta name="a" content="规划">', lists=("<b>规划一</b>", "<b>规划二</b>"))
    first, second = finish("甲", addition=added).values()
    assert '<meta name="a" content="规划">' in first
    assert '<meta name="a" content="規劃">' in second
    # What is written for a tree is not converted once more.
    assert "<b>规划一</b></article>" in first
    assert "<b>规划二</b></article>" in second


def test_the_page_of_missing_addresses_belongs_to_the_whole_site() -> None:
    assert list(finish("甲", "404.html")) == ["404.html"]


def test_the_words_of_pop_ups() -> None:
    text = render_term_cards(GLOSSARY)
    assert json.loads(text.removeprefix("planTerms(").removesuffix(")\n")) == {
        "eda": ["电子设计自动化", "EDA", "electronic design automation", HOSTILE],
        "cloud": ["云", "", "cloud", "甲。"],
    }
    assert render_term_cards(Glossary()) == ""


def test_converted_clauses_keep_their_places() -> None:
    clause = Clause("a", Anchor("", "s1"), ClauseKind.TEXT, "一", ("规划",), "规划")
    after = convert_clauses(
        WorkClauses("a", "规划", 2021, ("规划",), (clause,)), lambda text: text.replace("规划", "規劃")
    )
    (clause,) = after.clauses
    assert (after.work, after.title, after.issuers, after.year) == ("a", "規劃", ("規劃",), 2021)
    assert (clause.place, clause.text, clause.path) == (Anchor("", "s1"), "規劃", ("規劃",))
