"""Headings that nothing separates from their bodies.

Takes the texts behind parallel labels and the document's own statistics; gives where each heading ends, with a
confidence. Each place is weighed by what was learned from well-formed plans (`heading_model`), by what the siblings
end with, and by how the document itself starts and ends its clauses.
"""

from __future__ import annotations

import re

from build_tools.hanzi.punctuation import is_han
from build_tools.parse.craft import STOCK, craft_scores
from build_tools.parse.heading_model import (
    ending_shares,
    find_stop,
    first_scores,
    habit_of,
    probabilities,
    second_scores,
    shipped_weights,
)
from build_tools.parse.pair_counts import PairCounts

_BAD_START_RE = re.compile(r"^[的和与及或等了着过、，。；：”）》)性化者]")
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


def find_boundaries(texts: list[str], pairs: PairCounts) -> list[tuple[int, float]]:
    """Return (end of the heading, confidence 0..1) for each of some parallel headings and their bodies.

    The first stop is no candidate: that nothing marks these ends is settled before. (0, 0.0) where there is no place.
    """
    weights = shipped_weights()
    stops = [find_stop(text) for text in texts]
    scored = [
        {at: score for at, score in first_scores(text, stop, pairs, weights).items() if at != stop}
        for text, stop in zip(texts, stops, strict=True)
    ]
    results: list[tuple[int, float]] = []
    crafts = craft_scores(texts, [list(scores) for scores in scored], pairs)
    for scores, shares, craft in zip(scored, ending_shares(texts, scored, stops), crafts, strict=True):
        if not scores:
            results.append((0, 0.0))
            continue
        odds = probabilities(second_scores(scores, shares, craft, -1, weights))
        best = max(odds, key=lambda at: odds[at])
        results.append((best, round(min(odds[best], _SUREST), 2)))
    return results


def stock_end(text: str) -> int:
    """Return where a stock heading ends that a sentence follows without a mark; 0 where there is none."""
    for end in (6, 5, 4, 2):
        if text[:end] in STOCK and is_han(text[end : end + 1] or " ") and not _BAD_START_RE.match(text[end:]):
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


def share_stops(texts: list[str], pairs: PairCounts) -> list[float]:
    """Return for texts behind labels of one kind how probable it is that their first stop ends the heading.

    How the others of the kind end tells, too: drafters keep to one habit.
    """
    weights = shipped_weights()
    stops = [find_stop(text) for text in texts]
    scored = [first_scores(text, stop, pairs, weights) for text, stop in zip(texts, stops, strict=True)]
    habit = habit_of(scored, stops)
    places = [[at for at in scores if at != stop] for scores, stop in zip(scored, stops, strict=True)]
    crafts = craft_scores(texts, places, pairs)
    shares: list[float] = []
    for scores, craft, stop in zip(scored, crafts, stops, strict=True):
        if not scores:
            shares.append(1.0)
            continue
        nothing = dict.fromkeys(scores, 0.0)
        shares.append(probabilities(second_scores(scores, nothing, craft, stop, weights, habit)).get(stop, 0.0))
    return shares
