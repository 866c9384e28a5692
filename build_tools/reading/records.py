"""Dumps of scrapers (JSON, JSON Lines, CSV) → records, and a file with one record → reading.

A record is an object, or a row, with a field that holds a document. A file of many is cut into files of one record
each, every character of which stands so in the dump; so each work keeps what it was made from, and no more.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.errors import unreadable
from build_tools.hanzi.decode import decode_source
from build_tools.messages import _
from build_tools.model.reading import Reading
from build_tools.reading.csv_rows import is_table, read_rows
from build_tools.reading.fields import Named, choose_text, join_value, read_fields, tell_kind
from build_tools.reading.json_values import Found, find_records, slice_records
from build_tools.reading.wrapped import wrap_text

READER = "records 1"
_MOST_TOLD = 12
# A server may answer with a call around the value (JSONP).
_CALL_RE = re.compile(r"[\ufeff\s]{0,1000}[\w$.]{1,100}\((?P<value>.*)\)[\s;]{0,1000}", re.DOTALL)
_JSON_RE = re.compile(r"[\ufeff\s]{0,1000}(?:[\w$.]{1,100}\()?(?:\{\s{0,1000}[\"}]|\[\s{0,1000}[\[{\"\]])")
_HEAD_BYTES = 65_536
_LONGEST_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a dump.

    Attributes:
        number: from 1, in the order of the file.
        place: where it stands: "data[3]", "line 4", "row 5".
        title: that it gives, "" where it gives none.
        data: the bytes of a file that holds it alone; b"" where it cannot be read.
        fault: why it cannot be read, else "".
    """

    number: int
    place: str
    title: str
    data: bytes
    fault: str = ""


def is_dump(data: bytes) -> bool:
    """Whether a file begins as JSON does, or as a table one of whose columns is called as texts are."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return False  # a page
    beginning = data[:_HEAD_BYTES]
    heads = (beginning.decode(codec, "ignore") for codec in _list_codecs(beginning))
    return any(_JSON_RE.match(head) or is_table(head) for head in heads)


def _list_codecs(head: bytes) -> Iterator[str]:
    """Yield the encodings that a file may be in; in UTF-16 each sign of ASCII has a NUL."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield "utf-16"
        return
    yield "utf-8-sig"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - _LONGEST_CHARACTER:
            yield "gb18030"
    if b"\0" in head:
        yield "utf-16"


def split_dump(data: bytes, name: str) -> tuple[Record, ...]:
    """Return the records of a dump, in order; those that cannot be read, too, each with its fault.

    Raises:
        UnreadableSourceError: the file is no text, is damaged as a whole, or holds no record.
    """
    text, codec = decode_source(data, name)
    records: list[Record] = []
    for found, own, fault in _list_records(text, name):
        number = len(records) + 1
        if fault or found is None:
            records.append(Record(number, own, "", b"", fault))
            continue
        title = next((join_value(one.value) for one in found.fields if tell_kind(one.name) == "title"), "")
        records.append(Record(number, found.place, title.strip(), _encode(own, codec)))
    if not any(record.data for record in records):
        raise unreadable(
            name,
            records[0].fault if records else _("no field of any record holds the text of a document"),
            _(
                "a record needs a field with the text, named content, text, html, 正文 or the like; or save the page"
                " itself"
            ),
        )
    return tuple(records)


def read_record(data: bytes, name: str) -> Reading:
    """Return the reading of a file that holds one record.

    Raises:
        UnreadableSourceError: it holds several, or none.
    """
    records = split_dump(data, name)
    if len(records) > 1:
        told = "; ".join(f"{one.number} {one.title or one.place}" for one in records[:_MOST_TOLD]) + (
            " …" if len(records) > _MOST_TOLD else ""
        )
        raise unreadable(
            name,
            _("the file holds {count} records: {told}", count=len(records), told=told),
            _("say which with --record N; `add` makes a work of each"),
        )
    text, _codec = decode_source(data, name)
    found = next(found for found, _, _ in _list_records(text, name) if found is not None)
    chosen = choose_text(found.fields)
    assert chosen is not None  # noqa: S101 (a record has a text)
    place = f"{found.place}.{chosen.path}".lstrip(".")
    form = "json" if _JSON_RE.match(text) else "csv"
    return wrap_text(
        data, join_value(chosen.value), form=form, reader=READER, part=place, fields=read_fields(found.fields, chosen)
    )


def _list_records(text: str, name: str) -> Iterator[tuple[Found | None, str, str]]:
    """Yield each record, the text of a file that holds it alone, and why it cannot be read; then its place, instead."""
    if not _JSON_RE.match(text):
        yield from _list_rows(text)
        return
    call = _CALL_RE.fullmatch(text)
    body = call["value"] if call else text.lstrip("\ufeff")
    try:
        whole = _parse(body)
    except (ValueError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(body.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not any(_JSON_RE.match(line) for _, line in lines[1:]):
            raise unreadable(
                name, _("the JSON is damaged: {error}", error=error)[:300], _("download it again")
            ) from None
        yield from _list_lines(lines)
        return
    found = find_records(whole)
    if len(found) == 1:
        chosen = choose_text(found[0].fields)
        inner = join_value(chosen.value) if chosen else ""
        if _JSON_RE.match(inner):  # the answer of a server, kept as a text
            yield from _list_records(inner, name)
        else:
            yield found[0], text, ""
        return
    slices = slice_records(body, [one.item for one in found])
    for one in found:
        if one.fields:
            yield one, slices[one.item], ""
        else:
            yield None, one.place, _("{place}: no field holds the text of a document", place=one.place)


def _list_lines(lines: list[tuple[int, str]]) -> Iterator[tuple[Found | None, str, str]]:
    for number, line in lines:
        try:
            found = find_records(_parse(line))
        except (ValueError, RecursionError) as error:
            yield None, f"line {number}", _("line {number} is damaged: {error}", number=number, error=error)[:300]
            continue
        if len(found) == 1:
            yield Found((), f"line {number}", found[0].fields), line, ""
        elif found:
            slices = slice_records(line, [one.item for one in found])
            for one in found:
                if one.fields:
                    yield Found((), f"line {number}: {one.place}", one.fields), slices[one.item], ""
        else:
            yield None, f"line {number}", _("line {number}: no field holds the text of a document", number=number)


def _list_rows(text: str) -> Iterator[tuple[Found | None, str, str]]:
    header, rows = read_rows(text)
    for number, row in enumerate(rows, 2):
        fields = tuple(
            Named(column.strip(), column.strip(), value)
            for column, value in zip(header.cells, row.cells, strict=False)
            if column.strip() and value.strip()
        )
        if choose_text(fields) is None:
            if fields:
                fault = _("row {number}: no column holds the text of a document", number=number)
                yield None, f"row {number}", fault
            continue
        yield Found((), f"row {number}", fields), f"{header.text}\n{row.text}\n", ""


def _parse(text: str) -> object:
    # A number is a text here: none is counted with, and one of a million digits would take for ever.
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def _encode(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
