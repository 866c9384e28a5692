"""Open rungs and a label → the ways in which it can go on, each with what it gains and what is doubtful about it.

What is customary stands here: 2 behind 1, 1 below another rung, numbers that run through, what nests in what. Nothing
is decided; `ladder` weighs the ways of all labels of a document against each other.
"""

from dataclasses import dataclass

from build_tools.model.division import CHAPTERS, DECIMALS, Kind

# No plan nests deeper; what claims to is a list of numbers.
_DEEPEST = 10

# Log-odds of how a label continues the numbering before it.
_NEXT = 3.0  # 2 behind 1
_FIRST = 2.0  # 1 below another rung
_THROUGH = 2.5  # 5 opens a clause whose predecessor ended with 4
_ASTRAY = 0.5  # the same where the predecessor stood elsewhere: 二、 in 第二条 behind a 一、 in none
_TURNED_FIRST, _TURNED = 1.0, 2.0  # 第一条 below 一、, and 第三条 below 二、: seldom, and sure where 一、 goes on
_RESTART = -2.5  # 1 behind 4 with nothing between
_REPEAT = -3.0  # 2 behind 2
_JUMP = -1.0  # 5 behind 3, and a little more for each number missing
_LATE = -3.0  # a rung that opens with another number than 1
_UNDER_ITSELF = -4.6  # a rung below one that by custom nests inside it: a little worse than a restart
_SAME_STYLE = 0.6  # the same signs around the number as before
_SAME_SHAPE = 0.2  # worded like the one before: decides between 3. in a box and 3. behind it
# Asked millions of times: a name is found faster than a member.
_BOX, _HEADED, _DASH, _ACTION = Kind.BOX, Kind.HEADED, Kind.DASH, Kind.ACTION
_ARTICLE, _SECTION, _DECIMAL = Kind.ARTICLE, Kind.SECTION, Kind.DECIMAL
# 一、 stands in an article or a chapter, or holds them.
_TURNING = frozenset({Kind.CHAPTER, Kind.ARTICLE})


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An open rung. Of those that are equal in everything there is one, so that they are told apart as objects."""

    kind: Kind
    depth: int  # components of a decimal number
    rank: int
    ordinal: int
    style: str
    numbers: tuple[int, ...] = ()  # all components of a decimal number
    shape: str = ""
    level: int = 0


# Of a kind and depth of labels: the last number, 0 for none, and the kind of the division that it stood in.
Last = tuple[int, Kind | None]
# A way to go on: what it gains, how many open rungs stay open, the doubt, the number expected.
Way = tuple[float, int, str, int]


def find_ways(stack: tuple[Entry, ...], label: Entry, last: Last) -> list[Way]:
    """All ways in which a label can go on behind open rungs; `last` is the last number of its kind."""
    if label.level:
        stack = _below_heading(stack, label.level)
    kind, depth, rank = label.kind, label.depth, label.rank
    ways: list[Way] = []
    same = 0
    box = headed = None
    # Continue an open rung of the same kind: the innermost, or one further out.
    index = size = len(stack)
    for entry in reversed(stack):
        index -= 1
        held = entry.kind
        if held is kind and entry.depth == depth:
            same += 1
            gain, doubt, expected = _continue(entry, label)
            ways.append((gain, index, doubt, expected))
        elif held is _BOX:
            box = index
        if held is _HEADED and headed is None:
            headed = index
    # Open a rung below what customarily holds it, inside the box or outside of it.
    floor = 0 if headed is None else headed + 1
    bases = [_base(stack, size, label, floor if box is None else max(floor, box + 1))]
    if box is not None and box >= floor:
        outside = _base(stack, box, label, floor)
        # A box holds no chapter of its document.
        bases = [outside] if kind in CHAPTERS else [outside, *bases]
    for base in bases:
        if base >= _DEEPEST:
            continue
        if base < size and stack[base].kind is kind and stack[base].depth == depth:
            continue  # that would be a sibling, not an opening
        if box is not None and base > box and same and label.ordinal > 1 and kind is not _DASH:
            continue  # in a box a rung that is open around it begins again at 1, or not at all
        gain, doubt, expected = _open(stack, base, label, last)
        if box is not None and base <= box and kind not in CHAPTERS:
            gain -= 1.0  # leaving a box without a number that says so
        ways.append((gain, base, doubt, expected))
    # Nest against custom: 一、 inside （一）, 1. inside （1）.
    if not stack or size >= _DEEPEST or same > 1 or kind is _DASH:
        return ways
    top = stack[-1]
    counted = kind is _ACTION and top.kind is kind and not same
    if counted and label.ordinal > 1 and _open(stack, size, label, last)[1] == "":
        # 任务3 in 行动二, where 任务 is counted through.
        ways.append((_THROUGH + _SAME_STYLE / 2, size, "", label.ordinal))
    elif kind in _TURNING and top.kind is _SECTION:
        follows = label.ordinal > 1 and label.ordinal == last[0] + 1
        if label.ordinal == 1 or follows:
            ways.append((_TURNED if follows else _TURNED_FIRST, size, "", label.ordinal))
    elif label.ordinal == 1 and top.rank >= rank and top.kind is not _DASH:
        # Decimals are a ladder of their own, inside which the customary one may begin anew.
        # So may any counted word in any other: 任务一 in 行动一, 工程一 in 任务一.
        free = top.kind is _DECIMAL or (kind is _ACTION and top.kind is kind)
        gain = _FIRST + (_SAME_STYLE / 2 if free else _UNDER_ITSELF)
        ways.append((gain, size, "", 1))
    return ways


def _below_heading(stack: tuple[Entry, ...], level: int) -> tuple[Entry, ...]:
    """The open divisions that a label of the markup's `level` may stand in."""
    closed = (at for at, entry in enumerate(stack) if entry.kind is _HEADED and entry.level >= level)
    return stack[: next(closed, len(stack))]


