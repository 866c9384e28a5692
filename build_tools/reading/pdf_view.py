"""A page of a PDF → a picture of it, for a person who compares it with what was read."""

import zlib
from contextlib import closing

from build_tools.errors import unreadable
from build_tools.messages import _
from build_tools.reading.pdf_file import draw_page, open_pdf

_SCALE = 110 / 72  # pixels to a point
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def view_page(data: bytes, name: str, number: int) -> bytes:
    """Return a page, from 1, as PNG. PDFium works for one thread at a time.

    Raises:
        UnreadableSourceError: the file is damaged, or has no such page.
    """
    with closing(open_pdf(data, name)) as document:
        if not 0 < number <= len(document):
            raise unreadable(name, _("there is no page {number}", number=number), _("open another page"))
        picture = draw_page(document[number - 1], _SCALE)
    pixels = bytearray(picture.pixels)
    pixels[0::3], pixels[2::3] = pixels[2::3], pixels[0::3]
    row = picture.width * 3
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, row * picture.height, row))
    # Eight bits of red, green and blue (PNG, 3rd edition, 11.2.1).
    head = picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 1)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_write_chunk(kind, held) for kind, held in chunks)


def _write_chunk(kind: bytes, held: bytes) -> bytes:
    return len(held).to_bytes(4, "big") + kind + held + zlib.crc32(kind + held).to_bytes(4, "big")
