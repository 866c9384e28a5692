"""Blocks → the text of a Word file (ECMA-376 part 1), set as official documents are (GB/T 9704-2012).

Numbers are typed as text, so that they stay what was printed; every anchor is a bookmark where its clause begins. The
text is exactly the edition's: what the editors say stands in the running foot and in the file's properties.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, PagePart
from build_tools.model.division import CHAPTERS, Kind
from build_tools.model.link import BlockLink
from build_tools.model.picture import Picture
from build_tools.model.script import ChangeScript
from build_tools.render.docx_tables import CellText, write_table
from build_tools.render.pictures import ShownPicture
from build_tools.render.spans import LINK, PICTURE, SMALL, STRONG, Span, cut_spans, mark_spans, nest_spans, text_spans
from build_tools.render.xhtml import escape_xml

DEEPEST = 5
"""Of the headings: one level above is the document's title."""
SHOWN = frozenset({"png", "jpg", "gif"})
"""Endings of the pictures that Word draws."""
_EMU = 9525  # of a pixel (CSS: 1/96 inch)
_WIDEST, _TALLEST = 5_616_000, 7_200_000  # EMU: 156 mm, and 200 mm
_OWN_LINE = CHAPTERS | {Kind.SECTION}
_STYLES = {
    "title": "Title",
    "notice-title": "Title",
    "letterhead": "DocNumber",
    "doc-number": "DocNumber",
    "salutation": "Salutation",
    "signature": "Signature",
    "date": "Date",
    "caption": "FigureCaption",  # of a table above it, or of one that is lost
    "figure": "Figure",
    "figure-caption": "FigureCaption",
}
_GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'  # what parts two tables, and ends a cell
_PROPERTIES = {STRONG: '<w:rStyle w:val="Strong"/>', SMALL: '<w:rStyle w:val="Bodies"/>'}
_MARKS = {"sup": "superscript", "sub": "subscript"}


