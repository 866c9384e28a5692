"""PDF, DOC → what other programs read in them, where these are installed: poppler's `pdftotext`, and `antiword`.

They share nothing with the readers here, nor with LibreOffice. Each function raises:

    FileNotFoundError: the program is not installed.
    subprocess.TimeoutExpired: it did not end in time.
    OSError: it cannot be started, cannot read the file, or writes nothing or too much.
"""

import html
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.hanzi.references import TAG_RE
from build_tools.source.programs import find_program, run_program

_SECONDS = 20
_LARGEST = 200_000_000  # bytes of what one writes
_VERSION_RE = re.compile(r"[Vv]ersion:? +([0-9.]{1,20})")


@contextmanager
def _open_program(name: str, package: str, file: str, data: bytes) -> Iterator[tuple[Callable[..., str], Path]]:
    """Give what runs a program with its arguments, in a folder that holds `data` as `file`; and that folder."""
    program = find_program((name,))
    if not program:
        raise FileNotFoundError(f"is not installed{package}")
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as place:
        folder = Path(place)
        (folder / file).write_bytes(data)
        yield lambda *arguments: run_program([program, *arguments], folder, _SECONDS), folder


def _name_version(name: str, told: str) -> str:
    version = _VERSION_RE.search(told)
    return f"{name} {version[1] if version else ''}".rstrip()


def find_words(data: bytes) -> tuple[str, str]:
    """Return what `pdftotext -raw -bbox` writes of a PDF, and the program's name with its version."""
    with _open_program("pdftotext", " (poppler-utils)", "source.pdf", data) as (run, folder):
        reader = _name_version("pdftotext", run("-v"))
        run("-q", "-raw", "-bbox", "source.pdf", "words.html")
        made = folder / "words.html"
        if made.stat().st_size > _LARGEST:
            raise OSError(f"wrote {made.stat().st_size} bytes")
        return made.read_text("utf-8", "replace"), reader


def find_text(data: bytes) -> tuple[str, str]:
    """Return the text of a Word file of old, without automatic numbers and running heads; and the program's name.

    It is asked for DocBook: in its plain text tables are drawn with signs, and numbers are guessed.
    """
    with _open_program("antiword", "", "source.doc", data) as (run, _folder):
        reader = _name_version("antiword", run())
        made = run("-x", "db", "source.doc")
    if not made.lstrip().startswith("<?xml"):
        raise OSError(f"cannot read it: {' '.join(made.split())[:100]}")
    book = made.partition("</bookinfo>")[2] or made
    return html.unescape(TAG_RE.sub("", book)), reader
