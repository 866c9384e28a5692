"""Clauses of all works → the search index, static files under <site>/search/.

Guarantees: a phrase of any length is found in exactly the clauses that hold it, by intersecting positions of its
two-character pieces; a query loads only the files that it needs; equal clauses give equal bytes; everything is a
script that registers itself, so that it works over file:// too.

The texts of all pages stand behind one another on one line of *keys*: each character folded in width and case, blanks
left out, `BREAK` behind every clause and between cells. A page's clauses stand in the order title, headings, text, so
that the place of a hit tells how much it is worth. The glossary's entries, one clause each, stand at the end of the
line, so that a hit's place also tells whether it is a plan's. The files:

    index.js     the works, the length of each page's parts, of each text file and of each name in the glossary, the
                 first pair of each key file, the version of each file
    k/N.js       pairs of keys in the order of UTF-16 and, for each, its positions on the line
    t/WORK/N.js  the clauses themselves, in the order of the line, about `TEXT_CHARACTERS` each
    e/N.js       the entries of the glossary
    variants.js  characters that are taken for one; loaded with the head

A clause takes up a whole number of slots on the line, and a page a whole number of larger ones: where a clause changes
and still fits, nothing behind it moves, and only the files of its own pairs change. Each file has a version of its own,
a hash of what it holds, so that a reader's browser takes from its cache what is still the same.

One character is found as the first of a pair: all such pairs stand side by side, the last character of a clause is
paired with `BREAK`. The pair of two breaks holds the ends of all clauses, which tell whether scattered words
stand in one clause; it is loaded for that alone.

`variants` folds characters that a reader takes for one (traditional → simplified) in the index; queries, and texts that
are compared or marked, are folded the same way. A query that is a name of an entry also shows the clauses with its
other names, marked as such; names that stand in no clause are told apart, so that nobody looks for them.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from base64 import urlsafe_b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from zlib import crc32

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.publish.search_code import encode_ascending, encode_numbers
from build_tools.publish.search_terms import TermEntry

# Larger files mean fewer of them, and more in each that a query did not ask for. So set, a thousand pages of 20 kB
# have about seven files a page; an average file of keys is 6 kB, one of texts 2.5 kB after gzip.
KEY_CHARACTERS = 8_000
TEXT_CHARACTERS = 1_600

# Places on the line. Of a hundred plans the index is as large after gzip with slots of 256 as without any (2.8 MB), and
# of changes by four characters one in 64 needs a further slot.
SLOT = 256
PAGE_SLOT = 4_096

_ORDER = {ClauseKind.TITLE: 0, ClauseKind.HEADING: 1, ClauseKind.TEXT: 2}
_ENDS = BREAK * 2


@dataclass(frozen=True)
class SearchData:
    """What is known about the language of the texts.

    Attributes:
        variants: character → the one under which it is found. A value is never itself a key.
        entries: the glossary.
    """

    variants: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[TermEntry, ...] = ()


def render_search(works: Iterable[WorkClauses], data: SearchData) -> Iterator[tuple[str, str]]:
    """Yield (path below search/, text) of each file of the index."""
    index = _Index(_key_table(data.variants))
    for work in works:
        index.add_work(work)
    entries = index.add_entries(data.entries)
    first_keys, key_files = _pack_keys(index.positions)
    variants = _json("".join(char + to for char, to in sorted(data.variants.items()))) if data.variants else ""
    manifest = {
        "fold": "".join(char + to for char, to in _folds() if to),
        "blanks": "".join(char for char, to in _folds() if not to),
        "works": index.works,
        "issuers": list(index.issuers),
        "pages": encode_numbers(index.pages),
        "texts": encode_numbers(index.text_lengths),
        "slot": SLOT,
        "keys": "".join(first_keys),
        "versions": "".join(map(_tell_version, key_files)),
        "variants": _tell_version(variants) if variants else "",
        "entries": encode_numbers(entries),
        "entryVersions": "".join(map(_tell_version, index.texts.get("e", ()))),
        "longest": index.longest,
    }
    yield "index.js", _write_part(_tell_version(_json(manifest)), "index", _json(manifest))
    for number, body in enumerate(key_files):
        yield f"k/{number}.js", _write_part(_tell_version(body), f"k/{number}", body)
    for folder, bodies in index.texts.items():
        for number, body in enumerate(bodies):
            yield f"{folder}/{number}.js", _write_part(_tell_version(body), f"{folder}/{number}", body)
    if variants:
        yield "variants.js", _write_part(_tell_version(variants), "variants", variants)


def _tell_version(body: str) -> str:
    """Return what tells a file from that of an older build that a reader's browser may hold: 4 signs of base64url."""
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:3]).decode("ascii")


def _write_part(version: str, name: str, body: str) -> str:
    return f'planSearch.add("{version}","{name}",{body})\n'


def fold_keys(text: str, variants: Mapping[str, str] | None = None) -> str:
    """Return the keys of a text: equal for texts that a search takes for equal. Breaks stay, blanks go."""
    return BREAK.join(part.translate(_key_table(variants or {})) for part in text.split(BREAK))


