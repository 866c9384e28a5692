"""The works that use a term beyond those that its page names are listed where a reader asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from build_tools import publish

pytestmark = pytest.mark.browser
SCRIPT = Path(publish.__path__[0], "theme", "assets", "uses.js")
SITE = """window.planSite = { nameOf: hash => hash.slice(1), load: (paths, then) => Promise.all(paths.map(path =>
  new Promise(done => { const one = document.createElement("script");
    one.src = new URL("../../" + path, location); one.onload = done; document.head.append(one); }))).then(then) };"""
PAGE = """<!doctype html><meta charset="utf-8"><title>甲</title>
<p id="further" data-uses="glossary/a/uses.js">另有<span>2部</span>规划用到这个词。
<span>可从<a href="../">全部</a>进入。</span></p>
<script src="../../assets/uses.js" defer></script><script src="../../site.js" defer></script>"""


def test_they_are_listed_where_a_reader_asks_or_an_address_leads_to_one(
    page: Page, tmp_path: Path, serve_directory: Callable[..., Any]
) -> None:
    tree = "hant/"  # of which only what is said to readers differs
    files = {
        f"{tree}glossary/a/index.html": PAGE,
        f"{tree}assets/uses.js": SCRIPT.read_text("utf-8"),
        f"{tree}site.js": SITE,
        f"{tree}plans/names.js": 'planNames({"one": "<b>甲"});\n',
        "glossary/a/uses.js": 'planUses("one/annex-1/#s1 3\\ntwo/ 1\\n");\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    url = serve_directory(tmp_path).url + tree
    page.goto(f"{url}glossary/a/")
    assert page.locator("#further").inner_text() == "另有2部规划用到这个词。 全部列出"
    page.click("text=全部列出")
    page.wait_for_selector("#in-two")
    assert page.locator("li").all_inner_texts() == ["<b>甲 3条", "two 1条"]
    hrefs = page.locator("li a").evaluate_all("links => links.map(link => link.href)")
    assert hrefs == [f"{url}plans/one/annex-1/#s1", f"{url}plans/two/"]
    page.goto("about:blank")
    page.goto(f"{url}glossary/a/#in-two")
    page.wait_for_selector("#in-two")
    page.goto("about:blank")
    page.goto(f"{url}glossary/a/#further")
    assert page.locator("#in-two").count() == 0
