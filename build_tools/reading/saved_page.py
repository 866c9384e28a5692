"""Pages that an extension of the browser has saved with all they show in one HTML file → reading.

SingleFile and Save Page WE write the address and the moment into the page. What they embed is left out: a page of a
plan with its pictures has many megabytes. The page of a frame stands in an attribute of it (`srcdoc`), and is read
where the frame shows it.
"""

import html
import re

from build_tools.hanzi.decode import decode_source
from build_tools.model.reading import ReadField, Reading
from build_tools.reading.wrapped import make_field, wrap_text

READER = "saved page 3"
_HEAD_CHARACTERS = 20_000
_SIGNS = (b"page saved with singlefile", b'<meta name="savepage-url', b"<meta name=savepage-url")
_URL_RE = re.compile(
    r"^[ \t]*url:[ \t]*(https?://\S+)|<meta name=\"?savepage-url\"? content=\"?(https?://[^\"\s>]+)", re.MULTILINE
)
_FRAME_RE = re.compile(r"<iframe\b[^<>]{0,2000}?\ssrcdoc=(?:\"([^\"]*)\"|'([^']*)')[^<>]{0,2000}>", re.IGNORECASE)
_DATE_RE = re.compile(
    r"^[ \t]*saved date:[ \t]*(?P<file>[^\r\n]{1,80})|<meta name=\"?savepage-date\"? content=\"?(?P<page>[^\">]{1,80})",
    re.MULTILINE,
)
_DAY_RE = re.compile(r"(?P<month>[A-Z][a-z]{2}) (?P<day>[0-9]{1,2}) (?P<year>[0-9]{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def is_saved_page(data: bytes) -> bool:
    """Whether a file says that such an extension has saved it."""
    head = data[:_HEAD_CHARACTERS].lower()
    return head.lstrip()[:1] == b"<" and any(sign in head for sign in _SIGNS)


def read_saved_page(data: bytes, name: str) -> Reading:
    """Return the reading of a saved page.

    Raises:
        UnreadableSourceError: the bytes are no text.
    """
    text, _ = decode_source(data, name)
    fields = _read_fields(text[:_HEAD_CHARACTERS])
    text = _FRAME_RE.sub(lambda frame: f"<div>{html.unescape(frame[1] or frame[2] or '')}</div>", text)
    return wrap_text(data, text, form="saved-page", reader=READER, fields=fields)


def _read_fields(head: str) -> list[ReadField]:
    fields: list[ReadField] = []
    if url := _URL_RE.search(head):
        fields.append(make_field("url", "source_url", url[1] or url[2]))
    if saved := _DATE_RE.search(head):
        day = _DAY_RE.search(saved["file"] or saved["page"])
        if day and day["month"] in _MONTHS:
            month = _MONTHS.index(day["month"]) + 1
            fields.append(make_field("saved date", "retrieved", f"{day['year']}-{month:02}-{int(day['day']):02}"))
    return fields
