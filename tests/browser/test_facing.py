"""Two witnesses side by side: at a desk, on a phone, on paper, in both scripts, by keyboard and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATH = "plans/electronics-2021/witness-004-text/"
PLAN = "plans/electronics-2021/"
SHOWN = """() => [...document.querySelectorAll("table.facing tbody tr")]
    .filter(row => row.getBoundingClientRect().height > 0).map(row => row.id)"""
ROW = "#s3-c1-p1-para1"  # it has differences
SAME = "#s1-c1-para1"


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


def open_page(chromium: Browser, address: str, width: int, **options: Any) -> Page:
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", **options)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


def boxes(page: Page, row: str) -> list[dict[str, float]]:
    """Where the cells of a row that can be seen stand."""
    found: list[dict[str, float]] = page.evaluate(
        """row => [...document.querySelectorAll(row + " > td")].map(cell => cell.getBoundingClientRect().toJSON())
            .filter(box => box.height)""",
        row,
    )
    return found


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_at_a_desk_the_sides_stand_beside_each_other(chromium: Browser, url: str, tree: str) -> None:
    page = open_page(chromium, url + tree + PATH, 1440)
    for row in (ROW, SAME):
        clause, ours, theirs = boxes(page, row)
        assert clause["top"] == ours["top"] == theirs["top"]
        assert clause["right"] <= ours["left"] + 1
        assert ours["right"] <= theirs["left"] + 1
        assert abs(ours["width"] - theirs["width"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    # The names of the sides stay in sight.
    page.evaluate("document.querySelector('#s3-c1').scrollIntoView()")
    head, top = page.evaluate(
        """() => [document.querySelector(".facing thead th").getBoundingClientRect().top,
            document.querySelector(".md-header").getBoundingClientRect().bottom]"""
    )
    assert abs(head - top) < 3
    page.context.close()


@pytest.mark.parametrize(("tree", "names"), [("", ["底本", "参校本"]), ("hant/", ["底本", "參校本"])])
def test_on_a_phone_they_stand_under_each_other_with_their_names(
    chromium: Browser, url: str, tree: str, names: list[str]
) -> None:
    page = open_page(chromium, url + tree + PATH, 360, is_mobile=True, has_touch=True)
    clause, ours, theirs = boxes(page, ROW)
    assert clause["bottom"] <= ours["top"] + 1
    assert ours["bottom"] <= theirs["top"] + 1
    assert ours["width"] > 280
    assert page.locator(f"{ROW} .side-name:visible").all_inner_texts() == names
    # What both read alike stands once, and says so.
    assert len(boxes(page, SAME)) == 2
    assert page.locator(f"{SAME} .side-name:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()


def test_without_script_the_rows_can_be_chosen(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH, 1440, java_script_enabled=False)
    rows = page.locator("table.facing tbody tr")
    every, differing = rows.count(), page.locator("table.facing tr.differs").count()
    assert 0 < differing < every
    visible = page.locator("table.facing tbody tr:visible")
    assert visible.count() == every
    page.locator("#show-differing").check()
    assert visible.count() == differing
    page.locator("#show-wording").check()
    assert visible.count() == page.locator("table.facing tr.worded").count() < differing
    page.locator("#show-all").check()
    assert visible.count() == every
    page.context.close()


def test_a_row_that_is_linked_is_shown_whatever_is_chosen(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH + SAME, 1440)
    page.locator("#show-wording").check()
    assert page.evaluate(SHOWN) == [SAME[1:]]
    page.context.close()


def test_the_keyboard_goes_from_difference_to_difference(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH, 1440)
    marks = page.evaluate("[...document.querySelectorAll('.facing td:nth-child(2) mark')].map(mark => mark.id)")
    page.locator(".facts a", has_text="跳到第一处").press("Enter")
    seen = [page.evaluate("location.hash.slice(1)")]
    rows = page.locator("table.facing tr.differs").count()
    for _ in range(rows - 1):
        page.locator("tr:has(:target) .ways a").last.press("Enter")
        seen.append(page.evaluate("location.hash.slice(1)"))
    assert len(set(seen)) == rows
    assert set(seen) <= set(marks)
    assert page.locator("tr:has(:target) .ways a").count() == 1  # back
    box = page.evaluate("document.querySelector(':target').getBoundingClientRect().toJSON()")
    assert 60 < box["top"] < 800
    page.context.close()


def test_the_list_leads_to_each_mark(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + "plans/electronics-2021/witness-004/", 1440)
    links = page.locator("td:first-child a")
    assert links.count() == page.locator("tbody tr").count() > 0
    links.last.click()
    page.wait_for_url("**/witness-004-text/**")
    target = page.locator(":target")
    assert target.evaluate("mark => mark.tagName") == "MARK"
    assert target.is_visible()
    page.context.close()


def test_a_clause_leads_to_its_place_on_the_plans_page(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH, 1440)
    page.locator(f"{ROW} .clause > a").first.click()
    page.wait_for_url(f"**/{PLAN}{ROW}")
    assert page.locator(ROW).count() == 1
    page.context.close()


def test_a_kind_is_not_told_by_colour_alone(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH, 1440)
    lines = page.evaluate(
        """[...document.querySelectorAll(".facing-kinds mark")].map(mark => {
            const style = getComputedStyle(mark);
            return style.borderBottomStyle + style.borderTopStyle;
        })"""
    )
    assert len(lines) == len(set(lines)) == 4
    page.context.close()


def test_a_switch_of_the_script_keeps_the_row(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH + ROW, 1440)
    page.locator("a.script-switch").click()
    page.wait_for_url(f"**/hant/{PATH}{ROW}")
    page.context.close()


def test_on_paper_both_sides_stand_with_their_names(chromium: Browser, url: str) -> None:
    page = open_page(chromium, url + PATH, 700)
    page.emulate_media(media="print")
    assert page.locator(".facing-choice").is_hidden()
    assert page.locator(f"{ROW} .steps").is_hidden()
    clause, ours, theirs = boxes(page, ROW)
    assert clause["right"] <= ours["left"] + 1 <= theirs["left"]
    assert page.evaluate("getComputedStyle(document.querySelector('.facing thead')).display") == "table-header-group"
    page.context.close()
