"""Reads a PDF as an assistive technology does: its structure, and the text of each element from the page's content.

Independent of what wrote the file; knows fonts with two-byte codes and a ToUnicode map only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf

_HEX_RE = re.compile(r"<([0-9A-Fa-f]+)>")


Piece = tuple[float, str]


@dataclass(frozen=True)
class Leaf:
    """A piece of text: the tags above it, outermost first, its page from 0, its baseline in pt, what it reads as."""

    tags: tuple[str, ...]
    page: int
    y: float
    text: str


@cache
def read_leaves(data: bytes) -> tuple[Leaf, ...]:
    """Return all tagged text in the order of the tags."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        contents = [_read_contents(page) for page in pdf.pages]
        return tuple(_walk(pdf.Root.StructTreeRoot, (), 0, pages, contents))


def read_structure(data: bytes) -> list[tuple[str, ...]]:
    """Return the path of tags to each element."""
    found: list[tuple[str, ...]] = []

    def walk(element: Any, path: tuple[str, ...]) -> None:
        for child in _children(element):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                inner = (*path, str(child.S)[1:])
                found.append(inner)
                walk(child, inner)

    with pikepdf.open(BytesIO(data)) as pdf:
        walk(pdf.Root.StructTreeRoot, ())
    return found


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _walk(
    element: Any, tags: tuple[str, ...], page: int, pages: dict[Any, int], contents: list[dict[int, Piece]]
) -> Iterator[Leaf]:
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    for child in _children(element):
        if isinstance(child, int):
            yield Leaf(tags, page, *contents[page].get(child, (0.0, "")))
        elif child.get("/Type") == "/MCR":
            at = pages[child.Pg.objgen] if "/Pg" in child else page
            yield Leaf(tags, at, *contents[at].get(int(child.MCID), (0.0, "")))
        elif "/S" in child:
            yield from _walk(child, (*tags, str(child.S)[1:]), page, pages, contents)


def _read_contents(page: pikepdf.Page) -> dict[int, Piece]:
    """Return baseline and text of each marked-content sequence of a page, by its MCID."""
    maps = {name: _read_map(font.ToUnicode.read_bytes()) for name, font in page.resources.get("/Font", {}).items()}
    pieces: dict[int, Piece] = {}
    stack: list[tuple[int | None, bool]] = []
    shown: dict[int, str] = {}
    y = 0.0

    def add(mcid: int, text: str) -> None:
        at, before = pieces.get(mcid, (y, ""))
        pieces[mcid] = (at, before + text)

    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else None
            known = properties if isinstance(properties, pikepdf.Dictionary) else {}
            outer = stack[-1][0] if stack else None
            mcid = int(known["/MCID"]) if "/MCID" in known else outer
            stack.append((mcid, "/ActualText" in known))
            if "/ActualText" in known and mcid is not None:
                add(mcid, str(known["/ActualText"]))
        elif name == "EMC":
            stack.pop()
        elif name == "cm":
            y = float(operands[5])
        elif name == "Tf":
            shown = maps[str(operands[0])]
        elif (
            name in ("Tj", "TJ") and stack and stack[-1][0] is not None and not any(is_actual for _, is_actual in stack)
        ):
            strings = operands[0] if name == "TJ" else [operands[0]]
            text = "".join(_decode(bytes(string), shown) for string in strings if isinstance(string, pikepdf.String))
            add(stack[-1][0], text)
    return pieces


def _decode(codes: bytes, shown: dict[int, str]) -> str:
    return "".join(shown[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


@cache
def _read_map(data: bytes) -> dict[int, str]:
    """Return code → text of a font's ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    kind = ""
    for line in data.decode("latin-1").splitlines():
        if line.endswith(("beginbfchar", "beginbfrange")):
            kind = line.rsplit("begin", 1)[1]
        elif line.startswith("end"):
            kind = ""
        elif kind:
            codes = _HEX_RE.findall(line)
            texts = [bytes.fromhex(code).decode("utf-16-be") for code in codes]
            first = int(codes[0], 16)
            if kind == "bfchar":
                found[first] = texts[1]
            elif "[" in line:
                found.update({first + number: text for number, text in enumerate(texts[2:])})
            else:
                for number in range(int(codes[1], 16) - first + 1):
                    found[first + number] = texts[2][:-1] + chr(ord(texts[2][-1]) + number)
    return found
