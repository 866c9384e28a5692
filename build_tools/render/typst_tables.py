"""Tables → Typst: a complete grid whatever the source drew, columns by what stands in them, rows kept whole."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.model.block import BlockCell, Branch
from build_tools.model.sheet import Turn
from build_tools.render.typst_text import TextSetter, Wrap, cut_turns, cut_wraps, wrap_marks

_MEASURE = 420.0  # pt, the width of a line of text
_INSET = 8.0  # pt, both sides of a cell
_SIZES = (9.0, 8.0, 7.0, 6.0)  # pt, the largest that fits is taken
_LONGEST_WORD = 12.0  # em; what is longer may break anywhere
_SHORT = 10.0  # em; a column of such cells is centred
_SHORT_LINE = 7.0  # em
_TALL_ROW = 330.0  # pt, half of a page: a higher row may break
_LINE = 1.5  # em, from line to line of a cell
_WORD_RE = re.compile(r"[!-~]+")

FindLinks = Callable[[int], Sequence[Wrap]]
"""Number of a row's block → what is printed around its links."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell at column `x` and row `y`, both from 0, with the spans that the grid has room for."""

    cell: BlockCell
    x: int
    y: int
    colspan: int
    rowspan: int


def fit_cells(rows: Sequence[Sequence[BlockCell]]) -> tuple[list[PlacedCell], int]:
    """Return the cells in order, each in its place, and the number of columns, at least 1.

    Rows are filled as HTML fills them (HTML, 4.9.12.1): a cell takes the next free column. Spans that would leave
    the table or cover another cell are cut.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    columns = 1
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            colspan = 1
            while colspan < cell.colspan and (x + colspan, y) not in taken:
                colspan += 1
            rowspan = max(1, min(cell.rowspan, len(rows) - y))
            taken |= {(x + i, y + j) for i in range(colspan) for j in range(rowspan)}
            placed.append(PlacedCell(cell, x, y, colspan, rowspan))
            x += colspan
            columns = max(columns, x)
    return placed, columns


def measure_text(text: str) -> float:
    """Return the width of a text in em: a full-width sign is 1, one of ASCII about 0.56."""
    return sum(0.56 if char < "\u0250" else 1.0 for char in text)


def _widest(cell: BlockCell) -> float:
    return max((measure_text(line) for p in cell.parts for line in p.text.text.split("\n")), default=0.0)


def _least(cell: BlockCell) -> float:
    if (widest := _widest(cell)) <= _SHORT_LINE:
        return widest  # a name or a number is not broken
    words = [measure_text(word) for p in cell.parts for word in _WORD_RE.findall(p.text.text)]
    return max(min(max(words, default=0.0), _LONGEST_WORD), min(_widest(cell), 2.0))


def _column_needs(placed: list[PlacedCell], columns: int) -> tuple[list[float], list[float]]:
    """The least and the full width of each column, in em."""
    least, full = [1.0] * columns, [1.0] * columns
    for item in sorted(placed, key=lambda item: item.colspan):
        covered = range(item.x, item.x + item.colspan)
        for needs, need in ((least, _least(item.cell)), (full, _widest(item.cell))):
            short = need - sum(needs[column] for column in covered)
            if short > 0:
                for column in covered:
                    needs[column] += short / item.colspan
    return least, full


def _cell_inset(columns: int) -> float:
    """Return what a cell leaves free at both sides together, in pt."""
    return min(_INSET, _MEASURE / columns / 3)


def share_width(placed: list[PlacedCell], columns: int) -> tuple[list[float], float]:
    """Return the columns' widths and the size of the type, in pt; together the columns are as wide as the text."""
    least, full = _column_needs(placed, columns)
    inset = _cell_inset(columns)
    size = next((size for size in _SIZES if size * sum(least) + inset * columns <= _MEASURE), _SIZES[-1])
    room = _MEASURE - inset * columns
    if size * sum(full) <= room:
        spare = (room - size * sum(full)) / columns
        return [size * need + inset + spare for need in full], size
    low = [size * need for need in least]
    if sum(low) >= room:
        return [room * need / sum(low) + inset for need in low], size
    # Columns grow with what stands in them, but one of long sentences does not starve the others.
    wishes = [max(min(need, 60.0) - few, 0.0) ** 0.8 for need, few in zip(full, least, strict=True)]
    widths = low[:]
    for _ in range(columns):
        rest = room - sum(widths)
        open_columns = [i for i in range(columns) if widths[i] < size * full[i] - 0.01]
        total = sum(wishes[i] for i in open_columns)
        if rest < 0.01 or not total:
            break
        for i in open_columns:
            widths[i] = min(widths[i] + rest * wishes[i] / total, size * full[i])
    spare = (room - sum(widths)) / columns
    return [width + inset + spare for width in widths], size


