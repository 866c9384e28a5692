"""docs/ and what MkDocs makes of it → the pages and files of a site, in both scripts.

A page is made from its Markdown, from what is added to it (`finish.Addition`) and from the shell: configuration, theme,
code. While these are the same, the site in place has the page, and MkDocs is not asked for it; where nothing has
changed, it does not run at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.cache import hash_code, hash_parts, hash_supplied
from build_tools.errors import SiteError
from build_tools.publish.assembly import Assembly, Written, write_files
from build_tools.publish.finish import Addition, finish_page
from build_tools.publish.missing import mark_editions
from build_tools.publish.page_text import Change
from build_tools.publish.policy import make_policy, read_scripts
from build_tools.publish.script_tree import TREE, extend_sitemap, make_twin_file
from build_tools.publish.site import PageMaker
from build_tools.publish.site_config import PAGE_ENDINGS, SiteConfig
from build_tools.workers import spread

_SITEMAP = "sitemap.xml"
_WORTH_PROCESS = 500_000  # bytes of Markdown: as much work as MkDocs needs to begin


@dataclass(frozen=True)
class PageSettings:
    """What the pages of a site depend on beside their own texts.

    Attributes:
        config: what mkdocs.yml says.
        to_traditional: converts words, keeping their length.
        to_simplified: the other way.
        script_key: stands for both.
        failed: name of each work that failed → SHA-256 of the download that its pages were made from, "" where that is
            not known.
        drafts: works that the sitemap does not name.
    """

    config: SiteConfig
    to_traditional: Change
    to_simplified: Change
    script_key: str
    failed: Mapping[str, str]
    drafts: tuple[str, ...] = ()


def add_pages(
    assembly: Assembly,
    maker: PageMaker,
    docs: Path,
    settings: PageSettings,
    add_to: Callable[[str, str], Addition],
    jobs: int = 1,
) -> None:
    """Put the pages and files of docs/ and of the theme into a site.

    Args:
        assembly: the site.
        maker: has MkDocs make pages.
        docs: the folder of pages.
        settings: what they depend on.
        add_to: told a page's file in the site and its Markdown.
        jobs: how many processes make pages.
    """
    shell = hash_parts([hash_code(), hash_supplied(), repr(settings.config),
                        settings.script_key, repr(sorted(settings.failed.items()))])  # fmt: skip
    sources = _name_sources(docs)
    additions: dict[str, Addition] = {}
    keys: dict[str, str] = {}
    sizes: dict[str, int] = {}
    every = []
    for name, path in sources.items():
        data = path.read_bytes()
        if _is_page(path):
            additions[name] = add_to(name, data.decode("utf-8", "replace"))
            keys[name] = hash_parts([shell, data, repr(additions[name])])
            sizes[name] = len(data)
            every.append(data)
        else:
            keys[name] = hash_parts([shell, data])  # what is left out, too, stands in the configuration
    if not settings.config.names_nav:
        shell = hash_parts([shell, *every])
        keys = {name: hash_parts([key, shell]) for name, key in keys.items()}
    part_of = {name: f"docs {path.relative_to(docs).as_posix()}" for name, path in sources.items()}
    parts = {part_of[name]: key for name, key in keys.items()} | {
        "theme": hash_parts([shell, *sources, repr(settings.drafts)])
    }
    # A page of the same address from another file: links to that file no longer lead there, whatever page has them.
    is_whole = settings.config.reads_more or any(
        part not in parts and not sources.keys().isdisjoint(files)
        for part, files in assembly.list_known().items()
        if part.startswith("docs ")
    )
    missing = {part for part, key in parts.items() if is_whole or not assembly.take(part, key)}
    if not missing:
        return
    # What leads to a work that failed is found on all pages together; where one of them gives another its title in the
    # navigation, or nobody knows what it reads, all are made together, too.
    is_one = bool(settings.failed) or settings.config.reads_more or not settings.config.names_nav
    wanted = {name: sizes.get(name, 0) for name in sources if part_of[name] in missing}
    shares = _share_out(wanted, 1 if is_one else jobs)

    def make(number: int) -> list[tuple[str, list[Written]]]:
        names = shares[number]
        raw = maker.make(() if settings.failed else sources.keys() - names, str(number))
        mark_editions(raw, settings.failed)
        found = {
            part_of[name]: _finish(raw, name, additions.get(name, Addition()), settings)
            for name in sources
            if name in names
        }
        if not number and "theme" in missing:
            found["theme"] = _finish_theme(raw, sources, settings)
        return [(part, write_files(assembly.folder, files)) for part, files in found.items()]

    for made in spread(make, range(len(shares)), jobs):
        for part, written in made:
            assembly.add(part, parts[part], written)


def _share_out(sizes: Mapping[str, int], most: int) -> list[set[str]]:
    """Share pages out to so many processes, or to fewer where they are few; files that are no pages go to the first.

    Args:
        sizes: of each page in bytes, 0 for what is no page.
        most: how many processes.
    """
    count = max(1, min(most, sum(map(bool, sizes.values())), sum(sizes.values()) // _WORTH_PROCESS))
    shares: list[set[str]] = [{name for name, size in sizes.items() if not size}, *(set() for _ in range(count - 1))]
    weights = [0] * count
    for name in sorted(filter(sizes.get, sizes), key=lambda name: (-sizes[name], name)):
        lightest = weights.index(min(weights))
        shares[lightest].add(name)
        weights[lightest] += sizes[name]
    return shares


def _is_page(path: Path) -> bool:
    return path.name.endswith(PAGE_ENDINGS)


def _name_sources(docs: Path) -> dict[str, Path]:
    """Return path in the site → file of docs/.

    Raises:
        SiteError: two pages have one address; MkDocs would show one of them.
    """
    sources: dict[str, Path] = {}
    for name, path in _list_sources(docs):
        if sources.setdefault(name, path) is not path:
            both = " and ".join(one.relative_to(docs).as_posix() for one in (sources[name], path))
            raise SiteError(f"docs/: {both} have the same address {name}", remedy="delete or rename one of them")
    return sources


def _list_sources(docs: Path) -> Iterator[tuple[str, Path]]:
    """Yield path in the site → file of docs/, as MkDocs names pages: also what it leaves out unless it is told."""
    for folder, below, files in os.walk(docs):
        below.sort()
        for file in sorted(files):
            path = Path(folder, file)
            name = path.relative_to(docs).as_posix()
            if _is_page(path):
                is_index = path.stem == "index" or (path.stem == "README" and "index.md" not in files)
                name = f"{name.removesuffix(path.name)}{'' if is_index else f'{path.stem}/'}index.html"
            yield name, path


def _finish(raw: Path, name: str, addition: Addition, settings: PageSettings) -> Iterator[tuple[str, str | bytes]]:
    """Yield path in the site and content of what MkDocs has made of one file, nothing where that is excluded."""
    path = raw / name
    if not path.is_file():
        return
    if name.endswith(".html"):
        page = path.read_text("utf-8")
        change = settings.to_traditional, settings.to_simplified
        try:
            yield from finish_page(page, name, addition, _policy(), *change).items()
        except SiteError as error:
            error.path = Path(name)
            # One bad page costs its work, not the site.
            error.works = tuple(name.split("/")[1:2]) if name.startswith("plans/") else ()
            raise
        return
    data = path.read_bytes()
    if name == _SITEMAP:
        data = extend_sitemap(data.decode("utf-8"), settings.drafts).encode("utf-8")
    yield name, data
    if (twin := make_twin_file(name, data, settings.to_traditional)) is not None:
        yield f"{TREE}/{name}", twin


def _finish_theme(raw: Path, sources: Collection[str], settings: PageSettings) -> Iterator[tuple[str, str | bytes]]:
    """Yield what comes with the theme, and what MkDocs makes of all pages."""
    for path in sorted(path for path in raw.rglob("*") if path.is_file()):
        name = path.relative_to(raw).as_posix()
        if name not in sources and path.suffix != ".map":
            yield from _finish(raw, name, Addition(), settings)
    # Without it a branch is run through Jekyll, which leaves out names that begin with an underscore.
    yield ".nojekyll", b""


@cache
def _policy() -> str:
    return make_policy(read_scripts())
