"""CSV text → rows, each with the characters that it is written with (RFC 4180; comma, tab or semicolon)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from build_tools.reading.fields import tell_kind

_DELIMITERS = (",", "\t", ";")
_EXCEL_RE = re.compile(r"\Asep=[,;\t]\r?\n", re.IGNORECASE)
_LONGEST_NAME = 30
_MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells without quotes, and its text without the line's end."""

    cells: tuple[str, ...]
    text: str


@cache
def _cell_re(delimiter: str) -> re.Pattern[str]:
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*+)"|(?P<bare>[^{delimiter}\r\n]*+))(?P<end>{delimiter}|\r?\n|\r|\Z|)'
    )


def tell_delimiter(text: str) -> str:
    """Return what the cells of a text's first line are apart by, "" where it is no header with a column of texts."""
    first = _cut_opening(text)
    line = first.partition("\n")[0]
    for delimiter in _DELIMITERS:
        if delimiter not in line and '"' not in line:
            continue
        row = next(_read(first, delimiter), None)
        if row is None or len(row.cells) < 2 or any(len(cell) > _LONGEST_NAME for cell in row.cells):
            continue
        if any(tell_kind(cell) in ("text", "page") for cell in row.cells):
            return delimiter
    return ""


def _cut_opening(text: str) -> str:
    """Return a table without its byte order mark and the line that tells Excel the delimiter."""
    return _EXCEL_RE.sub("", text.lstrip("\ufeff"), count=1)


def is_table(head: str) -> bool:
    """Whether a text begins with a header one of whose columns is called as texts are, and a row below it."""
    return bool(tell_delimiter(head)) and "\n" in head.strip()


def read_rows(text: str) -> tuple[Row, list[Row]]:
    """Return the header and the other rows that are not blank.

    Raises:
        ValueError: it has no header that `tell_delimiter` knows.
    """
    body = _cut_opening(text)
    rows = _read(body, tell_delimiter(body))
    header = next(rows)
    return header, [row for row, _ in zip(rows, range(_MOST_ROWS), strict=False) if any(row.cells)]


def _read(text: str, delimiter: str) -> Iterator[Row]:
    pattern = _cell_re(delimiter)
    at = start = 0
    cells: list[str] = []
    while at < len(text):
        cell = pattern.match(text, at)
        if cell is None:
            return
        if cell["quoted"] is not None:
            cells.append(cell["quoted"].replace('""', '"'))
        else:
            cells.append(cell["bare"])
        at = cell.end()
        if cell["end"] == "" and at < len(text):
            # Characters behind a closing quotation mark: the cell is read as it stands.
            rest = re.compile(rf"[^{delimiter}\r\n]*").match(text, at)
            cells[-1] += rest[0] if rest else ""
            at = rest.end() if rest else at
            if text.startswith(delimiter, at):
                at += 1
                continue
            line_end = re.compile(r"\r?\n|\r|\Z").match(text, at)
            end, at = at, line_end.end() if line_end else at
            yield Row(tuple(cells), text[start:end])
            cells, start = [], at
        elif cell["end"] != delimiter:
            yield Row(tuple(cells), text[start : cell.start("end")])
            cells, start = [], at
    if cells:
        yield Row(tuple(cells), text[start:])
