"""What a file says of itself beside its text (docProps, a PDF's Info, an OFD's DocInfo) → fields, as weak evidence.

Templates and programs write most of it: a title counts only where the text prints none, an author only as a body.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress

from build_tools.hanzi.bodies import is_body
from build_tools.model.reading import ReadField
from build_tools.reading.wrapped import make_field

# What programs put around the name of the file that was printed.
_AROUND_RE = re.compile(r"^Microsoft Word - |(?:\.(?:docx?|wps|rtf|odt|pdf|ofd|html?)){1,3}$", re.IGNORECASE)
_FACTS = {"title": "page_title", "creator": "publisher", "author": "publisher", "company": "publisher"}


def read_words(read: Callable[[], str]) -> str:
    """Return what a library reads from a file's data, "" where the bytes are no text."""
    with suppress(UnicodeDecodeError):
        return read()
    return ""


def tell_properties(found: Iterable[tuple[str, str]]) -> tuple[ReadField, ...]:
    """Return the fields of (name, value) pairs, those without a value left out.

    A title is evidence of the page's kind (`page_title`); who made the file tells a fact only where that is a body.
    """
    fields: list[ReadField] = []
    for name, value in found:
        fact = _FACTS.get(name.lower(), "")
        told = _AROUND_RE.sub("", value.strip()) if fact == "page_title" else value.strip()
        if told:
            fields.append(make_field(name, "" if fact == "publisher" and not is_body(told) else fact, told))
    return tuple(fields)
