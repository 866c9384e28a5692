"""The one style sheet of a finished site gives each page the look that the sheets it is made of give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LINK_RE = re.compile(r"<link rel=\"stylesheet\" href=\"([^\"]+)\">")

# One page of each type, and what opens on it.
PAGES = (
    "",
    "404.html",
    "plans/",
    "plans/electronics-2021/annex-2/",
    "hant/plans/industrial-internet-2020/",
    "plans/informatization-2011/record/",
    "plans/electronics-2021/witness-004-text/",
    "compare/clauses/",
    "glossary/",
    "glossary/eda/",
    "targets/",
    "time/",
    "method/",
)
SETTINGS = ((360, "dark", "screen"), (1440, "light", "screen"), (1000, "dark", "print"))
PLAN = "plans/industrial-internet-2020/"
# Takes two style sheets, puts one after the other in the place of the page's own, and tells what then looks different:
# computed styles of elements and of what is drawn beside them, the first and the last of those that have the same names
# and stand in the same. Custom properties show in what reads them.
COMPARE = """([one, other]) => {
    const kinds = new Map();
    for (const element of document.querySelectorAll("body, body *")) {
        let kind = "";
        for (let one = element; one; one = one.parentElement) kind = one.tagName + "." + one.className + " " + kind;
        kinds.set(kind, [(kinds.get(kind) || [element])[0], element]);
    }
    const look = () => Array.from(kinds, ([kind, elements]) => [...new Set(elements)].flatMap(element =>
        ["", "::before", "::after", element.popover || element.open ? "::backdrop" : ""].flatMap((part, at) => {
            const style = getComputedStyle(element, part || null);
            if (at && (!part || (part !== "::backdrop" && /^(none|normal)$/.test(style.content)))) return [];
            return Array.from(style).filter(name => !name.startsWith("--")).map(
                name => kind + part + " " + name + ": " + style.getPropertyValue(name));
        }))).flat();
    const link = document.querySelector("link[rel=stylesheet][href$='assets/site.css']");
    const style = document.createElement("style");
    link.replaceWith(style);
    style.textContent = one;
    const before = look();
    style.textContent = other;
    const after = look();
    style.replaceWith(link);
    const gone = new Set(before), come = new Set(after);
    return [before.length, before.filter(line => !come.has(line)).concat(after.filter(line => !gone.has(line)))];
}"""


@pytest.fixture(scope="module")
def sheets(built_site: Path) -> str:
    """The style sheets that a page names before the site is finished, in their order."""
    page = (built_site / "index.html").read_text("utf-8")
    return "\n".join((built_site / name).read_text("utf-8") for name in LINK_RE.findall(page))


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


@pytest.fixture
def open_page(chromium: Browser, url: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_in(path: str, width: int, scheme: str, media: str = "screen") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            bypass_csp=True,  # the tests put style sheets in
        )
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(media=media)  # type: ignore[arg-type]
        page.goto(url + path)
        return page

    yield open_in
    for context in contexts:
        context.close()


Compare = Callable[..., list[str]]


@pytest.fixture
def differing(whole_site: Path, sheets: str) -> Compare:
    """Return a function, `differing(page, sheet)`: what looks different on a page with another style sheet."""
    own = (whole_site / "assets/site.css").read_text("utf-8")

    def compare(page: Page, sheet: str = sheets) -> list[str]:
        number, found = page.evaluate(COMPARE, [own, sheet])
        assert number > 20_000
        return found[:20]  # type: ignore[no-any-return]

    return compare


@pytest.mark.parametrize(("width", "scheme", "media"), SETTINGS)
def test_pages_look_as_with_all_sheets(
    open_page: Callable[..., Page], differing: Compare, url: str, width: int, scheme: str, media: str
) -> None:
    page = open_page("", width, scheme, media)
    found = {}
    for path in PAGES:
        page.goto(url + path)
        found[path] = differing(page)
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_what_opens_looks_as_with_all_sheets(
    open_page: Callable[..., Page], differing: Compare, width: int, scheme: str
) -> None:
    page = open_page(PLAN, width, scheme)
    if width < 500:
        page.get_by_role("button", name="导航").click()
        assert differing(page) == []
        page.keyboard.press("Escape")
        page.click(".contents-button")
        assert differing(page) == []
        page.keyboard.press("Escape")
    page.locator('article a[href*="glossary/"]').first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(".term-card")
    assert differing(page) == []
    page.locator('a[href="#s2-c1-p1"][title]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cite :focus")
    assert differing(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.fill(".plan-search__input", "平台")
    page.wait_for_selector(".plan-search__hit")
    assert differing(page) == []


def test_a_page_is_drawn_as_with_all_sheets(open_page: Callable[..., Page], sheets: str) -> None:
    page = open_page(PLAN, 1440, "light")
    drawn = page.screenshot(animations="disabled")
    page.evaluate(
        """sheet => {
            const style = document.createElement("style");
            style.textContent = sheet;
            document.querySelector("link[rel=stylesheet][href$='assets/site.css']").replaceWith(style);
        }""",
        sheets,
    )
    assert page.screenshot(animations="disabled") == drawn


def test_a_missing_rule_would_be_seen(open_page: Callable[..., Page], differing: Compare, whole_site: Path) -> None:
    sheet = (whole_site / "assets/site.css").read_text("utf-8")
    rule = ".md-nav--secondary .md-nav__title{"
    assert rule in sheet
    page = open_page(PLAN, 1440, "light")
    assert differing(page, sheet) == []
    assert differing(page, sheet.replace(rule, ".none{")) != []
