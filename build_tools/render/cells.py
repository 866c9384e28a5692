"""Cells of tables → the tags that open them, alike in HTML and XHTML."""

from __future__ import annotations

from build_tools.model.division import Cell


def open_cell(cell: Cell, tag: str) -> str:
    """Return the opening tag of a cell: `tag` is "th" for the head of a column, else "td"."""
    spans = "".join(
        f' {name}="{value}"' for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if value > 1
    )
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{spans}>"
