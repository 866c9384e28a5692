"""ParsedPlan → Edition: the entry to this room."""

from __future__ import annotations

from operator import attrgetter
from typing import Protocol

from build_tools.edition.anchors import assign_anchors
from build_tools.edition.lineage import find_basis, find_validity
from build_tools.edition.printed import print_edition
from build_tools.edition.sheets import place_on_sheets
from build_tools.hanzi.numerals import read_period
from build_tools.model.anchor import Anchor
from build_tools.model.block import Form
from build_tools.model.division import Division
from build_tools.model.edition import AbsentAnnex, Edition, Facts
from build_tools.model.line import Drop
from build_tools.model.report import Diagnostic
from build_tools.model.witness import Witness


class Parsed(Protocol):
    """What this room needs of a parsed plan; `build_tools.parse.parse.ParsedPlan` gives it."""

    @property
    def root(self) -> Division: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def issuers(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def facts(self) -> dict[str, str]: ...  # noqa: D102
    @property
    def drops(self) -> tuple[Drop, ...]: ...  # noqa: D102
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...  # noqa: D102
    @property
    def has_body(self) -> bool: ...  # noqa: D102
    @property
    def absent(self) -> dict[int, tuple[int | None, str]]: ...  # noqa: D102
    @property
    def others(self) -> dict[str, tuple[str, ...]]: ...  # noqa: D102


def edit_plan(
    parsed: Parsed,
    witness: Witness,
    cleaned: tuple[Drop, ...],
    *,
    work: str = "",
    aliases: dict[Anchor, Anchor] | None = None,
) -> Edition:
    """Return the edition of a parsed witness, with anchors and all drops in order."""
    facts = parsed.facts
    root = assign_anchors(parsed.root, frozenset(aliases or {}))
    blocks = place_on_sheets(print_edition(root, witness.text), witness)
    entries = {block.text.start: block.place for block in blocks if block.form is Form.ENTRY and block.text}
    valid_until, valid_at = find_validity(blocks) or ("", "")
    return Edition(
        work,
        witness,
        root,
        blocks,
        Facts(
            title=parsed.title,
            notice_title=facts.get("notice_title", ""),
            doc_number=facts.get("doc_number", ""),
            issuers=parsed.issuers,
            date_issued=facts.get("date_issued", ""),
            date_published=facts.get("date_published", ""),
            period=read_period(parsed.title),
            source=facts.get("source", facts.get("publisher", "")),
            source_url=facts.get("source_url", ""),
            valid_until=valid_until,
            valid_at=str(valid_at),
            based_on=tuple((name, str(place)) for name, place in find_basis(blocks)),
        ),
        tuple(sorted((*cleaned, *parsed.drops), key=attrgetter("start", "end"))),
        parsed.diagnostics,
        parsed.has_body,
        dict(aliases or {}),
        tuple(AbsentAnnex(entries[at], *named) for at, named in parsed.absent.items() if at in entries),
        others=parsed.others,
    )
