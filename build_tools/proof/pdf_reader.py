"""PDF → its characters in the order of its contents, without what is marked as decoration; and its named destinations.

The only door to pypdfium2. Blanks that PDFium guesses between characters are left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

_ARTIFACT = "Artifact"
_HYPHENS = "\ufffe\x02"  # how PDFium gives a hyphen before a line's end
_GUESSED = " \r\n"
_NAME_LENGTH = 64  # code units of the name of a mark
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Printed:
    """A character of a page.

    Attributes:
        char: it.
        page: from 0.
        x: where its run begins, in points from the page's left edge.
        y: of the line on which it stands, in points from the page's lower edge.
        size: of its font, in points.
    """

    char: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a name leads: page from 0, height in points from the page's lower edge."""

    page: int
    y: float


@dataclass(frozen=True)
class PrintedFile:
    """What is read of a PDF."""

    characters: tuple[Printed, ...]
    destinations: dict[str, Destination]
    pages: int


def read_pdf(data: bytes) -> PrintedFile:
    """Return what a PDF prints.

    Raises:
        ValueError: it cannot be read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    with closing(document):
        found: list[Printed] = []
        for number in range(len(document)):
            with closing(document[number]) as page:
                found.extend(_read_page(page, number, pypdfium2.raw))
        return PrintedFile(tuple(found), _read_destinations(document, pypdfium2.raw), len(document))


def _read_page(page: pypdfium2.PdfPage, number: int, raw: Any) -> Iterator[Printed]:
    with closing(page.get_textpage()) as text:
        # Of a run of text all characters stand on one line, in one font: what is asked of them is asked once.
        runs: dict[int, tuple[bool, float, float, float]] = {}
        handle = text.raw
        read_char, find_run, is_guessed = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject, raw.FPDFText_IsGenerated
        address = ctypes.addressof
        high = ""
        for index in range(raw.FPDFText_CountChars(handle)):
            char = chr(read_char(handle, index))
            if char in _GUESSED and is_guessed(handle, index) == 1:
                continue
            holder = find_run(handle, index)
            key = address(holder.contents) if holder else 0
            if key not in runs:
                runs[key] = _measure(holder, handle, index, raw)
            is_shown, x, y, size = runs[key]
            if not is_shown:
                continue
            if char in _HYPHENS:
                char = "-"
            elif ord(char) in _SURROGATES:
                if not high:
                    high = char
                    continue
                char, high = (high + char).encode("utf-16", "surrogatepass").decode("utf-16"), ""
            yield Printed(char, number, x, y, size)


def _measure(holder: Any, handle: Any, index: int, raw: Any) -> tuple[bool, float, float, float]:
    """Return whether a run is part of the document, the place of its first character, the size of its font."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    return not _is_decoration(holder, raw), x.value, y.value, raw.FPDFText_GetFontSize(handle, index)


def _is_decoration(holder: Any, raw: Any) -> bool:
    """Whether a text object stands in content that is marked as no part of the document (ISO 32000-1, 14.8.2.2)."""
    if not holder:
        return False
    for at in range(raw.FPDFPageObj_CountMarks(holder)):
        name = (ctypes.c_ushort * _NAME_LENGTH)()
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(
            raw.FPDFPageObj_GetMark(holder, at), name, ctypes.sizeof(name), ctypes.byref(length)
        )
        if bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le") == _ARTIFACT:
            return True
    return False


def _read_destinations(document: pypdfium2.PdfDocument, raw: Any) -> dict[str, Destination]:
    found: dict[str, Destination] = {}
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    for index in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        raw.FPDF_GetNamedDest(document, index, None, ctypes.byref(size))
        name = ctypes.create_string_buffer(max(size.value, 2))
        target = raw.FPDF_GetNamedDest(document, index, name, ctypes.byref(size))
        if not target:
            continue
        page = raw.FPDFDest_GetDestPageIndex(document, target)
        raw.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom)
        found[name.raw[: size.value - 2].decode("utf-16-le")] = Destination(page, y.value)
    return found
