"""Edition → what is told of its files, their pages, and the annexes that are in none of them; ready for JSON."""

from typing import Any

from build_tools.model.block import Block
from build_tools.model.edition import AbsentAnnex, Edition
from build_tools.model.reading import Reading


def describe_files(edition: Edition) -> list[dict[str, Any]]:
    """Return the files that a work is made from, in order; `pages` is null where a file has none."""
    return [
        {
            "file": file.name,
            "sha256": file.sha256,
            "encoding": file.encoding,
            "pages": (len(file.reading.pages) or None) if file.reading else None,
            **_describe_machine(file.reading),
        }
        for file in edition.witness.parts
    ]


def _describe_machine(reading: Reading | None) -> dict[str, Any]:
    """Return the pages that a machine read from pictures, where there are any."""
    pages = reading.recognised_pages if reading else ()
    return {"machine_read": list(pages)} if pages else {}


def describe_sheet(edition: Edition, block: Block) -> dict[str, Any]:
    """Return the file of a block where its work has several, and the page of it where that has pages."""
    file = {"file": edition.witness.parts[block.sheet.file].name} if edition.witness.files else {}
    return file | ({"page": block.sheet.page} if block.sheet.page else {})


def tell_machine(edition: Edition) -> str:
    """Return what is said of text that a machine read from pictures: all of it, or on which pages; "" where none is."""
    parts = edition.witness.parts
    if all(part.reading is not None and part.reading.machine_read for part in parts):
        return "本文由机器识别，未经核对"
    told: list[str] = []
    for part in parts:
        if part.reading is None or not (part.reading.machine_read or part.reading.machine_pages):
            continue
        name = part.name if len(parts) > 1 else ""
        pages = "、".join(map(str, part.reading.machine_pages))
        told.append(f"{name}第{pages}页" if pages else name)
    return f"{'，'.join(told)}由机器识别，未经核对" if told else ""


def describe_absent(edition: Edition) -> list[dict[str, Any]]:
    """Return the annexes that are named and not here."""
    return [{"anchor": str(annex.place), "ordinal": annex.ordinal, "title": annex.title} for annex in edition.absent]


def name_absent(annex: AbsentAnnex) -> str:
    """Return how an annex is called that is not here: 附件2《…》."""
    return f"附件{annex.ordinal or ''}《{annex.title}》"
