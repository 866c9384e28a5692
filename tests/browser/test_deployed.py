"""The site where it ends up: below a path of a host, on a reader's disk, and built by MkDocs alone."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from build_tools.publish.links import check_links
from build_tools.publish.page_scan import scan_css, scan_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
# As in tests/conftest.py.
PREFIX = "/library/"
URL = f"https://example.org{PREFIX}"

# One page of each type, in a site of few terms.
TYPES = {
    "home": "",
    "list": "plans/",
    "plan": "plans/electronics-2021/",
    "annex": "plans/electronics-2021/annex-2/",
    "record": "plans/informatization-2011/record/",
    "collation": "plans/electronics-2021/witness-004/",
    "glossary": "glossary/",
    "strokes": "glossary/strokes/",
    "term": "glossary/eda/",
    "cited": "cited/",
    "script": "script/",
    "downloads": "downloads-and-data/",
    "prose": "cite/",
}
TREES = ("", "hant/")
HREFLANG_RE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')
CANONICAL_RE = re.compile(r'<link rel="canonical" href="([^"]*)">')


@pytest.fixture(scope="module")
def served(small_site: Path, serve_directory: Callable[..., Any]) -> Any:
    """The small site below its path; what is not there is answered with its 404 page."""
    return serve_directory(small_site, PREFIX)


@pytest.fixture(scope="module")
def offline(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked offline copy, in a folder whose name needs escaping."""
    folder = tmp_path_factory.mktemp("offline") / "my plans 规划"
    with zipfile.ZipFile(small_site / "offline.zip") as archive:
        archive.extractall(folder)
    return folder / "plan-library"


@pytest.fixture(scope="module")
def bare_site(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's site as `mkdocs build` and `mkdocs gh-deploy` make it."""
    site = tmp_path_factory.mktemp("bare") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true"}
    subprocess.run(command, cwd=small_project, env=settings, capture_output=True, check=True)
    return site


class Watched:
    """A page, and all that went wrong on it or was asked by it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if told.type in ("error", "warning") else None)
        page.on("requestfailed", lambda request: self.wrong.append(request.url))
        page.on("response", lambda answer: self.wrong.append(answer.url) if answer.status >= 400 else None)


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield Watched(context.new_page())
    context.close()


def search(page: Page, query: str) -> None:
    page.wait_for_selector(".plan-search[open]")
    page.fill(".plan-search__input", query)
    page.wait_for_selector(".plan-search__hit")


ALONE = ("404.html", "embed.html", "hant/embed.html")  # no page leads there


def test_every_address_of_every_page_is_there_and_below_the_path(small_site: Path, served: Any) -> None:
    """A crawl from the home page and those to which none leads; absolute addresses of the site's own are asked, too."""
    host = f"http://{urlsplit(served.url).netloc}"
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc)
    waiting, seen = [served.url + path for path in ("", *ALONE)], set()
    wrong: list[tuple[str, str]] = []
    pages: set[str] = set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        connection.request("GET", urlsplit(url).path)
        answer = connection.getresponse()
        body, kind = answer.read(), answer.headers["Content-Type"] or ""
        if answer.status != 200:
            wrong.append((url, str(answer.status)))
            continue
        if not kind.startswith(("text/html", "text/css")):
            continue
        text = body.decode("utf-8")
        if kind.startswith("text/css"):
            targets = [found.target for found in scan_css(text)]
        else:
            pages.add(unquote(urlsplit(url).path))
            targets = [found.target for found in scan_page(text).references]
            targets += [address for _, address in HREFLANG_RE.findall(text)]
        for target in targets:
            there = urljoin(url, target).partition("#")[0]
            there = there.replace(URL, served.url, 1)
            if not there.startswith(host):
                continue
            if not there.startswith(served.url):
                wrong.append((url, target))
            waiting.append(there)
    assert wrong == []
    built = {f"{PREFIX}{path.relative_to(small_site).as_posix()}" for path in small_site.rglob("*.html")}
    assert {re.sub(r"index\.html$", "", name) for name in built} - pages == set()


