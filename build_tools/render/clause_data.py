"""Edition and survey → one object for each anchor, ready for JSON; `docs/data/clause.schema.json` describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import qualify
from build_tools.model.clause import BREAK
from build_tools.model.division import Division, Node, Paragraph, Table
from build_tools.model.edition import Edition
from build_tools.model.glossary import Term
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.model.passage import Passage
from build_tools.model.record import SurveyedWork
from build_tools.render.address import clause_target, page_address
from build_tools.render.citation import cite_all
from build_tools.render.clauses import Printed, collect_printed
from build_tools.render.targets import describe_target

MOST_BELOW = 20_000  # code points; a longer text is that of a chapter or more, which the tree gives whole
_CELL = "\t"  # between the cells of a row, where rows are lines


@dataclass(frozen=True)
class Library:
    """What clauses of every work refer to.

    Attributes:
        terms: the glossary by id.
        bodies: all their names.
        change: changes words to the traditional script.
        root: absolute address of the site, "" where it is not known.
    """

    terms: dict[str, Term]
    bodies: BodyNames
    change: Callable[[str], str]
    root: str = ""


def make_permalink(work: str, anchor: str) -> str:
    """Return where a clause stands, from the site's root: "plans/some-plan/annex-1/#s2"."""
    return page_address(clause_target(work, anchor))


def render_clauses(
    edition: Edition, survey: SurveyedWork, links: WorkLinks, library: Library
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (anchor, object) for every anchor of an edition, qualified by page, in the order of the text."""
    writer = _Writer(edition, survey, links, library)
    stack: list[tuple[str, Node, str]] = [("", edition.root, "")]
    while stack:
        page, node, above = stack.pop()
        if isinstance(node, Division):
            page = node.page or page
        anchor = qualify(page, node.anchor) if node.anchor else ""
        if anchor:
            yield anchor, writer.describe(node, anchor, above)
        if isinstance(node, Division):
            stack.extend((page, child, anchor or above) for child in reversed(node.body))


class _Writer:
    def __init__(self, edition: Edition, survey: SurveyedWork, links: WorkLinks, library: Library) -> None:
        self.work, self.survey, self.links, self.library = edition.work, survey, links, library
        self.citations = cite_all(edition.root)
        self.printed: list[Printed] = collect_printed(edition)
        self.numbers: dict[int, int] = {}  # id of a node → the clause that prints it
        for number, item in enumerate(self.printed):
            for _, part in item.parts:
                self.numbers[id(part)] = number
        self.texts = [item.clause.text for item in self.printed]
        self.changed = [library.change(text) for text in self.texts]
        self.groups: dict[str, list[dict[str, str]]] = {}
        for group in survey.record.responsibilities:
            for printed, role in zip(group.bodies, group.roles, strict=True):
                body = library.bodies.find(printed, survey.record.place)
                entry = {"printed": printed, "name": body.name, "role": role}
                self.groups.setdefault(group.anchor, []).append(entry)
        self.targets: dict[int, list[dict[str, Any]]] = {}
        for target in survey.targets:
            row = describe_target(survey, target)
            for name in ("work", "title", "anchor", "citation"):
                del row[name]
            self.targets.setdefault(target.clause, []).append(row)
        self.references: dict[int, list[dict[str, str]]] = {}
        for link in links.out:
            if link.target.is_reference:
                words = self.texts[link.clause][link.start : link.end]
                self.references.setdefault(link.clause, []).append(self.refer(words, link.target))
        self.uses: dict[int, dict[str, int]] = {}
        for use in survey.uses:
            counts = self.uses.setdefault(use.clause, {})
            counts[use.term] = counts.get(use.term, 0) + 1

    def refer(self, words: str, target: LinkTarget) -> dict[str, str]:
        """A place that a clause names or is named from."""
        link = f"cited/#{target.cited}" if target.cited else make_permalink(target.work, target.anchor)
        return {"printed": words, "work": target.work, "anchor": target.anchor, "permalink": link}

    def describe(self, node: Node, anchor: str, above: str) -> dict[str, Any]:
        own = sorted({self.numbers[id(part)] for part in _own_nodes(node) if id(part) in self.numbers})
        every = own
        if isinstance(node, Division):
            leaves = (part for child in node.walk() for part in _own_nodes(child))
            every = sorted({self.numbers[id(part)] for part in leaves if id(part) in self.numbers})
        below = _join(self.texts, every)
        is_whole = len(below) <= MOST_BELOW
        link = make_permalink(self.work, anchor)
        first = self.printed[every[0]].clause if every else None
        counts: dict[str, int] = {}
        for number in own:
            for term, count in self.uses.get(number, {}).items():
                counts[term] = counts.get(term, 0) + count
        return {
            "work": self.work,
            "anchor": anchor,
            "above": above,
            "permalink": link,
            "url": self.library.root + link if self.library.root else None,
            **_label(node),
            "citation": self.citations.get(id(node), ""),
            "path": list(first.path) if first else [],
            "hash": self.survey.record.anchors[anchor],
            "source": _span(node),
            "text": {"hans": _join(self.texts, own), "hant": _join(self.changed, own)},
            "text_with_below": {"hans": below, "hant": _join(self.changed, every)} if is_whole else None,
            "bodies": self.groups.get(anchor, []),
            "targets": [target for number in own for target in self.targets.get(number, [])],
            "references": [reference for number in own for reference in self.references.get(number, [])],
            "cited_by": [self.refer(citing.words, citing.target) for citing in self.links.cited.get(anchor, ())],
            "terms": [
                {"id": term, "name": self.library.terms[term].name, "uses": count} for term, count in counts.items()
            ],
        }


def _label(node: Node) -> dict[str, Any]:
    if isinstance(node, Division):
        ordinal, heading = node.ordinal, node.heading.text
        return {"kind": node.kind.value, "num": node.num.text, "ordinal": ordinal, "heading": heading}
    if isinstance(node, Table):
        return {"kind": "table", "num": node.num, "ordinal": None, "heading": ""}
    return {"kind": "paragraph", "num": "", "ordinal": None, "heading": ""}


def _join(texts: list[str], numbers: list[int]) -> str:
    return "\n".join(texts[number].replace(BREAK, _CELL) for number in numbers)


def _own_nodes(node: Node) -> Iterator[Division | Paragraph]:
    """The nodes by which a clause knows what it prints, a table's captions and cells among them."""
    if not isinstance(node, Table):
        yield node
        return
    if node.caption is not None:
        yield node.caption
    for row in node.rows:
        for cell in row:
            yield from cell.paragraphs


def _span(node: Node) -> list[int]:
    """[start, end) of what the node itself prints, in code points of the decoded source; [] where that is nothing."""
    passages: list[Passage] = []
    for part in _own_nodes(node):
        if isinstance(part, Paragraph):
            passages.append(part.passage)
            continue
        passages += [part.num, part.heading, part.stop]
        opening = part.body[0] if part.body else None
        if isinstance(opening, Paragraph) and not opening.anchor:
            passages.append(opening.passage)
    printed = [passage for passage in passages if passage]
    return [printed[0].start, printed[-1].end] if printed else []
