"""Tables over page breaks: what goes on from one page to the next is one table.

Takes what is in the order of reading; joins a table that ends a page with one that begins the next and is parted at
the same places. A head that is printed again is dropped, a cell that covers rows on both pages is one, and a row that
the break cuts is put together again.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from build_tools.hanzi.labels import opens_with_label, says_continued
from build_tools.layout.parts import Arranged, Part, PartCell, PartTable
from build_tools.layout.pieces import first_token_width
from build_tools.layout.row_search import ENDED_RE

# Points by which the columns of both parts may differ.
_SLACK = 6.0
# Points by which the part in the next column of a page begins above the one before; tables side by side do not.
_HIGHER = 20.0
_MOST_HEAD_ROWS = 4
# Share of a column's cells from which on it is always filled.
_ALWAYS = 0.8
# So many empty cells that all other rows fill tell a cut, whatever room a line above the break leaves.
_CERTAIN = 2
# In letters, room that a line which goes on may leave.
_ROOM = 0.4
# Share of a column's width that a line fills which another one goes on with.
_WIDE = 0.5
# A box has two sides.
_BOX = 2
# A caption, and the unit of its numbers; what is dropped may stand between them and the table.
_CAPTION_PARTS = 4

_Rows = list[list[PartCell]]


def join_tables(items: Sequence[Arranged]) -> list[Arranged]:
    """Return the items with tables that a page break cuts made one; dropped parts and notes may stand between them."""
    joined: list[Arranged] = []
    for item in items:
        at = len(joined) - 1
        while at >= 0 and (_is_passed_over(joined[at]) or _may_be_caption(joined[at], item)):
            at -= 1
        above = joined[at] if at >= 0 else None
        between = joined[at + 1 :]
        if (
            isinstance(item, PartTable)
            and isinstance(above, PartTable)
            and _goes_on(above, item)
            and all(
                _is_passed_over(part) or _is_again(part, joined[max(0, at - _CAPTION_PARTS) : at]) for part in between
            )
        ):
            joined[at] = _join(above, item)
            joined[at + 1 :] = [
                part
                if _is_passed_over(part) or not _may_be_caption(part, item)
                else replace(part, drop="repeated-head")
                for part in between
            ]
        else:
            joined.append(item)
    return joined


def _is_passed_over(item: Arranged) -> bool:
    return isinstance(item, Part) and (bool(item.drop) or item.role == "footnote")


def _may_be_caption(item: Arranged, table: Arranged) -> TypeGuard[Part]:
    """Whether a part may be what a page prints again above the rest of a table."""
    return (
        isinstance(item, Part)
        and isinstance(table, PartTable)
        and len(item.rows) == 1
        and item.rows[0].page == table.page
        and item.rows[0].bottom <= table.top + 1
    )


def _is_again(item: Arranged, above: Sequence[Arranged]) -> bool:
    """Whether a part says that a table goes on, or says again what stands above the table."""
    return says_continued(_read(item)) or _read(item) in map(_read, above)


def _read(item: Arranged) -> str:
    return "".join(row.text for row in item.rows).strip() if isinstance(item, Part) else ""


def _goes_on(above: PartTable, below: PartTable) -> bool:
    shift = 0.0
    if below.page == above.last_page and below.left > above.right and below.top < above.top - _HIGHER:
        # In the next column of the page.
        shift = above.left - below.left
    elif below.page - above.last_page != 1:
        return False
    moved = tuple(place + shift for place in below.lines)
    is_level = abs(above.left - moved[0]) <= _SLACK and abs(above.right - moved[-1]) <= _SLACK
    # Where gaps part them, they are parted as near to the words as each part happens to print.
    if len(above.lines) == len(below.lines) > _BOX and all(
        max(one[0], other[0]) < min(one[1], other[1])
        for one, other in zip(pairwise(above.lines), pairwise(moved), strict=True)
    ):
        return is_level or [cell.text for cell in above.rows[0]] == [cell.text for cell in below.rows[0]]
    if not is_level:
        return False
    if shift:
        return False
    # A part of few rows may lack places at which other rows are parted.
    fewer, more = sorted((above.lines, moved), key=len)
    if not all(any(abs(place - other) <= _SLACK for other in more) for place in fewer):
        return False
    return len(fewer) > _BOX or len(more) == _BOX


def _join(above: PartTable, below: PartTable) -> PartTable:
    lines = max(above.lines, below.lines, key=len)
    rows: _Rows = [list(row) for row in _spread(above, lines)]
    new: _Rows = [list(row) for row in _spread(below, lines)]
    repeated = _count_repeated(rows, new)
    again = tuple(line for row in new[:repeated] for cell in row for line in (*cell.repeated, *cell.rows))
    new = new[repeated:]
    if new:
        new[0][0] = replace(new[0][0], repeated=(*again, *new[0][0].repeated))
        covering = _cover_last(rows, len(lines) - 1)
        is_empty = not any(piece for cell in new[0] for row in cell.rows for piece in row.shown)
        if len(lines) == _BOX or is_empty or _is_cut(rows, new, covering):
            _extend(rows, new.pop(0), covering, len(lines) - 1)
        else:
            _extend_spans(rows, new, covering)
            _name_above(rows, new, covering)
    elif again:
        last = rows[-1][-1]
        rows[-1][-1] = replace(last, repeated=(*last.repeated, *again))
    # A row all of whose cells belong to those above it has none of its own.
    kept = tuple(tuple(row) for row in (*rows, *new))
    return replace(above, rows=kept, lines=lines, last_page=below.last_page)


def _spread(table: PartTable, lines: tuple[float, ...]) -> tuple[tuple[PartCell, ...], ...]:
    """Return the rows of a table with cells that cover the columns of a finer one."""
    if len(table.lines) == len(lines):
        return table.rows

    def nearest(place: float) -> int:
        return min(range(len(lines)), key=lambda at: abs(lines[at] - place))

    return tuple(
        tuple(replace(cell, colspan=max(1, nearest(cell.box[2]) - nearest(cell.box[0]))) for cell in row)
        for row in table.rows
    )


def _count_repeated(rows: _Rows, new: _Rows) -> int:
    """Return how many rows at the head of a part say what the table's head says."""
    count = 0
    for one, other in zip(rows[:_MOST_HEAD_ROWS], new, strict=False):
        words = [cell.text for cell in one]
        if words != [cell.text for cell in other] or not any(words):
            break
        count += 1
    return min(count, len(rows) - 1)


