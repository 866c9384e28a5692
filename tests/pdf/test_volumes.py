"""A library that is too long for one volume: further ones are made, proved, offered, and together hold all works."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from build_tools.commands import printing
from build_tools.commands.printing import make_pdfs
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.model.printing import Faces, FontSet, PrintSource
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proving.books import prove_volumes
from build_tools.proving.proofs import Proofs, list_printed
from build_tools.proving.site_proofs import SiteProofs
from build_tools.publish import pdf_volumes

TEXT = "某市{}发展规划\n某市人民政府\n{}年1月2日\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"


def add_work(root: Path, name: str, title: str, year: int) -> None:
    folder = root / "seeds" / name
    folder.mkdir(parents=True)
    data = TEXT.format(title, year).encode()
    (folder / "a.txt").write_bytes(data)
    told = f'file = "a.txt"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\nrole = "base"\n'
    (folder / "manifest.toml").write_text(f'[[witness]]\n{told}\n[facts]\ndate_issued = "{year}-01-02"\n', "utf-8")


def make(project: Project) -> tuple[Conversion, list[str]]:
    conversion = convert_project(project)
    made = list(make_pdfs(project, conversion, {}))
    assert [one.error for one in made] == [None] * len(made)
    return conversion, sorted(path.name for path in project.pdfs.glob("*.pdf"))


def test_volumes_of_years_hold_every_work_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    add_work(tmp_path, "first", "软件产业", 2020)
    assert make(project)[1] == ["collection.pdf", "first.pdf"]
    add_work(tmp_path, "second", "电子产业", 2021)
    monkeypatch.setattr(pdf_volumes, "MOST_PAGES", 1)
    conversion, names = make(project)
    assert names == ["collection.2020.pdf", "collection.2021.pdf", "first.pdf", "second.pdf"]
    proofs = Proofs(project, conversion)
    volume = (project.pdfs / "collection.2021.pdf").read_bytes()
    assert list_printed(proofs, "collection.2021", volume) == ["second"]
    site = tmp_path / "site"
    site.mkdir()
    project.pdfs.rename(site / "downloads")
    assert prove(proofs, site) == []
    (site / "downloads/collection.2020.pdf").unlink()
    assert prove(proofs, site) == []  # one of an older text is left out; that loses no work


def prove(proofs: Proofs, site: Path) -> list[str]:
    ledger = Ledger()
    prove_volumes(SiteProofs(proofs, ledger, SiteFiles(site)))
    return [f"{fault.work}: {fault.what}" for fault in ledger.faults]


def test_a_document_is_set_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the compiler holds is given back with that process, so memory does not grow with the library."""
    monkeypatch.setattr(printing, "compile_pdf", tell_process)
    source = PrintSource("", {})
    numbers = {printing.compile_apart(source, FontSet(Faces((), ()), (), frozenset(), "")) for _ in range(2)}
    assert len(numbers | {str(os.getpid()).encode()}) == 3


def tell_process(_source: PrintSource, _fonts: FontSet) -> bytes:
    return str(os.getpid()).encode()
