"""What is drawn on a PDF page → its edges: straight lines, and the sides of rectangles that are filled."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from build_tools.model.reading import Box

Point = tuple[float, float]

# Points. A rectangle as thin as that is a line; a line as slanted as that is level; one as short is a dot.
_THIN, _LEVEL, _SHORTEST = 3.0, 1.0, 3.0
_FEWEST_CORNERS = 3
# Dashes and dots of one line: at most so long, at least so many, parted by no more than this.
_DASH, _FEWEST_DASHES, _DASH_GAP = 8.0, 4, 6.0
# A filled rectangle that is nearly the page is its ground.
_GROUND = 0.95
# A page with more edges than any table has is a drawing.
_MOST_EDGES = 8000


@dataclass(frozen=True, slots=True)
class Matrix:
    """(x, y) → (a·x + c·y + e, b·x + d·y + f), as ISO 32000-1, 8.3.3 has it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does what `first` does and then what `second` does."""
    e, f = second.apply(first.e, first.f)
    return Matrix(
        first.a * second.a + first.b * second.c,
        first.a * second.b + first.b * second.d,
        first.c * second.a + first.d * second.c,
        first.c * second.b + first.d * second.d,
        e,
        f,
    )


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """Lines through points, in points from the upper left corner of the page, and how they are painted."""

    parts: tuple[tuple[Point, ...], ...]
    filled: bool
    stroked: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is on a page beside its characters: paths, and the boxes of pictures."""

    paths: tuple[DrawnPath, ...] = ()
    pictures: tuple[Box, ...] = ()


def find_edges(drawing: Drawing, size: tuple[float, float]) -> tuple[Box, ...]:
    """Return the level and upright edges on a page of that size, each once, from top to bottom; none of a drawing."""
    found: set[Box] = set()
    dashes: list[Box] = []
    for path in drawing.paths:
        for part in path.parts:
            if path.stroked:
                found.update(_straight(part))
            if path.filled and (box := _rectangle(part)) is not None:
                found.update(_sides(box, size))
                if min(box[2] - box[0], box[3] - box[1]) <= _THIN and max(box[2] - box[0], box[3] - box[1]) < _DASH:
                    dashes.append(box)
        if len(found) > _MOST_EDGES:
            return ()
    found.update(_join_dashes(dashes))
    return tuple(sorted(found, key=lambda edge: (edge[1], edge[0], edge[3], edge[2])))


def _join_dashes(dashes: list[Box]) -> list[Box]:
    """Return the lines that dashes and dots in a row make; a dot may belong to a level line and to an upright one."""
    found: list[Box] = []
    for near, far in ((0, 2), (1, 3)):
        rows: defaultdict[int, list[Box]] = defaultdict(list)
        for box in dashes:
            if box[far] - box[near] > box[5 - far] - box[1 - near] - _LEVEL:
                rows[round(box[1 - near])].append(box)
        for row in rows.values():
            row.sort(key=itemgetter(near))
            gaps = [at for at in range(1, len(row)) if row[at][near] - row[at - 1][far] > _DASH_GAP]
            for first, last in pairwise([0, *gaps, len(row)]):
                if last - first >= _FEWEST_DASHES:
                    start, end = row[first][near], row[last - 1][far]
                    at = (row[first][1 - near] + row[first][5 - far]) / 2
                    found.append(_round(start, at, end, at) if near == 0 else _round(at, start, at, end))
    return found


def _straight(part: tuple[Point, ...]) -> list[Box]:
    edges: list[Box] = []
    for (x, y), (u, v) in pairwise(part):
        if abs(y - v) <= _LEVEL and abs(x - u) >= _SHORTEST:
            edges.append(_round(min(x, u), (y + v) / 2, max(x, u), (y + v) / 2))
        elif abs(x - u) <= _LEVEL and abs(y - v) >= _SHORTEST:
            edges.append(_round((x + u) / 2, min(y, v), (x + u) / 2, max(y, v)))
    return edges


def _rectangle(part: tuple[Point, ...]) -> Box | None:
    """Return the rectangle that a closed part is, None for another shape; a thin one may have slanted ends."""
    xs, ys = sorted(x for x, _ in part), sorted(y for _, y in part)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        return box
    # All its corners are those of the box.
    at_corners = all(
        min(abs(x - box[0]), abs(x - box[2])) <= _LEVEL and min(abs(y - box[1]), abs(y - box[3])) <= _LEVEL
        for x, y in part
    )
    return box if at_corners and len(part) > _FEWEST_CORNERS else None


def _sides(box: Box, size: tuple[float, float]) -> list[Box]:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if width * height > _GROUND * size[0] * size[1]:
        return []
    if height <= _THIN:
        return [_round(left, (top + bottom) / 2, right, (top + bottom) / 2)] if width >= _SHORTEST else []
    if width <= _THIN:
        return [_round((left + right) / 2, top, (left + right) / 2, bottom)]
    return [
        _round(left, top, right, top),
        _round(left, bottom, right, bottom),
        _round(left, top, left, bottom),
        _round(right, top, right, bottom),
    ]


def _round(left: float, top: float, right: float, bottom: float) -> Box:
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
