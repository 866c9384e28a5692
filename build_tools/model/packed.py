"""A packed string of the search's files → what it holds."""

import json
import zlib
from typing import Any

# 15 signs, ASCII that may stand in a JavaScript string as it is, are 13 bytes.
_BYTES, _SIGNS = 13, 15
_LANE = 16  # bytes, in which 15 signs are reckoned
_VALID = bytes(code for code in range(128) if chr(code) not in '\n\r"\\')
_VALUES = bytes(max(_VALID.find(code), 0) for code in range(256))


def unpack(packed: str) -> list[Any]:
    """Return the values of a string.

    Raises:
        ValueError, KeyError, IndexError: it is damaged.
    """
    signs = packed[1:].encode("ascii")
    if signs.translate(None, _VALID):
        raise ValueError(packed[: _SIGNS + 1])
    whole = len(signs) - len(signs) % _SIGNS
    parts = [_read_blocks(signs[:whole], _SIGNS, _BYTES)]
    if rest := signs[whole:]:
        parts.append(_read_blocks(rest, len(rest), len(rest) * _BYTES // _SIGNS))
    try:
        data = zlib.decompress(b"".join(parts))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    values: list[Any] = json.loads(data.decode(*(("gb18030",) if packed[0] == "g" else ("utf-8", "surrogatepass"))))
    return values


def _read_blocks(signs: bytes, length: int, size: int) -> bytes:
    """Return what blocks of so many signs stand for, each in so many bytes: all are reckoned in one number."""
    values, number = signs.translate(_VALUES), 0
    for at in range(length):
        lanes = bytearray(len(signs) // length * _LANE)
        lanes[_LANE - 1 :: _LANE] = values[at::length]
        number = number * len(_VALID) + int.from_bytes(lanes, "big")
    lanes = bytearray(number.to_bytes(len(lanes), "big"))
    if any(any(lanes[at::_LANE]) for at in range(_LANE - size)):
        raise ValueError(signs[: _SIGNS + 1])
    return b"".join([lanes[at : at + size] for at in range(_LANE - size, len(lanes), _LANE)])
