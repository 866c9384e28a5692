"""Where a numbering begins anew: the lines above may be another document's title, or a heading of this one.

Takes the blocks of a text and where it is numbered; gives places.
"""

from collections.abc import Sequence

from build_tools.hanzi.labels import FIRST_LABEL_RE, opens_with_label
from build_tools.model.line import Line, SourceBlock

# The longest heading above a first label, and the characters in which headings of one kind end alike.
_SHORT_HEAD, _ALIKE = 20, 4


def find_restarts(blocks: Sequence[SourceBlock], document: range) -> list[int]:
    """Return places within the last lines before a 一、 or 第一条 that follows a higher number of its kind."""
    places: list[int] = []
    first = blocks[document.start] if document else None
    # A text that begins in the midst of a numbering is the end of another document.
    seen = isinstance(first, Line) and not FIRST_LABEL_RE.match(first.text)
    for at in document:
        block = blocks[at]
        if not isinstance(block, Line) or not opens_with_label(block.text):
            continue
        if FIRST_LABEL_RE.match(block.text) and block.text[0] in "一第":
            if seen:
                near = range(max(document.start, at - 8), at)
                places.extend(place for place in near if not _heads_alike(blocks, document.start, place))
            seen = False
        elif block.text[0] in "二第":
            seen = True
    return places


def _heads_alike(blocks: Sequence[SourceBlock], first: int, place: int) -> bool:
    """Whether a line is a heading as the one right above the first label is: 面向企业的政策, 面向个人的政策."""
    one, other = blocks[max(0, first - 1)], blocks[place]
    if not isinstance(one, Line) or not isinstance(other, Line) or len(one.text) > _SHORT_HEAD:
        return False
    return one.text != other.text and one.text[-_ALIKE:] == other.text[-_ALIKE:]
