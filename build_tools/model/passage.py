"""Text that knows where each of its characters stands in the witness.

Everything published is made of passages: that is what lets `edition.fidelity` prove that nothing was lost,
added or moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start:end` of a witness (half-open code-point offsets) and what they read as.

    `text` equals the source slice but for a character reference (`&nbsp;`), a blank folded into another
    (`folded`) or an emendation (`emended`), which read as something else and are never cut in two.
    """

    start: int
    end: int
    text: str
    emended: bool = False
    folded: bool = False

    @property
    def is_verbatim(self) -> bool:
        """Whether each character of `text` is one character of the source."""
        return not (self.emended or self.folded) and len(self.text) == self.end - self.start

    def cut(self, start: int, stop: int) -> Run:
        """Return the part that reads as `text[start:stop]`."""
        if start == 0 and stop == len(self.text):
            return self
        if self.is_verbatim:
            return Run(self.start + start, self.start + stop, self.text[start:stop])
        # The first part of a reading that is not verbatim stands for its whole source.
        source_end = self.end if start == 0 else self.start
        source_start = self.start if start == 0 else self.end
        return Run(source_start, max(source_start, source_end), self.text[start:stop], self.emended)


@dataclass(frozen=True)
class Passage:
    """An ordered stretch of runs of one witness. Slices like a string and keeps its provenance."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Passage:
        """Return the passage that reads as `source[start:end]`."""
        return cls((Run(start, end, source[start:end]),)) if start < end else cls()

    @classmethod
    def join(cls, parts: Iterable[Passage]) -> Passage:
        """Return the parts as one passage; adjacent verbatim runs are merged."""
        merged: list[Run] = []
        for part in parts:
            for run in part.runs:
                last = merged[-1] if merged else None
                if last is not None and last.is_verbatim and run.is_verbatim and last.end == run.start:
                    merged[-1] = Run(last.start, run.end, last.text + run.text)
                else:
                    merged.append(run)
        return cls(tuple(merged))

    @cached_property
    def text(self) -> str:
        """What the passage reads as."""
        return "".join(run.text for run in self.runs)

    @property
    def start(self) -> int:
        """Source offset of the first character; ValueError on an empty passage."""
        if not self.runs:
            raise ValueError("an empty passage stands nowhere")
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Source offset behind the last character; ValueError on an empty passage."""
        if not self.runs:
            raise ValueError("an empty passage stands nowhere")
        return self.runs[-1].end

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, key: slice) -> Passage:
        start, stop, step = key.indices(len(self.text))
        if step != 1:
            raise ValueError("a passage is read forwards, character by character")
        parts: list[Run] = []
        at = 0
        for run in self.runs:
            run_end = at + len(run.text)
            low, high = max(start, at), min(stop, run_end)
            if low < high:
                parts.append(run.cut(low - at, high - at))
            at = run_end
            if at >= stop:
                break
        return Passage(tuple(parts))

    def trim(self, characters: str) -> tuple[Passage, Passage, Passage]:
        """Return the leading run of `characters`, what stands between, and the trailing run."""
        text = self.text
        left = len(text) - len(text.lstrip(characters))
        right = max(left, len(text.rstrip(characters)))
        return self[:left], self[left:right], self[right:]

    def offset_of(self, index: int) -> int:
        """Return the source offset of character `index` of the text (its length gives `end`)."""
        at = 0
        for run in self.runs:
            if index < at + len(run.text):
                return run.start + (index - at if run.is_verbatim else 0)
            at += len(run.text)
        return self.end

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)
