r"""Plain text → lines.

Takes a witness without markup; gives one block for each line that is not blank, and one for each table whose
columns blanks set apart. A line ends with a line feed or a sign that stands for one; form feeds stand inside lines.
"""

from dataclasses import replace
from functools import lru_cache

from build_tools.clean.layout_tables import ColumnTable, find_layout_tables
from build_tools.clean.lines import EDGE_BLANKS, LineSink, Styled, is_chinese
from build_tools.clean.lost_breaks import cut_line, find_indents
from build_tools.clean.ruled_tables import find_ruled_tables
from build_tools.hanzi.punctuation import GAPS, GAPS_RE
from build_tools.model.line import Grid, Hints, Line, SourceBlock, add_drop
from build_tools.model.passage import Passage, Run
from build_tools.model.table import TableCell

_WIDTHS = dict.fromkeys(EDGE_BLANKS, 1) | {"\u3000": 2, "\t": 4} | dict.fromkeys("\r\f\u200b\ufeff\u200e", 0)
# Breaks that editors and programs put in place of a line feed; a form feed is one between pages.
_OTHER_BREAKS = dict.fromkeys(map(ord, "\v\x85\u2028\u2029"), "\n")
# Share of single characters among the pieces between blanks from which on a line is letter-spaced.
_SPACED, _FEWEST_PIECES = 0.7, 5
_FIGURES = "0123456789.%"


def clean_text(source: str, start: int, sink: LineSink) -> list[SourceBlock]:
    """Return the lines of `source[start:]`; blanks and line feeds go to `sink`."""
    lines: list[tuple[int, int]] = []
    at = start
    # A carriage return alone ends the lines of old programs.
    breaks = _OTHER_BREAKS if "\n" in source else {**_OTHER_BREAKS, ord("\r"): "\n"}
    broken = source.translate(breaks) if any(chr(sign) in source for sign in breaks) else source
    while at < len(source):
        end = broken.find("\n", at)
        stop = len(source) if end == -1 else end
        lines.append((at, stop))
        at = stop + 1
    ruled = find_ruled_tables(source, lines)
    printed = find_layout_tables(source, lines)
    tables = {table.first: table for table in printed if not any(one.overlaps(table) for one in ruled)}
    tables |= {table.first: table for table in ruled}
    indents = find_indents(source, lines)
    blocks: list[SourceBlock] = []
    index = 0
    while index < len(lines):
        if table := tables.get(index):
            blocks.append(_make_grid(source, table, lines, sink))
            index = table.last
            continue
        first, stop = lines[index]
        for begin, end in cut_line(source, indents, first, stop) if first < stop else ():
            indent = _indent(source, begin, end)
            made = sink.make_lines([Styled(Run(begin, end, source[begin:end]))], _set_in(indent), indent)
            blocks.extend(close_up_line(line, sink) for line in made[:1])
            blocks.extend(close_up_line(replace(line, hints=_set_in(2)), sink) for line in made[1:])
        if stop < len(source):
            add_drop(sink.drops, stop, stop + 1, "line-break")
        index += 1
    return blocks


@lru_cache(maxsize=100)
def _set_in(indent: int) -> Hints:
    return Hints(indent=indent)


def _indent(source: str, start: int, stop: int) -> int:
    """Blanks before a line as they are printed: plain text folds none."""
    width = 0
    for at in range(start, stop):
        if (blank := _WIDTHS.get(source[at])) is None:
            break
        width += blank
    return width


def _make_grid(source: str, table: ColumnTable, lines: list[tuple[int, int]], sink: LineSink) -> Grid:
    rows: list[tuple[TableCell[Line], ...]] = []
    at = lines[table.first][0]
    for number, row in enumerate(table.rows):
        cells: list[TableCell[Line]] = []
        for cell in row:
            made: list[Line] = []
            for start, end in cell:
                _drop_gap(source, at, start, sink)
                made.extend(sink.make_lines([Styled(run) for run in Passage.of(source, start, end).runs], Hints()))
                at = end
            cells.append(
                TableCell(
                    (replace(made[0], passage=Passage.join(line.passage for line in made)),) if made else (),
                    is_header=number < table.headers,
                )
            )
        rows.append(tuple(cells))
    last = lines[table.last - 1][1]
    _drop_gap(source, at, min(last + 1, len(source)), sink)
    first = next(cell[0][0] for cell in table.rows[0] if cell)
    return Grid(tuple(rows), sink.line_no(first), is_loose=table.is_loose, going_on=table.going_on)


def _drop_gap(source: str, start: int, end: int, sink: LineSink) -> None:
    """Drop what parts two cells: blanks, or the rules that draw the table."""
    gap = source[start:end]
    sink.drop(Passage.of(source, start, end), "markup" if gap.strip() else "column-gap")


def close_up_line(line: Line, sink: LineSink) -> Line:
    """Return the line without the blanks that a reading by machine, or who set it, put between all its characters."""
    if line.marks or sum(map(line.text.count, GAPS)) < _FEWEST_PIECES - 1:
        return line
    pieces = list(filter(None, GAPS_RE.split(line.text)))
    single = sum(len(piece) == 1 for piece in pieces)
    if len(pieces) < _FEWEST_PIECES or single < _SPACED * len(pieces):
        return line
    kept: list[Passage] = []
    at = 0
    for gap in GAPS_RE.finditer(line.text):
        before, behind = line.text[max(0, gap.start() - 1) : gap.start()], line.text[gap.end() : gap.end() + 1]
        # 2 0 2 3年: figures are spaced as all else, and words would stand farther apart.
        is_figure = len(gap[0]) == 1 and before in _FIGURES and behind in _FIGURES
        is_single = line.text[gap.end() + 1 : gap.end() + 2].strip(GAPS) == ""
        if is_chinese(before) or is_chinese(behind) or (is_figure and is_single):
            kept.append(line.passage[at : gap.start()])
            sink.drop(line.passage[gap.start() : gap.end()], "letter-spacing")
            at = gap.end()
    kept.append(line.passage[at:])
    return replace(line, passage=Passage.join(kept), hints=replace(line.hints, accents=()))
