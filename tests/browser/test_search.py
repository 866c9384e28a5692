"""The search as a reader meets it: by mouse, keyboard and touch, from a server and from a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from build_tools.hanzi.script import list_variants
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.publish.search import SearchData, fold_keys, write_search

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-internet-2020/"
HIT = ".plan-search__hit"


@pytest.fixture(scope="session")
def site_url(built_site: Path, serve_directory: Callable[..., object]) -> str:
    return serve_directory(built_site).url  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def ask(page: Page, query: str) -> None:
    """Type a query into the open dialog and wait for its answer."""
    page.wait_for_selector(".plan-search[open]")
    page.fill(".plan-search__input", query)
    page.wait_for_function(
        "() => /找到|没有|没 有|条/.test(document.querySelector('.plan-search__status').textContent)"
    )


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
    kinds = {path.rsplit("/", 2)[-2] for path in asked if "search" in path}
    assert kinds == {"assets", "search", "k", "t"}


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
    page.wait_for_selector(".plan-search__block")
    assert page.inner_text(".plan-search__block") == "同一条中含有：人才、基础软件"
    marks = page.locator(HIT).first.locator("mark").all_inner_texts()
    assert set(marks) == {"人才", "基础软件"}


def test_nothing_found_tells_what_is_there(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "魑魅数字孪生")
    assert status(page) == "没有条款含有“魑魅数字孪生”"
    page.locator(".plan-search__chip", has_text="数字孪生").click()
    page.wait_for_selector(HIT)
    assert status(page) == "找到 7 处，见于 3 部规划"
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


def test_more_of_a_plan_is_listed_on_demand(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "工业互联网")
    page.wait_for_selector(HIT)
    first = page.locator(".plan-search__plan").first
    assert first.locator(HIT).count() == 3
    first.locator(".plan-search__more").click()
    page.wait_for_function("() => document.querySelectorAll('.plan-search__plan')[0].querySelectorAll('a').length > 10")
    addresses = page.locator(HIT).evaluate_all("all => all.map(a => a.hash + a.innerText)")
    assert len(addresses) == len(set(addresses))


def test_titles_and_headings_come_first(page: Page, site_url: str) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    ask(page, "工业软件")
    page.wait_for_selector(HIT)
    assert (
        page.locator(".plan-search__title").first.inner_text() == "上海市促进工业软件高质量发展行动计划（2021-2023年）"
    )


def test_without_javascript_there_is_no_dead_button(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    assert not page.locator(".search-button").is_visible()
    context.close()


def test_the_browser_finds_what_a_scan_finds(
    page: Page, site_url: str, clauses: list[WorkClauses], queries: list[str]
) -> None:
    page.goto(site_url, wait_until="networkidle")
    page.keyboard.press("/")
    page.wait_for_selector(".plan-search[open]")
    found = page.evaluate(COUNT_CLAUSES, queries)
    wanted = [scan(clauses, query) for query in queries]
    assert dict(zip(queries, found, strict=True)) == dict(zip(queries, wanted, strict=True))


# For each query: [work, page, anchor, text] of the clauses with the whole phrase, sorted.
COUNT_CLAUSES = """async queries => {
    const answers = [];
    for (const query of queries) {
        const [block] = await planSearch.find(query);
        const clauses = new Map();
        for (const place of block.places) {
            const clause = await planSearch.clauseAt(place);
            clauses.set(clause.start, [clause.page.work, clause.page.path, clause.anchor, clause.text]);
        }
        answers.push([...clauses.values()].sort((a, b) => a.join("\\t") < b.join("\\t") ? -1 : 1));
    }
    return answers;
}"""


def scan(works: list[WorkClauses], query: str) -> list[list[object]]:
    keys = fold_keys(query)
    found = [
        [number, clause.page, clause.anchor, clause.text]
        for number, work in enumerate(works)
        for clause in work.clauses
        if keys in fold_keys(clause.text)
    ]
    return sorted(found, key=lambda one: "\t".join(map(str, one)).encode("utf-16-be"))


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
    other = WorkClauses("other", "另一", 2021, (), (Clause("other", "", "s1", ClauseKind.TITLE, "一", (), text),))
    works = [other, *clauses]
    variants = list_variants({char for work in works for clause in work.clauses for char in clause.text})
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    shutil.rmtree(site / "search")
    write_search(site, works, SearchData(variants))
    keys = fold_keys(query, variants)
    expected = sum(fold_keys(c.text, variants).count(keys) for work in works for c in work.clauses)
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


def test_variants_and_synonyms(page: Page, built_site: Path, tmp_path: Path, clauses: list[WorkClauses]) -> None:
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    shutil.rmtree(site / "search")
    write_search(site, clauses, SearchData({"數": "数", "孿": "孪"}, (("EDA", "电子设计自动化"),)))
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    ask(page, "數字孿生")
    page.wait_for_selector(HIT)
    assert status(page) == "找到 7 处，见于 3 部规划"
    assert page.locator(f"{HIT} mark").first.inner_text() == "数字孪生"
    ask(page, "电子设计自动化")
    page.wait_for_selector(".plan-search__block")
    assert page.inner_text(".plan-search__block") == "同义：EDA"
    page.locator(HIT).first.click()
    page.wait_for_url("**/plans/**")
    assert "#" in unquote(page.url)
