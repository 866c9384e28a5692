"""Links of a work → where they stand in print, and where they lead from there.

A link leads to a place of the same file where the file holds it, else to the site if its address is known, else
nowhere: its words are then printed as any others.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.block import Block
from build_tools.model.glossary import Term
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.render.address import make_permalink

BEGINNING = "beginning"
"""Stands for a plan as a whole in its own file: where its printed title is."""

_TERM_PREFIX = "term"
"""Before the full stop in the destination of a glossary's entry: no work may have this name."""

_OWN = "本规划"
SITE_RE = re.compile(r"https?://[!-~]+")

Links = Mapping[int, list[tuple[int, int, str]]]
"""Number of a block → (start, end, target) of links in it.

Offsets are code points of what it prints, its label included. A target is the name of a destination or
an address (https://…). Headings stay without links: the contents and the bookmarks repeat them.
"""


@dataclass(frozen=True)
class Surroundings:
    """What stands about a work: the glossary, and where the rest is to be read.

    Attributes:
        terms: the glossary by id.
        places: "work" and "work#anchor" → how a source of the glossary calls them in print.
        site: address of the pages in the script that is printed, with a slash at the end; "" if unknown.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    site: str = ""

    def call_from(self, work: str) -> dict[str, str]:
        """Return `places` as they are called in a work's own file: 本规划 for the work itself."""
        title = self.places.get(work, "")
        return {
            place: _OWN + name.removeprefix(title) if title and ClauseId.parse(place).work == work else name
            for place, name in self.places.items()
        }


def read_site(address: str, folder: str = "") -> str:
    """Return the address of the pages, "" where it is not of the web.

    Args:
        address: of the site, as it is told for its canonical links.
        folder: below it, in which the pages of a script are.
    """
    if not SITE_RE.fullmatch(address):
        return ""
    return address.rstrip("/") + "/" + (f"{folder}/" if folder else "")


def name_term(term: str) -> str:
    """Return the destination of an entry: `file.pdf#nameddest=term.plc`."""
    return f"{_TERM_PREFIX}.{term}"


def list_terms(links: WorkLinks, surroundings: Surroundings) -> dict[str, Term]:
    """Return the entries that a work uses, by id, in the order of the text."""
    return {
        link.target.term: surroundings.terms[link.target.term]
        for link in links.out
        if link.target.term in surroundings.terms
    }


def lead_target(target: LinkTarget, surroundings: Surroundings, *, here: str, is_volume: bool) -> str:
    """Return where a target is reached: a destination's name or an address, "" where it cannot be reached.

    Args:
        target: a place of the surroundings.
        surroundings: what stands about the work.
        here: the work whose text the link is in.
        is_volume: all works are in the same file.
    """
    if target.term:
        return name_term(target.term) if target.term in surroundings.terms else ""
    if target.cited:
        return f"{surroundings.site}cited/#{target.cited}" if surroundings.site else ""
    if target.body:
        return f"{surroundings.site}bodies/{target.body}/" if surroundings.site else ""
    if is_volume:
        return target.anchor.destination(target.work)
    if target.work == here:
        return target.anchor.destination() or BEGINNING
    if not surroundings.site:
        return ""
    return surroundings.site + make_permalink(target.work, target.anchor)


def locate_links(
    blocks: Sequence[Block], work: str, links: WorkLinks, surroundings: Surroundings, *, is_volume: bool = False
) -> Links:
    """Return the links of a work by the number of the block that prints them.

    A term is linked once in each part of the work (一、 or an annex's): paper shows a link as a line below the words,
    and a reader who has looked a word up knows it on the next page, too.
    """
    located: dict[int, list[tuple[int, int, str]]] = {}
    seen: set[tuple[Anchor, str]] = set()
    for link in links.out:
        address = lead_target(link.target, surroundings, here=work, is_volume=is_volume)
        if not address or link.block < 0:
            continue
        if link.target.term:
            use = (blocks[link.block].place.cut(1), link.target.term)
            if use in seen:
                continue
            seen.add(use)
        located.setdefault(link.block, []).append((link.start, link.end, address))
    return located
