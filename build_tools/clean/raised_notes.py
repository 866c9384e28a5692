"""Footnotes whose signs are raised in the text alone: 5家<sup>①</sup>。 and below ① 5A级企业：….

Takes the lines of a page or a Markdown file; gives them with the notes marked. Such a line opens as an item of a list
does: it is a note where the raised sign has no other line, and no item of a list without such signs follows.
"""

import re
from dataclasses import replace

from build_tools.model.line import Line, SourceBlock

_SIGN_RE = re.compile(r"[①-⑳]|[\[［〔][0-9]{1,2}[\]］〕]")


def mark_raised_notes(blocks: list[SourceBlock]) -> list[SourceBlock]:
    """Return the blocks, the notes among them marked as such."""
    waiting: dict[str, list[int]] = {}  # by the sign that is raised: the lines that open with it since
    found: list[list[int]] = []
    lists: set[int] = set()
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        opening = _SIGN_RE.match(block.text)
        if opening and opening[0] in waiting:
            waiting[opening[0]].append(at)
        elif opening:
            lists.add(at)
        for mark in block.marks:
            sign = block.text[mark.start : mark.end]
            if mark.name == "sup" and mark.start > 0 and _SIGN_RE.fullmatch(sign):
                found.append([])
                waiting[sign] = found[-1]
    notes = {lines[0] for lines in found if len(lines) == 1 and lines[0] + 1 not in lists}
    return [_mark(block) if at in notes and isinstance(block, Line) else block for at, block in enumerate(blocks)]


def _mark(line: Line) -> Line:
    return replace(line, hints=replace(line.hints, is_note=True))
