"""Works → the volumes in which they are printed together: one while all fits into it, else by year.

What setting a volume takes of memory grows with its pages (about 1 MB each), so no volume has more than `MOST_PAGES`; a
single work that is longer has one of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.publish.pdf_files import COLLECTION

MOST_PAGES = 300
_UNDATED = "undated"
# No work has a dot in its name, nor is a year one of the endings of a script.
_NAME_RE = re.compile(rf"{COLLECTION}(?:\.(?P<year>[0-9]{{4}}|{_UNDATED})(?:-(?P<number>[0-9]+))?)?")


@dataclass(frozen=True)
class Volume:
    """A volume: its name in place of a work's, and the works in it."""

    name: str
    works: tuple[str, ...]


def bind_volumes(works: Iterable[tuple[str, str, int]]) -> list[Volume]:
    """Return the volumes of a library.

    Args:
        works: name, date ("YYYY-MM-DD", "" where nobody knows), pages of each.

    Returns:
        One called `COLLECTION` where all fits into it; else those of each year, numbered where it has several; none
        without works.
    """
    works = sorted(works, key=lambda work: (work[1] or "9999", work[0]))
    if not works:
        return []
    if sum(pages for _, _, pages in works) <= MOST_PAGES:
        return [Volume(COLLECTION, tuple(name for name, _, _ in works))]
    years: dict[str, list[list[str]]] = {}
    room = 0
    for name, date, pages in works:
        year = date[:4] or _UNDATED
        if year not in years or pages > room:
            years.setdefault(year, []).append([])
            room = MOST_PAGES
        years[year][-1].append(name)
        room -= pages
    return [
        Volume(f"{COLLECTION}.{year}{f'-{number}' if len(parts) > 1 else ''}", tuple(names))
        for year, parts in years.items()
        for number, names in enumerate(parts, 1)
    ]


def is_volume(name: str) -> bool:
    """Whether what stands in place of a work's name is that of a volume."""
    return _NAME_RE.fullmatch(name) is not None


def show_volume(name: str) -> str:
    """Return what tells a volume from the others, simplified: "2021年第2册"; "" for the one that holds all."""
    match = _NAME_RE.fullmatch(name)
    if match is None or match["year"] is None:
        return ""
    year = "未注明日期" if match["year"] == _UNDATED else f"{match['year']}年"
    return f"{year}第{match['number']}册" if match["number"] else year
