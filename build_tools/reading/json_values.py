"""JSON values → the records in them: the objects that have a field with a document, wherever they stand."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.reading.fields import Named, Value, choose_text, join_value, tell_kind

Step = str | int
_BLANKS_RE = re.compile(r"[\s]*")
# How the two sides of a pair are called, and a value inside of an object that has the name.
_LABEL_NAMES = ("key", "label", "name", "field", "title")
_VALUE_NAMES = ("value", "val", "text", "content", "name")
_PAGE_RE = re.compile(r"page(?:[ _-]?(?:no|num|number|idx|index|id))?|页码|页", re.IGNORECASE)
_BREAK_RE = re.compile(r"[\n<]")
_FEWEST_LINES, _LONGEST_MEAN = 4, 300
_DEEPEST = 40
_MOST_RECORDS = 200_000
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A record.

    Attributes:
        item: the way to the object of a list that holds it, or to the whole: what of the file is the record's own.
        place: the way to the record, as text: "data[3]".
        fields: its own and those of the objects around it, up to the list; none of one that has no document, but
            stands in a list of those that have.
    """

    item: tuple[Step, ...]
    place: str
    fields: tuple[Named, ...]


def find_records(value: object) -> list[Found]:
    """Return the records in a parsed value, in the order of the file."""
    found: list[Found] = []
    _search(value, (), (), (), found)
    return found


def _search(
    value: object, way: tuple[Step, ...], item: tuple[Step, ...], around: tuple[Named, ...], found: list[Found]
) -> None:
    if len(way) > _DEEPEST or len(found) > _MOST_RECORDS:
        return
    if isinstance(value, list):
        if lines := _join_lines(value):
            found.append(Found(item, print_way(way), (*lines, *around)))
            return
        before = len(found)
        empty: list[tuple[Step, ...]] = []
        for number, entry in enumerate(value):
            if isinstance(entry, dict | list):
                known = len(found)
                _search(entry, (*way, number), (*way, number), (), found)
                if len(found) == known and isinstance(entry, dict):
                    empty.append((*way, number))
        if len(found) > before:
            found[before:] = sorted(
                (*found[before:], *(Found(item, print_way(item), ()) for item in empty)),
                key=lambda one: one.item[len(way)],
            )
        return
    if not isinstance(value, dict):
        return
    own = tuple(_own_fields(value))
    if choose_text(own) is not None:
        nested = tuple(_nested_fields(value, ""))
        found.append(Found(item, print_way(way), (*nested, *around)))
        return
    within = {key: entry for key, entry in value.items() if isinstance(entry, dict | list)}
    if joined := _join_parts(within, own):
        found.append(Found(item, print_way(way), (*joined, *_nested_fields(value, ""), *around)))
        return
    before = len(found)
    for key, entry in within.items():
        _search(entry, (*way, key), item, (*own, *around), found)
    if sum(one.item == item for one in found[before:]) > 1:
        # Several records stand here under names (their addresses): each is an item, as of a list.
        del found[before:]
        for key, entry in within.items():
            _search(entry, (*way, key), (*way, key), (), found)


def _join_parts(within: Mapping[str, object], own: Sequence[Named]) -> list[Named]:
    """Return the text of a record that stands in a list of parts (its pages), none where it does not.

    The record has a title, or its parts the numbers of pages, and its parts have no titles.
    """
    is_titled = any(tell_kind(one.name) == "title" for one in own)
    for key, entry in within.items():
        parts: list[Found] = []
        _search(entry if isinstance(entry, list) else [], (), (), (), parts)
        texts = [choose_text(part.fields) or _find_piece(entry, part) for part in parts]
        titled = any(tell_kind(one.name) == "title" for part in parts for one in part.fields)
        paged = [one.value for part in parts for one in part.fields if _PAGE_RE.fullmatch(one.name)]
        is_paged = len(paged) == len(parts) and all(str(page).isdecimal() for page in paged)
        if len(parts) > 1 and not titled and (is_titled or is_paged):
            return [Named("text", key, tuple(join_value(text.value) for text in texts if text))]
    return []


def _find_piece(entries: object, part: Found) -> Named | None:
    """Return the text of a part that alone would be no document: a heading among paragraphs."""
    piece = entries[part.item[0]] if isinstance(entries, list) and isinstance(part.item[0], int) else None
    fields = _own_fields(piece) if isinstance(piece, dict) and not part.fields else ()
    return next((field for field in fields if tell_kind(field.name) in ("text", "page")), None)


