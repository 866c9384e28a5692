"""Tables of which the rules between rows, or all rules, are not drawn: what stands below the names of columns tells.

Takes pieces of a page; gives tables as they would be drawn. Blanks in a row prove nothing, for signatures and cards of
portals have them, too: a table has a row that names its columns, or a column of figures.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from build_tools.hanzi.drafting import COLUMN_NAME_RE
from build_tools.hanzi.labels import opens_with_label
from build_tools.layout.cells import DrawnCell, DrawnTable
from build_tools.layout.edges import JOIN, Rules
from build_tools.layout.heads import cover
from build_tools.layout.laid_tables import lay_table, make_gap_table
from build_tools.layout.pieces import Piece, Row, gather_rows
from build_tools.layout.row_search import is_counted, part_rows, row_cells
from build_tools.layout.streams import TOUCHING, Span, find_inked, is_parted, merge_spans, read_spans, split_words
from build_tools.layout.table_ends import is_sentence
from build_tools.model.reading import Box

# Columns, printed rows below their names, and names that read like those of columns, at least.
_COLUMNS, _ROWS, _NAMED = 3, 2, 2
# In letters: a gap between the names of columns, and between what stands in them; how far apart two printed rows of a
# table stand. Characters of the longest name of a column.
_GAP, _NARROW, _FAR = 0.8, 0.4, 3.0
_LONGEST_NAME = 12
# Sizes of letters in one table differ by less than this share.
_SAME_SIZE = 0.2
# In letters, how near a line of another cell of the head stands.
_CLOSE = 0.15
# In letters, how far a row reaches into the one below it where lines of cells stand at half the height of others.
_STEPPED = 0.05
# Rows above a sentence that tell whether it is one of their table's.
_LOOK_BACK = 20
# Rows of runs that turn out to be no table, for each row of the page: beyond that, the rest of it is not searched.
_IN_VAIN = 20
# Share of the rows in which a column of figures has one.
_FIGURES = 0.6
_FIGURE_RE = re.compile(r"[0-9０-９][0-9０-９.,，%％‰／/年月日\-—–~～+ ]*(?:左右|以上|以下)?|[—–\-]{1,2}|/")


def part_undrawn_rows(table: DrawnTable, pieces: Sequence[Piece]) -> DrawnTable:
    """Return a drawn table with its body parted, where only columns and at most its head are drawn."""
    rows = [[cell for cell in table.cells if cell.rows[0] == number] for number in range(len(table.rows) - 1)]
    if len(table.columns) <= _COLUMNS or len(rows) > _ROWS or len(rows[-1]) != len(table.columns) - 1:
        return table
    left, _, right, bottom = table.box
    top = table.rows[-2]
    inside = [piece for piece in pieces if not piece.gone and piece.is_in((left, top, right, bottom))]
    printed = gather_rows(inside)
    if len(printed) <= _ROWS or not (
        is_counted([row_cells(row, table.columns)[0] for row in printed])
        or _names_columns(row_cells(printed[0], table.columns))
    ):
        return table
    inner = part_rows(inside, table.columns)
    if not inner:
        return table
    body = make_gap_table(table.columns, [top, *inner, bottom], [])
    shift = len(table.rows) - _ROWS
    moved = [replace(cell, rows=(cell.rows[0] + shift, cell.rows[1] + shift)) for cell in body.cells]
    head = [cell for cell in table.cells if cell.rows[0] < shift]
    return DrawnTable(table.columns, (*table.rows[:-1], *inner, bottom), (*head, *moved))


def part_filled_rows(table: DrawnTable, pieces: Sequence[Piece]) -> DrawnTable:
    """Return a drawn table with those cells parted that cover several columns, and have words of their own in each.

    A program that fills a row draws no walls in it.
    """
    cells: list[DrawnCell] = []
    for cell in table.cells:
        first, last = cell.columns
        columns = table.columns[first : last + 1]
        inside = [piece for piece in pieces if not piece.gone and piece.is_in(cell.box)] if last - first > 1 else []
        filled = {at for at in range(last - first) for piece in inside if columns[at] <= piece.middle < columns[at + 1]}
        if len(filled) < max(_COLUMNS, last - first) or not is_parted(Row(tuple(inside)), columns):
            cells.append(cell)
            continue
        left, top, right, bottom = cell.box
        sides = (left, *columns[1:-1], right)
        cells.extend(
            DrawnCell((start, top, end, bottom), cell.rows, (first + at, first + at + 1))
            for at, (start, end) in enumerate(pairwise(sides))
        )
    return replace(table, cells=tuple(cells))


def part_open_columns(table: DrawnTable, rules: Rules, pieces: Sequence[Piece]) -> DrawnTable:
    """Return a table that is drawn without its sides, with those columns parted that no wall parts, but all rows do.

    Who draws rules between rows may draw some walls alone: behind the names of rows.
    """
    sides = [table.columns[0], table.columns[-1]]
    top, bottom = table.rows[0], table.rows[-1]
    if any(
        abs(wall.at - side) <= JOIN
        for wall in rules.upright
        if wall.start < bottom and wall.end > top
        for side in sides
    ):
        return table
    shown = [piece for piece in pieces if not piece.gone and piece.is_in(table.box)]
    for at in reversed(range(len(table.columns) - 1)):
        left, right = table.columns[at : at + 2]
        inside = [piece for piece in shown if left <= piece.middle < right]
        bands = [[piece for piece in inside if above <= piece.center < below] for above, below in pairwise(table.rows)]
        printed = gather_rows(inside)
        inked = find_inked(printed) if printed and all(bands) else []
        walls = [(one[1] + other[0]) / 2 for one, other in pairwise(inked)]
        if walls and all(
            {bisect_right(walls, piece.middle) for piece in own} == set(range(len(inked))) for own in bands
        ):
            table = _insert_walls(table, at, walls)
    return table


def _insert_walls(table: DrawnTable, column: int, walls: Sequence[float]) -> DrawnTable:
    """Return a table with a column parted at some places."""
    places = (*table.columns[: column + 1], *walls, *table.columns[column + 1 :])
    cells: list[DrawnCell] = []
    for cell in table.cells:
        first, last = (side + len(walls) * (side > column) for side in cell.columns)
        own = range(first, last) if cell.columns == (column, column + 1) else ()
        _, top, _, bottom = cell.box
        parts = [DrawnCell((places[at], top, places[at + 1], bottom), cell.rows, (at, at + 1)) for at in own]
        cells.extend(parts or [replace(cell, columns=(first, last))])
    return DrawnTable(places, table.rows, tuple(cells))


def take_head(table: DrawnTable, pieces: Sequence[Piece], others: Sequence[Box]) -> DrawnTable:
    """Return a drawn table with the row above it that has a word in each of its columns, and no rules.

    A page that draws rules around cells may leave those of the head without.
    """
    left, top, right, _ = table.box
    loose = (piece for piece in pieces if not piece.gone and left <= piece.middle <= right and piece.bottom < top)
    above = gather_rows(piece for piece in loose if not any(piece.is_in(box) for box in others))
    if len(table.columns) <= _COLUMNS or not above or top - above[-1].bottom > above[-1].size:
        return table
    names = row_cells(above[-1], table.columns)
    # 填报单位：甲　联系人：乙 tells of the table.
    if not all(names) or not is_parted(above[-1], table.columns) or any("：" in name or ":" in name for name in names):
        return table
    moved = (replace(cell, rows=(cell.rows[0] + 1, cell.rows[1] + 1)) for cell in table.cells)
    head = make_gap_table(table.columns, (above[-1].top - 1, top), [above[-1]])
    return DrawnTable(table.columns, (head.rows[0], *table.rows), (*head.cells, *moved))


def find_free_tables(pieces: Sequence[Piece], taken: Sequence[Box]) -> tuple[list[DrawnTable], list[tuple[str, Row]]]:
    """Return the tables of a page that have no rules, and those that stay printed lines: names of columns, first row.

    Args:
        pieces: of the page.
        taken: boxes of the tables that are known.

    A row that begins a run of rows, but no table, is left as it is, and the next one is tried. On a page of forty rows
    each may be; where a page is longer, and made of nothing else, its rest is doubted.
    """
    rows = gather_rows(
        piece
        for piece in pieces
        if not piece.gone
        and not any(box[0] < piece.middle < box[2] and box[1] < piece.bottom <= box[3] for box in taken)
    )
    found: list[DrawnTable] = []
    doubted: list[tuple[str, Row]] = []
    at = in_vain = free = 0
    while at < len(rows):
        if in_vain > _IN_VAIN * len(rows):
            doubted.append((rows[at].text, rows[at]))
            break
        run, spans, is_whole = _take_run(rows, at)
        columns = (spans[0][0] - 1, *((one[1] + other[0]) / 2 for one, other in pairwise(spans)), spans[-1][1] + 1)
        table = None
        if len(spans) >= _COLUMNS and len(run) > _ROWS:
            run = [*_take_above(rows[free:at], run[0], columns), *run]
            table = _read_table(run, columns)
        if table is None:
            at += 1
            in_vain += len(run)
            continue
        if is_whole and _is_evident(run, spans, columns):
            found.append(table)
        else:
            doubted.append((" ".join(_read_head(run, table)), run[0]))
        at = free = rows.index(run[-1]) + 1
    return found, doubted


def find_interleaved(rows: Sequence[Row]) -> list[Row]:
    """Return the first row of each region in which lines of several columns stand at half the height of each other.

    Cells in the middle of their rows print so beside cells of other numbers of lines; the lines of a text never do.

    Args:
        rows: of a page whose text stands in one column, what is in tables left out.
    """
    found: list[Row] = []
    bands: list[list[Row]] = []
    for row in rows:
        if bands and row.top < bands[-1][-1].bottom - _STEPPED * row.size:
            bands[-1].append(row)
        else:
            bands.append([row])
    last = -inf
    for band in bands:
        if _is_interleaved(band):
            if band[0].top - last > _FAR * band[0].size:
                found.append(band[0])
            last = band[-1].bottom
    return found


def _is_interleaved(band: Sequence[Row]) -> bool:
    """Whether rows that overlap stand in columns of their own, as lines of some cells and the middle of others do."""
    size = band[0].size
    if len(band) <= _ROWS or any(abs(row.size - size) > _SAME_SIZE * size for row in band):
        return False
    columns = merge_spans([span for row in band for span in read_spans(row, TOUCHING)], TOUCHING * size)
    reached = [{bisect_right(columns, (piece.middle, inf)) for piece in row.shown} for row in band]
    lines = Counter(column for own in reached for column in own)
    return (
        len(columns) >= _COLUMNS
        and sum(count > 1 for count in lines.values()) >= _NAMED
        and all(one.isdisjoint(other) for one, other in pairwise(reached))
    )


def _take_run(rows: Sequence[Row], first: int) -> tuple[list[Row], list[Span], bool]:
    """Return the rows that leave the gaps of row `first` free, where they print, and whether they end there."""
    spans = read_spans(rows[first], _GAP)
    run = [rows[first]]
    if len(spans) < _COLUMNS:
        return run, spans, False
    for row in map(rows.__getitem__, range(first + 1, len(rows))):
        own = read_spans(row, _NARROW)
        merged = merge_spans([*spans, *own], _NARROW / 2 * row.size)
        is_heading = opens_with_label(row.text) and (len(own) == 1 or own[-1][1] < spans[1][0])
        is_other = len(own) < _COLUMNS and abs(row.size - run[-1].size) > _SAME_SIZE * run[-1].size
        if is_heading or is_other or row.top - run[-1].bottom > _FAR * row.size:
            break
        if len(merged) < len(spans):
            return run, spans, len(own) < _COLUMNS
        if is_sentence([*run[-_LOOK_BACK:], row]):
            break
        spans = merged
        run.append(row)
    return run, spans, True


def _take_above(rows: Sequence[Row], first: Row, columns: tuple[float, ...]) -> list[Row]:
    """Return the rows above the first one with words in several columns that are of the same head.

    Such a row stands nearer to it than lines of one cell do, as names broken into lines do that are set in the middle
    of their cells, or has names that stand over some of the columns, and not over all of them. A line alone above names
    of all columns on one line is over none: what is beside a name over several columns stands higher than those below.
    """
    taken: list[Row] = []
    below = first
    is_whole = all(row_cells(first, columns))
    for row in reversed(rows):
        spans = read_spans(row, _GAP)
        near = spans[0][0] > columns[0] - row.size and spans[-1][1] < columns[-1] + row.size
        covered = [cover(own, columns) for own in split_words(row, _GAP)]
        over = (
            any(1 < end - start < len(columns) - 1 for start, end in covered)
            and len(row.text) <= len(covered) * _LONGEST_NAME
            and not (is_whole and len(covered) == 1)
        )
        if not near or below.top - row.bottom > (row.size if over else _CLOSE * row.size):
            break
        if opens_with_label(row.text) or abs(row.size - first.size) > _SAME_SIZE * first.size:
            break
        taken.append(row)
        below = row
    return taken[::-1]


def _read_table(run: Sequence[Row], columns: tuple[float, ...]) -> DrawnTable | None:
    """Return the table that rows make, if they make one."""
    table = lay_table(run, columns, (run[0].top - 1, max(row.bottom for row in run) + 1))
    head = _read_head(run, table)
    return table if any(head) and len(table.rows) > _ROWS + 1 and _is_table(run, head, columns) else None


def _read_head(run: Sequence[Row], table: DrawnTable) -> list[str]:
    """Return what a table has in its head, for each column."""
    floor = table.rows[max(cell.rows[1] for cell in table.cells if cell.rows[0] == 0)]
    return row_cells(Row(tuple(piece for row in run for piece in row.shown if piece.center < floor)), table.columns)


def _is_evident(run: Sequence[Row], spans: Sequence[Span], columns: tuple[float, ...]) -> bool:
    """Whether columns stand well apart, and no column holds two words beside each other."""
    if any(other[0] - one[1] < _GAP * run[0].size for one, other in pairwise(spans)):
        return False
    return all(
        sum(left <= start < right for start, _ in read_spans(row, _NARROW)) <= 1
        for row in run
        for left, right in pairwise(columns)
    )


def _is_table(run: Sequence[Row], head: Sequence[str], columns: tuple[float, ...]) -> bool:
    texts = [row_cells(row, columns) for row in run]
    if sum(opens_with_label(cells[0]) for cells in texts) * 2 > len(texts):
        return False  # contents without leaders
    if sum(text.endswith(("：", ":")) for cells in texts for text in cells) >= _NAMED:
        return False  # a card: names of facts and what they are
    if _names_columns(head):
        return True
    full = [cells for cells in texts if all(cells)]
    counts = [sum(_FIGURE_RE.fullmatch(text) is not None for text in column) for column in zip(*full, strict=True)]
    return len(full) > _ROWS and sum(count >= _FIGURES * len(full) for count in counts) >= _NAMED


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether most cells of a row read like names of columns."""
    short = [cell for cell in cells if 0 < len(cell) <= _LONGEST_NAME]
    return len(short) == len(cells) and sum(COLUMN_NAME_RE.search(cell) is not None for cell in short) >= _NAMED
