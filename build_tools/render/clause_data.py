"""Edition and survey → one object for each anchor, ready for JSON; clause.schema.json describes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor
from build_tools.model.block import Branch, Form, nest
from build_tools.model.clause import BREAK
from build_tools.model.edition import Edition
from build_tools.model.glossary import Term
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.model.record import SurveyedWork
from build_tools.model.script import ChangeScript
from build_tools.render.address import make_permalink
from build_tools.render.targets import describe_target

_MOST_BELOW = 20_000  # code points; a longer text is that of a chapter or more, which the tree gives whole
CELL = "\t"  # between the cells of a row, where rows are lines


@dataclass(frozen=True)
class Shared:
    """What clauses of every work refer to.

    Attributes:
        terms: the glossary by id.
        bodies: all their names.
        change: changes words to the traditional script.
        root: absolute address of the site, "" where it is not known.
    """

    terms: dict[str, Term]
    bodies: BodyNames
    change: ChangeScript
    root: str = ""


def render_clauses(
    edition: Edition, survey: SurveyedWork, links: WorkLinks, shared: Shared
) -> Iterator[tuple[Anchor, dict[str, Any]]]:
    """Yield (anchor, object) for every anchor of an edition, in the order of the text."""
    known = Known(edition, survey, links, shared)
    stack: list[tuple[Branch, str]] = [(branch, "") for branch in reversed(nest(edition.blocks))]
    while stack:
        branch, above = stack.pop()
        block = branch.block
        if block.anchor:
            yield block.anchor, known.describe(branch, block.anchor, above)
        for further in block.also:
            yield further, known.describe(branch, further, above)
        inner = str(block.anchor) if block.anchor else above
        stack.extend((one, inner) for one in reversed(branch.below))


class Known:
    """What is known of the clauses of one work, by the number of the block that prints it."""

    def __init__(self, edition: Edition, survey: SurveyedWork, links: WorkLinks, shared: Shared) -> None:
        self.edition, self.survey, self.links, self.shared = edition, survey, links, shared
        self.texts = {clause.block: clause.text for clause in survey.clauses.clauses}
        self.changed = {number: shared.change(text) for number, text in self.texts.items()}
        self.groups: dict[int, list[dict[str, str]]] = {}
        self.of_places: dict[Anchor, list[dict[str, str]]] = {}  # the same by the clause that they answer for
        for group, printed, role, body in shared.bodies.find_doers(survey.responsibilities, survey.record.place):
            entry = {"printed": printed, "name": body.name, "role": role}
            self.groups.setdefault(group.block, []).append(entry)
            self.of_places.setdefault(group.place, []).append(entry)
        self.targets: dict[int, list[dict[str, Any]]] = {}
        for target in survey.targets:
            row = describe_target(survey, target)
            for name in ("work", "title", "anchor", "citation"):
                del row[name]
            self.targets.setdefault(target.block, []).append(row)
        self.references: dict[int, list[dict[str, str]]] = {}
        for link in links.out:
            if link.target.is_reference:
                words = self.texts[link.block][link.start : link.end]
                self.references.setdefault(link.block, []).append(refer(words, link.target))
        self.uses: dict[int, dict[str, int]] = {}
        for use in survey.uses:
            counts = self.uses.setdefault(use.block, {})
            counts[use.term] = counts.get(use.term, 0) + 1

    def tell(self, numbers: list[int]) -> dict[str, Any]:
        """Return the targets, references and terms of some blocks."""
        counts: dict[str, int] = {}
        for number in numbers:
            for term, count in self.uses.get(number, {}).items():
                counts[term] = counts.get(term, 0) + count
        names = self.shared.terms
        return {
            "targets": [target for number in numbers for target in self.targets.get(number, [])],
            "references": [reference for number in numbers for reference in self.references.get(number, [])],
            "terms": [{"id": term, "name": names[term].name, "uses": count} for term, count in counts.items()],
        }

    def describe(self, branch: Branch, anchor: Anchor, above: str) -> dict[str, Any]:
        """Return the object of an anchor of a branch that stands below the anchor `above`, "" for none."""
        own = [one.number for one in _own(branch) if one.number in self.texts]
        every = [one.number for one in branch.walk() if one.number in self.texts]
        below = _join(self.texts, every)
        is_whole = len(below) <= _MOST_BELOW
        link = make_permalink(self.edition.work, anchor)
        path = next((one.block.path for one in branch.walk() if one.number in self.texts), ())
        told = self.tell(own)
        return {
            "work": self.edition.work,
            **({"draft": True} if self.survey.record.draft else {}),
            "anchor": str(anchor),
            "above": above,
            "permalink": link,
            "url": self.shared.root + link if self.shared.root else None,
            **_label(branch),
            "citation": branch.block.citation,
            "path": list(path),
            "hash": self.survey.anchors[anchor],
            "source": _span(branch),
            "file": self.edition.witness.parts[branch.block.sheet.file].name,
            "page": branch.block.sheet.page or None,
            "text": {"hans": _join(self.texts, own), "hant": _join(self.changed, own)},
            "text_with_below": {"hans": below, "hant": _join(self.changed, every)} if is_whole else None,
            "bodies": self.of_places.get(anchor, []),
            "targets": told["targets"],
            "references": told["references"],
            "cited_by": [refer(citing.words, citing.target) for citing in self.links.cited.get(anchor, ())],
            "terms": told["terms"],
        }


def refer(words: str, target: LinkTarget) -> dict[str, str]:
    """Return a place that a clause names or is named from."""
    link = f"cited/#{target.cited}" if target.cited else make_permalink(target.work, target.anchor)
    return {"printed": words, "work": target.work, "anchor": str(target.anchor), "permalink": link}


def _label(branch: Branch) -> dict[str, Any]:
    block = branch.block
    if block.kind is not None:
        num, heading = block.printed[: block.label], block.printed[block.label : block.name]
        return {"kind": block.kind.value, "num": num, "ordinal": block.ordinal, "heading": heading}
    num = block.shape.num if block.shape else ""
    return {"kind": "table" if block.form is Form.TABLE else "paragraph", "num": num, "ordinal": None, "heading": ""}


def _join(texts: dict[int, str], numbers: list[int]) -> str:
    return "\n".join(texts[number].replace(BREAK, CELL) for number in numbers)


def _own(branch: Branch) -> tuple[Branch, ...]:
    """The blocks that print what a clause itself says: of a table its caption and its rows."""
    return branch.below if branch.block.form is Form.TABLE else (branch,)


def _span(branch: Branch) -> list[int]:
    """[start, end) of what a clause itself prints, in code points of the decoded source; [] where that is nothing."""
    printed = [passage for one in _own(branch) for passage in one.block.passages() if passage]
    return [printed[0].start, printed[-1].end] if printed else []
