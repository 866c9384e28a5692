"""A file that comes in is read again, by a reader that shares nothing with the first; where they differ is kept.

For `add` and `reread` alone, where it takes some seconds at most. What was found stands beside the kept reading, so a
build starts no program and says the same wherever it runs.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace

from build_tools.intake import SourceFile
from build_tools.model.reading import RUNNING_ROLES, Reading, ReadLine
from build_tools.model.second_reading import NOBODY, SecondReading
from build_tools.reading import docx_plain, mail_plain
from build_tools.reading.variants import compare_reading
from build_tools.reading.word_boxes import read_word_boxes
from build_tools.source.office import export_text, find_office
from build_tools.source.other_readers import find_text, find_words


def read_again(file: SourceFile) -> SourceFile:
    """Return a file whose reading tells where other readers differ from it; as it is where none reads its format."""
    if file.reading is None or file.reading.machine_read or file.reading.format not in _SECONDS:
        return file
    seconds = tuple(_SECONDS[file.reading.format](file.data, file.name, file.reading))
    return replace(file, reading=replace(file.reading, seconds=seconds))


def _read_pdf(data: bytes, _: str, reading: Reading) -> Iterator[SecondReading]:
    try:
        output, reader = find_words(data)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield SecondReading("pdftotext", fault=_tell(error))
        return
    # What was recognised from pictures no other reader has.
    yield compare_reading(
        _leave(reading, lambda line: line.page in reading.machine_pages), read_word_boxes(output), reader
    )


def _leave(reading: Reading, is_left: Callable[[ReadLine], bool]) -> Reading:
    """Return a reading with empty lines in the place of those that a second reader does not give."""
    pieces = (
        ReadLine("", page=piece.page) if isinstance(piece, ReadLine) and is_left(piece) else piece
        for piece in reading.pieces
    )
    return replace(reading, pieces=tuple(pieces))


def _read_docx(data: bytes, name: str, reading: Reading) -> Iterator[SecondReading]:
    """What stands in the XML always; what is computed, which only a word processor can tell, where there is any."""
    yield compare_reading(reading, [docx_plain.find_texts(data, name)], docx_plain.READER)
    if not any(entry.rule == "auto-number" for entries in reading.computed.values() for entry in entries):
        return
    if not find_office():
        yield SecondReading("LibreOffice", fault="is not installed")
        return
    try:
        text, reader = export_text(data, "docx")
    except (OSError, subprocess.TimeoutExpired) as error:
        yield SecondReading("LibreOffice", fault=_tell(error))
        return
    yield compare_reading(reading, [text], reader, as_printed=True)


def _read_doc(data: bytes, _: str, reading: Reading) -> Iterator[SecondReading]:
    try:
        text, reader = find_text(data)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield SecondReading("antiword", fault=_tell(error))
        return
    yield compare_reading(_leave(reading, lambda line: line.role in RUNNING_ROLES), [text], reader)


def _read_mhtml(data: bytes, _: str, reading: Reading) -> Iterator[SecondReading]:
    pages = mail_plain.find_pages(data) or [""]
    own = len(reading.text)
    yield compare_reading(reading, [min(pages, key=lambda page: abs(len(page) - own))], mail_plain.READER)


def _read_by_nobody(_: bytes, __: str, reading: Reading) -> Iterator[SecondReading]:
    yield SecondReading(NOBODY, fault=f"of {reading.format.upper()} is known")


def _tell(error: OSError | subprocess.TimeoutExpired) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"did not end within {error.timeout:.0f} seconds"
    return error.strerror or str(error)


_SECONDS: dict[str, Callable[[bytes, str, Reading], Iterator[SecondReading]]] = {
    "pdf": _read_pdf,
    "docx": _read_docx,
    "mhtml": _read_mhtml,
    "doc": _read_doc,
    "rtf": _read_by_nobody,
    "odt": _read_by_nobody,
    "ofd": _read_by_nobody,
    "xlsx": _read_by_nobody,
    "xls": _read_by_nobody,
}
