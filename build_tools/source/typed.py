"""Entries of TOML files → typed records, by the types that the records declare.

A record's fields say which keys an entry needs (those without a default), which it may have, and of what kind each is.
Every mistake is told with its file, the line of its entry, and what to write instead.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args, get_type_hints

import msgspec

from build_tools.errors import ManifestError, not_unicode, tell_refusal
from build_tools.messages import _

Record = TypeVar("Record")
Parsers = Mapping[str, Callable[[str], object]]
"""Field → what makes its value from a string; raises ValueError, which says what is wrong with it."""

_NO_PARSERS: Parsers = {}
_PLACE = ("path", "line_no")  # fields that tell where a record stands, and that no entry has


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's table.

    Raises:
        ManifestError: it is missing or not TOML; names the line.
    """
    try:
        text = path.read_text("utf-8")
        if text.startswith("\ufeff"):
            raise ManifestError(
                _("a byte order mark (BOM) that nobody sees stands before the first sign"),
                path=path,
                line_no=1,
                remedy=_("save it as UTF-8 without BOM"),
            )
        return tomllib.loads(text)
    except FileNotFoundError:
        raise ManifestError(
            _("the file is missing"), path=path, remedy=_("restore it, or correct what names it")
        ) from None
    except OSError as error:
        message, remedy = tell_refusal(error)
        raise ManifestError(message, path=path, remedy=remedy) from None
    except UnicodeDecodeError as error:
        raise not_unicode(path, error) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        told = _("brackets stand too deep in one another") if isinstance(error, RecursionError) else error
        raise ManifestError(
            _("not valid TOML: {error}", error=told),
            path=path,
            line_no=int(line[1]) if line else None,
            remedy=_("correct the file; https://toml.io explains the format"),
        ) from None


@dataclass(frozen=True)
class Refuse:
    """Raises what is wrong with an entry; `line_no` is where it begins, None where nobody can tell."""

    path: Path
    line_no: int | None = None

    def __call__(self, message: str, remedy: str) -> NoReturn:
        """Raise a ManifestError."""
        raise ManifestError(message, path=self.path, line_no=self.line_no, remedy=remedy)

    def at(self, key: str, table: str = "") -> Refuse:
        """Return the same for the line of a key in a table, "" for none; else for the line of the table."""
        here, line_no = "", self.line_no
        for number, line in enumerate(self.path.read_text("utf-8").split("\n"), 1):
            name, sign, _value = line.partition("=")
            if line.startswith("["):
                here = line.partition("]")[0].lstrip("[")
                line_no = number if here == (table or key) else line_no
            elif sign and (here, name.strip(" \t\"'")) in ((table, key), ("", table)):
                return Refuse(self.path, number)
        return Refuse(self.path, line_no)


def read_entries(
    path: Path, name: str, kind: type[Record], parsers: Parsers = _NO_PARSERS, remedy: str = ""
) -> Iterator[tuple[Record, Refuse]]:
    """Yield what `decode_entries` does of a file that holds nothing else; nothing where there is no such file."""
    if not path.exists():
        return
    table = read_toml(path)
    if unknown := sorted(set(table) - {name}):
        Refuse(path)(_("unknown table {unknown!r}", unknown=unknown[0]), _("write [[{name}]]", name=name))
    yield from decode_entries(table, path, name, kind, parsers, remedy)


def decode_entries(
    table: Mapping[str, Any],
    path: Path,
    name: str,
    kind: type[Record],
    parsers: Parsers = _NO_PARSERS,
    remedy: str = "",
) -> Iterator[tuple[Record, Refuse]]:
    """Yield the entries [[name]] of a file, each with what raises a ManifestError about it.

    Args:
        table: of the file.
        path: the file.
        name: of the entries.
        kind: a dataclass whose fields hold strings, lists or tables of strings, or members of an enumeration. If it has
            fields `path` and `line_no`, it knows its place.
        parsers: for fields of other types, each of which is needed.
        remedy: what to do about an entry that lacks something, instead of completing it.

    Raises:
        ManifestError: an entry is not what the fields say.
    """
    entries = table.get(name, [])
    if not isinstance(entries, list):
        Refuse(path)(_("{name} is not a list", name=name), _("write [[{name}]] above each entry", name=name))
    begins = f"[[{name}]]"
    lines = [number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if line.startswith(begins)]
    for number, entry in enumerate(entries):
        refuse = Refuse(path, lines[number] if number < len(lines) else None)
        yield _decode(entry, begins, kind, refuse, parsers, remedy), refuse


def _decode(entry: object, name: str, kind: type[Record], refuse: Refuse, parsers: Parsers, remedy: str) -> Record:
    shape: Any = kind
    needed, optional = _list_fields(shape, frozenset(parsers))
    if not isinstance(entry, dict):
        refuse(_("{name} is no table", name=name), remedy or _("write {name} and one key = value a line", name=name))
    if lacking := [field for field in needed if field not in entry]:
        refuse(_("{name} lacks {lacking}", name=name, lacking=", ".join(lacking)), remedy or _("complete it"))
    if unknown := sorted(set(entry) - {*needed, *optional}):
        refuse(
            _("unknown key in {name}: {unknown}", name=name, unknown=", ".join(unknown)),
            _("known are {known}", known=", ".join((*needed, *optional))),
        )
    place = {"path": refuse.path, "line_no": refuse.line_no or 0}
    values: dict[str, object] = {field: place[field] for field in _PLACE if field in shape.__dataclass_fields__}
    for field, value in entry.items():
        type_ = str if field in parsers else _list_types(shape)[field]
        try:
            made = msgspec.convert(value, type_)
        except msgspec.ValidationError:
            refuse(*_tell_kind(name, field, value, type_))
        try:
            values[field] = parsers[field](made) if field in parsers else made
        except ValueError as error:
            refuse(
                _("{field} in {name}: {error}", field=field, name=name, error=error), _("correct {field}", field=field)
            )
    return kind(**values)


def _tell_kind(name: str, field: str, value: object, type_: Any) -> tuple[str, str]:
    """Return what is wrong with a value that is not of its type, and what to write."""
    if type_ is str:
        return _("{field} in {name} is not a string", field=field, name=name), _("put it in quotes")
    known = next((one for one in (type_, *get_args(type_)) if isinstance(one, type) and issubclass(one, Enum)), None)
    if known is not None:
        return _("unknown {field} {value!r} in {name}", field=field, value=value, name=name), _(
            "known are {known}", known=", ".join(known)
        )
    if type_ == tuple[str, ...]:
        return _("{field} in {name} is no list of strings", field=field, name=name), _(
            'write {field} = ["…"]', field=field
        )
    wrong = _("{field} in {name} is of the wrong kind", field=field, name=name)
    return wrong, _("write it as plan-publisher's CONTRIBUTING.md shows")


@cache
def _list_fields(kind: Any, parsed: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a dataclass that an entry needs, and those that it may have."""
    listed = [field for field in fields(kind) if field.name not in _PLACE]
    optional = [
        field.name
        for field in listed
        if (field.default, field.default_factory) != (MISSING, MISSING) and field.name not in parsed
    ]
    return tuple(field.name for field in listed if field.name not in optional), tuple(optional)


_list_types = cache(get_type_hints)
