"""Outline → a page of readable text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

# A person reads so many lines of the tree, and so many tables and doubts.
_MOST_LABELS, _MOST_TABLES, _MOST_DOUBTS = 150, 20, 20


def render_readable(outline: dict[str, Any], *, whole: bool = False) -> str:
    """Return what the converter understood of a file: facts, tree, tables, doubts; what is too much is counted.

    Of a long document the highest rungs are shown, each with the number of labels inside; all of it with `whole`.
    """
    lines = [
        f"title    {outline['title'] or '(none found)'}",
        f"number   {outline['doc_number'] or '(none found)'}",
        f"issuers  {'、'.join(outline['issuers']) or '(none found)'}",
        f"signed   {outline['date_issued'] or '(none found)'}",
    ]
    if not outline["plan_body"]:
        lines.append("this page holds no document text (a news brief or a list?)")
    lines.extend(["", *_list_labels(outline["items"], len(outline["items"]) if whole else _MOST_LABELS)])
    tables = [f"table    {len(table['rows'])} rows: {' | '.join(table['header'])}" for table in outline["tables"]]
    lines.extend([*_cap(tables, _MOST_TABLES, "tables", whole=whole), ""])
    rules: dict[str, int] = {}
    for drop in outline["dropped"]:
        rules[drop["rule"]] = rules.get(drop["rule"], 0) + len(drop["text"])
    dropped = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items())) or "nothing"
    counts = (len(outline[name]) for name in ("items", "tables", "responsible"))
    lines.append("{} labels, {} tables, {} responsibility groups".format(*counts))
    kept = len(outline["text"].replace("\n", ""))
    lines.append(f"kept {kept} characters; dropped {dropped}")
    doubts = [f"{d['severity']}: line {d['line']}: {d['code']}: {d['message']}" for d in outline["diagnostics"]]
    lines.extend(_cap(doubts, _MOST_DOUBTS, "doubts", whole=whole))
    return "\n".join(lines)


def _list_labels(items: Sequence[dict[str, Any]], most: int) -> Iterator[str]:
    """Yield a line for each label of the rungs that fit into so many lines; at least the highest, cut off there."""
    depths: dict[str | None, int] = {None: -1}
    for item in items:
        depths[item["anchor"]] = depths.get(item["parent"], -1) + 1
    levels = [depths[item["anchor"]] for item in items]
    reaching = accumulate(count for _, count in sorted(Counter(levels).items()))
    deepest = max(sum(count <= most for count in reaching) - 1, 0)
    shown: list[str] = []
    hidden: list[int] = []
    for item, depth in zip(items, levels, strict=True):
        if depth > deepest and shown:
            hidden[-1] += 1
            continue
        text = item["heading"] if item["is_heading"] else item["opening"] + "…"
        shown.append(f"{'  ' * depth}{item['label']}{text}    #{item['anchor']}")
        hidden.append(0)
    lines = [
        line + (f"    ({count} labels inside)" if count else "") for line, count in zip(shown, hidden, strict=True)
    ]
    yield from _cap(lines, most, "labels", whole=False)


def _cap(lines: Sequence[str], most: int, what: str, *, whole: bool) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from lines if whole else lines[:most]
    if len(lines) > most and not whole:
        yield f"… and {len(lines) - most} more {what}; --all shows them"
