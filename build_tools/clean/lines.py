"""Runs of text → lines: blanks folded, indents and markup dropped with their rule.

Shared by the HTML and the text profile. Guarantees: each character handed in is in the lines or in the drops.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from build_tools.hanzi.labels import opens_with_label
from build_tools.hanzi.punctuation import CLAUSE_STOP_RE, HAN, UNSEEN, is_han
from build_tools.model.line import Drop, Hints, Line, Mark, add_drop, drop_passage
from build_tools.model.passage import Passage, Run
from build_tools.model.report import Diagnostic

# Blanks at the edges of a line: indents and centring by hand. Named, because a bare strip() is a choice too.
EDGE_BLANKS = " \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200b\u200e\u3000\ufeff"

# Letters of Arabic and Mongolian writing, and pictures (before which letters in frames stand, behind which rare
# ideographs), whose forms some of these signs tell.
_SHAPED, _PICTURES = ("\u0590", "\u1fff"), ("\U0001f300", "\U0001ffff")

# What bullets and frames of headings are typed with; a star has a meaning, and stays. Pictures of icon fonts stand in
# the private area, where GB 18030 has no characters.
_ORNAMENTS = frozenset("■□◆◇●○◎▲△▼▽▶►▷◈❖▪▫•✦✔➤➢【=")
_ICONS = frozenset(map(chr, (*range(0xE5E5, 0xE78D), *range(0xF000, 0xF900))))

_BLANKS_RE = re.compile(r"[ \t\r\n\f\v]+")
# Every character set apart by blanks, as typists do to justify a short word by hand: 目　　录, 指  标  名  称.
_SPACED_RE = re.compile(
    rf"[（(]?[{HAN}](?:[ \u3000\u00a0]+[{HAN}])+[）)]?|[{HAN}（](?:[ \u3000\u00a0]+[{HAN}、（）：])+"
)
_REFERENCE_RE = re.compile(r"&[^\t\n\f <&;]{1,32};?")
_LONGEST_SPACED = 40
_CHINESE_SIGNS = "，。；：、！？（）《》〈〉“”‘’「」『』【】〔〕—…·"
_CHINESE_LINE_RE = re.compile(rf"\n[^\S\n]*+(?=[{HAN}{_CHINESE_SIGNS}])")
_FEWEST_WRAPS, _WRAPS_AN_END = 6, 3
# A first-line indent in mid-line, behind a stop: the paragraph's own break got lost.
_LOST_BREAK_RE = re.compile(r"(?<=[。！？：；”）])\u3000{2,}(?=.)")


class Styled(NamedTuple):
    """A run and the typography it is set in."""

    run: Run
    bold: bool = False
    face: str = ""
    mark: str = ""

    def with_run(self, run: Run) -> Styled:
        """Return another run in the same typography."""
        return Styled(run, self.bold, self.face, self.mark)


@dataclass
class LineSink:
    """Collects drops and doubts about them; `line_no` tells the line on which an offset stands.

    `has_unseen`: whether the witness may hold signs that no reader sees. `is_wrapped`: whether line feeds in its markup
    part Chinese words, as programs wrap the lines that they write.
    """

    line_starts: tuple[int, ...]
    drops: list[Drop] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    has_unseen: bool = False
    is_wrapped: bool = False

    def drop(self, passage: Passage, rule: str) -> None:
        """Record that a passage is not published."""
        drop_passage(self.drops, passage, rule)

    def trim(self, line: Line) -> Line | None:
        """Return a line without the blanks at its edges, which are recorded; None where it holds nothing else."""
        before, middle, after = line.passage.trim(EDGE_BLANKS)
        self.drop(before, "indent")
        self.drop(after, "indent")
        return line.cut(len(before), len(before) + len(middle)) if middle else None

    def line_no(self, offset: int) -> int:
        """Return the witness's line, from 1, on which `offset` stands."""
        return bisect_right(self.line_starts, offset)

    def make_lines(self, pieces: list[Styled], hints: Hints, indent: int | None = None) -> list[Line]:
        """Return the lines that `pieces` print: none where they are blank, several at a lost paragraph break.

        `indent` is the first line's as the source prints it; without it the blanks that HTML prints are counted.
        """
        line = self.make_line(pieces, hints, indent) if pieces else None
        if line is None:
            return []
        if "\u3000\u3000" not in line.text:
            return [line]
        lines: list[Line] = []
        at = 0
        for gap in _LOST_BREAK_RE.finditer(line.text):
            self.drop(line.passage[gap.start() : gap.end()], "indent")
            lines.append(line.cut(at, gap.start(), self.line_no))
            at = gap.end()
        return [*lines, line.cut(at, len(line.text), self.line_no)] if lines else [line]

    def make_line(self, pieces: list[Styled], hints: Hints, indent: int | None = None) -> Line | None:
        """Return the one line that `pieces` print, or None where they are blank; blanks are recorded."""
        if self.has_unseen:
            pieces = self._drop_unseen(pieces)
        text = "".join([piece.run.text for piece in pieces])
        bare = text.strip(EDGE_BLANKS)
        if not bare:
            for run, *_ in pieces:
                add_drop(self.drops, run.start, run.end, "indent")
            return None
        folded = self._fold(pieces) if _BLANKS_RE.search(bare) else pieces
        if len(folded) == 1 and (run := folded[0].run).is_verbatim:  # as most lines are
            edge, text = text[: text.index(bare[0])], bare
            start = run.start + len(edge)
            end = start + len(bare)
            middle = Passage((Run(start, end, bare),))
            add_drop(self.drops, run.start, start, "indent")
            add_drop(self.drops, end, run.end, "indent")
        else:
            passage = Passage(tuple([piece.run for piece in folded if piece.run.text]))
            left, middle, right = passage.trim(EDGE_BLANKS)
            self.drop(left, "indent")
            self.drop(right, "indent")
            edge, text = left.text, middle.text
        accents, marks, all_bold = _read_typography(folded, len(edge), len(text))
        if indent is None:
            blanks = _BLANKS_RE.sub(" ", edge) if edge else ""
            indent = len(blanks) + blanks.count("\u3000") - blanks.count("\u200b") - blanks.count("\ufeff")
        if hints.indent != indent or (all_bold and not hints.bold):
            hints = _set_type(hints, indent, bold=hints.bold or all_bold)
        if accents or hints.accents:
            hints = replace(hints, accents=accents)
        line = Line(middle, self.line_no(middle.start), hints, marks)
        if text[0] in _ORNAMENTS or _is_icon(text[0]):
            line = self._drop_ornaments(line)
        return self.close_up(line)

    def _drop_ornaments(self, line: Line) -> Line:
        """Return a heading without what only adorns it: signs before its label, or a bracket around it."""
        text = line.text
        start = next((at for at, char in enumerate(text) if not _is_ornament(char)), len(text))
        end = len(text) - (start == 1 and text[0] == "【" and text[-1] == "】")
        if text[0] == "=":  # a wiki's heading
            end = len(text.rstrip("= "))
        is_short = len(text) <= _LONGEST_SPACED and not CLAUSE_STOP_RE.search(text)
        if text[0] == "【":
            is_heading = end < len(text) and is_short and text[1] != "专" and opens_with_label(text[1:])
        else:
            is_heading = opens_with_label(text[start:]) or (is_short and _is_icon(text[0]))
        if not is_heading or start >= end:
            return line
        self.drop(line.passage[:start], "ornament")
        self.drop(line.passage[end:], "ornament")
        return line.cut(start, end, self.line_no)

    def _drop_unseen(self, pieces: list[Styled]) -> list[Styled]:
        """Return the pieces without the signs that no reader sees."""
        text = "".join([piece.run.text for piece in pieces])
        if UNSEEN.isdisjoint(text):
            return pieces
        kept: list[Styled] = []
        at = 0
        for piece in pieces:
            run, start = piece.run, 0
            for index, char in enumerate(run.text if run.is_verbatim or len(run.text) == 1 else ""):
                if char in UNSEEN and not (_is_shaped(text, at + index - 1) or _is_shaped(text, at + index + 1)):
                    kept.append(piece.with_run(run.cut(start, index)))
                    unseen = run.cut(index, index + 1)
                    add_drop(self.drops, unseen.start, unseen.end, "unseen")
                    start = index + 1
            kept.append(piece.with_run(run.cut(start, len(run.text))))
            at += len(run.text)
        return [piece for piece in kept if piece.run.text]

    def _fold(self, pieces: list[Styled]) -> list[Styled]:
        """Return pieces in which each stretch of breakable blanks is one space, in whatever elements it stands."""
        folded: list[Styled] = []
        for piece in pieces:
            for part in _fold_blanks(piece, join=self.is_wrapped):
                is_second = part.run.text == " " and folded and folded[-1].run.text == " "
                if is_second or not part.run.text:
                    add_drop(self.drops, part.run.start, part.run.end, "indent")
                else:
                    folded.append(part)
        return folded

    def close_up(self, line: Line) -> Line:
        """Return the line without the blanks that only letter-space a short word."""
        if len(line.text) > _LONGEST_SPACED or line.marks or not _SPACED_RE.fullmatch(line.text):
            return line
        kept: list[Passage] = []
        for index, char in enumerate(line.text):
            piece = line.passage[index : index + 1]
            if char in " \u3000\u00a0":
                self.drop(piece, "letter-spacing")
            else:
                kept.append(piece)
        return replace(line, passage=Passage.join(kept), hints=replace(line.hints, accents=()))


