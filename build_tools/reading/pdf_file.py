"""PDF → reading: every character that PDFium gives, in printed lines with their places, and what is drawn on the pages.

The one place where a PDF that comes in is read. It decides nothing about the text: see `layout/`. PDFium writes
U+0002 or U+FFFE for a hyphen at the end of a line; it is read as the "-" that the file has there.
"""

import ctypes
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from build_tools.errors import UnreadableSourceError, unreadable
from build_tools.messages import _
from build_tools.model.reading import Box, Reading, ReadLine, ReadPage
from build_tools.model.sheet import name_page
from build_tools.reading.pdf_drawing import Drawing, DrawnPath, Matrix, find_edges, multiply
from build_tools.reading.pdf_faces import find_misread
from build_tools.reading.pdf_frame import PageFrame
from build_tools.reading.pdf_lines import BLANKS, Glyph, build_lines, is_senseless, measure_along
from build_tools.reading.pdf_pictures import (
    FEWEST_CHARACTERS,
    PdfPage,
    is_covered,
    is_picture,
    list_left_out,
    place_pictures,
)
from build_tools.reading.properties import read_words, tell_properties
from build_tools.reading.recogniser import PageImage, Recogniser, place_lines

READER = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO.version}, lines 2"

# Bounds: no plan comes near them, and a file made to exhaust a machine does. Bytes, pages, characters, and objects
# that are drawn on one page.
_LARGEST, _MOST_PAGES, _MOST_CHARACTERS, _MOST_OBJECTS = 200_000_000, 2000, 2_000_000, 50_000
_DEEPEST = 8
_MOST_NAMED = 5  # attachments
# Share of characters that a font does not explain from which on that is told, and from which on the text is none.
_DOUBTFUL, _SENSELESS = 0.01, 0.3
# Pixels to a point of a page that is recognised (200 to an inch, at which engines are trained), and on its longer side.
_SCALE, _MOST_PIXELS = 200 / 72, 5000
_BOLD = ("bold", "black", "heavy", "demi")
_FORCE_BOLD = 1 << 18
_HIDDEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_BOLD_MODES = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
_LOST_HYPHENS = (0x02, 0xFFFE)
# The direction of most writing, as `_Face` has it.
_ALONG = (1.0, 0.0)
_FIRST_PRINTED, _TAB = 0x20, 0x09


@dataclass(frozen=True, slots=True)
class _Face:
    """What the characters of one text object have in common."""

    name: str
    bold: bool
    size: float
    mode: int
    direction: tuple[float, float]


