"""One clause as a file of its own gives it → as it stands in the file of all clauses of its work."""

from typing import Any

from build_tools.model.anchor import Anchor

# What is known of a clause there without its own saying so.
_TOLD = frozenset({"work", "permalink", "url", "path", "text_with_below"})


def leave_out_below(clause: dict[str, Any]) -> dict[str, Any]:
    """Return a clause as it stands beside those below it, which say what it gives with them."""
    return {name: value for name, value in clause.items() if name != "text_with_below"}


def shorten(clause: dict[str, Any], address: Anchor, file: str) -> dict[str, Any]:
    """Return a clause without all that the file of a work's clauses tells otherwise.

    Left out are what has no value, what its key tells (work, anchor, addresses), what the clauses above it do (the
    path), its file where that is the work's first, the names of terms, and the text in traditional script, which the
    second tree shows.

    Args:
        clause: as a file of its own gives it.
        address: its key.
        file: name of the work's first.
    """
    short = {name: _drop_empty(value) for name, value in clause.items() if name not in _TOLD and not _is_empty(value)}
    short["text"] = {"hans": clause["text"]["hans"]}
    if short["anchor"] == str(address):
        del short["anchor"]
    if short["file"] == file:
        del short["file"]
    for use in short.get("terms", ()):
        del use["name"]
    for place in (*short.get("references", ()), *short.get("cited_by", ())):
        if "work" in place:
            del place["permalink"]
    return short


def _drop_empty(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {name: told for name, told in one.items() if not _is_empty(told)} if isinstance(one, dict) else one
        for one in value
    ]


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [])
