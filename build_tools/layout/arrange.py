"""Reading of printed lines → reading of paragraphs and tables, in the order of the text: the entry to this room.

Of a reading without pages, as Word files give, only what is framed is opened. Nothing is lost: see `compose`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from build_tools.hanzi.labels import opens_with_label
from build_tools.layout.across_pages import join_tables
from build_tools.layout.carried import carry_over
from build_tools.layout.cells import DrawnTable, find_drawn_tables, find_places
from build_tools.layout.columns import find_gutters, order_page, part_box
from build_tools.layout.compose import ComposedTable, compose_reading
from build_tools.layout.edges import Rules, read_rules
from build_tools.layout.frames import Frame, Measures, measure
from build_tools.layout.furniture import MARGIN, find_furniture, find_watermarks
from build_tools.layout.gap_tables import find_gap_tables, is_uncertain
from build_tools.layout.line_numbers import find_line_numbers, find_words_beside
from build_tools.layout.notes import find_notes
from build_tools.layout.open_frames import close_frames
from build_tools.layout.paragraphs import begin_indented, build_paragraphs
from build_tools.layout.parts import Arranged, Figure, Item, Part, PartCell, PartTable
from build_tools.layout.pieces import Piece, Row, cut_pieces, gather_rows, level_sizes, pages_of
from build_tools.layout.streams import cut_piece, read_spans
from build_tools.layout.table_ends import is_caption
from build_tools.layout.turned import set_aside_turned
from build_tools.layout.undrawn import (
    find_free_tables,
    find_interleaved,
    part_filled_rows,
    part_open_columns,
    part_undrawn_rows,
    take_head,
)
from build_tools.layout.word_frames import open_frames
from build_tools.model.reading import Box, Reading, ReadPage
from build_tools.model.table import TableCell

# A frame that stands on so many pages at the same place is the page's; a box of one row is no box.
_FEWEST_FRAMES, _FRAME_SHARE = 3, 0.6
_FEWEST_BOX_ROWS = 2
# A table of one column is parted at two places. Points by which two parts of one box may differ.
_BOX, _NEAR = 2, 6.0


def arrange_reading(reading: Reading) -> Reading:
    """Return a reading whose lines are paragraphs, in the order of the text.

    Raises:
        FidelityError: a character would be lost (a defect of the converter).
    """
    if not reading.pages:
        pieces = tuple(open_frames(reading.pieces))
        return reading if pieces == reading.pieces else replace(reading, pieces=pieces)
    lines = list(reading.lines())
    if machine := frozenset(reading.recognised_pages):
        lines = level_sizes(lines, machine)
    rules = {page.number: _read_text_rules(page) for page in reading.pages}
    walls = {number: own.upright for number, own in rules.items()}
    upright = cut_pieces([line if not line.turn else replace(line, box=None) for line in lines], walls)
    marks = dict.fromkeys(find_watermarks(upright), "running-head")
    by_page = pages_of(piece for piece in upright if piece not in marks)
    tables, doubts = _find_tables(reading.pages, rules, by_page)
    turned, celled = set_aside_turned(lines, tables)
    for page, found in celled.items():
        by_page.setdefault(page, []).extend(found)
    loose, filled = _fill_tables(tables, by_page)
    sizes = {page.number: (page.width, page.height) for page in reading.pages}
    gone = _find_gone(loose, marks, {page: height for page, (_, height) in sizes.items()})
    # A row marks what it holds as raised or lowered: the place tells which piece it is.
    dropped = {(piece.line, piece.start) for row in gone for piece in row.pieces}
    kept = {
        page: [piece for piece in found if (piece.line, piece.start) not in dropped] for page, found in loose.items()
    }
    shown = {page: [piece for piece in found if not piece.gone] for page, found in kept.items()}
    gutters = find_gutters(shown)
    mixed = [row for page, own in shown.items() if page not in gutters for row in find_interleaved(gather_rows(own))]
    doubts = (*reading.doubts, *doubts, *(("table-not-rebuilt", row.text) for row in mixed))
    flow: list[tuple[Item, int]] = []
    aside: dict[int, list[Part]] = defaultdict(list)
    others: dict[int, list[PartTable | Figure]] = defaultdict(list, {page: list(own) for page, own in filled.items()})
    for at, line in enumerate(lines):
        if line.figure is not None and line.box is not None:
            others[line.page].append(Figure(at, line.page, line.box))
    for number in sizes:
        # What is not published stands where it says nothing of the page.
        aside[number].extend(Part((Row((piece,)),)) for piece in kept.get(number, []) if piece.gone)
        flow.extend(order_page(shown.get(number, []), others[number], gutters.get(number)))
    for row, rule in gone.items():
        aside[row.page].append(Part((row,), drop=rule))
    for number, parts in turned.items():
        aside[number].extend(parts)
    rows = [(item, column) for item, column in flow if isinstance(item, Row)]
    measures = measure(rows, reading.pages)
    measures = replace(measures, indented=begin_indented(rows, measures))
    flow, notes = _take_notes(flow, rules, measures, sizes)
    for number, parts in notes.items():
        aside[number] = [*parts, *aside[number]]
    arranged = join_tables(list(_arrange(flow, aside, measures, [page.number for page in reading.pages])))
    return compose_reading(replace(reading, doubts=doubts), lines, _unbox(arranged, measures))


def _read_text_rules(page: ReadPage) -> Rules:
    """Return the rules of a page without those that frame a running head or foot, out to the paper's own edge."""
    return read_rules(
        (left, top, right, bottom)
        for left, top, right, bottom in page.edges
        if not (top < 1 and bottom < MARGIN * page.height)
        and not (bottom > page.height - 1 and top > (1 - MARGIN) * page.height)
    )


