"""OFD (GB/T 33190-2016, the format of electronic official documents) → reading: the entry to this format.

A package of XML in which every text says where each of its characters stands, so it is arranged as a PDF is.
Seals and annotations that are drawn are places of pictures; signatures are not verified.
"""

import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from build_tools.errors import UnreadableSourceError, unreadable
from build_tools.messages import _
from build_tools.model.reading import Reading, ReadLine, ReadPage
from build_tools.reading.docx_package import MOST_PARTS, Package
from build_tools.reading.docx_xml import Node
from build_tools.reading.ofd_marks import read_marks, resolve_place
from build_tools.reading.ofd_page import Face, OfdPage, Resources, read_box, read_page
from build_tools.reading.pdf_drawing import find_edges
from build_tools.reading.pdf_lines import BLANKS, build_lines, is_senseless

READER = "ofd 2"
_SIGN = "OFD.xml"
_MOST_PAGES, _MOST_CHARACTERS = 2000, 2_000_000
_FEWEST_CHARACTERS = 15  # a page: what is below is a page number or a stamp
_PICTURE = 0.05  # share of a page from which on a picture is a place of its own
_A4 = (0.0, 0.0, 210.0, 297.0)  # mm


def read_ofd(data: bytes, name: str) -> Reading:
    """Return the reading of an OFD file.

    Raises:
        UnreadableSourceError: it is damaged, encrypted, larger than any document, or holds no text.
    """
    archive = zipfile.ZipFile(BytesIO(data))
    names = archive.namelist()
    if len(names) > MOST_PARTS:
        raise _refuse(name, _("the file has {count} parts; no document has as many", count=len(names)))
    package = Package(name, archive, {entry.lstrip("/").lower(): entry for entry in names}, remedy=_tell_remedy())
    if "encryptions.xml" in package.files:
        raise _refuse(name, _("the file is encrypted"))
    pages: list[OfdPage] = []
    marks: list[ReadLine] = []
    characters = 0
    for root in _list_roots(package):
        numbers: dict[str, int] = {}
        for page_id, page in _read_document(package, root):
            pages.append(page)
            numbers[page_id] = len(pages)
            characters += len(page.glyphs)
            if len(pages) > _MOST_PAGES or characters > _MOST_CHARACTERS:
                raise _refuse(
                    name,
                    _(
                        "the file has more than {pages} pages or {characters} characters",
                        pages=_MOST_PAGES,
                        characters=_MOST_CHARACTERS,
                    ),
                )
        marks.extend(read_marks(package, root, numbers))
    glyphs = [glyph for page in pages for glyph in page.glyphs if glyph.char not in BLANKS]
    if not pages or len(glyphs) < _FEWEST_CHARACTERS * len(pages):
        raise _refuse(
            name,
            _(
                "the OFD file holds no text: {pages} pages, {characters} characters",
                pages=len(pages),
                characters=len(glyphs),
            ),
        )
    senseless = "".join(glyph.char for glyph in glyphs if is_senseless(glyph.char))
    common = Counter(glyph.face for glyph in glyphs).most_common(1)[0][0]
    lines: list[ReadLine] = []
    read_pages: list[ReadPage] = []
    for number, page in enumerate(pages, 1):
        edges = find_edges(page.drawing, page.size)
        read_pages.append(ReadPage(number, round(page.size[0], 1), round(page.size[1], 1), edges))
        lines.extend(build_lines(page.glyphs, number, edges, face=common))
        lines.extend(_place_pictures(page, number))
        lines.extend(mark for mark in marks if mark.page == number)
    doubts = (("characters-unmapped", senseless[:20]),) if senseless else ()
    return Reading("ofd", READER, hashlib.sha256(data).hexdigest(), tuple(lines), tuple(read_pages), doubts)


def _place_pictures(page: OfdPage, number: int) -> Iterator[ReadLine]:
    for left, top, right, bottom in page.drawing.pictures:
        if (right - left) * (bottom - top) > _PICTURE * page.size[0] * page.size[1]:
            box = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
            yield ReadLine("", page=number, box=box, figure="")


def _list_roots(package: Package) -> Iterator[str]:
    """Yield the names of the documents in a package; mostly there is one."""
    root = package.part(_SIGN)
    for body in root.all("other:DocBody") if root else ():
        if (place := body.child("other:DocRoot")) is not None:
            yield resolve_place(_SIGN, place.text)


def _read_document(package: Package, name: str) -> Iterator[tuple[str, OfdPage]]:
    """Yield the pages of a document by their ids, each with the templates that it is printed on."""
    root = package.part(name)
    if root is None:
        raise _refuse(package.name, _("its part {name} is missing", name=name))
    common = root.child("other:CommonData") or Node("", {})
    resources = Resources({}, {})
    for kind in ("PublicRes", "DocumentRes"):
        for place in common.all(f"other:{kind}"):
            _read_resources(package.part(resolve_place(name, place.text)), resources)
    templates = {node.get("ID"): resolve_place(name, node.get("BaseLoc")) for node in common.all("other:TemplatePage")}
    paper = _read_area(common.child("other:PageArea")) or _A4
    pages = root.child("other:Pages")
    for entry in pages.all("other:Page") if pages else ():
        content = package.part(resolve_place(name, entry.get("BaseLoc")))
        if content is None:
            raise _refuse(package.name, _("its page {page} is missing", page=entry.get("BaseLoc")))
        below: list[Node] = []
        above: list[Node] = []
        for used in content.all("other:Template"):
            template = package.part(templates.get(used.get("TemplateID"), ""))
            if template is not None:
                (above if used.get("ZOrder") == "Foreground" else below).append(template)
        box = _read_area(content.child("other:Area")) or paper
        try:
            yield entry.get("ID"), read_page([*below, content, *above], box, resources)
        except OverflowError as error:
            raise _refuse(package.name, str(error)) from None


def _read_area(area: Node | None) -> tuple[float, float, float, float] | None:
    box = area.child("other:PhysicalBox") if area else None
    return read_box(box.text) if box else None


def _read_resources(root: Node | None, resources: Resources) -> None:
    """Add what a part of resources holds."""
    for group in root.children if root else ():
        for node in group.children:
            if node.name == "other:Font":
                named = node.get("FontName")
                bold = node.get("Bold") == "true" or "bold" in named.lower()
                resources.faces[node.get("ID")] = Face(named, bold)
            elif node.name == "other:CompositeGraphicUnit":
                resources.units[node.get("ID")] = node


def _refuse(name: str, message: str) -> UnreadableSourceError:
    return unreadable(name, message, _tell_remedy())


def _tell_remedy() -> str:
    return _("open it in an OFD reader, save it as PDF and add that")
