"""Reading → blocks: the paragraphs, tables and printed lines that a reader of a file format gave.

Gives lines and grids in the reading's order. A format with paragraphs (Word) needs no more; where there are pages,
paragraphs and tables are to be found among the printed lines afterwards.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.clean.lines import LineSink, Styled
from build_tools.clean.markdown_lines import read_markdown_line
from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE
from build_tools.model.line import Grid, Hints, Line, add_drop
from build_tools.model.passage import COMPUTED_SIGNS, Passage, Run
from build_tools.model.reading import RUNNING_ROLES, ComputedText, Reading, ReadLine, ReadTable, Stretch
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.model.sheet import name_page
from build_tools.model.table import map_cells

_LETTERHEAD_RE = re.compile(r"文件[ \u3000]*$|[：:。]")
_PLAIN = Stretch(0, 0)
# What was pasted into a Word file as Markdown; two such paragraphs are no accident, and no author prints these signs.
_TYPED_RE, _FEWEST_TYPED = re.compile(r"[ \u3000]*(?:#{1,6} \S|(?:[*+-] )?\*\*[^*\n]+\*\*)"), 2
_TYPED_SIGNS = ("**", "# ", "](")
# So many characters that nobody sees are no accident of setting.
_TOLD_HIDDEN = 4


def clean_reading(reading: Reading, text: str, sink: LineSink) -> list[Line | Grid]:
    """Return what a reading prints, in order.

    Args:
        reading: of the file.
        text: `reading.text` with its radicals folded, character for character.
        sink: takes what is not published.
    """
    sink.diagnostics.extend(_doubt_reading(reading))
    starts = iter(reading.starts)
    typed = sum(_TYPED_RE.match(line.text) is not None for line in reading.lines()) >= _FEWEST_TYPED

    def lines_of(lines: Sequence[ReadLine]) -> list[Line]:
        return [line for read in lines for line in _make_lines(read, next(starts), text, sink, typed=typed)]

    blocks: list[Line | Grid] = []
    for piece in reading.pieces:
        if not isinstance(piece, ReadTable):
            blocks.extend(lines_of((piece,)))
            continue
        rows = map_cells(piece.rows, lines_of)
        first = next((line.line_no for row in rows for cell in row for line in cell.lines), 1)
        blocks.append(Grid(rows, first))
    return blocks


def _doubt_reading(reading: Reading) -> Iterator[Diagnostic]:
    """Yield the doubts about the reading as a whole."""
    for code, excerpt in reading.doubts:
        yield make_diagnostic(code, 0, excerpt)
    if reading.machine_read or reading.machine_pages:
        yield make_diagnostic("machine-read", 0, "、".join(map(name_page, reading.machine_pages)))
    for second in reading.seconds:
        if second.count:
            place = next(iter(second.variants))
            excerpt = f"{place.before}{place.first}{place.after}"
            yield make_diagnostic("readings-differ", 0, excerpt, reader=second.reader, count=second.count)


def _make_lines(read: ReadLine, start: int, text: str, sink: LineSink, *, typed: bool) -> Iterator[Line]:
    """Yield the lines that one paragraph prints: several where there are breaks in it; `typed` are Markdown's signs."""
    end = start + len(read.text)
    hints = Hints(
        read.level,
        read.centered,
        read.bold,
        indent=round(read.indent),
        is_figure=read.figure is not None,
        size=read.size,
        is_note=read.role == "footnote",
        boxed=read.role == "boxed",
        listed=read.role == "contents",
    )
    if read.role in RUNNING_ROLES:
        add_drop(sink.drops, start, end, "running-head")
        add_drop(sink.drops, end, end + 1, "line-break")
        return
    if read.figure is not None:
        code = "picture-told-in-words" if read.text else "picture-not-read"
        sink.diagnostics.append(make_diagnostic(code, sink.line_no(start), read.text or read.figure))
    is_title = _is_broken_title(read)
    pieces: list[Styled] = []
    for piece in (*_style(read, start, text, sink), end):
        if isinstance(piece, Styled):
            pieces.append(piece)
            continue
        if piece == end or not is_title:
            own = hints
            if typed and any(sign in read.text for sign in _TYPED_SIGNS):
                line = read_markdown_line(Passage(tuple(styled.run for styled in pieces)), sink)
                pieces, own = line.pieces, replace(hints, level=line.level or hints.level)
            yield from sink.make_lines(pieces, own)
            pieces = []
        add_drop(sink.drops, piece, piece + 1, "line-break")


def _is_broken_title(read: ReadLine) -> bool:
    """Whether a centred paragraph is one title that an author broke into lines of pleasant length."""
    whole = read.text.replace("\v", "")
    above = read.text.split("\v")[:-1]
    return (
        (read.centered or read.level > 0)
        and TITLE_END_RE.search(whole) is not None
        and not any(
            TITLE_END_RE.search(text) or NUMBER_RE.search(text) or _LETTERHEAD_RE.search(text) for text in above
        )
    )


def _style(read: ReadLine, start: int, text: str, sink: LineSink) -> Iterator[Styled | int]:
    """Yield the runs of a line with what is computed between them, and the offset of each break."""
    breaks = {at for at, char in enumerate(read.text) if char == "\v"}
    computed: dict[int, list[ComputedText]] = {}
    for entry in read.computed:
        computed.setdefault(entry.at, []).append(entry)
    cuts = {0, len(read.text), *computed, *breaks, *(at + 1 for at in breaks)}
    for stretch in read.stretches:
        cuts |= {stretch.start, stretch.end}
    starts = [stretch.start for stretch in read.stretches]

    def style_at(at: int) -> Stretch:
        before = bisect_right(starts, at) - 1
        return read.stretches[before] if before >= 0 and at < read.stretches[before].end else _PLAIN

    def print_computed(at: int) -> Iterator[Styled]:
        style = style_at(at)
        for entry in computed.get(at, ()):
            _tell_sign(entry, start + at, sink)
            mark = "sup" if entry.rule == "note-number" and at > 0 else ""
            address = entry.source if entry.rule in COMPUTED_SIGNS else ""
            run = Run(start + at, start + at, entry.text, computed=entry.rule, address=address)
            yield Styled(run, style.bold, style.face, mark)

    if read.figure is not None:
        yield Styled(Run(start, start, COMPUTED_SIGNS["picture"], computed="picture", address=read.figure))
    for here, there in pairwise(sorted(cuts)):
        yield from print_computed(here)
        style = style_at(here)
        if here in breaks:
            yield start + here
        elif style.drop:
            add_drop(sink.drops, start + here, start + there, style.drop)
            _tell_dropped(text[start + here : start + there], start + here, style.drop, sink)
        else:
            run = Run(start + here, start + there, text[start + here : start + there])
            yield Styled(run, style.bold or read.bold, style.face, style.mark)
    yield from print_computed(len(read.text))


def _tell_sign(entry: ComputedText, at: int, sink: LineSink) -> None:
    """Tell of what stands here and is no text."""
    if entry.rule in COMPUTED_SIGNS:
        sink.diagnostics.append(make_diagnostic("picture-not-read", sink.line_no(at), entry.source))


def _tell_dropped(words: str, at: int, rule: str, sink: LineSink) -> None:
    """Tell of words that the file has and its own program does not show, or shows struck out."""
    if rule == "struck-out":
        sink.diagnostics.append(make_diagnostic("struck-out", sink.line_no(at), words))
    elif rule == "prompt" or (rule == "hidden" and len(words) >= _TOLD_HIDDEN):
        count = len(words)
        sink.diagnostics.append(make_diagnostic("hidden-text", sink.line_no(at), words, count=count, rule=rule))
