"""Clauses: the pieces of a work that a reader can be led to, for whatever works by clause and across works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
        page: "annex-1" on an annex's page, "" on the plan's own.
        anchor: where to lead a reader on that page; "" is the page's top.
        kind: title, heading or text.
        citation: how the place is cited, 二（一）1第2段.
        path: the headings above it, outermost first, with their numbers.
        text: what is printed; cells of a table's row are separated by `BREAK`.
        lead: length of its beginning that serves as a heading, label included; 0 where there is none.
        role: of a paragraph that is not running text ("signature", "date", …), or "header" of a table's head; else "".
    """

    work: str
    page: str
    anchor: str
    kind: ClauseKind
    citation: str
    path: tuple[str, ...]
    text: str
    lead: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
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
