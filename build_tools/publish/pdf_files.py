"""The made PDFs on disk: which are there, how large they are, and which need not be made again."""

import json
from collections.abc import Iterable
from pathlib import Path

from build_tools.publish.docs import clear_unfinished, hash_file, write_whole

COLLECTION = "collection"
"""Stands for the collected volume in place of a work's name, which no work may have."""

_KEYS = "keys.json"


def name_pdf(work: str, script: str) -> str:
    """Return a PDF's file name: NAME.pdf, or NAME.zh-hant.pdf for traditional script."""
    return f"{work}.zh-hant.pdf" if script == "hant" else f"{work}.pdf"


def list_pdfs(folder: Path) -> dict[tuple[str, str], Path]:
    """Return the made PDFs in a folder, by work (or `COLLECTION`) and script, in the order of their names."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(folder.glob("*.pdf")):
        name = path.name.removesuffix(".pdf")
        work, script = (name.removesuffix(".zh-hant"), "hant") if name.endswith(".zh-hant") else (name, "hans")
        found[work, script] = path
    return found


class PdfStore:
    """A folder of PDFs, each under the key of what it was made from.

    A file counts as there while its bytes are those that were put there under the same key.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            kept = json.loads((folder / _KEYS).read_text("utf-8"))
        except (OSError, ValueError):
            kept = {}
        self._keys: dict[str, list[str]] = kept if isinstance(kept, dict) else {}

    def holds(self, name: str, key: str, bound: tuple[str, ...] = ()) -> bool:
        """Whether the file is there, made from what `key` stands for, with these works bound in it, and whole."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return False
        return self._keys.get(name) == [key, hash_file(data), *bound]

    def list_bound(self, name: str) -> list[str]:
        """Return the works that are bound in a volume; none where nobody knows."""
        return self._keys.get(name, [])[2:]

    def put(self, name: str, key: str, data: bytes, bound: tuple[str, ...] = ()) -> None:
        """Write a file whole or not at all, and remember its key and the works that are bound in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / name, data)
        self._keys[name] = [key, hash_file(data), *bound]
        self._write_keys()

    def discard(self, name: str) -> None:
        """Delete a file whose text is no longer that of the pages."""
        (self.folder / name).unlink(missing_ok=True)

    def keep_only(self, names: Iterable[str]) -> None:
        """Delete the PDFs of works that are no more, and what a killed run has left half written."""
        wanted = set(names)
        clear_unfinished(self.folder)
        for path in sorted(self.folder.glob("*.pdf")):
            if path.name not in wanted:
                path.unlink()
        if set(self._keys) - wanted:
            self._keys = {name: kept for name, kept in self._keys.items() if name in wanted}
            self._write_keys()

    def _write_keys(self) -> None:
        keys = json.dumps(self._keys, indent=1, sort_keys=True) + "\n"
        write_whole(self.folder / _KEYS, keys.encode("utf-8"))
