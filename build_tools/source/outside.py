"""seeds/outside.toml → works that plans cite and this library does not hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.outside import OutsideWork
from build_tools.source.manifest import read_toml

_TEXTS = ("name", "issuer", "doc_number", "date", "url", "note")
_YEAR_RE = re.compile(r"[12][0-9]{3}")
_DAY_RE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
# As the page of cited works needs it.
_URL_RE = re.compile(r"https?://[^\s<>\"'\\`()]+")


def read_outside(path: Path) -> tuple[OutsideWork, ...]:
    """Return the works that a file describes; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used.
    """
    if not path.is_file():
        return ()
    table = read_toml(path)
    if unknown := sorted(set(table) - {"work"}):
        raise ManifestError(f"unknown table {unknown[0]!r}", path=path, remedy="write [[work]]")
    entries = table.get("work", [])
    works = tuple(_read_entry(entry, path) for entry in (entries if isinstance(entries, list) else [entries]))
    owners: dict[str, OutsideWork] = {}
    for work in works:
        for name in dict.fromkeys((work.name, *work.also)):
            if owners.setdefault(name, work) is not work:
                raise ManifestError(
                    f"two entries have the name {name}", path=path, remedy="make one entry of them, or correct the name"
                )
    return works


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
    if not entry["name"] or not all(also) or any(not text.isprintable() for text in (*texts, *also)):
        raise ManifestError(
            f"{entry['name']!r} has an empty name, a line break or a control character", path=path, remedy="correct it"
        )
    if entry.get("date") and not _is_date(entry["date"]):
        raise ManifestError(f"{entry['date']!r} is no date", path=path, remedy="write 2021-02-03, or 2021")
    if entry.get("url") and not entry["url"].startswith(("https://", "http://")):
        raise ManifestError(f"{entry['url']!r} is no address", path=path, remedy="write https://…")
    if entry.get("url") and not _URL_RE.fullmatch(entry["url"]):
        raise ManifestError(
            f"{entry['url']!r} holds a sign that cannot stand in a link", path=path, remedy="write it as %XX"
        )
    fields = {key: entry[key] for key in _TEXTS if key in entry}
    return OutsideWork(also=tuple(also), **fields)


def _is_date(text: str) -> bool:
    if _YEAR_RE.fullmatch(text):
        return True
    try:
        return _DAY_RE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
