"""Divisions while they are being built."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.line import Line, Mark
from build_tools.model.passage import Passage

EMPTY = Passage()


@dataclass
class Draft:
    """A division under construction; `source` is the labelled line behind its label, not yet cut."""

    kind: Kind
    line_no: int
    num: Passage = EMPTY
    ordinal: int | None = None
    heading: Passage = EMPTY
    stop: Passage = EMPTY
    style: HeadingStyle = HeadingStyle.NONE
    body: list[Draft | Paragraph | Table] = field(default_factory=list)
    page: str = ""
    confidence: float = 1.0
    marks: tuple[Mark, ...] = ()
    source: Line | None = None
    offset: int = 0
    run_on: bool = False

    def freeze(self) -> Division:
        """Return the division and all below it (plans nest at most a dozen deep)."""
        body: list[Node] = [node.freeze() if isinstance(node, Draft) else node for node in self.body]
        return Division(
            self.kind,
            self.num,
            self.ordinal,
            self.heading,
            self.stop,
            self.style,
            tuple(body),
            self.line_no,
            page=self.page,
            confidence=self.confidence,
            marks=self.marks,
        )


def shift_marks(marks: tuple[Mark, ...], start: int, end: int) -> tuple[Mark, ...]:
    """Return the marks within `start:end`, counted from `start`."""
    return tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and mark.end > start
    )
