"""Two witnesses of one work → the text that both hold, side by side, with every place where they read differently.

Takes two editions. Paragraphs are paired first, by what they say without widths and blanks; characters are compared
within a pair only. What lies between two pairs in unequal numbers is compared as one text and cut again wherever
paragraphs begin on both sides. Each side of the result, read in order, is the body of that edition, exactly; the
work done is bounded (`edition.align`).
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile, zip_longest

from build_tools.edition.align import Effort, Segment, align_characters, is_alike, list_gaps, match_units
from build_tools.edition.passages import BodyPassage, collect_passages
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.alignment import AlignedPair, Alignment, Stretch
from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.difference import DifferenceKind
from build_tools.model.edition import Edition

_OPENING = 40  # characters by which paragraphs are told to answer to each other, whatever follows
_FEW = 20  # passages that one copy alone has at an end, up to which they are differences and not another extent
_END = "\n"


def collate_editions(base: Edition, other: Edition, effort: Effort | None = None) -> Alignment:
    """Return the text that `base` and `other` hold, side by side.

    The notice, the printed title and the annexes are left out: a reprint takes or leaves them as a whole. So are
    more than 20 passages that one of the two alone has at its beginning or end.

    Args:
        base: what the anchors and levels are of.
        other: another edition of the same work.
        effort: how much comparing is allowed.
    """
    (ours, base_parts), (theirs, other_parts) = collect_passages(base), collect_passages(other)
    pairs = _align(ours, theirs, effort or Effort())
    start = _count_lone(pairs)
    end = len(pairs) - _count_lone(pairs[start:][::-1])
    lone = [*pairs[:start], *pairs[end:]]
    base_only = [pair.lemma for pair in lone if pair.lemma]
    other_only = [pair.reading for pair in lone if pair.reading]
    return Alignment(
        tuple(pairs[start:end]),
        tuple(base_parts),
        tuple(other_parts),
        (len(base_only), sum(map(len, base_only))),
        (len(other_only), sum(map(len, other_only))),
    )


def _count_lone(pairs: Sequence[AlignedPair]) -> int:
    """Return how many pairs at the beginning only one side has, 0 where they are few."""
    for side in ("lemma", "reading"):
        number = sum(1 for _ in takewhile(lambda pair: not getattr(pair, side), pairs))  # noqa: B023 (used at once)
        if number > _FEW:
            return number
    return 0


def _align(ours: Sequence[BodyPassage], theirs: Sequence[BodyPassage], effort: Effort) -> list[AlignedPair]:
    keys, other_keys = ([fold_width(one.text) for one in side] for side in (ours, theirs))
    matched: list[tuple[int, int]] = []
    for mine, yours, match in list_gaps(match_units(keys, other_keys), len(keys), len(other_keys)):
        openings = [keys[number][:_OPENING] for number in mine]
        other_openings = [other_keys[number][:_OPENING] for number in yours]
        inner = match_units(openings, other_openings)
        matched += [(mine.start + one, yours.start + other) for one, other in inner]
        matched += [match] if match else []
    pairs: list[AlignedPair] = []
    anchor = ours[0].anchor if ours else ROOT
    for mine, yours, match in list_gaps(matched, len(ours), len(theirs)):
        pairs += _align_gap([ours[n] for n in mine], [theirs[n] for n in yours], anchor, effort)
        if match:
            pairs.append(_pair(ours[match[0]], theirs[match[1]], anchor, effort))
        anchor = pairs[-1].anchor if pairs else anchor
    return pairs


def _align_gap(ours: list[BodyPassage], theirs: list[BodyPassage], anchor: Anchor, effort: Effort) -> list[AlignedPair]:
    """Return pairs of passages none of which has an equal on the other side."""
    pairs: list[AlignedPair] = []
    place = anchor
    for mine, yours in zip_longest(ours, theirs):
        pairs.append(_pair(mine, yours, place, effort))
        place = pairs[-1].anchor
    if not ours or not theirs or (len(ours) == len(theirs) and not any(map(_is_rewritten, pairs))):
        return pairs
    if len(ours) == len(theirs) == 1:
        return pairs
    text, other_text = ("".join(one.text + _END for one in side) for side in (ours, theirs))
    blocks, is_coarse = align_characters(text, other_text, effort)
    if is_coarse or not is_alike(text, other_text, blocks):
        return pairs
    return _cut_pairs(ours, theirs, blocks, anchor)


def _is_rewritten(pair: AlignedPair) -> bool:
    return len(pair.stretches) == 1 and bool(pair.kinds and pair.lemma and pair.reading)


def _pair(mine: BodyPassage | None, yours: BodyPassage | None, anchor: Anchor, effort: Effort) -> AlignedPair:
    """Return two passages, or one and nothing, compared."""
    text, other_text = (one.text if one else "" for one in (mine, yours))
    blocks, is_coarse = align_characters(text, other_text, effort)
    if not is_alike(text, other_text, blocks):
        blocks = [Segment(0, len(text), 0, len(other_text), False)]
    level = (mine or yours or BodyPassage(ROOT, 0, "")).level
    return AlignedPair(mine.anchor if mine else anchor, level, _describe(text, other_text, blocks), is_coarse)


def _cut_pairs(
    ours: list[BodyPassage], theirs: list[BodyPassage], blocks: Sequence[Segment], anchor: Anchor
) -> list[AlignedPair]:
    """Return texts that were compared as one, cut wherever a passage begins on both sides at once."""
    text, other_text = ("".join(one.text + _END for one in side) for side in (ours, theirs))
    starts, other_starts = (_number_starts(side) for side in (ours, theirs))
    pairs: list[AlignedPair] = []
    row: list[Segment] = []
    at = other_at = 0

    def close(end: int, other_end: int) -> None:
        nonlocal at, other_at, anchor, row
        if row:
            mine = ours[starts[at]] if end > at else None
            yours = theirs[other_starts[other_at]] if other_end > other_at else None
            sides = text[at : end - (end > at)], other_text[other_at : other_end - (other_end > other_at)]
            within = [_cut_block(one, at, other_at, sides) for one in row]
            anchor = mine.anchor if mine else anchor
            level = (mine or yours or BodyPassage(ROOT, 0, "")).level
            pairs.append(AlignedPair(anchor, level, _describe(*sides, within)))
        at, other_at, row = end, other_end, []

    for block in _set_apart(text, other_text, _slide(text, other_text, blocks)):
        if block.start in starts and block.other_start in other_starts:
            close(block.start, block.other_start)
        if not block.is_equal:
            row.append(block)
            continue
        start, other_start = block.start, block.other_start
        for offset in range(block.start + 1, block.end):
            other_offset = block.other_start + offset - block.start
            if offset in starts and other_offset in other_starts:
                row.append(Segment(start, offset, other_start, other_offset, True))
                close(offset, other_offset)
                start, other_start = offset, other_offset
        row.append(Segment(start, block.end, other_start, block.other_end, True))
    close(len(text), len(other_text))
    return pairs


def _cut_block(one: Segment, at: int, other_at: int, sides: tuple[str, str]) -> Segment:
    """Return a block as it lies in its row, without the line ends that close both sides."""
    ours, theirs = map(len, sides)
    return Segment(
        min(one.start - at, ours),
        min(one.end - at, ours),
        min(one.other_start - other_at, theirs),
        min(one.other_end - other_at, theirs),
        one.is_equal,
    )


def _number_starts(passages: Sequence[BodyPassage]) -> dict[int, int]:
    """Return where each passage begins in their joined text, and where that ends → its number."""
    ends = accumulate((len(one.text) + len(_END) for one in passages), initial=0)
    return {offset: number for number, offset in enumerate(ends)}


def _slide(text: str, other_text: str, blocks: Sequence[Segment]) -> list[Segment]:
    """Move what one side alone has so that it ends with a passage, where the same characters allow it.

    乙。↵丙 against 乙。↵甲。↵丙 may come as an insertion of 。↵甲 behind 乙; said of whole passages it is 甲。↵.
    """
    slid = list(blocks)
    for number in range(1, len(slid) - 1):
        before, lone, after = slid[number - 1 : number + 2]
        side = lone.end == lone.start
        if lone.is_equal or (not side and lone.other_end > lone.other_start):
            continue
        whole, start, end = (other_text, lone.other_start, lone.other_end) if side else (text, lone.start, lone.end)
        if whole[start - 1] == _END or _END not in whole[start:end]:
            continue
        for by in range(1, after.end - after.start + 1):
            if whole[start + by - 1] != whole[end + by - 1]:
                break
            if whole[end + by - 1] == _END:
                slid[number - 1 : number + 2] = [
                    Segment(before.start, before.end + by, before.other_start, before.other_end + by, True),
                    Segment(lone.start + by, lone.end + by, lone.other_start + by, lone.other_end + by, False),
                    Segment(after.start + by, after.end, after.other_start + by, after.other_end, True),
                ]
                break
    return slid


def _set_apart(text: str, other_text: str, blocks: Sequence[Segment]) -> list[Segment]:
    """Set whole passages that one side alone has apart from a change beside them.

    甲。↵新 before 丙 is the passage 甲。↵ and 新; 新↵甲。 before ↵ is 新, the line end and the passage 甲。↵.
    """
    apart: list[Segment] = []
    waiting = list(blocks[::-1])
    while waiting:
        one = waiting.pop()
        found = text.find(_END, one.start, one.end) - one.start
        other_found = other_text.find(_END, one.other_start, one.other_end) - one.other_start
        if one.is_equal or (found >= 0) == (other_found >= 0):
            apart.append(one)
            continue
        is_base = found >= 0
        if all(not at or whole[at - 1] == _END for whole, at in ((text, one.start), (other_text, one.other_start))):
            cut = max(found, other_found) + 1
            a, c = (one.start + cut, one.other_start) if is_base else (one.start, one.other_start + cut)
            apart.append(Segment(one.start, a, one.other_start, c, False))
            waiting.append(Segment(a, one.end, c, one.other_end, False))
        elif text.startswith(_END, one.end) and other_text.startswith(_END, one.other_end):
            cut = max(found, other_found)
            a, c = (one.start + cut, one.other_end) if is_base else (one.end, one.other_start + cut)
            after = waiting.pop()
            waiting += [
                Segment(after.start + 1, after.end, after.other_start + 1, after.other_end, True),
                Segment(a + 1, one.end + 1, c + 1, one.other_end + 1, False),
            ]
            apart += [Segment(one.start, a, one.other_start, c, False), Segment(a, a + 1, c, c + 1, True)]
        else:
            apart.append(one)
    return [one for one in apart if one.start < one.end or one.other_start < one.other_end]


def _describe(lemma: str, reading: str, blocks: Iterable[Segment]) -> tuple[Stretch, ...]:
    """Return what the blocks of a pair hold, each difference with its kind."""
    stretches: list[Stretch] = []
    for one in blocks:
        ours, theirs = lemma[one.start : one.end], reading[one.other_start : one.other_end]
        if ours or theirs:
            kind = None if ours == theirs else _classify(lemma[: one.start], ours, theirs)
            stretches.append(Stretch(ours, theirs, kind))
    return tuple(stretches)


def _classify(before: str, ours: str, theirs: str) -> DifferenceKind:
    if not (ours + theirs).strip(" \t\n\u3000\u00a0"):
        return DifferenceKind.LAYOUT
    if fold_width(ours) == fold_width(theirs):
        return DifferenceKind.WIDTH
    if before.isdigit() and set(ours + theirs) <= set(".．、"):
        return DifferenceKind.NUMBERING
    return DifferenceKind.WORDING
