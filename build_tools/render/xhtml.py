"""Tree → XHTML blocks, for books that are read without the site.

Takes an anchored tree; gives well-formed XHTML 1.1 fragments in which every anchor is an `id` on the element of its
clause. Headings nest as the divisions do; the printed text is exactly the edition's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.link import LinkTarget
from build_tools.render.cells import open_cell
from build_tools.render.spans import LINK, SMALL, STRONG, Span, mark_spans, nest_spans, shift_spans

_DEEPEST_HEADING = 6
# Characters that XML 1.0 cannot write. They print as nothing anywhere; a mark in their place shows that they are there.
_UNWRITABLE_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEADLESS = (Kind.PREFACE, Kind.NOTE, Kind.PREAMBLE)
_NOTICE_HEADING = "印发通知"

Address = Callable[[LinkTarget], str | None]
Links = dict[int, list[tuple[int, int, LinkTarget]]]


def escape_xml(text: str) -> str:
    """Return XML that prints `text`, fit for attributes in double quotes, too."""
    return escape(_UNWRITABLE_RE.sub("\ufffd", text), quote=True)


@dataclass
class XhtmlWriter:
    """Writes the blocks of one file.

    Attributes:
        links: (start, end, target) in the printed text of a node, by `id` of the node.
        groups: (start, end) of responsibility groups in a paragraph, by `id` of the paragraph.
        address: gives the address of a target as it stands in this file, None where it cannot be reached.
        change: changes words and keeps their length: the conversion to another script.
        aliases: old anchors of this file that now lead to an anchor of it, by the latter.
        headings: (level, anchor, words) of what has been written, for a table of contents.
        blocks: what has been written.
    """

    links: Links
    groups: dict[int, list[tuple[int, int]]]
    address: Address
    change: Callable[[str], str]
    aliases: dict[str, list[str]] = field(default_factory=dict)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    def write_body(self, nodes: Sequence[Node], level: int) -> None:
        """Write nodes; `level` is that of a heading among them."""
        for node in nodes:
            if isinstance(node, Paragraph):
                self.write_paragraph(node)
            elif isinstance(node, Table):
                self.write_table(node)
            else:
                self.write_division(node, level)

    def place_aliases(self, anchor: str) -> None:
        """Write the old anchors of the clause that the next block opens."""
        self.blocks.extend(f'<div id="{old}"></div>' for old in self.aliases.get(anchor, []))

    def write_heading(self, level: int, anchor: str, words: str, spans: Sequence[Span] = (), css: str = "") -> None:
        """Write a heading and note it for the contents."""
        self.place_aliases(anchor)
        number = min(level, _DEEPEST_HEADING)
        shown = self.change(words)
        self.headings.append((level, anchor, shown))
        self.blocks.append(f"<h{number}{_id(anchor)}{_class(css)}>{self.markup(shown, spans)}</h{number}>")

    def write_division(self, node: Division, level: int) -> None:
        """Write a division, its heading at `level`."""
        if node.kind in _HEADLESS:
            self.place_aliases(node.anchor)
            self.blocks.append(f'<div{_id(node.anchor)} class="{node.kind.value}">')
            self.write_body(node.body, level)
            self.blocks.append("</div>")
        elif node.kind is Kind.NOTICE:
            self.blocks.append(f'<section{_id("")} class="notice">')
            self.write_heading(level, node.anchor, _NOTICE_HEADING, css="editorial")
            self.write_body(node.body, level + 1)
            self.blocks.append("</section>")
        elif node.kind is Kind.ANNEX_LIST:
            self.place_aliases(node.anchor)
            self.blocks.append(f"<p{_id(node.anchor)}>{self.markup(self.change(node.num.text), ())}</p>")
            self.write_body(node.body, level)
        elif node.kind is Kind.BOX:
            self.blocks.append('<section class="box">')
            self.write_heading(level, node.anchor, node.num.text + node.heading.text, self.heading_marks(node))
            self.write_body(node.body, level + 1)
            self.blocks.append("</section>")
        elif node.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and node.kind is not Kind.DASH:
            words = node.num.text + node.heading.text + node.stop.text
            self.write_heading(level, node.anchor, words, self.heading_marks(node))
            self.write_body(node.body, level + 1)
        else:
            self.write_numbered_paragraph(node, level)

    def heading_marks(self, node: Division) -> list[Span]:
        """Return the superscripts of a heading, moved behind its label."""
        return shift_spans(mark_spans(node.marks), len(node.num.text))

    def write_numbered_paragraph(self, node: Division, level: int) -> None:
        """A dash item or a numbered sentence: label, opening and rest are one paragraph."""
        label, heading = len(node.num.text), len(node.num.text + node.heading.text)
        spans = self.heading_marks(node)
        if node.heading and node.kind is Kind.DASH and node.style is not HeadingStyle.SENTENCE:
            spans.append(Span(label, heading, STRONG))
        text = node.num.text + node.heading.text + node.stop.text
        rest = node.body[0] if node.body else None
        opening = isinstance(rest, Paragraph) and rest.role == "run-in"
        if isinstance(rest, Paragraph) and opening:
            spans += shift_spans(self.paragraph_spans(rest), len(text))
            text += rest.passage.text
        spans += self.link_spans(node)
        self.place_aliases(node.anchor)
        css = "dash" if node.kind is Kind.DASH else "item"
        self.blocks.append(f"<p{_id(node.anchor)}{_class(css)}>{self.markup(self.change(text), spans)}</p>")
        self.write_body(node.body[1:] if opening else node.body, level)

    def write_paragraph(self, node: Paragraph) -> None:
        """Write a paragraph that no label opens."""
        text = self.change(node.passage.text)
        self.place_aliases(node.anchor)
        css = "" if node.role == "run-in" else node.role
        spans = self.paragraph_spans(node) + self.link_spans(node)
        self.blocks.append(f"<p{_id(node.anchor)}{_class(css)}>{self.markup(text, spans)}</p>")

    def paragraph_spans(self, node: Paragraph) -> list[Span]:
        """Return what is laid over a paragraph: its lead in bold, responsibility groups in small print."""
        spans = mark_spans(node.marks)
        if node.lead:
            spans.append(Span(0, node.lead - 1, STRONG))
        spans.extend(Span(start, end, SMALL) for start, end in self.groups.get(id(node), []))
        return spans

    def link_spans(self, node: Division | Paragraph) -> list[Span]:
        """Return the links in a node's text that lead somewhere from this file."""
        return [
            Span(start, end, LINK, address)
            for start, end, target in self.links.get(id(node), [])
            if (address := self.address(target)) is not None
        ]

    def write_table(self, node: Table) -> None:
        """Write a table; its caption is read with it."""
        self.place_aliases(node.anchor)
        caption = f"<caption>{self.cell_text(node.caption)}</caption>" if node.caption else ""
        head = "".join(self.table_row(row, "th") for row in node.rows[: node.header_rows])
        body = "".join(self.table_row(row, "td") for row in node.rows[node.header_rows :])
        shown = f"<thead>{head}</thead>" if head else ""
        # XHTML knows no table without a body.
        body = f"<tbody>{body}</tbody>" if body else "" if shown else "<tbody><tr><td></td></tr></tbody>"
        self.blocks.append(f"<table{_id(node.anchor)}>{caption}{shown}{body}</table>")

    def table_row(self, row: tuple[Cell, ...], tag: str) -> str:
        """Return one row; cells that others reach over leave it empty."""
        if not row:
            return "<tr><td></td></tr>"
        cells = []
        for cell in row:
            text = "<br/>".join(self.cell_text(paragraph) for paragraph in cell.paragraphs)
            cells.append(f"{open_cell(cell, tag)}{text}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    def cell_text(self, node: Paragraph) -> str:
        """Return a paragraph's words with its marks and links."""
        spans = mark_spans(node.marks) + self.link_spans(node)
        return self.markup(self.change(node.passage.text), spans)

    def markup(self, text: str, spans: Sequence[Span]) -> str:
        """Return XHTML that prints `text` with its spans."""
        parts: list[str] = []
        open_spans: list[Span] = []
        at = 0
        for span in nest_spans(spans):
            while open_spans and open_spans[-1].end <= span.start:
                at = self._close(parts, text, at, open_spans.pop())
            parts.append(escape_xml(text[at : span.start]))
            at = span.start
            parts.append(_OPENINGS[span.element].format(target=escape_xml(span.target)))
            open_spans.append(span)
        while open_spans:
            at = self._close(parts, text, at, open_spans.pop())
        parts.append(escape_xml(text[at:]))
        return "".join(parts)

    @staticmethod
    def _close(parts: list[str], text: str, at: int, span: Span) -> int:
        parts.append(f"{escape_xml(text[at : span.end])}</{span.element}>")
        return span.end


_OPENINGS = {
    LINK: '<a href="{target}">',
    STRONG: "<strong>",
    SMALL: '<small class="bodies">',
    "sup": "<sup>",
    "sub": "<sub>",
}


def _id(anchor: str) -> str:
    return f' id="{anchor}"' if anchor else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
