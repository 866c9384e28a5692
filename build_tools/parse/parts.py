"""Evidence → the parts of a document: which lines are the page's, the letter's, the plan's, and where each begins.

Whether a short line is a menu's entry or a cover's, a letter's title or the plan's, cannot be known from the line. So,
as `ladder` does for labels, every reading of the whole is weighed: a document is a row of parts that follow each other
by custom (page, letter's head, letter, plan's head, text, another plan's head …), each line says how well it would
stand in each, and the best sequence is found by dynamic programming, in time linear in the number of lines. How much
worse the best reading is that has a line otherwise is its margin: the doubt.
"""

import math
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.parse.evidence import Evidence


class Zone(IntEnum):
    """Where in a document a line stands; they follow each other in this order, save for further plans."""

    ABOVE = 0
    LETTER_HEAD = 1
    LETTER = 2
    HEAD = 3
    BODY = 4
    BELOW = 5


class Part(StrEnum):
    """What a line is there."""

    PAGE = "page"
    EDGE = "edge"  # the first line of the page below the text: a button, a statement, a heading of links
    BRIEF = "brief"
    TITLE = "title"
    NUMBER = "doc-number"
    NAMES = "names"
    DATED = "dated"
    OTHER = "other"
    SALUTATION = "salutation"
    TEXT = "text"
    LIST = "list"
    SIGNED = "signature"
    DATE = "date"
    MARK = "publicity"
    IMPRINT = "imprint"  # who has copies, who had the paper printed and when


# A name is found faster than a member of an enumeration (0.04 µs, 0.25 µs), and these are asked for every line.
(
    _PAGE,
    _EDGE,
    _BRIEF,
    _TITLE,
    _NUMBER,
    _NAMES,
    _DATED,
    _OTHER,
    _SALUTATION,
    _TEXT,
    _LIST,
    _SIGNED,
    _DATE,
    _MARK,
    _IMPRINT,
) = Part
_ABOVE, _LETTER_HEAD, _LETTER, _HEAD, _BODY, _BELOW = Zone
State = tuple[Zone, Part]
_DROPPED = (Part.PAGE, Part.EDGE, Part.BRIEF)
_HEAD_PARTS = (Part.TITLE, Part.NUMBER, Part.NAMES, Part.DATED, Part.OTHER, Part.PAGE, Part.BRIEF)
_LETTER_PARTS = (Part.SALUTATION, Part.TEXT, Part.LIST, Part.SIGNED, Part.DATE, Part.MARK, Part.IMPRINT)
STATES: tuple[State, ...] = (
    (Zone.ABOVE, Part.PAGE),
    (Zone.ABOVE, Part.BRIEF),
    *((Zone.LETTER_HEAD, part) for part in _HEAD_PARTS[:-1]),
    *((Zone.LETTER, part) for part in _LETTER_PARTS),
    *((Zone.HEAD, part) for part in _HEAD_PARTS),
    *((Zone.BODY, part) for part in _LETTER_PARTS),
    (Zone.BELOW, Part.EDGE),
    (Zone.BELOW, Part.PAGE),
    (Zone.BELOW, Part.LIST),  # a file that the page offers belongs to the document
)
_DROPPED_STATES = frozenset(number for number, (_, part) in enumerate(STATES) if part in _DROPPED)
# Of each part, the states in which a line may be that, by number.
_PLACES = {part: [(number, state) for number, state in enumerate(STATES) if state[1] is part] for part in Part}
_LETTER_TEXT = STATES.index((Zone.LETTER, Part.TEXT))
_LETTER_TITLE, _PLAN_TITLE = STATES.index((Zone.LETTER_HEAD, Part.TITLE)), STATES.index((Zone.HEAD, Part.TITLE))
_NEVER = -1e6
_HEADS_AGAIN = 4.0
# Log-odds of how parts follow each other, set so that each of the documents in tests/cases/parse/parts.toml is read as
# it is drafted; what is not named here costs nothing within a zone and is impossible between two.
_ENTER = {
    (Zone.ABOVE, Zone.LETTER_HEAD): -0.5,
    (Zone.ABOVE, Zone.LETTER): -2.0,
    (Zone.ABOVE, Zone.HEAD): 0.0,
    (Zone.ABOVE, Zone.BODY): -2.5,
    (Zone.LETTER_HEAD, Zone.LETTER): 0.0,
    (Zone.LETTER, Zone.HEAD): -6.0,
    (Zone.LETTER, Zone.BODY): -8.0,
    (Zone.LETTER, Zone.BELOW): -3.5,
    (Zone.HEAD, Zone.BODY): 0.0,
    (Zone.BODY, Zone.HEAD): -6.0,
    (Zone.BODY, Zone.BELOW): -2.5,
}
_START = {Zone.ABOVE: 0.0, Zone.LETTER_HEAD: -0.5, Zone.LETTER: -2.0, Zone.HEAD: 0.0, Zone.BODY: -2.5}
_END = {Zone.ABOVE: -8.0, Zone.LETTER_HEAD: -8.0, Zone.LETTER: -4.0, Zone.HEAD: -4.0}
_LETTER_ZONES = (Zone.LETTER_HEAD, Zone.LETTER)
_UNNAMED_LINE = -1.2  # a line of a head that is nothing known
# A page has menus; of a plain text each line is its own unless a sign tells otherwise.
_MENU, _MENU_SHORT = 0.1, 0.6
_SHORT, _MIDDLE, _SHORT_SENTENCE = 8, 40, 12
_EDGE_SIGN, _WEB_SIGN = 2.0, 3.0
_UNDATED, _UNTITLED = 1.5, 0.8  # what speaks against a page's line: that it is a date, that it looks like a title
_FORBIDDEN = -1e4
_DATA_BLOCK, _DATA_LINE = 0.7, 0.3  # page's data between title and text: a portal prints one block, of many lines
_OWNER = 3.0  # below a menu the name of a body is that of the site's owner
_LONGEST_PAGE_LINE, _SAID_BELOW = 60, -6.0


