"""How much work a text is, told from its pieces before any of it is done.

What costs time and memory is neither bytes nor characters, but lines, labels, tags, cells: ten megabytes of prose take
ten seconds, ten megabytes of `一、甲` ten minutes. So each piece has a weight, what it was measured to cost at most; a
text of too much weight is refused at once, on every machine alike. Weights were measured with
`benchmarks/shapes.py`, on files that hold nothing else, in units of some 45 microseconds and 1.5 kB.
"""

import re

# The densest of ninety pages (a list of short lines) weighs 180 a kilobyte, a plan 60 to 100, so five megabytes of
# plans stay below. Of the hardest shapes nothing below it takes more than a minute, or 2 GB.
MOST_WEIGHT = 1_100_000
_KINDS = (
    (8, r"<li(?=[\s>])"),  # a line, and a label where the list is numbered
    (4, r"<(?:p|div|br|td|th|tr|h[1-6]|dt|dd|center|section|article|blockquote|ol|ul|table|caption|pre)(?=[\s/>])"),
    (3, r"\n"),
    # What may be a label is weighed against all others.
    (6, r"[0-9\uff10-\uff19一二三四五六七八九十百零〇][.．、)）章节条 \u3000]"),
    (6, r"[\u2460-\u249b\u3220-\u3229\u3251-\u325f\u32b1-\u32bf]"),
    (4, r"[-\u2013-\u2015\u2500\uff0d]{2,}+"),
    (2, r"<(?!/)|\|"),
    # An end tag, a reference, a mark of bold, a level of quotation, a blank between characters.
    (1, r"<|&|\*\*|>[ ]?(?=>)|(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])"),
)
_PIECE_RE = re.compile("|".join(f"({pattern})" for _, pattern in _KINDS))
_WEIGHTS = (0, *(weight for weight, _ in _KINDS))
_MOST_A_CHARACTER = 6  # ① and its like


def find_excess(text: str) -> int | None:
    """Return the offset at which the text's weight passes `MOST_WEIGHT`; None where it does not."""
    if len(text) * _MOST_A_CHARACTER <= MOST_WEIGHT:
        return None
    weight = 0
    for piece in _PIECE_RE.finditer(text):
        weight += _WEIGHTS[piece.lastindex or 0]
        if weight > MOST_WEIGHT:
            return piece.start()
    return None
