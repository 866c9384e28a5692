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

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from build_tools.hanzi.script import fold_script, list_variants, read_regional_words
from build_tools.publish.search_code import encode_numbers
from build_tools.publish.search_files import (
    File,
    KeyChange,
    Pairs,
    describe_file,
    list_changes,
    name_file,
    pack_keys,
    splice_keys,
    tell_version,
    write_file,
)
from build_tools.publish.search_keys import KeyTable, fold, list_folds
from build_tools.publish.search_line import SLOT, Line, OwnHead, OwnLine, ShownWork, line_names, line_work
from build_tools.publish.search_names import NamePair
from build_tools.publish.search_pack import pack
from build_tools.publish.search_script import Tally, add_tallies, choose_characters, list_exceptions, tally_characters

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
    """Return what an index of works and names needs to know of their characters."""
    tally = add_tallies([*tallies, tally_characters((name.text, called.text) for name, called in names)])
    characters = set(chain(tally, *tally.values()))
    return SearchData(list_variants(characters), choose_characters(tally), names)


class _Names(NamedTuple):
    """The part of the line that holds names: what the head tells of it, its files of texts and of keys, and shapes."""

    head: OwnHead
    texts: list[File]
    keys: list[File]
    shapes: list[int]


@dataclass(frozen=True)
class Index:
    """What an index comes to, its files left out.

    Attributes:
        heads: of each work, what the head tells of its part of the line, and its files of texts.
        keys: the files of keys of plans.
        held: keys that were looked for, and a work of which a clause holds them, "" where none does.
        told: stands for all that the names are made from.
        names: the part of the line that holds them.
        files: that are one each.
    """

    heads: Mapping[str, tuple[OwnHead, list[File]]]
    keys: list[File]
    held: Mapping[str, str]
    told: str
    names: _Names
    files: Mapping[str, File]

    def list_files(self) -> Iterator[tuple[str, File]]:
        """Yield the name of each file, and what is known of it."""
        yield from self.files.items()
        for folder, files in (("k", self.keys), ("n", self.names.keys)):
            yield from ((f"{folder}/{name_file(file.first)}", file) for file in files)
        for folder, files in (*((f"t/{work}", own) for work, (_, own) in self.heads.items()), ("e", self.names.texts)):
            yield from ((f"{folder}/{at}", file) for at, file in enumerate(files))


Bodies = dict[str, str]
"""What files of an index hold, by name."""


def render_search(works: Iterable[ShownWork], data: SearchData) -> Iterator[tuple[str, str]]:
    """Yield (path below search/, text) of each file of the index of works."""
    table = KeyTable(data.variants)
    index, bodies = join_index(((work.work.work, line_work(work, table, data.shown)) for work in works), data)
    return ((f"{name}.js", write_file(name, bodies[name])) for name, _ in index.list_files())


def join_index(works: Iterable[tuple[str, OwnLine]], data: SearchData) -> tuple[Index, Bodies]:
    """Return an index, and what its files hold."""
    asked = _list_asked(data)
    line = Line(asked)
    heads: dict[str, tuple[OwnHead, list[File]]] = {}
    bodies: Bodies = {}
    for work, own in works:
        line.add(work, own)
        heads[work] = own.head, _write_texts(f"t/{work}", own, bodies)
    keys, packed = pack_keys("k", line.codes.items(), _tell_most(heads))
    return _finish(heads, keys, {keys: line.find(keys) for keys in asked}, data, bodies | packed, None)


def splice_index(
    last: Index,
    changed: Mapping[str, tuple[OwnLine, OwnLine]],
    load: Callable[[str], str],
    read: Callable[[File], Pairs],
    data: SearchData,
) -> tuple[Index, Bodies]:
    """Return an index in which some works have changed, as `join_index` would, and what the files hold that are new.

    Args:
        last: the index before, made with the same characters of `data`.
        changed: by work, its part of the line as it was, and as it is, which takes up as many places.
        load: gives the keys of a work.
        read: gives what a file of keys of the index before held.
        data: what is known about their language.
    """
    bodies: Bodies = {}
    heads = {**last.heads}
    changes: dict[str, list[KeyChange]] = {}
    start = 0
    for work, (head, _files) in last.heads.items():
        if work in changed:
            for pair, change in list_changes(start, *changed[work]):
                changes.setdefault(pair, []).append(change)
            own = changed[work][1]
            heads[work] = own.head, _write_texts(f"t/{work}", own, bodies)
        start += head.size
    files, packed = splice_keys(last.keys, changes, read, _tell_most(heads))

    def find(keys: str) -> str:
        known = last.held.get(keys)
        if known and known not in changed:
            return known
        among = changed if known == "" else chain([known] if known else (), heads)
        return next((work for work in among if len(keys) > 1 and keys in load(work)), "")

    held = {keys: find(keys) for keys in _list_asked(data)}
    return _finish(heads, files, held, data, bodies | packed, last)


