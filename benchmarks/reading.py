"""How soon a plan's page is there on a slow connection, beside the same Markdown under unmodified Material.

Method: docs/ is built twice, by this project and by MkDocs with Material's defaults (theme and search, no more), and
both are served gzipped by a server on this machine. Chromium opens the longest page of the plans, cache empty, at
1.6 Mbit/s with 150 ms a round trip and a processor slowed four times; the sites take turns, one uncounted round first.
Given are medians of the rounds and the median of the rounds' ratios (ours / Material's): first contentful paint in
ms (on both the header), largest contentful paint (the text), bytes over the wire until nothing more is asked for,
requests, layout shift. Material's web fonts are left out: they come from another host, and would only make it slower.
What else the machine does meanwhile is slowed with the browser: on a busy one give more rounds.

Run: `python benchmarks/reading.py [ROUNDS]` (default 5). Needs Chromium, as the browser tests do.
"""

from __future__ import annotations

import contextlib
import gzip
import mimetypes
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from search import find_chromium

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1440, 900
BYTES_PER_SECOND = 1_600_000 / 8
ROUND_TRIP = 150  # ms
SLOWED = 4  # times
PLAIN = """
site_name: plain
docs_dir: docs
theme: {name: material, language: zh, font: false}
markdown_extensions: [md_in_html, toc]
"""
PAINT = """() => new Promise(done => setTimeout(() => done([
    performance.getEntriesByName("first-contentful-paint")[0].startTime, window.largest, window.moved]), 200))"""
WATCH = """window.moved = 0; new PerformanceObserver(list => {
    window.largest = list.getEntries().pop().startTime;
}).observe({type: "largest-contentful-paint", buffered: true}); new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true})"""


def build_sites(workshop: Path) -> dict[str, Path]:
    """Build both sites below a directory."""
    ours, plain = workshop / "ours", workshop / "plain"
    run = [sys.executable, "-m"]
    subprocess.run(
        [*run, "build_tools", "build", "--quiet", "--site-dir", str(ours)], cwd=ROOT, check=True, capture_output=True
    )
    shutil.copytree(ROOT / "docs", plain / "docs")
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    subprocess.run([*run, "mkdocs", "build", "--quiet"], cwd=plain, check=True, capture_output=True)
    return {"ours": ours, "Material": plain / "site"}


def serve(site: Path) -> ThreadingHTTPServer:
    """Serve a site, gzipped, from a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / urlsplit(self.path).path.lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            body = gzip.compress(path.read_bytes(), 9, mtime=0) if path.is_file() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # a visit may end before all has come
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def read_page(browser: Browser, url: str) -> tuple[float, ...]:
    """Return first and largest contentful paint (ms), bytes over the wire, requests and layout shift of one visit."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    session = context.new_cdp_session(page)
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    limits: dict[str, Any] = {"offline": False, "latency": ROUND_TRIP}
    limits |= {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    session.send("Network.emulateNetworkConditions", limits)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    first, largest, moved = page.evaluate(PAINT)
    context.close()
    return first, largest, sum(received), len(received), moved


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as workshop, sync_playwright() as playwright:
        sites = build_sites(Path(workshop))
        # The pages of plans and annexes; their records are not for reading.
        pages = [
            *(sites["ours"] / "plans").glob("*/index.html"),
            *(sites["ours"] / "plans").glob("*/annex-*/index.html"),
        ]
        longest = max(pages, key=lambda path: path.stat().st_size)
        name = longest.parent.relative_to(sites["ours"]).as_posix() + "/"
        servers = {site: serve(directory) for site, directory in sites.items()}
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        visits: dict[str, list[tuple[float, ...]]] = {site: [] for site in sites}
        for number in range(rounds + 1):
            for site, server in servers.items():
                visit = read_page(browser, f"http://127.0.0.1:{server.server_port}/{name}")
                if number:
                    visits[site].append(visit)
        browser.close()
        for server in servers.values():
            server.shutdown()
    print(f"{name}, {rounds} rounds; medians, and the median of the rounds' ratios")
    print(f"{'':24}{'ours':>12}{'Material':>12}{'ratio':>8}")
    for index, what in enumerate(
        ("first paint, ms", "text painted, ms", "bytes over the wire", "requests", "layout shift")
    ):
        ours, other = ([visit[index] for visit in visits[site]] for site in ("ours", "Material"))
        ratios = [mine / theirs for mine, theirs in zip(ours, other, strict=True) if theirs]
        ratio = f"{statistics.median(ratios):8.2f}" if ratios else f"{'-':>8}"
        print(f"{what:24}{statistics.median(ours):12,.4g}{statistics.median(other):12,.4g}{ratio}")


if __name__ == "__main__":
    main()
