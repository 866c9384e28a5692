"""The books of a site, read back and proved: EPUB, Word and PDF, of each work, of all, in volumes, in both scripts."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from html import unescape
from urllib.parse import urldefrag

from build_tools.engine.cache import hash_parts
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
from build_tools.proof.expected import Rendition
from build_tools.proof.ledger import SiteFiles
from build_tools.proof.line import Judged, tell_unreadable
from build_tools.proof.word import OUTPUT as WORD
from build_tools.proof.word import prove_word
from build_tools.proving.proofs import COLLECTION, Proofs, group_by_work, lose, prove_pdf
from build_tools.proving.site_proofs import SiteProofs

_VOLUME_RE = re.compile(rf"downloads/({COLLECTION}\.(?:[0-9]{{4}}|undated)(?:-[0-9]+)?)(\.zh-hant)?\.pdf")


def prove_books(site: SiteProofs) -> None:
    """Books in both scripts: of each work where it has its further forms, of all where the site is whole."""
    proofs, files = site.proofs, site.files
    title = _read_title(files)
    for name in (*proofs.names, *([COLLECTION] if proofs.published else [])):
        work = "" if name == COLLECTION else name
        for ending, language in (("", "zh-Hans"), (".zh-hant", "zh-Hant")):
            change = proofs.conversion.to_traditional if ending else str
            epub, docx, pdf = (
                Rendition(f"downloads/{name}{ending}.{form}", language, change) for form in ("epub", "docx", "pdf")
            )
            if not work and len(proofs.published) > 1 and epub.file in files:
                _prove_collection(site, title, epub)
            elif site.has_forms if work else site.is_whole:
                own = "" if work else title
                inputs = hash_parts([proofs.inputs[work], own])
                site.prove(OUTPUT, [epub.file], partial(_read_book, site, name, own, epub), work, inputs)
            if work and site.has_forms:
                site.prove(WORD, [docx.file], partial(_read_word, site, name, docx), work)
            if pdf.file in files:
                _prove_pdf(site, name, ending, pdf.file)
    prove_volumes(site)


def _prove_collection(site: SiteProofs, title: str, rendition: Rendition) -> None:
    """The book of all works, work by work: of each just what stands there of it is read."""
    proofs, file = site.proofs, rendition.file
    try:
        entries = read_entries(site.files.root / file)
        texts = {f"{FOLDER}{name}": entries.read(f"{FOLDER}{name}").decode("utf-8") for name in FRONT}
        front, faults = read_front(texts, file)
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        front, faults = None, [tell_unreadable(OUTPUT, file, error)]
    if front is None:
        site.prove(OUTPUT, (), lambda: (faults, 0), inputs="")
        return
    records = [proofs.conversion.slips.records[name] for name in proofs.published]
    pages = {record.work: ["", *dict(record.annexes)] for record in records}
    shown = group_by_work(name for name in proofs.conversion.files if "/pictures/" in name)
    pictures = {work: [name.rpartition("/")[2] for name in names] for work, names in shown.items() if work in pages}
    faults = prove_list(entries.digests, pages, {name for own in pictures.values() for name in own}, file)
    faults += prove_front(front, [record.facts for record in records], title, rendition)
    site.prove(OUTPUT, [file], lambda: (faults, 0))
    contents = _group_contents(front.contents, pages)
    for number, record in enumerate(records):
        name = record.work
        colophon = front.told[number] if len(front.told) == len(records) else front.colophon
        held = [f"{FOLDER}{name_chapter(name, page)}" for page in pages[name]]
        held += [f"{PICTURES}{picture}" for picture in pictures.get(name, ())]
        read = [f"{one} {entries.digests.get(one)}" for one in held]
        own = contents.get(name, [])
        inputs = hash_parts([proofs.inputs[name], rendition.language, colophon, repr(own), *read])
        site.prove(OUTPUT, (), partial(_read_part, proofs, entries, name, own, colophon, rendition), name, inputs)


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
    rendition: Rendition,
) -> Judged:
    work = proofs.load(name)
    faults, characters = prove_part(work, entries.read, contents, rendition)
    return [*faults, *prove_colophon(work, colophon, rendition)], characters


def prove_volumes(site: SiteProofs) -> None:
    """Volumes of some works each; one of an older text is left out of a site, so not every work need be in one."""
    for match in filter(None, map(_VOLUME_RE.fullmatch, site.files)):
        _prove_pdf(site, match[1], match[2] or "", match[0])


def _prove_pdf(site: SiteProofs, name: str, ending: str, file: str) -> None:
    prove_pdf(site.proofs, site.ledger, name, "hant" if ending else "hans", partial(site.files.__getitem__, file), file)


def _read_book(site: SiteProofs, name: str, title: str, rendition: Rendition) -> Judged:
    if rendition.file not in site.files:
        return lose(OUTPUT, rendition.file)
    works = [site.proofs.load(work) for work in (site.proofs.published if name == COLLECTION else [name])]
    return prove_book(works, title or works[0].title, site.files[rendition.file], rendition)


def _read_word(site: SiteProofs, name: str, rendition: Rendition) -> Judged:
    if rendition.file not in site.files:
        return lose(WORD, rendition.file)
    return prove_word(site.proofs.load(name), site.files[rendition.file], rendition)


def _read_title(files: SiteFiles) -> str:
    """The library's name, which the home page has as its title, perhaps behind its own."""
    found = re.search(r"<title>(?:[^<]* - )?([^<]*)</title>", files.read("index.html") or "")
    return unescape(found[1]) if found else ""
