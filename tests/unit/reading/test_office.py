"""Old Office files: told by their bytes, converted by a program that is bounded, refused with a remedy without it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from word_files import make_parts, p, pack

from build_tools.errors import UnreadableSourceError
from build_tools.intake import SourceFile, read_file
from build_tools.source import office

RTF = b"{\\rtf1\\ansi " + b"".join(b"\\u%d?" % ord(char) for char in "某市发展规划") + b"\\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM = """#!/bin/sh
case "$*" in
*--version*) echo "LibreOffice 9.9.9.9 10(Build:1)";;
*) {action};;
esac
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    """Put a program called soffice into the path that does `action`."""
    program = folder / "soffice"
    program.write_text(PROGRAM.format(action=action), "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (RTF, "rtf"),
        (OLE, "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument Workbook".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ""),
        (b"PK\x03\x04", ""),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("一、".encode(), ""),
    ],
)
def test_old_files_are_told_by_their_bytes(data: bytes, ending: str) -> None:
    assert office.tell_office(data) == ending


def test_without_the_program_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: "")
    with pytest.raises(UnreadableSourceError, match="LibreOffice") as caught:
        read_file(SourceFile("a.rtf", RTF))
    assert "DOCX" in caught.value.remedy


def test_the_reading_names_both_programs_and_the_untouched_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(pack(make_parts(p("某市发展规划"))))
    install(tmp_path, monkeypatch, f"cp {made} source.docx")
    reading = read_file(SourceFile("a.rtf", RTF)).reading
    assert reading is not None
    assert (reading.text, reading.format) == ("某市发展规划\n", "rtf")
    assert reading.reader.startswith("LibreOffice 9.9.9.9; ")
    assert reading.sha256 == hashlib.sha256(RTF).hexdigest()


def test_a_file_that_the_program_cannot_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnreadableSourceError, match="cannot read this file"):
        read_file(SourceFile("a.rtf", RTF))


def test_a_program_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "sleep 60 & wait")
    monkeypatch.setattr(office, "_SECONDS", 1)
    with pytest.raises(UnreadableSourceError, match="did not end"):
        read_file(SourceFile("a.rtf", RTF))
