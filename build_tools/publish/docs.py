"""Texts and pictures → files, only where they differ.

Takes path → text or bytes; writes what changed and deletes what is no longer generated. A file is written beside its
place and renamed, so that a killed run leaves whole files only.
"""

from __future__ import annotations

import hashlib
import html
import marshal
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.hanzi.references import TAG_RE

_UNFINISHED = ".writing-"
_LOADED = 4  # groups of generated files in memory
_LINK_RE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)")


Content = str | bytes
"""What a file holds; a text is written as UTF-8."""
Load = Callable[[], Mapping[str, Content]]


class Files(Mapping[str, Content]):
    """Generated files by path, loaded when they are asked for; few of them are in memory.

    Args:
        groups: the SHA-256 of each of some files by its path, and what loads them.
    """

    def __init__(self, groups: Iterable[tuple[Mapping[str, str], Load]]) -> None:
        self._files = {path: (path, digest, load) for digests, load in groups for path, digest in digests.items()}
        self._loaded: dict[Load, Mapping[str, Content]] = {}

    def digest(self, names: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of files, those that are not there left out."""
        return {name: self._files[name][1] for name in names if name in self._files}

    def below(self, folder: str) -> Files:
        """Return the files below a folder, by their paths in it."""
        found, prefix = Files(()), f"{folder}/"
        found._files = {
            path.removeprefix(prefix): file for path, file in self._files.items() if path.startswith(prefix)
        }
        return found

    def __getitem__(self, path: str) -> Content:
        """Return what a file holds."""
        whole, _, load = self._files[path]
        if load not in self._loaded:
            # Pages of a work and what others tell of it stand side by side.
            if len(self._loaded) == _LOADED:
                del self._loaded[next(iter(self._loaded))]
            self._loaded[load] = load()
        return self._loaded[load][whole]

    def __contains__(self, path: object) -> bool:
        """Whether there is a file; nothing is loaded."""
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._files)


def encode_file(held: str | bytes) -> bytes:
    """Return the bytes of a file."""
    return held if isinstance(held, bytes) else held.encode("utf-8")


def hash_file(held: str | bytes) -> str:
    """Return the SHA-256 of what a file holds, as it is written."""
    return hashlib.sha256(encode_file(held)).hexdigest()


_READ: dict[str, tuple[tuple[int, ...], str]] = {}
_ASKED: set[str] = set()
_SETTLED = 1_000_000_000  # nanoseconds: the system tells changes that follow each other faster not apart


def digest_file(path: str) -> str:
    """Return the SHA-256 of a file; it is read once as long as nobody touches it (`tell_digests`)."""
    _ASKED.add(path)
    now, told = time.time_ns(), os.stat(path)  # noqa: PTH116 - thousands of files
    state = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
    if (known := _READ.get(path)) and known[0] == state:
        return known[1]
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if now - max(state[2:]) > _SETTLED:
        _READ[path] = state, digest
    return digest


def tell_digests() -> bytes:
    """Return what this process knows of the files that it was asked for, for `recall_digests` in another."""
    told = marshal.dumps({path: _READ[path] for path in sorted(_ASKED & _READ.keys())})
    return hashlib.sha256(told).digest() + told


def recall_digests(told: bytes) -> None:
    """Know again what another process knew of files; what is damaged tells nothing."""
    if hashlib.sha256(told[32:]).digest() == told[:32]:
        with suppress(ValueError, EOFError, TypeError):  # of another Python
            _READ.update(marshal.loads(told[32:]))  # noqa: S302 (our own)


def write_changed(path: Path, held: str | bytes) -> bool:
    """Write a file unless it already holds that; return whether it was written."""
    data = encode_file(held)
    if path.is_file() and path.read_bytes() == data:
        return False
    write_whole(path, data)
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by everybody; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_kept(path: Path, data: bytes) -> None:
    """Write a file that can be made again; a full disk costs the next run time, no more."""
    with suppress(OSError):
        write_whole(path, data)


def clear_unfinished(folder: Path) -> None:
    """Delete the temporary files that a killed `write_whole` has left in a folder."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink(missing_ok=True)


def write_tree(
    folder: Path, files: Files, kept: frozenset[str], spare: Callable[[str, bytes], None] | None
) -> list[str]:
    """Make `folder` hold exactly `files`; return the relative paths that were written or deleted.

    Args:
        folder: is made where it is missing.
        files: by relative path.
        kept: names of folders in it that stay as they are.
        spare: told path and content of each file before another content takes its place, or none.
    """
    changed, digests = [], files.digest(files)
    for name in sorted(files):
        path = folder / name
        if os.path.isfile(path):  # noqa: PTH113 - thousands of files
            if digest_file(str(path)) == digests[name]:
                continue
            if spare is not None:
                spare(name, path.read_bytes())
        write_whole(path, encode_file(files[name]))
        changed.append(name)
    for name in list_strange(folder, files, kept):
        if spare is not None:
            spare(name, (folder / name).read_bytes())
        (folder / name).unlink()
        changed.append(name)
    for place, _below, held_there in os.walk(folder, topdown=False):
        parts = Path(place).relative_to(folder).parts if not held_there else ()
        if parts and parts[0] not in kept and not os.listdir(place):  # noqa: PTH208 - thousands of folders
            Path(place).rmdir()
    return changed


def list_strange(folder: Path, files: Mapping[str, object], kept: frozenset[str]) -> list[str]:
    """Return the relative paths of the files below a folder that are none of `files`, by name.

    Hidden files are nobody's business (a desktop writes them), but for what a killed `write_whole` has left.

    Args:
        folder: may be missing.
        files: by relative path.
        kept: names of folders in it that are passed over.
    """
    return sorted(
        name
        for place, _below, names in os.walk(folder)
        for last in names
        if (name := f"{place}/{last}".removeprefix(f"{folder}/").replace(os.sep, "/")) not in files
        and name.partition("/")[0] not in kept
        and (not last.startswith(".") or last.startswith(_UNFINISHED))
    )


def is_unfinished(name: str) -> bool:
    """Whether a file is what a killed `write_whole` has left."""
    return name.rpartition("/")[2].startswith(_UNFINISHED)


def differing_files(folder: Path, files: Files, kept: frozenset[str]) -> list[str]:
    """Return the relative paths that differ from `files`, are missing, or should not be there; see `write_tree`."""
    differing = [name for name, digest in files.digest(files).items() if not _holds(folder / name, digest)]
    return sorted([*differing, *list_strange(folder, files, kept)])


def _holds(path: Path, digest: str) -> bool:
    return path.is_file() and hash_file(path.read_bytes()) == digest


def read_printed(markdown: str, name: str) -> str:
    """Return the words that a generated page prints at an anchor, "" where the page does not have it."""
    line = next((line for line in markdown.split("\n") if f'<a id="{name}"' in line), "")
    words = _LINK_RE.sub(r"\1", TAG_RE.sub("", line)).lstrip("#> ").replace("**", "")
    return html.unescape(re.sub(r"\\(.)", r"\1", words))
