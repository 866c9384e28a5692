"""Tables whose frame is drawn in part: the missing sides are put in.

Takes the rules of a page; gives them with what a reader sees: a table open at its left and right, and one that a page
break cuts between two rows, without a rule at the cut.
"""

from itertools import groupby, pairwise

from build_tools.layout.edges import JOIN, Rules, Segment, join_segments

# From so many rules of the same width on, which an upright one crosses, they are a table's.
_FEWEST_RULES, _FEWEST_COLUMNS = 2, 2


def close_frames(rules: Rules) -> Rules:
    """Return the rules of a page with the sides of half-drawn tables added."""
    upright = join_segments([*rules.upright, *_sides(rules)])
    level = join_segments([*rules.level, *_ends(Rules(rules.level, upright))])
    return Rules(level, upright)


def _sides(rules: Rules) -> list[Segment]:
    """Return the left and right sides of tables that have none: their rules reach beyond all that cross them."""
    found: list[Segment] = []
    for group in _of_one_width(rules.level):
        for upper, lower in pairwise(group):
            inner = [
                wall
                for wall in rules.upright
                if wall.covers(upper.at, lower.at) and upper.start - JOIN <= wall.at <= upper.end + JOIN
            ]
            if not inner:
                continue
            if min(wall.at for wall in inner) > upper.start + JOIN:
                found.append(Segment(upper.start, upper.at, lower.at))
            if max(wall.at for wall in inner) < upper.end - JOIN:
                found.append(Segment(upper.end, upper.at, lower.at))
    return found


def _of_one_width(level: tuple[Segment, ...]) -> list[list[Segment]]:
    """Return level rules that begin and end below each other, in groups of two and more, from top to bottom."""
    ordered = sorted(level, key=lambda rule: (round(rule.start / JOIN), round(rule.end / JOIN), rule.at))
    groups = [
        list(group) for _, group in groupby(ordered, lambda rule: (round(rule.start / JOIN), round(rule.end / JOIN)))
    ]
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _ends(rules: Rules) -> list[Segment]:
    """Return the top and bottom rules of tables that have none: where several uprights end side by side."""
    found: list[Segment] = []
    for is_top in (True, False):
        ends = sorted((wall.start if is_top else wall.end, wall.at) for wall in rules.upright)
        group: list[tuple[float, float]] = []
        for place, at in [*ends, (float("inf"), 0.0)]:
            if group and place - group[0][0] > JOIN:
                left, right = min(x for _, x in group), max(x for _, x in group)
                height = group[0][0]
                beside = [rule for rule in rules.level if abs(rule.at - height) <= 2 * JOIN]
                closed = any(rule.covers(left, right) for rule in beside)
                if len(group) > _FEWEST_COLUMNS and not closed and not _stand_apart(group, beside):
                    found.append(Segment(height, left, right))
                group = []
            group.append((place, at))
    return found


def _stand_apart(ends: list[tuple[float, float]], level: list[Segment]) -> bool:
    """Whether uprights that end side by side are the sides of boxes: between two that are closed one is open."""
    walls = sorted(at for _, at in ends)
    closed = "".join("#" if any(rule.covers(*sides) for rule in level) else " " for sides in pairwise(walls))
    return " " in closed.strip()
