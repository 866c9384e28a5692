"""A PDF's objects → its bytes, as few as they can be. The only door to the library that packs better than zlib.

All that is no stream stands in one stream of objects, those of a kind behind each other (ISO 32000-1, 7.5.7), and so
does the table of their places (7.5.8): so deflate finds again what they have in common. Equal objects give equal bytes.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from build_tools.errors import PdfError, lack_package
from build_tools.publish.pdf_content import write_number, write_string

_TOKEN_RE = re.compile(
    rb"(?P<text>\((?:[^\\()]|\\.)*+\))"
    rb"|(?<!<)<(?P<digits>[0-9a-f]*+)>"
    rb"|(?<!\S)(?P<number>-?\d++\.\d++)"
    rb"|(?P<object>\d++) \d++ R",
    re.DOTALL,
)
_REFERENCE_RE = re.compile(rb"\((?:[^\\()]|\\.)*+\)|(\d++) \d++ R", re.DOTALL)
_KIND_RE = re.compile(rb"/(?:S|Type|Subtype) /(\w++)")
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_COLUMNS = (1, 3, 2)  # bytes in a row of the table of places: its kind, place or stream, generation or number there
# Of libdeflate's twelve: the last takes twice the time for two bytes of a thousand less.
_LEVEL = 10
_SMALL = 0.01  # numbers below are factors, as of a face's units: what they multiply shows each decimal


def pack_pdf(pdf: Any, pikepdf: Any) -> bytes:
    """Return the file of a PDF, without what nothing in it refers to.

    Raises:
        PdfError: the library is not installed.
    """
    sources: dict[int, bytes] = {}
    streams: dict[int, bytes] = {}
    for one in pdf.objects:
        number = one.objgen[0]
        if isinstance(one, pikepdf.Stream):
            streams[number] = _pack_stream(one, pikepdf)
            sources[number] = one.stream_dict.unparse()
        else:
            sources[number] = one.unparse(resolved=True)
    roots = {key: pdf.trailer[key].objgen[0] for key in ("/Root", "/Info") if key in pdf.trailer}
    order = _follow(roots.values(), sources)
    plain = sorted((old for old in order if old not in streams), key=lambda old: _KIND_RE.findall(sources[old]))
    numbers = {old: at for at, old in enumerate([*(old for old in order if old in streams), *plain], 1)}
    file = _File()
    for old in order:
        if old in streams:
            file.put(numbers[old], _write(sources[old], numbers), streams[old])
    file.put_objects(len(numbers) + 1, [(numbers[old], _write(sources[old], numbers)) for old in plain])
    return file.finish(b"".join(b"%b %d 0 R" % (key.encode(), numbers[old]) for key, old in roots.items()))


class _File:
    """A file that grows."""

    def __init__(self) -> None:
        self._parts = [_HEAD]
        self._length = len(_HEAD)
        self._rows = {0: (0, 0, 65535)}

    def put(self, number: int, entries: bytes, data: bytes) -> None:
        """Add a stream."""
        part = b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, entries, data)
        self._rows[number] = 1, self._length, 0
        self._parts.append(part)
        self._length += len(part)

    def put_objects(self, number: int, held: list[tuple[int, bytes]]) -> None:
        """Add a stream of objects."""
        places: list[int] = []
        length = 0
        for at, (one, source) in enumerate(held):
            self._rows[one] = 2, number, at
            places += one, length
            length += len(source) + 1
        first = b"%b\n" % b" ".join(b"%d" % place for place in places)
        self._put_packed(
            number, b"/Type/ObjStm/N %d/First %d" % (len(held), len(first)), first + b"\n".join(one for _, one in held)
        )

    def finish(self, roots: bytes) -> bytes:
        """Return the whole, with the table of places at its end."""
        digest = hashlib.sha256(b"".join(self._parts)).hexdigest()[:32].encode()
        number = max(self._rows) + 1
        start = self._length
        self._rows[number] = 1, start, 0
        table = bytearray()
        above = bytes(sum(_COLUMNS))
        for _number, values in sorted(self._rows.items()):
            row = b"".join(value.to_bytes(size, "big") for value, size in zip(values, _COLUMNS, strict=True))
            # The filter Up of PNG: of each byte, by how much it is more than that above it.
            table += b"\2" + bytes((one - other) & 255 for one, other in zip(row, above, strict=True))
            above = row
        self._put_packed(
            number,
            b"/Type/XRef/Size %d/W[%d %d %d]/DecodeParms<</Predictor 12/Columns %d>>%b/ID[<%b><%b>]"
            % (number + 1, *_COLUMNS, sum(_COLUMNS), roots, digest, digest),
            bytes(table),
        )
        return b"".join((*self._parts, b"startxref\n%d\n%%%%EOF\n" % start))

    def _put_packed(self, number: int, entries: bytes, data: bytes) -> None:
        packed = _deflate(data)
        self.put(number, b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(packed)), packed)


def _deflate(data: bytes) -> bytes:
    try:
        from deflate import zlib_compress
    except ImportError:
        raise lack_package("deflate", "pdf", PdfError) from None
    return bytes(zlib_compress(data, _LEVEL))


def _pack_stream(stream: Any, pikepdf: Any) -> bytes:
    """Return a stream's bytes, deflated anew where that makes them fewer; metadata stay readable without a reader."""
    raw: bytes = stream.read_raw_bytes()
    if stream.get("/Filter", "/FlateDecode") == "/FlateDecode" and stream.get("/Type") != "/Metadata":
        packed = _deflate(stream.read_bytes())
        if len(packed) < len(raw):
            stream.write(packed, filter=pikepdf.Name.FlateDecode)
            return packed
    return raw


def _follow(roots: Iterable[int], sources: Mapping[int, bytes]) -> list[int]:
    """Return the objects that can be reached, each before those that it refers to first."""
    found: dict[int, None] = {}
    stack = list(roots)[::-1]
    while stack:
        number = stack.pop()
        if number not in found and number in sources:
            found[number] = None
            stack += [int(match[1]) for match in _REFERENCE_RE.finditer(sources[number]) if match[1]][::-1]
    return list(found)


def _write(source: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return an object with the numbers that others have in the file, text as bytes, and no more decimals than show."""

    def write_token(match: re.Match[bytes]) -> bytes:
        kind = match.lastgroup
        if kind == "object":
            there = numbers.get(int(match["object"]))
            return b"%d 0 R" % there if there else b"null"
        if kind == "number":
            number = float(match["number"])
            if abs(number) < _SMALL:
                return match[0]
            # Places in points, and shares: no reader shows less than that.
            return write_number(number, 2 if abs(number) >= 1 else 4)
        if kind == "digits":
            return write_string(bytes.fromhex(match["digits"].decode()))
        return match[0]

    return _TOKEN_RE.sub(write_token, source)
