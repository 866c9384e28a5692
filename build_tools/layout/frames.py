"""Where text begins and ends from left to right, told from its rows: the margins of pages, columns and cells."""

import statistics
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.layout.pieces import Row
from build_tools.layout.row_search import ENDED_RE
from build_tools.model.reading import ReadPage

# Points: ends of rows that near to each other are one. Share of the rows that have to end there. Letters: an indent.
_NEAR, _SHARE, _INDENT = 3.0, 0.06, 2.0
_STOPS, _FEWEST = tuple("，。、；：！？”’）》"), 5
# Share of a page's width without its left margin on both sides; where lines end before so much of it, none is full.
_PLAUSIBLE = 0.75
# Share of the rows that end side by side where a column is as narrow, and beside it nothing stands.
_FLUSH = 0.5
# Share of the room from column to column that full lines take, at least.
_FILLED = 0.9
# Share of a page's rows that end side by side, and of the usual width that they fill, where it has a margin of its own.
_OWN_SHARE, _FILLED_PAGE = 0.3, 0.8
# A distance from line to line where nobody says, in letters.
_USUAL_PITCH = 1.6
# Distances that differ by less are one; of all, so many have to be it before they are that of lines or of paragraphs.
_SAME_PITCH, _PITCH_SHARE = 0.06, 0.12
# In distances from line to line: how far apart lines of one paragraph stand at most. Where paragraphs stand apart by
# less, half of what they do; a line with letters of another font is a seventh higher.
_APART, _CLEARLY = 1.45, 1.25


@dataclass(frozen=True, slots=True)
class Frame:
    """The margins of a column, in points, and whether they are those of a cell, in which short rows are usual."""

    left: float
    right: float
    is_cell: bool = False

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left


@dataclass(frozen=True)
class Measures:
    """What is measured over the whole text.

    Attributes:
        frames: (page, column) → its margins.
        pitches: size of letters → usual distance from line to line, in points, and from which on two lines are two
            paragraphs.
        size: of most letters.
        face: (bold, face) of most letters.
        indented: whether paragraphs begin with an indent (`paragraphs.begin_indented`).
    """

    frames: Mapping[tuple[int, int], Frame]
    pitches: Mapping[float, tuple[float, float]]
    size: float
    face: tuple[bool, str]
    indented: bool = False

    def pitch(self, size: float) -> float:
        """Return the usual distance between lines of a size."""
        return self.pitches.get(round(size, 1), (_USUAL_PITCH * size, 0.0))[0]

    def apart(self, size: float) -> float:
        """Return from which distance on two lines of a size are no longer one paragraph."""
        return self.pitches.get(round(size, 1), (0.0, _APART * _USUAL_PITCH * size))[1]


def measure(rows: Sequence[tuple[Row, int]], pages: Iterable[ReadPage]) -> Measures:
    """Return the measures of rows, each with the number of its column; rows are in the order of reading."""
    widths = {page.number: round(page.width) for page in pages}
    groups: defaultdict[tuple[int, int, int], list[Row]] = defaultdict(list)
    for row, column in rows:
        groups[widths[row.page], row.page % 2, column].append(row)
    margins = {key: _find_margins(group, key[0] if key[2] == 0 else 0.0) for key, group in groups.items()}
    for width, side, column in list(margins):
        left, right = margins.get((width, side, 1)), margins.get((width, side, 2))
        if column == 1 and left and right:
            # Two columns are equally wide, and a letter apart where none of their lines is full.
            first = groups[width, side, 1]
            told = _end_flush(first, left.right) or _end_flush(groups[width, side, 2], right.right)
            room = 0.0 if told else (right.left - left.left - first[0].size) * _FILLED
            wide = max(left.width, right.width, room)
            margins[width, side, 1] = left = Frame(left.left, left.left + wide)
            margins[width, side, 2] = right = Frame(right.left, right.left + wide)
        # What goes across two columns is as wide as both.
        if (width, side, 0) in margins and left and right:
            margins[width, side, 0] = Frame(left.left, right.right)
    # Where the margins of left and right pages agree, both know more together.
    for (width, side, column), own in list(margins.items()):
        twin = margins.get((width, 1 - side, column))
        if twin and abs(twin.left - own.left) < 4 * _NEAR and abs(twin.right - own.right) < 8 * _NEAR:
            margins[width, side, column] = Frame(min(own.left, twin.left), max(own.right, twin.right))
    sizes: Counter[float] = Counter()
    faces: Counter[tuple[bool, str]] = Counter()
    distances: defaultdict[float, list[float]] = defaultdict(list)
    inner: defaultdict[float, list[float]] = defaultdict(list)  # within a paragraph, beyond doubt
    for row, _ in rows:
        sizes[round(row.size, 1)] += len(row.text)
        for piece in row.shown:
            faces[piece.bold, piece.face] += len(piece.text)
    for (row, column), (below, other) in pairwise(rows):
        if (row.page, column) == (below.page, other) and abs(row.size - below.size) < 0.1 and below.bottom > row.bottom:
            distances[round(row.size, 1)].append(below.bottom - row.bottom)
            margin = margins[widths[row.page], row.page % 2, column]
            if (
                margin.right - row.right < row.size
                and not ENDED_RE.search(row.text)
                and below.left < margin.left + _NEAR
            ):
                inner[round(row.size, 1)].append(below.bottom - row.bottom)
    by_page: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row, column in rows:
        by_page[row.page, column].append(row)
    frames = {key: _fit_page(margins[widths[key[0]], key[0] % 2, key[1]], own) for key, own in by_page.items()}
    pitches = {size: _find_pitches(found, inner[size]) for size, found in distances.items()}
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    return Measures(frames, pitches, body, faces.most_common(1)[0][0] if faces else (False, ""))


