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
from build_tools.proof.expected import Page, ProvedWork
from build_tools.proof.ledger import Ledger, SiteFiles, digest_texts
from build_tools.proof.line import Fault, Finding, name_work, tell_unreadable
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
from build_tools.publish.left_out import LEFT_OUT, holds_forms, is_form, is_large, leaves_forms, list_forms
from build_tools.publish.script_tree import holds_both, is_shared

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion
    from build_tools.engine.folders import Project
    from build_tools.publish.assembly import Assembly
    from build_tools.publish.page_scan import PageScan

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
    ledger = proofs.open_ledger()
    files = prove_site(proofs, ledger, SiteFiles(assembly.folder, assembly.digests), assembly.scans)
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
    found = prove_site(proofs, ledger, SiteFiles(site)) if site.is_dir() else None
    altered = _find_altered(found, _record_of(site)) if found is not None else []
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


def prove_site(
    proofs: Proofs, ledger: Ledger, files: SiteFiles, scans: Mapping[str, PageScan] | None = None
) -> SiteFiles:
    """Prove a whole site, built by this project; return its files.

    Args:
        proofs: what it is held against.
        ledger: takes the proofs down.
        files: of the site.
        scans: what its pages hold, as far as that is known; what is not known is proved against the whole library.
    """
    below = group_by_work(files)
    is_whole, has_forms = _tell_extent(proofs, files)
    for name in proofs.names:
        _prove_work(proofs, ledger, files, name, below.get(name, []), has_forms=has_forms)
        _prove_plain(proofs, ledger, files, name, below.get(name, []))
        for folder in (name, *proofs.conversion.slips.records[name].formerly):
            _prove_clause_data(proofs, ledger, files, name, folder, below.get(folder, []), has_forms=has_forms)
    prove_other_pages(proofs, ledger, files, scans or {})
    prove_further_uses(proofs, ledger, files)
    if is_whole:
        _prove_offline_copy(ledger, files)
        _prove_database(proofs, ledger, files)
    _prove_copies(proofs, ledger, files, has_forms=has_forms)
    prove_books(proofs, ledger, files, is_whole=is_whole, has_forms=has_forms)
    _prove_shared(proofs, ledger, files, has_forms=has_forms)
    return files


def _tell_extent(proofs: Proofs, files: SiteFiles) -> tuple[bool, bool]:
    """Return whether a site has to have what a large one leaves to its releases, made from all works; and of each."""
    works, records = proofs.conversion.records, proofs.conversion.slips.records
    config = proofs.config
    is_whole = not is_large(works, config) or not LEFT_OUT.isdisjoint(files)
    return is_whole, not leaves_forms(works, config) or holds_forms(files, records)


# -- a work's own files


def _prove_work(
    proofs: Proofs, ledger: Ledger, files: SiteFiles, name: str, below: list[str], *, has_forms: bool
) -> None:
    """The pages of a work, and the script of its clauses, in both trees; the work as data.

    Args:
        proofs: what they are held against.
        ledger: takes the proofs down.
        files: of the site.
        name: of the work.
        below: what stands below its folder in either tree.
        has_forms: it has to be there in its further forms.
    """
    home, inputs = f"plans/{name}/", proofs.inputs[name]
    pages = [file for file in below if file.endswith("/index.html")]
    prove = partial(ledger.prove, work=name)
    prove("pages", inputs, files.digest(pages), partial(_read_pages, proofs, files, name))
    file = f"{home}clauses.js"
    scripts = [file, *takewhile(files.__contains__, (f"search/t/{name}/{at}.js" for at in count()))]
    prove("clauses.js", inputs, files.digest(scripts), partial(_read_scripts, proofs, files, name, scripts))
    for output, last, proof in _WORK_FILES if has_forms else ():
        file = home + last
        prove(output, inputs, files.digest([file]), partial(_read_file, proofs, files, name, output, file, proof))


