"""The copy that opens from the file system → faults: it holds the site's files, only its addresses name files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from build_tools.proof.line import Fault, excerpt, first_difference

OUTPUT = "offline copy"
_FOLDER = "plan-library/"
_LEFT_OUT = frozenset({"404.html", "sitemap.xml", "offline.zip", ".nojekyll"})
_ADDRESS_RE = re.compile(r"\s(?:href|action)=\"(?P<address>[^\"]*)\"")
# A relative address that a server answers with the index of a folder.
_FOLDER_RE = re.compile(
    r"(?P<name>\s(?:href|action)=\")(?P<path>\.|\.\.|[^\":?#/][^\":?#]*(?:/|/\.\.))(?P<rest>[?#][^\"]*)?\""
)
# A page from a disk may load from the disk.
_POLICY_RE = re.compile(r"(?<=<meta http-equiv=\"content-security-policy\" content=\")[^\"]*")
_ENTRY_OF_ITSELF_RE = re.compile(r"<li>[^<]*<a href=\"[^\"]*offline\.zip\">[^<]*</a></li>")


def prove_offline(site: Path, files: Mapping[str, bytes], file: str) -> tuple[list[Fault], int]:
    """Return what is wrong with the copy, and how many bytes of the site it holds.

    Args:
        site: where it lies.
        files: of the site, by path; read where a path is missing.
        file: the copy's name.
    """
    path = site / file
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            wanted = {name for name in files if name not in _LEFT_OUT}
            held = {name.removeprefix(_FOLDER) for name in names}
            for name in sorted(wanted ^ held):
                what = "a file is lost" if name in wanted else "a file that the site has not"
                return [Fault(OUTPUT, f"{file}/{name}", what, _work_of(name))], size
            for name in sorted(held):
                data = archive.read(_FOLDER + name)  # raises where its checksum does not fit
                size += len(data)
                if fault := _prove_file(name, data, files[name], file):
                    return [fault], size
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}")], size
    return [], size


def _prove_file(name: str, data: bytes, original: bytes, file: str) -> Fault | None:
    if not name.endswith(".html"):
        if data == original:
            return None
        return Fault(OUTPUT, f"{file}/{name}", "is not the site's", _work_of(name))
    shown = data.decode("utf-8")
    page = _ENTRY_OF_ITSELF_RE.sub("", original.decode("utf-8"))
    page = _POLICY_RE.sub(lambda match: match[0].replace("'self'", "'self' file:"), page, count=1)
    if _FOLDER_RE.sub(_lead_to_index, page) == shown:
        return None
    one, other = _ADDRESS_RE.split(page), _ADDRESS_RE.split(shown)
    if one[::2] != other[::2]:
        left, right = "".join(one[::2]), "".join(other[::2])
        at = first_difference(left, right)
        shown_both = excerpt(left, at), excerpt(right, at)
        return Fault(OUTPUT, f"{file}/{name}", "the page differs", _work_of(name), "", at, *shown_both)
    pairs = zip(one[1::2], other[1::2], strict=True)
    address, written = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return Fault(OUTPUT, f"{file}/{name}", "an address differs", _work_of(name), "", -1, address, written)


def _lead_to_index(match: re.Match[str]) -> str:
    """Return an attribute whose address of a folder names the folder's index."""
    path = match["path"]
    return f'{match["name"]}{path.rstrip("/")}/index.html{match["rest"] or ""}"'


def _work_of(name: str) -> str:
    parts = name.removeprefix("hant/").split("/")
    return parts[1] if parts[0] == "plans" and len(parts) > 2 else ""
