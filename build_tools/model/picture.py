"""The file of a picture that stands in a document: what is known of it, and the name under which it is published."""

import hashlib
import re
from dataclasses import dataclass

LARGEST_PICTURE = 5_000_000
"""Bytes of one file."""
LARGEST_WHOLE = 20_000_000
"""Bytes of all files of a work."""

MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
"""Ending of a file → its media type (IANA). What has another type is not published."""

DATA_RE = re.compile(r"data:[a-zA-Z0-9/+.;=-]{1,80};base64,(?P<bytes>[A-Za-z0-9+/=%]{600,})")
"""A file inside of an address (RFC 2397), large enough to show more than a dot. What is written out as text (an SVG)
is short."""
_NAMED_RE = re.compile(r"data:[a-f0-9]{32}")
_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file.

    Attributes:
        data: its bytes, at most `LARGEST_PICTURE`.
        ending: a key of `MEDIA`, told by the bytes.
        width, height: in pixels, more than 0.
    """

    data: bytes
    ending: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self) -> str:
        """Its name, beside the download and where it is published."""
        return f"{self.sha256[:16]}.{self.ending}"


def name_address(address: str) -> str:
    """Return a picture's address; for one that holds the file itself a short name, always the same."""
    if address[:5].lower() != "data:" or _NAMED_RE.fullmatch(address):
        return address
    return f"data:{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()[:_NAME_LENGTH]}"
