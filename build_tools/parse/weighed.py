"""Readings of a fact → the one that most speaks for: the sums of their weights, and names of one body added up.

Takes values with weights; gives the value of most weight and how far it leads.
"""

from dataclasses import dataclass, field
from itertools import permutations

from build_tools.hanzi.bodies import needs_place
from build_tools.hanzi.punctuation import fold_width

# A fact whose best value leads the next one by less is told as a doubt.
CLOSE = 1.0
_FULL_ENDS = {"委": "委员会", "办": "办公室"}


@dataclass
class Weighed:
    """The values that were found for a fact, each with the sum of its weights."""

    values: dict[str, tuple[float, object]] = field(default_factory=dict)

    def add(self, key: str, value: object, weight: float) -> None:
        """Add a weight to the value of that key, the fullest that was given; "" is no key."""
        if key:
            before, known = self.values.get(key, (0.0, value))
            fuller = max(known, value, key=_count_words) if isinstance(known, str) else known
            self.values[key] = before + weight, fuller

    def rest(self) -> tuple[str, ...]:
        """Return the values but for the best, those of most weight first; names of several bodies are joined."""
        ranked = sorted(self.values.values(), key=lambda item: -item[0])
        return tuple("、".join(value) if isinstance(value, list) else str(value) for _, value in ranked[1:])

    def best(self) -> tuple[object | None, float]:
        """Return the value of most weight, and by how much it leads."""
        ranked = sorted(self.values.values(), key=lambda item: -item[0])
        if not ranked:
            return None, 0.0
        return ranked[0][1], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)


def _count_words(value: object) -> int:
    return sum(map(str.isalnum, str(value)))


def join_short(weighed: Weighed) -> None:
    """Add up what names the same bodies more and less fully: 区政府办公室 and 某市某区政府办公室.

    Names that open with a level alone (自治区人民政府) are never the fuller ones; else what weighs more stays.
    """
    for short, long in permutations(sorted(weighed.values, key=len), 2):
        if short not in weighed.values or long not in weighed.values:
            continue
        (own, names), (weight, fuller) = weighed.values[short], weighed.values[long]
        if isinstance(names, list) and is_shorter(names, fuller):
            keep, drop = (short, long) if own > weight and not needs_place(names[0]) else (long, short)
            weighed.values[keep] = own + weight, weighed.values[keep][1]
            del weighed.values[drop]


def join_orders(weighed: Weighed) -> None:
    """Add up the number of one order under a short and a full name of who gave it: 省政府令第7号, 某省政府令第7号."""
    for short, long in permutations(sorted(weighed.values, key=len), 2):
        if short in weighed.values and long in weighed.values and len(short) < len(long):
            (name, order, number), (fuller, _, other) = short.rpartition("令"), long.rpartition("令")
            signs = iter(fuller)
            if order and number == other and all(sign in signs for sign in name):
                (own, _), (weight, value) = weighed.values.pop(short), weighed.values[long]
                weighed.values[long] = own + weight, value


def is_shorter(names: object, fuller: object) -> bool:
    """Whether names are others in short, one by one: 区财政局 in 某市某区财政局, 某省发改委 in 某省发展和改革委员会."""
    if not isinstance(names, list) or not isinstance(fuller, list) or len(names) != len(fuller):
        return False
    return all(_shortens(fold_width(two), fold_width(one)) for one, two in zip(fuller, names, strict=True))


def _shortens(short: str, name: str) -> bool:
    """Whether a name has the characters of a shorter one in their order, and its ending."""
    signs = iter(name)
    ends = _FULL_ENDS.get(short[-1:], short[-1:])
    return name.endswith((short[-1:], ends)) and all(sign in signs for sign in short)
