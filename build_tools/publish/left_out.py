"""What a large site leaves to its releases: what is made from all works and taken along whole; then, forms of each.

Collected books, database and offline copy grow with all works, and a host counts them at each deployment. From a size
of the works on, which mkdocs.yml sets, `build` leaves them out and the pages lead to the release; `build --whole` makes
them, and `release` packs them. From a larger one on it does the same with all that says once more what pages say: the
further forms of each work, its data and its Markdown among them, and the tables of all works.
"""

import posixpath
import re
from collections.abc import Container, Iterable
from html import escape

from build_tools.model.record import WorkRecord
from build_tools.publish.offline import OFFLINE
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.script_tree import TREE
from build_tools.publish.site_config import SiteConfig

DATABASE = "downloads/library.sqlite"
LEFT_OUT = frozenset({DATABASE, OFFLINE, *(f"downloads/{COLLECTION}{ending}.epub" for ending in ("", ".zh-hant"))})
"""Paths in a site of the files that it leaves out."""

FORMS = "works.zip"
"""The file of a release that holds the further forms of all works, at their places in the site."""

TABLES = (
    "plans/bodies.json", "plans/bodies.csv", "plans/targets.json", "plans/targets.csv", "glossary/glossary.json",
    "words/counts.csv",
)  # fmt: skip
"""Paths in a site of what all works say of one subject, as data: a release has each under its own name."""

_BOOK_RE = re.compile(r"downloads/([^/]+?)(?:\.zh-hant)?\.(?:epub|docx)")
_FORMS = ("/tree.json", "/akn.xml", "/clauses.json", "/data.json", "/index.md", "/share.png")
_TABLE_RE = re.compile(
    r'(<a (?:[^<>]{0,200} )?href=")([^"#?:]{0,200}/?(?:'
    + "|".join(re.escape(posixpath.basename(name)) for name in TABLES)
    + r')\b)("[^<>]{0,200}>)(.{0,200}?)</a>',
    re.DOTALL,
)
_BYTES = 7.5  # of clauses.json for a published character: at 100 works, whose files are 107 kB each
_MEGABYTE = 1_000_000
_WORDS = {
    "": ("全部规划", "数据库", "离线副本", "全部规划的合订本、数据库和离线副本较大，不在网站里，由 {} 写入 {}。"),
    TREE: ("全部規劃", "數據庫", "離線副本", "全部規劃的合訂本、數據庫和離線副本較大，不在網站裡，由 {} 寫入 {}。"),
}
_OF_FORMS = {
    "": ("各部规划的 EPUB、Word、Markdown、JSON、Akoma Ntoso", "不在网站里，由 {} 写入 {}。"),
    TREE: ("各部規劃的 EPUB、Word、Markdown、JSON、Akoma Ntoso", "不在網站裡，由 {} 寫入 {}。"),
}


def is_large(works: Iterable[WorkRecord], config: SiteConfig) -> bool:
    """Whether a site leaves out what is made from all works, by how much they say."""
    return _weigh(works) > config.release_from_mb * _MEGABYTE


def leaves_forms(works: Iterable[WorkRecord], config: SiteConfig) -> bool:
    """Whether a large site leaves out the further forms of each work and the tables, too; as `is_large`."""
    return _weigh(works) > max(config.release_from_mb, config.release_forms_from_mb) * _MEGABYTE


def _weigh(works: Iterable[WorkRecord]) -> float:
    return _BYTES * sum(
        base.fidelity.published + base.fidelity.machine for work in works for base in work.witnesses[:1]
    )


def is_form(name: str, works: Container[str] = ()) -> bool:
    """Whether a file of a site, told by its path, is a further form of a work, its picture too, or a table of all.

    Args:
        name: the path.
        works: whose books below downloads/ are such forms; what else stands there is somebody's own, as in docs/.
    """
    name = name.removeprefix(f"{TREE}/")
    if book := _BOOK_RE.fullmatch(name):
        return book[1] in works
    return name in TABLES or (name.startswith("plans/") and name.endswith(_FORMS))


def holds_forms(names: Iterable[str], works: Container[str]) -> bool:
    """Whether one of a site's files, told by their paths, is such a form of one of these works: then all are there."""
    return any(is_form(name, works) for name in names)


def list_forms(work: str) -> list[str]:
    """Return the paths in a site of the further forms that lie in the folder of a work."""
    return [f"plans/{work}{ending}" for ending in _FORMS]


def lead_to_tables(page: str, name: str, config: SiteConfig) -> str:
    """Return a page of a site without tables: its links to them lead to the release, or are plain words.

    Args:
        page: HTML.
        name: path of its file in the site.
        config: knows the address of the last release.
    """

    def lead(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))
        if path.removeprefix(f"{TREE}/") not in TABLES:
            return found[0]
        address = escape(config.releases + posixpath.basename(path))
        return f"{found[1]}{address}{found[3]}{found[4]}</a>" if config.releases else found[4]

    return _TABLE_RE.sub(lead, page)


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