def _fit_page(frame: Frame, rows: Sequence[Row]) -> Frame:
    """Return the margins of one page: parts of a file may be set narrower, and end their lines side by side there."""
    starts, ends = sorted(row.left for row in rows), sorted(row.right for row in rows)
    enough = max(_FEWEST, _OWN_SHARE * len(rows))
    plain = sorted(row.right for row in rows if not row.text.endswith(_STOPS))
    if not plain or _count(plain, plain[-1] - _NEAR / 2, plain[-1]) < enough:
        return frame
    # A stop may hang over the margin.
    right = min(frame.right, max(plain[-1], ends[-1] - rows[0].size / 2))
    is_flush = starts[0] > frame.left and _count(starts, starts[0], starts[0] + _NEAR / 2) >= enough
    left = starts[0] if is_flush else frame.left
    return Frame(left, right) if right - left > _FILLED_PAGE * frame.width else frame


def _end_flush(rows: Sequence[Row], right: float) -> bool:
    """Whether so many rows end side by side at the right that they are full."""
    ends = sorted(row.right for row in rows)
    return _count(ends, right - 2 * _NEAR, right + _NEAR) >= max(_FEWEST, _OWN_SHARE * len(rows))


def _find_margins(rows: Sequence[Row], width: float) -> Frame:
    """Return where rows begin and end: the outermost places that enough of them share.

    Where those of the only column of a page, `width` points wide, end long before its margin, no row is full.
    """
    enough = max(2, round(_SHARE * len(rows)))
    lefts = sorted(row.left for row in rows)
    left = next((at for at in lefts if _count(lefts, at, at + _NEAR) >= enough), lefts[0])
    # Where hardly a paragraph has two lines, the second of one tells what the first of all stand in by.
    for above, row in pairwise(rows):
        indent = above.left - row.left
        if abs(above.left - left) < _NEAR and abs(indent - _INDENT * row.size) < row.size / 4:
            left = row.left
            break
    # A stop may hang over the margin.
    plain = [row.right for row in rows if not row.text.endswith(_STOPS)]
    ends = sorted(plain if len(plain) >= _FEWEST else [row.right for row in rows])
    right = next((at for at in reversed(ends) if _count(ends, at - 2 * _NEAR, at) >= enough), ends[-1])
    if right - left < _PLAUSIBLE * (width - 2 * left) and _count(ends, right - 2 * _NEAR, right) < _FLUSH * len(rows):
        right = max(right, width - left)
    return Frame(left, right)


def _find_pitches(distances: Sequence[float], inner: Sequence[float]) -> tuple[float, float]:
    """Return the distance between the lines of a paragraph, and the one from which on paragraphs stand apart.

    Where many paragraphs are of one line, most distances are those between paragraphs: the smallest common one counts,
    or what stands between lines that are `inner` ones beyond doubt.
    """
    usual = statistics.median_low(distances)
    if inner and (pitch := statistics.median_low(inner)) * _CLEARLY < usual:
        return pitch, (pitch + usual) / 2
    ordered = sorted(distances)
    enough = max(_FEWEST - 1, _PITCH_SHARE * len(ordered))
    common = [at for at in ordered if _count(ordered, at, at * (1 + _SAME_PITCH)) >= enough] or [usual]
    pitch = min(common[0] * (1 + _SAME_PITCH / 2), usual)
    wider = next((at for at in common if at > _CLEARLY * pitch), 2 * _APART * pitch)
    return pitch, min(_APART * pitch, (pitch + wider) / 2)


def _count(places: Sequence[float], start: float, end: float) -> int:
    """Return how many of some places in order lie between two of them."""
    return bisect_right(places, end) - bisect_left(places, start)
