"""Edition → Akoma Ntoso 3.0 (OASIS LegalDocML), as one `doc`.

Every anchor is an `eId`, on an annex with its page before it ("annex-1.s2", as in the PDF); the text of the elements,
`meta` left out, is the published text in its order. Divisions are `hcontainer`s with the kind as their name, for
Chinese plans mix numbered divisions and loose paragraphs as no element of the legislative hierarchy allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from build_tools.model.anchor import name_destination, qualify
from build_tools.model.division import Cell, Division, Kind, Node, Paragraph, Table
from build_tools.model.edition import Edition, Facts
from build_tools.model.line import Mark
from build_tools.render.xhtml import escape_xml

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNDATED = "0001-01-01"
_FORE = (Kind.NOTICE, Kind.PREAMBLE)


def render_akn(edition: Edition) -> str:
    """Return a work as an Akoma Ntoso document."""
    nodes = list(edition.root.body)
    preface = _take(nodes, (Kind.PREFACE,))
    preamble = _take(nodes, _FORE)
    annex = next((at for at, node in enumerate(nodes) if _is(node, (Kind.ANNEX,))), len(nodes))
    writer = _Writer()
    parts = [_meta(edition, "")]
    for name, blocks in (("preface", preface), ("preamble", preamble)):
        if blocks:
            parts.append(f"<{name}>{writer.blocks(blocks, '')}</{name}>")
    # What the root itself prints stands before its body; a plan's root prints nothing.
    parts.append(_main_body(writer, edition.root, nodes[:annex]))
    attached = [_attach(edition, writer, node, number) for number, node in enumerate(nodes[annex:], 1)]
    if attached:
        parts.append(f"<attachments>{''.join(attached)}</attachments>")
    document = f'<doc name="plan" contains="singleVersion">{"".join(parts)}</doc>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{_NAMESPACE}">{document}</akomaNtoso>\n'


def _is(node: Node, kinds: Sequence[Kind]) -> bool:
    return isinstance(node, Division) and node.kind in kinds


def _take(nodes: list[Node], kinds: Sequence[Kind]) -> list[Node]:
    """Take the first nodes off that are of these kinds."""
    count = next((at for at, node in enumerate(nodes) if not _is(node, kinds)), len(nodes))
    taken, nodes[:] = nodes[:count], nodes[count:]
    return taken


def _main_body(writer: _Writer, root: Division, nodes: Sequence[Node]) -> str:
    inner = writer.label(root) if root.kind is Kind.PLAN else ""
    if inner:
        inner = f'<hcontainer eId="{writer.make_id()}" name="opening">{inner}</hcontainer>'
    inner += "".join(writer.hierarchy(node, "") for node in nodes)
    return f"<mainBody>{inner or '<p/>'}</mainBody>"


def _attach(edition: Edition, writer: _Writer, node: Node, number: int) -> str:
    """An annex, or what stands behind one, as a document of its own."""
    page = node.page if isinstance(node, Division) else ""
    name = page or f"part-{number}"
    body = writer.hierarchy(node, page)
    return (
        f'<attachment eId="{writer.make_id()}"><doc name="{escape_xml(name)}" contains="singleVersion">'
        f"{_meta(edition, name)}<mainBody>{body}</mainBody></doc></attachment>"
    )


class _Writer:
    """Writes elements; gives an `eId` of its own to what must have one and has no anchor."""

    def __init__(self) -> None:
        self.count = 0

    def make_id(self) -> str:
        """An underscore stands in no anchor, so that these never meet one."""
        self.count += 1
        return f"_{self.count}"

    def id_of(self, node: Node, page: str) -> str:
        return name_destination(qualify(page, node.anchor)) if node.anchor else self.make_id()

    def label(self, node: Division) -> str:
        """A division's label and heading."""
        num = f"<num>{escape_xml(node.num.text)}</num>" if node.num.text else ""
        heading = _mark_up(node.heading.text, node.marks) + escape_xml(node.stop.text)
        return num + (f"<heading>{heading}</heading>" if heading else "")

    def hierarchy(self, node: Node, page: str) -> str:
        """A node as it stands among numbered divisions."""
        if isinstance(node, Division):
            page = node.page or page
            inner = self.label(node) + "".join(self.hierarchy(child, page) for child in node.body)
            return f'<hcontainer eId="{self.id_of(node, page)}" name="{node.kind.value}">{inner}</hcontainer>'
        if isinstance(node, Table):
            content = self.table(node, page)
            return f'<hcontainer eId="{self.make_id()}" name="table"><content>{content}</content></hcontainer>'
        opening = f'<hcontainer eId="{self.id_of(node, page)}" name="paragraph"><content>'
        return f"{opening}{_paragraph(node)}</content></hcontainer>"

    def blocks(self, nodes: Sequence[Node], page: str) -> str:
        """Nodes as they stand in front of the main body, where no hierarchy may be."""
        return "".join(self.block(node, page) for node in nodes)

    def block(self, node: Node, page: str) -> str:
        if isinstance(node, Division):
            words = escape_xml(node.num.text) + _mark_up(node.heading.text, node.marks) + escape_xml(node.stop.text)
            inner = (f"<p>{words}</p>" if words else "") + self.blocks(node.body, page)
            name = node.kind.value
            return f'<container eId="{self.id_of(node, page)}" name="{name}">{inner or "<p/>"}</container>'
        if isinstance(node, Table):
            return self.table(node, page)
        return f'<p eId="{self.id_of(node, page)}"{_role(node)}>{_mark_up(node.passage.text, node.marks)}</p>'

    def table(self, node: Table, page: str) -> str:
        caption = ""
        if node.caption is not None:
            caption = f"<caption>{_mark_up(node.caption.passage.text, node.caption.marks)}</caption>"
        rows = [
            "".join(_cell(cell, "th" if number < node.header_rows else "td") for cell in row)
            for number, row in enumerate(node.rows)
        ]
        inner = "".join(f"<tr>{row or _NO_CELL}</tr>" for row in rows or [""])
        return f'<table eId="{self.id_of(node, page)}">{caption}{inner}</table>'


