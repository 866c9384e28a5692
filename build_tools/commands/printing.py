"""A project's PDFs: one of every work and the collected volumes, in each script, made anew only where needed.

A PDF is a function of its works' folders, their links, the entries of the glossary that they use, the address of the
site, the code, the fonts and the compiler; the hash of these is its key.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import metadata
from multiprocessing import get_context

from build_tools.engine.cache import hash_parts
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.errors import DefectError, PublisherError, describe_failure
from build_tools.hanzi.script import ScriptConverter
from build_tools.messages import _
from build_tools.model.printing import FontSet, PrintSource
from build_tools.model.record import PublishedWork
from build_tools.model.script import ChangeScript, Script
from build_tools.proof.line import Fault
from build_tools.proving.proofs import Proofs, list_printed, prove_pdf, refuse
from build_tools.publish.pdf import can_set, compile_pdf, describe_compiler
from build_tools.publish.pdf_files import PdfStore, list_pdfs, name_pdf
from build_tools.publish.pdf_finish import count_pages
from build_tools.publish.pdf_fonts import find_fonts
from build_tools.publish.pdf_volumes import Volume, bind_volumes, is_volume, show_volume
from build_tools.render.glossary import name_places
from build_tools.render.typst import Typesetting, render_typst
from build_tools.render.typst_glossary import call_basis
from build_tools.render.typst_links import Surroundings, list_terms, read_site
from build_tools.render.typst_volume import render_volume
from build_tools.rendering import publish_work

_SITE_VARIABLE = "SITE_URL"
_IN_MEMORY = 8  # works


@dataclass(frozen=True)
class PrintScript:
    """One script that PDFs are made in.

    Attributes:
        name: "hans" or "hant".
        convert: gives a text in it, each character in its place.
        digest: stands for the conversion in the PDFs' keys.
        folder: of the site's pages in it, "" for the site's root.
    """

    name: str
    convert: ChangeScript = str
    digest: str = ""
    folder: str = ""


SIMPLIFIED = PrintScript("hans")


def choose_scripts(conversion: Conversion) -> tuple[PrintScript, ...]:
    """Return the scripts of a project's PDFs: simplified as it stands, and traditional in the forms of Taiwan."""
    table = conversion.script
    digest = hashlib.sha256(f"{metadata.version('opencc')} {table!r}".encode()).hexdigest()
    return SIMPLIFIED, PrintScript("hant", ScriptConverter(table, Script.HANT).convert, digest, "hant")


@dataclass(frozen=True)
class MadePdf:
    """What became of one PDF.

    Attributes:
        name: of the file.
        size: in bytes.
        is_new: it was made by this run.
        error: why there is none; an older one has been deleted then, for its text is not that of the pages.
        lacking: characters for which 〓 is printed; known only of a new file.
    """

    name: str
    size: int
    is_new: bool
    lacking: tuple[str, ...] = ()
    error: PublisherError | None = None


def make_pdfs(
    project: Project,
    conversion: Conversion,
    environment: Mapping[str, str],
    scripts: tuple[PrintScript, ...] = (SIMPLIFIED,),
) -> Iterator[MadePdf]:
    """Make the PDFs that are out of date, one after the other; the compiler itself uses all processors.

    Raises:
        PdfError: fonts or compiler are missing, or a text cannot be set.
    """
    store = PdfStore(project.pdfs)
    folders = project.work_folders()
    names = [folder.name for folder in folders]
    bound = {name for name, _ in list_pdfs(project.pdfs) if is_volume(name)}
    store.keep_only(name_pdf(work, script.name) for work in (*names, *bound) for script in scripts)
    shelf = _PrintWorks(project, conversion)
    proofs = Proofs(project, conversion)
    compiler = describe_compiler()
    works = [folder.name for folder in folders if folder.name in conversion.slips.records]
    volumes: list[Volume] = []
    for script in scripts:
        fonts = find_fonts(script.name, environment)
        surroundings = replace(shelf.surroundings, site=read_site(environment.get(_SITE_VARIABLE, ""), script.folder))
        typesetting = Typesetting(fonts.faces, script.convert, fonts.has_glyph, surroundings)
        shared = (script.name, script.digest, fonts.digest, compiler, surroundings.site)
        press = _Press(store, fonts, script.name, proofs)
        for work in works:
            key = hash_parts([*shared, shelf.key(work)])
            yield press.make(work, key, partial(_set_work, shelf, work, typesetting))
        if script is scripts[0] and not conversion.gone:  # all scripts have the same volumes
            volumes = bind_volumes(_measure(proofs.published, store, script.name, conversion))
        for volume in volumes:
            key = hash_parts([*shared, *(part for work in volume.works for part in (work, shelf.key(work)))])
            yield press.make(volume.name, key, partial(_set_volume, shelf, volume, typesetting), volume.works)
    store.keep_only(
        name_pdf(work, script.name) for work in (*names, *(volume.name for volume in volumes)) for script in scripts
    )


