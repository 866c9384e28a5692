"""Built site → a zip that opens from the file system.

A server gives index.html for a folder, a file system does not: in the copy every address of a folder names its
index. Pages, scripts and the search are otherwise the same. Names stand in order, times are fixed, so equal sites
give equal bytes.
"""

import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from build_tools.publish.archive import copy_entry, open_archive, write_entry
from build_tools.publish.page_scan import PageScan

OFFLINE = "offline.zip"
_FOLDER = "plan-library"
_PATH_RE = re.compile(r"(?P<path>[^:?#]*)(?P<after>(?:[?#].*)?)", re.DOTALL)
# A page from a disk is of no origin, and not every browser takes the files beside it for its own.
_POLICY_RE = re.compile(r"(?<=<meta http-equiv=\"content-security-policy\" content=\")[^\"]*")
_STORED = (".pdf", ".epub", ".docx", ".zip", ".png")  # compressed already
# The list of downloads names the copy itself, which is not in it.
_SELF_RE = re.compile(r"<li>[^<]*<a href=\"[^\"]*" + re.escape(OFFLINE) + r"\">[^<]*</a></li>")
_LEFT_OUT = frozenset({"404.html", "sitemap.xml", OFFLINE, ".nojekyll"})


def write_offline_copy(
    target: Path,
    site: Path,
    names: Iterable[str],
    scans: Mapping[str, PageScan],
    last: Path | None,
    unchanged: Collection[str],
) -> None:
    """Write the copy of a site.

    Args:
        target: the file to write.
        site: its folder.
        names: paths of its files.
        scans: what each page holds.
        last: an earlier copy, if any.
        unchanged: paths of the files that are as they were when that was made: they are taken from it as they are.
    """
    with zipfile.ZipFile(target, "w") as archive, open_archive(last) as before:
        for name in sorted(names, key=lambda name: name.split("/")):
            entry = f"{_FOLDER}/{name}"
            if name in _LEFT_OUT or (name in unchanged and copy_entry(before, entry, archive)):
                continue
            data = (site / name).read_bytes()
            if name in scans:
                page = _SELF_RE.sub("", name_indexes(data.decode("utf-8"), scans[name].places))
                data = _POLICY_RE.sub(lambda match: match[0].replace("'self'", "'self' file:"), page, count=1).encode()
            write_entry(archive, entry, data, stored=name.endswith(_STORED))


def name_indexes(page: str, places: Sequence[int]) -> str:
    """Return a page whose relative addresses of folders (`PageScan.places`) name their index.html, else unchanged."""
    parts: list[str] = []
    end = 0
    for start, stop in zip(places[::2], places[1::2], strict=True):
        parts += [page[end:start], _name_index(page[start:stop])]
        end = stop
    return "".join([*parts, page[end:]])


def _name_index(address: str) -> str:
    match = _PATH_RE.fullmatch(address)
    path = match["path"] if match else ""
    is_folder = path in (".", "..") or path.endswith(("/", "/..", "/."))
    if not match or not is_folder or path.startswith("/"):
        return address
    return f"{path.rstrip('/')}/index.html{match['after']}"
