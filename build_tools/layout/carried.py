"""Tables that go on at the top of the next page without a rule or a head there: their columns tell their rows.

Takes the tables and pieces of all pages; gives the tables with the rows that a page break parts from them.
"""

from collections.abc import Iterable, Mapping, Sequence

from build_tools.hanzi.labels import ANNEX_RE
from build_tools.layout.cells import DrawnTable
from build_tools.layout.furniture import find_furniture
from build_tools.layout.laid_tables import lay_table
from build_tools.layout.pieces import Piece, Row, gather_rows
from build_tools.layout.streams import cut_rows, is_parted, shrink
from build_tools.layout.table_ends import is_caption, take_rows

# Points by which both parts of a table may differ.
_NEAR = 6.0
# A table has more than a box's two sides.
_BOX = 2
# Printed lines of a head at most, and its words in the first one.
_HEAD_ROWS, _FEWEST_WORDS = 4, 2
# A head, and something below it.
_FEWEST_ROWS = 2
# A caption, and the unit of its numbers below it.
_CAPTION_ROWS = 2
# Sizes of letters in one table differ by less than this share.
_SAME_SIZE = 0.08


def carry_over(
    tables: Mapping[int, Sequence[DrawnTable]], pieces: Mapping[int, Sequence[Piece]], heights: Mapping[int, float]
) -> dict[int, list[DrawnTable]]:
    """Return the tables of each page, from top to bottom, with those that go on from the page before."""
    rows = {page: gather_rows(piece for piece in pieces.get(page, ()) if not piece.gone) for page in tables}
    furniture = find_furniture(rows, heights)
    found: dict[int, list[DrawnTable]] = {}
    for page, own in tables.items():
        found[page] = list(own)
        here = [row for row in rows[page] if row not in furniture]
        before = [row for row in rows.get(page - 1, ()) if row not in furniture]
        above = found.get(page - 1, [])
        if own and here and here[0].bottom > own[0].rows[0]:
            head = _read_head(own[0], here)
            if above and len(above[-1].columns) > _BOX and _read_head(above[-1], before) == head:
                found[page][0] = _lay_again(own[0], above[-1], here)
            elif len(own[0].columns) > _BOX and (part := _find_begun(own[0], before, above, head)):
                above.append(part)
        if above and len(above[-1].columns) > _BOX:
            last = above[-1]
            if here and not any(row.top >= last.rows[-1] - 1 for row in before):
                size = before[-1].size
                at = next((at for at, row in enumerate(here) if abs(row.size - size) > _SAME_SIZE * size), len(here))
                names = [row.text for row in before if row.bottom <= last.rows[0] + 1][-_CAPTION_ROWS:]
                found[page] = _carry(last, here[:at], found[page], names)
    return found


def _read_head(table: DrawnTable, rows: Sequence[Row]) -> str:
    """Return what the first row of a table reads, from left to right."""
    floor = table.rows[max((cell.rows[1] for cell in table.cells if cell.rows[0] == 0), default=1)]
    return _read(piece for row in rows for piece in row.shown if piece.is_in((*table.box[:3], floor)))


def _read(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in sorted(pieces, key=lambda piece: (piece.left, piece.top))).replace(" ", "")


def _lay_again(table: DrawnTable, above: DrawnTable, rows: Sequence[Row]) -> DrawnTable:
    """Return a table without a grid that has the head of the one before it in the columns of that one."""
    sides = (table.columns[0], table.columns[-1]), (above.columns[0], above.columns[-1])
    if len(table.columns) >= len(above.columns) or not _is_near(*sides):
        return table
    inside = [row for row in rows if table.rows[0] < (row.top + row.bottom) / 2 < table.rows[-1]]
    return lay_table(cut_rows(inside, above.columns), above.columns, table.rows)


def _find_begun(table: DrawnTable, before: Sequence[Row], above: Sequence[DrawnTable], head: str) -> DrawnTable | None:
    """Return the first rows, at the end of the page before, of a table whose head is printed again."""
    floor = above[-1].rows[-1] if above else 0.0
    loose = [row for row in before if row.top > floor - 1]
    at = next((at for at in range(len(loose)) if _begins_with(loose[at : at + _HEAD_ROWS], head)), len(loose))
    rows = cut_rows(loose[at:], table.columns)
    if len(rows) < _FEWEST_ROWS or any(
        row.left < table.columns[0] - row.size or row.right > table.columns[-1] + row.size for row in rows
    ):
        return None
    return lay_table(rows, table.columns, (rows[0].top - 1, rows[-1].bottom + 1))


def _begins_with(rows: Sequence[Row], head: str) -> bool:
    """Whether rows begin with a head of several words, broken into lines perhaps."""
    if len(rows[0].shown) < _FEWEST_WORDS:
        return False
    return any(_read(piece for row in rows[:count] for piece in row.shown) == head for count in range(1, len(rows) + 1))


def _carry(last: DrawnTable, rows: Sequence[Row], tables: list[DrawnTable], names: Sequence[str]) -> list[DrawnTable]:
    """Return the tables of a page with the rows at its top that belong to the last table of the page before.

    `names` are what stands above that table: printed again, it is no row of it.
    """
    first = tables[0] if tables else None
    loose = [row for row in rows if first is None or row.bottom <= first.rows[0] + 1]
    opened = next(
        (at for at, row in enumerate(loose) if _opens(row) or is_caption(row.text) or row.text in names), None
    )
    if opened is not None:  # what follows 附件2 is its own
        first, loose = None, loose[:opened]
    sides = (last.columns[0], last.columns[-1])
    loose = cut_rows(loose, last.columns)
    taken = take_rows(loose, loose[0].top, shrink(last.columns), sides, 0.0, is_open=True) if loose else []
    if (
        first is not None
        and len(first.columns) > _BOX
        and len(taken) == len(loose) > 0
        and _is_near((first.columns[0], first.columns[-1]), sides)
    ):
        columns = first.columns if all(is_parted(row, first.columns) for row in taken) else last.columns
        part = _make(taken, columns, first.rows[0])
        shift = len(part.rows) - 1
        moved = [
            type(cell)(cell.box, (cell.rows[0] + shift, cell.rows[1] + shift), cell.columns) for cell in first.cells
        ]
        if columns == first.columns:
            return [DrawnTable(columns, (*part.rows[:-1], *first.rows), (*part.cells, *moved)), *tables[1:]]
        return [part, *tables]
    return [_make(taken, last.columns, taken[-1].bottom + 1), *tables] if taken else tables


def _opens(row: Row) -> bool:
    """Whether a row is the label of an annex, with its title or without; a cell may cite one (附件2所列)."""
    label = ANNEX_RE.match(row.text)
    return label is not None and (label.end() == len(row.text) or label[0][-1] in " \u3000:：")


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _make(rows: Sequence[Row], columns: tuple[float, ...], bottom: float) -> DrawnTable:
    return lay_table(rows, columns, (rows[0].top - 1, bottom))
