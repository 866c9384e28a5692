"""What the theme makes of pages that other sites may have: groups in the navigation, an own 404, one style sheet."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.publish.policy import add_policy, make_policy, read_scripts
from build_tools.publish.site import PACKAGE_PARENT

CONFIG = """\
site_name: 甲
site_url: https://x.example/sub/
theme: {name: plan-publisher}
plugins: []
nav: [{首页: index.md}, {组: [{一: a/one.md}, {深: [{二: a/two.md}]}]}]
extra_css: [own.css]
validation: {omitted_files: ignore}
"""
PAGES = {
    "index.md": "# 首页\n",
    "a/one.md": "---\ntitle: 一页\n---\n# 甲 & 乙\n\n## 节\n\n### 小节\n",
    "a/two.md": '---\nhide: [toc]\n---\n# <b>二</b>\n\n## 节\n\n<p class="admonition">注</p>\n',
    "own.css": "",
}


@pytest.fixture(scope="module")
def site(make_once: Callable[..., Path]) -> Path:
    def fill(folder: Path) -> None:
        for name, text in {**{f"docs/{name}": text for name, text in PAGES.items()}, "mkdocs.yml": CONFIG}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder / "site")]
        subprocess.run(command, cwd=folder, check=True, env={"PYTHONPATH": str(PACKAGE_PARENT)})

    return make_once("theme", fill) / "site"


def read(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_one_style_sheet_without_comments(site: Path) -> None:
    page = read(site, "a/one/index.html")
    assert re.findall(r"<link rel=\"stylesheet\" href=\"([^\"]*)\">", page) == [
        "../../assets/site.css",
        "../../own.css",
    ]
    sheet = read(site, "assets/site.css")
    assert sheet.startswith('@charset "utf-8";\n')
    assert ".md-header {" in sheet
    assert ".admonition" in sheet
    assert ".md-typeset .facts" in sheet
    assert "/*" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert not list(site.rglob("elements.css"))


def test_what_extensions_of_markdown_bring_is_asked_for_where_it_stands(site: Path) -> None:
    asking = [
        name for name in ("index.html", "a/one/index.html", "a/two/index.html") if "/markdown.css" in read(site, name)
    ]
    assert asking == ["a/two/index.html"]


def test_robots_are_told_where_the_map_is(site: Path) -> None:
    assert re.fullmatch(
        r"User-agent: \*\nAllow: /\n\nSitemap: https://[^\n]*/sub/sitemap.xml\n?", read(site, "robots.txt")
    )


def test_icons_are_there(site: Path) -> None:
    page = read(site, "a/one/index.html")
    icons = re.findall(r'<link rel="(?:[a-z-]* ?icon|apple-touch-icon)"[^>]*href="([^"]*)"', page)
    assert icons == ["../../assets/mark.svg", "../../assets/touch.png"]
    assert (site / "assets/touch.png").read_bytes().startswith(b"\x89PNG")


def test_every_page_has_the_scripts_of_the_templates_and_its_own_root(site: Path) -> None:
    scripts = read_scripts()
    for name, root in (("index.html", "./"), ("a/one/index.html", "../../"), ("404.html", "/sub/")):
        page = read(site, name)
        assert sorted(re.findall(r"<script>(.*?)</script>", page, re.DOTALL)) == sorted(scripts)
        assert f' data-root="{root}"' in page
        assert make_policy(scripts) in add_policy(page, make_policy(scripts))


def test_a_group_of_pages_leads_to_its_first_and_is_listed_whole(site: Path) -> None:
    page = read(site, "a/two/index.html")
    tabs = page[page.index('class="md-tabs"') : page.index("</header>")]
    assert re.findall(r"<a href=\"([^\"]*)\"( aria-current=\"page\")?>", tabs) == [
        ("../..", ""),
        ("../one/", ' aria-current="page"'),
    ]
    drawer = page[page.index("md-nav--primary") : page.index('id="contents"')]
    assert re.findall(r"<li><(?:a|span)\b[^>]*>([^<]*)<", drawer) == ["首页", "组", "一", "深", "二"]
    assert 'aria-current="page">二<' in drawer


def test_contents_are_there_where_there_are_any(site: Path) -> None:
    page = read(site, "a/one/index.html")
    assert '<button type="button" class="contents-button" popovertarget="contents">' in page
    contents = page[page.index('id="contents"') : page.index('class="md-content"')]
    assert re.findall(r"<li><a [^>]*>([^<]*)<", contents) == ["节", "小节"]
    for name in ("index.html", "a/two/index.html", "404.html"):
        page = read(site, name)
        assert "contents-button" not in page
        assert re.search(r"<div id=\"contents\"[^>]* hidden>", page)


def test_titles(site: Path) -> None:
    found = {name: re.findall(r"<title>(.*?)</title>", read(site, name)) for name in ("index.html", "404.html")}
    assert found == {"index.html": ["甲"], "404.html": ["页面不存在 - 甲"]}
    assert "<title>一页 - 甲</title>" in read(site, "a/one/index.html")
    assert "<title>二 - 甲</title>" in read(site, "a/two/index.html")
