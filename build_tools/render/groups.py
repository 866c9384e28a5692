"""Responsibility groups → the paragraphs that print them."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.model.anchor import qualify
from build_tools.model.division import Division, Paragraph
from build_tools.model.note import Responsibility


def locate_groups(root: Division, responsibilities: Iterable[Responsibility]) -> dict[int, list[tuple[int, int]]]:
    """Return (start, end) of the groups in each paragraph, by `id` of the paragraph; names in sentences are none."""
    wanted: dict[str, list[tuple[int, int]]] = {}
    for group in responsibilities:
        if not group.is_sentence:
            wanted.setdefault(group.anchor, []).append((group.start, group.end))
    located: dict[int, list[tuple[int, int]]] = {}
    stack: list[tuple[Division, str]] = [(root, "")]
    while stack:
        division, page = stack.pop()
        page = division.page or page
        shares = division.opens_paragraph
        for node in division.body:
            if isinstance(node, Division):
                stack.append((node, page))
            elif isinstance(node, Paragraph):
                anchor = division.anchor if node.role == "run-in" and shares else node.anchor
                key = qualify(page, anchor)
                if spans := wanted.get(key):
                    located[id(node)] = spans
    return located
