"""A project → its site: convert, write, build; what fails over one work costs that work alone.

A work that cannot be converted has been left out by the conversion already. One over which a later stage fails
(MkDocs, books, data, checks) is left out here: its last good edition is built in its place, or the site without it.
"""

import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools.commands.writing import write_conversion
from build_tools.engine.cache import WorkCache, hash_code, hash_parts
from build_tools.engine.conversion import Conversion, keep_last_editions
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import make_outputs
from build_tools.engine.pages import PageSettings, add_pages
from build_tools.engine.standing import describe_files
from build_tools.errors import PublisherError, blame
from build_tools.messages import _
from build_tools.model.record import WorkRecord
from build_tools.model.report import Diagnostic
from build_tools.proving.proofs import Proofs
from build_tools.proving.site import prove_build, remember_site
from build_tools.publish.assembly import Assembly
from build_tools.publish.docs import write_changed
from build_tools.publish.downloads import Offer, has_list, link_data, link_downloads, list_downloads
from build_tools.publish.finish import Addition
from build_tools.publish.left_out import DATABASE, holds_forms, lead_to_forms, list_left_out
from build_tools.publish.metadata import (
    FEED,
    PlaceOnWeb,
    describe_facts,
    link_clause_data,
    link_feed,
    link_plain,
    make_preview,
    make_tags,
)
from build_tools.publish.offline import OFFLINE, write_offline_copy
from build_tools.publish.pdf_files import COLLECTION, PdfStore, list_pdfs
from build_tools.publish.pdf_volumes import is_volume, show_volume
from build_tools.publish.script_tree import TREE, Changes
from build_tools.publish.share_picture import PICTURE
from build_tools.publish.site import PageMaker, build_site
from build_tools.publish.site_config import read_site_config
from build_tools.render.address import make_permalink
from build_tools.render.guide import GUIDE
from build_tools.render.plain import PLAIN

_TREES = (("", "hans"), (TREE, "hant"))
_WRITER = "writer"


@dataclass(frozen=True)
class BuildSettings:
    """How a site is built.

    Attributes:
        quiet: say nothing unless something is wrong.
        warn: told what a person should know of a site that is built all the same.
        jobs: how many processes make the site.
        whole: leave nothing to releases, however large the site is.
    """

    quiet: bool
    warn: Callable[[str], None]
    jobs: int
    whole: bool


def build_library(
    project: Project,
    convert: Callable[[Mapping[str, PublisherError]], Conversion],
    first: Conversion,
    site: Path,
    settings: BuildSettings,
    sources: str,
    told: Iterable[tuple[str, Diagnostic]],
) -> Conversion:
    """Build the site of a project; return the conversion that it shows, with the works that failed.

    Args:
        project: its folders.
        convert: converts the project without the works that it is told, and why they failed.
        first: what it gave when it was told none.
        site: where the site goes.
        settings: how it is built.
        sources: what `standing.describe_sources` said before anything was read; "" where nothing is to be remembered.
        told: (work, doubt), what was said about the texts.

    Raises:
        PublisherError: something fails over no work in particular; the last good site is untouched.
    """
    conversion = first
    promised = project.lock.read_bytes() if project.lock.is_file() else None
    published = {path.name for path in project.plans.glob("*/")}
    while True:
        try:
            write_conversion(project, conversion, settings.jobs, settings.warn)
            state = sources and not conversion.failures and hash_parts([sources, describe_files(project)])
            _build_once(project, conversion, site, settings, (state or "", told))
        except PublisherError as error:
            failures = _leave_out(project, conversion, error)
            _take_back(project, promised, published)
            conversion = convert(failures)
            continue
        keep_last_editions(project, conversion)
        return conversion


def _take_back(project: Project, promised: bytes | None, published: Collection[str]) -> None:
    """Promise nothing of a build that failed, and keep no pages of works that were never published."""
    if promised is None:
        project.lock.unlink(missing_ok=True)
    else:
        write_changed(project.lock, promised)
    # Those of works that are sound, too, are written again: without the lock they would look like published ones.
    for folder in project.plans.glob("*/"):
        if folder.name not in published:
            shutil.rmtree(folder, ignore_errors=True)


def _leave_out(project: Project, conversion: Conversion, error: PublisherError) -> dict[str, PublisherError]:
    """Return the works to leave out after a failure; raise it again where that would not help.

    A work that fails again in its last edition loses that, too.
    """
    known = [work for work in error.works if work not in conversion.gone and (project.seeds / work).is_dir()]
    if not known:
        raise error
    for work in known:
        if work in conversion.shown:
            WorkCache(project.cache).forget_last(work)
    return {**dict.fromkeys(known, error), **conversion.failures}


