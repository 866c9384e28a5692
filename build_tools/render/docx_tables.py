"""Rows of a table → `w:tbl` (ECMA-376 part 1, 17.4): a complete grid, cells that reach over rows written in each."""

from collections.abc import Sequence

from build_tools.model.block import Block
from build_tools.render.typst_tables import PlacedCell, fit_cells, share_width

CellText = tuple[str, ...]
"""The content of each paragraph of a cell; at least one."""
_TWIPS = 8844 / 420.0  # of a point of the widths that `share_width` gives: the line is 156 mm wide


def write_table(rows: Sequence[Block], texts: Sequence[Sequence[CellText]]) -> str:
    """Return a table; `texts` has for each row the content of its cells."""
    placed, columns = fit_cells([row.cells for row in rows])
    widths = [max(1, round(width * _TWIPS)) for width in share_width(placed, columns)[0]]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    grid_rows: list[list[PlacedCell]] = [[] for _ in rows]
    for item in placed:
        for y in range(item.y, item.y + item.rowspan):
            grid_rows[y].append(item)
    shown = "".join(_write_row(row, y, grid_rows[y], texts[y], widths) for y, row in enumerate(rows))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Plan"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{shown or _write_row(None, 0, [], (), widths)}</w:tbl>"
    )


def _write_row(
    row: Block | None, y: int, placed: list[PlacedCell], texts: Sequence[CellText], widths: Sequence[int]
) -> str:
    own = iter(texts)
    cells, at = [], 0
    for item in sorted(placed, key=lambda one: one.x):
        opens = item.y == y
        merged = "" if item.rowspan == 1 else '<w:vMerge w:val="restart"/>' if opens else "<w:vMerge/>"
        cells.append(_cell(merged, item.x, item.colspan, widths, next(own) if opens else ("",)))
        at = item.x + item.colspan
    if not cells:
        cells, at = [_cell("", 0, len(widths), widths, ("",))], len(widths)
    # Where the source draws no cell, none is drawn.
    told = f'<w:gridAfter w:val="{len(widths) - at}"/>' if at < len(widths) else ""
    told += "<w:cantSplit/><w:tblHeader/>" if row is not None and row.role == "header" else ""
    return f"<w:tr>{f'<w:trPr>{told}</w:trPr>' if told else ''}{''.join(cells)}</w:tr>"


def _cell(merged: str, x: int, columns: int, widths: Sequence[int], texts: CellText) -> str:
    width = sum(widths[x : x + columns])
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    paragraphs = "".join(f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{text}</w:p>' for text in texts)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}</w:tcPr>{paragraphs}</w:tc>'
