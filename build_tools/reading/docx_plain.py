"""A Word file → the texts that stand in its XML, found without reading the XML: a second look beside `docx_file`.

Shares with that reader how the package is opened and what signs of symbol fonts mean; knows no tree, no styles and no
order of stories. What a program computes (automatic numbers, numbers of notes) is not here.
"""

import codecs
import html
import re

from build_tools.reading.docx_package import is_word_file, open_package
from build_tools.reading.docx_symbols import read_symbols

READER = "w:t 1"
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes", "comments"})
# Alternatives are written twice; the second one is for old programs.
_FALLBACK, _END_OF_FALLBACK = "<mc:Fallback", "</mc:Fallback>"
_PREFIX_RE = re.compile(
    r"""xmlns(?::(\w{1,40}))?=["'][^"']{0,99}/(?:wordprocessingml/(?:2006/)?main|officeDocument/(?:2006/)?math)["']"""
)
_ATTRIBUTE = r"""\s[^<>]{0,400}?\b%s=["']([^"'<>]{0,400})["']"""
_FONT_RE, _CHAR_RE = (re.compile(_ATTRIBUTE % name) for name in ("font", "char"))


def find_texts(data: bytes, name: str) -> str:
    """Return the characters of all parts that hold text.

    Raises:
        UnreadableSourceError: as `open_package` does.
    """
    package, main = open_package(data, name)
    if package.archive is None:
        return _find(_decode(data))
    stories = [main, *(entry.target for entry in package.relations(main).values() if entry.kind in _STORIES)]
    parts = [part for part in dict.fromkeys(stories) if part.lower() in package.files]
    chunks = [entry.target for entry in package.relations(main).values() if entry.kind == "aFChunk"]
    imported = [package.unpack(part) for part in dict.fromkeys(chunks) if part.lower() in package.files]
    return "\n".join(
        [
            *(_find(_decode(package.unpack(part))) for part in parts),
            *(find_texts(inner, name) for inner in imported if inner.startswith(b"PK") and is_word_file(inner)),
        ]
    )


def _decode(data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_wide else "utf-8-sig", "replace")


def _find(xml: str) -> str:
    prefixes = "|".join(sorted({f"{prefix}:" if prefix else "" for prefix in _PREFIX_RE.findall(xml)}) or ["w:"])
    text_re = re.compile(
        rf"<(?:{prefixes})(?:(?:t|delText)(?:\s[^<>]{{0,400}})?>([^<]*)<|(noBreakHyphen)\b|sym(\s[^<>]{{0,400}})/>)"
    )
    first, *rest = xml.split(_FALLBACK)
    kept = first + "".join(part.partition(_END_OF_FALLBACK)[2] for part in rest)
    return "".join(map(_read, text_re.finditer(kept)))


def _read(found: re.Match[str]) -> str:
    if found[2]:
        return "-"
    if found[3] is None:
        return html.unescape(found[1])
    font, char = _FONT_RE.search(found[3]), _CHAR_RE.search(found[3])
    code = int(char[1], 16) if char and re.fullmatch("[0-9A-Fa-f]{1,5}", char[1]) else 0
    return read_symbols(chr(code), font[1] if font else "") if code else ""
