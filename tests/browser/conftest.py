"""A real Chromium, the built site, and a server on this machine that counts what is asked of it."""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from build_tools.model.anchor import Anchor
from build_tools.model.glossary import Glossary, Term
from tests.filling import build_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


REPOSITORY = Path(__file__).resolve().parents[2]

# Entries of the kinds that the search tells apart; the ids have pages in the site.
TERMS = Glossary((
    Term("eda", "电子设计自动化", "electronic design automation", "设计芯片，控制差错。", "software", "IEC", "EDA"),
    # One name of it is in the other.
    Term("industrial-internet", "工业互联网", "industrial internet", "连接人、机、物的网络。", "network", "IEC",
         aliases=("工业互联网平台",)),
    Term("plc", "可编程逻辑控制器", "programmable logic controller", "按照存储的程序控制机器。", "hardware", "IEC",
         "PLC", taiwan="可程式邏輯控制器"),
))  # fmt: skip

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# The browser itself must ask nobody: the tests count the requests of the pages.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class LocalServer:
    """A site under `url`, and how often each path below it has been asked for.

    As on a project's page of a code host, the site may stand below a path of its own, and what is not there
    is answered with its 404.html.
    """

    def __init__(self, directory: Path, prefix: str) -> None:
        self.directory = directory
        self.prefix = prefix
        self.requests: Counter[str] = Counter()
        self._server = _Server(("127.0.0.1", 0), partial(_Handler, self))
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}{prefix}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    # A browser asks for more at once than the five that wait by default, and a refused file is as one that is gone.
    request_queue_size = 64


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: LocalServer, *arguments: object) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.directory))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.site.requests[path] += 1
        if path.startswith(self.site.prefix):
            self.path = "/" + self.path.removeprefix(self.site.prefix)
            if Path(self.translate_path(self.path)).exists():
                super().do_GET()
                return
        page = self.site.directory / "404.html"
        body = page.read_bytes() if page.is_file() else b""
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_head(self):  # type: ignore[no-untyped-def]
        # A redirect to a directory's closing slash has to name the path that was asked for.
        if Path(self.translate_path(self.path)).is_dir() and not urlsplit(self.path).path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", self.site.prefix + self.path.lstrip("/") + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return super().send_head()

    def log_message(self, *_: object) -> None:
        pass


def find_chromium() -> str | None:
    """The Chromium that CHROMIUM names, or else the first of the known names on the path."""
    named = os.environ.get("CHROMIUM")
    names = (named, *CHROMIUM_NAMES) if named else CHROMIUM_NAMES
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def serve_directory() -> Iterator[Callable[..., LocalServer]]:
    """Return a function, `serve(directory, prefix="/")`, that serves it until the session ends."""
    servers: list[LocalServer] = []

    def serve(directory: Path, prefix: str = "/") -> LocalServer:
        servers.append(LocalServer(directory, prefix))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium without a window."""
    executable = find_chromium()
    if executable is None:
        pytest.fail("no Chromium found; tests/browser/ensure_chromium.sh tells what to do")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on a desk's screen on which nothing goes wrong; modules that need another have their own."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def built_site(make_once: Callable[..., Path]) -> Path:
    """The project's own site, built once a run."""

    def fill(site: Path) -> None:
        build_with(REPOSITORY, site, Glossary())

    return make_once("built", fill)


@pytest.fixture(scope="session")
def whole_site(built_site: Path, make_once: Callable[..., Path]) -> Path:
    """The built site with both trees, and a glossary of a few entries in its search and in its clauses' scripts."""

    def fill(site: Path) -> None:
        # An old name of a clause, as a manifest may declare it.
        aliases = {"industrial-software-2021": {Anchor.parse("s9"): Anchor.parse("s2-c1-p1")}}
        build_with(REPOSITORY, site, TERMS, aliases, like=built_site)

    return make_once("whole", fill)


@pytest.fixture(scope="session")
def site_url(built_site: Path, serve_directory: Callable[..., LocalServer]) -> str:
    """The address of the built site."""
    return serve_directory(built_site).url
