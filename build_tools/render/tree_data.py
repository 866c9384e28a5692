"""Edition → its whole tree as plain dictionaries, ready for JSON; `docs/data/tree.schema.json` describes them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from build_tools.model.anchor import qualify
from build_tools.model.division import Node, Paragraph, Table
from build_tools.model.edition import Edition
from build_tools.model.line import Mark
from build_tools.model.passage import Passage


def render_tree(edition: Edition) -> dict[str, Any]:
    """Return a work as one object: its name, facts, witness and tree."""
    witness = edition.witness
    return {
        "work": edition.work,
        "facts": asdict(edition.facts),
        "witness": {"file": witness.name, "sha256": witness.sha256, "encoding": witness.encoding},
        "aliases": dict(edition.aliases),
        "tree": _node(edition.root, ""),
    }


def _node(node: Node, page: str) -> dict[str, Any]:
    if isinstance(node, Paragraph):
        return _paragraph(node, page)
    if isinstance(node, Table):
        return _table(node, page)
    page = node.page or page
    return {
        "type": "division",
        "kind": node.kind.value,
        "anchor": qualify(page, node.anchor),
        "num": node.num.text,
        "ordinal": node.ordinal,
        "heading": node.heading.text,
        "stop": node.stop.text,
        "style": node.style.value,
        "confidence": node.confidence,
        "marks": _marks(node.marks),
        "source": _span(node.num, node.heading, node.stop),
        "body": [_node(child, page) for child in node.body],
    }


def _paragraph(node: Paragraph, page: str) -> dict[str, Any]:
    return {
        "type": "paragraph",
        "anchor": qualify(page, node.anchor) if node.anchor else "",
        "role": node.role,
        "lead": node.lead,
        "text": node.passage.text,
        "marks": _marks(node.marks),
        "source": _span(node.passage),
    }


def _table(node: Table, page: str) -> dict[str, Any]:
    return {
        "type": "table",
        "anchor": qualify(page, node.anchor),
        "num": node.num,
        "caption": node.caption.passage.text if node.caption else "",
        "header_rows": node.header_rows,
        "rebuilt": node.rebuilt,
        "rows": [
            [
                {
                    "rowspan": cell.rowspan,
                    "colspan": cell.colspan,
                    "paragraphs": [_paragraph(paragraph, page) for paragraph in cell.paragraphs],
                }
                for cell in row
            ]
            for row in node.rows
        ],
    }


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    return [{"start": mark.start, "end": mark.end, "name": mark.name} for mark in marks]


def _span(*passages: Passage) -> list[int]:
    """[start, end) of the source's code points; [] where nothing of it is printed."""
    printed = [passage for passage in passages if passage]
    return [printed[0].start, printed[-1].end] if printed else []
