"""Glossary → the script from which pages take the words of their pop-ups.

A script, not JSON, so that it also loads over file://. It is fetched when a reader first rests on a term.
"""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.model.glossary import Glossary


def write_term_cards(site: Path, glossary: Glossary) -> None:
    """Write glossary/terms.js into a built site: for each id the headword, abbreviation, English and definition."""
    if not glossary.terms:
        return
    cards = {term.id: [term.name, term.abbr, term.english, term.definition] for term in glossary.terms}
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"))
    path = site / "glossary" / "terms.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"planTerms({text})\n", encoding="utf-8", newline="\n")
