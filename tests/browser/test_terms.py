"""Pop-up cards of terms, and the switch between the two trees, by mouse, keyboard and touch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.filling import build_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PLAN = "plans/industrial-software-2021/"
TERM = '.md-content a[href$="glossary/eda/"]'
CARD = "#term-card"
NAME = "电子设计自动化（EDA）"
TREES = {"simplified": "", "traditional": "hant/"}


@pytest.fixture(scope="session")
def linked_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site as it is published: with the project's own glossary, in both trees."""
    site = tmp_path_factory.mktemp("linked") / "site"
    build_with(ROOT, site, like=built_site)
    return site


@pytest.fixture(scope="session")
def site_url(linked_site: Path, serve_directory: Callable[..., object]) -> str:
    return serve_directory(linked_site, "/sub/path/").url  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    yield from open_page(chromium, has_touch=False)


@pytest.fixture
def touch_page(chromium: Browser) -> Iterator[Page]:
    yield from open_page(chromium, has_touch=True)


def open_page(chromium: Browser, *, has_touch: bool) -> Iterator[Page]:
    """A page; the test fails where the browser reports an error on it."""
    size = {"width": 360, "height": 740} if has_touch else {"width": 1440, "height": 900}
    context = chromium.new_context(viewport=size, has_touch=has_touch, is_mobile=has_touch)  # type: ignore[arg-type]
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


def first_term(page: Page) -> Locator:
    term = page.locator(TERM).first
    term.scroll_into_view_if_needed()
    return term


def card_name(page: Page) -> str:
    page.wait_for_selector(CARD)
    return page.locator(f"{CARD} b").inner_text()


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_by_mouse(page: Page, site_url: str, tree: str) -> None:
    page.goto(site_url + tree + PLAN)
    term = first_term(page)
    assert page.locator(CARD).count() == 0
    term.hover()
    assert card_name(page) == ("電子設計自動化（EDA）" if tree else NAME)
    assert page.locator(f"{CARD} [lang=en]").inner_text() == "electronic design automation"
    assert term.get_attribute("aria-describedby") == CARD[1:]
    # The pointer may rest on the card itself.
    page.locator(CARD).hover()
    page.wait_for_timeout(500)
    assert page.locator(CARD).count() == 1
    page.mouse.move(5, 5)
    page.wait_for_selector(CARD, state="detached")
    assert term.get_attribute("aria-describedby") is None


def test_a_pointer_that_passes_opens_nothing(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN)
    first_term(page).hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator(CARD).count() == 0


def test_the_card_stays_on_the_screen(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        for term in page.locator('.md-content a[href*="/glossary/"]').all()[:24:3]:
            term.scroll_into_view_if_needed()
            term.hover()
            page.wait_for_selector(f'{CARD}:is([role="tooltip"])')
            box = page.evaluate(
                """id => { const b = document.querySelector(id).getBoundingClientRect();
                           return [b.left >= 0, b.right <= document.documentElement.clientWidth,
                                   b.top >= 0, b.bottom <= innerHeight]; }""",
                CARD,
            )
            assert box == [True, True, True, True]
            page.mouse.move(2, 2)
            page.wait_for_selector(CARD, state="detached")


def test_by_click_the_terms_page_opens(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN)
    first_term(page).click()
    page.wait_for_url("**/glossary/eda/")
    assert page.locator("h1").inner_text() == NAME


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_by_keyboard(page: Page, site_url: str, tree: str) -> None:
    page.goto(site_url + tree + PLAN)
    term = first_term(page)
    term.evaluate("link => link.focus()")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert term.evaluate("link => link === document.activeElement")
    assert card_name(page) == ("電子設計自動化（EDA）" if tree else NAME)
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="detached")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)
    page.keyboard.press("Tab")
    page.wait_for_function(
        f"() => !document.querySelector('{CARD} b') || document.querySelector('{CARD} b').textContent !== '{NAME}'"
    )
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/eda/")


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_by_touch(touch_page: Page, site_url: str, tree: str) -> None:
    touch_page.goto(site_url + tree + PLAN)
    term = first_term(touch_page)
    term.tap()
    assert card_name(touch_page) == ("電子設計自動化（EDA）" if tree else NAME)
    assert touch_page.url.endswith(PLAN)
    assert touch_page.locator(f"{CARD} a").inner_text() == ("詞條與用例" if tree else "词条与用例")
    term.tap()
    touch_page.wait_for_url("**/glossary/eda/")


