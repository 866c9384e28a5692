"""What cleaning yields: printed lines and drawn tables, in the order of the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from build_tools.model.page_signs import PageSigns, Told
from build_tools.model.passage import Passage
from build_tools.model.report import Diagnostic
from build_tools.model.table import Rows


class Drop(NamedTuple):
    """Source characters `start:end` that are not published, and the rule that says so.

    That the rule is declared is asked once a document, by the proof (`edition.fidelity`).
    """

    start: int
    end: int
    rule: str


def add_drop(drops: list[Drop], start: int, end: int, rule: str) -> None:
    """Put a drop at the end of a list; what goes on where the last one ended, by the same rule, is one with it."""
    if start >= end:
        return
    last = drops[-1] if drops else None
    if last is not None and last.end == start and last.rule == rule:
        drops[-1] = Drop(last.start, end, rule)
    else:
        drops.append(Drop(start, end, rule))


def drop_passage(drops: list[Drop], passage: Passage, rule: str) -> None:
    """Put what a passage stands for at the end of a list of drops."""
    for run in passage.runs:
        add_drop(drops, run.start, run.end, rule)


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline meaning of characters `start:end` of a line: "sup" or "sub"."""

    start: int
    end: int
    name: str

    def moved(self, by: int) -> Mark:
        """Return the mark of the same characters in a text of which `by` more stand in front."""
        return Mark(self.start + by, self.end + by, self.name)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page's typography says of a line. Evidence, never proof.

    Attributes:
        level: 1-6 for a heading element or Markdown `#`, else 0.
        centered: set in the middle.
        bold: all of it is bold.
        accents: (start, end) of stretches set in another face than the rest.
        indent: leading blanks, an ideographic space counted as two.
        quoted: stands in a block quotation.
        item: stands in a list of the markup, whose own number is not part of the text.
        broken: the line begins where an editor put a break into a longer one.
        joined: where the last of several printed lines begins that make this one.
        linked: all of it is a link.
        is_figure: it is a picture's place.
        size: of its letters, in points; 0 where the source has no such measure (HTML, text).
        is_note: it is the text of a footnote, and belongs to the paragraph before it.
        boxed: it stands in a frame around paragraphs.
        listed: the file says that it is an entry of the table of contents.
        numbered: how many characters at its beginning are a number that stood on a line of its own.
        decided: what begins here as a maintainer says ("plan", "annex", "annexes"), or what the line is ("paragraph",
            "keep"); that stands above all evidence.
    """

    level: int = 0
    centered: bool = False
    bold: bool = False
    accents: tuple[tuple[int, int], ...] = ()
    indent: int = 0
    quoted: bool = False
    item: bool = False
    broken: bool = False
    joined: int = 0
    linked: bool = False
    is_figure: bool = False
    size: float = 0.0
    is_note: bool = False
    boxed: bool = False
    listed: bool = False
    numbered: int = 0
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph, without its indent.

    `line_no` counts the witness's lines from 1; `signs` is what it says of the page around the document; `text` is what
    the line reads as.
    """

    passage: Passage
    line_no: int
    hints: Hints = Hints()
    marks: tuple[Mark, ...] = ()
    signs: PageSigns | None = None
    text: str = field(init=False, repr=False, compare=False)  # asked so often that a property would cost a twentieth

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.passage.text)

    def lines(self) -> list[Line]:
        """Return its lines, as those of a `Grid`: itself."""
        return [self]

    @property
    def is_kept(self) -> bool:
        """Whether a maintainer says that it belongs to the text."""
        return self.hints.decided in ("keep", "paragraph")

    @property
    def counted(self) -> int:
        """How many characters at its beginning are a number that the file itself counts, or sets apart."""
        first = self.passage.runs[0] if self.passage.runs else None
        is_counted = first is not None and first.computed == "auto-number"
        return len(first.text) if first is not None and is_counted else self.hints.numbered

    def cut(self, start: int, end: int, line_no: Callable[[int], int] | None = None) -> Line:
        """Return characters `start:end` as a line; what the typography says is cut with it.

        `line_no` gives the witness's line of a source offset; without it the line keeps its own.
        """
        passage = self.passage[start:end]
        number = line_no(passage.start) if line_no and passage else self.line_no
        if not self.marks and not self.hints.accents:
            return Line(passage, number, self.hints)
        # Both stand in order and apart, so that those within the part are one stretch of them.
        first_mark = bisect_right(self.marks, start, key=lambda mark: mark.end)
        last_mark = bisect_left(self.marks, end, key=lambda mark: mark.start)
        marks = tuple(
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.name)
            for mark in self.marks[first_mark:last_mark]
        )
        all_accents = self.hints.accents
        first_accent = bisect_right(all_accents, start, key=lambda accent: accent[1])
        last_accent = bisect_left(all_accents, end, key=lambda accent: accent[0])
        accents = tuple(
            (max(first, start) - start, min(last, end) - start) for first, last in all_accents[first_accent:last_accent]
        )
        return Line(passage, number, replace(self.hints, accents=accents), marks)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that the markup draws, or that blanks set apart.

    `is_loose` tells that its rows are printed lines, of which several may belong together; those in `going_on` go on
    with the row above them.
    """

    rows: Rows[Line]
    line_no: int
    caption: Line | None = None
    is_loose: bool = False
    going_on: frozenset[int] = frozenset()
    signs: PageSigns | None = None

    def lines(self) -> list[Line]:
        """Return its lines: the caption, then the cells' row by row."""
        caption = [self.caption] if self.caption is not None else []
        return [*caption, *(line for row in self.rows for cell in row for line in cell.lines)]


SourceBlock = Line | Grid


@dataclass(frozen=True)
class CleanText:
    """The outcome of cleaning: what is published, in order, and what is not.

    Attributes:
        blocks: lines and grids in source order.
        drops: everything else, each with its rule.
        told: what the file says of its document outside the text: its front matter, the browser's title.
        diagnostics: doubts about what was dropped, in the order of the source.
        is_page: whether it is a page of a site, with menus around the text, and no plain text.
    """

    blocks: tuple[SourceBlock, ...]
    drops: tuple[Drop, ...]
    told: tuple[Told, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    is_page: bool = False
