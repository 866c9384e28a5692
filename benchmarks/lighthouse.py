"""What Lighthouse says of a built site: performance, accessibility, best practices, SEO, of one page of each type.

Method: the site is served from this machine as a host would serve it, compressed; Lighthouse loads each page once as a
phone of the middle class on a slow line. Its performance figure depends on what else the machine does: run it when
nothing else runs. What counts against a page is named below it. SEO of search/ and notes/ is low on purpose: they ask
not to be indexed.

Run: `npm install lighthouse@12.8.2` in a folder outside of the repository, then
`python benchmarks/lighthouse.py FOLDER [SITE] [PAGE …]`, FOLDER being that one and SITE `site` by default; Chromium as
in the browser tests. Nothing of the site's build or tests needs npm.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from search import find_chromium

PAGES = (
    "", "plans/", "plans/industrial-internet-2020/", "plans/electronics-2021/", "plans/electronics-2021/annex-2/",
    "plans/industrial-software-2021/", "plans/informatization-2011/", "plans/informatization-2011/record/",
    "glossary/", "glossary/5g/", "topics/", "bodies/", "bodies/shanghai-science-technology-commission/",
    "targets/", "time/", "words/", "compare/", "compare/electronics-2021/industrial-software-2021/",
    "compare/clauses/", "cited/", "changes/", "method/", "downloads-and-data/", "english/", "notes/", "search/",
    "hant/plans/electronics-2021/",
)  # fmt: skip
BAR = 95
SHORT = ("performance", "accessibility", "best-practices", "seo")


class Handler(BaseHTTPRequestHandler):
    """Serves a folder compressed, as hosts of static sites do."""

    def __init__(self, root: Path, *arguments: object) -> None:
        self.root = root
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, a folder's index, or the page for what is not there."""
        path = self.root / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = gzip.compress((path if found else self.root / "404.html").read_bytes(), 6)
        kind = mimetypes.guess_type(path.name)[0] if found else "text/html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def ask(program: Path, url: str, chromium: str) -> Any:
    """Return Lighthouse's report of a page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        flags = "--headless=new --no-sandbox --disable-gpu"
        command = [str(program), url, "--quiet", "--output=json", f"--output-path={file}", f"--chrome-flags={flags}"]
        subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True, capture_output=True)
        return json.loads(file.read_text("utf-8"))


def show(page: str, report: Any) -> bool:
    """Print a page's four figures and what counts against it; tell whether all reach the bar."""
    categories, audits = report["categories"], report["audits"]
    figures = [round((categories[name]["score"] or 0) * 100) for name in SHORT]
    print(f"{page or '/':60}", *(f"{figure:>4}" for figure in figures), flush=True)
    for name in SHORT:
        for one in categories[name]["auditRefs"]:
            audit = audits[one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print("   ", name, audit["id"], audit["score"], audit.get("displayValue", ""))
    return min(figures) >= BAR


def main(folder: str, site: str = "site", *pages: str) -> int:
    """Measure the pages; give 1 where one of them does not reach the bar."""
    program = Path(folder) / "node_modules/.bin/lighthouse"
    chromium = find_chromium()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, Path(site).resolve()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'':60}", "perf acce best  seo")
    try:
        reached = [
            show(page, ask(program, f"http://127.0.0.1:{server.server_port}/{page}", chromium))
            for page in pages or PAGES
        ]
    finally:
        server.shutdown()
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
