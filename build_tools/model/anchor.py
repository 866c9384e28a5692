"""Names of anchors."""

from __future__ import annotations


def qualify(page: str, anchor: str) -> str:
    """Return an anchor's name within the work: "annex-1#s1" on an annex's page, "s1" on the plan's own."""
    return anchor if not page or anchor == page else f"{page}#{anchor}"


def name_destination(anchor: str, work: str = "") -> str:
    """Return the name under which a PDF leads to an anchor: `file.pdf#nameddest=annex-1.s2-c3`.

    In a work's own file that is the anchor itself, "s2-c3"; on an annex's page the page stands before it,
    "annex-1.s2-c3"; in the collected volume the work stands before both, "some-plan-2021.annex-1.s2-c3". Neither the
    names of works nor anchors hold a full stop, so that no two places share a name.

    Args:
        anchor: qualified by page, as `qualify` gives it; "" is the beginning of the work.
        work: name of the work in the collected volume, "" in the work's own file.
    """
    return ".".join(part for part in (work, *anchor.split("#")) if part)
