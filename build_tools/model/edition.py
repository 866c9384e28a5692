"""What is published of one work."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block
from build_tools.model.division import Division
from build_tools.model.line import Drop
from build_tools.model.picture import Picture
from build_tools.model.report import Diagnostic
from build_tools.model.witness import Witness

SITES = {"government": "政府网站", "news": "新闻网站", "library": "文献库", "other": "其他网站"}
"""Kinds of sites that copies come from, and what they are called."""

STATES = {
    "in-force": "有效",
    "amended": "已修改",
    "superseded": "已被取代",
    "expired": "已失效",
    "repealed": "已废止",
}
"""What may be known of a work's force, and what it is called."""


@dataclass(frozen=True)
class Facts:
    """Metadata of a work; an empty string or tuple where nothing is known.

    Attributes:
        title: of the plan.
        notice_title: of the letter that issues it.
        doc_number: e.g. 某政发〔2020〕5号, as printed.
        issuers: in the order signed.
        date_issued: "YYYY-MM-DD", the day of signing or adoption; "YYYY-MM" where only the month is printed.
        date_published: "YYYY-MM-DD", the day the source put it online.
        period: (first, last) year covered, or None.
        place: that it is made for, its whole name: 上海市松江区, 全国.
        source: who published the copy.
        source_url: where.
        source_kind: of that site, a key of `SITES`, "" where nobody says.
        original_url: where the issuing body has published its own text.
        also_titled: other names under which works cite it.
        short_title: what it is called beside others, "" where nobody says.
        status: its force, a key of `STATES`, "" where nobody says; never inferred.
        status_by: the document that has amended, superseded or repealed it, "" where none is named.
        status_date: "YYYY-MM-DD", since when.
        status_source: what says so: an address, or a document as it is cited.
        version_of: name in paths of an earlier work here that is a version of the same plan, "" where nobody says.
        version_source: what says so.
        valid_until: "YYYY-MM-DD", the last day on which it holds, as the text itself says.
        valid_at: the anchor where the text says so.
        period_over: "YYYY-MM-DD", the day on which it came into this library, where its period was over by then. That
            repeals nothing.
        based_on: (name, anchor) of each document that the text says it was made by; of one that only the manifest
            names the anchor is "".
    """

    title: str = ""
    notice_title: str = ""
    doc_number: str = ""
    issuers: tuple[str, ...] = ()
    date_issued: str = ""
    date_published: str = ""
    period: tuple[int, int] | None = None
    place: str = ""
    source: str = ""
    source_url: str = ""
    source_kind: str = ""
    original_url: str = ""
    also_titled: tuple[str, ...] = ()
    short_title: str = ""
    status: str = ""
    status_by: str = ""
    status_date: str = ""
    status_source: str = ""
    version_of: str = ""
    version_source: str = ""
    valid_until: str = ""
    valid_at: str = ""
    period_over: str = ""
    based_on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AbsentAnnex:
    """An annex that the list of annexes names and no file of the work holds.

    Attributes:
        place: its entry in the list.
        ordinal: its number, None where the list gives none.
        title: as the list has it.
    """

    place: Anchor
    ordinal: int | None
    title: str


@dataclass(frozen=True)
class ParsedPlan:
    """What a witness says, parsed.

    Attributes:
        root: the tree.
        title: of the plan, "" where none was found.
        issuers: in the order signed.
        facts: doc_number, date_issued, date_published, notice_title, source, source_url … where known.
        drops: characters dropped while parsing.
        diagnostics: doubts, in the order of the text.
        has_body: whether the page holds the text of a document at all.
        absent: (number, title) of each annex that is listed and not here, by the offset of its entry in the list.
        others: title, doc_number, issuers, date_issued → what else each might be.
    """

    root: Division
    title: str
    issuers: tuple[str, ...]
    facts: dict[str, str] = field(default_factory=dict)
    drops: tuple[Drop, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    has_body: bool = True
    absent: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Edition:
    """One work as it is published.

    Attributes:
        work: its name in paths, ASCII; "" for a file that belongs to no work.
        witness: the copy that it follows, of one file or several.
        root: the tree, with anchors.
        blocks: what is printed of it, in reading order.
        facts: metadata.
        drops: every source character that is not published, with its rule.
        diagnostics: doubts in the order of the text.
        has_body: whether the source holds the text of a document at all.
        aliases: old anchor → anchor that took its place.
        absent: annexes that are named and not here, in the order of the list.
        pictures: files that stand in it and were kept, by the source offset and the address of their signs.
        others: fact → what else it might be, the likeliest first.
    """

    work: str
    witness: Witness
    root: Division
    blocks: tuple[Block, ...]
    facts: Facts
    drops: tuple[Drop, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    has_body: bool = True
    aliases: dict[Anchor, Anchor] = field(default_factory=dict)
    absent: tuple[AbsentAnnex, ...] = ()
    pictures: Mapping[tuple[int, str], Picture] = field(default_factory=dict)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Of the plan; the file's name where none was found."""
        return self.facts.title or self.witness.name

    def list_former(self, *, same_page: bool = False) -> dict[Anchor, list[Anchor]]:
        """Return anchor of today → the old ones that it took the place of, all or those of its own page."""
        found: dict[Anchor, list[Anchor]] = {}
        for old, new in self.aliases.items():
            if not same_page or old.page == new.page:
                found.setdefault(new, []).append(old)
        return found
