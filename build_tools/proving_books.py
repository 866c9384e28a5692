"""The books of a site, read back and proved: EPUB and PDF, of each work, of all and in volumes, in both scripts."""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from build_tools.cache import hash_parts
from build_tools.proof.books import prove_book
from build_tools.proof.expected import Change, keep
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proving import COLLECTION, Outcome, Proofs, lose, prove_pdf

_VOLUME_RE = re.compile(rf"downloads/({COLLECTION}\.(?:[0-9]{{4}}|undated)(?:-[0-9]+)?)(\.zh-hant)?\.pdf")


def prove_books(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Books: of each work and of all, in both scripts."""
    for name in (*proofs.names, COLLECTION):
        title = _read_title(files) if name == COLLECTION else ""
        inputs = hash_parts([proofs.inputs["" if name == COLLECTION else name], title])
        for ending, language in (("", "zh-Hans"), (".zh-hant", "zh-Hant")):
            change = proofs.conversion.to_traditional if ending else keep
            file = f"downloads/{name}{ending}.epub"
            proof = partial(_read_book, proofs, files, name, title, file, language, change)
            ledger.prove("EPUB", inputs, files.digest([file]), proof)
            file = f"downloads/{name}{ending}.pdf"
            if file in files:
                prove_pdf(proofs, ledger, name, "hant" if ending else "hans", files[file], file)
    prove_volumes(proofs, ledger, files)


def prove_volumes(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Volumes of some works each; one of an older text is left out of a site, so not every work need be in one."""
    for match in filter(None, map(_VOLUME_RE.fullmatch, files)):
        prove_pdf(proofs, ledger, match[1], "hant" if match[2] else "hans", files[match[0]], match[0])


def _read_book(
    proofs: Proofs, files: SiteFiles, name: str, title: str, file: str, language: str, change: Change
) -> Outcome:
    if file not in files:
        return lose("EPUB", file)
    works = proofs.works if name == COLLECTION else [proofs.load(name)]
    return prove_book(works, title or works[0].title, files[file], file, language, change)


def _read_title(files: SiteFiles) -> str:
    """The library's name, which the home page has as its title, perhaps behind its own."""
    found = re.search(r"<title>(?:[^<]* - )?([^<]*)</title>", files.read("index.html") or "")
    return unescape(found[1]) if found else ""
