"""What a body, a cited work or another clause is, told beside the link to it; by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-internet-2020/"
CARD = "#term-card"
BODY = '.headed:has(#s2-c1-p1) ~ p small.bodies a[href$="bodies/shanghai-science-technology-commission/"]'
TOLD = ["上海市科学技术委员会", "本规划4条：责任3、参与1；全库13条，见于2部规划"]


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site, "/sub/path/").url)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def read_card(page: Page) -> list[str]:
    page.wait_for_selector(CARD)
    return page.locator(CARD).inner_text().split("\n")


def test_a_body_by_mouse_and_keyboard(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    body = page.locator(BODY).first
    body.hover()
    assert [line for line in read_card(page) if line][:2] == TOLD
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="detached")
    page.mouse.move(5, 5)
    body.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert [line for line in read_card(page) if line][:2] == TOLD
    assert body.get_attribute("aria-describedby") == CARD[1:]
    page.keyboard.press("Enter")
    page.wait_for_url("**/bodies/shanghai-science-technology-commission/")


def test_a_body_in_the_other_script(page: Page, url: str) -> None:
    page.goto(url + "hant/" + PLAN)
    page.locator(BODY).first.hover()
    assert read_card(page)[0] == "上海市科學技術委員會"


def test_a_body_by_touch(chromium: Browser, url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(url + PLAN)
    page.locator(BODY).first.tap()
    assert read_card(page)[0] == TOLD[0]
    assert page.url == url + PLAN
    page.locator(BODY).first.tap()
    page.wait_for_url("**/bodies/shanghai-science-technology-commission/")
    context.close()


@pytest.mark.parametrize("missing", ["assets/cards.js", "plans/industrial-internet-2020/cards.js"])
def test_a_touch_leads_on_where_a_file_is_missing(chromium: Browser, url: str, missing: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto(url + PLAN)
    page.locator(BODY).first.tap()
    page.wait_for_url("**/bodies/shanghai-science-technology-commission/")
    context.close()


def test_a_cited_work(page: Page, url: str) -> None:
    page.goto(url + "plans/informatization-2011/")
    page.locator('article a[href*="cited/#w-"]').first.hover()
    name, *_, last = read_card(page)
    assert name == "《关于加快推进信息化与工业化深度融合的若干意见》"
    assert last == "本库未收录。"


def test_a_place_on_the_same_page_is_read_from_it(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML(
            "afterbegin", '<p>见<a id="way" href="#box1">专栏1</a>，<a id="none" href="#nowhere">某处</a>。</p>')"""
    )
    page.locator("#way").hover()
    name, *_, words = read_card(page)
    assert name == "专栏1"
    assert words.startswith("专栏1关键核心技术产业化工程　聚焦工业互联网关键核心环节,")
    assert words.endswith("……")
    page.locator("#none").hover()
    page.wait_for_selector(CARD, state="detached")
    page.wait_for_timeout(400)
    assert page.locator(CARD).count() == 0


def test_permalinks_contents_and_facts_open_none(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    for selector in ("a[href='#s1-c1'][title]", "#contents a[href='#s2']", ".facts a[href*='bodies/']"):
        page.locator(selector).first.hover()
        page.wait_for_timeout(400)
        assert page.locator(CARD).count() == 0


def test_over_a_disk(page: Page, whole_site: Path) -> None:
    page.goto((whole_site / PLAN / "index.html").as_uri())
    page.locator("small.bodies a").first.hover()
    assert read_card(page)[0] == "上海市经济和信息化委员会"


def test_a_term_met_before_is_marked_more_faintly(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    faint = page.evaluate(
        """() => Array.from(document.querySelectorAll(".headed:has(#s2) ~ p a[href$='glossary/industrial-internet/']"),
                            link => [link.classList.contains("again"), getComputedStyle(link).textDecorationColor])"""
    )
    assert [again for again, _ in faint[:3]] == [False, True, True]
    assert faint[0][1] != faint[1][1]
    # In the next part it is marked anew.
    assert [again for again, _ in faint].count(False) >= 2
