"""What a work leaves for the rest of the library: a small record, which lists and checks go by, and its survey."""

from dataclasses import dataclass, field

from build_tools.model.acceptance import Acceptance
from build_tools.model.anchor import Anchor
from build_tools.model.clause import WorkClauses
from build_tools.model.edition import Edition, Facts
from build_tools.model.link import WorkLinks
from build_tools.model.note import BodyMention, Reference, Responsibility, TermUse
from build_tools.model.place import Place
from build_tools.model.report import Diagnostic
from build_tools.model.script import Script
from build_tools.model.target import Target


@dataclass(frozen=True)
class FidelityRecord:
    """What became of each character of a witness. Counts are code points of the decoded source.

    Attributes:
        characters: of the source.
        kept: of them, published as they stand.
        folded: of them, published in another form that HTML itself prescribes (a character reference; blanks
            that print as one), or as the character that a radical stands for.
        emended: of them, replaced by an emendation.
        dropped: of them, not published, by rule.
        radicals: how many of the folded are radicals.
        computed: characters published beside them that no character of the source prints, by rule.
        machine: of the characters, published as a machine read them from a picture; of these nothing is proven but that
            the edition prints what it read, and they are counted nowhere else.
    """

    characters: int
    kept: int
    folded: int
    emended: int
    dropped: dict[str, int]
    radicals: int = 0
    computed: dict[str, int] = field(default_factory=dict)
    machine: int = 0

    @property
    def dropped_total(self) -> int:
        """All characters that are not published."""
        return sum(self.dropped.values())

    @property
    def published(self) -> int:
        """Characters that are published as the source has them, in whatever form."""
        return self.kept + self.folded


@dataclass(frozen=True)
class WitnessRecord:
    """A witness: name of the download, its role ("base" or "witness"), and what became of its characters."""

    file: str
    role: str
    fidelity: FidelityRecord


@dataclass(frozen=True)
class PublishedWork:
    """A work as pages, books and PDFs are made from it.

    Attributes:
        edition: its text.
        responsibilities: who answers for which clause.
        fidelity: what became of the characters of its source.
        links: from and to its clauses.
        breaks: how many emendations restored a break that the source has lost.
    """

    edition: Edition
    responsibilities: tuple[Responsibility, ...]
    fidelity: FidelityRecord
    links: WorkLinks = field(default_factory=WorkLinks)
    breaks: int = 0


@dataclass(frozen=True)
class WorkRecord:
    """What the project's lists and checks need of one work: small, so that those of all works are in memory.

    Attributes:
        work: its name in paths.
        facts: metadata.
        annexes: (page, title) of each annex.
        aliases: old anchor → the anchor that took its place.
        witnesses: fidelity of each copy, the base first.
        diagnostics: doubts about the base.
        draft: its anchors are not promised yet.
        added: "YYYY-MM-DD", since when the work stands in this library, "" where nobody says.
        changed: "YYYY-MM-DD", when its text or anchors last changed here.
        place: that the work is made for, None where it could not be told.
        accepted: changes of published clauses that are right.
        formerly: names under which the work was published before.
        title: of the plan as it is published.
        short: what it is called beside others: as the manifest says or a rule guesses; the title where another work has
            the same.
        year: of issue, None where it is not known.
        script: in which it is printed.
        anchors: how many it has.
    """

    work: str
    facts: Facts
    annexes: tuple[tuple[str, str], ...]
    aliases: dict[Anchor, Anchor]
    witnesses: tuple[WitnessRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    draft: bool = False
    added: str = ""
    changed: str = ""
    place: Place | None = None
    accepted: tuple[Acceptance, ...] = ()
    formerly: tuple[str, ...] = ()
    title: str = ""
    short: str = ""
    year: int | None = None
    script: Script = Script.HANS
    anchors: int = 0

    @property
    def mark(self) -> str:
        """What stands behind a draft's title wherever it is listed or cited, "" of a published work."""
        return "（草稿）" if self.draft else ""


@dataclass(frozen=True)
class SurveyedWork:
    """What the rest of the library needs of a work: as large as its text, so loaded one at a time.

    Attributes:
        record: for lists and checks.
        clauses: for the search and for what quotes them.
        references: to works and places, in the order of the text.
        uses: of the glossary's terms, in the order of the text.
        targets: quantified ones, in the order of the text.
        mentions: of bodies in responsibility groups, in the order of the text.
        excerpts: (block, term) → [start, end) of what is quoted of the clause for the term.
        readings: what a conversion to traditional script chose in it, as `hanzi.script_review` counts it.
        responsibilities: who answers for which clause.
        anchors: hash of each anchor's text, in the order of the text.
        citations: how each anchor is cited, of a work that was published under another name; else {}.
    """

    record: WorkRecord
    clauses: WorkClauses
    references: tuple[Reference, ...]
    uses: tuple[TermUse, ...]
    targets: tuple[Target, ...] = ()
    mentions: tuple[BodyMention, ...] = ()
    excerpts: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    readings: str = ""
    responsibilities: tuple[Responsibility, ...] = ()
    anchors: dict[Anchor, str] = field(default_factory=dict)
    citations: dict[Anchor, str] = field(default_factory=dict)
