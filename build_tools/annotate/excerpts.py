"""Uses of terms → what is quoted of the clause around each.

An excerpt begins and ends with a sentence where one does nearby, and nowhere inside of a word that decides how a
character is read in the other script.
"""

from collections.abc import Callable, Iterable, Mapping

from build_tools.hanzi.excerpts import STOPS, widen_excerpt
from build_tools.model.clause import BREAK, Clause
from build_tools.model.note import TermUse

_CONTEXT = 22  # characters shown at either side of a use
_ROW = 60  # characters of a table's row that is quoted whole: a cell alone says of nothing what it says


def find_excerpts(
    uses: Iterable[TermUse], clauses: Mapping[int, tuple[Clause, str]], convert: Callable[[str], str]
) -> dict[tuple[int, str], tuple[int, int]]:
    """Return (block, term) → [start, end) of what is quoted of the clause around the first use of the term in it.

    Args:
        uses: in the order of the text.
        clauses: by block, each with its text in the other script.
        convert: gives the other script, as many code points as it is given.
    """
    first: dict[tuple[int, str], TermUse] = {}
    for use in uses:
        first.setdefault((use.block, use.term), use)
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for key, use in first.items():
        clause, other = clauses[use.block]
        found[key] = widen_excerpt(clause.text, *_cut(clause.text, use), other, convert)
    return found


def _cut(text: str, use: TermUse) -> tuple[int, int]:
    if BREAK in text and len(text) <= _ROW:
        return 0, len(text)
    start, end = max(0, use.start - _CONTEXT), min(len(text), use.end + _CONTEXT)
    # A sentence that begins or ends nearby is the better edge.
    start = next((at + 1 for at in range(use.start - 1, start - 1, -1) if text[at] in STOPS), start)
    end = next((at + 1 for at in range(use.end, end) if text[at] in STOPS), end)
    return start, end
