"""styles.xml → how a paragraph or a run is set, with all that it inherits (ECMA-376 part 1, 17.7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from build_tools.reading.docx_xml import Node, read_integer

_LONGEST_CHAIN = 50
_HEADING_RE = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)
_CONTENTS_RE = re.compile(r"(?:toc|目录|目錄) ?[1-9]", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题", "標題", "文档标题", "公文标题"})
_BODY_LEVEL = 9  # of `w:outlineLvl`: text
_MEASURE_RE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(pt|mm|cm|in|pc|pi)")
_TWIPS = {"pt": 20.0, "mm": 56.69, "cm": 566.9, "in": 1440.0, "pc": 240.0, "pi": 240.0}
# Word's own where a document says nothing (ECMA-376 part 1, 17.3.2.38).
_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters are set: `mark` is "sup" or "sub"; `face` the font of its ideographs; `size` in points."""

    bold: bool = False
    hidden: bool = False
    struck: bool = False
    mark: str = ""
    face: str = ""
    size: float = _SIZE


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set.

    Attributes:
        outline: 0-8 for a heading, None for text.
        is_title, is_contents: in the style of a document's title, of an entry of its table of contents.
        number: the `w:numId` of its list, "" where it has none; `level` its level there.
        centered: set in the middle.
        indent: of the first line, in letters.
        run: what its runs begin with.
        style: the id of its style.
        list_style: of the style that gives it its list, if one does.
    """

    outline: int | None = None
    is_title: bool = False
    is_contents: bool = False
    number: str = ""
    level: int | None = None
    centered: bool = False
    indent: float = 0.0
    run: RunLook = field(default_factory=RunLook)
    style: str = ""
    list_style: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    kind: str
    name: str
    based_on: str
    paragraph: Node | None
    run: Node | None
    tables: tuple[Node, ...]


class Styles:
    """The styles of a document, with what they inherit worked out once each."""

    def __init__(self, root: Node | None) -> None:
        """Take the root of styles.xml, None where there is none."""
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._looks: dict[str, ParagraphLook] = {}
        self._run = RunLook()
        self._paragraph: Node | None = None
        for node in root.all("w:style") if root else ():
            style = _Style(
                node.get("w:styleId"),
                node.get("w:type"),
                node.value("w:name") or "",
                node.value("w:basedOn") or "",
                node.child("w:pPr"),
                node.child("w:rPr"),
                _list_table_parts(node),
            )
            self._styles[style.id] = style
            if style.kind == "paragraph" and node.get("w:default") in ("1", "true", "on"):
                self._default = style.id
        if root is not None and (defaults := root.child("w:docDefaults")) is not None:
            run, paragraph = defaults.child("w:rPrDefault"), defaults.child("w:pPrDefault")
            self._run = read_run(run.child("w:rPr") if run else None, self._run)
            self._paragraph = paragraph.child("w:pPr") if paragraph else None

    def number_of(self, style_id: str) -> str:
        """Return the `w:numId` that a numbering style names, "" where it names none."""
        style = self._styles.get(style_id)
        numbering = style.paragraph.child("w:numPr") if style and style.paragraph else None
        return (numbering.value("w:numId") or "") if numbering else ""

    def table(self, style_id: str) -> Iterator[Node]:
        """Yield what a table style, and those that it is based on, say of tables, rows and cells."""
        for style in self._chain(style_id):
            yield from style.tables

    def paragraph(self, properties: Node | None) -> ParagraphLook:
        """Return how a paragraph with these properties (`w:pPr`) is set."""
        style_id = (properties.value("w:pStyle") if properties else None) or self._default
        look = self._style_look(style_id)
        return look if properties is None else read_paragraph(properties, look)

    def run(self, properties: Node | None, base: RunLook) -> RunLook:
        """Return how a run with these properties (`w:rPr`) is set in a paragraph whose runs begin with `base`."""
        if properties is None:
            return base
        if style_id := properties.value("w:rStyle"):
            for style in self._chain(style_id):
                base = read_run(style.run, base)
        return read_run(properties, base)

    def _chain(self, style_id: str) -> list[_Style]:
        """Return a style and those that it is based on, the last one first."""
        chain: list[_Style] = []
        while (style := self._styles.get(style_id)) is not None and style not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style_id = style.based_on
        return chain[::-1]

    def _style_look(self, style_id: str) -> ParagraphLook:
        if style_id not in self._looks:
            look = ParagraphLook(run=self._run)
            if self._paragraph is not None:
                look = read_paragraph(self._paragraph, look)
            for style in self._chain(style_id):
                if (named := _HEADING_RE.fullmatch(style.name.strip())) is not None:
                    look = replace(look, outline=int(named[1]) - 1, is_title=False)
                elif _CONTENTS_RE.fullmatch(style.name.strip()) is not None:
                    look = replace(look, is_contents=True)
                elif style.name.strip().lower() in _TITLE_NAMES:
                    look = replace(look, is_title=True)
                look = read_paragraph(style.paragraph, look) if style.paragraph else look
                has_list = style.paragraph is not None and style.paragraph.child("w:numPr") is not None
                named_by = style.id if has_list else look.list_style
                look = replace(look, run=read_run(style.run, look.run), style=style.id, list_style=named_by)
            self._looks[style_id] = look
        return self._looks[style_id]


def _list_table_parts(node: Node) -> tuple[Node, ...]:
    """Return the properties of tables and cells in a style, those of its first row and the like, too."""
    wholes = (node, *node.all("w:tblStylePr"))
    return tuple(part for whole in wholes for name in ("w:tblPr", "w:tcPr") for part in whole.all(name))


def draws_lines(properties: Node | None) -> bool:
    """Whether properties of a table or a cell (`w:tblPr`, `w:tcPr`) draw a line."""
    borders = [
        node for name in ("w:tblBorders", "w:tcBorders") for node in (properties.all(name) if properties else ())
    ]
    return any(edge.get("w:val") not in ("", "nil", "none") for node in borders for edge in node.children)


def read_paragraph(properties: Node, look: ParagraphLook) -> ParagraphLook:
    """Return a paragraph's look with what its properties say of it."""
    changes: dict[str, Any] = {}
    for node in properties.children:
        if node.name == "w:jc":
            changes["centered"] = node.get("w:val") == "center"
        elif node.name == "w:outlineLvl":
            level = read_integer(node.get("w:val"))
            changes["outline"] = None if level is None or not 0 <= level < _BODY_LEVEL else level
        elif node.name == "w:numPr":
            number, level = node.value("w:numId"), node.number("w:ilvl")
            if number is not None:
                changes["number"] = "" if number == "0" else number
            if level is not None:
                changes["level"] = level
        elif node.name == "w:ind":
            changes["indent"] = _read_indent(node, look)
    return replace(look, **changes) if changes else look