def _base(stack: tuple[Entry, ...], stop: int, label: Entry, start: int = 0) -> int:
    """How much of `stack[:stop]` stays open when a label's rung opens; what stands before `start` does."""
    kind, depth, rank = label.kind, label.depth, label.rank
    for index in range(start, stop):
        entry = stack[index]
        if entry.rank > rank or (entry.kind is kind and entry.depth >= depth):
            inner = stack[index + 1].rank if index + 1 < stop else entry.rank
            if not inner < entry.rank or inner > rank:
                return index
            # It holds what by custom holds it, and so what stands in that.
    return stop


def _continue(entry: Entry, label: Entry) -> tuple[float, str, int]:
    if label.kind is _DASH:
        return 0.5, "", 0
    if label.numbers != entry.numbers and label.numbers[:-1] != entry.numbers[:-1]:
        # 2.1 behind 1.2: the 2 between them is not printed.
        follows = label.ordinal == 1 and label.numbers[:-1] == (*entry.numbers[:-2], entry.numbers[-2] + 1)
        return (_THROUGH if follows else _LATE), ("" if follows else "numbering-late"), 1
    expected = entry.ordinal + 1
    gain = _SAME_STYLE if entry.style == label.style else -_SAME_STYLE
    gain += _SAME_SHAPE if entry.shape == label.shape else -_SAME_SHAPE
    if label.ordinal == expected:
        return gain + _NEXT, "", expected
    if label.ordinal == 1:
        return gain + _RESTART, "numbering-restart", expected
    if label.ordinal <= entry.ordinal:
        return gain + _REPEAT, "numbering-repeat", expected
    return gain + _JUMP - 0.3 * min(label.ordinal - expected, 10), "numbering-jump", expected


def _open(stack: tuple[Entry, ...], base: int, label: Entry, last: Last) -> tuple[float, str, int]:
    if label.kind is _DASH:
        return 0.5, "", 0
    holder = stack[base - 1] if base else None
    if label.depth > 1 and not _decimal_fits(holder, label):
        if last[0] and label.ordinal == last[0] + 1 and not (holder and holder.kind in DECIMALS):
            return _ASTRAY, "", last[0] + 1  # 2.3 below the next heading without a number of its own
        orphan = label.ordinal == 1 and (holder is None or holder.kind not in DECIMALS)
        return (_FIRST - 1.0 if orphan else _LATE), ("" if orphan else "numbering-late"), 1
    if label.ordinal == 1:
        return _FIRST, "", 1
    number, last_holder = last
    if number and label.ordinal == number + 1:
        same = last_holder is (holder.kind if holder is not None else None)
        # 二、 in 第六条 and 三、 in 第七条: sections that stand above articles, and not each in one of them.
        same &= label.kind is not _SECTION or holder is None or holder.kind is not _ARTICLE
        return (_THROUGH if same else _ASTRAY), "", number + 1
    return _LATE - 0.3 * min(label.ordinal, 10), "numbering-late", number + 1


def _decimal_fits(holder: Entry | None, label: Entry) -> bool:
    """Whether 1.2 opens below an open 1 (as a decimal, or as a point)."""
    if holder is None or holder.kind not in DECIMALS:
        return False
    return (holder.numbers or (holder.ordinal,)) == label.numbers[:-1]
