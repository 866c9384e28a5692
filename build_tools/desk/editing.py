"""What a person chooses → the texts of a work's files: an entry more or less, a fact set. All else stays as it is.

Comments and order are the person's, so a file is never written anew from what it says: lines are put in and taken
out, and the text that comes of it is read and held against what it should say.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.toml_text import quote_toml

Table = dict[str, Any]

_HEADER_RE = re.compile(r"\[{1,2}[^\[\]]+\]{1,2}[ \t]*(?:#.*)?$")
_GUESSED_RE = re.compile(r"#[ \t]*(?:a guess|猜测)[ \t]*$")
_DRAFT_RE = re.compile(r"draft[ \t]*=")


def add_entry(text: str, name: str, entry: Mapping[str, object]) -> str:
    """Return a file's text with an entry [[name]] more, at its end."""
    lines = [f"[[{name}]]", *(f"{key} = {_write(value)}" for key, value in entry.items()), ""]
    made = (f"{text.rstrip()}\n\n" if text.strip() else "") + "\n".join(lines)
    return _prove(text, made, lambda table: table.setdefault(name, []).append(dict(entry)))


def take_entry(text: str, name: str, number: int) -> str:
    """Return a file's text without one of its entries [[name]], counted from 0; comments above it stay."""

    def take(table: Table) -> None:
        del table[name][number]
        if not table[name]:
            del table[name]

    lines = text.split("\n")
    starts = [at for at, line in _list_headers(lines) if line.startswith(f"[[{name}]]")]
    start = starts[number]
    end = _end_section(lines, start)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return _prove(text, "\n".join([*lines[:start], *lines[end:]]).rstrip("\n") + "\n", take)


def set_value(text: str, name: str, value: object, *, header: str = "[facts]", number: int = 0) -> str:
    """Return a file's text that says `name = value` below a header, the `number`th of that kind; None takes it out.

    A line that is there is replaced; else the new one stands below the comment that proposes it, or at the end of what
    the header is above. Where there is no such header, it is made below what stands above all headers.
    """
    key = header.strip("[]")

    def change(table: Table) -> None:
        held = table.get(key, {} if header[1] != "[" else [])
        held = held[number] if isinstance(held, list) else table.setdefault(key, {})
        if value is None:
            held.pop(name, None)
        else:
            held[name] = value

    lines = text.split("\n")
    headers = _list_headers(lines)
    starts = [at for at, line in headers if re.match(rf"{re.escape(header)}[ \t]*(?:#|$)", line)]
    if not starts:
        at = headers[0][0] if headers else len(lines)
        while at and lines[at - 1].startswith("#"):
            at -= 1  # a comment belongs to what stands below it
        lines[at:at] = [header, ""]
        starts = [at]
    start = starts[number]
    end = _end_section(lines, start)
    written = [] if value is None else [f"{name} = {_write(value)}"]
    own = next((at for at in range(start + 1, end) if re.match(rf"[ \t]*{name}[ \t]*=", lines[at])), None)
    below = range(start + 1, _next_header(lines, start))
    proposed = next((at + 1 for at in below if re.match(rf"#[ \t]*{name}[ \t]*=", lines[at])), end)
    if own is not None:
        behind = next(at for at in range(own + 1, end + 1) if _is_whole("\n".join(lines[own:at])))
        comment = lines[own][max(lines[own].rfind("  #"), 0) :] if behind == own + 1 else ""
        if comment.startswith("  #") and written and not set("\"'") & set(comment) and not _GUESSED_RE.search(comment):
            written[0] += comment
        lines[own:behind] = written
    else:
        lines[proposed:proposed] = written
    return _prove(text, "\n".join(lines), change)


def end_draft(text: str) -> str:
    """Return a manifest's text without the line that calls the work a draft, and what is said of it right above."""
    lines = text.split("\n")
    headers = _list_headers(lines)
    first = headers[0][0] if headers else len(lines)
    at = next((number for number in range(first) if _DRAFT_RE.match(lines[number])), None)
    if at is None:
        return text
    start = at
    if start and re.match("#.*(?:draft|草稿)", lines[start - 1]):
        start -= 1
    end = at + 1 if at + 1 == len(lines) or lines[at + 1].strip() else at + 2
    return _prove(text, "\n".join([*lines[:start], *lines[end:]]), lambda table: table.pop("draft", None))


def _write(value: object) -> str:
    if isinstance(value, str):
        return quote_toml(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_write, value))}]"
    return str(value)


def _list_headers(lines: list[str]) -> list[tuple[int, str]]:
    """Return the lines that open a table, with their numbers; none within a string or a list of several lines."""
    found, is_open = [], ""
    for number, line in enumerate(lines):
        if not is_open and _HEADER_RE.match(line):
            found.append((number, line))
        for mark in re.findall(r'"""|\'\'\'', line):
            is_open = "" if is_open == mark else is_open or mark
    return found


def _next_header(lines: list[str], start: int) -> int:
    return next((at for at, _line in _list_headers(lines) if at > start), len(lines))


def _end_section(lines: list[str], start: int) -> int:
    """Return the line behind the last that says something below a header."""
    end = _next_header(lines, start)
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _prove(before: str, after: str, change: Callable[[Table], object]) -> str:
    """Return a new text if it says what the old one said, changed so.

    Raises:
        ManifestError: it does not: the file is written in a way that this module does not follow.
    """
    expected = tomllib.loads(before)
    change(expected)
    try:
        said = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        said = {}
    if said != expected:
        raise ManifestError(
            _("this file is written in a way that the desk cannot follow"),
            remedy=_("make this change by hand, in an editor; the desk shows it at once"),
        )
    return after
