"""Tables drawn with hyphens and signs, as pandoc and other converters write them into text and Markdown.

Takes the source, line by line; gives the rows of such tables. Three forms are known (pandoc's user guide, "Tables"): a
rule of hyphens in groups, one a column, below the names of the columns (simple); the same between rules of one length,
rows parted by blank lines (multiline); and cells framed by `+---+` and `|` (grid), or by ┌─┐ and │, as old texts do. A
row of several printed lines stays so, in the order of the source, and is told to go on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.clean.layout_tables import Cell, ColumnTable, PrintedCell, read_cells, width
from build_tools.clean.lines import EDGE_BLANKS, LineSink
from build_tools.hanzi.labels import opens_box, opens_with_label
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.model.table import TableCell

_COLUMNS_RE = re.compile(r"[ ]{0,8}-{2,}(?: +-{2,})+[ ]*")
_RULE_RE = re.compile(r"[ ]{0,8}-{10,}[ ]*")
_GRID_RE = re.compile(r"[ \u3000]{0,8}\+(?:[-=:]{1,}\+){1,}[ \u3000]*")
_BARS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛│┃─━"
_DRAWN = str.maketrans(_BARS, "+" * 18 + "||--")
_MOST_HEADER_LINES, _FEWEST_CELLS = 4, 2
_SPARE = 6  # half-width characters: two bars, and a sign that may not begin a line
_BOLD = "**"
_GROUP_RE = re.compile(r"-+")
_PIECE_RE = re.compile(r"[^ ]+")

Span = tuple[int, int]


def find_ruled_tables(source: str, lines: Sequence[Span]) -> list[ColumnTable]:
    """Return the tables among `lines`, each a (start, end) in the source, in order."""
    source = source.translate(_DRAWN) if "─" in source or "━" in source else source
    tables: list[ColumnTable] = []
    at = 0
    while at < len(lines):
        text = source[slice(*lines[at])]
        table, last = None, at + 1
        opening = text.lstrip(" ")[:1]
        if opening == "+" and _GRID_RE.fullmatch(text):
            table, last = _read_grid(source, lines, at)
        elif opening == "-" and _COLUMNS_RE.fullmatch(text):
            table = _read_columns(source, lines, at, tables[-1].last if tables else 0)
        if table is not None and _fills_columns(table):
            tables.append(table)
            last = table.last
        at = last
    return tables


def _fills_columns(table: ColumnTable) -> bool:
    """Whether the first row has several cells, or is the head of a box: a rule may stand below a title, too."""
    return len(table.rows[0]) == 1 or sum(bool(cell) for cell in table.rows[0]) >= _FEWEST_CELLS


def read_ruled_tables(blocks: list[SourceBlock], source: str, start: int, sink: LineSink) -> list[SourceBlock]:
    """Return the blocks of a Markdown file, whose lines are read already, with every such table as a grid."""
    if not any(rule in source for rule in ("---", "─", "━")):
        return blocks
    bounds = [start, *(at + 1 for at in range(start, len(source)) if source[at] == "\n"), len(source) + 1]
    lines = [(first, last - 1) for first, last in pairwise(bounds)]
    found: list[SourceBlock] = []
    at = 0
    for table in find_ruled_tables(source, lines):
        while at < len(blocks) and not _begins(blocks[at], lines[table.first][0]):
            found.append(blocks[at])
            at += 1
        end = at
        while end < len(blocks) and not _begins(blocks[end], lines[table.last - 1][1]):
            end += 1
        inside = [block for block in blocks[at:end] if isinstance(block, Line)]
        if len(inside) == end - at > 0 and (rows := _cut_rows(inside, table, source, sink)):
            found.append(Grid(rows, inside[0].line_no, going_on=table.going_on))
            at = end
    return [*found, *blocks[at:]]


def _begins(block: SourceBlock, place: int) -> bool:
    """Whether a line stands at a place of the source or behind it."""
    return isinstance(block, Line) and block.passage.start >= place


def _cut_rows(
    blocks: Sequence[Line], table: ColumnTable, source: str, sink: LineSink
) -> tuple[tuple[TableCell[Line], ...], ...]:
    """Return a table's rows cut out of the lines; () where a cell does not stand in them as it is printed."""
    rows: list[list[TableCell[Line]]] = []
    spare: list[tuple[Line, int, int]] = []
    starts = [block.passage.start for block in blocks]
    ends = [0] * len(blocks)  # of each line, how much of it has been taken
    for number, row in enumerate(table.rows):
        rows.append([])
        for cell in row:
            made = []
            for first, last in cell:
                # **序号**: the line has no such stars; that of GDP* it has.
                start = first + (len(_BOLD) if source.startswith(_BOLD, first, last) else 0)
                end = last - (len(_BOLD) if source.endswith(_BOLD, start, last) else 0)
                own = max(bisect_right(starts, start) - 1, 0)
                place = _find(blocks[own], start, end)
                if place is None:
                    return ()
                spare.append((blocks[own], ends[own], place[0]))
                ends[own] = place[1]
                made.append(blocks[own].cut(*place))
            whole = Passage.join(line.passage for line in made)
            made = [replace(made[0], passage=whole)] if len(table.rows[0]) == 1 < len(made) else made
            rows[-1].append(TableCell(tuple(made), is_header=number < table.headers))
    spare.extend((block, end, len(block.text)) for block, end in zip(blocks, ends, strict=True))
    for block, first, last in spare:
        sink.drop(block.passage[first:last], "markup")
    return tuple(map(tuple, rows))


def _find(line: Line, start: int, end: int) -> Span | None:
    """Return where the source's `start:end` stands in a line's text."""
    at, first = 0, -1
    for run in line.passage.runs:
        if run.is_verbatim and run.start <= start < run.end:
            first = at + start - run.start
        if run.is_verbatim and run.start < end <= run.end and first >= 0:
            return first, at + end - run.start
        at += len(run.text)
    return None