def _list_asked(data: SearchData) -> list[str]:
    """Return the keys of which it is told whether a clause holds them: words of other regions, and forms of names."""
    table = KeyTable(data.variants)
    asked = chain(_list_regional().values(), (form for name, _ in data.names for form in name.forms))
    return [*dict.fromkeys(fold(words, table) for words in asked)]


def _list_regional() -> dict[str, str]:
    return {fold_script(word): meaning for word, meaning in read_regional_words().items()}


def _tell_most(heads: Sized) -> int:
    return KEY_CHARACTERS if len(heads) < MANY else MANY_KEY_CHARACTERS


def _write_texts(folder: str, own: OwnLine, bodies: Bodies) -> list[File]:
    named = {f"{folder}/{at}": body for at, body in enumerate(own.texts)}
    bodies |= named
    return [describe_file(name, body) for name, body in named.items()]


def _finish(
    heads: Mapping[str, tuple[OwnHead, list[File]]],
    keys: list[File],
    held: Mapping[str, str],
    data: SearchData,
    bodies: Bodies,
    last: Index | None,
) -> tuple[Index, Bodies]:
    """Return an index and what its files hold, from the parts of works; names that are the same are taken over."""
    table = KeyTable(data.variants)
    forms = [bool(held[fold(form, table)]) for name, _ in data.names for form in name.forms]
    told = hashlib.sha256(repr((data, forms)).encode("utf-8", "surrogatepass")).hexdigest()
    if last and last.told == told:
        names = last.names
    else:
        own, shapes = line_names(data.names, table, data.shown, lambda keys: bool(held[keys]))
        named, packed = pack_keys("n", own.list_codes(), NAME_KEY_CHARACTERS)
        names = _Names(own.head, _write_texts("e", own, bodies), named, shapes)
        bodies |= packed
    fold_to = "".join(char + to for char, to in list_folds() if to)
    blanks = "".join(char for char, to in list_folds() if not to)
    words = [(word, meaning) for word, meaning in _list_regional().items() if held[fold(meaning, table)]]
    single = {
        "folds": pack(fold_to, blanks, _pair_up(data.variants), encode_numbers(names.shapes)),
        "script": pack(_pair_up(data.shown)) if data.shown else "",
        "words": pack(" ".join(chain.from_iterable(words))) if words else "",
    }
    single["index"] = pack(_tell_head(heads, {"k": keys, "n": names.keys}, names, single, data))
    single = {name: body for name, body in single.items() if body}
    files = {name: describe_file(name, body) for name, body in single.items()}
    return Index(heads, keys, held, told, names, files), bodies | single


def _tell_head(
    heads: Mapping[str, tuple[OwnHead, list[File]]],
    keys: Mapping[str, list[File]],
    names: _Names,
    single: Mapping[str, str],
    data: SearchData,
) -> dict[str, object]:
    """Return what the head tells of the parts of the line."""
    issuers: dict[str, str] = {}
    works: list[list[object]] = []
    titles: list[tuple[str, str]] = []
    every = [*(head for head, _ in heads.values()), names.head]
    for head, files in heads.values():
        work, year, pages = head.row or ("", 0, ())
        title, *signed = head.titles
        for name, called in signed:
            issuers.setdefault(name, called)
        known = list(issuers)
        titles.append(title)
        numbers = [known.index(name) for name, _ in signed]
        works.append([work, title[0], year, numbers, list(pages), _join_versions(files)])
    titles += issuers.items()
    return {
        "works": works,
        "issuers": list(issuers),
        "exceptions": list_exceptions([title for title, _ in titles], [twin for _, twin in titles], data.shown),
        "pages": encode_numbers(number for head in every[:-1] for number in head.pages),
        "texts": encode_numbers(length for head in every for length in head.text_lengths),
        "slot": SLOT,
        "keys": {folder: "".join(file.first for file in files) for folder, files in keys.items()},
        "versions": {folder: _join_versions(files) for folder, files in keys.items()},
        "nameVersions": _join_versions(names.texts),
        "longest": max(head.longest for head in every),
        **{name: tell_version(body) if body else "" for name, body in single.items()},
    }


def _join_versions(files: Iterable[File]) -> str:
    return "".join(file.version for file in files)


def _pair_up(table: Mapping[str, str]) -> str:
    return "".join(char + to for char, to in sorted(table.items()))
