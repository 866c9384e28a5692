"""Tables that lost their borders: one cell on each line, or a row's cells run together.

Takes lines; gives the table and how many lines it used, or None. Only what the lines themselves prove is
rebuilt: a column of running numbers fixes the width of a table, a header of known column names and rows that
open with terms of the clause above fix a two-column one. Anything else stays lines.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.hanzi.drafting import FIGURES_RE
from build_tools.hanzi.labels import FORMAL_RE, opens_box
from build_tools.model.division import Cell, Paragraph, Table
from build_tools.model.line import Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.parse.markers import read_markers
from build_tools.parse.named_labels import TABLE_RE
from build_tools.parse.structure import NOTE_RE, Opening, OpeningKind, is_title_like

# Column names that head tables of plans, longest first where one begins another.
_COLUMN_NAMES = (
    "产业链环节|重点领域|细分领域|应用领域|领域|环节|类别|分类|序号|项目名称|项目|工程名称|指标名称|指标|任务名称|工作任务|任务|事项|名称|区域|片区"
    "|发展重点|重点任务|重点方向|发展方向|主攻方向|主要内容|建设内容|重点内容|工作内容|具体内容|内容|主要任务|主要举措|责任单位|牵头单位|完成时限|时间|目标|备注|单位|属性"
)
_GLUED_HEADER_RE = re.compile(rf"(?P<first>{_COLUMN_NAMES})[ 　]*(?P<second>{_COLUMN_NAMES})")
_NUMBER_HEADS = frozenset({"序号", "编号", "NO.", "No.", "no."})
_COUNTING_HEADS = ("序号", "编号")
_LONGEST_CELL_LINE = 60
_WIDEST = 12
# Lines; a bound that keeps many false starts linear.
_LONGEST_TABLE = 3000
# How a row's text opens behind its first cell.
_VERB_RE = re.compile(
    r"重点|着力|加快|加强|推[进动广行]|支持|突破|聚焦|发展|扩大|开发|丰富|增强|提[升高]|打造|建[设立]|完善|优化|开展|围绕|培育|引[导进]|鼓励|实[施现]|构建|以|面向|依托|深化|促进|研[发究]|形成|强化|布局"
)


_LONGEST_CAPTIONED_CELL = 120


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A rebuilt table and the number of blocks that it used."""

    table: Table
    used: int


def find_flat_tables(blocks: tuple[SourceBlock, ...], openings: list[Opening]) -> dict[int, FlatTable]:
    """Return the tables of one cell a line, by their first blocks."""
    tables: dict[int, FlatTable] = {}
    taken = {at for opening in openings for at in range(opening.block, opening.last + 1)}
    limits = [*(opening.block for opening in openings), len(blocks)]  # a table ends where the next opening begins
    at = free = 0  # free: first block behind the last table
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Line) and block.text in _COUNTING_HEADS:
            start = at
            while start > free and at - start < 3 and _is_column_name(blocks[start - 1]):
                start -= 1
            tried = (
                (first, read_numbered_table(blocks, first, limits[bisect_left(limits, first)]))
                for first in range(start, at + 1)
                if first not in taken
            )
            start, found = next(((first, table) for first, table in tried if table is not None), (at, None))
            if found is not None:
                tables[start] = found
                at = free = start + found.used
                continue
        is_caption = isinstance(block, Line) and TABLE_RE.match(block.text) and is_title_like(block.text)
        if is_caption and at + 1 not in taken:  # what stands in the title of an annex is in no table
            captioned = read_captioned_table(blocks, at + 1, limits[bisect_right(limits, at)])
            if captioned is not None:
                tables[at + 1] = captioned
                at += 1 + captioned.used
                free = at
                continue
        at += 1
    for opening in openings:
        start = opening.last + 1
        if opening.kind is OpeningKind.SCHEDULE and start not in tables:
            listed = read_captioned_table(
                blocks, start, limits[min(bisect_left(limits, start), len(openings))], in_schedule=True
            )
            if listed is not None:
                for inner in range(start, start + listed.used):
                    tables.pop(inner, None)
                tables[start] = listed
    return tables


