"""Blocks → units: one for each labelled paragraph, structural line, table or plain paragraph.

Takes cleaned blocks; gives units in order, run-on lines cut at their labels. What a unit's number means is
settled here, for the whole document at once (`ladder`); what stands in it is settled in `tree`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from build_tools.hanzi.page_numbers import LEADER_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.division import Kind, Table
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.parse.flat_tables import read_captioned_table, read_numbered_table
from build_tools.parse.inner_openings import split_openings
from build_tools.parse.ladder import Candidate, Heading, Placed, Scope, place_frames, read_shape
from build_tools.parse.markers import Marker, read_inner_markers, read_known_markers, read_markers
from build_tools.parse.named_labels import TABLE_RE
from build_tools.parse.structure import NOTE_RE, Opening, OpeningKind, find_openings, is_title_like
from build_tools.parse.surroundings import start_of
from build_tools.parse.unnumbered import find_general, find_unnumbered

# A paragraph this long that holds labels is several that lost their breaks. The longest sound paragraph of
# seventeen plans has 633 characters.
_RUN_ON = 800
# A document of so few lines has lost its breaks, and a shorter line tells.
_FEW_LINES, _RUN_ON_ALONE = 6, 120
_ANNEX_LETTERS = "ABCDEFGH"
# Characters behind a label that tell how it is worded.
_SHAPED = 60
_DASH_RE = re.compile(r"[—―─－]{2}|[-–]{2}")
_LED_TO = "0123456789IVXivx-—)）"  # what such a line ends with
_FEWEST_LEADERS = 3
# A title and its subtitle stand so near below 附件1.
_HEAD_LINES = 3
_FEWEST_ENTRIES, _LONGEST_ENTRY = 6, 40
_NUMBERED_NOTE_RE = re.compile(r"注[:：][ \u3000]*(1)[.．、]")
# The number of a page in front of a label; so many, and in steps of no more, are no chance.
_PAGE_RE = re.compile(r"(?<![0-9])[0-9]{1,3}$")
_FEWEST_PAGES, _MOST_PAGES = 3, 20
_NOTE_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩")
_NUMBER_HEADS = ("序号", "编号")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the document.

    Attributes:
        block: the line or grid; of a run-on line, the part from this label to the next.
        placed: the accepted label or scope that opens here, if any.
        opening: the structural line, if it is one.
        table: a table rebuilt from this and the following lines, which are not units of their own.
        run_on: cut out of a longer line.
        page_number: the number of a page, between a sentence and the label behind it.
    """

    block: SourceBlock
    placed: Placed | None = None
    opening: Opening | None = None
    table: Table | None = None
    run_on: bool = False
    page_number: bool = False


