from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_tools.publish.links import BrokenLink, check_links, find_broken
from build_tools.publish.page_scan import scan_page

if TYPE_CHECKING:
    from pathlib import Path

CANONICAL = '<link rel="canonical" href="https://plans.example/repo/">'


def make_site(root: Path, body: str, **files: str) -> Path:
    """A site of a home page, a plan, a 404 page, a style sheet and an image; `body` is the plan's."""
    pages = {
        "index.html": f'{CANONICAL}<h1 id="home">主页</h1>',
        "plans/a/index.html": f'<h1 id="s1">一</h1><p id="二">二</p>{body}',
        "404.html": '<a href="/repo/.">主页</a><a href="/repo/plans/a/#s1">一</a>',
        "assets/style.css": 'body { background: url("a b.png") }',
        "assets/a b.png": "png",
        "sitemap.xml": "<loc>https://plans.example/repo/plans/a/</loc>",
        **{name.replace("__", ".").replace("_", "/"): text for name, text in files.items()},
    }
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "body",
    [
        '<a href="">此页</a><a href="#">顶</a><a href="#top">顶</a><a href="#s1">一</a>',
        '<a href="#%E4%BA%8C">二</a><a href="#二">二</a>',
        '<a href="../..">主页</a><a href="../../#home">主页</a><a href="./">此页</a>',
        '<a href="../../index.html?q=1#home">主页</a>',
        '<a href="/repo/">主页</a><a href="/repo">主页</a><a href="/repo/plans/a/#s1">一</a>',
        '<a href="https://plans.example/repo/plans/a/#s1">一</a>',
        '<a href="https://www.gov.example/">原文</a><a href="//www.gov.example/x">原文</a>',
        '<a href="https://plans.example/another-repo/">同一主机</a>',
        '<a href="mailto:a@b.example">信</a><a href="javascript:void(0)">钮</a>',
        '<a href="#s1:~:text=一">一</a><a name="old"></a><a href="#old">旧</a>',
        '<img src="../../assets/a%20b.png" srcset="../../assets/a%20b.png 1x, ../../assets/a%20b.png 2x">',
        '<img src="data:image/png;base64,AA==">',
        '<style>p { background: url(../../assets/a%20b.png) }</style><p style="fill: url(#paint)"></p>',
        '<link rel="stylesheet" href="../../assets/style.css"><link rel="prev" href="https://x.example/">',
        '<!-- <a href="gone/">注释</a> --><script>x = \'<a href="gone/">\'</script>',
        '<meta http-equiv="refresh" content="0; url=../../">',
    ],
)
def test_sound_references(tmp_path: Path, body: str) -> None:
    assert check_links(make_site(tmp_path, body)) == ()


@pytest.mark.parametrize(
    ("body", "target", "reason"),
    [
        ('<a href="../b/">乙</a>', "../b/", "no such file"),
        ('<a href="../../assets/A%20b.png">图</a>', "../../assets/A%20b.png", "no such file"),
        ('<a href="#s2">二</a>', "#s2", "no such id on that page"),
        ('<a href="../../#s1">一</a>', "../../#s1", "no such id on that page"),
        ('<a href="/repo/plans/a/#s2">二</a>', "/repo/plans/a/#s2", "no such id on that page"),
        ('<a href="https://plans.example/repo/b/">乙</a>', "https://plans.example/repo/b/", "no such file"),
        ('<a href="../../plans/a">甲</a>', "../../plans/a", "a directory, written without its closing slash"),
        ('<a href="../../assets/">件</a>', "../../assets/", "no such file"),
        ('<a href="/plans/a/">甲</a>', "/plans/a/", "outside the site"),
        ('<a href="../../../x/">外</a>', "../../../x/", "outside the site"),
        ('<a href="/repo/../x">外</a>', "/repo/../x", "outside the site"),
        ('<a href="javascript:alert(1)">危</a>', "javascript:alert(1)", "a javascript: address"),
        ('<a href="file:///tmp/a">机</a>', "file:///tmp/a", "a file: address"),
        ('<a href="http://[/">坏</a>', "http://[/", "not an address"),
        ('<img srcset="gone.png 2x">', "gone.png", "no such file"),
        ('<meta http-equiv="refresh" content="0; url=gone/">', "gone/", "no such file"),
        ('<svg><use href="icons.svg#a"/></svg>', "icons.svg#a", "no such file"),
        ('<p id="s1"></p>', "#s1", "id used more than once"),
    ],
)
def test_broken_references(tmp_path: Path, body: str, target: str, reason: str) -> None:
    assert check_links(make_site(tmp_path, body)) == (BrokenLink("plans/a/index.html", target, reason),)


