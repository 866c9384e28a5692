"""The entries of a zip file, each known by its bytes as they stand there, and read when it is asked for.

So what has been proved of an entry is known again without taking it out. Nothing here is shared with what writes zips.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from build_tools.messages import _

_HEADER = struct.Struct("<4s5H3I2H")  # of an entry; the last two are the lengths of its name and of more fields
_SIGN = b"PK\x03\x04"


@dataclass(frozen=True)
class Entries:
    """A zip file.

    Attributes:
        path: of the file.
        digests: name of each entry → a hash of all that the file says of it, its bytes included.
    """

    path: Path
    digests: dict[str, str]
    _infos: dict[str, zipfile.ZipInfo] = field(repr=False)

    def read(self, name: str) -> bytes:
        """Return what an entry holds.

        Raises:
            zipfile.BadZipFile: it is damaged.
        """
        info = self._infos[name]
        with self.path.open("rb") as file:
            header, body = _read_raw(file, info)
        try:
            data = zlib.decompress(body, -zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else body
        except zlib.error as error:
            raise zipfile.BadZipFile(f"{name}: {error}") from error
        if (len(data), zlib.crc32(data)) != (info.file_size, info.CRC) or not header.endswith(name.encode("utf-8")):
            raise zipfile.BadZipFile(_("{name} is damaged", name=name))
        return data


def read_held(data: bytes) -> dict[str, bytes]:
    """Return what each entry of a zip file holds, by name.

    Raises:
        zipfile.BadZipFile: it is damaged, or has two entries of one name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in _name_once(archive)}
    except (zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:  # `zipfile` lets these through
        raise zipfile.BadZipFile(str(error)) from error


def _name_once(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) < len(archive.infolist()):
        raise zipfile.BadZipFile(_("two entries have one name"))
    return infos


def read_entries(path: Path) -> Entries:
    """Return the entries of a zip file; nothing of them is kept in memory but their digests.

    Raises:
        OSError: it cannot be read.
        zipfile.BadZipFile: it is damaged, or has two entries of one name.
    """
    with zipfile.ZipFile(path) as archive:
        infos = _name_once(archive)
    digests = {}
    with path.open("rb") as file:
        for name, info in infos.items():
            told = (info.compress_type, info.flag_bits, info.CRC, info.file_size)
            digest = hashlib.sha256(f"{name}\0{told}\0".encode())
            for part in _read_raw(file, info):
                digest.update(part)
            digests[name] = digest.hexdigest()
    return Entries(path, digests, infos)


def _read_raw(file: BinaryIO, info: zipfile.ZipInfo) -> tuple[bytes, bytes]:
    """Return the header of an entry with its name, and what it holds as it is compressed."""
    file.seek(info.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_SIGN):
        raise zipfile.BadZipFile(_("{filename} does not begin where it is said to", filename=info.filename))
    name, more = _HEADER.unpack(header)[-2:]
    header += file.read(name)
    file.seek(more, 1)
    body = file.read(info.compress_size)
    if len(body) < info.compress_size:
        raise zipfile.BadZipFile(_("{filename} is cut off", filename=info.filename))
    return header, body
