"""seeds/indicators.toml → indicators followed across plans."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.messages import _
from build_tools.model.anchor import ROOT, ClauseId
from build_tools.model.indicator import Indicator, IndicatorPoint
from build_tools.source.typed import Refuse, read_entries

_ID_RE = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class _Entry:
    """An indicator as the file has it."""

    id: str
    name: str
    unit: str
    points: tuple[dict[str, str], ...]
    note: str = ""


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """Return the indicators that a file names; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or two have one id.
    """
    indicators: dict[str, Indicator] = {}
    for entry, refuse in read_entries(path, "indicator", _Entry):
        if not _ID_RE.fullmatch(entry.id):
            refuse(_("{id!r} is no id", id=entry.id), _("use lower-case ASCII letters, digits and hyphens"))
        if entry.id in indicators:
            refuse(_("two indicators are called {id}", id=entry.id), _("rename one"))
        points = tuple(_read_point(point, entry.id, refuse) for point in entry.points)
        indicators[entry.id] = Indicator(entry.id, entry.name, entry.unit, points, entry.note)
    return tuple(indicators.values())


def _read_point(point: dict[str, str], indicator: str, refuse: Refuse) -> IndicatorPoint:
    with suppress(ValueError, KeyError):
        place = ClauseId.parse(point["clause"])
        if place.anchor != ROOT and len(point) == 2:
            return IndicatorPoint(place, point["name"])
    return refuse(
        _("a point of {indicator} cannot be used", indicator=indicator),
        _('write { clause = "work#anchor", name = "…" }, the name as in targets.json'),
    )
