"""Every kind of page lives within its Content-Security-Policy, from a server and from a disk; planted code does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LISTEN = """window.forbidden = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.forbidden.push(event.violatedDirective + " " + event.blockedURI);
});"""
POLICY_RE = re.compile('<meta http-equiv="content-security-policy"[^>]*>')
PLAN = "plans/electronics-2021/index.html"


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url) if request.param == "server" else f"{whole_site.as_uri()}/"


def kinds_of_pages(site: Path) -> list[str]:
    """One page of each kind, of both trees: the first of every folder's depth."""
    kinds: dict[tuple[str, int, str], str] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        own = parts[1:] if parts[0] == "hant" else parts
        last = own[-2].partition("-")[0] if len(own) > 3 else ""
        kinds.setdefault((parts[0] + own[0], len(parts), last), "/".join(parts))
    return list(kinds.values())


def open_page(chromium: Browser, heard: list[str], root: str) -> Page:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith((root, "data:")) else heard.append(asked.url))
    return page


def test_no_page_breaks_its_policy(chromium: Browser, whole_site: Path, root: str) -> None:
    heard: list[str] = []
    page = open_page(chromium, heard, root)
    names = kinds_of_pages(whole_site)
    if root.startswith("file:"):  # both trees are opened from the server, and each page has the policy of its twin
        names = [name for name in names if name.startswith("hant/")]
        read = {name: (whole_site / name).read_text("utf-8") for name in names}
        twins = {name: (whole_site / name.removeprefix("hant/")).read_text("utf-8") for name in names}
        assert {name for name in names if POLICY_RE.findall(read[name]) != POLICY_RE.findall(twins[name])} == set()
    assert len(names) > 25
    for name in names:
        page.goto(root + name, wait_until="load")
        assert page.locator("meta[http-equiv=content-security-policy]").count() == 1, name
        assert (name, page.evaluate("window.forbidden")) == (name, [])
    page.context.close()
    assert heard == []


def test_search_cards_and_citing_work_within_it(chromium: Browser, root: str) -> None:
    heard: list[str] = []
    page = open_page(chromium, heard, root)
    page.goto(root + PLAN)
    page.keyboard.press("/")
    page.fill("dialog[open] input", "集成电路")
    page.wait_for_function("() => document.querySelectorAll('dialog[open] a[href]').length > 3")
    page.keyboard.press("Escape")
    page.locator("article .headed > a[title]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.cite [role="menuitem"]:focus')
    page.goto(root + "compare/clauses/index.html?a=electronics-2021.s1")
    page.wait_for_function("() => document.querySelector('article form select')?.options.length > 2")
    assert page.evaluate("window.forbidden") == []
    page.context.close()
    assert heard == []


@pytest.mark.parametrize(
    "address", ["?q=%#%", "?q=%zz%#%zz", "?q=%E8%8A#%E8", "?q=%ED%A0%80#%ED%A0%80", "?q=&q=%&a=%#s1"]
)
@pytest.mark.parametrize("name", [PLAN, "compare/index.html", "targets/index.html"])
def test_what_is_no_escape_breaks_nothing(
    chromium: Browser, whole_site: Path, serve_directory: Callable[..., Any], name: str, address: str
) -> None:
    heard: list[str] = []
    root = str(serve_directory(whole_site).url)
    page = open_page(chromium, heard, root)
    page.goto(root + name + address)
    page.wait_for_function("() => !/[?&]q=/.test(location.search)")
    page.context.close()
    assert heard == []


def test_planted_code_is_not_run(
    chromium: Browser, whole_site: Path, tmp_path: Path, serve_directory: Callable[..., Any]
) -> None:
    """The control: what no escape should let through, put into a page by hand."""
    (tmp_path / "other").mkdir()
    other = serve_directory(tmp_path / "other")
    planted = (
        "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><base href='http://127.0.0.1:1/'>"
        "<iframe srcdoc='<script>top.ran = 3</script>'></iframe><p style='color: red'>甲</p>"
        f"<img src='{other.url}x.png'><a id=js href='javascript:window.ran = 4'>乙</a>"
    )
    text = (whole_site / "404.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(text.replace("<h1>", planted + "<h1>", 1), "utf-8")
    for folder in ("assets",):
        (tmp_path / folder).symlink_to(whole_site / folder)
    heard: list[str] = []
    root = str(serve_directory(tmp_path).url)
    page = open_page(chromium, heard, root)
    page.goto(root)
    page.click("#js")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    refused = {entry.split()[0] for entry in page.evaluate("window.forbidden")}
    assert refused >= {"script-src-elem", "script-src-attr", "base-uri", "img-src", "style-src-attr"}
    page.context.close()
    assert not other.requests
