"""The uses of terms that pages list when they are asked for → faults: each names the first clause, and how many do."""

import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from build_tools.messages import _
from build_tools.proof.expected import ProvedWork
from build_tools.proof.line import Fault

OUTPUT = "further uses"
FILE_RE = re.compile(r"glossary/(?P<term>[a-z0-9-]+)/uses\.js")
_CALL_RE = re.compile(r"planUses\((?P<told>\".*\")\);\n")
_LINE_RE = re.compile(r"(?P<work>[a-z0-9-]+)/(?:(?P<page>[a-z0-9-]+)/)?(?:#(?P<name>[a-z0-9-]+))? (?P<count>[1-9]\d*)")

Row = tuple[str, str, str, int]
"""Term, page and name of a clause, how many clauses there are."""


def read_uses(text: str, term: str) -> Iterator[tuple[str, Row]]:
    """Yield (work, what is told of it) of each line.

    Raises:
        ValueError: this is no such file.
    """
    call = _CALL_RE.fullmatch(text)
    for line in json.loads(call["told"]).splitlines() if call else [text[:80]]:
        if (found := _LINE_RE.fullmatch(line)) is None:
            raise ValueError(line)
        yield found["work"], (term, found["page"] or "", found["name"] or "", int(found["count"]))


def prove_works(term: str, told: Sequence[str], using: AbstractSet[str], named: int) -> list[Fault]:
    """Return what is wrong with the works that a file tells: all that use the term, but `named` which its page has."""
    left = using - {*told}
    if len({*told}) == len(told) and {*told} <= using and len(left) == named:
        return []
    file, what = f"glossary/{term}/uses.js", _("is not what was proved")
    wanted, found = f"{len(using) - named}", f"{len(told)}: {' '.join(sorted({*told} - using))}"
    return [Fault(OUTPUT, file, what, expected=wanted, found=found)]


def prove_uses(work: ProvedWork, rows: list[Row]) -> list[Fault]:
    """Return what is wrong with what is told of a work."""
    said = {one.number: one.place for one in work.said}
    blocks: dict[str, dict[int, None]] = {}
    for use in work.survey.uses:
        blocks.setdefault(use.term, {})[use.block] = None
    for term, page, name, count in rows:
        file, own = f"glossary/{term}/uses.js", list(blocks.get(term, ()))
        first = said[own[0]] if own else None
        if first is None or (first.page, first.name, len(own)) != (page, name, count):
            what = _("{term} is not used there", term=term)
            return [Fault(OUTPUT, file, what, work.name, str(first or ""), found=f"{page}#{name} {count}")]
    return []