@dataclass
class DocxWriter:
    """Writes the pages of a work one behind the other.

    Attributes:
        links: from blocks, by their numbers.
        groups: [start, end) of responsibility groups, by the number of the block.
        work: name of the work; what leads elsewhere is no link.
        change: changes words and keeps their length: the conversion to another script.
        aliases: old anchors, by what took their place.
        pictures: that are shown, by the block's number.
        drawn: files of pictures that were written, in order: the n-th is the relation "p{n}".
        written: what has been written.
    """

    links: Mapping[int, Sequence[BlockLink]]
    groups: Mapping[int, Sequence[tuple[int, int]]]
    work: str
    change: ChangeScript
    aliases: Mapping[Anchor, Sequence[Anchor]] = field(default_factory=dict)
    pictures: Mapping[int, Sequence[ShownPicture]] = field(default_factory=dict)
    drawn: dict[str, Picture] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    _waiting: list[Anchor] = field(default_factory=list)  # lead to what is written next
    _bookmarks: int = 0
    _shown: int = 0

    def write_pages(self, pages: Iterable[PagePart]) -> None:
        """Write the pages of a work; each but the first begins on a sheet of its own."""
        for part in pages:
            if part.head is not None:
                self.wait(part.head.block)
                if part.head.block.printed:
                    self.page_heading(part.head, "Annex")
                elif self.written:
                    self.written.append('<w:p><w:pPr><w:pStyle w:val="Gap"/><w:pageBreakBefore/></w:pPr></w:p>')
            self.write(part.below)
        if self._waiting:
            self.paragraph_of("Gap", self.take())

    def write(self, branches: Iterable[Branch]) -> None:
        """Write branches in order."""
        for branch in branches:
            _WRITERS[branch.block.form](self, branch)

    # -- places

    def wait(self, block: Block) -> None:
        """Let what leads to a block lead to what is written next."""
        self._waiting.extend(block.places)
        self._waiting.extend(old for place in block.places for old in self.aliases.get(place, ()))

    def take(self) -> str:
        """Return the bookmarks of what waits."""
        marks = []
        for anchor in dict.fromkeys(self._waiting):
            if anchor.bookmark:
                number = self._bookmarks = self._bookmarks + 1
                marks.append(f'<w:bookmarkStart w:id="{number}" w:name="{anchor.bookmark}"/>')
                marks.append(f'<w:bookmarkEnd w:id="{number}"/>')
        self._waiting.clear()
        return "".join(marks)

    # -- blocks

    def page_heading(self, branch: Branch, style: str) -> None:
        """The label of an annex or a schedule at the left, its title in the middle of the line below."""
        block = branch.block
        label, heading = block.printed[: block.label], block.printed[block.label :]
        first, rest = self.cut(block, block.label)
        if label.strip() and heading.strip():
            self.paragraph_of(f"{style}Label", self.take() + first)
            self.paragraph_of(f"{style}Title", rest)
        else:
            self.paragraph_of(f"{style}{'Label' if label.strip() else 'Alone'}", self.take() + first + rest)

    def part(self, branch: Branch) -> None:
        """A part prints nothing: its anchor leads to what stands in it first."""
        self.wait(branch.block)
        self.write(branch.below)

    def heading(self, branch: Branch) -> None:
        """A heading on a line of its own, and what stands below it."""
        block = branch.block
        self.wait(block)
        if block.kind is Kind.SCHEDULE and block.printed and block.level == 1:
            self.page_heading(branch, "Schedule")
        elif block.printed:
            at = block.label if block.is_apart else 0
            first, rest = self.cut(block, at)
            broken = "<w:r><w:br/></w:r>" if first else ""
            self.paragraph_of(_name_heading(block), f"{self.take()}{first}{broken}{rest}")
        self.write(branch.below)

    def cut(self, block: Block, at: int) -> tuple[str, str]:
        """Return the runs of a heading in front of an offset, and behind it."""
        words, spans = self.change(block.printed), mark_spans(block.marks)
        first, rest = cut_spans(spans, 0, at), cut_spans(spans, at, len(words))
        return self.runs(words[:at], first) if at else "", self.runs(words[at:], rest)

    def run_in(self, branch: Branch) -> None:
        """A heading that opens a paragraph stands in its line; without a stop it would run into the sentence."""
        block = branch.block
        following = branch.below[0] if branch.below else None
        joins = following is not None and following.block.form is Form.PARAGRAPH
        if not joins or following is None or block.name == block.opening or block.kind in _OWN_LINE:
            self.heading(branch)
            return
        self.wait(block)
        named = f'<w:rStyle w:val="{_name_heading(block)}Char"/>'
        opened = self.take() + self.content(branch, block.printed, named)
        self.wait(following.block)
        self.paragraph_of("", opened + self.take() + self.content(following, following.block.printed))
        self.write(following.below)
        self.write(branch.below[1:])

    def box(self, branch: Branch) -> None:
        """A box is a table of one cell."""
        outer, self.written = self.written, []
        self.heading(branch)
        inner = "".join(self.written) or _GAP
        if inner.endswith("</w:tbl>"):
            inner += _GAP
        self.written = outer
        self.add_table(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Box"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>'
        )

    def add_table(self, table: str) -> None:
        """Write a table; one behind another would become one with it."""
        if self.written and self.written[-1].endswith("</w:tbl>"):
            self.written.append(_GAP)
        self.written.append(table)

    def table(self, branch: Branch) -> None:
        """A table below its caption."""
        self.wait(branch.block)
        rows = []
        for one in branch.below:
            self.wait(one.block)
            if one.block.form is Form.CAPTION:
                self.paragraph_of("Caption", self.take() + self.content(one, one.block.printed))
            elif one.block.form is Form.ROW:
                rows.append(one)
        texts = [list(self.cell_texts(row)) for row in rows]
        self.add_table(write_table([row.block for row in rows], texts))

    def cell_texts(self, branch: Branch) -> Iterable[CellText]:
        """Yield for each cell of a row the content of its paragraphs."""
        words, spans = self.change(branch.block.printed), self.spans(branch)
        for cell in branch.block.cells:
            parts = []
            for part in cell.parts:
                inner = self.runs(words[part.start : part.end], cut_spans(spans, part.start, part.end))
                parts.append(self.take() + inner)
            yield tuple(parts) or (self.take(),)

    def paragraph(self, branch: Branch) -> None:
        """A paragraph, a numbered sentence, a line of a title."""
        block = branch.block
        self.wait(block)
        style = "Title" if block.form is Form.TITLE else _STYLES.get(block.role, "")
        if self.pictures.get(branch.number) and not style:
            style = "Figure"
        self.paragraph_of(style, self.take() + self.content(branch, block.printed))
        self.write(branch.below)

    def paragraph_of(self, style: str, content: str) -> None:
        """Write a paragraph in a style, "" for the text's own."""
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        self.written.append(f"<w:p>{styled}{content}</w:p>")

    # -- words

    def content(self, branch: Branch, text: str, properties: str = "") -> str:
        """Return the runs of a block's text."""
        return self.runs(self.change(text), self.spans(branch), properties)

    def spans(self, branch: Branch) -> list[Span]:
        """Return what is laid over a block's text."""
        block, number = branch.block, branch.number
        spans = text_spans(block, self.groups.get(number, ()))
        places = [
            (link.start, link.end, link.target.anchor.bookmark)
            for link in self.links.get(number, ())
            if link.target.is_reference and link.target.work == self.work and not link.target.cited
        ]
        if block.form is Form.ENTRY and block.target:
            places = [(0, len(block.printed), block.target.bookmark)]
        spans.extend(Span(start, end, LINK, name) for start, end, name in places if name)
        for shown in self.pictures.get(number, ()):
            if shown.picture.ending in SHOWN:
                self.drawn.setdefault(shown.picture.file, shown.picture)
                spans.append(Span(shown.start, shown.end, PICTURE, self.draw(shown)))
        return spans

    def draw(self, shown: ShownPicture) -> str:
        """Return the run that draws a picture, as wide as it is meant to be and as there is room."""
        self._shown += 1
        picture, number = shown.picture, self._shown
        wide, high = picture.width * _EMU, picture.height * _EMU
        scale = min(1.0, _WIDEST / wide, _TALLEST / high)
        words = escape_xml(self.change(shown.words))
        relation = f"p{list(self.drawn).index(picture.file) + 1}"
        return _DRAWING.format(n=number, cx=int(wide * scale), cy=int(high * scale), words=words, relation=relation)

    def runs(self, text: str, spans: Sequence[Span], properties: str = "") -> str:
        """Return the runs that print `text` with its spans; the sign of a picture that is drawn is not shown."""
        kept = nest_spans(spans)
        cuts = sorted({0, len(text), *(at for span in kept for at in (span.start, span.end))})
        parts = []
        for start, end in pairwise(cuts):
            over = [span for span in kept if span.start <= start and end <= span.end]
            link = next((span for span in over if span.element == LINK), None)
            if link is not None and link.start == start:
                parts.append(f'<w:hyperlink w:anchor="{link.target}">')
            parts.append(_run(text[start:end], over, properties))
            parts.extend(span.target for span in over if span.element == PICTURE and span.end == end)
            if link is not None and link.end == end:
                parts.append("</w:hyperlink>")
        return "".join(parts)


