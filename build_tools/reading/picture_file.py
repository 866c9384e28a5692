"""Bytes → the picture that they are, told by their first bytes and bounded; None where they are none that is published.

A picture is never drawn here, only measured. One whose parts could run, ask another host for anything or spread in
memory is none: readers open an SVG by its own address, too, where no `<img>` keeps its scripts from running.
"""

import re
from xml.parsers import expat

from build_tools.model.picture import LARGEST_PICTURE, Picture

_WIDEST, _MOST_PIXELS = 20_000, 50_000_000
# Frames of JPEG (ITU-T T.81, B.1.1.3): what begins with one of these says how large the picture is.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD9)))
_SVG_RE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--(?:[^-]|-[^-]){0,2000}-->\s{0,200})*<svg[\s>]"
)
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset("script foreignobject iframe embed object audio video handler listener a".split())
_SAFE_ADDRESS_RE = re.compile(r"\s{0,9}(?:#|data:image/(?:png|jpeg|gif|webp);base64,)")
_ADDRESSES = frozenset({"href", "src"})
_RISKY_RE = re.compile(r"javascript:|@import|expression\(|url\(\s{0,9}['\"]?(?!\s{0,9}['\"]?#)", re.IGNORECASE)
_LENGTH_RE = re.compile(r"\s{0,9}([0-9]{1,5})(?:\.[0-9]{0,9})?(?:px|pt)?\s{0,9}\Z")
_DEFAULT_SIZE = (300, 150)  # CSS 2.1, 10.3.2
_MOST_ELEMENTS, _DEEPEST = 50_000, 200


def read_picture(data: bytes) -> Picture | None:
    """Return the picture that a file's bytes are; None where they are no PNG, JPEG, GIF, WebP or harmless SVG."""
    if not data or len(data) > LARGEST_PICTURE:
        return None
    for fits, ending, measure in (
        (data.startswith(b"\x89PNG\r\n\x1a\n"), "png", _measure_png),
        (data.startswith(b"\xff\xd8\xff"), "jpg", _measure_jpeg),
        (data.startswith((b"GIF87a", b"GIF89a")), "gif", _measure_gif),
        (data.startswith(b"RIFF") and data[8:12] == b"WEBP", "webp", _measure_webp),
        (_SVG_RE.match(data[:8000]) is not None, "svg", _measure_svg),
    ):
        if fits:
            width, height = measure(data)
            is_sound = 0 < width <= _WIDEST and 0 < height <= _WIDEST and width * height <= _MOST_PIXELS
            return Picture(data, ending, width, height) if is_sound else None
    return None


def _measure_png(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _measure_gif(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        elif marker in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return 0, 0


def _measure_webp(data: bytes) -> tuple[int, int]:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    return 0, 0


class _Unsafe(Exception):  # noqa: N818 - the reader's way out of its parser
    """The file is no picture that only shows something."""


class _SvgReader:
    """Reads an SVG to its end and raises `_Unsafe` at the first thing that does more than show."""

    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self.count = self.depth = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.declare
        parser.ProcessingInstructionHandler = self.refuse
        parser.EntityDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise _Unsafe

    def declare(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise _Unsafe

    def start(self, full: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        space, _, name = full.rpartition(" ")
        if name.lower() in _ACTIVE or self.count > _MOST_ELEMENTS or self.depth > _DEEPEST:
            raise _Unsafe
        for key, value in attributes.items():
            local = key.rpartition(" ")[2].lower()
            leads = local in _ADDRESSES and not _SAFE_ADDRESS_RE.match(value)
            if local.startswith("on") or leads or _RISKY_RE.search(value):
                raise _Unsafe
        if self.size is None:
            if space != _SVG or name != "svg":
                raise _Unsafe
            self.size = _read_size(attributes)

    def end(self, _: str) -> None:
        self.depth -= 1

    def characters(self, text: str) -> None:
        if _RISKY_RE.search(text):
            raise _Unsafe


def _read_size(attributes: dict[str, str]) -> tuple[int, int]:
    sizes = [_LENGTH_RE.match(attributes.get(name, "")) for name in ("width", "height")]
    box = [_LENGTH_RE.match(part) for part in attributes.get("viewBox", "").replace(",", " ").split()[2:4]]
    for found in (sizes, box):
        if len(found) == 2 and found[0] and found[1]:
            return max(1, int(found[0][1])), max(1, int(found[1][1]))
    return _DEFAULT_SIZE


def _measure_svg(data: bytes) -> tuple[int, int]:
    reader = _SvgReader()
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, _Unsafe, LookupError, ValueError):
        return 0, 0
    return reader.size or (0, 0)
