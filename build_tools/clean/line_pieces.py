"""Pieces of printed lines → printed lines.

A justified text is set by moving between its marks, and programs that take the text out of a PDF by such moves begin a
new line at each: behind a mark that was set narrower, and before one that opens. Where many lines break off behind a
comma far from the margin, and those that follow fill them up to the width of the others, the text is in pieces, and a
comma ends no paragraph of it. Takes and gives lines of plain text; the line feeds between are on record already.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.clean.heading_lines import read_form
from build_tools.clean.soft_wraps import join_lines
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.drafting import NUMBER_RE, PUBLICITY_RE, TITLE_END_RE
from build_tools.hanzi.labels import opens_box
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Line, SourceBlock

COMMAS = tuple("，、")
_MARKS, _OPENERS = "，、。；：！？”》）】", "“《（【‘"
_ENDS_DATED_RE = re.compile(rf"[（(]{DATE_RE.pattern}[）)]$|^[年月日0-9 ]{{1,12}}[）)]$")
ROLE_RE = re.compile("(?:牵头|责任|配合|协助|支持)(?:单位|部门)[:：]")
_STOPS = tuple("。；：！？”》）】")
# A line of print is as wide as most of those that break off inside a word, if they have so many characters.
_NARROWEST, _WIDEST = 24, 70
# Characters by which a line may fall short of the width (an indent, a sign that did not fit), or be longer, where its
# marks were set narrower.
_SHORT, _LONG = 3, 2
# So many lines break off behind a comma before the margin, and so large a share of them are filled up to it.
_FEWEST, _SHARE = 5, 1 / 3


def join_pieces(blocks: list[SourceBlock]) -> tuple[list[SourceBlock], int]:
    """Return the blocks with the pieces of each printed line joined, and the width of a line; as they are, and 0.

    The second where the text is not in pieces.
    """
    width = _find_width([block for block in blocks if isinstance(block, Line)])
    runs = dict(_find_runs(blocks, width)) if width else {}
    cut = [at for at in range(len(blocks) - 1) if _breaks_off(blocks[at], width)]
    inner = {at for start, end in runs.items() for at in range(start, end)}
    filled = len(inner.intersection(cut)) if len(cut) >= _FEWEST else 0
    if filled < max(_FEWEST, _SHARE * len(cut)):
        return blocks, 0
    joined: list[SourceBlock] = []
    at = 0
    while at < len(blocks):
        end = runs.get(at, at)
        lines = [block for block in blocks[at : end + 1] if isinstance(block, Line)]
        joined.append(_join(lines) if end > at else blocks[at])
        at = end + 1
    return joined, width


def measure_width(text: str) -> int:
    """Width in Chinese characters: a Latin letter or an Arabic digit takes half of one."""
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow // 2


def _find_width(lines: Sequence[Line]) -> int:
    """Return the width at which most lines break off inside a word, 0 where there are too few."""
    widths = Counter(
        width
        for line in lines
        if is_han(line.text[-1]) and _NARROWEST <= (width := measure_width(line.text)) <= _WIDEST
    )
    return min(widths, key=lambda width: (-widths[width], -width), default=0)


def _breaks_off(block: SourceBlock, width: int) -> bool:
    return isinstance(block, Line) and block.text.endswith(COMMAS) and measure_width(block.text) < width - _SHORT


def _find_runs(blocks: Sequence[SourceBlock], width: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of the pieces that fill a line."""
    at = 0
    while at < len(blocks):
        end = _find_end(blocks, at, width)
        if end > at:
            yield at, end
        at = end + 1


def _find_end(blocks: Sequence[SourceBlock], start: int, width: int) -> int:
    """Return the place of the last piece of the line that begins at `start`: itself where nothing fills the line."""
    first = blocks[start]
    if not isinstance(first, Line):
        return start
    filled = start
    measure = measure_width(first.text)
    above = first
    for at in range(start + 1, len(blocks)):
        piece = blocks[at]
        if not isinstance(piece, Line) or not may_follow(above.text, piece.text):
            break
        measure += measure_width(piece.text)
        if measure > width + _LONG:
            break
        # What ends with a stop may end a paragraph, and what stands below it may be another one.
        goes_on = not piece.text.endswith(_STOPS) or not above.text.endswith(_STOPS)
        if measure >= width - _SHORT and goes_on:
            filled = at
        above = piece
    return filled


def may_follow(above: str, piece: str) -> bool:
    """Whether the printer may have moved between two pieces, neither of which is a line of its own by its form."""
    if read_form(piece) or opens_box(piece):
        return False
    if above.endswith(COMMAS):
        return True
    is_break = above[-1] in _MARKS or piece[0] in _OPENERS
    if not is_break or is_own_line(piece) or is_own_line(above) or _ENDS_DATED_RE.search(above):
        return False
    return not above.endswith(_STOPS) or TITLE_END_RE.search(piece) is None


def is_own_line(text: str) -> bool:
    """Whether a text is what stands on its own line at the head or the end of a letter, or of a clause: 责任单位：…."""
    bare = text.strip("（()）")
    is_formal = DATE_RE.fullmatch(bare) or NUMBER_RE.fullmatch(bare) or PUBLICITY_RE.match(text) or ROLE_RE.match(text)
    return is_formal is not None or is_body(text)


def _join(lines: list[Line]) -> Line:
    joined = join_lines(lines)
    return replace(joined, hints=replace(joined.hints, joined=0))
