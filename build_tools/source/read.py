"""Bytes → Witness: decode, find the front matter, tell the layout.

Takes the bytes of one download; gives a `Witness` whose text is every decoded character. Equal bytes and
names give equal witnesses; the name decides nothing and appears in messages only.
"""

import hashlib
import re
from pathlib import Path

from build_tools.errors import UnreadableSourceError, unreadable
from build_tools.hanzi.decode import decode_source
from build_tools.hanzi.labels import NUMERAL
from build_tools.hanzi.radicals import fold_radicals
from build_tools.messages import _
from build_tools.model.reading import Reading
from build_tools.model.witness import Layout, Witness
from build_tools.source.burden import find_excess
from build_tools.source.front_matter import read_front_matter

# Bytes. A dense text of 5 MB takes twenty seconds and half a gigabyte.
LARGEST = 10_000_000
_DOCUMENT_RE = re.compile(
    r"[\s\ufeff]{0,2000}(?:<\?xml\b[^>]{0,200}>\s{0,99})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
# What a site tells news readers, RSS of both families or Atom: titles and openings of many pages, no document.
_FEED_RE = re.compile(
    r"[\s\ufeff]{0,99}(?:<\?[^>]{0,300}>\s{0,99}|<!--[^>]{0,300}-->\s{0,99}){0,9}"
    r"<(?:rss\s[^>]{0,99}version|rdf:RDF\s|feed\s[^>]{0,300}w3\.org/2005/Atom)",
)
_BLOCK_TAG_RE = re.compile(
    r"</?(?:p|div|table|tbody|tr|td|th|h[1-6]|ul|ol|li|dl|dd|section|article|blockquote|center|pre|html|body)(?=[\s/>])",
    re.IGNORECASE,
)
_BREAK_RE = re.compile(r"<br[ \t]{0,9}/?>", re.IGNORECASE)
_INLINE_TAG_RE = re.compile(r"</?(?:span|font|b|strong|a|img|u|em)(?=[\s/>])", re.IGNORECASE)
# The last but two: the row below the first of a table, bars at its edges or not.
# Each begins with one character, line feeds for `^`: places where none stands are passed over, which is eight times as
# fast.
_MARKDOWN_RE = re.compile(
    r"\n\#{1,6}[ \t]+\S"  # a heading
    r"|\n>[^\n]{0,5000}\n>"  # a quotation
    r"|\n\|[^\n]{0,5000}\|[ \t\r]*$"  # a row of a pipe table
    r"|\n[ \t]{0,9}:?-{2,99}:?[ \t]{0,9}(?:\|[ \t]{0,9}:?-{2,99}:?[ \t]{0,9}){1,60}\|?[ \t\r]*$"
    r"|\n={3,}[ \t\r]*$"  # a heading's underline
    r"|\*(?<!\*{4})\*[^*\s][^*\n]{1,200}\*\*(?!\*\*)"  # bold; longer rows of stars hide the digits of a telephone
    r"|\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)"  # a link
    r"|\n[0-9]{1,3}\\[.)]"  # a number that is to be none of a list
    # An item with a label.
    rf"|\n[-*+][ ](?=[（(]?{NUMERAL}[、）)]|第{NUMERAL}[章节節条條])",
    re.MULTILINE,
)

_HEADING_RE = re.compile(r"^[ \t]*\n#{1,6}[ \t]+\S[^\n]{0,300}\n[ \t]*$", re.MULTILINE)


def sniff_layout(text: str, start: int) -> Layout:
    """Return how the body `text[start:]` is written.

    HTML if block-level tags shape it: two of them, or more than twice as many as there are Markdown signs
    where there are both (Markdown may hold a stray tag, and `<br>` inside of a table's cell). Else Markdown
    if it has a heading, a table row, bold or a link; else text.

    Args:
        text: the decoded source.
        start: code-point offset of the body, behind the front matter.
    """
    if _DOCUMENT_RE.match(text, start):
        return Layout.HTML
    blocks = _count(_BLOCK_TAG_RE, text, start)
    signs = len(_MARKDOWN_RE.findall("\n" + text[start:]))
    if signs:
        # A heading between blank lines is written by one who writes Markdown, whatever elements were left around it.
        is_html = blocks > 2 * signs and not _HEADING_RE.search(text, start)
        return Layout.HTML if is_html else Layout.MARKDOWN
    if blocks + _count(_BREAK_RE, text, start) >= 2 or _count(_INLINE_TAG_RE, text, start) >= 6:
        return Layout.HTML
    # Blanks by name, without any tag: lines of a page from which a program took the tags alone.
    return Layout.MARKDOWN if "&nbsp;" in text or "&emsp;" in text or "&ensp;" in text else Layout.TEXT


def _count(pattern: re.Pattern[str], text: str, start: int) -> int:
    return len(pattern.findall(text, start))


def make_witness(reading: Reading, name: str) -> Witness:
    """Return the witness that a file's reading is; its encoding is the format's name.

    Raises:
        UnreadableSourceError: the page or text that the file wraps is larger than `LARGEST`, or of more pieces than a
            document has (`burden`).
    """
    if reading.wrapped:
        _refuse_large(len(reading.text), name)
        return _make_witness(reading.text, reading.format, name, reading.sha256, reading)
    return Witness(
        name=name,
        text=reading.text,
        encoding=reading.format,
        layout=Layout.READING,
        sha256=reading.sha256,
        reading=reading,
    )


def read_witness(data: bytes, name: str) -> Witness:
    """Return the witness that a download's bytes hold.

    Raises:
        UnreadableSourceError: the file is empty, larger than `LARGEST`, of more pieces than a document has (`burden`),
            no text, a feed, or in an unknown encoding.
    """
    _refuse_large(len(data), name)
    text, encoding = decode_source(data, name)
    return _make_witness(text, encoding, name, hashlib.sha256(data).hexdigest(), None)


def _refuse_large(size: int, name: str) -> None:
    if size > LARGEST:
        raise unreadable(
            name,
            _(
                "the file has {size:.0f} MB; more than {largest:.0f} MB is no page of a plan",
                size=size / 1000000.0,
                largest=LARGEST / 1000000.0,
            ),
            _("cut it into the documents it holds, or take the page without its attachments"),
        )


def _make_witness(text: str, encoding: str, name: str, sha256: str, reading: Reading | None) -> Witness:
    if _FEED_RE.match(text):
        raise unreadable(
            name,
            _("this is a feed (RSS or Atom), which lists pages and is no plan"),
            _("download the page of the plan itself, to which an entry of the feed links"),
        )
    if (excess := find_excess(text)) is not None:
        raise UnreadableSourceError(
            _(
                "up to this line the file has more lines, labels, tags and cells than any document; the rest was not"
                " read"
            ),
            path=Path(name),
            line_no=text.count("\n", 0, excess) + 1,
            remedy=_("cut it into the documents it holds; if it is one document, look at it for damage"),
        )
    end, found = read_front_matter(text)
    pairs = {fold_radicals(key): fold_radicals(value) for key, value in found.items()}
    return Witness(name, text, encoding, sniff_layout(text, end), end, pairs, sha256, reading)
