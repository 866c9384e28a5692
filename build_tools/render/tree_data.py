"""Edition → its whole tree as plain dictionaries, ready for JSON; tree.schema.json describes them."""

from dataclasses import asdict
from typing import Any

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, nest
from build_tools.model.division import HeadingStyle, Kind
from build_tools.model.edition import Edition
from build_tools.model.line import Mark
from build_tools.model.passage import Passage
from build_tools.render.sources import describe_absent, describe_files, describe_sheet


def render_tree(edition: Edition, *, is_draft: bool = False) -> dict[str, Any]:
    """Return a work as one object: its name, facts, witness and tree; a draft says that it is one."""
    witness = edition.witness
    return {
        "work": edition.work,
        **({"draft": True} if is_draft else {}),
        "facts": asdict(edition.facts),
        "witness": {"file": witness.name, "sha256": witness.sha256, "encoding": witness.encoding},
        "files": describe_files(edition),
        "absent": describe_absent(edition),
        "aliases": {str(old): str(new) for old, new in edition.aliases.items()},
        "tree": _root(edition),
    }


def _root(edition: Edition) -> dict[str, Any]:
    """The division that holds all others and prints nothing."""
    return {
        "type": "division",
        "kind": Kind.PLAN.value,
        "anchor": "",
        "num": "",
        "ordinal": None,
        "heading": "",
        "stop": "",
        "style": HeadingStyle.NONE.value,
        "confidence": 1.0,
        "marks": [],
        "source": [],
        "body": [_node(edition, branch) for branch in nest(edition.blocks)],
    }


def _node(edition: Edition, branch: Branch) -> dict[str, Any]:
    block = branch.block
    sheet = describe_sheet(edition, block)
    if block.form is Form.TABLE:
        return _table(edition, branch) | sheet
    if block.kind is None:
        return _paragraph(block.text, block.marks, block.anchor, block.role, block.lead) | sheet
    opening = block.text[: block.opening]
    marks = _cut_marks(block, block.label, block.opening)
    body = [_node(edition, one) for one in branch.below]
    if block.opening < len(block.printed):
        # The paragraph that the label opens.
        rest = _cut_marks(block, block.opening, len(block.printed))
        lead = block.lead - block.opening if block.lead else 0
        place = block.also[0] if block.also else None
        body.insert(0, _paragraph(block.text[block.opening :], rest, place, "run-in", lead) | sheet)
    return {
        "type": "division",
        "kind": block.kind.value,
        "anchor": str(block.anchor or ""),
        "num": block.printed[: block.label],
        "ordinal": block.ordinal,
        "heading": block.printed[block.label : block.name],
        "stop": block.printed[block.name : block.opening],
        "style": block.style.value,
        "confidence": block.confidence,
        "marks": _marks(marks),
        "source": _span(opening),
        **sheet,
        "body": body,
    }


def _cut_marks(block: Block, start: int, end: int) -> tuple[Mark, ...]:
    return tuple(mark.moved(-start) for mark in block.marks if start <= mark.start < end)


def _paragraph(
    text: Passage, marks: tuple[Mark, ...], anchor: Anchor | None = None, role: str = "", lead: int = 0
) -> dict[str, Any]:
    return {
        "type": "paragraph",
        "anchor": str(anchor or ""),
        "role": role,
        "lead": lead,
        "text": text.text,
        "marks": _marks(marks),
        "source": _span(text),
    }


def _table(edition: Edition, branch: Branch) -> dict[str, Any]:
    block, shape = branch.block, branch.block.shape
    rows = [one.block for one in branch.take(Form.ROW)]
    return {
        "type": "table",
        "anchor": str(block.anchor or ""),
        "num": shape.num if shape else "",
        "caption": "".join(one.block.printed for one in branch.take(Form.CAPTION)),
        "header_rows": shape.header_rows if shape else 0,
        "rebuilt": bool(shape and shape.rebuilt),
        "rows": [_row(row, describe_sheet(edition, row)) for row in rows],
    }


def _row(row: Block, sheet: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "paragraphs": [_paragraph(part.text, _cut_marks(row, part.start, part.end)) | sheet for part in cell.parts],
        }
        for cell in row.cells
    ]


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    return [{"start": mark.start, "end": mark.end, "name": mark.name} for mark in marks]


def _span(text: Passage) -> list[int]:
    """[start, end) of the source's code points; [] where nothing of it is printed."""
    return [text.start, text.end] if text else []
