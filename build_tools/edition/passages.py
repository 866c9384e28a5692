"""Edition → the passages by which copies of a work are compared."""

from dataclasses import dataclass

from build_tools.model.alignment import Part
from build_tools.model.anchor import Anchor
from build_tools.model.block import HEADINGS, Form, nest
from build_tools.model.division import Kind
from build_tools.model.edition import Edition

_APART = frozenset({Kind.NOTICE, Kind.PREFACE, Kind.ANNEX, Kind.ANNEX_LIST})
_DEEPEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class BodyPassage:
    """A heading, a paragraph or a cell of an edition's body.

    Attributes:
        anchor: its place.
        level: of a heading, from 2; 0 for any other text.
        text: never empty.
    """

    anchor: Anchor
    level: int
    text: str


def collect_passages(edition: Edition) -> tuple[list[BodyPassage], list[Part]]:
    """Return the passages of an edition's body in order, and the parts that do not belong to it."""
    found: list[BodyPassage] = []
    parts: list[Part] = []
    branches = list(reversed(nest(edition.blocks)))
    while branches:
        branch = branches.pop()
        block = branch.block
        if block.kind in _APART:
            characters = sum(len(passage) for one in branch.walk() for passage in one.block.passages())
            parts.append(Part(block.kind, block.printed[: block.label], characters))
            continue
        level = min(block.level + 1, _DEEPEST_LEVEL) if block.form in HEADINGS else 0
        texts = [cell.printed for cell in block.cells] if block.form is Form.ROW else [block.printed]
        found.extend(BodyPassage(block.place, level, text) for text in texts if text)
        branches.extend(reversed(branch.below))
    return found, parts
