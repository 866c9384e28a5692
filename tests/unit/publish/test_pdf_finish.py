"""A compiled PDF → the one that is published: what is not of the compiler's usual form stays as it is."""

from __future__ import annotations

from io import BytesIO

import pytest

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("deflate")

from build_tools.publish.pdf_finish import finish_pdf  # noqa: E402 (what it needs may not be installed)

SPACE = b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"


def make(mapping: bytes, **entries: object) -> bytes:
    """A page with one font, whose codes print what a map says."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"")
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, ToUnicode=pdf.make_stream(mapping), **entries)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(f0=pdf.make_indirect(font)))
    tree = pikepdf.Dictionary(K=pikepdf.Array(), ParentTree=pikepdf.Dictionary(Nums=pikepdf.Array()))
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def read_map(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return bytes(pdf.pages[0].Resources.Font.f0.ToUnicode.read_bytes())


def test_a_font_of_drawings_keeps_what_its_codes_of_one_byte_print() -> None:
    mapping = SPACE + b"1 beginbfchar\n<01> <4E0A>\nendbfchar\n"
    assert read_map(finish_pdf(make(mapping, Subtype=pikepdf.Name.Type3), {})) == mapping


def test_a_map_that_has_ranges_already_loses_none() -> None:
    mapping = b"1 beginbfrange\n<0001> <0003> <4E0A>\nendbfrange\n1 beginbfchar\n<0009> <4E0B>\nendbfchar\n"
    below = pikepdf.Dictionary(FontDescriptor=pikepdf.Dictionary())
    data = make(mapping, Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array([below]))
    assert read_map(finish_pdf(data, {})) == mapping