def _height(item: PlacedCell, widths: list[float], size: float) -> float:
    """An estimate of a cell's height in pt."""
    width = sum(widths[item.x : item.x + item.colspan]) - _INSET
    lines = sum(
        max(1, -int(-measure_text(line) * size // max(width, size)))
        for p in item.cell.parts
        for line in p.text.text.split("\n")
    )
    return max(lines, 1) * size * _LINE + _INSET


def _count_header_rows(headers: int, rows: int, placed: list[PlacedCell]) -> int:
    """Rows that repeat over pages: none where a cell reaches from them into the body, or nothing follows."""
    reaches = any(item.y < headers < item.y + item.rowspan for item in placed)
    return headers if 0 < headers < rows and not reaches else 0


def set_table(rows: Sequence[Branch], headers: int, setter: TextSetter, find_links: FindLinks, name: str) -> str:
    """Return a table as a Typst call.

    Args:
        rows: of the table.
        headers: how many of them are a header.
        setter: writes the texts.
        find_links: gives the links of a row.
        name: what stands above it where it goes on on another page (续表1), "" for nothing.
    """
    placed, columns = fit_cells([row.block.cells for row in rows])
    widths, size = share_width(placed, columns)
    header_rows = _count_header_rows(headers, len(rows), placed)
    heights = _measure_rows(placed, widths, size)
    centred = {
        column
        for column in range(columns)
        if all(_widest(item.cell) <= _SHORT for item in placed if item.x == column and item.y >= header_rows)
    }
    wraps = [(find_links(row.number), wrap_marks(row.block.marks)) for row in rows]
    shift = 1 if name else 0  # a row of ours above all others
    header, body = list[str](), list[str]()
    for item in placed:
        is_header = item.y < header_rows
        text = _set_text(item.cell, rows[item.y].block.turns, wraps[item.y], setter)
        height = sum(heights[y] for y in range(item.y, item.y + item.rowspan))
        options = [f"x: {item.x}", f"y: {item.y + shift}"]
        spans = (("colspan", item.colspan), ("rowspan", item.rowspan))
        options += [f"{key}: {value}" for key, value in spans if value > 1]
        options.append(f"breakable: {'false' if is_header or height <= _TALL_ROW else 'true'}")
        if not is_header and item.colspan == 1 and item.x in centred:
            options.append("align: center + horizon")
        among, kind = (header, "th") if is_header else (body, "td")
        among.append(f"{kind}([{text}], {', '.join(options)})")
    if name:
        header.insert(0, f"going({setter.string(name)}, {columns})")
    cells = [f"table.header(repeat: true, {', '.join(header)})"] if header else []
    sizes = ", ".join(f"{width:.2f}pt" for width in widths)
    return f"#tbl(({sizes},), {size:g}pt, {_cell_inset(columns) / 2:.2f}pt,\n" + ",\n".join([*cells, *body]) + ")"


def _measure_rows(placed: list[PlacedCell], widths: list[float], size: float) -> dict[int, float]:
    """Return the height of each row in pt."""
    heights: dict[int, float] = {}
    for item in placed:
        share = _height(item, widths, size) / item.rowspan
        for y in range(item.y, item.y + item.rowspan):
            heights[y] = max(heights.get(y, 0.0), share)
    return heights


def _set_text(cell: BlockCell, turns: Sequence[Turn], layers: Sequence[Sequence[Wrap]], setter: TextSetter) -> str:
    paragraphs = []
    for part in cell.parts:
        wraps = [cut_wraps(layer, part.start, part.end) for layer in layers]
        opening, inside = cut_turns(turns, setter, part.start, part.end)
        paragraphs.append(opening + setter.content(part.text.text, wraps, inside))
    return "#parbreak()".join(paragraphs)
