"""Clauses, one behind the other → the line of keys: where each pair of keys stands, and the files of texts."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.publish.search_keys import KeyTable, key_anchor
from build_tools.publish.search_names import Name, NamePair
from build_tools.publish.search_script import list_exceptions

# Larger files mean fewer of them, and more in each that a query did not ask for. An average file of texts is 5 kB
# after gzip, and a plan has five.
TEXT_CHARACTERS = 3_600

# Places on the line. Of a hundred plans the index is as large after gzip with slots of 256 as without any (2.8 MB), and
# of changes by four characters one in 64 needs a further slot.
SLOT = 256
PAGE_SLOT = 4_096

_ORDER = {ClauseKind.TITLE: 0, ClauseKind.HEADING: 1, ClauseKind.TEXT: 2}
# Of names: a tenth more of each may be said of it where it stands; a heap of about eight, told by their addresses, has
# room for more, so that a new one moves the few behind it in its heap; a file is as long as one of texts.
NAME_SLOT, _HEAP_SLOT = 16, 4_096
_HEAP, _HEAPS = 8, 4

# Pairs of no text: where clauses end, and where those begin that set a target.
ENDS = BREAK * 2
TARGETS = BREAK + "!"


class ShownWork(NamedTuple):
    """A work's clauses as the first and as the second tree show them, character by character.

    Attributes:
        work: the first tree's.
        twin: the second tree's.
        targets: numbers of the blocks that set a target.
    """

    work: WorkClauses
    twin: WorkClauses
    targets: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What is shown of a clause or a name, in both scripts."""

    id: str
    citation: tuple[str, str]
    path: tuple[tuple[str, ...], tuple[str, ...]]
    text: tuple[str, str]


