"""The tree of a page: BeautifulSoup's elements and text nodes, which here know their places in the source.

The only door to BeautifulSoup. `html_nesting` makes the tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from bs4 import BeautifulSoup, element
from bs4.element import NavigableString, PageElement

from build_tools.clean.html_attributes import Attributes
from build_tools.clean.html_pictures import Picture
from build_tools.model.line import Drop
from build_tools.model.passage import Run

__all__ = ["PICTURE", "ROOT", "PageElement", "Piece", "SourceTree", "Step", "Tag", "read_attribute"]

ROOT = BeautifulSoup.ROOT_TAG_NAME
"""The name of what holds all elements of a page."""
PICTURE = "picture"
"""The attribute by which an element names its picture."""


class Piece(NavigableString):
    """A text node; it reads as its runs do, those apart that are computed.

    Attributes:
        runs: what it stands for; one that is computed comes first.
        length: its characters, blanks at the edges of each run left out.
    """

    runs: tuple[Run, ...]
    length: int
    hidden = False

    def __new__(cls, runs: list[Run]) -> Self:
        """Make the text node of some runs; `setup` gives it its place."""
        only = runs[0] if len(runs) == 1 else None
        text = only.text if only and not only.computed else "".join([run.text for run in runs if not run.computed])
        piece = str.__new__(cls, text)
        piece.runs = tuple(runs)
        piece.length = len(only.text.strip()) if only else sum([len(run.text.strip()) for run in runs])
        return piece


class Tag(element.Tag):
    """An element; what BeautifulSoup's knows for printing itself is one and the same of all.

    `at` and `end`: the numbers of the steps of the tree with which it begins and ends.
    """

    at = end = -1
    attrs: Attributes  # type: ignore[assignment]

    def __init__(
        self, name: str, attributes: Attributes, parent: Tag | None = None, previous: PageElement | None = None
    ) -> None:
        self.name = name
        self.attrs = attributes
        self.contents = []
        self.setup(parent, previous)


for _name, _value in vars(element.Tag(name="")).items():
    setattr(Tag, _name, _value)


@dataclass
class TableShape:
    """What tells a drawn table from one that lays a page out.

    Attributes:
        nested: another table stands in it.
        cells: how many cells it has.
        longest: characters in its longest cell.
        own: characters in its cells, those of tables in them left out.
        inner: characters in those tables.
    """

    nested: bool = False
    cells: int = 0
    longest: int = 0
    current: int = 0
    own: int = 0
    inner: int = 0

    def add_cell(self) -> None:
        """A cell begins."""
        self.cells += 1
        self.current = 0

    def add_text(self, length: int) -> None:
        """Text stands in the cell that began last."""
        self.current += length
        self.own += length
        self.longest = max(self.longest, self.current)


Step = Tag | Piece | Run | None


@dataclass(frozen=True)
class SourceTree:
    """A parsed page.

    Attributes:
        source: the text that was parsed.
        root: what holds all of its elements.
        steps: the tree in the order of the source: each element, what stands in it, and None where it ends. Blanks
            between two blocks stand here alone: they are most of the texts of a page, and print nothing.
        pictures: what its elements show that is no text; an element names its own in the attribute `PICTURE`.
        drops: markup, comments and raw content: all that is not text.
        title: content of the page's <title>, "" where there is none.
        unclosed: elements that are open where it ends, outermost first; none where it closes its <body> or <html>.
        is_markdown: what stands outside elements, or behind a blank line in them (CommonMark 4.6), is Markdown.
    """

    source: str
    root: Tag
    steps: tuple[Step, ...]
    pictures: tuple[Picture, ...]
    drops: tuple[Drop, ...]
    title: str
    unclosed: tuple[Tag, ...]
    is_markdown: bool = False

    def picture_of(self, node: Tag) -> Picture | None:
        """Return the picture that an element shows."""
        number = node.attrs.get(PICTURE)
        return self.pictures[int(str(number))] if number is not None else None

    def dissolve(self) -> None:
        """Let the elements go of each other: what holds itself would wait for the collector. The tree is empty then."""
        for step in (self.root, *self.steps):
            if isinstance(step, PageElement):
                step.__dict__.clear()

    def runs_of(self, node: Tag) -> list[Run]:
        """Return all text in an element."""
        runs: list[Run] = []
        for step in self.steps[node.at : node.end]:
            if isinstance(step, Piece):
                runs.extend(step.runs)
            elif isinstance(step, Run):
                runs.append(step)
        return runs

    @cached_property
    def length(self) -> int:
        """Characters of text on the page."""
        return sum(step.length for step in self.steps if isinstance(step, Piece))

    @cached_property
    def shapes(self) -> dict[int, TableShape]:
        """The shape of every table element, by its `id`; made in one pass over the page."""
        shapes: dict[int, TableShape] = {}
        tables: list[TableShape] = []
        opened: list[str] = []
        for step in self.steps:
            if step is None:
                if opened.pop() == "table":
                    shape = tables.pop()
                    if tables:
                        tables[-1].inner += shape.own + shape.inner
            elif isinstance(step, Piece):
                if tables:
                    tables[-1].add_text(step.length)
            elif isinstance(step, Tag):
                opened.append(step.name)
                if step.name == "table":
                    if tables:
                        tables[-1].nested = True
                    tables.append(shapes.setdefault(id(step), TableShape()))
                elif step.name in ("td", "th") and tables:
                    tables[-1].add_cell()
        return shapes


def read_attribute(node: element.Tag, name: str) -> str:
    """Return an attribute's value, "" where there is none; names of classes are joined by blanks."""
    return str(node.attrs.get(name, ""))
