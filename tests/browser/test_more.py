"""What is rarely asked of a clause: its Markdown, its place in another site's frame, a report of a mistake."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import LocalServer

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-software-2021/"
ANNEX = "plans/electronics-2021/annex-1/"


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site, "/a/").url)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[..., LocalServer]) -> LocalServer:
    """Another site."""
    return serve_directory(tmp_path_factory.mktemp("other"))


def open_more(page: Page, anchor: str) -> None:
    page.locator(f'article a[href="#{anchor}"][title]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.cite [role="menuitem"]:focus')
    page.get_by_role("menuitem", name="更多").click()
    page.wait_for_selector('.cite [role="menuitem"]:focus:text("Markdown")')


def read_form(page: Page, name: str) -> str:
    page.get_by_role("menuitem", name=name).click()
    return str(page.locator(".cite textarea").input_value())


def test_markdown_of_a_clause(page: Page, url: str, whole_site: Path) -> None:
    page.goto(url + PLAN)
    open_more(page, "s2-c3")
    text = read_form(page, "Markdown")
    assert page.evaluate("navigator.clipboard.readText()") == text
    lines = text.split("\n\n")
    assert lines[0] == "### （三）推进工业软件国产化应用"
    assert lines[1] == "#### 9.建立国产工业软件的应用推广机制。"
    assert lines[-1] == f"——[{page_title(whole_site)}二（三）]({url}{PLAN}#s2-c3)\n"
    plain = read_form(page, "文字").rpartition("\n——")[0]
    printed = MarkdownIt("commonmark").render("\n\n".join(lines[:-1]))
    words = html.unescape(re.sub(r"<[^>]*>", "", printed))
    assert "".join(words.split()) == "".join(plain.split())
    assert page.get_by_role("menuitem", name="更多").count() == 0


def page_title(site: Path) -> str:
    facts = json.loads((site / PLAN / "data.json").read_text("utf-8"))["facts"]
    return f"《{facts['title']}》"


def test_markdown_of_a_table(page: Page, url: str) -> None:
    page.goto(url + "plans/informatization-2011/")
    open_more(page, "tab1")
    rows = [line for line in read_form(page, "Markdown").split("\n") if line.startswith("|")]
    assert rows[1] == "|" + " --- |" * (rows[0].count("|") - 1)
    assert len(rows) == page.locator("#tab1 tr").count() + 1


@pytest.mark.parametrize("tree", ["", "hant/"])
@pytest.mark.parametrize(("path", "anchor"), [(PLAN, "s2-c3-p9"), (ANNEX, "s1"), (ANNEX, "annex-1"), (PLAN, "notice")])
def test_a_clause_stands_in_another_sites_frame(
    page: Page, url: str, other: LocalServer, tree: str, path: str, anchor: str
) -> None:
    page.goto(url + tree + path)
    open_more(page, anchor)
    frame = read_form(page, "嵌入")
    source = html.unescape(re.findall(r'src="([^"]*)"', frame)[0])
    assert source.startswith(f"{url}{tree}embed.html#{path.split('/')[1]}/")
    own = page.locator(f"article #{anchor}").first.evaluate("e => (e.closest('h1,h2,h3,h4,h5,h6,p') || e).textContent")
    script = "<script>onmessage = told => { window.told = told.data; }</script>"
    (other.directory / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{script}{frame}", "utf-8")
    page.goto(f"{other.url}index.html")
    shown = page.frame_locator("iframe")
    shown.locator("blockquote").wait_for()
    if anchor != "notice":  # its heading is the edition's own
        assert shown.locator("blockquote p").first.inner_text().replace("　", "") in own.replace("　", "")
    assert shown.locator("h1 a").get_attribute("href") == f"{url}{tree}{path}#{anchor}"
    assert shown.locator("h1 a").get_attribute("target") == "_top"
    page.wait_for_function("window.told && told.height > 50")
    assert page.evaluate("told.planEmbed") == f"#{source.partition('#')[2]}"


@pytest.mark.parametrize(
    "place",
    ["", "#nothing/s1", "#industrial-software-2021/s99", "#../x/s1", "#industrial-software-2021/<b>", "#a//b"],
)
def test_a_frame_says_that_there_is_no_such_clause(page: Page, url: str, place: str) -> None:
    page.goto(f"{url}embed.html{place}")
    page.get_by_text("这里没有这一条。").wait_for()
    assert page.locator("b").count() == 0


def test_a_frame_works_from_a_disk(page: Page, whole_site: Path) -> None:
    page.goto(f"{(whole_site / 'embed.html').as_uri()}#industrial-software-2021/s1-c1")
    page.locator("blockquote").wait_for()
    assert page.locator("blockquote p").first.inner_text() == "（一）指导思想"
    assert str(page.locator("h1 a").get_attribute("href")).endswith(f"/{PLAN}index.html#s1-c1")


@pytest.mark.parametrize(
    ("repository", "start", "names"),
    [
        ("https://github.com/someone/plans/", "https://github.com/someone/plans/issues/new", ("title", "body")),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/issues/new", ("issue[title]", "issue[description]")),
        ("https://example.org/a", "", ()),
    ],
)
def test_a_mistake_is_reported_where_the_site_says(
    page: Page, url: str, whole_site: Path, repository: str, start: str, names: tuple[str, ...]
) -> None:
    text = (whole_site / PLAN / "index.html").read_text("utf-8")
    text = text.replace("</head>", f'<link rel="code-repository" href="{repository}"></head>', 1)
    page.route(url + PLAN, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.add_init_script("window.open = (...told) => { window.opened = told; }")
    page.goto(url + PLAN)
    open_more(page, "s2-c3-p9-para1")
    entry = page.get_by_role("menuitem", name="报告错误")
    if not start:
        assert entry.count() == 0
        return
    entry.click()
    address, *how = page.evaluate("window.opened")
    assert how == ["_blank", "noopener"]
    assert address.startswith(f"{start}?")
    assert len(address) < 8_000
    told = parse_qs(urlsplit(address).query)
    assert told[names[0]] == [f"更正：{page_title(whole_site)}二（三）9第1段"]
    body = told[names[1]][0]
    assert f"- 网页：{url}{PLAN}#s2-c3-p9-para1\n" in body
    assert "- 锚点：`industrial-software-2021#s2-c3-p9-para1`\n" in body
    assert "\n> 开展工业软件产品和服务能力评估建设" in body
