"""Refuses what is no plain file where the project keeps its texts.

A symbolic link in `seeds/` or `docs/` could publish any file of this machine, or lead what is written out of the
project; a pipe or a device could keep a reader waiting for ever. Nothing here is opened to find out.
"""

import os
import stat
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.messages import _


def refuse_odd_file(path: str | Path) -> None:
    """Raise ManifestError where a path is there and is neither a plain file nor a folder."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return
    for is_kind, name in (
        (stat.S_ISLNK, _("a symbolic link")),
        (stat.S_ISFIFO, _("a named pipe")),
        (stat.S_ISSOCK, _("a socket")),
        (stat.S_ISCHR, _("a device")),
        (stat.S_ISBLK, _("a device")),
    ):
        if is_kind(mode):
            raise ManifestError(
                _("this is {name}; texts are read from plain files only", name=name),
                path=Path(path),
                remedy=_("put a copy of the file itself here, or delete it"),
            )


def refuse_odd_files(folder: Path) -> None:
    """Raise ManifestError for the first thing in a folder, or the folder itself, that is no plain file or folder."""
    refuse_odd_file(folder)
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in (*folders, *sorted(files)):
            refuse_odd_file(f"{place}/{name}")


def refuse_changed(key: str, now: str, path: Path) -> None:
    """Raise ManifestError where something was written while it was read.

    Args:
        key: hash of it before, under which would be kept what was read.
        now: hash of it after.
        path: the file or folder.
    """
    if key != now:
        raise ManifestError(
            _("this was written while it was read; what was read is not kept"),
            path=path,
            remedy=_("run the command again"),
        )