def _find_gone(loose: dict[int, list[Piece]], marks: dict[Piece, str], heights: dict[int, float]) -> dict[Row, str]:
    """Return what is no text, with the rule that drops it: watermarks, line numbers, what repeats on the pages."""
    marks = marks | dict.fromkeys(find_words_beside(loose), "running-head")
    marks |= dict.fromkeys(find_line_numbers(loose), "line-number")
    rows = {
        page: gather_rows(piece for piece in found if not piece.gone and piece not in marks)
        for page, found in loose.items()
    }
    gone = find_furniture(rows, heights)
    return gone | {Row((piece,)): rule for piece, rule in marks.items()}


def _find_tables(
    pages: Sequence[ReadPage], rules: dict[int, Rules], pieces: dict[int, list[Piece]]
) -> tuple[dict[int, list[DrawnTable]], tuple[tuple[str, str], ...]]:
    """Return the tables of each page, from top to bottom, those that only frame the page left out, and doubts."""
    drawn = {page.number: find_drawn_tables(close_frames(rules[page.number])) for page in pages}
    frames = Counter(
        tuple(round(side / 4) for side in table.box)
        for tables in drawn.values()
        for table in tables
        if len(table.cells) == 1
    )
    found: dict[int, list[DrawnTable]] = {}
    doubts: list[tuple[str, str]] = []
    lost: dict[int, list[tuple[str, Row]]] = {}
    for page in pages:
        kept = [
            table
            for table in drawn[page.number]
            if not (len(table.cells) == 1 and _is_page_frame(table.box, page, frames, len(pages)))
        ]
        own = pieces.get(page.number, [])
        kept = [table for table in kept if len(table.cells) > 1 or not _is_around(table, kept, own)]
        kept = [table for table in kept if not any(_holds(other.box, table.box) for other in kept)]
        above = [table.box for table in found.get(page.number - 1, []) if len(table.columns) == _BOX]
        going_on = [table for table in kept if len(table.columns) == _BOX and _goes_on(table, above, own)]
        kept = [table for table in kept if _has_text(table, own) or table in going_on]
        drawn[page.number] = kept
        kept = [part_open_columns(table, rules[page.number], own) for table in kept]
        kept = find_gap_tables(rules[page.number], own, page.width, kept, going_on)
        boxes = [table.box for table in kept]
        kept = [part_filled_rows(part_undrawn_rows(take_head(table, own, boxes), own), own) for table in kept]
        free, lost[page.number] = find_free_tables(own, [table.box for table in kept])
        found[page.number] = sorted([*kept, *free], key=lambda table: table.rows[0])
    found = carry_over(found, pieces, {page.number: page.height for page in pages})
    doubts.extend(
        ("table-cells-uncertain", _read_first(table, pieces.get(number, [])))
        for number, tables in found.items()
        for table in tables
        if table not in drawn[number] and is_uncertain(table, pieces.get(number, []))
    )
    doubts.extend(
        ("table-not-rebuilt", names)
        for number, left in lost.items()
        for names, row in left
        if not any(row.pieces[0].is_in(table.box) for table in found[number])
    )
    doubts.extend(
        ("table-not-rebuilt", row.text)
        for number, tables in found.items()
        for row in _find_rows_between(tables, pieces.get(number, []))
    )
    return found, tuple(doubts)


