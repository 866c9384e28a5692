"""An Excel file (.xlsx, .xlsm) → its reading: each sheet a table, lines that stand alone above or below it as text.

What is filled in is read, as annexes are published so; nothing is calculated, formulas give the values that were kept.
A number whose format prints it in another way stands in the record as it is, and what it prints is computed.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.errors import unreadable
from build_tools.messages import _
from build_tools.model.passage import COMPUTED_SIGNS
from build_tools.model.reading import ComputedText, Reading, ReadLine, ReadTable, Stretch
from build_tools.model.table import TableCell
from build_tools.reading.docx_package import Package, list_active, open_package
from build_tools.reading.docx_xml import Node, read_integer
from build_tools.reading.properties import tell_properties
from build_tools.reading.sheet_values import find_format, print_value
from build_tools.reading.wrapped import make_field

READER = "xlsx 1"
_PLACE_RE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_MOST_NAMED, _LONGEST = 5, 80
_NOTE_RE = re.compile(r"[*＊※]?[ \u3000]*(?:注|备注|備註|说明|說明|填[表报](?:说明)?|单位)[：:0-9 \u3000]")

_FIGURE_RE = re.compile(r"[-+]?[0-9][0-9,.]*[%％]?")
# 单位：万元, 联系电话： without one.
_FACT_RE = re.compile(r"[ \u3000]*[^：:，。0-9]{2,12}[：:]")

Place = tuple[int, int]
"""(row, column), from 1."""
_Columns = dict[int, list[int]]
"""Rows in which something stands, in order, and in which of their columns."""


@dataclass(frozen=True)
class _Book:
    """What sheets share: strings, the formats of cells by their number, and from when days are counted."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


@dataclass(frozen=True)
class _Area:
    """Merged cells, both ends within."""

    first: Place
    last: Place


def read_workbook(data: bytes, name: str) -> Reading:
    """Return the reading of an Excel file.

    Raises:
        UnreadableSourceError: it is locked, damaged, larger than any document, or holds nothing.
    """
    package, main = open_package(data, name)
    root = package.part(main)
    relations = package.relations(main)
    book = _read_book(package, root, {entry.kind: entry.target for entry in relations.values()})
    pieces: list[ReadLine | ReadTable] = []
    doubts: list[tuple[str, str]] = []
    fields = list(tell_properties(package.properties()))
    sheets = root.child("x:sheets") if root else None
    for sheet in sheets.all("x:sheet") if sheets else ():
        relation = relations.get(sheet.get("r:id"))
        content = package.part(relation.target) if relation else None
        if content is None or relation is None:
            continue
        fields.append(make_field("sheet", "", sheet.get("name")))
        found = _read_sheet(content, book)
        pieces.extend(_hide(found) if sheet.get("state") in ("hidden", "veryHidden") else found)
        if any(entry.kind == "drawing" for entry in package.relations(relation.target).values()):
            pieces.append(ReadLine("", figure=""))
    if not pieces:
        raise unreadable(name, _("the workbook holds no text"), _("save its sheets as a document, or as PDF"))
    if active := list(list_active(package, main)):
        doubts.append(("active-content", "、".join(active[:_MOST_NAMED])))
    digest = hashlib.sha256(data).hexdigest()
    return Reading("xlsx", READER, digest, tuple(pieces), doubts=tuple(doubts), fields=tuple(fields))


def _read_book(package: Package, root: Node | None, named: Mapping[str, str]) -> _Book:
    strings = package.part(named["sharedStrings"]) if "sharedStrings" in named else None
    styles = package.part(named["styles"]) if "styles" in named else None
    about = root.child("x:workbookPr") if root else None
    listed = styles.child("x:numFmts") if styles else None
    own = {
        read_integer(node.get("numFmtId")) or -1: node.get("formatCode") for node in (listed.children if listed else ())
    }
    cells = styles.child("x:cellXfs") if styles else None
    return _Book(
        [_read_string(node) for node in (strings.all("x:si") if strings else ())],
        [find_format(read_integer(node.get("numFmtId")) or 0, own) for node in (cells.children if cells else ())],
        about is not None and about.get("date1904") in ("1", "true"),
    )