def cut_units(
    blocks: tuple[SourceBlock, ...],
    line_no: Callable[[int], int],
    plans: Collection[int] = (),
    heads: Collection[int] = (),
    annexes: Mapping[int, int | None] | None = None,
    carried: Collection[int] = (),
) -> list[Unit]:
    """Return the units of a document.

    Args:
        blocks: the document's own.
        line_no: gives the witness's line of a source offset.
        plans: source offsets of the lines with which another document begins, and with it another numbering.
        heads: source offsets of the lines of heads and letters, which open no division.
        annexes: source offsets of the lines that head an annex without a label, each with its number.
        carried: source offsets of the word 附件 above what a letter carries.
    """
    blocks, long_lines = split_openings(blocks, _run_on_blocks(blocks), line_no)
    found = (opening for opening in find_openings(blocks) if start_of(blocks[opening.block]) not in carried)
    openings = {opening.block: opening for opening in found}
    for at, block in enumerate(blocks):
        if annexes and isinstance(block, Line) and block.passage.start in annexes:
            openings.setdefault(at, Opening(at, OpeningKind.ANNEX, 0, annexes[block.passage.start], at))
    tables = _find_tables(blocks, list(openings.values()))
    covered = {at for start, (_, used) in tables.items() for at in range(start, start + used)}
    for opening in openings.values():
        covered.update(range(opening.block, opening.last + 1))
    notes = _note_lines(blocks)
    notes |= _leader_lines(blocks)
    lines = [(at, block.hints) for at, block in enumerate(blocks) if isinstance(block, Line)]
    notes |= {at for at, hints in lines if hints.is_note or hints.decided == "paragraph"}
    apart = {at for at, block in enumerate(blocks) if isinstance(block, Line) and block.passage.start in heads}
    boxes = {at for at, opening in openings.items() if opening.kind is OpeningKind.BOX}
    frames = _find_frames(blocks, boxes, openings)
    apart |= set(frames)
    headings = find_unnumbered(blocks, covered | notes | apart)
    general, beside = find_general(blocks, covered | notes | apart)
    headings |= dict.fromkeys(general, 1)
    document: list[Candidate | Scope | Heading] = []
    framed: list[Candidate | Scope | Heading] = []
    annex = 0
    for at, block in enumerate(blocks):
        events = framed if at in frames else document
        if at in headings:
            events.append(Heading(at, headings[at]))
        elif at in openings:
            kind = openings[at].kind
            annex = openings[at].ordinal or 0 if kind is OpeningKind.ANNEX else annex
            if kind is not OpeningKind.ANNEX_LIST:
                below = blocks[at + 1] if at + 1 < len(blocks) else None
                has_frame = at + 1 in frames or (isinstance(below, Grid) and block.lines()[0].hints.boxed)
                has_frame &= at in boxes  # the text of an annex is no box's, where the whole document is framed
                document.append(Scope(at, nested=at in boxes, framed=has_frame))
                framed.extend([Scope(at, nested=True)] if has_frame else [])
        elif isinstance(block, Line) and block.passage.start in plans:
            document.append(Scope(at, nested=False))
        elif at not in covered and at not in notes and isinstance(block, Line):
            if _is_subtitle(blocks, at, events):
                continue
            markers = _read_labels(block, annex, inner=at in long_lines)
            inner = [] if at in long_lines else read_inner_markers(block.text)
            events.extend(
                Candidate(
                    at,
                    marker,
                    read_shape(block.text[marker.end : marker.end + _SHAPED]),
                    _level_of(marker, block, beside),
                )
                for marker in [*markers, *inner]
            )
    places = place_frames(document, framed)
    if listed := _find_listed(blocks, places, long_lines):
        # A table of contents on the same line: its entries are no labels, so what follows is read without them.
        document = [
            event
            for event in document
            if not isinstance(event, Candidate) or (event.block, event.marker.start) not in listed
        ]
        places = place_frames(document, framed)
    pages = _find_pages(blocks, places)
    placed: dict[int, list[Placed]] = {}
    for place in places:
        placed.setdefault(place.block, []).append(place)
    units: list[Unit] = []
    for at, block in enumerate(blocks):
        if at in tables:
            units.append(Unit(block, table=tables[at][0]))
        elif at in headings:
            units.append(Unit(block, placed[at][0]))
        elif at in openings:
            units.append(Unit(block, placed[at][0] if at in placed else None, openings[at]))
            # The entries of a list, or the title below 附件1, follow as plain lines.
            units.extend(Unit(follower) for follower in blocks[at + 1 : openings[at].last + 1])
        elif at not in covered:
            units.extend(_cut_block(block, placed.get(at, []), pages, line_no, run_on=at in long_lines))
    return units


def _find_frames(blocks: tuple[SourceBlock, ...], boxes: Collection[int], openings: Collection[int]) -> set[int]:
    """Blocks that stand in the frame of a box, below the line that opens it."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        above = blocks[at - 1] if at else None
        opens = at - 1 in boxes and isinstance(above, Line) and above.hints.boxed
        if isinstance(block, Line) and block.hints.boxed and at not in openings and (opens or at - 1 in found):
            found.add(at)
    return found


def _level_of(marker: Marker, line: Line, beside: Kind | None) -> int:
    """The level of a label's heading in the markup, 0 where there is none; what stands beside 总则 is of its level."""
    if marker.rung.kind is beside:
        return 1
    return 0 if marker.start else line.hints.level


def _read_labels(line: Line, annex: int, *, inner: bool) -> list[Marker]:
    """Return the candidates in a line of the text or of the nth annex; a number that the file counts is believed.

    A.1 is a label in the first annex alone.
    """
    if line.counted:
        return read_known_markers(line.text, line.counted, inner=inner)
    markers = read_markers(line.text, inner=inner)
    others = _ANNEX_LETTERS.replace(_ANNEX_LETTERS[annex - 1 : annex], "")
    return [one for one in markers if one.rung.kind is not Kind.DECIMAL or line.text[one.start] not in others]


