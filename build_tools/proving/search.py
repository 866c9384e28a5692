"""The search of a site, read back and proved: the texts of each work by themselves, then where all of it stands.

A work that has not changed is not read again, whatever else has: the whole is held against its own texts.
"""

from contextlib import suppress
from functools import partial

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.proof.index import OUTPUT, Part, Told, prove_search, prove_search_texts, read_head
from build_tools.proof.line import Judged
from build_tools.proving.proofs import COLLECTION
from build_tools.proving.site_proofs import SiteProofs

_SEARCH = "search"
_PARTS: Stage[dict[str, Part]] = Stage("search-parts", dict)


def prove_index(site: SiteProofs) -> None:
    """Take down the proofs of the search."""
    proofs, files = site.proofs, site.files
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
        site.prove(OUTPUT, [*own, script], partial(_read_texts, site, work, told.get(work), own), work, inputs)
    site.prove(OUTPUT, names, partial(_read_search, site, names), inputs=hash_parts([hash_code(), *proofs.published]))


def _read_texts(site: SiteProofs, name: str, told: Told | None, own: list[str]) -> Judged:
    changes = site.proofs.change_in("", name), site.proofs.change_in("hant/", name)
    texts = {file.removeprefix(f"{_SEARCH}/"): site.files.read(file) or "" for file in own}
    return prove_search_texts(site.proofs.load(name), changes, told, texts, _SEARCH)


def _read_search(site: SiteProofs, names: list[str]) -> Judged:
    store, key = WorkCache(site.proofs.project.cache), hash_code()
    known = None if site.ledger.reads_all else store.get(_PARTS, COLLECTION, key)
    digests = {name.removeprefix(f"{_SEARCH}/"): digest for name, digest in site.files.digest(names).items()}

    def read(name: str) -> str:
        return site.files.read(f"{_SEARCH}/{name}") or ""

    faults, found = prove_search(site.proofs.published, read, digests, known or {}, _SEARCH)
    if not site.ledger.reads_all:
        store.put(_PARTS, COLLECTION, key, found)
    return faults, 0
