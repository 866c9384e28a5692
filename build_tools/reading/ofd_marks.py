"""What was put on the pages of an OFD file after it was made: annotations and seals (GB/T 33190-2016, 15 and 18).

Words of an annotation are on record and not published, as comments of a Word file are; a seal, and an annotation that
is drawn, is a picture's place. Signatures are not verified.
"""

import posixpath
from collections.abc import Iterator, Mapping

from build_tools.model.reading import Box, ReadLine, Stretch
from build_tools.reading.docx_package import Package
from build_tools.reading.docx_xml import Node
from build_tools.reading.ofd_page import POINTS, read_box

_SIGN = "OFD.xml"
_MOST_MARKS, _DEEPEST = 10_000, 20
# Links and highlights show nothing of their own.
_UNSEEN = frozenset({"Link", "Highlight"})


def resolve_place(part: str, place: str) -> str:
    """Return the name of a part that another one speaks of; none lies outside of the package."""
    place = place.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), place)).lstrip("/")


def read_marks(package: Package, document: str, numbers: Mapping[str, int]) -> Iterator[ReadLine]:
    """Yield the words of annotations, and the places of seals and drawn annotations."""
    found = (*_read_annotations(package, document, numbers), *_read_seals(package, document, numbers))
    yield from found[:_MOST_MARKS]


def _read_annotations(package: Package, document: str, numbers: Mapping[str, int]) -> Iterator[ReadLine]:
    for listed, place in _follow(package, document, "Annotations"):
        for page in listed.all("other:Page"):
            number = numbers.get(page.get("PageID"))
            for root, _ in _follow_from(package, page, place, "FileLoc"):
                for mark in root.all("other:Annot"):
                    if number and mark.get("Visible") != "false" and mark.get("Type") not in _UNSEEN:
                        yield from _read_annotation(mark, number)


def _read_annotation(mark: Node, number: int) -> Iterator[ReadLine]:
    appearance = mark.child("other:Appearance")
    box = _place(appearance.get("Boundary") if appearance else "")
    words = "".join(_find_words(appearance, 0)) if appearance else ""
    if words.strip():
        left, _, right, _ = box
        stretch = Stretch(0, len(words), drop="review-comment", left=left, right=right)
        yield ReadLine(words, (stretch,), page=number, box=box, size=10.0)
    elif mark.get("Type") == "Stamp":
        yield ReadLine("", page=number, box=box, figure="")


def _find_words(node: Node, depth: int) -> Iterator[str]:
    for child in node.children if depth < _DEEPEST else ():
        if child.name == "other:TextCode":
            yield child.text.replace("\n", "").replace("\r", "")
        yield from _find_words(child, depth + 1)


def _read_seals(package: Package, document: str, numbers: Mapping[str, int]) -> Iterator[ReadLine]:
    root = package.part(_SIGN)
    for body in root.all("other:DocBody") if root else ():
        named = body.child("other:DocRoot")
        if named is None or resolve_place(_SIGN, named.text) != document:
            continue
        for listed, place in _follow_from(package, body, _SIGN, "Signatures"):
            for entry in listed.all("other:Signature"):
                signature = package.part(resolve_place(place, entry.get("BaseLoc")))
                signed = signature.child("other:SignedInfo") if signature else None
                for mark in signed.all("other:StampAnnot") if signed else ():
                    if number := numbers.get(mark.get("PageRef")):
                        yield ReadLine("", page=number, box=_place(mark.get("Boundary")), figure="")


def _follow(package: Package, part: str, name: str) -> Iterator[tuple[Node, str]]:
    root = package.part(part)
    if root is not None:
        yield from _follow_from(package, root, part, name)


def _follow_from(package: Package, node: Node, part: str, name: str) -> Iterator[tuple[Node, str]]:
    """Yield the parts that children of a node name, with their own names."""
    for child in node.all(f"other:{name}"):
        place = resolve_place(part, child.text)
        if (root := package.part(place)) is not None:
            yield root, place


def _place(text: str) -> Box:
    box = read_box(text) or (0.0, 0.0, 1.0, 1.0)
    return tuple(round(side * POINTS, 1) for side in box)  # type: ignore[return-value]