def _is_column_name(block: SourceBlock) -> bool:
    if not isinstance(block, Line) or len(block.text) > 8:
        return False
    return not TABLE_RE.match(block.text) and not read_markers(block.text, inner=False)


def read_numbered_table(blocks: tuple[SourceBlock, ...], at: int, end: int | None = None) -> FlatTable | None:
    """Rebuild a table of one cell a line from its column of running numbers.

    A cell that spans rows is printed once, on the first of them, as word processors export it. The table stands in
    `blocks[at:end]`.
    """
    lines = _short_lines(blocks, at, end, 2 * _WIDEST)
    texts = [line.text for line in lines]
    number_column = next((index for index, text in enumerate(texts[:_WIDEST]) if text in _NUMBER_HEADS), None)
    if number_column is None or "1" not in texts:
        return None
    first = texts.index("1")
    width = first - number_column  # the header's cells, then the cells left of the first number
    if not number_column + 2 <= width <= _WIDEST:
        return None
    right = width - number_column - 1
    second = first + 1 + right
    if second + number_column < len(texts) and _find_number(texts, second, 2, number_column) is None:
        return None  # most false starts end here, before the rest is read
    lines = _short_lines(blocks, at, end, _LONGEST_TABLE)
    texts = [line.text for line in lines]
    rows: list[list[list[Line]]] = []
    position, expected = first - number_column, 1
    while True:
        number = _find_number(texts, position, expected, number_column)
        if number is None:
            break
        left = lines[position:number]
        if len(lines) - number - 1 < right:
            return None
        cells = [*([[line] for line in left] or [[] for _ in range(number_column)])]
        if len(left) not in (0, number_column):
            cells = [[]] * (number_column - len(left)) + [[line] for line in left]
        row = [*cells, [lines[number]], *([line] for line in lines[number + 1 : number + 1 + right])]
        rows.append(row)
        position, expected = number + 1 + right, expected + 1
    if len(rows) < 2:
        return None
    header = [[line] for line in lines[:width]]
    return FlatTable(_build_table([header, *rows], number_column, lines[0].line_no), position)


def read_captioned_table(
    blocks: tuple[SourceBlock, ...], at: int, end: int | None = None, *, in_schedule: bool = False
) -> FlatTable | None:
    """Take the lines `blocks[at:end]` below a table's caption as the table; a schedule holds nothing but its table.

    Cells are put in rows where running numbers or alternating figures prove the width; otherwise each line is a
    row of its own, in order, and `Table.rebuilt` is false: kept verbatim, to be told to a person.
    """
    run = _cell_run(blocks, at, end, in_schedule=in_schedule)
    if len(run) < 4:
        return None
    numbered = read_numbered_table(blocks, at, at + len(run))
    if numbered is not None and numbered.used >= len(run) - 1:
        return numbered
    width = _regular_width([line.text for line in run])
    if width:
        rows = [[[line] for line in run[start : start + width]] for start in range(0, len(run), width)]
        return FlatTable(_build_table(rows, 0, run[0].line_no), len(run))
    verbatim = tuple((Cell(_paragraphs([line])),) for line in run)
    return FlatTable(Table(verbatim, run[0].line_no, header_rows=0), len(run))


def _cell_run(blocks: tuple[SourceBlock, ...], at: int, end: int | None, *, in_schedule: bool) -> list[Line]:
    """The lines from `at` that may be cells: short, or at least no sentences."""
    run: list[Line] = []
    for block in blocks[at : at + _LONGEST_TABLE if end is None else min(end, at + _LONGEST_TABLE)]:
        if not isinstance(block, Line) or FORMAL_RE.match(block.text) or opens_box(block.text):
            break
        sentence = block.text.endswith("。") and len(block.text) > 30
        if not in_schedule and (sentence or len(block.text) > _LONGEST_CAPTIONED_CELL):
            break
        if NOTE_RE.match(block.text) and run and not block.text.startswith(("*", "＊")):
            break
        if TABLE_RE.match(block.text):
            break
        run.append(block)
    return run


