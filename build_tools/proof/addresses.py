"""Addresses written in the words of a hand-written page, code included → faults where they lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from build_tools.proof.expected import ProvedWork
from build_tools.proof.line import Fault

_PRINT_RE = re.compile(
    r"(?<![a-z0-9-])(?P<work>[a-z0-9][a-z0-9-]{0,99})(?:\.zh-hant)?"
    r"\.pdf#nameddest=(?P<name>[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*)"
)
_PAGE_RE = re.compile(r"plans/(?P<work>[a-z0-9-]+)/(?P<page>[a-z0-9-]+/)?(?:index\.html)?#(?P<name>[a-z0-9-]+)")
_FILE_RE = re.compile(r"plans/(?P<work>[a-z0-9-]{1,99})/(?P<path>[a-z0-9/-]{1,199}\.(?:json|xml))")
_COLLECTION = "collection"
_TERM = "term."


def prove_addresses(
    works: Sequence[ProvedWork], terms: Collection[str], files: Collection[str], text: str, file: str
) -> list[Fault]:
    """Return the addresses of a page that lead nowhere.

    Args:
        works: of the library. What is said of a work that is not in it is not judged.
        terms: ids of the glossary's entries.
        files: paths of the site.
        text: of the page, as it is written.
        file: for messages.
    """
    by_name = {work.name: work for work in works}
    every = {f"{work.name}.{place.destination()}" for work in works for place in work.promised}
    faults: list[Fault] = []
    for match in _PRINT_RE.finditer(text):
        name = match["name"]
        if match["work"] == _COLLECTION:
            is_there = name in every or name in by_name
        elif match["work"] in by_name:
            is_there = f"{match['work']}.{name}" in every
        else:
            continue
        if not is_there and name.removeprefix(_TERM) not in terms:
            faults.append(Fault("addresses", file, "leads nowhere", match["work"], name, found=match[0]))
    for match in _PAGE_RE.finditer(text):
        page = (match["page"] or "").rstrip("/")
        work = by_name.get(match["work"])
        if work and not any(place.id == match["name"] and place.page == page for place in work.promised):
            faults.append(Fault("addresses", file, "leads nowhere", work.name, match["name"], found=match[0]))
    lost = (match for match in _FILE_RE.finditer(text) if match["work"] in by_name and match[0] not in files)
    return faults + [Fault("addresses", file, "there is no such file", match["work"], found=match[0]) for match in lost]
