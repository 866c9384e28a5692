"""Edition → the passages by which copies of a work are compared."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.alignment import Part
from build_tools.model.anchor import qualify
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph
from build_tools.model.edition import Edition

_APART = frozenset({Kind.NOTICE, Kind.PREFACE, Kind.ANNEX, Kind.ANNEX_LIST})
_TOP_LEVEL = 2
_DEEPEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class BodyPassage:
    """A heading, a paragraph or a cell of an edition's body.

    Attributes:
        anchor: its place, qualified by page.
        level: of a heading, from 2; 0 for any other text.
        text: never empty.
    """

    anchor: str
    level: int
    text: str


def collect_passages(edition: Edition) -> tuple[list[BodyPassage], list[Part]]:
    """Return the passages of an edition's body in order, and the parts that do not belong to it."""
    found: list[BodyPassage] = []
    parts: list[Part] = []
    stack: list[tuple[Node, str, str, int]] = [(edition.root, "", "", _TOP_LEVEL)]

    def add(anchor: str, level: int, text: str) -> None:
        if text:
            found.append(BodyPassage(anchor, level, text))

    while stack:
        node, page, anchor, level = stack.pop()
        if isinstance(node, Division):
            if node.kind in _APART:
                parts.append(Part(node.kind, node.num.text, sum(map(len, _list_texts(node)))))
                continue
            page = node.page or page
            anchor = qualify(page, node.anchor) if node.anchor else anchor
            body = node.body
            text = node.num.text + node.heading.text + node.stop.text
            is_heading = bool(text) and _is_heading(node)
            if text and not is_heading and body and isinstance(body[0], Paragraph) and body[0].role == "run-in":
                # Label and first words are one paragraph.
                text += body[0].passage.text
                body = body[1:]
            add(anchor, min(level, _DEEPEST_LEVEL) if is_heading else 0, text)
            stack.extend((child, page, anchor, level + is_heading) for child in reversed(body))
        elif isinstance(node, Paragraph):
            add(qualify(page, node.anchor) if node.anchor else anchor, 0, node.passage.text)
        else:
            place = qualify(page, node.anchor)
            if node.caption:
                add(place, 0, node.caption.passage.text)
            for row in node.rows:
                for cell in row:
                    add(place, 0, cell.text)
    return found, parts


def _is_heading(division: Division) -> bool:
    """Whether the plan's page shows the division's first words as a heading."""
    if division.kind is Kind.BOX:
        return True
    return division.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and division.kind is not Kind.DASH


def _list_texts(division: Division) -> list[str]:
    texts: list[str] = []
    for node in division.walk():
        if isinstance(node, Division):
            texts += [node.num.text, node.heading.text, node.stop.text]
        elif isinstance(node, Paragraph):
            texts.append(node.passage.text)
        else:
            texts += [node.caption.passage.text if node.caption else "", *(c.text for row in node.rows for c in row)]
    return texts
