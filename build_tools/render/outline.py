"""Edition → the outline object: the interface by which the converter is judged.

Gives plain dictionaries ready for `json.dumps`; the fields are described in docs/outline.md.
"""

from __future__ import annotations

from typing import Any

from build_tools.model.anchor import qualify
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.edition import Edition
from build_tools.model.line import Drop
from build_tools.model.note import Responsibility

_UNLABELLED = frozenset({Kind.PLAN, Kind.PREFACE, Kind.NOTICE, Kind.PREAMBLE, Kind.NOTE, Kind.ANNEX_LIST})
_OPENING = 20
# A ragged table larger than so many places is filled up only while no more than 29 of 30 stay empty.
_SMALL, _MOST_EMPTY = 4000, 30


def render_outline(edition: Edition, responsibilities: list[Responsibility]) -> dict[str, Any]:
    """Return the outline of an edition as one JSON object."""
    facts = edition.facts
    collector = _Collector()
    collector.enter(edition.root)
    return {
        "title": facts.title or None,
        "doc_number": facts.doc_number or None,
        "date_issued": facts.date_issued or None,
        "issuers": list(facts.issuers),
        "plan_body": edition.has_body,
        "items": collector.items,
        "leads": collector.leads,
        "tables": collector.tables,
        "responsible": [
            {
                "anchor": group.anchor,
                "bodies": list(group.bodies),
                "roles": list(group.roles),
                "open": group.is_open,
                "deadline": group.deadline,
            }
            for group in responsibilities
            if not group.is_sentence
        ],
        "text": "\n".join(collector.texts),
        "dropped": [
            {"text": edition.witness.text[drop.start : drop.end], "rule": drop.rule}
            for drop in merge_drops(edition.drops)
        ],
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity.value,
                "message": d.message,
                "line": d.line_no,
                "remedy": d.remedy,
            }
            for d in edition.diagnostics
        ],
    }


def merge_drops(drops: tuple[Drop, ...]) -> list[Drop]:
    """Return the drops with adjacent ones of one rule joined."""
    merged: list[Drop] = []
    for drop in drops:
        if merged and merged[-1].rule == drop.rule and merged[-1].end == drop.start:
            merged[-1] = Drop(merged[-1].start, drop.end, drop.rule)
        else:
            merged.append(drop)
    return merged


class _Collector:
    """Walks the tree once, in the order of the text."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.leads: list[dict[str, str]] = []
        self.tables: list[dict[str, Any]] = []
        self.texts: list[str] = []

    def enter(self, root: Division) -> None:
        stack: list[tuple[Node, str, str | None]] = [(root, "", None)]
        while stack:
            node, page, parent = stack.pop()
            if isinstance(node, Paragraph):
                self.add_paragraph(node, page, parent)
            elif isinstance(node, Table):
                self.add_table(node)
            else:
                page = node.page or page
                if node.kind not in _UNLABELLED:
                    parent = self.add_item(node, page, parent)
                elif node.num:
                    self.texts.append(node.num.text)
                stack.extend((child, page, parent) for child in reversed(node.body))

    def add_paragraph(self, node: Paragraph, page: str, parent: str | None) -> None:
        text = node.passage.text
        if node.role == "run-in" and self.texts:
            self.texts[-1] += text
        else:
            self.texts.append(text)
        if node.lead:
            anchor = qualify(page, node.anchor) if node.anchor else (parent or "")
            self.leads.append({"anchor": anchor, "text": text[: node.lead]})

    def add_item(self, node: Division, page: str, parent: str | None) -> str:
        anchor = qualify(page, node.anchor)
        first = node.body[0] if node.body else None
        rest = first.passage.text if isinstance(first, Paragraph) and first.role == "run-in" else ""
        opening = (node.heading.text + node.stop.text + rest)[:_OPENING]
        self.items.append(
            {
                "anchor": anchor,
                "parent": None if node.kind is Kind.ANNEX else parent,
                "kind": node.kind.value,
                "label": node.num.text.rstrip(" \u3000\u00a0"),
                "heading": node.heading.text,
                "opening": opening,
                "is_heading": node.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN),
            }
        )
        self.texts.append(node.num.text + node.heading.text + node.stop.text)
        return anchor

    def add_table(self, table: Table) -> None:
        if table.caption is not None:
            self.texts.append(table.caption.passage.text)
        for row in table.rows:
            self.texts.extend(cell.text for cell in row if cell.paragraphs)
        grid = expand_spans(table)
        self.tables.append({"header": grid[0] if table.header_rows else [], "rows": grid[table.header_rows :]})


def expand_spans(table: Table) -> list[list[str]]:
    """Return the table's texts as a full grid: a merged cell stands in each place that it covers."""
    grid: list[dict[int, str]] = [{} for _ in table.rows]
    for index, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column in grid[index]:
                column += 1
            for down in range(min(cell.rowspan, len(table.rows) - index)):
                for right in range(cell.colspan):
                    grid[index + down].setdefault(column + right, cell.text)
            column += cell.colspan
    widths = [max(row, default=-1) + 1 for row in grid]
    width = max(widths, default=0)
    # One row of a thousand cells above a thousand rows of one would make a million places: those stay as they are.
    if width * len(grid) <= max(_SMALL, _MOST_EMPTY * sum(map(len, grid))):
        widths = [width] * len(grid)
    return [[row.get(column, "") for column in range(end)] for row, end in zip(grid, widths, strict=True)]
