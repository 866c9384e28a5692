"""The table of targets as a reader meets it: by mouse, by keyboard, without script, in both scripts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TOPICS = (
    "topics",
    "bodies",
    "targets",
    "time",
    "words",
    "compare",
    "compare/electronics-2021/industrial-software-2021",
)


@pytest.fixture(scope="session")
def whole_url(whole_site: Path, serve_directory: Callable[..., object]) -> str:
    return serve_directory(whole_site).url  # type: ignore[attr-defined,no-any-return]


def column(page: Page, number: int) -> list[str]:
    """The words of a column in the rows that are shown."""
    return page.evaluate(  # type: ignore[no-any-return]
        "n => [...document.querySelector('#targets').tBodies[0].rows].filter(row => row.checkVisibility())"
        ".map(row => row.cells[n].textContent)",
        number,
    )


def values(page: Page) -> list[float]:
    return page.evaluate(  # type: ignore[no-any-return]
        "[...document.querySelector('#targets').tBodies[0].rows].map(row => Number(row.cells[1].dataset.sort))"
    )


def test_sorting_by_mouse(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "targets/")
    printed = column(page, 0)
    head = page.locator("#targets th").nth(1)
    before = values(page)
    assert before != sorted(before)
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), values(page)) == ("ascending", sorted(before))
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), values(page)) == ("descending", sorted(before, reverse=True))
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), column(page, 0)) == (None, printed)
    for _ in range(2):
        page.locator("#targets th").nth(6).get_by_role("button").click()
    assert column(page, 0) == printed[::-1]  # by clauses


def test_sorting_by_keyboard(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "targets/")
    page.locator(".targets__filter select").last.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "时期"
    page.keyboard.press("Enter")
    years = page.evaluate(
        "[...document.querySelector('#targets').tBodies[0].rows].map(row => row.cells[3].dataset.sort || '')"
    )
    known = [year for year in years if year]
    assert known == sorted(known)
    assert set(years[len(known) :]) == {""}
    page.keyboard.press("Space")
    years = page.evaluate(
        "[...document.querySelector('#targets').tBodies[0].rows].map(row => row.cells[3].dataset.sort || '')"
    )
    assert years == [*sorted(known, reverse=True), *[""] * (len(years) - len(known))]


def test_filtering_by_words_and_choice(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "targets/")
    every = column(page, 0)
    page.fill(".targets__filter [name=words]", "交易额")
    assert column(page, 0) == [name for name in every if "交易额" in name]
    assert page.inner_text(".targets__filter output") == f"{len(column(page, 0))}项"
    page.select_option(".targets__filter [name=kind]", "目标")
    assert set(column(page, 4)) == {"目标"}
    page.fill(".targets__filter [name=words]", "没有这个词")
    assert column(page, 0) == []
    assert page.inner_text(".targets__filter output") == "没有符合的指标"
    page.fill(".targets__filter [name=words]", "")
    page.select_option(".targets__filter [name=kind]", "")
    assert column(page, 0) == every
    assert page.inner_text(".targets__filter output") == ""


def test_what_was_chosen_stands_in_the_address(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "targets/")
    page.fill(".targets__filter [name=words]", "收入")
    page.select_option(".targets__filter [name=kind]", "目标")
    head = page.locator("#targets th").nth(1)
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    shown = column(page, 0)
    address = page.url
    assert address.endswith("?words=%E6%94%B6%E5%85%A5&kind=%E7%9B%AE%E6%A0%87&sort=-value")
    page.goto("about:blank")
    page.goto(address)
    assert column(page, 0) == shown
    assert head.get_attribute("aria-sort") == "descending"
    page.fill(".targets__filter [name=words]", "")
    page.select_option(".targets__filter [name=kind]", "")
    assert page.url.endswith("targets/?sort=-value")


@pytest.mark.parametrize(("group", "cell"), [("indicator", 0), ("work", 5), ("period", 3)])
def test_rows_stand_in_groups(page: Page, whole_url: str, group: str, cell: int) -> None:
    page.goto(f"{whole_url}targets/?words=收入&group={group}&unit=没有这个单位")
    read = """cell => [...document.querySelectorAll("#targets tbody tr:not([hidden])")].map(row =>
        row.className ? [row.cells[0].firstChild.data, parseInt(row.querySelector("small").textContent)]
        : cell === 3 ? (row.cells[3].dataset.sort || "未写明") : row.cells[cell].textContent)"""
    groups: list[tuple[str, int]] = []
    found: list[str] = []
    for row in page.evaluate(read, cell):
        if isinstance(row, list):
            groups.append((row[0], row[1]))
        else:
            found.append(row)
    assert len(found) > len(groups) > 1
    assert found == [name for name, count in groups for _ in range(count)]
    assert group != "period" or [name for name, _ in groups] == sorted(dict(groups))
    page.select_option(".targets__filter [name=group]", "")
    assert page.locator(".targets__group").count() == 0


def test_a_row_is_a_card_on_a_telephone(chromium: Browser, whole_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    narrow = context.new_page()
    narrow.goto(whole_url + "targets/?group=work&sort=value")
    assert narrow.evaluate(
        "document.querySelector('.targets').scrollWidth <= document.querySelector('.targets').clientWidth"
    )
    assert narrow.evaluate("document.documentElement.scrollWidth") == 360
    first = narrow.locator("#targets tbody tr:not(.targets__group)").first
    tops = first.locator("td").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().top)")
    assert tops[0] < tops[1] < tops[5] < tops[6]
    context.close()


def test_without_script_it_is_a_plain_table(chromium: Browser, page: Page, whole_url: str) -> None:
    page.goto(whole_url + "targets/")
    every = len(column(page, 0))
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(whole_url + "targets/")
    assert plain.locator("#targets tbody tr").count() == every
    assert plain.locator("#targets button, .targets__filter").count() == 0
    assert plain.locator("#targets th").all_inner_texts() == ["指标", "数值", "单位", "时期", "性质", "规划", "条款"]
    context.close()


def test_the_other_script_sorts_and_filters_too(page: Page, whole_url: str) -> None:
    page.goto(whole_url + "hant/targets/")
    page.fill(".targets__filter [name=words]", "電子商務")
    assert column(page, 0)
    assert all("電子商務" in name for name in column(page, 0))
    drawn = page.evaluate("[...document.querySelectorAll('.chart__drawing text')].map(text => text.textContent)")
    assert [text for text in drawn if "亿" in text] == []
    assert "6000億元" in drawn


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table in parts: three years, one of them in two pages."""
    root = tmp_path_factory.mktemp("parted")
    script = Path(publish.__path__[0], "theme", ".scripts", "targets.js")
    shutil.copy(script, root)

    def write(page: str, body: str) -> None:
        (root / page).mkdir(parents=True)
        up = "../" * len(Path(page).parts)
        text = f'<!doctype html><meta charset="utf-8"><title>甲</title>{body}<script src="{up}targets.js"></script>'
        (root / page / "index.html").write_text(text, "utf-8")

    def link(*pages: str) -> str:
        items = "".join(f'<li><a href="{page}/">{page}</a></li>' for page in pages)
        return f'<div class="long-list"><ul>{items}</ul></div>'

    def table(name: str, count: int) -> str:
        head = "".join(f'<th data-key="{key}">{key}</th>' for key in ("indicator", "value", "work", "kind", "unit"))
        plan = f'<td rowspan="{count}"><a href="../甲/">甲</a></td>'  # beside all rows
        rows = "".join(
            f'<tr><td>{name}{number}</td><td data-sort="{number}">{number}</td>'
            f"{'' if number else plan}<td>目标</td><td>元</td></tr>"
            for number in range(count)
        )
        return (
            f'<div class="table targets"><table id="targets"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    write("targets", link("../parts/2020", "../parts/2021", "../parts/2022"))
    write("parts/2020", table("产值", 3))
    write("parts/2021", link("1", "2"))
    write("parts/2021/1", table("产值", 250))
    write("parts/2021/2", table("产值", 2))
    write("parts/2022", table("规模", 2))
    return root


def test_a_table_in_parts_is_looked_through_part_by_part(
    page: Page, parted: Path, serve_directory: Callable[..., Any]
) -> None:
    url = serve_directory(parted).url
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    page.goto(url + "targets/", wait_until="networkidle")
    assert page.locator("table").count() == 0
    page.fill(".targets__filter [name=words]", "产值1")
    page.wait_for_function("document.querySelector('output').textContent === '已查257项，符合113项'")
    assert asked[-5:] == ["parts/2020/", "parts/2021/", "parts/2021/1/", "parts/2021/2/", "parts/2022/"]
    assert len(column(page, 0)) == 113
    assert page.locator("#targets a").first.evaluate("link => decodeURI(link.href)") == url + "parts/甲/"
    page.click("#targets th:nth-child(2) button")
    page.click("#targets th:nth-child(2) button")
    assert column(page, 0)[0] == "产值199"
    assert column(page, 2) == ["甲"] * 113
    # It stops when there is enough to read, and goes on when it is told to.
    page.fill(".targets__filter [name=words]", "产值")
    page.wait_for_function("document.querySelector('output').textContent === '已查253项，符合253项'")
    assert asked[-1] == "parts/2021/1/"
    page.click("text=继续")
    page.wait_for_function("document.querySelector('output').textContent === '已查257项，符合255项'")
    assert not page.locator("text=继续").is_visible()
    page.fill(".targets__filter [name=words]", "没有这个词")
    page.wait_for_function("document.querySelector('output').textContent === '已查257项，符合0项'")
    assert column(page, 0) == []


def test_from_a_folder_the_parts_are_links(page: Page, parted: Path) -> None:
    page.goto((parted / "targets" / "index.html").as_uri())
    assert page.locator(".long-list a").count() == 3
    assert page.locator("form").count() == 0


def test_only_this_page_loads_the_script(page: Page, whole_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(whole_url + "bodies/", wait_until="networkidle")
    assert [url for url in asked if "targets.js" in url] == []
    page.goto(whole_url + "targets/", wait_until="networkidle")
    assert len([url for url in asked if "targets.js" in url]) == 1


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_screen(page: Page, whole_url: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{whole_url}{name}/")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    # The plans in time stand under each other there, so that nothing has to be pulled into sight.
    frames = "[...document.querySelectorAll('.times, .times .md-typeset__scrollwrap')]"
    assert page.evaluate(f"{frames}.filter(frame => frame.scrollWidth > frame.clientWidth).length") == 0
    # Nor do words run out of a drawing.
    outside = page.evaluate(
        "[...document.querySelectorAll('.chart__drawing text')].filter(text => {"
        " const box = text.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; })"
        ".map(text => text.textContent)"
    )
    assert outside == []
