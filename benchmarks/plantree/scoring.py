"""How far what a tool has read of a document agrees with what a reader wrote down of it: six figures, each 0 to 1.

    tree      labelled divisions with label, heading and parent right: F1
    tables    cells that stand where they should: F1
    bodies    groups of bodies that answer for something, complete: F1
    targets   numbers that are set or reported, as printed: F1
    text      sentences that are there, in order
    clean     words of the page's furniture (menus, editors, share links) that are not there

Blanks and widths do not count, nor the stops around a heading or a label. A figure is None where there is nothing of
the kind in the document, or the tool says nothing of the kind at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

FIGURES = ("tree", "tables", "bodies", "targets", "text", "clean")
_EDGES = "。.:;,、()·—-"


@dataclass(frozen=True)
class Item:
    """A labelled division: its label, its heading ("" where the label opens a sentence), the number of its parent."""

    label: str
    heading: str
    parent: int | None


@dataclass(frozen=True)
class Read:
    """What a reader or a tool found in a document.

    Attributes:
        items: labelled divisions, in order.
        tables: rows of cells.
        bodies: the names of each group; None of a tool that knows no such thing.
        targets: numbers with their units; None as well.
        text: all that is printed.
    """

    items: Sequence[Item] = ()
    tables: Sequence[Sequence[Sequence[str]]] = ()
    bodies: Sequence[Sequence[str]] | None = None
    targets: Sequence[str] | None = None
    text: str = ""


@dataclass(frozen=True)
class Gold:
    """What a reader wrote down: what is to be found, sentences that have to be there, words that must not."""

    read: Read
    sentences: Sequence[str] = ()
    furniture: Sequence[str] = field(default=())


def read_gold(told: dict[str, Any]) -> Gold:
    """Return the annotation of a document: the fields of documents/*.json."""
    items = [Item(label, heading, parent) for label, heading, parent in told["items"]]
    read = Read(items, told["tables"], told["bodies"], told["targets"])
    return Gold(read, told["text"], told["furniture"])


def score(gold: Gold, read: Read) -> dict[str, float | None]:
    """Return the figures of one document."""
    bodies, targets = (gold.read.bodies or (), gold.read.targets or ())
    whole = fold(read.text)
    dirty = sum(fold(words) in whole for words in gold.furniture)
    return {
        "tree": measure(name_items(gold.read.items), name_items(read.items)),
        "tables": measure(place_cells(gold.read.tables), place_cells(read.tables)),
        "bodies": None if read.bodies is None else measure(map(name_group, bodies), map(name_group, read.bodies)),
        "targets": None if read.targets is None else measure(map(fold, targets), map(fold, read.targets)),
        "text": measure_text(gold.sentences, whole),
        "clean": 1 - dirty / len(gold.furniture) if gold.furniture else None,
    }


def measure(wanted: Iterable[Hashable], found: Iterable[Hashable]) -> float | None:
    """Return F1 of two collections; None where nothing is wanted."""
    ours, theirs = Counter(wanted), Counter(found)
    if not ours:
        return None
    both = (ours & theirs).total()
    return 2 * both / (ours.total() + theirs.total())


def measure_text(sentences: Sequence[str], whole: str) -> float:
    """Return the share of the sentences that stand in a folded text, one behind the other."""
    at = found = 0
    for sentence in map(fold, sentences):
        place = whole.find(sentence, at)
        if place >= 0:
            at, found = place + len(sentence), found + 1
    return found / len(sentences)


def name_items(items: Sequence[Item]) -> list[tuple[str, str, str, str]]:
    """Return label and heading of each division with those of its parent."""
    names = [(fold(item.label), fold(item.heading)) for item in items]
    above = [("", "") if item.parent is None else names[item.parent] for item in items]
    return [(*name, *parent) for name, parent in zip(names, above, strict=True)]


def place_cells(tables: Iterable[Iterable[Iterable[str]]]) -> list[tuple[int, int, int, str]]:
    """Return the cells with their places."""
    return [
        (number, row, column, fold(cell))
        for number, table in enumerate(tables)
        for row, cells in enumerate(table)
        for column, cell in enumerate(cells)
    ]


def name_group(names: Iterable[str]) -> tuple[str, ...]:
    """Return a group of bodies, in whatever order."""
    return tuple(sorted(map(fold, names)))


def fold(text: str) -> str:
    """Return a key: compatibility forms folded, blanks and the stops at the edges removed."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text)).strip(_EDGES)
