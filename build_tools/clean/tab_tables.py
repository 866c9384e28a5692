r"""Tables of plain text whose cells are set apart by tabs → grids.

Takes lines of a text and its source; gives blocks in which rows of cells are one grid. A browser's copy of a table
puts a tab between two cells and a line feed behind a row; where cells hold paragraphs, the tab stands alone on a
line between them (HTML standard, 3.2.7, innerText). The tabs are recorded as markup.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.drafting import FIGURES_RE
from build_tools.hanzi.labels import BARE_LABEL_RE, BESIDE_TABLE_RE, FORMAL_RE, POINT_RE
from build_tools.hanzi.punctuation import squeeze
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.model.report import make_diagnostic
from build_tools.model.table import TableCell

_TAB_LINE_RE = re.compile(r"\n[ \r\u00a0\u3000]*\t[ \t\r\u00a0\u3000]*\n")
_MOST_PARAGRAPHS = 8
_FEWEST_NARROW_ROWS = 3
_LONGEST_NARROW_CELL = 30
_WIDEST = 40
_LONGEST_CELL = 400
_LONGEST_GROUP = 40
_LONGEST_COUNT = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the cells that tabs part, and how many blocks it used."""

    cells: tuple[tuple[Line, ...], ...]
    used: int


def read_tab_tables(blocks: list[SourceBlock], source: str, sink: LineSink) -> list[SourceBlock]:
    """Return the blocks with every table of tabs as a grid; `source` is the witness's text.

    Rows of one width make a grid, and a line alone between two of them is a group's name across all columns. A row
    that lacks cells continues those above where its figures and words then stand below figures and words.
    """
    if "\t" not in source:
        return blocks
    rows = [_read_row(blocks, at, source) for at in range(len(blocks))]
    read: list[SourceBlock] = []
    at = 0
    while at < len(blocks):
        table, end = _read_table(rows, at)
        if table is None:
            table, end = _read_paragraphs(blocks, rows[at], at, source)
        if table is None:
            read.append(blocks[at])
            at += 1
            continue
        above, row = read[-1] if read else None, rows[at - 1] if at else None
        if isinstance(above, Line) and row is not None and row.used == 1 and len(row.cells) > 1:
            # Two rows of names of columns: which of them stand below a cell that covers several, a copy does not tell.
            sink.diagnostics.append(make_diagnostic("table-not-rebuilt", above.line_no, above.text))
        read.append(_build_grid(table, source, sink))
        at = end
    return read


def _gap_is_tab(one: SourceBlock, other: SourceBlock, source: str) -> bool:
    if not isinstance(one, Line) or not isinstance(other, Line):
        return False
    gap = source[one.passage.end - 1 : other.passage.start]
    return len(gap) < _LONGEST_CELL and _TAB_LINE_RE.search(gap) is not None


def _read_row(blocks: list[SourceBlock], at: int, source: str) -> _Row | None:
    """The row that begins with a block; None where a tab leads to it, or none is near."""
    block = blocks[at]
    if not isinstance(block, Line) or (at and _gap_is_tab(blocks[at - 1], block, source)):
        return None
    inner = _cut_at_tabs(block, source)
    if len(inner) > 1:
        return _Row(tuple((cell,) if cell is not None else () for cell in inner), 1)
    cells: list[tuple[Line, ...]] = [(block,)]
    end = at + 1
    while end < len(blocks) and len(cells) <= _WIDEST and _gap_is_tab(blocks[end - 1], blocks[end], source):
        line = blocks[end]
        if isinstance(line, Line):
            cells.append((line,))
        end += 1
    return _Row(tuple(cells), end - at)


