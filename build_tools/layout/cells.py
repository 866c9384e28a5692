"""Rules → cells → tables: the smallest rectangles that rules enclose, and those of them that touch each other.

After the steps by which pdfplumber finds tables (edges, intersections, cells, tables), each a pure function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.layout.edges import JOIN, Rules, Segment
from build_tools.model.reading import Box

# Points: what is narrower or lower holds no letter.
_SMALLEST = 5.0
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
    boxes = find_cells(rules)
    return sorted((_make_table(group) for group in _touching(boxes)), key=lambda table: (table.rows[0], table.columns))


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
    groups: list[list[Box]] = []
    by_corner: dict[Point, int] = {}
    leader: list[int] = []

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for box in boxes:
        left, top, right, bottom = box
        own = len(groups)
        groups.append([box])
        leader.append(own)
        for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
            other = find(by_corner.setdefault(corner, own))
            mine = find(own)
            if other != mine:
                leader[mine] = other
                groups[other].extend(groups[mine])
                groups[mine] = []
    return [group for group in groups if group]


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
    """Return where a table is parted, sides that nearly fall together as one."""
    found: list[float] = []
    for side in sorted(set(sides)):
        if not found or side - found[-1] > JOIN:
            found.append(side)
    return tuple(found)


def _nearest(places: tuple[float, ...], side: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - side))
