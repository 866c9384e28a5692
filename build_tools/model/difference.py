"""Where two witnesses of one work disagree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
        anchor: the place in the base, qualified by page.
        kind: what the difference is a matter of.
        lemma: what the base reads, "" where it has nothing.
        reading: what the other reads, "" where it has nothing.
        before: up to 12 characters of the base before the place.
        after: up to 12 characters of the base behind it.
    """

    anchor: str
    kind: DifferenceKind
    lemma: str
    reading: str
    before: str
    after: str
