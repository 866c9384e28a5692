"""seeds/outside.toml → works that plans cite and this library does not hold."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.outside import OutsideWork
from build_tools.source.manifest import read_toml

_TEXTS = ("name", "issuer", "doc_number", "date", "url", "note")
_DATE_RE = re.compile(r"[12][0-9]{3}(?:-[01][0-9]-[0-3][0-9])?")


def read_outside(path: Path) -> tuple[OutsideWork, ...]:
    """Return the works that a file describes; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used.
    """
    if not path.is_file():
        return ()
    entries = read_toml(path).get("work", [])
    return tuple(_read_entry(entry, path) for entry in (entries if isinstance(entries, list) else [entries]))


def _read_entry(entry: object, path: Path) -> OutsideWork:
    if not isinstance(entry, dict) or "name" not in entry or not set(entry) <= {*_TEXTS, "also"}:
        raise ManifestError(
            f"a [[work]] needs name, and may have also, {', '.join(_TEXTS[1:])}", path=path, remedy="correct it"
        )
    also = entry.get("also", [])
    texts = [entry.get(key, "") for key in _TEXTS]
    if not isinstance(also, list) or not all(isinstance(text, str) for text in (*texts, *also)):
        raise ManifestError(
            f"{entry['name']!r} has a value of the wrong kind", path=path, remedy='write also = ["…"], the rest as "…"'
        )
    if entry.get("date") and not _DATE_RE.fullmatch(entry["date"]):
        raise ManifestError(f"{entry['date']!r} is no date", path=path, remedy="write 2021-02-03, or 2021")
    if entry.get("url") and not entry["url"].startswith(("https://", "http://")):
        raise ManifestError(f"{entry['url']!r} is no address", path=path, remedy="write https://…")
    fields = {key: entry[key] for key in _TEXTS if key in entry}
    return OutsideWork(also=tuple(also), **fields)