def _cover_last(rows: _Rows, width: int) -> dict[int, tuple[int, int]]:
    """Return for each column the cell that covers it in the last row, as (row, number in the row)."""
    reach: list[int] = [0] * width  # the first row that a column's cell does not cover
    covering: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        column = 0
        for at, cell in enumerate(row):
            while column < width and reach[column] > number:
                column += 1
            for own in range(column, min(column + cell.colspan, width)):
                reach[own] = number + cell.rowspan
                covering[own] = (number, at)
            column += cell.colspan
    return covering


def _is_cut(rows: _Rows, new: _Rows, covering: dict[int, tuple[int, int]]) -> bool:
    """Whether the first of the rows below the break goes on with what stands above it.

    Cells are empty that rows of the table have filled, or a full line above it ends in the middle of a sentence; and no
    line above it that has another one below had room for its first word. In a table of groups, a sentence that ended
    with room behind it ended its row.
    """
    row = new[0]
    is_grouped = any(_is_merged(cells) for cells in (*rows, *new))
    if not any(cell.rows for cell in row):
        return False
    opening = [cells[0] for cells in rows if cells and len(cells) == len(row)]
    is_alone = sum(bool(cell.rows) for cell in row) == 1 < len(row) - 1
    if row[0].rows and not is_alone and len(opening) > 1 and opening[-1].rows and opening[-1] in rows[-1]:
        # A name or a number of one line opens each row, and stands on both sides.
        single = sum(len(cell.rows) <= 1 for cell in (*opening, row[0]))
        if single > _ALWAYS * len(opening):
            return False
    column, empty, is_cut, has_room = 0, 0, False, False
    for cell in row:
        above = rows[covering[column][0]][covering[column][1]] if column in covering else None
        if above is not None and _counts_on(above.text, cell.text):
            return False
        spanning = cell.rowspan > 1 or (above is not None and above.rowspan > 1)
        if not cell.rows and not spanning and _is_always_filled(rows, column):
            is_cut, empty = True, empty + 1
        elif cell.rows and above is not None and above.rows and above.colspan == cell.colspan:
            last = above.rows[-1]
            printed = last.right - last.left
            # No cell may begin where this one does: the one above it was begun by a column further left.
            # Of a head alone on its page the cells tell how wide a line may be.
            least = cell.box[2] - cell.box[0] - last.size if len(rows) == 1 else printed
            others = (line.right - line.left for own in _list_column(rows, column) for line in own.rows)
            widest = max((least, *others))
            room = widest - printed - first_token_width(cell.rows[0])
            if ENDED_RE.search(last.text):
                if is_grouped and room >= _ROOM * last.size and not opens_with_label(cell.text):
                    return False
            else:
                has_room = has_room or room >= _ROOM * last.size
                is_cut = is_cut or printed > _WIDE * (cell.box[2] - cell.box[0])
        column += cell.colspan
    return is_cut and not (has_room and empty < _CERTAIN)


