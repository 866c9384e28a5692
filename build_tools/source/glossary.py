"""Vocabularies that come with the package, and a site's own seeds/glossary.toml → the glossary.

The site's own entries stand over the shared ones: of an id, or of a form, that both have, they have it.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.hanzi.punctuation import SPACES, fold_width, holds
from build_tools.messages import _
from build_tools.model.glossary import CLAUSE_RE, INDEX_PAGES, KINDS, Glossary, Term
from build_tools.source.typed import Refuse, decode_entries, read_toml

_VOCABULARIES = Path(__file__).with_name("vocabularies")
_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED = ("id", "name", "english", "definition", "kind")
# What names a published source: a title, the number of a standard or of a document, or a day.
_PUBLISHED_RE = re.compile(r"《[^《》]+》|“[^“”]+”|[A-Z]{2}[A-Z/. -]{0,9}[0-9]|〔[0-9]{4}〕[0-9]+号|[0-9]{4}年")
_STANDARD_RE = re.compile(r"\bGB(?:/T)? ?[0-9.]+[^0-9.-][0-9]{4}\b|\bGB(?:/T)?[0-9]")


def list_vocabularies() -> list[str]:
    """Return the names of the vocabularies that come with the package."""
    return sorted(path.stem for path in _VOCABULARIES.glob("*.toml"))


def read_glossary(path: Path, vocabularies: Iterable[str] = ()) -> Glossary:
    """Return the glossary of a site: its own entries over those of the vocabularies that it names.

    Args:
        path: the site's own, which need not be there.
        vocabularies: names of those that come with the package; of a form that two of them have, the first has it.

    Raises:
        ManifestError: an entry cannot be used, a form names two things, a related entry does not exist, or there is no
            such vocabulary.
    """
    known = list_vocabularies()
    if unknown := [name for name in vocabularies if name not in known]:
        raise ManifestError(
            _("there is no vocabulary {unknown!r}", unknown=unknown[0]),
            path=path.parent.parent / "mkdocs.yml",
            remedy=_("under `extra: vocabularies:` name some of {known}", known=", ".join(known)),
        )
    own = _read_layer(path) if path.exists() else Glossary()
    shared = [_read_vocabulary(name) for name in vocabularies]
    ids = {term.id for layer in (own, *shared) for term in layer.terms}
    for term in own.terms:
        # A vocabulary may refer to another one, which the site need not name.
        if wrong := [other for other in term.related if other == term.id or other not in ids]:
            Refuse(path)(
                _("[[term]] {id}: related entry {wrong!r} does not exist", id=term.id, wrong=wrong[0]),
                _("correct the id"),
            )
    return _lay_over([own, *shared])


@cache
def _read_vocabulary(name: str) -> Glossary:
    return _read_layer(_VOCABULARIES / f"{name}.toml")


def _read_layer(path: Path) -> Glossary:
    table = read_toml(path)
    if unknown := sorted(set(table) - {"term", "ignore", "aliases"}):
        Refuse(path)(_("unknown table {unknown!r}", unknown=unknown[0]), _("write [[term]], [ignore] or [aliases]"))
    terms = [_check(term, refuse) for term, refuse in decode_entries(table, path, "term", Term)]
    ids = _check_forms(terms, path)
    ignored = table.get("ignore", {})
    if not isinstance(ignored, dict) or not all(isinstance(reason, str) and reason for reason in ignored.values()):
        Refuse(path)(_("[ignore] needs a reason for each expression"), _('write "nm" = "单位"'))
    moved = table.get("aliases", {})
    if not isinstance(moved, dict) or not all(isinstance(new, str) for new in moved.values()) or ids & moved.keys():
        Refuse(path)(_("[aliases] names what is no entry any more"), _('write "former-id" = "id"'))
    return Glossary(tuple(terms), tuple(sorted(ignored.items())), tuple(sorted(moved.items())))


def _lay_over(layers: list[Glossary]) -> Glossary:
    """Return the entries of all layers; what one has, those below it have not."""
    terms: dict[str, Term] = {}
    forms: set[str] = set()
    ignored: dict[str, str] = {}
    moved: dict[str, str] = {}
    for layer in layers:
        above = frozenset(forms)
        for term in layer.terms:
            if term.id in terms or fold_width(term.name) in above:
                continue
            abbr, *aliases = ("" if fold_width(form) in above else form for form in (term.abbr, *term.aliases))
            terms[term.id] = replace(term, abbr=abbr, aliases=tuple(filter(None, aliases)))
            forms.update(map(fold_width, terms[term.id].forms))
        ignored = {**dict(layer.ignored), **ignored}
        moved = {**dict(layer.moved), **moved}
    linked = (
        replace(term, related=tuple(other for other in term.related if other in terms)) for term in terms.values()
    )
    for old in moved.keys() - terms.keys():
        while moved[old] not in terms and moved[old] in moved and moved[old] != old:
            moved[old] = moved[moved[old]]
    return Glossary(
        tuple(sorted(linked, key=lambda term: term.id)),
        tuple(sorted(ignored.items())),
        tuple(sorted((old, new) for old, new in moved.items() if old not in terms and new in terms)),
    )


def _check(term: Term, refuse: Refuse) -> Term:
    name = f"[[term]] {term.id}:"
    held = {key: value if isinstance(value, tuple) else (value,) for key, value in asdict(term).items() if value}
    if missing := [key for key in _NEEDED if key not in held]:
        refuse(
            _("{name} {missing} is missing", name=name, missing=missing[0]),
            _("every entry needs {needed}", needed=", ".join(_NEEDED)),
        )
    for key, texts in held.items():
        if not all(texts):
            refuse(_("{name} {key} holds an empty text", name=name, key=key), _("take it out"))
        if any(text != text.strip(SPACES) or not text.isprintable() for text in texts):
            refuse(
                _("{name} {key} has a line break, a control character or a blank at an edge", name=name, key=key),
                _("take it out"),
            )
        if key in ("name", "abbr", "aliases", "not_inside") and holds("".join(texts), "《》"):
            refuse(_("{name} {key} holds 《》, in which no term is looked for", name=name, key=key), _("take them out"))
    if not _ID_RE.fullmatch(term.id) or term.id in INDEX_PAGES:
        refuse(
            _("{name} the id cannot stand in an address", name=name),
            _(
                "use lower-case ASCII words joined by hyphens, but not {taken}",
                taken=", ".join(INDEX_PAGES),
            ),
        )
    if term.kind not in KINDS:
        refuse(
            _("{name} unknown kind {kind!r}", name=name, kind=term.kind), _("known are {known}", known=", ".join(KINDS))
        )
    _check_basis(term, name, refuse)
    return term


def _check_basis(term: Term, name: str, refuse: Refuse) -> None:
    parts = term.basis.split("；") if term.basis else []
    if wrong := [part for part in parts if not CLAUSE_RE.search(part) and not _PUBLISHED_RE.search(part)]:
        refuse(
            _("{name} the basis {wrong!r} names no published source", name=name, wrong=wrong[0]),
            _(
                "write the title in 《》, the number of a standard or of a document, or a clause here as work#anchor;"
                " several parted by ；. What merely uses the word is no basis: leave it out"
            ),
        )
    if found := _STANDARD_RE.search(term.basis):
        refuse(
            _("{name} the basis writes {found}", name=name, found=found[0]),
            _("write national standards as GB/T 1234-2020"),
        )


def _check_forms(terms: list[Term], path: Path) -> set[str]:
    """Return the ids; no two entries have an id or a form."""
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for term in terms:
        if term.id in ids:
            Refuse(path)(_("two entries have the id {id!r}", id=term.id), _("give one another id"))
        ids.add(term.id)
        for form in term.forms:
            # The matcher takes letters of both widths for one.
            if owners.setdefault(fold_width(form), term.id) != term.id:
                Refuse(path)(
                    _(
                        "{form} stands for {owners} and for {id}",
                        form=form,
                        owners=owners[fold_width(form)],
                        id=term.id,
                    ),
                    _("give it to one of them"),
                )
    return ids
