"""seeds/glossary.toml → the curated glossary."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.hanzi.punctuation import SPACES, fold_width
from build_tools.model.glossary import INDEX_PAGES, KINDS, Glossary, Term
from build_tools.source.typed import Refuse, decode_entries, read_toml

_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED = ("id", "name", "english", "definition", "source", "kind")


def read_glossary(path: Path) -> Glossary:
    """Return the glossary that a file holds; an empty one where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, a form names two things, or a related entry does not exist.
    """
    if not path.is_file():
        return Glossary()
    table = read_toml(path)
    if unknown := sorted(set(table) - {"term", "ignore"}):
        Refuse(path)(f"unknown table {unknown[0]!r}", "write [[term]] or [ignore]")
    terms = [_check(term, refuse) for term, refuse in decode_entries(table, path, "term", Term)]
    _check_forms(terms, path)
    ignored = table.get("ignore", {})
    if not isinstance(ignored, dict) or not all(isinstance(reason, str) and reason for reason in ignored.values()):
        Refuse(path)("[ignore] needs a reason for each expression", 'write "nm" = "单位"')
    return Glossary(tuple(sorted(terms, key=lambda term: term.id)), tuple(sorted(ignored.items())))


def _check(term: Term, refuse: Refuse) -> Term:
    name = f"[[term]] {term.id}:"
    held = {key: value if isinstance(value, tuple) else (value,) for key, value in asdict(term).items() if value}
    if missing := [key for key in _NEEDED if key not in held]:
        refuse(f"{name} {missing[0]} is missing", "every entry needs " + ", ".join(_NEEDED))
    for key, texts in held.items():
        if not all(texts):
            refuse(f"{name} {key} holds an empty text", "take it out")
        if any(text != text.strip(SPACES) or not text.isprintable() for text in texts):
            refuse(f"{name} {key} has a line break, a control character or a blank at an edge", "take it out")
        if key in ("name", "abbr", "aliases", "not_inside") and re.search("[《》]", "".join(texts)):
            refuse(f"{name} {key} holds 《》, in which no term is looked for", "take them out")
    if not _ID_RE.fullmatch(term.id) or term.id in INDEX_PAGES:
        refuse(
            f"{name} the id cannot stand in an address",
            f"use lower-case ASCII words joined by hyphens, but not {', '.join(INDEX_PAGES)}",
        )
    if term.kind not in KINDS:
        refuse(f"{name} unknown kind {term.kind!r}", f"known are {', '.join(KINDS)}")
    return term


def _check_forms(terms: list[Term], path: Path) -> None:
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for term in terms:
        if term.id in ids:
            raise ManifestError(f"two entries have the id {term.id!r}", path=path, remedy="give one another id")
        ids.add(term.id)
        for form in term.forms:
            # The matcher takes letters of both widths for one.
            if owners.setdefault(fold_width(form), term.id) != term.id:
                raise ManifestError(
                    f"{form} stands for {owners[fold_width(form)]} and for {term.id}",
                    path=path,
                    remedy="give it to one of them",
                )
    for term in terms:
        for other in term.related:
            if other not in ids or other == term.id:
                raise ManifestError(
                    f"[[term]] {term.id}: related entry {other!r} does not exist", path=path, remedy="correct the id"
                )