def _read_string(node: Node) -> str:
    """Return the text of a string; how it is pronounced (`x:rPh`) is none of it."""
    runs = [part for run in node.all("x:r") for part in run.all("x:t")]
    return "".join(part.text for part in (*node.all("x:t"), *runs))


def _read_sheet(sheet: Node, book: _Book) -> list[ReadLine | ReadTable]:
    """Return what a sheet prints: lines above the table, the table, lines below it."""
    data = sheet.child("x:sheetData")
    cells: dict[Place, list[ReadLine]] = {}
    hidden_columns = [
        range(read_integer(node.get("min")) or 1, (read_integer(node.get("max")) or 0) + 1)
        for part in sheet.all("x:cols")
        for node in part.children
        if node.get("hidden") in ("1", "true")
    ]
    gone: list[ReadLine | ReadTable] = []
    hidden_rows: set[int] = set()
    row = 0
    for row_node in data.all("x:row") if data else ():
        row = read_integer(row_node.get("r")) or row + 1
        column = 0
        for node in row_node.all("x:c"):
            place = _read_place(node.get("r")) or (row, column + 1)
            column = place[1]
            if not (lines := _read_cell(node, book)):
                continue
            if row_node.get("hidden") in ("1", "true") or any(column in span for span in hidden_columns):
                gone.extend(_hide(lines))
                hidden_rows.add(place[0])
            else:
                cells[place] = lines
    merged = sheet.child("x:mergeCells")
    areas = [area for node in (merged.children if merged else ()) if (area := _read_area(node.get("ref")))]
    by_row: dict[int, list[int]] = {}
    for place in sorted(cells):
        by_row.setdefault(place[0], []).append(place[1])
    blocks = _part_blocks(cells, by_row, hidden_rows)
    return [*(piece for block in blocks for piece in _arrange(cells, areas, block)), *gone]


def _part_blocks(cells: dict[Place, list[ReadLine]], by_row: _Columns, hidden: Container[int]) -> Iterator[_Columns]:
    """Yield the rows of a sheet, parted where its next table begins: at words alone in their row below an empty one.

    Names of columns follow; where figures do, the words name a group of rows.
    """
    block: _Columns = {}
    last = widest = 0
    wide = [row for row, columns in by_row.items() if len(columns) > 1]
    for row, columns in by_row.items():
        is_apart = len(columns) == 1 and any(between not in hidden for between in range(last + 1, row))
        following = wide[(at := bisect_left(wide, row)) : at + 1] if is_apart else []
        is_head = not any(_is_figure(cells[other, column]) for other in following for column in by_row[other])
        if following and is_head and widest > 1:
            yield block
            block, widest = {}, 0
        block[row] = columns
        last, widest = row, max(widest, len(columns))
    yield block


def _read_place(text: str) -> Place | None:
    if (match := _PLACE_RE.fullmatch(text)) is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def _read_area(text: str) -> _Area | None:
    first, _, last = text.partition(":")
    begin, end = _read_place(first), _read_place(last)
    return _Area(begin, end) if begin and end else None


def _read_cell(node: Node, book: _Book) -> list[ReadLine]:
    """Return the lines of a cell, none where it is empty."""
    kind, value = node.get("t"), node.child("x:v")
    text = value.text.strip() if value else ""
    if not text and (formula := node.child("x:f")) is not None:
        # The program that made the file did not calculate it, and nothing is calculated here.
        told = ComputedText(
            0, COMPUTED_SIGNS["formula"], "formula", f"cell {node.get('r')}: ={formula.text}"[:_LONGEST]
        )
        return [ReadLine("", computed=(told,))]
    if kind == "inlineStr":
        inline = node.child("x:is")
        return _make_lines(_read_string(inline) if inline else "")
    if kind == "s":
        at = read_integer(text)
        return _make_lines(book.strings[at] if at is not None and 0 <= at < len(book.strings) else "")
    if kind in ("str", "e", "d"):
        return _make_lines(value.text if value else "")
    if kind == "b":
        return _compute(text, "TRUE" if text == "1" else "FALSE", node, "b")
    at = read_integer(node.get("s")) or 0
    form = book.formats[at] if 0 <= at < len(book.formats) else "General"
    shown = print_value(text, form or "General", from_1904=book.from_1904) if text else None
    return _make_lines(text) if shown in (None, text) else _compute(text, shown or "", node, form)


