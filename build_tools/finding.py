"""A library → its search: the works' clauses, and the names of what they speak of."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from build_tools.cache import Stage
from build_tools.model.body import BodyName
from build_tools.model.note import ReferenceKind
from build_tools.model.slip import BodyTasks, Subject
from build_tools.model.target import TargetKind
from build_tools.proof.packed import unpack
from build_tools.publish.assembly import Unmade
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.search import Index, join_index, read_data, splice_index, tally_work
from build_tools.publish.search_files import File, name_file, write_file
from build_tools.publish.search_keys import KeyTable
from build_tools.publish.search_line import OwnLine, ShownWork, cut_pairs, line_work
from build_tools.publish.search_names import NamePair, name_bodies, name_cited, name_plans, name_terms
from build_tools.publish.search_script import Tally, add_tallies, exchange_tallies
from build_tools.slips import describe_facts

if TYPE_CHECKING:
    from build_tools.library import Library


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
    """Yield path and content of each file of the search of a library.

    What a work adds is kept: its characters as long as it says the same, its part of the line as long as all works
    together have the same characters, too, which most changes leave as they are. Where these are the same works, and
    each takes up as many places as before, what has changed is put in the place of what it was: nothing is read of the
    others.
    """
    script = library.script_key
    last = library.recall(_INDEX, COLLECTION, [script])
    said = {name: library.said[name] for name in library.published}
    before = last.said if last else {}
    # What was made of a work before is kept until something else is.
    gone = {name: library.recall(_TALLY, name, [was, script]) for name, was in before.items() if said.get(name) != was}
    new = [name for name in said if before.get(name) != said[name]]

    def tally(name: str) -> Tally:
        return library.keep_of(_TALLY, name, [said[name], script], lambda: {**tally_work(_show(library, name))})

    old = [was for was in gone.values() if was is not None]
    if last and len(old) == len(gone):
        whole = exchange_tallies(last.tally, old, map(tally, new))
    else:
        whole = add_tallies(map(tally, said))
    data = read_data([whole], collect_names(library))
    table, characters = KeyTable(data.variants), repr((data.variants, data.shown))

    def line(name: str) -> OwnLine:
        told = [said[name], script, characters]
        return library.keep_of(_LINE, name, told, lambda: line_work(_show(library, name), table, data.shown))

    @cache
    def join() -> tuple[Index, dict[str, str]]:
        return join_index(((name, line(name)) for name in said), data)

    found = None
    if last and last.characters == characters and [*before] == [*said]:
        was = {name: library.recall(_LINE, name, [before[name], script, characters]) for name in new}
        changed = {name: (one, line(name)) for name, one in was.items() if one}
        if len(changed) == len(new) and all(one.head.size == own.head.size for one, own in changed.values()):
            keys = cache(lambda name: line(name).keys)
            with suppress(OSError, ValueError, KeyError, IndexError):  # the site in place has other files
                found = splice_index(last.index, changed, keys, partial(_read_keys, library), data)
    index, bodies = found or join()
    library.remember(_INDEX, COLLECTION, [script], _Last(said, whole, characters, index))

    def write(name: str) -> str:
        return write_file(name, (bodies if name in bodies else join()[1])[name])

    for name, file in index.list_files():
        yield f"search/{name}.js", Unmade(file.digest, partial(write, name))


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
    if hashlib.sha256(text.encode("ascii")).hexdigest() != file.digest:
        raise ValueError(name)
    pairs, codes = unpack(text[len(write_file(name, "")) - 3 : -3])
    return [*zip(cut_pairs(pairs), codes.split(" "), strict=True)]


def _show(library: Library, name: str) -> ShownWork:
    """Return a work as both trees show it."""
    targets = library.survey(name).targets
    blocks = frozenset(target.block for target in targets if target.kind is TargetKind.TARGET)
    return ShownWork(*library.show_clauses(name), blocks)


def collect_names(library: Library) -> tuple[NamePair, ...]:
    """Return the plans, the bodies, the terms and the works cited of a library, each under all its names."""
    conversion, published = library.conversion, set(library.published)
    change, outside = conversion.to_traditional, conversion.sources.outside
    plans = [describe_facts(library.records[name]) for name in library.published]
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
