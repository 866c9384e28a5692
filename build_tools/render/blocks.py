"""Blocks → Markdown.

Gives blocks of CommonMark with the anchors as empty inline links, which is the one form that a code host,
Python-Markdown and any other reader print alike. Headings nest as the divisions do.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, CellPart, Form
from build_tools.model.division import FIGURE_CAPTION
from build_tools.model.link import BlockLink, Citing
from build_tools.render.address import Address, link_html, link_markdown, name_target
from build_tools.render.cells import CLOSE_FRAME, open_cell, open_frame
from build_tools.render.inline import escape_html, keep_edge, render_strong, render_text
from build_tools.render.links import link_words
from build_tools.render.pictures import ShownPicture
from build_tools.render.spans import (
    LINK,
    PICTURE,
    Span,
    cut_spans,
    mark_spans,
    render_markdown,
    render_markup,
    render_turns,
    text_spans,
    turn_spans,
)

_DEEPEST_HEADING = 6
# Lines with a role are set apart by the style sheet.
_SET_APART = frozenset(
    {
        "title",
        "notice-title",
        "letterhead",
        "doc-number",
        "salutation",
        "signature",
        "date",
        "publicity",
        "imprint",
        "note",
        "figure",
        FIGURE_CAPTION,
    }
)
_NOTICE_HEADING = "印发通知"


@dataclass(frozen=True)
class PageNotes:
    """What is known of the places on a page.

    Attributes:
        here: the page's file.
        links: in what a block prints, by the block's number.
        groups: [start, end) of responsibility groups, by the block's number.
        cited: the clauses that cite a place, by its anchor.
        aliases: old anchors of this page that lead to a place of it, by the latter.
        issuers: name of the page of each body that has issued the work.
        pictures: that are shown, by the block's number.
    """

    here: Address = field(default_factory=lambda: Address(""))
    links: Mapping[int, Sequence[BlockLink]] = field(default_factory=dict)
    groups: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    cited: Mapping[Anchor, Sequence[Citing]] = field(default_factory=dict)
    aliases: Mapping[Anchor, Sequence[Anchor]] = field(default_factory=dict)
    issuers: tuple[str, ...] = ()
    pictures: Mapping[int, Sequence[ShownPicture]] = field(default_factory=dict)


@dataclass(frozen=True)
class BlockWriter:
    """Writes the blocks of one page; `level` is that of a heading that stands directly on it."""

    notes: PageNotes
    level: int = 2

    def write(self, branches: Iterable[Branch]) -> list[str]:
        """Return the Markdown blocks of branches, in order."""
        written: list[str] = []
        for branch in branches:
            written.extend(_WRITERS[branch.block.form](self, branch))
        return written

    # -- what opens something

    def part(self, branch: Branch) -> list[str]:
        """A part prints nothing of its own, so its anchor goes with what stands in it first."""
        inner = self.write(branch.below)
        place = branch.block.anchor
        if not place:
            return inner
        ids = [alias.id for alias in self.notes.aliases.get(place, ())]
        return [mark_block(inner[0], [place.id, *ids]) if inner else self.anchor(branch.block), *inner[1:]]

    def notice(self, branch: Branch) -> list[str]:
        """The letter that issues the plan; the heading over it is ours."""
        label = f'<span class="editorial">{_NOTICE_HEADING}</span>'
        return [self.heading_line(branch, label), *self.cited(branch), *self.write(branch.below)]

    def heading(self, branch: Branch) -> list[str]:
        """A heading, and what stands below it."""
        return [self.heading_line(branch, self.heading_words(branch)), *self.cited(branch), *self.write(branch.below)]

    def heading_words(self, branch: Branch) -> str:
        """Return what a heading prints, with the links of terms that stand in no running text."""
        block, links = branch.block, self.link_spans(branch, html=False)
        if not links:
            return render_heading(block)
        label, line = block.printed[: block.label], "<br>" if block.is_apart else ""
        spans = cut_spans(mark_spans(block.marks) + links, block.label, len(block.printed))
        return render_text(label) + line + render_markdown(block.printed[block.label :], spans)

    def heading_line(self, branch: Branch, words: str) -> str:
        """Return the line of a heading."""
        level = min(branch.block.level + self.level - 1, _DEEPEST_HEADING)
        return keep_edge(f"{'#' * level} {self.opening(branch.block)}{words}")

    def box(self, branch: Branch) -> list[str]:
        """A block quotation is CommonMark's one way to frame text."""
        lines = "\n\n".join(self.heading(branch)).split("\n")
        return ["\n".join(f"> {line}" if line else ">" for line in lines)]

    def annex_list(self, branch: Branch) -> list[str]:
        """The list of annexes."""
        return [keep_edge(self.opening(branch.block) + render_text(branch.block.printed)), *self.write(branch.below)]

    # -- what is a paragraph

    def entry(self, branch: Branch) -> list[str]:
        """An entry of the list of annexes, which leads to the annex."""
        block = branch.block
        if block.target is None:
            return self.paragraph(branch)
        shown = render_text(block.printed, block.marks)
        to = link_markdown(self.notes.here, self.notes.here.on_page_of(block.target))
        return [f"{self.opening(block)}[{shown}]({to})", *self.cited(branch)]

    def paragraph(self, branch: Branch) -> list[str]:
        """A paragraph, a numbered sentence, a line of a title."""
        block = branch.block
        if block.role in _SET_APART:
            words = render_markup(block.printed, self.spans(branch, html=True))
            written = f'<p class="{block.role}">{self.anchor(block)}{words}</p>'
        elif block.role == "caption":
            written = self.opening(block) + render_strong(block.printed, "", "", block.marks)
        else:
            written = self.anchor(block) + render_markdown(block.printed, self.spans(branch))
        return [keep_edge(written), *self.cited(branch), *self.write(branch.below)]

    def spans(self, branch: Branch, *, html: bool = False) -> list[Span]:
        """Return what is laid over a block's text: names in bold, groups in small print, links, superscripts."""
        block = branch.block
        spans = text_spans(block, self.notes.groups.get(branch.number, ()))
        return spans + turn_spans(block.turns) + self.link_spans(branch, html=html)

    def link_spans(self, branch: Branch, *, html: bool) -> list[Span]:
        """Return the links and the pictures in a block."""
        resolve = link_html if html else link_markdown
        links = [
            Span(link.start, link.end, LINK, resolve(self.notes.here, name_target(link.target)))
            for link in self.notes.links.get(branch.number, ())
        ]
        return links + [
            Span(shown.start, shown.end, PICTURE, self.show(shown))
            for shown in self.notes.pictures.get(branch.number, ())
        ]

    def show(self, shown: ShownPicture) -> str:
        """Return the element that shows a picture, loaded when a reader comes near."""
        picture = shown.picture
        # The files lie beside the work's own page; the page of an annex is a folder further down.
        up = "" if self.notes.here.is_index else "../"
        return (
            f'<img class="{"formula" if shown.is_inline else "picture"}" src="{up}pictures/{picture.file}"'
            f' alt="{escape_html(shown.words)}" width="{picture.width}" height="{picture.height}" loading="lazy">'
        )

    def cited(self, branch: Branch) -> list[str]:
        """Return which clauses cite the one just written, if any do."""
        citing = self.notes.cited.get(branch.block.anchor) if branch.block.anchor else None
        if not citing:
            return []
        return [f'<small class="cited editorial">被引：{list_citing(citing, self.notes.here)}</small>']

    # -- tables

    def table(self, branch: Branch) -> list[str]:
        """A table is an HTML block: Markdown's own tables know no merged cells."""
        block = branch.block
        title = escape_html(block.citation)
        ids = "".join(f'<span id="{alias.id}"></span>' for alias in self.aliases_of(block))
        link = f'<a href="#{block.place.id}" title="{title}"{_tell_page(block)}></a>{ids}' if block.anchor else ""
        captions = branch.take(Form.CAPTION)
        rows = branch.take(Form.ROW)
        caption = "".join(render_markup(one.block.printed, self.caption_spans(one)) for one in captions)
        css = ' class="rebuilt"' if block.shape and block.shape.rebuilt else ""
        name = f' id="{block.place.id}"' if block.anchor else ""
        if link and caption:  # else the table's name would begin with that of the link to it
            name += f' aria-label="{escape_html("".join(one.block.printed for one in captions))}"'
        lines = [open_frame(block.citation), f"<table{name}{css}>", f"<caption>{link}{caption}</caption>"]
        header = [row for row in rows if row.block.role == "header"]
        going_on = block.shape.going_on if block.shape else frozenset()
        if header:
            lines.append("<thead>")
            lines.extend(self.row(row, "th", goes_on=number in going_on) for number, row in enumerate(header))
            lines.append("</thead>")
        lines.append("<tbody>")
        below = enumerate(rows[len(header) :], len(header))
        lines.extend(self.row(row, "td", goes_on=number in going_on) for number, row in below)
        lines.extend(["</tbody>", "</table>", CLOSE_FRAME])
        return ["\n".join(lines), *self.cited(branch)]

    def caption_spans(self, branch: Branch) -> list[Span]:
        """Return the marks and links of a caption or a row."""
        block = branch.block
        return mark_spans(block.marks) + turn_spans(block.turns) + self.link_spans(branch, html=True)

    def row(self, branch: Branch, tag: str, *, goes_on: bool = False) -> str:
        """Return one row; one that goes on with the row above is drawn without a line between."""
        spans = self.caption_spans(branch)
        cells = []
        for cell in branch.block.cells:
            text = "<br>".join(self.cell_part(part, spans) for part in cell.parts)
            cells.append(f"{open_cell(cell, tag)}{text}</{tag}>")
        return ('<tr class="goes-on">' if goes_on else "<tr>") + "".join(cells) + "</tr>"

    @staticmethod
    def cell_part(part: CellPart, spans: Sequence[Span]) -> str:
        """Return a paragraph of a cell."""
        return render_markup(part.text.text, cut_spans(spans, part.start, part.end))

    # -- places

    def aliases_of(self, block: Block) -> list[Anchor]:
        """Return what else leads to a block: its further anchors, and the old ones."""
        places = [block.anchor, *block.also] if block.anchor else []
        old = [alias for place in places for alias in self.notes.aliases.get(place, ())]
        return [*block.also, *old]

    def anchor(self, block: Block) -> str:
        """Return the anchor, which is also the permalink."""
        if not block.anchor:
            return ""
        name, title = block.anchor.id, escape_html(block.citation)
        old = "".join(f'<span id="{alias.id}"></span>' for alias in self.aliases_of(block))
        return f'<a id="{name}" href="#{name}" title="{title}"{_tell_page(block)}></a>{old}'

    def opening(self, block: Block) -> str:
        """Return the anchor of a block that is one line, and the pages that begin in it."""
        return self.anchor(block) + render_turns(block.turns)