class _KeyTable(dict[int, str]):
    """Folds one character, for `str.translate`; what has been asked for is kept."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        super().__init__()
        self.variants = variants

    def __missing__(self, code: int) -> str:
        key = fold_width(chr(code))
        lower = key.lower()
        key = lower if len(lower) == len(key) else key
        self[code] = key = self.variants.get(key, key)
        return key


def _key_table(variants: Mapping[str, str]) -> _KeyTable:
    return _KeyTable(variants)


@cache
def _folds() -> tuple[tuple[str, str], ...]:
    """All characters of the basic plane that `fold_width` changes; case is left to the browser."""
    return tuple((chr(code), to) for code in range(0x10000) if (to := fold_width(chr(code))) != chr(code))


class _Index:
    """The line of keys while it grows. Works are taken one by one; nothing but numbers is kept of their keys."""

    def __init__(self, table: _KeyTable) -> None:
        self.table = table
        self.end = 0
        self.longest = 0  # clause, in keys
        self.positions: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        self.issuers: dict[str, int] = {}
        self.works: list[list[object]] = []
        self.pages: list[int] = []  # for each: number of text files, keys of titles, keys of headings
        self.texts: dict[str, list[str]] = {}  # folder → what its files hold
        self.text_lengths: list[int] = []  # in keys

    def add_work(self, work: WorkClauses) -> None:
        pages: dict[str, list[Clause]] = {}
        for clause in work.clauses:
            pages.setdefault(clause.place.page, []).append(clause)
        issuers = [self.issuers.setdefault(name, len(self.issuers)) for name in work.issuers]
        folder = f"t/{work.work}"
        for clauses in pages.values():
            in_order = sorted(clauses, key=lambda clause: _ORDER[clause.kind])
            self.pages += self.add_page(folder, in_order, SLOT, PAGE_SLOT)
        versions = "".join(map(_tell_version, self.texts.get(folder, ())))
        self.works.append([work.work, work.title, work.year or 0, issuers, list(pages), versions])

    def add_entries(self, entries: Iterable[TermEntry]) -> list[int]:
        """Put the glossary behind the plans.

        Returns:
            For each entry the number of its names, for each of these twice its length in keys, and 1 more if a clause
            holds it, and the length of the rest. So a hit's place alone tells whether the query is a name, and which
            of its entry's names are worth looking for.
        """
        shapes: list[int] = []
        clauses: list[Clause] = []
        for entry in entries:
            clauses.append(Clause("", Anchor(name=entry.id), ClauseKind.TEXT, entry.title, (), entry.text))
            *names, definition = self.split_keys(entry.text)
            shapes += [len(names), *(2 * len(name) + self.holds(name) for name in names), len(definition)]
        if clauses:
            self.add_page("e", clauses, 1, 1)
        return shapes

    def holds(self, keys: str) -> bool:
        """Whether some clause holds these keys in a row."""
        pairs = [self.positions.get(keys[at : at + 2]) for at in range(len(keys) - 1)]
        lists = [places for places in pairs if places]
        if not lists or len(lists) < len(pairs):
            return False
        rarest = min(range(len(lists)), key=lambda at: len(lists[at]))
        return any(all(_has(places, place - rarest + at) for at, places in enumerate(lists)) for place in lists[rarest])

    def split_keys(self, text: str) -> list[str]:
        """Return the keys of each cell of a text."""
        return [part.translate(self.table) for part in text.split(BREAK)]

    def add_page(self, folder: str, clauses: list[Clause], slot: int, page_slot: int) -> tuple[int, int, int]:
        """Put a page on the line; return the number of its text files, and of the places of its titles and headings."""
        lengths = dict.fromkeys(ClauseKind, 0)
        files = 0
        chunk: list[Clause] = []
        size = start = 0
        for clause in clauses:
            if chunk and size + len(clause.text) > TEXT_CHARACTERS:
                self.add_text(chunk, start, folder)
                files += 1
                chunk = []
            if not chunk:
                size, start = 0, self.end
            chunk.append(clause)
            size += len(clause.text)
            lengths[clause.kind] += self.add_keys(clause.text, slot)
        self.end += -self.end % page_slot
        self.add_text(chunk, start, folder)
        return files + 1, lengths[ClauseKind.TITLE], lengths[ClauseKind.HEADING]

    def add_keys(self, text: str, slot: int) -> int:
        """Put a clause's keys on the line; return how many places it takes up, its end included."""
        keys = BREAK.join(self.split_keys(text)) + BREAK
        positions, at = self.positions, self.end
        for number in range(len(keys) - 1):
            if keys[number] != BREAK:
                positions[keys[number : number + 2]].append(at + number)
        positions[_ENDS].append(at + len(keys) - 1)
        self.end += len(keys) + -len(keys) % slot
        self.longest = max(self.longest, len(keys))
        return self.end - at

    def add_text(self, clauses: list[Clause], start: int, folder: str) -> None:
        paths: dict[tuple[str, ...], int] = {}
        records = [
            [clause.place.id, clause.citation, paths.setdefault(clause.path, len(paths)), clause.text]
            for clause in clauses
        ]
        self.texts.setdefault(folder, []).append(_json([list(paths), records]))
        self.text_lengths.append(self.end - start)


def _has(places: array[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _pack_keys(positions: Mapping[str, array[int]]) -> tuple[list[str], list[str]]:
    """Return the first pair of each key file, and the files' bodies.

    A file ends where the next pair says so by its hash, the likelier the more it would add; so what changes in one
    file moves no end but its own and perhaps the next.
    """
    firsts: list[str] = []
    bodies: list[str] = []
    pairs: list[str] = []
    codes: list[str] = []
    size = 0

    def close() -> None:
        if pairs:
            firsts.append(pairs[0])
            bodies.append(_json("".join(pairs)) + ',"' + " ".join(codes) + '"')

    for pair in sorted(positions, key=lambda pair: pair.encode("utf-16-be", "surrogatepass")):
        code = encode_ascending(positions[pair])
        length = len(code) + 4
        half = KEY_CHARACTERS // 2
        is_edge = size > half and crc32(pair.encode("utf-16-be", "surrogatepass")) * half < length << 32
        if pairs and (is_edge or size + length > 2 * KEY_CHARACTERS):
            close()
            pairs, codes, size = [], [], 0
        pairs.append(pair)
        codes.append(code)
        size += length
    close()
    return firsts, bodies


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