def _cut_at_tabs(line: Line, source: str) -> list[Line | None]:
    """The cells of a line, None for an empty one; the line itself where no tab stands in it."""
    if not 0 < source.count("\t", line.passage.start, line.passage.end) <= _WIDEST:
        return [line]
    cells: list[Line | None] = []
    start = at = 0
    for run in line.passage.runs:
        end = at + len(run.text)
        tabs = source[run.start : run.end].count("\t") if run.folded else 0
        if tabs:
            cells.append(line.cut(start, at) if start < at else None)
            cells.extend([None] * (tabs - 1))
            start = end
        at = end
    cells.append(line.cut(start, len(line.text)))
    if len(cells) == 1:
        return cells
    begin = source.rfind("\n", 0, line.passage.start) + 1
    stop = source.find("\n", line.passage.end)
    before = source[begin : line.passage.start].count("\t")
    behind = source[line.passage.end : stop if stop != -1 else len(source)].count("\t")
    return [*[None] * before, *cells, *[None] * behind]


def _read_table(rows: list[_Row | None], at: int) -> tuple[list[_Row] | None, int]:
    """The rows of a table that begins with block `at`, and the block behind it."""
    first = rows[at]
    if first is None or not _may_be_row(first):
        return None, at
    width = len(first.cells)
    found: list[_Row] = [first]
    end = at + first.used
    full = 1
    while end < len(rows):
        row = rows[end]
        if row is None or len(row.cells) > width:
            break
        if len(row.cells) == 1 and not _is_group(row, rows, end, first):
            break
        if 1 < len(row.cells) < width and not (_may_be_row(row) and _continues(found, row, width)):
            break
        if len(row.cells) == width and not _may_be_row(row):
            break
        full += len(row.cells) == width
        found.append(row)
        end += row.used
    # Two columns may be labels and their texts.
    enough = 2 if width > 2 else _FEWEST_NARROW_ROWS
    return (found, end) if full >= enough else (None, at)


def _read_paragraphs(
    blocks: list[SourceBlock], head: _Row | None, at: int, source: str
) -> tuple[list[_Row] | None, int]:
    """The rows below a head on one line where cells hold several paragraphs, and the block behind them.

    Tabs part the cells, wherever a line feed stands beside them. A row that is whole goes on in its last cell until a
    line that a tab stands behind begins the next one.
    """
    if head is None or head.used > 1 or len(head.cells) < _FEWEST_NARROW_ROWS or not all(head.cells):
        return None, at
    width = len(head.cells)
    found: list[_Row] = [head]
    row: list[list[Line]] = []
    begun = last = at + 1  # where the row begins, and where it would end with the first line of its last cell
    kept = 0
    for number in range(at + 1, len(blocks)):
        block, above = blocks[number], blocks[number - 1]
        if not isinstance(block, Line) or not isinstance(above, Line):
            break
        follower = blocks[number + 1] if number + 1 < len(blocks) else None
        stop = follower.passage.start if isinstance(follower, Line) else len(source)
        leads = source.count("\t", above.passage.end, block.passage.start)
        begins = not leads and "\t" in source[block.passage.start : stop]
        if len(row) == width and begins:
            found.append(_Row(tuple(map(tuple, row)), number - begun))
            row, begun = [], number
        inner = [cell for cell in _cut_at_tabs(block, source) if cell is not None]
        if (len(inner) == width) if row else not begins:
            return None, at  # text above a whole row
        row.extend([[] for _ in range(leads if row else 1)])
        row[-1].append(inner[0])
        row.extend([cell] for cell in inner[1:])
        if len(row) > width or len(block.text) > _LONGEST_CELL:
            return None, at
        if len(row) < width or leads or len(inner) > 1:
            last, kept = number + 1, len(row[-1])
        elif BESIDE_TABLE_RE.match(block.text) or FORMAL_RE.match(block.text) or len(row[-1]) - kept > _MOST_PARAGRAPHS:
            break
    if len(row) < width or len(found) < _FEWEST_NARROW_ROWS - 1:
        return None, at
    row[-1] = row[-1][:kept]
    return [*found, _Row(tuple(map(tuple, row)), last - begun)], last


def _may_be_row(row: _Row) -> bool:
    texts = [cell[0].text if cell else "" for cell in row.cells]
    if len(texts) < 2 or any(len(text) > _LONGEST_CELL for text in texts):
        return False
    if BARE_LABEL_RE.fullmatch(texts[0]):  # 1.<tab>开展…, or a heading before its page number
        return False
    if len(texts) > 2:
        return True
    head, value = texts
    contents = value.isdigit() and _heads_text(head)
    return bool(head) and len(head) <= _LONGEST_NARROW_CELL and not head.endswith(("。", "：", ":")) and not contents


