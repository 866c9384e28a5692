"""Tables that level rules or filled rows tell, without a grid: their columns are white streams.

Takes the rules of a page, its drawn tables and its pieces; gives tables as they would be drawn. Books set tables so: a
rule above, one below the head, one at the end; word processors and browsers fill every other row, or the head alone.
What stands right above the first rule, or below the last one, belongs to the table where it keeps its columns.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.hanzi.labels import opens_box
from build_tools.layout.cells import DrawnTable, find_places
from build_tools.layout.edges import JOIN, Rules, Segment
from build_tools.layout.laid_tables import lay_table
from build_tools.layout.pieces import Piece, Row, first_token_width, gather_rows
from build_tools.layout.row_search import row_cells
from build_tools.layout.streams import (
    Span,
    cut_rows,
    find_inked,
    is_parted,
    join_unnamed,
    merge_spans,
    read_spans,
    shrink,
)
from build_tools.layout.table_ends import FAR, LABELLED, is_caption, is_heading, take_rows
from build_tools.model.reading import Box

# Share of the page's width from which on a rule may be a table's.
_WIDEST_NOTE_RULE = 0.35
# Share of the rows that have to be parted.
_PARTED = 0.5
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
# A filled row has so many rows of cells at most: the head and the first one.
_MOST_FILLED = 2
_LETTER = 14.0
# Share of the rows with cells over several columns from which on a table is doubted.
_BRIDGED = 0.2
# Bands over which streams are found anew.
_LOOK_BACK = 40
# Share of the walls' height from which on an upright line parts columns.
_WALL = 0.6
# Share of a table's width from which on a rule parts rows of it.
_PARTING = 0.5
# A table of one column is parted at two places.
_BOX = 2


@dataclass(frozen=True)
class _Run:
    """Level rules of one width that follow each other, and the printed rows between them."""

    rules: tuple[Segment, ...]
    rows: tuple[Row, ...]

    @property
    def box(self) -> Box:
        """(left, top, right, bottom)."""
        left, right = min(rule.start for rule in self.rules), max(rule.end for rule in self.rules)
        return left, self.rules[0].at, right, self.rules[-1].at


def find_gap_tables(
    rules: Rules,
    pieces: Sequence[Piece],
    width: float,
    drawn: Sequence[DrawnTable],
    going_on: Sequence[DrawnTable] = (),
) -> list[DrawnTable]:
    """Return the tables between level rules, and the drawn ones that are none of their parts, in no order.

    Args:
        rules: of the page.
        pieces: of the page.
        width: of the page.
        drawn: tables whose cells are drawn.
        going_on: those of them that are boxes which go on from the page before.
    """
    found: list[DrawnTable] = []
    shown = [piece for piece in pieces if not piece.gone]
    # A grid is drawn whole, and nothing stands beside its cells; in a box gaps part no columns.
    grids = [one.box for one in drawn if len(one.rows) - 1 > _MOST_FILLED or one in going_on or _is_box(one, shown)]
    for group in _of_one_width(rules.level, width):
        for run in _find_runs(group, shown):
            if any(_meet(run.box, box) for box in (*grids, *(one.box for one in found))):
                continue
            table = _read_run(run, rules, shown, [*grids, *(one.box for one in found)])
            if table is None:
                continue
            inside = [one for one in drawn if _meet(one.box, table.box)]
            is_whole = any(_is_grid_of(one, table) for one in inside)
            if not is_whole and len(table.rows) - 1 > sum(len(one.rows) - 1 for one in inside):
                found.append(table)
    return [*found, *(one for one in drawn if not any(_meet(one.box, table.box) for table in found))]


def _is_grid_of(drawn: DrawnTable, table: DrawnTable) -> bool:
    """Whether all of a table stands in one that is drawn, with its walls: gaps part lines of cells there, not rows."""
    left, top, right, bottom = table.box
    inside = drawn.box[0] - JOIN < left < right < drawn.box[2] + JOIN and drawn.box[1] - JOIN < top
    return inside and bottom < drawn.box[3] + JOIN and len(drawn.columns) == len(table.columns)


def _is_box(table: DrawnTable, pieces: Sequence[Piece]) -> bool:
    """Whether the frame of a box is drawn, with its heading in it."""
    rows = gather_rows(piece for piece in pieces if piece.is_in(table.box)) if len(table.columns) == _BOX else []
    return bool(rows) and opens_box(rows[0].text)


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    left, top, right, bottom = one
    return left < other[2] - JOIN and right > other[0] + JOIN and top < other[3] - JOIN and bottom > other[1] + JOIN


def _of_one_width(level: Sequence[Segment], width: float) -> list[list[Segment]]:
    """Return the long level rules that begin and end below each other, in groups, from top to bottom."""
    groups: list[list[Segment]] = []
    for rule in sorted(level):
        if rule.end - rule.start <= _WIDEST_NOTE_RULE * width:
            continue
        for group in groups:
            if abs(group[0].start - rule.start) <= JOIN and abs(group[0].end - rule.end) <= JOIN:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _find_runs(rules: Sequence[Segment], pieces: Sequence[Piece]) -> Iterator[_Run]:
    """Yield the rules of one width that part tabular rows, those of head and body following each other."""
    bands = [_rows_between(upper, lower, pieces) for upper, lower in pairwise(rules)]
    at = 0
    while at < len(bands):
        last = at
        inked: list[Span] = []
        while last < len(bands):
            band = bands[last]
            if any(is_caption(row.text) and len(read_spans(row)) <= LABELLED for row in band):
                break  # another table begins
            keeps = merge_spans([*inked, *(span for row in band for span in read_spans(row))])
            if band and inked and len(keeps) >= len(inked):
                inked = keeps
            elif _is_tabular(band):
                inked = find_inked([row for one in bands[max(at, last - _LOOK_BACK) : last + 1] for row in one])
            elif (
                (band and not inked)
                or len(band) > 1
                or last + 1 == len(bands)
                or rules[last + 1].at - rules[last].at > FAR * _LETTER
            ):
                # A row that stands for a group of those below it is not parted.
                break
            last += 1
        # 三、政策支持 on a filled band below a table is the heading of what follows.
        while last > at + 1 and len(bands[last - 1]) == 1 and is_heading(bands[last - 1][0]):
            last -= 1
        if inked:
            yield _Run(tuple(rules[at : last + 1]), tuple(row for band in bands[at:last] for row in band))
        at = max(last, at + 1)


def _rows_between(upper: Segment, lower: Segment, pieces: Sequence[Piece]) -> list[Row]:
    return gather_rows(
        piece
        for piece in pieces
        if upper.start - JOIN <= piece.middle <= upper.end + JOIN and upper.at < piece.center < lower.at
    )


def _is_tabular(rows: Sequence[Row]) -> bool:
    """Whether rows are parted by gaps: most of them, or all at the same two places.

    What stands in the middle beside words on two lines is a row with them: 领⏎域 beside 任务.
    """
    parted = sum(len(read_spans(row)) > 1 and not is_heading(row) for row in rows)
    parted = parted or 2 * sum(
        below.top < above.bottom and (below.left > above.right or below.right < above.left)
        for above, below in pairwise(rows)
    )
    return bool(rows) and (parted >= _PARTED * len(rows) or (parted > 0 and len(find_inked(rows)) > _FEWEST_COLUMNS))


def _read_run(run: _Run, rules: Rules, pieces: Sequence[Piece], taken: Sequence[Box]) -> DrawnTable | None:
    if not run.rows:
        return None
    left, top, right, bottom = run.box
    walls = _find_walls(rules.upright, left, right, top, bottom)
    columns = (left, *walls, right)
    is_walled = bool(walls) and all(is_parted(row, columns) for row in cut_rows(run.rows, columns))
    beside = [
        piece
        for piece in pieces
        if left - JOIN <= piece.middle <= right + JOIN
        and not top <= piece.center <= bottom
        and not any(piece.is_in(box) for box in taken)
    ]
    below = gather_rows(piece for piece in beside if piece.center > bottom)
    above = gather_rows(piece for piece in beside if piece.center < top)
    pad = max(run.rows[0].top - top, bottom - run.rows[-1].bottom)
    places, rows = _without_first_rule(run, rules.level, columns if is_walled else None)
    if len(rows) < len(run.rows):
        above = []
    if not is_walled:
        columns = _between(_find_streams(rows, places), left, right)
    rows = cut_rows(rows, columns)
    inked = _find_streams(rows, places) if not is_walled else shrink(columns)
    tail = take_rows(cut_rows(below, columns), bottom, inked, (left, right), pad)
    head = (
        take_rows(cut_rows(above[::-1], columns), places[0], inked, (left, right), pad, is_up=True)[::-1]
        if len(run.rules) > _FEWEST_ROWS
        else []
    )
    rows = [*head, *rows, *tail]
    if not is_walled:
        columns = _between(_find_streams(rows, places), left, right)
    if len(rows) < _FEWEST_ROWS or len(columns) <= _FEWEST_COLUMNS:
        return None
    if len(columns) == _FEWEST_COLUMNS + 1 and sum(all(row_cells(row, columns)) for row in rows) < _FEWEST_ROWS:
        return None  # of two columns, one row with both is a line of the text with a gap in it
    places = [*([head[0].top - pad] if head else []), *places, *([tail[-1].bottom + pad] if tail else [])]
    parting = [
        rule
        for rule in rules.level
        if places[0] < rule.at < places[-1]
        and all(abs(rule.at - place) > JOIN for place in places)
        and _PARTING * (right - left) < rule.end - rule.start
        and left - JOIN <= rule.start
        and rule.end <= right + JOIN
    ]
    if parting and all(rule.start > columns[1] - JOIN for rule in parting):
        # They leave the first column out: names of groups stand there, each in the middle of its rows, or none does.
        table = lay_table(rows, columns, sorted({*places, *(rule.at for rule in parting)}))
        if any(cell.columns == (0, 1) and cell.rows[1] - cell.rows[0] > 1 for cell in table.cells):
            return table
    whole = [rule for rule in parting if not _leaves_cells(rule, rows, places, columns)]
    return lay_table(
        rows,
        columns,
        sorted({*places, *(rule.at for rule in whole)}),
        [rule for rule in parting if rule not in whole],
    )


def _without_first_rule(
    run: _Run, level: Sequence[Segment], columns: tuple[float, ...] | None
) -> tuple[list[float], list[Row]]:
    """Return the heights of the rules, and the rows, that are a table's where the first rule may be another thing's.

    What stands above the second rule shows the columns of what stands below it, or is none of the table's; a rule below
    a name over some columns parts a head. Without `columns` that are drawn, the rows tell them.
    """
    left, _, right, _ = run.box
    places, rows = [rule.at for rule in run.rules], list(run.rows)
    own = [row for row in rows if row.top + row.size / 2 > places[1]]
    is_head = any(
        places[0] + JOIN < rule.at < places[1] - JOIN and left + JOIN < rule.start and rule.end < right + JOIN
        for rule in level
    )
    if is_head or len(places) <= _FEWEST_ROWS or not 1 < len(own) < len(rows) or rows[0].top >= places[1]:
        return places, rows
    known = shrink(columns) if columns else find_inked(own)
    above = [row for row in rows if row not in own]
    kept = take_rows(above[::-1], places[1], known, (left, right), places[1] - above[-1].bottom, is_up=True)
    if len(kept) == len(above):
        return places, rows
    return [*([kept[-1].top - 1] if kept else []), *places[1:]], [*kept[::-1], *own]


def _leaves_cells(rule: Segment, rows: Sequence[Row], places: Sequence[float], columns: tuple[float, ...]) -> bool:
    """Whether what stands beside the ends of a rule may be cells that it does not part: their lines stand together."""
    at = bisect_right(places, rule.at)
    band = [row for row in rows if places[at - 1] < (row.top + row.bottom) / 2 < places[at]]
    for left, right in pairwise(columns):
        if rule.start <= (left + right) / 2 <= rule.end:
            continue
        own = [piece for row in band for piece in row.shown if left <= piece.middle < right]
        over = [piece for piece in own if piece.center < rule.at]
        under = [piece for piece in own if piece.center >= rule.at]
        if over and under and min(one.top for one in under) - max(one.bottom for one in over) > own[0].size:
            return False
    return True


def _find_streams(rows: Sequence[Row], places: Sequence[float]) -> list[Span]:
    """Return what is printed between the columns of rows, the first of which stand in the head above a rule."""
    head = [row for row in rows if row.top + row.size / 2 < places[1]]
    return join_unnamed(find_inked(rows), head, rows[len(head) :])


def _between(inked: Sequence[Span], left: float, right: float) -> tuple[float, ...]:
    return (left, *((one[1] + other[0]) / 2 for one, other in pairwise(inked)), right)


def _find_walls(upright: Sequence[Segment], left: float, right: float, top: float, bottom: float) -> list[float]:
    """Return where uprights part the rows between two heights, though they may be drawn at some rows alone."""
    lengths: dict[float, float] = {}
    for wall in upright:
        if left + JOIN < wall.at < right - JOIN and wall.end > top and wall.start < bottom:
            near = next((at for at in lengths if abs(at - wall.at) <= JOIN), wall.at)
            lengths[near] = lengths.get(near, 0.0) + min(wall.end, bottom) - max(wall.start, top)
    most = max(lengths.values(), default=0.0)
    return sorted(at for at, length in lengths.items() if length >= _WALL * most)


def is_uncertain(table: DrawnTable, pieces: Sequence[Piece]) -> bool:
    """Whether words of a table without a grid may belong to other cells.

    Many rows below its head have cells over some of its columns; or rows have no name in the first column below others
    that have one, and nothing tells whether it stands for them, too; or cells that may be several stand beside one.
    """
    width = len(table.columns) - 1
    bridged = {cell.rows[0] for cell in table.cells if 1 < cell.columns[1] - cell.columns[0] < width} - {0}
    if len(bridged) >= _FEWEST_ROWS and len(bridged) > _BRIDGED * len(table.rows):
        return True
    names = [cell for cell in table.cells if cell.columns == (0, 1)]
    filled = [any(piece.is_in(cell.box) and not piece.gone for piece in pieces) for cell in names]
    if True in filled[1:] and False in filled[filled.index(True, 1) :]:
        return True
    return _may_hold_rows(table, [piece for piece in pieces if not piece.gone])


def _may_hold_rows(table: DrawnTable, pieces: Sequence[Piece]) -> bool:
    """Whether lines of several cells stand at the same heights, beside one of a line, though they had room."""
    held: dict[int, list[Piece]] = {}
    for piece, own in find_places(table, pieces):
        if own is not None and table.cells[own].columns[1] - table.cells[own].columns[0] == 1:
            held.setdefault(own, []).append(piece)
    widths: dict[int, float] = {}
    by_row: dict[tuple[int, int], list[tuple[int, list[Row]]]] = {}
    for own, inside in held.items():
        cell, rows = table.cells[own], gather_rows(inside)
        column = cell.columns[0]
        widths[column] = max(widths.get(column, 0.0), *(row.right - row.left for row in rows), 0.0)
        by_row.setdefault(cell.rows, []).append((column, rows))
    for (first, _), lines in by_row.items():
        most = max(len(rows) for _, rows in lines)
        beside = [(column, rows) for column, rows in lines if len(rows) == most]
        roomy = [
            all(
                widths[column] - (one.right - one.left) > first_token_width(other) + other.size / 4
                for one, other in pairwise(rows)
            )
            for column, rows in beside
        ]
        if first and most > 1 and len(beside) > 1 and len(beside) < len(lines) and any(roomy):
            return True
    return False
