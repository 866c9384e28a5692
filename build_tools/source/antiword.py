"""DOC → its text, by `antiword` where that is installed: a reader that shares nothing with LibreOffice."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path

from build_tools.source.programs import find_program, run_program

_SECONDS = 20
_TAG_RE = re.compile(r"<[^<>]*>")
_VERSION_RE = re.compile(r"Version: +([0-9.]{1,20})")


def find_text(data: bytes) -> tuple[str, str]:
    """Return the text of a Word file of old, without automatic numbers and running heads; and the program's name.

    It is asked for DocBook: in its plain text tables are drawn with signs, and numbers are guessed.

    Raises:
        FileNotFoundError: it is not installed.
        subprocess.TimeoutExpired: it did not end in time.
        OSError: it cannot be started, or cannot read the file.
    """
    program = find_program(("antiword",))
    if not program:
        raise FileNotFoundError("is not installed")
    with tempfile.TemporaryDirectory(prefix="antiword-") as place:
        folder = Path(place)
        (folder / "source.doc").write_bytes(data)
        version = _VERSION_RE.search(run_program([program], folder, _SECONDS))
        made = run_program([program, "-x", "db", "source.doc"], folder, _SECONDS)
    if not made.lstrip().startswith("<?xml"):
        raise OSError(f"cannot read it: {' '.join(made.split())[:100]}")
    book = made.partition("</bookinfo>")[2] or made
    return html.unescape(_TAG_RE.sub("", book)), f"antiword {version[1] if version else ''}".rstrip()
