"""A page of an OFD file → its characters with their places, and what is drawn on it.

Takes the XML of the page and of its templates; lengths are millimetres in it and points in what is given. An object
has a box on the page and a matrix of its own (GB/T 33190-2016, 8.5 and 11).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, isfinite

from build_tools.messages import _
from build_tools.model.reading import Box
from build_tools.reading.docx_xml import Node
from build_tools.reading.pdf_drawing import Drawing, DrawnPath, Matrix, Point, multiply
from build_tools.reading.pdf_frame import PageFrame
from build_tools.reading.pdf_lines import Glyph, measure_along

POINTS = 72 / 25.4
"""Of a millimetre."""
_MOST_OBJECTS, _MOST_REPEATS, _MOST_TOKENS = 50_000, 100_000, 20_000
_DEEPEST = 20
_LARGEST = 20_000.0  # points of a page's side, and of any distance in it
_LAST_NARROW = 0xFF
_BOLD_WEIGHT = 600
_WHITE_RE = re.compile(r"\s*255\s+255\s+255\s*|\s*255\s*")
_STRAIGHT = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}  # sign of a path's step → its numbers
_BLOCKS = frozenset({"other:Content", "other:Layer", "other:PageBlock"})
_PICTURES = frozenset({"other:ImageObject", "other:CompositeObject"})
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_UPRIGHT = PageFrame(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Face:
    """A font: its name, and whether it is bold."""

    name: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Resources:
    """What the pages of a document share: fonts and drawn units, by id."""

    faces: dict[str, Face]
    units: dict[str, Node]


@dataclass(frozen=True, slots=True)
class OfdPage:
    """What was read of a page; its size in points."""

    glyphs: tuple[Glyph, ...]
    drawing: Drawing
    size: tuple[float, float]


def read_box(text: str) -> Box | None:
    """Return "x y width height" as (left, top, right, bottom), None where it is none."""
    numbers = _read_numbers(text)
    if len(numbers) != 4:
        return None
    return numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]


def read_page(contents: Sequence[Node], paper: Box, resources: Resources) -> OfdPage:
    """Return what stands on a page.

    Args:
        contents: the roots of the page and of its templates, in the order of drawing.
        paper: the page's box in mm.
        resources: of the document.

    Raises:
        OverflowError: the page has more objects than any.
    """
    size = tuple(min(max(side * POINTS, 1.0), _LARGEST) for side in (paper[2] - paper[0], paper[3] - paper[1]))
    page = Matrix(POINTS, 0, 0, POINTS, -paper[0] * POINTS, -paper[1] * POINTS)
    glyphs: list[Glyph] = []
    paths: list[DrawnPath] = []
    pictures: list[Box] = []
    for item, outer in _list_objects(contents, page, resources.units):
        # Programs write boxes of no height and below zero; what stands in one is printed all the same.
        box = read_box(item.get("Boundary")) or _NOWHERE
        matrix = _place(item, box, outer)
        if item.name == "other:TextObject":
            glyphs.extend(_read_text(item, matrix, resources.faces, (size[0], size[1])))
        elif item.name == "other:PathObject":
            if (path := _read_path(item, matrix)) is not None:
                paths.append(path)
        else:
            (left, top), (right, bottom) = outer.apply(box[0], box[1]), outer.apply(box[2], box[3])
            pictures.append((max(0.0, left), max(0.0, top), min(size[0], right), min(size[1], bottom)))
    shown = tuple(box for box in pictures if box[0] < box[2] and box[1] < box[3])
    return OfdPage(tuple(glyphs), Drawing(tuple(paths), shown), (size[0], size[1]))


def _place(item: Node, box: Box, outer: Matrix) -> Matrix:
    """Return what places the inside of an object on the page."""
    return multiply(multiply(_read_matrix(item.get("CTM")), Matrix(e=box[0], f=box[1])), outer)


def _list_objects(contents: Sequence[Node], page: Matrix, units: dict[str, Node]) -> Iterator[tuple[Node, Matrix]]:
    """Yield texts, paths and pictures in the order of drawing, each with what places its box on the page.

    A composite object is opened where it is a unit of the document's resources; one that is not counts as a picture.
    """
    pending = [(node, page, 0) for root in contents for node in root.all("other:Content")][::-1]
    seen = 0
    while pending:
        node, outer, depth = pending.pop()
        seen += 1
        if seen > _MOST_OBJECTS:
            raise OverflowError(_("a page has more than {most} objects", most=_MOST_OBJECTS))
        unit = units.get(node.get("ResourceID")) if node.name == "other:CompositeObject" else None
        if node.name in _BLOCKS and depth < _DEEPEST:
            pending.extend((child, outer, depth + 1) for child in reversed(node.children))
        elif unit is not None and depth < _DEEPEST:
            inner = _place(node, read_box(node.get("Boundary")) or _NOWHERE, outer)
            pending.extend((child, inner, depth + 1) for child in reversed(unit.all("other:Content")))
        elif node.name in ("other:TextObject", "other:PathObject", *_PICTURES):
            yield node, outer


def _read_text(item: Node, matrix: Matrix, faces: dict[str, Face], size: tuple[float, float]) -> Iterator[Glyph]:
    """Yield the characters of a text, each where it is drawn."""
    face = faces.get(item.get("Font"), Face(""))
    letter = _read_number(item.get("Size"))
    height = max(letter * hypot(matrix.c, matrix.d), 0.1)
    bold = face.bold or _read_number(item.get("Weight")) >= _BOLD_WEIGHT
    unseen = item.get("Visible") == "false" or (item.get("Fill") == "false" and item.get("Stroke") != "true")
    turn = _UPRIGHT.turn(matrix.a, -matrix.b)
    x = y = 0.0
    for code in item.all("other:TextCode"):
        x = _read_number(code.get("X")) if code.get("X") else x
        y = _read_number(code.get("Y")) if code.get("Y") else y
        across, down = _read_deltas(code.get("DeltaX")), _read_deltas(code.get("DeltaY"))
        for at, char in enumerate(code.text.replace("\n", "").replace("\r", "")):
            width = letter / 2 if ord(char) <= _LAST_NARROW else letter
            step = across[at] if at < len(across) else 0.0 if down else width
            drawn = min(width, step) if step > 0 else width
            start, end = matrix.apply(x, y), matrix.apply(x + drawn, y)
            left, right, base = _measure(start, end, height, turn)
            outside = max(start[0], end[0]) <= 0 or min(start[0], end[0]) >= size[0] or not 0 <= start[1] <= size[1]
            yield Glyph(char, left, right, base, height, bold, face.name, hidden=unseen or outside, turn=turn)
            x, y = x + step, y + (down[at] if at < len(down) else 0.0)


def _measure(start: Point, end: Point, height: float, turn: int) -> tuple[float, float, float]:
    """Return (left, right, base) along the direction of writing."""
    xs, ys = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if turn in (0, -1):
        return xs[0], max(xs[1], xs[0] + height / 4), start[1]
    return measure_along(xs, ys, start, turn)


def _read_path(item: Node, matrix: Matrix) -> DrawnPath | None:
    """Return a path's straight lines; None where it shows nothing."""
    filled = item.get("Fill") == "true" and not _is_white(item.child("other:FillColor"))
    stroked = item.get("Stroke") != "false" and not _is_white(item.child("other:StrokeColor"))
    data = item.child("other:AbbreviatedData")
    if data is None or not (filled or stroked):
        return None
    parts: list[list[Point]] = []
    tokens = iter(data.text.split(None, _MOST_TOKENS)[:_MOST_TOKENS])
    for sign in tokens:
        if sign == "C":
            if parts and parts[-1]:
                parts[-1].append(parts[-1][0])
            continue
        numbers = [_read_number(next(tokens, "0")) for _ in range(_STRAIGHT.get(sign, 0))]
        if len(numbers) < 2:
            continue
        point = matrix.apply(numbers[-2], numbers[-1])
        if sign == "L" and parts:
            parts[-1].append(point)
        else:  # a curve is no edge: what follows begins at its end
            parts.append([point])
    return DrawnPath(tuple(tuple(part) for part in parts if len(part) > 1), filled, stroked)


def _is_white(colour: Node | None) -> bool:
    return colour is not None and (_WHITE_RE.fullmatch(colour.get("Value")) is not None or colour.get("Alpha") == "0")


def _read_matrix(text: str) -> Matrix:
    numbers = _read_numbers(text)
    return Matrix(*numbers) if len(numbers) == 6 else Matrix()


def _read_deltas(text: str) -> list[float]:
    """Return the distances between characters; "g 3 5.6" stands for three of 5.6."""
    found: list[float] = []
    tokens = iter(text.split())
    for token in tokens:
        if token == "g":  # noqa: S105 (no password)
            count, step = int(_read_number(next(tokens, "0"))), _read_number(next(tokens, "0"))
            found.extend([step] * min(max(count, 0), _MOST_REPEATS))
        else:
            found.append(_read_number(token))
    return found


def _read_numbers(text: str) -> list[float]:
    return [_read_number(part) for part in text.split()[:16]]


def _read_number(text: str) -> float:
    """Return a number, 0 where it is none that a page has."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if isfinite(number) and abs(number) <= _LARGEST else 0.0
