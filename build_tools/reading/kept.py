"""A reading ⇄ the file that is kept beside the untouched one: JSON Lines, one a piece, so that a change can be read.

The first line holds everything but the pieces. What has its default value is left out.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from build_tools.errors import UnreadableSourceError
from build_tools.messages import _
from build_tools.model.reading import ReadField, Reading, ReadLine, ReadPage, ReadTable
from build_tools.model.second_reading import SecondReading

SUFFIX = ".reading.jsonl"
"""Follows the file's name in the name of its reading."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first line of a kept file holds."""

    format: str
    reader: str
    sha256: str
    pages: tuple[ReadPage, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    machine_read: bool = False
    machine_pages: tuple[int, ...] = ()
    wrapped: bool = False
    part: str = ""
    fields: tuple[ReadField, ...] = ()
    seconds: tuple[SecondReading, ...] = ()


_HELD = tuple(_Head.__dataclass_fields__)


def print_reading(reading: Reading) -> bytes:
    """Return the file's bytes; equal readings give equal bytes."""
    head = _Head(**{name: getattr(reading, name) for name in _HELD})
    return b"".join(msgspec.json.encode(_leave_defaults(part)) + b"\n" for part in (head, *reading.pieces))


def parse_reading(data: bytes, name: str) -> Reading:
    """Return the reading that a kept file holds.

    Raises:
        UnreadableSourceError: it is damaged; names the line.
    """
    head: _Head | None = None
    pieces: list[ReadLine | ReadTable] = []
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            if head is None:
                head = msgspec.json.decode(line, type=_Head)
            elif line.startswith(b'{"rows"'):
                pieces.append(msgspec.json.decode(line, type=ReadTable))
            else:
                pieces.append(msgspec.json.decode(line, type=ReadLine))
        except msgspec.DecodeError as error:
            raise _damaged(name, _("the kept reading is damaged: {error}", error=error), number) from None
    if head is None:
        raise _damaged(name, _("the kept reading is empty"), 1)
    return Reading(pieces=tuple(pieces), **{name: getattr(head, name) for name in _HELD})


def _damaged(name: str, message: str, line_no: int) -> UnreadableSourceError:
    return UnreadableSourceError(
        message, path=Path(name), line_no=line_no, remedy=_("restore it from the history, or add the file anew")
    )


def _leave_defaults(value: object) -> object:
    """Return a dataclass as a mapping without what has its default, recursively."""
    if isinstance(value, tuple):
        return [_leave_defaults(part) for part in value]
    fields = getattr(type(value), "__dataclass_fields__", None)
    if fields is None:
        return value
    return {
        name: _leave_defaults(part)
        for name, field in fields.items()
        if (part := getattr(value, name)) != field.default or name in ("text", "rows")
    }
