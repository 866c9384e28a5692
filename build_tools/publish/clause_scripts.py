"""Clauses of one work → the script from which the page of two chosen clauses takes its texts.

A script, not JSON, so that it also loads over file://. It is asked for when a reader has chosen the work, in either
tree. The file, plans/<work>/clauses.js, calls `planClauses(work, data)` with

    title    of the work
    paths    the headings above clauses, each list of them once
    terms    [id, headword] of the glossary's entries that the work uses; third, where it is another one, that of the
             second tree
    aliases  old name → the name that took its place
    pages    [page, [[anchor, kind, citation, number of the path, text, uses, hash], …]] in the order of the text
    hant     what makes the second tree's words of these, which the first shows: characters, each with what stands for
             it most often in this work, and [way from the last, character, …] where it does not. Places are counted
             over title, paths, and the citation and text of each clause, one behind the other.

A large site says no text twice: there the search's files of the work's texts (search/t/, `search_line`) have the
clauses, in the order title, headings, text of each page, and the script has, in place of `paths`,

    texts    [how many these files are, characters of all citations and texts, a hash of them]

and of each clause [kind, uses, hash] alone; its terms are ids. Its `hant` is that of the clauses in the order of the
text all the same. A work whose texts hold characters that are shown as a sign (`disarm`) has them itself.

`kind` is 0 for a title, 1 for a heading, 2 for text; `uses` is flat: start, end, number of the term. Offsets are code
points of the text that stands beside them, and hold in both scripts, because conversion keeps lengths. `hash` is that
of the lock, given with the first record of an anchor where it is not that of the record's own text (`_guess_hash`).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from build_tools.hanzi.punctuation import disarm
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.json_text import write_compact
from build_tools.model.note import TermUse
from build_tools.publish.search_line import number_files, sort_clauses
from build_tools.publish.search_script import choose_characters, tally_characters

_OPENING, _DIGITS = 60, 12  # as `edition.lock` hashes a paragraph's opening
_KINDS = {kind: number for number, kind in enumerate(ClauseKind)}
# In a page's script element these would end it or the line; no reader of the file can tell the difference.
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True)
class Marks:
    """What is known of a work's clauses beside their texts.

    Attributes:
        uses: of the glossary's terms, in the order of the text.
        aliases: old anchor → the anchor that took its place.
        hashes: of the anchors, in the lock.
    """

    uses: Sequence[TermUse] = ()
    aliases: Mapping[Anchor, Anchor] = field(default_factory=dict)
    hashes: Mapping[Anchor, str] = field(default_factory=dict)


def render_clause_script(
    work: WorkClauses,
    twin: WorkClauses,
    marks: Marks,
    names: Mapping[str, str],
    twin_names: Mapping[str, str],
    *,
    is_lean: bool = False,
) -> str:
    """Return the script of a work; a use of a term that `names` does not know is left out.

    Args:
        work: its clauses as the first tree shows them.
        twin: as the second does, character by character.
        marks: what is known of them.
        names: headwords of terms by id, as the first tree shows them.
        twin_names: as the second does.
        is_lean: its texts are told by the search's files.
    """
    terms: dict[str, int] = {}
    uses: dict[int, list[int]] = {}
    for use in marks.uses:
        if use.term in names:
            uses.setdefault(use.block, []).extend((use.start, use.end, terms.setdefault(use.term, len(terms))))
    paths: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
    pages: dict[str, list[list[object]]] = {}
    seen: set[Anchor] = set()
    words = [*_list_words(work)]
    written = json.dumps(words, ensure_ascii=False)
    is_lean = is_lean and disarm(written) == written
    for clause, other in zip(work.clauses, twin.clauses, strict=True):
        digest = marks.hashes.get(clause.place, "") if clause.place not in seen else ""
        seen.add(clause.place)
        place, _ = paths.setdefault(clause.path, (len(paths), other.path))
        kind, used = _KINDS[clause.kind], uses.get(clause.block, [])
        told = [clause.place.id, kind, clause.citation, place, clause.text, used]
        pages.setdefault(clause.place.page, []).append(
            [*([kind, used] if is_lean else told), *([digest] if digest not in ("", _guess_hash(clause)) else [])]
        )
    data: dict[str, object] = {
        "title": work.title or work.work,
        **({"texts": _tell_texts(work, words)} if is_lean else {"paths": list(paths)}),
        "terms": [*terms]
        if is_lean
        else [list(dict.fromkeys((term, names[term], twin_names[term]))) for term in terms],
        "aliases": {old.destination(): new.destination() for old, new in marks.aliases.items()},
        "pages": list(pages.items()),
        "hant": _tell_twins(
            [work.title or work.work, *chain.from_iterable(paths), *words],
            [twin.title or twin.work, *chain.from_iterable(path for _, path in paths.values()), *_list_words(twin)],
        ),
    }
    return f"planClauses({_write(work.work)},{_write(data)})\n"


def _tell_texts(work: WorkClauses, words: Sequence[str]) -> list[object]:
    files = sum(1 + max(number_files(len(clause.text) for clause in page)) for page in sort_clauses(work))
    digest = hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    return [files, sum(map(len, words)), digest[:_DIGITS]]


def _list_words(work: WorkClauses) -> Iterator[str]:
    """Yield the citation and the text of each clause, page by page."""
    pages: dict[str, list[str]] = {}
    for clause in work.clauses:
        pages.setdefault(clause.place.page, []).extend((clause.citation, clause.text))
    return chain.from_iterable(pages.values())


def _tell_twins(texts: Sequence[str], twins: Sequence[str]) -> list[object]:
    """Return what makes twins of texts."""
    table = choose_characters(tally_characters(zip(texts, twins, strict=True)))
    exceptions: list[object] = []
    last = 0
    for at, (char, other) in enumerate(zip("".join(texts), "".join(twins), strict=True)):
        if table.get(char, char) != other:
            exceptions += (at - last, other)
            last = at
    return ["".join(char + other for char, other in table.items()), exceptions]


def _guess_hash(clause: Clause) -> str:
    """Return the hash that a clause has in the lock if it is a heading, or a paragraph that is nothing else."""
    text = clause.text if clause.kind is not ClauseKind.TEXT else clause.text[:_OPENING]
    key = "".join(char for char in text if char.isalnum())
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]


def _write(value: object) -> str:
    return disarm(write_compact(value)).translate(_ESCAPES)
