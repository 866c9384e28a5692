"""The built site as a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# One page of each type.
PAGES = {
    "home": "",
    "list": "plans/",
    "plan": "plans/industrial-internet-2020/",
    "plan with annexes": "plans/electronics-2021/",
    "annex": "plans/electronics-2021/annex-2/",
    "record": "plans/informatization-2011/record/",
    "witness": "plans/electronics-2021/witness-004/",
    "witness beside the base": "plans/electronics-2021/witness-004-text/",
    "terms by reading": "glossary/",
    "terms by strokes": "glossary/strokes-traditional/",
    "terms by letters": "glossary/latin/",
    "term": "glossary/eda/",
    "cited works": "cited/",
    "script": "script/",
    "prose": "cite/",
    "not found": "no/such/page",
}
WIDTHS = {"phone": 360, "desk": 1440}
CLAUSE = "s2-c1-p1"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_asks_another_host(page: Page, site_url: str, path: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site_url + path)  # until its scripts have run: a slow machine is idle before that, too
    page.wait_for_load_state("networkidle")
    host = urlsplit(site_url).netloc
    foreign = [url for url in asked if not url.startswith(("data:", "blob:")) and urlsplit(url).netloc != host]
    assert (foreign, errors) == ([], [])
    assert len(asked) > 3  # the page, its style, its script: the listener works


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_off_the_side(chromium: Browser, site_url: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    over = {}
    for name, path in PAGES.items():
        page.goto(site_url + path)
        over[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert over == dict.fromkeys(PAGES, 0)


def test_the_measure_suits_chinese(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    figures = page.evaluate(
        """() => {
            const p = document.querySelector("#s1-c1-para1").closest("p");
            const style = getComputedStyle(p);
            return [p.clientWidth / parseFloat(style.fontSize), style.lineBreak, style.textAlign];
        }"""
    )
    assert 36 <= figures[0] <= 42
    assert figures[1:] == ["strict", "justify"]


def test_headings_and_contents_share_the_clauses_anchors(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    headings = page.eval_on_selector_all("article :is(h2, h3, h4, h5, h6)", "all => all.map(h => h.id)")
    entries = page.eval_on_selector_all("#contents a[href*='#']", "all => all.map(a => a.hash.slice(1))")
    assert headings[:4] == ["notice", "s1", "s1-c1", "s1-c2"]
    assert set(entries) <= set(headings)
    assert {"s1", "s2-c1-p1", "s3-c4"} <= set(entries)


def permalink(anchor: str) -> str:
    """The selector of a clause's permalink: inside its heading, or the anchor itself."""
    return f'a[href="#{anchor}"][title]'


def opacity(page: Page, selector: str) -> float:
    page.wait_for_timeout(300)  # transitions
    return page.eval_on_selector(
        selector,
        """link => {
            let shown = 1;
            for (let e = link; e; e = e.parentElement) shown *= parseFloat(getComputedStyle(e).opacity);
            const mark = getComputedStyle(link, "::before");
            return shown * (mark.content === "none" ? 1 : parseFloat(mark.opacity));
        }""",
    )


