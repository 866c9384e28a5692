"""What readers take with them: books, printed plans, data, the offline copy, written into a built site.

Everything here is a function of the works, the glossary and the code. Books are kept under a hash of what they are
made from.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

from build_tools.cache import Stage, WorkCache, hash_parts
from build_tools.data_files import write_data
from build_tools.errors import blame
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.script import Script
from build_tools.project import Conversion, Project
from build_tools.proving import Proofs
from build_tools.publish.downloads import Download, write_downloads
from build_tools.publish.epub import pack_epub
from build_tools.publish.pdf_files import COLLECTION, list_pdfs
from build_tools.render.epub import BookWork, render_epub

BOOK = Stage("book", bytes)
_SCRIPTS = ((Script.HANS, ""), (Script.HANT, ".zh-hant"))


def write_exports(project: Project, conversion: Conversion, site: Path, title: str) -> list[str]:
    """Write the books, the data and the links to everything that can be taken along into both trees of a site.

    A PDF that was made of another text than the works have now is left out.

    Args:
        project: its folders.
        conversion: its works.
        site: the built pages, in both scripts.
        title: of the library, and so of the collected volume.

    Returns:
        The names of the PDFs that were left out.
    """
    folder = site / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    found: list[Download] = []
    for name, script, data in _make_books(project, conversion, title):
        file = f"{name}{script}.epub"
        (folder / file).write_bytes(data)
        found.append(Download(name, "hant" if script else "hans", "EPUB", file, len(data)))
    proofs = Proofs(project, conversion)
    stale: list[str] = []
    for (name, script), pdf in list_pdfs(project.pdfs).items():
        if not proofs.holds_pdf(name, script, pdf.path):
            stale.append(pdf.path.name)
            continue
        shutil.copyfile(pdf.path, folder / pdf.path.name)
        found.append(Download(name, script, "PDF", pdf.path.name, pdf.size))
    write_data(project, conversion, site)
    change = ScriptConverter(conversion.script, conversion.script.traditional).convert
    write_downloads(site, found, [survey.record for survey in conversion.surveys], change)
    return stale


def _make_books(project: Project, conversion: Conversion, title: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield (work or `COLLECTION`, ending of the script, bytes) of each book."""
    store = WorkCache(project.cache)
    terms = conversion.glossary.by_id()
    shelf = _BookWorks(project, conversion)
    base = hash_parts([title, repr((conversion.glossary, conversion.script))])
    names = [survey.record.work for survey in conversion.surveys]
    for script, ending in _SCRIPTS:
        change: Callable[[str], str] = str
        if script is not Script.HANS:
            change = ScriptConverter(conversion.script, conversion.script.traditional).convert
        for name, works in [*((name, [name]) for name in names), (COLLECTION, names)]:
            key = hash_parts([base, script.value, *(shelf.key(work) for work in works)])
            data = store.get(BOOK, f"{name}{ending}", key)
            if data is None:
                with blame(name) if name != COLLECTION else nullcontext():
                    books = [shelf.take(work) for work in works]
                    heading = title if name == COLLECTION else books[0].edition.title
                    data = pack_epub(render_epub(heading, books, terms, language=script.value, change=change))
                store.put(BOOK, f"{name}{ending}", key, data)
            yield name, ending, data


class _BookWorks:
    """Works as books need them, each loaded once and only if a book of it is out of date."""

    def __init__(self, project: Project, conversion: Conversion) -> None:
        self.project, self.conversion = project, conversion
        self.links = conversion.links
        self.folder_keys = {name: conversion.work_key(project, name) for name in conversion.links}
        self._keys: dict[str, str] = {}
        self._taken: dict[str, BookWork] = {}

    def key(self, work: str) -> str:
        """Return a hash of what a work's text and links depend on."""
        if work not in self._keys:
            # Equal links may be pickled to other bytes; what they are is written by `repr`.
            self._keys[work] = hash_parts([self.folder_keys[work], repr(self.links[work])])
        return self._keys[work]

    def take(self, name: str) -> BookWork:
        """Return a work."""
        if name not in self._taken:
            work = self.conversion.load_work(self.project, name)
            base = work.base
            self._taken[name] = BookWork(
                base.edition,
                base.responsibilities,
                self.links[name],
                base.fidelity.kept + base.fidelity.folded,
                base.fidelity.characters,
                base.fidelity.machine,
            )
        return self._taken[name]
