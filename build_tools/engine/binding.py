"""Books, Word files, the database and pictures: what is bound of works, in the form in which it is taken along.

What one work adds to a volume or to the database is kept, so that these are bound anew from the works that changed.
"""

import os
from collections.abc import Iterator
from functools import cache, partial
from importlib.util import find_spec

from build_tools.engine.cache import Stage
from build_tools.engine.library import Library
from build_tools.model.record import PublishedWork
from build_tools.model.script import ChangeScript
from build_tools.publish.archive import EPUB, pack_files, write_archive
from build_tools.publish.assembly import Contents
from build_tools.publish.database import write_database
from build_tools.publish.left_out import DATABASE
from build_tools.publish.metadata import describe_facts
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.pdf_fonts import FOLDER_VARIABLE, WHEELS
from build_tools.publish.share_picture import COVER_LINE, COVER_SIZE, PICTURE, draw_picture, find_face
from build_tools.render.chapters import Chapters, render_chapters
from build_tools.render.database_rows import SCHEMA, OwnRows, make_batches, make_rows
from build_tools.render.docx_parts import render_docx
from build_tools.render.epub import bind_book
from build_tools.render.typst_titles import balance_title
from build_tools.rendering import publish_work

_HANT = "zh-hant"
_ROWS: Stage[OwnRows] = Stage("rows", dict)
_CHAPTERS: Stage[tuple[Chapters, ...]] = Stage("chapters", tuple)


def render_picture(library: Library, name: str) -> Contents:
    """What is shown where an address is shared; nothing where the site does not know its address, or fonts lack."""
    config = library.config
    face = find_face(os.environ) if config.url else None
    if face is None:
        return
    title, small, _ = tell_picture(library, name)
    folder = f"plans/{name}/" if name else ""
    yield folder + PICTURE, draw_picture(face, config.name, balance_title(title), small, config.colour)


@cache
def _tell_fonts() -> str:
    """Tell which fonts pictures are drawn with, and whether they can be."""
    there = [find_spec(name) is not None for name in ("PIL", "typst", *WHEELS.values())]
    return repr((os.environ.get(FOLDER_VARIABLE), there))


def tell_picture(library: Library, name: str) -> tuple[str, str, str]:
    """Return the title, what is said below it, and the fonts."""
    fonts = _tell_fonts()
    if name:
        return library.records[name].title or name, describe_facts(library.records[name].facts), fonts
    return library.config.name, library.config.description, fonts


def render_books(library: Library, name: str) -> Contents:
    """The EPUB of a work, in either script."""
    book, title = _take_book(library, name), library.load(name).base.edition.title
    for language, ending, change in _editions(library):
        told, cover = library.entries(language, change), _draw_cover(library, name, ending)
        parts = partial(tuple, [render_chapters(book, {name}, library.terms, change)])
        files = bind_book(title, parts, library.terms, language=language, change=change, entries=told, cover=cover)
        yield f"downloads/{name}{ending}.epub", pack_files(files, EPUB)


def _draw_cover(library: Library, name: str, ending: str) -> bytes:
    """Draw what shelves show of a book, "" for the volume; nothing where fonts lack."""
    change = library.conversion.to_traditional if ending else str
    config, facts = library.config, library.records[name].facts if name else None
    title = change((facts.title or name) if facts else config.name)
    lines = balance_title(title, COVER_LINE)
    issuers = change("、".join(facts.issuers)) if facts else ""

    def make() -> bytes:
        face = find_face(os.environ, "hant" if ending else "hans")
        return draw_picture(face, change(config.name), lines, issuers, config.colour, COVER_SIZE) if face else b""

    told = repr((change(config.name), lines, issuers, config.colour, _tell_fonts()))
    return library.keep_of(Stage(f"cover{ending}", bytes), name or COLLECTION, [told], make)


def render_word(library: Library, name: str) -> Contents:
    """The Word file of a work, in either script."""
    book = _take_book(library, name)
    for language, ending, change in _editions(library):
        yield f"downloads/{name}{ending}.docx", pack_files(render_docx(book, language=language, change=change))


def _editions(library: Library) -> tuple[tuple[str, str, ChangeScript], ...]:
    """Language, ending of file names, and what changes words, of the books in either script."""
    return ("zh-Hans", "", str), ("zh-Hant", f".{_HANT}", library.conversion.to_traditional)


def _take_book(library: Library, name: str) -> PublishedWork:
    return publish_work(library.load(name), library.links(name))


def load_chapters(library: Library, name: str) -> tuple[Chapters, ...]:
    """Return what the volume takes of a work, in either script: what is kept of it, or new."""
    return library.keep(_CHAPTERS, name, lambda: tuple(_render_chapters(library, name)))


def _render_chapters(library: Library, name: str) -> Iterator[Chapters]:
    book, names = _take_book(library, name), set(library.published)
    for _, _, change in _editions(library):
        yield render_chapters(book, names, library.terms, change)


def render_volume(library: Library, _name: str) -> Contents:
    """The books of all works that are published in one; none where no work is."""
    title = library.config.name

    def list_parts(number: int) -> Iterator[Chapters]:
        return (load_chapters(library, name)[number] for name in library.published)

    for number, (language, ending, change) in enumerate(_editions(library) if library.published else ()):
        told, cover = library.entries(language, change), _draw_cover(library, "", ending)
        files = bind_book(
            title,
            partial(list_parts, number),
            library.terms,
            language=language,
            change=change,
            entries=told,
            cover=cover,
        )
        name = f"downloads/{COLLECTION}{ending}.epub"
        aside = library.temporary / f"{COLLECTION}{ending}.epub"
        write_archive(aside, files, EPUB, library.find_last(name))
        yield name, aside


def render_database(library: Library, _name: str) -> Contents:
    """The database of all works."""
    conversion = library.conversion
    batches = make_batches(conversion.slips, map(partial(load_rows, library), library.names), conversion.glossary)
    aside = library.temporary / "library.sqlite"
    write_database(aside, SCHEMA, batches)
    yield DATABASE, aside


def load_rows(library: Library, name: str) -> OwnRows:
    """Return the rows of a work in the database: what is kept of them, or new ones."""

    def make() -> OwnRows:
        traditional = _list_traditional(library, name)
        return make_rows(library.survey(name), library.links(name), traditional, library.bodies)

    return library.keep(_ROWS, name, make)


def _list_traditional(library: Library, name: str) -> list[str]:
    """Return the texts of a work's clauses in traditional script, where it is converted as the second tree has them."""
    if name in library.traditional:
        return [library.conversion.to_traditional(clause.text) for clause in library.survey(name).clauses.clauses]
    return [clause.text for clause in library.show_clauses(name)[1].clauses]
