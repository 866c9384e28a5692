"""A library → its search: the works' clauses, and the names of what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from build_tools.cache import Stage
from build_tools.model.body import BodyName
from build_tools.model.note import ReferenceKind
from build_tools.model.slip import BodyTasks, Subject
from build_tools.model.target import TargetKind
from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.search import bind_search, read_data, tally_work
from build_tools.publish.search_keys import KeyTable
from build_tools.publish.search_line import OwnLine, ShownWork, line_work
from build_tools.publish.search_names import NamePair, name_bodies, name_cited, name_plans, name_terms
from build_tools.slips import describe_facts

if TYPE_CHECKING:
    from build_tools.library import Library
    from build_tools.publish.search_script import Tally


_TALLY: Stage[dict[str, Counter[str]]] = Stage("characters", dict)
_LINE: Stage[OwnLine] = Stage("line", OwnLine)
_NAMES: Stage[tuple[NamePair, ...]] = Stage("names", tuple)


def render_index(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (path below search/, text) of the search of a library.

    What a work adds is kept: its characters as long as it says the same, its part of the line as long as all works
    together have the same characters, too, which most changes leave as they are.
    """

    def tally(name: str) -> Tally:
        told = [library.said[name], library.script_key]
        return library.keep_of(_TALLY, name, told, lambda: {**tally_work(_show(library, name))})

    data = read_data(map(tally, library.published), collect_names(library))
    table, characters = KeyTable(data.variants), repr((data.variants, data.shown))

    def line(name: str) -> OwnLine:
        told = [library.said[name], library.script_key, characters]
        return library.keep_of(_LINE, name, told, lambda: line_work(_show(library, name), table, data.shown))

    return bind_search(map(line, library.published), data)


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
    bodies, cited = [*_list_bodies(library, published)], [*_list_cited(library, published)]

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
