"""The outline object, as `outline --json` prints it → typed records; and the lines that a source prints.

An audit reads what is published of a reading, and nothing of how it came about: so the same checks hold for whatever
reads documents, and for an outline that somebody has changed by hand.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from build_tools.hanzi.punctuation import UNSEEN
from build_tools.hanzi.radicals import fold_radicals
from build_tools.model.anchor import Anchor
from build_tools.model.report import Diagnostic, make_diagnostic

_FOLDED_RE = re.compile(rf"[\s{''.join(sorted(UNSEEN))}*`\\]+|[\uff01-\uff5e]")
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_RAW_RE = re.compile(r"<!--(?:(?!<!--).)*?-->|<(script|style)\b(?:(?!<\1\b).)*?</\1\s{0,9}>", re.DOTALL | re.IGNORECASE)
_TAG_RE = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_INLINE = frozenset("a abbr b big code em font i ins label mark s small span strong sub sup u".split())
_FEWEST_TAGS = 6  # a text or Markdown file may hold a few
_LONGEST_TITLE, _LONGEST_LINE = 24, 200


def fold(text: str) -> str:
    """Return what is compared: no blanks and signs of emphasis, narrow forms of ASCII, characters for radicals."""
    return _FOLDED_RE.sub(lambda sign: _FOLDED.get(sign[0], ""), fold_radicals(text))


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled division, as the outline has it."""

    anchor: str
    parent: str | None
    kind: str
    label: str
    heading: str
    opening: str

    @property
    def page(self) -> str:
        """The page that its anchor is on: "" or "annex-1"; "" for what was written by nobody who knows anchors."""
        try:
            return Anchor.parse(self.anchor).page
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the source as it prints; `line_no` counts from 1."""

    line_no: int
    text: str


@dataclass(frozen=True)
class Audited:
    """An outline and the source that it was made of.

    Attributes:
        title: "" where there is none.
        doc_number, date: "" where there is none.
        issuers: names, in order.
        plan_body: whether the page is said to hold a document.
        items: labelled divisions, in order.
        cells: texts of all tables' cells, and of their paragraphs.
        groups: number of responsibility groups.
        lines: of the published text.
        dropped: texts that are not published.
        doubted: lines of the source that the reader has a doubt about numbering at.
        source: the decoded file.
    """

    title: str
    doc_number: str
    date: str
    issuers: tuple[str, ...]
    plan_body: bool
    items: tuple[Item, ...]
    cells: frozenset[str]
    groups: int
    lines: tuple[str, ...]
    dropped: tuple[str, ...]
    doubted: frozenset[int]
    source: str

    @cached_property
    def printed(self) -> tuple[PrintedLine, ...]:
        """The lines that the source prints, blank ones left out."""
        return tuple(_print_lines(self.source))

    @cached_property
    def folded_source(self) -> str:
        """What the source prints, folded."""
        return "".join(self._folded_lines)

    @cached_property
    def _folded_lines(self) -> tuple[str, ...]:
        return tuple(fold(line.text) for line in self.printed)

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate(map(len, self._folded_lines), initial=0))

    @cached_property
    def line_bounds(self) -> frozenset[int]:
        """Where in the folded source a line begins or ends, or a blank stands."""
        words = (fold(word) for line in self.printed for word in line.text.split())
        return frozenset(accumulate(map(len, words), initial=0))

    def is_run_on(self, at: int) -> bool:
        """Whether the line at a place of the folded source is longer than any that holds a title alone."""
        return len(self._folded_lines[bisect_right(self._line_starts, at) - 1]) > _LONGEST_LINE

    def find_all(self, folded: str) -> list[int]:
        """Return where in the folded source a text, folded too, stands."""
        found, at = [], self.folded_source.find(folded) if folded else -1
        while at >= 0:
            found.append(at)
            at = self.folded_source.find(folded, at + 1)
        return found

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The printed lines in which a letter says what it issues: those before the first numbered heading."""
        texts = [line.text for line in self.printed[:60]]
        return tuple(texts[: next((at for at, text in enumerate(texts) if text.startswith(("一、", "第一"))), 40)])

    def line_of(self, text: str) -> int:
        """Return the source's line on which a text begins, 0 where it is not found."""
        start = fold(text)[:_LONGEST_TITLE]
        at = self.folded_source.find(start) if start else -1
        return self.printed[bisect_right(self._line_starts, at) - 1].line_no if at >= 0 else 0

    def doubt(self, code: str, text: str = "", **fields: object) -> Diagnostic:
        """Return a doubt at the place of a text."""
        return make_diagnostic(code, self.line_of(text) if text else 0, text, **fields)


def read_outline(outline: Mapping[str, Any], source: str) -> Audited:
    """Return an outline object, as `json.loads` gives it, with its source, as records."""
    items = tuple(
        Item(item["anchor"], item["parent"], item["kind"], item["label"], item["heading"], item["opening"])
        for item in outline["items"]
    )
    rows = (row for table in outline["tables"] for row in (table["header"], *table["rows"]))
    cells = frozenset(text for row in rows for cell in row for text in (cell, *cell.split("\n")))
    return Audited(
        title=outline["title"] or "",
        doc_number=outline["doc_number"] or "",
        date=outline["date_issued"] or "",
        issuers=tuple(outline["issuers"]),
        plan_body=outline["plan_body"],
        items=items,
        cells=cells,
        groups=len(outline["responsible"]),
        lines=tuple(line for line in outline["text"].split("\n") if line),
        dropped=tuple(drop["text"] for drop in outline["dropped"]),
        doubted=frozenset(doubt["line"] for doubt in outline["diagnostics"] if doubt["code"].startswith("numbering-")),
        source=source,
    )


def _print_lines(source: str) -> Iterator[PrintedLine]:
    """Yield the lines of a page between its block tags, or those of a text."""
    if sum(1 for _ in zip(range(_FEWEST_TAGS), _TAG_RE.finditer(source), strict=False)) < _FEWEST_TAGS:
        for number, line in enumerate(source.split("\n"), 1):
            if text := html.unescape(line).strip():
                yield PrintedLine(number, text)
        return
    starts = [0, *(at + 1 for at, char in enumerate(source) if char == "\n")]
    bare = _RAW_RE.sub(lambda match: " " * len(match[0]), source)
    at = first = 0
    parts: list[str] = []
    blocks = [tag.span() for tag in _TAG_RE.finditer(bare) if tag[1].lower() not in _INLINE]
    for start, end in (*blocks, (len(bare), len(bare))):
        parts.append(bare[at:start])
        text = " ".join(html.unescape(_TAG_RE.sub("", "".join(parts))).split())
        if text:
            while bare[first].isspace():
                first += 1
            yield PrintedLine(bisect_right(starts, first), text)
        parts, at, first = [], end, end
