"""Sheets: the file and the page of it on which something stands, for documents whose files have pages."""

from typing import NamedTuple


class Sheet(NamedTuple):
    """A page of one of the files that a document is made from.

    Attributes:
        file: its number among `Witness.parts`, from 0.
        page: as the file counts its pages, from 1; 0 where it has none (HTML, Word).
    """

    file: int = 0
    page: int = 0


class Turn(NamedTuple):
    """A place at which a page begins: in front of character `at` of what a block prints."""

    at: int
    page: int


def name_page(page: int) -> str:
    """Return how a page is called in citations and margins."""
    return f"第{page}页"
