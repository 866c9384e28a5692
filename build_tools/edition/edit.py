"""ParsedPlan → Edition: the entry to this room."""

from build_tools.edition.anchors import assign_anchors
from build_tools.edition.lineage import find_basis, find_validity
from build_tools.edition.printed import print_edition
from build_tools.edition.sheets import place_on_sheets
from build_tools.hanzi.numerals import read_period
from build_tools.model.anchor import Anchor
from build_tools.model.block import Form
from build_tools.model.edition import AbsentAnnex, Edition, Facts, ParsedPlan
from build_tools.model.line import Drop
from build_tools.model.witness import Witness


def edit_plan(
    parsed: ParsedPlan,
    witness: Witness,
    cleaned: tuple[Drop, ...],
    *,
    work: str,
    aliases: dict[Anchor, Anchor] | None = None,
) -> Edition:
    """Return the edition of a parsed witness, with anchors and all drops in order."""
    facts = parsed.facts
    root = assign_anchors(parsed.root, frozenset(aliases or {}))
    blocks = place_on_sheets(print_edition(root, witness.text), witness)
    entries = {block.text.start: block.place for block in blocks if block.form is Form.ENTRY and block.text}
    valid_until, valid_at = find_validity(blocks) or ("", "")
    return Edition(
        work=work,
        witness=witness,
        root=root,
        blocks=blocks,
        facts=Facts(
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
        drops=tuple(sorted((*cleaned, *parsed.drops))),
        diagnostics=parsed.diagnostics,
        has_body=parsed.has_body,
        aliases=dict(aliases or {}),
        absent=tuple(AbsentAnnex(entries[at], *named) for at, named in parsed.absent.items() if at in entries),
        others=parsed.others,
    )