def _build_once(
    project: Project,
    conversion: Conversion,
    site: Path,
    settings: BuildSettings,
    remembered: tuple[str, Iterable[tuple[str, Diagnostic]]],
) -> None:
    failed = {work: _name_source(project, conversion, work) for work in sorted(conversion.failures)}
    proved: dict[str, str] = {}

    def fill(assembly: Assembly, maker: PageMaker) -> None:
        config = read_site_config(maker.config)
        library = Library(project, conversion, config, maker.workshop.temporary, partial(_find_last, assembly, site))
        proofs = Proofs(project, conversion)
        make_outputs(library, assembly, settings.jobs, whole=settings.whole)
        for message in _add_pdfs(library, proofs, assembly):
            settings.warn(message)
        additions = Additions(library, assembly.sizes)
        add_pages(assembly, maker, project.docs, additions.settle(failed), additions.find, settings.jobs)
        if DATABASE in assembly.digests:  # else this site leaves what is made from all of it to its releases
            _add_offline_copy(assembly, site, maker.workshop.temporary)
        assembly.put(_WRITER, _name_writer(), [])
        assembly.clear_leftovers()
        proved.update(prove_build(proofs, assembly, settings.jobs))

    build_site(
        project.root,
        site,
        fill=fill,
        quiet=settings.quiet,
        missing=tuple(failed),
        drafts=conversion.drafts,
        remembered=remembered,
    )
    remember_site(site, proved)


def _name_source(project: Project, conversion: Conversion, work: str) -> str:
    return conversion.load_work(project, work).base.edition.witness.sha256 if work in conversion.shown else ""


def _add_pdfs(library: Library, proofs: Proofs, assembly: Assembly) -> list[str]:
    """Put the PDFs into a site; return what to say of those that are left out."""
    told = []
    store, pdfs = PdfStore(library.project.pdfs), list_pdfs(library.project.pdfs)
    bound: dict[str, list[str]] = {}
    for (name, script), pdf in pdfs.items():
        if is_volume(name):
            bound.setdefault(script, []).extend(store.list_bound(pdf.name))
    for (name, script), pdf in pdfs.items():
        if not is_volume(name) and name not in library.records:
            told.append(_("{pdf} is of a work that this site does not have, and left out", pdf=pdf.name))
            continue
        if is_volume(name) and sorted(bound[script]) != sorted(library.published):
            told.append(
                _("{pdf} binds other works than this site has, and is left out; run `plan-publisher pdf`", pdf=pdf.name)
            )
            continue
        part = f"PDF {pdf.name}"
        state = pdf.stat()
        key = hash_parts([library.key("" if is_volume(name) else name), str((state.st_size, state.st_mtime_ns))])
        if assembly.take(part, key):
            continue
        if proofs.holds_pdf(name, script, pdf):
            assembly.put(part, key, [(f"downloads/{pdf.name}", pdf.read_bytes())])
        else:
            told.append(_("{pdf} is of an older text and left out; run `plan-publisher pdf`", pdf=pdf.name))
    return told


def _find_last(assembly: Assembly, site: Path, name: str) -> Path | None:
    """Return a file of the site in place, where this very code has written it and nobody has since."""
    is_sound = assembly.is_known(_WRITER, _name_writer()) and assembly.is_untouched(name)
    return site / name if is_sound else None


def _name_writer() -> str:
    return hash_parts([hash_code(), zlib.ZLIB_RUNTIME_VERSION])


def _add_offline_copy(assembly: Assembly, site: Path, temporary: Path) -> None:
    key = hash_parts([hash_code(), repr(sorted(assembly.digests.items()))])
    if not assembly.take(OFFLINE, key):
        aside = temporary / OFFLINE
        last = _find_last(assembly, site, OFFLINE)
        write_offline_copy(aside, assembly.folder, assembly.digests, assembly.scans, last, assembly.unchanged)
        assembly.put(OFFLINE, key, [(OFFLINE, aside)])


