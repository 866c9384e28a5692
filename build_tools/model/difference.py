"""Where two witnesses of one work disagree."""

from dataclasses import dataclass
from enum import StrEnum

from build_tools.model.anchor import Anchor


class DifferenceKind(StrEnum):
    """What a difference is a matter of."""

    WIDTH = "punctuation-width"  # （ against (
    NUMBERING = "numbering-mark"  # 1． against 1、
    LAYOUT = "layout"  # blanks
    WORDING = "wording"  # anything else


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the base and another witness read differently.

    Attributes:
        anchor: the place in the base.
        kind: what the difference is a matter of.
        lemma: what the base reads, "" where it has nothing.
        reading: what the other reads, "" where it has nothing.
        before: up to 12 characters of the base before the place.
        after: up to 12 characters of the base behind it.
    """

    anchor: Anchor
    kind: DifferenceKind
    lemma: str
    reading: str
    before: str
    after: str
