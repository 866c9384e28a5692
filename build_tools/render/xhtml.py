"""Blocks → XHTML, for books that are read without the site.

Gives well-formed XHTML 1.1 fragments in which every anchor is an `id` on the element of its
clause. Headings nest as the divisions do; the printed text is exactly the edition's.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form
from build_tools.model.division import Kind
from build_tools.model.link import BlockLink, LinkTarget
from build_tools.model.script import ChangeScript
from build_tools.render.cells import open_cell
from build_tools.render.pictures import ShownPicture
from build_tools.render.spans import LINK, PAGE, PICTURE, SMALL, Span, SpanWriter, cut_spans, mark_spans, text_spans
from build_tools.render.typst_tables import fit_cells, share_width

_DEEPEST_HEADING = 6
# Characters that XML 1.0 cannot write. They print as nothing anywhere; a mark in their place shows that they are there.
_UNWRITABLE_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOTICE_HEADING = "印发通知"


def escape_xml(text: str) -> str:
    """Return XML that prints `text`, fit for attributes in double quotes, too."""
    # A parser reads a carriage return as a line feed unless it is written as a reference (XML 1.0, 2.11).
    return escape(_UNWRITABLE_RE.sub("\ufffd", text), quote=True).replace("\r", "&#13;")


@dataclass
class XhtmlWriter:
    """Writes the blocks of one file.

    Attributes:
        links: from blocks, by their numbers.
        groups: [start, end) of responsibility groups, by the number of the block.
        address: gives the address of a target as it stands in this file, None where it cannot be reached.
        change: changes words and keeps their length: the conversion to another script.
        aliases: old anchors of this file that now lead to an anchor of it, by the latter.
        pictures: that are shown, by the block's number.
        headings: (level, id, words) of what has been written, for a table of contents.
        pages: (id, number) of the pages of the source that begin in it, for a list of pages.
        written: what has been written.
    """

    links: Mapping[int, Sequence[BlockLink]]
    groups: Mapping[int, Sequence[tuple[int, int]]]
    address: Callable[[LinkTarget], str | None]
    change: ChangeScript
    aliases: Mapping[Anchor, Sequence[Anchor]] = field(default_factory=dict)
    pictures: Mapping[int, Sequence[ShownPicture]] = field(default_factory=dict)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def write(self, branches: Iterable[Branch]) -> None:
        """Write branches in order."""
        for branch in branches:
            self.place_aliases(branch.block)
            _WRITERS[branch.block.form](self, branch)

    def place_aliases(self, block: Block) -> None:
        """Write what else leads to the clause that the next element opens: further anchors, and old ones."""
        old = [alias for place in block.places for alias in self.aliases.get(place, ())]
        self.written.extend(f'<div id="{place.id}"></div>' for place in (*block.also, *old))

    def write_heading(self, level: int, name: str, words: str, spans: Sequence[Span] = (), css: str = "") -> None:
        """Write a heading and note it for the contents."""
        number = min(level, _DEEPEST_HEADING)
        shown = self.change(words)
        self.headings.append((level, name, shown))
        self.written.append(f"<h{number}{_id(name)}{_class(css)}>{self.markup(shown, spans)}</h{number}>")

    def part(self, branch: Branch) -> None:
        """A part that prints no heading."""
        block = branch.block
        self.written.append(f'<div{_id(_name(block))} class="{block.kind.value if block.kind else "part"}">')
        self.write(branch.below)
        self.written.append("</div>")

    def notice(self, branch: Branch) -> None:
        """The letter that issues the plan; the heading over it is ours."""
        self.written.append('<section class="notice">')
        self.write_heading(branch.block.level + 1, _name(branch.block), _NOTICE_HEADING, css="editorial")
        self.write(branch.below)
        self.written.append("</section>")

    def heading(self, branch: Branch) -> None:
        """A heading, and what stands below it."""
        block = branch.block
        self.write_heading(block.level + 1, _name(block), block.printed, self.mark_spans(block))
        self.write(branch.below)

    def box(self, branch: Branch) -> None:
        """A framed box."""
        self.written.append('<section class="box">')
        self.heading(branch)
        self.written.append("</section>")

    def annex_list(self, branch: Branch) -> None:
        """The list of annexes."""
        block = branch.block
        words = self.markup(self.change(block.printed), self.mark_spans(block))
        self.written.append(f"<p{_id(_name(block))}>{words}</p>")
        self.write(branch.below)

    def paragraph(self, branch: Branch) -> None:
        """A paragraph, a numbered sentence, a line of a title."""
        block = branch.block
        spans = text_spans(block, self.groups.get(branch.number, ()))
        spans += self.turn_spans(block) + self.link_spans(branch)
        css = "" if block.role == "run-in" else block.role
        if block.form is Form.ITEM:
            css = "dash" if block.kind is Kind.DASH else "item"
        words = self.markup(self.change(block.printed), spans)
        self.written.append(f"<p{_id(_name(block))}{_class(css)}>{words}</p>")
        self.write(branch.below)

    def mark_spans(self, block: Block) -> list[Span]:
        """Return the superscripts and subscripts of a block, and where pages of the source begin, which are noted."""
        return mark_spans(block.marks) + self.turn_spans(block)

    def turn_spans(self, block: Block) -> list[Span]:
        """Return where pages of the source begin in a block, which is noted."""
        begins = [Span(turn.at, turn.at, PAGE, f"page-{block.sheet.file}-{turn.page}") for turn in block.turns]
        self.pages.extend((span.target, span.target.rpartition("-")[2]) for span in begins)
        return begins

    def link_spans(self, branch: Branch) -> list[Span]:
        """Return the links in a block that lead somewhere from this file, and its pictures."""
        pictures = [
            Span(shown.start, shown.end, PICTURE, self.show(shown)) for shown in self.pictures.get(branch.number, ())
        ]
        return pictures + [
            Span(link.start, link.end, LINK, address)
            for link in self.links.get(branch.number, ())
            if (address := self.address(link.target)) is not None
        ]

    def show(self, shown: ShownPicture) -> str:
        """Return the element that shows a picture."""
        css = "formula" if shown.is_inline else "picture"
        words = escape_xml(self.change(shown.words))
        return f'<img class="{css}" src="pictures/{shown.picture.file}" alt="{words}"/>'

    def table(self, branch: Branch) -> None:
        """Write a table; its caption is read with it."""
        captions = branch.take(Form.CAPTION)
        rows = branch.take(Form.ROW)
        caption = "".join(
            f"<caption>{self.markup(self.change(one.block.printed), self.cell_spans(one))}</caption>"
            for one in captions
        )
        head = "".join(self.row(row, "th") for row in rows if row.block.role == "header")
        body = "".join(self.row(row, "td") for row in rows if row.block.role != "header")
        shown = f"<thead>{head}</thead>" if head else ""
        # XHTML knows no table without a body.
        body = f"<tbody>{body}</tbody>" if body else "" if shown else "<tbody><tr><td></td></tr></tbody>"
        columns = _set_columns([row.block for row in rows])
        self.written.append(f"<table{_id(_name(branch.block))}>{caption}{columns}{shown}{body}</table>")

    def row(self, branch: Branch, tag: str) -> str:
        """Return one row; cells that others reach over leave it empty."""
        if not branch.block.cells:
            return "<tr><td></td></tr>"
        words, spans = self.change(branch.block.printed), self.cell_spans(branch)
        cells = []
        for cell in branch.block.cells:
            parts = (self.markup(words[p.start : p.end], cut_spans(spans, p.start, p.end)) for p in cell.parts)
            cells.append(f"{open_cell(cell, tag)}{'<br/>'.join(parts)}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    def cell_spans(self, branch: Branch) -> list[Span]:
        """Return the marks and links of a row or a caption."""
        return self.mark_spans(branch.block) + self.link_spans(branch)

    def markup(self, text: str, spans: Sequence[Span]) -> str:
        """Return XHTML that prints `text` with its spans."""
        return _Markup(text, spans, html=True).whole()


class _Markup(SpanWriter):
    """Writes a text with its spans as XHTML."""

    def escape(self, text: str) -> str:
        return escape_xml(text)

    def begin(self, span: Span) -> str:
        number = span.target.rpartition("-")[2]
        return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{span.target}" aria-label="{number}"></span>'

    def wrap(self, span: Span, inner: str, *, simple: bool) -> str:
        del simple
        if span.element == PICTURE:
            return inner + span.target
        told = {LINK: f' href="{escape_xml(span.target)}"', SMALL: ' class="bodies"'}.get(span.element, "")
        return f"<{span.element}{told}>{inner}</{span.element}>"


_WRITERS: Mapping[Form, Callable[[XhtmlWriter, Branch], None]] = {
    Form.PART: XhtmlWriter.part,
    Form.NOTICE: XhtmlWriter.notice,
    Form.HEADING: XhtmlWriter.heading,
    Form.RUN_IN: XhtmlWriter.heading,
    Form.PAGE: XhtmlWriter.heading,
    Form.BOX: XhtmlWriter.box,
    Form.ANNEX_LIST: XhtmlWriter.annex_list,
    Form.ENTRY: XhtmlWriter.paragraph,
    Form.ITEM: XhtmlWriter.paragraph,
    Form.TITLE: XhtmlWriter.paragraph,
    Form.PARAGRAPH: XhtmlWriter.paragraph,
    Form.FIGURE: XhtmlWriter.paragraph,
    Form.TABLE: XhtmlWriter.table,
}


def _set_columns(rows: Sequence[Block]) -> str:
    """Return how wide columns are by what stands in them: left alone, a reader squeezes a short one to a character."""
    placed, count = fit_cells([row.cells for row in rows])
    if count == 1:
        return ""
    widths, _ = share_width(placed, count)
    shown = "".join(f'<col style="width: {100 * width / sum(widths):.0f}%"/>' for width in widths)
    return f"<colgroup>{shown}</colgroup>"


def _name(block: Block) -> str:
    return block.anchor.id if block.anchor else ""


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