def _find_rows_between(tables: Sequence[DrawnTable], pieces: Sequence[Piece]) -> Iterator[Row]:
    """Yield the first row of what stands between two tables below each other where it has columns, too.

    A table some rows of which are filled, or framed, may seem to be several.
    """
    for one, other in pairwise(tables):
        left, right = min(one.box[0], other.box[0]), max(one.box[2], other.box[2])
        rows = gather_rows(
            piece for piece in pieces if not piece.gone and piece.is_in((left, one.box[3], right, other.box[1]))
        )
        parted = sum(
            len(read_spans(row)) > 1 and not (opens_with_label(row.text) or is_caption(row.text)) for row in rows
        )
        if parted > len(rows) / 2:
            yield rows[0]


def _read_first(table: DrawnTable, pieces: Sequence[Piece]) -> str:
    """Return what the first row of a table prints."""
    left, top, right, _ = table.box
    rows = gather_rows(piece for piece in pieces if not piece.gone and piece.is_in((left, top, right, table.rows[1])))
    return " ".join(row.text for row in rows)


def _is_page_frame(box: Box, page: ReadPage, frames: Counter[tuple[int, ...]], count: int) -> bool:
    share = (box[2] - box[0]) * (box[3] - box[1]) / (page.width * page.height)
    same = frames[tuple(round(side / 4) for side in box)]
    return share > 0.9 or (share > _FRAME_SHARE and same >= max(_FEWEST_FRAMES, _FRAME_SHARE * count))


def _holds(box: Box, other: Box) -> bool:
    """Whether one box lies in another one, and is not the same."""
    return box != other and (
        box[0] - 1 <= other[0] and box[1] - 1 <= other[1] and box[2] + 1 >= other[2] and box[3] + 1 >= other[3]
    )


def _is_around(frame: DrawnTable, tables: Sequence[DrawnTable], pieces: Sequence[Piece]) -> bool:
    """Whether a frame stands around others; one band that its heading is printed on is none."""
    inner = [table for table in tables if _holds(frame.box, table.box)]
    return len(inner) > 1 or any(_has_text(table, pieces) for table in inner)


def _has_text(table: DrawnTable, pieces: Sequence[Piece]) -> bool:
    """Whether there is text in a table: in two cells of it, or on two rows of a box."""
    inside = [piece for piece in pieces if not piece.gone and piece.is_in(table.box)]
    if len(table.cells) == 1:
        return len(gather_rows(inside)) >= _FEWEST_BOX_ROWS
    return len({own for _, own in find_places(table, inside)} - {None}) > 1


def _goes_on(table: DrawnTable, above: Sequence[Box], pieces: Sequence[Piece]) -> bool:
    """Whether a box with text is the rest of one on the page before."""
    left, _, right, _ = table.box
    same = any(abs(box[0] - left) < _NEAR and abs(box[2] - right) < _NEAR for box in above)
    return same and any(piece.is_in(table.box) and not piece.gone for piece in pieces)


def _fill_tables(
    tables: dict[int, list[DrawnTable]], pieces: dict[int, list[Piece]]
) -> tuple[dict[int, list[Piece]], dict[int, list[PartTable]]]:
    """Return the pieces of each page that stand in no table, and the tables with what stands in them."""
    loose: dict[int, list[Piece]] = {}
    filled: dict[int, list[PartTable]] = {}
    for page, own in pieces.items():
        left = list(own)
        for table in tables.get(page, []):
            inside = [piece for piece in left if piece.is_in(table.box)]
            taken = set(inside)
            left = [piece for piece in left if piece not in taken]
            inside = [part for piece in inside for part in cut_piece(piece, table.columns)]
            filled.setdefault(page, []).append(_fill(table, inside, page))
        loose[page] = left
    return loose, filled


