"""Where a text may be cut without a character being read otherwise in the other script.

Takes a text and the two ends of an excerpt; gives ends. 信息制造 cut after 制 would be 信息制 in traditional script,
where the text has 信息製造.
"""

from collections.abc import Callable
from itertools import product

STOPS = "。；！？\n"
"""What parts sentences, and the cells of a row."""

# No word of a conversion's dictionary that decides a reading is longer by more than this.
_REACH = 4
_STEPS = sorted(product(range(_REACH + 1), repeat=2), key=lambda step: (sum(step), step))


def widen_excerpt(text: str, start: int, end: int, whole: str, convert: Callable[[str], str]) -> tuple[int, int]:
    """Return the ends of an excerpt, moved apart until it is read as it is in the whole text.

    Args:
        text: the whole.
        start: of the excerpt, in code points.
        end: behind its last code point.
        whole: the text in the other script.
        convert: gives the other script, as many code points as it is given.

    Returns:
        The nearest such ends, at most four code points further out each; those given where there are none.
    """
    for before, after in _STEPS:
        first, last = max(start - before, 0), min(end + after, len(text))
        if convert(text[first:last]) == whole[first:last]:
            return first, last
    return start, end
