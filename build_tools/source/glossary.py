"""seeds/glossary.toml → the curated glossary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from build_tools.errors import ManifestError
from build_tools.hanzi.punctuation import SPACES, fold_width
from build_tools.model.glossary import INDEX_PAGES, KINDS, Glossary, Term
from build_tools.source.manifest import read_toml

_ID_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED = ("id", "name", "english", "definition", "source", "kind")
_TEXTS = (*_NEEDED, "abbr", "traditional", "taiwan", "hongkong", "pinyin")
_LISTS = ("aliases", "not_inside", "related")


def read_glossary(path: Path) -> Glossary:
    """Return the glossary that a file holds; an empty one where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, a form names two things, or a related entry does not exist.
    """
    if not path.is_file():
        return Glossary()
    table = read_toml(path)
    unknown = sorted(set(table) - {"term", "ignore"})
    if unknown:
        raise ManifestError(f"unknown table {unknown[0]!r}", path=path, remedy="write [[term]] or [ignore]")
    entries = table.get("term", [])
    terms = [_read_term(entry, path) for entry in (entries if isinstance(entries, list) else [entries])]
    _check_forms(terms, path)
    ignored = table.get("ignore", {})
    if not isinstance(ignored, dict) or not all(isinstance(reason, str) and reason for reason in ignored.values()):
        raise ManifestError("[ignore] needs a reason for each expression", path=path, remedy='write "nm" = "单位"')
    return Glossary(tuple(sorted(terms, key=lambda term: term.id)), tuple(sorted(ignored.items())))


def _read_term(entry: Any, path: Path) -> Term:
    name = str(entry.get("id", "?")) if isinstance(entry, dict) else "?"

    def refuse(what: str, remedy: str) -> ManifestError:
        return ManifestError(f"[[term]] {name}: {what}", path=path, remedy=remedy)

    if not isinstance(entry, dict):
        raise refuse("is no table", "begin each entry with [[term]]")
    if unknown := sorted(set(entry) - {*_TEXTS, *_LISTS}):
        raise refuse(f"unknown field {unknown[0]!r}", f"known are {', '.join((*_TEXTS, *_LISTS))}")
    if missing := [key for key in _NEEDED if not entry.get(key)]:
        raise refuse(f"{missing[0]} is missing", "every entry needs " + ", ".join(_NEEDED))
    if wrong := [key for key in _TEXTS if not isinstance(entry.get(key, ""), str)]:
        raise refuse(f"{wrong[0]} is no text", 'write it as "…"')
    for key in _LISTS:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            raise refuse(f"{key} is no list of texts", 'write it as ["…"]')
    texts = [(key, entry[key]) for key in _TEXTS if key in entry]
    texts += [(key, text) for key in _LISTS for text in entry.get(key, [])]
    for key, text in texts:
        if text != text.strip(SPACES) or not text.isprintable():
            raise refuse(f"{key} has a line break, a control character or a blank at an edge", "take it out")
    for key, text in texts:
        if key in ("name", "abbr", "aliases", "not_inside") and re.search("[《》]", text):
            raise refuse(f"{key} holds 《》, in which no term is looked for", "take them out")
    if not _ID_RE.fullmatch(entry["id"]) or entry["id"] in INDEX_PAGES:
        raise refuse(
            "the id cannot stand in an address",
            f"use lower-case ASCII words joined by hyphens, but not {', '.join(INDEX_PAGES)}",
        )
    if entry["kind"] not in KINDS:
        raise refuse(f"unknown kind {entry['kind']!r}", f"known are {', '.join(KINDS)}")
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Term(**fields)


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
