"""A few screens as they were when somebody last looked at them.

Few and tolerant: each is compared at an eighth of its size, so that another version of Chromium or FreeType passes and
a lost column, colour or heading does not. After a change that is meant, look at the new screens:
`SNAPSHOTS=write make test PYTEST_ARGS='-k snapshots'` writes them into tests/browser/snapshots/.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "snapshots"
FONT = "Noto Serif CJK SC"  # by Debian's fonts-noto-cjk, which ensure_chromium.sh installs

# Of the pixels at an eighth of the size: mean difference of a channel (0-255), and the share of those that differ by
# more than 40. The same build gives 0; a heading taken away 0.57 and 0.32 %, another ground 8.5.
MEAN = 0.5
SHARE = 0.003
COMPARE = """async ([one, other]) => {
    const load = async data => {
        const image = new Image();
        image.src = "data:image/jpeg;base64," + data;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [Math.ceil(image.width / 8), Math.ceil(image.height / 8)];
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return [image.width, image.height, context.getImageData(0, 0, canvas.width, canvas.height).data];
    };
    const [width, height, ours] = await load(one), [otherWidth, otherHeight, theirs] = await load(other);
    if (width !== otherWidth || height !== otherHeight) return [255, 1];
    let sum = 0, far = 0;
    for (let at = 0; at < ours.length; at += 4) {
        const parts = [0, 1, 2].map(part => Math.abs(ours[at + part] - theirs[at + part]));
        sum += parts[0] + parts[1] + parts[2];
        if (Math.max(...parts) > 40) far += 1;
    }
    return [sum / (ours.length * 0.75), far / (ours.length / 4)];
}"""


@dataclass(frozen=True)
class Screen:
    """A page at a place, as one reader sees it."""

    name: str
    path: str
    width: int
    scheme: str = "light"


SCREENS = (
    Screen("home", "", 1440),
    Screen("clause", "plans/industrial-internet-2020/#s2-c1", 1440),
    Screen("clause-phone-dark-traditional", "hant/plans/industrial-internet-2020/#s2-c1-p1", 360, "dark"),
    Screen("table-phone", "plans/informatization-2011/#tab1", 360),
    Screen("time-dark", "time/", 1440, "dark"),
    Screen("witnesses", "plans/electronics-2021/witness-004-text/#s3-c1-p1", 1440),
)


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    matcher = shutil.which("fc-match")
    found = subprocess.run([matcher, FONT], capture_output=True, text=True, check=True).stdout if matcher else ""
    if FONT not in found:
        pytest.skip(f"the screens are set in {FONT}, which is not installed here")
    return str(serve_directory(whole_site).url)


def take(chromium: Browser, url: str, screen: Screen, change: str = "") -> bytes:
    context = chromium.new_context(
        viewport={"width": screen.width, "height": 900},
        color_scheme=screen.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        bypass_csp=True,  # the tests put style sheets in
        is_mobile=screen.width < 500,
        has_touch=screen.width < 500,
    )
    page = context.new_page()
    page.goto(url + screen.path, wait_until="networkidle")
    if change:
        page.add_style_tag(content=change)
    page.wait_for_timeout(200)
    taken: bytes = page.screenshot(type="jpeg", quality=70, animations="disabled")
    context.close()
    return taken


def differ(page: Page, one: bytes, other: bytes) -> tuple[float, float]:
    mean, share = page.evaluate(COMPARE, [base64.b64encode(image).decode("ascii") for image in (one, other)])
    return mean, share


@pytest.mark.parametrize("screen", SCREENS, ids=[screen.name for screen in SCREENS])
def test_screens(chromium: Browser, url: str, screen: Screen) -> None:
    file = FOLDER / f"{screen.name}.jpg"
    taken = take(chromium, url, screen)
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_bytes(taken)
    page = chromium.new_page()
    mean, share = differ(page, file.read_bytes(), taken)
    page.close()
    assert (mean <= MEAN, share <= SHARE) == (True, True), f"mean {mean:.2f}, share {share:.4f}: look at {file.name}"


@pytest.mark.parametrize(
    "change",
    [
        "h3#s2-c1 { visibility: hidden }",
        ".md-sidebar--secondary { display: none !important }",
        "body { background: #eee !important }",
    ],
)
def test_a_change_would_be_seen(chromium: Browser, url: str, change: str) -> None:
    screen = next(screen for screen in SCREENS if screen.name == "clause")
    page = chromium.new_page()
    mean, share = differ(page, take(chromium, url, screen), take(chromium, url, screen, change))
    page.close()
    assert mean > MEAN or share > SHARE, f"mean {mean:.2f}, share {share:.4f}"
