"""Who answers for a clause, in the blocks of a work; `groups.py` reads the single paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from build_tools.annotate.groups import Group, read_broken_group, read_groups
from build_tools.model.block import Block, Form
from build_tools.model.note import BodyMention, Responsibility

_MOST_PIECES = 4  # paragraphs over which a line that was too long is broken
_READ = frozenset({Form.PARAGRAPH, Form.ITEM, Form.ENTRY, Form.TITLE})


def find_mentions(blocks: Sequence[Block], responsibilities: Iterable[Responsibility]) -> tuple[BodyMention, ...]:
    """Return where the groups of a work name each body, in the order of the text."""
    return tuple(mention for group in responsibilities for mention in _place_names(group, blocks[group.block].printed))


def _place_names(group: Responsibility, text: str) -> Iterator[BodyMention]:
    at = group.start
    for name in group.bodies:
        start = text.find(name, at, group.end)
        if start < 0:
            return  # the rest of the group stands in the next paragraph
        at = start + len(name)
        yield BodyMention(group.block, start, at, name, (group.start, group.end))


def find_responsibilities(blocks: Sequence[Block]) -> tuple[Responsibility, ...]:
    """Return every group of a work in the order of the text; tables are not read, they name their columns."""
    found: list[Responsibility] = []
    for number, block in enumerate(blocks):
        if block.form not in _READ:
            continue
        # A group without a bracket opens its paragraph, which stands behind the label.
        text = block.printed[block.opening :]
        groups = read_groups(text)
        after = takewhile(lambda piece: piece.form is Form.PARAGRAPH, blocks[number + 1 : number + 1 + _MOST_PIECES])
        if broken := read_broken_group(text, (piece.printed for piece in after)):
            groups = [*groups, broken]
        found.extend(_describe(group, number, block) for group in groups)
    return tuple(found)


def _describe(group: Group, number: int, block: Block) -> Responsibility:
    return Responsibility(
        number,
        block.place,
        block.opening + group.start,
        block.opening + group.end,
        tuple(name for name, _ in group.named),
        tuple(role for _, role in group.named),
        group.is_open,
        group.deadline,
        group.is_sentence,
    )
