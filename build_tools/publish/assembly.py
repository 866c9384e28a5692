"""A site that is put together from parts: what has to be made is made, the rest is taken from the site in place.

A part is some files under a key: a hash of all that they are made from. A file is taken over by a second name for it (a
hard link), so nothing of it is read or written; most have that name already, where the site before the last lies ready.
Which parts a site consists of, and the digest, size and time of each of its files, stands in a record beside it; a
file that has been touched since is made anew.
"""

import os
import pickle
import shutil
import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.model.report import Diagnostic
from build_tools.publish.docs import digest_file, encode_file, hash_file, write_whole
from build_tools.publish.page_scan import PageScan, scan_page

_ALIKE = 0.5  # of the files
_FORM = 2  # of what is kept; another number is that of other code


class Held(NamedTuple):
    """What is known of a file: SHA-256, bytes, time of its last change in nanoseconds."""

    digest: str
    size: int
    changed: int


class Unmade(NamedTuple):
    """What stands in a file and need not be made where the site in place has it: its SHA-256, and what makes it."""

    digest: str
    make: Callable[[], str]


Contents = Iterable[tuple[str, str | bytes | Path | Unmade]]
"""Path in the site, and what stands there (`Assembly.write`); a path is that of a file which is moved there."""


class Written(NamedTuple):
    """A file of a part: its path in the site, what is known of it, and what it holds if it is a page."""

    name: str
    held: Held
    scan: PageScan | None


@dataclass
class Record:
    """What a site consists of.

    Attributes:
        parts: name of a part → its key and its files.
        files: path in the site → what is known of the file.
        scans: path of each page → what it holds.
        state: stands for all that the site was built from; "" where a work has failed.
        told: (work, doubt), what was said about the texts when it was built.
    """

    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    files: dict[str, Held] = field(default_factory=dict)
    scans: dict[str, PageScan] = field(default_factory=dict)
    state: str = ""
    told: tuple[tuple[str, Diagnostic], ...] = ()


_RECORDS: dict[Path, tuple[tuple[int, int, int], Record]] = {}  # the last, of a file as the system told of it


def read_record(path: Path) -> Record:
    """Return the record that stands in a file, an empty one where there is none or it is damaged; nobody changes it."""
    try:
        state = _tell_state(path)
        if path not in _RECORDS or _RECORDS[path][0] != state:
            form, record = pickle.loads(path.read_bytes())  # noqa: S301 (our own file)
            _RECORDS.clear()
            _RECORDS[path] = state, record if form == _FORM and isinstance(record, Record) else Record()
        return _RECORDS[path][1]
    except Exception:  # a damaged pickle may raise anything
        return Record()


