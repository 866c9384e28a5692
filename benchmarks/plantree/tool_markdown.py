"""Markdown that a tool has made → what it says of a document's structure, read as kindly as can be.

A heading, a paragraph, an item of a list or a line of one that begins with a printed label counts as a labelled
division; its heading is what stands before the first stop. Its parent is the heading above it that is of a higher rank,
as the tool has it.
"""

from __future__ import annotations

import re

from scoring import Item, Read

_LABEL_RE = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]"
    r"|\d{1,2}[.．、](?!\d+[%亿万元个])|——|专栏\d+|附件\d+(?![：:、\d])"
)
_HEADING_RE = re.compile(r"(#{1,6})\s+(.*)")
_MARKS_RE = re.compile(r"^\s*(?:[-*+]\s+|>\s*)*|\*\*|__|\\(?=[^\w\s])")
_RULE_RE = re.compile(r"\|?[\s:|-]+\|?")
_DEEPEST = 7


def read_markdown(text: str) -> Read:
    """Return what Markdown says: divisions and tables, no bodies and no targets."""
    items: list[Item] = []
    above: list[tuple[int, int]] = []  # (level, number of the item)
    tables: list[list[list[str]]] = []
    is_table = False
    for raw in text.replace("  \n", "\n").split("\n"):
        if raw.lstrip().startswith("|"):
            if not is_table:
                tables.append([])
            is_table = True
            if not _RULE_RE.fullmatch(raw.strip()):
                tables[-1].append([cell.strip() for cell in raw.strip().strip("|").split("|")])
            continue
        is_table = is_table and not raw.strip()
        found = _HEADING_RE.match(raw)
        line = _MARKS_RE.sub("", found[2] if found else raw).strip(" \u3000")
        label = _LABEL_RE.match(line)
        level = len(found[1]) if found else _DEEPEST
        if found:
            above = [(one, number) for one, number in above if one < level]
        if label:
            parent = above[-1][1] if above else None
            if found:
                above.append((level, len(items)))
            items.append(Item(label[0], _name(line[label.end() :], label[0]), parent))
    kept = [[row for row in table if any(row)] for table in tables]
    return Read(items, [table for table in kept if table], text=_MARKS_RE.sub("", text))


def _name(rest: str, label: str) -> str:
    """Return a heading: what stands before the first stop; an article and a sentence that is listed have none."""
    if label.endswith("条") or rest.rstrip().endswith(("；", ";")):
        return ""
    return rest.partition("。")[0].strip(" \u3000：:")