def test_by_touch_the_cards_own_link_leads_on(touch_page: Page, site_url: str) -> None:
    touch_page.goto(site_url + PLAN)
    first_term(touch_page).tap()
    touch_page.locator(f"{CARD} a").tap()
    touch_page.wait_for_url("**/glossary/eda/")


def test_by_touch_elsewhere_closes(touch_page: Page, site_url: str) -> None:
    touch_page.goto(site_url + PLAN)
    first_term(touch_page).tap()
    touch_page.wait_for_selector(CARD)
    touch_page.touchscreen.tap(180, 725)
    touch_page.wait_for_selector(CARD, state="detached")
    assert touch_page.url.split("#")[0].endswith(PLAN)


@pytest.mark.parametrize("late", ["assets/cards.js", "glossary/terms.js"])
def test_a_slow_file_opens_no_card_for_a_term_that_was_left(page: Page, site_url: str, late: str) -> None:
    page.goto(site_url + PLAN)
    page.evaluate(
        """late => { const append = document.head.appendChild.bind(document.head);
                     document.head.appendChild = script => {
                         if (!script.src.endsWith(late)) return append(script);
                         window.late = () => append(script);
                         return script;
                     }; }""",
        late,
    )
    first_term(page).hover()
    page.wait_for_function("() => window.late")
    page.mouse.move(5, 5)
    page.evaluate("window.late()")
    page.wait_for_function("late => document.querySelector(`script[src$='${late}']`)", arg=late)
    page.wait_for_timeout(500)
    assert page.locator(CARD).count() == 0


@pytest.mark.parametrize("path", ["glossary/eda/", "glossary/", "glossary/latin/"])
def test_no_cards_on_the_glossarys_own_pages(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    page.locator(".md-content a[href$='cad/']").first.hover()
    page.wait_for_timeout(500)
    assert page.locator(CARD).count() == 0


def test_links_lead_without_javascript(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + PLAN)
    page.locator(TERM).first.click()
    page.wait_for_url("**/glossary/eda/")
    page.locator("a.script-switch").click()
    page.wait_for_url("**/hant/glossary/eda/")
    context.close()


def test_over_file(page: Page, linked_site: Path) -> None:
    page.goto(f"{linked_site.as_uri()}/{PLAN}index.html")
    first_term(page).hover()
    assert card_name(page) == NAME
    first_term(page).click()
    page.wait_for_url("**/glossary/eda/index.html")
    page.locator("a.script-switch").click()
    page.wait_for_url("**/hant/glossary/eda/index.html")
    assert page.locator("h1").inner_text() == "電子設計自動化（EDA）"


# The switch -----------------------------------------------------------------------------------------------------------


def clause_at_the_top(page: Page) -> str:
    """The clause that the reader sees first."""
    found: str = page.evaluate(
        """() => { const edge = document.querySelector(".md-header").getBoundingClientRect().bottom;
                   const all = [...document.querySelectorAll(".md-content a.permalink")];
                   return all.find(a => a.getBoundingClientRect().bottom >= edge).hash; }"""
    )
    return found


@pytest.mark.parametrize("where", ["http", "file"])
def test_the_switch_keeps_the_clause_of_the_address(page: Page, site_url: str, linked_site: Path, where: str) -> None:
    base, file = (site_url, "") if where == "http" else (f"{linked_site.as_uri()}/", "index.html")
    page.goto(f"{base}{PLAN}{file}#s2-c1-p2")
    for tree in ("hant/", ""):
        page.locator("a.script-switch").click()
        page.wait_for_url(f"{base}{tree}{PLAN}{file}#s2-c1-p2")
        assert page.evaluate("document.documentElement.lang") == ("zh-Hant" if tree else "zh-Hans")


@pytest.mark.parametrize("where", ["http", "file"])
def test_the_switch_keeps_the_place_that_was_scrolled_to(
    page: Page, site_url: str, linked_site: Path, where: str
) -> None:
    base, file = (site_url, "") if where == "http" else (f"{linked_site.as_uri()}/", "index.html")
    page.goto(f"{base}{PLAN}{file}")
    page.locator("#s2-c3-p9").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 200)")
    place = clause_at_the_top(page)
    for tree in ("hant/", ""):
        page.locator("a.script-switch").click()
        page.wait_for_url(f"{base}{tree}{PLAN}{file}#*")
        assert (urlsplit(page.url).fragment, clause_at_the_top(page)) == (place[1:], place)


