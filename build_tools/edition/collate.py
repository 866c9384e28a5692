"""Two witnesses of one work → every place where they read differently.

Takes two editions; gives the differences in the order of the base. Paragraphs are paired first, by what they
say without widths and blanks; characters are compared within a pair only, so that time stays near linear.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.anchor import qualify
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.division import Division, Kind, Node, Paragraph
from build_tools.model.edition import Edition

_CONTEXT = 12
_APART = frozenset({Kind.NOTICE, Kind.PREFACE, Kind.ANNEX, Kind.ANNEX_LIST})


def collate_editions(base: Edition, other: Edition) -> list[Difference]:
    """Return where `other` reads differently from `base` in the text that both hold.

    The notice, the printed title and the annexes are left out: a reprint takes or leaves them as a whole.
    """
    ours, theirs = _texts(base), _texts(other)
    matcher = SequenceMatcher(
        None,
        [fold_width(text)[:40] for _, text in ours],
        [fold_width(text)[:40] for _, text in theirs],
        autojunk=False,
    )
    differences: list[Difference] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "delete" and (a == 0 or b == len(ours)) and b - a > 20:
            continue  # the other copy begins later or ends earlier
        anchor = ours[min(a, len(ours) - 1)][0]
        if tag == "equal" or b - a == d - c:
            for (place, lemma), (_, reading) in zip(ours[a:b], theirs[c:d], strict=True):
                differences.extend(_compare(place, lemma, reading))
        else:
            lemma = "\n".join(text for _, text in ours[a:b])
            reading = "\n".join(text for _, text in theirs[c:d])
            differences.extend(_compare(anchor, lemma, reading))
    return differences


def _texts(edition: Edition) -> list[tuple[str, str]]:
    """(anchor, text) of each heading, paragraph and cell of an edition's body, in order."""
    texts: list[tuple[str, str]] = []
    stack: list[tuple[Node, str, str]] = [(edition.root, "", "")]
    while stack:
        node, page, anchor = stack.pop()
        if isinstance(node, Division):
            if node.kind in _APART:
                continue
            page = node.page or page
            anchor = qualify(page, node.anchor) if node.anchor else anchor
            if node.num or node.heading:
                texts.append((anchor, node.num.text + node.heading.text + node.stop.text))
            stack.extend((child, page, anchor) for child in reversed(node.body))
        elif isinstance(node, Paragraph):
            texts.append((qualify(page, node.anchor) if node.anchor else anchor, node.passage.text))
        else:
            place = qualify(page, node.anchor)
            texts.extend((place, cell.text) for row in node.rows for cell in row if cell.paragraphs)
    return texts


def _compare(anchor: str, lemma: str, reading: str) -> list[Difference]:
    if lemma == reading:
        return []
    found: list[Difference] = []
    for tag, a, b, c, d in SequenceMatcher(None, lemma, reading, autojunk=False).get_opcodes():
        if tag != "equal":
            kind = _classify(lemma, a, b, reading[c:d])
            before, after = lemma[max(0, a - _CONTEXT) : a], lemma[b : b + _CONTEXT]
            found.append(Difference(anchor, kind, lemma[a:b], reading[c:d], before, after))
    return found


def _classify(lemma: str, start: int, end: int, reading: str) -> DifferenceKind:
    ours = lemma[start:end]
    if not (ours + reading).strip(" \t\n\u3000\u00a0"):
        return DifferenceKind.LAYOUT
    if fold_width(ours) == fold_width(reading):
        return DifferenceKind.WIDTH
    if lemma[:start].isdigit() and set(ours + reading) <= set(".．、"):
        return DifferenceKind.NUMBERING
    return DifferenceKind.WORDING