def _is_ornament(char: str) -> bool:
    return char in _ORNAMENTS or char in " \u3000\u200d\ufe0f" or _is_icon(char)


def _is_icon(char: str) -> bool:
    return _PICTURES[0] <= char <= _PICTURES[1] or char in _ICONS


def is_wrapped(source: str) -> bool:
    """Whether most line feeds of a page that stand beside Chinese words stand between them, and end no sentence."""
    ended: Counter[bool] = Counter()
    for below in _CHINESE_LINE_RE.finditer(source):
        last = source[source.rfind("\n", 0, below.start()) + 1 : below.start()].rstrip()[-1:]
        if is_chinese(last):
            ended[last in "。！？；："] += 1
    return ended[False] >= max(_FEWEST_WRAPS, _WRAPS_AN_END * ended[True])


def is_chinese(char: str) -> bool:
    """Whether a sign is a Chinese character or a sign of Chinese punctuation."""
    return char != "" and (is_han(char) or char in _CHINESE_SIGNS)


def may_hold_unseen(text: str) -> bool:
    """Whether a witness may hold signs that no reader sees, as they are or by name."""
    named = html.unescape("".join(set(_REFERENCE_RE.findall(text))))
    return any(sign in text or sign in named for sign in UNSEEN)


def _is_shaped(text: str, at: int) -> bool:
    """Whether the letter at a place changes its form with the signs beside it."""
    char = text[at : at + 1] if at >= 0 else ""
    return any(first <= char <= last for first, last in (_SHAPED, _PICTURES))


