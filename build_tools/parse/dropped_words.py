"""Words that were dropped between a document's first label and its last: each is a doubt with its place.

Takes the tree and every drop of a witness; gives diagnostics. What is dropped there may be a page's running head or a
second copy of the text, and it may be a clause that speaks as pages do: only a person can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.model.division import Division, Kind
from build_tools.model.line import Drop
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.model.witness import Witness

# Rules that take no word of a document away, or are told where they apply.
_WORDLESS = frozenset(
    "markup indent line-break letter-spacing column-gap comment script-or-style front-matter link-address page-number"
    " repeated-head hyphenation overprint"
    " embedded-object page-title struck-out decided".split()
)
_WORD_RE = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{3}")
_UNNUMBERED = frozenset({Kind.PLAN, Kind.PREFACE, Kind.NOTICE, Kind.PREAMBLE, Kind.NOTE, Kind.ANNEX_LIST})


def doubt_drops(root: Division, drops: Iterable[Drop], witness: Witness) -> list[Diagnostic]:
    """Return one diagnostic for each text that was dropped inside the document, at its first place."""
    labels = [
        node.num.start
        for node in root.walk()
        if isinstance(node, Division) and node.num and node.kind not in _UNNUMBERED
    ]
    if not labels:
        return []
    first, last = min(labels), max(labels)
    found: dict[str, Diagnostic] = {}
    for drop in drops:
        text = witness.text[drop.start : drop.end].strip()
        if first <= drop.start < last and drop.rule not in _WORDLESS and _WORD_RE.search(text) and text not in found:
            found[text] = make_diagnostic("dropped-inside", witness.line_no(drop.start), text, rule=drop.rule)
    return list(found.values())
