"""Whatever a text is: its book is well-formed, says what the edition says, and has its anchors."""

from __future__ import annotations

import re

import documents as made
from books import HOSTILE, PublishedWork, ids, make_book, pages, render, said
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from build_tools.edition.lock import hash_anchors
from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Division, Node, Paragraph
from build_tools.publish.archive import EPUB, pack_files
from build_tools.render.chapters import file_name
from build_tools.render.xhtml import escape_xml

UNWRITABLE_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

any_document = st.one_of(made.documents, made.plans(), made.texts)
SETTINGS = settings(max_examples=40)


def book_of(text: str) -> PublishedWork:
    try:
        return make_book(text, "a-2020")
    except UnreadableSourceError:
        assume(False)
        raise


def texts_of(root: Division) -> dict[str, str]:
    """All that the edition says on each page, in order, without blanks."""
    said: dict[str, list[str]] = {"": []}

    def enter(node: Node, here: str) -> None:
        if isinstance(node, Division):
            here = node.page or here
            said.setdefault(here, []).extend((node.num.text, node.heading.text, node.stop.text))
            for child in node.body:
                enter(child, here)
        elif isinstance(node, Paragraph):
            said[here].append(node.passage.text)
        else:
            said[here].extend([node.caption.passage.text] if node.caption else [])
            said[here].extend(cell.text for row in node.rows for cell in row)

    enter(root, "")
    return {page: re.sub(r"\s", "", UNWRITABLE_RE.sub("\ufffd", "".join(parts))) for page, parts in said.items()}


@SETTINGS
@given(any_document)
@example(HOSTILE)
def test_a_book_says_what_the_edition_says(text: str) -> None:
    book = book_of(text)
    files = pages(render(book))
    told = texts_of(book.edition.root)
    assert {page: said(files[file_name("a-2020", page)]) for page in told} == told


@SETTINGS
@given(any_document)
@example(HOSTILE)
def test_the_ids_of_a_book_are_the_anchors(text: str) -> None:
    book = book_of(text)
    files = pages(render(book))
    told = texts_of(book.edition.root)
    found = {page: ids(files[file_name("a-2020", page)]) for page in told}
    wanted: dict[str, list[str]] = {page: [] for page in told}
    for anchor in hash_anchors(book.edition):
        wanted[anchor.page].append(anchor.id)
    assert {page: sorted(names) for page, names in found.items()} == {p: sorted(names) for p, names in wanted.items()}


@SETTINGS
@given(any_document)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert pack_files(render(book_of(text)).items(), EPUB) == pack_files(render(book_of(text)).items(), EPUB)


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=())))
def test_escaped_words_print_themselves(text: str) -> None:
    from xml.etree import ElementTree

    # XML folds line ends, and in attributes blanks.
    text = text.replace("\r", "")
    shown = UNWRITABLE_RE.sub("\ufffd", text)
    assert (ElementTree.fromstring(f"<a>{escape_xml(text)}</a>").text or "") == shown
    attribute = ElementTree.fromstring(f'<a b="{escape_xml(text)}"/>').attrib["b"]
    assert attribute == re.sub("[\t\n]", " ", shown)
