"""A sentence → the numbers in it that say what they measure.

Precise before complete: a number counts where its words say what it measures: an amount behind its indicator
(规模达到1500亿元), a count before what is counted (建设20个平台), a change (年均增长10%). Names, technical sizes,
ordinals and numbers that only describe something else (年收入超百亿元的企业) are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from build_tools.annotate.indicators import LACKING_RE, read_before, read_post
from build_tools.annotate.quantities import Quantity, UnitKind, find_quantities
from build_tools.annotate.target_counts import read_count
from build_tools.annotate.target_levels import is_boundary, read_level
from build_tools.annotate.target_numbers import BRACKETS, MARGIN, STOPS, WINDOW, Found, Number, walk
from build_tools.model.target import Comparison

_QUOTED_RE = re.compile(r"“[^”]{0,30}”|《[^》]{0,200}》|「[^」]{0,200}」|〔[^〕]{0,200}〕")
_NO_STOP_RE = re.compile(r"(?<=[0-9])[，,](?=[0-9]{3})|[，,]要?[由从](?:[^，。；]{0,8}的)?[0-9]")  # 比重，由4%降到3%
_BOUND_RE = re.compile(r"^(?:及?以[上下]|左右)")
_LISTING = ("、和与及", "、和及", "、")  # what parts a list; a member may hold one of these: 与外国贸易


def find_in_sentence(sentence: str) -> Iterator[Found]:
    """Yield the numbers of a folded sentence with what they measure, in order."""
    masked = [match.span() for match in _QUOTED_RE.finditer(sentence)]
    quantities = [
        quantity
        for quantity in find_quantities(sentence)
        if not any(start <= quantity.start < end for start, end in masked) and not _is_age(sentence, quantity)
    ]
    ends = {end for quantity in quantities for end in (quantity.end, read_post(sentence, quantity.end)[0])}
    starts = frozenset(quantity.start for quantity in quantities)
    found: list[Found] = []
    at = 0  # behind what the last count's description took
    for quantity in quantities:
        if quantity.start < at:
            continue
        start = _clause_start(sentence, quantity.start, found, ends)
        if LACKING_RE.search(sentence, start, quantity.start):
            continue
        reading = read_before(
            sentence, start, quantity.start, counts=quantity.kind in (UnitKind.COUNT, UnitKind.PHYSICAL, UnitKind.MONEY)
        )
        post_end, post, post_word = read_post(sentence, quantity.end)
        if quantity.more and post is None:
            post, post_word = Comparison.OVER, quantity.more
        if post is not None:
            reading = replace(reading, comparison=post, word=post_word)
        number = Number(sentence, quantity, reading, start, post_end)
        level = read_level(number, found)
        if level is not None:
            found.append(level)
            at = max(at, quantity.end)
        elif (counted := read_count(number, found, starts)) is not None:
            found.append(counted)
            at = counted.indicator[1]
    yield from _spread(sentence, found)


def _is_age(sentence: str, quantity: Quantity) -> bool:
    """Whether a number tells of whom something is measured: 65岁及以上老年人规范健康管理率."""
    if not quantity.unit.endswith("岁"):
        return False
    follows = _BOUND_RE.sub("", sentence[quantity.end : quantity.end + MARGIN], count=1)
    return not is_boundary(follows)


def _clause_start(sentence: str, at: int, found: list[Found], ends: set[int]) -> int:
    """Return where the clause begins in which a number stands; marks in brackets and quotes are no boundary."""
    for index, char in walk(sentence, range(at - 1, max(-1, at - WINDOW), -1)):
        is_stop = char in STOPS and not _NO_STOP_RE.match(sentence, index)
        is_next = char in "、和及或" and (index in ends or (found and found[-1].indicator[1] == index))
        if is_stop or is_next or char in BRACKETS[0]:
            return index + 1
    return max(0, at - WINDOW)


def _spread(sentence: str, found: list[Found]) -> Iterator[Found]:
    """Give numbers told 分别 the indicators before them, in order; a listed number without them is left out.

    The indicators are listed in the same clause (能耗、用水量分别下降3%和5%), or belong to the numbers before.
    """
    done: list[Found] = []
    for place, item in enumerate(found):
        group = [item]
        while place + len(group) < len(found) and found[place + len(group)].indicator == (0, 0):
            group.append(found[place + len(group)])
        if item.indicator == (0, 0):
            continue
        clause = sentence[item.clause_start : item.quantity.start]
        if len(group) > 1:
            splits = [list(_split_list(sentence, *item.indicator, signs)) for signs in _LISTING]
            earlier = [one.indicator for one in done][-len(group) :]
            is_own = item.clause_start <= item.indicator[0]
            levels = next((listed for listed in splits if is_own and len(listed) == len(group)), earlier)
            if is_own and len(splits[0]) == 1 and item.indicator[1] - item.indicator[0] > len("月人均"):
                levels = [item.indicator] * len(group)
            if "分别" not in clause and len({member.quantity.unit for member in group}) == len(group):
                done.extend(replace(member, indicator=item.indicator) for member in group)  # 队伍28支、1460人
            elif "分别" in clause and len(levels) == len(group):
                done.extend(
                    replace(member, indicator=indicator, is_annual=item.is_annual)
                    for member, indicator in zip(group, levels, strict=True)
                )
            continue
        done.append(item)
    yield from done


def _split_list(sentence: str, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    """Yield the places of what is listed, marks in brackets and quotes aside."""
    at = start
    for index, char in walk(sentence, range(start, end)):
        if char in signs and sentence[index - 1 : index + 1] not in ("普及", "涉及"):
            if index > at:
                yield at, index
            at = index + 1
    yield at, end