def _prove_plain(proofs: Proofs, ledger: Ledger, files: SiteFiles, name: str, below: list[str]) -> None:
    """The pages of a work as Markdown, which a site has of all of them, or of none."""
    names = [file for file in below if file.endswith("/index.md")]
    if names:
        inputs = proofs.inputs[name]
        ledger.prove(PLAIN, inputs, files.digest(names), partial(_read_plain, proofs, files, name), work=name)


def _read_plain(proofs: Proofs, files: SiteFiles, name: str) -> Finding:
    work, faults, characters = proofs.load(name), list[Fault](), 0
    for page in work.pages:
        file = _name_page(work, page).replace("index.html", "index.md")
        text = files.read(file)
        if text is None:
            faults += lose(PLAIN, file)[0]
            continue
        faults += prove_plain(work, page, text, file, proofs.change_in("", name))
        characters += _count(work, page.name)
    return faults, characters


def _prove_clause_data(
    proofs: Proofs, ledger: Ledger, files: SiteFiles, name: str, folder: str, below: list[str], *, has_forms: bool
) -> None:
    """The clauses of a work as data below a name that it has, or had: all in one file, and each in one of its own."""
    home, inputs = f"plans/{folder}/", proofs.inputs[name]
    prove = partial(ledger.prove, work=name)
    file = f"{home}clauses.json"
    every = partial(prove_clauses, change=proofs.conversion.to_traditional, is_full=proofs.config.full_data)
    whole = partial(_read_file, proofs, files, name, "clauses.json", file, every)
    if has_forms:
        prove("clauses.json", inputs, files.digest([file]), whole)
    # Where one clause has a file of its own, all have.
    others = {home + last for _, last, _ in _WORK_FILES} | {file}
    known = proofs.conversion.files
    data = (one for one in below if one.startswith(home) and one.endswith(".json"))
    if single := [one for one in data if one not in others and one not in known]:
        prove("clause JSON", inputs, files.digest(single), partial(_read_clauses, proofs, files, name, home))


def _name_page(work: ProvedWork, page: Page) -> str:
    return f"plans/{work.name}/{page.name}/index.html".replace("//", "/")


def _read_pages(proofs: Proofs, files: SiteFiles, name: str) -> Finding:
    work, faults, characters = proofs.load(name), list[Fault](), 0
    for tree, language in _TREES:
        change = proofs.change_in(tree, name)
        head = proofs.conversion.to_traditional if tree else change
        for page in work.pages:
            file = tree + _name_page(work, page)
            text = files.read(file)
            if text is None:
                faults += lose("pages", file)[0]
                continue
            faults += prove_page(work, page, text, file, language, change, head)
            characters += _count(work, page.name)
    return faults, characters


def _read_scripts(proofs: Proofs, files: SiteFiles, name: str, scripts: list[str]) -> Finding:
    work, (text, *searched) = proofs.load(name), map(files.read, scripts)
    if text is None:
        return lose("clauses.js", scripts[0])
    changes = [proofs.change_in(tree, name) for tree, _ in _TREES]
    return prove_clause_script(work, text, scripts[0], changes, [one or "" for one in searched]), _count(work)


def _read_file(proofs: Proofs, files: SiteFiles, name: str, output: str, file: str, proof: _Proof) -> Finding:
    text, work = files.read(file), proofs.load(name)
    return lose(output, file) if text is None else (proof(work, text, file), _count(work))


def _read_clauses(proofs: Proofs, files: SiteFiles, name: str, home: str) -> Finding:
    faults: list[Fault] = []
    work = proofs.load(name)
    for address, wanted in expect_clauses(work, proofs.conversion.to_traditional):
        file = home + name_clause_file(address)
        text = files.read(file)
        if text is None:
            faults.append(Fault("clause JSON", file, _("the file is lost"), name, wanted["anchor"]))
        else:
            faults += prove_clause(wanted, text, file)
    return faults, _count(work)


# -- what spans works


def _prove_shared(proofs: Proofs, ledger: Ledger, files: SiteFiles, *, has_forms: bool) -> None:
    """What spans works: the search of both trees, tables; what has rows, work by work."""
    prove_index(proofs, ledger, files)
    for rows in ROW_FILES:
        if rows.file in files or (rows.file in proofs.conversion.files and (has_forms or not is_form(rows.file))):
            prove_rows(proofs, ledger, files, rows)


