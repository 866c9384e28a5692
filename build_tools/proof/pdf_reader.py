"""PDF → its characters in the order of its contents, without what is marked as decoration; and its named destinations.

The only door to pypdfium2. Blanks that PDFium guesses between characters are left out.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

_ARTIFACT = "Artifact"
_HYPHENS = "\ufffe\x02"  # how PDFium gives a hyphen before a line's end
_GUESSED = " \r\n"
_NAME_LENGTH = 64  # code units of the name of a mark


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand on one line in one font, one after another.

    Attributes:
        page: from 0.
        x: where it begins, in points from the page's left edge.
        y: of the line on which it stands, in points from the page's lower edge.
        size: of its font, in points.
    """

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
    """What is read of a PDF.

    Attributes:
        text: its characters in the order of its contents.
        runs: of each character, the run in which it stands.
        gaps: characters, by number, before which so much room is left that it reads as a blank.
        destinations: by name.
    """

    text: str
    runs: tuple[Run, ...]
    gaps: frozenset[int]
    destinations: dict[str, Destination]


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
        texts: list[str] = []
        runs: list[Run] = []
        gaps: set[int] = set()
        for number in range(len(document)):
            with closing(document[number]) as page:
                text, found, wide = _read_page(page, number, pypdfium2.raw)
                gaps.update(map(len(runs).__add__, wide))
                texts.append(text)
                runs += found
        return PrintedFile("".join(texts), tuple(runs), frozenset(gaps), _read_destinations(document, pypdfium2.raw))


def read_names(data: bytes) -> frozenset[str]:
    """Return the names of a PDF's destinations; none where it cannot be read, which `read_pdf` tells."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return frozenset()
    with closing(document):
        return frozenset(_read_destinations(document, pypdfium2.raw))


def _read_page(page: pypdfium2.PdfPage, number: int, raw: Any) -> tuple[str, list[Run], list[int]]:
    """Return the characters of a page, of each its run, and before which of them there is a gap."""
    chars: list[str] = []
    found: list[Run] = []
    gaps: list[int] = []
    with closing(page.get_textpage()) as text:
        handle = text.raw
        read_char, is_guessed = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
        find_run = _as_plain(raw.FPDFText_GetTextObject)
        place = ctypes.addressof(handle.contents)
        # Of a run all characters stand on one line, in one font: what is asked of them is asked once.
        runs: dict[int | None, Run | None] = {}
        high = ""
        for index in range(raw.FPDFText_CountChars(handle)):
            char = chr(read_char(handle, index))
            if char in _GUESSED and is_guessed(handle, index) == 1:
                if char == " ":
                    gaps.append(len(chars))
                continue
            key = find_run(place, index)
            if key not in runs:
                runs[key] = _measure(handle, index, number, raw)
            run = runs[key]
            if run is None:
                continue
            if char in _HYPHENS:
                char = "-"
            elif "\ud800" <= char <= "\udfff":
                if not high:
                    high = char
                    continue
                char, high = (high + char).encode("utf-16", "surrogatepass").decode("utf-16"), ""
            chars.append(char)
            found.append(run)
    return "".join(chars), found, gaps


def _as_plain(function: Any) -> Any:
    """Return a function of PDFium that takes and gives an address as a number, for half the price of an object."""
    place = ctypes.cast(function, ctypes.c_void_p).value
    assert place is not None  # noqa: S101 (a function that was loaded has an address)
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(place)


def _measure(handle: Any, index: int, number: int, raw: Any) -> Run | None:
    """Return the run of a character of a page; None where it is no part of the document."""
    if _is_decoration(raw.FPDFText_GetTextObject(handle, index), raw):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    return Run(number, x.value, y.value, raw.FPDFText_GetFontSize(handle, index))


def _is_decoration(holder: Any, raw: Any) -> bool:
    """Whether a text object stands in content that is marked as no part of the document (ISO 32000-1, 14.8.2.2)."""
    if not holder:
        return False
    name, length = (ctypes.c_ushort * _NAME_LENGTH)(), ctypes.c_ulong()
    for at in range(raw.FPDFPageObj_CountMarks(holder)):
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
