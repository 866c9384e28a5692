"""A compiled PDF → the file that is published. The only door to the library that edits PDFs.

Adds a named destination for every anchor, lifts headings out of the paragraphs they open, and leaves out of contents,
structure and fonts what says nothing.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from build_tools.errors import PdfError, lack_package
from build_tools.model.printing import PagePlace
from build_tools.publish.pdf_glyphs import read_characters, slim_font, write_characters
from build_tools.publish.pdf_pack import pack_pdf
from build_tools.publish.pdf_tags import join_marks

_LEAF = 64  # names in one leaf of the tree (ISO 32000-1, 7.9.6)
_HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))


def finish_pdf(data: bytes, places: Mapping[str, PagePlace]) -> bytes:
    """Return the PDF with its named destinations, as few bytes as it can be; equal input gives equal bytes."""
    try:
        import pikepdf
    except ImportError:
        raise lack_package("pikepdf", "pdf", PdfError) from None
    with pikepdf.open(BytesIO(data)) as pdf:
        _write_destinations(pdf, pikepdf, places)
        _lift_headings(pdf.Root.StructTreeRoot.K, pikepdf)
        join_marks(pdf, pikepdf)
        _slim_fonts(pdf, pikepdf)
        _slim_pages(pdf, pikepdf)
        return pack_pdf(pdf, pikepdf)


def count_pages(path: Path) -> int:
    """Return how many pages a finished PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _write_destinations(pdf: Any, pikepdf: Any, places: Mapping[str, PagePlace]) -> None:
    """Write the name tree of destinations: sorted leaves below one root."""
    pages = [page.obj for page in pdf.pages]
    heights = [float(page.MediaBox[3]) for page in pdf.pages]
    named = []
    for name in sorted(places, key=lambda name: name.encode()):
        place = places[name]
        top = round(heights[place.page - 1] - place.top, 1)
        named.append((name, [pages[place.page - 1], pikepdf.Name.XYZ, 0, top, None]))
    kids = []
    for start in range(0, len(named), _LEAF):
        part = named[start : start + _LEAF]
        names: list[Any] = []
        for name, target in part:
            names += [pikepdf.String(name), pikepdf.Array(target)]
        limits = pikepdf.Array([pikepdf.String(part[0][0]), pikepdf.String(part[-1][0])])
        kids.append(pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names), Limits=limits)))
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    pdf.Root.Names.Dests = pdf.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(kids)))
    if "/Dests" in pdf.Root:
        del pdf.Root.Dests


def _lift_headings(elements: Any, pikepdf: Any) -> None:
    """Put a heading that opens a paragraph before it: a paragraph may hold no heading (ISO 32000-1, 14.8.4.3)."""
    stack = [elements]
    while stack:
        element = stack.pop()
        children = element if isinstance(element, pikepdf.Array) else element.get("/K")
        if isinstance(children, pikepdf.Dictionary):
            stack.append(children)
        if not isinstance(children, pikepdf.Array):
            continue
        lifted = []
        changed = False
        for child in children:
            inner = child.get("/K") if isinstance(child, pikepdf.Dictionary) and child.get("/S") == "/P" else None
            if isinstance(inner, pikepdf.Array):
                heading = inner[0] if len(inner) else None
                if isinstance(heading, pikepdf.Dictionary) and str(heading.get("/S")) in _HEADINGS:
                    heading.P = child.P
                    del inner[0]
                    lifted.append(heading)
                    changed = True
                lifted.append(child)
                continue
            lifted.append(child)
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                stack.append(child)
        if changed:
            element.K = pikepdf.Array(lifted)


def _slim_fonts(pdf: Any, pikepdf: Any) -> None:
    """Write the font programs, and what their codes print, anew with fewer bytes."""
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font" or "/ToUnicode" not in font:
            continue
        mapping = font.ToUnicode.read_bytes()
        if "/DescendantFonts" not in font or b"beginbfrange" in mapping:
            continue  # glyphs that are drawings, or a font that came with a picture
        characters = read_characters(mapping)
        font.ToUnicode = pdf.make_stream(write_characters(characters))
        descriptor = font.DescendantFonts[0].FontDescriptor
        program = descriptor.get("/FontFile3")
        if program is not None and program.get("/Subtype") == "/CIDFontType0C":
            program.write(slim_font(program.read_bytes(), characters))
        if "/CIDSet" in descriptor:  # what the program itself says, and deprecated since
            del descriptor.CIDSet


def _slim_pages(pdf: Any, pikepdf: Any) -> None:
    """Number pages by ranges, and give links areas of whole points: their edges cannot be seen."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            for key in ("/Rect", "/QuadPoints"):
                if key in link:
                    link[key] = pikepdf.Array([round(float(number)) for number in link[key]])
            if "/Type" in link:
                del link.Type
    if "/PageLabels" in pdf.Root:
        held = pdf.Root.PageLabels.Nums
        kept: list[Any] = []
        shift = 0
        for page, label in zip(held[::2], held[1::2], strict=True):
            start = int(label.get("/St", 1))
            if not kept or label.get("/S") != kept[-1].get("/S") or "/P" in label or start - page != shift:
                kept += page, label
                shift = start - page
        pdf.Root.PageLabels.Nums = pikepdf.Array(kept)
