"""seeds/indicators.toml → indicators followed across plans."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.anchor import ROOT, ClauseId
from build_tools.model.indicator import Indicator, IndicatorPoint
from build_tools.source.manifest import read_toml

_ID_RE = re.compile(r"[a-z][a-z0-9-]*")
_NEEDED = frozenset({"id", "name", "unit", "points"})


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """Return the indicators that a file names; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or two have one id.
    """
    if not path.is_file():
        return ()
    entries = read_toml(path).get("indicator", [])
    indicators: list[Indicator] = []
    for entry in entries if isinstance(entries, list) else [entries]:
        indicator = _read_entry(entry, path)
        if any(other.id == indicator.id for other in indicators):
            raise ManifestError(f"two indicators are called {indicator.id}", path=path, remedy="rename one")
        indicators.append(indicator)
    return tuple(indicators)


def _read_entry(entry: object, path: Path) -> Indicator:
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED or set(entry) - _NEEDED - {"note"}:
        raise ManifestError(
            "an [[indicator]] needs id, name, unit and points, and may have note", path=path, remedy="complete it"
        )
    id_, name, unit, note = entry["id"], entry["name"], entry["unit"], entry.get("note", "")
    if not all(isinstance(text, str) for text in (id_, name, unit, note)) or not isinstance(entry["points"], list):
        raise ManifestError("an [[indicator]] has a value of the wrong kind", path=path, remedy='write texts as "…"')
    if not _ID_RE.fullmatch(id_):
        raise ManifestError(f"{id_!r} is no id", path=path, remedy="use lower-case ASCII letters, digits and hyphens")
    return Indicator(id_, name, unit, tuple(_read_point(point, id_, path) for point in entry["points"]), note)


def _read_point(point: object, indicator: str, path: Path) -> IndicatorPoint:
    if isinstance(point, dict) and set(point) == {"clause", "name"}:
        clause, name = point["clause"], point["name"]
        if isinstance(clause, str) and isinstance(name, str):
            with suppress(ValueError):
                place = ClauseId.parse(clause)
                if place.anchor != ROOT:
                    return IndicatorPoint(place, name)
    raise ManifestError(
        f"a point of {indicator} cannot be used",
        path=path,
        remedy='write { clause = "work#anchor", name = "…" }, the name as in targets.json',
    )
