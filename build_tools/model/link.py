"""What leads from a clause to another place of the library, and back."""

from dataclasses import dataclass, field
from functools import cached_property

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.note import BlockSpan


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A place a link leads to: a clause of a work, a work itself, a term's entry, a cited work's, a body's page.

    Attributes:
        work: name in paths, "" for an entry.
        anchor: in the work.
        term: id of an entry of the glossary, else "".
        cited: anchor of a work that is not here on the page of cited works, else "".
        body: name of the page of a public body, else "".
    """

    work: str = ""
    anchor: Anchor = ROOT
    term: str = ""
    cited: str = ""
    body: str = ""

    @property
    def is_reference(self) -> bool:
        """Whether the text itself refers to it: to a work or a place, not to what the edition explains."""
        return not (self.term or self.body)


@dataclass(frozen=True, slots=True)
class BlockLink(BlockSpan):
    """A link in what a block prints, and where it leads."""

    target: LinkTarget


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites: where it stands, and how it is called from there."""

    words: str
    target: LinkTarget


@dataclass(frozen=True)
class Version:
    """Another work here that is a version of the same plan: its mid-term adjustment, its revised print.

    Attributes:
        work: its name in paths.
        title: with the mark of a draft.
        date: "YYYY-MM-DD", of its issue, "" where that is not known.
        source: what says that both are versions of one plan.
    """

    work: str
    title: str
    date: str
    source: str


@dataclass(frozen=True)
class Lineage:
    """How a work stands to the others here.

    Attributes:
        based_on: name of a document that the work was made by (`Facts.based_on`) → where that stands here.
        implemented: the works that were made by this one, each where its text says so, as a whole where its manifest
            does.
        versions: the others of the same plan, the oldest first.
        ended_by: the works that say of this one that it holds no more, each where it does.
    """

    based_on: dict[str, LinkTarget] = field(default_factory=dict)
    implemented: tuple[Citing, ...] = ()
    versions: tuple[Version, ...] = ()
    ended_by: tuple[Citing, ...] = ()


@dataclass(frozen=True)
class WorkLinks:
    """All links of one work.

    Attributes:
        out: in its blocks, in order.
        cited: anchor → the clauses that cite it, in the order of works and texts.
        issuers: name of the page of each body that has issued the work, in the order signed.
        lineage: how the work stands to the others.
    """

    out: tuple[BlockLink, ...] = ()
    cited: dict[Anchor, tuple[Citing, ...]] = field(default_factory=dict)
    issuers: tuple[str, ...] = ()
    lineage: Lineage = field(default_factory=Lineage)

    @cached_property
    def by_block(self) -> dict[int, list[BlockLink]]:
        """The links by the number of the block in which they stand."""
        found: dict[int, list[BlockLink]] = {}
        for link in self.out:
            found.setdefault(link.block, []).append(link)
        return found
