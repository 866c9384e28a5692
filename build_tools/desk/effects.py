"""A work before and after a choice → what the choice changes, elsewhere too."""

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from build_tools.desk.facts import find_fact, tell_facts
from build_tools.desk.showing import show_doubts
from build_tools.desk.view import Json, View

_KEY = ("kind", "form", "level", "label", "heading", "text", "rows", "anchor")
_MOST = 200  # pairs that are told


def compare_views(before: View, after: View) -> Json:
    """Return what differs: items of the outline in pairs, facts, doubts, anchors."""
    was, now = before.doubts, after.doubts
    gone, new = [one for one in was if one not in now], [one for one in now if one not in was]
    facts, others = tell_facts(before), tell_facts(after)
    return {
        "outline": _compare_outlines(before.outline, after.outline),
        "facts": [
            {"name": name, "label": find_fact(name), "was": value, "is": others[name]}
            for name, value in facts.items()
            if value != others[name]
        ],
        "doubts": {"gone": show_doubts(before, gone), "new": show_doubts(after, new)},
        "anchors": _compare_anchors(before, after),
        "verdict": after.verdict,
    }


def _compare_outlines(before: list[Json], after: list[Json]) -> list[dict[str, Json | None]]:
    was, now = ([str([item.get(name) for name in _KEY]) for item in items] for items in (before, after))
    pairs: list[dict[str, Any]] = []
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs += [{"was": one, "is": other} for one, other in zip_longest(before[a:b], after[c:d])]
    return pairs[:_MOST]


def _compare_anchors(before: View, after: View) -> Json:
    was, now = before.anchors, after.anchors
    at_hash = {digest: anchor for anchor, digest in now.items() if anchor not in was or was[anchor] != digest}
    lost = [anchor for anchor in was if anchor not in now]
    other = [anchor for anchor, digest in was.items() if anchor in now and now[anchor] != digest]
    moved = {anchor: at_hash[was[anchor]] for anchor in (*lost, *other) if was[anchor] in at_hash}
    return {
        "lost": [str(anchor) for anchor in lost],
        "new": [str(anchor) for anchor in now if anchor not in was],
        "moved": [[str(old), str(new)] for old, new in moved.items()],
        "changed": [str(anchor) for anchor in other if anchor not in moved],
    }
