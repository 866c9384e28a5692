"""A change of a published clause's words that is right, recorded like a reviewed difference."""

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.model.anchor import Anchor


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One clause that now reads otherwise under the same anchor, on purpose.

    Attributes:
        anchor: of the clause.
        before: hash of its opening, as the lock had it.
        after: the same of what stands there since.
        was: its words as they were published; "" where they are no longer known.
        reads: its words since.
        reason: why that is right.
    """

    anchor: Anchor
    before: str
    after: str
    was: str
    reads: str
    reason: str


def leads_on(acceptances: Iterable[Acceptance], anchor: Anchor, before: str, after: str) -> bool:
    """Whether the changes that have been accepted lead from one hash of a clause to another."""
    steps = {one.before: one.after for one in acceptances if one.anchor == anchor}
    seen: set[str] = set()
    while before in steps and before not in seen and before != after:
        seen.add(before)
        before = steps[before]
    return before == after