class Line:
    """The line of keys while it grows. Works are taken one by one; nothing but numbers is kept of their keys.

    Args:
        table: folds characters.
        shown: what most often stands for a character in the second tree.
    """

    def __init__(self, table: KeyTable, shown: Mapping[str, str]) -> None:
        self.table = table
        self.shown = shown
        self.end = 0
        self.longest = 0  # clause, in keys
        self.positions: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        self.issuers: dict[str, str] = {}
        self.works: list[list[object]] = []
        self.titles: list[tuple[str, str]] = []
        self.pages: list[int] = []  # for each: number of text files, keys of titles, keys of headings
        self.texts: dict[str, list[str]] = {}  # folder → what its files hold
        self.text_lengths: list[int] = []  # in keys

    def add_work(self, shown: ShownWork) -> None:
        """Put a work's clauses behind those before."""
        work, twin, targets = shown
        pages: dict[str, list[tuple[Clause, Clause]]] = {}
        for clause, other in zip(work.clauses, twin.clauses, strict=True):
            pages.setdefault(clause.place.page, []).append((clause, other))
        for name, called in zip(work.issuers, twin.issuers, strict=True):
            self.issuers.setdefault(name, called)
        issuers = [list(self.issuers).index(name) for name in work.issuers]
        folder = f"t/{work.work}"
        anchored: set[Anchor] = set()
        for clauses in pages.values():
            in_order = sorted(clauses, key=lambda one: _ORDER[one[0].kind])
            self._add_clauses(folder, in_order, anchored, targets)
        self.titles.append((work.title, twin.title))
        self.works.append([work.work, work.title, work.year or 0, issuers, list(pages)])

    def _add_clauses(
        self, folder: str, clauses: list[tuple[Clause, Clause]], anchored: set[Anchor], targets: Collection[int]
    ) -> None:
        lengths = dict.fromkeys(ClauseKind, 0)
        records = []
        start = self.end
        for clause, other in clauses:
            if clause.place.name or clause.place.page:
                if clause.place not in anchored:
                    self.positions[key_anchor(str(clause.place))].append(self.end)
                anchored.add(clause.place)
            if clause.block in targets:
                self.positions[TARGETS].append(self.end)
            record = _Record(
                clause.place.id,
                (clause.citation, other.citation),
                (clause.path, other.path),
                (clause.text, other.text),
            )
            at = self.end
            lengths[clause.kind] += self._add_keys(clause.text, SLOT)
            records.append((record, at))
        self.end += -self.end % PAGE_SLOT
        files = self._add_texts(folder, records, start)
        self.pages += (files, lengths[ClauseKind.TITLE], lengths[ClauseKind.HEADING])

    def add_names(self, names: Iterable[NamePair]) -> list[int]:
        """Put names behind the plans.

        Returns:
            For each its kind, the number of its forms, for each of these twice its length in keys, and 1 more if a
            clause holds it, and the length of the rest, what is left free behind it included. So a hit's place alone
            tells whether the query is a name, and which of its forms are worth looking for.
        """
        shapes: list[int] = []
        records: list[tuple[_Record, int]] = []
        start = self.end
        for name, other in names:
            forms = [self._fold(form) for form in name.forms]
            shapes += [name.kind, len(forms), *(2 * len(form) + self.holds(form) for form in forms)]
            at = self.end
            records.append((_record_name(name, other), at))
            self._add_keys(name.text, NAME_SLOT)
            sign = crc32(name.address.encode())
            if not sign % _HEAP:
                self.end += -self.end % _HEAP_SLOT
            shapes.append(self.end - at - sum(len(form) + 1 for form in forms) - 1)
            if not sign % (_HEAP * _HEAPS):
                self._add_texts("e", records, start)
                records, start = [], self.end
        if records:
            self._add_texts("e", records, start)
        return shapes

    def holds(self, keys: str) -> bool:
        """Whether some clause holds these keys in a row."""
        pairs = [self.positions.get(keys[at : at + 2]) for at in range(len(keys) - 1)]
        lists = [places for places in pairs if places]
        if not lists or len(lists) < len(pairs):
            return False
        rarest = min(range(len(lists)), key=lambda at: len(lists[at]))
        return any(all(_has(places, place - rarest + at) for at, places in enumerate(lists)) for place in lists[rarest])

    def _fold(self, text: str) -> str:
        """Return the keys of a text; a break parts its cells."""
        return BREAK.join(part.translate(self.table) for part in text.split(BREAK))

    def _add_keys(self, text: str, slot: int) -> int:
        """Put a clause's keys on the line; return how many places it takes up, its end included."""
        keys = self._fold(text) + BREAK
        positions, at = self.positions, self.end
        for number in range(len(keys) - 1):
            if keys[number] != BREAK:
                positions[keys[number : number + 2]].append(at + number)
        positions[ENDS].append(at + len(keys) - 1)
        self.end += len(keys) + -len(keys) % slot
        self.longest = max(self.longest, len(keys))
        return self.end - at

    def _add_texts(self, folder: str, records: list[tuple[_Record, int]], start: int) -> int:
        """Write the texts of a page, given with their places, to files; return how many."""
        chunks: list[list[_Record]] = []
        starts: list[int] = []
        size = TEXT_CHARACTERS
        for record, at in records:
            if size + len(record.text[0]) > TEXT_CHARACTERS:
                chunks.append([])
                starts.append(at if starts else start)
                size = 0
            chunks[-1].append(record)
            size += len(record.text[0])
        self.texts.setdefault(folder, []).extend(map(self._write_texts, chunks))
        ends = (*starts[1:], self.end)
        self.text_lengths += (end - begin for begin, end in zip(starts, ends, strict=True))
        return len(chunks)

    def _write_texts(self, records: list[_Record]) -> str:
        paths: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        rows = [[one.id, one.citation[0], paths.setdefault(one.path, len(paths)), one.text[0]] for one in records]
        texts, twins = (
            [part for path in paths for part in path[tree]]
            + [part for one in records for part in (one.citation[tree], one.text[tree])]
            for tree in (0, 1)
        )
        return write_json([[path for path, _ in paths], rows, list_exceptions(texts, twins, self.shown)])


def _record_name(name: Name, other: Name) -> _Record:
    return _Record(name.address, (name.title, other.title), ((), ()), (name.text, other.text))


def _has(places: array[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def write_json(value: object) -> str:
    """Return a value as the index's files hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
