"""A whole site, read back and proved before it is put in place, or as it stands on the disk.

Every page in both trees, every book, every file of data, the search, the database, the offline copy: each is one proof,
held against the works, and named where it fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.cache import hash_parts
from build_tools.proof.addresses import prove_addresses
from build_tools.proof.akoma import prove_akoma
from build_tools.proof.books import prove_book
from build_tools.proof.clauses import (
    expect_clauses,
    list_said,
    name_clause_file,
    prove_clause,
    prove_clause_script,
    prove_clauses,
)
from build_tools.proof.expected import Change, Page, ProvedWork, keep
from build_tools.proof.index import prove_search
from build_tools.proof.ledger import Ledger, ProofStore, SiteFiles, digest_texts
from build_tools.proof.line import Fault
from build_tools.proof.markup import cut_article
from build_tools.proof.offline import prove_offline
from build_tools.proof.pages import prove_page
from build_tools.proof.quotes import Quotable, list_quotable, prove_quotes
from build_tools.proof.tables import (
    prove_body_data,
    prove_body_table,
    prove_database,
    prove_target_data,
    prove_target_table,
    prove_term_data,
)
from build_tools.proof.trees import prove_data, prove_tree
from build_tools.proof.twins import prove_twin
from build_tools.proving import COLLECTION, Proofs, prove_markdown_files, prove_pdf, refuse

if TYPE_CHECKING:
    from build_tools.project import Conversion, Project
    from build_tools.publish.assembly import Assembly

Outcome = tuple[list[Fault], int]
"""What is wrong, and how many characters of the works were read."""

_TREES = (("", "zh-Hans"), ("hant/", "zh-Hant"))
_OFFLINE = "offline.zip"
_DATABASE = "downloads/library.sqlite"
_WORK_FILES: tuple[tuple[str, str, Callable[[ProvedWork, str, str], list[Fault]]], ...] = (
    ("tree.json", "tree.json", prove_tree),
    ("Akoma Ntoso", "akn.xml", prove_akoma),
    ("data.json", "data.json", prove_data),
)
_TABLES: tuple[tuple[str, str, Callable[[list[ProvedWork], str, str], list[Fault]]], ...] = (
    ("targets", "plans/targets.json", prove_target_data),
    ("targets", "plans/targets.csv", prove_target_table),
    ("bodies", "plans/bodies.json", prove_body_data),
    ("bodies", "plans/bodies.csv", prove_body_table),
    ("glossary", "glossary/glossary.json", prove_term_data),
)


def prove_build(proofs: Proofs, assembly: Assembly) -> dict[str, str]:
    """Prove a site that has just been built, and is not in place yet; return the digest of each of its files.

    Raises:
        OutputError: something on it is not what the edition says.
    """
    ledger = proofs.open_ledger()
    files = prove_site(proofs, ledger, SiteFiles(assembly.folder, assembly.digests))
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
    docs = SiteFiles(project.docs)
    prove_markdown_files(proofs, ledger, {name: text for name in docs if (text := docs.read(name)) is not None})
    altered: list[Fault] = []
    if site.is_dir():
        altered = find_altered(prove_site(proofs, ledger, SiteFiles(site)), _record_of(site))
    told = {fault.file for fault in ledger.faults}
    return tell_proofs(ledger), [*ledger.faults, *(fault for fault in altered if fault.file not in told)]


def _record_of(site: Path) -> ProofStore:
    """Beside the site, as its lock is."""
    site = site.resolve()
    return ProofStore(site.parent / ".build" / f"{site.name}.proved.json")


def find_altered(files: SiteFiles, store: ProofStore) -> list[Fault]:
    """Return the files of a site that are not, byte by byte, those that were proved when it was put in place."""
    known = store.read()[1]
    if not known:
        return []
    now: Mapping[str, str] = files.digest(files)
    faults: list[Fault] = []
    for name in sorted({*files, *known}):
        if now.get(name) != known.get(name):
            what = "is gone" if name not in now else "is new" if name not in known else "is not what was proved"
            faults.append(Fault("site", name, what, _work_of(name)))
    return faults


def tell_proofs(ledger: Ledger) -> list[str]:
    """Return one line for each output: name, files, characters of the works, the outcome."""
    rows = [("output", "files", "characters", "proof")]
    for entry in ledger.entries.values():
        faults = len(entry.faults)
        rows.append((entry.output, str(entry.files), str(entry.characters), f"{faults} wrong" if faults else "ok"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        f"{output.ljust(widths[0])}  {files.rjust(widths[1])}  {characters.rjust(widths[2])}  {proof}"
        for output, files, characters, proof in rows
    ]


def prove_site(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> SiteFiles:
    """Prove a whole site, built by this project; return its files.

    Args:
        proofs: what it is held against.
        ledger: takes the proofs down.
        files: of the site.
    """
    for work in proofs.works:
        _prove_pages(proofs, ledger, files, work)
        _prove_work_files(proofs, ledger, files, work)
    _prove_other_pages(proofs, ledger, files)
    _prove_books(proofs, ledger, files)
    _prove_shared(proofs, ledger, files)
    _prove_copies(proofs, ledger, files)
    copy = partial(prove_offline, files.root, files, _OFFLINE)
    ledger.prove("offline copy", proofs.inputs[""], files.digest(files), copy)
    return files


# -- a work's own files


def _prove_pages(proofs: Proofs, ledger: Ledger, files: SiteFiles, work: ProvedWork) -> None:
    """The pages of a work, and the script of its clauses, in both trees."""
    inputs = proofs.inputs[work.name]
    for tree, language in _TREES:
        change = proofs.change_in(tree, work)
        head = proofs.conversion.to_traditional if tree else change
        for page in work.pages:
            file = tree + _name_page(work, page)
            proof = partial(_read_page, files, work, page, file, language, change, head)
            ledger.prove("pages", inputs, files.digest([file]), proof)
        file = f"{tree}plans/{work.name}/clauses.js"
        ledger.prove("clauses.js", inputs, files.digest([file]), partial(_read_script, files, work, file, change))


def _name_page(work: ProvedWork, page: Page) -> str:
    return f"plans/{work.name}/{page.name}/index.html".replace("//", "/")


def _read_page(
    files: SiteFiles, work: ProvedWork, page: Page, file: str, language: str, change: Change, head: Change
) -> Outcome:
    text = files.read(file)
    if text is None:
        return _lose("pages", file)
    return prove_page(work, page, text, file, language, change, head), _count(work, page.name)


def _read_script(files: SiteFiles, work: ProvedWork, file: str, change: Change) -> Outcome:
    text = files.read(file)
    return _lose("clauses.js", file) if text is None else (prove_clause_script(work, text, file, change), _count(work))


def _prove_work_files(proofs: Proofs, ledger: Ledger, files: SiteFiles, work: ProvedWork) -> None:
    """A work as data: its tree, its clauses one by one."""
    home, inputs = f"plans/{work.name}/", proofs.inputs[work.name]
    for output, name, proof in _WORK_FILES:
        file = home + name
        ledger.prove(output, inputs, files.digest([file]), partial(_read_file, files, work, output, file, proof))
    file = f"{home}clauses.json"
    every = partial(prove_clauses, change=proofs.conversion.to_traditional)
    whole = partial(_read_file, files, work, "clauses.json", file, every)
    ledger.prove("clauses.json", inputs, files.digest([file]), whole)
    # Where one clause has a file of its own, all have.
    names = {home + name_clause_file(address) for address in work.survey.record.anchors}
    if not names.isdisjoint(files):
        names.update(home + name_clause_file(address) for address in work.edition.aliases)
        single = partial(_read_clauses, files, work, home, proofs.conversion.to_traditional)
        ledger.prove("clause JSON", inputs, files.digest(sorted(names)), single)


def _read_file(
    files: SiteFiles, work: ProvedWork, output: str, file: str, proof: Callable[[ProvedWork, str, str], list[Fault]]
) -> Outcome:
    text = files.read(file)
    return _lose(output, file) if text is None else (proof(work, text, file), _count(work))


def _read_clauses(files: SiteFiles, work: ProvedWork, home: str, change: Change) -> Outcome:
    faults: list[Fault] = []
    for address, wanted in expect_clauses(work, change):
        file = home + name_clause_file(address)
        text = files.read(file)
        if text is None:
            faults.append(Fault("clause JSON", file, "the file is lost", work.name, wanted["anchor"]))
        else:
            faults += prove_clause(wanted, text, file)
    return faults, _count(work)


# -- what speaks of works


def _prove_other_pages(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Pages that are no work's text: what they cite and quote, and their twins in the other script."""
    own = {_name_page(work, page) for work in proofs.works for page in work.pages}
    generated = tuple({f"{Path(name).parts[0]}/" for name in proofs.conversion.files})
    quotable = list_quotable([(work, proofs.change_in("", work)) for work in proofs.works])
    for file in files:
        if file.endswith(".html") and not file.startswith("hant/") and file not in own and file != "404.html":
            proof = partial(_read_other, proofs, files, file, quotable, is_generated=file.startswith(generated))
            ledger.prove("pages", proofs.inputs[""], files.digest([file, f"hant/{file}"]), proof)