def test_a_clause_of_the_address_that_was_left_is_not_the_place(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{PLAN}#s1")
    page.locator("#s2-c3-p9").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 200)")
    place = clause_at_the_top(page)
    page.locator("a.script-switch").click()
    page.wait_for_url(f"{site_url}hant/{PLAN}{place}")
    assert place != "#s1"


def test_at_the_top_the_switch_names_no_clause(page: Page, site_url: str) -> None:
    page.goto(site_url + PLAN)
    page.locator("a.script-switch").click()
    page.wait_for_url(f"{site_url}hant/{PLAN}")


@pytest.mark.parametrize("fragment", ["%", "%zz", "no-such-clause"])
def test_a_fragment_that_names_nothing(page: Page, site_url: str, fragment: str) -> None:
    page.goto(f"{site_url}{PLAN}#{fragment}")
    page.locator("a.script-switch").click()
    page.wait_for_url(f"{site_url}hant/{PLAN}*")


def test_the_switch_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{PLAN}#s2-c1-p2")
    page.locator("a.script-switch").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}hant/{PLAN}#s2-c1-p2")


def test_the_switch_by_touch(touch_page: Page, site_url: str) -> None:
    touch_page.goto(f"{site_url}{PLAN}#s2-c1-p2")
    touch_page.locator("a.script-switch").tap()
    touch_page.wait_for_url(f"{site_url}hant/{PLAN}#s2-c1-p2")


def test_a_card_in_one_tree_leads_to_a_page_of_that_tree(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}hant/{PLAN}")
    first_term(page).click()
    page.wait_for_url(f"{site_url}hant/glossary/eda/")


# Both trees, without a browser ----------------------------------------------------------------------------------

LINK_RE = re.compile(r'<a (?P<attributes>[^>]*)href="(?P<href>[^"]*)"')


def pages_of(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_every_page_has_its_twin_with_the_same_anchors(linked_site: Path) -> None:
    pages = pages_of(linked_site)
    first = sorted(name for name in pages if not name.startswith("hant/"))
    assert sorted(name for name in pages if name.startswith("hant/")) == [f"hant/{name}" for name in first]
    for name in first:
        ids = [re.findall(r'\sid="([^"]*)"', pages[tree + name]) for tree in TREES.values()]
        assert ids[0] == ids[1]
        assert len(set(ids[0])) == len(ids[0]), name


def test_no_link_leaves_its_tree_but_the_switch(linked_site: Path) -> None:
    def folder(name: str, href: str) -> str:
        from posixpath import dirname, normpath

        return normpath(f"/{dirname(name)}/{unquote(urlsplit(href).path)}").replace("//", "/")

    leaving = {
        (name, match["href"])
        for name, text in pages_of(linked_site).items()
        for match in LINK_RE.finditer(text)
        if "://" not in match["href"]
        and "script-switch" not in match["attributes"]
        and folder(name, match["href"]).startswith("/hant") != name.startswith("hant/")
    }
    assert leaving == set()


def test_links_are_the_same_in_both_trees(linked_site: Path) -> None:
    pages = pages_of(linked_site)
    for name in (name for name in pages if not name.startswith("hant/")):
        links = [
            [
                match["href"]
                for match in LINK_RE.finditer(pages[tree + name])
                if "script-switch" not in match["attributes"]
            ]
            for tree in TREES.values()
        ]
        assert links[0] == links[1]
