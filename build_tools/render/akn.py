"""Edition → Akoma Ntoso 3.0 (OASIS LegalDocML), as one `doc`.

Every anchor is an `eId`, on an annex with its page before it ("annex-1.s2", as in the PDF); anchors of old are
`mapping`s to it. The text of the elements, `meta` left out, is the published text in its order. Divisions are
`hcontainer`s with the kind as their name, for Chinese plans mix numbered divisions and loose paragraphs as no element
of the legislative hierarchy allows. Where a page of the source begins stands an `eop` with that page's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from build_tools.model.block import Block, BlockCell, Branch, Form, nest
from build_tools.model.division import Kind
from build_tools.model.edition import Edition, Facts
from build_tools.render.cells import name_spans
from build_tools.render.xhtml import escape_xml

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNDATED = "0001-01-01"
_FORE = (Kind.NOTICE, Kind.PREAMBLE)


def render_akn(edition: Edition) -> str:
    """Return a work as an Akoma Ntoso document."""
    branches = list(nest(edition.blocks))
    preface = _take(branches, (Kind.PREFACE,))
    preamble = _take(branches, _FORE)
    page = next((at for at, one in enumerate(branches) if one.block.form is Form.PAGE), len(branches))
    elements = _Elements()
    parts = [_meta(edition, "")]
    for name, found in (("preface", preface), ("preamble", preamble)):
        if found:
            parts.append(f"<{name}>{''.join(map(elements.block, found))}</{name}>")
    body = "".join(map(elements.hierarchy, branches[:page]))
    parts.append(f"<mainBody>{body or '<p/>'}</mainBody>")
    attached = [_attach(edition, elements, one, number) for number, one in enumerate(branches[page:], 1)]
    if attached:
        parts.append(f"<attachments>{''.join(attached)}</attachments>")
    document = f'<doc name="plan" contains="singleVersion">{"".join(parts)}</doc>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{_NAMESPACE}">{document}</akomaNtoso>\n'


def _take(branches: list[Branch], kinds: Sequence[Kind]) -> list[Branch]:
    """Take the first branches off that are of these kinds."""
    taken = list(takewhile(lambda one: one.block.kind in kinds, branches))
    del branches[: len(taken)]
    return taken


def _attach(edition: Edition, elements: _Elements, branch: Branch, number: int) -> str:
    """An annex, or what stands behind one, as a document of its own."""
    name = branch.block.place.page if branch.block.form is Form.PAGE else f"part-{number}"
    body = elements.hierarchy(branch)
    return (
        f'<attachment eId="{elements.make_id()}"><doc name="{escape_xml(name)}" contains="singleVersion">'
        f"{_meta(edition, name)}<mainBody>{body}</mainBody></doc></attachment>"
    )


class _Elements:
    """Makes elements; gives an `eId` of its own to what must have one and has no anchor."""

    def __init__(self) -> None:
        self.count = 0

    def make_id(self) -> str:
        """An underscore stands in no anchor, so that these never meet one."""
        self.count += 1
        return f"_{self.count}"

    def id_of(self, block: Block) -> str:
        return block.anchor.destination() if block.anchor else self.make_id()

    def hierarchy(self, branch: Branch) -> str:
        """A block as it stands among numbered divisions, with what stands in it."""
        block = branch.block
        name = escape_xml(block.kind.value if block.kind else "table" if block.form is Form.TABLE else "paragraph")
        if block.form is Form.TABLE:
            content = self.table(branch)
            return f'<hcontainer eId="{self.make_id()}" name="{name}"><content>{content}</content></hcontainer>'
        opening = f'<hcontainer eId="{self.id_of(block)}" name="{name}">'
        if block.kind is None:
            return f"{opening}<content>{_paragraph(block)}</content></hcontainer>"
        inner = "".join(map(self.hierarchy, branch.below))
        return f"{opening}{self.label(block)}{self.rest(block)}{inner}</hcontainer>"

    @staticmethod
    def label(block: Block) -> str:
        """A division's label and heading."""
        num = f"<num>{_mark_up(block, 0, block.label)}</num>" if block.label else ""
        heading = _mark_up(block, block.label, block.opening)
        return num + (f"<heading>{heading}</heading>" if heading else "")

    def rest(self, block: Block) -> str:
        """The paragraph that a label opens."""
        words = _mark_up(block, block.opening, len(block.printed))
        if not words:
            return ""
        name = block.also[0].destination() if block.also else self.make_id()
        content = f'<content><p class="run-in">{words}</p></content>'
        return f'<hcontainer eId="{name}" name="paragraph">{content}</hcontainer>'

    def block(self, branch: Branch) -> str:
        """A block as it stands in front of the main body, where no hierarchy may be."""
        block = branch.block
        if block.form is Form.TABLE:
            return self.table(branch)
        words = _mark_up(block, 0, len(block.printed))
        if block.kind is None:
            return f'<p eId="{self.id_of(block)}"{_role(block)}>{words}</p>'
        inner = (f"<p>{words}</p>" if words else "") + "".join(map(self.block, branch.below))
        return f'<container eId="{self.id_of(block)}" name="{block.kind.value}">{inner or "<p/>"}</container>'

    def table(self, branch: Branch) -> str:
        captions = (_mark_up(one.block, 0, len(one.block.printed)) for one in branch.take(Form.CAPTION))
        caption = "".join(f"<caption>{words}</caption>" for words in captions)
        rows = ["".join(_cell(one.block, cell) for cell in one.block.cells) for one in branch.take(Form.ROW)]
        inner = "".join(f"<tr>{row or _NO_CELL}</tr>" for row in rows or [""])
        return f'<table eId="{self.id_of(branch.block)}">{caption}{inner}</table>'


