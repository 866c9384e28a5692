"""Sites for tests, put together as `build` does it, but for what a test does not look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.annotate.terms import TermMatcher, find_terms
from build_tools.commands.building import Additions
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.pages import PageSettings, add_pages
from build_tools.engine.project import convert_project
from build_tools.model.anchor import Anchor
from build_tools.model.glossary import Glossary
from build_tools.model.record import SurveyedWork
from build_tools.publish.assembly import Assembly, record_of
from build_tools.publish.script_tree import Changes
from build_tools.publish.site import PageMaker, build_site
from build_tools.publish.site_config import read_site_config

Fill = Callable[[Assembly, PageMaker], None]


def copy_pages(assembly: Assembly, maker: PageMaker) -> None:
    """Fill a site with what MkDocs makes, as it is."""
    raw = maker.make()
    files = sorted(path for path in raw.rglob("*") if path.is_file())
    assembly.put(
        "pages",
        "",
        (
            (path.relative_to(raw).as_posix(), path.read_text("utf-8") if path.suffix == ".html" else path.read_bytes())
            for path in files
        ),
    )


def use_glossary(
    conversion: Conversion, glossary: Glossary, aliases: Mapping[str, Mapping[Anchor, Anchor]] | None = None
) -> Conversion:
    """Return a conversion as it would be with another glossary, and with more aliases by work."""
    matcher = TermMatcher(glossary)

    def survey(name: str) -> SurveyedWork:
        own = conversion.survey(name)
        known = dict((aliases or {}).get(name, own.record.aliases))
        uses = find_terms(own.clauses.clauses, matcher)
        return replace(own, uses=uses, record=replace(own.record, aliases=known))

    # What is made of these works is not what is kept of them.
    return replace(conversion, sources=replace(conversion.sources, glossary=glossary), survey=survey)


def fill_with(project: Project, conversion: Conversion, outputs: tuple[str, ...]) -> Fill:
    """Return what fills a site with all pages and some outputs."""

    def fill(assembly: Assembly, maker: PageMaker) -> None:
        config = read_site_config(maker.config)
        library = Library(project, conversion, config, maker.workshop.temporary)
        for output in OUTPUTS:
            for name in [""] if output.of_library else library.names:
                if output.name in outputs:
                    assembly.put(f"{output.name} {name}", "", output.render(library, name))
        changes = Changes(conversion.to_traditional, conversion.to_simplified, conversion.localise)
        settings = PageSettings(config, changes, library.script_key, {})
        add_pages(assembly, maker, project.docs, settings, Additions(library, assembly.sizes).find)

    return fill


def build_with(
    project: Path,
    site: Path,
    glossary: Glossary | None = None,
    aliases: Mapping[str, Mapping[Anchor, Anchor]] | None = None,
    *,
    like: Path | None = None,
) -> None:
    """Build a project's site as readers see it, without books and data.

    Args:
        project: its folder.
        site: where the site goes.
        glossary: in place of the project's own.
        aliases: further ones, by work.
        like: a site of the same pages, which are taken from there.
    """
    opened = Project(project)
    conversion = convert_project(opened)
    if glossary is not None:
        conversion = use_glossary(conversion, glossary, aliases)
    if like is not None:
        shutil.copytree(like, site)
        record_of(site).parent.mkdir(exist_ok=True)
        shutil.copyfile(record_of(like), record_of(site))
    outputs = ("scripts of clauses", "search", "words of pop-ups", "feed")
    build_site(project, site, fill=fill_with(opened, conversion, outputs), quiet=True)
