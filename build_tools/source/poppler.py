"""PDF → where poppler's `pdftotext` sees its words, where that program is installed."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from build_tools.source.programs import find_program, run_program

_SECONDS = 20
_LARGEST = 200_000_000  # bytes of what it writes
_VERSION_RE = re.compile(r"version ([0-9.]{1,20})")


def find_words(data: bytes) -> tuple[str, str]:
    """Return what `pdftotext -raw -bbox` writes of a PDF, and the program's name with its version.

    Raises:
        FileNotFoundError: it is not installed.
        subprocess.TimeoutExpired: it did not end in time.
        OSError: it cannot be started, or writes nothing or too much.
    """
    program = find_program(("pdftotext",))
    if not program:
        raise FileNotFoundError("is not installed (poppler-utils)")
    with tempfile.TemporaryDirectory(prefix="poppler-") as place:
        folder = Path(place)
        (folder / "source.pdf").write_bytes(data)
        version = _VERSION_RE.search(run_program([program, "-v"], folder, _SECONDS))
        run_program([program, "-q", "-raw", "-bbox", "source.pdf", "words.html"], folder, _SECONDS)
        made = folder / "words.html"
        if made.stat().st_size > _LARGEST:
            raise OSError(f"wrote {made.stat().st_size} bytes")
        return made.read_text("utf-8", "replace"), f"pdftotext {version[1] if version else ''}".rstrip()
