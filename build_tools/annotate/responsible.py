"""Who answers for a clause, in a tree and in its clauses; `groups.py` reads the single paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from build_tools.annotate.groups import Group, read_broken_group, read_groups
from build_tools.model.anchor import qualify
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.division import Division, Paragraph
from build_tools.model.note import BodyMention, Responsibility


def find_mentions(clauses: Iterable[Clause], responsibilities: Iterable[Responsibility]) -> tuple[BodyMention, ...]:
    """Return where the groups of a work name each body, in the order of the clauses."""
    answering = {group.anchor for group in responsibilities}
    found: list[BodyMention] = []
    for number, clause in enumerate(clauses):
        if qualify(clause.page, clause.anchor) not in answering or clause.kind is not ClauseKind.TEXT:
            continue
        # A group without a bracket opens its paragraph, which in a clause stands behind the label.
        for skipped in (0, clause.lead):
            if groups := read_groups(clause.text[skipped:]):
                found.extend(_place_names(number, clause.text, skipped, groups))
                break
    return tuple(found)


def _place_names(number: int, text: str, skipped: int, groups: list[Group]) -> Iterator[BodyMention]:
    for group in groups:
        span = skipped + group.start, skipped + group.end
        at = span[0]
        for name, _ in group.named:
            at = text.index(name, at, span[1])
            yield BodyMention(number, at, at + len(name), name, span)
            at += len(name)


def find_responsibilities(root: Division) -> list[Responsibility]:
    """Return every group of a tree in the order of the text; a rule for tables is not needed, they name columns."""
    found: list[Responsibility] = []
    pending: list[tuple[str, Division | Paragraph]] = [("", root)]
    while pending:
        page, node = pending.pop()
        if isinstance(node, Paragraph):
            continue
        page = node.page or page
        shares = node.opens_paragraph
        for child, after in zip_longest(node.body, node.body[1:]):
            if isinstance(child, Paragraph):
                anchor = child.anchor or node.anchor
                if child.role == "run-in" and shares:
                    anchor = node.anchor
                found.extend(_describe(group, qualify(page, anchor)) for group in read_groups(child.passage.text))
                if isinstance(after, Paragraph):
                    broken = read_broken_group(child.passage.text, after.passage.text)
                    found.extend([_describe(broken, qualify(page, anchor))] if broken else ())
        pending.extend((page, child) for child in reversed(node.body) if isinstance(child, Division))
    return found


def _describe(group: Group, anchor: str) -> Responsibility:
    return Responsibility(
        anchor,
        group.start,
        group.end,
        tuple(name for name, _ in group.named),
        tuple(role for _, role in group.named),
        group.is_open,
        group.deadline,
        group.is_sentence,
    )
