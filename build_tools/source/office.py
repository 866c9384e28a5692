"""Old Office files (DOC, WPS, RTF, ODT) → DOCX, by LibreOffice where it is installed.

The only outside program that a file is read with; it is started for a file that comes in, and never by a build. It runs
with a profile of its own, which is deleted after it, without macros and for no longer than a minute.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from build_tools.errors import UnreadableSourceError

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60
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
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), "")


def convert_office(data: bytes, name: str) -> tuple[bytes, str]:
    """Return an old Office file as DOCX, and the program's name with its version.

    Args:
        data: for which `tell_office` gives an ending.
        name: of the file, for messages.

    Raises:
        UnreadableSourceError: the program is not installed, does not end in time, or cannot read the file.
    """
    program = find_office()
    if not program:
        raise UnreadableSourceError(
            "this is an old Office file, and LibreOffice, which reads it, is not installed",
            path=Path(name),
            remedy="install LibreOffice (Writer), or save the document as DOCX or PDF and add that",
        )
    with tempfile.TemporaryDirectory(prefix="office-") as place:
        folder = Path(place)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_CLOSED_PROFILE, "utf-8")
        source = folder / f"source.{tell_office(data)}"
        source.write_bytes(data)
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]
        version = _run([*command, "--version"], folder, name).strip().split("\n")[-1]
        _run([*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)], folder, name)
        made = folder / "source.docx"
        if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
            raise UnreadableSourceError(
                "LibreOffice cannot read this file: it is damaged, protected by a password, or no text",
                path=Path(name),
                remedy="open it by hand, and save it as DOCX or PDF",
            )
        return made.read_bytes(), " ".join(version.split()[:2])


def _run(command: list[str], folder: Path, name: str) -> str:
    """Run a program in a folder with a bare environment; what it starts ends with it."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder),
    }
    with subprocess.Popen(  # noqa: S603 (a fixed command; the file's name is ours)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=_SECONDS)
        except BaseException as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            raise UnreadableSourceError(
                f"LibreOffice did not end within {_SECONDS} seconds",
                path=Path(name),
                remedy="open the file by hand, and save it as DOCX or PDF",
            ) from None
    return output.decode("utf-8", "replace")