class Placed(NamedTuple):
    """A line and the part it was placed in; `margin` is how much worse the best reading is that drops what this keeps.

    Of a line that is dropped it is the other way round.
    """

    evidence: Evidence
    zone: Zone
    part: Part
    margin: float

    @property
    def is_dropped(self) -> bool:
        """Whether the line is none of the document's."""
        return self.part in _DROPPED


def doubt_line(code: str, item: Placed | None = None, **fields: object) -> Diagnostic:
    """Return a doubt about a line, or, without one, about the whole document."""
    line = item.evidence.line if item else None
    return make_diagnostic(code, line.line_no if line else 0, line.text if line else "", **fields)


@lru_cache(maxsize=2000)  # lines may stand in few sets of states
def _find_ways(above: tuple[int, ...], here: tuple[int, ...]) -> list[tuple[int, list[tuple[int, float]]]]:
    """For each state of a line, those of the line above that it can follow, and what that costs."""
    costs = {to: [(origin, _cost(STATES[origin], STATES[to])) for origin in sorted(above)] for to in here}
    return [(to, [way for way in ways if way[1] > _NEVER]) for to, ways in costs.items()]


def _cost(origin: State, to: State) -> float:
    zone, part = origin
    next_zone, next_part = to
    if zone != next_zone:
        cost = _ENTER.get((zone, next_zone), _NEVER)
        if next_zone is Zone.BELOW and next_part is not Part.EDGE:
            return _NEVER
        if next_zone is Zone.LETTER and next_part not in (Part.SALUTATION, Part.TEXT):
            return _NEVER
        if next_zone is Zone.LETTER and next_part is Part.TEXT:
            cost -= 1.0
        if zone is Zone.LETTER and part in (Part.DATE, Part.MARK):
            cost = {Zone.HEAD: 0.0, Zone.BODY: -2.0, Zone.BELOW: -3.0}.get(next_zone, cost)
        if zone is Zone.LETTER and part is Part.LIST:
            cost = {Zone.HEAD: -1.5, Zone.BODY: -2.5}.get(next_zone, cost)
        if zone is Zone.BODY and next_zone is Zone.HEAD:
            is_signed = part in (Part.DATE, Part.MARK, Part.IMPRINT)
            cost = cost + 3.0 if is_signed else cost
            # Below a signed text another one may begin with its number.
            return cost if next_part is Part.TITLE or (is_signed and next_part is Part.NUMBER) else _NEVER
        if next_zone in (Zone.HEAD, Zone.LETTER_HEAD):
            if next_part in (Part.PAGE, Part.BRIEF):
                return _NEVER  # a head begins with a line of its own
            cost -= 0.5 if next_part is Part.OTHER else 0.0
            cost -= _OWNER if part is Part.PAGE and next_part is Part.NAMES else 0.0
        return cost
    if next_part is Part.EDGE:
        return _NEVER
    if next_part is Part.SALUTATION:
        return 0.0 if part in (Part.SALUTATION, Part.TEXT) and zone is Zone.BODY else _NEVER
    if zone in (Zone.LETTER, Zone.BODY):
        return _follow(part, next_part)
    if zone is Zone.BELOW:
        return 0.0
    if zone is Zone.ABOVE or (part is Part.PAGE) == (next_part is Part.PAGE):
        return 0.0
    if next_part is Part.PAGE:
        return -_DATA_BLOCK
    return -_OWNER if next_part is Part.NAMES else -0.5


