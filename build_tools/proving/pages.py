"""The pages of a site that are no work's text, read back and proved: what they cite and quote, and their twins.

What such a page says of works is taken from the places to which it leads. So a page whose places say what they said
is not read again, whatever else has changed in its works.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.model.slip import Subject
from build_tools.proof.further_uses import FILE_RE, Row, prove_uses, prove_works, read_uses
from build_tools.proof.further_uses import OUTPUT as FURTHER
from build_tools.proof.ledger import SiteFiles
from build_tools.proof.line import Judged, name_work, tell_unreadable
from build_tools.proof.markup import cut_article
from build_tools.proof.quotes import Quotable, digest_places, list_quotable, prove_quotes, quotes_wholes, read_keys
from build_tools.proof.twins import prove_twin
from build_tools.proving.proofs import COLLECTION, Proofs, lose
from build_tools.proving.site_proofs import SiteProofs
from build_tools.publish.page_scan import PageScan
from build_tools.publish.script_tree import THEMES_OWN
from build_tools.render.further_uses import MOST_NAMED

# Works of which is in memory what may be quoted, 150 kB each, and places what is told of each: of more they are read
# again, so that no process holds a whole library.
_QUOTABLE, _PLACES = 1024, 65_536
_QUOTED = Stage("quotable", Quotable)
_PAGE_RE = re.compile(r"^[^#\n]*", re.MULTILINE)  # of addresses, one a line
_PART_RE = re.compile(r"[^/?#]+")
_FURTHER: Stage[dict[str, dict[str, str]]] = Stage("further-uses", dict)  # digest → work → hash of what is told
_DIGESTED: Stage[dict[tuple[str, str], str]] = Stage("places", dict)


def prove_other_pages(site: SiteProofs) -> None:
    """Take down the proofs of the pages that are no work's text."""
    proofs, files, scans = site.proofs, site.files, site.scans
    own = {
        f"plans/{record.work}/{page}/index.html".replace("//", "/")
        for record in proofs.conversion.records
        for page in ("", *dict(record.annexes))
    }
    generated = tuple({f"{name.partition('/')[0]}/" for name in proofs.conversion.files})
    printed, converted = _Quoted(proofs, converts=False), _Quoted(proofs, converts=True)
    script = hash_parts([hash_code(), repr(proofs.conversion.script)])
    for file in files:
        if file.endswith(".html") and not file.startswith("hant/") and file not in own and file != "404.html":
            is_generated = file.startswith(generated)
            work = proofs.former.get(name_work(file), name_work(file))
            quoted = converted if work and work in proofs.inputs and proofs.is_traditional(work) else printed
            told = quoted.tell_works(file, scans[file]) if file in scans else proofs.inputs[""]
            quotes = partial(_read_quotes, files, file, quoted, is_generated=is_generated)
            narrow = partial(quoted.tell_places, files, file, scans.get(file), is_generated=is_generated)
            site.ledger.prove("pages", hash_parts([told, str(is_generated)]), files.digest([file]), quotes, narrow)
            inputs = hash_parts([script, proofs.inputs.get(work, "") if work else ""])
            site.prove("twins", [file, f"hant/{file}"], partial(_read_twin, proofs, files, file), inputs=inputs)


def prove_further_uses(site: SiteProofs) -> None:
    """Take down the proofs of what pages of terms list when they are asked for, work by work."""
    proofs, files = site.proofs, site.files
    store, told = WorkCache(proofs.project.cache), hash_code()
    known = {} if site.ledger.reads_all else store.get(_FURTHER, COLLECTION, told) or {}
    read = cache(lambda term: dict(_read_rows(files, term)))
    rows: dict[str, dict[str, str]] = {}
    using, kept = proofs.conversion.slips.works(Subject.TERM), {}
    for found in filter(None, map(FILE_RE.fullmatch, files)):
        (digest,) = files.digest([found[0]]).values()
        if digest not in known:
            with suppress(ValueError):  # told of by the proof of the file
                known[digest] = {work: hash_parts([repr(row)]) for work, row in read(found["term"]).items()}
        kept[digest] = known.get(digest, {})
        for work, row in kept[digest].items():
            rows.setdefault(work, {})[found["term"]] = row
        works = using.get(found["term"], set())
        inputs = hash_parts([proofs.shared, "\n".join(sorted(works))])
        site.prove(FURTHER, [found[0]], partial(_read_works, files, found["term"], works), inputs=inputs)
    store.put(_FURTHER, COLLECTION, told, kept)
    for work in sorted(rows.keys() & proofs.inputs.keys()):
        proof = partial(_read_further, proofs, read, work, list(rows[work]))
        site.prove(FURTHER, (), proof, work, hash_parts([proofs.inputs[work], repr(rows[work])]))


