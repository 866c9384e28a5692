"""What well-formed plans tell about where a heading ends: weights, learned and shipped as data.

Takes a text behind a label; gives how likely each place is the end of the heading, the first stop among them. The
weights were fitted by `benchmarks/learn_headings.py`, which also says from which texts; `heading_statistics.json`
holds nothing but pairs and triples of characters and numbers.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from build_tools.hanzi.punctuation import CLAUSE_STOP_RE, holds
from build_tools.parse.heading_words import LED_RE, OPENING_RE, STOCK, has_ending
from build_tools.parse.pair_counts import PairCounts

SHORTEST, LONGEST = 2, 46
# A first stop further away than this tells nothing about the heading.
_FARTHEST_STOP = 400
_BAD_ENDS = frozenset("的和与及或以为把被将等、，：；“（《(,:")
_BAD_STARTS = frozenset("的和与及或等了着过、，。；：”）》)性化者,:;")
_MODAL = ("应", "必须", "不得", "可以", "要", "是", "须", "由", "的")
_QUOTES = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("‘", "’"), ("「", "」"))
STOP = "stop"


@dataclass(frozen=True)
class Weights:
    """What was learned.

    Attributes:
        pairs: two characters that belong together in official texts, with 1 (somewhat) to 3 (always).
        starts: pairs that often stand at the start of a clause, and in how many of a hundred places they do.
        ends: the same for the end of a clause.
        features: log-odds by feature name.
        second: weights of the second look: "score", "share", "habit", "stop".
    """

    pairs: dict[str, int]
    starts: dict[str, int]
    ends: dict[str, int]
    features: dict[str, float]
    second: dict[str, float]

    @classmethod
    def from_json(cls, data: str) -> Weights:
        """Read the data file: pairs as one string a level, n-grams as one string a kind and hundredth."""
        raw = json.loads(data)
        pairs, starts, ends = (
            {text[at : at + 2]: int(level) for level, text in raw[name].items() for at in range(0, len(text), 2)}
            for name in ("pairs", "starts", "ends")
        )
        features = {name: value / 100 for name, value in raw["features"].items()}
        for kind, by_weight in raw["grams"].items():
            size = int(kind[1])
            for weight, text in by_weight.items():
                for at in range(0, len(text), size):
                    features[f"{kind}:{text[at : at + size]}"] = int(weight) / 100
        return cls(pairs, starts, ends, features, raw["second"])


@cache
def shipped_weights() -> Weights:
    """Return the weights that come with the package."""
    return Weights.from_json(files("build_tools.parse").joinpath("heading_statistics.json").read_text(encoding="utf-8"))


def find_stop(text: str) -> int:
    """Return the place of the first stop outside of brackets and quotations, -1 where none is near."""
    for stop in CLAUSE_STOP_RE.finditer(text[:_FARTHEST_STOP]):
        if stop.start() >= SHORTEST and is_balanced(text[: stop.start()]):
            return stop.start()
    return -1


def list_places(text: str, stop: int) -> list[int]:
    """Return the places where a heading can end, the first stop last (if there is one)."""
    limit = min(len(text) - 1, LONGEST, stop - 1 if stop >= 0 else LONGEST)
    is_plain = not any(sign in text[:limit] for pair in _QUOTES for sign in pair)
    places = [
        at
        for at in range(SHORTEST, limit + 1)
        if text[at - 1] not in _BAD_ENDS and text[at] not in _BAD_STARTS and (is_plain or is_balanced(text[:at]))
    ]
    return [*places, stop] if stop >= 0 else places


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation that is opened is closed."""
    return all(text.count(left) == text.count(right) for left, right in _QUOTES)


