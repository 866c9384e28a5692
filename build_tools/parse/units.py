"""Blocks → units: one for each labelled paragraph, structural line, table or plain paragraph.

Takes cleaned blocks; gives units in order, run-on lines cut at their labels. What a unit's number means is
settled here, for the whole document at once (`ladder`); what stands in it is settled in `tree`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from build_tools.hanzi.page_numbers import LEADER_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.division import Kind, Table
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.parse.flat_tables import FlatTable, find_flat_tables
from build_tools.parse.inner_openings import split_openings
from build_tools.parse.ladder import Candidate, Event, Heading, Placed, Scope, place_frames, read_shape
from build_tools.parse.markers import Marker, read_inner_markers, read_known_markers, read_markers
from build_tools.parse.structure import NOTE_RE, Opening, OpeningKind, find_openings, is_title_like
from build_tools.parse.surroundings import Surroundings, start_of
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


class Unit(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Outline:
    """What is known of the blocks before any number is weighed; blocks are named by their places.

    Attributes:
        blocks: the document's own, run-on lines cut where boxes and annexes open in them.
        long_lines: those that hold several paragraphs.
        openings: what opens a box, an annex or a list of annexes.
        tables: of one cell a line, by their first blocks, with the number of blocks that each uses.
        covered: those that a table or an opening uses.
        frames: those that stand in the frame of a box.
        headings: without a number, with their levels.
        beside: the kind of labels whose headings stand beside such headings.
        passed: those in which no label is looked for: notes, heads, entries of contents.
    """

    blocks: tuple[SourceBlock, ...]
    long_lines: frozenset[int]
    openings: dict[int, Opening]
    tables: dict[int, FlatTable]
    covered: set[int]
    frames: set[int]
    headings: dict[int, int]
    beside: Kind | None
    passed: set[int]

    @property
    def boxes(self) -> set[int]:
        """Those that open a box."""
        return {at for at, opening in self.openings.items() if opening.kind is OpeningKind.BOX}


def cut_units(around: Surroundings, line_no: Callable[[int], int]) -> list[Unit]:
    """Return the units of a document; `line_no` gives the witness's line of a source offset."""
    outline = _read_outline(around, line_no)
    document, framed = _list_events(outline, around.plans)
    places = place_frames(document, framed)
    if listed := _find_listed(outline.blocks, places, outline.long_lines):
        # A table of contents on the same line: its entries are no labels, so what follows is read without them.
        document = [
            event
            for event in document
            if not isinstance(event, Candidate) or (event.block, event.marker.start) not in listed
        ]
        places = place_frames(document, framed)
    pages = _find_pages(outline.blocks, places)
    placed: defaultdict[int, list[Placed]] = defaultdict(list)
    for place in places:
        placed[place.block].append(place)
    units: list[Unit] = []
    for at, block in enumerate(outline.blocks):
        if at in outline.tables:
            units.append(Unit(block, table=outline.tables[at].table))
        elif at in outline.headings:
            units.append(Unit(block, placed[at][0]))
        elif at in outline.openings:
            opening = outline.openings[at]
            units.append(Unit(block, placed[at][0] if placed[at] else None, opening))
            # The entries of a list, or the title below 附件1, follow as plain lines.
            units.extend(Unit(follower) for follower in outline.blocks[at + 1 : opening.last + 1])
        elif at not in outline.covered:
            units.extend(_cut_block(block, placed[at], pages, line_no, run_on=at in outline.long_lines))
    return units


def _read_outline(around: Surroundings, line_no: Callable[[int], int]) -> _Outline:
    blocks, long_lines = split_openings(around.blocks, _run_on_blocks(around.blocks), line_no)
    found = (opening for opening in find_openings(blocks) if start_of(blocks[opening.block]) not in around.carried)
    openings = {opening.block: opening for opening in found}
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and (start := block.passage.start) in around.annexes:
            openings.setdefault(at, Opening(at, OpeningKind.ANNEX, 0, around.annexes[start], at))
    tables = find_flat_tables(blocks, list(openings.values()))
    covered = {at for start, table in tables.items() for at in range(start, start + table.used)}
    for opening in openings.values():
        covered.update(range(opening.block, opening.last + 1))
    boxes = {at for at, opening in openings.items() if opening.kind is OpeningKind.BOX}
    frames = _find_frames(blocks, boxes, openings)
    passed = _note_lines(blocks) | _leader_lines(blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and (block.hints.is_note or block.hints.decided == "paragraph"):
            passed.add(at)
    heads = {at for at, block in enumerate(blocks) if isinstance(block, Line) and block.passage.start in around.heads}
    unlabelled = covered | passed | heads | frames
    general, beside = find_general(blocks, unlabelled)
    headings = find_unnumbered(blocks, unlabelled) | dict.fromkeys(general, 1)
    return _Outline(blocks, long_lines, openings, tables, covered, frames, headings, beside, passed)


def _list_events(outline: _Outline, plans: Collection[int]) -> tuple[list[Event], list[Event]]:
    """Return what may open a division in the document, and in the frames of its boxes; `plans` begin at offsets."""
    blocks, boxes = outline.blocks, outline.boxes
    document: list[Event] = []
    framed: list[Event] = []
    annex = 0
    for at, block in enumerate(blocks):
        events = framed if at in outline.frames else document
        if at in outline.headings:
            events.append(Heading(at, outline.headings[at]))
        elif at in outline.openings:
            kind = outline.openings[at].kind
            annex = outline.openings[at].ordinal or 0 if kind is OpeningKind.ANNEX else annex
            if kind is not OpeningKind.ANNEX_LIST:
                below = blocks[at + 1] if at + 1 < len(blocks) else None
                has_frame = at + 1 in outline.frames or (isinstance(below, Grid) and block.lines()[0].hints.boxed)
                has_frame &= at in boxes  # the text of an annex is no box's, where the whole document is framed
                document.append(Scope(at, nested=at in boxes, framed=has_frame))
                framed.extend([Scope(at, nested=True)] if has_frame else [])
        elif isinstance(block, Line) and block.passage.start in plans:
            document.append(Scope(at, nested=False))
        elif at in outline.covered or at in outline.passed or not isinstance(block, Line):
            continue
        elif not _is_subtitle(blocks, at, events):
            is_long = at in outline.long_lines
            markers = _read_labels(block, annex, inner=is_long)
            for marker in markers if is_long else [*markers, *read_inner_markers(block.text)]:
                shape = read_shape(block.text[marker.end : marker.end + _SHAPED])
                events.append(Candidate(at, marker, shape, _level_of(marker, block, outline.beside)))
    return document, framed


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


def _is_subtitle(blocks: tuple[SourceBlock, ...], at: int, events: list[Event]) -> bool:
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
