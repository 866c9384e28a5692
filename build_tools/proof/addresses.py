"""Addresses written in the words of a hand-written page, code included → faults where they lead nowhere."""

import re
from collections.abc import Callable, Collection

from build_tools.messages import _
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
    names: Collection[str],
    load: Callable[[str], ProvedWork],
    terms: Collection[str],
    files: Collection[str],
    text: str,
    file: str,
) -> list[Fault]:
    """Return the addresses of a page that lead nowhere.

    Args:
        names: of the works of the library. What is said of a work that is not in it is not judged.
        load: gives a work.
        terms: ids of the glossary's entries.
        files: paths of the site.
        text: of the page, as it is written.
        file: for messages.
    """

    def is_printed(work: str, name: str) -> bool:
        return work in names and any(place.destination() == name for place in load(work).promised)

    faults: list[Fault] = []
    for match in _PRINT_RE.finditer(text):
        work, name = match["work"], match["name"]
        if work == _COLLECTION:
            holding = next((one for one in names if name.startswith(f"{one}.")), "")
            is_there = name in names or is_printed(holding, name.removeprefix(f"{holding}."))
        elif work in names:
            is_there = is_printed(work, name)
        else:
            continue
        if not is_there and name.removeprefix(_TERM) not in terms:
            faults.append(Fault("addresses", file, _("leads nowhere"), match["work"], name, found=match[0]))
    for match in _PAGE_RE.finditer(text):
        page = (match["page"] or "").rstrip("/")
        places = load(match["work"]).promised if match["work"] in names else None
        if places is not None and not any(place.id == match["name"] and place.page == page for place in places):
            faults.append(Fault("addresses", file, _("leads nowhere"), match["work"], match["name"], found=match[0]))
    lost = (match for match in _FILE_RE.finditer(text) if match["work"] in names and match[0] not in files)
    return faults + [
        Fault("addresses", file, _("there is no such file"), match["work"], found=match[0]) for match in lost
    ]
