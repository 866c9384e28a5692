"""CleanText → ParsedPlan: the entry to this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_tools.model.division import Division, Kind, Paragraph
from build_tools.parse.bodies import read_issuers
from build_tools.parse.commentary import is_commentary
from build_tools.parse.contents import remove_contents
from build_tools.parse.dropped_words import doubt_drops
from build_tools.parse.finish import finish_tree
from build_tools.parse.repeats import remove_repeats
from build_tools.parse.tree import TreeBuilder
from build_tools.parse.units import cut_units
from build_tools.parse.zones import find_zones

if TYPE_CHECKING:
    from build_tools.model.line import CleanText, Drop
    from build_tools.model.report import Diagnostic
    from build_tools.model.witness import Witness


@dataclass(frozen=True)
class ParsedPlan:
    """What a witness says.

    Attributes:
        root: the tree.
        title: of the plan, "" where none was found.
        issuers: in the order signed.
        facts: doc_number, date_issued, date_published, notice_title, source, source_url … where known.
        drops: characters dropped while parsing.
        diagnostics: doubts, in the order of the text.
        has_body: whether the page holds the text of a document at all.
    """

    root: Division
    title: str
    issuers: tuple[str, ...]
    facts: dict[str, str] = field(default_factory=dict)
    drops: tuple[Drop, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    has_body: bool = True


_LABELLED = frozenset(Kind) - {
    Kind.PLAN,
    Kind.PREFACE,
    Kind.NOTICE,
    Kind.PREAMBLE,
    Kind.NOTE,
    Kind.ANNEX_LIST,
}


def parse_text(text: CleanText, witness: Witness) -> ParsedPlan:
    """Return the structure of a cleaned witness."""
    blocks, repeats = remove_repeats(text.blocks)
    blocks, contents = remove_contents(blocks)
    units = cut_units(blocks, witness.line_no)
    first = next(
        (at for at, unit in enumerate(units) if unit.placed is not None or unit.opening is not None),
        len(units),
    )
    zones = find_zones(tuple(unit.block for unit in units), first)
    builder = TreeBuilder(units, zones)
    builder.build()
    finish_tree(builder)
    root = builder.root.freeze()
    facts = dict(text.facts)
    facts.update(zones.facts)
    if "date_issued" not in facts and (signed := text.facts.get("date_signed")):
        facts["date_issued"] = signed
    issuers = zones.issuers or read_issuers(facts.get("title", "")) or _listed(facts)
    drops = (*repeats, *contents, *builder.drops)
    doubts = [*text.diagnostics, *builder.diagnostics, *doubt_drops(root, (*text.drops, *drops), witness)]
    divisions = sum(isinstance(node, Division) and node.kind in _LABELLED for node in root.walk())
    return ParsedPlan(
        root,
        zones.title or facts.get("title", ""),
        tuple(issuers),
        facts,
        drops,
        tuple(sorted(doubts)),
        has_body=(divisions >= 2 or _is_single(root, zones.title) or _is_letter(root))
        and not is_commentary(blocks, zones.title),
    )


def _is_single(root: Division, title: str) -> bool:
    """Whether the page holds a titled plan with one numbered division: what is read of it begins with 一、."""
    rungs = [node for node in root.body if isinstance(node, Division) and node.kind in (Kind.SECTION, Kind.CHAPTER)]
    return bool(title) and any(node.body for node in rungs)


def _is_letter(root: Division) -> bool:
    """Whether the page holds a signed letter: a notice without numbered divisions is a document, too."""
    roles = {node.role for node in root.walk() if isinstance(node, Paragraph)}
    return {"salutation", "signature", "date"} <= roles


def _listed(facts: dict[str, str]) -> list[str]:
    return [name for name in facts.get("issuer", facts.get("publisher", "")).split("、") if name]
