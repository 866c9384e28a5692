"""`w:tbl` → a table: merged cells by the borders that its rows share (ECMA-376 part 1, 17.4)."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from build_tools.model.reading import ReadLine, ReadTable
from build_tools.model.table import TableCell
from build_tools.reading.docx_drafts import Draft, Piece, finish_line
from build_tools.reading.docx_story import Story
from build_tools.reading.docx_styles import ParagraphLook, RunLook, draws_lines
from build_tools.reading.docx_xml import Node

ReadBlocks = Callable[[list[Node], Story], list[Piece]]
_MOST_COLUMNS = 2000


@dataclass
class _Cell:
    """A cell from border `left` to border `right` of the grid; `goes_on` is the one above going on."""

    node: Node | None
    left: int
    right: int
    goes_on: bool
    rows: int = 1


def read_table(node: Node, story: Story, read_blocks: ReadBlocks) -> list[Piece]:
    """Return a table, and behind it what stands in its cells and is no cell's text: notes, rows that are deleted.

    A table of one cell that holds another only sets its place: its content comes as it stands.

    Args:
        node: the table.
        story: the part it stands in.
        read_blocks: reads what stands in a cell.
    """
    rows, gone = _place_cells(node)
    if len(rows) == 1 and len(rows[0][1]) == 1 and (only := rows[0][1][0].node) and only.child("w:tbl"):
        return read_blocks(only.children, story)
    behind: list[Piece] = []
    borders = sorted({border for _, cells in rows for cell in cells for border in (cell.left, cell.right)})
    made: list[tuple[TableCell[ReadLine], ...]] = []
    for is_header, cells in rows:
        row: list[TableCell[ReadLine]] = []
        for cell in cells:
            if cell.goes_on:
                behind.extend(_drop(_read_cell(cell.node, story, read_blocks, behind), "hidden"))
                continue
            lines = _read_cell(cell.node, story, read_blocks, behind)
            columns = bisect_left(borders, cell.right) - bisect_left(borders, cell.left)
            row.append(TableCell(tuple(lines), cell.rows, max(1, columns), is_header=is_header))
        made.append(tuple(row))
    for cell_node in gone:
        behind.extend(_drop(_read_cell(cell_node, story, read_blocks, behind), "revision"))
    return [ReadTable(tuple(made), is_drawn=_is_drawn(node, story)), *behind] if made else behind


def _is_drawn(node: Node, story: Story) -> bool:
    """Whether lines are drawn around cells of a table: by its style, by itself or by a cell."""
    about = node.child("w:tblPr")
    style = story.document.styles.table((about.value("w:tblStyle") if about else None) or "")
    cells = (cell.child("w:tcPr") for row in node.all("w:tr") for cell in row.all("w:tc"))
    return any(draws_lines(part) for part in (about, *style, *cells))


def _read_cell(node: Node | None, story: Story, read_blocks: ReadBlocks, behind: list[Piece]) -> list[ReadLine]:
    """Return a cell's lines, those of a table in it row by row; notes go behind the table."""
    lines: list[ReadLine] = []
    for piece in read_blocks(node.children, story) if node else ():
        found = list(piece.lines()) if isinstance(piece, ReadTable) else [piece]
        lines.extend(line for line in found if line.role == story.role)
        behind.extend(line for line in found if line.role != story.role)
    return lines


def _drop(lines: list[ReadLine], rule: str) -> list[ReadLine]:
    """Return lines that are not published; an empty one leaves nothing to record."""
    dropped = []
    for line in lines:
        if line.text:
            draft = Draft()
            draft.add(line.text, RunLook(), rule)
            dropped.append(finish_line(draft, ParagraphLook(), role=line.role))
    return dropped


def _place_cells(node: Node) -> tuple[list[tuple[bool, list[_Cell]]], list[Node]]:
    """Return the rows, each with whether it is a head and its cells, and the cells of rows that are deleted."""
    rows: list[tuple[bool, list[_Cell]]] = []
    gone: list[Node] = []
    above: dict[tuple[int, int], _Cell] = {}  # what a cell of these borders would go on with
    is_head = True
    for row in node.all("w:tr"):
        about = row.child("w:trPr")
        if about is not None and about.child("w:del") is not None:
            gone.extend(row.all("w:tc"))
            continue
        is_head = is_head and bool(about and about.flag("w:tblHeader"))
        at = min((about.number("w:gridBefore") if about else None) or 0, _MOST_COLUMNS)
        cells = [_Cell(None, 0, at, goes_on=False)] if at else []
        below: dict[tuple[int, int], _Cell] = {}
        for cell_node in row.all("w:tc"):
            properties = cell_node.child("w:tcPr")
            width = max(1, min((properties.number("w:gridSpan") if properties else None) or 1, _MOST_COLUMNS))
            if properties is not None and _goes_on(properties, "w:hMerge") and cells:
                cells[-1].right = at = at + width
                continue
            cell = _Cell(cell_node, at, at + width, goes_on=False)
            at += width
            upper = above.get((cell.left, cell.right))
            if upper is not None and properties is not None and _goes_on(properties, "w:vMerge"):
                upper.rows += 1
                cell.goes_on = True
                below[cell.left, cell.right] = upper
            elif properties is not None and properties.child("w:vMerge") is not None:
                below[cell.left, cell.right] = cell
            cells.append(cell)
        if cells:
            rows.append((is_head, cells))
            above = below
    return rows, gone


def _goes_on(properties: Node, name: str) -> bool:
    """Whether a cell is the same as the one before it, above or to the left."""
    value = properties.value(name)
    return value is not None and value != "restart"
