"""A printed table of contents, in whatever dress: recognised and taken out, so that it never doubles the tree.

Takes blocks; gives the blocks without it, and the drops. Its entries stand again as headings in the text, which is how
it is recognised: a run of lines that all stand elsewhere too, with a title above it, with dots that lead to pages, or
made of links. Where it stands (above the text, or below it as converters add it) does not matter.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from build_tools.hanzi.labels import opens_with_label
from build_tools.hanzi.page_numbers import BARE_NUMBER_RE, CONTENTS_TITLE_RE, DOTS_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Drop, Grid, Line, SourceBlock

_GLUED_TITLE_RE = re.compile(r"(?<=[^ \u3000])[ \u3000]*目[ \u3000]+[录錄]$")
_LEADER_RE = re.compile(
    r"(?<![.．…·⋯‥・\s])[.．…·⋯‥・\s\u2060]*[-—－]?[ ]?[（(]?(?:[0-9０-９]{0,3}|[IVXivx]{1,5})[)）]?[ ]?[-—－]?$"
)
# What such a leader ends with, if not with a figure.
_LED_TO = ".．…·⋯‥・ \t\u00a0\u3000-—－()（）IVXivx"
_RULE = "contents-list"
_LONGEST_ENTRY, _FEWEST_ENTRIES, _MOST_CELLS = 80, 3, 2
# The share of lines with dots from which on a run needs no title, and how many entries one without dots needs.
_LEADING, _FEWEST_LINKS = 0.6, 3
# An entry is looked for in so many lines that begin alike, so that time stays linear.
_MOST_ALIKE = 6


def remove_contents(blocks: Sequence[SourceBlock]) -> tuple[tuple[SourceBlock, ...], tuple[Drop, ...]]:
    """Return the blocks without tables of contents, and what was dropped."""
    finder = _Finder(blocks)
    own = list(blocks)
    drops: list[Drop] = []
    dropped: set[int] = set()
    for start, end in finder.find_runs():
        dropped.update(at for at in range(start, end) if not any(line.is_kept for line in own[at].lines()))
        for at, level in finder.name_headings(start, end).items():
            line = finder.lines[at]
            own[at] = replace(line, hints=replace(line.hints, level=level)) if line else own[at]
        above = own[start - 1] if start else None
        if isinstance(above, Line) and start - 1 not in dropped and (title := _GLUED_TITLE_RE.search(above.text)):
            drops.extend(Drop(run.start, run.end, _RULE) for run in above.passage[title.start() :].runs)
            own[start - 1] = above.cut(0, title.start())
    for at in sorted(dropped):
        drops.extend(Drop(run.start, run.end, _RULE) for line in own[at].lines() for run in line.passage.runs)
    return tuple(block for at, block in enumerate(own) if at not in dropped), tuple(drops)


_Look = tuple[int, float, bool]


def _is_page(text: str) -> bool:
    return BARE_NUMBER_RE.fullmatch(text.strip("-—－ ")) is not None


def _look_of(line: Line) -> _Look:
    return line.hints.level, line.hints.size, line.hints.bold


class _Finder:
    """Finds the runs; knows of each line what it reads as an entry, and where else it stands."""

    def __init__(self, blocks: Sequence[SourceBlock]) -> None:
        self.blocks = blocks
        self.lines = [block if isinstance(block, Line) else None for block in blocks]
        texts = [line.text if line else "" for line in self.lines]
        keys = [fold_width(text[:_LONGEST_ENTRY]) for text in texts]
        self.entries = [_read_entry(text, key) for text, key in zip(texts, keys, strict=True)]
        self.keys = sorted((key, at) for at, (text, key) in enumerate(zip(texts, keys, strict=True)) if text)

    def find_runs(self) -> list[tuple[int, int]]:
        """Return where contents begin and end (half-open), their title and the numbers of pages in them included."""
        runs: list[tuple[int, int]] = []
        at = 0
        while at < len(self.lines):
            if (end := self.follow_listed(at)) > at:
                # What the file calls contents may go on in entries that it does not mark.
                runs.append((self.title_above(at), max(end, self.follow(at)[0])))
                at = runs[-1][1]
                continue
            if self.is_table(at):
                runs.append((self.title_above(at), at + 1))
            if not self.entries[at] or self.stands_again(self.entries[at], at, at + 1) is None:
                at += 1
                continue
            end, count = self.follow(at)
            start = self.title_above(at)
            if count >= _FEWEST_ENTRIES and self.is_contents(at, end, titled=start < at or self.is_glued(at - 1)):
                runs.append((start, end))
            at = max(end, at + 1)
        return runs

    def is_table(self, at: int) -> bool:
        """Whether a table is contents: each row an entry that stands again, with nothing but the number of its page.

        It needs a title: what is graded, and counts for how much, is told in such a table, too.
        """
        table = self.blocks[at]
        if not isinstance(table, Grid) or self.title_above(at) == at:
            return False
        rows = [[line.text for cell in row for line in cell.lines] for row in table.rows]
        if len(rows) < _FEWEST_ENTRIES or not all(1 <= len(texts) <= _MOST_CELLS for texts in rows):
            return False
        if any(not _is_page(text) for texts in rows for text in texts[1:]):
            return False
        entries = (_read_entry(texts[0], fold_width(texts[0][:_LONGEST_ENTRY])) for texts in rows)
        return all(entry and self.stands_again(entry, at, at + 1) is not None for entry in entries)

    def follow_listed(self, start: int) -> int:
        """Return the end of the run of entries that the file itself calls contents."""
        end = start
        while end < len(self.lines) and (line := self.lines[end]) is not None and line.hints.listed:
            end += 1
        return end

    def follow(self, start: int) -> tuple[int, int]:
        """Return the end of the run that begins at `start`, and how many entries it has.

        Where numbers of pages stand on lines of their own, the last entry's goes with it.
        """
        end, count, at = start, 0, start
        is_paged = False
        while at < len(self.lines):
            line = self.lines[at]
            if line is None:
                break
            place = self.stands_again(self.entries[at], start, at + 1) if self.entries[at] else None
            if place is not None:
                # The text itself begins where its headings stand in the order of what is above it.
                if count >= _FEWEST_ENTRIES and self.entries[at] == self.entries[start] and place < at:
                    break
                count, end = count + 1, at + 1
            elif start < at == end and self.goes_on(start, at):
                end = at + 1
            elif _is_page(line.text):
                if at == end and (is_paged or at == start + 1):
                    is_paged, end = True, at + 1
            elif not DOTS_RE.search(line.text):
                break
            at += 1
        return end, count

    def goes_on(self, start: int, at: int) -> bool:
        """Whether an entry is too long for its line, and a line is the rest of it."""
        rest = self.entries[at]
        return bool(rest) and self.stands_again(self.entries[at - 1] + rest, start, at + 1) is not None

    def name_headings(self, start: int, end: int) -> dict[int, int]:
        """Return the levels of lines that only the contents `start:end` tell to be headings.

        They have no label and look like the text. How far their entries stand in tells who is below whom.
        """
        found: dict[int, int] = {}
        for at in range(start, end):
            line, entry = self.lines[at], self.entries[at]
            if line is None or _is_page(line.text) or CONTENTS_TITLE_RE.fullmatch(line.text):
                continue
            place = bisect_left(self.keys, (entry, end))
            key, again = self.keys[place] if place < len(self.keys) else ("", 0)
            if not entry or key != entry or opens_with_label(entry):
                return {}
            found[again] = line.hints.indent
        is_plain = all(_look_of(line) == self.plain for line in (self.lines[at] for at in found) if line)
        is_empty = any(found.get(at + 1, indent + 1) <= indent for at, indent in found.items())
        if len(found) < _FEWEST_ENTRIES or not is_plain or is_empty:
            return {}
        steps = sorted(set(found.values()))
        return {at: 2 + min(steps.index(indent), 2) for at, indent in found.items()}

    @cached_property
    def plain(self) -> _Look:
        """What most of the text looks like."""
        looks: Counter[_Look] = Counter()
        for line in filter(None, self.lines):
            looks[_look_of(line)] += len(line.text)
        return looks.most_common(1)[0][0]

    def stands_again(self, entry: str, start: int, end: int) -> int | None:
        """Return where an entry stands outside of the run `start:end`, at the head of a line; None where nowhere."""
        first = bisect_left(self.keys, (entry, -1))
        for key, place in self.keys[first : first + _MOST_ALIKE]:
            if not key.startswith(entry):
                return None
            if not start <= place < end:
                return place
        return None

    def title_above(self, at: int) -> int:
        """Return where the title of contents begins that stands above a line: 目录, 目⏎录, Contents."""
        text, start = "", at
        for above in range(at - 1, max(-1, at - 4), -1):
            line = self.lines[above]
            if line is None or len(line.text) > 20:
                break
            text = line.text.strip(" \u3000") + text
            if CONTENTS_TITLE_RE.fullmatch(text):
                start = above
        return start

    def is_glued(self, at: int) -> bool:
        """Whether a line ends with the title of contents."""
        line = self.lines[at] if at >= 0 else None
        return line is not None and _GLUED_TITLE_RE.search(line.text) is not None

    def is_contents(self, start: int, end: int, *, titled: bool) -> bool:
        """Whether a run of lines that stand elsewhere, too, is a table of contents."""
        lines = [line for line in self.lines[start:end] if line is not None]
        if titled:
            return True
        leading = sum(DOTS_RE.search(line.text) is not None for line in lines)
        linked = sum(line.hints.linked for line in lines)
        return leading >= _LEADING * len(lines) or (linked >= _LEADING * len(lines) and linked >= _FEWEST_LINKS)


def _read_entry(text: str, key: str) -> str:
    """Return what a line would name as an entry, folded, without what leads to a page; "" where it is none.

    `key` is its beginning, folded.
    """
    if len(text) > 5 * _LONGEST_ENTRY or text.endswith(("。", "；", "，", "：")):
        return ""
    bare = _LEADER_RE.sub("", text) if text[-1:] in _LED_TO or text[-1:].isdecimal() else text
    if not 2 <= len(bare) <= _LONGEST_ENTRY:
        return ""
    return key if len(bare) == len(text) else fold_width(bare)
