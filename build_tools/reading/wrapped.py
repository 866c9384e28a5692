"""A page or a text that stands inside of another file → the reading that holds its lines.

For formats that wrap what could as well have come by itself (MHTML, SingleFile, JSON, CSV). What the reading gives is
decoded, and read later as a downloaded page or text is.
"""

import html
import re
from collections.abc import Iterable
from hashlib import sha256

from build_tools.model.picture import DATA_RE, name_address
from build_tools.model.reading import ReadField, Reading, ReadLine

LONGEST_VALUE = 500
_FEWEST_ESCAPED = 2
_MOST_TIMES = 4  # that markup was escaped, one server behind the other
_ESCAPED_RE = re.compile("&(?:amp;)*lt;/")
# Behind \n stands no letter: \nu and \tau are signs of formulas.
_ESCAPE_RE = re.compile(r"\\(?:r\\n|[nrt](?![a-z])|xa0|u3000|u00a0|u200b)")
_READ = {"t": "\t", "xa0": "\u00a0", "u3000": "\u3000", "u00a0": "\u00a0", "u200b": ""}
FEWEST_SIGNS = 3
_SURROGATE_RE = re.compile("[\ud800-\udfff]")
_BREAKS_RE = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def wrap_text(
    data: bytes, text: str, *, form: str, reader: str, part: str = "", fields: Iterable[ReadField] = ()
) -> Reading:
    """Return the reading of a file that wraps a text.

    Of pictures and fonts that stand in addresses (data: URIs) the names are left (`name_address`), and their bytes
    counted in a field; half a surrogate pair, which is no character, reads as U+FFFD.

    Args:
        data: the whole file.
        text: what it wraps, decoded.
        form: the format's name.
        reader: which reader, with its version.
        part: where in the file the text stands.
        fields: what the file says beside it.
    """
    if "<" not in text:
        text = read_escaped_markup(text)
    if "<" not in text and count_escapes(text) >= FEWEST_SIGNS:
        text = read_escapes(text)  # escaped twice
    told = list(fields)
    found = [len(match["bytes"]) for match in DATA_RE.finditer(text)]
    if found:
        text = DATA_RE.sub(lambda match: name_address(match[0]), text)
        told.append(ReadField("data:", "", f"{len(found)} embedded files, {sum(found)} characters, left out"))
    pieces = tuple(ReadLine(line) for line in _mend(text).split("\n"))
    return Reading(form, reader, sha256(data).hexdigest(), pieces, wrapped=True, part=part, fields=tuple(told))


def read_escaped_markup(text: str) -> str:
    """Return markup that a server has escaped for another page, once or more often, as it was before."""
    for _time in range(_MOST_TIMES):
        if len(_ESCAPED_RE.findall(text)) < _FEWEST_ESCAPED:
            break
        text = html.unescape(text)
    return text


def count_escapes(text: str) -> int:
    """Return how many escapes of a program's strings a text prints."""
    return len(_ESCAPE_RE.findall(text))


def read_escapes(text: str) -> str:
    """Return a text with breaks and blanks where it prints their escapes."""
    return _ESCAPE_RE.sub(lambda escape: _READ.get(escape[0][1:], "\n"), text)


def make_field(name: str, fact: str, value: str) -> ReadField:
    """Return a field with its value on one line, cut where it is long; the cut is told."""
    line = " ".join(filter(None, map(str.strip, _BREAKS_RE.split(_mend(value)))))
    if len(line) > LONGEST_VALUE:
        line = f"{line[:LONGEST_VALUE]}… ({len(line)} characters)"
    return ReadField(_mend(name)[:LONGEST_VALUE], fact, line)


def _mend(text: str) -> str:
    return _SURROGATE_RE.sub("\ufffd", text).replace("\0", "\ufffd")
