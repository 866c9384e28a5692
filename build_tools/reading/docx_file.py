"""A Word file → its reading: the entry to this format.

The text comes in the order of the main part, running heads in front of it; running feet and what is left out
(comments, notes that nothing refers to) behind it. Automatic numbers are computed, all else is characters of the file.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from build_tools.model.reading import Reading, ReadLine, ReadTable
from build_tools.reading.docx_chunks import read_lone_page
from build_tools.reading.docx_drafts import Piece
from build_tools.reading.docx_numbering import Counters, read_numbering
from build_tools.reading.docx_package import Package, Relation, is_word_file, list_active, open_package
from build_tools.reading.docx_story import Document, Story, read_notes
from build_tools.reading.docx_styles import Styles
from build_tools.reading.docx_text import drop_line, read_blocks
from build_tools.reading.docx_xml import Node
from build_tools.reading.properties import tell_properties

READER = "docx 2"
_HIGHEST = 6
_RUNNING = {"header": "head", "footer": "foot"}
_MOST_NAMED = 5
# Of files that are imported into each other.
_DEEPEST = 3


def read_docx(data: bytes, name: str) -> Reading:
    """Return the reading of a Word file.

    Args:
        data: of a .docx, .docm, .dotx, .dotm, or of the same as one XML file.
        name: the file's name, for messages.

    Raises:
        UnreadableSourceError: it is locked, damaged, larger than any document, or its XML does harm.
    """
    package, main = open_package(data, name)
    root = package.part(main)
    body = root.child("w:body") if root else None
    if body and (page := read_lone_page(data, package, main, body)):
        return page
    document, relations = _open_document(package, main)
    pieces = read_blocks(body.children, Story(document, relations)) if body else []
    running = {
        kind: list(_read_running(package, document, kind, [r.target for r in relations.values() if r.kind == kind]))
        for kind in _RUNNING
    }
    left = [*_read_left(document), *_read_comments(document, main)]
    pieces = [*running["header"], *_grade_headings(pieces), *left, *running["footer"]]
    if active := list(list_active(package, main)):
        document.doubts.append(("active-content", "、".join(active[:_MOST_NAMED])))
    doubts = tuple(dict.fromkeys(document.doubts))
    fields = tell_properties(package.properties())
    return Reading("docx", READER, hashlib.sha256(data).hexdigest(), tuple(pieces), doubts=doubts, fields=fields)


def _open_document(package: Package, main: str, depth: int = 0) -> tuple[Document, dict[str, Relation]]:
    """Return a document that nothing is read of yet, and what its main part refers to; `depth` of it in others."""
    relations = package.relations(main)
    named: dict[str, str] = {}
    for relation in relations.values():
        named.setdefault(relation.kind, relation.target)

    def part(kind: str) -> Node | None:
        return package.part(named[kind]) if kind in named else None

    styles = Styles(part("styles"))
    lists = read_numbering(part("numbering"), styles.number_of)
    notes = {
        kind: read_notes(package, named.get(f"{kind}s", ""), kind, part("settings")) for kind in ("footnote", "endnote")
    }
    document = Document(package, styles, Counters(lists), notes)
    document.chunk = lambda target: _read_chunk(document, target, depth + 1) if depth < _DEEPEST else None
    return document, relations


def _read_chunk(document: Document, target: str, depth: int) -> list[Piece] | None:
    """Return what a Word file that another one imports prints, with its own styles, lists and notes."""
    outer = document.package
    data = outer.unpack(target) if target.lower() in outer.files else b""
    if not data.startswith(b"PK") or not is_word_file(data):
        return None
    package, main = open_package(data, outer.name)
    package.unpacked = outer.unpacked
    inner, relations = _open_document(package, main, depth)
    root = package.part(main)
    body = root.child("w:body") if root else None
    pieces = read_blocks(body.children, Story(inner, relations)) if body else []
    pieces += [*_read_left(inner), *_read_comments(inner, main)]
    outer.unpacked = package.unpacked
    document.doubts.extend(inner.doubts)
    return pieces


def _read_running(package: Package, document: Document, kind: str, parts: list[str]) -> Iterator[ReadLine]:
    """Yield the lines of running heads or feet, each part once."""
    for name in dict.fromkeys(parts):
        if (root := package.part(name)) is not None:
            story = Story(document, package.relations(name), _RUNNING[kind])
            yield from (line for line in _lines(read_blocks(root.children, story)) if line.text)


def _read_left(document: Document) -> Iterator[ReadLine]:
    """Yield the notes that nothing refers to, which Word does not print."""
    for notes in document.notes.values():
        for number in sorted(notes.left):
            story = Story(document, {}, "footnote")
            lines = _lines(read_blocks(notes.bodies[number].children, story))
            yield from (drop_line(line, "hidden") for line in lines if line.text)


def _read_comments(document: Document, main: str) -> Iterator[ReadLine]:
    """Yield what reviewers remarked on, which is no part of the document."""
    relations = document.package.relations(main).values()
    part = next((relation.target for relation in relations if relation.kind == "comments"), "")
    root = document.package.part(part) if part else None
    for comment in root.all("w:comment") if root else ():
        lines = _lines(read_blocks(comment.children, Story(document, {})))
        yield from (drop_line(line, "review-comment") for line in lines if line.text)


def _lines(pieces: list[Piece]) -> Iterator[ReadLine]:
    for piece in pieces:
        yield from piece.lines() if isinstance(piece, ReadTable) else (piece,)


def _grade_headings(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with their levels counted as a page's: 1 is the document's title.

    Where the title has no style of its own, the highest heading is it if it stands once and first, and else a section.
    """
    levels = [piece.level for piece in pieces if isinstance(piece, ReadLine) and piece.level and piece.text]
    if not levels:
        return pieces
    top = min(levels)
    lift = top - 1 if Counter(levels)[top] == 1 and levels[0] == top else max(0, top - 2)

    def grade(piece: Piece) -> Piece:
        if not isinstance(piece, ReadLine) or not piece.level:
            return piece
        return replace(piece, level=min(_HIGHEST, piece.level - lift) if piece.text else 0)

    return [grade(piece) for piece in pieces]
