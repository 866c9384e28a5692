"""Tables of layout text whose cells are wrapped, centred or left empty.

Takes the source of a plain text, line by line; gives the rows of such a table, its cells put below the columns where
they stand. Where the last cell alone goes on in the next line, it is joined. Where others do, each printed line is a
row: the edition keeps the order of the source, in which the lines of two wrapped cells alternate. Where blank lines
part the rows, it is known which of them go on with the one above; else the table is `is_loose`, to be told to a person.
It is never prose, and what stands in it is no numbered item.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from itertools import pairwise

from build_tools.hanzi.bodies import read_body
from build_tools.hanzi.drafting import COLUMN_NAME_RE
from build_tools.hanzi.labels import BESIDE_TABLE_RE, FORMAL_RE
from build_tools.hanzi.punctuation import is_han, squeeze

_GAP_RE = re.compile(r"(?:[ \u00a0]{2,}|\u3000{2,})[ \u00a0\u3000]*")
_INNER_GAP_RE = re.compile(r"(?:[ \u00a0]{2}|\u3000{2})(?<=[^\s\u3000]..)[ \u00a0\u3000]*[^\s\u3000]")
_BLANKS = " \t\u3000\u00a0\r\f"
_VALUE_RE = re.compile(r"[\u4e00-\u9fff]{2,8}[:：].")
_FEWEST_COLUMNS, _FEWEST_CELLED, _FEWEST_ROWS, _NAMED, _HEADER_LINES = 3, 2, 2, 2, 4
_LONGEST_CELL = 60
_OF_ROTAS = ("日期", "时间", "姓名", "职务", "电话", "人员", "领导", "联系人")
# The rest of a table's last row.
# Printed lines without a gap that may follow each other inside a table, blank ones not counted.
_MOST_FRAGMENTS = 8
# Widths, in half-width characters: by how much a cell may be shifted from its column, and where text is no paragraph's.
_SHIFT, _INDENTED = 3, 8


# Printed lines as (start, end) in the source; none where a cell is empty.
Cell = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """Lines `first:last` of a text (half-open), and its rows; a cell is the printed lines in it, as (start, end).

    `is_loose` tells that each printed line is a row, since which of them belong together is not known; the rows in
    `going_on` go on with the one above them. The first `headers` rows are a header.
    """

    first: int
    last: int
    rows: tuple[tuple[Cell, ...], ...]
    is_loose: bool = False
    headers: int = 0
    going_on: frozenset[int] = frozenset()

    def overlaps(self, other: ColumnTable) -> bool:
        """Whether a line is in both."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """Characters `start:end` of the source, printed from `left` to `right` (half-width characters)."""

    start: int
    end: int
    left: int
    right: int

    @property
    def centre(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line that is not blank."""

    line: int
    cells: tuple[PrintedCell, ...]


def find_layout_tables(source: str, lines: list[tuple[int, int]]) -> list[ColumnTable]:
    """Return all tables among `lines`, each a (start, end) in the source, in order."""
    if sum(_INNER_GAP_RE.search(source, start, end) is not None for start, end in lines) < _FEWEST_CELLED:
        return []
    rows = [
        _Row(number, cells) for number, (start, end) in enumerate(lines) if (cells := read_cells(source, start, end))
    ]
    return _read_tables(rows, source)


def _read_tables(rows: list[_Row], source: str) -> list[ColumnTable]:
    tables: list[ColumnTable] = []
    at = last = 0  # the run of rows that may be a table ends at `last`, wherever in it one begins
    while at < len(rows):
        if at >= last:
            begins = _is_celled(rows[at], source) and not _is_signed(rows[at], source)
            last = _region_end(rows, at, source) if begins else at
        if last > at and _names_columns(rows[at : at + _HEADER_LINES], source):
            table = _read_table(rows[at:last], source)
            if table is not None:
                tables.append(table)
                at = last
                continue
        at += 1
    return tables


def _names_columns(rows: list[_Row], source: str) -> bool:
    """Whether the first lines of a table hold names of columns."""
    head = [source[cell.start : cell.end] for row in rows for cell in row.cells]
    bare = [squeeze(text) for text in head]
    return sum(COLUMN_NAME_RE.search(text) is not None or text.endswith(_OF_ROTAS) for text in bare) >= _NAMED


def read_cells(source: str, start: int, end: int) -> tuple[PrintedCell, ...]:
    """Return what stands between the gaps of the printed line `source[start:end]`."""
    text = source[start:end]
    first, last = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
    cells: list[PrintedCell] = []
    at = first
    gaps = [*_GAP_RE.finditer(text, first, last)] if first < last else []
    for stop, follower in [*((gap.start(), gap.end()) for gap in gaps), (last, last)]:
        if at < stop:
            left = width(text[:at])
            cells.append(PrintedCell(start + at, start + stop, left, left + width(text[at:stop])))
        at = follower
    return tuple(cells)


def width(text: str) -> int:
    """Return how wide a text is printed, in half-width characters."""
    return 2 * len(text) - len(text.encode("ascii", "ignore")) - text.count("\u00a0")


def _is_celled(row: _Row, source: str) -> bool:
    """Whether a printed line is parted by gaps into what may be cells, and is no card: 责任单位：某局  时限：某月."""
    texts = [source[cell.start : cell.end] for cell in row.cells]
    return len(texts) > 1 and all(map(_may_be_cell, texts)) and not all(map(_VALUE_RE.match, texts))


