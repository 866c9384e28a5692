"""MIME → reading: a browser's single-file page (MHTML) and mails, by the standard library.

The page is the part that the file itself names as its root, and its text is that part, decoded. The address and the day
on which it was saved are what the browser wrote down.
"""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from build_tools.errors import unreadable
from build_tools.hanzi.decode import decode_source
from build_tools.messages import _
from build_tools.model.reading import ReadField, Reading
from build_tools.reading.fields import count_han
from build_tools.reading.wrapped import make_field, wrap_text

READER = "MIME 2"
_HEAD_BYTES = 16_384
_HEADER_RE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]{0,4}(?:From [^\r\n]{0,200}\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_MIME_RE = re.compile(rb"^mime-version:|^content-transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_TYPE_RE = re.compile(rb"^content-type:\s*(?:multipart/|text/html|text/plain)", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE_RE = re.compile(rb"\r?\n\r?\n")
_MOST_MULTIPARTS = 64
_MOST_PARTS = 5_000
# A page that shows its document in a frame has little text of its own.
_FRAME_FACTOR = 3
_BODY_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def is_mail(data: bytes) -> bool:
    """Whether a file begins with the headers of MIME."""
    head = data[:_HEAD_BYTES]
    if not _HEADER_RE.match(head):
        return False
    end = _BLANK_LINE_RE.search(head)
    head = head[: end.start()] if end else head
    return bool(_MIME_RE.search(head) and _TYPE_RE.search(head))


def read_mail(data: bytes, name: str) -> Reading:
    """Return the reading of the page that a MIME file holds.

    Raises:
        UnreadableSourceError: it is damaged, or holds no page and no text.
    """
    message = parse_mail(data, name)
    parts = list(list_parts(message))
    bodies = [part for part in parts if part.get_content_type() in _BODY_TYPES and not is_attachment(part)]
    texts = [(part, text) for part in bodies if (text := _decode(part, name))]
    if not texts:
        raise unreadable(name, _("the file holds no page and no text"), _("save the page again, as HTML or as MHTML"))
    chosen, chosen_text = _choose_body(message, texts)
    fields = [
        *_read_headers(message, chosen),
        *(
            make_field("not read", "", f"{part.get('Content-Location', 'a part')}: {len(text)} characters")
            for part, text in texts
            if part is not chosen and part.get_content_type() != "text/plain"
        ),
    ]
    place = f"part {parts.index(chosen) + 1}: {chosen.get_content_type()}"
    return wrap_text(data, chosen_text, form="mhtml", reader=READER, part=place, fields=fields)


def parse_mail(data: bytes, name: str) -> Message:
    """Return the message that a file is.

    Raises:
        UnreadableSourceError: its parts are nested or repeated beyond all use, or it cannot be parsed.
    """
    lower = data.lower()
    if lower.count(b"multipart/") > _MOST_MULTIPARTS or lower.count(b"content-type:") > _MOST_PARTS:
        raise unreadable(name, _("the file has more parts than any page"), _("save the page as HTML"))
    try:
        return BytesParser(policy=compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise unreadable(
            name, _("the file is damaged: {error}", error=error), _("save the page again, as HTML or as MHTML")
        ) from None


def list_parts(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order."""
    return (part for part in message.walk() if not part.is_multipart())


def is_attachment(part: Message) -> bool:
    """Whether a part is a file that comes with the text."""
    return "attachment" in str(part.get("Content-Disposition", "")).lower()


def read_payload(part: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding undone."""
    try:
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def read_header(value: object) -> str:
    """Return a header's words, encoded ones read; as they stand where they cannot be."""
    text = str(value)
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        return text


def _decode(part: Message, name: str) -> str:
    data = read_payload(part)
    if not data.strip():
        return ""
    try:
        charset = part.get_content_charset() or ""
    except (MessageError, LookupError, ValueError):
        charset = ""
    return decode_source(data, name, declared=charset)[0]


def _choose_body(message: Message, texts: list[tuple[Message, str]]) -> tuple[Message, str]:
    """Return the root with its text; a frame of it that holds most of the text; of alternatives the page."""
    address = message.get("Snapshot-Content-Location")
    start = message.get_param("start")
    pages = [page for page in texts if page[0].get_content_type() != "text/plain"] or texts
    root = next(
        (
            (part, text)
            for part, text in pages
            if (address and part.get("Content-Location") == address) or (start and part.get("Content-ID") == start)
        ),
        pages[0],
    )
    largest = max(pages, key=lambda page: count_han(page[1]))
    return largest if count_han(largest[1]) > _FRAME_FACTOR * count_han(root[1]) else root


def _read_headers(message: Message, chosen: Message) -> Iterator[ReadField]:
    address = message.get("Snapshot-Content-Location") or chosen.get("Content-Location")
    if address and str(address).startswith(("http://", "https://")):
        yield make_field("Content-Location", "source_url", str(address))
    if day := _read_day(message.get("Date")):
        yield make_field("Date", "retrieved", day)
    if subject := message.get("Subject"):
        yield make_field("Subject", "", read_header(subject))


def _read_day(value: object) -> str:
    """Return the day of a mail's date, as its own clock has it, "" where it is none."""
    try:
        return parsedate_to_datetime(str(value)).date().isoformat() if value else ""
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
