"""Links from the pages of a built site to what can be taken along, with sizes.

Takes both trees of a site and what lies in downloads/; writes a line into each plan's card of facts, and the whole
list where a page holds an empty `<div class="downloads"></div>`. The files lie once, beside the first tree; each
tree offers those in its own script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from build_tools.model.record import WorkRecord
from build_tools.publish.script_tree import TREE

_CARD_RE = re.compile(r"<div class=\"facts editorial\">\s*+<ul>(?:(?!</ul>|<div).)*+(?=</ul>)", re.DOTALL)
_PLACE = '<div class="downloads"></div>'
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000
_WORDS = {"": ("下载", "全部规划", "离线副本"), TREE: ("下載", "全部規劃", "離線副本")}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers take along.

    Attributes:
        work: name of the work, or "collection" for all of them.
        script: "hans" or "hant".
        format: how the link is called, "PDF".
        file: its name in downloads/.
        size: in bytes.
    """

    work: str
    script: str
    format: str
    file: str
    size: int


def show_size(size: int) -> str:
    """Return a size for people: "0.5 MB", "27 kB"."""
    if size >= _MEGABYTE / 2:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{max(size // _KILOBYTE, 1)} kB"


def write_downloads(
    site: Path, downloads: Sequence[Download], records: Sequence[WorkRecord], to_traditional: Callable[[str], str]
) -> None:
    """Write the links into the pages of both trees; in the second the titles are converted, too."""
    for tree, script in (("", "hans"), (TREE, "hant")):
        offered = [download for download in downloads if download.script == script]
        for record in records:
            own = [download for download in offered if download.work == record.work]
            for page in ("", *(page for page, _ in record.annexes)):
                path = site / tree / "plans" / record.work / page / "index.html"
                _fill_card(path, own, site, _WORDS[tree][0])
        titles = {record.work: record.facts.title or record.work for record in records}
        if tree:
            titles = {work: to_traditional(title) for work, title in titles.items()}
        for path in sorted((site / tree / "downloads-and-data").glob("index.html")):
            _fill_list(path, offered, titles, site, tree)


def _up(path: Path, site: Path) -> str:
    return "../" * (len(path.relative_to(site).parts) - 1)


def _link(download: Download, up: str) -> str:
    return f'<a href="{up}downloads/{escape(download.file)}">{download.format}</a>（{show_size(download.size)}）'


def _fill_card(path: Path, downloads: Sequence[Download], site: Path, word: str) -> None:
    text = path.read_text("utf-8")
    card = _CARD_RE.search(text)
    if card is None or not downloads:
        return
    up = _up(path, site)
    links = "、".join(_link(download, up) for download in sorted(downloads, key=lambda d: d.format != "PDF"))
    row = f'<li class="take"><b>{word}</b> {links}</li>\n'
    path.write_text(text[: card.end()] + row + text[card.end() :], encoding="utf-8", newline="\n")


def _fill_list(path: Path, downloads: Sequence[Download], titles: Mapping[str, str], site: Path, tree: str) -> None:
    text = path.read_text("utf-8")
    up = _up(path, site)
    rows = []
    for work in dict.fromkeys(download.work for download in downloads):
        own = sorted((d for d in downloads if d.work == work), key=lambda d: d.format != "PDF")
        name = escape(titles.get(work, _WORDS[tree][1]))
        rows.append(f"<li>{name}　{'、'.join(_link(download, up) for download in own)}</li>")
    if rows:
        rows.append(f'<li>{_WORDS[tree][2]}　<a href="{up}offline.zip">ZIP</a></li>')
    shown = f'<div class="downloads"><ul>{"".join(rows)}</ul></div>' if rows else ""
    path.write_text(text.replace(_PLACE, shown, 1), encoding="utf-8", newline="\n")
