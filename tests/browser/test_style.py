"""The one style sheet of a finished site gives each page the look that the sheets it is made of give."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    "plans/electronics-2021/",
    "plans/electronics-2021/annex-2/",
    "hant/plans/industrial-internet-2020/",
    "plans/informatization-2011/record/",
    "plans/electronics-2021/witness-004/",
    "glossary/",
    "glossary/eda/",
    "hant/cited/",
    "targets/",
    "time/",
    "bodies/",
    "compare/",
    "words/",
    "script/",
    "method/",
    "english/",
)
SETTINGS = ((360, "dark", "screen"), (700, "light", "screen"), (1440, "light", "screen"), (1000, "dark", "print"))
PLAN = "plans/industrial-internet-2020/"
# The computed styles of elements and what is drawn beside them: the first and the last of those that have the same
# names and stand in the same.
LOOKS = """() => {
    const kinds = new Map();
    for (const element of document.querySelectorAll("*")) {
        let kind = "";
        for (let one = element; one; one = one.parentElement) kind += " " + one.tagName + "." + one.className;
        kinds.set(kind, [(kinds.get(kind) || [element])[0], element]);
    }
    const looks = {};
    for (const [kind, elements] of kinds) for (const [place, element] of elements.entries()) {
        for (const part of ["", "::before", "::after", "::marker", "::backdrop"]) {
            const style = getComputedStyle(element, part || null);
            if (part && part !== "::backdrop" && style.content === "normal") continue;
            looks[kind + place + part] = Array.from(style, name => name + ": " + style.getPropertyValue(name));
        }
    }
    return looks;
}"""


@pytest.fixture(scope="module")
def sheets(built_site: Path) -> str:
    """The style sheets that a page names before the site is finished, in their order."""
    page = (built_site / "index.html").read_text("utf-8")
    return "\n".join((built_site / name).read_text("utf-8") for name in LINK_RE.findall(page))


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


def open_page(chromium: Browser, width: int, scheme: str, media: str, sheet: str | None) -> Page:
    """A page in which one style sheet stands in the place of the site's, if it is given."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.emulate_media(media=media)  # type: ignore[arg-type]
    if sheet is not None:
        sheet_type = "text/css; charset=utf-8"
        page.route("**/assets/site.css", lambda route: route.fulfill(body=sheet, content_type=sheet_type))
    return page


def differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    assert one.keys() == other.keys()
    return [f"{name}: {a} / {b}" for name in one for a, b in zip(one[name], other[name], strict=True) if a != b][:20]


@pytest.mark.parametrize(("width", "scheme", "media"), SETTINGS)
def test_pages_look_as_with_all_sheets(
    chromium: Browser, url: str, sheets: str, width: int, scheme: str, media: str
) -> None:
    pages = [open_page(chromium, width, scheme, media, sheet) for sheet in (None, sheets)]
    found = {}
    for path in PAGES:
        looks = []
        for page in pages:
            page.goto(url + path, wait_until="load")
            looks.append(page.evaluate(LOOKS))
        found[path] = differing(*looks)
        assert len(looks[0]) > 60
        assert pages[0].screenshot() == pages[1].screenshot()
    for page in pages:
        page.context.close()
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_what_opens_looks_as_with_all_sheets(
    chromium: Browser, url: str, sheets: str, width: int, scheme: str
) -> None:
    looks = []
    for sheet in (None, sheets):
        page = open_page(chromium, width, scheme, "screen", sheet)
        page.goto(url + PLAN)
        shown = []
        if width < 500:
            page.click(".drawer-button")
            shown.append(page.evaluate(LOOKS))
            page.keyboard.press("Escape")
            page.click(".contents-button")
            shown.append(page.evaluate(LOOKS))
            page.keyboard.press("Escape")
        page.locator('article a[href*="glossary/"]').first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        page.wait_for_selector(".term-card")
        shown.append(page.evaluate(LOOKS))
        page.locator('a[href="#s2-c1-p1"][title]').focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".cite :focus")
        shown.append(page.evaluate(LOOKS))
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.fill(".plan-search__input", "平台")
        page.wait_for_selector(".plan-search__hit")
        shown.append(page.evaluate(LOOKS))
        page.context.close()
        looks.append({f"{number} {name}": look for number, look in enumerate(shown) for name, look in look.items()})
    assert differing(*looks) == []


def test_a_missing_rule_would_be_seen(chromium: Browser, url: str, whole_site: Path) -> None:
    sheet = (whole_site / "assets/site.css").read_text("utf-8")
    rule = ".md-nav--secondary .md-nav__title{"
    assert sheet.count(rule) == 1
    looks = []
    for text in (sheet, sheet.replace(rule, ".none{")):
        page = open_page(chromium, 1440, "light", "screen", text)
        page.goto(url + PLAN)
        looks.append(page.evaluate(LOOKS))
        page.context.close()
    assert differing(looks[0], looks[0]) == []
    assert differing(*looks) != []