# Machines are asked to leave these out.
NOT_INDEXED = (*ALONE, "search/", "hant/search/", "notes/", "hant/notes/")


def test_canonical_and_hreflang_links_come_from_the_one_address(small_site: Path) -> None:
    found = {}
    for path in sorted(small_site.rglob("*.html")):
        name = path.relative_to(small_site).as_posix().removesuffix("index.html")
        text = path.read_text("utf-8")
        if name not in NOT_INDEXED:
            found[name] = (CANONICAL_RE.findall(text), HREFLANG_RE.findall(text))
    assert len(found) > 50
    wanted = {}
    for name in found:
        first = name.removeprefix("hant/")
        links = [("zh-Hans", f"{URL}{first}"), ("zh-Hant", f"{URL}hant/{first}"), ("x-default", f"{URL}{first}")]
        wanted[name] = ([f"{URL}{name}"], links)
    assert found == wanted
    sitemap = (small_site / "sitemap.xml").read_text("utf-8")
    assert sorted(re.findall(r"<loc>(.*?)</loc>", sitemap)) == sorted(f"{URL}{name}" for name in found)


def test_no_request_fails_or_leaves_the_path(watched: Watched, served: Any) -> None:
    """One page of each type in both trees; the crawl above has seen the others."""
    page = watched.page
    for path in [tree + path for tree in TREES for path in TYPES.values()]:
        watched.asked.clear()
        page.goto(served.url + path, wait_until="networkidle")
        foreign = [url for url in watched.asked if not url.startswith((served.url, "data:", "blob:"))]
        assert (path, foreign, watched.wrong) == (path, [], [])
        assert watched.asked[0] == served.url + path
        assert page.locator(".search-button").is_visible()
        assert page.locator("a.script-switch").is_visible()


@pytest.mark.parametrize("path", ["nothing", "plans/nothing/at/all/", "hant/plans/nothing"])
def test_the_404_page_works_at_any_depth(watched: Watched, served: Any, path: str) -> None:
    page = watched.page
    page.goto(served.url + path, wait_until="networkidle")
    assert page.inner_text("h1") == "页面不存在"
    assert [url for url in watched.wrong if url.startswith("http")] == [served.url + path]
    assert page.evaluate("getComputedStyle(document.querySelector('.search-button')).display") == "flex"
    page.keyboard.press("/")
    search(page, "工业软件")
    page.keyboard.press("Escape")
    page.locator("article a", has_text="全部规划").click()
    page.wait_for_url(f"{served.url}plans/")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("plans/electronic-2021/#s1-c1", "plans/electronics-2021/#s1-c1"),
        ("plans/electronics-2021/s1-c2", "plans/electronics-2021/#s1-c2"),  # a clause stands behind #
        ("hant/plans/electronics-2021/annex2", "hant/plans/electronics-2021/annex-2/"),
        ("Bodies", "bodies/"),
        ("%E6%B2%92%E6%9C%89/%", ""),
    ],
)
def test_the_404_page_tells_what_is_nearest(watched: Watched, served: Any, asked: str, first: str) -> None:
    watched.page.goto(served.url + asked, wait_until="networkidle")
    found = watched.page.locator(".nearest a").evaluate_all("links => links.map(link => link.href)")
    assert found[:1] == ([served.url + first] if first else [])
    assert len(found) <= 3
    assert watched.page.locator(".nearest").is_visible() == bool(first)


@pytest.mark.parametrize(("tree", "query"), [("", "工业软件"), ("hant/", "工業軟件"), ("hant/", "工业软件")])
def test_search_below_the_path(watched: Watched, served: Any, tree: str, query: str) -> None:
    page = watched.page
    page.goto(f"{served.url}{tree}cite/", wait_until="networkidle")
    page.locator(".search-button").click()
    search(page, query)
    page.locator(".plan-search__hit").first.click()
    page.wait_for_url(re.compile(f"{re.escape(served.url + tree)}(plans|glossary)/"))
    page.wait_for_load_state("networkidle")
    assert watched.wrong == []


