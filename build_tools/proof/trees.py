"""tree.json and data.json → faults, field by field."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from build_tools.messages import _
from build_tools.model.block import Block, Form
from build_tools.model.division import UNLABELLED
from build_tools.model.link import LinkTarget
from build_tools.model.passage import Passage
from build_tools.proof.expected import ProvedWork, permalink
from build_tools.proof.line import Fault, tell_unreadable
from build_tools.proof.records import Record, compare_records

_OPENING = 20  # characters of an item that data.json tells


# -- tree.json


def prove_tree(work: ProvedWork, text: str, file: str) -> list[Fault]:
    """Return what is wrong with a work's tree."""
    output = "tree.json"
    try:
        table = json.loads(text)
        found = list(_read_node(table["tree"], 0))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [tell_unreadable(output, file, error, work.name)]
    aliases = {str(old): str(new) for old, new in work.edition.aliases.items()}
    facts = _flat_facts(work)
    head = {"work": work.name, "aliases": aliases, "facts": facts, "witness": work.edition.witness.sha256}
    head |= _expect_sources(work)
    witness = table.get("witness") or {}
    shown = {name: table.get(name) for name in head} | {"witness": witness.get("sha256")}
    faults = compare_records([head], [shown], output, file, work.name)
    return faults or compare_records(_expect_tree(work), found[1:], output, file, work.name)


def _flat_facts(work: ProvedWork) -> Record:
    found = ((field.name, getattr(work.edition.facts, field.name)) for field in fields(work.edition.facts))
    return {name: _to_lists(value) for name, value in found}


def _to_lists(value: object) -> object:
    return [_to_lists(one) for one in value] if isinstance(value, tuple) else value


def _expect_sources(work: ProvedWork) -> Record:
    files = [
        {
            "file": file.name,
            "sha256": file.sha256,
            "encoding": file.encoding,
            "pages": len(file.reading.pages) if file.reading and file.reading.pages else None,
        }
        for file in work.edition.witness.parts
    ]
    absent = [{"anchor": str(one.place), "ordinal": one.ordinal, "title": one.title} for one in work.edition.absent]
    return {"files": files, "absent": absent}


def _expect_sheet(work: ProvedWork, block: Block) -> Record:
    """The file of a block, where the work has several, and its page, where the file has pages."""
    parts = work.edition.witness.parts
    told: Record = {"file": parts[block.sheet.file].name} if len(parts) > 1 else {}
    if block.sheet.page:
        told["page"] = block.sheet.page
    return told


def _read_node(node: Mapping[str, Any], depth: int) -> Iterator[Record]:
    kind = node["type"]
    if kind == "division":
        yield {name: value for name, value in node.items() if name != "body"} | {"depth": depth}
        for inner in node["body"]:
            yield from _read_node(inner, depth + 1)
    elif kind == "paragraph":
        yield dict(node) | {"depth": depth}
    else:
        yield {name: value for name, value in node.items() if name != "rows"} | {"depth": depth}
        for row in node["rows"]:
            yield {"type": "row", "cells": row, "depth": depth + 1}


def _expect_tree(work: ProvedWork) -> Iterator[Record]:
    blocks = work.edition.blocks
    for number, block in enumerate(blocks):
        depth = block.depth + 1
        sheet = _expect_sheet(work, block)
        if block.form is Form.TABLE:
            inner = blocks[number + 1 :]
            captions = [one.text.text for one in inner[:1] if one.form is Form.CAPTION and one.depth > block.depth]
            shape = block.shape
            yield {
                "type": "table",
                "anchor": str(block.place) if block.is_anchored else "",
                "num": shape.num if shape else "",
                "caption": "".join(captions),
                "header_rows": shape.header_rows if shape else 0,
                "rebuilt": bool(shape and shape.rebuilt),
                "depth": depth,
            } | sheet
        elif block.form is Form.ROW:
            yield {"type": "row", "cells": _expect_cells(block, sheet), "depth": depth}
        elif block.form is Form.CAPTION:
            continue
        elif block.kind is None:
            anchor = str(block.place) if block.is_anchored else ""
            marks = _marks(block, 0, len(block.text))
            yield _expect_paragraph(block.text, marks, anchor, block.role, block.lead) | {"depth": depth} | sheet
        else:
            yield from (record | sheet for record in _expect_division(block, depth))


def _expect_division(block: Block, depth: int) -> Iterator[Record]:
    text = block.text.text
    label, name, opening = block.label, block.name, block.opening
    yield {
        "type": "division",
        "kind": block.kind.value if block.kind else "",
        "anchor": str(block.place) if block.is_anchored else "",
        "num": text[:label],
        "ordinal": block.ordinal,
        "heading": text[label:name],
        "stop": text[name:opening],
        "style": block.style.value,
        "confidence": block.confidence,
        "marks": _marks(block, label, opening),
        "source": _span(block.text[:opening]),
        "depth": depth,
    }
    if opening < len(text):
        anchor = str(block.also[0]) if block.also else ""
        lead = block.lead - opening if block.lead else 0
        marks = _marks(block, opening, len(block.text))
        yield _expect_paragraph(block.text[opening:], marks, anchor, "run-in", lead) | {"depth": depth + 1}