def read_pdf(data: bytes, name: str, recogniser: Recogniser | None = None) -> Reading:
    """Return the reading of a PDF.

    Args:
        data: the file.
        name: its name, for messages.
        recogniser: reads the pages that hold no characters; without it a file of such pages is refused.

    Raises:
        UnreadableSourceError: it is damaged, encrypted, too large, or holds no text.
    """
    fail = partial(UnreadableSourceError, path=Path(name))
    if len(data) > _LARGEST:
        raise fail(
            _("the PDF has {size:.0f} MB", size=len(data) / 1000000.0), remedy=_("cut it into the documents it holds")
        )
    document = open_pdf(data, name)
    try:
        count = len(document)
        if not 0 < count <= _MOST_PAGES:
            raise fail(
                _("the PDF has {count} pages; at most {most} are read", count=count, most=_MOST_PAGES),
                remedy=_("cut it into its parts"),
            )
        pages: list[PdfPage] = []
        total = 0
        for number in range(count):
            pages.append(_read_page(document, number, recogniser))
            total += len(pages[-1].glyphs)
            if total > _MOST_CHARACTERS:
                raise fail(
                    _("the PDF has more than {most} characters", most=_MOST_CHARACTERS),
                    remedy=_("cut it into the documents it holds"),
                )
        held = [read_words(document.get_attachment(at).get_name) for at in range(document.count_attachments())]
        data_of = document.get_metadata_value
        fields = tell_properties((key, read_words(partial(data_of, key))) for key in ("Title", "Author"))
    except pypdfium2.PdfiumError as error:
        raise _refuse(name, error) from None
    finally:
        document.close()
    reading = _make_reading(data, name, pages, recogniser.name if recogniser else "")
    told = (("active-content", "、".join(filter(None, held[:_MOST_NAMED]))),) if held else ()
    return replace(reading, fields=fields, doubts=(*reading.doubts, *told))


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """Open a PDF; raises UnreadableSourceError where it is damaged, or asks for a password."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refuse(name, error) from None


def _refuse(name: str, error: pypdfium2.PdfiumError) -> UnreadableSourceError:
    """Return in words of ours why the library does not read a PDF."""
    printed = _("open it with its password and save or print it as a PDF without one")
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return unreadable(name, _("the PDF is encrypted and asks for a password"), printed)
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return unreadable(name, _("the PDF is encrypted in a way that is not known here"), printed)
    return unreadable(name, _("the PDF is damaged or cut off ({error})", error=error), _("download it again"))


def _make_reading(data: bytes, name: str, pages: Sequence[PdfPage], engine: str) -> Reading:
    glyphs = [glyph for page in pages for glyph in page.glyphs if glyph is not None and glyph.char not in BLANKS]
    whole = sum(is_picture(page) for page in pages)
    doubts: list[tuple[str, str]] = []
    if len(glyphs) < FEWEST_CHARACTERS * len(pages):
        drawn = "pictures" if 2 * whole >= len(pages) else _("drawings without characters")
        raise unreadable(
            name,
            _(
                "the PDF holds no text: {pages} pages, {characters} characters; its pages are {drawn}",
                pages=len(pages),
                characters=len(glyphs),
                drawn=drawn,
            ),
            _("find a copy with text; or have its text recognised with --ocr, which is never proven and says so"),
        )
    senseless = [glyph for glyph in glyphs if is_senseless(glyph.char)]
    share = min(1.0, max(len(senseless), sum(page.unmapped for page in pages)) / len(glyphs))
    if share > _SENSELESS:
        raise unreadable(
            name,
            _(
                "{share:.0%} of the PDF's characters have no meaning: its fonts do not tell what they print",
                share=share,
            ),
            _("find another copy; or print it as pictures, and have their text recognised with --ocr"),
        )
    if (misread := find_misread(glyphs)) or senseless or share > _DOUBTFUL:
        doubts.append(("characters-unmapped", misread or "".join(glyph.char for glyph in senseless[:20])))
    covered = {number for number, page in enumerate(pages, 1) if is_covered(page)}
    if left_out := [number for number in list_left_out(pages) if number not in covered]:
        doubts.append(("pictures-left-out", "、".join(map(name_page, left_out))))
    recognised = any(page.recognised for page in pages)
    machine = sorted(covered | {number for number, page in enumerate(pages, 1) if page.recognised})
    is_whole = len(machine) == sum(any(page.glyphs) for page in pages)
    faces = Counter(glyph.face for glyph in glyphs)
    common = faces.most_common(1)[0][0]
    read: list[ReadLine] = []
    read_pages: list[ReadPage] = []
    for number, page in enumerate(pages, 1):
        width, height = page.frame.size
        edges = find_edges(page.drawing, (width, height))
        read_pages.append(ReadPage(number, round(width, 1), round(height, 1), edges))
        read.extend(build_lines(page.glyphs, number, edges, face=common, shows_hidden=number in covered))
        read.extend(place_pictures(page, number))
    digest = hashlib.sha256(data).hexdigest()
    reader = f"{READER}; {engine}" if recognised else READER
    return Reading(
        "pdf",
        reader,
        digest,
        tuple(read),
        tuple(read_pages),
        tuple(doubts),
        machine_read=bool(machine) and is_whole,
        machine_pages=() if is_whole else tuple(machine),
    )


def _read_page(document: pypdfium2.PdfDocument, number: int, recogniser: Recogniser | None) -> PdfPage:
    page = document[number]
    if document.get_formtype() and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        page.close()  # what is filled into a form is printed with it, and stands on the page opened anew
        page = document[number]
    handle = page.raw
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, box)
    frame = PageFrame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(handle))
    glyphs, unmapped = _read_text(handle, frame)
    turn = Counter(glyph.turn for glyph in glyphs if glyph and glyph.turn >= 0).most_common(1)
    if turn and turn[0][0]:
        # Most of the page is written sideways, as wide tables on upright paper are: the page is turned with them.
        frame = replace(frame, turns=frame.turns - turn[0][0])
        glyphs, unmapped = _read_text(handle, frame)
    drawing = _read_drawing(handle, frame)
    recognised = recogniser is not None and sum(glyph is not None for glyph in glyphs) < FEWEST_CHARACTERS
    if recogniser is not None and recognised:
        picture = draw_page(page)
        glyphs = place_lines(recogniser.read(picture), picture.scale)
    page.close()
    return PdfPage(glyphs, drawing, frame, unmapped, recognised and bool(glyphs))


def _read_text(handle: pdfium.FPDF_PAGE, frame: PageFrame) -> tuple[list[Glyph | None], int]:
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        return _read_glyphs(text, {}, frame)
    finally:
        pdfium.FPDFText_ClosePage(text)


def draw_page(page: pypdfium2.PdfPage, most: float = _SCALE) -> PageImage:
    """Return a page as it looks, of at most so many pixels to a point."""
    scale = min(most, _MOST_PIXELS / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale)
    row = bitmap.width * bitmap.n_channels
    pixels = bytes(bitmap.buffer)
    return PageImage(
        b"".join(pixels[at * bitmap.stride : at * bitmap.stride + row] for at in range(bitmap.height)),
        bitmap.width,
        bitmap.height,
        scale,
    )


def _read_glyphs(
    text: pdfium.FPDF_TEXTPAGE, faces: dict[int, _Face], frame: PageFrame
) -> tuple[list[Glyph | None], int]:
    """Return the characters of a page, None for the end of a line, and how many of them have no meaning."""
    glyphs: list[Glyph | None] = []
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = unmapped = last_key = 0
    width, height = frame.size
    plain = frame.turns % 4 == 0
    for at in range(min(pdfium.FPDFText_CountChars(text), _MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        is_generated = pdfium.FPDFText_IsGenerated(text, at) == 1
        if code in (10, 13):
            if glyphs and glyphs[-1] is not None:
                glyphs.append(None)
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        if is_generated:
            last = glyphs[-1] if glyphs else None
            if last is not None:
                glyphs.append(replace(last, char=" ", left=last.right, is_generated=True))
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        item = pdfium.FPDFText_GetTextObject(text, at)
        key = ctypes.addressof(item.contents) if item else 0
        face = faces.get(key)
        if face is None:
            face = faces[key] = _read_face(text, at, item)
        unmapped += pdfium.FPDFText_HasUnicodeMapError(text, at) == 1
        turn = frame.turn(*face.direction) if face.direction != _ALONG else frame.turns % 4
        if plain and turn == 0:
            left, right, ground = box.left - frame.left, box.right - frame.left, frame.top - y.value
            outside = right <= 0 or left >= width or frame.top <= box.bottom or box.top <= frame.bottom
        else:
            # A line that is written sideways is measured along its own direction.
            (one, top), (other, bottom) = frame.place(box.left, box.top), frame.place(box.right, box.bottom)
            base = frame.place(x.value, y.value)
            lefts, tops = sorted((one, other)), sorted((top, bottom))
            left, right, ground = (
                (lefts[0], lefts[1], base[1]) if turn in (0, -1) else measure_along(lefts, tops, base, turn)
            )
            outside = lefts[1] <= 0 or lefts[0] >= width or tops[1] <= 0 or tops[0] >= height
        char = chr(code) if code >= _FIRST_PRINTED or code == _TAB else "\ufffd"
        if code in _LOST_HYPHENS and pdfium.FPDFText_IsHyphen(text, at) == 1:
            char = "-"
        last = glyphs[-1] if glyphs else None
        if last is not None and key == last_key and (left, ground) == (last.left, last.base) and left < right:
            # One sign that stands for several characters, as a long dash for two: they share its place.
            left = (left + right) / 2
            glyphs[-1] = replace(last, right=left)
        last_key = key
        glyphs.append(
            Glyph(
                char,
                left,
                right,
                ground,
                face.size,
                face.bold,
                face.name,
                hidden=face.mode in _HIDDEN_MODES or outside,
                turn=turn,
            )
        )
    return glyphs, unmapped


def _read_face(text: pdfium.FPDF_TEXTPAGE, at: int, item: pdfium.FPDF_PAGEOBJECT) -> _Face:
    buffer, flags, matrix = ctypes.create_string_buffer(128), ctypes.c_int(), pdfium.FS_MATRIX()
    length = pdfium.FPDFText_GetFontInfo(text, at, buffer, 128, flags)
    name = buffer.value[:length].decode("utf-8", "replace").partition("+")
    face = name[2] or name[0]
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text, at) * (matrix.c**2 + matrix.d**2) ** 0.5
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
    bold = any(word in face.lower() for word in _BOLD) or bool(flags.value & _FORCE_BOLD) or mode in _BOLD_MODES
    direction = _ALONG if matrix.a > 0 and not matrix.b else (matrix.a, matrix.b)
    return _Face(face, bold, max(size, 0.1), mode, direction)


def _read_drawing(page: pdfium.FPDF_PAGE, frame: PageFrame) -> Drawing:
    paths: list[DrawnPath] = []
    pictures: list[Box] = []
    pending = [
        (pdfium.FPDFPage_GetObject(page, at), Matrix(), 0)
        for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    ][::-1]
    seen = 0
    while pending and seen < _MOST_OBJECTS:
        item, outer, depth = pending.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = multiply(_read_matrix(item), outer)
            parts = range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS))
            pending.extend((pdfium.FPDFFormObj_GetObject(item, at), inner, depth + 1) for at in reversed(parts))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            path = _read_path(item, multiply(_read_matrix(item), outer), frame)
            if path is not None:
                paths.append(path)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            matrix = multiply(_read_matrix(item), outer)
            corners = [frame.place(*matrix.apply(x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            width, height = frame.size
            pictures.append((max(0.0, min(xs)), max(0.0, min(ys)), min(width, max(xs)), min(height, max(ys))))
    return Drawing(tuple(paths), tuple(box for box in pictures if box[0] < box[2] and box[1] < box[3]))


def _read_matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


_LONGEST_PATH = 4000


def _read_path(item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, frame: PageFrame) -> DrawnPath | None:
    """Return a path in the page's places; None where it shows nothing or is no drawing of straight lines."""
    count = pdfium.FPDFPath_CountSegments(item)
    if not 1 < count <= _LONGEST_PATH:
        return None
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = bool(fill.value) and _is_seen(pdfium.FPDFPageObj_GetFillColor, item)
    stroked = bool(stroke.value) and _is_seen(pdfium.FPDFPageObj_GetStrokeColor, item)
    if not filled and not stroked:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO and not stroked:
            return None
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.place(*matrix.apply(x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return DrawnPath(tuple(tuple(part) for part in parts), filled=filled, stroked=stroked)


def _is_seen(read: object, item: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Whether a colour shows on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not callable(read) or not read(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250
