"""Which format a file is in by its first bytes, and its reader: the entry to this room.

`READERS` is the list of formats. A reader takes the bytes and the file's name (for messages) and gives a `Reading`;
it opens no file, runs no program and asks no network. Those of office and PDF files are loaded when a file needs them:
most works are pages and texts, and every command would wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.model.reading import Reading
from build_tools.reading.docx_package import is_word_file, list_parts
from build_tools.reading.escaped_page import is_escaped, read_escaped
from build_tools.reading.literal_text import is_literal, read_literal
from build_tools.reading.mail import is_mail, read_mail
from build_tools.reading.parsed_pages import is_parsed, read_parsed
from build_tools.reading.records import Record, is_dump, read_record, split_dump
from build_tools.reading.saved_page import is_saved_page, read_saved_page
from build_tools.reading.script_page import is_script_page, read_script_page
from build_tools.reading.web_archive import is_web_archive, read_web_archive, split_web_archive

if TYPE_CHECKING:
    from build_tools.reading.recogniser import Recogniser


@dataclass(frozen=True)
class Format:
    """A format of files that are no text.

    Attributes:
        name: as `Reading.format` has it.
        fits: tells it by the bytes of a file, cheaply.
        read: bytes and the file's name → its reading. Raises UnreadableSourceError.
        split: of a format that may hold several documents: bytes and the file's name → each. Raises the same.
    """

    name: str
    fits: Callable[[bytes], bool]
    read: Callable[[bytes, str], Reading]
    split: Callable[[bytes, str], tuple[Record, ...]] | None = None


def _read_docx(data: bytes, name: str) -> Reading:
    from build_tools.reading.docx_file import read_docx

    return read_docx(data, name)


def _read_workbook(data: bytes, name: str) -> Reading:
    from build_tools.reading.xlsx_file import read_workbook

    return read_workbook(data, name)


def _read_ofd(data: bytes, name: str) -> Reading:
    from build_tools.reading.ofd_file import read_ofd

    return read_ofd(data, name)


def read_pdf(data: bytes, name: str, recogniser: Recogniser | None = None) -> Reading:
    """Return the reading of a PDF, as `pdf_file.read_pdf` does."""
    from build_tools.reading import pdf_file

    return pdf_file.read_pdf(data, name, recogniser)


def fits_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF's; a few of anything may stand in front of its mark (ISO 32000-1, annex H.3.4.1)."""
    return b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<"


READERS: tuple[Format, ...] = (
    Format("docx", is_word_file, _read_docx),
    Format("xlsx", lambda data: "xl/workbook.xml" in map(str.lower, list_parts(data)), _read_workbook),
    Format("ofd", lambda data: "OFD.xml" in list_parts(data), _read_ofd),
    Format("pdf", fits_pdf, read_pdf),
    Format("mhtml", is_mail, read_mail),
    Format("saved-page", is_saved_page, read_saved_page),
    Format("warc", is_web_archive, read_web_archive, split_web_archive),
    Format("script-page", is_script_page, read_script_page),
    Format("parsed-pages", is_parsed, read_parsed),
    Format("record", is_dump, read_record, split_dump),
    Format("escaped-page", is_escaped, read_escaped),
    Format("literal", is_literal, read_literal),
)


def tell_format(data: bytes) -> Format | None:
    """Return the format that a file is in, None for a page or a text."""
    return next((entry for entry in READERS if entry.fits(data)), None)
