"""The whole site for everyone: axe-core finds nothing on any type of page, in either script and colour scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# axe-core 4.14.1 from npm, unchanged (Mozilla Public License 2.0, see LICENSE beside it).
AXE = (Path(__file__).parent / "axe/axe.min.js").read_text("utf-8")
RUN = """([where, rules]) => axe.run(where || document, {resultTypes: ["violations"],
    ...(rules.length ? {runOnly: {type: "rule", values: rules}} : {})}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => rule.id + ": " + node.html.slice(0, 120))))"""

# One page of each type; all of them stand in both trees.
PAGES = (
    "",
    "plans/",
    "plans/industrial-internet-2020/",
    "plans/electronics-2021/",
    "plans/electronics-2021/annex-2/",
    "plans/informatization-2011/record/",
    "plans/electronics-2021/witness-004/",
    "plans/electronics-2021/witness-004-text/",
    "glossary/",
    "glossary/5g/",
    "cited/",
    "script/",
    "method/",
    "cite/",
    "outline/",
    "downloads-and-data/",
    "about/",
    "english/",
    "changes/",
    "topics/",
    "bodies/",
    "bodies/shanghai-science-technology-commission/",
    "targets/",
    "time/",
    "words/",
    "compare/",
    "compare/electronics-2021/industrial-software-2021/",
    "compare/clauses/",
)
# Each script with a width, a phone's and a desk's, and with each scheme.
SETTINGS = (("", "light", 360), ("hant/", "dark", 1440), ("", "dark", 360), ("hant/", "light", 1440))
# All that a scheme changes: in dark colours nothing else is looked for once more.
RULES = {"light": (), "dark": ("color-contrast", "link-in-text-block")}
# Links within a line of other words that only their colour tells from these; headings are no running text.
UNMARKED = r"""() => [...document.querySelectorAll(":is(p, li, td, dd, small, figcaption) a[href]")].filter(link => {
    const style = getComputedStyle(link), line = link.closest("p, li, td, dd, figcaption");
    if (!link.checkVisibility() || style.display !== "inline" || !link.textContent.trim() || !line) return false;
    if (link.closest("h1, h2, h3, h4, h5, h6, nav, header, footer")) return false;
    const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, node =>
        node.parentElement.closest("a, p, li, td, dd, figcaption") === line ? NodeFilter.FILTER_ACCEPT
            : NodeFilter.FILTER_REJECT);
    let other = "";
    while (words.nextNode()) other += words.currentNode.data;
    return /[\p{L}\p{N}]/u.test(other) && style.textDecorationLine === "none";
}).map(link => link.outerHTML.slice(0, 120))"""
PLAN = "plans/industrial-internet-2020/"
CLAUSE = 'a[href="#s2-c1-p1"][title]'


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def find_violations(page: Page, scheme: str = "light", where: str = "") -> list[str]:
    """What breaks a rule that the scheme may break, on the page or in one element of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [where, RULES[scheme]])
    return found


