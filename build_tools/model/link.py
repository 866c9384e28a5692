"""What leads from a clause to another place of the library, and back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """A place a link leads to: a clause of a work, a work itself, an entry of the glossary, or one of a cited work.

    Attributes:
        work: name in paths, "" for an entry.
        anchor: qualified by page; "" is the plan itself, "annex-1" an annex.
        term: id of an entry of the glossary, else "".
        cited: anchor of a work that is not here on the page of cited works, else "".
    """

    work: str
    anchor: str
    term: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A link in a clause's text.

    Attributes:
        clause: number of the clause in the work's `WorkClauses`, from 0.
        start: offset in the clause's text.
        end: offset behind it.
        target: where it leads.
    """

    clause: int
    start: int
    end: int
    target: Target


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites: where it stands, and how it is called from there."""

    words: str
    target: Target


@dataclass(frozen=True)
class WorkLinks:
    """All links of one work.

    Attributes:
        out: in its clauses' texts, in order.
        cited: qualified anchor → the clauses that cite it, in the order of works and texts.
    """

    out: tuple[ClauseLink, ...] = ()
    cited: dict[str, tuple[Citing, ...]] = field(default_factory=dict)
