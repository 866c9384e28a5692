"""Drawings, pictures and embedded objects in a run: which texts and which pictures stand in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.hanzi.picture_words import is_name_only
from build_tools.reading.docx_package import Relation
from build_tools.reading.docx_xml import Node

_PICTURE_PARTS = frozenset({"a:blip", "v:imagedata"})
# What programs draw from data of their own: charts, diagrams.
_DRAWN_URIS = ("/chart", "/diagram", "/chartex")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands in a drawing.

    Attributes:
        boxes: contents of its boxes of text (`w:txbxContent`).
        kind: "picture", "formula" or "embedded" (`COMPUTED_SIGNS`), "" where it shows none of them.
        file: of the picture, as the package names it.
        words: the author's words for it, "" where there are none.
        letters: words that are drawn as a picture (WordArt).
        is_inline: it stands in the line, like a character.
    """

    boxes: tuple[Node, ...]
    kind: str
    file: str
    words: str
    letters: str
    is_inline: bool


def read_drawing(node: Node, relations: Mapping[str, Relation]) -> Drawing:
    """Return what a `w:drawing`, `w:pict` or `w:object` holds."""
    boxes: list[Node] = []
    kind = file = words = letters = ""
    for part in _walk(node):
        if part.name == "w:txbxContent":
            boxes.append(part)
        elif part.name in _PICTURE_PARTS:
            named = relations.get(part.get("r:embed") or part.get("r:link") or part.get("r:id"))
            kind, file = kind or "picture", file or (named.target if named else "")
        elif part.name == "a:graphicData" and part.get("uri").endswith(_DRAWN_URIS):
            kind = kind or "picture"
        elif part.name == "o:OLEObject":
            program = part.get("ProgID")
            kind = "formula" if program.startswith(("Equation", "MathType")) else "embedded"
            file = program or file
        elif part.name == "wp:docPr":
            words = part.get("descr")
        elif part.name == "v:textpath":
            letters = part.get("string")
        elif part.name == "v:shape" and not words:
            words = part.get("alt")
    words = words.strip(" \t\r\n\u3000")
    is_inline = node.name != "w:drawing" or node.child("wp:anchor") is None
    said = "" if not words or is_name_only(words) else words
    return Drawing(tuple(boxes), kind, file, said if kind == "picture" else "", letters, is_inline)


def _walk(node: Node) -> Iterator[Node]:
    """Yield what stands in a node, boxes of text as wholes."""
    for child in node.children:
        yield child
        if child.name != "w:txbxContent":
            yield from _walk(child)
