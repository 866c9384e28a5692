"""Clauses, one behind the other → the line of keys: where each pair of keys stands, and the files of texts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.publish.search_code import CODES, encode_gaps
from build_tools.publish.search_keys import KeyTable, fold, key_anchor, place_keys
from build_tools.publish.search_names import Name, NamePair
from build_tools.publish.search_pack import pack
from build_tools.publish.search_script import list_exceptions

# Larger files mean fewer of them, and more in each that a query did not ask for. An average file of texts is packed to
# 5 kB, and a plan has three.
TEXT_CHARACTERS = 7_200

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
_ENDS = BREAK * 2
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


class OwnHead(NamedTuple):
    """What the head of the index tells of a part of the line.

    Attributes:
        titles: (as the first, as the second tree shows it): of the work, and of its issuers.
        row: work, year, its pages; () of names.
        size: places on the line.
        longest: clause, in places.
        pages: for each: number of text files, keys of titles, keys of headings.
        text_lengths: of each file of texts, in places.
    """

    titles: tuple[tuple[str, str], ...]
    row: tuple[str, int, tuple[str, ...]] | tuple[()]
    size: int
    longest: int
    pages: list[int]
    text_lengths: list[int]


class OwnLine(NamedTuple):
    """A part of the line, of one work or of all names: what it comes to wherever it stands.

    Attributes:
        head: what the head tells of it.
        texts: what its files hold.
        keys: its clauses', parted by breaks.
        pairs: of keys, in the order in which they come first.
        firsts: the first place of each pair, from the beginning of the part.
        lasts: the last place of each.
        codes: the gaps between the places of each, as `search_code` writes them.
    """

    head: OwnHead
    texts: list[str]
    keys: str
    pairs: str
    firsts: array[int]
    lasts: array[int]
    codes: str

    def list_gaps(self) -> Iterator[tuple[str, tuple[int, str]]]:
        """Yield each pair, its first place, from the beginning of the part, and the code of the gaps behind it."""
        gaps_of_all = self.codes.split(" ") if self.pairs else ()
        return zip(cut_pairs(self.pairs), zip(self.firsts, gaps_of_all, strict=True), strict=True)

    def list_codes(self) -> Iterator[tuple[str, bytes]]:
        """Yield each pair and the code of its places, from the beginning of the part."""
        for pair, (first, gaps) in self.list_gaps():
            yield pair, f"{CODES[first]}{gaps}".encode("ascii")


def line_work(shown: ShownWork, table: KeyTable, characters: Mapping[str, str]) -> OwnLine:
    """Return a work's part of the line.

    Args:
        shown: the work.
        table: folds characters.
        characters: what most often stands for one in the second tree.
    """
    draft = _Draft(table, characters)
    pages = draft.add_work(shown)
    work, twin, _ = shown
    titles = ((work.title, twin.title), *zip(work.issuers, twin.issuers, strict=True))
    return draft.finish(titles, (work.work, work.year or 0, pages))


def line_names(
    names: Iterable[NamePair], table: KeyTable, characters: Mapping[str, str], holds: Callable[[str], bool]
) -> tuple[OwnLine, list[int]]:
    """Return the part of the line that holds names, and their shapes.

    The shape of each is its kind, the number of its forms, for each of these twice its length in keys, and 1 more if a
    clause holds it, and the length of the rest, what is left free behind it included. So a hit's place alone tells
    whether the query is a name, and which of its forms are worth looking for.

    Args:
        names: in order.
        table: folds characters.
        characters: what most often stands for one in the second tree.
        holds: whether some clause holds these keys in a row.
    """
    draft = _Draft(table, characters)
    shapes = draft.add_names(names, holds)
    return draft.finish((), ()), shapes


class _Draft:
    """A part of the line while it grows; nothing but numbers is kept of where its keys stand."""

    def __init__(self, table: KeyTable, characters: Mapping[str, str]) -> None:
        self.table, self.characters = table, characters
        self.end = 0
        self.longest = 0
        self.positions: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        self.keys: list[str] = []
        self.pages: list[int] = []
        self.texts: list[str] = []
        self.text_lengths: list[int] = []

    def finish(self, titles: tuple[tuple[str, str], ...], row: tuple[str, int, tuple[str, ...]] | tuple[()]) -> OwnLine:
        """Return what it has come to."""
        places = self.positions.values()
        return OwnLine(
            OwnHead(titles, row, self.end, self.longest, self.pages, self.text_lengths),
            self.texts,
            "".join(self.keys),
            "".join(self.positions),
            array("L", (of_pair[0] for of_pair in places)),
            array("L", (of_pair[-1] for of_pair in places)),
            " ".join(map(encode_gaps, places)),
        )

    def add_work(self, shown: ShownWork) -> tuple[str, ...]:
        """Put a work's clauses on the line; return its pages."""
        work, twin, targets = shown
        pages: dict[str, list[tuple[Clause, Clause]]] = {}
        for clause, other in zip(work.clauses, twin.clauses, strict=True):
            pages.setdefault(clause.place.page, []).append((clause, other))
        anchored: set[Anchor] = set()
        for clauses in pages.values():
            self._add_clauses(sorted(clauses, key=lambda one: _ORDER[one[0].kind]), anchored, targets)
        return tuple(pages)

    def _add_clauses(
        self, clauses: list[tuple[Clause, Clause]], anchored: set[Anchor], targets: Collection[int]
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
            keys = fold(clause.text, self.table)
            lengths[clause.kind] += self._add_keys(keys, place_keys(keys), SLOT)
            records.append((record, at))
        self.end += -self.end % PAGE_SLOT
        files = self._add_texts(records, start)
        self.pages += (files, lengths[ClauseKind.TITLE], lengths[ClauseKind.HEADING])

    def add_names(self, names: Iterable[NamePair], holds: Callable[[str], bool]) -> list[int]:
        """Put names on the line; return their shapes."""
        shapes: list[int] = []
        records: list[tuple[_Record, int]] = []
        start = self.end
        for name, other in names:
            forms = [fold(form, self.table) for form in name.forms]
            shapes += [name.kind, len(forms), *(2 * len(form) + holds(form) for form in forms)]
            at = self.end
            records.append((_record_name(name, other), at))
            keys = fold(name.text, self.table)
            self._add_keys(keys, range(len(keys) + 1), NAME_SLOT)
            sign = crc32(name.address.encode())
            if not sign % _HEAP:
                self.end += -self.end % _HEAP_SLOT
            shapes.append(self.end - at - sum(len(form) + 1 for form in forms) - 1)
            if not sign % (_HEAP * _HEAPS):
                self._add_texts(records, start)
                records, start = [], self.end
        if records:
            self._add_texts(records, start)
        return shapes

    def _add_keys(self, keys: str, places: Sequence[int], slot: int) -> int:
        """Put a clause's keys on the line.

        Args:
            keys: without the break at its end.
            places: of each and of its end, from the clause's first.
            slot: of whose multiples it takes up one.

        Returns:
            How many places it takes up, its end included.
        """
        positions, at = self.positions, self.end
        keys += BREAK
        for number, place in enumerate(places[:-1]):
            if keys[number] != BREAK:
                positions[keys[number : number + 2]].append(at + place)
        positions[_ENDS].append(at + places[-1])
        self.keys.append(keys)
        size = places[-1] + 1
        self.longest = max(self.longest, size)
        size += -size % slot
        self.end += size
        return size

    def _add_texts(self, records: list[tuple[_Record, int]], start: int) -> int:
        """Write the texts of a page, given with their places, to files; return how many."""
        chunks: list[list[_Record]] = []
        starts: list[int] = []
        numbers = number_files(len(record.text[0]) for record, _ in records)
        for (record, at), number in zip(records, numbers, strict=True):
            if number == len(chunks):
                chunks.append([])
                starts.append(at if starts else start)
            chunks[-1].append(record)
        self.texts += map(self._write_texts, chunks)
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
        return pack([path for path, _ in paths], rows, list_exceptions(texts, twins, self.characters))


class Line:
    """The line of keys while its parts are put behind one another.

    Args:
        asked: keys that will be looked for (`find`): only of their pairs it is known which parts have them.
    """

    def __init__(self, asked: Iterable[str]) -> None:
        self.end = 0
        self.codes: dict[str, bytearray] = {}
        self._lasts: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        self._having: dict[str, list[str]] = {pair: [] for keys in asked for pair in _list_pairs(keys)}

    def add(self, work: str, own: OwnLine) -> None:
        """Put a part behind those before: of each pair the way to its first place there is new, and nothing else."""
        codes, lasts, having, start = self.codes, self._lasts, self._having, self.end
        gaps_of_all = own.codes.split(" ") if own.pairs else ()
        for pair, first, last, gaps in zip(cut_pairs(own.pairs), own.firsts, own.lasts, gaps_of_all, strict=True):
            code = f"{CODES[start + first - lasts.get(pair, 0)]}{gaps}".encode("ascii")
            if pair in codes:
                codes[pair] += code
            else:
                codes[pair] = bytearray(code)
            lasts[pair] = start + last
            if pair in having:
                having[pair].append(work)
        self._keys[work] = own.keys
        self.end += own.head.size

    def find(self, keys: str) -> str:
        """Return the first work of which some clause holds keys, two or more that were asked for, in a row; else ""."""
        works = min((self._having[pair] for pair in _list_pairs(keys)), key=len, default=())
        return next((work for work in works if keys in self._keys[work]), "")


def cut_pairs(pairs: str) -> Iterator[str]:
    """Yield the pairs that stand behind one another."""
    return (pairs[at : at + 2] for at in range(0, len(pairs), 2))


def _list_pairs(keys: str) -> Iterator[str]:
    return (keys[at : at + 2] for at in range(len(keys) - 1))


def sort_clauses(work: WorkClauses) -> list[list[Clause]]:
    """Return the clauses of each page of a work, in the order in which the files of texts have them."""
    pages: dict[str, list[Clause]] = {}
    for clause in work.clauses:
        pages.setdefault(clause.place.page, []).append(clause)
    return [sorted(clauses, key=lambda clause: _ORDER[clause.kind]) for clauses in pages.values()]


def number_files(lengths: Iterable[int]) -> Iterator[int]:
    """Yield the number of the file, of those of a page, in which each of its texts stands, from their lengths."""
    number, size = -1, TEXT_CHARACTERS
    for length in lengths:
        if size + length > TEXT_CHARACTERS:
            number, size = number + 1, 0
        size += length
        yield number


def _record_name(name: Name, other: Name) -> _Record:
    return _Record(name.address, (name.title, other.title), ((), ()), (name.text, other.text))
