"""Objects → a file: every reader finds the same objects in it, and equal objects give equal bytes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("deflate")

from build_tools.publish.pdf_pack import pack_pdf  # noqa: E402 (what it needs may not be installed)


def make() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.2756, 841.8898))
    page.Contents = pdf.make_stream(b"q Q\n" * 50)
    page.obj.Annots = pikepdf.Array(
        [pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Contents=text)) for text in TEXTS]
    )
    pdf.make_indirect(pikepdf.Dictionary(Lost=True))
    return pdf


TEXTS = ["第一页", "a (b) [ c ] << d >> 1 0 R 0.123456 \\ \r\n", "", "\u8028\u285c"]


def test_a_reader_finds_what_was_put_in() -> None:
    packed = pack_pdf(make(), pikepdf)
    with pikepdf.open(BytesIO(packed)) as pdf:
        assert not pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else not pdf.check()
        page = pdf.pages[0]
        assert [str(link.Contents) for link in page.obj.Annots] == TEXTS
        assert page.Contents.read_bytes() == b"q Q\n" * 50
        assert [float(side) for side in page.MediaBox] == [0, 0, 595.28, 841.89]
        assert not any("/Lost" in one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    assert b"/Lost" not in packed


def test_numbers_keep_what_shows_and_names_all() -> None:
    pdf = make()
    matrix = [1 / 2048, 0.98765432, -12.3456789]
    pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(
        Matrix=pikepdf.Array([Decimal(f"{number:.12f}") for number in matrix]), Of=pikepdf.Name("/Face-1.250")
    )
    with pikepdf.open(BytesIO(pack_pdf(pdf, pikepdf))) as packed:
        held = packed.pages[0].obj.PieceInfo
        assert [float(number) for number in held.Matrix] == [1 / 2048, 0.9877, -12.35]
        assert held.Of == "/Face-1.250"


def test_equal_objects_give_equal_bytes() -> None:
    assert pack_pdf(make(), pikepdf) == pack_pdf(make(), pikepdf)
