"""Works that plans cite and a library does not hold: the nation's, of the package, and those of seeds/outside.toml."""

import re
from datetime import date
from pathlib import Path

from build_tools.messages import _
from build_tools.model.outside import OutsideWork
from build_tools.source.typed import Refuse, read_entries

_YEAR_RE = re.compile(r"[12][0-9]{3}")
_DAY_RE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
# As the page of cited works needs it.
_URL_RE = re.compile(r"https?://[^\s<>\"'\\`()]+")


_NATIONAL = Path(__file__).with_name("national_works.toml")


def read_all_outside(path: Path) -> tuple[OutsideWork, ...]:
    """Return the works that a site's own file describes, and before them those of the nation that it does not name.

    Raises:
        ManifestError: the file cannot be used.
    """
    own = read_outside(path)
    names = {name for work in own for name in (work.name, *work.also)}
    return (*(work for work in read_outside(_NATIONAL) if names.isdisjoint((work.name, *work.also))), *own)


def read_outside(path: Path) -> tuple[OutsideWork, ...]:
    """Return the works that a file describes; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used.
    """
    works: list[OutsideWork] = []
    owners: dict[str, OutsideWork] = {}
    for work, refuse in read_entries(path, "work", OutsideWork):
        _check(work, refuse)
        for name in dict.fromkeys((work.name, *work.also)):
            if owners.setdefault(name, work) is not work:
                refuse(
                    _("two entries have the name {name}", name=name), _("make one entry of them, or correct the name")
                )
        works.append(work)
    return tuple(works)


def _check(work: OutsideWork, refuse: Refuse) -> None:
    texts = (work.name, *work.also, work.issuer, work.doc_number, work.date, work.url, work.note)
    if not work.name or not all(work.also) or any(not text.isprintable() for text in texts):
        refuse(_("{work!r} has an empty name, a line break or a control character", work=work.name), _("correct it"))
    if work.date and not _is_date(work.date):
        refuse(_("{date!r} is no date", date=work.date), _("write 2021-02-03, or 2021"))
    if work.url and not work.url.startswith(("https://", "http://")):
        refuse(_("{url!r} is no address", url=work.url), _("write https://…"))
    if work.url and not _URL_RE.fullmatch(work.url):
        refuse(_("{url!r} holds a sign that cannot stand in a link", url=work.url), _("write it as %XX"))


def _is_date(text: str) -> bool:
    if _YEAR_RE.fullmatch(text):
        return True
    try:
        return _DAY_RE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
