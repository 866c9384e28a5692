"""Results kept under a hash of what they depend on.

A result is a pure function of its work's folder and of the code, so the hash of both is its name. What cannot
be read back (another Python, a damaged file) counts as absent.
"""

import hashlib
import io
import json
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import metadata
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from build_tools.collector import pause_collector
from build_tools.publish.assembly import list_files
from build_tools.publish.docs import digest_file, write_kept

Value = TypeVar("Value")

_ROOT = Path(__file__).parents[1]
# Of which another version may make other texts or pages.
_MAKERS = (
    "beautifulsoup4", "jinja2", "markdown", "markdownify", "mkdocs", "mkdocs-material", "opencc", "pymdown-extensions",
    "pypinyin", "rjieba",
)  # fmt: skip


def _hash_files(told: str, root: Path, names: Iterable[str]) -> str:
    """Return a hash of files by their paths below a folder, with forward slashes: a `Path` for each costs more."""
    digest = hashlib.sha256(told.encode())
    for name in sorted(names):
        digest.update(os.fsencode(name) + b"\0" + bytes.fromhex(digest_file(f"{root}/{name}")))
    return digest.hexdigest()


@cache
def _hash_shapes() -> str:
    """Return a hash of the modules whose types are kept: while it is the same, what other code has kept is read."""
    model = (f"model/{name}" for name in list_files(_ROOT / "model") if name.endswith(".py"))
    return _hash_files(sys.version, _ROOT, [*model, "work.py", "source/manifest.py", "edition/fidelity.py"])


@cache
def hash_code() -> str:
    """Return a hash of the package's own files, and of the Python and the libraries that they run with."""
    names = list_files(_ROOT)
    own = (name for name in names if name.endswith((".py", ".json", ".toml", ".typ")))
    # Those that a stage reads; those of the theme are supplied.
    styles = (name for name in names if name.endswith(".css") and name.count("/") == 1)
    return _hash_files(repr([sys.version, *map(metadata.version, _MAKERS)]), _ROOT, [*own, *styles])


@cache
def hash_supplied() -> str:
    """Return a hash of what the package gives to every site beside its code: theme, pages."""
    found = (f"{name}/{below}" for name in ("theme", "starter") for below in list_files(_ROOT / "publish" / name))
    return _hash_files("", _ROOT / "publish", (name for name in found if not name.endswith(".pyc")))


def hash_folder(folder: Path) -> str:
    """Return a hash of a work's folder and of the code."""
    with os.scandir(folder) as entries:
        return _hash_files(hash_code(), folder, [entry.name for entry in entries if entry.is_file()])


@dataclass(frozen=True)
class Stage(Generic[Value]):
    """A stage whose results are kept: its name in file names, and what it makes."""

    name: str
    made: type[Value]


def hash_parts(parts: Iterable[str | bytes]) -> str:
    """Return a hash of several things, in order."""
    held = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    # In one piece, behind their lengths: of each build a library of thousands hashes a million.
    return hashlib.sha256(b"".join([repr([*map(len, held)]).encode(), *held])).hexdigest()


class _Pickler(pickle.Pickler):
    """Writes small values by what they are made of: read back so, they cost a third of the time."""

    def reducer_override(self, held: object) -> Any:
        take = _take_fields(type(held))  # type: ignore[arg-type]
        return (type(held), take(held)) if take else NotImplemented


@cache
def _take_fields(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what takes the fields of a dataclass with slots that is made from all of them, None for any other type."""
    if "__slots__" not in vars(kind) or not is_dataclass(kind) or not all(field.init for field in fields(kind)):
        return None
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda held: tuple(getattr(held, name) for name in names)


def pack(made: object) -> bytes:
    """Return bytes from which `pickle` reads back what was made."""
    held = io.BytesIO()
    _Pickler(held).dump(made)
    return held.getvalue()


def _head(key: str) -> bytes:
    return f"{key}\n".encode()


class WorkCache:
    """What has been made of works, in a directory: a file for each work and stage."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @pause_collector()
    def get(self, stage: Stage[Value], work: str, key: str) -> Value | None:
        """Return what is kept for a work under `key`, or None."""
        head = _head(key)
        try:
            with (self.directory / f"{work}.{stage.name}").open("rb") as file:
                # What stands under another key is not read.
                made = pickle.load(file) if file.read(len(head)) == head else None  # noqa: S301 (our own file)
        except Exception:  # a damaged pickle may raise anything, an IndexError or a MemoryError too
            return None
        return made if isinstance(made, stage.made) else None

    def keep_last(self, work: str, keys: Mapping[Stage[Any], str]) -> None:
        """Keep, beside what comes next, what stands under these keys now: the last edition that was good.

        Nothing is copied: the files get a second name each, and a list of their keys is written when all have it.
        """
        listed = self.directory / f"{work}.last"
        told = json.dumps([_hash_shapes(), {stage.name: key for stage, key in keys.items()}], sort_keys=True)
        try:
            if listed.is_file() and listed.read_text("utf-8") == told:
                return
            listed.unlink(missing_ok=True)
            for stage in keys:
                twin = self.directory / f"{work}.last-{stage.name}"
                twin.unlink(missing_ok=True)
                twin.hardlink_to(self.directory / f"{work}.{stage.name}")
            write_kept(listed, told.encode("utf-8"))
        except OSError:
            return  # it costs the last edition, not this one

    def forget_last(self, work: str) -> None:
        """Give up a work's last good edition."""
        (self.directory / f"{work}.last").unlink(missing_ok=True)

    def last_key(self, stage: Stage[Any], work: str) -> str:
        """Return the key of what is kept of a work's last good edition, "" where there is none."""
        try:
            shapes, keys = json.loads((self.directory / f"{work}.last").read_text("utf-8"))
            return str(keys[stage.name]) if shapes == _hash_shapes() else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def get_last(self, stage: Stage[Value], work: str) -> Value | None:
        """Return what is kept of a work's last good edition, or None."""
        return self.get(Stage(f"last-{stage.name}", stage.made), work, self.last_key(stage, work))

    def put(self, stage: Stage[Value], work: str, key: str, made: Value) -> None:
        """Keep what has been made; an older one is replaced."""
        write_kept(self.directory / f"{work}.{stage.name}", _head(key) + pack(made))

    def keep(self, stage: Stage[Value], work: str, key: str, make: Callable[[], Value]) -> Value:
        """Return what is kept for a work under `key`, or make it and keep it."""
        made = self.get(stage, work, key)
        if made is None:
            made = make()
            self.put(stage, work, key, made)
        return made