def _is_subtitle(blocks: tuple[SourceBlock, ...], at: int, events: list[Candidate | Scope | Heading]) -> bool:
    """Whether a line behind a dash goes with the title above it: it stands alone, and nothing is numbered yet."""
    line, follower = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(line, Line) or not _DASH_RE.match(line.text) or not is_title_like(line.text):
        return False
    last = events[-1] if events else None
    heads = at > 0 and (
        last is None or (isinstance(last, Scope) and not last.nested and at - last.block <= _HEAD_LINES)
    )
    alone = not isinstance(follower, Line) or not _DASH_RE.match(follower.text)
    return heads and alone and len(line.text) <= _LONGEST_ENTRY


def _find_pages(blocks: tuple[SourceBlock, ...], places: list[Placed]) -> dict[tuple[int, int], int]:
    """Where numbers of pages stand in front of inner labels: the label's (block, start) and the number's digits."""
    found: dict[tuple[int, int], int] = {}
    last = 0
    for place in places:
        block = blocks[place.block]
        if place.candidate is None or not isinstance(block, Line):
            continue
        start = place.candidate.marker.start
        number = _PAGE_RE.search(block.text[max(0, start - 4) : start])
        if number is None:
            continue
        if not last < int(number[0]) <= last + _MOST_PAGES:
            return {}
        last = int(number[0])
        found[place.block, start] = len(number[0])
    return found if len(found) >= _FEWEST_PAGES else {}


def _find_listed(
    blocks: tuple[SourceBlock, ...], places: list[Placed], long_lines: frozenset[int]
) -> set[tuple[int, int]]:
    """Places of the labels of a contents list in run-on text: a run of short entries that all stand again later."""
    found = [place for place in places if place.candidate is not None and place.block in long_lines]
    keys = [_entry_key(blocks, place) for place in found]
    last = {key: number for number, key in enumerate(keys)}
    run: list[int] = []
    for number, key in enumerate(keys):
        follower = found[number + 1] if number + 1 < len(found) else None
        short = follower is not None and _distance(found[number], follower) <= _LONGEST_ENTRY
        if last[key] > number and short and (not run or last[key] > last[keys[run[-1]]]):
            run.append(number)
        elif len(run) >= _FEWEST_ENTRIES:
            break
        else:
            run = []
    if len(run) < _FEWEST_ENTRIES:
        return set()
    return {(found[n].block, c.marker.start) for n in run if (c := found[n].candidate) is not None}


def _entry_key(blocks: tuple[SourceBlock, ...], place: Placed) -> str:
    block, candidate = blocks[place.block], place.candidate
    if not isinstance(block, Line) or candidate is None:
        return ""
    marker = candidate.marker
    behind = block.text[marker.end : marker.end + 8].lstrip(" \u3000\u00a0")
    return fold_width(block.text[marker.start : marker.end]) + behind[:2]


def _distance(one: Placed, other: Placed) -> int:
    if one.block != other.block or one.candidate is None or other.candidate is None:
        return _LONGEST_ENTRY + 1
    return other.candidate.marker.start - one.candidate.marker.start


def _run_on_blocks(blocks: tuple[SourceBlock, ...]) -> frozenset[int]:
    """Blocks that are run-on lines, also where an editor has broken them already."""
    groups: list[dict[int, int]] = []  # of one source line: the length of each of its blocks
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        if block.hints.broken and groups and at - 1 in groups[-1]:
            groups[-1][at] = len(block.text)
        else:
            groups.append({at: len(block.text)})
    longest = _RUN_ON if len(groups) > _FEW_LINES else _RUN_ON_ALONE
    return frozenset(at for group in groups if sum(group.values()) >= longest for at in group)