def _follow(part: Part, next_part: Part) -> float:
    """How lines of a letter or of a text follow each other."""
    closing = (Part.SIGNED, Part.DATE, Part.MARK, Part.IMPRINT)
    if next_part is Part.DATE:
        return 1.0 if part is Part.SIGNED else -1.0
    if next_part is Part.MARK:
        return 0.0 if part in (Part.DATE, Part.MARK) else -1.5
    if next_part is Part.SIGNED:
        return -2.5 if part in (Part.DATE, Part.MARK) else 0.0
    if next_part is Part.LIST:
        return 0.0 if part is Part.LIST else -1.0
    if next_part is Part.TEXT and part in closing:
        return -1.5
    return 0.0


def place_parts(evidence: Sequence[Evidence], *, is_page: bool, goes_on: bool = False) -> list[Placed]:
    """Return the best placing of all lines, in order, each with its margin.

    With `goes_on` what the letter issues stands in another file.
    """
    if not evidence:
        return []
    begins = next((item.at for item in evidence if item.inside), evidence[-1].at)
    last_brief = max((item.at for item in evidence if item.is_brief and item.at <= begins), default=-1)
    web = is_page or any(item.signs and item.signs.weight >= _WEB_SIGN for item in evidence)
    # Of each line, the states that it may stand in at all.
    scores = [_emit(item, web=web, last_brief=last_brief) for item in evidence]
    ways = [_find_ways(tuple(one), tuple(other)) for one, other in pairwise(scores)]
    # `best[n]`: of all readings up to line n that have it in a state; `back[n]`: which state stood before.
    row = [-math.inf] * len(STATES)
    for state, score in scores[0].items():
        row[state] = score + _start(state)
    best = [row]
    back: list[dict[int, int]] = [{}]
    for emitted, from_above in zip(scores[1:], ways, strict=True):
        above, row = row, [-math.inf] * len(STATES)
        before: dict[int, int] = {}
        for state, origins in from_above:
            value, chosen = _NEVER, -1
            for origin, cost in origins:
                if above[origin] + cost > value:
                    value, chosen = above[origin] + cost, origin
            if chosen >= 0:
                row[state], before[state] = value + emitted[state], chosen
        best.append(row)
        back.append(before)
    ends = [0.0 if goes_on and zone in _LETTER_ZONES else _END.get(zone, 0.0) for zone, _ in STATES]
    state = max(sorted(scores[-1]), key=lambda number: row[number] + ends[number])
    margins = _measure(best, scores, [[], *ways], ends)
    placed: list[Placed] = []
    for number in range(len(evidence) - 1, -1, -1):
        zone, part = STATES[state]
        if not evidence[number].is_skipped:
            placed.append(Placed(evidence[number], zone, part, margins[number]))
        state = back[number].get(state, state)
    return placed[::-1]


def _start(state: int) -> float:
    zone, part = STATES[state]
    in_page = zone in (_HEAD, _LETTER_HEAD) and part in _DROPPED
    return _NEVER if in_page else _START.get(zone, _NEVER)


def _measure(
    best: list[list[float]],
    scores: list[dict[int, float]],
    ways: list[list[tuple[int, list[tuple[int, float]]]]],
    rest: list[float],
) -> list[float]:
    """For each line, how far the best reading that keeps it and the best that drops it lie apart.

    `rest` is what is added behind the last line, by its state.
    """
    margins: list[float] = []
    for row, emitted, from_above in zip(reversed(best), reversed(scores), reversed(ways), strict=True):
        kept = max([row[state] + rest[state] for state in emitted if state not in _DROPPED_STATES], default=_NEVER)
        dropped = max([row[state] + rest[state] for state in emitted if state in _DROPPED_STATES], default=_NEVER)
        margins.append(abs(max(dropped, _NEVER) - max(kept, _NEVER)))
        behind = [_NEVER] * len(STATES)
        for state, origins in from_above:
            value = emitted[state] + rest[state]
            for origin, cost in origins:
                if value + cost > behind[origin]:
                    behind[origin] = value + cost
        rest = behind
    return margins[::-1]


