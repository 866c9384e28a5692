"""Old Office files (DOC, WPS, RTF, ODT) → DOCX, and a Word file → its text, by LibreOffice where it is installed.

It is started for a file that comes in, and never by a build. It runs with a profile of its own, which is deleted after
it, without macros and for no longer than a minute.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.errors import UnreadableSourceError
from build_tools.source.programs import find_program, run_program

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS, _SECONDS_TEXT = 60, 20
_LARGEST = 100_000_000  # bytes of what it writes
_OLD_OFFICE, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_ODT_SIGN = b"mimetypeapplication/vnd.oasis.opendocument.text"
_CLOSED_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def tell_office(data: bytes) -> str:
    """Return the ending of an old Office file by its first bytes, "" for any other file."""
    if data.startswith(_OLD_OFFICE):
        return "doc"
    if data.startswith(_RTF):
        return "rtf"
    return "odt" if data.startswith(b"PK\x03\x04") and _ODT_SIGN in data[:200] else ""


def find_office() -> str:
    """Return the program's path, "" where it is not installed."""
    return find_program(_PROGRAMS)


def convert_office(data: bytes, name: str) -> tuple[bytes, str]:
    """Return an old Office file as DOCX, and the program's name with its version.

    Args:
        data: for which `tell_office` gives an ending.
        name: of the file, for messages.

    Raises:
        UnreadableSourceError: the program is not installed, does not end in time, or cannot read the file.
    """
    if not find_office():
        raise UnreadableSourceError(
            "this is an old Office file, and LibreOffice, which reads it, is not installed",
            path=Path(name),
            remedy="install LibreOffice (Writer), or save the document as DOCX or PDF and add that",
        )
    try:
        with _open_office(tell_office(data), data) as (folder, command):
            version = _name_version(run_program([*command, "--version"], folder, _SECONDS))
            options = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
            run_program([*command, *options, str(folder / f"source.{tell_office(data)}")], folder, _SECONDS)
            made = folder / "source.docx"
            if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
                raise UnreadableSourceError(
                    "LibreOffice cannot read this file: it is damaged, protected by a password, or no text",
                    path=Path(name),
                    remedy="open it by hand, and save it as DOCX or PDF",
                )
            return made.read_bytes(), version
    except subprocess.TimeoutExpired:
        raise UnreadableSourceError(
            f"LibreOffice did not end within {_SECONDS} seconds",
            path=Path(name),
            remedy="open the file by hand, and save it as DOCX or PDF",
        ) from None


def export_text(data: bytes, ending: str) -> tuple[str, str]:
    """Return the text that LibreOffice prints of a document, and the program's name with its version.

    Args:
        data: a document that it can read.
        ending: of such a file's name: "docx".

    Raises:
        subprocess.TimeoutExpired: it did not end in time.
        OSError: it is not installed, or wrote nothing.
    """
    with _open_office(ending, data) as (folder, command):
        version = _name_version(run_program([*command, "--version"], folder, _SECONDS_TEXT))
        source = folder / f"source.{ending}"
        options = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
        run_program([*command, *options, str(source)], folder, _SECONDS_TEXT)
        made = folder / "source.txt"
        if made.stat().st_size > _LARGEST:
            raise OSError(f"wrote {made.stat().st_size} bytes")
        return made.read_text("utf-8-sig", "replace"), version


@contextmanager
def _open_office(ending: str, data: bytes) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder with the file as `source.ENDING` and a closed profile, and the command that runs the program."""
    with tempfile.TemporaryDirectory(prefix="office-") as place:
        folder = Path(place)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_CLOSED_PROFILE, "utf-8")
        (folder / f"source.{ending}").write_bytes(data)
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
        yield folder, [find_office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]


def _name_version(printed: str) -> str:
    return " ".join(printed.strip().split("\n")[-1].split()[:2])
