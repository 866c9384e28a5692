"""Footnotes: small rows at the foot of a page, below a short rule, or with signs that stand above in its text."""

from collections.abc import Collection, Sequence

from build_tools.layout.edges import Segment
from build_tools.layout.pieces import Row

# Of the text's size, at most; of the page's width, the longest rule above notes.
_SMALLER, _RULE = 0.93, 0.5
# In letters, how far below their rule notes begin.
_BELOW = 2.0
# Points around a rule.
_NEAR = 4.0


def find_notes(
    rows: Sequence[Row], level: Sequence[Segment], size: float, width: float, signs: Collection[str] = ()
) -> list[Row]:
    """Return the rows of a page that are notes.

    Args:
        rows: of one column, from top to bottom, without page numbers.
        level: the level rules of the page.
        size: of the text's letters.
        width: of the page.
        signs: of notes, raised in the text of the page.
    """
    at = len(rows)
    while at and rows[at - 1].size < _SMALLER * size:
        at -= 1
    notes = list(rows[at:])
    for rule in sorted(level, reverse=True):
        below = [row for row in notes if (row.top + row.bottom) / 2 > rule.at - _NEAR]
        is_short = rule.end - rule.start < _RULE * width
        if (
            below
            and is_short
            and below[0].top - rule.at < _BELOW * size
            and all(row.bottom <= rule.at + _NEAR for row in rows if row not in below)
        ):
            return below
    return notes if notes and notes[0].text.startswith(tuple(signs)) else []
