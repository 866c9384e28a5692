"""Lines that are written in another direction than the page: watermarks, and words set upright in a narrow cell."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from build_tools.layout.cells import DrawnTable
from build_tools.layout.parts import Part
from build_tools.layout.pieces import Piece, Row
from build_tools.model.reading import ReadLine

# Points by which a line may be elsewhere on another page; how often a slanted one has to stand somewhere.
_SLACK, _OFTEN = 8.0, 3


def set_aside_turned(
    lines: Sequence[ReadLine], tables: Mapping[int, Sequence[DrawnTable]]
) -> tuple[dict[int, list[Part]], dict[int, list[Piece]]]:
    """Return by page the lines that are set aside, and those that stand in a cell of one of its tables.

    What several pages have at one place is dropped, and so is what is slanted and said again and again.
    """
    turned = [(at, line) for at, line in enumerate(lines) if (line.turn or line.box is None) and line.figure is None]
    places = Counter({(_place(line), line.page) for _, line in turned})
    repeated = Counter(place for place, _ in places)
    slanted = Counter(line.text for _, line in turned if line.turn < 0)
    aside: dict[int, list[Part]] = defaultdict(list)
    celled: dict[int, list[Piece]] = defaultdict(list)
    for at, line in turned:
        left, top, right, bottom = line.box or (0.0, 0.0, 0.0, 0.0)
        size = line.size or 1.0
        piece = Piece(at, 0, len(line.text), line.text, line.page, left, top, right, bottom, size, line.bold)
        is_furniture = line.box is not None and (repeated[_place(line)] > 1 or slanted[line.text] >= _OFTEN)
        boxes = [table.box for table in tables.get(line.page, ()) if len(table.cells) > 1]
        if line.turn > 0 and not is_furniture and any(map(piece.is_in, boxes)):
            celled[line.page].append(piece)
        else:
            aside[line.page].append(Part((Row((piece,)),), drop="running-head" if is_furniture else ""))
    return aside, celled


def _place(line: ReadLine) -> tuple[str, int, int]:
    left, top, _, _ = line.box or (0.0, 0.0, 0.0, 0.0)
    return line.text, round(left / _SLACK), round(top / _SLACK)