@lru_cache(maxsize=1000)
def _set_type(hints: Hints, indent: int, *, bold: bool) -> Hints:
    """Return typography with another indent and weight; a document has few kinds of it, and thousands of lines."""
    return replace(hints, indent=indent, bold=bold)


def _fold_blanks(piece: Styled, *, join: bool) -> list[Styled]:
    """Cut a run so that each stretch of breakable blanks reads as one space, as HTML prints it.

    To `join`, a line feed between Chinese signs reads as nothing (CSS Text 3, 4.1.3).
    """
    run = piece.run
    if run.computed or not _BLANKS_RE.search(run.text):
        return [piece]
    if not run.is_verbatim:
        # A reference (&#10;), or words of a picture with one: they stand for their source as wholes.
        return [piece.with_run(run._replace(text=_BLANKS_RE.sub(" ", run.text)))]
    parts: list[Styled] = []
    at = 0
    for blank in _BLANKS_RE.finditer(run.text):
        if at < blank.start():
            parts.append(piece.with_run(run.cut(at, blank.start())))
        is_wrap = join and "\n" in blank[0] and is_chinese(run.text[at : blank.start()][-1:])
        is_wrap = is_wrap and is_chinese(run.text[blank.end() : blank.end() + 1])
        folded = Run(run.start + blank.start(), run.start + blank.end(), "" if is_wrap else " ", folded=True)
        parts.append(piece.with_run(folded))
        at = blank.end()
    if at < len(run.text):
        parts.append(piece.with_run(run.cut(at, len(run.text))))
    return parts


def _read_typography(
    pieces: list[Styled], skip: int, length: int
) -> tuple[tuple[tuple[int, int], ...], tuple[Mark, ...], bool]:
    """Return accents, marks and whether all is bold, in offsets of the trimmed line."""
    first = pieces[0]
    if len(pieces) == 1 or (not first.mark and len({piece[1:] for piece in pieces}) == 1):
        return (), ((Mark(0, length, first.mark),) if first.mark else ()), first.bold
    stretches: list[tuple[int, int, tuple[bool, str]]] = []
    marks: list[Mark] = []
    weight: dict[tuple[bool, str], int] = {}
    at = -skip
    for piece in pieces:
        start, end = max(0, at), min(length, at + len(piece.run.text))
        at += len(piece.run.text)
        if start >= end:
            continue
        style = (piece.bold, piece.face)
        weight[style] = weight.get(style, 0) + end - start
        if stretches and stretches[-1][2] == style:
            stretches[-1] = (stretches[-1][0], end, style)
        else:
            stretches.append((start, end, style))
        if piece.mark:
            marks.append(Mark(start, end, piece.mark))
    all_bold = bool(weight) and all(bold for bold, _ in weight)
    if len(weight) < 2:
        return (), tuple(marks), all_bold
    body = max(weight, key=lambda style: weight[style])
    accents = tuple((start, end) for start, end, style in stretches if style != body)
    return accents, tuple(marks), all_bold
