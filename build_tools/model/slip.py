"""Slips: what works leave for the pages that span them, a few kilobytes each, kept by subject and by group.

A slip is what one work says of one subject (its uses of terms, its tasks, its references), a part of it for each group:
a term, a body. What spans works is made from the records of all works and from slips, one group after the other.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from build_tools.model.anchor import Anchor
from build_tools.model.body import BodyName
from build_tools.model.note import ReferenceKind
from build_tools.model.record import SurveyedWork, WorkRecord


class Subject(StrEnum):
    """What a slip is about, and what its groups are."""

    TERM = "term"  # id of an entry → TermUses
    COUNTS = "counts"  # "" → {id of an entry: TermCounts}, and the characters of the work
    MATCHES = "matches"  # "" → term → block → places of its uses in running text
    BODY = "body"  # name of a body → BodyTasks
    TASKS = "tasks"  # "" → {name of a body: number of clauses}
    TARGETS = "targets"  # "" → TargetRows
    REFERENCES = "references"  # "" → (CitedName, …)
    READINGS = "readings"  # "" → counted readings, as `hanzi.script_review` writes them
    ANCHORS = "anchors"  # "" → the work's lines in anchors.lock
    WORDINGS = "wordings"  # "" → (Wording, …), what quotations are held against
    FORMER = "former"  # "" → pages of a work that had another name, by path


class Quote(NamedTuple):
    """A clause that uses a term: where, how it is called, what is quoted of it (HTML in Markdown)."""

    place: Anchor
    citation: str
    words: str


class TermUses(NamedTuple):
    """The clauses of a work that use a term."""

    quotes: tuple[Quote, ...]


class TermCounts(NamedTuple):
    """How often a work uses a term, in how many clauses, and in how many of running text."""

    uses: int
    clauses: int
    texts: int


class Counts(NamedTuple):
    """What is counted in a work: characters without blanks, clauses of running text, and uses by term."""

    characters: int
    texts: int
    terms: dict[str, TermCounts]


class Task(NamedTuple):
    """What a body has to do: the clause, how it is called, what is above it and how it begins (Markdown)."""

    place: Anchor
    role: str
    printed: str
    is_open: bool
    deadline: str
    citation: str
    words: str


class BodyTasks(NamedTuple):
    """What a body has to do in a work: as it is first named there, and first named for a task; whether it signed."""

    body: BodyName
    doer: BodyName
    tasks: tuple[Task, ...]
    has_signed: bool


class TargetRow(NamedTuple):
    """A row of the table of targets: its cells but the last two (HTML), and the clause that they lead to."""

    cells: str
    place: Anchor
    citation: str


class TargetRows(NamedTuple):
    """The targets of a work: as JSON and as CSV, each as a part of a file, and as rows."""

    data: str
    table: str
    rows: tuple[TargetRow, ...]


class CitedName(NamedTuple):
    """A reference.

    Attributes:
        kind, name, target: what it names, as `Reference` has them.
        place, citation: the clause, and how it is called.
        called, excerpt: of a reference to a work, how what stands at that place is called and begins.
        ends: whether the work holds no more, as that clause says.
    """

    kind: ReferenceKind
    name: str
    target: Anchor | None
    place: Anchor
    citation: str
    called: str
    excerpt: str
    ends: bool


class Slips(Protocol):
    """The slips of all works."""

    @property
    def records(self) -> Mapping[str, WorkRecord]:
        """The works, by name."""

    def take(self, subject: Subject, group: str = "") -> Iterator[tuple[str, Any]]:
        """Yield (work, slip) of a group, by the names of the works; nothing else of them is in memory."""

    def groups(self, subject: Subject) -> list[str]:
        """Return the groups of a subject, in order."""

    def find(self, subject: Subject, work: str, group: str = "") -> Any:
        """Return what one work says of a group, None where that is nothing."""

    def works(self, subject: Subject) -> dict[str, set[str]]:
        """Return, for each group of a subject, the works that say something of it; nothing else of them is read."""

    def survey(self, work: str) -> SurveyedWork:
        """Return the whole survey of a work; only few of them are in memory."""
