"""The built site in Firefox: what its engine does otherwise, and what a reader does first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.firefox import Firefox, find_firefox, open_firefox
from tests.browser.test_site import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_firefox() is None, reason="no Firefox; tests/browser/ensure_firefox.sh tells what to do"),
]

PLAN = "plans/industrial-software-2021/"
# The width of a mark in the running text, in ems, with line ends kept away from it.
MARK = """(() => {
  const text = [...document.querySelectorAll("main p")].flatMap(p => [...p.childNodes])
    .find(node => node.nodeType === 3 && node.data.includes("MARK"));
  const range = document.createRange();
  range.setStart(text, text.data.indexOf("MARK"));
  range.setEnd(text, text.data.indexOf("MARK") + 1);
  return range.getBoundingClientRect().width / parseFloat(getComputedStyle(text.parentNode).fontSize);
})()"""
WAIT = """new Promise((done, fail) => {
  const start = Date.now();
  const look = () => {
    const found = CONDITION;
    if (found) done(found); else if (Date.now() - start > 15000) fail("waited too long"); else setTimeout(look, 50);
  };
  look();
})"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    executable = find_firefox()
    assert executable is not None
    with open_firefox(executable, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, whole_site: Path, serve_directory: Callable[..., object]) -> str:
    if request.param == "file":
        return f"{whole_site.as_uri()}/"
    return serve_directory(whole_site).url  # type: ignore[attr-defined,no-any-return]


def locate(address: str, path: str) -> str:
    """Over file:// nobody looks for the index of a folder."""
    is_folder = address.startswith("file:") and (not path or path.endswith("/"))
    return f"{address}{path}index.html" if is_folder else address + path


def wait(firefox: Firefox, condition: str) -> object:
    return firefox.evaluate(WAIT.replace("CONDITION", condition))


@pytest.mark.parametrize("tree", ["", "hant/"])
@pytest.mark.parametrize("mark", ["，", "。"])
def test_marks_are_as_wide_as_characters(firefox: Firefox, address: str, tree: str, mark: str) -> None:
    firefox.resize(1440)
    firefox.open(locate(address, tree + PLAN))
    # Where "kern" is asked for by name it is a half; a justified line adds a little.
    assert firefox.evaluate(MARK.replace("MARK", mark)) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_wider_than_a_phone(firefox: Firefox, site_url: str, path: str) -> None:
    firefox.resize(360)
    firefox.open(site_url + path)
    wide, shown = firefox.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown


def test_search_finds_and_leads_to_the_clause(firefox: Firefox, address: str) -> None:
    firefox.resize(1440)
    firefox.open(locate(address, ""))
    firefox.press("/")
    wait(firefox, 'document.activeElement.matches("input")')
    firefox.press(*"工业软件推荐目录")
    link = wait(
        firefox, "[...document.querySelectorAll('a[href*=\"#\"]')].map(a => a.href).find(h => h.includes('s2-c3-p9'))"
    )
    assert PLAN in str(link)


def test_the_number_beside_a_clause_opens_its_citations(firefox: Firefox, address: str) -> None:
    firefox.resize(1440)
    firefox.open(locate(address, PLAN))
    firefox.evaluate("document.querySelector('article a[href=\"#s2-c1-p1\"][title]').click()")
    told = wait(firefox, '[...document.querySelectorAll("dialog[open], [role=dialog]")].map(d => d.textContent)[0]')
    assert "GB/T 7714" in str(told)
