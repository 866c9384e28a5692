"""The search of a site, read back and proved: the texts of each work by themselves, then where all of it stands.

A work that has not changed is not read again, whatever else has: the whole is held against its own texts.
"""

from contextlib import suppress
from functools import partial

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.proof.index import Part, Told, prove_search, prove_search_texts, read_head
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proof.line import Finding
from build_tools.proving.proofs import COLLECTION, Proofs

_SEARCH = "search"
_PARTS: Stage[dict[str, Part]] = Stage("search-parts", dict)


def prove_index(proofs: Proofs, ledger: Ledger, files: SiteFiles) -> None:
    """Take down the proofs of the search."""
    names = [name for name in files if name.startswith(f"{_SEARCH}/") and name.endswith(".js")]
    head, script = f"{_SEARCH}/index.js", f"{_SEARCH}/script.js"
    told: dict[str, Told] = {}
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError):  # told of below
        told = read_head(files.read(head) or "", files.read(script) or "")
    texts: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (len(name), name)):
        texts.setdefault(name.split("/")[2] if name.startswith(f"{_SEARCH}/t/") else "", []).append(name)
    for work in proofs.published:
        own = texts.get(work, [])
        inputs = hash_parts([proofs.inputs[work], repr(told[work].entries) if work in told else ""])
        proof = partial(_read_search_texts, proofs, files, work, told.get(work), own)
        ledger.prove("search", inputs, files.digest([*own, script]), proof, work=work)
    published = proofs.published
    whole = partial(_read_search, proofs, files, published, names, reads_all=ledger.reads_all)
    ledger.prove("search", hash_parts([hash_code(), *published]), files.digest(names), whole)


def _read_search_texts(proofs: Proofs, files: SiteFiles, name: str, told: Told | None, own: list[str]) -> Finding:
    changes = proofs.change_in("", name), proofs.change_in("hant/", name)
    texts = {file.removeprefix(f"{_SEARCH}/"): files.read(file) or "" for file in own}
    return prove_search_texts(proofs.load(name), changes, told, texts, _SEARCH)


def _read_search(
    proofs: Proofs, files: SiteFiles, published: list[str], names: list[str], *, reads_all: bool
) -> Finding:
    store, key = WorkCache(proofs.project.cache), hash_code()
    known = None if reads_all else store.get(_PARTS, COLLECTION, key)
    digests = {name.removeprefix(f"{_SEARCH}/"): digest for name, digest in files.digest(names).items()}

    def read(name: str) -> str:
        return files.read(f"{_SEARCH}/{name}") or ""

    faults, found = prove_search(published, read, digests, known or {}, _SEARCH)
    if not reads_all:
        store.put(_PARTS, COLLECTION, key, found)
    return faults, 0
