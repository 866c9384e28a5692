"""What a large site leaves to its releases: the files that are made from all works and taken along whole.

Collected books, database and offline copy grow with all works, and a host counts them at each deployment. From a size
of the works on, which mkdocs.yml sets, `build` leaves them out and the pages lead to the release; `build --whole` makes
them, and `release` packs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from build_tools.publish.offline import NAME as OFFLINE
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.script_tree import TREE
from build_tools.publish.site_config import SiteConfig

DATABASE = "downloads/library.sqlite"
LEFT_OUT = frozenset({DATABASE, OFFLINE, *(f"downloads/{COLLECTION}{ending}.epub" for ending in ("", ".zh-hant"))})
"""Paths in a site of the files that it leaves out."""

COUNTED = ("/clauses.json", "/tree.json", "/akn.xml")
"""Endings of the files by which a site tells how large it is."""

_MEGABYTE = 1_000_000
_WORDS = {
    "": ("全部规划", "数据库", "离线副本", "全部规划的合订本、数据库和离线副本较大，不在网站里，由 {} 写入 {}。"),
    TREE: ("全部規劃", "數據庫", "離線副本", "全部規劃的合訂本、數據庫和離線副本較大，不在網站裡，由 {} 寫入 {}。"),
}


def is_large(sizes: Mapping[str, int], config: SiteConfig) -> bool:
    """Whether a site leaves these files out, by the data of its works.

    Args:
        sizes: path in the site → bytes of the file; those of a work's data are counted.
        config: says from what size on.
    """
    counted = (size for name, size in sizes.items() if name.startswith("plans/") and name.endswith(COUNTED))
    return sum(counted) > config.release_from_mb * _MEGABYTE


def list_left_out(config: SiteConfig, tree: str) -> list[str]:
    """Return the entries of the list of downloads, as HTML, that stand for the files left out."""
    volume, database, copy, told = _WORDS[tree]
    if not config.releases:
        return [f"<li>{told.format('<code>make release</code>', '<code>dist/</code>')}</li>"]
    book = f"{COLLECTION}{'.zh-hant' if tree else ''}.epub"
    files = ((volume, book, "EPUB"), (database, DATABASE.rpartition("/")[2], "SQLite"), (copy, OFFLINE, "ZIP"))
    return [f'<li>{name}　<a href="{escape(config.releases)}{file}">{form}</a></li>' for name, file, form in files]
