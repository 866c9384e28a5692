"""A library → its search: the works' clauses, and the names of what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from build_tools.engine.cache import Stage
from build_tools.engine.slips import tell_facts
from build_tools.model.body import BodyName
from build_tools.model.note import ReferenceKind
from build_tools.model.packed import unpack
from build_tools.model.slip import BodyTasks, Subject
from build_tools.model.target import TargetKind
from build_tools.publish.assembly import Unmade
from build_tools.publish.docs import hash_file
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.search import Index, join_index, read_data, splice_index, tally_work
from build_tools.publish.search_files import File, name_file, write_file
from build_tools.publish.search_keys import KeyTable
from build_tools.publish.search_line import OwnLine, ShownWork, cut_pairs, line_work
from build_tools.publish.search_names import NamePair, name_bodies, name_cited, name_plans, name_terms
from build_tools.publish.search_script import Tally, add_tallies, exchange_tallies

if TYPE_CHECKING:
    from build_tools.engine.library import Library


@dataclass(frozen=True)
class _Last:
    """What the search came to before.

    Attributes:
        said: by work, a hash of what it was made from.
        tally: of the characters of all.
        characters: stands for what is known of them; parts of the line are made with it.
        index: what they were bound to.
    """

    said: dict[str, str]
    tally: Tally
    characters: str
    index: Index


_TALLY: Stage[dict[str, Counter[str]]] = Stage("characters", dict)
_LINE: Stage[OwnLine] = Stage("line", OwnLine)
_NAMES: Stage[tuple[NamePair, ...]] = Stage("names", tuple)
_BODIES: Stage[tuple[tuple[BodyName, str], ...]] = Stage("bodies", tuple)
_INDEX = Stage("index", _Last)


def render_index(library: Library, _name: str = "") -> Iterator[tuple[str, Unmade]]:
    """Yield path and content of each file of the search of a library."""
    search = _Search(library)
    index, bodies = search.splice() or search.joined
    library.remember(_INDEX, COLLECTION, [library.script_key], search.describe(index))

    def write(name: str) -> str:
        return write_file(name, (bodies if name in bodies else search.joined[1])[name])

    for name, file in index.list_files():
        yield f"search/{name}.js", Unmade(file.digest, partial(write, name))


class _Search:
    """The search of a library, as far as it can be from what works added before.

    What a work adds is kept: its characters as long as it says the same, its part of the line as long as all works
    together have the same characters, too, which most changes leave as they are. Where these are the same works, and
    each takes up as many places as before, what has changed is put in the place of what it was: nothing is read of the
    others.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._said = {name: library.said[name] for name in library.published}
        self._last = library.recall(_INDEX, COLLECTION, [library.script_key])
        self._before = self._last.said if self._last else {}
        self._new = [name for name, said in self._said.items() if self._before.get(name) != said]
        self._whole = self._add_tallies()
        self._data = read_data([self._whole], _collect_names(library))
        self._table = KeyTable(self._data.variants)
        self._characters = repr((self._data.variants, self._data.shown))

    def describe(self, index: Index) -> _Last:
        """Return what the next search has to know of this one."""
        return _Last(self._said, self._whole, self._characters, index)

    def _add_tallies(self) -> Tally:
        library, script = self._library, self._library.script_key
        # What was made of a work before is kept until something else is.
        gone = [name for name, said in self._before.items() if self._said.get(name) != said]
        old = [library.recall(_TALLY, name, [self._before[name], script]) for name in gone]

        def tally(name: str) -> Tally:
            told = [self._said[name], script]
            return library.keep_of(_TALLY, name, told, lambda: {**tally_work(_show(library, name))})

        if self._last and None not in old:
            return exchange_tallies(self._last.tally, *map(add_tallies, (filter(None, old), map(tally, self._new))))
        return add_tallies(map(tally, self._said))

    def _tell_line(self, said: str) -> list[str]:
        return [said, self._library.script_key, self._characters]

    def _line(self, name: str) -> OwnLine:
        def make() -> OwnLine:
            return line_work(_show(self._library, name), self._table, self._data.shown)

        return self._library.keep_of(_LINE, name, self._tell_line(self._said[name]), make)

    @cached_property
    def joined(self) -> tuple[Index, dict[str, str]]:
        """What all works are bound to, and what its files hold."""
        return join_index(((name, self._line(name)) for name in self._said), self._data)

    def splice(self) -> tuple[Index, dict[str, str]] | None:
        """Return the last search with what has changed put in; None where more than that has to be made."""
        last = self._last
        if not last or last.characters != self._characters or [*self._before] != [*self._said]:
            return None
        was = {name: self._library.recall(_LINE, name, self._tell_line(self._before[name])) for name in self._new}
        changed = {name: (one, self._line(name)) for name, one in was.items() if one}
        if len(changed) < len(was) or any(one.head.size != own.head.size for one, own in changed.values()):
            return None
        keys = cache(lambda name: self._line(name).keys)
        with suppress(OSError, ValueError, KeyError, IndexError):  # the site in place has other files
            return splice_index(last.index, changed, keys, partial(_read_keys, self._library), self._data)
        return None


