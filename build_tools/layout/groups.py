"""Names of groups in the first column of a table that no rule parts: which rows each of them stands for.

A name set in the middle of its rows has as much of them above as below it: with the rows known, one way of parting
them fits all names, or none does. Names set at the top each stand beside the first line of a row; where they do, and
not in the middle of what the first way gives them, the rows below without one are theirs.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from build_tools.layout.pieces import Piece, Row, gather_rows

# In letters: lines of one name stand nearer than this; how far from the middle of its rows a name may stand.
_APART, _OFF_MIDDLE = 0.5, 0.75
# In letters: how far from the top or the middle of its row a line may stand.
_LEVEL = 0.5
# In letters: how far a name that is set so stands from the first line of its row, or the middle of its rows' lines.
_SET = 0.25
_FEWEST_GROUPS = 2


def find_names(pieces: Sequence[Piece], rows: Sequence[float] = ()) -> list[tuple[float, float]]:
    """Return where the words of one column stand that are nearer to each other than rows are: (top, bottom) of each.

    Lines each of which stands at the top or in the middle of a row of its own, where `rows` part them, are two names.
    """
    names: list[tuple[float, float]] = []
    last_home = 0
    for row in gather_rows(piece for piece in pieces if not piece.gone):
        home = _find_home(row, rows)
        if names and row.top - names[-1][1] < _APART * row.size and not 0 < last_home < home:
            names[-1] = names[-1][0], row.bottom
        else:
            names.append((row.top, row.bottom))
        last_home = home
    return names


def _find_home(row: Row, rows: Sequence[float]) -> int:
    """Return the number of the row, from 1, at whose top or in whose middle a line stands, 0 for none."""
    center = (row.top + row.bottom) / 2
    at = bisect_right(rows, center)
    if not 0 < at < len(rows):
        return 0
    is_middle = abs(center - (rows[at - 1] + rows[at]) / 2) < _LEVEL * row.size
    return at if is_middle or row.top - rows[at - 1] < _LEVEL * row.size else 0


def fit_groups(names: Sequence[tuple[float, float]], rows: Sequence[float], size: float) -> list[tuple[int, int]]:
    """Return the rows, half-open, that each name stands in the middle of, empty where they do not fit.

    Args:
        names: (top, bottom) of each, from top to bottom.
        rows: heights that part the rows, top and bottom of all included.
        size: of the letters, in points.
    """
    # What goes on from the page before has no name here, at the top or below the head that is printed again.
    heads = [0, 1] if _is_near(names[:1], rows[:2], size) else [0]
    for skipped in heads:
        for first in range(skipped, len(rows) - len(names) + skipped):
            spans = [(0, 1)] * skipped
            if _fit_from(first, names[skipped:], rows, size, spans):
                return spans
    return []


def fit_tops(
    names: Sequence[tuple[float, float]], lines: Sequence[tuple[float, float]], middles: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the rows, half-open, at whose top each name stands, or `middles` if that says it better.

    One name above rows without any proves nothing: their cells may be empty.

    Args:
        names: (top, bottom) of each, from top to bottom.
        lines: (top, bottom) of what is printed in each row beside the names.
        middles: what `fit_groups` gives.
    """
    near = _SET * min(bottom - top for top, bottom in names)
    is_middle = bool(middles) and all(
        abs(lines[first][0] + lines[last - 1][1] - top - bottom) / 2 <= near
        for (first, last), (top, bottom) in zip(middles, names, strict=False)
    )
    homes = [at for at, (line, _) in enumerate(lines) if any(abs(line - top) <= near for top, _ in names)]
    if is_middle or len(homes) != len(names) or homes[0]:
        return list(middles)
    spans = list(pairwise([*homes, len(lines)]))
    return spans if sum(last - first > 1 for first, last in spans) >= _FEWEST_GROUPS else []


def _fit_from(
    first: int, names: Sequence[tuple[float, float]], rows: Sequence[float], size: float, spans: list[tuple[int, int]]
) -> bool:
    """Add the rows that each name stands in the middle of, from a row on, and tell whether they fit to the last one."""
    at, last = first, len(rows) - 1
    for top, bottom in names:
        off, end = min(
            ((abs((rows[at] + rows[to]) - top - bottom) / 2, to) for to in range(at + 1, last + 1)),
            default=(2 * size, at),
        )
        if off > _OFF_MIDDLE * size:
            return False
        spans.append((at, end))
        at = end
    return at == last


def _is_near(names: Sequence[tuple[float, float]], sides: Sequence[float], size: float) -> bool:
    """Whether a name stands in the middle of a row."""
    return len(names) == 1 and abs(sum(names[0]) - sum(sides)) / 2 <= _OFF_MIDDLE * size


def has_names_of_groups(columns: Sequence[Sequence[Piece]]) -> bool:
    """Whether the first of some columns has fewer words that stand apart than another one, and no numbers."""
    if not columns[0] or any(piece.text.strip().isdecimal() for piece in columns[0]):
        return False
    return len(find_names(columns[0])) < max(len(find_names(own)) for own in columns[1:])


def by_column(pieces: Sequence[Piece], columns: Sequence[float]) -> list[list[Piece]]:
    """Return the pieces whose middle stands in each column."""
    return [[piece for piece in pieces if left <= piece.middle < right] for left, right in pairwise(columns)]
