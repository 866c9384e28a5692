"""Who answers for a clause, in the blocks of a work; `groups.py` reads the single paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from build_tools.annotate.body_columns import read_table
from build_tools.annotate.groups import Group, read_broken_group, read_groups
from build_tools.annotate.role_lists import sets_order
from build_tools.model.block import Block, Form
from build_tools.model.note import BodyMention, Responsibility

_MOST_PIECES = 4  # paragraphs over which a line that was too long is broken
_HEADED = frozenset({Form.HEADING, Form.RUN_IN})
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
    """Return every group of a work in the order of the text."""
    found: list[Responsibility] = []
    of_rows: dict[int, list[Group]] = {}
    is_ordered = False
    read_to: dict[int, int] = {}  # offset in a paragraph up to which it belongs to a group that was opened before it
    for number, block in enumerate(blocks):
        if block.form is Form.TABLE:
            inside = takewhile(block.depth.__lt__, (other.depth for other in blocks[number + 1 :]))
            rows = [at for at, _ in enumerate(inside, number + 1) if blocks[at].form is Form.ROW]
            of_rows.update(zip(rows, read_table([blocks[at] for at in rows]), strict=True))
        groups = _read_paragraph(blocks, number, read_to) if block.form in _READ else of_rows.get(number, [])
        if block.form in _HEADED and block.printed.endswith("。"):  # 三、财政部会同商务部安排资金。
            groups = [group for group in _read_paragraph(blocks, number, read_to) if group.is_sentence]
        for group in groups:
            found.append(_describe(_lead_first(group) if is_ordered else group, number, block))
            is_ordered |= sets_order(block.printed[group.start : group.end])
    return tuple(found)


def _lead_first(group: Group) -> Group:
    """Return a group of bodies with one role, of whom the first leads, as an earlier one has said for all."""
    (first, role), *others = group.named
    if not others or group.is_sentence or {role, *(role for _, role in others)} != {"responsible"}:
        return group
    return group._replace(named=((first, "lead"), *others))


def _read_paragraph(blocks: Sequence[Block], number: int, read_to: dict[int, int]) -> list[Group]:
    block = blocks[number]
    # A group without a bracket opens its paragraph, which stands behind the label.
    whole = block.form is Form.ITEM or block.form in _HEADED
    begin = max(block.label if whole else block.opening, read_to.get(number, 0))
    text = block.printed[begin:]
    groups = read_groups(text)
    if broken := read_broken_group(text, _texts_behind(blocks, number)):
        groups = [*groups, broken]
        for at, piece in enumerate(_texts_behind(blocks, number), number + 1):
            read_to[at] = piece.find("）") + 1 or len(piece)
            if "）" in piece:
                break
    return [group._replace(start=begin + group.start, end=begin + group.end) for group in groups]


def _texts_behind(blocks: Sequence[Block], number: int) -> Iterator[str]:
    """Yield the texts of the paragraphs that follow a block."""
    behind = blocks[number + 1 : number + 1 + _MOST_PIECES]
    return (piece.printed for piece in takewhile(lambda piece: piece.form is Form.PARAGRAPH, behind))


def _describe(group: Group, number: int, block: Block) -> Responsibility:
    return Responsibility(
        number,
        block.place,
        group.start,
        group.end,
        tuple(name for name, _ in group.named),
        tuple(role for _, role in group.named),
        group.is_open,
        group.deadline,
        group.is_sentence,
    )
