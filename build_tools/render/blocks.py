"""Tree → Markdown blocks.

Takes an anchored tree; gives blocks of CommonMark with the anchors as empty inline links, which is the one form
that a code host, Python-Markdown and any other reader print alike. Headings nest as the divisions do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.render.address import link_html, link_markdown
from build_tools.render.cells import CLOSE_FRAME, open_cell, open_frame
from build_tools.render.inline import escape_html, render_strong, render_text
from build_tools.render.spans import LINK, SMALL, STRONG, Span, mark_spans, render_markdown, render_markup, shift_spans

_DEEPEST_HEADING = 6
_BLANKS = tuple(" \u3000\u00a0")
# Lines with a role are set apart by the style sheet.
_ROLE_CLASSES = {
    "title": "title",
    "notice-title": "notice-title",
    "doc-number": "doc-number",
    "salutation": "salutation",
    "signature": "signature",
    "date": "date",
    "publicity": "publicity",
    "note": "note",
}
_NOTICE_HEADING = "印发通知"


@dataclass(frozen=True)
class PageLinks:
    """What leads from and to the clauses of a page.

    Attributes:
        here: the page's file below docs/.
        out: (start, end, file#anchor) in the printed text of a node, by `id` of the node.
        cited: (words, file#anchor) of each clause that cites a clause here, by the latter's anchor.
        issuers: name of the page of each body that has issued the work.
    """

    here: str = ""
    out: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    cited: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    issuers: tuple[str, ...] = ()

    def spans(self, node: object, *, html: bool) -> list[Span]:
        """Return the links in a node's text."""
        resolve = link_html if html else link_markdown
        return [Span(start, end, LINK, resolve(self.here, target)) for start, end, target in self.out.get(id(node), [])]


@dataclass
class BlockWriter:
    """Writes the blocks of one page.

    Attributes:
        citations: how each node is cited, by `id`.
        groups: (start, end) of responsibility groups in a paragraph, by `id` of the paragraph.
        annex_links: address of the page of each annex, by its number and by its title.
        aliases: old anchors of this page that now lead to an anchor of it, by the latter.
        links: from and to the clauses of this page.
        blocks: what has been written.
    """

    citations: dict[int, str]
    groups: dict[int, list[tuple[int, int]]]
    annex_links: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    links: PageLinks = field(default_factory=PageLinks)
    blocks: list[str] = field(default_factory=list)

    def write_body(self, division: Division, level: int) -> None:
        """Write what stands in a division whose own heading has level `level - 1`."""
        for node in division.body:
            self.write_node(node, level)

    def write_node(self, node: Node, level: int) -> None:
        """Write a node of a body; `level` is that of a heading in it."""
        if isinstance(node, Paragraph):
            self.write_paragraph(node)
        elif isinstance(node, Table):
            self.blocks.append(self.table(node))
            self.write_cited(node.anchor)
        else:
            self.write_division(node, level)

    def write_division(self, division: Division, level: int) -> None:
        """Write a division, its heading at `level`."""
        kind = division.kind
        if kind in (Kind.PREFACE, Kind.NOTE, Kind.PREAMBLE):
            # They have no printed heading, so their anchors go with their first paragraphs.
            first = len(self.blocks)
            self.write_body(division, level)
            if len(self.blocks) > first:
                self.blocks[first] = mark_block(self.blocks[first], division.anchor)
        elif kind is Kind.NOTICE:
            label = f'<span class="editorial">{_NOTICE_HEADING}</span>'
            self.blocks.append(f"{_hashes(level)} {self.anchor(division)}{label}")
            self.write_cited(division.anchor)
            self.write_body(division, level + 1)
        elif kind is Kind.ANNEX_LIST:
            self._write_annex_list(division)
        elif kind is Kind.BOX:
            self.write_box(division, level)
        elif division.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and kind is not Kind.DASH:
            text = render_heading(division) + render_text(division.stop.text)
            self.blocks.append(f"{_hashes(level)} {self.anchor(division)}{text}")
            self.write_cited(division.anchor)
            self.write_body(division, level + 1)
        else:
            self.write_numbered_paragraph(division, level)

    def write_numbered_paragraph(self, division: Division, level: int) -> None:
        """A dash item or a numbered sentence: label, opening and rest are one paragraph."""
        rest = division.body[0] if division.body else None
        before = division.num.text + division.heading.text + division.stop.text
        label, heading = len(division.num.text), len(division.num.text + division.heading.text)
        spans = shift_spans(mark_spans(division.marks), label)
        if division.heading and division.kind is Kind.DASH and division.style is not HeadingStyle.SENTENCE:
            spans.append(Span(label, heading, STRONG))
        text = before
        opening = isinstance(rest, Paragraph) and rest.role == "run-in"
        if isinstance(rest, Paragraph) and opening:
            text += rest.passage.text
            spans += shift_spans(self.paragraph_spans(rest), len(before))
        spans += self.links.spans(division, html=False)
        self.blocks.append(self.anchor(division) + render_markdown(text, spans))
        self.write_cited(division.anchor)
        for node in division.body[1:] if opening else division.body:
            self.write_node(node, level)

    def write_box(self, division: Division, level: int) -> None:
        """A block quotation is CommonMark's one way to frame text."""
        inner = BlockWriter(self.citations, self.groups, aliases=self.aliases, links=self.links)
        inner.blocks.append(f"{_hashes(level)} {self.anchor(division)}{render_heading(division)}")
        inner.write_cited(division.anchor)
        inner.write_body(division, level + 1)
        lines = "\n\n".join(inner.blocks).split("\n")
        self.blocks.append("\n".join(f"> {line}" if line else ">" for line in lines))

    def _write_annex_list(self, division: Division) -> None:
        self.blocks.append(f"{self.anchor(division)}{render_text(division.num.text)}")
        for number, node in enumerate((n for n in division.body if isinstance(n, Paragraph)), 1):
            text = node.passage.text
            target = next((link for title, link in self.annex_links.items() if title and title in text), "")
            target = target or self.annex_links.get(str(number), "")
            shown = render_text(text, node.marks)
            self.blocks.append(self.anchor(node) + (f"[{shown}]({target})" if target else shown))

    def write_paragraph(self, node: Paragraph) -> None:
        """Write a paragraph that no label opens."""
        if name := _ROLE_CLASSES.get(node.role):
            spans = mark_spans(node.marks) + self.links.spans(node, html=True)
            self.blocks.append(f'<p class="{name}">{self.anchor(node)}{render_markup(node.passage.text, spans)}</p>')
        elif node.role == "caption":
            self.blocks.append(self.anchor(node) + render_strong(node.passage.text, "", "", node.marks))
        else:
            spans = self.paragraph_spans(node) + self.links.spans(node, html=False)
            self.blocks.append(self.anchor(node) + render_markdown(node.passage.text, spans))
        self.write_cited(node.anchor)

    def paragraph_spans(self, node: Paragraph) -> list[Span]:
        """Return what is laid over a paragraph: its lead in bold, responsibility groups in small print."""
        spans = mark_spans(node.marks)
        if node.lead:
            spans.append(Span(0, node.lead - 1, STRONG))
        spans.extend(Span(start, end, SMALL) for start, end in self.groups.get(id(node), []))
        return spans

    def write_cited(self, anchor: str) -> None:
        """Write which clauses cite the one just written, if any do."""
        if citing := self.links.cited.get(anchor):
            shown = "、".join(f"[{render_text(words)}]({link_markdown(self.links.here, to)})" for words, to in citing)
            self.blocks.append(f'<small class="cited editorial">被引：{shown}</small>')

    def table(self, table: Table) -> str:
        """Return a table as an HTML block: Markdown's own tables know no merged cells."""
        link = f'<a href="#{table.anchor}" title="{escape_html(self.citations[id(table)])}"></a>'
        link += "".join(f'<span id="{alias}"></span>' for alias in self.aliases.get(table.anchor, []))
        caption = self.cell_text(table.caption) if table.caption else ""
        css = ' class="rebuilt"' if table.rebuilt else ""
        lines = [
            open_frame(self.citations[id(table)]),
            f'<table id="{table.anchor}"{css}>',
            f"<caption>{link}{caption}</caption>",
        ]
        if table.header_rows:
            lines.append("<thead>")
            lines.extend(self.table_row(row, "th") for row in table.rows[: table.header_rows])
            lines.append("</thead>")
        lines.append("<tbody>")
        lines.extend(self.table_row(row, "td") for row in table.rows[table.header_rows :])
        lines.extend(["</tbody>", "</table>", CLOSE_FRAME])
        return "\n".join(lines)

    def table_row(self, row: tuple[Cell, ...], tag: str) -> str:
        """Return one row's HTML."""
        cells = []
        for cell in row:
            text = "<br>".join(self.cell_text(paragraph) for paragraph in cell.paragraphs)
            cells.append(f"{open_cell(cell, tag)}{text}</{tag}>")
        return "<tr>" + "".join(cells) + "</tr>"

    def cell_text(self, node: Paragraph) -> str:
        """Return a paragraph's HTML."""
        return render_markup(node.passage.text, mark_spans(node.marks) + self.links.spans(node, html=True))

    def anchor(self, node: Node) -> str:
        """Return the anchor, which is also the permalink."""
        if not node.anchor:
            return ""
        title = escape_html(self.citations.get(id(node), ""))
        old = "".join(f'<span id="{alias}"></span>' for alias in self.aliases.get(node.anchor, []))
        return f'<a id="{node.anchor}" href="#{node.anchor}" title="{title}"></a>{old}'


def render_heading(division: Division) -> str:
    """Return label and heading; a heading that stands on the line below its label keeps that line."""
    num, heading = division.num, division.heading
    apart = num and heading and num.end != heading.start and num.text[-1:] not in _BLANKS
    return render_text(num.text) + ("<br>" if apart else "") + render_text(heading.text, division.marks)


def mark_block(block: str, anchor: str) -> str:
    """Return a Markdown block that carries one more anchor."""
    mark = f'<span id="{anchor}"></span>'
    opening = re.match(r"(?:> ?)*(?:#{1,6} (?:<a [^>]*></a>)*|<p [^>]*>|<div [^>]*>\n<table[^>]*>\n<caption>)?", block)
    at = opening.end() if opening else 0
    return block[:at] + mark + block[at:]


def _hashes(level: int) -> str:
    return "#" * min(level, _DEEPEST_HEADING)
