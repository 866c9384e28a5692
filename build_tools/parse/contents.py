"""A printed table of contents: recognised and taken out, so that it never doubles the tree.

Takes blocks; gives the blocks without it, and the drops. Its entries stand again as headings in the text, which
is also how it is recognised: a heading 目录 alone proves nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Block, Drop, Line

_TITLE_RE = re.compile(r"目[ 　]*[录次錄]")
_LEADER_RE = re.compile(r"[.．…·⋯‥・\s]*[-—－]?[（(]?(?:[0-9０-９]{0,3}|[IVXivx]{1,5})[)）]?[-—－]?$")
_RULE = "contents-list"
# A volume of annexes has one contents list each; a word that stands more often alone on a line heads a column.
_MOST_TITLES = 20


def remove_contents(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Drop, ...]]:
    """Return the blocks without tables of contents, and what was dropped."""
    keys: list[str] | None = None
    kept: list[Block] = []
    drops: list[Drop] = []
    at = tried = 0
    while at < len(blocks):
        block = blocks[at]
        end = at
        if tried < _MOST_TITLES and isinstance(block, Line) and _opens_contents(block, blocks, at):
            tried += 1
            keys = keys or [fold_width(other.text) if isinstance(other, Line) else "" for other in blocks]
            end = _contents_end(blocks, keys, at)
        if end - at < 3:
            kept.append(block)
            at += 1
            continue
        for line in blocks[at:end]:
            if isinstance(line, Line):
                drops.extend(Drop(run.start, run.end, _RULE) for run in line.passage.runs)
        at = end
    return tuple(kept), tuple(drops)


def _opens_contents(line: Line, blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a line is the title of a list: an entry stands below it."""
    follower = blocks[at + 1] if at + 1 < len(blocks) and _TITLE_RE.fullmatch(line.text) else None
    return isinstance(follower, Line) and bool(_entry(follower.text)) and not _TITLE_RE.fullmatch(follower.text)


def _contents_end(blocks: tuple[Block, ...], all_keys: list[str], title: int) -> int:
    """Block behind the last entry of the contents whose title is block `title`; `title` where there are none."""
    # A contents list longer than a thousand lines would be a document of its own.
    entries = [_entry(block.text) if isinstance(block, Line) else "" for block in blocks[title + 1 : title + 1000]]
    if not entries or not entries[0] or _TITLE_RE.fullmatch(entries[0]):
        return title
    keys = all_keys[title + 1 :]
    # The text begins where the first entry stands again.
    start = next((at for at in range(1, len(keys)) if keys[at].startswith(entries[0])), 0)
    later = sorted(keys[start:]) if start else []
    end = 0
    while end < min(start, len(entries)) and entries[end] and _is_prefix(entries[end], later):
        end += 1
    return title + 1 + end if end else title


def _entry(text: str) -> str:
    bare = _LEADER_RE.sub("", text[:400])
    return fold_width(bare) if len(bare) <= 80 else ""


def _is_prefix(entry: str, ordered: list[str]) -> bool:
    at = bisect_left(ordered, entry)
    return at < len(ordered) and ordered[at].startswith(entry)
