"""Table elements that draw a table → grids of lines."""

import re
from collections.abc import Callable

from build_tools.clean.html_attributes import read_style
from build_tools.clean.html_tree import PageElement, Piece, SourceTree, Tag, read_attribute
from build_tools.clean.portals import read_signs
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.labels import BARE_LABEL_RE, FORMAL_RE, opens_box
from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.line import Grid, Line
from build_tools.model.table import TableCell

# A grid whose cell is longer than any table cell of a plan lays a page out. The longest cell of a real table in
# seventeen plans has 550 characters.
_LONGEST_CELL = 2500
# A cell that holds so much and more than half of the page's text is the place of the text.
_LONGEST_SHARE = 400
_PAGE_SIGN = 4.0
_FEWEST_CELLS = 4
_BLANKS = " \t\r\n\u3000\u00a0"
_SPAN_RE = re.compile(r"\s*([0-9]{1,4})")
_BORDERS = ("border", "border-top", "border-left", "border-bottom", "border-right")


# Cells of a sound table cover each place once. Sloppy markup covers some twice; beyond this the spans are noise.
_MOST_COVER = 4
# A cell may cover a whole row. Where all cells of a large table cover that much, its grid would outgrow its markup.
_SMALL, _MOST_SHARE = 4000, 30


def is_drawn_table(tree: SourceTree, table: Tag) -> bool:
    """Whether a table element draws a table; most pages of the 2000s are laid out with tables too."""
    shape = tree.shapes[id(table)]
    has_lines = bool(read_attribute(table, "border").strip("0")) or _has_drawn_cells(table)
    # A small table may stand in a cell of one that says it has lines.
    lays_out = shape.nested and not (has_lines and shape.cells >= _FEWEST_CELLS and shape.inner < shape.own)
    if lays_out or not shape.cells or shape.longest > _LONGEST_CELL:
        return False
    if 2 * shape.longest > tree.length and (shape.longest > _LONGEST_SHARE or _holds_text(table)):
        return False
    if has_lines:
        return True
    if _signs(tree, table) or _hangs_labels(tree, table):
        return False
    holds_paragraphs = any(len(cell.find_all("p")) >= _FEWEST_CELLS for cell in table.find_all("td"))
    if 2 * shape.longest > tree.length and holds_paragraphs:
        return False  # a letter in a cell below the site's menu
    # A column without lines that holds most of the page's text has its paragraphs for rows.
    is_most = 2 * shape.own > tree.length and (shape.cells >= _FEWEST_CELLS or holds_paragraphs)
    return shape.cells > 1 and not _stacks_page(tree, table, is_most=is_most)


def _holds_text(table: Tag) -> bool:
    """Whether a cell of a table that holds most of a page holds a numbered text: 一、 and 二、 open lines of it."""
    cells = [cell for cell in table.find_all("td") if isinstance(cell, Tag)]
    pieces = ([piece for piece in cell.descendants if isinstance(piece, Piece)] for cell in cells)
    return any(sum(FORMAL_RE.match(piece.lstrip()) is not None for piece in own) > 1 for own in pieces)


def _signs(tree: SourceTree, table: Tag) -> bool:
    """Whether the cells of a table without lines hold who signs, side by side, and the day, and nothing else."""
    cells = [cell for cell in table.find_all("td") if isinstance(cell, Tag)]
    texts = ["".join(run.text for run in tree.runs_of(cell)).strip(_BLANKS) for cell in cells]
    days = [text for text in texts if text and DATE_RE.fullmatch(text)]
    return len(days) == 1 and all(is_body(text) for text in texts if text and text not in days)


def _hangs_labels(tree: SourceTree, table: Tag) -> bool:
    """Whether a table without lines sets labels beside their paragraphs, and holds nothing else: 1.1 beside 甲。."""
    rows = [[cell for cell in row.contents if isinstance(cell, Tag)] for row in table.find_all("tr")]
    texts = [["".join(run.text for run in tree.runs_of(cell)).strip(_BLANKS) for cell in row] for row in rows]
    pairs = [row for row in texts if any(row)]
    return bool(pairs) and all(len(row) == 2 and BARE_LABEL_RE.fullmatch(row[0]) and row[1] for row in pairs)


