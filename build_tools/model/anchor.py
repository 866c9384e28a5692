"""Names of anchors."""

from __future__ import annotations


def qualify(page: str, anchor: str) -> str:
    """Return an anchor's name within the work: "annex-1#s1" on an annex's page, "s1" on the plan's own."""
    return anchor if not page or anchor == page else f"{page}#{anchor}"
