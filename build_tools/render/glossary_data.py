"""Glossary and the works' uses of it → JSON, CSV, and the script from which pages take the words of pop-ups."""

from collections.abc import Iterable
from io import BytesIO

from build_tools.model.anchor import ClauseId
from build_tools.model.glossary import Glossary, Term
from build_tools.model.json_text import write_compact, write_list
from build_tools.model.script import ChangeScript
from build_tools.model.slip import Slips, Subject
from build_tools.render.glossary import find_first
from build_tools.render.targets import write_rows, write_table

COLUMNS = (
    "id", "name", "abbr", "english", "aliases", "traditional", "taiwan", "hongkong", "kind", "definition", "basis",
    "related", "first_use", "uses",
)  # fmt: skip


def describe_term(term: Term, slips: Slips, change: ChangeScript) -> dict[str, str]:
    """Return what each file tells of an entry: "json" with the clauses that use it, and "csv" with their number.

    `first_use` is the first clause of the oldest work that uses it, in JSON and CSV as work#anchor. Several values of
    one cell are parted by 、.
    """
    entry = {name: getattr(term, name) for name in COLUMNS[:-2]} | {"first_use": tell_first(term, slips)}
    entry["traditional"] = term.traditional or change(term.name)
    uses = [
        write_compact({"work": work, "anchor": str(place), "citation": citation})
        for work, found in slips.take(Subject.TERM, term.id)
        for place, citation, _ in found.quotes
    ]
    told = write_compact(entry).removesuffix("}")
    row = entry | {name: "、".join(entry[name]) for name in ("aliases", "related")} | {"uses": len(uses)}
    return {
        "json": f'{told},"uses":{write_list(uses) if uses else "[]"}}}',
        "csv": write_rows(COLUMNS, [row]),
    }


def bind_glossary_data(entries: Iterable[dict[str, str]]) -> dict[str, str | bytes]:
    """Return the files of all entries (`describe_term`) by path below docs/; none where there are no entries.

    The first names each use in each work: one entry at a time is in memory, beside the bytes of what has been written.
    """
    data, table = BytesIO(), [write_table(COLUMNS, ())]
    for entry in entries:
        data.write(b",\n" if data.tell() else b'{"terms":[\n')
        data.write(entry["json"].encode("utf-8"))
        table.append(entry["csv"])
    if not data.tell():
        return {}
    data.write(b"\n]}\n")
    return {"glossary/glossary.json": data.getvalue(), "glossary/glossary.csv": "".join(table)}


def tell_first(term: Term, slips: Slips) -> str:
    """Return the clause that uses a term first as work#anchor, "" where none does."""
    first = find_first(term.id, slips)
    return str(ClauseId(first[0].work, first[1].place)) if first else ""


def render_term_cards(glossary: Glossary) -> str:
    """Return glossary/terms.js: for each id the headword, abbreviation, English and definition; "" without entries.

    A script, not JSON, so that it also loads over file://. It is fetched when a reader first rests on a term.
    """
    cards = {term.id: [term.name, term.abbr, term.english, term.definition] for term in glossary.terms}
    text = write_compact(cards)
    return f"planTerms({text})\n" if cards else ""
