"""What a file of the index holds → the string of a script that holds it, packed.

An index that also works over file:// has to be scripts, so what is packed has to be text. It is written as JSON, in
GB 18030 (two bytes a character, which deflate packs by a seventh better than the three of UTF-8), deflated, and spelled
in the 124 ASCII characters that may stand in a JavaScript string as they are: 13 bytes are 15 signs. So a file of texts
takes up less than half of what it holds, and a server's gzip finds no more in it. .scripts/search/packed.js reads it.
The first character tells the encoding: g, or u for UTF-8, where a character is none of those that all read alike.
"""

import zlib
from itertools import chain

from build_tools.model.json_text import write_compact

_BYTES, _SIGNS = 13, 15  # 124 ** 15 is just more than 256 ** 13
SIGNS = "".join(chr(code) for code in range(128) if chr(code) not in '\n\r"\\')
_PAIRS = [a + b for a in SIGNS for b in SIGNS]
_STEP = len(_PAIRS)
_HALF = _STEP**4
# Python and browsers do not read these alike in GB 18030, or it has no code for them.
_ODD = frozenset(map(chr, (0x1E3F, *range(0xD800, 0xF900))))  # also halves of surrogates, private characters


def pack(*values: object) -> str:
    """Return values, as JSON has them, as a JavaScript string without its quotes."""
    text = write_compact(values)
    if _ODD.isdisjoint(text):
        return "g" + _spell(zlib.compress(text.encode("gb18030"), 9))
    return "u" + _spell(zlib.compress(text.encode("utf-8", "surrogatepass"), 9))


def _spell(data: bytes) -> str:
    whole = len(data) - len(data) % _BYTES
    parts: list[str] = []
    for at in range(0, whole, _BYTES):
        # Numbers of 64 bits are divided in half of the time that longer ones take.
        high, low = divmod(int.from_bytes(data[at : at + _BYTES], "big"), _HALF)
        high, third = divmod(high, _STEP)
        high, second = divmod(high, _STEP)
        high, first = divmod(high, _STEP)
        low, seventh = divmod(low, _STEP)
        low, sixth = divmod(low, _STEP)
        pairs = (first, second, third, *divmod(low, _STEP), sixth, seventh)
        parts.append(SIGNS[high])
        parts += map(_PAIRS.__getitem__, pairs)
    rest, count = data[whole:], -(-len(data[whole:]) * _SIGNS // _BYTES)
    number, signs = int.from_bytes(rest, "big"), []
    for _ in range(count):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(chain(parts, reversed(signs)))
