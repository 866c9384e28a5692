"""Glossary → the entries that the search finds beside the clauses, and the names of one thing it takes for each other.

Takes the glossary and the conversion to a tree's script; touches no disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.clause import BREAK
from build_tools.model.glossary import Glossary, Term
from build_tools.publish.page_text import Change


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One entry of the glossary as a search finds and shows it.

    Attributes:
        id: its name in addresses.
        title: the headword and, where it has one, its abbreviation.
        forms: its names in texts and in other regions, the headword first.
        english: in English.
        definition: what it means.
    """

    id: str
    title: str
    forms: tuple[str, ...]
    english: str
    definition: str

    @property
    def text(self) -> str:
        """All of it, as one clause: its forms, the English and last the definition, parted like cells."""
        return BREAK.join((*self.forms, self.english, self.definition))


def collect_entries(glossary: Glossary, change: Change | None = None) -> tuple[TermEntry, ...]:
    """Return the entries in the order of the glossary.

    Args:
        glossary: in simplified script.
        change: converts what stands in simplified script; None leaves it.
    """
    return tuple(_make_entry(term, change) for term in glossary.terms)


def _make_entry(term: Term, change: Change | None) -> TermEntry:
    convert: Change = change or str
    name = term.name if change is None else term.traditional or change(term.name)
    forms = (name, *map(convert, term.forms[1:]), term.traditional, term.taiwan, term.hongkong)
    abbr = f"（{term.abbr}）" if term.abbr and term.abbr != term.name else ""
    return TermEntry(
        term.id, name + abbr, tuple(dict.fromkeys(filter(None, forms))), term.english, convert(term.definition)
    )
