"""Public bodies under their several names."""

import hashlib
from dataclasses import dataclass

from build_tools.model.place import NATION, Place

_HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class BodyName:
    """One body.

    Attributes:
        name: in full; it names the body wherever it stands.
        also: the other names under which plans of its place, and of places in it, list it.
        rule: why they are the same: "signature-order", "customary" or "place"; "by-place" where a plan's place stands
            for the level that the plan prints (市财政局); "as-printed" where nobody has said.
        source: what shows it, a clause (work#anchor) or a published document; "" where usage alone does.
        id: name of its page for ever, lower-case ASCII; "" where nobody has given it one.
        place: where it belongs.
        formerly: names that its page had before.
        at_home: names that plans of its very place give it, and that those of places in it give their own bodies.
    """

    name: str
    also: tuple[str, ...]
    rule: str
    source: str = ""
    id: str = ""
    place: Place = NATION
    at_home: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """Name of its page; one that nobody has named yet has a hash of its name, so that it never moves."""
        return self.id or hash_name(self.name)


def hash_name(name: str) -> str:
    """Return the name of the page of a body that nobody has given an id."""
    return "b-" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:_HASH_LENGTH]
