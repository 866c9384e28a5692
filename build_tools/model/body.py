"""Public bodies under their several names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class BodyName:
    """One body.

    Attributes:
        name: in full.
        also: the other names under which plans list it.
        rule: why they are the same: "signature-order", "customary" or "place"; "as-printed" where nobody has said.
        source: the clause that shows it, work#anchor; "" where usage alone does.
        id: name of its page for ever, lower-case ASCII; "" where nobody has given it one.
    """

    name: str
    also: tuple[str, ...]
    rule: str
    source: str = ""
    id: str = ""

    @property
    def page(self) -> str:
        """Name of its page; one that nobody has named yet has a hash of its name, so that it never moves."""
        return self.id or "b-" + hashlib.sha256(self.name.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


class BodyNames:
    """The bodies that a table names, each under all its names."""

    def __init__(self, bodies: Iterable[BodyName] = ()) -> None:
        self._known = {name: body for body in bodies for name in (body.name, *body.also)}

    def find(self, printed: str) -> BodyName:
        """Return the body that a printed name stands for; one that the table does not know stands for itself."""
        return self._known.get(printed) or BodyName(printed, (), "as-printed")
