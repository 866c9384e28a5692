"""Results kept under a hash of what they depend on.

A result is a pure function of its work's folder and of the code, so the hash of both is its name. What cannot
be read back (another Python, a damaged file) counts as absent.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from functools import cache
from pathlib import Path

from build_tools.model.record import RenderedWork


@cache
def hash_code() -> str:
    """Return a hash of the package's own files and of the Python that runs them."""
    digest = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".json", ".toml", ".typ"):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def hash_folder(folder: Path) -> str:
    """Return a hash of a work's folder and of the code."""
    digest = hashlib.sha256(hash_code().encode())
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class WorkCache:
    """Rendered works in a directory, one file each."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def get(self, work: str, key: str) -> RenderedWork | None:
        """Return the result kept for a work under `key`, or None."""
        try:
            kept, result = pickle.loads((self.directory / work).read_bytes())  # noqa: S301 (our own file)
        except (OSError, ValueError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
            return None
        return result if kept == key and isinstance(result, RenderedWork) else None

    def put(self, work: str, key: str, result: RenderedWork) -> None:
        """Keep a result; an older one of the same work is replaced."""
        self.directory.mkdir(parents=True, exist_ok=True)
        temporary = self.directory / f".{work}-{os.getpid()}"
        temporary.write_bytes(pickle.dumps((key, result)))
        temporary.replace(self.directory / work)
