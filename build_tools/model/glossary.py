"""The curated glossary: what a term is called in the several usages, and what it means."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

CLAUSE_RE = re.compile(r"(?<![a-z0-9-])(?P<work>[a-z0-9-]+)#(?P<anchor>[a-z0-9#-]+)")
"""A clause of the library in the basis of an entry, work#anchor."""

EDITORS = "编者"
"""Stands where an entry has no basis: the definition is the editors' alone."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry, written by an editor; nothing in it is text of a plan.

    Attributes:
        id: its name in addresses, ASCII; never changes.
        name: headword in simplified script.
        english: in English.
        definition: one to three sentences in simplified script.
        kind: its field, a key of `KINDS`.
        basis: the published source that defines it: a standard, a document, or a clause here as work#anchor; several
            parted by ；, "" where nothing but the editors' words does. Where it is used first is computed.
        abbr: abbreviation, "" where there is none.
        aliases: further forms that stand in texts for the same thing.
        not_inside: longer words in which a form of this entry is another thing.
        traditional: the headword in traditional script, "" where plain conversion gives it.
        taiwan: the word used in Taiwan, "" where it is the same word.
        hongkong: the word used in Hong Kong, "" where it is the same word.
        related: ids of other entries.
        pinyin: reading of the headword, syllables parted by blanks, "" where the dictionary's is right.
    """

    id: str
    name: str
    english: str
    definition: str
    kind: str
    basis: str = ""
    abbr: str = ""
    aliases: tuple[str, ...] = ()
    not_inside: tuple[str, ...] = ()
    traditional: str = ""
    taiwan: str = ""
    hongkong: str = ""
    related: tuple[str, ...] = ()
    pinyin: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which texts name it, the headword first."""
        return tuple(dict.fromkeys(form for form in (self.name, self.abbr, *self.aliases) if form))


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries.

    Attributes:
        terms: by id.
        ignored: Latin expressions that need none, with the reason.
        moved: ids of entries that are no more, with the ids that have taken their places.
    """

    terms: tuple[Term, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def by_id(self) -> dict[str, Term]:
        """Return the entries by id."""
        return {term.id: term for term in self.terms}

    def show(self, used: AbstractSet[str], published: AbstractSet[str] = frozenset()) -> Glossary:
        """Return the entries that have pages: those that texts use, those that they refer to, and those published."""
        terms = self.by_id()
        shown = {*used, *published, *(new for old, new in self.moved if old in published)}
        shown |= {other for id_ in used if id_ in terms for other in terms[id_].related}
        kept = (
            replace(term, related=tuple(other for other in term.related if other in shown))
            for term in self.terms
            if term.id in shown
        )
        return replace(self, terms=tuple(kept))


INDEX_PAGES = ("index", "strokes", "strokes-traditional", "latin")
"""Names of the glossary's own pages, which no entry can have as its id."""

KINDS = {
    "business": "商业模式",
    "administration": "行政",
    "city": "城市",
    "economy": "经济",
    "finance": "金融",
    "hardware": "硬件",
    "industry": "产业",
    "manufacturing": "制造",
    "material": "材料",
    "network": "网络",
    "place": "地域",
    "policy": "政策",
    "security": "安全",
    "software": "软件",
    "standard": "标准",
    "talent": "人才",
    "technology": "技术",
}
"""Fields of knowledge, and how a page calls them."""
