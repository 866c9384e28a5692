"""What programs that parse pages write beside their Markdown (MinerU's content_list.json, Docling's JSON) → reading.

Both list the parts of one document in order. The text that is wrapped is the Markdown which these programs make of
their lists: headings behind #, tables as HTML. Running heads and page numbers, which they leave out there, stand in it
as comments, so that what is dropped is on record.

Sources: MinerU 2, docs/reference/output_files; docling-core 2, types/doc/document.py.
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from build_tools.errors import unreadable
from build_tools.hanzi.decode import decode_source
from build_tools.messages import _
from build_tools.model.reading import Reading
from build_tools.reading.wrapped import wrap_text

READER = "parsed pages 1"
_HEAD_BYTES = 65_536
_FURNITURE = frozenset("header footer page_number aside_text page_header page_footer".split())
_DEEPEST = 40
_RUNS = "inline"  # Docling's label of a group that is one paragraph: its runs of other letters


def is_parsed(data: bytes) -> bool:
    """Whether a file begins as such a list does."""
    head = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (head[:1] == b"[" and b'"page_idx"' in head and b'"type"' in head) or (
        head[:1] == b"{" and b'"DoclingDocument"' in head
    )


def read_parsed(data: bytes, name: str) -> Reading:
    """Return the reading of such a file.

    Raises:
        UnreadableSourceError: it is damaged.
    """
    text, _codec = decode_source(data, name)
    try:
        value = json.loads(text.lstrip("\ufeff"))
        parts = _print_docling(value) if isinstance(value, dict) else _print_entries(value)
        printed = "\n\n".join([part for part in parts if part])
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise unreadable(name, _("the JSON is damaged: {error}", error=error)[:300], _("download it again")) from None
    return wrap_text(data, printed, form="parsed-pages", reader=READER)


def _print_entries(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the parts of MinerU's list."""
    for entry in entries:
        kind = entry.get("type")
        yield from _values(entry, "_caption")
        if kind == "image":
            yield f"![]({entry.get('img_path', '')})"
        yield _comment(entry) if kind in _FURNITURE else _head(entry.get("text_level"), entry.get("text"))
        yield from _values(entry, "_body")
        yield from _values(entry, "list_items")
        yield from _values(entry, "_footnote")


def _values(entry: dict[str, Any], ending: str) -> Iterator[str]:
    for key, value in entry.items():
        if key.endswith(ending):
            yield from [value] if isinstance(value, str) else value or ()


def _print_docling(document: dict[str, Any]) -> Iterator[str]:
    """Yield the parts of Docling's tree, and what stands nowhere in it as comments."""
    seen: set[str] = set()
    yield from _follow(document, document["body"], seen, 0)
    for at, text in enumerate(document.get("texts", ())):
        if f"#/texts/{at}" not in seen:
            yield _comment(text)


def _follow(document: dict[str, Any], node: dict[str, Any], seen: set[str], depth: int) -> Iterator[str]:
    for child in [*(node.get("captions") or ()), *(node.get("children") or ())] if depth < _DEEPEST else ():
        place = child["$ref"]
        if place in seen:
            continue
        seen.add(place)
        _root, room, number = place.split("/")
        item = document[room][int(number)]
        label = item.get("label")
        if label in _FURNITURE or item.get("content_layer") == "furniture":
            yield _comment(item)
            continue
        text = item.get("text") or (_join_runs(document, item, seen, depth) if room == "texts" else "")
        if label == _RUNS:
            yield "".join(_follow(document, item, seen, depth + 1))
        elif room == "tables":
            yield from _follow(document, {"captions": item.get("captions")}, seen, depth + 1)
            yield _draw_table(item["data"])
        elif room == "pictures":
            yield "![](picture)"
        elif label in ("title", "section_header"):
            yield _head(1 if label == "title" else item.get("level", 1), text)
        elif label == "list_item" and item.get("enumerated"):
            yield f"{item.get('marker', '')} {text}".strip()
        else:
            yield text
        yield from _follow(document, item, seen, depth + 1)


def _join_runs(document: dict[str, Any], item: dict[str, Any], seen: set[str], depth: int) -> str:
    """Return the text of an item that has none of its own, but runs of it below, such as bold ones."""
    for child in (item.get("children") or ())[:1]:
        _root, room, number = child["$ref"].split("/")
        if document[room][int(number)].get("label") == _RUNS:
            return "".join(_follow(document, {"children": [child]}, seen, depth + 1))
    return ""


def _draw_table(data: dict[str, Any]) -> str:
    rows: list[list[str]] = [[] for _ in range(data["num_rows"])]
    for cell in data["table_cells"]:
        name = "th" if cell.get("column_header") else "td"
        spans = f' rowspan="{cell.get("row_span", 1)}" colspan="{cell.get("col_span", 1)}"'
        rows[cell["start_row_offset_idx"]].append(f"<{name}{spans}>{escape(cell['text'])}</{name}>")
    return f"<table>{''.join(f'<tr>{chr(10).join(row)}</tr>' for row in rows)}</table>"


def _head(level: object, text: object) -> str:
    marks = "#" * min(int(level), 6) if isinstance(level, int) else ""
    return f"{marks} {text}".strip() if text else ""


def _comment(entry: dict[str, Any]) -> str:
    return f"<!-- {str(entry.get('text', '')).replace('--', '—')} -->" if entry.get("text") else ""
