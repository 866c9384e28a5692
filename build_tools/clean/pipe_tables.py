"""Markdown's pipe tables → grids.

Takes cleaned lines; gives blocks in which a header row, its delimiter row and the rows below are one grid
(GitHub Flavored Markdown, section 4.10). The bars and the delimiter row are recorded as markup.
"""

import re
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.drafting import COLUMN_NAME_RE
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.table import TableCell

_DELIMITER_RE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BARRED_RE = re.compile(r"\|[^\n]*\|")
_FEWEST_ROWS, _FEWEST_BARS, _FEWEST_NAMES = 2, 3, 2
# A cell that holds so many breaks between sentences or labels is no cell: the table sets out a page.
_LONGEST_CELL, _FEWEST_BREAKS = 400, 5


def read_pipe_tables(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Return the blocks with every pipe table as a grid."""
    read: list[SourceBlock] = []
    at = 0
    while at < len(blocks):
        end = _table_end(blocks, at)
        if end == at:
            read.append(blocks[at])
            at += 1
            continue
        lines = [line for line in blocks[at:end] if isinstance(line, Line)]
        if _is_layout(lines):
            for line in lines:
                read.extend(_cut_layout(line, sink))
            at = end
            continue
        rows: list[tuple[TableCell[Line], ...]] = []
        number = 0
        while at < end:
            row = _row_at(blocks, at)
            if number == 1 and _DELIMITER_RE.fullmatch(row[0].text):
                sink.drop(row[0].passage, "markup")
            elif cells := _cut_row(row, sink, width=len(rows[0]) if rows else 0):
                rows.append(cells)
            at, number = at + len(row), number + 1
        if rows:
            read.append(Grid(tuple(rows), lines[0].line_no))
    return read


def _row_at(blocks: list[SourceBlock], at: int) -> list[Line]:
    """Return the lines of a row: all that stand on one line of the source, parted by <br> in its cells."""
    row: list[Line] = []
    while at < len(blocks) and isinstance(block := blocks[at], Line):
        if row and (block.line_no != row[0].line_no or row[0].text[0] != "|"):
            break
        row.append(block)
        at += 1
    return row


def _table_end(blocks: list[SourceBlock], at: int) -> int:
    """Block behind a table that begins at `at`; `at` where none does."""
    if end := _bare_end(blocks, at) or _named_end(blocks, at):
        return end
    head = _row_at(blocks, at)
    delimiter = blocks[at + len(head)] if head and at + len(head) < len(blocks) else None
    if not isinstance(delimiter, Line) or "|" not in head[0].text:
        return at
    if "|" not in delimiter.text or not _DELIMITER_RE.fullmatch(delimiter.text):
        return at
    end = at + len(head) + 1
    # Bars at a row's edges may be left out; of a row that opens with one they are not.
    bare = not head[0].text.startswith("|")
    while (row := _row_at(blocks, end)) and (row[0].text.startswith("|") or (bare and "|" in row[0].text)):
        end += len(row)
    return end


def _bare_end(blocks: list[SourceBlock], at: int) -> int:
    """Block behind rows that bars open and close, all of one width, without a delimiter row; 0 where there are none."""
    end, bars = at, 0
    while end < len(blocks) and isinstance(row := blocks[end], Line) and _BARRED_RE.fullmatch(row.text):
        count = row.text.count("|")
        if _DELIMITER_RE.fullmatch(row.text) or count != (bars or count):
            break
        bars, end = count, end + 1
    return end if end - at >= _FEWEST_ROWS and bars >= _FEWEST_BARS else 0


def _named_end(blocks: list[SourceBlock], at: int) -> int:
    """Block behind rows with as many bars between their cells as a row of names of columns; 0 where there are none."""
    first = blocks[at]
    head = first.text if isinstance(first, Line) else ""
    bars, names = head.count("|"), head.split("|")
    if bars < _FEWEST_BARS - 1 or sum(COLUMN_NAME_RE.search(name) is not None for name in names) < _FEWEST_NAMES:
        return 0
    end = at + 1
    while end < len(blocks) and isinstance(row := blocks[end], Line) and row.text.count("|") == bars:
        if _DELIMITER_RE.fullmatch(row.text):
            return 0
        end += 1
    return end if end - at > _FEWEST_ROWS else 0


def _cut_row(row: list[Line], sink: LineSink, *, width: int) -> tuple[TableCell[Line], ...]:
    """Return the cells of a row; `width`: how many the header has, 0 where it is the header itself."""
    cells: list[list[Line]] = [[]]
    for line in row:
        bars = [index for index, char in enumerate(line.text) if char == "|"]
        for bar in bars:
            sink.drop(line.passage[bar : bar + 1], "markup")
        for number, (left, right) in enumerate(pairwise([-1, *bars, len(line.text)])):
            part = sink.trim(line.cut(left + 1, right))
            if number:
                cells.append([])
            if part is not None:
                cells[-1].append(part)
    # What a bar at the edge parts from nothing is a cell only where the row has no more than the header.
    outer = (0, len(cells) - 1) if len(cells) != width else ()
    return tuple(
        TableCell(tuple(cell), is_header=not width) for number, cell in enumerate(cells) if cell or number not in outer
    )


def _is_layout(lines: list[Line]) -> bool:
    """Whether a table sets out a page: a converter has put a whole text into one of its cells, its breaks as blanks."""
    return any(len(line.text) > _LONGEST_CELL and len(_breaks(line)) >= _FEWEST_BREAKS for line in lines)


def _breaks(line: Line) -> list[tuple[int, int]]:
    """Return (start, end) of the blanks that were several in the source, each the place of a break."""
    breaks: list[tuple[int, int]] = []
    at = 0
    for run in line.passage.runs:
        if run.folded and run.end - run.start > 1:
            breaks.append((at, at + len(run.text)))
        at += len(run.text)
    return breaks


def _cut_layout(line: Line, sink: LineSink) -> list[Line]:
    """Cut a row at its bars and breaks into the lines of the page; rows of hyphens and bars are markup."""
    cuts = [(at, at + 1) for at, char in enumerate(line.text) if char == "|"]
    cuts = sorted([*cuts, *(cut for cut in _breaks(line) if line.text[cut[0]] != "|")])
    found: list[Line] = []
    at = 0
    for start, end in [*cuts, (len(line.text), len(line.text))]:
        part = sink.trim(line.cut(at, max(at, start), sink.line_no))
        if part is not None and not part.text.strip(" :|-"):
            sink.drop(part.passage, "markup")
        elif part is not None:
            found.append(part)
        sink.drop(line.passage[start:end], "markup")
        at = end
    return found
