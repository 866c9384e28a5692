"""A whole site, read back and proved before it is put in place, or as it stands on the disk.

Every page, book, file of data, the search, the database, the offline copy: each is one proof, named where it fails.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.engine.cache import hash_code, hash_parts
from build_tools.engine.terminal import lay_out
from build_tools.engine.workers import spread
from build_tools.messages import _
from build_tools.proof.addresses import prove_addresses
from build_tools.proof.akoma import prove_akoma
from build_tools.proof.clauses import expect_clauses, name_clause_file, prove_clause, prove_clause_script, prove_clauses
from build_tools.proof.database import Place, find_rows, prove_database, read_rows
from build_tools.proof.entries import read_entries
from build_tools.proof.expected import Page, ProvedWork, Rendition
from build_tools.proof.ledger import Ledger, SiteFiles, digest_texts
from build_tools.proof.line import Fault, Judged, name_work, tell_unreadable
from build_tools.proof.offline import FOLDER, prove_entry, prove_names
from build_tools.proof.offline import OUTPUT as OFFLINE
from build_tools.proof.pages import prove_page
from build_tools.proof.plain import OUTPUT as PLAIN
from build_tools.proof.plain import prove_plain
from build_tools.proof.tables import ROW_FILES
from build_tools.proof.trees import prove_data, prove_tree
from build_tools.proving.books import prove_books
from build_tools.proving.pages import prove_further_uses, prove_other_pages
from build_tools.proving.proofs import Proofs, ProofStore, group_by_work, lose, prove_markdown_files, refuse
from build_tools.proving.rows import prove_rows
from build_tools.proving.search import prove_index
from build_tools.proving.site_proofs import SiteProofs
from build_tools.publish.docs import hash_file
from build_tools.publish.left_out import is_form, list_forms
from build_tools.publish.script_tree import holds_both, is_shared

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion
    from build_tools.engine.folders import Project
    from build_tools.publish.assembly import Assembly

_TREES = (("", "zh-Hans"), ("hant/", "zh-Hant"))
_OFFLINE = "offline.zip"
_DATABASE = "downloads/library.sqlite"
_Proof = Callable[[ProvedWork, str, str], list[Fault]]
_WORK_FILES: tuple[tuple[str, str, _Proof], ...] = (
    ("data.json", "data.json", prove_data),
    ("tree.json", "tree.json", prove_tree),
    ("Akoma Ntoso", "akn.xml", prove_akoma),
)


def prove_build(proofs: Proofs, assembly: Assembly, jobs: int) -> dict[str, str]:
    """Prove a site that is not in place yet, in so many processes; return the digest of each of its files.

    Raises:
        OutputError: something on it is not what the edition says.
    """
    ledger, files = proofs.open_ledger(), SiteFiles(assembly.folder, assembly.digests)
    prove_site(SiteProofs(proofs, ledger, files, assembly.scans))
    ledger.settle(partial(spread, jobs=jobs))
    refuse(ledger, assembly.folder)
    proofs.store.write(ledger.held)
    return files.digest(files)


def remember_site(site: Path, digests: dict[str, str]) -> None:
    """Keep the digests of a site that was proved and is in place now."""
    _record_of(site).write({}, digests)


def check_outputs(project: Project, conversion: Conversion, site: Path) -> tuple[list[str], list[Fault]]:
    """Read all that has been written, whatever has been proved before.

    Returns:
        One line for each output, and what is wrong.
    """
    proofs = Proofs(project, conversion)
    ledger = Ledger(reads_all=True)
    prove_markdown_files(proofs, ledger, SiteFiles(project.docs))
    altered: list[Fault] = []
    if site.is_dir():
        files = SiteFiles(site)
        prove_site(SiteProofs(proofs, ledger, files))
        altered = _find_altered(files, _record_of(site))
    told = {fault.file for fault in ledger.faults}
    return tell_proofs(ledger), [*ledger.faults, *(fault for fault in altered if fault.file not in told)]


def _record_of(site: Path) -> ProofStore:
    """Beside the site, as its lock is."""
    site = site.resolve()
    return ProofStore(site.parent / ".build" / f"{site.name}.proved.json")


def _find_altered(files: SiteFiles, store: ProofStore) -> list[Fault]:
    """Return the files of a site that are not, byte by byte, those that were proved when it was put in place."""
    known = store.read()[1]
    if not known:
        return []
    now: Mapping[str, str] = files.digest(files)
    faults: list[Fault] = []
    for name in sorted({*files, *known}):
        if now.get(name) != known.get(name):
            what = (
                _("is gone") if name not in now else _("is new") if name not in known else _("is not what was proved")
            )
            faults.append(Fault("site", name, what, name_work(name)))
    return faults


def tell_proofs(ledger: Ledger) -> list[str]:
    """Return one line for each output: name, files, characters of the works, the outcome."""
    rows, outcomes = [(_("output"), _("files"), _("characters"))], [_("proof")]
    for entry in ledger.entries.values():
        faults = len(entry.faults)
        rows.append((_name_output(entry.output), str(entry.files), str(entry.characters)))
        outcomes.append(_("{faults} wrong", faults=faults) if faults else _("ok"))
    return [f"{line}  {outcome}" for line, outcome in zip(lay_out(rows), outcomes, strict=True)]


def _name_output(output: str) -> str:
    """Return what a reader calls an output; formats and files have the names that they have everywhere."""
    names = {
        "pages": _("pages"),
        "twins": _("pages in both scripts"),
        "offline copy": _("offline copy"),
        "database": _("database"),
        "data files": _("data files"),
        "addresses": _("addresses"),
        "pictures": _("pictures"),
        "search": _("search index"),
        "targets": _("targets"),
        "bodies": _("bodies"),
        "glossary": _("terms"),
        "further uses": _("further uses of terms"),
    }
    return names.get(output, output)


def prove_site(site: SiteProofs) -> None:
    """Prove a whole site, built by this project."""
    below = group_by_work(site.files)
    for name in site.proofs.names:
        _prove_work(site, name, below.get(name, []))
        for folder in (name, *site.proofs.conversion.slips.records[name].formerly):
            _prove_clause_data(site, name, folder, below.get(folder, []))
    prove_other_pages(site)
    prove_further_uses(site)
    if site.is_whole:
        _prove_offline_copy(site)
        _prove_database(site)
    _prove_copies(site)
    _prove_addresses(site)
    prove_books(site)
    prove_index(site)
    for rows in ROW_FILES:
        is_due = rows.file in site.proofs.conversion.files and (site.has_forms or not is_form(rows.file))
        if is_due or rows.file in site.files:
            prove_rows(site, rows)


# -- a work's own files


def _prove_work(site: SiteProofs, name: str, below: list[str]) -> None:
    """The pages of a work, in both trees and as Markdown, which all have or none; the script of its clauses; its data.

    `below` is what stands below its folder in either tree.
    """
    home = f"plans/{name}/"
    pages = [file for file in below if file.endswith("/index.html")]
    site.prove("pages", pages, partial(_read_pages, site, name), name)
    file = f"{home}clauses.js"
    scripts = [file, *takewhile(site.files.__contains__, (f"search/t/{name}/{at}.js" for at in count()))]
    site.prove("clauses.js", scripts, partial(_read_scripts, site, name, scripts), name)
    for output, last, proof in _WORK_FILES if site.has_forms else ():
        file = home + last
        site.prove(output, [file], partial(_read_file, site, name, output, file, proof), name)
    if plain := [file for file in below if file.endswith("/index.md")]:
        site.prove(PLAIN, plain, partial(_read_plain, site, name), name)


def _read_plain(site: SiteProofs, name: str) -> Judged:
    work, faults, characters = site.proofs.load(name), list[Fault](), 0
    for page in work.pages:
        file = _name_page(work, page).replace("index.html", "index.md")
        text = site.files.read(file)
        if text is None:
            faults += lose(PLAIN, file)[0]
            continue
        faults += prove_plain(work, page, text, file, site.proofs.change_in("", name))
        characters += _count(work, page.name)
    return faults, characters


def _prove_clause_data(site: SiteProofs, name: str, folder: str, below: list[str]) -> None:
    """The clauses of a work as data below a name that it has, or had: all in one file, and each in one of its own."""
    home, proofs = f"plans/{folder}/", site.proofs
    file = f"{home}clauses.json"
    if site.has_forms:
        every = partial(prove_clauses, change=proofs.conversion.to_traditional, is_full=proofs.config.full_data)
        site.prove("clauses.json", [file], partial(_read_file, site, name, "clauses.json", file, every), name)
    # Where one clause has a file of its own, all have.
    others = {home + last for _, last, _ in _WORK_FILES} | {file}
    known = proofs.conversion.files
    data = (one for one in below if one.startswith(home) and one.endswith(".json"))
    if single := [one for one in data if one not in others and one not in known]:
        site.prove("clause JSON", single, partial(_read_clauses, site, name, home), name)


def _name_page(work: ProvedWork, page: Page) -> str:
    return f"plans/{work.name}/{page.name}/index.html".replace("//", "/")


def _read_pages(site: SiteProofs, name: str) -> Judged:
    work, faults, characters = site.proofs.load(name), list[Fault](), 0
    for tree, language in _TREES:
        change = site.proofs.change_in(tree, name)
        head = site.proofs.conversion.to_traditional if tree else change
        for page in work.pages:
            file = tree + _name_page(work, page)
            text = site.files.read(file)
            if text is None:
                faults += lose("pages", file)[0]
                continue
            faults += prove_page(work, page, text, Rendition(file, language, change), head)
            characters += _count(work, page.name)
    return faults, characters


def _read_scripts(site: SiteProofs, name: str, scripts: list[str]) -> Judged:
    work, (text, *searched) = site.proofs.load(name), map(site.files.read, scripts)
    if text is None:
        return lose("clauses.js", scripts[0])
    changes = [site.proofs.change_in(tree, name) for tree, _ in _TREES]
    return prove_clause_script(work, text, scripts[0], changes, [one or "" for one in searched]), _count(work)


def _read_file(site: SiteProofs, name: str, output: str, file: str, proof: _Proof) -> Judged:
    text, work = site.files.read(file), site.proofs.load(name)
    return lose(output, file) if text is None else (proof(work, text, file), _count(work))


def _read_clauses(site: SiteProofs, name: str, home: str) -> Judged:
    faults: list[Fault] = []
    work = site.proofs.load(name)
    for address, wanted in expect_clauses(work, site.proofs.conversion.to_traditional):
        file = home + name_clause_file(address)
        text = site.files.read(file)
        if text is None:
            faults.append(Fault("clause JSON", file, _("the file is lost"), name, wanted["anchor"]))
        else:
            faults += prove_clause(wanted, text, file)
    return faults, _count(work)


# -- what spans works


def _prove_database(site: SiteProofs) -> None:
    path, names = site.files.root / _DATABASE, site.proofs.names
    found, faults = (
        find_rows(path, names, _DATABASE) if _DATABASE in site.files else ({}, lose("database", _DATABASE)[0])
    )
    for name, place in found.items():
        inputs = hash_parts([site.proofs.inputs[name], place.digest])
        site.prove("database", (), partial(_read_own, site.proofs, path, name, place), name, inputs)
    site.prove("database", [_DATABASE], lambda: (faults, 0))


def _read_own(proofs: Proofs, path: Path, name: str, place: Place) -> Judged:
    tables = read_rows(path, name, place)
    return prove_database(proofs.load(name), tables, _DATABASE, proofs.conversion.to_traditional)


def _prove_copies(site: SiteProofs) -> None:
    """Data that were converted stand as they were, wherever they have to."""
    proofs, converted = site.proofs, site.proofs.conversion.files
    for name in converted:
        if not name.endswith(".md") and (site.has_forms or not is_form(name)):
            output = "pictures" if "/pictures/" in name else "data files"
            inputs = hash_parts([proofs.shared, *converted.digest([name]).values()])
            is_one = holds_both(name) or (is_shared(name) and not proofs.config.full_data)
            for tree, _script in _TREES[:1] if is_one else _TREES:
                site.prove(output, [tree + name], partial(_compare, site, output, tree, name), inputs=inputs)


def _prove_addresses(site: SiteProofs) -> None:
    """Addresses that pages name in their words lead somewhere."""
    proofs, files = site.proofs, site.files
    terms = proofs.conversion.glossary.by_id()
    # In its words a page may show how data are read that a large site leaves to its releases.
    known = files if site.has_forms else {*files, *(form for work in proofs.names for form in list_forms(work))}
    inputs = hash_parts([proofs.inputs[""], *sorted(known)])
    for path in sorted(proofs.project.docs.glob("*.md")):
        text = path.read_text("utf-8")
        proof = partial(_read_addresses, proofs, terms, known, text, f"docs/{path.name}")
        site.ledger.prove("addresses", inputs, digest_texts({path.name: text}), proof)


def _prove_offline_copy(site: SiteProofs) -> None:
    """The copy entry by entry: each is held against the site's file alone, which is proved itself."""
    files = site.files
    try:
        entries = read_entries(files.root / _OFFLINE)
    except (OSError, zipfile.BadZipFile) as error:
        faults = [tell_unreadable(OFFLINE, _OFFLINE, error)]
        site.prove(OFFLINE, (), lambda: (faults, 0), inputs="")
        return
    faults = prove_names(files.names, entries.digests, _OFFLINE)
    site.prove(OFFLINE, [_OFFLINE], lambda: (faults, 0), inputs=hash_parts([hash_code(), *files.names]))
    for entry, digest in entries.digests.items() if not faults else ():
        name = entry.removeprefix(FOLDER)
        proof = partial(prove_entry, name, entries, files, _OFFLINE)
        site.prove(OFFLINE, [name], proof, inputs=hash_parts([hash_code(), digest]))


def _compare(site: SiteProofs, output: str, tree: str, name: str) -> Judged:
    """Scripts are converted in the second tree; other data, and the pictures that were kept, are the same.

    What is the same is never in memory: data of all works are hundreds of megabytes in a large library.
    """
    files, change = site.proofs.conversion.files, site.proofs.conversion.to_traditional
    if holds_both(name):
        held = str(files[name])
        wanted = hash_file(held + change(held))
    elif tree and name.endswith(".js"):
        wanted = hash_file(change(str(files[name])))
    else:
        wanted = files.digest([name])[name]
    if site.files.digest_now(tree + name) == wanted:
        return [], 0
    return [Fault(output, tree + name, _("is not what was converted"), name_work(name))], 0


def _read_addresses(proofs: Proofs, terms: Mapping[str, Any], known: Collection[str], text: str, file: str) -> Judged:
    return prove_addresses(proofs.names, proofs.load, terms, known, text, file), 0


def _count(work: ProvedWork, page: str | None = None) -> int:
    return sum(len(said.text) for said in work.said if page is None or said.place.page == page)
