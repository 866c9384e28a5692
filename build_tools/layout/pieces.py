"""A reading's lines, cut into pieces that stand somewhere on a page, and the rows that pieces make.

A piece is a stretch of one printed line; all later steps move pieces and never look into them.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from build_tools.hanzi.punctuation import GAPS, is_han
from build_tools.layout.edges import Segment
from build_tools.model.reading import Box, ReadLine, Stretch

# How deep letters reach below their baseline, in their size.
DESCENT = 0.14
# Pieces of one row overlap by so much of the lower one's height.
_OVERLAP = 0.5
# Sizes of letters that a machine has measured differ by this share.
_MEASURED = 0.12
_BLANKS = "\t" + GAPS
_LOOK = attrgetter("bold", "face", "size", "mark", "drop")  # of a stretch


@dataclass(frozen=True)
class Piece:
    """Characters `start:end` of line `line` of a reading, and where they stand on page `page`.

    `gone` tells that none of them is published; `left` to `bottom` in points.
    """

    line: int
    start: int
    end: int
    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    face: str = ""
    mark: str = ""
    gone: bool = False

    @property
    def middle(self) -> float:
        """Where its middle is from left to right."""
        return (self.left + self.right) / 2

    @property
    def center(self) -> float:
        """Where its middle is from top to bottom."""
        return (self.top + self.bottom) / 2

    def is_in(self, box: Box) -> bool:
        """Whether its middle stands in a box."""
        return box[0] <= self.middle < box[2] and box[1] <= self.center < box[3]


@dataclass(frozen=True)
class Row:
    """What is printed on one line within one column or cell, from left to right."""

    pieces: tuple[Piece, ...]

    @cached_property
    def shown(self) -> tuple[Piece, ...]:
        """Its pieces of which something is published."""
        return tuple(piece for piece in self.pieces if not piece.gone) or self.pieces

    @cached_property
    def text(self) -> str:
        """What it reads as, blanks at its ends left out."""
        return "".join(piece.text for piece in self.shown).strip(_BLANKS)

    @cached_property
    def main(self) -> Piece:
        """The piece that tells its size: the longest that is no sign of a note."""
        return max(self.shown, key=lambda piece: (not piece.mark, len(piece.text)))

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.pieces[0].page

    @cached_property
    def left(self) -> float:
        """Where it begins."""
        return min(piece.left for piece in self.shown)

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.shown)

    @cached_property
    def top(self) -> float:
        """Its upper edge: that of its main letters."""
        return self.main.top

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.main.bottom

    @cached_property
    def size(self) -> float:
        """Of most of its letters, in points."""
        sizes: Counter[float] = Counter()
        for piece in self.shown:
            sizes[0.0 if piece.mark else piece.size] += len(piece.text)
        return max(sizes, key=lambda size: (size > 0, sizes[size])) or self.main.size

    @cached_property
    def styles(self) -> tuple[tuple[bool, str], ...]:
        """(bold, face) of its first and its last Chinese letters; of all letters where there are none."""
        lettered = [piece for piece in self.shown if any(map(is_han, piece.text))] or list(self.shown)
        return tuple((piece.bold, piece.face) for piece in (lettered[0], lettered[-1]))

    @cached_property
    def box(self) -> Box:
        """(left, top, right, bottom)."""
        return self.left, self.top, self.right, self.bottom


def level_sizes(lines: Sequence[ReadLine], pages: Container[int]) -> list[ReadLine]:
    """Return the lines, those of `pages` that a machine has read in one size where they nearly are: it measures it."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text) * (line.page in pages)
    ordered = sorted(sizes.elements())
    usual = ordered[len(ordered) // 2] if ordered else 0.0

    def level(line: ReadLine) -> ReadLine:
        own = [stretch.size or line.size for stretch in line.stretches] or [line.size]
        if line.page not in pages or any(abs(size - usual) > _MEASURED * usual for size in own):
            return line
        return replace(line, size=usual, stretches=tuple(replace(stretch, size=0.0) for stretch in line.stretches))

    return [level(line) for line in lines]


def cut_pieces(lines: Sequence[ReadLine], walls: Mapping[int, Sequence[Segment]] | None = None) -> list[Piece]:
    """Return the pieces of printed lines, those without a place left out; none reaches over a wall."""
    walls = walls or {}
    return [piece for number, line in enumerate(lines) for piece in _cut_line(line, number, walls.get(line.page, ()))]


def _cut_line(line: ReadLine, number: int, walls: Sequence[Segment]) -> Iterator[Piece]:
    if line.box is None or not line.text:
        return
    left, top, right, bottom = line.box
    walls = [wall for wall in walls if left < wall.at < right and wall.start < (top + bottom) / 2 < wall.end]
    stretches = line.stretches or (Stretch(0, len(line.text), left=left, right=right),)
    # A blank goes with what stands before it, so that it stays where it is.
    joined: list[tuple[Stretch, int]] = []
    for stretch in stretches:
        if joined and not line.text[stretch.start : stretch.end].strip(_BLANKS):
            joined[-1] = (joined[-1][0], stretch.end)
        elif joined and _LOOK(joined[-1][0]) == _LOOK(stretch) and not _parts(joined[-1][0], stretch, line.size, walls):
            first = joined[-1][0]
            merged = Stretch(
                first.start, stretch.end, first.bold, first.face, first.size, first.mark, first.drop, first.left,
                stretch.right,
            )  # fmt: skip
            joined[-1] = (merged, stretch.end)
        else:
            joined.append((stretch, stretch.end))
    for stretch, end in joined:
        text = line.text[stretch.start : end]
        size = stretch.size or line.size
        is_blank = not text.strip(_BLANKS)
        yield Piece(
            number,
            stretch.start,
            end,
            text,
            line.page,
            stretch.left,
            top,
            stretch.right,
            bottom,
            size,
            stretch.bold or line.bold,
            stretch.face,
            stretch.mark,
            gone=bool(stretch.drop) or is_blank,
        )


def _parts(one: Stretch, other: Stretch, size: float, walls: Sequence[Segment]) -> bool:
    """Whether something stands between two stretches: a gap, or a drawn line, at which the reader cut."""
    is_cut = other.left - one.right > size / 2 or one.end == other.start
    return is_cut or any(one.right - size / 2 < wall.at < other.left + size / 2 for wall in walls)


def gather_rows(pieces: Iterable[Piece]) -> list[Row]:
    """Return the rows that pieces of one page and column make, from top to bottom."""
    rows: list[list[Piece]] = []
    highest: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.bottom, piece.left)):
        height = piece.bottom - piece.top
        for at in range(len(rows) - 1, max(len(rows) - 5, -1), -1):
            anchor = highest[at]
            overlap = min(anchor.bottom, piece.bottom) - max(anchor.top, piece.top)
            if overlap > _OVERLAP * min(height, anchor.bottom - anchor.top):
                rows[at].append(piece)
                if height > anchor.bottom - anchor.top:
                    highest[at] = piece
                break
        else:
            rows.append([piece])
            highest.append(piece)
    made = [Row(_mark_notes(sorted(row, key=lambda piece: (piece.left, piece.line, piece.start)))) for row in rows]
    return sorted(made, key=lambda row: (row.bottom, row.left))


