"""One page of a PDF → what its pictures are: the page itself, places of their own, or left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.model.reading import Box, ReadLine
from build_tools.reading.pdf_drawing import Drawing
from build_tools.reading.pdf_frame import PageFrame
from build_tools.reading.pdf_lines import BLANKS, Glyph

# Fewer characters a page than this on average are a page number or a stamp: the text is pictures or outlines.
FEWEST_CHARACTERS = 15
# Share of a page from which on a picture is a place of its own, and from which on it is the page.
_PICTURE, _WHOLE = 0.05, 0.6
# At one place of so many pages a picture is the page's: a letterhead, a ground.
_FEWEST_REPEATED = 3


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What was read of one page of a PDF.

    Attributes:
        glyphs: its characters in the order of drawing; None where a line ends.
        drawing: paths and pictures.
        frame: its size, and how its places are told.
        unmapped: how many characters its fonts do not explain.
        recognised: its characters were read by a machine.
    """

    glyphs: list[Glyph | None]
    drawing: Drawing
    frame: PageFrame
    unmapped: int
    recognised: bool = False


def is_covered(page: PdfPage) -> bool:
    """Whether a page is a picture under invisible characters, and so was recognised by another program."""
    seen = [glyph.hidden for glyph in page.glyphs if glyph is not None and glyph.char not in BLANKS]
    return is_picture(page) and 2 * sum(seen) > len(seen)


def is_picture(page: PdfPage) -> bool:
    """Whether one picture is the page."""
    width, height = page.frame.size
    return any((box[2] - box[0]) * (box[3] - box[1]) > _WHOLE * width * height for box in page.drawing.pictures)


def place_pictures(page: PdfPage, number: int) -> Iterator[ReadLine]:
    """Yield the places of pictures that may show words."""
    for box in page.drawing.pictures:
        if _is_placed(page, box):
            rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
            yield ReadLine("", page=number, box=rounded, figure="")


def _is_placed(page: PdfPage, box: Box) -> bool:
    """Whether a picture has a place of its own: a small one is a sign, one below the page's text is its ground."""
    width, height = page.frame.size
    share = (box[2] - box[0]) * (box[3] - box[1]) / (width * height)
    printed = sum(glyph is not None for glyph in page.glyphs)
    return share > _PICTURE and (share < _WHOLE or printed < FEWEST_CHARACTERS)


def list_left_out(pages: Sequence[PdfPage]) -> list[int]:
    """Return the pages with pictures that have no place of their own, and do not stand so on page after page."""
    left_out = [
        (number, tuple(map(round, box)))
        for number, page in enumerate(pages, 1)
        for box in page.drawing.pictures
        if not _is_placed(page, box)
    ]
    seen = Counter(box for _, box in left_out)
    return sorted({number for number, box in left_out if seen[box] < _FEWEST_REPEATED})
