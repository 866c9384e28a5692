"""Edition → its clauses: for each place with an anchor, the text that is printed there.

Every published character is in exactly one clause, in the order of the text. One record is added where the
document prints no title of its own: the page's heading, which comes from the facts.
"""

from __future__ import annotations

from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.edition import Edition
from build_tools.render.citation import cite_all

_YEAR_LENGTH = 4


def collect_clauses(edition: Edition) -> WorkClauses:
    """Return the clauses of an edition."""
    facts = edition.facts
    collector = _Collector(edition)
    collector.enter(edition.root)
    clauses = collector.clauses
    title = facts.title or edition.witness.name
    if not any(clause.kind is ClauseKind.TITLE and not clause.page for clause in clauses):
        clauses.insert(0, Clause(edition.work, "", "", ClauseKind.TITLE, "标题", (), _flat(title)))
    year = (facts.date_issued or facts.date_published)[:_YEAR_LENGTH]
    return WorkClauses(edition.work, title, int(year) if year.isdigit() else None, facts.issuers, tuple(clauses))


def _flat(text: str) -> str:
    return text.replace(BREAK, " ")


def _own_text(division: Division) -> str:
    return _flat(division.num.text + division.heading.text + division.stop.text)


def _is_numbered_paragraph(division: Division) -> bool:
    """Whether the label opens a paragraph that is printed with it, as `BlockWriter` does."""
    headed = division.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and division.kind is not Kind.DASH
    return not headed and division.kind not in (Kind.BOX, Kind.ANNEX, Kind.ANNEX_LIST)


class _Collector:
    """Walks the tree once, in the order of the text."""

    def __init__(self, edition: Edition) -> None:
        self.work = edition.work
        self.citations = cite_all(edition.root)
        self.clauses: list[Clause] = []

    def add(self, page: str, anchor: str, kind: ClauseKind, node: Node, path: tuple[str, ...], text: str) -> None:
        if text:
            citation = self.citations.get(id(node), "")
            self.clauses.append(Clause(self.work, page, anchor, kind, citation, path, text))

    def enter(self, root: Division) -> None:
        # Node, page, anchor above (for what has none of its own), headings above.
        stack: list[tuple[Node, str, str, tuple[str, ...]]] = [(root, "", "", ())]
        while stack:
            node, page, above, path = stack.pop()
            if isinstance(node, Paragraph):
                kind = ClauseKind.TITLE if node.role == "title" else ClauseKind.TEXT
                self.add(page, node.anchor or above, kind, node, path, _flat(node.passage.text))
            elif isinstance(node, Table):
                self.add_table(node, page, path)
            else:
                page = node.page or page
                anchor = node.anchor or above
                body, path = self.add_division(node, page, anchor, path)
                stack.extend((child, page, anchor, path) for child in reversed(body))

    def add_division(
        self, node: Division, page: str, anchor: str, path: tuple[str, ...]
    ) -> tuple[tuple[Node, ...], tuple[str, ...]]:
        """Add what the division itself prints; return the rest of its body and the headings above that."""
        text = _own_text(node)
        if _is_numbered_paragraph(node):
            first = node.body[0] if node.body else None
            opens = bool(text) and isinstance(first, Paragraph) and first.role == "run-in"
            if opens and isinstance(first, Paragraph):
                text += _flat(first.passage.text)
            self.add(page, anchor, ClauseKind.TEXT, node, path, text)
            return (node.body[1:] if opens else node.body), path
        kind = ClauseKind.TITLE if node.kind is Kind.ANNEX else ClauseKind.HEADING
        self.add(page, anchor, ClauseKind.TEXT if node.kind is Kind.ANNEX_LIST else kind, node, path, text)
        return node.body, (*path, text) if text and node.kind is not Kind.ANNEX_LIST else path

    def add_table(self, table: Table, page: str, path: tuple[str, ...]) -> None:
        if table.caption is not None:
            self.add(page, table.anchor, ClauseKind.HEADING, table, path, _flat(table.caption.passage.text))
        for row in table.rows:
            cells = [_flat(paragraph.passage.text) for cell in row for paragraph in cell.paragraphs]
            self.add(page, table.anchor, ClauseKind.TEXT, table, path, BREAK.join(cells))
