"""What is made of a site after MkDocs: pop-ups' words, the second script, search and clauses of both.

Takes the directory that MkDocs has filled; writes into it. A site that has not been here (`mkdocs serve`,
`mkdocs gh-deploy`) has neither search nor second script, and offers none: its pages lack the mark of `mark_finished`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from build_tools.hanzi.script import ScriptConverter, detect_script, list_variants
from build_tools.model.clause import WorkClauses
from build_tools.model.glossary import Glossary
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.clause_scripts import Marks, write_clause_scripts
from build_tools.publish.page_text import Change
from build_tools.publish.script_tree import TREE, write_script_tree
from build_tools.publish.search import SearchData, write_search
from build_tools.publish.search_terms import TermEntry, collect_entries
from build_tools.publish.term_cards import write_term_cards

# Of Material the theme takes icons and words, and MkDocs copies all that it has; no page loads these.
_UNUSED = ("assets/javascripts", "assets/stylesheets")

_UNMARKED = '<html lang="zh-Hans" class='
_MARKED = '<html lang="zh-Hans" data-finished class='


@dataclass(frozen=True)
class SiteTexts:
    """What the whole site is made from.

    Attributes:
        works: clauses of all works, in the order of the search.
        glossary: the entries.
        script: what is decided about converting between scripts.
        marks: what is known of the clauses beside their texts, by work.
    """

    works: Sequence[WorkClauses]
    glossary: Glossary
    script: ScriptTable
    marks: Mapping[str, Marks] = field(default_factory=dict)

    @cached_property
    def traditional(self) -> frozenset[str]:
        """Names of the works whose text is in traditional script."""
        return frozenset(work.work for work in self.works if _script_of(work) is Script.HANT)


def finish_site(site: Path, texts: SiteTexts) -> None:
    """Write into a built site what MkDocs does not make."""
    remove_unused(site)
    mark_finished(site)
    write_term_cards(site, texts.glossary)
    write_script_tree(site, _to_traditional(texts), _to_simplified(texts), texts.traditional)
    first, second = write_indexes(site, texts)
    change = _to_traditional(texts)
    names = {term.id: term.name for term in texts.glossary.terms}
    twins = {term.id: term.traditional or change(term.name) for term in texts.glossary.terms}
    write_clause_scripts(site, first, texts.marks, names)
    write_clause_scripts(site / TREE, second, texts.marks, twins)


def remove_unused(site: Path) -> None:
    """Take away Material's scripts and style sheets; files of the site's own stay, whatever their folder."""
    material = Path(str(files("material"))) / "templates"
    for path in (path for folder in _UNUSED for path in (material / folder).rglob("*.*")):
        twin = site / path.relative_to(material)
        twin.unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it
            os.removedirs(twin.parent)


def mark_finished(site: Path) -> None:
    """Mark every page, so that what is made here may be offered on it, and the site, so that no host processes it."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        path.write_text(text.replace(_UNMARKED, _MARKED, 1), encoding="utf-8", newline="\n")
    # Without it a branch is run through Jekyll, which leaves out names that begin with an underscore.
    (site / ".nojekyll").touch()


def write_indexes(site: Path, texts: SiteTexts) -> tuple[list[WorkClauses], list[WorkClauses]]:
    """Write the search of both trees; return the works as each of them shows them."""
    traditional = texts.traditional
    change = _to_traditional(texts)
    back = _to_simplified(texts)
    first = [convert_clauses(work, back) if work.work in traditional else work for work in texts.works]
    second = [work if work.work in traditional else convert_clauses(work, change) for work in texts.works]
    for tree, works, entries in (
        (site, first, collect_entries(texts.glossary)),
        (site / TREE, second, collect_entries(texts.glossary, change)),
    ):
        write_search(tree, works, SearchData(list_variants(_characters(works, entries)), entries))
    return first, second


def _to_traditional(texts: SiteTexts) -> Change:
    return ScriptConverter(texts.script, texts.script.traditional).convert


def _to_simplified(texts: SiteTexts) -> Change:
    return ScriptConverter(texts.script, Script.HANS).convert


def _characters(works: Iterable[WorkClauses], entries: Iterable[TermEntry]) -> set[str]:
    return {char for work in works for clause in work.clauses for char in clause.text}.union(
        *(entry.text for entry in entries)
    )


def _script_of(work: WorkClauses) -> Script:
    return detect_script("".join(clause.text for clause in work.clauses))


def convert_clauses(work: WorkClauses, change: Change) -> WorkClauses:
    """Return a work's clauses with their words changed; places and anchors stay."""
    clauses = tuple(
        replace(
            clause,
            citation=change(clause.citation),
            path=tuple(map(change, clause.path)),
            text=change(clause.text),
        )
        for clause in work.clauses
    )
    return replace(work, title=change(work.title), issuers=tuple(map(change, work.issuers)), clauses=clauses)