def test_every_address_of_the_offline_copy_names_a_file(offline: Path) -> None:
    """Without a server a folder is no page: every relative address has to name the file itself."""
    root = offline.resolve()
    wrong, looked = [], 0
    for path in sorted(root.rglob("*.html")):
        base = path.as_uri()
        for found in scan_page(path.read_text("utf-8")).references:
            address = urljoin(base, found.target)
            if not address.startswith("file:"):
                continue
            looked += 1
            file = Path(unquote(urlsplit(address).path))
            if not file.is_file() or not file.is_relative_to(root):
                wrong.append((path.relative_to(root).as_posix(), found.target))
    assert wrong == []
    assert looked > 1000
    assert check_links(root) == ()


def test_the_offline_copy_is_the_site_but_for_itself(small_site: Path, offline: Path) -> None:
    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert names(small_site) - names(offline) == {
        ".nojekyll",
        ".plan-publisher.json",
        "404.html",
        "offline.zip",
        "sitemap.xml",
    }
    assert names(offline) - names(small_site) == set()


def test_no_page_of_the_offline_copy_fails(watched: Watched, offline: Path) -> None:
    root = offline.as_uri()
    for path in [tree + TYPES[name] for tree in TREES for name in ("home", "plan", "term", "downloads")]:
        watched.asked.clear()
        watched.page.goto((offline / path / "index.html").as_uri(), wait_until="networkidle")
        foreign = [url for url in watched.asked if not url.startswith((root, "data:", "blob:"))]
        assert (path, foreign, watched.wrong) == (path, [], [])
        assert len(watched.asked) > 3


def test_search_glossary_and_switch_work_from_the_disk(watched: Watched, offline: Path) -> None:
    page, root = watched.page, offline.as_uri()
    page.goto(f"{root}/index.html", wait_until="networkidle")
    page.locator(".search-button").click()
    search(page, "揭榜挂帅")
    page.locator(".plan-search__hit").first.click()
    page.wait_for_url(re.compile(f"{re.escape(root)}/plans/.*index\\.html.*#"))
    page.wait_for_function("() => window.planSearch && window.planSearch.marked !== undefined")
    marks = page.evaluate("[...CSS.highlights.get('plan-search')].map(range => range.toString())")
    assert set(marks) == {"揭榜挂帅"}
    anchor = page.evaluate("location.hash")
    page.locator("a.script-switch").click()
    page.wait_for_url(f"{root}/hant/plans/*/index.html*")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert page.evaluate("location.hash") == anchor
    term = page.locator("article a[href*='glossary/']").first
    term.scroll_into_view_if_needed()
    term.hover()
    page.wait_for_selector(".term-card")
    assert page.inner_text(".term-card__text") != ""
    term.click()
    page.wait_for_url(re.compile(f"{re.escape(root)}/hant/glossary/[a-z0-9-]+/index\\.html"))
    page.locator("a.script-switch").click()
    page.wait_for_url(re.compile(f"{re.escape(root)}/glossary/[a-z0-9-]+/index\\.html"))
    assert watched.wrong == []
    assert [url for url in watched.asked if not url.startswith((root, "data:", "blob:"))] == []


def test_what_mkdocs_builds_alone_offers_nothing_that_is_not_there(
    watched: Watched, bare_site: Path, serve_directory: Callable[..., Any]
) -> None:
    page, url = watched.page, serve_directory(bare_site, PREFIX).url
    hovered = 0
    for path in TYPES.values():
        page.goto(url + path, wait_until="networkidle")
        assert page.locator(".search-button").is_hidden()
        assert [found for found in page.locator(".search-opener").all() if found.is_visible()] == []
        assert page.locator("a.script-switch").count() == 0
        page.keyboard.press("/")
        terms = page.locator("article a[href*='glossary/']")
        if path.startswith("plans/") and terms.count():
            terms.first.scroll_into_view_if_needed()
            terms.first.hover()
            page.wait_for_timeout(400)  # longer than a card waits
            hovered += 1
        assert page.locator(".plan-search, .term-card").count() == 0
        assert (path, watched.wrong) == (path, [])
    assert hovered > 0


def test_what_mkdocs_builds_alone_has_no_broken_link(bare_site: Path) -> None:
    assert check_links(bare_site) == ()
