"""The second tree: same paths and anchors, twins that name each other, and nothing of the first changed but that."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from build_tools.publish.script_tree import (
    TREE,
    Changes,
    extend_sitemap,
    holds_both,
    is_shared,
    lead_to_shared,
    make_twin_file,
    make_twins,
)

HEAD = '<!doctype html><html lang="zh-Hans" class="no-js"><head><title>规划</title>{}</head><body>'
SWITCH = '<header>规划<span class="script-switch"></span></header>'
PAGE = (
    HEAD.format("")
    + SWITCH
    + '<article><h2 id="s1"><a href="#s1" title="规划"></a>规划</h2>'
    + '<span class="script-switch"></span></article></body></html>'
)
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    "    <url>\n         <loc>https://example.org/hant/x/</loc>\n    </url>\n"
    "    <url>\n         <loc>https://example.org/hant/x/plans/a/</loc>\n    </url>\n</urlset>\n"
)


def to_traditional(text: str) -> str:
    return text.replace("规划", "規劃")


def to_simplified(text: str) -> str:
    return text.replace("規劃", "规划")


def localise(text: str) -> str:
    return text.replace("搜索", "搜尋")


CHANGES = Changes(to_traditional, to_simplified, localise)


def make_site(pages: dict[str, str], traditional: tuple[str, ...] = ()) -> dict[str, str]:
    files: dict[str, str] = {}
    for name, text in pages.items():
        if name.endswith(".html"):
            own = name.startswith(tuple(f"plans/{work}/" for work in traditional))
            twins = make_twins(text, name, CHANGES, own=own)
            files |= {name: twins[0], f"{TREE}/{name}": twins[1]}
            continue
        files[name] = text
        if (twin := make_twin_file(name, text.encode(), CHANGES)) is not None:
            files[f"{TREE}/{name}"] = twin.decode()
    return files


def addresses(page: str) -> dict[str, str]:
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page))
    if canonical := re.search(r'<link rel="canonical" href="([^"]*)">', page):
        found["canonical"] = canonical[1]
    (switch,) = re.findall(r'<a class="script-switch" ([^>]*)>([^<]*)</a>', page)
    return found | {"switch": f"{switch[1]} {switch[0]}"}


def test_the_sites_own_words_are_the_regions_and_texts_stay() -> None:
    text = (
        HEAD.format("")
        + '<header>搜索规划<span class="script-switch"></span><label title="搜索">搜索</label></header>'
        + "<nav>搜索</nav><article>搜索</article><footer>搜索</footer></body></html>"
    )
    files = make_site({"plans/a/index.html": text, "assets/a.js": '"搜索";规划', "data/a.js": '"搜索"'})
    shown = {name: re.sub("<[^>]*>", "|", page.partition("<header>")[2]) for name, page in files.items()}
    assert shown["plans/a/index.html"].split("|")[0] == "搜索规划"
    words = re.findall("搜.", files["hant/plans/a/index.html"])
    assert words == ["搜索", "搜尋", "搜尋", "搜索", "搜索", "搜尋"]
    bare = HEAD.format("") + SWITCH + "<article>搜索</article></body></html>"  # a theme that has no foot
    assert "<article>搜索<" in make_site({"plans/a/index.html": bare})["hant/plans/a/index.html"]
    assert set(re.findall("搜.", files["plans/a/index.html"])) == {"搜索"}
    own = make_site({"search/index.html": text})["hant/search/index.html"]
    assert set(re.findall("搜.", own)) == {"搜尋"}
    assert (files["hant/assets/a.js"], files["hant/data/a.js"]) == ('"搜尋";規劃', '"搜索"')


def test_every_page_has_its_twin_with_the_same_anchors() -> None:
    files = make_site({"index.html": PAGE, "plans/a/index.html": PAGE, "plans/a/annex-1/index.html": PAGE})
    first = {name for name in files if not name.startswith(f"{TREE}/")}
    assert {f"{TREE}/{name}" for name in first} == set(files) - first
    for name in first:
        ids = [re.findall(r'(?:id|href)="(#?s[^"]*)"', files[tree + name]) for tree in ("", f"{TREE}/")]
        assert ids[0] == ids[1] == ["s1", "#s1"]


def test_words_are_converted_and_the_first_tree_is_left() -> None:
    files = make_site({"index.html": PAGE})
    assert '<h2 id="s1"><a href="#s1" title="规划"></a>规划</h2>' in files["index.html"]
    assert '<h2 id="s1"><a href="#s1" title="規劃"></a>規劃</h2>' in files["hant/index.html"]
    assert re.findall('<html lang="([^"]*)"', files["index.html"] + files["hant/index.html"]) == ["zh-Hans", "zh-Hant"]
    assert "<title>規劃</title>" in files["hant/index.html"]


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("plans/a/index.html", '<a class="x" href="data.json">', '<a class="x" href="../../../plans/a/data.json">'),
        ("plans/a/index.html", '<a href="../targets.csv#x">', '<a href="../../../plans/targets.csv#x">'),
        ("plans/a/index.html", '<img src="pictures/a.png">', '<img src="../../../plans/a/pictures/a.png">'),
        ("index.html", '<a href="./a.json">', '<a href="../a.json">'),
        ("index.html", '<img src="pictures/a.png">', None),
        ("index.html", '<img src="assets/a.json">', None),
        ("index.html", '<a href="https://example.org/a.json">', None),
        ("index.html", '<a href="/a.json">', None),
        ("index.html", '<a href="../a.json">', None),
        ("index.html", '<a href="plans/a.js">a.json</a>', None),
    ],
)
def test_pages_of_the_second_tree_lead_to_what_stands_in_the_first(name: str, written: str, read: str | None) -> None:
    assert lead_to_shared(f"<p>.json {written}</p>", name) == f"<p>.json {read or written}</p>"


def test_what_both_scripts_share() -> None:
    shared = ["plans/a/data.json", "plans/targets.csv", "plans/a/pictures/1.png", "plans/a/annex-1/pictures/1.png"]
    other = ["plans/a/cards.js", "pictures/1.png", "assets/a.json", "index.html", "feed.xml"]
    assert [name for name in (*shared, *other) if is_shared(name)] == shared
    assert [name for name in (*shared, *other) if holds_both(name)] == other[:1]


def test_only_the_place_in_the_header_becomes_the_switch() -> None:
    files = make_site({"index.html": PAGE})
    for name in ("index.html", "hant/index.html"):
        assert files[name].count('<span class="script-switch"></span></article>') == 1
        assert files[name].count('<a class="script-switch"') == 1


# A page, and where it and its twin lead without an address of the site, by the switch alone.
RELATIVE = {
    "index.html": ("hant/", "../"),
    "plans/index.html": ("../hant/plans/", "../../plans/"),
    "plans/a/index.html": ("../../hant/plans/a/", "../../../plans/a/"),
    "plans/a/annex-1/index.html": ("../../../hant/plans/a/annex-1/", "../../../../plans/a/annex-1/"),
    "x.html": ("hant/x.html", "../x.html"),
    "甲 5%/index.html": ("../hant/%E7%94%B2%205%25/", "../../%E7%94%B2%205%25/"),
}


@pytest.mark.parametrize("name", RELATIVE)
def test_twins_without_an_address(name: str) -> None:
    twin, back = RELATIVE[name]
    files = make_site({name: PAGE})
    assert addresses(files[name]) == {"switch": f'繁體 lang="zh-Hant" hreflang="zh-Hant" href="{twin}"'}
    assert addresses(files[f"hant/{name}"]) == {"switch": f'简体 lang="zh-Hans" hreflang="zh-Hans" href="{back}"'}


@pytest.mark.parametrize("here", ["", "plans/a/", "%E7%94%B2%205%25/"])
def test_twins_with_an_address(here: str) -> None:
    root = "https://example.org/hant/x/"
    page = PAGE.replace("</head>", f'<link rel="canonical" href="{root}{here}"></head>')
    name = f"{unquote(here)}index.html"
    files = make_site({name: page})
    for tree in ("", "hant/"):
        found = addresses(files[f"{tree}{name}"])
        assert found["canonical"] == f"{root}{tree}{here}"
        assert (found["zh-Hans"], found["zh-Hant"], found["x-default"]) == (
            root + here, f"{root}hant/{here}", root + here,
        )  # fmt: skip
        assert "://" not in found["switch"]


def test_a_work_in_traditional_script() -> None:
    page = PAGE.replace("<article>", "<nav>规划</nav><article>").replace("规划</h2>", "規劃</h2>")
    files = make_site({"plans/a/index.html": page, "plans/b/index.html": page}, ("a",))
    shown = {name: re.findall(r"<nav>(.*?)</nav>|>([^<>]*)</h2>", text) for name, text in files.items()}
    assert shown["plans/a/index.html"] == [("规划", ""), ("", "规划")]
    assert shown["hant/plans/a/index.html"] == [("規劃", ""), ("", "規劃")]
    assert shown["plans/b/index.html"] == [("规划", ""), ("", "規劃")]


def test_words_whose_script_is_told_stay() -> None:
    forms = '<b lang="zh-Hans">规划</b><b lang="zh-Hant">规划</b><b lang="en">规划</b><b lang="ja">规划</b>'
    page = PAGE.replace("<h2", f"{forms}<h2")
    files = make_site({"index.html": page})
    assert re.findall(r'<b lang="[^"]*">(.*?)</b>', files["hant/index.html"]) == ["规划", "规划", "规划", "規劃"]


def test_other_files() -> None:
    files = make_site(
        {
            "sitemap.xml": SITEMAP,
            "robots.txt": "规划",
            ".nojekyll": "",
            "a/x.css": "/* 规划 */",
            "a/x.js": 'a("规划")',
            "a/y.js": "a()",
            "a/z.json": '"规划"',
        },
    )
    assert {name: text for name, text in files.items() if name.startswith("hant/")} == {
        "hant/a/x.css": "/* 规划 */", "hant/a/x.js": 'a("規劃")', "hant/a/y.js": "a()", "hant/a/z.json": '"规划"',
    }  # fmt: skip


def test_the_sitemap_names_both_trees() -> None:
    text = extend_sitemap(SITEMAP)
    root = "https://example.org/hant/x/"
    assert re.findall("<loc>(.*?)</loc>", text) == [
        root, f"{root}plans/a/", f"{root}hant/", f"{root}hant/plans/a/",
    ]  # fmt: skip
    assert text.endswith("</url>\n</urlset>\n")


def test_an_empty_sitemap_stays() -> None:
    assert extend_sitemap("<urlset></urlset>") == "<urlset></urlset>"


def test_what_a_script_compares_with_what_readers_type_stays() -> None:
    script = 'say("规划");\n"zh-Hans";\nif (typed === "规划") go();\n'
    twin = make_twin_file("assets/search.js", script.encode(), CHANGES)
    assert twin is not None
    assert twin.decode() == 'say("規劃");\n"zh-Hans";\nif (typed === "规划") go();\n'
