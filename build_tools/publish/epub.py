"""Files of a book → one EPUB, by the container format of EPUB 3.3 (OCF).

The type of the whole comes first and uncompressed, names stand in the order given, times are fixed: equal files give
equal bytes.
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from build_tools.publish.archive import copy_same, open_archive, write_entry

_TYPE = "application/epub+zip"


def pack_epub(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return the bytes of a book."""
    buffer = BytesIO()
    write_epub(buffer, files)
    return buffer.getvalue()


def write_epub(target: Path | BytesIO, files: Iterable[tuple[str, str | bytes]], last: Path | None = None) -> None:
    """Write a book.

    Args:
        target: the file.
        files: path and content, in order.
        last: an earlier edition that this code has written: entries that are the same there are not compressed again.
    """
    with zipfile.ZipFile(target, "w") as archive, open_archive(last) as before:
        write_entry(archive, "mimetype", _TYPE.encode("ascii"), stored=True)
        for name, held in files:
            data = held if isinstance(held, bytes) else held.encode("utf-8")
            if not copy_same(before, name, data, archive):
                write_entry(archive, name, data)
