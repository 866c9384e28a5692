"""A zip file of which a bit has changed, anywhere: what is read of it is as it was, or it is told to be damaged."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

from build_tools.proof.books import prove_book
from build_tools.proof.entries import read_held
from build_tools.proof.expected import Rendition

HELD = {"mimetype": b"application/epub+zip", "EPUB/one.xhtml": "一、统筹协调 <p>一二三</p>".encode() * 9}


def write_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in HELD.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_what_is_damaged_is_told() -> None:
    whole, told = write_zip(), 0
    assert read_held(whole) == HELD
    for at in range(len(whole)):
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << bit
            with suppress(zipfile.BadZipFile):
                assert read_held(bytes(damaged)).items() <= HELD.items()  # of one that is lost the book's list tells
                continue
            told += 1
            assert prove_book([], "", bytes(damaged), Rendition("one.epub", "zh-Hans", str))[0][0].file == "one.epub"
    assert told > 4 * len(whole)
