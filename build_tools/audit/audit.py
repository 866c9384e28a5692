"""An outline and its source → doubts about the structure: the entry to this room.

`CHECKS` is the whole list; each is a function of what is audited, and adds nothing to what others find.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from build_tools.audit import facts, labels, parts, texts, titles, witnesses
from build_tools.audit.outline import Audited, read_outline
from build_tools.model.codes import NO_PLAN
from build_tools.model.report import Diagnostic

CHECKS: tuple[Callable[[Audited], Iterator[Diagnostic]], ...] = (
    texts.doubt_document,
    texts.doubt_study,
    texts.doubt_data,
    texts.doubt_language,
    titles.doubt_missing,
    titles.doubt_label,
    titles.doubt_file_name,
    titles.doubt_news,
    titles.doubt_page_data,
    titles.doubt_form,
    titles.doubt_unprinted,
    titles.doubt_other,
    facts.doubt_number,
    facts.doubt_date,
    facts.doubt_count,
    facts.doubt_untold,
    facts.doubt_signed,
    facts.doubt_form,
    witnesses.doubt_cut,
    witnesses.doubt_bracket,
    witnesses.doubt_letter,
    witnesses.doubt_number,
    witnesses.doubt_date,
    parts.doubt_only_annex,
    parts.doubt_twice,
    parts.doubt_swallowed,
    parts.doubt_plans,
    labels.doubt_gaps,
    labels.doubt_repeats,
    labels.doubt_contents,
    labels.doubt_lost,
    labels.doubt_damaged,
    texts.doubt_table,
    texts.doubt_cut_paragraphs,
    texts.doubt_garbled,
    texts.doubt_bodies,
)


def audit_outline(outline: Mapping[str, Any], source: str) -> tuple[Diagnostic, ...]:
    """Return what is doubtful about an outline.

    Args:
        outline: the object that `outline --json` prints.
        source: the decoded file that it was made of.
    """
    found = set(_run_checks(read_outline(outline, source)))
    placed = {(doubt.code, doubt.fields) for doubt in found if doubt.line_no}
    # What is said of a line need not be said of the whole document, too.
    return tuple(sorted(doubt for doubt in found if doubt.line_no or (doubt.code, doubt.fields) not in placed))


def _run_checks(audited: Audited) -> Iterator[Diagnostic]:
    """Yield what the checks find; where the file is no plan, nothing else is asked."""
    for check in CHECKS:
        for doubt in check(audited):
            yield doubt
            if doubt.code in NO_PLAN:
                return
