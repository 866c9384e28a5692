"""docs/ and what MkDocs makes of it → the pages and files of a site, in both scripts.

A page is made from its Markdown, from what is added to it (`finish.Addition`) and from the shell: configuration, theme,
code. While these are the same, the site in place has the page, and MkDocs is not asked for it; where nothing has
changed, it does not run at all.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from build_tools.engine.cache import hash_code, hash_parts, hash_supplied
from build_tools.engine.workers import spread
from build_tools.errors import SiteError, not_unicode
from build_tools.messages import _
from build_tools.model.generated import GENERATED
from build_tools.publish.assembly import Assembly, Written, list_files
from build_tools.publish.docs import digest_file
from build_tools.publish.finish import Addition, finish_page
from build_tools.publish.left_out import is_form, lead_to_tables
from build_tools.publish.missing import mark_editions
from build_tools.publish.policy import make_policy, read_scripts
from build_tools.publish.script_tree import (
    TREE,
    Changes,
    extend_sitemap,
    holds_both,
    is_shared,
    lead_to_shared,
    make_twin_file,
)
from build_tools.publish.site import PageMaker
from build_tools.publish.site_config import PAGE_ENDINGS, SiteConfig

_GENERATED = tuple(f"{folder}/" for folder in GENERATED)
_SITEMAP = "sitemap.xml"
_CUTS = frozenset("#?")
_ADDRESSES = "assets/addresses.js"
_MOST_ADDRESSES = 10_000  # half a megabyte that a reader at a wrong address loads
_LINE = "\n"
_FEW = 64  # files that are made in this process, one after the other
_WORTH_PROCESS = 500_000  # bytes of Markdown: as much work as MkDocs needs to begin


@dataclass(frozen=True)
class PageSettings:
    """What the pages of a site depend on beside their own texts.

    Attributes:
        config: what mkdocs.yml says.
        changes: of their words.
        script_key: stands for them.
        failed: name of each work that failed → SHA-256 of the download that its pages were made from, "" where that is
            not known.
        drafts: works that the sitemap does not name.
        lacks_forms: the site leaves further forms and tables to its releases (`publish/left_out.py`).
    """

    config: SiteConfig
    changes: Changes
    script_key: str
    failed: Mapping[str, str]
    drafts: tuple[str, ...] = ()
    lacks_forms: bool = False

    @property
    def shell(self) -> str:
        """A hash of what every page is made from."""
        told = [repr((self.config, self.lacks_forms)), self.script_key, repr(sorted(self.failed.items()))]
        return hash_parts([hash_code(), hash_supplied(), *told])


class _Source(NamedTuple):
    """A file of docs/.

    Attributes:
        part: name of what is made of it.
        key: a hash of all that this is made from.
        size: of a page, in bytes; 0 of what is none.
        addition: to a page.
    """

    part: str
    key: str
    size: int
    addition: Addition | None


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
    paths = _list_sources(docs, settings)
    shell, sources = _read_sources(docs, paths, settings, add_to)
    parts = {source.part: source.key for source in sources.values()}
    parts["theme"] = hash_parts([shell, *sources, repr(settings.drafts)])
    # A page of the same address from another file: links to that file no longer lead there, whatever page has them.
    is_whole = settings.config.reads_more or any(
        part not in parts and not sources.keys().isdisjoint(files)
        for part, files in assembly.list_known().items()
        if is_part(part)
    )
    missing = {part for part, key in parts.items() if is_whole or not assembly.take(part, key)}
    if not missing:
        return
    # What leads to a work that failed is found on all pages together; where one of them gives another its title in the
    # navigation, or nobody knows what it reads, all are made together, too.
    is_one = bool(settings.failed) or settings.config.reads_more or not settings.config.names_nav
    wanted = {name: source.size for name, source in sources.items() if source.part in missing}
    can_be_few = not is_one and "theme" not in missing and len(wanted) <= _FEW
    shares = _share_out(wanted, 1 if is_one else jobs)

    def make(number: int) -> list[tuple[str, list[Written]]]:
        names = shares[number]
        few = {name: paths[name] for name in names} if can_be_few else {}
        raw = _make_few(maker, docs, paths, few) if few else None
        raw = raw or maker.make(() if settings.failed else paths.keys() - names, str(number))
        mark_editions(raw, settings.failed)
        found = {
            source.part: _finish(raw, name, source.addition or Addition(), settings)
            for name, source in sources.items()
            if name in names
        }
        if not number and "theme" in missing:
            found["theme"] = _finish_theme(raw, paths, settings)
        return [(part, assembly.write(files)) for part, files in found.items()]

    for made in spread(make, range(len(shares)), jobs):
        for part, written in made:
            assembly.add(part, parts[part], written)


def _list_sources(docs: Path, settings: PageSettings) -> dict[str, str]:
    """Return path in the site → path below docs/.

    Raises:
        SiteError: a file stands where the theme has one of its own, which would hide it; a page's name has a sign
            that ends addresses.
    """
    named = name_sources(list_files(docs)).items()
    paths = {name: path for name, path in named if not (settings.lacks_forms and is_form(name))}
    templates = settings.config.templates
    below = tuple(f"{name}/" for name in templates)
    if hidden := [name for name in paths if name in templates or name.startswith(below)]:
        raise SiteError(
            _("the site makes {name} itself, so this would never be seen", name=hidden[0]),
            path=docs / paths[hidden[0]],
            remedy=_("delete or rename it; a template of your own goes into a folder (`theme: custom_dir`)"),
        )
    if cut := [path for path in paths.values() if is_page(path) and not _CUTS.isdisjoint(path)]:
        raise SiteError(
            _("the name of a page cannot hold # or ?: its address would end there"),
            path=docs / cut[0],
            remedy=_("rename it"),
        )
    return paths


def _read_sources(
    docs: Path, paths: Mapping[str, str], settings: PageSettings, add_to: Callable[[str, str], Addition]
) -> tuple[str, dict[str, _Source]]:
    """Return a hash of what every page is made from, and what is known of each file, by its path in the site.

    Raises:
        ManifestError: a page is not in UTF-8.
    """
    shell, found, pages = settings.shell, dict[str, _Source](), list[str]()
    for name, below in paths.items():
        path, size, addition = f"{docs}/{below}", 0, None
        digest = digest_file(path)
        if is_page(below):
            try:
                # What the program has written holds no place for a list, and is read where a page is made of it.
                addition = add_to(name, "" if below.startswith(_GENERATED) else Path(path).read_text("utf-8"))
            except UnicodeDecodeError as error:
                raise not_unicode(Path(path), error) from None
            pages.append(digest)
            size = os.stat(path).st_size  # noqa: PTH116 - thousands of files
        found[name] = _Source(name_part(below), hash_page(shell, digest, addition), size, addition)
    if settings.config.names_nav:
        return shell, found
    shell = hash_parts([shell, *pages])  # a title of one page may stand in the navigation of all
    return shell, {name: one._replace(key=hash_parts([one.key, shell])) for name, one in found.items()}


def _make_few(maker: PageMaker, docs: Path, sources: Mapping[str, str], wanted: Mapping[str, str]) -> Path | None:
    """Have MkDocs make some pages in this process; None where it says anything about them, which another shall tell.

    It begins in no time here, and nothing has to tell it which pages are there already.

    Args:
        maker: knows the configuration, and where pages are made.
        docs: the folder of pages.
        sources: path in the site → path below docs/.
        wanted: those of which pages are made.
    """
    from build_tools.publish.one_page import OnePage  # MkDocs takes its time, and is not needed where all is made apart

    folder, kept = maker.workshop.raw / "few", maker.workshop.temporary
    shutil.rmtree(folder, ignore_errors=True)
    try:
        mkdocs = OnePage(maker.config, sources.values(), kept)
        for name, below in wanted.items():
            made = mkdocs.make(below, (docs / below).read_bytes())
            if made is not None:
                if made[1]:
                    return None
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(made[0])
    except SiteError:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return folder


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


def is_page(name: str) -> bool:
    """Whether MkDocs makes a page of a file."""
    return name.endswith(PAGE_ENDINGS)


def hash_page(shell: str, digest: str, addition: Addition | None) -> str:
    """Return the key of what is made of a file: what is left out, too, stands in the configuration.

    Args:
        shell: `PageSettings.shell`.
        digest: of the file.
        addition: to a page; None for what is no page.
    """
    return hash_parts([shell, digest] if addition is None else [shell, digest, repr(addition)])


def name_part(path: str) -> str:
    """Return the name of the part of a site that is made of a file, told by its path below docs/."""
    return f"docs {path}"


def is_part(name: str) -> bool:
    """Whether a part of a site is made of a file of docs/."""
    return name.startswith("docs ")


def name_sources(paths: Iterable[str]) -> dict[str, str]:
    """Return path in the site → path below docs/, as MkDocs names pages: also what it leaves out unless it is told.

    Raises:
        SiteError: two pages have one address; MkDocs would show one of them.
    """
    every = sorted(paths)
    known = set(every)
    sources: dict[str, str] = {}
    for path in every:
        folder, slash, file = path.rpartition("/")
        name = path
        if is_page(file):
            stem = PurePosixPath(file).stem
            is_index = stem == "index" or (stem == "README" and f"{folder}{slash}index.md" not in known)
            name = f"{folder}{slash}{'' if is_index else f'{stem}/'}index.html"
        if sources.setdefault(name, path) is not path:
            both = ", ".join((sources[name], path))
            raise SiteError(
                _("docs/: {both} have the same address {name}", both=both, name=name),
                remedy=_("delete or rename one of them"),
            )
    return sources


def _finish(raw: Path, name: str, addition: Addition, settings: PageSettings) -> Iterator[tuple[str, str | bytes]]:
    """Yield path in the site and content of what MkDocs has made of one file, nothing where that is excluded."""
    path = raw / name
    if path.is_file():
        yield from finish_file(path.read_bytes(), name, addition, settings)


def finish_file(
    data: bytes, name: str, addition: Addition, settings: PageSettings
) -> Iterator[tuple[str, str | bytes]]:
    """Yield path in the site and content of what MkDocs has made of one file, in both trees."""
    if name.endswith(".html"):
        page = data.decode("utf-8")
        try:
            finished = finish_page(page, name, addition, _policy(), settings.changes, is_lean=settings.lacks_forms)
        except SiteError as error:
            error.path = Path(name)
            # One bad page costs its work, not the site.
            error.works = tuple(name.split("/")[1:2]) if name.startswith("plans/") else ()
            raise
        for path, text in finished.items():
            if path.startswith(f"{TREE}/") and not settings.config.full_data:
                text = lead_to_shared(text, path.removeprefix(f"{TREE}/"))
            yield path, lead_to_tables(text, path, settings.config) if settings.lacks_forms else text
        return
    if name == _SITEMAP:
        data = extend_sitemap(data.decode("utf-8"), settings.drafts).encode("utf-8")
    if is_shared(name) and not settings.config.full_data:
        yield name, data
        return
    twin = make_twin_file(name, data, settings.changes)
    yield name, data + twin if twin is not None and holds_both(name) else data
    if twin is not None and not holds_both(name):
        yield f"{TREE}/{name}", twin


def _list_addresses(names: Iterable[str]) -> str:
    """Return the script that tells the 404 page where pages are: those nearest to the root where they are very many."""
    pages = sorted((name.count("/"), name.removesuffix("index.html")) for name in names if name.endswith("/index.html"))
    return f"planAddresses({json.dumps(_LINE.join(page for _, page in pages[:_MOST_ADDRESSES]))});{_LINE}"


def _finish_theme(raw: Path, sources: Collection[str], settings: PageSettings) -> Iterator[tuple[str, str | bytes]]:
    """Yield what comes with the theme, and what MkDocs makes of all pages."""
    for path in sorted(path for path in raw.rglob("*") if path.is_file()):
        name = path.relative_to(raw).as_posix()
        is_left_out = name == _ADDRESSES or path.suffix == ".map" or (settings.lacks_forms and is_form(name))
        if name not in sources and not is_left_out:
            yield from _finish(raw, name, Addition(), settings)
    yield _ADDRESSES, _list_addresses(sources)
    # Without it a branch is run through Jekyll, which leaves out names that begin with an underscore.
    yield ".nojekyll", b""


@cache
def _policy() -> str:
    return make_policy(read_scripts())
