"""The attributes of a tag, as HTML's tokenizer reads them, with their places in the source."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_NAME_RE = re.compile(r"<[^\s/>]*")
_ATTRIBUTE_RE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class Attribute(NamedTuple):
    """A value as it reads, and where it stands as written: offsets from the beginning of the tag."""

    value: str
    start: int
    end: int


_EMPTY = Attribute("", 0, 0)


def read_attributes(tag: str) -> dict[str, Attribute]:
    """Return the attributes of a tag as written (`<a href=…>`) by name in lower case; of two of a name the first."""
    read: dict[str, Attribute] = {}
    name_end = _NAME_RE.match(tag)
    for found in _ATTRIBUTE_RE.finditer(tag, name_end.end() if name_end else 0):
        name = found[1].lower()
        if name not in read:
            group = found.lastindex or 1  # of the value, in one of three forms; 1, the name, where there is none
            raw = found[group] if group > 1 else ""
            read[name] = Attribute(html.unescape(raw), *found.span(group)) if raw else _EMPTY
    return read
