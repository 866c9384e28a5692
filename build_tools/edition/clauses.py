"""Blocks → clauses: the small record of a work's texts for whatever works by clause and across works.

Every published character is in exactly one clause, in the order of the text; a clause is a block that prints something.
One record is added where the document prints no title of its own: the page's heading, which comes from the facts.
"""

from build_tools.model.anchor import ROOT
from build_tools.model.block import Block, Form
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.division import Kind
from build_tools.model.edition import Edition

_YEAR_LENGTH = 4
_KINDS = {
    Form.TITLE: ClauseKind.TITLE,
    Form.PAGE: ClauseKind.TITLE,
    Form.HEADING: ClauseKind.HEADING,
    Form.RUN_IN: ClauseKind.HEADING,
    Form.BOX: ClauseKind.HEADING,
    Form.CAPTION: ClauseKind.HEADING,
}
_WHOLE = frozenset({Form.PAGE, Form.HEADING, Form.RUN_IN, Form.BOX, Form.ANNEX_LIST})


def collect_clauses(edition: Edition) -> WorkClauses:
    """Return the clauses of an edition."""
    facts = edition.facts
    clauses = [
        _make_clause(edition.work, number, block) for number, block in enumerate(edition.blocks) if block.printed
    ]
    if not any(clause.kind is ClauseKind.TITLE and not clause.place.page for clause in clauses):
        clauses.insert(0, Clause(edition.work, ROOT, ClauseKind.TITLE, "标题", (), _flat(edition.title)))
    year = (facts.date_issued or facts.date_published)[:_YEAR_LENGTH]
    return WorkClauses(
        edition.work, edition.title, int(year) if year.isdigit() else None, facts.issuers, tuple(clauses)
    )


def _make_clause(work: str, number: int, block: Block) -> Clause:
    if block.form is Form.ROW:
        text = BREAK.join(_flat(part.text.text) for part in block.parts())
    else:
        text = _flat(block.printed)
    role = "" if block.role == "run-in" else block.role
    kind = _KINDS.get(block.form, ClauseKind.TEXT)
    lead, page = _measure_lead(block), block.sheet.page
    return Clause(work, block.place, kind, block.citation, block.path, text, lead, role, number, page)


def _measure_lead(block: Block) -> int:
    """How much of a block's beginning serves as a heading."""
    if block.form in _WHOLE:
        return len(block.printed)
    lead = block.opening if block.kind is Kind.DASH else block.label
    return block.lead if block.lead and lead == block.opening else lead


def _flat(text: str) -> str:
    return text.replace(BREAK, " ")
