"""Records that a file should hold, and those that it holds → the first difference, as a fault."""

from collections.abc import Iterable
from typing import Any

from build_tools.messages import _
from build_tools.proof.line import Fault, excerpt, first_difference

Record = dict[str, Any]
"""What is told of one thing, by name: a clause, a row, a division."""
_TEXTS = ("num", "heading", "stop", "text", "caption")


def compare_records(
    expected: Iterable[Record], found: Iterable[Record], output: str, file: str, work: str
) -> list[Fault]:
    """Return the first difference of two sequences of records, in a list."""
    left, anchor = iter(found), ""
    for wanted in expected:
        anchor = wanted.get("anchor") or anchor
        read = next(left, None)
        if read is None:
            return [Fault(output, file, _("a part is lost"), work, anchor, expected=str(wanted)[:80])]
        if wanted == read:
            continue
        for name in wanted.keys() | read.keys():
            one, other = wanted.get(name), read.get(name)
            if one == other:
                continue
            offset, shown, seen = -1, str(one)[:80], str(other)[:80]
            if isinstance(one, str) and isinstance(other, str):
                at = first_difference(one, other)
                offset, shown, seen = at if name in _TEXTS else -1, excerpt(one, at), excerpt(other, at)
            return [Fault(output, file, _("{name} differs", name=name), work, anchor, offset, shown, seen)]
    extra = next(left, None)
    what = _("a part that the document has not")
    return [Fault(output, file, what, work, anchor, found=str(extra)[:80])] if extra else []