def _measure(works: list[str], store: PdfStore, script: str, conversion: Conversion) -> Iterator[tuple[str, str, int]]:
    """Yield name, date and pages of each work; one whose own PDF could not be made has none."""
    for work in works:
        path = store.folder / name_pdf(work, script)
        yield work, conversion.slips.records[work].facts.date_issued or "", count_pages(path) if path.is_file() else 0


def describe_surroundings(conversion: Conversion) -> Surroundings:
    """Return what stands about each work of a project."""
    places = {record.work: f"《{record.title}》" for record in conversion.records}
    for term in conversion.glossary.terms:
        places |= name_places(term.basis, conversion.slips)
    return Surroundings(conversion.glossary.by_id(), places)


class _PrintWorks:
    """Works that have been made ready for print; the last ones are in memory."""

    def __init__(self, project: Project, conversion: Conversion) -> None:
        surroundings = describe_surroundings(conversion)
        self.surroundings = surroundings if project.prints_glossary else replace(surroundings, terms={})
        self._project, self._conversion = project, conversion
        self.take = lru_cache(_IN_MEMORY)(self._take)

    def key(self, work: str) -> str:
        """Return a hash of what a work's text, its links and its glossary depend on."""
        links = self._conversion.load_links(work)
        terms = list_terms(links, self.surroundings)
        sources = [call_basis(term.basis, self.surroundings.places) for term in terms.values()]
        return hash_parts([self._conversion.work_key(work), repr(links.out), repr(terms), repr(sources)])

    def _take(self, work: str) -> PublishedWork:
        printed = publish_work(self._conversion.load_work(self._project, work), self._conversion.load_links(work))
        pictures = {at: picture for at, picture in printed.edition.pictures.items() if can_set(picture)}
        return replace(printed, edition=replace(printed.edition, pictures=pictures))


def _set_work(shelf: _PrintWorks, work: str, typesetting: Typesetting) -> PrintSource:
    return render_typst(shelf.take(work), typesetting)


def _set_volume(shelf: _PrintWorks, volume: Volume, typesetting: Typesetting) -> PrintSource:
    return render_volume([shelf.take(work) for work in volume.works], typesetting, show_volume(volume.name))


def compile_apart(source: PrintSource, fonts: FontSet) -> bytes:
    """Set a document in a process of its own: the compiler gives back nothing of what it holds for the next ones.

    Setting ten works one behind another took 1.3 GB; each alone, no more than the longest takes. The process is no copy
    of this one, in which the compiler may have started threads.
    """
    with ProcessPoolExecutor(1, get_context("forkserver")) as pool:
        try:
            return pool.submit(compile_pdf, source, fonts).result()
        except BrokenProcessPool:
            raise DefectError(
                _("the process that set it was killed"), remedy=_("free memory, and run it again")
            ) from None


@dataclass(frozen=True)
class _Press:
    """Makes the PDFs of one script, and reads each back before it takes the place of the last one."""

    store: PdfStore
    fonts: FontSet
    script: str
    proofs: Proofs

    def make(self, work: str, key: str, render: Callable[[], PrintSource], bound: tuple[str, ...] = ()) -> MadePdf:
        """Make one PDF: of a work, or a volume in which works are bound."""
        name = name_pdf(work, self.script)
        if self.store.holds(name, key, bound):
            return MadePdf(name, (self.store.folder / name).stat().st_size, is_new=False)
        try:
            source = render()
            data = compile_apart(source, self.fonts)
            self.prove(work, name, data, bound)
        except (OSError, MemoryError):
            raise
        except Exception as error:
            self.store.discard(name)
            return MadePdf(name, 0, is_new=False, error=describe_failure(error, self.store.folder / name))
        self.store.put(name, key, data, bound)
        return MadePdf(name, len(data), is_new=True, lacking=source.lacking)

    def prove(self, work: str, name: str, data: bytes, bound: tuple[str, ...]) -> None:
        """Raise OutputError where a file is not what the edition says."""
        ledger = self.proofs.open_ledger()
        prove_pdf(self.proofs, ledger, work, self.script, lambda: data, name)
        lost = sorted({*bound} - {*list_printed(self.proofs, work, data)})
        if lost:
            ledger.entries["PDF"].faults += [Fault("PDF", name, _("a work is lost"), one) for one in lost]
        refuse(ledger, self.store.folder / name)
        self.proofs.remember("PDF", ledger)