def _read_rows(files: SiteFiles, term: str) -> Iterator[tuple[str, Row]]:
    return read_uses(files.read(f"glossary/{term}/uses.js") or "", term)


def _read_works(files: SiteFiles, term: str, works: set[str]) -> Judged:
    try:
        return prove_works(term, [work for work, _row in _read_rows(files, term)], works, MOST_NAMED), 0
    except ValueError as error:
        return [tell_unreadable(FURTHER, f"glossary/{term}/uses.js", error)], 0


def _read_further(proofs: Proofs, read: Callable[[str], Mapping[str, Row]], work: str, terms: list[str]) -> Judged:
    return prove_uses(proofs.load(work), [read(term)[work] for term in terms]), 0


class _Quoted:
    """What may be quoted of works: loaded when it is asked for, and stood for by hashes.

    A page of a work in traditional script is converted in the first tree (`converts`); one that spans works quotes each
    as it is printed.
    """

    def __init__(self, proofs: Proofs, *, converts: bool) -> None:
        self._proofs, self._store, self._converts = proofs, WorkCache(proofs.project.cache), converts
        self.find = lru_cache(_QUOTABLE)(self._find)
        self.digests = lru_cache(_QUOTABLE)(self._digest)
        # Most pages lead to the same places.
        self._name_works = lru_cache(_PLACES)(self._list_works)
        self._tell = lru_cache(_PLACES)(lambda key: f"{key} {self.digests(key[0]).get(key[1:])}")

    def _key(self, name: str) -> str:
        is_changed = self._converts and self._proofs.is_traditional(name)
        return self._proofs.inputs[name] + (".converted" if is_changed else "")

    def _find(self, name: str) -> Quotable | None:
        proofs = self._proofs
        if name not in proofs.inputs:
            return None
        change = proofs.change_in("", name) if self._converts else str
        return self._store.keep(_QUOTED, name, self._key(name), lambda: list_quotable(proofs.load(name), change))

    def _digest(self, name: str) -> Mapping[tuple[str, str], str]:
        """Return a hash of what stands at each place of a work."""

        def digest() -> dict[tuple[str, str], str]:
            return digest_places(quotable) if (quotable := self.find(name)) else {}

        return self._store.keep(_DIGESTED, name, self._key(name), digest)

    def _list_works(self, address: str) -> frozenset[str]:
        return frozenset(self._proofs.inputs.keys() & _PART_RE.findall(address))

    def tell_works(self, file: str, scan: PageScan) -> str:
        """Return a hash of the works whose names stand in the addresses of a page or in its own: no other is cited."""
        inputs = self._proofs.inputs
        pages = {*_PAGE_RE.findall("\n".join((file, *scan.targets)))}
        cited = set().union(*map(self._name_works, pages))
        return hash_parts([self._proofs.shared, "\n".join([f"{work} {inputs[work]}" for work in sorted(cited)])])

    def tell_places(self, files: SiteFiles, file: str, scan: PageScan | None, *, is_generated: bool) -> str:
        """Return a hash of what is said at the places to which a page leads; "" where it may quote any other."""
        if scan is None or quotes_wholes(files.read(file) or ""):
            return ""
        inputs, folder = self._proofs.inputs, posixpath.dirname(file)
        keys = sorted({*read_keys(folder, scan.targets)})
        places = [self._tell(key) for key in keys if key[0] in inputs]
        works = sorted({key[0] for key in keys})
        titles = (f"{work} {self.digests(work)['', ''] if work in inputs else None}" for work in works)
        return hash_parts([hash_code(), str(is_generated), *titles, *places])


def _read_quotes(files: SiteFiles, file: str, quoted: _Quoted, *, is_generated: bool) -> Judged:
    page = cut_article(files.read(file) or "")
    if page is None:
        return lose("pages", file)
    return prove_quotes(page, file, file, quoted.find, is_generated=is_generated), 0


def _read_twin(proofs: Proofs, files: SiteFiles, file: str) -> Judged:
    page, twin = (cut_article(files.read(name) or "") for name in (file, f"hant/{file}"))
    if page is None or twin is None:
        # Of the page itself is told where it is read for what it quotes.
        return lose("pages", f"hant/{file}") if twin is None else ([], 0)
    work = proofs.former.get(name_work(file), name_work(file))
    if work in proofs.names and proofs.is_traditional(work):
        # What such a work prints stands as it is in the second tree, and the first has the twin.
        return prove_twin(twin, page, file, proofs.conversion.to_simplified), 0
    told = proofs.conversion
    if file in THEMES_OWN:
        return prove_twin(page, twin, f"hant/{file}", lambda words: told.localise(told.to_traditional(words))), 0
    return prove_twin(page, twin, f"hant/{file}", told.to_traditional), 0
