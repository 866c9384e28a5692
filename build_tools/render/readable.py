"""Outline → a page of readable text for a terminal."""

from __future__ import annotations

from typing import Any


def render_readable(outline: dict[str, Any]) -> str:
    """Return what the converter understood of a file: facts, tree, tables, doubts."""
    lines = [
        f"title    {outline['title'] or '(none found)'}",
        f"number   {outline['doc_number'] or '(none found)'}",
        f"issuers  {'、'.join(outline['issuers']) or '(none found)'}",
        f"signed   {outline['date_issued'] or '(none found)'}",
    ]
    if not outline["plan_body"]:
        lines.append("this page holds no document text (a news brief or a list?)")
    lines.append("")
    depths: dict[str | None, int] = {None: -1}
    for item in outline["items"]:
        depth = depths.get(item["parent"], -1) + 1
        depths[item["anchor"]] = depth
        text = item["heading"] if item["is_heading"] else item["opening"] + "…"
        lines.append(f"{'  ' * depth}{item['label']}{text}    #{item['anchor']}")
    lines.extend(f"table    {len(table['rows'])} rows: {' | '.join(table['header'])}" for table in outline["tables"])
    lines.append("")
    rules: dict[str, int] = {}
    for drop in outline["dropped"]:
        rules[drop["rule"]] = rules.get(drop["rule"], 0) + len(drop["text"])
    dropped = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items())) or "nothing"
    counts = (len(outline[name]) for name in ("items", "tables", "responsible"))
    lines.append("{} labels, {} tables, {} responsibility groups".format(*counts))
    kept = len(outline["text"].replace("\n", ""))
    lines.append(f"kept {kept} characters; dropped {dropped}")
    lines.extend(f"{d['severity']}: line {d['line']}: {d['code']}: {d['message']}" for d in outline["diagnostics"])
    return "\n".join(lines)
