"""anchors.lock: every anchor ever published, with a short hash of what stands there, and every page that spans works.

Takes editions' anchors; gives the new lock and the breaches of the contract. A build whose anchors lose one, or
put another clause under an old one, fails until an alias is declared. The pages of a folder of docs/ stand by name
under a line `[folder/]`, which no work can be called.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.edition.anchors import walk_anchored
from build_tools.model.acceptance import Acceptance, leads_on
from build_tools.model.anchor import Anchor
from build_tools.model.division import Division, Node, Paragraph
from build_tools.model.edition import Edition

Locked = Mapping[str, Mapping[Anchor, str]]
"""Work → anchor → hash of what stands there."""

# Twelve hexadecimal digits: two different texts under one anchor agree by chance once in 10^14.
_HASH_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Breach:
    """A published anchor that a build would break.

    Attributes:
        work: the work; "glossary/" for a page of that folder.
        anchor: the anchor; the name of the page.
        lost: whether it is gone; else another text stands there.
    """

    work: str
    anchor: Anchor | str
    lost: bool


def hash_anchors(edition: Edition) -> dict[Anchor, str]:
    """Return each anchor of an edition with the hash of its opening text."""
    return {anchor: _hash(node) for anchor, node in walk_anchored(edition.root)}


def _hash(node: Node) -> str:
    """Hash what makes a clause that clause: of a division its label and heading, of a paragraph its opening.

    Blanks and punctuation widths do not count, so that a better cleaning of the same text is no breach.
    """
    if isinstance(node, Division):
        text = node.num.text + node.heading.text
    elif isinstance(node, Paragraph):
        text = node.passage.text[:60]
    else:
        text = "".join(cell.text for row in node.rows[:2] for cell in row)
    key = "".join(char for char in text if char.isalnum())
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:_HASH_DIGITS]


def check_anchors(
    locked: Locked,
    current: Locked,
    aliases: Mapping[str, Mapping[Anchor, Anchor]],
    accepted: Mapping[str, Sequence[Acceptance]] | None = None,
) -> list[Breach]:
    """Return the breaches in the order of works and anchors.

    Args:
        locked: the anchors published so far.
        current: the same of this build.
        aliases: work → old anchor → the anchor that took its place.
        accepted: changes of words that are right, by work.
    """
    breaches: list[Breach] = []
    for work, anchors in sorted(locked.items()):
        now = current.get(work, {})
        known = aliases.get(work, {})
        for anchor, old in anchors.items():
            if anchor in known and known[anchor] in now:
                continue
            if anchor not in now:
                breaches.append(Breach(work, anchor, lost=True))
            elif not leads_on((accepted or {}).get(work, ()), anchor, old, now[anchor]):
                breaches.append(Breach(work, anchor, lost=False))
    return breaches


def split_lock(text: str) -> dict[str, str]:
    """Return the lines of each work from the lock's text, in which a line `[work]` stands above them."""
    _, *sections = re.split(r"^\[(.*)\]$", text, flags=re.MULTILINE)
    return {work: lines.strip("\n") for work, lines in zip(sections[::2], sections[1::2], strict=True)}


def read_lock(text: str) -> dict[str, dict[Anchor, str]]:
    """Return the anchors of each work from the lock's text.

    Raises:
        ValueError: a line is none.
    """
    return {work: read_anchors(lines) for work, lines in split_lock(text).items() if not work.endswith("/")}


def read_anchors(lines: str) -> dict[Anchor, str]:
    """Return the anchors of a work from its lines, `anchor hash` each.

    Raises:
        ValueError: a line is none.
    """
    anchors: dict[Anchor, str] = {}
    for line in lines.split("\n"):
        if line and not line.startswith("# "):
            anchor, _, digest = line.rpartition(" ")
            anchors[Anchor.parse(anchor)] = digest
    return anchors


def write_anchors(anchors: Mapping[Anchor, str]) -> str:
    """Return a work's lines, its anchors in the order of the text."""
    return "\n".join(f"{anchor} {digest}" for anchor, digest in anchors.items())


def join_lock(sections: Mapping[str, str]) -> str:
    """Return the lock's text from the lines of each work; works in alphabetical order, then folders."""
    about = "Every published anchor and a hash of what stands there. Written by `plan-publisher convert`"
    lines = [f"# {about}; never edit by hand."]
    for work, own in sorted(sections.items(), key=lambda section: (section[0][-1:] == "/", section[0])):
        lines += ["", f"[{work}]", *([own] if own else [])]
    return "\n".join(lines) + "\n"


def merge_lock(
    locked: Locked, current: Locked, aliases: Mapping[str, Mapping[Anchor, Anchor]]
) -> dict[str, dict[Anchor, str]]:
    """Return the lock after this build: today's anchors, and the old ones that live on as aliases."""
    merged: dict[str, dict[Anchor, str]] = {}
    for work in sorted({*locked, *current}):
        # A work that failed today keeps what it has published.
        anchors = dict(current.get(work, locked.get(work, {})))
        for anchor, digest in locked.get(work, {}).items():
            if anchor not in anchors and anchor in aliases.get(work, {}):
                anchors[anchor] = digest
        merged[work] = anchors
    return merged