def _join_lines(entries: list[object]) -> list[Named]:
    """Return the text of a list whose entries are the lines of one document, and what all of them say.

    The entries are counted from 0 or 1, and have one line of text each and no titles of their own.
    """
    rows = [entry for entry in entries if isinstance(entry, dict)]
    if not _FEWEST_LINES <= len(rows) == len(entries) or len({tuple(row) for row in rows}) > 1:
        return []
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    strings = {key: [value for value in values if isinstance(value, str)] for key, values in columns.items()}
    same = {key: values[0] for key, values in strings.items() if len(values) == len(rows) and len(set(values)) == 1}
    texts = [key for key in columns if tell_kind(key) == "text" and len(strings[key]) == len(rows)]
    own_titles = any(tell_kind(key) == "title" for key in columns if key not in same)
    counted = any(_count_up(values) for values in strings.values())
    if len(texts) != 1 or own_titles or not counted:
        return []
    lines = tuple(strings[texts[0]])
    # Longer ones are documents on one line.
    if any(map(_BREAK_RE.search, lines)) or sum(map(len, lines)) > _LONGEST_MEAN * len(lines):
        return []
    return [Named("text", texts[0], lines), *(Named(key, key, value) for key, value in same.items() if key != texts[0])]


def _count_up(values: list[str]) -> bool:
    return values in [[str(first + at) for at in range(len(values))] for first in (0, 1)]


def _own_fields(value: dict[str, object]) -> Iterator[Named]:
    for key, entry in value.items():
        if (read := _read_value(entry)) is not None:
            yield Named(key, key, read)


def _nested_fields(value: dict[str, object], above: str, depth: int = 0, name: str = "") -> Iterator[Named]:
    for key, entry in value.items():
        path = f"{above}{key}"
        if (read := _read_value(entry)) is not None:
            # Of {"publisher": {"name": …}} the name outside tells what it is.
            outer = name if key in _VALUE_NAMES and tell_kind(name) else key
            yield Named(outer, path, read)
        elif isinstance(entry, dict) and depth < _DEEPEST:
            yield from _nested_fields(entry, f"{path}.", depth + 1, key)
        elif isinstance(entry, list):
            for number, pair in enumerate(entry):
                if isinstance(pair, dict) and (label := _read_pair(pair)):
                    yield Named(label[0], f"{path}[{number}]", label[1])


def _read_pair(pair: dict[str, object]) -> tuple[str, str] | None:
    """Return the name and the value of an object that holds nothing else, {"name": "发文字号", "value": …}."""
    texts = {key.lower(): entry for key, entry in pair.items() if isinstance(entry, str)}
    name = next((texts.pop(key) for key in _LABEL_NAMES if key in texts), "")
    value = next((texts[key] for key in _VALUE_NAMES if key in texts), "")
    return (name, value) if name and value else None


def _read_value(value: object) -> Value | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    return None


def print_way(way: Sequence[Step]) -> str:
    """Return the way to a value as text: data[3].content."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).lstrip(".")


def slice_records(text: str, ways: Sequence[tuple[Step, ...]]) -> dict[tuple[Step, ...], str]:
    """Return the characters of a text that each of these values is written with, by the way to it."""
    slices: dict[tuple[Step, ...], str] = {}
    wanted: dict[tuple[Step, ...], bool] = {}
    for way in ways:
        for end in range(len(way)):
            wanted.setdefault(way[:end], False)
        wanted[way] = True
    _walk(text, _skip(text, 0), (), wanted, slices)
    return slices


def _walk(
    text: str,
    at: int,
    way: tuple[Step, ...],
    wanted: dict[tuple[Step, ...], bool],
    slices: dict[tuple[Step, ...], str],
) -> int:
    """Return where the value that begins at `at` ends."""
    if way not in wanted or wanted[way]:
        end = _DECODER.raw_decode(text, at)[1]
        if way in wanted:
            slices[way] = text[at:end]
        return int(end)
    closing = "]" if text[at] == "[" else "}"
    number = 0
    at = _skip(text, at + 1)
    while text[at] != closing:
        step: Step = number
        if closing == "}":
            step, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        at = _skip(text, _walk(text, at, (*way, step), wanted, slices))
        number += 1
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1


def _skip(text: str, at: int) -> int:
    blanks = _BLANKS_RE.match(text, at)
    return blanks.end() if blanks else at
