"""Files of a book → one EPUB, by the container format of EPUB 3.3 (OCF).

The type of the whole comes first and uncompressed, names stand in the order given, times are fixed: equal files give
equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TYPE = "application/epub+zip"
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_MODE = 0o100644 << 16


def pack_epub(files: Mapping[str, str]) -> bytes:
    """Return the bytes of a book."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entries = [("mimetype", _TYPE, zipfile.ZIP_STORED)]
        entries += [(name, text, zipfile.ZIP_DEFLATED) for name, text in files.items()]
        for name, text, method in entries:
            info = zipfile.ZipInfo(name, _TIME)
            info.external_attr = _MODE
            info.compress_type = method
            archive.writestr(info, text.encode("utf-8"), compresslevel=9)
    return buffer.getvalue()