_NO_CELL = "<td><p/></td>"


def _cell(cell: Cell, tag: str) -> str:
    spans = "".join(
        f' {name}="{value}"' for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if value > 1
    )
    return f"<{tag}{spans}>{''.join(map(_paragraph, cell.paragraphs)) or '<p/>'}</{tag}>"


def _paragraph(node: Paragraph) -> str:
    return f"<p{_role(node)}>{_mark_up(node.passage.text, node.marks)}</p>"


def _role(node: Paragraph) -> str:
    return f' class="{escape_xml(node.role)}"' if node.role else ""


def _mark_up(text: str, marks: Sequence[Mark]) -> str:
    """Return a text with its superscripts and subscripts, which stand in order and apart."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, len(text))
        if start < end:
            parts += [_escape(text[at:start]), f"<{mark.name}>{_escape(text[start:end])}</{mark.name}>"]
            at = end
    return "".join(parts) + _escape(text[at:])


def _escape(text: str) -> str:
    # An XML parser reads a carriage return as a line feed unless it is written as a reference.
    return escape_xml(text).replace("\r", "&#13;")


def _meta(edition: Edition, part: str) -> str:
    facts = edition.facts
    day = _read_day(facts.date_issued) or _read_day(facts.date_published)
    address = f"/akn/cn/doc/plan/{day[:4] if day else 'undated'}/{edition.work or 'unnamed'}"
    name = "issued" if day else "unknown"
    authors = "".join(f'<FRBRauthor href="#_issuer-{n}"/>' for n in range(1, len(facts.issuers) + 1))
    authors = authors or '<FRBRauthor href="#_publisher"/>'
    when = f'<FRBRdate date="{day or _UNDATED}" name="{name}"/>'
    this = f"/!{part}" if part else ""
    number = f'<FRBRnumber value="{escape_xml(facts.doc_number)}"/>' if facts.doc_number and not part else ""
    expression = f"{address}/zho@"
    levels = (
        f"<FRBRWork>{_address(address, this)}{when}{authors}"
        f'<FRBRcountry value="cn"/>{number}</FRBRWork>'
        f'<FRBRExpression>{_address(expression, this)}{when}{authors}<FRBRlanguage language="zho"/></FRBRExpression>'
        f'<FRBRManifestation>{_address(f"{expression}.xml", this)}{when}<FRBRauthor href="#_publisher"/>'
        "</FRBRManifestation>"
    )
    # One list of organizations, in the outermost document.
    known = "" if part else f'<references source="#_publisher">{_organizations(facts)}</references>'
    return f'<meta><identification source="#_publisher">{levels}</identification>{known}</meta>'


def _address(uri: str, this: str) -> str:
    return f'<FRBRthis value="{escape_xml(uri + this)}"/><FRBRuri value="{escape_xml(uri)}"/>'


def _organizations(facts: Facts) -> str:
    listed = [("publisher", facts.source or "publisher")]
    listed += [(f"issuer-{number}", issuer) for number, issuer in enumerate(facts.issuers, 1)]
    return "".join(
        f'<TLCOrganization eId="_{name}" href="/akn/ontology/organization/{name}" showAs="{escape_xml(shown)}"/>'
        for name, shown in listed
    )


def _read_day(text: str) -> str:
    """Return the day if it is one that XML can write, else ""."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
