"""The search as a reader meets it: by mouse, keyboard and touch, from a server and from a folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from build_tools.hanzi.script import ScriptConverter, fold_script, list_variants
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.search import SearchData, render_search
from build_tools.publish.search_keys import KeyTable
from build_tools.publish.search_keys import fold as fold_keys
from build_tools.publish.search_line import ShownWork

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-internet-2020/"
HIT = ".plan-search__hit.is-clause"
TERM = ".plan-search__hit.is-term"


def choose_tab(page: Page, name: str) -> None:
    page.locator(".plan-search__tab", has_text=name).click()
    page.wait_for_selector(f".plan-search__tab[aria-pressed=true]:text-is('{name}')")
    page.wait_for_timeout(200)


@pytest.fixture(scope="session")
def site_url(built_site: Path, serve_directory: Callable[..., object]) -> str:
    return serve_directory(built_site).url  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="session")
def whole_url(whole_site: Path, serve_directory: Callable[..., object]) -> str:
    return serve_directory(whole_site).url  # type: ignore[attr-defined,no-any-return]


def ask(page: Page, query: str) -> None:
    """Type a query into the open dialog and wait for its answer."""
    page.wait_for_selector(".plan-search[open]")
    page.fill(".plan-search__input", query)
    page.wait_for_function("() => /找到|没有|沒有/.test(document.querySelector('.plan-search__status').textContent)")


def status(page: Page) -> str:
    return page.inner_text(".plan-search__status")


def marked(page: Page) -> list[str]:
    """What the page's marks cover, in order; waits for them."""
    page.wait_for_function("() => window.planSearch && window.planSearch.marked !== undefined")
    return page.evaluate("[...CSS.highlights.get('plan-search')].map(range => range.toString())")  # type: ignore[no-any-return]


def test_nothing_is_loaded_before_the_first_search(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(site_url + PLAN, wait_until="networkidle")
    assert [path for path in asked if "search" in path] == []
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    ask(page, "数字孪生")
    below = [path.partition("search/")[2] for path in asked if "search/" in path]
    assert {path.partition("/")[0] for path in below} == {"index.js", "folds.js", "k", "n", "t"}


def test_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "数字孪生")
    assert status(page) == "找到 7 处，见于 3 部规划"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.plan-search__hit')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert page.locator(".plan-search[open]").count() == 0
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    assert page.input_value(".plan-search__input") == "数字孪生"
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#s1-c1-para1'")
    assert page.locator(".plan-search[open]").count() == 0


