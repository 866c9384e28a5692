"""Public bodies under their several names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyName:
    """One body.

    Attributes:
        name: in full.
        also: the other names under which plans list it.
        rule: why they are the same: "signature-order", "customary" or "place".
        source: the clause that shows it, work#anchor; "" where usage alone does.
        id: name of its page for ever, lower-case ASCII; "" where nobody has given it one.
    """

    name: str
    also: tuple[str, ...]
    rule: str
    source: str = ""
    id: str = ""