class Additions:
    """What pages say beside their Markdown: facts for machines, and what can be taken along.

    Args:
        library: the works.
        sizes: path → bytes of each file of the site, books among them.
    """

    def __init__(self, library: Library, sizes: Mapping[str, int]) -> None:
        self._library, self._leaves_out = library, DATABASE not in sizes
        self.lacks_forms = self._leaves_out and not holds_forms(sizes, library.records)
        self._forms = {tree: lead_to_forms(library.config, tree) if self.lacks_forms else "" for tree, _ in _TREES}
        self._has = sizes.__contains__
        self._pages = {
            f"plans/{work}/{page}/index.html".replace("//", "/"): (record, page, title)
            for work, record in library.records.items()
            for page, title in (("", record.facts.title or work), *record.annexes)
        }
        self._former = {old: work for work, record in library.records.items() for old in record.formerly}
        self._offered: dict[str, list[Offer]] = {}
        for download in _list_downloads(library.names, sizes):
            self._offered.setdefault(download.work, []).append(download)

    def settle(self, failed: Mapping[str, str]) -> PageSettings:
        """Return what all pages depend on; see `PageSettings.failed`."""
        library, conversion = self._library, self._library.conversion
        changes = Changes(conversion.to_traditional, conversion.to_simplified, conversion.localise)
        return PageSettings(library.config, changes, library.script_key, failed, conversion.drafts, self.lacks_forms)

    def find(self, name: str, markdown: str) -> Addition:
        """Return what a page says more: `name` is its file in the site."""
        library, config = self._library, self._library.config
        parts = name.split("/")
        work = parts[1] if parts[0] == "plans" and len(parts) > 2 else ""
        is_traditional = self._former.get(work, work) in library.traditional
        lists = ("", "")
        if has_list(markdown):
            lists = (self._list("", name), self._list(TREE, name))
        head = link_feed(config.name) + self._preview("", config.name) if name == "index.html" else ""
        feed = name.replace("index.html", FEED)
        if feed != FEED and self._has(feed):  # made only where the site knows its address
            head = link_feed(config.name, config.url + feed)
        if name not in self._pages:
            return Addition(head, lists=lists, is_traditional=is_traditional)
        record, page, title = self._pages[name]
        with blame(work):
            url = config.url and config.url + name.removesuffix("index.html")
            head += make_tags(record, page, title, self._locate(work, url), self._list_bases(work))
            head += self._preview(name, title, record)
            if self._has(f"plans/{work}/clauses.json"):
                head += link_clause_data(page)
            if self._has(plain := name.replace("index.html", PLAIN)):
                head += link_plain(plain, self._has(GUIDE))
        own = self._offered.get(work, [])
        cards = [
            link_downloads([one for one in own if one.script == script], tree, _up(tree, name))
            + link_data(work, self._has, tree, _up(tree, name))
            + self._forms[tree]
            for tree, script in _TREES
        ]
        return Addition(head, (cards[0], cards[1]), lists, is_traditional)

    def _locate(self, work: str, url: str) -> PlaceOnWeb:
        """Return where a page of a work stands; absolute addresses are known where the site knows its own."""
        config, pdf = self._library.config, f"downloads/{work}.pdf"
        shown = config.url + pdf if config.url and self._has(pdf) else ""
        return PlaceOnWeb(url, config.url and f"{config.url}plans/{work}/", shown, config.name, config.url)

    def _list_bases(self, work: str) -> list[tuple[str, str]]:
        """Return the works here that a work was made by: name, and absolute address where the site knows its own."""
        own, root = self._library.conversion.neighbours[work].lineage, self._library.config.url
        return [
            (name, root and root + make_permalink(target.work, target.anchor)) for name, target in own.based_on.items()
        ]

    def _preview(self, name: str, title: str, record: WorkRecord | None = None) -> str:
        """Return what is shown where the address of a page is shared; "" stands for the home page."""
        config = self._library.config
        url = config.url and config.url + name.removesuffix("index.html")
        own = f"plans/{record.work}/{PICTURE}" if record else ""
        picture = own if self._has(own) else PICTURE
        told = describe_facts(record.facts) if record else config.description
        return make_preview(config.name, title, told, url, url and config.url + picture if self._has(picture) else "")

    def _list(self, tree: str, name: str) -> str:
        script = dict(_TREES)[tree]
        offered = [download for own in self._offered.values() for download in own if download.script == script]
        change = self._library.conversion.to_traditional if tree else str
        titles = {
            volume: change(f"全部规划（{show_volume(volume)}）") for volume in self._offered if show_volume(volume)
        }
        titles |= {work: change(record.facts.title or work) for work, record in self._library.records.items()}
        left_out = [*list_left_out(self._library.config, tree), self._forms[tree]] if self._leaves_out else ()
        return list_downloads(offered, titles, tree, _up(tree, name), left_out)


def _up(tree: str, name: str) -> str:
    return "../" * (name.count("/") + bool(tree))


def _name_volume(file: str, script: str) -> str:
    """Return the name of a further volume in a script; "" for another file."""
    name = file.removeprefix("downloads/").removesuffix(".zh-hant.pdf" if script == "hant" else ".pdf")
    return name if show_volume(name) else ""


def _list_downloads(names: list[str], files: Mapping[str, int]) -> Iterator[Offer]:
    """Yield the EPUBs, Word files and PDFs of a site, as far as they are among its files (path → bytes)."""
    books = [file for file in files if file.startswith("downloads/")]
    for form in ("EPUB", "DOCX", "PDF"):
        for _tree, script in _TREES:
            volumes = sorted(
                filter(None, (_name_volume(file, script) for file in books)),
                key=lambda name: (name.partition("-")[0], len(name), name),
            )
            for work in (*names, COLLECTION, *volumes):
                file = f"{work}{'.zh-hant' if script == 'hant' else ''}.{form.lower()}"
                if (path := f"downloads/{file}") in files:
                    yield Offer(work, script, form, file, files[path])
