"""A page that holds the whole text twice: the second copy taken out.

Takes blocks; gives them without the copy, and the drops. Portals print a text once for the screen and once for
the printer; nothing else repeats a long run of lines in the same order.
"""

from __future__ import annotations

from collections import Counter

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Drop, Line, SourceBlock

_RULE = "repeated-text"
_SHORTEST_LINE = 12
_FEWEST_LINES = 8
# The copy has to hold this share of the lines before it.
_ENOUGH = 0.7


def remove_repeats(blocks: tuple[SourceBlock, ...]) -> tuple[tuple[SourceBlock, ...], tuple[Drop, ...]]:
    """Return the blocks without a second copy of the text, and what was dropped."""
    keys = [fold_width("".join(line.text for line in _lines(block))) for block in blocks]
    first: dict[str, int] = {}
    offsets: Counter[int] = Counter()
    for at, key in enumerate(keys):
        if len(key) < _SHORTEST_LINE:
            continue
        if key in first:
            offsets[at - first[key]] += 1
        else:
            first[key] = at
    offset, repeated = offsets.most_common(1)[0] if offsets else (0, 0)
    if repeated < _FEWEST_LINES or repeated < _ENOUGH * len([key for key in first if len(key) >= _SHORTEST_LINE]):
        return blocks, ()
    copy = {at for at in range(offset, len(keys)) if keys[at] and keys[at] == keys[at - offset]}
    drops = tuple(
        Drop(run.start, run.end, _RULE)
        for at in sorted(copy)
        for line in _lines(blocks[at])
        for run in line.passage.runs
    )
    return tuple(block for at, block in enumerate(blocks) if at not in copy), drops


def _lines(block: SourceBlock) -> list[Line]:
    """The lines of a block, those of a table row by row."""
    if isinstance(block, Line):
        return [block]
    caption = [block.caption] if block.caption is not None else []
    return [*caption, *(line for row in block.rows for cell in row for line in cell.lines)]
