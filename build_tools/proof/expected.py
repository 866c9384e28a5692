"""Blocks → the lines that a page must read as, in either script.

This module says once more, and apart from everything that writes, what a page consists of: which blocks print a
line, where anchors lead whose place prints nothing, how a page's heading is made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.block import Block, Form
from build_tools.model.division import Kind
from build_tools.model.edition import Edition
from build_tools.model.link import WorkLinks
from build_tools.model.record import SurveyedWork
from build_tools.model.script import ChangeScript
from build_tools.proof.line import Joint, Line, Mark, join_marks, trim_marks

_DEEPEST = 6
_SILENT = frozenset({Form.PART, Form.NOTICE, Form.TABLE})
_WITH_PICTURES = frozenset({Form.PARAGRAPH, Form.FIGURE, Form.ITEM, Form.ROW})
_TITLES = frozenset({Form.TITLE, Form.PAGE})
_HEADINGS = frozenset({Form.HEADING, Form.RUN_IN, Form.BOX, Form.CAPTION})
_HEADED = frozenset({Form.HEADING, Form.RUN_IN, Form.BOX})


class Rendition(NamedTuple):
    """A file that shows works in one script.

    Attributes:
        file: its path, for messages.
        language: that it must say it is in, "zh-Hans" or "zh-Hant".
        change: changes the works' words to its script.
    """

    file: str
    language: str
    change: ChangeScript


@dataclass(frozen=True)
class Page:
    """A page of a work: its name ("" for the work's own) and the blocks that stand on it, its opening one included."""

    name: str
    blocks: tuple[tuple[int, Block], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one block says: its number, where it leads, 0 for a title, 1 for a heading, 2 for text, its texts."""

    number: int
    place: Anchor
    rank: int
    citation: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ProvedWork:
    """A work as its outputs are held against it.

    Attributes:
        edition: what is published of it.
        survey: what is known of its clauses.
        links: from and to them.
        locked: anchors that have been published once and have to live for ever.
        others: the editions of further copies, which stand beside it on a page of their own.
    """

    edition: Edition
    survey: SurveyedWork
    links: WorkLinks = field(default_factory=WorkLinks)
    locked: frozenset[Anchor] = frozenset()
    others: tuple[Edition, ...] = ()

    @property
    def name(self) -> str:
        """Of the work in paths."""
        return self.edition.work

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet."""
        return self.survey.record.draft

    @property
    def title(self) -> str:
        """Of the plan."""
        return self.edition.title

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in the order of the text, the work's own first."""
        found: dict[str, list[tuple[int, Block]]] = {"": []}
        name = ""
        for number, block in enumerate(self.edition.blocks):
            if block.form is Form.PAGE and block.depth == 0:
                name = block.place.page
            elif block.depth == 0:
                name = ""
            found.setdefault(name, []).append((number, block))
        return tuple(Page(page, tuple(blocks)) for page, blocks in found.items())

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """What its blocks say, in order; where no title is printed, the one that is known stands first."""
        said = [
            Said(number, block.place, _rank(block), block.citation, block.path, text)
            for number, block in enumerate(self.edition.blocks)
            if (text := text_of(block))
        ]
        if not any(one.rank == 0 and not one.place.page for one in said):
            said.insert(0, Said(-1, ROOT, 0, "标题", (), self.title.replace("\n", " ")))
        return tuple(said)

    @cached_property
    def former(self) -> Mapping[Anchor, tuple[Anchor, ...]]:
        """Anchors of old, by the one that took their place."""
        found: dict[Anchor, tuple[Anchor, ...]] = {}
        for old, new in self.edition.aliases.items():
            found[new] = (*found.get(new, ()), old)
        return found

    @cached_property
    def promised(self) -> frozenset[Anchor]:
        """Every anchor that has to lead somewhere: those of today, those of old, those that were ever published."""
        today = {place for block in self.edition.blocks for place in block.places}
        return frozenset({*today, *self.edition.aliases, *self.locked})

    def title_of(self, page: Page) -> str:
        """Return a page's title: its heading without the label, else its printed title, else its label."""
        if not page.name:
            return self.title
        opening = page.blocks[0][1]
        printed = opening.text.text
        titles = "".join(block.text.text for _, block in page.blocks if block.form is Form.TITLE)
        return printed[opening.label : opening.name] or titles or printed[: opening.label] or self.title


def _rank(block: Block) -> int:
    return 0 if block.form in _TITLES else 1 if block.form in _HEADINGS else 2


def text_of(block: Block) -> str:
    """Return what a block says on one line; the paragraphs of cells are parted by line feeds."""
    if block.form is Form.ROW:
        return "\n".join(part.text.text.replace("\n", " ") for cell in block.cells for part in cell.parts)
    return block.text.text.replace("\n", " ")


def permalink(work: str, place: Anchor) -> str:
    """Return where a place is read, from the site's root: "plans/some-plan/annex-1/#s2"."""
    page = f"{place.page}/" if place.page else ""
    return f"plans/{work}/{page}" + (f"#{place.name}" if place.name else "")


@dataclass(frozen=True)
class Layout:
    """How a kind of page is laid out.

    Attributes:
        change: changes words to the script of the page.
        heads_with_title: the lines of the title that open the page are its heading.
        cites: the words by which a place is cited are printed at it.
        breaks_heads: a heading that the document prints on the line below its label stands so.
    """

    change: ChangeScript = str
    heads_with_title: bool = True
    cites: bool = True
    breaks_heads: bool = True


@dataclass
class _Writer:
    """Lays the blocks of one page out."""

    work: ProvedWork
    page: Page
    layout: Layout
    lines: list[Line] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # of places that print nothing and lead to what is printed next
    cited: set[tuple[str, str]] = field(default_factory=set)

    def claim(self, block: Block) -> None:
        """Take up what leads to a block."""
        places = block.places
        former = (old for place in places for old in self.work.former.get(place, ()) if old.page == place.page)
        self.ids.update(place.id for place in (*places, *former))
        if self.layout.cites and block.is_anchored and block.form is not Form.PART:
            self.cited.add((block.place.id, self.layout.change(block.citation)))

    def add(self, text: str, joint: Joint, tag: str, place: Anchor, marks: Sequence[Mark] = ()) -> None:
        """Write a line, to which leads whatever has been taken up."""
        changed = self.layout.change(text.replace("\n", " "))
        found = trim_marks(changed, join_marks(marks))
        ids, cited = frozenset(self.ids), frozenset(self.cited)
        self.lines.append(Line(changed, joint, ids, cited, found, tag, str(place)))
        self.ids.clear()
        self.cited.clear()

    def add_block(self, block: Block, tag: str) -> None:
        """Write a block that is a line, or two where its heading stands below its label."""
        text = block.text.text
        if block.is_apart and tag != "p" and self.layout.breaks_heads:
            label = block.label
            self.add(text[:label], Joint.BLOCK, tag, block.place, _clip(block, 0, label))
            self.add(text[label:], Joint.LINE, tag, block.place, _clip(block, label, len(text)))
        else:
            self.add(text, Joint.BLOCK, tag, block.place, _clip(block, 0, len(text)))

    def add_row(self, block: Block) -> None:
        """Write a row: a line for each paragraph of each cell, one for an empty cell."""
        kind = "th" if block.role == "header" else "td"
        joint = Joint.ROW
        for cell in block.cells:
            spans = f" {cell.rowspan} {cell.colspan}" if (cell.rowspan, cell.colspan) != (1, 1) else ""
            for part in cell.parts:
                self.add(part.text.text, joint, kind + spans, block.place, _clip(block, part.start, part.end))
                joint = Joint.LINE
            if not cell.parts:
                self.add("", joint, kind + spans, block.place)
            joint = Joint.CELL

    def lay_out(self) -> list[Line]:
        """Return the lines of the page."""
        blocks = [block for _, block in self.page.blocks]
        rest = self.add_head(blocks)
        for block in rest:
            self.claim(block)
            if block.form is Form.TABLE and self.layout.cites:
                self.cited.add(("", self.layout.change(block.citation)))
            if block.form is Form.ROW:
                self.add_row(block)
            elif not block.text or block.form in _SILENT:
                continue
            elif block.form in _HEADED:
                self.add_block(block, f"h{min(block.level + 1, _DEEPEST)}")
            else:
                self.add_block(block, "caption" if block.form is Form.CAPTION else "p")
        return self.lines

    def add_head(self, blocks: list[Block]) -> list[Block]:
        """Write the page's heading; return what stands below it."""
        opening = blocks[0] if blocks and blocks[0].form is Form.PAGE else None
        if opening is not None:
            self.claim(opening)
            blocks = blocks[1:]
            if opening.text:
                self.add_block(opening, "h1")
                return blocks
        if not self.layout.heads_with_title:
            return blocks
        at = 0
        if blocks and blocks[0].kind is Kind.PREFACE:
            at = 1
            while at < len(blocks) and blocks[at].form is Form.TITLE:
                at += 1
        titles = blocks[1:at]
        if not titles:
            self.add(self.work.title_of(self.page), Joint.BLOCK, "h1", Anchor(self.page.name))
            return blocks
        for block in blocks[:at]:
            self.claim(block)
        for number, block in enumerate(titles):
            joint = Joint.LINE if number else Joint.BLOCK
            self.add(block.text.text, joint, "h1", block.place, _clip(block, 0, len(block.text)))
        return blocks[at:]


def lay_out(work: ProvedWork, page: Page, layout: Layout) -> list[Line]:
    """Return the lines that a page of a work must read as, in order."""
    writer = _Writer(work, page, layout)
    lines = writer.lay_out()
    if writer.ids:
        # What leads to a place behind which nothing is printed.
        lines.append(Line("", ids=frozenset(writer.ids), cited=frozenset(writer.cited), place=page.name))
    return lines


def list_pictures(work: ProvedWork, page: Page) -> list[str]:
    """Return the files of the pictures that a page must show, in order."""
    return [
        picture.file
        for _, block in page.blocks
        if block.form in _WITH_PICTURES
        for passage in block.passages()
        for run in passage
        if (picture := work.edition.pictures.get((run.start, run.address))) is not None
    ]


def moved_from(work: ProvedWork, page: Page) -> list[Anchor]:
    """Return the anchors of a page that lead to another page now."""
    return [old for old, new in work.edition.aliases.items() if old.page == page.name != new.page]


def walk_places(work: ProvedWork) -> Iterator[tuple[int, Block, Anchor]]:
    """Yield (number of the block, block, anchor) for every anchor of today, in the order of the text."""
    for number, block in enumerate(work.edition.blocks):
        for place in block.places:
            yield number, block, place


def _clip(block: Block, start: int, end: int) -> list[Mark]:
    found = ((max(mark.start, start), min(mark.end, end), mark.name) for mark in block.marks)
    return [(first - start, last - start, name) for first, last, name in found if first < last]
