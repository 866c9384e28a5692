r"""Soft-wrapped lines of Markdown → paragraphs.

CommonMark (4.8) reads lines without a blank line between them as one paragraph; scrapers that write one paragraph or
one table cell a line do not mean that. So the document has to say it: nearly all of its groups of such lines break off
in mid-sentence inside and end a sentence at their end. The line feeds between are on record already. Whoever joins the
lines of a paragraph for other reasons gathers them in a `LineGroup`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from build_tools.clean.heading_lines import read_form
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Line, Mark, SourceBlock
from build_tools.model.passage import Passage

_STOPS = tuple("。！？；：!?;:…")
_CLOSERS = "”』」）)》】"
_OPENS = tuple("—―-*+|#>（(①②③④⑤⑥⑦⑧⑨⑩")
_SHORTEST_UNDERLINE, _LONGEST_HEADING = 3, 80
# So many groups, and so large a share of all.
_FEWEST, _SHARE = 2, 0.8
# A line that ends before so much of the longest one was ended on purpose: a heading.
_EARLY = 0.4


def join_soft_wraps(blocks: list[SourceBlock], source: str) -> list[SourceBlock]:
    """Return the blocks with soft-wrapped lines joined; the same list where the document keeps a paragraph a line."""
    groups = _group(blocks, source)
    several = [group for group in groups if len(group) > 1]
    wrapped = [group for group in several if _is_wrapped([block for block in group if isinstance(block, Line)])]
    if len(wrapped) < _FEWEST or len(wrapped) < _SHARE * len(several):
        return blocks
    joined: list[SourceBlock] = []
    chosen = {id(group[0]) for group in wrapped}
    for group in groups:
        lines = [block for block in group if isinstance(block, Line)]
        joined.extend([join_lines(lines)] if id(group[0]) in chosen else group)
    return joined


def _group(blocks: list[SourceBlock], source: str) -> list[list[SourceBlock]]:
    """Blocks that no blank line parts, headings and tables each alone."""
    groups: list[list[SourceBlock]] = []
    for block in blocks:
        last = groups[-1][-1] if groups else None
        if isinstance(last, Line) and isinstance(block, Line) and _underlines(block, last, source):
            level = 1 if block.text[0] == "=" else 2
            groups[-1].pop()
            if not groups[-1]:
                groups.pop()
            groups.append([replace(last, hints=replace(last.hints, level=level))])
        if isinstance(last, Line) and isinstance(block, Line) and _is_next(last, block, source):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _underlines(rule: Line, line: Line, source: str) -> bool:
    """Whether a row of hyphens makes the line right above it a heading (CommonMark 4.3)."""
    gap = source[line.passage.end : rule.passage.start]
    is_row = len(rule.text) >= _SHORTEST_UNDERLINE and set(rule.text) in ({"-"}, {"="})
    is_rule = is_row and gap.count("\n") == 1 and not gap.strip()
    return is_rule and len(line.text) <= _LONGEST_HEADING and not line.text.endswith(_STOPS)


def _is_next(one: Line, other: Line, source: str) -> bool:
    if one.hints.level or other.hints.level or other.hints.item or one.hints.quoted != other.hints.quoted:
        return False
    gap = source[one.passage.end : other.passage.start]
    opens = other.text.startswith(_OPENS) or read_form(other.text) != ""
    is_hard = gap.startswith(("  ", "\\"))  # CommonMark 6.7
    return gap.count("\n") == 1 and not gap.strip() and not (opens or is_hard) and not one.text.startswith("|")


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether all lines but the last break off, none of them early, and the last ends a sentence or a bracket."""
    shortest = _EARLY * max(len(line.text) for line in lines)
    return (is_finished(lines[-1].text) or lines[-1].text[-1] in _CLOSERS) and all(
        len(one.text) >= shortest
        and not is_finished(one.text)
        and (is_han(one.text[-1]) or is_han(other.text[0]) or one.text[-1] in "，、" + _CLOSERS)
        for one, other in pairwise(lines)
    )


def is_finished(text: str) -> bool:
    """Whether a line ends a sentence."""
    return text.endswith(_STOPS) or (text[-1] in _CLOSERS and text[-2:-1] in _STOPS)


def join_lines(lines: list[Line]) -> Line:
    """Return the paragraph that lines make, with their marks."""
    marks: list[Mark] = []
    at = 0
    for line in lines:
        marks.extend(mark.moved(at) for mark in line.marks)
        at += len(line.text)
    first = lines[0]
    hints = replace(first.hints, accents=(), bold=all(line.hints.bold for line in lines))
    return Line(Passage.join(line.passage for line in lines), first.line_no, hints, tuple(marks))


@dataclass
class LineGroup:
    """Lines that make one paragraph; they are joined once, when all of them are known."""

    lines: list[Line]
    length: int
    has_sentence: bool
    has_colon: bool  # behind the last full stop

    @classmethod
    def of(cls, line: Line) -> Self:
        """Begin a paragraph."""
        return cls([line], len(line.text), "。" in line.text, _has_colon(line.text))

    @property
    def last(self) -> Line:
        """The line that it has come to."""
        return self.lines[-1]

    def add(self, line: Line) -> None:
        """Let a line go on in it."""
        self.lines.append(line)
        self.length += len(line.text)
        self.has_colon = _has_colon(line.text) or ("。" not in line.text and self.has_colon)
        self.has_sentence = self.has_sentence or "。" in line.text

    def join(self) -> Line:
        """Return the paragraph."""
        if len(self.lines) == 1:
            return self.last
        whole = join_lines(self.lines)
        return replace(whole, hints=replace(whole.hints, joined=self.length - len(self.last.text)))


def join_groups(blocks: list[SourceBlock], goes_on: Callable[[LineGroup, Line], bool]) -> list[SourceBlock]:
    """Return the blocks with each line joined to those before it where `goes_on` says so."""
    joined: list[SourceBlock] = []
    group: LineGroup | None = None
    for block in blocks:
        if group is not None and isinstance(block, Line) and goes_on(group, block):
            group.add(block)
            continue
        if group is not None:
            joined.append(group.join())
        group = LineGroup.of(block) if isinstance(block, Line) else None
        if group is None:
            joined.append(block)
    return [*joined, group.join()] if group is not None else joined


def _has_colon(text: str) -> bool:
    """Whether a colon stands behind the last full stop."""
    return max(text.rfind("："), text.rfind(":")) > text.rfind("。")