def test_permalink_by_mouse(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    paragraph = f"{CLAUSE}-para1"
    link = permalink(paragraph)
    page.mouse.move(0, 0)
    hidden = opacity(page, link)
    page.locator(f"p:has(#{paragraph})").hover()
    assert hidden < opacity(page, link)
    page.locator(link).click()
    assert page.evaluate("location.hash") == f"#{paragraph}"
    assert page.locator(link).get_attribute("title") == "二（一）1第1段"


def test_numbers_of_headings_stand_in_the_margin(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    page.mouse.move(0, 0)
    link = permalink(CLAUSE)
    assert opacity(page, link) == 1
    assert page.eval_on_selector(link, "link => getComputedStyle(link, '::before').content").startswith('"二（一）1"')
    margin = page.eval_on_selector(link, "link => link.getBoundingClientRect().right")
    assert margin <= page.eval_on_selector(f"#{CLAUSE}", "heading => heading.getBoundingClientRect().left")
    page.goto(site_url + "method/")
    assert opacity(page, ".headed > a.permalink") == 0


def test_the_notice_ends_where_the_plan_begins(page: Page, site_url: str) -> None:
    for anchor, place in (("preamble-para1", "序言"), ("notice-para4", "印发通知")):
        page.goto("about:blank")  # so that the page is opened there, not moved there
        page.goto(f"{site_url}{PAGES['plan']}#{anchor}", wait_until="networkidle")
        page.wait_for_function("place => document.querySelector('.place').innerText === place", arg=place)


@pytest.mark.parametrize(("path", "entry"), [("plans/industrial-internet-2020/record/", "规划"), ("targets/", "专题")])
def test_the_section_is_marked(page: Page, site_url: str, path: str, entry: str) -> None:
    page.goto(site_url + path)
    assert page.locator(".md-tabs [aria-current]").all_inner_texts() == [entry]
    assert page.locator(".md-tabs [aria-current]").all_inner_texts() == [entry]


def test_the_first_column_stays_while_a_table_scrolls(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site_url + "plans/informatization-2011/", wait_until="networkidle")
    left, moved, held = page.evaluate(
        """async () => {
            const table = document.getElementById("tab1"), frame = table.closest("div.table");
            const first = table.rows[2].cells[0], other = table.rows[2].cells[1];
            const before = other.getBoundingClientRect().left;
            frame.scrollLeft = 100;
            await new Promise(done => requestAnimationFrame(done));
            return [first.getBoundingClientRect().left - frame.getBoundingClientRect().left,
                    before - other.getBoundingClientRect().left,
                    Array.from(table.querySelectorAll(".stays"), cell => cell.innerText)];
        }"""
    )
    context.close()
    assert abs(left) < 2
    assert moved > 50
    # Below a merged cell the first cell of a row is not in the first column.
    assert held == ["类别", "发展指数", "基础环境", "创新应用", "社会经济效益"]


def test_a_printed_page_says_where_it_is_from(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    printed = page.locator(".printed-from")
    assert not printed.is_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert printed.is_visible()
    words = printed.inner_text()
    assert words.startswith("规划文库《推动工业互联网创新升级实施“工赋上海”三年行动计划(2020-2022年)》　http")
    assert PAGES["plan"] in words
    assert words.endswith("日")
    underlined = "link => getComputedStyle(link).textDecorationLine"
    assert {link.evaluate(underlined) for link in page.locator("article p a[href*='glossary/']").all()[:5]} == {"none"}


def test_permalink_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"])
    link = permalink(CLAUSE)
    page.locator(link).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{CLAUSE}"
    assert opacity(page, link) > 0.5
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#{CLAUSE}"


def test_permalink_by_touch(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site_url + PAGES["plan"])
    link = page.locator(permalink(CLAUSE))
    link.scroll_into_view_if_needed()
    link.tap()
    assert page.evaluate("location.hash") == f"#{CLAUSE}"
    context.close()


def test_an_address_opens_at_its_clause(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["plan"] + "#box3", wait_until="networkidle")
    top = page.eval_on_selector("#box3", "e => e.getBoundingClientRect().top")
    assert 0 < top < 300


def test_the_text_stands_without_javascript(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + PAGES["annex"])
    assert page.locator("#s4-c1").is_visible()
    assert page.locator("table").first.is_visible()
    context.close()


def test_cells_that_span_rows(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["annex"])
    spans = page.eval_on_selector_all("table td[rowspan]", "all => all.map(c => [c.textContent, c.rowSpan])")
    assert spans == [["产业规模", 2], ["产业创新", 2], ["企业发展", 4], ["产业布局", 2]]


def test_dark_and_light(chromium: Browser, site_url: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site_url + PAGES["plan"], wait_until="networkidle")
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    light, dark = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
    assert light > 600
    assert dark < 150
