# ruff: noqa: T201 - a command, whose figures go to the terminal
"""Builds one site out of all payloads and opens its pages in Chromium; runs by hand, never in the suite.

Each payload of `payloads.py` stands in a page and in a text, as a heading, a paragraph, an item and a cell; some as the
title, in the front matter, as the words for a picture. A page is sound where no payload has run (`__pwned` is not set,
no dialog opened) and nothing but the site was asked for anything; what the page's policy had to stop is told, too, for
nothing should have come so far.

Every page of a work is opened, in both scripts. Of what is made in the same way of a few words each (pages of bodies,
of terms, of plans compared), `OF_A_KIND` are, evenly chosen.

    python tests/fuzz/browse_payloads.py [--payloads 200]
"""

from __future__ import annotations

import argparse
import html
import shutil
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fuzz")]

from kill_at_random import make_project, start  # noqa: E402 (found through the path above)
from payloads import make_payloads  # noqa: E402
from playwright.sync_api import BrowserContext, Request, sync_playwright  # noqa: E402

from build_tools.pipeline import convert_bytes  # noqa: E402
from build_tools.publish.take_in import Download, Wish, take_in  # noqa: E402
from tests.browser.conftest import find_chromium  # noqa: E402

IN_ONE, WITH_BODY = 250, 10
OF_A_KIND = 20
NUMERALS = "一二三四五六七八九十"


def make_page(payloads: list[str]) -> bytes:
    """Return a page into which payloads are written as its markup."""
    title, author, words, *_ = payloads
    parts = [
        f"<title>{title}</title><meta name=author content='{author}'><h1>某市{title}规划</h1><p>为{words}，制定。</p>"
    ]
    for number, one in enumerate(payloads):
        label = NUMERALS[number % 10]
        parts.append(f"<h2>{label}、第{one}类</h2><p>{one}</p><p>（一）甲{one}。乙丙。</p><p>——{one}</p>")
        parts.append(f"<table><caption>表1 {one}</caption><tr><th>子<th>{one}<tr><td>{html.escape(one)}<td>寅</table>")
        parts.append(f"<p><img src='a.png' alt=\"{html.escape(one)}\">丁</p><p>按照《{one}》。</p>")
    return "\n".join(parts).encode("utf-8", "replace")


def make_text(payloads: list[str]) -> bytes:
    """Return a text of payloads below a front matter of them."""
    title, author, source, *_ = payloads
    front = [
        f"{key}: {value.splitlines()[0]}" for key, value in (("title", title), ("author", author), ("url", source))
    ]
    lines = ["---", *front, "---", f"某市{title}规划"]
    for number, one in enumerate(payloads):
        label = NUMERALS[number % 10]
        lines += [
            f"{label}、{one}",
            one,
            f"（一）甲{one}。乙丙。",
            f"——{one}",
            f"按照《{one}》。",
        ]
        lines += [f"（责任单位：{one}）"] if number % WITH_BODY == 0 else []  # each body has a page of its own
        lines += [f"| {one} | 乙 |", "| --- | --- |", f"| 丙 | {one} |", ""] if number % 3 == 0 else []
    return "\n".join(lines).encode("utf-8", "replace")


def make_site(root: Path, payloads: list[str]) -> tuple[int, str]:
    """Build and check a site of payloads; return how many works it has, and what was wrong."""
    make_project(root)
    for work in ("one", "two"):
        shutil.rmtree(root / "seeds" / work)
    works = 0
    for at in range(0, len(payloads), IN_ONE):
        dealt = payloads[at : at + IN_ONE]
        for name, data in (("a.html", make_page(dealt)), ("a.txt", make_text(dealt))):
            works += 1
            edition = convert_bytes(data, name).edition
            take_in(root / "seeds", [Download(name, data)], edition, Wish(f"work-{works}"))
    for command in (("build", "--quiet", "--jobs", "1"), ("check",)):
        if code := start(root, *command).wait():
            told = (root / "told.txt").read_text("utf-8", "replace")
            return works, f"{command[0]} ends with {code}: {told[-2000:]}"
    return works, ""


def pick_pages(site: Path) -> list[str]:
    """Return the addresses of the pages that are opened."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site)
        in_tree = name.parts[1:] if name.parts[0] == "hant" else name.parts
        kind = name.parts if in_tree[0] == "plans" else (*name.parts[: -len(in_tree)], in_tree[0], str(len(in_tree)))
        kinds.setdefault(kind, []).append(name.as_posix())
    return [name for names in kinds.values() for name in names[:: -(-len(names) // OF_A_KIND)]]


def open_pages(context: BrowserContext, names: list[str], url: str) -> list[str]:
    """Open pages; return what was wrong, a line each."""
    found: list[str] = []
    page = context.new_page()
    here = ""

    def watch(request: Request) -> None:
        if not request.url.startswith((url, "data:")):
            found.append(f"{here}: asks {request.url[:80]}")

    page.on("request", watch)
    page.on("dialog", lambda dialog: (found.append(f"{here}: a dialog"), dialog.dismiss()))
    page.on("console", lambda told: "Content Security" in told.text and found.append(f"{here}: {told.text[:120]}"))
    for here in names:
        page.goto(url + here.removesuffix("index.html"), wait_until="load")
        state = page.evaluate("[typeof __pwned, !!document.querySelector('meta[http-equiv=content-security-policy]')]")
        if state != ["undefined", True]:
            found.append(f"{here}: a payload has run, or there is no policy")
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:  # type: ignore[override]
        """Say nothing."""


def main() -> int:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--payloads", type=int, default=10**6, help="so many at most, evenly chosen")
    options = parser.parse_args()
    payloads = make_payloads()
    payloads = payloads[:: max(1, len(payloads) // options.payloads)]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        works, wrong = make_site(root, payloads)
        if wrong:
            print(wrong)
            return 1
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            names = pick_pages(root / "site")
            found = open_pages(browser.new_context(), names, f"http://127.0.0.1:{server.server_port}/")
            browser.close()
        server.shutdown()
    print("\n".join(found))
    print(f"{len(payloads)} payloads in {works} works, {len(names)} pages opened; {len(found)} wrong")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
