"""Arranged pieces → a reading of paragraphs and tables, with the proof that none of its characters is lost.

Takes a reading of printed lines and what was arranged of it; gives a reading in the order of the text, as formats with
paragraphs have it. Each character of the printed lines stands in it once. Where a line ends between two Latin words, a
blank is printed that no character of the file is: it is computed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from build_tools.errors import FidelityError
from build_tools.layout.hyphens import Hyphens, read_hyphens
from build_tools.layout.parts import Figure, Part
from build_tools.layout.pieces import Piece, Row
from build_tools.messages import _
from build_tools.model.reading import Box, ComputedText, Reading, ReadLine, ReadTable, Stretch
from build_tools.model.table import Rows, map_cells

_BLANKS = " \t\u3000\u00a0"
_WORD_RE = re.compile(r"[A-Za-z0-9,.;:)%]")
_LETTER_RE = re.compile(r"[A-Za-z(]")
# In letters: a gap between pieces of one row that parts words.
_GAP = 0.9


@dataclass(frozen=True)
class ComposedTable:
    """A table of paragraphs."""

    rows: Rows[Part]


def compose_reading(
    reading: Reading, lines: Sequence[ReadLine], arranged: Iterable[Part | ComposedTable | Figure]
) -> Reading:
    """Return the reading that arranged parts make.

    Args:
        reading: of the file.
        lines: its lines, in order.
        arranged: all of them, in the order of the text.

    Raises:
        FidelityError: a character of the lines stands in no part, or in two.
    """
    used: list[tuple[int, int, int]] = []
    hyphens = read_hyphens(line.text for line in lines)

    def compose(part: Part) -> ReadLine:
        used.extend((piece.line, piece.start, piece.end) for row in part.rows for piece in row.pieces)
        return _compose_part(part, lines, hyphens)

    pieces: list[ReadLine | ReadTable] = []
    for item in arranged:
        if isinstance(item, Figure):
            used.append((item.line, 0, len(lines[item.line].text)))
            pieces.append(lines[item.line])
        elif isinstance(item, Part):
            pieces.append(compose(item))
        else:
            pieces.append(ReadTable(map_cells(item.rows, lambda parts: map(compose, parts))))
    _prove(lines, used)
    return replace(reading, pieces=tuple(pieces))


def _prove(lines: Sequence[ReadLine], used: list[tuple[int, int, int]]) -> None:
    """Raise FidelityError unless the stretches cover each line from its first character to its last, once."""
    reached = [0] * len(lines)
    for number, start, end in sorted(used):
        if start != reached[number]:
            raise _broken(lines[number], min(start, reached[number]))
        reached[number] = end
    for line, end in zip(lines, reached, strict=True):
        if end != len(line.text):
            raise _broken(line, end)


def _broken(line: ReadLine, at: int) -> FidelityError:
    return FidelityError(
        _("page {page}: {text!r} is arranged not at all, or twice", page=line.page, text=line.text[at : at + 30]),
        remedy=_("this is a defect of the converter, not of the document: please report it with the file"),
    )


@dataclass
class _Builder:
    """A paragraph that grows piece by piece."""

    hyphens: Hyphens
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    computed: list[ComputedText] = field(default_factory=list)

    def add(self, piece: Piece, line: ReadLine, size: float, drop: str) -> None:
        """Append a piece with the stretches of its line."""
        shift = len(self.text) - piece.start
        stretches = line.stretches or (Stretch(0, len(line.text)),)
        first = bisect_right(stretches, piece.start, key=lambda stretch: stretch.end)
        for stretch in map(stretches.__getitem__, range(first, len(stretches))):
            if stretch.start >= piece.end:
                break
            start, end = max(stretch.start, piece.start), min(stretch.end, piece.end)
            own = stretch.size or line.size
            styled = Stretch(
                start + shift,
                end + shift,
                stretch.bold or line.bold,
                stretch.face,
                0.0 if abs(own - size) < 0.1 else own,
                stretch.mark or piece.mark,
                stretch.drop or drop,
            )
            last = self.stretches[-1] if self.stretches else None
            if last and last.end == styled.start and replace(last, start=0, end=0) == replace(styled, start=0, end=0):
                self.stretches[-1] = replace(last, end=styled.end)
            else:
                self.stretches.append(styled)
        self.text += piece.text

    def part_words(self, piece: Piece, *, gap: float, filled: bool = False) -> None:
        """Part a piece from what stands in front of it: by a blank where two words would run together.

        `gap` is the distance between them in letters, below zero at the end of a printed line; `filled`: the piece was
        drawn apart, so a blank before it stands for the room that it fills, if one of the two is a sign.
        """
        bare = self.text.rstrip(_BLANKS)
        following = piece.text.lstrip(_BLANKS)
        if not bare or not following:
            return
        blank = len(bare) < len(self.text) or len(following) < len(piece.text)
        if gap < 0:
            before, after = bare[-1], following[0]
            if self.hyphens.parts_word(bare, following):
                self._drop(len(bare) - 1, len(self.text), "hyphenation")
            elif _WORD_RE.match(before) and _LETTER_RE.match(after):
                if not blank:
                    self._compute(piece)
            elif len(bare) < len(self.text) and not (_WORD_RE.match(before) and _WORD_RE.match(after)):
                self._drop(len(bare), len(self.text), "indent")
        elif gap > _GAP and not blank:
            self._compute(piece)
        elif filled and gap < _GAP and not (bare[-1].isalnum() and following[0].isalnum()):
            self._drop(len(bare), len(self.text), "letter-spacing")

    def _compute(self, piece: Piece) -> None:
        source = f"page {piece.page}: a gap in front of «{piece.text[:10]}»"
        self.computed.append(ComputedText(len(self.text), " ", "word-gap", source))

    def _drop(self, start: int, end: int, rule: str) -> None:
        """Let characters `start:end`, the last ones, be dropped by a rule."""
        kept: list[Stretch] = []
        for stretch in self.stretches:
            if stretch.end <= start or stretch.drop:
                kept.append(stretch)
                continue
            if stretch.start < start:
                kept.append(replace(stretch, end=start))
            kept.append(replace(stretch, start=max(start, stretch.start), end=end, drop=rule))
        self.stretches = kept


def _compose_part(part: Part, lines: Sequence[ReadLine], hyphens: Hyphens) -> ReadLine:
    built = _Builder(hyphens)
    size = max(part.rows, key=lambda row: len(row.text)).size
    last: Row | None = None
    turns: list[tuple[int, int]] = []
    for row in part.rows:
        if last is not None and row.page != last.page:
            turns.append((len(built.text), row.page))
        before: Piece | None = None
        for piece in row.pieces:
            if before is not None and not piece.gone and not before.gone:
                built.part_words(
                    piece, gap=max(0.0, (piece.left - before.right) / piece.size), filled=piece.line != before.line
                )
            elif before is None and last is not None:
                built.part_words(piece, gap=-1.0)
            built.add(piece, lines[piece.line], size, part.drop)
            before = piece if not piece.gone else before
        last = row
    page = part.rows[0].page
    boxes = [row.box for row in part.rows if row.page == page]
    is_bold = all(stretch.bold for stretch in built.stretches)
    plain = [stretch for stretch in built.stretches if _says_something(stretch, is_bold=is_bold)]
    return ReadLine(
        built.text,
        stretches=tuple(replace(stretch, bold=False) if is_bold else stretch for stretch in plain),
        computed=tuple(built.computed),
        centered=part.centered,
        bold=is_bold,
        indent=part.indent,
        size=size,
        page=page,
        box=_union(boxes),
        turns=tuple(turns),
        role=part.role,
    )


def _says_something(stretch: Stretch, *, is_bold: bool) -> bool:
    return bool((stretch.bold and not is_bold) or stretch.face or stretch.size or stretch.mark or stretch.drop)


def _union(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
