"""What is known about places in an edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A group that says who answers for a clause.

    Attributes:
        anchor: of the paragraph that holds it, qualified by page.
        start: offset of the group in the paragraph's text, its bracket included.
        end: offset behind it.
        bodies: names as printed, in order.
        roles: the role of each body: "lead", "support", "participant", "guidance" or "responsible".
    """

    anchor: str
    start: int
    end: int
    bodies: tuple[str, ...]
    roles: tuple[str, ...]