def _expect_paragraph(text: Passage, marks: list[Record], anchor: str = "", role: str = "", lead: int = 0) -> Record:
    told = {"type": "paragraph", "anchor": anchor, "role": role, "lead": lead}
    return told | {"text": text.text, "marks": marks, "source": _span(text)}


def _expect_cells(block: Block, sheet: Record) -> list[Record]:
    return [
        {
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "paragraphs": [
                _expect_paragraph(part.text, _marks(block, part.start, part.end)) | sheet for part in cell.parts
            ],
        }
        for cell in block.cells
    ]


def _marks(block: Block, start: int, end: int) -> list[Record]:
    return [
        {"start": mark.start - start, "end": mark.end - start, "name": mark.name}
        for mark in block.marks
        if start <= mark.start < end
    ]


def _span(passage: Passage) -> list[int]:
    return [passage.start, passage.end] if len(passage) else []


# -- data.json


def prove_data(work: ProvedWork, text: str, file: str) -> list[Fault]:
    """Return what is wrong with a work's numbered divisions, leads, tables and groups of bodies."""
    output = "data.json"
    try:
        table = json.loads(text)
        items, leads = list(table["items"]), list(table["leads"])
        tables, groups = list(table["tables"]), list(table["responsible"])
        cells = [
            cell for one in tables for row in ([one["header"]] if one["header"] else []) + one["rows"] for cell in row
        ]
        head = {name: table[name] for name in ("work", "facts", "lineage", "files", "absent")}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [tell_unreadable(output, file, error, work.name)]
    wanted = {"work": work.name, "facts": _flat_facts(work), "lineage": _expect_lineage(work), **_expect_sources(work)}
    pairs: tuple[tuple[Iterable[Record], Iterable[Record]], ...] = (
        ([wanted], [head]),
        (_expect_items(work), items),
        (_expect_leads(work), leads),
        (_expect_groups(work), groups),
    )
    for expected, found in pairs:
        if faults := compare_records(expected, found, output, file, work.name):
            return faults
    return _prove_cells(work, cells, len(tables), output, file)


def _expect_lineage(work: ProvedWork) -> Record:
    lineage = work.links.lineage
    versions = [
        {
            "work": one.work,
            "title": one.title,
            "date": one.date,
            "source": one.source,
            "permalink": f"plans/{one.work}/",
            "comparison": f"compare/{min(work.name, one.work)}/{max(work.name, one.work)}/",
        }
        for one in lineage.versions
    ]
    made, ended = (((one.words, one.target) for one in said) for said in (lineage.implemented, lineage.ended_by))
    return {
        "based_on": _expect_places(lineage.based_on.items()),
        "implemented_by": _expect_places(made),
        "ended_by": _expect_places(ended),
        "versions": versions,
    }


def _expect_places(places: Iterable[tuple[str, LinkTarget]]) -> list[Record]:
    return [
        {
            "printed": words,
            "work": target.work,
            "anchor": str(target.anchor),
            "permalink": permalink(target.work, target.anchor),
        }
        for words, target in places
    ]


def _expect_items(work: ProvedWork) -> Iterator[Record]:
    blocks = work.edition.blocks
    open_items: list[tuple[int, str | None]] = []
    for number, block in enumerate(blocks):
        while open_items and open_items[-1][0] >= block.depth:
            open_items.pop()
        if block.kind is None or block.kind in UNLABELLED:
            continue
        text = block.text.text
        opening = text[block.label :]
        if block.form is Form.RUN_IN:
            opening += blocks[number + 1].text.text
        anchor = str(block.place)
        yield {
            "anchor": anchor,
            "parent": open_items[-1][1] if open_items and block.form is not Form.PAGE else None,
            "kind": block.kind.value,
            "label": text[: block.label].rstrip(" \u3000\u00a0\u2002\u2003"),
            "heading": text[block.label : block.name],
            "opening": opening[:_OPENING],
            "is_heading": block.style.value in ("display", "run-in"),
            **_expect_sheet(work, block),
        }
        open_items.append((block.depth, anchor if block.is_anchored else None))


def _expect_leads(work: ProvedWork) -> Iterator[Record]:
    for block in work.edition.blocks:
        if block.lead:
            yield {"anchor": str(block.place), "text": block.text.text[block.opening : block.lead]}


def _expect_groups(work: ProvedWork) -> Iterator[Record]:
    for group in work.survey.responsibilities:
        if not group.is_sentence:
            yield {
                "anchor": str(group.place),
                "bodies": list(group.bodies),
                "roles": list(group.roles),
                "open": group.is_open,
                "deadline": group.deadline,
            }


def _prove_cells(work: ProvedWork, cells: list[str], tables: int, output: str, file: str) -> list[Fault]:
    """Merged cells are repeated there, so that each text has to be among the cells, and none that is no cell's."""
    wanted = sum(block.form is Form.TABLE for block in work.edition.blocks)
    if wanted != tables:
        return [Fault(output, file, _("tables differ in number"), work.name, expected=str(wanted), found=str(tables))]
    texts = {
        "\n".join(part.text.text for part in cell.parts): block for block in work.edition.blocks for cell in block.cells
    }
    found = set(cells)
    for text, block in texts.items():
        if text and text not in found:
            return [Fault(output, file, _("a cell is lost"), work.name, str(block.place), 0, text[:40], "")]
    if strange := found - texts.keys() - {""}:
        return [Fault(output, file, _("a cell that the document has not"), work.name, found=min(strange)[:40])]
    return []
