"""Units and zones → the tree of divisions.

Guarantees: the passages of the tree, read in order, are those of the units in order, less the blanks that are
recorded as dropped.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count, islice

from build_tools.model.anchor import write_repeat
from build_tools.model.division import HeadingStyle, Kind, Paragraph, Table
from build_tools.model.line import Drop, Grid, Line, SourceBlock, drop_passage
from build_tools.model.passage import Passage
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.parse.draft import Draft
from build_tools.parse.flat_tables import is_glued_header, read_glued_table
from build_tools.parse.grids import read_grid
from build_tools.parse.named_labels import TABLE_RE
from build_tools.parse.parts import Zone
from build_tools.parse.structure import NOTE_RE, OpeningKind, is_title_like
from build_tools.parse.surroundings import Surroundings, start_of
from build_tools.parse.units import Unit

_BLANKS = " \t\u3000\u00a0\u2002\u2003"
_OPENING, _CLOSING = ("【", "〖", "["), ("】", "〗", "]")
_ZONE_KINDS = (Kind.NOTICE, Kind.PREFACE, Kind.PREAMBLE)
# How much of a clause is looked through for the terms of a table below it. The longest sound paragraph of seventeen
# plans has 633 characters; these bounds keep many tables below much text linear.
_PARAGRAPHS_ABOVE, _CHARACTERS_ABOVE = 40, 2000
_OPENING_KINDS = {
    OpeningKind.BOX: Kind.BOX,
    OpeningKind.ANNEX: Kind.ANNEX,
    OpeningKind.ANNEX_LIST: Kind.ANNEX_LIST,
    OpeningKind.SCHEDULE: Kind.SCHEDULE,
}


@dataclass
class TreeBuilder:
    """Builds one document's tree; `drops` and `diagnostics` are its by-products."""

    units: list[Unit]
    around: Surroundings
    root: Draft = field(default_factory=lambda: Draft(Kind.PLAN, 1))
    drops: list[Drop] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    part: Draft = field(init=False)
    stack: list[Draft] = field(default_factory=list)
    note: Draft | None = None
    frame: Draft | None = None
    framed: SourceBlock | None = None  # what stands right below the heading in a frame
    printed: set[int | None] = field(init=False)
    copies: Counter[int] = field(default_factory=Counter)
    unnumbered: Iterator[int] = field(default_factory=lambda: count(1))
    plans: int = 1
    has_divisions: bool = False
    scanned: int = 0
    heads_tables: bool = False  # a caption stands above its table

    def __post_init__(self) -> None:
        self.part = self.root
        self.printed = {u.opening.ordinal for u in self.units if u.opening and u.opening.kind is OpeningKind.ANNEX}

    def build(self) -> Draft:
        """Return the tree of the whole document."""
        at = 0
        while at < len(self.units):
            unit = self.units[at]
            zone, role = self.around.zone_of(unit.block)
            is_plain = unit.opening is None and (unit.placed is None or unit.placed.candidate is None)
            further = self.around.plans.get(start_of(unit.block))
            if further is not None:
                self.stack, self.note = [], None
                self.part = self.root if self.part.kind is Kind.NOTICE else self.part
            elif isinstance(unit.block, Line) and self.part is self.root and self._is_letters(unit):
                self.part = self._part_of(Kind.NOTICE, unit.block)
            if unit.page_number and isinstance(unit.block, Line):
                drop_passage(self.drops, unit.block.passage, "page-number")
            elif further and isinstance(unit.block, Line) and unit.table is None:
                at = self._open_plan(at, unit.block)
            elif is_plain and (zone is not Zone.BODY or role):
                self._add_zone_line(unit, zone, role)
            elif unit.opening is not None:
                at = self._open_structure(at, unit, zone)
            elif unit.placed is not None and unit.placed.candidate is None:
                self._open_heading(unit)
            elif unit.placed is not None:
                self._open_division(unit)
            else:
                at = self._add_plain(at, unit)
            at += 1
        return self.root

    # -- zones ---------------------------------------------------------------------------------------------

    def _add_zone_line(self, unit: Unit, zone: Zone, role: str) -> None:
        if isinstance(unit.block, Grid) or unit.table is not None:
            self._container().body.append(self._make_table(unit))
        elif zone is Zone.BODY or self.part is not self.root or self.stack:
            self._holder(unit.block).body.append(self._paragraph(unit.block, role))
        else:
            kind = Kind.PREFACE if zone is Zone.HEAD else Kind.NOTICE
            self._part_of(kind, unit.block).body.append(self._paragraph(unit.block, role))

    def _part_of(self, kind: Kind, line: Line) -> Draft:
        """The part of that kind that is being filled, a new one where another stands between: a table is none."""
        body = self.root.body
        at = next((at for at in range(len(body), 0, -1) if not isinstance(body[at - 1], Table)), 0)
        last = body[at - 1] if at else None
        if isinstance(last, Draft) and last.kind is kind:
            last.body += body[at:]
            del body[at:]
            return last
        draft = Draft(kind, line.line_no)
        self.root.body.append(draft)
        return draft

    def _open_plan(self, at: int, line: Line) -> int:
        """Open a further plan of the same letter, on a page of its own; return the last unit of its title."""
        self.plans += 1
        draft = Draft(Kind.PLAN, line.line_no, ordinal=self.plans, page=f"plan-{self.plans}")
        lines = [line]
        # A table that begins within the title stands for more lines than its first.
        while at + 1 < len(self.units) and self.units[at + 1].table is None:
            follower = self.units[at + 1].block
            if self.around.zone_of(follower) != (Zone.HEAD, "title") or not isinstance(follower, Line):
                break
            lines.append(follower)
            at += 1
        self._set_heading(draft, Passage.join([part.passage for part in lines]))
        self.part, self.stack, self.note = draft, [], None
        self.root.body.append(draft)
        return at

    def _is_letters(self, unit: Unit) -> bool:
        """Whether a unit is a numbered clause of the letter above the plan."""
        return unit.placed is not None and 0 <= start_of(unit.block) < self.around.letter_end

    # -- divisions -----------------------------------------------------------------------------------------

    def _open_division(self, unit: Unit) -> None:
        place = unit.placed
        if place is None or place.candidate is None or not isinstance(unit.block, Line):
            raise TypeError("only a labelled line opens a division")
        marker = place.candidate.marker
        label = _label_end(unit.block.text, marker.end - marker.start)
        draft = Draft(
            marker.rung.kind,
            unit.block.line_no,
            source=unit.block,
            offset=label,
            run_on=unit.run_on,
            ordinal=marker.ordinal or None,
        )
        draft.num = unit.block.passage[:label]
        if place.doubt:
            self.diagnose(place.doubt, unit.block, expected=place.expected)
        self._push(draft, place.depth)

    def _push(self, draft: Draft, depth: int) -> None:
        """Open a division in those above so deep a one."""
        self.note = None
        del self.stack[depth:]
        self._container().body.append(draft)
        self.stack.append(draft)

    def _open_heading(self, unit: Unit) -> None:
        """Open a division whose heading prints no number."""
        place, line = unit.placed, unit.block
        if place is None or not isinstance(line, Line):
            raise TypeError("only a line that is a heading opens its division")
        draft = Draft(Kind.HEADED, line.line_no, marks=line.marks)
        draft.num = line.passage[: line.counted]
        self._set_heading(draft, line.passage[line.counted :])
        self._push(draft, place.depth)

    def _open_structure(self, at: int, unit: Unit, zone: Zone) -> int:
        """Open a box, annex, schedule or list of annexes; return the last unit used."""
        opening, line = unit.opening, unit.block
        if opening is None or not isinstance(line, Line):
            raise TypeError("only a structural line opens a structure")
        kind = _OPENING_KINDS[opening.kind]
        draft = Draft(kind, line.line_no, ordinal=opening.ordinal)
        label = _label_end(line.text, opening.label_end)
        draft.num, heading = line.passage[:label], line.passage[label:]
        followers = self.units[at + 1 : at + 1 + opening.last - opening.block]
        self.note = None
        if kind is Kind.BOX:
            self._set_heading(draft, heading)
            self._push(draft, unit.placed.depth if unit.placed else len(self.stack))
            below = self.units[at + 1].block if at + 1 < len(self.units) else None
            is_framed = isinstance(below, Grid) or (below is not None and below.hints.boxed)
            self.frame = draft if is_framed and line.hints.boxed else None
            self.framed = below
            return at
        if kind is Kind.ANNEX_LIST and zone is Zone.LETTER and self.part is self.root:
            self.stack = []  # what follows stands behind the list, not in a division above it
            self._part_of(Kind.NOTICE, line).body.append(draft)
        elif kind is Kind.ANNEX:
            draft.page = self._claim_page(opening.ordinal)
            self.part = draft
            self.stack = []
            self.root.body.append(draft)
        else:
            self.stack = []
            self.part.body.append(draft)
            if kind is Kind.SCHEDULE:
                self.stack = [draft]
        if kind is Kind.ANNEX_LIST:
            if heading:
                draft.body.append(Paragraph(heading, line.line_no, role="entry"))
            draft.body.extend(
                self._paragraph(follower.block, "entry") for follower in followers if isinstance(follower.block, Line)
            )
        elif heading:
            self._set_heading(draft, heading)
        elif followers:
            titles = [follower.block.passage for follower in followers if isinstance(follower.block, Line)]
            self._set_heading(draft, Passage.join(titles))
        return at + len(followers)

    def _claim_page(self, ordinal: int | None) -> str:
        """Return the name of an annex's page: its printed number, else the first that none of them prints."""
        if ordinal is None:
            ordinal = next(n for n in self.unnumbered if n not in self.printed)
        self.copies[ordinal] += 1
        copy = self.copies[ordinal]
        return f"annex-{ordinal}" + (write_repeat(copy) if copy > 1 else "")

    def _set_heading(self, draft: Draft, heading: Passage) -> None:
        if heading.text[-1:] in _CLOSING and not any(sign in heading.text for sign in _OPENING):
            heading, draft.stop = heading[:-1], heading[-1:]  # of 【专栏1：甲】: the label holds what it closes
        draft.heading = heading
        draft.style = HeadingStyle.DISPLAY if heading else HeadingStyle.NONE

    # -- text ----------------------------------------------------------------------------------------------

    def _container(self) -> Draft:
        """The division that takes what comes next; a dash item takes nothing but its own paragraph."""
        if self.note is not None:
            return self.note
        for draft in reversed(self.stack):
            if draft.kind is not Kind.DASH:
                return draft
        return self.part

    def _add_plain(self, at: int, unit: Unit) -> int:
        """Add a line or a table; return the last unit used."""
        block = unit.block
        self._leave_frame(block)
        if isinstance(block, Grid):
            self._add_grid(block)
            return at
        if unit.table is not None:
            if not unit.table.rebuilt:
                self.diagnose("table-not-rebuilt", block)
            self._container().body.append(self._with_caption(unit.table))
            return at
        if NOTE_RE.match(block.text) and self._takes_notes():
            self._add_note(block)
            return at
        if is_glued_header(block.text):
            glued = read_glued_table(self._lines_from(at), self._text_above())
            if glued is not None:
                self._container().body.append(self._with_caption(glued.table))
                return at + glued.used - 1
        number = TABLE_RE.match(block.text) if is_title_like(block.text) else None
        holder = self._holder(block)
        if number is not None and not self.heads_tables and not self._stands_above_table(at):
            self._number_above(holder, number["n"])
        holder.body.append(self._paragraph(block, "caption" if number else ""))
        return at

    def _stands_above_table(self, at: int) -> bool:
        below = self.units[at + 1] if at + 1 < len(self.units) else None
        return below is not None and (isinstance(below.block, Grid) or below.table is not None)

    def _number_above(self, holder: Draft, number: str) -> None:
        """Give the table right above a caption its number; the caption stays where it is printed.

        Where captions stand above their tables, one without a table has lost it.
        """
        last = holder.body[-1] if holder.body else None
        if isinstance(last, Table) and last.caption is None and not last.num:
            holder.body[-1] = replace(last, num=number)

    def _leave_frame(self, block: Line | Grid) -> None:
        """Close a box whose frame has ended: what stands below it belongs to the division around it."""
        at = next((at for at, draft in enumerate(self.stack) if draft is self.frame), None)
        if at is None or block is self.framed:
            return
        if isinstance(block, Grid) or not (block.hints.boxed or block.hints.is_note or NOTE_RE.match(block.text)):
            del self.stack[at:]
            self.note = None

    def _holder(self, line: Line) -> Draft:
        """The division that takes a plain line: the preamble before the first numbered one."""
        if self.part is self.root and not self.stack and self.note is None and not self._has_divisions():
            return self._part_of(Kind.PREAMBLE, line)
        return self._container()

    def _lines_from(self, at: int) -> Iterator[Line]:
        """The line of unit `at` and those of the units behind it that are nothing but text."""
        for number in range(at, len(self.units)):
            unit = self.units[number]
            plain = unit.placed is None and unit.opening is None and unit.table is None
            if not isinstance(unit.block, Line) or not (plain or number == at):
                return
            yield unit.block

    def _has_divisions(self) -> bool:
        """Whether a division stands in the document so far; each node is looked at once."""
        while self.scanned < len(self.root.body) and not self.has_divisions:
            node = self.root.body[self.scanned]
            self.has_divisions = isinstance(node, Draft) and node.kind not in _ZONE_KINDS
            self.scanned += 1
        return self.has_divisions

    def _text_above(self) -> str:
        """The text of the clause so far: its last paragraphs, and the words behind its label."""
        holder = self._container()
        near = islice(reversed(holder.body), _PARAGRAPHS_ABOVE)
        texts = [node.passage.text[:_CHARACTERS_ABOVE] for node in near if isinstance(node, Paragraph)]
        if holder.source is not None:
            texts.append(holder.source.text[:_CHARACTERS_ABOVE])
        return "\n".join(texts)

    def _takes_notes(self) -> bool:
        """Notes stand below a table, in a schedule, or behind another note."""
        if self.note is not None:
            return True
        body = self._container().body
        return bool(body) and isinstance(body[-1], Table)

    def _add_note(self, line: Line) -> None:
        if self.note is None:
            draft = Draft(Kind.NOTE, line.line_no)
            self._container().body.append(draft)
            self.note = draft
        self.note.body.append(self._paragraph(line, "note"))

    def _paragraph(self, line: Line, role: str = "") -> Paragraph:
        role = "figure" if line.hints.is_figure else "footnote" if line.hints.is_note else role
        return Paragraph(line.passage, line.line_no, marks=line.marks, role=role)

    # -- tables --------------------------------------------------------------------------------------------

    def _make_table(self, unit: Unit) -> Table:
        return unit.table if unit.table is not None else read_grid(unit.block)  # type: ignore[arg-type]

    def _with_caption(self, table: Table) -> Table:
        """Take the caption line above the table into it."""
        body = self._container().body
        last = body[-1] if body else None
        if not isinstance(last, Paragraph) or last.role != "caption" or table.caption is not None:
            return table
        body.pop()
        self.heads_tables = True
        number = TABLE_RE.match(last.passage.text)
        return replace(table, caption=last, num=number["n"] if number else "")

    def _add_grid(self, grid: Grid) -> None:
        if grid.is_loose:
            first = next(line for row in grid.rows for cell in row for line in cell.lines)
            self.diagnose("table-not-rebuilt", first)
        self._container().body.append(self._with_caption(read_grid(grid)))

    # -- small ---------------------------------------------------------------------------------------------

    def _split_blanks(self, passage: Passage) -> tuple[Passage, Passage, Passage]:
        parts = passage.trim(_BLANKS)
        drop_passage(self.drops, parts[0], "indent")
        drop_passage(self.drops, parts[2], "indent")
        return parts

    def trimmed(self, passage: Passage) -> Passage:
        """Return the passage without blanks at its edges, which are recorded as dropped."""
        return self._split_blanks(passage)[1]

    def diagnose(self, code: str, line: Line, **fields: object) -> None:
        """Record a doubt about a line; `fields` are those that the code's sentence names."""
        self.diagnostics.append(make_diagnostic(code, line.line_no, line.text, **fields))


def _label_end(text: str, end: int) -> int:
    """Where a label ends with the blanks behind it: without them 专栏1 5G应用 would read as 15."""
    return len(text) - len(text[end:].lstrip(_BLANKS))