def _read_columns(source: str, lines: Sequence[Span], rule: int, free: int) -> ColumnTable | None:
    """Read a table whose columns the groups of hyphens on line `rule` tell."""
    columns = [(match.start(), match.end()) for match in _GROUP_RE.finditer(source[slice(*lines[rule])])]
    first = rule
    while first > max(free, rule - _MOST_HEADER_LINES) and _is_text(source, lines[first - 1]):
        first -= 1
    ruled = first > free and _RULE_RE.fullmatch(source[slice(*lines[first - 1])]) is not None
    if not ruled and first < rule - 1:
        first = rule - 1  # without a rule above, one line names the columns
    headers = rule - first
    last = rule + 1
    rows = [_cut_line(source, lines[at], columns) for at in range(first, rule)]
    going_on = set(range(1, headers))
    is_new = True
    closed = False
    while last < len(lines):
        text = source[slice(*lines[last])]
        if _RULE_RE.fullmatch(text) or _COLUMNS_RE.fullmatch(text):
            closed = True
            break
        if not text.strip(EDGE_BLANKS):
            if not ruled and headers:
                break
            is_new = True
        else:
            if ruled and not is_new:
                going_on.add(len(rows))
            rows.append(_cut_line(source, lines[last], columns))
            is_new = False
        last += 1
    if len(rows) == headers or ((ruled or not headers) and not closed):
        return None
    start = first - 1 if ruled else first
    return ColumnTable(start, last + closed, tuple(map(tuple, rows)), headers=headers, going_on=frozenset(going_on))


def _is_text(source: str, line: Span) -> bool:
    text = source[slice(*line)]
    return bool(text.strip(EDGE_BLANKS)) and not _RULE_RE.fullmatch(text) and not _COLUMNS_RE.fullmatch(text)


def _cut_line(source: str, line: Span, columns: Sequence[Span]) -> Sequence[Cell]:
    """Return the cells of a printed line."""
    cells = read_cells(source, *line)
    if len(cells) == len(columns):
        return [((cell.start, cell.end),) for cell in cells]
    found: list[list[PrintedCell]] = [[] for _ in columns]
    for cell in cells:
        for piece in _split(source, cell, columns):
            middle = (piece.left + piece.right) / 2
            nearest = min(range(len(columns)), key=lambda at: _distance(middle, columns[at]))
            found[nearest].append(piece)
    return [((pieces[0].start, pieces[-1].end),) if pieces else () for pieces in found]


def _split(source: str, cell: PrintedCell, columns: Sequence[Span]) -> Iterator[PrintedCell]:
    """Yield a cell, or its pieces between blanks where it reaches into a further column."""
    if sum(cell.left < end and start < cell.right for start, end in columns) <= 1:
        yield cell
        return
    for piece in _PIECE_RE.finditer(source, cell.start, cell.end):
        left = cell.left + width(source[cell.start : piece.start()])
        yield PrintedCell(piece.start(), piece.end(), left, left + width(piece[0]))


def _distance(middle: float, column: Span) -> float:
    return max(column[0] - middle, middle - column[1], 0)


def _read_grid(source: str, lines: Sequence[Span], first: int) -> tuple[ColumnTable | None, int]:
    """Read a table framed by `+---+`, and the line behind it; none where its last line is no rule."""
    bars = source[slice(*lines[first])].count("+")
    rows: list[Sequence[Cell]] = []
    going_on: set[int] = set()
    headers, last, is_new = 0, first + 1, True
    closed, rules = False, [0]  # above which rows rules stand
    while last < len(lines):
        start, end = lines[last]
        text = source[start:end]
        if _GRID_RE.fullmatch(text):
            headers = len(rows) if "=" in text and not headers else headers
            is_new, closed = True, True
            rules.append(len(rows))
        elif text.count("|") == bars and text.strip(EDGE_BLANKS).startswith("|"):
            if not is_new:
                going_on.add(len(rows))
            edges = [start + at for at, char in enumerate(text) if char == "|"]
            rows.append([_trim(source, left + 1, right) for left, right in pairwise(edges)])
            is_new, closed = False, False
        else:
            break
        last += 1
    if not rows or not closed:
        return None, last
    if bars == 1 + 1:  # one column is a box, if it says so
        if not opens_box(source[slice(*rows[0][0][0])] if rows[0][0] else ""):
            return None, last
        widest = width(source[slice(*lines[first + 1])].strip(EDGE_BLANKS))
        printed = [row[0] for row in rows if row[0]]
        return ColumnTable(first, last, tuple(_join_box(source, printed, widest))), last
    if rules == [0, 1, len(rows)] and not headers and all(all(row) for row in rows):
        going_on.clear()  # names of columns, a rule, and rows that fill all of them, as databases print
    return ColumnTable(first, last, tuple(map(tuple, rows)), headers=headers, going_on=frozenset(going_on)), last


def _join_box(source: str, printed: Sequence[Cell], widest: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of a box; what fills its width goes on in the next line."""
    row: list[Span] = []
    for cell in printed:
        text = source[slice(*cell[0])]
        if row and opens_with_label(text):
            yield (tuple(row),)
            row = []
        row.extend(cell)
        if width(text) < widest - _SPARE or text.endswith("。"):
            yield (tuple(row),)
            row = []
    if row:
        yield (tuple(row),)


def _trim(source: str, start: int, end: int) -> Cell:
    text = source[start:end]
    first, last = start + len(text) - len(text.lstrip(EDGE_BLANKS)), start + len(text.rstrip(EDGE_BLANKS))
    return ((first, last),) if first < last else ()