def _name_heading(block: Block) -> str:
    """Return the style of a heading; in the middle of a line the same with "Char" behind it."""
    return f"Heading{min(max(block.level, 1), DEEPEST)}"


def _run(text: str, over: Sequence[Span], properties: str) -> str:
    elements = {span.element for span in over}
    styled = properties or next((_PROPERTIES[name] for name in (STRONG, SMALL) if name in elements), "")
    hidden = "<w:vanish/>" if PICTURE in elements else ""
    raised = next((f'<w:vertAlign w:val="{value}"/>' for name, value in _MARKS.items() if name in elements), "")
    told = f"<w:rPr>{styled}{hidden}{raised}</w:rPr>" if styled or hidden or raised else ""
    tabbed = [f'<w:t xml:space="preserve">{escape_xml(part)}</w:t>' if part else "" for part in text.split("\t")]
    return f"<w:r>{told}{'<w:tab/>'.join(tabbed)}</w:r>"


_WRITERS: Mapping[Form, Callable[[DocxWriter, Branch], None]] = {
    Form.PART: DocxWriter.part,
    Form.NOTICE: DocxWriter.part,
    Form.HEADING: DocxWriter.heading,
    Form.RUN_IN: DocxWriter.run_in,
    Form.PAGE: DocxWriter.heading,
    Form.BOX: DocxWriter.box,
    Form.ANNEX_LIST: DocxWriter.paragraph,
    Form.ENTRY: DocxWriter.paragraph,
    Form.ITEM: DocxWriter.paragraph,
    Form.TITLE: DocxWriter.paragraph,
    Form.PARAGRAPH: DocxWriter.paragraph,
    Form.FIGURE: DocxWriter.paragraph,
    Form.TABLE: DocxWriter.table,
}

_DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{n}" name="{n}" descr="{words}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{n}" name="{n}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
