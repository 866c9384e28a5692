"""The site in the other script: the same paths and anchors once more, below `hant/`.

Takes a directory that MkDocs has filled and the conversion; writes the converted pages below it, and into every page
of both trees the addresses of its twin: `hreflang` links for machines, a switch for readers. The second tree is
whole (its own style sheets and scripts), so every relative address in it holds as it stands.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from html import escape
from pathlib import Path

from build_tools.publish.page_text import Change, change_words

TREE = "hant"
# Files that only the whole site has.
_SINGLE = frozenset({"404.html", "sitemap.xml", "robots.txt", ".nojekyll"})
_CONVERTED_SUFFIXES = frozenset({".html", ".js"})
_LANG_RE = re.compile(r"<html lang=\"zh-Hans\"")
_SWITCH_PLACE = '<span class="script-switch"></span>'
_CANONICAL_RE = re.compile(r"<link rel=\"canonical\" href=\"(?P<url>[^\"]*)\">")
_LOC_RE = re.compile(r"(?<![ \t])[ \t]*<url>\s*<loc>(?P<url>[^<]*)</loc>(?:(?!<url>).)*?</url>\n?", re.DOTALL)
_SWITCHES = {"": ("繁體", "zh-Hant"), TREE: ("简体", "zh-Hans")}


def write_script_tree(site: Path, to_traditional: Change, to_simplified: Change, traditional: Collection[str]) -> None:
    """Write the second tree and link both.

    Args:
        site: the built pages; no page of a second tree yet.
        to_traditional: converts words, keeping their length.
        to_simplified: the other way.
        traditional: names of the works whose text is in traditional script. Their pages are shown as they are in the
            second tree, and converted in the first.
    """
    target = site / TREE
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name in _SINGLE:
            continue
        twin = target / name
        twin.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix not in _CONVERTED_SUFFIXES:
            shutil.copyfile(path, twin)
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".js":
            write_text(twin, text if text.isascii() else to_traditional(text))
            continue
        own = _work_of(name) in traditional
        first = change_words(text, to_simplified, keep=_keep_other) if own else text
        second = change_words(text, to_traditional, keep=_keep_article if own else _keep_other)
        write_text(path, _link(first, name, ""))
        write_text(twin, _link(_LANG_RE.sub('<html lang="zh-Hant"', second, count=1), name, TREE))
    _extend_sitemap(site / "sitemap.xml")


def write_text(path: Path, text: str) -> None:
    """Write a file of the built site."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _work_of(name: str) -> str:
    parts = name.split("/")
    return parts[1] if parts[0] == "plans" and len(parts) > 2 else ""


def _keep_other(name: str, language: str) -> bool:
    """Words whose script is told stay as they are: on the page of a term its forms stand side by side."""
    return language.startswith(("zh-Han", "en")) and name != "html"


def _keep_article(name: str, language: str) -> bool:
    """On the page of a work in traditional script its own text stays."""
    return name in ("article", "title") or _keep_other(name, language)


def _link(page: str, name: str, tree: str) -> str:
    """Return a page with the addresses of its twin."""
    here = "" if name == "index.html" else name.removesuffix("index.html")
    up = "../" * (here.count("/") + bool(tree))
    twin = up + ("" if tree else f"{TREE}/") + here or "./"
    canonical = _CANONICAL_RE.search(page)
    addresses = {tree: "./", TREE if not tree else "": twin}
    if here and not here.endswith("/"):
        addresses[tree] = here.rpartition("/")[2]
    if canonical:
        url = canonical["url"]
        root = url[: len(url) - len(here)] if here else url
        own = root + (f"{TREE}/" if tree else "") + here
        # In the head, what is said of this address is said of the twin's in its tree.
        head, mark, rest = page.partition("</head>")
        page = head.replace(f'"{url}"', f'"{own}"') + mark + rest
        addresses = {"": root + here, TREE: f"{root}{TREE}/{here}"}
    if tree:
        page = page.replace('"inLanguage":"zh-Hans"', '"inLanguage":"zh-Hant"', 1)
        page = page.replace(
            'name="citation_language" content="zh-Hans"', 'name="citation_language" content="zh-Hant"', 1
        )
    links = "".join(
        f'<link rel="alternate" hreflang="{language}" href="{escape(addresses[key])}">'
        for key, language in (("", "zh-Hans"), (TREE, "zh-Hant"), ("", "x-default"))
    )
    page = page.replace("</head>", f"{links}</head>", 1)
    label, language = _SWITCHES[tree]
    switch = f'<a class="script-switch" lang="{language}" hreflang="{language}" href="{escape(twin)}">{label}</a>'
    return page.replace(_SWITCH_PLACE, switch, 1)


def _extend_sitemap(sitemap: Path) -> None:
    """Name the second tree's pages, too, where the sitemap names any."""
    if not sitemap.is_file():
        return
    text = sitemap.read_text("utf-8")
    entries = list(_LOC_RE.finditer(text))
    if not entries:
        return
    root = min((entry["url"] for entry in entries), key=len)
    twins = [entry[0].replace(root, f"{root}{TREE}/", 1) for entry in entries]
    end = entries[-1].end()
    write_text(sitemap, text[:end] + "".join(twins) + text[end:])