@pytest.mark.parametrize(("tree", "scheme", "width"), SETTINGS)
def test_no_page_has_violations(chromium: Browser, url: str, tree: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found, unmarked = {}, {}
    for path in PAGES:
        page.goto(url + tree + path)
        unmarked[path] = page.evaluate(UNMARKED)
        found[path] = find_violations(page, scheme)
    context.close()
    assert {path: rules for path, rules in found.items() if rules} == {}
    # Links in running text are told without colour, too.
    assert {path: links for path, links in unmarked.items() if links} == {}


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_a_link_that_is_told_by_its_colour_would_be_found(page: Page, url: str, tree: str) -> None:
    page.goto(url + tree + "glossary/5g/")
    page.evaluate("document.querySelector('.related a').style.textDecoration = 'none'")
    assert len(page.evaluate(UNMARKED)) == 1


def test_a_violation_would_be_found(page: Page, url: str) -> None:
    page.goto(url + "about/")
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert find_violations(page) == ["button-name: <button></button>"]


def test_a_pale_word_would_be_found_in_the_dark(chromium: Browser, url: str) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto(url + "about/")
    page.evaluate("document.querySelector('article p').style.color = '#555'")
    assert {found.partition(":")[0] for found in find_violations(page, "dark")} == {"color-contrast"}
    page.close()


@pytest.mark.parametrize(("tree", "scheme", "width"), SETTINGS)
def test_what_opens_has_no_violations(chromium: Browser, url: str, tree: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url + tree + PLAN)
    page.locator(CLAUSE).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cite :focus")
    with_dialog = find_violations(page, scheme)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cite__kept a")
    with_kept = find_violations(page, scheme, ".cite")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_selector('.cite [role="menuitem"]:focus:text("Markdown")')
    with_more = find_violations(page, scheme, ".cite")
    page.locator(".cite").get_by_role("menuitem", name="二维码" if not tree else "二維碼").press("Enter")
    page.wait_for_selector(".cite canvas")
    with_code = find_violations(page, scheme, ".cite")
    page.keyboard.press("Escape")
    page.locator('article a[href*="glossary/"]').first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(".term-card")
    with_card = find_violations(page, scheme)
    context.close()
    assert (with_dialog, with_kept, with_more, with_code, with_card) == ([], [], [], [], [])


@pytest.mark.parametrize(("tree", "scheme", "width"), SETTINGS)
def test_a_clause_in_a_frame_has_no_violations(chromium: Browser, url: str, tree: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}{tree}embed.html#industrial-internet-2020/s2-c1")
    page.wait_for_selector("blockquote")
    violations = find_violations(page, scheme)
    context.close()
    assert violations == []


@pytest.mark.parametrize(("tree", "scheme", "width"), SETTINGS)
def test_chosen_clauses_have_no_violations(chromium: Browser, url: str, tree: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}{tree}compare/clauses/?a=industrial-internet-2020.s2-c1&b=electronics-2021.annex-2.s4-c1")
    page.wait_for_selector(".pair mark")
    side_by_side = find_violations(page, scheme)
    page.goto(f"{url}{tree}compare/clauses/?a=nothing&b=electronics-2021.annex-2.schedule1")
    page.wait_for_selector(".pair")
    half = find_violations(page, scheme)
    context.close()
    assert (side_by_side, half) == ([], [])


# What the accessibility tree says, and the words on the page that it should say; the mark of a label that the edition
# adds (编) is read aloud, too.
TREE_PAGES = (
    "",
    "plans/industrial-internet-2020/",
    "plans/electronics-2021/annex-2/",
    "plans/informatization-2011/",
    "glossary/",
    "targets/",
    "method/",
)
SHOWN = """role => [...document.querySelectorAll(role)].filter(one => one.checkVisibility()).map(
    one => [...one.childNodes].map(node => node.textContent).join(" "))"""


def read_tree(page: Page, role: str) -> list[str]:
    """The names of all elements of a role, without blanks, as screen readers are given them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    named = (node for node in nodes if not node["ignored"] and node["role"]["value"] == role)
    return sorted("".join(str(node["name"]["value"]).split()) for node in named)


def read_words(page: Page, selector: str) -> list[str]:
    return sorted("".join(str(words).split()) for words in page.evaluate(SHOWN, selector))


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_screen_readers_hear_each_name_once(page: Page, url: str, tree: str) -> None:
    """A heading's name is its own words, without its permalink's; the contents are one landmark."""
    added = {"": "编者所加", "hant/": "編者所加"}[tree]  # a heading of its own on the page on method
    for path in TREE_PAGES:
        page.goto(url + tree + path)
        headings = [name.removesuffix(added) or added for name in read_tree(page, "heading")]
        assert sorted(headings) == read_words(page, "h1, h2, h3, h4, h5, h6")
        landmarks = read_tree(page, "navigation")
        assert len(landmarks) == len(set(landmarks)) <= 4, landmarks  # header, its columns, contents, parts of the work


def test_a_table_is_announced_with_its_caption(page: Page, url: str) -> None:
    page.goto(f"{url}plans/informatization-2011/")
    caption = "表1：“十二五”信息化和工业化融合发展主要指标"
    assert [words for words in read_words(page, "caption") if words] == [caption]
    assert caption in read_tree(page, "table")
    page.goto(f"{url}plans/electronics-2021/annex-2/")  # its caption prints nothing
    assert read_tree(page, "table") == ["附件2附表内表格"]


def test_a_heading_that_is_heard_twice_would_be_found(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    page.evaluate("document.querySelector('#s2').prepend(document.querySelector('a[href=\"#s2\"][title]'))")
    assert read_tree(page, "heading") != read_words(page, "h1, h2, h3, h4, h5, h6")
    assert "二二、主要任务" in read_tree(page, "heading")


def test_every_page_tells_its_language(whole_site: Path) -> None:
    for tree, language in (("", "zh-Hans"), ("hant/", "zh-Hant")):
        starts = {(whole_site / tree / path / "index.html").read_text("utf-8")[:200] for path in PAGES}
        assert all(f'<html lang="{language}"' in start for start in starts)


@pytest.fixture(scope="module")
def laid_out(chromium: Browser, url: str) -> dict[tuple[str, int], tuple[int, int]]:
    """By page and width: how many pixels run off the side, and how many blocks stand above the one before them."""
    page = chromium.new_page()
    found = {}
    for path in PAGES:
        page.goto(url + path)
        for width, height in ((320, 512), (360, 900), (640, 512), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            over, above = page.evaluate(
                """() => {
                    const root = document.documentElement;
                    const blocks = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6, p, li, tr)")];
                    // Beside each other, or not on the screen.
                    const aside = ".pair__sides, .home, details:not([open]) *";
                    const tops = blocks.filter(one => one.offsetParent && !one.matches(`:is(${aside}) *, ${aside}`))
                        .map(block => Math.round(block.getBoundingClientRect().top));
                    return [root.scrollWidth - root.clientWidth,
                        tops.filter((top, at) => at && top < tops[at - 1] - 1).length];
                }"""
            )
            found[path, width] = over, above
    page.close()
    return found


def test_twice_the_size_fits(laid_out: dict[tuple[str, int], tuple[int, int]]) -> None:
    """A window of 1280 at 200 % is laid out as one of 640 (WCAG 2.2, 1.4.4); at 400 % as one of 320 (1.4.10)."""
    assert {key: over for key, (over, _) in laid_out.items() if over > 0} == {}


def test_what_is_read_aloud_stands_in_the_order_of_the_page(laid_out: dict[tuple[str, int], tuple[int, int]]) -> None:
    """Blocks of the text come in the source as they come on the screen (WCAG 2.2, 1.3.2)."""
    assert {key: above for key, (_, above) in laid_out.items() if above} == {}


def test_still_for_those_who_ask(chromium: Browser, url: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(url + PLAN)
    longest = page.evaluate(
        """() => Math.max(...Array.from(document.querySelectorAll("*"), element => {
            const style = getComputedStyle(element);
            return Math.max(...[style.transitionDuration, style.animationDuration].join().split(",").map(parseFloat));
        }))"""
    )
    context.close()
    assert longest <= 0.001  # seconds
