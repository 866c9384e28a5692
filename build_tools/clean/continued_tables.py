"""Tables that a file sets in two, as their pages show them: what goes on below 续表 is one table again.

Takes the blocks of a witness; gives them with such tables made one. A table alone proves nothing: its head stands
again, and nothing stands between both parts but what says that the table goes on.
"""

from dataclasses import replace
from itertools import takewhile

from build_tools.clean.lines import LineSink
from build_tools.hanzi.labels import says_continued
from build_tools.model.line import Grid, Line, SourceBlock


def join_continued(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Return the blocks with tables joined that go on; heads that stand again go to `sink`."""
    joined: list[SourceBlock] = []
    for block in blocks:
        between = joined[-1:] if joined and isinstance(joined[-1], Line) and says_continued(joined[-1].text) else []
        above = joined[-1 - len(between)] if len(joined) > len(between) else None
        count = _count_repeated(above, block) if isinstance(above, Grid) and isinstance(block, Grid) else 0
        if not (count and isinstance(above, Grid) and isinstance(block, Grid)):
            joined.append(block)
            continue
        again = [line for row in block.rows[:count] for cell in row for line in cell.lines]
        for line in [*(line for part in between for line in part.lines()), *again]:
            sink.drop(line.passage, "repeated-head")
        joined[len(joined) - 1 - len(between) :] = [replace(above, rows=(*above.rows, *block.rows[count:]))]
    return joined


def _count_repeated(above: Grid, below: Grid) -> int:
    """Return how many rows a table opens with as another one does, 0 where they are no head of both."""
    if above.is_loose or below.is_loose or below.caption is not None:
        return 0
    heads = [
        [["".join(line.text for line in cell.lines) for cell in row] for row in grid.rows] for grid in (above, below)
    ]
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and any(pair[0]), zip(*heads, strict=False)))
    is_whole = all(at + cell.rowspan <= count for at, row in enumerate(below.rows[:count]) for cell in row)
    return count if is_whole and len(below.rows[0]) > 1 and count < len(below.rows) else 0