def _counts_on(one: str, other: str) -> bool:
    """Whether two cells below each other are the numbers of two rows."""
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1


def _is_always_filled(rows: _Rows, column: int) -> bool:
    """Whether a column's cells are filled, and stand for one row each: an empty one may go on with its group."""
    cells = _list_column(rows[1:], column)
    return bool(cells) and sum(bool(cell.rows) for cell in cells) > _ALWAYS * len(cells) and not _is_merged(cells)


def _is_merged(cells: Sequence[PartCell]) -> bool:
    return any(cell.rowspan > 1 for cell in cells)


def _list_column(rows: _Rows, column: int) -> list[PartCell]:
    """Return the cells of full rows that stand in a column."""
    found: list[PartCell] = []
    for row in rows:
        place = 0
        for cell in row:
            if place == column:
                found.append(cell)
            place += cell.colspan
    return found


def _extend(rows: _Rows, row: list[PartCell], covering: dict[int, tuple[int, int]], width: int) -> None:
    """Put, in place, what the cells of a row hold into the cells above them."""
    column = 0
    for cell in row:
        number, at = covering[min(column, width - 1)]
        above = rows[number][at]
        rows[number][at] = replace(
            above,
            rows=(*above.rows, *cell.rows),
            rowspan=above.rowspan + cell.rowspan - 1,
            repeated=(*above.repeated, *cell.repeated),
        )
        column += cell.colspan


def _extend_spans(rows: _Rows, new: _Rows, covering: dict[int, tuple[int, int]]) -> None:
    """Let, in place, cells above the break cover the rows below it where the cells there are empty."""
    column = 0
    row, leads = new[0], True
    for cell in list(row):
        span = cell.colspan
        number, at = covering.get(column, (0, 0))
        above = rows[number][at]
        leads = leads and not cell.rows and column in covering
        # Behind a filled cell, a column shows that its cells cover several rows.
        goes_on = leads or (
            not cell.rows and column in covering and _is_merged(_list_column([*rows[1:], *new], column))
        )
        column += span
        if not goes_on or above.colspan != span or len(row) == 1 or not above.rows:
            leads = False
            continue
        rows[number][at] = replace(
            above, rowspan=above.rowspan + cell.rowspan, repeated=(*above.repeated, *cell.repeated)
        )
        row.remove(cell)


def _name_above(rows: _Rows, new: _Rows, covering: dict[int, tuple[int, int]]) -> None:
    """Let, in place, the names of groups that open the row below the break stand for the rows without one above it.

    A cell that a break cuts may print its words in its lower part.
    """
    column = 0
    row = new[0]
    for cell in list(row):
        number, at = covering.get(column, (0, 0))
        above = rows[number][at]
        own = _list_column([*rows[1:], *new], column)
        if (
            above.rows
            or not cell.rows
            or above.colspan != cell.colspan
            or len(row) == 1
            or not _is_merged(own)
            or not all(other.rows for other in own if other is not above)
        ):
            break
        rows[number][at] = replace(
            above,
            rows=cell.rows,
            rowspan=above.rowspan + cell.rowspan,
            repeated=(*above.repeated, *cell.repeated),
        )
        row.remove(cell)
        column += cell.colspan
