"""Files that a command names → their documents, with the pictures that a saved page shows from beside it."""

from __future__ import annotations

import os
import posixpath
import re
from contextlib import suppress
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from build_tools.errors import UnreadableSourceError, tell_refusal
from build_tools.messages import _
from build_tools.model.picture import LARGEST_PICTURE
from build_tools.odd_files import refuse_odd_file

if TYPE_CHECKING:
    from build_tools.intake import Gathered

_ATTACHED_RE = re.compile(r"""href=["']([^"'<>\n]{1,400}\.(?:pdf|docx?|wps|xlsx?|et|ofd|rtf))["']""", re.IGNORECASE)


def gather_named(file: Path, record: int) -> Gathered:
    """Return the documents that a file on the disk holds.

    Args:
        file: as it was named.
        record: which record of a dump, from 1; 0 for all.

    Raises:
        UnreadableSourceError: the file cannot be read, is too large, or holds no document.
    """
    from build_tools.intake import gather_files

    # What is saved from an address may be called %E9%99%84%E4%BB%B61.docx.
    name = posixpath.basename(unquote(file.name, errors="strict")) if _is_encoded(file.name) else file.name
    return gather_files(_read_file(file), name, record=record, near=partial(_find_beside, file))


def _is_encoded(name: str) -> bool:
    """Whether a file's name is written as in an address."""
    with suppress(UnicodeDecodeError):
        return any(ord(char) > 127 for char in unquote(name, errors="strict")) and name.isascii()
    return False


def list_attachments(page: Path, source: str) -> list[Path]:
    """Return the documents that a saved page links to and that lie beside it, in the order of its text."""
    addresses = dict.fromkeys(_ATTACHED_RE.findall(source))
    return [found for address in addresses if (found := _locate_beside(page, unescape(address))) is not None]


def _find_beside(page: Path, address: str) -> bytes | None:
    """Return the picture that a saved page shows under an address."""
    found = _locate_beside(page, address)
    with suppress(OSError):
        if found is not None and found.stat().st_size <= LARGEST_PICTURE:
            return found.read_bytes()
    return None


def _locate_beside(page: Path, address: str) -> Path | None:
    """Return the file that a saved page names by an address, in its folder or one in it, nowhere else."""
    folder = page.resolve().parent
    path = unquote(address.partition("?")[0])
    for name in (path, path.rpartition("/")[2]):
        with suppress(OSError, ValueError):
            found = (folder / name).resolve(strict=True)
            if found.is_relative_to(folder) and found.is_file():
                return (folder if page.is_symlink() else page.parent) / found.relative_to(folder)
    return None


def _read_file(path: Path) -> bytes:
    from build_tools.intake import LARGEST

    refuse_odd_file(os.path.realpath(path))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise UnreadableSourceError(
            _("this is a folder"),
            path=path,
            remedy=_("name its files (FOLDER/*): each is a work, with --together they are one; so is a .zip of them"),
        ) from None
    except OSError as error:
        told = _("no such file") if isinstance(error, FileNotFoundError) else tell_refusal(error)[0]
        raise UnreadableSourceError(
            _("the file cannot be read: {strerror}", strerror=told),
            path=path,
            remedy=_("check the name and its permissions"),
        ) from None
    if len(data) > LARGEST:
        raise UnreadableSourceError(
            _("the file has more than {size:.0f} MB", size=LARGEST / 1e6),
            path=path,
            remedy=_("cut it into the documents it holds"),
        )
    return data
