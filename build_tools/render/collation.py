"""Differences between two witnesses → JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.edition import Edition


def render_collation(base: Edition, other: str, differences: list[Difference]) -> str:
    """Return the differences as JSON: base, other, counts by kind, and each place in order."""
    counts = Counter(difference.kind for difference in differences)
    table = {
        "base": base.witness.name,
        "witness": other,
        "counts": {kind.value: counts[kind] for kind in DifferenceKind},
        "differences": [asdict(difference) for difference in differences],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
