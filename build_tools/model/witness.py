"""A copy of a document as it was downloaded, decoded, with nothing else done to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from build_tools.model.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from build_tools.model.passage import Run
    from build_tools.model.reading import Reading


class Layout(StrEnum):
    """How the body of a witness is written."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    READING = "reading"
    JOINED = "joined"


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
        files: of a document that came as several, one after another; `text` is theirs, joined. None of one that is a
            file itself.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    layout: Layout = Layout.TEXT
    front_matter_end: int = 0
    front_matter: dict[str, str] = field(default_factory=dict)
    sha256: str = ""
    reading: Reading | None = None
    files: tuple[Witness, ...] = ()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        r"""Offsets at which lines begin; a line ends with "\n" alone."""
        return (0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1]))

    @cached_property
    def printed(self) -> str:
        """What a person sees of it, line by line: of a reading what it prints, else the text."""
        if self.files:
            return "".join(file.printed for file in self.files)
        return self.text if self.reading is None or self.layout is not Layout.READING else self.reading.printed

    def print_emended(self, runs: Iterable[Run]) -> str:
        """Return what a person sees of it where emended runs read as they do; each line stays where it is."""
        changed = set(runs)
        if not changed:
            return self.printed
        lines, own = (text.split("\n") for text in (self.printed, self.text))
        for run in sorted(changed, key=lambda run: run.start, reverse=True):
            number = self.line_no(run.start) - 1
            start = run.start - self.line_starts[number]
            if lines[number][:start] == own[number][:start]:
                lines[number] = lines[number][:start] + run.text + lines[number][start + run.end - run.start :]
        return "\n".join(lines)

    def line_no(self, offset: int) -> int:
        """Return the line, counted from 1, on which `offset` stands."""
        return bisect_right(self.line_starts, offset)

    @property
    def form(self) -> str:
        """What the file is, for a person: html (gb18030), or the format that was read."""
        return self.encoding if self.layout is Layout.READING else f"{self.layout} ({self.encoding})"

    @cached_property
    def has_machine(self) -> bool:
        """Whether characters of it were recognised from pictures."""
        readings = [part.reading for part in self.parts if part.reading is not None]
        return any(reading.machine_read or reading.machine_pages for reading in readings)

    def count_machine(self, start: int, end: int) -> int:
        """Return how many of the characters `start:end` of one file were recognised from pictures."""
        reading = self.locate(start)[0].reading if self.has_machine else None
        if reading is None or reading.machine_read:
            return end - start if reading is not None else 0
        places = [*self.find_sheets(start, end), (end, Sheet())]
        return sum(there - at for (at, sheet), (there, _) in pairwise(places) if sheet.page in reading.machine_pages)

    @cached_property
    def parts(self) -> tuple[Witness, ...]:
        """The files that it consists of: itself, where it is one."""
        return self.files or (self,)

    @cached_property
    def file_starts(self) -> tuple[int, ...]:
        """Where each of `parts` begins."""
        return (0, *accumulate(len(file.text) for file in self.parts[:-1]))

    def locate(self, offset: int) -> tuple[Witness, int]:
        """Return the file in which an offset stands, and the offset within that file."""
        number = bisect_right(self.file_starts, offset) - 1
        return self.parts[number], offset - self.file_starts[number]

    @property
    def has_sheets(self) -> bool:
        """Whether it is several files, or one that has pages."""
        return bool(self.files) or len(self._sheets[0]) > 1

    def find_sheets(self, start: int, end: int) -> Iterator[tuple[int, Sheet]]:
        """Yield the sheet on which `start` stands, and each that begins before `end`, with the offset there."""
        starts, sheets = self._sheets
        first = bisect_right(starts, start) - 1
        yield start, sheets[first]
        for number in range(first + 1, bisect_left(starts, end)):
            yield starts[number], sheets[number]

    @cached_property
    def _sheets(self) -> tuple[list[int], list[Sheet]]:
        """Where a file or a page begins, in order, and which."""
        starts, sheets = [], []
        for number, (file, begin) in enumerate(zip(self.parts, self.file_starts, strict=True)):
            starts.append(begin)
            sheets.append(Sheet(number))
            reading = file.reading
            for line, start in zip(reading.lines(), reading.starts, strict=False) if reading else ():
                for at, page in ((0, line.page), *line.turns):
                    if page != sheets[-1].page:
                        starts.append(begin + start + at)
                        sheets.append(Sheet(number, page))
        return starts, sheets


def join_files(files: Sequence[Witness]) -> Witness:
    """Return the files of one document as one witness, on one line of offsets: each begins where the last one ends.

    So a run's two offsets name a file and a place in it, whatever the number of files and their kinds. Name, hash and
    encoding are the first one's.
    """
    if len(files) == 1:
        return files[0]
    first = files[0]
    text = "".join(file.text for file in files)
    return Witness(first.name, text, first.encoding, Layout.JOINED, sha256=first.sha256, files=tuple(files))


@dataclass(frozen=True)
class WitnessEntry:
    """One download of a work, as its manifest tells of it.

    Attributes:
        file: its name in the work's folder.
        sha256: of its bytes.
        role: "base" for the one the edition follows, "part" for a file that continues it (an annex that was published
            beside it), else "witness".
        publisher: who put this copy online.
        source_url: where, "" where the copy does not say.
        source_kind: of that site, a key of `SITES`, "" where nobody says.
        emendations: name of the file of emendations to it, "" where there are none.
        reading: name of the file that keeps what the reader of its format gave, "" for a page or a text.
        reading_sha256: of that file's bytes.
        retrieved: "YYYY-MM-DD", when it was downloaded, "" where nobody says.
        named: how the file was called, "" where its name here is its own.
        taken_from: the archive or dump that it was taken out of, and where it stands there, "" where it came by itself.
        taken_from_sha256: of that archive's bytes.
    """

    file: str
    sha256: str
    role: str
    publisher: str = ""
    source_url: str = ""
    source_kind: str = ""
    emendations: str = ""
    reading: str = ""
    reading_sha256: str = ""
    retrieved: str = ""
    named: str = ""
    taken_from: str = ""
    taken_from_sha256: str = ""
