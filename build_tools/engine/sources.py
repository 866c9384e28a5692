"""The tables beside the works: the glossary, names of bodies, cited works, indicators, decisions about scripts."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from build_tools.engine.cache import hash_parts
from build_tools.engine.folders import Project
from build_tools.engine.promise import read_pages
from build_tools.engine.tasks import describe_tables, hash_tables, load_tables
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.glossary import Glossary
from build_tools.model.indicator import Indicator
from build_tools.model.outside import OutsideNames
from build_tools.model.script import ScriptTable
from build_tools.odd_files import refuse_changed, refuse_odd_file
from build_tools.source.indicators import read_indicators
from build_tools.source.outside import read_all_outside


@dataclass(frozen=True)
class Sources:
    """What is known beside the works.

    Attributes:
        glossary: the entries.
        outside: what is known of cited works that are not here.
        bodies: the names of public bodies.
        indicators: those that are followed across plans.
        script: what is decided about converting between scripts.
        published: pages that span works and have been published, by folder of docs/.
        digest: stands for all of them.
        bodies_digest: stands for the names of bodies.
    """

    glossary: Glossary
    outside: OutsideNames
    bodies: BodyNames
    indicators: tuple[Indicator, ...]
    script: ScriptTable
    published: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    digest: str = ""
    bodies_digest: str = ""


def read_sources(project: Project) -> Sources:
    """Read the tables beside the works."""
    for path in project.seeds.glob("*.toml"):
        refuse_odd_file(path)
    digest, tables = hash_sources(project), describe_tables(project)
    loaded = load_tables(project.cache, tables.paths, tables.vocabularies, tables.digest)
    sources = Sources(
        glossary=loaded.glossary,
        outside=OutsideNames(read_all_outside(project.outside)),
        bodies=loaded.bodies,
        indicators=tuple(read_indicators(project.indicators)),
        script=loaded.script,
        published=read_pages(project.lock),
        digest=digest,
        bodies_digest=hash_tables([project.bodies]),
    )
    refuse_changed(digest, hash_sources(project), project.seeds)
    return sources


def hash_sources(project: Project) -> str:
    """Return what stands for the tables as they are now (`Sources.digest`)."""
    paths = sorted(path for path in project.seeds.glob("*.toml") if path.is_file())  # a folder is refused as a table
    return hash_parts([*project.vocabularies, *(part for path in paths for part in (path.name, path.read_bytes()))])


def choose_terms(sources: Sources, used: AbstractSet[str]) -> Sources:
    """Return the tables with the entries that have pages, where texts use those of these ids."""
    published = sources.published.get("glossary", frozenset())
    return replace(sources, glossary=sources.glossary.show(used, published))


def leave_out(sources: Sources, works: set[str]) -> Sources:
    """Return the tables without the points of indicators in works that are not there."""
    followed = []
    for indicator in sources.indicators:
        points = tuple(point for point in indicator.points if point.place.work not in works)
        if points:
            followed.append(replace(indicator, points=points))
    return replace(sources, indicators=tuple(followed), digest=hash_parts([sources.digest, *sorted(works)]))
