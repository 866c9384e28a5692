"""The curated glossary: what a term is called in the several usages, and what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One entry, written by an editor; nothing in it is text of a plan.

    Attributes:
        id: its name in addresses, ASCII; never changes.
        name: headword in simplified script.
        english: in English.
        definition: one to three sentences in simplified script.
        source: what defines or introduces it: a standard, a document, or a clause here as work#anchor.
        kind: its field, a key of `KINDS`.
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
    source: str
    kind: str
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
    """All entries, by id, and the Latin expressions that need none, with the reason."""

    terms: tuple[Term, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()

    def by_id(self) -> dict[str, Term]:
        """Return the entries by id."""
        return {term.id: term for term in self.terms}


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
