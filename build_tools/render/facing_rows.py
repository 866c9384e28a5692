"""Which pairs of two witnesses stand on the page that shows them side by side, and the addresses of their marks.

A row has the address of its clause, `s3-c1-p1`; further rows of that clause (cells, paragraphs that the other copy
alone has) are `s3-c1-p1-row2`. The n-th difference of a row is `s3-c1-p1-d1`. So an address depends on nothing that
stands before its clause.
"""

from collections import Counter
from dataclasses import dataclass

from build_tools.model.alignment import AlignedPair, Alignment

# The longest plans have some 100,000 characters; beyond twice that a page would be too heavy to open.
_MOST_CHARACTERS = 200_000
_MOST_ROWS = 1_000  # of an excerpt
_MOST_MARKS = 3_000  # on a page; where there are more, it is an excerpt, too


@dataclass(frozen=True)
class FacingRow:
    """A row of the page.

    Attributes:
        pair: what stands in it.
        id: its address on the page.
        first: the number of its first difference, counted over the whole text from 1.
    """

    pair: AlignedPair
    id: str
    first: int

    @property
    def marks(self) -> list[str]:
        """The address of each difference, in order."""
        return [f"{self.id}-d{number}" for number in range(1, len(self.pair.kinds) + 1)]


@dataclass(frozen=True)
class FacingRows:
    """The rows of the page.

    Attributes:
        rows: in order.
        is_excerpt: whether rows without differences, and what is far from any, are left out: there is too much
            of either for a page.
        is_cut: whether the rows end before the text does.
    """

    rows: tuple[FacingRow, ...]
    is_excerpt: bool
    is_cut: bool


def place_rows(alignment: Alignment) -> FacingRows:
    """Return the rows of the page: all, or of a text that is too long for a page those with differences."""
    long = max(sum(len(pair.lemma) for pair in alignment.pairs), sum(len(pair.reading) for pair in alignment.pairs))
    marks = sum(len(pair.kinds) for pair in alignment.pairs)
    is_excerpt = long > _MOST_CHARACTERS or marks > _MOST_MARKS
    rows: list[FacingRow] = []
    seen: Counter[str] = Counter()
    number = 1
    for pair in alignment.pairs:
        name = pair.anchor.destination() or "start"
        seen[name] += 1
        if is_excerpt and not pair.kinds:
            continue
        if is_excerpt and (len(rows) == _MOST_ROWS or number + len(pair.kinds) > _MOST_MARKS + 1):
            return FacingRows(tuple(rows), is_excerpt, is_cut=True)
        rows.append(FacingRow(pair, name if seen[name] == 1 else f"{name}-row{seen[name]}", number))
        number += len(pair.kinds)
    return FacingRows(tuple(rows), is_excerpt, is_cut=False)
