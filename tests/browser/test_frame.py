"""What stands around the text: light and dark, the menu of narrow screens, the contents beside the text, the header."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_site import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = "plans/electronics-2021/annex-1/"
SCHEME = "document.body.getAttribute('data-md-color-scheme')"
PAPER = "getComputedStyle(document.body).backgroundColor"
SHOWN = "[...document.querySelectorAll('[name=__palette] + label')].map(label => label.checkVisibility())"
DARK = "rgb(23, 24, 26)"
LIGHT = "rgb(253, 252, 248)"


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


@pytest.fixture
def open_page(chromium: Browser, url: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_at(width: int, **options: Any) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.goto(url + PLAN)
        return page

    yield open_at
    for context in contexts:
        context.close()


SIZE = "getComputedStyle(document.querySelector('article')).fontSize"


def test_a_reader_s_settings_stay_and_hold_at_the_first_paint(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(1440)
    before = page.evaluate(SIZE)
    page.click(".settings-button")
    for group, choice in (("size", "特大"), ("face", "黑"), ("terms", "首次"), ("size", "大")):
        page.locator(f".settings__{group}").get_by_label(choice, exact=True).check()
    page.keyboard.press("Escape")
    assert page.locator(".settings").is_hidden()
    assert page.evaluate("document.activeElement.className").endswith("settings-button")
    assert page.evaluate("localStorage.getItem('/.__reading')") == "face-hei terms-first size-large"
    # Both trees share them, and they are in force before any style sheet or script has come.
    page.add_init_script(
        "document.addEventListener('readystatechange', () => window.first ??= document.documentElement.className)"
    )
    page.goto(f"{url}hant/{PLAN}")
    assert page.evaluate("window.first") == "js face-hei terms-first size-large"
    assert page.evaluate("getComputedStyle(document.querySelector('article p')).fontFamily").startswith('"stop hei"')
    assert page.evaluate("getComputedStyle(document.querySelector('a.again')).textDecorationLine") == "none"
    assert page.evaluate(SIZE) > before
    page.click(".settings-button")
    page.locator(".settings").wait_for()
    assert page.locator(".settings :checked").count() == 5
    assert page.locator(".settings__size").get_by_label("大", exact=True).is_checked()
    for group, choice in (("size", "中"), ("face", "宋"), ("terms", "每次")):
        page.locator(f".settings__{group}").get_by_label(choice, exact=True).check()
    assert page.evaluate("localStorage.getItem('/.__reading')") == ""
    assert page.evaluate(SIZE) == before


def test_settings_on_a_disk(chromium: Browser, whole_site: Path) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((whole_site / PLAN / "index.html").as_uri())
    page.tap(".settings-button")
    page.locator(".settings__size label", has_text="特大").tap()
    page.wait_for_selector("html.size-largest")
    page.reload()
    assert page.evaluate("document.documentElement.classList.contains('size-largest')")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_a_paragraph_shows_its_sign_where_it_is_touched(chromium: Browser, url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(url + PLAN)
    signs = "[...document.querySelectorAll('article > p > a.permalink')].filter(a => getComputedStyle(a).opacity > 0.1)"
    assert page.evaluate(f"{signs}.length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.headed > a')).opacity") == "0.65"
    page.locator("article > p", has=page.locator("#s1-para1")).tap(position={"x": 200, "y": 9})
    page.wait_for_function(f"() => {signs}.length === 1 && {signs}[0].id === 's1-para1'")
    context.close()


def test_a_choice_of_colours_stays(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(1440, color_scheme="light")
    assert page.evaluate(SHOWN) == [True, False, False]
    assert page.evaluate("localStorage.length") == 0
    for shown, paper in (([False, True, False], LIGHT), ([False, False, True], DARK)):
        page.click("[name=__palette]:checked + label")
        assert page.evaluate(SHOWN) == shown
        assert page.evaluate(PAPER) == paper
    # The place and the form are Material's, so that a choice made before 0.1.0 holds.
    stored = json.loads(page.evaluate("localStorage.getItem('/.__palette')"))
    assert stored["index"] == 2
    assert stored["color"] == {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "custom",
        "accent": "custom",
    }
    page.add_init_script(
        f"""document.addEventListener("readystatechange", () => {{
            if (document.readyState === "interactive") window.early = {SCHEME};
        }})"""
    )
    page.goto(f"{url}plans/")
    assert page.evaluate("window.early") == "slate"
    assert page.evaluate(SHOWN) == [False, False, True]
    assert page.evaluate(PAPER) == DARK
    assert page.get_attribute("meta[name=color-scheme]", "content") == "dark"
    assert page.get_attribute("meta[name=theme-color]", "content") == "#17181a"


def test_colours_by_keyboard_and_with_the_system(open_page: Callable[..., Page]) -> None:
    page = open_page(1440, color_scheme="dark")
    assert page.evaluate(PAPER) == DARK
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {PAPER} === '{LIGHT}'", timeout=3000)
    page.locator("[name=__palette]:checked").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("[document.activeElement.id, document.activeElement.checked]") == ["__palette_2", True]
    assert page.evaluate(PAPER) == DARK
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(200)
    assert page.evaluate(PAPER) == DARK


def test_colours_where_nothing_can_be_stored(chromium: Browser, url: str) -> None:
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.goto(url + PLAN)
    page.click("[name=__palette]:checked + label")
    page.click("[name=__palette]:checked + label")
    assert page.evaluate(PAPER) == DARK
    context.close()
    assert errors == []


def test_the_menu_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(360)
    opener = page.get_by_role("button", name="导航")
    links = page.locator(".md-sidebar--primary a")
    assert opener.get_attribute("aria-expanded") == "false"
    links.first.focus()  # refused: what is out of sight takes no focus
    assert not page.evaluate("document.activeElement.closest('.md-sidebar--primary')")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))")
    page.wait_for_function("() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().left === 0")
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "导航"
    page.wait_for_function("() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().right <= 0")


def test_the_menu_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page(360, java_script_enabled=False)
    page.click(".md-header__button[for=__drawer]")
    page.wait_for_timeout(400)  # the transition
    box = page.locator(".md-sidebar--primary").bounding_box()
    assert box is not None
    assert box["x"] == 0


@pytest.mark.parametrize("scripted", [True, False])
def test_the_contents_fit_the_window(open_page: Callable[..., Page], scripted: bool) -> None:
    page = open_page(1440, java_script_enabled=scripted)
    page.locator("#contents a").last.scroll_into_view_if_needed()
    assert page.locator("#contents a").last.is_visible()
    page.mouse.move(700, 400)
    page.mouse.wheel(0, 5000)
    page.wait_for_timeout(200)
    box = page.locator("#contents .md-sidebar__scrollwrap").bounding_box()
    assert box is not None
    assert box["y"] >= 48
    assert box["y"] + box["height"] <= 800


def test_the_contents_follow_the_text(open_page: Callable[..., Page]) -> None:
    page = open_page(1440)
    page.goto(page.url + "#s6-c2")
    page.wait_for_function(
        """() => {
            const entry = document.querySelector("#contents [aria-current]");
            const frame = document.querySelector("#contents .md-sidebar__scrollwrap");
            const box = entry && entry.getBoundingClientRect(), view = frame.getBoundingClientRect();
            return box && entry.hash === "#s6-c2" && frame.scrollTop && box.top > view.top && box.bottom < view.bottom;
        }""",
        timeout=3000,
    )


def test_the_header_takes_over_the_title(open_page: Callable[..., Page]) -> None:
    page = open_page(1440)
    active = ".md-header__title--active"
    assert page.locator(active).count() == 0
    page.evaluate("scrollTo(0, 3000)")
    page.wait_for_selector(active)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector(active, state="detached")


def test_paper_shows_what_is_closed(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(1440)
    page.goto(f"{url}targets/")
    closed = "document.querySelectorAll('article details:not([open])').length"
    assert page.evaluate(closed) > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(closed) == 0


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_the_contents_of_the_conversions_show_the_headwords_as_the_page_does(
    open_page: Callable[..., Page], url: str, tree: str
) -> None:
    page = open_page(1440)
    page.goto(f"{url}{tree}script/")
    headwords = page.locator("article h3").all_inner_texts()
    entries = page.locator("#contents ul ul a").all_inner_texts()
    assert len(headwords) > 50
    assert "个" in headwords
    assert [entry.strip() for entry in entries] == headwords


@pytest.mark.parametrize("width", [360, 768, 1024, 1440, 1920])
def test_all_pages_have_one_axis(open_page: Callable[..., Page], url: str, width: int) -> None:
    """Titles stand in one place, and texts begin at one edge, with contents beside them and without."""
    page = open_page(width)
    axis = """(() => {
      const article = document.querySelector("article"), title = article.querySelector("h1").getBoundingClientRect();
      const edge = article.getBoundingClientRect().left + parseFloat(getComputedStyle(article).paddingLeft);
      return [edge, title.left + title.width / 2].map(Math.round);
    })()"""
    found = {}
    for path in (*PAGES.values(), "topics/", "targets/", "bodies/", "time/", "words/", "compare/clauses/"):
        page.goto(url + path)
        found.setdefault(tuple(page.evaluate(axis)), []).append(path)
    assert len(found) == 1, found
