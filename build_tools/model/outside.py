"""Works that plans cite and this library does not hold."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutsideWork:
    """What is known of a work that stands elsewhere; an empty string where nothing is.

    Attributes:
        name: its title.
        also: other names under which plans cite it.
        issuer: who issued it.
        doc_number: its number.
        date: "YYYY-MM-DD", or a year.
        url: where an official copy stands.
        note: what else a reader should know, and where the facts come from.
    """

    name: str
    also: tuple[str, ...] = ()
    issuer: str = ""
    doc_number: str = ""
    date: str = ""
    url: str = ""
    note: str = ""


class OutsideNames:
    """Tells under which name a cited work stands on the page of cited works, and at which anchor."""

    def __init__(self, works: Iterable[OutsideWork]) -> None:
        self._works = {name: work for work in works for name in (work.name, *work.also)}

    def find(self, name: str) -> OutsideWork | None:
        """Return what is known of the work that a name stands for."""
        return self._works.get(name)

    def call(self, name: str) -> str:
        """Return the title of the work that a name stands for, as far as it is known."""
        known = self._works.get(name)
        return known.name if known else name

    def anchor(self, name: str) -> str:
        """Return the anchor of the work that a name stands for; made from its title, so it never moves."""
        return "w-" + hashlib.sha256(self.call(name).encode("utf-8")).hexdigest()[:12]
