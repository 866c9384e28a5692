"""Built site → a zip that opens from the file system.

A server gives index.html for a folder, a file system does not: in the copy every address of a folder names its
index. Pages, scripts and the search are otherwise the same. Names stand in order, times are fixed, so equal sites
give equal bytes.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from build_tools.publish.archive import write_entry

NAME = "offline.zip"
_FOLDER = "plan-library"
# Attributes whose relative address may name a folder.
_ADDRESS_RE = re.compile(r"(?P<before>\s(?:href|action)=\")(?P<path>[^\":?#]*)(?P<after>[?#][^\"]*)?(?=\")")
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
                data = name_indexes(_SELF_RE.sub("", data.decode("utf-8"))).encode("utf-8")
            write_entry(archive, f"{_FOLDER}/{name}", data, stored=path.suffix in _STORED)
    return target


def name_indexes(page: str) -> str:
    """Return a page whose relative addresses of folders name their index.html."""

    def name(match: re.Match[str]) -> str:
        path = match["path"]
        is_folder = path in (".", "..") or path.endswith(("/", "/.."))
        if not is_folder or path.startswith("/"):
            return match[0]
        return f"{match['before']}{path.rstrip('/')}/index.html{match['after'] or ''}"

    return _ADDRESS_RE.sub(name, page)
