"""The attributes of a tag, as HTML's tokenizer reads them."""

import html
import re
from functools import lru_cache
from typing import NamedTuple, Self

from build_tools.hanzi.punctuation import IDEOGRAPH_RE

Attributes = dict[str, str]
"""Those of an element that are read later, with their values."""

_NAME_RE = re.compile(r"<[^\s/>]*")
_ATTRIBUTE_RE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_READ_ATTRIBUTES = frozenset("align border class colspan face hidden href id rowspan style".split())
# A value that holds a tag began with a quote that was never closed.
_VALUE_RE = re.compile(r"=\s{0,99}+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s>\"']++)")


def read_attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag as written (`<a href=…>`) by name in lower case; of two of a name the first."""
    name_end = _NAME_RE.match(tag)
    found = _ATTRIBUTE_RE.findall(tag, name_end.end() if name_end else 0)
    return {name.lower(): html.unescape(one or other or bare) for name, one, other, bare in reversed(found)}


@lru_cache(maxsize=1000)  # a page has few styles, each of many elements
def read_style(css: str) -> dict[str, str]:
    """Return the declarations of a style by property, all in lower case; what is no declaration is passed over."""
    declarations = (declaration.partition(":") for declaration in css.lower().split(";"))
    return {name.strip(): value.removesuffix("!important").strip() for name, sign, value in declarations if sign}


def find_value(tag: str, name: str) -> tuple[int, int]:
    """Return where the value of an attribute that a tag has stands in it, as written."""
    name_end = _NAME_RE.match(tag)
    places = _ATTRIBUTE_RE.finditer(tag, name_end.end() if name_end else 0)
    found = next(place for place in places if place[1].lower() == name)
    return found.span(found.lastindex or 1)


class ReadTag(NamedTuple):
    """What a tag says: its attributes, those that are read later, and whether Chinese words stand where none belong.

    Such words stand outside of values, or between tags within one.
    """

    attributes: dict[str, str]
    kept: Attributes
    holds_words: bool

    @classmethod
    def of(cls, markup: str) -> Self:
        """Read a tag as written."""
        attributes = read_attributes(markup)
        kept: Attributes = {key: value for key, value in attributes.items() if key in _READ_ATTRIBUTES}
        if "class" in kept:
            kept["class"] = " ".join(attributes["class"].split())
        holds_words = not markup.isascii() and IDEOGRAPH_RE.search(_VALUE_RE.sub("", markup)) is not None
        return cls(attributes, kept, holds_words)
