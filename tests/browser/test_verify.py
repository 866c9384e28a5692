"""The page that verifies quotations tells what the command line tells, over file://, and loads little for it."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.quoting.texts import Texts, Wording, cut_wordings
from build_tools.quoting.verify import Finding, verify_quotation
from build_tools.render.address import make_permalink
from tests.loading import load_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = "verify/index.html"
ROOT = Path(__file__).resolve().parents[2]
OF_EACH = 150  # true quotations, and altered ones
HEAVIEST = 300_000  # bytes after gzip that the page and one quotation ask for
# Of signs, of gaps, of what stands nowhere, of what is told apart with care.
MORE = (
    "培育现代农业服务体系，到二〇二七年高标准农田占比达到百分之七十八，带动农户两千户",
    "月光洒在窗前，他想起了故乡的麦田和河流",
    "The quick brown fox jumps over the lazy dog",
    "研究制定本市工业软件推荐目录",
    "研究制定本市工業軟體推薦目錄",
    "研究製定本市工業軟件推薦目錄",
    "研究制定……推荐目录",
    "研究、制定本市工业软件推荐目录",
    "研究制定本市工业软件推荐目禄",
    "智能负载均衡器和在线扩容能力。重点聚焦CAD、CAE和EDA等基础性、关键性",  # a heading stands between
)
VERIFY = """async quotations => {
    const told = [];
    for (const one of quotations) {
        const found = await planVerify.verify(one);
        const place = clause => clause ? planVerify.addressOf(clause) : "";
        told.push([found.verdict, place(found.clause), place(found.last), found.hash || "",
                   found.differences.map(one => [one.at, one.kind, one.found, one.stands])]);
    }
    return told;
}"""

Works = dict[str, tuple[Wording, ...]]


@pytest.fixture(scope="module")
def works() -> Works:
    conversion = convert_project(Project(ROOT))
    return {name: cut_wordings(conversion.survey(name)) for name in conversion.slips.records}


@pytest.fixture
def page(chromium: Browser, whole_site: Path) -> Iterator[Page]:
    """The page over file://; the test fails where the browser reports an error on it."""
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((whole_site / PAGE).as_uri())
    yield page
    page.close()
    assert errors == []


def draw_quotations(works: Works) -> list[str]:
    """Return true and altered quotations as the benchmark draws them, the same every time."""
    benchmark = load_script("benchmarks/verify.py")
    chance = random.Random(19)
    clauses = [clause for own in works.values() for clause in own]
    known = {name: benchmark.flatten("".join(one.text for one in own)) for name, own in works.items()}
    true = [benchmark.make_true(list(works.values()), chance)[1] for _ in range(OF_EACH)]
    return true + [benchmark.make_altered(clauses, known, chance)[1] for _ in range(OF_EACH)]


def describe(finding: Finding) -> list[Any]:
    """Return a finding as the page's function tells it."""

    def place(clause: Wording | None) -> str:
        return make_permalink(finding.work, clause.place) if clause else ""

    differences = [[one.at, one.kind.value, one.found, one.stands] for one in finding.differences]
    digest = finding.clause.digest if finding.clause else ""
    return [finding.verdict.value, place(finding.clause), place(finding.last), digest, differences]


def test_the_page_and_the_command_line_tell_the_same(page: Page, works: Works) -> None:
    quotations = [*MORE, *draw_quotations(works)]
    texts = Texts(works.items())
    expected = [describe(verify_quotation(texts, one)) for one in quotations]
    found = page.evaluate(VERIFY, quotations)
    assert {row[0] for row in expected} == {"verbatim", "differs", "absent"}
    assert [pair for pair in zip(quotations, expected, found, strict=True) if pair[1] != pair[2]] == []


def test_what_is_pasted_is_told_of_one_by_one(page: Page, works: Works) -> None:
    texts = Texts(works.items())
    true, altered = MORE[3], MORE[8]
    finding = verify_quotation(texts, true)
    assert finding.clause is not None
    link = make_permalink(finding.work, finding.clause.place)
    page.fill(".verify textarea", f"“{true}”（《某计划》二）\n{altered}\n月光洒在窗前，他想起了故乡的麦田")
    page.click(".verify button")
    page.wait_for_selector(".verify__one.is-absent")
    kinds = page.eval_on_selector_all(".verify__one", "all => all.map(one => one.className.split('is-')[1])")
    assert kinds == ["verbatim", "differs", "absent"]
    first = page.locator(".verify__one").first
    assert str(first.locator("a").first.get_attribute("href")).endswith(link.replace("/#", "/index.html#"))
    assert finding.clause.digest in first.inner_text()
    assert page.locator(".is-wording del").inner_text() == "禄"
    assert page.locator(".is-wording ins").inner_text() == "录"
    assert "共3条" in page.locator(".verify__told").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_in_traditional_script_verdicts_are_the_same(chromium: Browser, whole_site: Path, works: Works) -> None:
    page = chromium.new_page()
    page.goto((whole_site / "hant" / PAGE).as_uri())
    texts = Texts(works.items())
    found = page.evaluate(VERIFY, list(MORE))
    page.close()
    assert found == [describe(verify_quotation(texts, one)) for one in MORE]


def test_little_is_asked_for(chromium: Browser, whole_site: Path, serve_directory: Callable[..., Any]) -> None:
    url = str(serve_directory(whole_site).url)
    page = chromium.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(url).split("?")[0]))
    page.goto(f"{url}verify/?q={MORE[8]}")
    page.wait_for_selector(".verify__one.is-differs")
    page.close()
    files = [whole_site / name / "index.html" if name.endswith("/") else whole_site / name for name in asked]
    weights = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in files if file.is_file()}
    assert len(weights) > 5
    assert sum(weights.values()) <= HEAVIEST
