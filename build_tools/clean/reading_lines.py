"""Reading → blocks: the paragraphs, tables and printed lines that a reader of a file format gave.

Gives lines and grids in the reading's order. A format with paragraphs (Word) needs no more; where there are pages,
paragraphs and tables are to be found among the printed lines afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_tools.clean.lines import LineSink, Styled
from build_tools.model.line import Grid, GridCell, Hints, Line, add_drop
from build_tools.model.passage import COMPUTED_SIGNS, Run
from build_tools.model.reading import Reading, ReadLine, ReadTable, Stretch

_PLAIN = Stretch(0, 0)


def clean_reading(reading: Reading, text: str, sink: LineSink) -> list[Line | Grid]:
    """Return what a reading prints, in order.

    Args:
        reading: of the file.
        text: `reading.text` with its radicals folded, character for character.
        sink: takes what is not published.
    """
    starts = iter(reading.starts)

    def lines_of(lines: Sequence[ReadLine]) -> list[Line]:
        return [line for read in lines for line in _make_lines(read, next(starts), text, sink)]

    blocks: list[Line | Grid] = []
    for piece in reading.pieces:
        if not isinstance(piece, ReadTable):
            blocks.extend(lines_of((piece,)))
            continue
        rows = tuple(
            tuple(
                GridCell(tuple(lines_of(cell.lines)), cell.rowspan, cell.colspan, is_header=cell.is_header)
                for cell in row
            )
            for row in piece.rows
        )
        first = next((line.line_no for row in rows for cell in row for line in cell.lines), 1)
        blocks.append(Grid(rows, first))
    return blocks


def _make_lines(read: ReadLine, start: int, text: str, sink: LineSink) -> Iterator[Line]:
    """Yield the lines that one paragraph prints: several where there are breaks in it."""
    end = start + len(read.text)
    hints = Hints(
        read.level,
        read.centered,
        read.bold,
        indent=round(read.indent),
        figure=read.figure,
        size=read.size,
        page=read.page,
        box=read.box,
    )
    at = 0
    for part in read.text.split("\v"):
        is_last = start + at + len(part) == end
        pieces = [
            piece for piece in _style(read, at, at + len(part), start, text, sink, is_last=is_last) if piece.run.text
        ]
        yield from sink.make_lines(pieces, hints)
        at += len(part) + 1
        add_drop(sink.drops, start + at - 1, start + at, "line-break")


def _style(
    read: ReadLine, first: int, last: int, start: int, text: str, sink: LineSink, *, is_last: bool
) -> Iterator[Styled]:
    """Yield the runs of characters `first:last` of a line, with what is computed between them."""
    computed = [entry for entry in read.computed if first <= entry.at < last or (is_last and entry.at == last)]
    cuts = {first, last, *(entry.at for entry in computed)}
    for stretch in read.stretches:
        cuts |= {min(max(stretch.start, first), last), min(max(stretch.end, first), last)}
    styles = {at: stretch for stretch in read.stretches for at in range(stretch.start, stretch.end)}
    waiting = list(computed)

    def print_computed(at: int) -> Iterator[Styled]:
        while waiting and waiting[0].at == at:
            entry = waiting.pop(0)
            style = styles.get(at, _PLAIN)
            yield Styled(Run(start + at, start + at, entry.text, computed=entry.rule), style.bold, style.face)

    for here, there in pairwise(sorted(cuts)):
        yield from print_computed(here)
        style = styles.get(here, _PLAIN)
        if style.drop:
            add_drop(sink.drops, start + here, start + there, style.drop)
            continue
        run = Run(start + here, start + there, text[start + here : start + there])
        yield Styled(run, style.bold or read.bold, style.face, style.mark)
    yield from print_computed(last)
    if read.figure is not None and is_last:
        yield Styled(Run(start + last, start + last, COMPUTED_SIGNS["picture"], computed="picture"))