def _is_signed(row: _Row, source: str) -> bool:
    """Whether a printed line holds nothing but names of bodies, as the head of a letter that several sign does."""
    forms = [read_body(source[cell.start : cell.end]) for cell in row.cells]
    return all(form is not None and form.is_sure for form in forms)


def _may_be_cell(text: str) -> bool:
    return len(text) <= _LONGEST_CELL and not (FORMAL_RE.match(text) or BESIDE_TABLE_RE.match(text))


def _region_end(rows: list[_Row], first: int, source: str) -> int:
    """Row behind the last one of a run in which gaps go on and nothing else begins."""
    end, fragments = first + 1, 0
    for at in range(first + 1, len(rows)):
        cells = rows[at].cells
        if _is_celled(rows[at], source):
            end, fragments = at + 1, 0
            continue
        fragments += 1
        if len(cells) > 1 or fragments > _MOST_FRAGMENTS or not _may_be_cell(source[cells[0].start : cells[0].end]):
            break
        if cells[0].left >= _INDENTED and fragments <= 2:
            end = at + 1
    return end


def _read_table(rows: list[_Row], source: str) -> ColumnTable | None:
    celled = [row for row in rows if len(row.cells) > 1]
    width = max(len(row.cells) for row in rows)
    if width < _FEWEST_COLUMNS or len(celled) < _FEWEST_CELLED:
        return None
    lefts, centres = _find_columns(rows, width)
    read: list[list[Cell]] = []
    for row in rows:
        cells = _split_at_columns(row.cells, lefts, source)
        places = _place(cells, lefts, centres)
        if places is None:
            return None
        line: list[Cell] = [()] * width
        for cell, place in zip(cells, places, strict=True):
            line[place] = ((cell.start, cell.end),)
        read.append(line)
    joined = _join_rows(read)
    final = tuple(tuple(line) for line in joined or read)
    going_on = _part_rows(rows, read) if joined is None else frozenset[int]()
    is_loose = joined is None and not going_on
    return ColumnTable(rows[0].line, rows[-1].line + 1, final, is_loose, going_on=going_on)


def _part_rows(rows: list[_Row], read: list[list[Cell]]) -> frozenset[int]:
    """Which printed lines go on with the one above; none where blank lines do not part the table into its rows.

    They do where there are several, and each stretch between them has one cell in the first column.
    """
    begins = [number for number, row in enumerate(rows) if not number or row.line > rows[number - 1].line + 1]
    stretches = [read[first:last] for first, last in pairwise([*begins, len(rows)])]
    if len(begins) <= _FEWEST_ROWS or any(sum(bool(line[0]) for line in lines) != 1 for lines in stretches):
        return frozenset()
    return frozenset(range(len(rows))) - frozenset(begins)


def _join_rows(lines: list[list[Cell]]) -> list[list[Cell]] | None:
    """The rows, where each begins in the first column and only its last cell goes on; None where that is not so.

    Any other cell that goes on alternates with its neighbours in the order of the source.
    """
    rows: list[list[Cell]] = []
    for line in lines:
        if line[0]:
            rows.append(list(line))
            continue
        filled = [column for column, cell in enumerate(line) if cell]
        last = max((column for column, cell in enumerate(rows[-1]) if cell), default=0) if rows else 0
        if len(filled) != 1 or filled[0] != last or last != len(line) - 1:
            return None
        rows[-1][last] = (*rows[-1][last], *line[last])
    return rows if len(rows) >= _FEWEST_ROWS else None


def _find_columns(rows: list[_Row], width: int) -> tuple[list[float], list[float]]:
    """Where the columns begin and where their middles are: from the lines that fill all of them, then from all."""
    full = [row.cells for row in rows if len(row.cells) == width]
    lefts = [statistics.median([cells[column].left for cells in full]) for column in range(width)]
    centres = [statistics.median([cells[column].centre for cells in full]) for column in range(width)]
    seen: list[list[PrintedCell]] = [[] for _ in range(width)]
    for row in rows:
        for cell in row.cells:
            nearest = min(range(width), key=lambda column: _distance(cell, lefts[column], centres[column]))
            seen[nearest].append(cell)
    for column, cells in enumerate(seen):
        if cells:
            lefts[column] = statistics.mode([cell.left for cell in cells])
    return lefts, centres


def _distance(cell: PrintedCell, left: float, centre: float) -> float:
    return min(abs(cell.left - left), abs(cell.centre - centre))


def _split_at_columns(cells: tuple[PrintedCell, ...], lefts: list[float], source: str) -> list[PrintedCell]:
    """Cut a cell at a single blank where the next column begins: its text filled its own column."""
    split: list[PrintedCell] = []
    for cell in cells:
        begin, left = cell.start, cell.left
        for at in range(cell.start, cell.end):
            if source[at] != " ":
                continue
            right = cell.left + width(source[cell.start : at])
            starts_column = any(abs(right + 1 - column) <= _SHIFT for column in lefts if column > left + _INDENTED)
            if starts_column and at > begin and is_han(source[at - 1]) and is_han(source[at + 1]):
                split.append(PrintedCell(begin, at, left, right))
                begin, left = at + 1, right + 1
        split.append(PrintedCell(begin, cell.end, left, cell.right))
    return split


def _place(cells: list[PrintedCell], lefts: list[float], centres: list[float]) -> list[int] | None:
    """The column of each cell of a line, from left to right; None where two of them want the same."""
    places: list[int] = []
    for number, cell in enumerate(cells):
        first = places[-1] + 1 if places else 0
        free = range(first, len(lefts) - (len(cells) - number - 1))
        if not free:
            return None
        places.append(min(free, key=lambda column: _distance(cell, lefts[column], centres[column])))
    return places
