"""Text that knows where each of its characters stands in the witness.

Everything published is made of passages: that is what lets `edition.fidelity` prove that nothing was lost,
added or moved.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is printed in the place of something that has no characters, by rule.
COMPUTED_SIGNS = {"picture": "〔图〕", "formula": "〔公式〕", "embedded": "〔嵌入对象〕"}

# What a file's format makes a program print, by rule. Each stands in the file's reading with the words that say so;
# a number that does is not lost unless its line is.
NUMBER_RULES = frozenset({"auto-number", "note-number"})

# The tag of a list's item that prints a number: closed, its quotations paired, and no longer than that.
ITEM_TAG_RE = re.compile(r"<li(?:[\s/](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)?>\Z", re.IGNORECASE)
LONGEST_ITEM_TAG = 1000


class Run(NamedTuple):
    """Characters `start:end` of a witness (half-open code-point offsets) and what they read as.

    `text` equals the source slice but for radicals, each of which reads as its character; a character reference
    (`&nbsp;`), a blank folded into another (`folded`), an emendation (`emended`), and what the source does not print
    but its markup means (`computed` names the rule; `start == end`). The latter read as something else and stand for
    their source as wholes. The sign for a picture has the `address` of its file (`model.picture.name_address`).
    """

    start: int
    end: int
    text: str
    emended: bool = False
    folded: bool = False
    computed: str = ""
    address: str = ""

    @property
    def is_verbatim(self) -> bool:
        """Whether each character of `text` is one character of the source."""
        start, end, text, emended, folded, computed, _ = self  # quicker than by name, and asked of every run
        return not (emended or folded or computed) and len(text) == end - start

    def cut(self, start: int, stop: int) -> Run:
        """Return the part that reads as `text[start:stop]`."""
        if start == 0 and stop == len(self.text):
            return self
        if self.is_verbatim:
            return Run(self.start + start, self.start + stop, self.text[start:stop])
        # The first part of a reading that is not verbatim stands for its whole source.
        source_end = self.end if start == 0 else self.start
        source_start = self.start if start == 0 else self.end
        source_end = max(source_start, source_end)
        return Run(
            source_start, source_end, self.text[start:stop], self.emended, computed=self.computed, address=self.address
        )


def _merge(stretch: list[Run]) -> Run:
    """Return verbatim runs that follow each other in the source as one."""
    if len(stretch) == 1:
        return stretch[0]
    return Run(stretch[0].start, stretch[-1].end, "".join(run.text for run in stretch))


class _Memo:
    """What a passage works out once; apart, so that neither counts when passages are compared."""

    __slots__ = ("_starts", "_text")
    _starts: list[int]
    _text: str


@dataclass(frozen=True, slots=True)
class Passage(_Memo):
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
        stretch: list[Run] = []  # verbatim runs that follow each other in the source
        for part in parts:
            for run in part.runs:
                if stretch and not (run.is_verbatim and stretch[-1].end == run.start):
                    merged.append(_merge(stretch))
                    stretch = []
                if run.is_verbatim:
                    stretch.append(run)
                else:
                    merged.append(run)
        if stretch:
            merged.append(_merge(stretch))
        return cls(tuple(merged))

    @property
    def text(self) -> str:
        """What the passage reads as."""
        if len(self.runs) == 1:
            return self.runs[0].text
        try:
            return self._text
        except AttributeError:
            text = "".join([run.text for run in self.runs])
            object.__setattr__(self, "_text", text)
            return text

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
        runs = self.runs
        length = len(self.text)
        start, stop, step = key.indices(length)
        if step != 1:
            raise ValueError("a passage is read forwards, character by character")
        if start == 0 and stop == length:
            return self
        if start >= stop:
            return _NOTHING
        if len(runs) == 1:
            return Passage((runs[0].cut(start, stop),))
        # Empty runs at the edges stay out, and inside the slice too: they print nothing and stand for nothing.
        starts = self._run_starts()
        first = bisect_right(starts, start) - 1
        last = bisect_left(starts, stop) - 1
        if first == last:
            return Passage((runs[first].cut(start - starts[first], stop - starts[first]),))
        head, tail = runs[first], runs[last]
        return Passage(
            (
                head.cut(start - starts[first], len(head.text)),
                *runs[first + 1 : last],
                tail.cut(0, stop - starts[last]),
            )
        )

    def _run_starts(self) -> list[int]:
        """Where each run begins in the text."""
        try:
            return self._starts
        except AttributeError:
            starts = [0, *accumulate(len(run.text) for run in self.runs[:-1])]
            object.__setattr__(self, "_starts", starts)
            return starts

    def trim(self, characters: str) -> tuple[Passage, Passage, Passage]:
        """Return the leading run of `characters`, what stands between, and the trailing run."""
        text = self.text
        if not text or (text[0] not in characters and text[-1] not in characters):
            return _NOTHING, self, _NOTHING
        left = len(text) - len(text.lstrip(characters))
        right = max(left, len(text.rstrip(characters)))
        behind = self[right:] if right < len(text) else _NOTHING
        return self[:left] if left else _NOTHING, self[left:right], behind

    def offset_of(self, index: int) -> int:
        """Return the source offset of character `index` of the text (its length gives `end`)."""
        if index >= len(self.text):
            return self.end
        starts = self._run_starts()
        at = bisect_right(starts, index) - 1
        run = self.runs[at]
        return run.start + (index - starts[at] if run.is_verbatim else 0)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)


_NOTHING = Passage()