def _tell_state(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


def record_of(site: Path) -> Path:
    """Return where the record of a site stands: beside it, as its lock does."""
    site = site.resolve()
    return site.parent / ".build" / f"{site.name}.parts"


class Assembly:
    """A site while it is put together.

    Args:
        folder: where it is put together: empty, or with files of an older one, which are used where they are the same.
        last: the site in place, which may not be there.
    """

    def __init__(self, folder: Path, last: Path) -> None:
        self.folder = folder
        self._last = last
        self._known = read_record(record_of(last))
        self._record = Record()
        self._taken: set[str] = set()
        self._ids: dict[frozenset[str], frozenset[str]] = {}  # of pages, each once
        self._cleared = -1  # how many files there were when leftovers were deleted
        self.has_leftovers = folder.is_dir() and any(folder.iterdir())

    @property
    def digests(self) -> dict[str, str]:
        """Path → SHA-256 of each file so far."""
        return {name: held.digest for name, held in self._record.files.items()}

    @property
    def scans(self) -> dict[str, PageScan]:
        """Path of each page so far → what it holds."""
        return self._record.scans

    @property
    def unchanged(self) -> frozenset[str]:
        """Paths of the files that are, byte by byte, those of the site in place."""
        known = self._known.files
        return frozenset(
            name for name, held in self._record.files.items() if name in known and known[name].digest == held.digest
        )

    def find_sound(self) -> frozenset[str]:
        """Return the files taken over whose references hold because they held in the site in place.

        That one was checked before it came there. Where a file is gone from it, or an id from one of its pages, any
        reference may lead to that, and none counts as known. To the index of the search no reference leads: a script
        asks for it.
        """
        known, new = self._known, self._record
        gone = known.files.keys() - new.files.keys()
        is_less = not all(name.startswith("search/") and name.endswith(".js") for name in gone) or any(
            not scan.ids <= new.scans[name].ids for name, scan in known.scans.items() if name not in self._taken
        )
        return frozenset() if is_less else frozenset(self._taken)

    @property
    def sizes(self) -> dict[str, int]:
        """Path → bytes of each file so far."""
        return {name: held.size for name, held in self._record.files.items()}

    def is_known(self, part: str, key: str) -> bool:
        """Whether the site in place has a part that was made under this key, and nobody has touched its files."""
        return self._find(part, key) is not None

    def _find(self, part: str, key: str) -> list[os.stat_result] | None:
        """Return what the system says of the files of a part, None where it has to be made."""
        known, names = self._known.parts.get(part, ("", []))
        found = [told for name in names if (told := self._stat(name))] if known == key else []
        return found if known == key and len(found) == len(names) else None

    def list_known(self) -> dict[str, list[str]]:
        """Return the parts of the site in place, and the files of each."""
        return {part: names for part, (_, names) in self._known.parts.items()}

    def take(self, part: str, key: str) -> bool:
        """Take a part from the site in place; False where it has to be made."""
        if (found := self._find(part, key)) is None:
            return False
        known, names = self._known, self._known.parts[part][1]
        for name, told in zip(names, found, strict=True):
            if name in self._record.files:
                raise _refuse(name)
            self._reuse(name, told)
            self._record.files[name] = known.files[name]
            if name in known.scans:
                self._record.scans[name] = known.scans[name]
        self._taken.update(names)
        self._record.parts[part] = (key, names)
        return True

    def put(self, part: str, key: str, files: Contents) -> None:
        """Write a part.

        Args:
            part: its name.
            key: a hash of all that it is made from.
            files: path in the site, and what stands there (`write`).
        """
        self.add(part, key, self.write(files))

    def write(self, files: Contents) -> list[Written]:
        """Write the files of a part, those that are not the same in the site in place; return what is known of each.

        Args:
            files: path in the site, and what stands there: text, bytes, or a file that is moved; or what makes a text.

        Raises:
            SiteError: something stands at that address already, or below it.
        """
        written = []
        for name, held in files:
            place, scan = f"{self.folder}/{name}", None
            if isinstance(held, Path):
                _put(place, name, partial(_move, held))
                digest = digest_file(place)
            else:
                data = b"" if isinstance(held, Unmade) else encode_file(held)
                digest = held.digest if isinstance(held, Unmade) else hash_file(data)
                known = self._known.files.get(name)
                if known and known.digest == digest and (same := self._stat(name)):
                    self._reuse(name, same)
                    written.append(Written(name, known, self._known.scans.get(name)))
                    continue
                data = encode_file(held.make()) if isinstance(held, Unmade) else data
                if isinstance(held, str) and name.endswith(".html"):
                    scan = scan_page(held)
                _put(place, name, partial(_write, data))
            told = os.lstat(place)
            written.append(Written(name, Held(digest, told.st_size, told.st_mtime_ns), scan))
        return written

    def _reuse(self, name: str, told: os.stat_result) -> None:
        """Let a file be that of the site in place, of which the system says this."""
        place = f"{self.folder}/{name}"
        if not _is_file(place, told):
            _put(place, name, partial(_link, f"{self._last}/{name}"))

    def add(self, part: str, key: str, written: Iterable[Written]) -> None:
        """Take in a part whose files have been written (`write`), perhaps by another process."""
        names = []
        for name, held, scan in written:
            if name in self._record.files:
                raise _refuse(name)
            self._record.files[name] = held
            if scan is not None:
                self._record.scans[name] = scan.share(self._ids)
            if self._known.files.get(name) == held:
                self._taken.add(name)
            names.append(name)
        self._record.parts[part] = (key, names)

    def clear_leftovers(self) -> None:
        """Delete what an older site, or a process that was killed, has left beside the files of this one."""
        if self._cleared != len(self._record.files):
            self._cleared = len(self._record.files)
            _keep_only(self._record.files, str(self.folder))

    @property
    def is_like_last(self) -> bool:
        """Whether most files are those of the site in place, so that it spares the next build much."""
        return len(self._taken) > _ALIKE * max(len(self._record.files), len(self._known.files))

    def remember(self, state: str, told: Iterable[tuple[str, Diagnostic]]) -> None:
        """Keep what the site consists of, now that it is in place; a full disk costs the next run time, no more.

        Args:
            state: stands for all that it was built from; "" where a work has failed.
            told: (work, doubt), what was said about the texts.
        """
        self._record.state, self._record.told = state, tuple(told)
        path = record_of(self._last)
        with suppress(OSError):
            write_whole(path, pickle.dumps((_FORM, self._record)))
            _RECORDS.clear()
            _RECORDS[path] = _tell_state(path), self._record

    def is_untouched(self, name: str) -> bool:
        """Whether a file of the site in place is as it was made."""
        return self._stat(name) is not None

    def _stat(self, name: str) -> os.stat_result | None:
        """Return what the system says of a file of the site in place that is as it was made."""
        held = self._known.files.get(name)
        try:
            told = os.lstat(f"{self._last}/{name}")
        except OSError:
            return None
        is_same = held and (told.st_size, told.st_mtime_ns) == (held.size, held.changed)
        return told if is_same and told.st_mode & stat.S_IRUSR else None


def _put(place: str, name: str, put: Callable[[str], object]) -> None:
    """Put a file where no folder is, and below none; a `Path` for each of thousands costs more than what is done."""
    try:
        try:
            put(place)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            put(place)
    except (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        if isinstance(error, PermissionError) and not os.path.isdir(place):  # noqa: PTH112 - deleting a folder is one on some systems
            raise
        raise _refuse(name) from None


class ClashError(SiteError):
    """Something stands where a file has to go, or below it."""


def _refuse(name: str) -> ClashError:
    return ClashError(
        _("{name}: two things would stand at this address of the site, or below it", name=name),
        remedy=_("give the file or folder in docs/ another name"),
    )


def _move(source: Path, place: str) -> None:
    Path(place).unlink(missing_ok=True)
    source.rename(place)


def _write(data: bytes, place: str) -> None:
    try:
        file = open(place, "xb")  # noqa: PTH123, SIM115
    except FileExistsError:
        # What a process that was killed has written, or a file of the site in place, which stays as it is there.
        os.unlink(place)  # noqa: PTH108
        file = open(place, "xb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def list_files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, with forward slashes, by name; [] where it is missing.

    A link to a folder counts as a file: nobody follows it.
    """
    found: list[str] = []
    left = [""]
    while left:
        below = left.pop()
        with suppress(OSError), os.scandir(f"{folder}/{below}") as entries:  # in a third of the time of `os.walk`
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{below}{entry.name}/")
                else:
                    found.append(below + entry.name)
    return sorted(found)


def _keep_only(files: Collection[str], place: str, below: str = "") -> bool:
    """Delete what is in a folder and not among `files`, and folders below it that are empty then.

    Args:
        files: what stays, as paths with forward slashes.
        place: the folder.
        below: its path in `files`, with a slash at its end; "" of the uppermost.

    Returns:
        Whether the folder itself is empty now.
    """
    is_empty = True
    with os.scandir(place) as entries:
        for entry in [*entries]:
            if not entry.is_dir(follow_symlinks=False):
                if below + entry.name in files:
                    is_empty = False
                else:
                    os.unlink(entry.path)  # noqa: PTH108 - thousands of files
            elif _keep_only(files, entry.path, f"{below}{entry.name}/"):
                os.rmdir(entry.path)  # noqa: PTH106
            else:
                is_empty = False
    return is_empty


def _is_file(place: str, told: os.stat_result) -> bool:
    """Whether a file is the very one of which the system says this."""
    try:
        return os.path.samestat(os.lstat(place), told)
    except OSError:
        return False


def _link(source: str, place: str) -> None:
    """Give a file a second name, or copy it where the system has no second names."""
    with suppress(FileNotFoundError):
        os.unlink(place)  # noqa: PTH108
    try:
        os.link(source, place)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except OSError:
        shutil.copy2(source, place)
