"""Built site → a zip that opens from the file system.

A server gives index.html for a folder, a file system does not: in the copy every address of a folder names its
index. Pages, scripts and the search are otherwise the same. Names stand in order, times are fixed, so equal sites
give equal bytes.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

NAME = "offline.zip"
_FOLDER = "plan-library"
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_MODE = 0o100644 << 16
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
            info = zipfile.ZipInfo(f"{_FOLDER}/{name}", _TIME)
            info.external_attr = _MODE
            info.compress_type = zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
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
