"""Entries of zip archives whose bytes depend on their names and contents alone."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from build_tools.publish.docs import encode_file

EPUB = "application/epub+zip"
"""The media type of a book."""

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_MODE = 0o100644 << 16
_LEVEL = 6  # of 9, which takes a sixth longer for a 300th less
_HEADER = struct.Struct("<4s5H3I2H")  # of an entry; the last two are the lengths of its name and of more fields


def write_entry(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Write one file into an archive; `stored` leaves it uncompressed."""
    info = zipfile.ZipInfo(name, _TIME)
    info.external_attr = _MODE
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data, compresslevel=_LEVEL)


def pack_files(files: Iterable[tuple[str, str | bytes]], kind: str = "") -> bytes:
    """Return an archive of path and content; see `write_archive`."""
    buffer = BytesIO()
    write_archive(buffer, files, kind)
    return buffer.getvalue()


def write_archive(
    target: Path | BytesIO, files: Iterable[tuple[str, str | bytes]], kind: str = "", last: Path | None = None
) -> None:
    """Write an archive.

    Args:
        target: the file.
        files: path and content, in order.
        kind: the media type that stands first and uncompressed (EPUB 3.3, 4.3.3), "" for none.
        last: an earlier edition that this code has written: entries that are the same there are not compressed again.
    """
    with zipfile.ZipFile(target, "w") as archive, open_archive(last) as before:
        if kind:
            write_entry(archive, "mimetype", kind.encode("ascii"), stored=True)
        for name, held in files:
            data = encode_file(held)
            if not _copy_same(before, name, data, archive):
                write_entry(archive, name, data)


@contextmanager
def open_archive(path: Path | None) -> Iterator[zipfile.ZipFile | None]:
    """Open an archive that was written here before; None where there is none, or it is damaged."""
    if path is None:
        yield None
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        yield None
        return
    with archive:
        yield archive


def copy_entry(source: zipfile.ZipFile | None, name: str, target: zipfile.ZipFile) -> bool:
    """Copy an entry as it is compressed from an archive that `write_entry` has filled; False where it is not there."""
    found = source.NameToInfo.get(name) if source is not None else None
    if source is None or found is None or source.fp is None or target.fp is None:
        return False
    source.fp.seek(found.header_offset)
    header = source.fp.read(_HEADER.size)
    lengths = _HEADER.unpack(header)[-2:]
    body = source.fp.read(sum(lengths) + found.compress_size)
    info = zipfile.ZipInfo(name, found.date_time)
    for field in ("compress_type", "external_attr", "flag_bits", "CRC", "compress_size", "file_size"):
        setattr(info, field, getattr(found, field))
    info.header_offset = target.fp.tell()
    target.fp.write(header + body)
    target.filelist.append(info)
    target.NameToInfo[name] = info
    target.start_dir = target.fp.tell()
    return True


def _copy_same(source: zipfile.ZipFile | None, name: str, data: bytes, target: zipfile.ZipFile) -> bool:
    """Copy an entry as it is compressed where it holds this very content; False where it does not.

    Content is told by checksum and length. Whoever proves the archive reads the entries that may have changed.
    """
    found = source.NameToInfo.get(name) if source is not None else None
    is_same = found is not None and (found.file_size, found.CRC) == (len(data), zlib.crc32(data))
    return is_same and copy_entry(source, name, target)
