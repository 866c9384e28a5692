"""A copy of a document as it was downloaded, decoded, with nothing else done to it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.model.reading import Reading


class Layout(StrEnum):
    """How the body of a witness is written."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    READING = "reading"


@dataclass(frozen=True)
class Witness:
    """One decoded download.

    Attributes:
        name: the file's name, for messages.
        text: the decoded source, every character of it.
        encoding: the codec that decoded it.
        layout: how its body is written.
        front_matter_end: offset behind a leading YAML block, 0 where there is none.
        front_matter: that block's plain `key: value` pairs, lists joined by "、".
        sha256: of the bytes.
        reading: what the reader of its format gave, whose text this is; None for a page or a text.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    layout: Layout = Layout.TEXT
    front_matter_end: int = 0
    front_matter: dict[str, str] = field(default_factory=dict)
    sha256: str = ""
    reading: Reading | None = None

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        r"""Offsets at which lines begin; a line ends with "\n" alone."""
        starts = [0]
        at = self.text.find("\n")
        while at != -1:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    @cached_property
    def printed(self) -> str:
        """What a person sees of it, line by line: of a reading what it prints, else the text."""
        return self.text if self.reading is None or self.layout is not Layout.READING else self.reading.printed

    def line_no(self, offset: int) -> int:
        """Return the line, counted from 1, on which `offset` stands."""
        return bisect_right(self.line_starts, offset)


@dataclass(frozen=True)
class Sources:
    """The files that an edition is made from, on one line of offsets: each begins where the one before it ends.

    So a run's two offsets name a file and a place in it, whatever the number of files and their kinds.
    """

    files: tuple[Witness, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each file begins."""
        starts = [0]
        for file in self.files[:-1]:
            starts.append(starts[-1] + len(file.text))
        return tuple(starts)

    def locate(self, offset: int) -> tuple[Witness, int]:
        """Return the file in which an offset stands, and the offset within that file."""
        number = bisect_right(self.starts, offset) - 1
        return self.files[number], offset - self.starts[number]

    def slice(self, start: int, end: int) -> str:
        """Return what the source says between two offsets of one file."""
        file, at = self.locate(start)
        return file.text[at : at + end - start]
