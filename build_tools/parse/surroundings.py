"""Blocks → the document's own blocks, with what each is of its surroundings.

Takes blocks and what the file tells beside them; chooses the lines that may belong to a head, a letter, a tail or the
page, has `parts` place them, and takes out those that are the page's. The numbered text between is not asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from build_tools.hanzi.drafting import (
    DRAFT_RE,
    ISSUES_RE,
    LETTER_TITLE_RE,
    NAMED_RE,
    PUBLICITY_RE,
    TITLE_END_RE,
    is_explanation,
)
from build_tools.hanzi.labelled import find_labelled, span_places
from build_tools.hanzi.labels import opens_with_label
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Drop, Line, SourceBlock, drop_passage
from build_tools.model.page_signs import Told
from build_tools.parse.appearance import gather_evidence
from build_tools.parse.bodies import is_paper
from build_tools.parse.closing_names import mark_closing_names
from build_tools.parse.evidence import Evidence
from build_tools.parse.parts import Part, Placed, Zone, place_parts
from build_tools.parse.title_signs import is_subtitle
from build_tools.parse.told import known_titles

# So many lines behind the first label and before the last one may still be a letter's, with its list of annexes.
_NEAR = 60
# A line in the midst of the text is asked whether another plan begins there, if it is short enough for a title.
_LONGEST_TITLE, _LONGEST_FORMAL = 60, 160
SERIAL_RE = re.compile(r"(?:[0-9]{1,3}[ \u3000]+|[IVX\u2160-\u216b]{1,4}(?=[\u4e00-\u9fff]))(?=[“\"\u4e00-\u9fff]{4})")
_BARE_ANNEX_RE = re.compile("附[件录錄][ \u3000]*[：:]?")
# Without any label a text is asked at its edges only.
_EDGE = 400
_ROLES = {
    Part.TITLE: "title",
    Part.NUMBER: "doc-number",
    Part.NAMES: "signature",
    Part.SIGNED: "signature",
    Part.DATED: "date",
    Part.DATE: "date",
    Part.SALUTATION: "salutation",
    Part.MARK: "publicity",
    Part.IMPRINT: "imprint",
}


@dataclass(frozen=True)
class Surroundings:
    """What was found around and between the numbered texts.

    Attributes:
        blocks: the document's own, in order.
        drops: of the others.
        placed: every line that was asked, in order.
        zones: (zone, role) of the lines that were asked, by the source offset of their first character.
        plans: offset of each line that begins another document, and whether it is a further plan of the same letter;
            so is the title below a letter whose clauses are numbered (`letter_end`, else -1), but no further plan.
        annexes: offset of each line that heads an annex without a label, and the number that the list gives it.
        carried: offset of the word 附件 above what a letter carries: that is the document itself, and no annex.
    """

    blocks: tuple[SourceBlock, ...]
    drops: tuple[Drop, ...]
    placed: tuple[Placed, ...]
    zones: dict[int, tuple[Zone, str]] = field(default_factory=dict)
    plans: dict[int, bool] = field(default_factory=dict)
    annexes: dict[int, int | None] = field(default_factory=dict)
    carried: frozenset[int] = frozenset()
    letter_end: int = -1

    @cached_property
    def heads(self) -> frozenset[int]:
        """Offsets of the lines that make a head or a letter."""
        letter = (Zone.LETTER_HEAD, Zone.LETTER)
        return frozenset(start for start, (zone, role) in self.zones.items() if zone in letter or role == "title")

    def zone_of(self, block: SourceBlock) -> tuple[Zone, str]:
        """Return where a block stands and its role there; a plain line of the text where nothing is known."""
        return self.zones.get(start_of(block), (Zone.BODY, ""))


def start_of(block: SourceBlock) -> int:
    """Return the source offset of a block's first character, -1 for an empty table."""
    lines = block.lines()
    return lines[0].passage.start if lines else -1


