"""Tables and their cells → the tags that open them."""

from __future__ import annotations

from build_tools.model.block import BlockCell
from build_tools.render.inline import escape_html

CLOSE_FRAME = "</div>"
_SHORT = 4  # characters


def open_frame(name: str, kind: str = "") -> str:
    """Return the opening tag of the frame in which a table scrolls where it is wider than the page.

    Args:
        name: what the table is, plain text: whoever comes to the frame by keyboard is told it.
        kind: a class beside "table", "" for none.
    """
    classes = f"table {kind}".rstrip()
    return f'<div class="{classes}" tabindex="0" role="region" aria-label="{escape_html(name)}">'


def open_cell(cell: BlockCell, tag: str) -> str:
    """Return the opening tag of a cell, alike in HTML and XHTML: `tag` is "th" for the head of a column, else "td"."""
    spans = "".join(
        f' {name}="{value}"' for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if value > 1
    )
    scope = ' scope="col"' if tag == "th" else ""
    # A word of a few characters is not broken.
    short = ' class="short"' if len(cell.printed) <= _SHORT and tag == "td" else ""
    return f"<{tag}{scope}{spans}{short}>"
