"""Files of a book → one EPUB, by the container format of EPUB 3.3 (OCF).

The type of the whole comes first and uncompressed, names stand in the order given, times are fixed: equal files give
equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from build_tools.publish.archive import write_entry

_TYPE = "application/epub+zip"


def pack_epub(files: Mapping[str, str | bytes]) -> bytes:
    """Return the bytes of a book."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        write_entry(archive, "mimetype", _TYPE.encode("ascii"), stored=True)
        for name, held in files.items():
            write_entry(archive, name, held if isinstance(held, bytes) else held.encode("utf-8"))
    return buffer.getvalue()
