"""Edition → its clauses: for each place with an anchor, the text that is printed there.

Every published character is in exactly one clause, in the order of the text. One record is added where the
document prints no title of its own: the page's heading, which comes from the facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.edition import Edition
from build_tools.render.citation import cite_all

_YEAR_LENGTH = 4


@dataclass(frozen=True)
class Printed:
    """A clause and the nodes whose text it is: (offset in the clause's text, node).

    A division stands for the whole paragraph that its label opens.
    """

    clause: Clause
    parts: tuple[tuple[int, Division | Paragraph], ...]

    def find(self, offset: int) -> tuple[int, Division | Paragraph] | None:
        """Return the node that prints the character at an offset of the clause's text, and where its text begins."""
        return next((part for part in reversed(self.parts) if part[0] <= offset), None)


def collect_printed(edition: Edition) -> list[Printed]:
    """Return the clauses of an edition with their nodes, in the order of the text."""
    collector = _Collector(edition)
    collector.enter(edition.root)
    printed = collector.printed
    title = edition.facts.title or edition.witness.name
    if not any(item.clause.kind is ClauseKind.TITLE and not item.clause.page for item in printed):
        printed.insert(0, Printed(Clause(edition.work, "", "", ClauseKind.TITLE, "标题", (), _flat(title)), ()))
    return printed


def collect_clauses(edition: Edition, printed: Sequence[Printed] | None = None) -> WorkClauses:
    """Return the clauses of an edition; `printed` saves collecting them where that has been done."""
    facts = edition.facts
    clauses = [item.clause for item in (collect_printed(edition) if printed is None else printed)]
    title = facts.title or edition.witness.name
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: its page, its anchor or the one above, the headings above."""

    page: str
    anchor: str
    path: tuple[str, ...]


class _Collector:
    """Walks the tree once, in the order of the text."""

    def __init__(self, edition: Edition) -> None:
        self.work = edition.work
        self.citations = cite_all(edition.root)
        self.printed: list[Printed] = []

    def add(
        self,
        place: _Place,
        node: Node,
        kind: ClauseKind,
        parts: Sequence[tuple[str, Division | Paragraph]],
        *,
        lead: int = 0,
        role: str = "",
    ) -> None:
        """Add a clause made of parts: text and the node that prints it."""
        located: list[tuple[int, Division | Paragraph]] = []
        at = 0
        for text, part in parts:
            located.append((at, part))
            at += len(text) + len(BREAK)
        text = BREAK.join(text for text, _ in parts)
        if text:
            citation = self.citations.get(id(node), "")
            clause = Clause(self.work, place.page, place.anchor, kind, citation, place.path, text, lead, role)
            self.printed.append(Printed(clause, tuple(located)))

    def enter(self, root: Division) -> None:
        # A node, and where it stands: what has no anchor of its own has the one above.
        stack: list[tuple[Node, _Place]] = [(root, _Place("", "", ()))]
        while stack:
            node, above = stack.pop()
            place = replace(above, anchor=node.anchor or above.anchor)
            if isinstance(node, Paragraph):
                kind = ClauseKind.TITLE if node.role == "title" else ClauseKind.TEXT
                role = "" if node.role == "run-in" else node.role
                self.add(place, node, kind, [(_flat(node.passage.text), node)], lead=node.lead, role=role)
            elif isinstance(node, Table):
                self.add_table(node, place)
            else:
                place = replace(place, page=node.page or place.page)
                body, path = self.add_division(node, place)
                stack.extend((child, replace(place, path=path)) for child in reversed(body))

    def add_division(self, node: Division, place: _Place) -> tuple[tuple[Node, ...], tuple[str, ...]]:
        """Add what the division itself prints; return the rest of its body and the headings above that."""
        text = _own_text(node)
        path = place.path
        if _is_numbered_paragraph(node):
            first = node.body[0] if node.body else None
            lead = len(text) if node.kind is Kind.DASH else len(node.num.text)
            opens = bool(text) and isinstance(first, Paragraph) and first.role == "run-in"
            if opens and isinstance(first, Paragraph):
                lead += first.lead if lead == len(text) else 0
                text += _flat(first.passage.text)
            self.add(place, node, ClauseKind.TEXT, [(text, node)], lead=lead)
            return (node.body[1:] if opens else node.body), path
        kind = ClauseKind.TITLE if node.kind is Kind.ANNEX else ClauseKind.HEADING
        kind = ClauseKind.TEXT if node.kind is Kind.ANNEX_LIST else kind
        self.add(place, node, kind, [(text, node)], lead=len(text))
        return node.body, (*path, text) if text and node.kind is not Kind.ANNEX_LIST else path

    def add_table(self, table: Table, place: _Place) -> None:
        if table.caption is not None:
            self.add(place, table, ClauseKind.HEADING, [(_flat(table.caption.passage.text), table.caption)])
        for number, row in enumerate(table.rows):
            cells = [(_flat(paragraph.passage.text), paragraph) for cell in row for paragraph in cell.paragraphs]
            role = "header" if number < table.header_rows else ""
            self.add(place, table, ClauseKind.TEXT, cells, role=role)
