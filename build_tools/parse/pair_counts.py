"""How often a document writes two characters next to each other, and where its clauses start and end.

Takes a text; gives counts. They tell words from chance meetings without a dictionary.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

_CLAUSE_START_RE = re.compile(r"[，。；](?=([\u4e00-\u9fff]{2}))")
_CLAUSE_END_RE = re.compile(r"([\u4e00-\u9fff]{2})[，。；]")
# Occurrences that what is known in general counts for, beside a document's own.
_PRIOR = 6.0


@dataclass(frozen=True)
class PairCounts:
    """How often a document writes two characters next to each other, and how often a clause starts or ends so."""

    counts: Counter[str]
    starts: Counter[str]
    ends: Counter[str]

    @classmethod
    def of(cls, text: str) -> PairCounts:
        """Count the pairs of a text."""
        return cls(
            Counter(map("".join, pairwise(text))),
            Counter(match[1] for match in _CLAUSE_START_RE.finditer(text)),
            Counter(match[1] for match in _CLAUSE_END_RE.finditer(text)),
        )

    def cohesion(self, left: str, right: str) -> float:
        """Return how much two characters belong together: 0 where they meet only here, 1 more at each doubling."""
        return math.log2(max(1, self.counts[left + right]))

    def start_odds(self, pair: str, general: dict[str, int]) -> float:
        """Return log-odds that a clause starts where the pair stands, -4 to 4; this one place is not counted."""
        return _odds(self.starts[pair], max(0, self.counts[pair] - 1), general.get(pair, 10) / 100)

    def end_odds(self, pair: str, general: dict[str, int]) -> float:
        """Return log-odds that a clause ends with the pair."""
        return _odds(self.ends[pair], max(0, self.counts[pair] - 1), general.get(pair, 10) / 100)


def _odds(n: int, total: int, share: float) -> float:
    share = (min(n, total) + _PRIOR * share) / (total + _PRIOR)
    return max(-4.0, min(4.0, math.log(share / (1 - share)))) if 0 < share < 1 else 0.0
