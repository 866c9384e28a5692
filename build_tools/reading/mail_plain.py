"""A MIME file → the pages in it, found by its boundaries alone: a second look beside `mail`.

Shares nothing with that reader but the names that embedded files get; knows no nesting and no root.
"""

import base64
import binascii
import quopri
import re

from build_tools.model.picture import DATA_RE, name_address

READER = "boundaries 1"
_BOUNDARY_RE = re.compile(rb"boundary=(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_BODY_RE = re.compile(rb"content-type:\s*(?:text/|application/xhtml)", re.IGNORECASE)
_PACKING_RE = re.compile(rb"content-transfer-encoding:\s*([a-z0-9-]{1,40})", re.IGNORECASE)
_CHARSET_RE = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_NOT_BASE64_RE = re.compile(rb"[^A-Za-z0-9+/=]")
_CODECS = ("utf-8", "gb18030")


def find_pages(data: bytes) -> list[str]:
    """Return the text of each part that is a page or a text, in order."""
    plain = data.replace(b"\r\n", b"\n")
    boundaries = [found[1] or found[2] for found in _BOUNDARY_RE.finditer(plain)]
    cut = b"|".join(re.escape(boundary) for boundary in sorted(boundaries, key=len, reverse=True))
    parts = re.split(rb"\n--(?:%b)(?:--)?[ \t]*\n?" % cut, plain) if cut else [plain]
    return [text for part in parts if (text := _read_part(part))]


def _read_part(part: bytes) -> str:
    head, _, body = part.lstrip(b"\n").partition(b"\n\n")
    if not _BODY_RE.search(head) or _BOUNDARY_RE.search(head):
        return ""
    packing = _PACKING_RE.search(head)
    kind = packing[1].lower() if packing else b""
    if kind == b"base64":
        try:
            body = base64.b64decode(_NOT_BASE64_RE.sub(b"", body))
        except binascii.Error:
            return ""
    elif kind == b"quoted-printable":
        body = quopri.decodestring(body)
    charset = _CHARSET_RE.search(head) or _CHARSET_RE.search(body[:4096])
    return DATA_RE.sub(lambda found: name_address(found[0]), _decode(body, charset[1].decode() if charset else ""))


def _decode(body: bytes, charset: str) -> str:
    wide = {"gb2312": "gb18030", "gbk": "gb18030"}
    for codec in (wide.get(charset.lower(), charset), *_CODECS):
        try:
            return body.decode(codec)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return body.decode("utf-8", "replace")