def find_surroundings(
    blocks: Sequence[SourceBlock], told: tuple[Told, ...], *, is_page: bool, goes_on: bool = False
) -> Surroundings:
    """Return the document in a page's or a text's blocks; with `goes_on` another file of it follows."""
    labels = find_labelled(blocks)
    first = [block.text if isinstance(block := blocks[at], Line) else "" for at in labels[:2]]
    if [is_subtitle(text) for text in first] == [True, False]:
        del labels[0]  # 某某发展⏎——某市三年行动计划
    document = span_places(labels)
    known = known_titles(blocks[: document.start + _NEAR] if labels else blocks[:_EDGE], told)
    places = list(_choose(blocks, document))
    evidence = gather_evidence(blocks, places, document, known)
    mark_closing_names(evidence)
    _mark_heading_annex(evidence)
    placed = place_parts(evidence, is_page=is_page, goes_on=goes_on)
    placed = _part_titles(placed)
    drops: list[Drop] = []
    dropped: set[int] = set()
    zones: dict[int, tuple[Zone, str]] = {}
    own = list(blocks)
    for item in placed:
        block = blocks[item.evidence.at]
        if rule := _rule_of(item):
            dropped.add(item.evidence.at)
            for line in block.lines():
                drop_passage(drops, line.passage, rule)
            continue
        if (
            item.part is Part.TITLE
            and isinstance(block, Line)
            and not block.counted
            and (serial := SERIAL_RE.match(block.text))
        ):
            # The number of a front page, glued to the title when a PDF was turned into text.
            drop_passage(drops, block.passage[: serial.end()], "page-number")
            own[item.evidence.at] = block = block.cut(serial.end(), len(block.text))
            item.evidence.text = block.text
        zones[start_of(block)] = item.zone, _role_of(item)
    kept = tuple(block for at, block in enumerate(own) if at not in dropped)
    carried = frozenset(start_of(own[at]) for at in _find_carried(placed))
    plans = dict(_find_plans(placed, own))
    letter_end = _find_letter_end(placed, own)
    if letter_end >= 0:
        plans[letter_end] = False
    return Surroundings(kept, tuple(drops), tuple(placed), zones, plans, carried=carried, letter_end=letter_end)


def _mark_heading_annex(evidence: Sequence[Evidence]) -> None:
    """Mark 附件 above a title that nothing but this title stands above: who collected the text has typed it there."""
    titles: set[str] = set()
    for item, below in pairwise(evidence):
        item.heads_again = _BARE_ANNEX_RE.fullmatch(item.text) is not None and below.text in titles
        if item.is_sentence or item.is_label or item.is_salutation:
            return
        if item.title > 0:
            titles.add(item.text)


def _part_titles(placed: list[Placed]) -> list[Placed]:
    """Give a line above a letter's title that has the name of the plan in it to the plan: portals set it there."""
    at = next(
        (n for n, item in enumerate(placed) if item.zone is Zone.LETTER_HEAD and item.evidence.is_letter_title), 0
    )
    named = NAMED_RE.search(placed[at].evidence.text) if placed else None
    if named is None:
        return placed
    name = fold_width(named["name"])
    return [
        item._replace(zone=Zone.HEAD)
        if n < at and item.part is Part.TITLE and fold_width(item.evidence.text) == name
        else item
        for n, item in enumerate(placed)
    ]


def _role_of(item: Placed) -> str:
    text = item.evidence.text
    if item.part is Part.TITLE and item.zone is Zone.LETTER_HEAD:
        return "notice-title"
    if item.part in (Part.TITLE, Part.OTHER) and is_paper(text):
        return "letterhead"  # however large it is
    return _ROLES.get(item.part, "")


def _rule_of(item: Placed) -> str:
    """The rule under which a line is dropped, "" where it stays."""
    if item.part is Part.BRIEF:
        return "news-brief"
    if item.is_dropped:
        return item.evidence.signs.rule if item.evidence.signs else "site-frame"
    line = item.evidence.line
    is_mark = item.part is Part.MARK and PUBLICITY_RE.match(item.evidence.text) and not (line and line.is_kept)
    return "publicity-mark" if is_mark else ""


