"""A page that is open while its plan is edited: it renews itself, and the reader stays where he was."""

from __future__ import annotations

import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools import __version__
from build_tools.cli import main
from build_tools.commands.watching import watch_site
from build_tools.engine.folders import Project
from build_tools.publish.serve import _SiteHandler
from build_tools.publish.start import start_site
from tests.unit.engine.test_project import add_work

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARKS = "一二三四五六七八九"
TEXT = "某县软件产业发展规划\n" + "".join(
    f"{mark}、第{mark}类任务\n" + "".join(f"建设第{mark}{one}号工程，由某某承担。\n" for one in MARKS) for mark in MARKS
)
TOP = "document.getElementById('s7').getBoundingClientRect().top"


def test_the_page_renews_itself_and_the_reader_keeps_the_place(tmp_path: Path, chromium: Browser) -> None:
    start_site(tmp_path / "own", "某县文库", "", __version__)
    root = tmp_path / "own"
    manifest = add_work(root, "one", TEXT) / "manifest.toml"
    assert main(["build", "--project", str(root), "--quiet"]) == 0
    with watch_site(Project(root), root / "site", lambda _message: None) as watched:
        handler = partial(_SiteHandler, directory=str(root / "site"), watched=watched)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            page = chromium.new_page(viewport={"width": 1000, "height": 700})
            wrong: list[str] = []
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
            page.goto(f"http://127.0.0.1:{server.server_port}/plans/one/")
            panel = page.locator("aside summary")
            panel.get_by_text("编辑中：0 处错误，0 处存疑").wait_for()
            page.evaluate("document.getElementById('s7').scrollIntoView(); scrollBy(0, -150)")
            top = page.evaluate(TOP)
            add_work(root, "one", TEXT.replace("\n二、", "\n增补的一段。\n二、").replace("九、", "十、"))
            page.get_by_text("增补的一段。").wait_for(state="attached")
            panel.get_by_text("1 处存疑").wait_for()
            page.wait_for_function("sessionStorage.length === 0")
            assert page.evaluate(TOP) == pytest.approx(top, abs=2)
            beside = chromium.new_page()
            beside.goto(f"http://127.0.0.1:{server.server_port}/hant/")
            beside.locator("aside summary").get_by_text("編輯中：1 處錯誤，1 處存疑").wait_for()
            beside.close()
            manifest.write_text(f"{manifest.read_text('utf-8')}[facts\n", "utf-8")
            page.locator("aside li").get_by_text("seeds/one/manifest.toml:").wait_for()
            assert page.get_by_text("增补的一段。").count() == 1
            page.close()
            server.shutdown()
    assert wrong == []
