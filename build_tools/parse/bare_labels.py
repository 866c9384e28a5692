"""A label on a line of its own, and its heading on the next one → one line.

Programs that put each element of a page on a line part 第一章 from 总则 where a page sets them apart in two. Takes
blocks; gives them with such pairs joined. The line feed between is on record already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.hanzi.drafting import opens_with_label
from build_tools.model.line import Line, SourceBlock
from build_tools.model.passage import Passage

_LABEL_RE = re.compile(
    r"第[ \u3000]?[一二三四五六七八九十百零〇0-9]{1,5}[ \u3000]?[编編篇章節节]"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_LONGEST_HEADING = 40
# A sentence, or what stands above a table or a picture, is no heading.
_OTHER_RE = re.compile(r"[。；：！？，]|^[表图圖][ \u3000]*[0-9０-９]")


def join_bare_labels(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return the blocks with every label that stands alone joined with the heading below it."""
    joined: list[SourceBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(last, Line) and isinstance(block, Line) and _is_pair(last, block):
            passage = Passage.join((last.passage, block.passage))
            joined[-1] = Line(passage, last.line_no, replace(last.hints, accents=()))
        else:
            joined.append(block)
    return tuple(joined)


def _is_pair(label: Line, heading: Line) -> bool:
    text = heading.text
    return (
        not (label.marks or heading.marks or label.hints.linked or heading.hints.linked)
        and len(text) <= _LONGEST_HEADING
        and _LABEL_RE.fullmatch(label.text) is not None
        and _OTHER_RE.search(text) is None
        and not opens_with_label(text)
    )