def _emit(item: Evidence, *, web: bool, last_brief: int) -> dict[int, float]:
    """How well a line would stand in each state that it may stand in."""
    decided = item.line.hints.decided if item.line is not None else ""
    is_kept = decided in ("keep", "paragraph")
    scores = {_TEXT: 0.0} if decided == "paragraph" else _score(item)
    if item.inside or is_kept or item.at > last_brief:
        scores.pop(_BRIEF, None)
    elif item.is_brief:
        scores[_BRIEF] = 6.0
    shifts = {
        _LETTER_TEXT: 2.5 if item.asks_reply else -4.0 if item.is_label else 2.5 if item.says_letter else -0.3,
        _LETTER_TITLE: 1.5 if item.is_letter_title else -1.0,
        _PLAN_TITLE: -0.5 if item.is_letter_title else 0.0,
    }
    found: dict[int, float] = {}
    for part, score in scores.items():
        for state, place in _PLACES[part]:
            if place[0] is not _BELOW or item.opens_list:
                found[state] = score + shifts.get(state, 0.0)
    if not item.inside and not is_kept:
        page = _score_page(item, web=web)
        for state, (zone, part) in (*_PLACES[_PAGE], *_PLACES[_EDGE]):
            if zone is _BELOW and part is _PAGE and page <= _NEVER and web and _calls(item):
                found[state] = _SAID_BELOW
                continue
            weak = zone is _BELOW and item.signs is not None and item.signs.only_above
            score = page - (item.signs.weight if weak and item.signs else 0.0)
            if zone is _BELOW and part is _PAGE:  # pages list other documents there, and their days
                score += max(0.0, _UNTITLED * item.title) + (_UNDATED if item.is_date else 0.0)
            if zone in (_HEAD, _LETTER_HEAD):
                # Between title and text nothing is the page's but what says so.
                score = score - _DATA_LINE if item.signs or (item.line and item.line.hints.linked) else _NEVER
            if part is _EDGE and (weak or item.signs is None or item.signs.weight < _EDGE_SIGN):
                score = _NEVER
            if score > _FORBIDDEN:
                found[state] = score
    return found


def _calls(item: Evidence) -> bool:
    """Whether a line calls out, as pages do below the text: 分享、点赞，就差你了！."""
    return item.length <= _MIDDLE and item.text.endswith(("！", "!", "？", "~", "～")) and not item.says_letter


def _score(item: Evidence) -> dict[Part, float]:
    """How well a line would stand for each part that it may be, wherever that is."""
    if item.is_skipped:
        return {_TEXT: 2.0}
    if item.line is None:  # a table
        return {_TEXT: 0.0, _OTHER: -3.0}
    unnamed = 5.0 if item.is_label or item.opens_list else 2.5 if item.is_sentence else 0.0
    scores = {
        _TITLE: item.title,
        _OTHER: _HEADS_AGAIN if item.heads_again or item.is_formal else _UNNAMED_LINE - unnamed,
        _LIST: 4.0 if item.opens_list or item.is_listed else 0.5 if item.is_entry else -3.5,
        _BRIEF: 0.8 if item.is_sentence else -0.5,
        _TEXT: _score_text(item),
    }
    if item.number:
        scores[_NUMBER] = 6.0
    if item.names:
        scores[_NAMES] = 2.5
    if item.is_adoption or item.is_date:
        scores[_DATED] = 4.5 if item.is_adoption else 1.5
    if item.is_salutation:
        scores[_SALUTATION] = 5.0
    if item.names or item.is_officer:
        scores[_SIGNED] = 3.0 if item.names else 3.5
    if item.is_date:
        scores[_DATE] = 4.5
    if item.is_mark:
        scores[_MARK] = 4.0
    if item.is_imprint:
        scores[_IMPRINT] = 4.5
    return scores


def _score_text(item: Evidence) -> float:
    if item.is_label:
        return 2.5
    if item.is_sentence:
        return 1.5 if item.length >= _SHORT_SENTENCE else 0.5
    if item.is_salutation or item.number:
        return -2.0
    return -1.0 if item.is_date or item.is_adoption else -0.4


def _score_page(item: Evidence, *, web: bool) -> float:
    """How much a line looks like the page's: its signs, and what speaks against it."""
    score = item.signs.weight if item.signs else 0.0
    if item.line is None:
        return score if item.signs else -4.0
    linked = item.line.hints.linked
    unlike = not web or item.is_sentence or item.says_letter or item.length > _LONGEST_PAGE_LINE
    if not item.signs and unlike and not linked:
        return _NEVER
    score += _MENU_SHORT if item.length <= _SHORT else _MENU if item.length <= _MIDDLE else -0.8
    score += 1.5 if linked and not item.is_listed else 0.0
    score += 1.0 if item.is_again and (item.number or item.names) else 0.0
    if item.is_label:
        return score - 6.0
    if item.is_sentence:
        return score - (7.0 if item.length >= _SHORT_SENTENCE else 5.0)
    if item.number or item.is_salutation:
        return score - 4.0
    if item.opens_list or item.is_adoption or item.is_mark:
        return score - 3.5
    if item.is_date:
        return score - _UNDATED
    return score - (0.5 if item.names else 0.0) - max(0.0, _UNTITLED * item.title)