def _tell_page(block: Block) -> str:
    """Return the attribute that names the page on which a place stands, where its file has pages."""
    return f' data-page="{block.sheet.page}"' if block.sheet.page else ""


_WRITERS: Mapping[Form, Callable[[BlockWriter, Branch], list[str]]] = {
    Form.PART: BlockWriter.part,
    Form.NOTICE: BlockWriter.notice,
    Form.HEADING: BlockWriter.heading,
    Form.RUN_IN: BlockWriter.heading,
    Form.BOX: BlockWriter.box,
    Form.ANNEX_LIST: BlockWriter.annex_list,
    Form.ENTRY: BlockWriter.entry,
    Form.ITEM: BlockWriter.paragraph,
    Form.TITLE: BlockWriter.paragraph,
    Form.PARAGRAPH: BlockWriter.paragraph,
    Form.FIGURE: BlockWriter.paragraph,
    Form.TABLE: BlockWriter.table,
    Form.PAGE: BlockWriter.heading,
}


def list_citing(citing: Iterable[Citing], here: Address) -> str:
    """Return links to the clauses that cite a place, as Markdown for a page."""
    return "、".join(link_words(here, name_target(one.target), one.words) for one in citing)


def render_heading(block: Block) -> str:
    """Return label, heading and stop; a heading that stands on the line below its label keeps that line."""
    label, words = block.printed[: block.label], block.printed[block.label :]
    marks = tuple(mark for mark in block.marks if mark.start >= block.label)
    shown = render_text(words, tuple(mark.moved(-block.label) for mark in marks))
    return render_text(label) + ("<br>" if block.is_apart else "") + shown


def mark_block(block: str, ids: Sequence[str]) -> str:
    """Return a Markdown block that carries more anchors."""
    marks = "".join(f'<span id="{name}"></span>' for name in ids)
    opening = re.match(r"(?:> ?)*(?:#{1,6} (?:<a [^>]*></a>)*|<p [^>]*>|<div [^>]*>\n<table[^>]*>\n<caption>)?", block)
    at = opening.end() if opening else 0
    return block[:at] + marks + block[at:]
