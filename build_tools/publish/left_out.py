"""What a large site leaves to its releases: what is made from all works and taken along whole; then, forms of each.

Collected books, database and offline copy grow with all works, and a host counts them at each deployment. From a size
of the works on, which mkdocs.yml sets, `build` leaves them out and the pages lead to the release; `build --whole` makes
them, and `release` packs them. From a larger one on it does the same with the forms of each work that few ask for.
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

FORMS = "works.zip"
"""The file of a release that holds the further forms of all works, at their places in the site."""

COUNTED = "/clauses.json"
"""Ending of the files by which a site tells how large it is: every site has them."""
_FORMS = (".epub", ".docx", "/tree.json", "/akn.xml")

_MEGABYTE = 1_000_000
_WORDS = {
    "": ("全部规划", "数据库", "离线副本", "全部规划的合订本、数据库和离线副本较大，不在网站里，由 {} 写入 {}。"),
    TREE: ("全部規劃", "數據庫", "離線副本", "全部規劃的合訂本、數據庫和離線副本較大，不在網站裡，由 {} 寫入 {}。"),
}
_OF_FORMS = {
    "": ("各部规划的 EPUB、Word、结构树、Akoma Ntoso", "不在网站里，由 {} 写入 {}。"),
    TREE: ("各部規劃的 EPUB、Word、結構樹、Akoma Ntoso", "不在網站裡，由 {} 寫入 {}。"),
}


def is_large(sizes: Mapping[str, int], config: SiteConfig) -> bool:
    """Whether a site leaves these files out, by the data of its works.

    Args:
        sizes: path in the site → bytes of the file; those of a work's data are counted.
        config: says from what size on.
    """
    return _count(sizes) > config.release_from_mb * _MEGABYTE


def leaves_forms(sizes: Mapping[str, int], config: SiteConfig) -> bool:
    """Whether a large site leaves out the further forms of each work, too; as `is_large`."""
    return _count(sizes) > max(config.release_from_mb, config.release_forms_from_mb) * _MEGABYTE


def _count(sizes: Mapping[str, int]) -> int:
    return sum(size for name, size in sizes.items() if name.startswith("plans/") and name.endswith(COUNTED))


def is_form(name: str) -> bool:
    """Whether a file of a site, told by its path, is a further form of a work."""
    return name.startswith(("downloads/", "plans/")) and name.endswith(_FORMS) and name not in LEFT_OUT


def lead_to_forms(config: SiteConfig, tree: str) -> str:
    """Return the entry of a list, as HTML, that stands for the forms left out."""
    name, told = _OF_FORMS[tree]
    if config.releases:
        return f'<li>{name}　<a href="{escape(config.releases)}{FORMS}">ZIP</a></li>'
    return f"<li>{name}{told.format('<code>make release</code>', '<code>dist/</code>')}</li>"


def list_left_out(config: SiteConfig, tree: str) -> list[str]:
    """Return the entries of the list of downloads, as HTML, that stand for the files left out."""
    volume, database, copy, told = _WORDS[tree]
    if not config.releases:
        return [f"<li>{told.format('<code>make release</code>', '<code>dist/</code>')}</li>"]
    book = f"{COLLECTION}{'.zh-hant' if tree else ''}.epub"
    files = ((volume, book, "EPUB"), (database, DATABASE.rpartition("/")[2], "SQLite"), (copy, OFFLINE, "ZIP"))
    return [f'<li>{name}　<a href="{escape(config.releases)}{file}">{form}</a></li>' for name, file, form in files]
