"""Web archives (WARC, ISO 28500; plain or in gzip members) → pages, and a file with one page → reading.

A page is what a server answered with HTML and without an error. An archive of many is cut into files of one record
each, every byte of which stands so in the archive. Address and day are what the archive says.
"""

import html
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from build_tools.errors import UnreadableSourceError, unreadable
from build_tools.hanzi.decode import decode_source
from build_tools.messages import _
from build_tools.model.reading import Reading
from build_tools.reading.records import Record
from build_tools.reading.wrapped import make_field, wrap_text

READER = "WARC 1"
_SIGN, _GZIP = b"WARC/", b"\x1f\x8b"
_MOST_RECORDS = 100_000
_LARGEST, _LARGEST_PAGE = 400_000_000, 20_000_000  # bytes, unpacked
_HEAD_RE = re.compile(rb"[\r\n]{0,16}(WARC/[0-9.]{1,8}\r?\n.*?)\r?\n\r?\n", re.DOTALL)
_STATUS_RE = re.compile(rb"HTTP/[0-9.]{1,4} 200\b")
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET_RE = re.compile(r"charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_TITLE_RE = re.compile(r"<title[^<>]{0,200}>([^<]{1,300})</title", re.IGNORECASE)
_CHUNK_RE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_DAY_RE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Page:
    """A record that holds a page: its bytes, what it says of itself, and the page as the server sent it."""

    record: bytes
    address: str
    day: str
    charset: str
    packing: str
    body: bytes


def is_web_archive(data: bytes) -> bool:
    """Whether a file is a web archive by its first bytes."""
    if not data.startswith(_GZIP):
        return data.lstrip(b"\r\n").startswith(_SIGN)
    try:
        return zlib.decompressobj(31).decompress(data[:4096], 64).startswith(_SIGN)
    except zlib.error:
        return False


def split_web_archive(data: bytes, name: str) -> tuple[Record, ...]:
    """Return the pages of an archive, in order.

    Raises:
        UnreadableSourceError: it is damaged, larger than the bounds, or holds no page.
    """
    found = [
        Record(number, f"record of {page.address}", _tell_title(page, name), page.record)
        for number, page in enumerate(_list_pages(data, name), 1)
    ]
    if not found:
        raise unreadable(name, _("the archive holds no page"), _("save the page itself"))
    return tuple(found)


def _tell_title(page: _Page, name: str) -> str:
    """Return a page's title and address, by which a person knows which of them is the document."""
    with suppress(UnreadableSourceError):
        text, _codec = decode_source(_unpack(page, name), name, declared=page.charset)
        if title := _TITLE_RE.search(text):
            return f"{' '.join(html.unescape(title[1]).split())} {page.address}".lstrip()
    return page.address


def read_web_archive(data: bytes, name: str) -> Reading:
    """Return the reading of an archive of one page.

    Raises:
        UnreadableSourceError: it holds several, or none that can be read.
    """
    pages = list(_list_pages(data, name))
    if len(pages) != 1:
        raise unreadable(name, _("the archive holds {count} pages", count=len(pages)), _("say which with --record N"))
    (page,) = pages
    text, _codec = decode_source(_unpack(page, name), name, declared=page.charset)
    fields = [make_field("WARC-Target-URI", "source_url", page.address)]
    if page.day:
        fields.append(make_field("WARC-Date", "retrieved", page.day))
    return wrap_text(data, text, form="warc", reader=READER, part="response", fields=fields)


def _list_pages(data: bytes, name: str) -> Iterator[_Page]:
    plain = _inflate(data, name) if data.startswith(_GZIP) else data
    at = 0
    for _record in range(_MOST_RECORDS):
        head = _HEAD_RE.match(plain, at)
        if head is None:
            break
        told = _read_headers(head[1])
        length = told.get("content-length", "")
        if not length.isascii() or not length.isdecimal() or len(length) > 12:
            raise unreadable(name, _("a record of the archive has no length"), _("make the archive anew"))
        end = head.end() + int(length)
        if end > len(plain):
            raise unreadable(name, _("the archive is cut off"), _("copy or download it again"))
        if (page := _read_response(plain[head.start(1) : end], plain[head.end() : end], told)) is not None:
            yield page
        at = end
    if plain[at:].strip(b"\r\n"):
        raise unreadable(
            name, _("the archive is damaged or too long behind byte {at}", at=at), _("make the archive anew")
        )


def _inflate(data: bytes, name: str) -> bytes:
    """Return what the members of a gzip file hold, one after another."""
    parts: list[bytes] = []
    size = 0
    while data:
        packed = zlib.decompressobj(31)
        try:
            parts.append(packed.decompress(data, _LARGEST - size + 1))
        except zlib.error as error:
            raise unreadable(
                name, _("the archive is damaged: {error}", error=error), _("copy or download it again")
            ) from None
        size += len(parts[-1])
        if size > _LARGEST:
            raise unreadable(
                name,
                _("the archive unpacks to more than {largest} MB", largest=_LARGEST // 10**6),
                _("cut it into parts"),
            )
        if not packed.eof:
            raise unreadable(name, _("the archive is cut off"), _("copy or download it again"))
        data = packed.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _read_headers(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").splitlines()[1:]
    pairs = (line.partition(":") for line in lines)
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _read_response(record: bytes, content: bytes, told: dict[str, str]) -> _Page | None:
    """Return the page that a record holds, None for another record."""
    head, mark, body = content.partition(b"\r\n\r\n")
    address = told.get("warc-target-uri", "").strip("<>")
    is_answer = told.get("warc-type") == "response" and bool(mark) and _STATUS_RE.match(head)
    if not is_answer or not address.startswith(("http://", "https://")):
        return None
    http = _read_headers(head)
    kind = http.get("content-type", "")
    if not kind.lower().startswith(_HTML) or not body.strip():
        return None
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    charset, day = _CHARSET_RE.search(kind), _DAY_RE.match(told.get("warc-date", ""))
    packing = http.get("content-encoding", "").lower()
    return _Page(record, address, day[0] if day else "", charset[1] if charset else "", packing, body)


def _join_chunks(body: bytes) -> bytes:
    """Return the chunks of a body (RFC 9112, 7.1) joined; as it is where a program has joined them already."""
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK_RE.match(body, at)) is not None and (length := int(size[1], 16)):
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length + 2
    return b"".join(parts) or body


def _unpack(page: _Page, name: str) -> bytes:
    """Return a page's bytes as a browser takes them."""
    body = page.body
    if page.packing in ("gzip", "x-gzip", "deflate") and not body.lstrip().startswith(b"<"):
        try:
            body = zlib.decompressobj(47 if page.packing != "deflate" else 15).decompress(body, _LARGEST_PAGE + 1)
        except zlib.error as error:
            raise unreadable(name, _("the page is damaged: {error}", error=error), _("save the page itself")) from None
    elif page.packing not in ("", "identity") and not body.lstrip().startswith(b"<"):
        raise unreadable(
            name,
            _("the page is packed by {packing}, which is not read here", packing=page.packing),
            _("save the page itself"),
        )
    if len(body) > _LARGEST_PAGE:
        raise unreadable(
            name, _("the page has more than {largest} MB", largest=_LARGEST_PAGE // 10**6), _("save the page itself")
        )
    return body
