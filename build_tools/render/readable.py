"""Outline → a page of readable text for a terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from build_tools.messages import _, choose
from build_tools.model.codes import DROP_RULES

# A person reads so many lines of the tree, and so many tables and doubts.
_MOST_LABELS, _MOST_TABLES, _MOST_DOUBTS = 150, 20, 20


def render_readable(outline: dict[str, Any], doubts: Sequence[str], *, whole: bool = False) -> str:
    """Return what the converter understood of a file: facts, tree, tables, doubts; what is too much is counted.

    `doubts` are the lines that tell of them. Of a long document the highest rungs are shown, each with the number of
    labels inside; all of it with `whole`.
    """
    none = _("(none found)")
    lines = [
        _("title    {title}", title=outline["title"] or none),
        _("number   {number}", number=outline["doc_number"] or none),
        _("issuers  {issuers}", issuers="、".join(outline["issuers"]) or none),
        _("signed   {day}", day=outline["date_issued"] or none),
    ]
    if not outline["plan_body"]:
        lines.append(_("this page holds no document text (a news brief or a list?)"))
    lines.extend(["", *_list_labels(outline["items"], len(outline["items"]) if whole else _MOST_LABELS)])
    tables = [
        _("table    {count} rows: {header}", count=len(table["rows"]), header=" | ".join(table["header"]))
        for table in outline["tables"]
    ]
    lines.extend([*_cap(tables, _MOST_TABLES, _("tables"), whole=whole), ""])
    rules: dict[str, int] = {}
    for drop in outline["dropped"]:
        rules[drop["rule"]] = rules.get(drop["rule"], 0) + len(drop["text"])
    dropped = tell_rules(dict(sorted(rules.items()))) or _("nothing")
    labels, shown_tables, groups = (len(outline[name]) for name in ("items", "tables", "responsible"))
    told = _(
        "{labels} labels, {tables} tables, {groups} responsibility groups",
        labels=labels,
        tables=shown_tables,
        groups=groups,
    )
    kept = len(outline["text"].replace("\n", ""))
    lines += [told, _("kept {kept} characters; dropped {dropped}", kept=kept, dropped=dropped)]
    lines.extend(_cap(doubts, _MOST_DOUBTS, _("doubts"), whole=whole))
    return "\n".join(lines)


def tell_rules(counts: Mapping[str, int]) -> str:
    """Return how many characters were dropped by each rule, in the order given."""
    return choose(", ", "；").join(
        f"{choose(rule, DROP_RULES[rule].told.chinese)} {count}" for rule, count in counts.items()
    )


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
        gap = " " if item["label"][-1:].isalpha() or item["label"][-1:].isdecimal() else ""
        shown.append(f"{'  ' * depth}{item['label']}{gap}{text}    #{item['anchor']}")
        hidden.append(0)
    lines = [
        line + (_("    ({count} labels inside)", count=count) if count else "")
        for line, count in zip(shown, hidden, strict=True)
    ]
    yield from _cap(lines, most, _("labels"), whole=False)


def _cap(lines: Sequence[str], most: int, what: str, *, whole: bool) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from lines if whole else lines[:most]
    if len(lines) > most and not whole:
        yield _("… and {count} more {what}; --all shows them", count=len(lines) - most, what=what)
