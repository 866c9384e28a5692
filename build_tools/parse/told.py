"""What a page tells of its document: facts of the file, of dropped lines and tables, each once.

Takes the placed lines and what the file tells beside them; gives the facts that `facts` weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.model.page_signs import Told
from build_tools.parse.parts import Placed


def gather_told(placed: Sequence[Placed], told: Iterable[Told]) -> list[Told]:
    """Return the facts: the file's, then those of the page's lines, then those of its tables.

    Each stands once, with the most weight it is told with: a page's foot that says a name thrice says it once.
    """
    dropped = [item for item in placed if item.is_dropped and item.evidence.signs]
    lines = [item for item in dropped if item.evidence.line is not None]
    tables = [item for item in dropped if item.evidence.line is None]
    found = [*told, *(fact for item in [*lines, *tables] for fact in _facts_of(item))]
    best: dict[tuple[str, str], Told] = {}
    for fact in found:
        key = fact.fact, fact.value
        if key not in best or best[key].weight < fact.weight:
            best[key] = fact
    return list(best.values())


def _facts_of(item: Placed) -> Sequence[Told]:
    return item.evidence.signs.told if item.evidence.signs else ()