def _has_drawn_cells(table: Tag) -> bool:
    """Whether the style of a table's first cell draws a line around it, as word processors write it."""
    cell = table.find("td")
    said = read_style(read_attribute(cell, "style")) if isinstance(cell, Tag) else {}
    return any("solid" in said.get(side, "").split() for side in _BORDERS)


def _stacks_page(tree: SourceTree, table: Tag, *, is_most: bool) -> bool:
    """Whether a table puts parts above each other.

    It is one column, and is said to have no lines, or has the page's own words, or a numbered text, row by row.
    """
    rows = [row for row in table.find_all("tr") if isinstance(row, Tag)]
    if any(len(row.find_all(("td", "th"))) > 1 for row in rows):
        return False
    if is_most or read_attribute(table, "border"):
        return True
    texts = ["".join(run.text for run in tree.runs_of(row)).strip(_BLANKS) for row in rows]
    labels = {match[0] for text in texts if (match := FORMAL_RE.match(text))}
    if len(labels) > 1 and not opens_box(texts[0]):
        return True
    return any((signs := read_signs(text)) and signs.weight >= _PAGE_SIGN for text in texts)


def _span(cell: Tag, name: str) -> int:
    """Return a span attribute, kept between 1 and 1000 as the HTML standard (4.9.11) does."""
    digits = _SPAN_RE.match(said) if (said := read_attribute(cell, name)) else None
    return min(max(int(digits[1]), 1), 1000) if digits else 1


def read_grid(
    table: Tag, leave_out: Callable[[Tag], bool], lines_of: Callable[[Tag | Piece], tuple[Line, ...]]
) -> Grid:
    """Return the grid that a table element draws.

    Args:
        table: the element.
        leave_out: puts a part on record that is not published, and says so.
        lines_of: reads what stands in a part.
    """
    rows: list[tuple[TableCell[Line], ...]] = []
    caption: Line | None = None

    def read_row(row: Tag) -> tuple[TableCell[Line], ...]:
        cells: list[TableCell[Line]] = []
        for part in row.contents:
            if isinstance(part, Tag) and leave_out(part):
                continue
            if isinstance(part, Tag) and part.name in ("td", "th"):
                spans = _span(part, "rowspan"), _span(part, "colspan")
                cells.append(TableCell(lines_of(part), *spans, is_header=part.name == "th"))
            elif isinstance(part, Tag | Piece) and (lines := lines_of(part)):
                cells.append(TableCell(lines))
        return tuple(cells)

    pending: list[PageElement] = list(reversed(table.contents))
    while pending:
        part = pending.pop()
        if not isinstance(part, Tag | Piece) or (isinstance(part, Tag) and leave_out(part)):
            continue
        if isinstance(part, Tag) and part.name == "tr":
            if cells := read_row(part):
                rows.append(cells)
        elif isinstance(part, Tag) and part.name in ("tbody", "thead", "tfoot", "colgroup"):
            pending.extend(reversed(part.contents))
        elif isinstance(part, Tag) and part.name == "caption" and caption is None and not rows:
            lines = lines_of(part)
            caption = lines[0] if lines else None
            rows.extend((TableCell((line,)),) for line in lines[1:])
        elif lines := lines_of(part):
            # Text between rows or cells is against the standard, and yet it is text: it gets a row.
            rows.append((TableCell(lines),))
    rows = _limit_spans(rows)
    offsets = [line.line_no for row in rows for cell in row for line in cell.lines]
    return Grid(tuple(rows), offsets[0] if offsets else (caption.line_no if caption else 1), caption)


def _limit_spans(rows: list[tuple[TableCell[Line], ...]]) -> list[tuple[TableCell[Line], ...]]:
    """Return the rows with spans that end where the table ends, or without spans where they make no sense.

    A span attribute may claim a thousand rows and columns for one character.
    """
    widest = max(map(len, rows), default=0)
    limited = [
        tuple(
            [
                TableCell(cell.lines, min(cell.rowspan, len(rows) - number), min(cell.colspan, widest), cell.is_header)
                for cell in row
            ]
        )
        for number, row in enumerate(rows)
    ]
    covered = sum(cell.rowspan * cell.colspan for row in limited for cell in row)
    if covered <= _MOST_COVER * widest * len(rows) and covered <= max(_SMALL, _MOST_SHARE * sum(map(len, rows))):
        return limited
    return [tuple([TableCell(cell.lines, is_header=cell.is_header) for cell in row]) for row in rows]
