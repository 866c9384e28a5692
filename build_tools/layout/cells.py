"""Rules → cells → tables: the smallest rectangles that rules enclose, and those of them that touch each other.

After the steps by which pdfplumber finds tables (edges, intersections, cells, tables), each a pure function.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.layout.edges import JOIN, Rules, Segment
from build_tools.layout.pieces import Piece
from build_tools.model.reading import Box

# Points: what is narrower or lower holds no letter; cells that are framed one by one stand no farther apart.
_SMALLEST, _SPACING = 5.0, 8.0
# Two groups of one cell each.
_ALONE = 2
# Beyond so many crossings a page is a drawing.
_MOST_CROSSINGS = 20_000

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell, and which rows and columns of its table it covers (half-open)."""

    box: Box
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as it is drawn: where its columns and rows are parted, and its cells row by row; none overlap."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[DrawnCell, ...]

    @property
    def box(self) -> Box:
        """(left, top, right, bottom)."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def find_drawn_tables(rules: Rules) -> list[DrawnTable]:
    """Return the tables that a page's rules draw, from top to bottom; a frame around text is a table of one cell."""
    groups = _join_spaced(_touching(find_cells(rules)))
    return sorted((_make_table(group) for group in groups), key=lambda table: (table.rows[0], table.columns))


def find_cells(rules: Rules) -> list[Box]:
    """Return the smallest rectangles whose four corners are crossings and whose four sides are drawn."""
    if len(rules.level) * len(rules.upright) > 50 * _MOST_CROSSINGS:
        return []
    walls: defaultdict[Point, Segment] = defaultdict()
    floors: dict[Point, Segment] = {}
    for wall in rules.upright:
        for floor in rules.level:
            if wall.covers(floor.at, floor.at) and floor.covers(wall.at, wall.at):
                walls[wall.at, floor.at] = wall
                floors[wall.at, floor.at] = floor
    if len(walls) > _MOST_CROSSINGS:
        return []
    below: defaultdict[float, list[float]] = defaultdict(list)
    beside: defaultdict[float, list[float]] = defaultdict(list)
    for x, y in sorted(walls):
        below[x].append(y)
        beside[y].append(x)
    found: list[Box] = []
    for x, y in sorted(walls, key=lambda point: (point[1], point[0])):
        if (box := _smallest(x, y, walls, floors, below[x], beside[y])) is not None:
            found.append(box)
    return [box for box in found if box[2] - box[0] >= _SMALLEST and box[3] - box[1] >= _SMALLEST]


def find_places(table: DrawnTable, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, int | None]]:
    """Yield each piece with the number of the cell that its middle stands in, None where that is beside all of them."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for at, cell in enumerate(table.cells):
        # Its sides may be drawn a little beside the places of its rows.
        for row in range(cell.rows[0] - 1, cell.rows[1] + 1):
            by_row[row].append(at)
    for piece in pieces:
        near = by_row[bisect_right(table.rows, piece.center) - 1]
        yield piece, next((at for at in near if piece.is_in(table.cells[at].box)), None)


def _smallest(
    x: float, y: float, walls: dict[Point, Segment], floors: dict[Point, Segment], ys: list[float], xs: list[float]
) -> Box | None:
    for v in ys[bisect_left(ys, y) + 1 :]:
        if walls[x, v] != walls[x, y]:
            return None
        for u in xs[bisect_left(xs, x) + 1 :]:
            if floors[u, y] != floors[x, y]:
                break
            if (u, v) in walls and walls[u, v] == walls[u, y] and floors[u, v] == floors[x, v]:
                return x, y, u, v
    return None


def _touching(boxes: Iterable[Box]) -> list[list[Box]]:
    """Return the boxes in groups that share corners."""
    groups = [[box] for box in boxes]
    by_corner: dict[Point, int] = {}
    pairs = [
        (by_corner.setdefault(corner, own), own)
        for own, ((left, top, right, bottom),) in enumerate(groups)
        for corner in ((left, top), (right, top), (left, bottom), (right, bottom))
    ]
    return _unite(groups, pairs)


def _unite(groups: list[list[Box]], pairs: Iterable[tuple[int, int]]) -> list[list[Box]]:
    """Return the groups with those of each pair of numbers made one."""
    leader = list(range(len(groups)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for one, other in pairs:
        leader[find(other)] = find(one)
    united: defaultdict[int, list[Box]] = defaultdict(list)
    for number, group in enumerate(groups):
        united[find(number)].extend(group)
    return list(united.values())


def _join_spaced(groups: list[list[Box]]) -> list[list[Box]]:
    """Return the groups with those made one whose cells are framed one by one, with blank between them.

    Cells beside each other begin or end at one height. Below each other they join only where one of them stands in a
    row of several, so that two frames stay two.
    """
    for near, far in ((0, 2), (1, 3)):
        sizes = list(map(len, groups))
        ends: defaultdict[int, list[tuple[int, Box]]] = defaultdict(list)
        for number, group in enumerate(groups):
            for box in group:
                ends[int(box[far] // _SPACING)].append((number, box))
        pairs = [
            (other, number)
            for number, group in enumerate(groups)
            for box in group
            for slot in (int(box[near] // _SPACING) - 1, int(box[near] // _SPACING))
            for other, one in ends.get(slot, ())
            if other != number and (near == 0 or sizes[other] + sizes[number] > _ALONE)
            if _is_spaced(one, box, near, far)
        ]
        groups = _unite(groups, pairs)
    return groups


def _is_spaced(one: Box, other: Box, near: int, far: int) -> bool:
    """Whether a cell begins behind another one with a blank between, and they share a side across."""
    if not 0 < other[near] - one[far] <= _SPACING:
        return False
    starts, ends = abs(one[1 - near] - other[1 - near]), abs(one[5 - far] - other[5 - far])
    return min(starts, ends) <= JOIN


def _make_table(boxes: list[Box]) -> DrawnTable:
    columns = _places(side for left, _, right, _ in boxes for side in (left, right))
    rows = _places(side for _, top, _, bottom in boxes for side in (top, bottom))
    cells: list[DrawnCell] = []
    taken: set[tuple[int, int]] = set()
    for left, top, right, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        cell = DrawnCell(
            (left, top, right, bottom),
            (_nearest(rows, top), _nearest(rows, bottom)),
            (_nearest(columns, left), _nearest(columns, right)),
        )
        places = {(row, column) for row in range(*cell.rows) for column in range(*cell.columns)}
        if places and taken.isdisjoint(places):
            taken |= places
            cells.append(cell)
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) not in taken:  # a corner that is not drawn
                box = (columns[column], rows[row], columns[column + 1], rows[row + 1])
                cells.append(DrawnCell(box, (row, row + 1), (column, column + 1)))
    return DrawnTable(columns, rows, tuple(sorted(cells, key=lambda cell: (cell.rows[0], cell.columns[0]))))


def _places(sides: Iterable[float]) -> tuple[float, ...]:
    """Return where a table is parted, sides that nearly fall together as one: no letter has room between them."""
    found: list[float] = []
    for side in sorted(set(sides)):
        if not found or side - found[-1] > _SPACING:
            found.append(side)
    return tuple(found)


def _nearest(places: tuple[float, ...], side: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - side))
