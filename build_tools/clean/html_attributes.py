"""The attributes of a tag, as HTML's tokenizer reads them, with their places in the source."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from build_tools.hanzi.punctuation import IDEOGRAPH_RE

if TYPE_CHECKING:
    from build_tools.clean.html_tree import Attributes

_NAME_RE = re.compile(r"<[^\s/>]*")
_ATTRIBUTE_RE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class Attribute(NamedTuple):
    """A value as it reads, and where it stands as written: offsets from the beginning of the tag."""

    value: str
    start: int
    end: int


_EMPTY = Attribute("", 0, 0)
_READ_ATTRIBUTES = frozenset("align border class colspan face hidden href id rowspan style".split())
# A value that holds a tag began with a quote that was never closed.
_VALUE_RE = re.compile(r"=\s{0,99}+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s>\"']++)")


def read_attributes(tag: str) -> dict[str, Attribute]:
    """Return the attributes of a tag as written (`<a href=…>`) by name in lower case; of two of a name the first."""
    read: dict[str, Attribute] = {}
    name_end = _NAME_RE.match(tag)
    for found in _ATTRIBUTE_RE.finditer(tag, name_end.end() if name_end else 0):
        name = found[1].lower()
        if name not in read:
            group = found.lastindex or 1  # of the value, in one of three forms; 1, the name, where there is none
            raw = found[group] if group > 1 else ""
            read[name] = Attribute(html.unescape(raw) if "&" in raw else raw, *found.span(group)) if raw else _EMPTY
    return read


class ReadTag(NamedTuple):
    """What a tag says: its attributes, those that are read later, and whether Chinese words stand where none belong.

    Such words stand outside of values, or between tags within one.
    """

    attributes: dict[str, Attribute]
    kept: Attributes
    holds_words: bool

    @classmethod
    def of(cls, markup: str) -> ReadTag:
        """Read a tag as written."""
        attributes = read_attributes(markup)
        kept: Attributes = {key: found.value for key, found in attributes.items() if key in _READ_ATTRIBUTES}
        if "class" in kept:
            kept["class"] = " ".join(attributes["class"].value.split())
        holds_words = not markup.isascii() and IDEOGRAPH_RE.search(_VALUE_RE.sub("", markup)) is not None
        return cls(attributes, kept, holds_words)