def _prove_database(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    path = files.root / _DATABASE
    found, faults = (
        find_rows(path, proofs.names, _DATABASE) if _DATABASE in files else ({}, lose("database", _DATABASE)[0])
    )
    for name, place in found.items():
        proof = partial(_read_own, proofs, path, name, place)
        ledger.prove("database", hash_parts([proofs.inputs[name], place.digest]), {}, proof, work=name)
    ledger.prove("database", proofs.inputs[""], files.digest([_DATABASE]), lambda: (faults, 0))


def _read_own(proofs: Proofs, path: Path, name: str, place: Place) -> Finding:
    tables = read_rows(path, name, place)
    return prove_database(proofs.load(name), tables, _DATABASE, proofs.conversion.to_traditional)


def _prove_copies(proofs: Proofs, ledger: Ledger, files: SiteFiles, *, has_forms: bool) -> None:
    """Data that were converted stand as they were, wherever they have to; addresses that pages name lead somewhere."""
    converted = proofs.conversion.files
    is_full = proofs.config.full_data
    for name in converted:
        if not name.endswith(".md") and (has_forms or not is_form(name)):
            output = "pictures" if "/pictures/" in name else "data files"
            inputs = hash_parts([proofs.shared, *converted.digest([name]).values()])
            is_one = holds_both(name) or (is_shared(name) and not is_full)
            for tree, _script in _TREES[:1] if is_one else _TREES:
                proof = partial(_compare, proofs, files, output, tree, name)
                ledger.prove(output, inputs, files.digest([tree + name]), proof)
    terms = proofs.conversion.glossary.by_id()
    # In its words a page may show how data are read that a large site leaves to its releases.
    known = files if has_forms else {*files, *(form for work in proofs.names for form in list_forms(work))}
    inputs = hash_parts([proofs.inputs[""], *sorted(known)])
    for path in sorted(proofs.project.docs.glob("*.md")):
        text = path.read_text("utf-8")
        proof = partial(_read_addresses, proofs, terms, known, text, f"docs/{path.name}")
        ledger.prove("addresses", inputs, digest_texts({path.name: text}), proof)


def _prove_offline_copy(ledger: Ledger, files: SiteFiles) -> None:
    """The copy entry by entry: each is held against the site's file alone, which is proved itself."""
    try:
        entries = read_entries(files.root / _OFFLINE)
    except (OSError, zipfile.BadZipFile) as error:
        faults = [tell_unreadable(OFFLINE, _OFFLINE, error)]
        ledger.prove(OFFLINE, "", {}, lambda: (faults, 0))
        return
    faults = prove_names(files.names, entries.digests, _OFFLINE)
    ledger.prove(OFFLINE, hash_parts([hash_code(), *files.names]), files.digest([_OFFLINE]), lambda: (faults, 0))
    for entry, digest in entries.digests.items() if not faults else ():
        name = entry.removeprefix(FOLDER)
        proof = partial(prove_entry, name, entries, files, _OFFLINE)
        ledger.prove(OFFLINE, hash_parts([hash_code(), digest]), files.digest([name]), proof)


def _compare(proofs: Proofs, files: SiteFiles, output: str, tree: str, name: str) -> Finding:
    """Scripts are converted in the second tree; other data, and the pictures that were kept, are the same."""
    held, change = proofs.conversion.files[name], proofs.conversion.to_traditional
    if isinstance(held, str):
        told = held + change(held) if holds_both(name) else change(held) if tree and name.endswith(".js") else held
        held = told.encode("utf-8")
    if files.get(tree + name) == held:
        return [], 0
    return [Fault(output, tree + name, _("is not what was converted"), name_work(name))], 0


def _read_addresses(proofs: Proofs, terms: Mapping[str, Any], known: Collection[str], text: str, file: str) -> Finding:
    return prove_addresses(proofs.names, proofs.load, terms, known, text, file), 0


def _count(work: ProvedWork, page: str | None = None) -> int:
    return sum(len(said.text) for said in work.said if page is None or said.place.page == page)
