"""The copy that opens from the file system → faults: it holds the site's files, only its addresses name files."""

import re
import zipfile
from collections.abc import Collection, Mapping

from build_tools.messages import _
from build_tools.proof.entries import Entries
from build_tools.proof.line import Fault, Judged, excerpt, first_difference, name_work, tell_unreadable

OUTPUT = "offline copy"
FOLDER = "plan-library/"
"""Below which everything stands in the copy."""
_LEFT_OUT = frozenset({"404.html", "sitemap.xml", "offline.zip", ".nojekyll"})
_ADDRESS_RE = re.compile(r"\s(?:href|action)=\"(?P<address>[^\"]*)\"")
# A relative address that a server answers with the index of a folder.
_FOLDER_RE = re.compile(
    r"(?P<name>\s(?:href|action)=\")(?P<path>\.|\.\.|[^\":?#/][^\":?#]*(?:/|/\.\.?))(?P<rest>[?#][^\"]*)?\""
)
# A page from a disk may load from the disk.
_POLICY_RE = re.compile(r"(?<=<meta http-equiv=\"content-security-policy\" content=\")[^\"]*")
_ENTRY_OF_ITSELF_RE = re.compile(r"<li>[^<]*<a href=\"[^\"]*offline\.zip\">[^<]*</a></li>")


def prove_names(names: Collection[str], held: Collection[str], file: str) -> list[Fault]:
    """Return what is wrong with the list of what the copy holds."""
    wanted = {name for name in names if name not in _LEFT_OUT}
    for name in sorted(wanted ^ {entry.removeprefix(FOLDER) for entry in held}):
        what = _("a file is lost") if name in wanted else _("a file that the site has not")
        return [Fault(OUTPUT, f"{file}/{name}", what, name_work(name))]
    return []


def prove_entry(name: str, entries: Entries, files: Mapping[str, bytes], file: str) -> Judged:
    """Return what is wrong with one file in the copy, and how many bytes it has there."""
    try:
        data = entries.read(FOLDER + name)
        fault = _prove_file(name, data, files[name], file)
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        return [tell_unreadable(OUTPUT, file, error, name_work(name))], 0
    return [fault] if fault else [], len(data)


def _prove_file(name: str, data: bytes, original: bytes, file: str) -> Fault | None:
    if not name.endswith(".html"):
        if data == original:
            return None
        return Fault(OUTPUT, f"{file}/{name}", _("is not the site's"), name_work(name))
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
        return Fault(OUTPUT, f"{file}/{name}", _("the page differs"), name_work(name), "", at, *shown_both)
    pairs = zip(one[1::2], other[1::2], strict=True)
    address, written = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return Fault(OUTPUT, f"{file}/{name}", _("an address differs"), name_work(name), "", -1, address, written)


def _lead_to_index(match: re.Match[str]) -> str:
    """Return an attribute whose address of a folder names the folder's index."""
    path = match["path"]
    return f'{match["name"]}{path.rstrip("/")}/index.html{match["rest"] or ""}"'