def _cut_block(
    block: SourceBlock,
    places: list[Placed],
    pages: dict[tuple[int, int], int],
    line_no: Callable[[int], int],
    *,
    run_on: bool,
) -> list[Unit]:
    if isinstance(block, Grid):
        return [Unit(block)]
    starts = [place.candidate.marker.start for place in places if place.candidate is not None]
    run_on = run_on and (len(starts) > 1 or bool(starts and starts[0]) or block.hints.broken)
    units: list[Unit] = []
    numbers = [pages.get((place.block, start), 0) for place, start in zip(places, starts, strict=False)]
    if not starts or starts[0] > 0:
        head = block.cut(0, starts[0] - numbers[0], line_no) if starts else block
        if head.text:
            units.append(Unit(head, run_on=run_on))
    ends = [*starts[1:], len(block.text)]
    for place, start, end, number, next_number in zip(places, starts, ends, numbers, [*numbers[1:], 0], strict=False):
        if number:
            units.append(Unit(block.cut(start - number, start, line_no), page_number=True))
        units.append(Unit(block.cut(start, end - next_number, line_no), place, run_on=run_on))
    return units


def _find_tables(blocks: tuple[SourceBlock, ...], openings: list[Opening]) -> dict[int, tuple[Table, int]]:
    """Tables of one cell a line, by their first block, with the number of blocks they use."""
    tables: dict[int, tuple[Table, int]] = {}
    taken = {at for opening in openings for at in range(opening.block, opening.last + 1)}
    limits = [*(opening.block for opening in openings), len(blocks)]  # a table ends where the next opening begins
    at = free = 0  # free: first block behind the last table
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Line) and block.text in _NUMBER_HEADS:
            start = at
            while start > free and at - start < 3 and _is_column_name(blocks[start - 1]):
                start -= 1
            tried = (
                (first, read_numbered_table(blocks, first, limits[bisect_left(limits, first)]))
                for first in range(start, at + 1)
                if first not in taken
            )
            start, found = next(((first, table) for first, table in tried if table is not None), (at, None))
            if found is not None:
                tables[start] = (found.table, found.used)
                at = free = start + found.used
                continue
        is_caption = isinstance(block, Line) and TABLE_RE.match(block.text) and is_title_like(block.text)
        if is_caption and at + 1 not in taken:  # what stands in the title of an annex is in no table
            captioned = read_captioned_table(blocks, at + 1, limits[bisect_right(limits, at)])
            if captioned is not None:
                tables[at + 1] = (captioned.table, captioned.used)
                at += 1 + captioned.used
                free = at
                continue
        at += 1
    for opening in openings:
        start = opening.last + 1
        if opening.kind is OpeningKind.SCHEDULE and start not in tables:
            listed = read_captioned_table(
                blocks, start, limits[min(bisect_left(limits, start), len(openings))], in_schedule=True
            )
            if listed is not None:
                for inner in range(start, start + listed.used):
                    tables.pop(inner, None)
                tables[start] = (listed.table, listed.used)
    return tables


def _note_lines(blocks: tuple[SourceBlock, ...]) -> set[int]:
    """Blocks of numbered notes below a table: 注：1. … and the lines that count on from there; ① that a cell bears."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            signs = {char for line in block.lines() for char in line.text if char in _NOTE_SIGNS}
            below = at + 1
            while signs and below < len(blocks) and isinstance(line := blocks[below], Line):
                if line.text[0] in signs:
                    found.add(below)
                elif not NOTE_RE.match(line.text):
                    break
                below += 1
        opening = _NUMBERED_NOTE_RE.match(block.text) if isinstance(block, Line) else None
        if opening is None:
            continue
        expected, follower = int(opening[1]) + 1, at + 1
        while follower < len(blocks):
            line = blocks[follower]
            number = re.match(r"([0-9]{1,2})[.．、]", line.text) if isinstance(line, Line) else None
            if number is None or int(number[1]) != expected:
                break
            found.add(follower)
            expected, follower = expected + 1, follower + 1
    return found


def _leader_lines(blocks: tuple[SourceBlock, ...]) -> set[int]:
    """Blocks that lead to a page with dots: what a table of contents names stands elsewhere."""
    found = {
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and block.text[-1:] in _LED_TO and LEADER_RE.search(block.text)
    }
    return found if len(found) >= _FEWEST_LEADERS else set()


def _is_column_name(block: SourceBlock) -> bool:
    if not isinstance(block, Line) or len(block.text) > 8:
        return False
    return not TABLE_RE.match(block.text) and not read_markers(block.text, inner=False)