def _mark_notes(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a row in order; those drawn apart and small and high, or low, are signs of notes."""
    largest = max(pieces, key=lambda piece: piece.size)
    marked: list[Piece] = []
    for piece in pieces:
        mark = piece.mark
        if not mark and piece.size < 0.8 * largest.size:
            rise = largest.bottom - DESCENT * largest.size - (piece.bottom - DESCENT * piece.size)
            mark = "sup" if rise > 0.15 * largest.size else "sub" if rise < -0.1 * largest.size else ""
        marked.append(piece if mark == piece.mark else replace(piece, mark=mark))
    return tuple(marked)


def split_at_gaps(row: Row, width: float) -> list[tuple[Piece, ...]]:
    """Return a row's pieces in groups that are parted by gaps of more than `width` points."""
    groups: list[list[Piece]] = []
    reach = 0.0
    for piece in row.pieces:
        if groups and piece.left - reach <= width:
            groups[-1].append(piece)
            reach = max(reach, piece.right)
        else:
            groups.append([piece])
            reach = piece.right
    return [tuple(group) for group in groups]


# What a line is not broken in: a word or a number with its signs, a letter, each with the stops behind it.
_TOKEN_RE = re.compile(
    r"[“‘《〈（(【「『〔]*(?:[.%+/_@:-]*[A-Za-z0-9][A-Za-z0-9.,%+/_@:-]*|[^\s])"
    r"[，。；：、！？）》〉”’】」』〕,.;:!?)%]*(?:[“‘].|(?<=[”’])(?:[A-Za-z0-9.%]+|\w))?"
)


def first_token_width(row: Row) -> float:
    """Return how wide the first thing of a row is that cannot be broken: a number, a word, a letter and its stop."""
    match = _TOKEN_RE.match(row.text)
    return sum(map(_measure, match[0])) * row.size if match else row.size


def _measure(char: str) -> float:
    """Width of a character as most faces have it, in its size."""
    return 0.9 if char == "%" else 0.67 if "A" <= char <= "Z" else 0.5 if ord(char) < 128 else 1.0


def pages_of(pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    """Return the pieces by page."""
    ordered = sorted(pieces, key=lambda piece: piece.page)
    return {page: list(group) for page, group in groupby(ordered, key=lambda piece: piece.page)}


_HANGS_RE = re.compile(
    r"(?<=[，。、；：！？”’）》】])[ \u3000]*+(?=[^ \u3000])|(?<![ \u3000])[ \u3000]*+(?=[“‘（《【])"
)


def cut_at_wall(piece: Piece, wall: float) -> tuple[Piece, ...]:
    """Return a piece in two where it goes over a wall between columns at a stop or a quote, which leave no gap."""
    widths = [*map(_measure, piece.text)]
    scale = (piece.right - piece.left) / (sum(widths) or 1.0)
    places = (
        (abs(piece.left + scale * sum(widths[: at.end()]) - wall), at.end()) for at in _HANGS_RE.finditer(piece.text)
    )
    distance, at = min(places, default=(piece.size, 0))
    if distance >= 0.8 * piece.size or not 0 < at < len(piece.text):
        return (piece,)
    return (
        replace(piece, end=piece.start + at, text=piece.text[:at], right=wall),
        replace(piece, start=piece.start + at, text=piece.text[at:], left=wall),
    )
