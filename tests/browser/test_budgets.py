"""How heavy a plan's page may be, from the built files, and that next to nothing on it moves while it loads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PLANS = (
    "plans/electronics-2021/",
    "plans/electronics-2021/annex-1/",
    "plans/electronics-2021/annex-2/",
    "plans/industrial-internet-2020/",
    "plans/industrial-software-2021/",
    "plans/informatization-2011/",
)
ASSET_RE = re.compile(r"<(?:script src|link rel=\"stylesheet\" href)=\"(?P<path>[^\"]+)\"")

# Bytes after gzip -9. What stands here was measured with a few per cent to spare; it may only fall.
PAGE = 25_800  # the HTML of the longest plan
STYLE = 10_600  # the one style sheet
SCRIPT = 6_980  # the one script
ON_DEMAND = {
    "assets/cite.js": 4_850,  # two fifths of it find exactly what a clause prints
    "assets/forms.js": 2_120,
    "assets/more.js": 1_800,
    "assets/embed.js": 2_150,
    "assets/embed.css": 500,
    "assets/reading.js": 5_300,
    "assets/reading.css": 1_200,
    "assets/notes.js": 2_750,
    "assets/cards.js": 2_700,
    "assets/cite.css": 1_000,
    "assets/vendor/qr.js": 3_000,
    "assets/compare.js": 5_200,
    "assets/compare.css": 1_000,
    "assets/verify.js": 9_600,  # its own page alone; half of it judges as build_tools/quoting does
    "assets/verify.css": 1_000,
    "assets/facing.css": 1_900,
    "assets/settings.js": 1_480,
    "assets/settings.css": 730,
    "assets/targets.js": 3_800,
    "assets/targets.css": 1_050,
    "assets/uses.js": 1_100,
    "assets/nearest.js": 1_390,
    "plans/electronics-2021/clauses.js": 64_000,  # the longest plan with its annexes, for both trees
}
# Page, style sheet, script, the logo.
REQUESTS = 4
# Cumulative layout shift; 0.1 counts as good (web.dev/cls). On a loaded machine Chromium sometimes paints the header
# before its last buttons are read, and the script switch then moves; nothing of the text ever does.
SHIFT = 0.002


def weigh(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_a_plans_page_is_light(whole_site: Path, tree: str) -> None:
    pages = {path: whole_site / tree / path / "index.html" for path in PLANS}
    assert {path: weigh(file) for path, file in pages.items() if weigh(file) > PAGE} == {}
    for file in pages.values():
        assets = [(file.parent / found["path"]).resolve() for found in ASSET_RE.finditer(file.read_text("utf-8"))]
        assert [asset.name for asset in assets] == ["site.css", "site.js"]
        assert weigh(assets[0]) <= STYLE
        assert weigh(assets[1]) <= SCRIPT


def test_what_is_loaded_on_demand_is_light(whole_site: Path) -> None:
    weights = {name: weigh(whole_site / name) for name in ON_DEMAND}
    assert {name: weight for name, weight in weights.items() if weight > ON_DEMAND[name]} == {}


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_and_little_is_asked_for(
    chromium: Browser, whole_site: Path, serve_directory: Callable[..., Any], width: int
) -> None:
    url = str(serve_directory(whole_site).url)
    moved, asked = {}, {}
    for path in PLANS:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request, requests=requests: requests.append(request.url))
        page.add_init_script(
            """window.moved = 0; new PerformanceObserver(list => {
                for (const entry of list.getEntries()) window.moved += entry.value;
            }).observe({type: "layout-shift", buffered: true})"""
        )
        page.goto(url + path, wait_until="networkidle")
        moved[path] = page.evaluate("new Promise(done => setTimeout(() => done(window.moved), 100))")
        asked[path] = len({request for request in requests if not request.startswith("data:")})
        context.close()
    assert {path: shift for path, shift in moved.items() if shift > SHIFT} == {}
    assert {path: count for path, count in asked.items() if count > REQUESTS} == {}


def test_a_shift_would_be_seen(chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(
        "<p style='height: 300px; background: red'>一</p><p style='height: 300px; background: blue'>二</p>"
    )
    moved = page.evaluate(
        """new Promise(done => {
            new PerformanceObserver(list => done(list.getEntries()[0].value)).observe({type: "layout-shift"});
            requestAnimationFrame(() => setTimeout(() => { document.body.style.paddingTop = "200px"; }, 50));
        })"""
    )
    context.close()
    assert moved > 0
