"""Which lines of a page are a document's own, whatever they speak of: nothing may take them for furniture.

Takes blocks; gives the places of those that open with a label or stand between the first and the last label. A plan
writes of downloads, of codes to be scanned and of rights as pages do; that a line is numbered, or stands among
numbered ones, proves what its words cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.model.line import Block, Line

_LABEL_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|第[ ]?[一二三四五六七八九十百千0-9]{1,5}[ ]?[编編章节節条條]"
    r"|[0-9]{1,2}(?:[.．、](?![0-9])|(?:\.[0-9]{1,2}){1,3}[ \u3000])|[①-⑳]|[—─―]{2}(?=[^—─―-])"
    r"|专[栏欄][ ]?[0-9一二三四五六七八九十：:]"
)
# What carries no words of a document wherever it stands: a rule, an address, a page's number.
WORDLESS = frozenset({"markup", "link-address", "page-number"})


def opens_with_label(text: str) -> bool:
    """Whether a line opens with a label of one of the customary ladders."""
    return _LABEL_RE.match(text) is not None


def find_document(blocks: Sequence[Block]) -> range:
    """Return the places from the first label to the last; links that are numbered do not count."""
    labels = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and not block.hints.linked and opens_with_label(block.text)
    ]
    return range(labels[0], labels[-1] + 1) if labels else range(0)
