"""Blocks → the same blocks with the file and the page that each stands on, and where in them a page begins.

Both come from the offsets of the characters, so nothing that happens between a file and its edition can lose them.
"""

from collections.abc import Iterator, Sequence

from build_tools.model.block import Block
from build_tools.model.sheet import Sheet, Turn
from build_tools.model.witness import Witness


def place_on_sheets(blocks: Sequence[Block], witness: Witness) -> tuple[Block, ...]:
    """Return the blocks of a witness with their sheets.

    What prints nothing stands where the next thing does that prints something. A page begins where its first character
    stands; a note that is read behind the text of its page's foot does not turn the page back.
    """
    if not witness.has_sheets:
        return tuple(blocks)
    furthest: dict[int, int] = {}
    placed: list[Block] = []
    for block in blocks:
        turns: list[Turn] = []
        first: Sheet | None = None
        for at, sheet in _list_places(block, witness):
            first = first or sheet
            if sheet.page > furthest.get(sheet.file, 0):
                furthest[sheet.file] = sheet.page
                turns.append(Turn(at, sheet.page))
        placed.append(block._replace(sheet=first, turns=tuple(turns)) if first else block)
    below = Sheet()
    for number in range(len(placed) - 1, -1, -1):
        if placed[number].printed:
            below = placed[number].sheet
        else:
            placed[number] = placed[number]._replace(sheet=below)
    return tuple(placed)


def _list_places(block: Block, witness: Witness) -> Iterator[tuple[int, Sheet]]:
    """Yield (offset in what a block prints, sheet) of each run of its characters and of each page that begins in it."""
    starts = [part.start for part in block.parts()] if block.cells else [0]
    for start, passage in zip(starts, block.passages(), strict=True):
        at = start
        for run in passage:
            for offset, sheet in witness.find_sheets(run.start, run.end):
                yield at + (offset - run.start if run.is_verbatim else 0), sheet
            at += len(run.text)