_NO_CELL = "<td><p/></td>"


def _cell(row: Block, cell: BlockCell) -> str:
    tag = "th" if row.role == "header" else "td"
    words = "".join(f"<p>{_mark_up(row, part.start, part.end)}</p>" for part in cell.parts)
    return f"<{tag}{name_spans(cell)}>{words or '<p/>'}</{tag}>"


def _paragraph(block: Block) -> str:
    return f"<p{_role(block)}>{_mark_up(block, 0, len(block.printed))}</p>"


def _role(block: Block) -> str:
    return f' class="{escape_xml(block.role)}"' if block.role else ""


def _mark_up(block: Block, start: int, end: int) -> str:
    """Return [start, end) of what a block prints with its superscripts and subscripts."""
    parts: list[str] = []
    at = start
    for mark in block.marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first < last:
            parts += [_words(block, at, first), f"<{mark.name}>{_words(block, first, last)}</{mark.name}>"]
            at = last
    return "".join(parts) + _words(block, at, end)


def _words(block: Block, start: int, end: int) -> str:
    """Return [start, end) of what a block prints; where a page of the source begins stands its number."""
    text = block.printed
    parts: list[str] = []
    at = start
    for turn in block.turns:
        if start <= turn.at < end:
            parts += [escape_xml(text[at : turn.at]), f'<eop number="{turn.page}"/>']
            at = turn.at
    return "".join(parts) + escape_xml(text[at:end])


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
    former = "" if part else _former(edition)
    return f'<meta><identification source="#_publisher">{levels}</identification>{former}{known}</meta>'


def _former(edition: Edition) -> str:
    """Under which names elements were known before, as the schema has it for what is renumbered."""
    mappings = "".join(
        f'<mapping eId="_former-{number}" original="#{escape_xml(old.destination())}"'
        f' current="#{escape_xml(new.destination())}"/>'
        for number, (old, new) in enumerate(sorted(edition.aliases.items()), 1)
    )
    source = 'source="#_publisher"'
    return f"<analysis {source}><mappings {source}>{mappings}</mappings></analysis>" if mappings else ""


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