def test_by_mouse_opens_at_the_clause_and_marks_the_phrase(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.locator(".search-button").click()
    ask(page, "揭榜挂帅")
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    assert set(marked(page)) == {"揭榜挂帅"}
    page.wait_for_function("() => !location.search")  # what a reader copies is the clause's own address
    anchor = page.evaluate("location.hash.slice(1)")
    box = page.evaluate(
        """() => {
            const box = [...CSS.highlights.get('plan-search')][0].getBoundingClientRect();
            return [box.top, box.bottom];
        }"""
    )
    assert anchor
    assert 0 < box[0] < box[1] < 900


def test_marks_change_no_text(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN, wait_until="networkidle")
    before = page.inner_text("article")
    page.goto(site_url + PLAN + "?q=工业互联网#s1-c1-para1", wait_until="networkidle")
    assert len(marked(page)) > 50
    assert page.inner_text("article") == before
    assert page.locator("article mark").count() == 0


def test_a_phrase_deep_in_a_table_is_scrolled_to(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.locator(".search-button").click()
    ask(page, "绝缘栅双极型晶体管（IGBT）、驱动电机")
    assert page.locator(".plan-search__where b").first.inner_text().startswith("三（一）2所附表")
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    assert marked(page) == ["绝缘栅双极型晶体管（IGBT）、驱动电机"]
    top = page.evaluate("[...CSS.highlights.get('plan-search')][0].getBoundingClientRect().top")
    assert 0 < top < 900


def test_by_touch(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site_url + PLAN, wait_until="networkidle")
    page.locator(".search-button").tap()
    ask(page, "标识解析")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.eval_on_selector(".plan-search__results", "e => e.scrollWidth - e.clientWidth") == 0
    page.locator(HIT).first.tap()
    page.wait_for_function("() => location.hash.length > 1")
    assert "标识解析" in marked(page)
    context.close()


def test_from_a_folder(page: Page, built_site: Path) -> None:
    page.goto((built_site / "index.html").as_uri())
    page.keyboard.press("/")
    ask(page, "数字孪生")
    assert status(page) == "找到 7 处，见于 3 部规划"
    page.locator(HIT).nth(3).click()
    page.wait_for_url("**/plans/electronics-2021/**")
    assert urlsplit(page.url).path.endswith("/index.html")
    assert set(marked(page)) == {"数字孪生"}


def test_width_and_case_do_not_matter(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    told = []
    for query in ("EDA", "ｅｄａ", "(Eda)", "（ＥＤＡ）"):
        ask(page, query)
        page.wait_for_timeout(300)
        told.append((status(page), page.locator(f"{HIT} mark").first.inner_text()))
    assert told[0] == told[1]
    assert told[2] == told[3]
    assert (told[0][1], told[2][1]) == ("EDA", "（EDA）")


def test_words_apart_are_found_in_one_clause(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "人才 基础软件")
    page.wait_for_selector(HIT)
    assert re.fullmatch("没有条款含有“人才 基础软件”；另有 [0-9]+ 条含有“人才、基础软件”各词", status(page))
    marks = page.locator(HIT).first.locator("mark").all_inner_texts()
    assert set(marks) == {"人才", "基础软件"}


def test_words_of_a_heading_and_of_what_stands_below_it_are_told_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q={quote('标杆园区 桃浦')}")
    page.wait_for_selector(HIT)
    assert status(page) == "“标杆、园区、桃浦”各词分在标题与条文中；最接近的列在下面"


@pytest.mark.parametrize("words", [("平台", "工业", "数据"), ("人才", "基础软件"), ("5G", "芯片")])
def test_words_apart_are_found_as_a_scan_finds_them(
    page: Page, whole_url: str, clauses: list[WorkClauses], words: tuple[str, ...]
) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    told = dict(page.evaluate(LIST_BLOCKS, " ".join(words)))
    together = scan(clauses, "".join(words))
    wanted = [one for one in scan(clauses, words[0]) if one not in together]
    for word in words[1:]:
        beside = scan(clauses, word)
        wanted = [one for one in wanted if one in beside]
    found = [[*place, fold_script(text)] for *place, text in told["、".join(words)]]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


def test_nothing_found_tells_what_is_there(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "魑魅数字孪生")
    page.wait_for_selector(HIT)
    assert status(page) == "没有条款含有“魑魅数字孪生”；另有 7 条含有“数字、孪生”各词"
    assert set(page.locator(f"{HIT} mark").all_inner_texts()) == {"数字", "孪生"}
    ask(page, "魑魅魍魉")
    page.wait_for_function("() => document.querySelector('.plan-search__status').textContent.includes('魍魉')")
    assert page.locator(".plan-search__nothing a").get_attribute("href", timeout=1000) == f"{site_url}plans/"


def test_filters(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "数字孪生")
    page.wait_for_selector(HIT)
    year, plan = page.locator(".plan-search__filter select").nth(1), page.locator(".plan-search__filter select").nth(0)
    assert year.locator("option").all_inner_texts() == ["全部", "2021（2）", "2020（5）"]
    year.select_option("2021")
    page.wait_for_function(
        "() => document.querySelector('.plan-search__status').textContent === '找到 2 处，见于 2 部规划'"
    )
    plan.select_option("industrial-internet-2020")
    page.wait_for_selector(".plan-search__nothing")
    page.locator(".plan-search__chip", has_text="取消筛选").click()
    page.wait_for_function(
        "() => document.querySelector('.plan-search__status').textContent === '找到 7 处，见于 3 部规划'"
    )


def test_more_is_listed_on_demand(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "工业互联网")
    page.wait_for_selector(HIT)
    links = page.locator(".plan-search__hit")
    assert links.count() == 10
    page.locator(".plan-search__more").click()
    page.wait_for_function("() => document.querySelectorAll('.plan-search__hit').length === 20")
    addresses = links.evaluate_all("all => all.map(a => a.pathname + a.hash + a.innerText)")
    assert len(set(addresses)) == 20


def test_a_plan_named_by_some_words_comes_first(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    for query in ("工业软件", "工业软件行动计划", "2021 工业软件 计划"):
        ask(page, query)
        page.wait_for_selector(".plan-search__hit")
        page.wait_for_timeout(300)
        first = page.locator(".plan-search__hit").first
        assert first.locator(".plan-search__name").inner_text() == "上海市促进工业软件高质量发展行动计划（2021-2023年）"


def test_without_javascript_there_is_no_dead_button(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    assert not page.locator(".search-button").is_visible()
    context.close()


@pytest.mark.parametrize("typed", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("tree", ["", "hant/"])
def test_the_browser_finds_what_a_scan_finds(
    page: Page, whole_url: str, clauses: list[WorkClauses], queries: list[str], tree: str, typed: str
) -> None:
    convert = ScriptConverter(ScriptTable(), Script.HANT).convert
    page.goto(whole_url + tree, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    asked = [convert(query) if typed == "zh-Hant" else query for query in queries]
    found = page.evaluate(COUNT_CLAUSES, asked)
    wanted = [scan(clauses, query) for query in queries]
    # What is printed is in the tree's script; which clauses these are is not.
    told = [[[*place, fold_script(text)] for *place, text in answer] for answer in found]
    assert {query: sorted(map(repr, answer)) for query, answer in zip(queries, told, strict=True)} == {
        query: sorted(map(repr, answer)) for query, answer in zip(queries, wanted, strict=True)
    }


# For each query: [work, page, anchor, text] of the clauses with the whole phrase, sorted.
COUNT_CLAUSES = """async queries => {
    const answers = [];
    for (const query of queries) {
        const [block] = (await planSearch.find(`"${query}"`)).blocks;
        const clauses = new Map();
        for (const place of block.places) {
            const clause = await planSearch.clauseAt(place);
            clauses.set(clause.start, [clause.page.work, clause.page.path, clause.anchor, clause.text]);
        }
        answers.push([...clauses.values()].sort((a, b) => a.join("\\t") < b.join("\\t") ? -1 : 1));
    }
    return answers;
}"""


@cache
def fold(text: str) -> str:
    return fold_script(fold_keys(text, KeyTable({})))


def scan(works: list[WorkClauses], query: str) -> list[list[object]]:
    keys = fold(query)
    return [
        [number, clause.place.page, clause.place.id, fold_script(clause.text)]
        for number, work in enumerate(works)
        for clause in work.clauses
        if keys in fold(clause.text)
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("數字孿生", "数字孪生"),
        ("行動計畫", "行动计划"),
        ("工业化", "工業化"),  # stands in texts of both scripts
        ("信息化与工业化深度融合", "信息化與工業化深度融合"),  # so long that the texts themselves are compared
    ],
)
def test_both_scripts_are_found(
    page: Page, built_site: Path, tmp_path: Path, clauses: list[WorkClauses], query: str, shown: str
) -> None:
    text = "推進信息化與工業化深度融合"
    other = WorkClauses(
        "other", "另一", 2021, (), (Clause("other", Anchor("", "s1"), ClauseKind.TITLE, "一", (), text),)
    )
    works = [other, *clauses]
    variants = list_variants({char for work in works for clause in work.clauses for char in clause.text})
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    shutil.rmtree(site / "search")
    for name, text in render_search([ShownWork(work, work) for work in works], SearchData(variants)):
        (site / "search" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "search" / name).write_text(text, "utf-8")
    keys = fold_keys(query, KeyTable(variants))
    expected = sum(fold_keys(c.text, KeyTable(variants)).count(keys) for work in works for c in work.clauses)
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    ask(page, query)
    page.wait_for_selector(HIT)
    assert status(page).startswith(f"找到 {expected} 处")
    assert shown in page.locator(f"{HIT} mark").all_inner_texts()


def test_words_of_the_other_script_are_marked(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    ask(page, "數字孿生")
    page.wait_for_selector(HIT)
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    assert set(marked(page)) == {"数字孪生"}


# For each block of an answer: [label, [[work, page, anchor, text] of each clause]].
LIST_BLOCKS = """async query => {
    const answer = [];
    for (const block of (await planSearch.find(query)).blocks) {
        const clauses = new Map();
        for (const place of block.places) {
            const clause = await planSearch.clauseAt(place);
            clauses.set(clause.start, [clause.page.work, clause.page.path, clause.anchor, clause.text]);
        }
        answer.push([block.label || "", [...clauses.values()]]);
    }
    return answer;
}"""


@pytest.mark.parametrize(
    ("query", "names", "labels"),
    [
        ("PLC", ("PLC", "可编程逻辑控制器"), []),  # the other name stands only beside it
        ("ｐｌｃ", ("PLC", "可编程逻辑控制器"), []),
        ("可编程逻辑控制器", ("可编程逻辑控制器", "PLC"), ["PLC"]),
        ("可程式邏輯控制器", ("可编程逻辑控制器", "PLC"), ["可编程逻辑控制器", "PLC"]),
        ("programmable logic controller", ("可编程逻辑控制器", "PLC"), ["可编程逻辑控制器", "PLC"]),
        ("工业互联网", ("工业互联网",), []),
        ("工業互聯網平臺", ("工业互联网平台", "工业互联网"), ["工业互联网"]),
    ],
)
@pytest.mark.parametrize("tree", ["", "hant/"])
def test_each_name_finds_the_others_and_no_clause_twice(
    page: Page, whole_url: str, clauses: list[WorkClauses], tree: str, query: str, names: tuple[str, ...],
    labels: list[str],
) -> None:  # fmt: skip
    page.goto(whole_url + tree, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    blocks = page.evaluate(LIST_BLOCKS, query)
    told = [repr([*place, fold_script(text)]) for _, found in blocks for *place, text in found]
    assert [fold_script(label) for label, _ in blocks if label] == labels
    assert sorted(told) == sorted({repr(one) for name in names for one in scan(clauses, name)})


@pytest.mark.parametrize(
    ("tree", "note", "also"),
    [("", "同义：PLC", "又作：可程式邏輯控制器"), ("hant/", "同義：PLC", "又作：可程式邏輯控制器")],
)
def test_a_term_comes_first_and_its_other_names_are_told(
    page: Page, whole_url: str, tree: str, note: str, also: str
) -> None:
    page.goto(whole_url + tree, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "可编程逻辑控制器")
    page.wait_for_selector(TERM)
    assert page.locator(TERM).count() == 1
    assert page.inner_text(".plan-search__also") == also
    assert note in page.locator(".plan-search__note").all_inner_texts()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{tree}glossary/plc/**")


def test_terms_that_only_mention_the_query_have_a_tab(page: Page, whole_url: str) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "芯片")
    page.wait_for_selector(HIT)
    assert page.locator(TERM).count() == 0
    choose_tab(page, "术语")
    assert page.locator(f"{TERM} mark").all_inner_texts() == ["芯片"]
    assert page.locator(HIT).count() == 0


def test_terms_with_the_query_in_a_name_stand_first(page: Page, whole_url: str) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "控制")
    page.wait_for_selector(HIT)
    choose_tab(page, "术语")
    # eda's definition stands before plc's name in the index
    assert page.locator(f"{TERM} .plan-search__name").all_inner_texts() == [
        "可编程逻辑控制器（PLC）",
        "电子设计自动化（EDA）",
    ]


def test_an_entry_without_clauses_is_found(page: Page, whole_url: str) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "按照存储的程序控制")
    page.wait_for_selector(TERM)
    assert status(page).startswith("没有条款含有“按照存储的程序控制”")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/plc/**")


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("数字李生", ["数字孪生"]),  # one character another
        ("揭挂帅", ["揭榜挂帅"]),
        ("魑魅魍魉", []),
        ("zzzz", []),  # near the first letters of some reading by accident
        ("揭榜与挂帅", ["揭榜挂帅"]),  # one more
        ("可编程逻控制器", ["可编程控制器", "可编程逻辑控制器"]),  # one more or one less
        ("可编程逻辑控制机", ["可编程逻辑控制器"]),  # at the edge of a name
    ],
)
def test_a_near_form_is_offered(page: Page, whole_url: str, query: str, near: list[str]) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, query)
    page.wait_for_selector(".plan-search__nothing")
    line = page.locator(".plan-search__nothing p", has_text="是否要找")
    assert line.locator("button").all_inner_texts() == near
    if near:
        line.locator("button").first.click()
        page.wait_for_selector(HIT)
        assert page.input_value(".plan-search__input") == near[0]


def test_one_filter_of_several_can_be_dropped(page: Page, whole_url: str) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "数字孪生")
    page.wait_for_selector(HIT)
    filters = page.locator(".plan-search__filter select")
    filters.nth(1).select_option("2021")
    filters.nth(0).select_option("industrial-internet-2020")
    page.wait_for_selector(".plan-search__nothing")
    assert status(page) == "所选范围内没有条款含有“数字孪生”"
    chips = page.locator(".plan-search__chip")
    assert chips.all_inner_texts() == ["不限规划（2 处）", "不限年份（5 处）", "取消筛选（7 处）"]
    chips.nth(1).click()
    page.wait_for_selector(HIT)
    assert status(page) == "找到 5 处，见于 1 部规划"


def test_what_is_nearest_is_shown_in_the_script_of_the_tree(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "hant/", wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "魑魅數字孿生")
    page.wait_for_selector(HIT)
    assert status(page) == "沒有條款含有“魑魅數字孿生”；另有 7 條含有“数字、孪生”各詞"
    assert set(page.locator(f"{HIT} mark").all_inner_texts()) == {"數字", "孿生"}


@pytest.mark.parametrize("query", ["数字孪生", "數字孿生"])
@pytest.mark.parametrize(
    ("tree", "told", "mark"),
    [("", "找到 7 处，见于 3 部规划", "数字孪生"), ("hant/", "找到 7 處，見於 3 部規劃", "數字孿生")],
)
def test_both_trees_from_a_folder(page: Page, whole_site: Path, tree: str, told: str, mark: str, query: str) -> None:
    page.goto((whole_site / tree / "index.html").as_uri())
    page.keyboard.press("/")
    ask(page, query)
    page.wait_for_selector(HIT)
    assert status(page) == told
    assert set(page.locator(f"{HIT} mark").all_inner_texts()) == {mark}
    page.locator(HIT).nth(3).click()
    page.wait_for_url(f"{whole_site.as_uri()}/{tree}plans/electronics-2021/**")
    assert set(marked(page)) == {mark}


def test_the_card_leads_to_the_entry_from_a_folder(page: Page, whole_site: Path) -> None:
    page.goto((whole_site / "hant/index.html").as_uri())
    page.keyboard.press("/")
    ask(page, "EDA")
    page.locator(TERM).first.click()
    page.wait_for_url(f"{whole_site.as_uri()}/hant/glossary/eda/index.html")


def test_by_touch_in_the_second_tree(chromium: Browser, whole_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{whole_url}hant/{PLAN}", wait_until="networkidle")
    page.locator(".search-button").tap()
    ask(page, "标识解析")
    page.wait_for_selector(HIT)
    assert page.eval_on_selector(".plan-search__results", "e => e.scrollWidth - e.clientWidth") == 0
    page.locator(HIT).first.tap()
    page.wait_for_function("() => location.hash.length > 1")
    assert "標識解析" in marked(page)
    page.locator(".search-button").tap()
    ask(page, "PLC")
    page.locator(TERM).first.tap()
    page.wait_for_url("**/hant/glossary/plc/")
    context.close()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("市经信委", "bodies/shanghai-economy-informatization-commission/"),
        ("人社局", "bodies/shanghai-human-resources-social-security-bureau/"),
        ("二（三）8", f"{PLAN}#s2-c3-p8"),
        ("s2-c3-p8", f"{PLAN}#s2-c3-p8"),
        ("附件2 四（三）", "plans/electronics-2021/annex-2/#s4-c3"),
        ("工业软件行动计划 二（三）11", "plans/industrial-software-2021/#s2-c3-p11"),
        ("沪府办2020 38", PLAN),
        ("工业软件首版次", "plans/industrial-software-2021/#s2-c3-p11"),
        ("谁负责标识解析国家顶级节点扩容", f"{PLAN}#s2-c2-p6-para1"),
        ("1500", f"{PLAN}#s1-c2-dash3"),
        ("gongye hulianwang", PLAN),
        ("gyhlw", PLAN),
        ("培育引进300家以上工业软件企业，培育10家左右上市企业", "plans/industrial-software-2021/#s1-c3-dash2"),
        ("标题:电子信息", "plans/electronics-2021/"),
    ],
)
def test_what_people_type_first_leads_there(page: Page, site_url: str, query: str, address: str) -> None:
    page.goto(f"{site_url}search/?q={quote(query)}")
    page.wait_for_selector(".plan-search__hit")
    found = page.locator(".plan-search__hit").first.get_attribute("href") or ""
    assert re.sub(r"\?[^#]*", "", found) == site_url + address


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("软件", set()),
        ("軟體", {"此处称“软件”"}),
        ("資訊", {"此处称“信息”"}),
        ("五百家", {"作“500家”"}),
        ("百分之八", {"作“8%”"}),
    ],
)
def test_what_is_said_otherwise_here_is_told(page: Page, site_url: str, query: str, notes: set[str]) -> None:
    page.goto(f"{site_url}search/?q={quote(query)}")
    page.wait_for_selector(HIT)
    assert set(page.locator(f"{HIT} .plan-search__note").all_inner_texts()) == notes


def test_numbers_are_found_whole_unless_they_are_quoted(page: Page, whole_url: str) -> None:
    page.goto(whole_url, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    texts = "async query => (await Promise.all([...(await planSearch.find(query)).blocks[0].places]"
    texts += ".map(planSearch.clauseAt))).map(clause => clause.text)"
    whole, quoted = (page.evaluate(texts, query) for query in ("8%", '"8%"'))
    assert whole
    assert [text for text in whole if not re.search(r"(?<![0-9.])8%", text)] == []
    assert len(quoted) > len(whole)


def test_a_sentence_with_a_changed_number_tells_the_difference(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q={quote('培育引进300家以上工业软件企业，培育10家左右上市企业')}")
    page.wait_for_selector(HIT)
    assert page.locator(".plan-search__changed").first.inner_text() == "不同之处：所搜“300”，此处“200”"


def test_words_that_are_excluded_are_in_no_clause(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q={quote('数字孪生 -揭榜挂帅')}")
    page.wait_for_selector(HIT)
    found = page.locator(HIT).all_inner_texts()
    assert len(found) == 5
    assert not any("揭榜挂帅" in text for text in found)


def test_the_searchs_own_page_keeps_the_query_in_its_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/")
    page.fill(".plan-search__input", "数字孪生")
    page.wait_for_function("() => decodeURIComponent(location.search) === '?q=数字孪生'")
    page.wait_for_selector(HIT)
    page.fill(".plan-search__input", "标识解析")
    page.keyboard.press("Enter")
    page.wait_for_function("() => decodeURIComponent(location.search) === '?q=标识解析'")
    page.wait_for_function("() => document.querySelector('.plan-search__status').textContent.startsWith('找到')")
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    page.go_back()
    page.wait_for_selector(HIT)
    assert page.input_value(".plan-search__input") == "标识解析"
    # What was asked before is offered again, on this device alone.
    page.goto(f"{site_url}search/")
    page.locator(".plan-search__recent .plan-search__chip", has_text="标识解析").click()
    page.wait_for_selector(HIT)


def test_n_leads_to_the_next_hit_and_back_to_the_dialog(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "揭榜挂帅")
    page.wait_for_selector(HIT)
    hits = page.locator(".plan-search__hit").evaluate_all("all => all.map(a => a.pathname + a.hash)")
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    marked(page)
    at = page.evaluate("location.pathname + location.hash")
    for key, step in (("n", 1), ("N", 0)):
        page.keyboard.press(key)
        page.wait_for_function("there => location.pathname + location.hash === there", arg=hits[hits.index(at) + step])
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "揭榜挂帅")
    page.wait_for_selector(HIT)
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    page.go_back()
    page.wait_for_selector(".plan-search[open]")
    assert page.input_value(".plan-search__input") == "揭榜挂帅"


def test_without_javascript_the_page_tells_where_to_look(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}search/?q=x")
    page.locator("article a", has_text="全部规划").click()
    page.wait_for_url(f"{site_url}plans/")
    context.close()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("二（三）8", ["", "", "s2-c3-p8"]),
        ("二、(三)8.", ["", "", "s2-c3-p8"]),
        ("附件2 四（三）", ["", "annex-2", "s4-c3"]),
        ("甲规划 第三章第二节", ["甲规划", "", "ch3-sec2"]),
        ("第十二条第2段", ["", "", "art12-para2"]),
        ("专栏4 新基建", ["新基建", "", "box4"]),
        ("附表", ["", "", "schedule1"]),
        ("annex-1#s3", ["", "annex-1", "s3"]),
        ("三年行动计划", None),
        ("5G", None),
        ("十四五", None),
        ("某府办2020 38", None),
    ],
)
def test_addresses_are_told_from_words(page: Page, site_url: str, query: str, address: list[str] | None) -> None:
    page.goto(f"{site_url}search/")
    read = "async query => { await planSearch.ready(); return planSearch.readQuery(query).address; }"
    page.wait_for_function("() => window.planSearch")
    found = page.evaluate(read, query)
    assert (found and [found["words"], found["page"], found["name"]]) == address


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("标题:甲 机关：乙 年份:2021 平台", {"title": "甲", "issuer": "乙", "year": "2021", "rest": "平台"}),
        ("平台 -丙", {"rest": "平台", "excluded": ["丙"]}),
        ("“甲乙” 丙", {"quoted": ["甲乙"], "rest": "丙", "isExact": False}),
        ('"甲“乙”丙"', {"quoted": ["甲“乙”丙"], "rest": "", "isExact": True}),
        ("“甲”行动", {"quoted": [], "rest": "“甲”行动"}),
        ("谁负责标识解析", {"rest": "负责标识解析", "asksWho": True}),
        ("什么是数字孪生？", {"rest": "数字孪生", "asksWhat": True}),
        ("要培育多少家企业", {"rest": "培育 家企业", "asksCount": "家"}),
        ("2016-2020年", {"rest": "2016-2020年", "excluded": []}),
    ],
)
def test_queries_are_understood(page: Page, site_url: str, query: str, told: dict[str, object]) -> None:
    page.goto(f"{site_url}search/")
    page.wait_for_function("() => window.planSearch")
    found = page.evaluate("async query => { await planSearch.ready(); return planSearch.readQuery(query); }", query)
    assert {name: found[name] for name in told} == told