def _make_lines(text: str) -> list[ReadLine]:
    lines = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [ReadLine(line) for line in lines if line.strip(" \t\u3000\u00a0")]


def _compute(text: str, shown: str, node: Node, form: str) -> list[ReadLine]:
    computed = ComputedText(0, shown, "field", f"cell {node.get('r')}: «{form}»")
    return [ReadLine(text, (Stretch(0, len(text), drop="cell-value"),), (computed,))]


def _hide(pieces: Sequence[ReadLine | ReadTable]) -> Iterator[ReadLine]:
    """Yield lines of which nothing is published."""
    for piece in pieces:
        for line in piece.lines() if isinstance(piece, ReadTable) else (piece,):
            yield replace(line, stretches=(Stretch(0, len(line.text), drop="hidden"),), computed=())


def _is_figure(lines: Sequence[ReadLine]) -> bool:
    return any(_FIGURE_RE.fullmatch(line.text) for line in lines)


def _arrange(
    cells: dict[Place, list[ReadLine]], areas: Sequence[_Area], by_row: _Columns
) -> Iterator[ReadLine | ReadTable]:
    """Yield the lines that stand alone, or say of whom a table is, above and below it, and the table between them."""
    rows = sorted(by_row)
    begin = 0
    while begin < len(rows) and (len(by_row[rows[begin]]) == 1 or _tells_of_table(cells, by_row, rows[begin:])):
        begin += 1
    end = len(rows)
    while end > begin and (
        _is_note(cells, by_row, rows[end - 1]) or _tells_of_table(cells, by_row, rows[begin:end][::-1])
    ):
        end -= 1
    for row in rows[:begin]:
        is_alone = len(by_row[row]) == 1
        yield from (replace(line, centered=is_alone) for column in by_row[row] for line in cells[row, column])
    if begin < end:
        yield _make_table(cells, areas, rows[begin:end])
    for row in rows[end:]:
        yield from (line for column in by_row[row] for line in cells[row, column])


def _is_note(cells: dict[Place, list[ReadLine]], by_row: _Columns, row: int) -> bool:
    return len(by_row[row]) == 1 and _NOTE_RE.match(cells[row, by_row[row][0]][0].text) is not None


def _tells_of_table(cells: dict[Place, list[ReadLine]], by_row: _Columns, rows: Sequence[int]) -> bool:
    """Whether the first of rows tells of the table (填报单位：某局), and a row near it, with more cells, is its own."""
    row, *others = rows
    told = [cells[row, column][0].text for column in by_row[row]]
    return (
        bool(others)
        and 1 < len(told) < max(len(by_row[other]) for other in others[:2])
        and all(_FACT_RE.match(text) is not None for text in told)
    )


def _make_table(cells: dict[Place, list[ReadLine]], areas: Sequence[_Area], rows: Sequence[int]) -> ReadTable:
    """Return a table of the rows and columns in which something stands."""
    columns = sorted({column for row, column in cells if rows[0] <= row <= rows[-1]})
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    for area in areas:
        down = rows[bisect_left(rows, area.first[0]) : bisect_left(rows, area.last[0] + 1)]
        across = columns[bisect_left(columns, area.first[1]) : bisect_left(columns, area.last[1] + 1)]
        places = {(row, column) for row in down for column in across}
        if places and not places & covered and not places & spans.keys():
            spans[down[0], across[0]] = len(down), len(across)
            covered |= places - {(down[0], across[0])}
    made = [
        tuple(
            TableCell(tuple(cells.get((row, column), ())), *spans.get((row, column), (1, 1)))
            for column in columns
            if (row, column) not in covered
        )
        for row in rows
    ]
    return ReadTable(tuple(made))