def _read_indent(node: Node, look: ParagraphLook) -> float:
    """Return the indent of the first line in letters; what hangs counts as none."""
    letters = read_integer(node.get("w:firstLineChars"))
    if letters:
        return max(0.0, letters / 100)
    twips = _read_measure(node.get("w:firstLine"))
    return look.indent if twips is None else max(0.0, round(twips / 20 / (look.run.size or _SIZE), 1))


def _read_measure(value: str) -> float | None:
    """Return a length in twips; transitional files give the number alone, strict ones its unit."""
    if (number := read_integer(value)) is not None:
        return float(number)
    match = _MEASURE_RE.fullmatch(value)
    return float(match[1]) * _TWIPS[match[2]] if match else None


def read_run(properties: Node | None, look: RunLook) -> RunLook:
    """Return a run's look with what its properties say of it; its style is none of them."""
    if properties is None:
        return look
    changes: dict[str, Any] = {}
    for node in properties.children:
        name, value = node.name, node.attributes.get("w:val", "")
        is_on = value not in ("0", "false", "off", "none")
        if name == "w:b":
            changes["bold"] = is_on
        elif name == "w:vanish":
            changes["hidden"] = is_on
        elif name in ("w:strike", "w:dstrike"):
            changes["struck"] = is_on
        elif name == "w:vertAlign":
            changes["mark"] = {"superscript": "sup", "subscript": "sub"}.get(value, "")
        elif name == "w:sz":
            size = _read_measure(value)
            if size:
                changes["size"] = size / 2 if value.isdecimal() else size / 20
        elif name == "w:rFonts":
            face = node.get("w:eastAsiaTheme") or node.get("w:eastAsia")
            if face:
                changes["face"] = face
    return replace(look, **changes) if changes else look
