"""A project's PDFs: one of every work and the collected volume, in each script, made anew only where needed.

A PDF is a function of its works' folders, the code, the fonts and the compiler; the hash of these is its key. A work
is converted for it only if a PDF of it is out of date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from build_tools.cache import hash_folder
from build_tools.errors import ManifestError
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.printing import PrintSource
from build_tools.model.script import Script
from build_tools.pipeline import print_work
from build_tools.project import Project
from build_tools.publish.pdf import compile_pdf, describe_compiler
from build_tools.publish.pdf_files import COLLECTION, PdfStore, hash_inputs, name_pdf
from build_tools.publish.pdf_fonts import FontSet, find_fonts
from build_tools.render.typst import PrintedWork, Typesetting, render_typst
from build_tools.render.typst_text import keep_text
from build_tools.render.typst_volume import render_volume
from build_tools.source.script_table import read_script_table


@dataclass(frozen=True)
class PrintScript:
    """One script that PDFs are made in.

    Attributes:
        name: "hans" or "hant".
        convert: gives a text in it, each character in its place.
        digest: stands for the conversion in the PDFs' keys.
    """

    name: str
    convert: Callable[[str], str] = keep_text
    digest: str = ""


SIMPLIFIED = PrintScript("hans")


def choose_scripts(project: Project) -> tuple[PrintScript, ...]:
    """Return the scripts of a project's PDFs: simplified as it stands, and traditional in the forms of Taiwan.

    Raises:
        ManifestError: the project's decisions about conversion cannot be used.
    """
    table = read_script_table(project.script)
    digest = hashlib.sha256(f"{metadata.version('opencc')} {table!r}".encode()).hexdigest()
    return SIMPLIFIED, PrintScript("hant", ScriptConverter(table, Script.HANT).convert, digest)


@dataclass(frozen=True)
class MadePdf:
    """What became of one PDF.

    Attributes:
        name: of the file.
        size: in bytes.
        is_new: it was made by this run.
        lacking: characters for which 〓 is printed; known only of a new file.
    """

    name: str
    size: int
    is_new: bool
    lacking: tuple[str, ...] = ()


def make_pdfs(
    project: Project, environment: Mapping[str, str], scripts: tuple[PrintScript, ...] = (SIMPLIFIED,)
) -> Iterator[MadePdf]:
    """Make the PDFs that are out of date, one after the other; the compiler itself uses all processors.

    Raises:
        PdfError: fonts or compiler are missing, or a text cannot be set.
        PublisherError: a work cannot be converted; the PDFs made so far stay.
    """
    folders = project.work_folders()
    if any(folder.name == COLLECTION for folder in folders):
        raise ManifestError(
            f'no work may be called "{COLLECTION}": the collected volume is',
            path=project.seeds / COLLECTION,
            remedy="rename the folder",
        )
    store = PdfStore(project.pdfs)
    store.keep_only(
        name_pdf(work, script.name) for work in (*(folder.name for folder in folders), COLLECTION) for script in scripts
    )
    shelf = _Shelf()
    compiler = describe_compiler()
    hashes = {folder: hash_folder(folder) for folder in folders}
    for script in scripts:
        fonts = find_fonts(script.name, environment)
        typesetting = Typesetting(fonts.faces, script.convert, fonts.has_glyph)
        shared = {"script": script.name, "convert": script.digest, "fonts": fonts.digest, "compiler": compiler}
        press = _Press(store, fonts)
        for folder in folders:
            key = hash_inputs({**shared, "work": hashes[folder]})
            yield press.make(
                name_pdf(folder.name, script.name),
                key,
                lambda: render_typst(shelf.take(folder), typesetting),  # noqa: B023
            )
        key = hash_inputs({**shared, **{f"work {folder.name}": hashes[folder] for folder in folders}})
        yield press.make(
            name_pdf(COLLECTION, script.name),
            key,
            lambda: render_volume([shelf.take(folder) for folder in folders], typesetting),  # noqa: B023
        )


class _Shelf:
    """Works that have been converted, so that none is converted twice in a run."""

    def __init__(self) -> None:
        self._works: dict[Path, PrintedWork] = {}

    def take(self, folder: Path) -> PrintedWork:
        if folder not in self._works:
            self._works[folder] = print_work(folder)
        return self._works[folder]


@dataclass(frozen=True)
class _Press:
    """Makes the PDFs of one script."""

    store: PdfStore
    fonts: FontSet

    def make(self, name: str, key: str, render: Callable[[], PrintSource]) -> MadePdf:
        if self.store.holds(name, key):
            return MadePdf(name, (self.store.folder / name).stat().st_size, is_new=False)
        source = render()
        data = compile_pdf(source, self.fonts)
        self.store.put(name, key, data)
        return MadePdf(name, len(data), is_new=True, lacking=source.lacking)
