"""A built site → the files of a release: what readers take along, the data, and checksums of all.

The files are copied as they are, under names that say what they hold. `SHA256SUMS` lists them in the form of
sha256sum(1), by name, so `sha256sum --check SHA256SUMS` proves a download. Equal sites give equal releases. A release
is made aside and takes the place of the last one whole.
"""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.publish.archive import write_entry
from build_tools.publish.assembly import list_files
from build_tools.publish.docs import hash_file
from build_tools.publish.left_out import DATABASE, FORMS, TABLES, is_form
from build_tools.publish.offline import OFFLINE
from build_tools.publish.swap import MARKER, open_workshop

_SUMS = "SHA256SUMS"
_BOOKS = (".pdf", ".epub", ".docx")
# Of one work; the library's own data keep their names.
_WORK_DATA = "data.json"
_LIBRARY_DATA = ("plans/report.json", *TABLES)


def write_release(site: Path, target: Path, more: Mapping[str, Path] | None = None) -> list[str]:
    """Write a release of a built site.

    Args:
        site: with its downloads.
        target: a folder that is made anew; only one that is empty or an earlier release is replaced.
        more: name in the release → file that comes along.

    Returns:
        The names of the files in it, by name, SHA256SUMS the last.

    Raises:
        SiteError: the site is missing or lacks its offline copy, or `target` holds something else.
    """
    if (site / MARKER).is_file() and not (site / OFFLINE).is_file():
        raise SiteError(
            _("this site leaves files to its releases that no build has made yet"),
            path=site,
            remedy=_("run `plan-publisher build --whole` first"),
        )
    if not (site / OFFLINE).is_file():
        raise SiteError(_("there is no site to release"), path=site, remedy=_("run `plan-publisher build` first"))
    files = _list_files(site) | dict(more or {})
    if FORMS in files:
        works = _list_works(site)
        files = {name: path for name, path in files.items() if not is_form(f"downloads/{name}", works)}
        files = {name: path for name, path in files.items() if not name.endswith(f".{_WORK_DATA}")}
    return write_files(target, files)


def pack_forms(site: Path, folder: Path) -> Path:
    """Write what a large site leaves out of its works into one file, and return it: a release takes few files.

    Args:
        site: built whole.
        folder: where the file is written.
    """
    with zipfile.ZipFile(folder / FORMS, "w") as archive:
        works = _list_works(site)
        for name in (name for name in list_files(site) if is_form(name, works)):
            write_entry(archive, name, (site / name).read_bytes(), stored=name.startswith("downloads/"))
    return folder / FORMS


def write_files(target: Path, files: Mapping[str, Path]) -> list[str]:
    """Write copies of files (name there → file) into a folder that is made anew, with their checksums.

    Returns:
        The names of the files in it, by name, SHA256SUMS the last.

    Raises:
        SiteError: the folder holds something else than what was written so before.
    """
    target = target.resolve()
    if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or (target / _SUMS).is_file())):
        raise SiteError(
            _("this is no release, and making one would replace all of it"),
            path=target,
            remedy=_("name a new or empty folder, or delete this one yourself"),
        )
    sums = []
    with open_workshop(target) as workshop:
        for name, path in sorted(files.items()):
            shutil.copyfile(path, workshop.staging / name)
            sums.append(f"{hash_file((workshop.staging / name).read_bytes())}  {name}\n")
        (workshop.staging / _SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
        workshop.swap_in(lambda _stage: None)
    return [*sorted(path.name for path in target.iterdir() if path.name != _SUMS), _SUMS]


def _list_works(site: Path) -> set[str]:
    return {path.parent.name for path in (site / "plans").glob("*/tree.json")}


def _list_files(site: Path) -> dict[str, Path]:
    """Return name in the release → file of the site."""
    files = {path.name: path for path in (site / "downloads").iterdir() if path.suffix in _BOOKS}
    files |= {f"{path.parent.name}.{_WORK_DATA}": path for path in (site / "plans").glob(f"*/{_WORK_DATA}")}
    files |= {Path(name).name: site / name for name in _LIBRARY_DATA if (site / name).is_file()}
    files |= {Path(name).name: site / name for name in (DATABASE, OFFLINE)}
    return files
