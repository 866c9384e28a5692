"""Clauses: the pieces of a work that a reader can be led to, for whatever works by clause and across works."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from build_tools.model.anchor import Anchor

_EXCERPT = 140  # characters of a clause: what a card holds without becoming a page
BREAK = "\n"  # between the cells of a row; no phrase runs across it, and no published text holds it


class ClauseKind(StrEnum):
    """What a clause is, in the order in which a search values it."""

    TITLE = "title"  # of the plan or of an annex
    HEADING = "heading"
    TEXT = "text"  # a paragraph, a numbered sentence, a dash item, a row of a table


@dataclass(frozen=True, slots=True)
class Clause:
    """One place and the text that is printed there.

    Attributes:
        work: name of the work in paths.
        place: where to lead a reader.
        kind: title, heading or text.
        citation: how the place is cited, 二（一）1第2段.
        path: the headings above it, outermost first, with their numbers.
        text: what is printed; cells of a table's row are separated by `BREAK`.
        lead: length of its beginning that serves as a heading, label included; 0 where there is none.
        block: number of the block that prints it, from 0; -1 for the page's heading where the document prints none.
        role: of a paragraph that is not running text ("signature", "date", …), or "header" of a table's head; else "".
        page: of the file that prints it, from 1; 0 where that has no pages.
    """

    work: str
    place: Anchor
    kind: ClauseKind
    citation: str
    path: tuple[str, ...]
    text: str
    lead: int = 0
    role: str = ""
    block: int = -1
    page: int = 0


@dataclass(frozen=True)
class WorkClauses:
    """All clauses of a work, in the order of the text; every published character of it is in exactly one.

    Attributes:
        work: its name in paths.
        title: of the plan.
        year: of issue, None where it is not known.
        issuers: in the order signed.
        clauses: in the order of the text.
    """

    work: str
    title: str
    year: int | None
    issuers: tuple[str, ...]
    clauses: tuple[Clause, ...]

    @cached_property
    def by_block(self) -> dict[int, Clause]:
        """The clauses by the number of the block that prints them."""
        return {clause.block: clause for clause in self.clauses}


def excerpt_clauses(clauses: Iterable[Clause], anchor: Anchor) -> str:
    """Return the beginning of what stands at an anchor, a heading with what is below it.

    Args:
        clauses: from the one at the anchor on.
        anchor: of that clause.
    """
    words = ""
    for clause in clauses:
        if len(words) > _EXCERPT or not anchor.holds(clause.place):
            break
        words += clause.text.replace(BREAK, " ") + ("　" if clause.kind is ClauseKind.HEADING else "")
    return words[:_EXCERPT] + ("……" if len(words) > _EXCERPT else "")
