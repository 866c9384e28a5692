"""A packed string of the search's files → what it holds."""

from __future__ import annotations

import json
import zlib
from typing import Any

# 15 signs, ASCII that may stand in a JavaScript string as it is, are 13 bytes.
_BYTES, _SIGNS = 13, 15
_VALUES = {code: value for value, code in enumerate(code for code in range(128) if chr(code) not in '\n\r"\\')}


def unpack(packed: str) -> list[Any]:
    """Return the values of a string.

    Raises:
        ValueError, KeyError, IndexError: it is damaged.
    """
    signs = [_VALUES[ord(sign)] for sign in packed[1:]]
    parts: list[bytes] = []
    for at in range(0, len(signs), _SIGNS):
        block, number = signs[at : at + _SIGNS], 0
        for sign in block:
            number = number * len(_VALUES) + sign
        size = len(block) * _BYTES // _SIGNS
        if number >> 8 * size:
            raise ValueError(packed[: _SIGNS + 1])
        parts.append(number.to_bytes(size, "big"))
    try:
        data = zlib.decompress(b"".join(parts))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    values: list[Any] = json.loads(data.decode(*(("gb18030",) if packed[0] == "g" else ("utf-8", "surrogatepass"))))
    return values
