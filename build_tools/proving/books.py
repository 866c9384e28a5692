"""The books of a site, read back and proved: EPUB, Word and PDF, of each work, of all, in volumes, in both scripts."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from html import unescape
from urllib.parse import urldefrag

from build_tools.engine.cache import hash_parts
from build_tools.model.script import ChangeScript
from build_tools.proof.books import (
    FOLDER,
    FRONT,
    OUTPUT,
    PICTURES,
    name_chapter,
    prove_book,
    prove_colophon,
    prove_front,
    prove_list,
    prove_part,
    read_front,
)
from build_tools.proof.entries import Entries, read_entries
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proof.line import Finding, tell_unreadable
from build_tools.proof.word import OUTPUT as WORD
from build_tools.proof.word import prove_word
from build_tools.proving.proofs import COLLECTION, Proofs, group_by_work, lose, prove_pdf

_VOLUME_RE = re.compile(rf"downloads/({COLLECTION}\.(?:[0-9]{{4}}|undated)(?:-[0-9]+)?)(\.zh-hant)?\.pdf")


def prove_books(proofs: Proofs, ledger: Ledger, files: SiteFiles, *, is_whole: bool, has_forms: bool) -> None:
    """Books in both scripts: of each work where it has its further forms, of all where the site is whole."""
    title = _read_title(files)
    for name in (*proofs.names, *([COLLECTION] if proofs.published else [])):
        for ending, language in (("", "zh-Hans"), (".zh-hant", "zh-Hant")):
            change = proofs.conversion.to_traditional if ending else str
            file = f"downloads/{name}{ending}.epub"
            if name == COLLECTION and len(proofs.published) > 1 and file in files:
                _prove_collection(proofs, ledger, files, title, file, language, change)
            elif is_whole if name == COLLECTION else has_forms:
                own = title if name == COLLECTION else ""
                inputs = hash_parts([proofs.inputs["" if name == COLLECTION else name], own])
                proof = partial(_read_book, proofs, files, name, own, file, language, change)
                ledger.prove("EPUB", inputs, files.digest([file]), proof, work="" if name == COLLECTION else name)
            if name != COLLECTION and has_forms:
                file = f"downloads/{name}{ending}.docx"
                proof = partial(_read_word, proofs, files, name, file, language, change)
                ledger.prove(WORD, proofs.inputs[name], files.digest([file]), proof, work=name)
            file = f"downloads/{name}{ending}.pdf"
            if file in files:
                prove_pdf(proofs, ledger, name, "hant" if ending else "hans", partial(files.__getitem__, file), file)
    prove_volumes(proofs, ledger, files)


def _prove_collection(
    proofs: Proofs, ledger: Ledger, files: SiteFiles, title: str, file: str, language: str, change: ChangeScript
) -> None:
    """The book of all works, work by work: of each just what stands there of it is read."""
    try:
        entries = read_entries(files.root / file)
        texts = {f"{FOLDER}{name}": entries.read(f"{FOLDER}{name}").decode("utf-8") for name in FRONT}
        front, faults = read_front(texts, file)
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        front, faults = None, [tell_unreadable(OUTPUT, file, error)]
    if front is None:
        ledger.prove("EPUB", "", {}, lambda: (faults, 0))
        return
    records = [proofs.conversion.slips.records[name] for name in proofs.published]
    pages = {record.work: ["", *dict(record.annexes)] for record in records}
    shown = group_by_work(name for name in proofs.conversion.files if "/pictures/" in name)
    pictures = {work: [name.rpartition("/")[2] for name in names] for work, names in shown.items() if work in pages}
    faults = prove_list(entries.digests, pages, {name for own in pictures.values() for name in own}, file)
    faults += prove_front(front, [record.facts for record in records], title, file, language, change)
    ledger.prove("EPUB", proofs.inputs[""], files.digest([file]), lambda: (faults, 0))
    contents = _group_contents(front.contents, pages)
    for number, record in enumerate(records):
        name = record.work
        colophon = front.told[number] if len(front.told) == len(records) else front.colophon
        held = [f"{FOLDER}{name_chapter(name, page)}" for page in pages[name]]
        held += [f"{PICTURES}{picture}" for picture in pictures.get(name, ())]
        read = [f"{one} {entries.digests.get(one)}" for one in held]
        inputs = hash_parts([proofs.inputs[name], language, colophon, repr(contents.get(name)), *read])
        proof = partial(_read_part, proofs, entries, name, contents.get(name, []), colophon, file, language, change)
        ledger.prove("EPUB", inputs, {}, proof, work=name)


def _group_contents(
    contents: list[tuple[str, str]], pages: Mapping[str, Iterable[str]]
) -> dict[str, list[tuple[str, str]]]:
    """Return the entries of a book's contents by the work to which they lead."""
    works = {name_chapter(work, page): work for work, own in pages.items() for page in own}
    found: dict[str, list[tuple[str, str]]] = {}
    for href, words in contents:
        if work := works.get(urldefrag(href)[0]):
            found.setdefault(work, []).append((href, words))
    return found


def _read_part(
    proofs: Proofs,
    entries: Entries,
    name: str,
    contents: list[tuple[str, str]],
    colophon: str,
    file: str,
    language: str,
    change: ChangeScript,
) -> Finding:
    work = proofs.load(name)
    faults, characters = prove_part(work, entries.read, contents, file, language, change)
    return [*faults, *prove_colophon(work, colophon, file, change)], characters


def prove_volumes(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Volumes of some works each; one of an older text is left out of a site, so not every work need be in one."""
    for match in filter(None, map(_VOLUME_RE.fullmatch, files)):
        read = partial(files.__getitem__, match[0])
        prove_pdf(proofs, ledger, match[1], "hant" if match[2] else "hans", read, match[0])


def _read_book(
    proofs: Proofs, files: SiteFiles, name: str, title: str, file: str, language: str, change: ChangeScript
) -> Finding:
    if file not in files:
        return lose("EPUB", file)
    works = [proofs.load(work) for work in (proofs.published if name == COLLECTION else [name])]
    return prove_book(works, title or works[0].title, files[file], file, language, change)


def _read_word(proofs: Proofs, files: SiteFiles, name: str, file: str, language: str, change: ChangeScript) -> Finding:
    return prove_word(proofs.load(name), files[file], file, language, change) if file in files else lose(WORD, file)


def _read_title(files: SiteFiles) -> str:
    """The library's name, which the home page has as its title, perhaps behind its own."""
    found = re.search(r"<title>(?:[^<]* - )?([^<]*)</title>", files.read("index.html") or "")
    return unescape(found[1]) if found else ""
