"""Pages whose text is markup once more (&lt;p&gt;一、总体要求&lt;/p&gt;) → the reading that has it as markup.

A server or a scraper has escaped what an editor had written already, once or twice, so that a browser shows the tags.
Around it may stand the page of a portal, which stays as it is.
"""

import re
from contextlib import suppress

from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.decode import decode_source
from build_tools.model.reading import Reading
from build_tools.reading.fields import count_han
from build_tools.reading.wrapped import read_escaped_markup, wrap_text

READER = "escaped page 1"
_OWN = 8  # tags that are text, for each one of the page's own between them
_FEWEST = 3  # ends of elements: fewer may be what a text says of markup
_OPENING_RE = re.compile(r"&(?:amp;)*lt;(?:!doctype|html|p|div|span|section|table|h[1-6])\b", re.IGNORECASE)


def is_escaped(data: bytes) -> bool:
    """Whether most of what a page says stands between tags that are text."""
    if data.count(b"lt;/") < _FEWEST:
        return False
    with suppress(UnreadableSourceError):
        text, _codec = decode_source(data, "page")
        start, end = _find(text)
        inner = text[start:end]
        # What explains markup, or was attacked with it, has tags of its own between those that it shows.
        return inner.count("lt;") > _OWN * inner.count("<") and 2 * count_han(inner) > count_han(text)
    return False


def read_escaped(data: bytes, name: str) -> Reading:
    """Return the reading of such a page.

    Raises:
        UnreadableSourceError: the bytes are no text.
    """
    text, _codec = decode_source(data, name)
    start, end = _find(text)
    whole = text[:start] + read_escaped_markup(text[start:end]) + text[end:]
    return wrap_text(data, whole, form="escaped-page", reader=READER)


def _find(text: str) -> tuple[int, int]:
    """Return where the first tag that is text begins, and the last one ends."""
    first = _OPENING_RE.search(text)
    end = text.find("gt;", text.rfind("lt;/"))
    return (first.start(), end + len("gt;")) if first and end > first.start() else (0, 0)
