"""Links from the pages of a built site to what can be taken along, with sizes.

Takes what lies in downloads/; gives a line for each plan's card of facts, and the whole list where a page holds an
empty `<div class="downloads"></div>`. The files lie once, beside the first tree; each
tree offers those in its own script.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from build_tools.publish.script_tree import TREE

_CARD_RE = re.compile(r"<div class=\"facts editorial\">\s*+<ul>(?:(?!</ul>|<div).)*+(?=</ul>)", re.DOTALL)
_PLACE = '<div class="downloads"></div>'
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000
_WORDS = {"": ("下载", "全部规划", "离线副本", "数据"), TREE: ("下載", "全部規劃", "離線副本", "資料")}
# What stands beside a work's page in the first tree, each the whole text for another kind of program.
_DATA = {"JSON": "tree.json", "Markdown": "index.md", "Akoma Ntoso": "akn.xml"}


@dataclass(frozen=True, slots=True)
class Offer:
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
    """Return a size for people: "0.5 MB", "27 kB", which no line's end parts."""
    if size >= _MEGABYTE / 2:
        return f"{size / _MEGABYTE:.1f}\u00a0MB"
    return f"{max(size // _KILOBYTE, 1)}\u00a0kB"


def link_downloads(downloads: Iterable[Offer], tree: str, up: str) -> str:
    """Return the row of a plan's card that offers what can be taken along, "" where there is nothing.

    Args:
        downloads: of the work, in the script of the tree.
        tree: "" or the folder of the second tree.
        up: from the page to the site's root, "../../".
    """
    links = _join_links(downloads, up)
    return f'<li class="take"><b>{_WORDS[tree][0]}</b> {links}</li>\n' if links else ""


def link_data(work: str, has: Callable[[str], bool], tree: str, up: str) -> str:
    """Return the row of a plan's card that leads to its data, "" where there are none.

    Args:
        work: name of the work.
        has: whether the site has a file.
        tree: "" or the folder of the second tree.
        up: from the page to the site's root, "../../".
    """
    found = {name: path for name, file in _DATA.items() if has(path := f"plans/{work}/{file}")}
    links = "、".join(f'<a href="{up}{path}">{name}</a>' for name, path in found.items())
    return f'<li class="take"><b>{_WORDS[tree][3]}</b> {links}</li>\n' if links else ""


def list_downloads(
    downloads: Sequence[Offer], titles: Mapping[str, str], tree: str, up: str, left_out: Sequence[str] = ()
) -> str:
    """Return the list of all that can be taken along in the script of a tree, "" where there is nothing.

    Args:
        downloads: in that script, in the order of the list.
        titles: of the works, in that script.
        tree: "" or the folder of the second tree.
        up: from the page to the site's root.
        left_out: entries that stand for what the site leaves out (`list_left_out`), the offline copy among it.
    """
    rows = []
    for work in dict.fromkeys(download.work for download in downloads):
        own = [download for download in downloads if download.work == work]
        rows.append(f"<li>{escape(titles.get(work, _WORDS[tree][1]))}　{_join_links(own, up)}</li>")
    if not rows and not left_out:
        return ""
    rows += left_out or [f'<li>{_WORDS[tree][2]}　<a href="{up}offline.zip">ZIP</a></li>']
    return f'<div class="downloads"><ul>{"".join(rows)}</ul></div>'


def fill_page(page: str, row: str, shown: str) -> str:
    """Return a page with a row in its card of facts, and with the list where it has the place for it."""
    if row and (card := _CARD_RE.search(page)):
        page = page[: card.end()] + row + page[card.end() :]
    return page.replace(_PLACE, shown, 1)


def has_list(page: str) -> bool:
    """Whether a page, in Markdown or HTML, has the place for the list."""
    return _PLACE in page


def _join_links(downloads: Iterable[Offer], up: str) -> str:
    shown = sorted(downloads, key=lambda download: download.format != "PDF")
    return "、".join(
        f'<a href="{up}downloads/{escape(one.file)}">{one.format}</a>（{show_size(one.size)}）' for one in shown
    )