def _heads_text(text: str) -> bool:
    return any(pattern.match(text) for pattern in (BESIDE_TABLE_RE, FORMAL_RE, POINT_RE))


def _is_group(row: _Row, rows: list[_Row | None], at: int, head: _Row) -> bool:
    """Whether a line alone names a group of rows: a full row follows that is not another table's head."""
    width = len(head.cells)
    text = row.cells[0][0].text if row.cells[0] else ""
    follower = rows[at + row.used] if at + row.used < len(rows) else None
    if follower is not None and len(follower.cells) == 1 and at + 2 * row.used < len(rows):
        follower = rows[at + row.used + follower.used]  # a group may have no rows of its own
    if follower is None or len(follower.cells) != width or not _may_be_row(follower):
        return False
    if _texts(follower) == _texts(head):
        return False
    opens = POINT_RE.match(text) or BESIDE_TABLE_RE.match(text)
    return 0 < len(text) <= _LONGEST_GROUP and not opens and not text.endswith(("。", "；", "：", ":"))


def _texts(row: _Row) -> list[str]:
    return [squeeze(line.text) for cell in row.cells for line in cell]


def _continues(found: list[_Row], row: _Row, width: int) -> bool:
    """Whether a short row lacks its first cells: it counts on, or figures stand below figures and words below words."""
    if _counts_on(found[-1], row):
        return True
    full = next(other for other in reversed(found) if len(other.cells) == width)
    missing = width - len(row.cells)
    kinds = [_kind(cell) for cell in row.cells]
    return kinds == [_kind(cell) for cell in full.cells[missing:]] and (
        kinds != [_kind(cell) for cell in full.cells[: len(kinds)]]
    )


def _counts_on(one: _Row, other: _Row) -> bool:
    """Whether a running number goes on in a column, both rows put flush right."""
    pairs = zip(reversed(one.cells), reversed(other.cells), strict=False)
    texts = [(above[0].text.strip(), below[0].text.strip()) for above, below in pairs if above and below]
    return any(a.isdecimal() and b.isdecimal() and len(a) <= _LONGEST_COUNT and int(b) == int(a) + 1 for a, b in texts)


def _kind(cell: tuple[Line, ...]) -> bool:
    return bool(cell) and FIGURES_RE.fullmatch(cell[0].text) is not None


def _build_grid(table: list[_Row], source: str, sink: LineSink) -> Grid:
    width = len(table[0].cells)
    rows: list[list[TableCell[Line]]] = []
    above = [(0, column) for column in range(width)]  # where the cell that fills each column stands
    for number, row in enumerate(table):
        missing = width - len(row.cells)
        cells: list[TableCell[Line]] = []
        if len(row.cells) == 1:
            cells.append(TableCell(_trim(row.cells[0], sink), colspan=width))
            above = [(number, 0)] * width
        else:
            for column in range(missing):
                up, place = above[column]
                cell = rows[up][place]
                rows[up][place] = TableCell(cell.lines, cell.rowspan + 1, cell.colspan)
            for column, lines in enumerate(row.cells, start=missing):
                above[column] = (number, len(cells))
                cells.append(TableCell(_trim(lines, sink)))
            _drop_tabs(row, source, sink)
        rows.append(cells)
    line_no = next(line.line_no for row in table for cell in row.cells for line in cell)
    return Grid(tuple(tuple(row) for row in rows), line_no)


def _trim(lines: tuple[Line, ...], sink: LineSink) -> tuple[Line, ...]:
    return tuple(trimmed for line in lines if (trimmed := sink.trim(line)) is not None)


def _drop_tabs(row: _Row, source: str, sink: LineSink) -> None:
    """Record the tabs between the cells of one line; those on lines of their own are on record as blanks."""
    lines = [line for cell in row.cells for line in cell]
    for one, other in pairwise(lines):
        if "\n" not in source[one.passage.end : other.passage.start]:
            sink.drop(Passage.of(source, one.passage.end, other.passage.start), "markup")