def _read_other(proofs: Proofs, files: SiteFiles, file: str, quotable: Quotable, *, is_generated: bool) -> Outcome:
    page, twin = (cut_article(files.read(name) or "") for name in (file, f"hant/{file}"))
    if page is None or twin is None:
        return _lose("pages", file if page is None else f"hant/{file}")
    faults = prove_quotes(page, file, file, quotable, is_generated=is_generated)
    if _work_of(file) in proofs.traditional:
        # What such a work prints stands as it is in the second tree, and the first has the twin.
        return faults or prove_twin(twin, page, file, proofs.conversion.to_simplified), 0
    return faults or prove_twin(page, twin, f"hant/{file}", proofs.conversion.to_traditional), 0


def _prove_books(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Books: of each work and of all, in both scripts."""
    shelves = [(work.name, [work], work.title) for work in proofs.works]
    for name, works, title in [*shelves, (COLLECTION, proofs.works, _read_title(files))]:
        inputs = hash_parts([proofs.inputs["" if name == COLLECTION else name], title])
        for ending, language in (("", "zh-Hans"), (".zh-hant", "zh-Hant")):
            change = proofs.conversion.to_traditional if ending else keep
            file = f"downloads/{name}{ending}.epub"
            proof = partial(_read_book, files, works, title, file, language, change)
            ledger.prove("EPUB", inputs, files.digest([file]), proof)
            file = f"downloads/{name}{ending}.pdf"
            if file in files:
                prove_pdf(proofs, ledger, name, "hant" if ending else "hans", files[file], file)


def _read_book(
    files: SiteFiles, works: list[ProvedWork], title: str, file: str, language: str, change: Change
) -> Outcome:
    if file not in files:
        return _lose("EPUB", file)
    return prove_book(works, title, files[file], file, language, change)


def _read_title(files: SiteFiles) -> str:
    """The library's name, which the home page has as its title, perhaps behind its own."""
    found = re.search(r"<title>(?:[^<]* - )?([^<]*)</title>", files.read("index.html") or "")
    return unescape(found[1]) if found else ""


def _prove_shared(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """What spans works: the database, the search of both trees, tables."""
    inputs = proofs.inputs[""]
    ledger.prove("database", inputs, files.digest([_DATABASE]), partial(_read_database, proofs, files))
    for tree, _ in _TREES:
        folder = f"{tree}search"
        names = [name for name in files if name.startswith(f"{folder}/")]
        ledger.prove("search", inputs, files.digest(names), partial(_read_search, proofs, files, tree, folder, names))
    for output, file, proof in _TABLES:
        if file in files or file in proofs.conversion.files:
            ledger.prove(output, inputs, files.digest([file]), partial(_read_table, proofs, files, output, file, proof))


def _read_database(proofs: Proofs, files: SiteFiles) -> Outcome:
    if _DATABASE not in files:
        return _lose("database", _DATABASE)
    return prove_database(proofs.works, files.root / _DATABASE, _DATABASE, proofs.conversion.to_traditional)


def _read_search(proofs: Proofs, files: SiteFiles, tree: str, folder: str, names: list[str]) -> Outcome:
    texts = {name.removeprefix(f"{folder}/"): files.read(name) or "" for name in names}
    return prove_search([(work, proofs.change_in(tree, work)) for work in proofs.works], texts, folder)


def _read_table(
    proofs: Proofs,
    files: SiteFiles,
    output: str,
    file: str,
    proof: Callable[[list[ProvedWork], str, str], list[Fault]],
) -> Outcome:
    text = files.read(file)
    return _lose(output, file) if text is None else (proof(proofs.works, text, file), 0)


def _prove_copies(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Data that were converted stand in both trees as they were; addresses in the words of pages lead somewhere."""
    for name, held in proofs.conversion.files.items():
        for tree, _ in _TREES:
            if not name.endswith(".md"):
                output = "data files" if isinstance(held, str) else "pictures"
                proof = partial(_compare, proofs, files, output, tree, name, held)
                ledger.prove(output, hash_parts([held]), files.digest([tree + name]), proof)
    terms = proofs.conversion.glossary.by_id()
    for path in sorted(proofs.project.docs.glob("*.md")):
        text = path.read_text("utf-8")
        proof = partial(_read_addresses, proofs, terms, files, text, f"docs/{path.name}")
        ledger.prove("addresses", hash_parts([proofs.inputs[""], *files]), digest_texts({path.name: text}), proof)


def _compare(proofs: Proofs, files: SiteFiles, output: str, tree: str, name: str, held: str | bytes) -> Outcome:
    """Scripts are converted in the second tree; other data, and the pictures that were kept, are the same."""
    if isinstance(held, str):
        held = (proofs.conversion.to_traditional(held) if tree and name.endswith(".js") else held).encode("utf-8")
    if files.get(tree + name) == held:
        return [], 0
    return [Fault(output, tree + name, "is not what was converted", _work_of(name))], 0


def _read_addresses(proofs: Proofs, terms: Mapping[str, Any], files: SiteFiles, text: str, file: str) -> Outcome:
    return prove_addresses(proofs.works, terms, files, text, file), 0


def _lose(output: str, file: str) -> Outcome:
    return [Fault(output, file, "the file is lost, or is no text", _work_of(file))], 0


def _work_of(file: str) -> str:
    parts = file.removeprefix("hant/").split("/")
    return parts[1] if parts[0] == "plans" and len(parts) > 2 else ""


def _count(work: ProvedWork, page: str | None = None) -> int:
    return sum(len(said.text) for said in list_said(work) if page is None or said.place.page == page)
