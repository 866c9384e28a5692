"""A page that holds the whole text twice: the second copy taken out.

Takes blocks; gives them without the copy, and the drops. Portals print a text once for the screen and once for
the printer; nothing else repeats a long run of lines in the same order.
"""

from collections import Counter
from collections.abc import Callable
from operator import eq

from build_tools.hanzi.punctuation import fold_width
from build_tools.hanzi.script import fold_script
from build_tools.model.line import Drop, Line, SourceBlock

_RULE = "repeated-text"
_SHORTEST_LINE = 12
_FEWEST_LINES = 8
_FEWEST_IN_ALL = 12
# The copy has to hold this share of the lines before it.
_ENOUGH = 0.7
# A line of so many characters among the last may be a copy of all lines above: this share of its pieces stands there.
_LONG, _LAST, _PIECE, _NEARLY = 300, 8, 40, 0.85


def remove_repeats(blocks: tuple[SourceBlock, ...]) -> tuple[tuple[SourceBlock, ...], tuple[Drop, ...]]:
    """Return the blocks without a second copy of the text, and what was dropped."""
    blocks, glued = _remove_glued(blocks)
    kept, copied = _remove_copy(blocks)
    return kept, (*glued, *copied)


def _remove_glued(blocks: tuple[SourceBlock, ...]) -> tuple[tuple[SourceBlock, ...], tuple[Drop, ...]]:
    """Take out a last line that holds the text above it once more, without breaks: what a page gives for sharing."""
    first = max(1, len(blocks) - _LAST + 1)
    if not any(isinstance(block, Line) and len(block.text) >= _LONG for block in blocks[first:]):
        return blocks, ()
    bare = [[fold_width(line.text) for line in block.lines()] for block in blocks]
    for at in range(len(blocks) - 1, first - 1, -1):
        block = blocks[at]
        if not isinstance(block, Line) or len(block.text) < _LONG:
            continue
        lines = [line for other in bare[:at] for line in other]
        text = bare[at][0]
        above = {line for line in lines if len(line) >= _SHORTEST_LINE}
        if sum(line in text for line in above) < max(_FEWEST_LINES, _ENOUGH * len(above)):
            continue
        joined = "".join(lines)
        pieces = [text[start : start + _PIECE] for start in range(0, len(text) - _PIECE, _PIECE)]
        if sum(piece in joined for piece in pieces) >= _NEARLY * len(pieces):
            drops = tuple(Drop(run.start, run.end, _RULE) for run in block.passage.runs)
            return (*blocks[:at], *blocks[at + 1 :]), drops
    return blocks, ()


def _remove_copy(blocks: tuple[SourceBlock, ...]) -> tuple[tuple[SourceBlock, ...], tuple[Drop, ...]]:
    texts = ["".join(line.text for line in block.lines()) for block in blocks]
    if not _may_repeat(texts):
        return blocks, ()
    keys = [fold_width(text) for text in texts]
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
    is_copy: Callable[[str, str], bool] = eq
    if repeated < _FEWEST_LINES or repeated < _ENOUGH * len([key for key in first if len(key) >= _SHORTEST_LINE]):
        # A short text has few lines of that length: then all of it has to stand again.
        offset = len(keys) // 2
        if len(keys) < _FEWEST_IN_ALL or not all(map(_is_copy, keys[:offset], keys[-offset:])):
            return blocks, ()
        offset, is_copy = offset + len(keys) % 2, _is_copy
    copy = {at for at in range(offset, len(keys)) if keys[at] and is_copy(keys[at - offset], keys[at])}
    drops = tuple(
        Drop(run.start, run.end, _RULE)
        for at in sorted(copy)
        for line in blocks[at].lines()
        for run in line.passage.runs
    )
    return tuple(block for at, block in enumerate(blocks) if at not in copy), drops


def _is_copy(text: str, copy: str) -> bool:
    """Whether a text is another one, perhaps in the other script."""
    return text == copy or (len(text) == len(copy) and fold_script(text) == fold_script(copy))


def _may_repeat(texts: list[str]) -> bool:
    """Whether enough texts begin alike to be a copy: so much is folded of each, and the rest where that is so."""
    heads: Counter[str] = Counter()
    for text in texts:
        head = fold_width(text[: 3 * _SHORTEST_LINE])
        if len(head) < _SHORTEST_LINE:
            head = fold_width(text)
        if len(head) >= _SHORTEST_LINE:
            heads[head[:_SHORTEST_LINE]] += 1
    half = len(texts) // 2
    return heads.total() - len(heads) >= _FEWEST_LINES or (
        half > 0 and [len(text) for text in texts[:half]] == [len(text) for text in texts[-half:]]
    )
