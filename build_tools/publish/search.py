"""Clauses of all works → the search index, static files under <site>/search/.

Guarantees: a phrase of any length is found in exactly the clauses that hold it, by intersecting positions of its
two-character pieces; a query loads only the files that it needs; equal clauses give equal bytes; both trees share it;
everything is a script that registers itself, so that it works over file:// too.

The texts of all pages stand behind one another on one line of *keys*: each character folded in width and case, blanks
left out, `BREAK` behind every clause and between cells. A page's clauses stand in the order title, headings, text, so
that the place of a hit tells how much it is worth. The names of plans, bodies, terms and cited works, one clause each
with readings, stand at the end of the line, so that a hit's place also tells whether it is a plan's. The files:

    index.js     the works, the length of each page's parts and of each text file, the first pair of each key file, the
                 version of each file
    folds.js     how characters are folded, those that are taken for one, the shape of each name; loaded with the head
    k/PAIR.js    pairs of keys in the order of UTF-16 and, for each, its positions on the line, as far as plans reach
    n/PAIR.js    the same of the names, from where these begin: a new one changes most of these files, and no other
    t/WORK/N.js  the clauses themselves, in the order of the line, about `TEXT_CHARACTERS` each
    e/N.js       the names
    script.js    what makes the second tree's texts of the first's (`search_script`); loaded there
    words.js     words of other regions, and what they are called here

What each holds is packed (`search_pack`), but for its name and its version, a hash of it, so that a reader's browser
takes from its cache what is still the same. A phrase takes up a whole number of slots on the line (`place_keys`), a
clause of larger ones, a page of still larger ones: where words change and still fit, nothing behind their phrase moves,
and only the files of its own pairs change. A name takes up slots, too, and heaps of about eight, parted by a hash of
their addresses, take up more than they need: a new one moves the few behind it.

One character is found as the first of a pair: all such pairs stand side by side, the last character of a clause is
paired with `BREAK`. The pair of two breaks holds the ends of all clauses, which tell whether scattered words
stand in one clause; it is loaded for that alone. A break and a sign made of an anchor are the pair under which the
clause at that anchor stands.

`variants` folds characters that a reader takes for one (traditional → simplified) in the index; queries, and texts that
are compared or marked, are folded the same way. A query that names a term also shows the clauses with its
other names, marked as such; forms that stand in no clause are told apart, so that nobody looks for them.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from zlib import crc32

from build_tools.hanzi.script import fold_script, list_variants, read_regional_words
from build_tools.publish.search_code import encode_numbers
from build_tools.publish.search_keys import KeyTable, list_folds
from build_tools.publish.search_line import (
    SLOT,
    Line,
    OwnLine,
    ShownWork,
    fold,
    line_names,
    line_work,
)
from build_tools.publish.search_names import NamePair
from build_tools.publish.search_pack import pack
from build_tools.publish.search_script import (
    Tally,
    add_tallies,
    choose_characters,
    list_exceptions,
    tally_characters,
)

# Larger files mean fewer of them, and more in each that a query did not ask for. So set, a hundred plans have three
# to four files a plan, and a file of keys has 9 kB of texts that do not repeat each other.
KEY_CHARACTERS, NAME_KEY_CHARACTERS = 12_000, 4_000
# From so many works on, files are what a host counts: a thousand plans have two of keys a plan, not three.
MANY, MANY_KEY_CHARACTERS = 500, 16_000


@dataclass(frozen=True)
class SearchData:
    """What is known about the language of the texts.

    Attributes:
        variants: character → the one under which it is found. A value is never itself a key.
        shown: character → what most often stands for it in the second tree, where that is another one.
        names: of what the texts speak of, by kind.
    """

    variants: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    names: tuple[NamePair, ...] = ()


def tally_work(shown: ShownWork) -> Tally:
    """Return which characters a work has, and what stands for each in the second tree."""
    return tally_characters(
        (clause.text, other.text) for clause, other in zip(shown.work.clauses, shown.twin.clauses, strict=True)
    )


def read_data(tallies: Iterable[Tally], names: tuple[NamePair, ...]) -> SearchData:
    """Return what an index of works and names needs to know of their characters.

    Args:
        tallies: of each work (`tally_work`).
        names: each as both trees show it.
    """
    tally = add_tallies([*tallies, tally_characters((name.text, called.text) for name, called in names)])
    characters = set(chain(tally, *tally.values()))
    return SearchData(list_variants(characters), choose_characters(tally), names)


def render_search(works: Iterable[ShownWork], data: SearchData) -> Iterator[tuple[str, str]]:
    """Yield (path below search/, text) of each file of the index of works."""
    table = KeyTable(data.variants)
    return bind_search((line_work(work, table, data.shown) for work in works), data)


def bind_search(works: Iterable[OwnLine], data: SearchData) -> Iterator[tuple[str, str]]:
    """Yield (path below search/, text) of each file of an index.

    Args:
        works: the part of each on the line, made with the same `data`.
        data: what is known about their language.
    """
    table = KeyTable(data.variants)
    regional = {fold_script(word): meaning for word, meaning in read_regional_words().items()}
    asked = chain(regional.values(), (form for name, _ in data.names for form in name.forms))
    line = Line(fold(words, table) for words in asked)
    head = _Head()
    for work in works:
        line.add(work)
        head.add(work)
    held = [(word, meaning) for word, meaning in regional.items() if line.holds(fold(meaning, table))]
    names, shapes = line_names(data.names, table, data.shown, line.holds)
    head.add(names)
    packed = {
        "k": _pack_keys(line.codes, KEY_CHARACTERS if len(head.works) < MANY else MANY_KEY_CHARACTERS),
        "n": _pack_keys(dict(names.list_codes()), NAME_KEY_CHARACTERS),
    }
    fold_to = "".join(char + to for char, to in list_folds() if to)
    blanks = "".join(char for char, to in list_folds() if not to)
    files = {
        "folds": pack(fold_to, blanks, _pair_up(data.variants), encode_numbers(shapes)),
        "script": pack(_pair_up(data.shown)) if data.shown else "",
        "words": pack(" ".join(chain.from_iterable(held))) if held else "",
    }
    titles = [*head.titles, *head.issuers.items()]
    exceptions = list_exceptions([title for title, _ in titles], [twin for _, twin in titles], data.shown)
    told = {
        "works": head.works,
        "issuers": list(head.issuers),
        "exceptions": exceptions,
        "pages": encode_numbers(head.pages),
        "texts": encode_numbers(head.text_lengths),
        "slot": SLOT,
        "keys": {folder: "".join(firsts) for folder, (firsts, _) in packed.items()},
        "versions": {folder: "".join(map(_tell_version, bodies)) for folder, (_, bodies) in packed.items()},
        "nameVersions": "".join(map(_tell_version, names.texts)),
        "longest": head.longest,
        **{name: _tell_version(body) if body else "" for name, body in files.items()},
    }
    files["index"] = pack(told)
    for folder, (firsts, bodies) in packed.items():
        files |= {f"{folder}/{name_file(pair)}": body for pair, body in zip(firsts, bodies, strict=True)}
    files |= {f"t/{work}/{at}": body for work, bodies in head.texts.items() for at, body in enumerate(bodies)}
    files |= {f"e/{at}": body for at, body in enumerate(names.texts)}
    for name, body in files.items():
        if body:
            yield f"{name}.js", f'planSearch.add("{_tell_version(body)}","{name}","{body}")\n'


class _Head:
    """What the head tells of the parts of the line."""

    def __init__(self) -> None:
        self.longest = 0  # clause, in keys
        self.issuers: dict[str, str] = {}
        self.works: list[list[object]] = []
        self.titles: list[tuple[str, str]] = []
        self.pages: list[int] = []
        self.texts: dict[str, list[str]] = {}
        self.text_lengths: list[int] = []

    def add(self, own: OwnLine) -> None:
        """Take in a part, those before it first."""
        self.longest = max(self.longest, own.longest)
        self.text_lengths += own.text_lengths
        if own.row:
            work, year, pages = own.row
            title, *issuers = own.titles
            for name, called in issuers:
                self.issuers.setdefault(name, called)
            known = list(self.issuers)
            numbers = [known.index(name) for name, _ in issuers]
            self.titles.append(title)
            self.works.append([work, title[0], year, numbers, list(pages), "".join(map(_tell_version, own.texts))])
            self.pages += own.pages
            self.texts[work] = own.texts


def name_file(pair: str) -> str:
    """Return the name of the key file that begins with a pair: where files end elsewhere, the others keep theirs."""
    return pair.encode("utf-16-be", "surrogatepass").hex()


def _pair_up(table: Mapping[str, str]) -> str:
    return "".join(char + to for char, to in sorted(table.items()))


def _tell_version(body: str) -> str:
    """Return what tells a file from that of an older build that a reader's browser may hold: 4 signs of base64url."""
    digest = hashlib.sha256(body.encode("ascii")).digest()
    return urlsafe_b64encode(digest[:3]).decode("ascii")


def _pack_keys(places: Mapping[str, bytes | bytearray], most: int) -> tuple[list[str], list[str]]:
    """Return the first pair of each key file, and the files' bodies, from the code of the places of each pair.

    `most` is about how many characters a file has.

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
            bodies.append(pack("".join(pairs), " ".join(codes)))

    for pair in sorted(places, key=lambda pair: pair.encode("utf-16-be", "surrogatepass")):
        code = places[pair].decode("ascii")
        length = len(code) + 4
        half = most // 2
        is_edge = size > half and crc32(pair.encode("utf-16-be", "surrogatepass")) * half < length << 32
        if pairs and (is_edge or size + length > 2 * most):
            close()
            pairs, codes, size = [], [], 0
        pairs.append(pair)
        codes.append(code)
        size += length
    close()
    return firsts, bodies