def _regular_width(texts: list[str]) -> int:
    """The one width at which every column holds either figures or words below its head; 0 where none is."""
    fits: list[int] = []
    for width in range(2, _WIDEST):
        if len(texts) % width or len(texts) < 3 * width:
            continue
        columns = [
            [FIGURES_RE.fullmatch(text) is not None for text in texts[width + column :: width]]
            for column in range(width)
        ]
        heads = [FIGURES_RE.fullmatch(text) is None for text in texts[:width]]
        if all(heads) and all(len(set(column)) == 1 for column in columns) and any(column[0] for column in columns):
            fits.append(width)
    return fits[0] if len(fits) == 1 else 0


def _short_lines(blocks: tuple[SourceBlock, ...], at: int, end: int | None, most: int) -> list[Line]:
    lines: list[Line] = []
    for block in blocks[at : at + most if end is None else min(end, at + most)]:
        if not isinstance(block, Line) or len(block.text) > _LONGEST_CELL_LINE:
            break
        lines.append(block)
    return lines


def _find_number(texts: list[str], position: int, expected: int, number_column: int) -> int | None:
    for index in range(position, min(position + number_column + 1, len(texts))):
        if texts[index] == str(expected):
            return index
    return None


def _paragraphs(lines: list[Line]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.passage, line.line_no, marks=line.marks) for line in lines)


def _build_table(rows: list[list[list[Line]]], number_column: int, line_no: int) -> Table:
    """Turn rows into a table; an empty cell left of the numbers continues the one above."""
    built: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows):
        cells: list[Cell] = []
        for column, lines in enumerate(row):
            if not lines and column < number_column and index > 1:
                continue
            span = 1
            if lines and column < number_column and index:
                while index + span < len(rows) and not rows[index + span][column]:
                    span += 1
            cells.append(Cell(_paragraphs(lines), rowspan=span))
        built.append(tuple(cells))
    return Table(tuple(built), line_no, rebuilt=True)


def is_glued_header(text: str) -> bool:
    """Whether a line is two column names and nothing else."""
    return _GLUED_HEADER_RE.fullmatch(text) is not None


def read_glued_table(lines: Iterator[Line], above: str) -> FlatTable | None:
    """Rebuild a two-column table whose cells run together on a line: header 领域发展重点, then its rows.

    Args:
        lines: the header's line and the lines up to the next label; no more are taken than belong to the table,
            and one behind them.
        above: text of the clause so far; a row opens with a term that stands in it.
    """
    header = next(lines, None)
    names = _GLUED_HEADER_RE.fullmatch(header.text) if header is not None else None
    if names is None or header is None:
        return None
    rows = [_cut_line(header, names.start("second"), names.end("first"))]
    for line in lines:
        cut = _first_cell_end(line.text, above)
        if not cut:
            break
        rows.append(_cut_line(line, cut, cut))
    if len(rows) < 3:
        return None
    return FlatTable(Table(tuple(rows), header.line_no, rebuilt=True), len(rows))


def _cut_line(line: Line, second: int, first_end: int) -> tuple[Cell, Cell]:
    first, rest = line.passage[:first_end], line.passage[second:]
    return _cell(first, line), _cell(rest, line)


def _cell(passage: Passage, line: Line) -> Cell:
    return Cell((Paragraph(passage, line.line_no),))


def _first_cell_end(text: str, above: str) -> int:
    """Where a row's first cell ends: the longest opening that the clause above also uses, before a verb."""
    best = 0
    for end in range(2, min(16, len(text))):
        if text[:end] not in above:
            break
        if _VERB_RE.match(text, end):
            best = end
    return best
