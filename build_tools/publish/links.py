"""Checks that every address in a built site leads somewhere, and that no page asks another host for anything.

Takes a directory of built files, gives the references that fail, changes nothing and asks no network. What a
script asks for when it runs is not seen here; the browser tests count requests.
"""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from build_tools.messages import _
from build_tools.publish.page_scan import PageScan, Reference, scan_css, scan_page

# Stands for the site's root while relative addresses are resolved, so that one "../" too many shows: joined
# to a real root it would be ignored.
ROOT = "/site-root/"

_NOT_FOUND_PAGE = "404.html"  # served for any missing address, at any depth
_HARMLESS_SCHEMES = frozenset({"data", "mailto", "tel"})
# Most addresses: of segments in ASCII none of which begins with a point or is empty, with nothing escaped.
_RELATIVE_RE = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<path>(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?)(?:#(?P<fragment>[\w.-]*))?", re.ASCII
)
_LOC_RE = re.compile(r"<loc>([^<]*)</loc>")


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A reference that fails.

    Attributes:
        page: the file it stands in, relative to the site, with forward slashes.
        target: the address as written there.
        reason: what is wrong with it.
    """

    page: str
    target: str
    reason: str


@dataclass(frozen=True)
class _Site:
    """The files of a site and where it will be served.

    Attributes:
        files: their paths relative to the site, with forward slashes.
        pages: what each HTML file holds.
        origin: scheme and host in lower case, "" where the site does not say.
        prefix: path of the site's root on that host, "/" or "/repo/".
    """

    files: Collection[str]
    pages: Mapping[str, PageScan]
    origin: str
    prefix: str

    def find_fault(self, page: str, reference: Reference) -> str | None:
        """Return what is wrong with a reference that stands in `page`, None if nothing is."""
        target = reference.target.strip()
        if page != _NOT_FOUND_PAGE and (match := _RELATIVE_RE.fullmatch(target)):
            folders = page.split("/")[:-1]
            if (ups := match["up"].count("/")) <= len(folders):
                path = match["path"]
                name = "/".join([*folders[: len(folders) - ups], path]) if path or ups else page
                return self._find_fault_of_name(name, match["fragment"] or "")
        try:
            parts = urlsplit(target)
        except ValueError:
            return _("not an address")
        path = parts.path
        if parts.netloc or parts.scheme in {"http", "https"}:
            host = f"{parts.scheme or 'https'}://{parts.netloc}".lower()
            if host != self.origin or not f"{path}/".startswith(self.prefix):
                return _("loads from another host") if reference.loads else None
            path = path or "/"
        elif parts.scheme:
            # Material writes javascript:void(0) on links that a script of its own handles.
            if parts.scheme in _HARMLESS_SCHEMES or target == "javascript:void(0)":
                return None
            return f"a {parts.scheme}: address"
        if path.startswith("/"):
            if not f"{path}/".startswith(self.prefix):
                return _("outside the site")
            inner = "" if f"{path}/" == self.prefix else path.removeprefix(self.prefix)
            resolved = urljoin(ROOT, f"./{inner}")
        elif path and page == _NOT_FOUND_PAGE:
            return _("relative address on a page that is served at any depth")
        else:
            resolved = urljoin(ROOT + page, path) if path else ROOT + page
        return self._find_fault_of_file(resolved, parts.fragment)

    def _find_fault_of_file(self, resolved: str, fragment: str) -> str | None:
        if not resolved.startswith(ROOT):
            return _("outside the site")
        # ":~:text=" asks the browser to look for words, not for an id.
        return self._find_fault_of_name(unquote(resolved.removeprefix(ROOT)), unquote(fragment.partition(":~:")[0]))

    def _find_fault_of_name(self, name: str, identifier: str) -> str | None:
        if not name or name.endswith("/"):
            name += "index.html"
        if name not in self.files:
            if f"{name}/index.html" in self.files:
                return _("a directory, written without its closing slash")
            return _("no such file")
        if identifier in {"", "top"} or name not in self.pages:
            return None
        return None if identifier in self.pages[name].ids else _("no such id on that page")


def check_links(site_dir: Path) -> tuple[BrokenLink, ...]:
    """Check all references of the HTML, CSS and sitemap files of a built site.

    Internal addresses have to lead to a file of the site, and fragments of HTML pages to an id there.
    Links to other hosts are left alone, resources that a page would load from one are reported, and so are
    ids that a page uses more than once. The address the site will be served under is taken from the canonical
    link of its home page.

    Returns:
        What fails, sorted by page.
    """
    files = frozenset(
        (Path(folder) / name).relative_to(site_dir).as_posix()
        for folder, _, names in os.walk(site_dir)
        for name in names
    )
    pages = {name: scan_page(_read(site_dir / name)) for name in sorted(files) if name.endswith((".html", ".htm"))}
    return find_broken(site_dir, files, pages)


def find_broken(
    site_dir: Path, files: Collection[str], pages: Mapping[str, PageScan], sound: Collection[str] = frozenset()
) -> tuple[BrokenLink, ...]:
    """Check a site whose pages have been read already; see `check_links`.

    Args:
        site_dir: the site's root directory.
        files: their paths relative to it.
        pages: what each HTML file holds.
        sound: files of which it is known that their references hold.
    """
    address = urlsplit(pages["index.html"].canonical if "index.html" in pages else "")
    site = _Site(
        files=files,
        pages=pages,
        origin=f"{address.scheme}://{address.netloc}".lower() if address.netloc else "",
        prefix=address.path.rstrip("/") + "/",
    )
    broken: set[BrokenLink] = set()
    for page, scan in pages.items():
        if page in sound:
            continue
        broken.update(BrokenLink(page, f"#{name}", _("id used more than once")) for name in scan.repeated_ids)
        broken.update(_list_faults(site, page, scan.references))
    for name in files:
        if name in sound:
            continue
        if name.endswith(".css"):
            broken.update(_list_faults(site, name, scan_css(_read(site_dir / name))))
        elif name.endswith(".xml") and Path(name).name.startswith("sitemap"):
            broken.update(_list_faults(site, name, _scan_sitemap(_read(site_dir / name))))
    return tuple(sorted(broken))


def _list_faults(site: _Site, page: str, references: tuple[Reference, ...]) -> list[BrokenLink]:
    found = ((reference, site.find_fault(page, reference)) for reference in references)
    return [BrokenLink(page, reference.target, reason) for reference, reason in found if reason]


def _scan_sitemap(xml: str) -> tuple[Reference, ...]:
    # Counted as loaded: a sitemap may list only its own site.
    return tuple(Reference(unescape(loc.strip()), loads=True) for loc in _LOC_RE.findall(xml))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
