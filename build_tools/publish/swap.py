"""Puts a finished directory in the place of another, whole.

A site is built in a staging directory beside the old one and takes its place in one step, so a build that
fails or is killed at any moment leaves the last good site, and a reader never sees half of one. All of it
happens in `.build/` next to the site, on the same file system, where a rename moves no data:

    .build/<name>.lock          held while a build runs; the kernel gives it back when the process dies
    .build/<name>-new-<pid>     the site being built
    .build/<name>-raw-<pid>     what MkDocs has made of it
    .build/<name>-old-<pid>     the old site, for the moment of the swap
    .build/<name>-trash-<pid>   the old site, being deleted
    .build/<name>.spare         the old site, where the next one begins: most folders and files of both are the same
    .build/tmp                  temporary files of the build that are worth keeping

A folder that was made here says so in a file of its own (`MARKER`); no other folder is ever replaced. What is
published may be read by everybody and run by nobody (files 644, folders 755), whatever the umask of who builds.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.publish.file_lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MARKER = ".plan-publisher.json"
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644

# From <fcntl.h> and <linux/fs.h>.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2

# What renameat2 answers where the kernel, the file system or a container's filter cannot exchange.
_CANNOT_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM})


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where one build of a site works.

    Attributes:
        site_dir: the site it will replace; it may not exist yet.
        staging: a directory to build in, empty, or the site before the last (`Assembly.clear_leftovers`).
        raw: an empty directory for what MkDocs makes.
        temporary: a directory for temporary files, kept between builds.
        lock_fd: descriptor of the lock. A child process that inherits it keeps the lock until it ends.
    """

    site_dir: Path
    staging: Path
    raw: Path
    temporary: Path
    lock_fd: int

    def swap_in(self, on_stage: Callable[[str], None], *, spares: bool = False) -> None:
        """Put the staging directory in the place of the site and delete the old site, or spare it for the next build.

        `on_stage` is told "swapping" in the one unsafe moment of the way without an atomic exchange, and
        "swapped" before the old site is deleted.
        """
        open_to_readers(self.staging)
        trash = _name_spare(self.site_dir) if spares else self._aside("trash")
        if not self.site_dir.exists():
            self.staging.rename(self.site_dir)
            on_stage("swapped")
            return
        if exchange(self.staging, self.site_dir):
            on_stage("swapped")
            self.staging.rename(trash)
        else:
            # Between these two renames there is no site. A build that is killed here is healed by the next
            # one's start, which finds the old site and puts it back.
            old = self._aside("old")
            self.site_dir.rename(old)
            on_stage("swapping")
            self.staging.rename(self.site_dir)
            on_stage("swapped")
            # A half-deleted site must never be put back, so it changes its name first.
            old.rename(trash)
        if not spares:
            shutil.rmtree(trash)

    def spare_folders(self, second: str) -> None:
        """Let the next build begin with the folders in which MkDocs has made pages: a folder costs more than its files.

        Args:
            second: name of the second tree in a site; each tree is spared where there are folders for it.
        """
        first, *others = sorted(self.raw.iterdir()) or [self.raw]
        with suppress(OSError):
            for below in others[:1]:
                below.rename(first / second)
            for place, _below, names in os.walk(first):
                for name in names:
                    os.unlink(f"{place}/{name}")  # noqa: PTH108 - thousands of files
            first.rename(_name_spare(self.site_dir))

    def _aside(self, role: str) -> Path:
        return self.staging.parent / f"{self.site_dir.name}-{role}-{os.getpid()}"


@contextmanager
def open_workshop(site_dir: Path) -> Iterator[Workshop]:
    """Yield the workshop of a site, alone in it and with the leftovers of killed builds cleared away.

    Waits while another build of the same site runs. What is left in the staging directory at the end is
    deleted.
    """
    room = site_dir.parent / ".build"
    temporary = room / "tmp"
    with hold_lock(room / f"{site_dir.name}.lock") as lock_fd:
        temporary.mkdir(exist_ok=True)
        recover_site(site_dir)
        staging = room / f"{site_dir.name}-new-{os.getpid()}"
        raw = room / f"{site_dir.name}-raw-{os.getpid()}"
        try:
            _begin(staging, _name_spare(site_dir))
            raw.mkdir()
            yield Workshop(site_dir, staging, raw, temporary, lock_fd)
        finally:
            for folder in (staging, raw):
                shutil.rmtree(folder, ignore_errors=True)


def _begin(staging: Path, spare: Path) -> None:
    """Begin with the site before the last, or with an empty folder where it is missing or a link in it leads out."""
    if spare.is_dir() and not spare.is_symlink():
        spare.rename(staging)
        if not _has_links(staging):
            return
        shutil.rmtree(staging)
    else:
        spare.unlink(missing_ok=True)
    staging.mkdir()


def _has_links(folder: Path) -> bool:
    left = [str(folder)]
    while left:
        with os.scandir(left.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                elif entry.is_symlink():
                    return True
    return False


def _name_spare(site_dir: Path) -> Path:
    return site_dir.parent / ".build" / f"{site_dir.name}.spare"


def recover_site(site_dir: Path) -> None:
    """Put back a site that a killed build had set aside, and delete what killed builds left.

    Only for the holder of the lock: everything found belongs to a build that is no more.
    """
    room = site_dir.parent / ".build"
    if not site_dir.exists():
        for old in _list_aside(room, site_dir.name, "old"):
            old.rename(site_dir)
            break
    for role in ("new", "raw", "old", "trash"):
        for leftover in _list_aside(room, site_dir.name, role):
            shutil.rmtree(leftover)


def _list_aside(room: Path, name: str, role: str) -> list[Path]:
    """Return the folders of a site in a role; "site-new" may be the name of another site."""
    pattern = re.compile(rf"{re.escape(name)}-{role}-[0-9]+")
    return sorted(path for path in room.iterdir() if pattern.fullmatch(path.name))


def open_to_readers(folder: Path) -> None:
    """Give a folder and all in it the modes of what is published, where they have others."""
    left = [str(folder)]
    while left:
        place = left.pop()
        if stat.S_IMODE(os.lstat(place).st_mode) != _FOLDER_MODE:
            os.chmod(place, _FOLDER_MODE)  # noqa: PTH101 - thousands; a Path costs more than the call
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                elif entry.is_file(follow_symlinks=False) and stat.S_IMODE(os.lstat(entry).st_mode) != _FILE_MODE:
                    os.chmod(entry.path, _FILE_MODE)  # noqa: PTH101


def exchange(first: Path, second: Path) -> bool:
    """Exchange two names in one step; False where this system cannot, and then nothing has changed."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):  # glibc before 2.28
        return False
    names = os.fsencode(first), os.fsencode(second)
    if libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(first), None, str(second))
