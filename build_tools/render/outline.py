"""Edition → the outline object: the interface by which the converter is judged.

Gives plain dictionaries ready for `json.dumps`; the fields are described in docs/outline.md.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, nest, place_cells
from build_tools.model.division import UNLABELLED, HeadingStyle
from build_tools.model.edition import Edition
from build_tools.model.line import Drop
from build_tools.model.note import Responsibility
from build_tools.model.report import Diagnostic
from build_tools.render.sources import describe_sheet

_OPENING = 20
# A ragged table larger than so many places is filled up only while no more than 29 of 30 stay empty.
_SMALL, _MOST_EMPTY = 4000, 30


def render_outline(edition: Edition, responsibilities: Sequence[Responsibility]) -> dict[str, Any]:
    """Return the outline of an edition as one JSON object."""
    facts, source = edition.facts, edition.witness.text
    collector = _Collector(edition)
    collector.collect(nest(edition.blocks), None)
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
                "anchor": str(group.place),
                "bodies": list(group.bodies),
                "roles": list(group.roles),
                "open": group.is_open,
                "deadline": group.deadline,
            }
            for group in responsibilities
            if not group.is_sentence
        ],
        "text": "\n".join(collector.texts),
        "dropped": [{"text": source[start:end], "rule": rule} for start, end, rule in merge_drops(edition.drops)],
        "diagnostics": describe_diagnostics(edition.diagnostics),
    }


def describe_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return doubts as they stand in the outline object."""
    return [
        {"code": d.code, "severity": d.severity.value, "message": d.message, "line": d.line_no, "remedy": d.remedy}
        for d in diagnostics
    ]


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
    """Reads the blocks once, in the order of the text."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.blocks = edition, edition.blocks
        self.items: list[dict[str, Any]] = []
        self.leads: list[dict[str, str]] = []
        self.tables: list[dict[str, Any]] = []
        self.texts: list[str] = []

    def collect(self, branches: Iterable[Branch], parent: Anchor | None) -> None:
        """Read branches; `parent` is the labelled division around them."""
        for branch in branches:
            block = branch.block
            if block.form is Form.TABLE:
                self.add_table(branch)
                continue
            inner = parent
            if block.kind is not None and block.kind not in UNLABELLED:
                self.add_item(branch, None if block.form is Form.PAGE else parent)
                inner = block.anchor
            if block.role == "run-in" and self.texts:
                self.texts[-1] += block.printed  # it goes on behind its heading
            elif block.printed:
                self.texts.append(block.printed)
            if block.lead:
                self.leads.append({"anchor": str(block.place), "text": block.printed[block.opening : block.lead]})
            self.collect(branch.below, inner)

    def add_item(self, branch: Branch, parent: Anchor | None) -> None:
        block, printed = branch.block, branch.block.printed
        opening = printed[block.label :]
        if block.form is Form.RUN_IN:
            opening += self.blocks[branch.number + 1].printed
        self.items.append(
            {
                "anchor": str(block.place),
                "parent": None if parent is None else str(parent),
                "kind": block.kind.value if block.kind else "",
                "label": printed[: block.label].rstrip(" \u3000\u00a0\u2002\u2003"),
                "heading": printed[block.label : block.name],
                "opening": opening[:_OPENING],
                "is_heading": block.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN),
                **describe_sheet(self.edition, block),
            }
        )

    def add_table(self, branch: Branch) -> None:
        for one in branch.below:
            if one.block.form is Form.CAPTION:
                self.texts.append(one.block.printed)
            self.texts.extend(cell.printed for cell in one.block.cells if cell.parts)
        rows = [one.block for one in branch.take(Form.ROW)]
        headers = branch.block.shape.header_rows if branch.block.shape else 0
        grid = expand_spans(rows)
        going_on = branch.block.shape.going_on if branch.block.shape else frozenset()
        for number in sorted(going_on, reverse=True):  # printed lines of one row read as one
            lines = zip_longest(grid[number - 1], grid.pop(number), fillvalue="")
            grid[number - 1] = [above + below for above, below in lines]
            headers -= number < headers
        # The contract has one row of heads; what a second one says stands among the rows.
        self.tables.append({"header": grid[0] if headers > 0 else [], "rows": grid[headers > 0 :]})


def expand_spans(rows: Sequence[Block]) -> list[list[str]]:
    """Return the texts of a table's rows as a full grid: a merged cell stands in each place that it covers."""
    grid: list[dict[int, str]] = [{} for _ in rows]
    for index, placed in enumerate(place_cells(rows)):
        for cell, columns in placed:
            text = cell.printed
            for row in grid[index : index + cell.rowspan]:
                for column in columns:
                    row.setdefault(column, text)
    widths = [max(row, default=-1) + 1 for row in grid]
    width = max(widths, default=0)
    # One row of a thousand cells above a thousand rows of one would make a million places: those stay as they are.
    if width * len(grid) <= max(_SMALL, _MOST_EMPTY * sum(map(len, grid))):
        widths = [width] * len(grid)
    return [[row.get(column, "") for column in range(end)] for row, end in zip(grid, widths, strict=True)]
