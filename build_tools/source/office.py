"""Old and open Office files (DOC, WPS, RTF, ODT, ODS, XLS) → DOCX or XLSX, a Word file → its text, by LibreOffice.

It is started for a file that comes in, and never by a build. It runs with a profile of its own, which is deleted after
it, without macros and for no longer than a minute.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.errors import unreadable
from build_tools.messages import _
from build_tools.source.programs import find_program, run_program

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS, _SECONDS_TEXT = 60, 20
_LARGEST = 100_000_000  # bytes of what it writes
_OLD_OFFICE, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_SHEETS_RE, _WORDS = re.compile(rb"W\0o\0r\0k\0b\0o\0o\0k\0|B\0o\0o\0k\0\0"), "WordDocument".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MODERN = dict.fromkeys(("xls", "ods"), "xlsx:Calc MS Excel 2007 XML")
_WORD_FORM = "docx:MS Word 2007 XML"
_OPEN_SIGNS = {
    b"mimetypeapplication/vnd.oasis.opendocument.text": "odt",
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "ods",
}
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
    # A new file that a password locks is packed so, too: its reader says that, and LibreOffice is not asked in vain.
    if data.startswith(_OLD_OFFICE) and not (_LOCKED in data and _WORDS not in data):
        # The file's own directory names its streams; a Word document may hold a table as an object.
        return "xls" if _SHEETS_RE.search(data) and _WORDS not in data else "doc"
    if data.startswith(_RTF):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return next((ending for sign, ending in _OPEN_SIGNS.items() if sign in data[:200]), "")
    return ""


def find_office() -> str:
    """Return the program's path, "" where it is not installed."""
    return find_program(_PROGRAMS)


def convert_office(data: bytes, name: str) -> tuple[bytes, str]:
    """Return an old Office file as DOCX, a workbook as XLSX, and the program's name with its version.

    Args:
        data: for which `tell_office` gives an ending.
        name: of the file, for messages.

    Raises:
        UnreadableSourceError: the program is not installed, does not end in time, or cannot read the file.
    """
    form = _MODERN.get(tell_office(data), _WORD_FORM)
    wanted = form.partition(":")[0].upper()
    if not find_office():
        raise unreadable(
            name,
            _("this is an old Office file, and LibreOffice, which reads it, is not installed"),
            _(
                "install LibreOffice (Writer, for tables Calc), or save the file as {wanted} or PDF and add that",
                wanted=wanted,
            ),
        )
    try:
        with _run_office(data, tell_office(data), form, _SECONDS) as (made, version):
            if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
                raise unreadable(
                    name,
                    _(
                        "LibreOffice cannot read this file: it is damaged, protected by a password, or no text; or"
                        " the part of LibreOffice that reads it (Writer, for tables Calc) is not installed"
                    ),
                    _("open it by hand, and save it as {wanted} or PDF", wanted=wanted),
                )
            return made.read_bytes(), version
    except subprocess.TimeoutExpired:
        raise unreadable(
            name,
            _("LibreOffice did not end within {seconds} seconds", seconds=_SECONDS),
            _("open the file by hand, and save it as {wanted} or PDF", wanted=wanted),
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
    with _run_office(data, ending, "txt:Text (encoded):UTF8", _SECONDS_TEXT) as (made, version):
        if made.stat().st_size > _LARGEST:
            raise OSError(f"wrote {made.stat().st_size} bytes")
        return made.read_text("utf-8-sig", "replace"), version


@contextmanager
def _run_office(data: bytes, ending: str, form: str, seconds: float) -> Iterator[tuple[Path, str]]:
    """Have the program write a file in another form, with a closed profile; yield the path where that should stand.

    Beside it the program's name with its version. `form` is an ending and a filter: "docx:MS Word 2007 XML".
    """
    with tempfile.TemporaryDirectory(prefix="office-") as place:
        folder = Path(place)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_CLOSED_PROFILE, "utf-8")
        source = folder / f"source.{ending}"
        source.write_bytes(data)
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
        command = [find_office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]
        printed = run_program([*command, "--version"], folder, seconds)
        run_program([*command, "--convert-to", form, "--outdir", place, str(source)], folder, seconds)
        yield source.with_suffix(f".{form.partition(':')[0]}"), " ".join(printed.strip().split("\n")[-1].split()[:2])