def _fill(table: DrawnTable, pieces: list[Piece], page: int) -> PartTable:
    held: dict[int, list[Piece]] = defaultdict(list)
    for piece, own in find_places(table, pieces):
        if own is None:
            own = min(range(len(table.cells)), key=lambda at: _distance(table.cells[at].box, piece))
        held[own].append(piece)
    rows: list[list[PartCell]] = [[] for _ in table.rows[1:]]
    for at, cell in enumerate(table.cells):
        spans = cell.rows[1] - cell.rows[0], cell.columns[1] - cell.columns[0]
        rows[cell.rows[0]].append(PartCell(tuple(gather_rows(held[at])), cell.box, *spans))
    return PartTable(tuple(map(tuple, rows)), table.columns, page, table.rows[0], page)


def _distance(box: Box, piece: Piece) -> float:
    return abs((box[0] + box[2]) / 2 - piece.middle) + abs((box[1] + box[3]) / 2 - piece.center)


def _take_notes(
    flow: list[tuple[Item, int]], rules: dict[int, Rules], measures: Measures, sizes: dict[int, tuple[float, float]]
) -> tuple[list[tuple[Item, int]], dict[int, list[Part]]]:
    """Return the flow without footnotes, and the footnotes of each page."""
    notes: dict[int, list[Part]] = defaultdict(list)
    taken: set[int] = set()
    signs: dict[int, set[str]] = defaultdict(set)
    for item, _ in flow:
        raised = [piece for piece in item.shown[1:] if piece.mark == "sup"] if isinstance(item, Row) else []
        signs[item.page].update(text for piece in raised if (text := piece.text.strip()))
    for (page, column), group in groupby(flow, lambda entry: (entry[0].page, entry[1])):
        rows = [item for item, _ in group if isinstance(item, Row)]
        found = find_notes(rows, rules[page].level, measures.size, sizes[page][0], signs[page])
        taken.update(map(id, found))
        parts = build_paragraphs([(row, column) for row in found], measures)
        notes[page].extend(replace(part, role="footnote") for part in parts)
    return [(item, column) for item, column in flow if id(item) not in taken], notes


def _arrange(
    flow: Sequence[tuple[Item, int]], aside: dict[int, list[Part]], measures: Measures, pages: Sequence[int]
) -> Iterator[Arranged]:
    """Yield paragraphs, tables and pictures in order.

    What stands aside on a page comes behind the paragraph that ends on it, or that goes on over its end.
    """
    waiting = list(pages)

    def clear(until: int) -> Iterator[Part]:
        while waiting and waiting[0] < until:
            yield from aside[waiting.pop(0)]

    for is_text, group in groupby(flow, lambda entry: isinstance(entry[0], Row)):
        if is_text:
            rows = [(item, column) for item, column in group if isinstance(item, Row)]
            for part in build_paragraphs(rows, measures):
                yield from clear(part.rows[0].page)
                yield part
        else:
            for item, _ in group:
                if isinstance(item, PartTable | Figure):
                    yield from clear(item.page)
                    yield item
    yield from clear(max(pages) + 1)


def _unbox(arranged: Sequence[Arranged], measures: Measures) -> Iterator[Part | ComposedTable | Figure]:
    """Yield what was arranged with paragraphs in the cells of tables.

    What a frame stands around is the text's.
    """
    for item in arranged:
        if not isinstance(item, PartTable):
            yield item
            continue
        is_box = len(item.lines) == _BOX
        rows = tuple(
            tuple(
                TableCell(tuple(_read_cell(cell, measures, is_box=is_box)), cell.rowspan, cell.colspan) for cell in row
            )
            for row in item.rows
        )
        parts = [part for row in rows for cell in row for part in cell.lines]
        if is_box:
            yield from (replace(part, role="boxed") for part in parts)
        else:
            yield ComposedTable(rows)


def _read_cell(cell: PartCell, measures: Measures, *, is_box: bool) -> Iterator[Part]:
    if cell.repeated:
        yield Part(cell.repeated, drop="repeated-head")
    left, right = cell.box[0], cell.box[2]
    hidden = [row for row in cell.rows if all(piece.gone for piece in row.pieces)]
    shown = [row for row in cell.rows if row not in hidden]
    for rows, start, end in part_box(shown) if is_box else [(shown, left, right)]:
        frame = Frame(max(left, start), min(right, end), is_cell=True)
        yield from build_paragraphs([(row, 0) for row in rows], measures, frame)
    for row in hidden:
        yield Part((row,))