def _choose(blocks: Sequence[SourceBlock], document: range) -> Iterator[int]:
    """Yield the places that are asked: the head, the tail, and what may be a title between."""
    if not document:
        yield from (at for at in range(len(blocks)) if at < _EDGE or at >= len(blocks) - _EDGE)
        return
    for at, block in enumerate(blocks):
        outside = at <= document.start or at >= document.stop - 1
        outside |= isinstance(block, Line) and bool(block.hints.decided)
        if outside or (at < document.start + _NEAR and _may_be_formal(block)) or _may_be_title(block):
            yield at


def _may_be_formal(block: SourceBlock) -> bool:
    """Whether a block may be a line of a head or of a letter's end: short, and neither numbered nor a sentence."""
    if not isinstance(block, Line):
        return True
    text = block.text
    return len(text) <= _LONGEST_FORMAL and text[-1] not in "。；" and not opens_with_label(text)


def _may_be_title(block: SourceBlock) -> bool:
    text = block.text if isinstance(block, Line) else ""
    if not 0 < len(text) <= _LONGEST_TITLE or opens_with_label(text):
        return False
    return TITLE_END_RE.search(text) is not None or is_explanation(text)


def _find_carried(placed: Sequence[Placed]) -> Iterator[int]:
    """Yield the place of 附件, without a number, between a letter that issues and the title of what it issues."""
    own = [item for item in placed if not item.is_dropped]
    title = "".join(item.evidence.text for item in own if (item.zone, item.part) == (Zone.LETTER_HEAD, Part.TITLE))
    numbered = any(item.zone is Zone.LETTER and item.evidence.is_label for item in own)
    if numbered or (title and not (ISSUES_RE.search(title) or DRAFT_RE.search(title))):
        return
    for item, below in pairwise(own):
        bare = _BARE_ANNEX_RE.fullmatch(item.evidence.text) is not None
        carries = item.zone is Zone.LETTER or item.evidence.heads_again
        if bare and carries and (below.zone, below.part) == (Zone.HEAD, Part.TITLE):
            yield item.evidence.at


def _find_letter_end(placed: Sequence[Placed], blocks: Sequence[SourceBlock]) -> int:
    """Return where the title stands below a letter whose clauses are numbered, -1 where there is none.

    A title below 附件 is the annex's: the letter is the document itself.
    """
    numbered = False
    above = Part.PAGE
    for item in placed:
        if item.zone is Zone.LETTER:
            numbered, above = numbered or item.evidence.is_label, item.part
        elif numbered and not item.is_dropped:
            is_title = (item.zone, item.part) == (Zone.HEAD, Part.TITLE) and above is not Part.LIST
            return start_of(blocks[item.evidence.at]) if is_title else -1
    return -1


def _is_labelled(block: SourceBlock) -> bool:
    return isinstance(block, Line) and opens_with_label(block.text)


def _find_plans(placed: Sequence[Placed], blocks: Sequence[SourceBlock]) -> Iterator[tuple[int, bool]]:
    """Yield where another document begins; a text that had no head above it is the end of one that is not here."""
    has_head = False
    before = Zone.ABOVE
    begun, head = 0, ""
    for item in placed:
        if item.is_dropped:
            continue
        at = item.evidence.at
        if item.zone is Zone.HEAD and before is Zone.BODY:
            decided = item.evidence.line is not None and item.evidence.line.hints.decided == "plan"
            # A further letter and what it issues are one.
            issued = LETTER_TITLE_RE.search(head) is not None and fold_width(item.evidence.text) in fold_width(head)
            if decided or not issued or any(map(_is_labelled, blocks[begun:at])):
                yield start_of(blocks[at]), has_head or decided
                begun, head = at, ""
        if item.zone is Zone.HEAD and item.part is Part.TITLE:
            has_head = True
            head += item.evidence.text
        before = item.zone
