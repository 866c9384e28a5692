"""Headings that nothing separates from their bodies.

Takes the texts behind parallel labels and the document's own statistics; gives where each heading ends, with a
confidence. Each place is weighed by what was learned from well-formed plans (`heading_model`), by what the siblings
end with, and by how the document itself starts and ends its clauses.
"""

import re
from dataclasses import dataclass

from build_tools.hanzi.punctuation import is_han
from build_tools.parse.heading_model import (
    ending_shares,
    find_stop,
    first_scores,
    habit_of,
    probabilities,
    second_scores,
    shipped_weights,
)
from build_tools.parse.heading_words import STOCK
from build_tools.parse.pair_counts import PairCounts

_BAD_STARTS = tuple("的和与及或等了着过、，。；：”）》)性化者")
_LISTING_NEXT = {"一是": "二是", "一要": "二要", "首先": "其次"}
_LISTING_RE = re.compile(rf"(?P<heading>[^。；：！？]{{4,36}}?)(?P<one>{'|'.join(_LISTING_NEXT)})")
_HEAD_OF_GROUP_RE = re.compile(
    r"(?P<heading>[^。；：:！？]{4,36}?)"
    r"(?:总[ \u3000]?指[ \u3000]?挥|[组主][ \u3000]*[长任]|召[ \u3000]?集[ \u3000]?人)[：:]"
)
_TAKEN_UP_RE = re.compile(r"(?P<heading>(?P<part>[^，。；：:]{3,10})[^，。；：:]{1,14}?)(?P=part)[：:]")
_SHORTEST_LEAD, _MORE = 4, 12
# As sure as nothing but words can make it.
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class End:
    """Where a heading ends that nothing marks.

    Attributes:
        at: the best place, 0 where there is none.
        confidence: 0..1, of that place among all but the first stop.
        stopped: how probable it is that the first stop ends the heading instead; 1 where there is no other place.
    """

    at: int
    confidence: float
    stopped: float


def weigh_ends(texts: list[str], pairs: PairCounts) -> list[End]:
    """Return the ends of some parallel headings; how the others of the kind end tells, too: drafters keep to a habit.

    A text without a stop is taken to end with one.
    """
    weights = shipped_weights()
    texts = [text if find_stop(text) >= 0 else text + "。" for text in texts]
    stops = [find_stop(text) for text in texts]
    scored = [first_scores(text, stop, pairs, weights) for text, stop in zip(texts, stops, strict=True)]
    habit = habit_of(scored, stops)
    inner = [
        {at: score for at, score in scores.items() if at != stop} for scores, stop in zip(scored, stops, strict=True)
    ]
    ends: list[End] = []
    for all_scores, scores, shares, stop in zip(scored, inner, ending_shares(texts, inner, stops), stops, strict=True):
        nothing = dict.fromkeys(all_scores, 0.0)
        stopped = probabilities(second_scores(all_scores, nothing, stop, weights, habit)) if all_scores else {}
        share = stopped.get(stop, 0.0) if all_scores else 1.0
        if not scores:
            ends.append(End(0, 0.0, share))
            continue
        odds = probabilities(second_scores(scores, shares, -1, weights))
        best = max(odds, key=lambda at: odds[at])
        ends.append(End(best, round(min(odds[best], _SUREST), 2), share))
    return ends


def stock_end(text: str) -> int:
    """Return where a stock heading ends that a sentence follows without a mark; 0 where there is none."""
    for end in (6, 5, 4, 2):
        if text[:end] in STOCK and is_han(text[end : end + 1] or " ") and not text.startswith(_BAD_STARTS, end):
            stop = re.search(r"[。；]", text[end : end + 200])
            # 基本原则创新引领。坚持…: the body opens with a lead of its own.
            led = stop is not None and stop.start() >= _SHORTEST_LEAD and len(text) - end - stop.end() > _MORE
            return end if stop and (stop.start() > 8 or led) else 0
        if text[:end] in STOCK and text[end : end + 1] in ("“", "《"):
            return end
    return 0


def opened_end(text: str) -> int:
    """Return where a heading ends whose body opens with a sign of its own; 0 where none does.

    These are 一是… 二是…, the head of a group (组长：某某), and a part of the heading taken up (思路和理念思路：…).
    """
    listing = _LISTING_RE.match(text)
    if listing is not None and _LISTING_NEXT[listing["one"]] in text[listing.end() :]:
        return listing.end("heading")
    opening = _HEAD_OF_GROUP_RE.match(text) or _TAKEN_UP_RE.match(text)
    return opening.end("heading") if opening is not None else 0
