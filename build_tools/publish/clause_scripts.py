"""Clauses of one work → the script from which the page of two chosen clauses takes its texts.

A script, not JSON, so that it also loads over file://. It is asked for when a reader has chosen the work, and by that
page alone. The file, plans/<work>/clauses.js, calls `planClauses(work, data)` with

    title    of the work
    paths    the headings above clauses, each list of them once
    terms    [id, headword] of the glossary's entries that the work uses
    aliases  old name → the name that took its place
    pages    [page, [[anchor, kind, citation, number of the path, text, uses], …]] in the order of the text

`kind` is 0 for a title, 1 for a heading, 2 for text; `uses` is flat: start, end, number of the term. Offsets are code
points of the text that stands beside them, and hold in both scripts, because conversion keeps lengths.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.hanzi.punctuation import disarm
from build_tools.model.anchor import Anchor
from build_tools.model.clause import ClauseKind, WorkClauses
from build_tools.model.note import TermUse

_KINDS = {kind: number for number, kind in enumerate(ClauseKind)}
# In a page's script element these would end it or the line; no reader of the file can tell the difference.
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True)
class Marks:
    """What is known of a work's clauses beside their texts.

    Attributes:
        uses: of the glossary's terms, in the order of the text.
        aliases: old anchor → the anchor that took its place.
    """

    uses: Sequence[TermUse] = ()
    aliases: Mapping[Anchor, Anchor] = field(default_factory=dict)


def render_clause_script(work: WorkClauses, marks: Marks, names: Mapping[str, str]) -> str:
    """Return the script of a work; a use of a term that `names` does not know is left out."""
    terms: dict[str, int] = {}
    uses: dict[int, list[int]] = {}
    for use in marks.uses:
        if use.term in names:
            uses.setdefault(use.block, []).extend((use.start, use.end, terms.setdefault(use.term, len(terms))))
    paths: dict[tuple[str, ...], int] = {}
    pages: dict[str, list[list[object]]] = {}
    for clause in work.clauses:
        place = paths.setdefault(clause.path, len(paths))
        pages.setdefault(clause.place.page, []).append(
            [clause.place.id, _KINDS[clause.kind], clause.citation, place, clause.text, uses.get(clause.block, [])]
        )
    data: dict[str, object] = {
        "title": work.title or work.work,
        "paths": list(paths),
        "terms": [[term, names[term]] for term in terms],
        "aliases": {old.destination(): new.destination() for old, new in marks.aliases.items()},
        "pages": list(pages.items()),
    }
    return f"planClauses({_write(work.work)},{_write(data)})\n"


def _write(value: object) -> str:
    return disarm(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPES)
