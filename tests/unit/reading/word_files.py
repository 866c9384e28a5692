"""Builds small Word files from strings of XML: each test names only what it is about."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from build_tools.model.reading import Reading, ReadLine, ReadTable
from build_tools.reading.docx_file import read_docx

TRANSITIONAL = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{TRANSITIONAL}/wordprocessingml/2006/main",
    "r": f"{TRANSITIONAL}/officeDocument/2006/relationships",
    "m": f"{TRANSITIONAL}/officeDocument/2006/math",
    "a": f"{TRANSITIONAL}/drawingml/2006/main",
    "wp": f"{TRANSITIONAL}/drawingml/2006/wordprocessingDrawing",
    "mc": f"{TRANSITIONAL}/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
TYPES = f"{TRANSITIONAL}/officeDocument/2006/relationships"


def root(name: str, content: str, namespaces: Mapping[str, str] = NAMESPACES) -> str:
    declared = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in namespaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{name}{declared}>{content}</{name}>'


def r(text: str = "", about: str = "", content: str = "") -> str:
    """A run: its text, its properties, what else stands in it."""
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return f"<w:r><w:rPr>{about}</w:rPr>{words}{content}</w:r>"


def p(*content: str, style: str = "", number: str = "", level: int | None = None, about: str = "") -> str:
    """A paragraph: texts, or runs as XML; its style, its list and level, what else is said of it."""
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    listed = f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{listed}{about}</w:pPr>{runs}</w:p>"


def cell(*content: str, about: str = "") -> str:
    inside = "".join(part if part.startswith("<") else p(part) for part in content)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, about: str = "") -> str:
    inside = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{about}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def lvl(at: int, form: str = "decimal", text: str = "", about: str = "", start: int | None = 1) -> str:
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    shown = text or f"%{at + 1}."
    return f'<w:lvl w:ilvl="{at}">{begins}<w:numFmt w:val="{form}"/>{about}<w:lvlText w:val="{shown}"/></w:lvl>'


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int, *overrides: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{"".join(overrides)}</w:num>'


def override(at: int, start: int | None = None, level: str = "") -> str:
    begins = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{at}">{begins}{level}</w:lvlOverride>'


def style(
    name: str, about: str = "", based_on: str = "", run: str = "", shown: str = "", kind: str = "paragraph"
) -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown or name}"/>{parent}'
        f"<w:pPr>{about}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def listed(number: int, level: int | None = None) -> str:
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'


def make_parts(
    *body: str, styles: str = "", numbering: str = "", settings: str = "", others: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the parts of a file by name; `others` are (name below word/ → content of its root element)."""
    parts = {
        "[Content_Types].xml": "",
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": root("w:document", f"<w:body>{''.join(body)}</w:body>"),
    }
    kinds = {"styles": styles, "numbering": numbering, "settings": settings}
    named: dict[str, tuple[str, str]] = {}
    for kind, content in kinds.items():
        if content:
            parts[f"word/{kind}.xml"] = root(f"w:{kind}", content)
            named[f"rId{kind}"] = (kind, f"{kind}.xml")
    for name, content in (others or {}).items():
        kind = name.rstrip("0123456789")
        parts[f"word/{name}.xml"] = root(_ROOTS.get(kind, f"w:{kind}"), content)
        named[f"rId{name}"] = (kind, f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = relations(named)
    parts["[Content_Types].xml"] = _type_parts([name for name in parts if name.startswith("word/") and "_" not in name])
    return parts


def _type_parts(names: list[str]) -> str:
    """Other programs refuse a file whose parts have no types."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        f'{"document.main" if name == "word/document.xml" else name[5:-4].rstrip("0123456789")}+xml"/>'
        for name in names
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{TRANSITIONAL}/package/2006/content-types">{default}{types}</Types>'


_ROOTS = {"header": "w:hdr", "footer": "w:ftr"}


def relations(named: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{TYPES}/{kind}" Target="{target}"/>' for name, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="{TRANSITIONAL}/package/2006/relationships">{inside}</Relationships>'


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(
    *body: str, styles: str = "", numbering: str = "", settings: str = "", others: Mapping[str, str] | None = None
) -> Reading:
    return read_docx(
        pack(make_parts(*body, styles=styles, numbering=numbering, settings=settings, others=others)), "a.docx"
    )


def printed(line: ReadLine) -> str:
    """What a line prints: its characters but for those that are dropped, with what is computed between them."""
    gone = {at for stretch in line.stretches if stretch.drop for at in range(stretch.start, stretch.end)}
    shown = ""
    for at in range(len(line.text) + 1):
        shown += "".join(entry.text for entry in line.computed if entry.at == at)
        shown += line.text[at : at + 1] if at not in gone else ""
    return shown


def print_lines(reading: Reading) -> list[str]:
    return [printed(line) for line in reading.lines()]


def print_table(piece: ReadLine | ReadTable) -> list[list[tuple[str, int, int]]]:
    assert isinstance(piece, ReadTable)
    return [
        [("/".join(printed(line) for line in one.lines), one.rowspan, one.colspan) for one in cells]
        for cells in piece.rows
    ]