def _read_keys(library: Library, file: File) -> list[tuple[str, str]]:
    """Return the pairs of a file of keys of the site in place, and the code of each.

    Raises:
        OSError, ValueError, KeyError, IndexError: it is another file, or none.
    """
    name = f"k/{name_file(file.first)}"
    path = library.find_last(f"search/{name}.js")
    if path is None:
        raise KeyError(name)
    text = path.read_text("ascii")
    if hash_file(text) != file.digest:
        raise ValueError(name)
    pairs, codes = unpack(text[len(write_file(name, "")) - 3 : -3])
    return [*zip(cut_pairs(pairs), codes.split(" "), strict=True)]


def _show(library: Library, name: str) -> ShownWork:
    """Return a work as both trees show it."""
    targets = library.survey(name).targets
    blocks = frozenset(target.block for target in targets if target.kind is TargetKind.TARGET)
    return ShownWork(*library.show_clauses(name), blocks)


def _collect_names(library: Library) -> tuple[NamePair, ...]:
    """Return the plans, the bodies, the terms and the works cited of a library, each under all its names."""
    conversion, published = library.conversion, set(library.published)
    change, outside = conversion.to_traditional, conversion.sources.outside
    plans = [tell_facts(library.records[name]) for name in library.published]
    told = repr((library.published, conversion.slips.digests(Subject.BODY)))
    bodies = library.keep_of(_BODIES, COLLECTION, [told], lambda: (*_list_bodies(library, published),))
    cited = [*_list_cited(library, published)]

    def make() -> tuple[NamePair, ...]:
        named = name_plans(plans, change), name_bodies(bodies, change)
        return (*chain(*named, name_terms(conversion.glossary, change), name_cited(cited, outside, change)),)

    tables = repr(conversion.glossary), conversion.sources.digest, library.script_key
    return library.keep_of(_NAMES, COLLECTION, [repr(plans), repr(bodies), repr(cited), *tables], make)


def _list_bodies(library: Library, published: set[str]) -> Iterator[tuple[BodyName, str]]:
    """Yield the bodies that published works name, each with what they say of it in numbers."""
    slips = library.conversion.slips
    for name in slips.groups(Subject.BODY):
        found: list[BodyTasks] = [tasks for work, tasks in slips.take(Subject.BODY, name) if work in published]
        if found:
            counts = [len({task.place for task in one.tasks}) for one in found if one.tasks]
            yield found[0].body, f"{sum(counts)}条，见于{len(counts)}部规划" if counts else "印发机关"


def _list_cited(library: Library, published: set[str]) -> Iterator[str]:
    """Yield the names of works that published ones cite and that are not here."""
    slips, neighbours = library.conversion.slips, library.conversion.neighbours
    for work, references in slips.take(Subject.REFERENCES):
        for reference in references if work in published else ():
            target = neighbours[work].names.get(reference.name)
            if reference.kind is ReferenceKind.WORK and target and target.cited:
                yield reference.name
