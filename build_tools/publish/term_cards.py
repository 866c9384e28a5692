"""Glossary → the script from which pages take the words of their pop-ups.

A script, not JSON, so that it also loads over file://. It is fetched when a reader first rests on a term.
"""

from build_tools.model.glossary import Glossary
from build_tools.model.json_text import write_compact


def render_term_cards(glossary: Glossary) -> str:
    """Return glossary/terms.js: for each id the headword, abbreviation, English and definition; "" without entries."""
    cards = {term.id: [term.name, term.abbr, term.english, term.definition] for term in glossary.terms}
    text = write_compact(cards)
    return f"planTerms({text})\n" if cards else ""
