"""Tables and their cells in HTML."""

from collections.abc import Iterable

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
    scope = ' scope="col"' if tag == "th" else ""
    # A word of a few characters is not broken.
    short = ' class="short"' if len(cell.printed) <= _SHORT and tag == "td" else ""
    return f"<{tag}{scope}{name_spans(cell)}{short}>"


def name_spans(cell: BlockCell) -> str:
    """Return the attributes of a cell that reaches over several rows or columns, in any markup."""
    spans = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
    return "".join(f' {name}="{value}"' for name, value in spans if value > 1)


def draw_row(cells: Iterable[str]) -> str:
    """Return a row of cells, which are HTML."""
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def draw_table(head: Iterable[str], rows: Iterable[str], css: str = "") -> str:
    """Return a table of rows below the heads of its columns, HTML both; `css` is its class, "" for none."""
    opened = f'<table class="{css}">' if css else "<table>"
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    return "\n".join([opened, "<thead>", f"<tr>{heads}</tr>", "</thead>", "<tbody>", *rows, "</tbody>", "</table>"])
