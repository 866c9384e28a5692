"""Edition → what is told of its files, their pages, and the annexes that are in none of them; ready for JSON."""

from __future__ import annotations

from typing import Any

from build_tools.model.block import Block
from build_tools.model.edition import AbsentAnnex, Edition


def describe_files(edition: Edition) -> list[dict[str, Any]]:
    """Return the files that a work is made from, in order; `pages` is null where a file has none."""
    return [
        {
            "file": file.name,
            "sha256": file.sha256,
            "encoding": file.encoding,
            "pages": (len(file.reading.pages) or None) if file.reading else None,
        }
        for file in edition.witness.parts
    ]


def describe_sheet(edition: Edition, block: Block) -> dict[str, Any]:
    """Return the file of a block where its work has several, and the page of it where that has pages."""
    file = {"file": edition.witness.parts[block.sheet.file].name} if edition.witness.files else {}
    return file | ({"page": block.sheet.page} if block.sheet.page else {})


def describe_absent(edition: Edition) -> list[dict[str, Any]]:
    """Return the annexes that are named and not here."""
    return [{"anchor": str(annex.place), "ordinal": annex.ordinal, "title": annex.title} for annex in edition.absent]


def name_absent(annex: AbsentAnnex) -> str:
    """Return how an annex is called that is not here: 附件2《…》."""
    return f"附件{annex.ordinal or ''}《{annex.title}》"
