"""Entries of zip archives whose bytes depend on their names and contents alone."""

from __future__ import annotations

import zipfile

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_MODE = 0o100644 << 16


def write_entry(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Write one file into an archive; `stored` leaves it uncompressed."""
    info = zipfile.ZipInfo(name, _TIME)
    info.external_attr = _MODE
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data, compresslevel=9)