@pytest.mark.parametrize(
    "body",
    [
        '<script src="{}"></script>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="shortcut icon" href="{}">',
        '<link rel="preload" href="{}" as="font">',
        '<link rel="preconnect" href="{}" crossorigin>',
        '<img src="{}">',
        '<img srcset="{} 2x">',
        '<iframe src="{}"></iframe>',
        '<object data="{}"></object>',
        '<video poster="{}"></video>',
        '<svg><image xlink:href="{}"/></svg>',
        '<style>@import "{}";</style>',
        "<style>p {{ background: URL( {} ) }}</style>",
        "<p style=\"background: url('{}')\"></p>",
        '<meta http-equiv="Refresh" content="3;URL={}">',
    ],
)
@pytest.mark.parametrize("address", ["https://fonts.example/a", "//fonts.example/a"])
def test_foreign_resources(tmp_path: Path, body: str, address: str) -> None:
    site = make_site(tmp_path, body.format(address))
    assert check_links(site) == (BrokenLink("plans/a/index.html", address, "loads from another host"),)


def test_style_sheets(tmp_path: Path) -> None:
    css = (
        '@import "more.css"; @import url(https://fonts.example/a.css);\n'
        "/* url(in-a-comment.png) */ p::before { content: 'url(in-a-string.png)' }\n"
        "a { background: url('data:image/svg+xml,<svg xmlns=\"http://x.example\"/>'), url(../gone.woff2) }"
    )
    site = make_site(tmp_path, "", assets_more__css=css, assets_x__css=css)
    (site / "assets/x.css").unlink()
    assert check_links(site) == (
        BrokenLink("assets/more.css", "../gone.woff2", "no such file"),
        BrokenLink("assets/more.css", "https://fonts.example/a.css", "loads from another host"),
    )


def test_not_found_page_needs_absolute_addresses(tmp_path: Path) -> None:
    site = make_site(tmp_path, "")
    (site / "404.html").write_text('<a href="plans/a/">甲</a><a href="#x" id="x">x</a>', encoding="utf-8")
    reason = "relative address on a page that is served at any depth"
    assert check_links(site) == (BrokenLink("404.html", "plans/a/", reason),)


def test_sitemap_lists_only_pages_of_the_site(tmp_path: Path) -> None:
    site = make_site(tmp_path, "")
    locs = ["https://plans.example/repo/?a=1&amp;b=2", "https://plans.example/repo/b/", "https://x.example/"]
    (site / "sitemap.xml").write_text("".join(f"<loc>{loc}</loc>" for loc in locs), encoding="utf-8")
    assert check_links(site) == (
        BrokenLink("sitemap.xml", "https://plans.example/repo/b/", "no such file"),
        BrokenLink("sitemap.xml", "https://x.example/", "loads from another host"),
    )


def test_site_without_an_address_stands_at_the_root(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="/">主页</a><a href="/b/">乙</a>', encoding="utf-8")
    assert check_links(tmp_path) == (BrokenLink("index.html", "/b/", "no such file"),)


def test_what_is_known_to_hold_is_not_looked_at(tmp_path: Path) -> None:
    pages = {"index.html": '<a href="x/">甲</a>', "a/index.html": '<a href="y/">乙</a>'}
    scans = {name: scan_page(text) for name, text in pages.items()}
    assert [link.page for link in find_broken(tmp_path, pages, scans)] == ["a/index.html", "index.html"]
    assert [link.page for link in find_broken(tmp_path, pages, scans, {"a/index.html"})] == ["index.html"]
