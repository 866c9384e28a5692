"""What is shown where an address of the site is shared: a picture of 1200 by 630 pixels with a plan's name.

Drawn with the fonts of the PDFs; where these or Pillow (which pikepdf brings) are not installed there is none. The same
words, fonts and Pillow give the same bytes. The only door to Pillow.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from build_tools.errors import PdfError
from build_tools.publish.pdf import Face, list_faces
from build_tools.publish.pdf_fonts import find_fonts

if TYPE_CHECKING:
    from PIL import ImageFont

SIZE = (1200, 630)
COVER_SIZE, COVER_LINE = (600, 800), 10.0
"""Of a book's cover for shelves, and how many characters a line of its title takes."""
PICTURE = "share.png"
"""Name of the file, in a work's folder and in the site's root."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 100, 80, 90, 70  # px that words leave free; previews cut a little off each edge
_PAPER, _INK, _SOFT = "#fdfcf8", "#1f1d1a", "#5c574e"
_TITLE, _SMALL = 64, 30  # px
_LEADING = 1.35
_RUNS = 3  # zlib's Z_RLE: for pictures of so few colours a quarter faster than the default, and smaller
_SHADES = 3  # of each colour, enough for the edges of letters: 18 kB in place of 45


def find_face(environment: Mapping[str, str], script: str = "hans") -> Face | None:
    """Return the face that pictures are drawn with, None where something is missing."""
    if any(find_spec(name) is None for name in ("PIL", "typst")):
        return None
    try:
        fonts = find_fonts(script, environment)
    except PdfError:
        return None
    return next(face for face in list_faces(fonts.folders) if face.family == fonts.faces.sans[0])


def draw_picture(
    face: Face, site: str, title: Sequence[str], small: str, colour: str, shape: tuple[int, int] = SIZE
) -> bytes:
    """Return a PNG.

    Args:
        face: of the letters.
        site: name of the site, above.
        title: its lines; they are set smaller where they are many or long.
        small: one line below, cut where it is too long.
        colour: of the bar at the edge, #rrggbb.
        shape: width and height.
    """
    from PIL import Image, ImageDraw

    open_font = partial(_open_font, face)
    right, bottom = shape[0] - _RIGHT, shape[1] - _BOTTOM
    picture = Image.new("RGB", shape, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 28, shape[1]), fill=colour)
    notes = open_font(_SMALL)
    draw.text((_LEFT, _TOP), site, font=notes, fill=colour, anchor="ls")
    widest = max((open_font(_TITLE).getlength(line) for line in title), default=1)
    most = (bottom - _TOP - 3 * _SMALL) / (_LEADING * max(len(title), 1))
    size = min(_TITLE, _TITLE * (right - _LEFT) / max(widest, 1), most)
    top = (shape[1] - size * _LEADING * len(title)) / 2
    for number, line in enumerate(title):
        draw.text((_LEFT, top + size * _LEADING * number), line, font=open_font(size), fill=_INK)
    if notes.getlength(small) > right - _LEFT:
        ends = range(1, len(small))
        fit = bisect_left(ends, x=True, key=lambda end: notes.getlength(f"{small[:end]}…") > right - _LEFT)
        small = f"{small[:fit]}…" if fit else ""
    draw.text((_LEFT, bottom), small, font=notes, fill=_SOFT, anchor="ls")
    # The colours are known, and looked for by nobody; Pillow's `optimize` saves a twelfth in eight times the time.
    shades = Image.new("P", (1, 1))
    shades.putpalette([value for shade in _list_shades(colour) for value in shade])
    out = io.BytesIO()
    picture.quantize(palette=shades, dither=Image.Dither.NONE).save(out, "PNG", compress_type=_RUNS)
    return out.getvalue()


@lru_cache(8)
def _open_font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(face.path), size, index=face.index, layout_engine=ImageFont.Layout.BASIC)


def _list_shades(colour: str) -> Iterator[tuple[int, ...]]:
    """Yield what stands on a picture: paper, and what lies between it and each of the other colours."""
    paper, *others = (bytes.fromhex(name[1:]) for name in (_PAPER, _INK, _SOFT, colour))
    yield tuple(paper)
    for other in others:
        for step in range(1, _SHADES + 1):
            yield tuple(a + (b - a) * step // _SHADES for a, b in zip(paper, other, strict=True))
