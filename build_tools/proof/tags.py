"""HTML as this project writes it → its tags and words, in order.

Read as browsers read sound HTML and XHTML (HTML, 13.2.5), apart from what writes it. Behind what is no sound markup
nothing is read: a browser may hide there what follows, and words that are lost are a fault.
Python's own parser takes three times as long: a site has millions of tags, most of them alike.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

_BLANK = r"[ \t\n\f\r]"
_REST = rf"(?:[^\"'<>=]++|={_BLANK}*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])))*+"
_TOKEN_RE = re.compile(
    r"<!---?>|<!--.*?(?:--!?>|\Z)|<[!?](?!--)[^>]*>"
    # Words in these are no markup.
    rf"|<(?P<raw>(?i:script|style))(?={_BLANK}|[/>])(?P<told>{_REST})(?<!/)>"
    rf"(?P<held>.*?)(?=</(?i:(?P=raw))(?:{_BLANK}|[/>])|\Z)"
    rf"|<(?P<close>/?)(?P<tag>[a-zA-Z][^ \t\n\f\r/<>]*+)(?P<rest>{_REST})>"
    r"|(?P<words>[^<]++|<(?![a-zA-Z/!?]))|(?P<unsound>.+)",
    re.DOTALL,
)
_GROUPS = _TOKEN_RE.groups
_ATTRIBUTE_RE = re.compile(
    rf"([^ \t\n\f\r/=\"'<>]++)(?:{_BLANK}*+={_BLANK}*+(?:\"([^\"]*)\"|'([^']*)'|([^ \t\n\f\r\"'<>]++)))?"
)


class TagReader:
    """Is told of tags and words; of an element that closes itself it is told both tags."""

    def open_tag(self, tag: str, values: Mapping[str, str]) -> None:
        """Take a start tag, its name in lower case, with the values of its attributes; "" where one has none."""

    def close_tag(self, tag: str) -> None:
        """Take an end tag."""

    def add_words(self, words: str) -> None:
        """Take what stands between two tags."""

    def read(self, text: str) -> None:
        """Read HTML, a page or a part of one, up to what is no sound markup."""
        for _, raw, told, held, close, tag, rest, words, unsound in zip(
            *[iter([*_TOKEN_RE.split(text), *[""] * _GROUPS])] * (_GROUPS + 1), strict=True
        ):
            if unsound:
                return
            if words:
                self.add_words(unescape(words) if "&" in words else words)
            elif close:
                self.close_tag(tag.lower())
            elif tag:
                tag = tag.lower()
                self.open_tag(tag, read_values(rest))
                if rest.endswith("/"):
                    self.close_tag(tag)
            elif raw:
                self.open_tag(raw.lower(), read_values(told))
                self.add_words(held)


@lru_cache(4096)
def read_values(text: str) -> Mapping[str, str]:
    """Return the attributes of a tag, by name in lower case; `text` is what stands in it behind its own name.

    Of two of one name the first counts.
    """
    return {
        name.lower(): unescape(value or single or bare)
        for name, value, single, bare in reversed(_ATTRIBUTE_RE.findall(text))
    }
