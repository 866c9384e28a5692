"""Text and what is laid over it → Markdown or HTML.

Takes a text and spans of it (bold, small print, superscripts, links); gives markup that prints exactly the text.
Spans nest; one that would cross the edge of another is cut there, and a link that would be cut is left out: half a
name leads nowhere. A page's beginning takes no characters: an empty element stands there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from build_tools.model.block import Block
from build_tools.model.line import Mark
from build_tools.model.sheet import Turn, name_page
from build_tools.render.inline import escape_html, escape_markdown, render_element, render_strong

LINK = "a"
STRONG = "strong"
SMALL = "small"
PAGE = "page"
PICTURE = "img"
_MARKS = ("sup", "sub")
# Where two begin and end together the first of these is outside.
_ORDER = (SMALL, STRONG, LINK, "sup", "sub", PICTURE)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Something laid over [start, end) of a text.

    Attributes:
        start: offset, in code points.
        end: offset behind it.
        element: "a", "strong", "small", "sup" or "sub"; "img" for the sign of a picture; "page" where a page begins, of
            no length.
        target: of a link, its address as it stands in the markup; of a picture, the element that shows it; of a page,
            its number, in books its id.
    """

    start: int
    end: int
    element: str
    target: str = ""


def mark_spans(marks: Iterable[Mark]) -> list[Span]:
    """Return the spans of superscripts and subscripts."""
    return [Span(mark.start, mark.end, mark.name) for mark in marks]


def text_spans(block: Block, groups: Iterable[tuple[int, int]]) -> list[Span]:
    """Return what is laid over the text of a block but its links: its marks, names in bold, groups in small print."""
    spans = mark_spans(block.marks)
    spans.extend(Span(start, end, STRONG) for start, end in block.strong())
    return spans + [Span(start, end, SMALL) for start, end in groups]


def turn_spans(turns: Iterable[Turn]) -> list[Span]:
    """Return the places at which pages begin."""
    return [Span(turn.at, turn.at, PAGE, str(turn.page)) for turn in turns]


def render_turns(turns: Iterable[Turn]) -> str:
    """Return, for Markdown and HTML, the signs of pages that begin here; the style sheet shows their titles."""
    return "".join(
        f'<span class="sheet editorial" title="{name_page(turn.page)}" data-page="{turn.page}"></span>'
        for turn in turns
    )


def cut_spans(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Return what is laid over [start, end) of a text, counted from there; a link that would be cut is left out."""
    cut = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last and (span.element != LINK or (first, last) == (span.start, span.end)):
            cut.append(Span(first - start, last - start, span.element, span.target))
        elif span.element == PAGE and start <= span.start < end:
            cut.append(Span(first - start, first - start, PAGE, span.target))
    return cut


def _rank(span: Span) -> tuple[int, int, int, str, Span]:
    return span.start, -span.end, _ORDER.index(span.element), span.target, span


def nest_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, outer before inner, none crossing another or within one of its own kind.

    What goes on behind the end of one that holds its beginning ends there, but for marks of the text, which become
    two; a link is left out.
    """
    left = [_rank(span) for span in spans if span.start < span.end]
    heapify(left)
    nested: list[Span] = []
    open_spans: list[Span] = []
    while left:
        *_, span = heappop(left)
        while open_spans and open_spans[-1].end <= span.start:
            open_spans.pop()
        end = min([span.end, *(outer.end for outer in open_spans)])
        if any(outer.element == span.element for outer in open_spans) or (span.element == LINK and end < span.end):
            continue
        kept = span if end == span.end else Span(span.start, end, span.element, span.target)
        if end < span.end and span.element in _MARKS:
            heappush(left, _rank(Span(end, span.end, span.element, span.target)))
        nested.append(kept)
        open_spans.append(kept)
    return nested


def render_markdown(text: str, spans: Iterable[Span]) -> str:
    """Return Markdown that prints `text` with its spans."""
    return SpanWriter(text, spans, html=False).whole()


def render_markup(text: str, spans: Iterable[Span]) -> str:
    """Return HTML that prints `text` with its spans, for raw blocks."""
    return SpanWriter(text, spans, html=True).whole()


class SpanWriter:
    """Writes a text with its spans as Markdown, or as HTML."""

    def __init__(self, text: str, spans: Iterable[Span], *, html: bool) -> None:
        spans = list(spans)
        self.text, self.spans, self.html = text, nest_spans(spans), html
        self.begins = [span for span in spans if span.element == PAGE]
        bold = [span for span in self.spans if span.element == STRONG]
        # **甲****乙** shows asterisks: bold beside bold is written out.
        self.seams = {span.start for span in bold} & {span.end for span in bold}

    def escape(self, text: str) -> str:
        """Return what prints a text."""
        return escape_html(text) if self.html else escape_markdown(text)

    def begin(self, span: Span) -> str:
        """Return the sign of a page that begins here."""
        return render_turns([Turn(span.start, int(span.target))])

    def plain(self, start: int, end: int) -> str:
        """Return [start, end) of the text, over which nothing is laid but signs of pages."""
        if not self.begins:
            return self.escape(self.text[start:end])
        begins = [span for span in self.begins if start <= span.start < end]
        cuts = [start, *(span.start for span in begins), end]
        parts = [self.escape(self.text[first:last]) for first, last in pairwise(cuts)]
        return parts[0] + "".join(self.begin(span) + part for span, part in zip(begins, parts[1:], strict=True))

    def whole(self) -> str:
        """Return all of it."""
        return self.write(0, len(self.text), 0)[0]

    def write(self, start: int, end: int, number: int) -> tuple[str, int]:
        """Write [start, end), whose first span is `number`; return the markup and the number of the next span."""
        parts: list[str] = []
        at = start
        while number < len(self.spans) and self.spans[number].start < end:
            span = self.spans[number]
            before = self.plain(at, span.start)
            if span.element == LINK and not self.html and before.endswith("!"):
                before = before[:-1] + "&#33;"  # ![ would begin an image
            parts.append(before)
            inner, following = self.write(span.start, span.end, number + 1)
            simple = following == number + 1 and not {span.start, span.end} & self.seams
            simple = simple and not any(span.start <= begin.start < span.end for begin in self.begins)
            parts.append(self.wrap(span, inner, simple=simple))
            at, number = span.end, following
        parts.append(self.plain(at, end))
        return "".join(parts), number

    def wrap(self, span: Span, inner: str, *, simple: bool) -> str:
        """Return a span around what stands in it; `simple` is one that holds no other, no page, and touches none."""
        if span.element == PICTURE:
            return inner + span.target
        if span.element == LINK:
            return f'<a href="{escape_html(span.target)}">{inner}</a>' if self.html else f"[{inner}]({span.target})"
        if span.element == SMALL:
            return f'<small class="bodies">{inner}</small>'
        text = self.text[span.start : span.end]
        if self.html or not simple:
            return f"<{span.element}>{inner}</{span.element}>"
        if span.element == STRONG:
            return render_strong(text, self.text[span.start - 1 : span.start], self.text[span.end : span.end + 1])
        return render_element(span.element, text)