def describe_place(text: str, at: int, stop: int, pairs: PairCounts, weights: Weights) -> dict[str, float]:
    """Return the features of one place."""
    known = weights.pairs
    head, body = text[:at], text[at : at + 40]
    parts = head.replace(",", "，").split("，")
    clauses = min(len(parts), 3)
    found: dict[str, float] = {f"e1:{head[-1]}": 1.0, f"e2:{head[-2:]}": 1.0, f"e3:{head[-3:]}": 1.0}
    found[f"word end {known.get(head[-2:], 0)}"] = 1.0
    looks = [f"length {clauses} {_bucket(at)}"]
    if clauses == 2:
        ratio = len(parts[1]) / max(1, len(parts[0]))
        looks.append(f"ratio {'even' if 0.6 <= ratio <= 1.7 else 'odd'}")
    if holds(head, _MODAL):
        looks.append("modal")
    if any(map(str.isdecimal, head)):
        looks.append("number")
    if has_ending(head):
        looks.append("ending")
    found.update(dict.fromkeys([f"stop {look}" for look in looks] if at == stop else looks, 1.0))
    if at == stop:
        found[STOP] = 1.0
        found[f"s2:{head[:2]}"] = 1.0
        return found
    found[f"b1:{body[:1]}"] = found[f"b2:{body[:2]}"] = found[f"b3:{body[:3]}"] = 1.0
    found["end odds"] = pairs.end_odds(head[-2:], weights.ends)
    found["start odds"] = pairs.start_odds(body[:2], weights.starts)
    found[f"word start {known.get(body[:2], 0)}"] = 1.0
    found[f"joint {known.get(head[-1] + body[0], 0)}"] = 1.0
    found["cohesion"] = min(pairs.cohesion(head[-1], body[0]), 5.0)
    if head in STOCK:
        found["stock"] = 1.0
    if opening := OPENING_RE.match(body):
        found["opening"] = 1.0
        found["opening length"] = 0.2 * min(len(opening[0]), 6)
    centre, width = (10, 6) if clauses == 1 else (22, 9)
    found["away"] = ((at - centre) / width) ** 2
    if LED_RE.match(body):
        found["body colon"] = 1.0
    if body[0] in " 　\u00a0":
        found["blank"] = 1.0
    elif body[0] in "“《":
        found["body quote"] = 1.0
    elif body[0].isdigit():
        found["body digit"] = 1.0
    found.update(_repetition(head, body))
    return found


EDGES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 23, 26, 30, 35, 46, 60, 90)


def _bucket(at: int) -> int:
    place = bisect_left(EDGES, at)
    return EDGES[place] if place < len(EDGES) else 999


def _repetition(head: str, body: str) -> Iterable[tuple[str, float]]:
    """The body takes up the heading's words: strongest where it opens with them."""
    length = 0
    while length < min(len(head), len(body), 12) and head[length] == body[length]:
        length += 1
    if length >= 2:
        yield f"repeats {min(length, 4)}", 1.0
        return
    if len(body) > 1 and body[:2] in head:
        size = next(size for size in range(min(10, len(body)), 1, -1) if body[:size] in head)
        yield f"takes up {min(size, 5)}", 1.0
    if len(head) > 2 and head[-3:] in body:
        size = next(size for size in range(min(8, len(head)), 2, -1) if head[-size:] in body)
        yield f"end again {min(size, 5)}", 1.0


def first_scores(text: str, stop: int, pairs: PairCounts, weights: Weights) -> dict[int, float]:
    """Return the score of each place, from the text alone."""
    features = weights.features
    return {
        at: sum(
            features.get(name, 0.0) * value for name, value in describe_place(text, at, stop, pairs, weights).items()
        )
        for at in list_places(text, stop)
    }


def probabilities(scores: dict[int, float]) -> dict[int, float]:
    """Return the scores as shares of 1."""
    top = max(scores.values())
    raised = {at: math.exp(score - top) for at, score in scores.items()}
    total = sum(raised.values())
    return {at: value / total for at, value in raised.items()}


def ending_shares(texts: list[str], scored: list[dict[int, float]], stops: list[int]) -> list[dict[int, float]]:
    """Return for each place how telling its last two characters are: the siblings' probability of ending so."""
    by_text: list[Counter[str]] = []
    for text, scores, stop in zip(texts, scored, stops, strict=True):
        counts: Counter[str] = Counter()
        if scores:
            for at, share in probabilities(scores).items():
                if at != stop:
                    counts[text[at - 2 : at]] += share  # type: ignore[assignment]
        by_text.append(counts)
    total: Counter[str] = Counter()
    for counts in by_text:
        total.update(counts)
    siblings = max(1, len(texts) - 1)
    return [
        {at: 0.0 if at == stop else (total[text[at - 2 : at]] - own[text[at - 2 : at]]) / siblings for at in scores}
        for text, scores, own, stop in zip(texts, scored, by_text, stops, strict=True)
    ]


def habit_of(scored: list[dict[int, float]], stops: list[int]) -> float:
    """Return how much the headings of one kind end with a stop in a document, as log-odds; the more, the surer."""
    odds: list[float] = []
    for scores, stop in zip(scored, stops, strict=True):
        if scores and stop in scores:
            share = min(0.98, max(0.02, probabilities(scores)[stop]))
            odds.append(math.log(share / (1 - share)))
    return sum(odds) / len(odds) * min(1.0, math.log2(1 + len(odds)) / 3) if odds else 0.0


def second_scores(
    scores: dict[int, float], shares: dict[int, float], stop: int, weights: Weights, habit: float = 0.0
) -> dict[int, float]:
    """Return the scores with what the siblings and the document's habit tell."""
    second = weights.second
    return {
        at: second["score"] * score
        + second["share"] * shares[at]
        + (second["habit"] * habit + second["stop"] if at == stop else 0.0)
        for at, score in scores.items()
    }
