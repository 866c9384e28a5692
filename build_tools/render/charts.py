"""Numbers → drawings in SVG, to stand within a page.

Every text goes through `escape_html`. Heights are px, places across are percentages of the drawing's width: it fills
its column and its letters keep their size on a phone. Colours are the style sheet's (publish/theme/.style/charts.css),
by class; what a colour tells, a shape or a word tells, too. A table of the same numbers belongs behind each drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.render.inline import escape_html

_LINE = 18  # px from one line of text to the next
_ROW = 13  # px from one bar to the next
_CHARACTER = 4.2  # per cent of a drawing's width that a character takes on a phone: 13 px of 312
_ACROSS = frozenset({"x", "x1", "x2", "cx", "width"})


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time.

    Attributes:
        year: where it stands.
        value: how high.
        label: what is written at it.
        is_hollow: drawn as a hollow diamond, joined by broken lines (what is set), else as a disc (what is reported).
    """

    year: int
    value: float
    label: str
    is_hollow: bool


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """A plan on the line of time.

    Attributes:
        lines: its title, one text for each line.
        first: first year covered, None where the period is not known.
        last: last year covered.
        signed: year and part of it (2021.75) of signing, None where it is not known.
        cited: years of the works it cites.
    """

    lines: tuple[str, ...]
    first: int | None
    last: int | None
    signed: float | None
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars under a common name: (key written before the bar, value, label written behind it)."""

    name: str
    bars: tuple[tuple[str, float, str], ...]


def draw_series(name: str, description: str, points: Sequence[Point]) -> str:
    """Return values over time, each with its label, on stems from zero; lines join values of one kind.

    Args:
        name: what is drawn, for readers who do not see it.
        description: the values in words, for the same.
        points: at least one, with values from 0 upward, in the order of the years.
    """
    top, bottom = 44, 196
    first, last = points[0].year, points[-1].year
    most = max(point.value for point in points) or 1.0

    def across(year: int) -> float:
        return 50.0 if first == last else 14 + 72 * (year - first) / (last - first)

    def down(value: float) -> float:
        return bottom - (bottom - top) * value / most

    elements: list[str] = [_line(2, bottom, 98, bottom, "axis")]
    # What is set is no step on the way of what is reported: each kind has a line of its own.
    for kind, is_hollow in (("reported", False), ("set", True)):
        for before, point in pairwise(point for point in points if point.is_hollow is is_hollow):
            elements.append(
                _line(across(before.year), down(before.value), across(point.year), down(point.value), "trend", kind)
            )
    elements += [_line(across(point.year), bottom, across(point.year), down(point.value), "stem") for point in points]
    levels: dict[int, list[float]] = {}
    for point in points:
        x, y = across(point.year), down(point.value)
        elements.append(_draw_mark(x, y, is_hollow=point.is_hollow))
        # Two labels of one year would lie on each other: a lower one moves further down.
        label = y - 12
        while any(abs(label - other) < _LINE for other in levels.get(point.year, [])):
            label += _LINE
        levels.setdefault(point.year, []).append(label)
        elements.append(_text(x, label, point.label, "middle"))
    elements += [_text(across(year), bottom + 20, str(year), "middle", "year") for year in levels]
    return _draw(name, description, bottom + 30, elements)


def draw_spans(name: str, description: str, spans: Sequence[PeriodBar]) -> str:
    """Return plans on the line of time, a row each, the years with more than one of them tinted.

    Args:
        name: what is drawn, for readers who do not see it.
        description: the same in words, for the same.
        spans: at least one with a time, in the order of the rows.
    """
    years = [year for span in spans for year in (span.first, span.last, span.signed, *span.cited) if year is not None]
    first, last = int(min(years)), int(max(years)) + 1

    def across(year: float) -> float:
        return 2 + 96 * (year - first) / (last - first)

    top = 26
    heights = [_LINE * len(span.lines) + 34 for span in spans]
    bottom = top + sum(heights)
    elements: list[str] = []
    for year in range(first, last):
        count = sum(span.first is not None and span.last is not None and span.first <= year <= span.last
                    for span in spans)  # fmt: skip
        if count > 1:
            elements.append(_rect(across(year), top, across(year + 1) - across(year), bottom - top, "overlap"))
    step = max(1, -(-(last - first) // 8))
    for year in range(first, last + 1):
        if (year - first) % step == 0:
            elements.append(_line(across(year), top, across(year), bottom, "grid"))
            if year < last:
                elements.append(_text(across(year), top - 8, str(year), "start", "year"))
    y = top
    for span, height in zip(spans, heights, strict=True):
        x, anchor = _place_words(span, across)
        for number, words in enumerate(span.lines):
            elements.append(_text(x, y + _LINE * (number + 1), words, anchor))
        middle = y + _LINE * len(span.lines) + 16
        if span.first is not None and span.last is not None:
            width = across(span.last + 1) - across(span.first)
            elements.append(_rect(across(span.first), middle - 6, width, 12, "span"))
        if span.signed is not None:
            x = across(span.signed)
            elements.append(_line(x, middle - 10, x, middle + 10, "signed-gap"))
            elements.append(_line(x, middle - 10, x, middle + 10, "signed"))
        elements += [_draw_ring(across(year + 0.5), middle) for year in span.cited]
        y += height
    return _draw(name, description, bottom + 4, elements)


def _place_words(span: PeriodBar, across: Callable[[float], float]) -> tuple[float, str]:
    """Return where a plan's title stands over its bar, and which end of it: as near as a phone's width allows."""
    widest = max(map(len, span.lines), default=0)
    if span.first is None or span.last is None:
        return 2, "start"
    if across(span.first) + widest * _CHARACTER <= 100:
        return across(span.first), "start"
    end = across(span.last + 1)
    return (end, "end") if widest * _CHARACTER <= end else (2, "start")


def draw_bars(name: str, description: str, groups: Sequence[BarGroup]) -> str:
    """Return groups of bars from the left, all to one scale, each with its key and its value."""
    most = max((value for group in groups for _, value, _ in group.bars), default=0.0) or 1.0
    elements: list[str] = []
    y = 0
    for group in groups:
        y += _LINE
        elements.append(_text(0, y, group.name, "start"))
        y += 4
        for key, value, label in group.bars:
            y += _ROW + 2
            elements.append(_text(5, y, key, "end", "year"))
            width = 76 * value / most
            if value:
                elements.append(_rect(7, y - _ROW + 3, max(width, 0.3), _ROW - 3, "bar"))
            elements.append(_text(8 + width, y, label, "start", "year"))
        y += 10
    return _draw(name, description, y, elements)


def _draw(name: str, description: str, height: float, elements: list[str]) -> str:
    texts = [f"<title>{escape_html(name)}</title>", f"<desc>{escape_html(description)}</desc>"]
    told = escape_html(f"{name}。{description}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{_round(height)}" class="chart__drawing"'
        f' role="img" aria-label="{told}">{"".join([*texts, *elements])}</svg>'
    )


def _round(value: float) -> float | int:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _begin(element: str, names: tuple[str, ...], **places: float) -> str:
    """Return the tag of an element without its end: its classes, then its places, those across in per cent."""
    classes = f' class="{" ".join(f"chart__{name}" for name in names)}"' if names else ""
    told = (f' {key}="{_round(value)}{"%" if key in _ACROSS else ""}"' for key, value in places.items())
    return f"<{element}{classes}{''.join(told)}"


def _text(x: float, y: float, words: str, anchor: str, *names: str) -> str:
    return f'{_begin("text", names, x=x, y=y)} text-anchor="{anchor}">{escape_html(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, *names: str) -> str:
    return _begin("line", names, x1=x1, y1=y1, x2=x2, y2=y2) + "/>"


def _rect(x: float, y: float, width: float, height: float, *names: str) -> str:
    return _begin("rect", names, x=x, y=y, width=width, height=height) + "/>"


def _draw_mark(x: float, y: float, *, is_hollow: bool) -> str:
    if not is_hollow:
        return _begin("circle", ("reported",), cx=x, cy=y, r=5) + "/>"
    # Polygons know no percentages: a drawing of no size carries it to its place.
    diamond = '<polygon class="chart__set" points="0,-7 7,0 0,7 -7,0"/>'
    return f'{_begin("svg", (), x=x, y=y)} overflow="visible">{diamond}</svg>'


def _draw_ring(x: float, y: float) -> str:
    return _begin("circle", ("cited",), cx=x, cy=y, r=4) + "/>"
