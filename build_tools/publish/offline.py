"""Built site → a zip that opens from the file system.

A server gives index.html for a folder, a file system does not: in the copy every address of a folder names its
index. Pages, scripts and the search are otherwise the same. Names stand in order, times are fixed, so equal sites
give equal bytes.
"""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

from build_tools.publish.archive import write_entry

NAME = "offline.zip"
_FOLDER = "plan-library"
# Attributes whose relative address may name a folder.
_ADDRESSES = frozenset({"href", "action"})
_ATTRIBUTE_RE = re.compile(
    r"(?<![^\s\"'<>/=])(?P<name>[^\s\"'<>/=]++)\s*+=\s*+(?:\"(?P<value>[^\"]*)\"|'[^']*'|[^\s\"'>]+)"
)
_PATH_RE = re.compile(r"(?P<path>[^:?#]*)(?P<after>(?:[?#].*)?)", re.DOTALL)
# A page from a disk is of no origin, and not every browser takes the files beside it for its own.
_POLICY_RE = re.compile(r"(?<=<meta http-equiv=\"content-security-policy\" content=\")[^\"]*")
_STORED = frozenset({".pdf", ".epub", ".zip", ".png"})  # compressed already
# The list of downloads names the copy itself, which is not in it.
_SELF_RE = re.compile(r"<li>[^<]*<a href=\"[^\"]*" + re.escape(NAME) + r"\">[^<]*</a></li>")
_LEFT_OUT = frozenset({"404.html", "sitemap.xml", NAME, ".nojekyll"})


def write_offline_copy(site: Path) -> Path:
    """Write the copy into the site itself; return its path."""
    target = site / NAME
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if name in _LEFT_OUT:
                continue
            data = path.read_bytes()
            if path.suffix == ".html":
                page = name_indexes(_SELF_RE.sub("", data.decode("utf-8")))
                data = _POLICY_RE.sub(lambda match: match[0].replace("'self'", "'self' file:"), page, count=1).encode()
            write_entry(archive, f"{_FOLDER}/{name}", data, stored=path.suffix in _STORED)
    return target


class _AddressParser(HTMLParser):
    """Collects where the addresses of a page's elements stand: start and end of each value. Text is no element."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not any(name in _ADDRESSES for name, _ in attrs):
            return
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        for attribute in _ATTRIBUTE_RE.finditer(self.get_starttag_text() or "", len(tag) + 1):
            if attribute["name"].lower() in _ADDRESSES and attribute["value"] is not None:
                self.found.append((start + attribute.start("value"), start + attribute.end("value")))


def name_indexes(page: str) -> str:
    """Return a page whose relative addresses of folders name their index.html; nothing else in it changes."""
    parts: list[str] = []
    end = 0
    for start, stop in _AddressParser(page).found:
        parts += [page[end:start], _name_index(page[start:stop])]
        end = stop
    return "".join([*parts, page[end:]])


def _name_index(address: str) -> str:
    match = _PATH_RE.fullmatch(address)
    path = match["path"] if match else ""
    is_folder = path in (".", "..") or path.endswith(("/", "/.."))
    if not match or not is_folder or path.startswith("/"):
        return address
    return f"{path.rstrip('/')}/index.html{match['after']}"
