"""The structure of a plan: divisions with printed numbers, paragraphs and tables.

Every text in it is a `Passage`; read in tree order the passages give the published text in source order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from build_tools.model.anchor import Anchor
from build_tools.model.line import Mark
from build_tools.model.passage import Passage


class Kind(StrEnum):
    """What a division is. The comment gives its printed form."""

    PLAN = "plan"  # the whole document
    PREFACE = "preface"  # its printed title, number and dates
    NOTICE = "notice"  # 印发通知, the letter that issues it
    PREAMBLE = "preamble"  # what stands before the first numbered division
    ANNEX = "annex"  # 附件1
    CHAPTER = "chapter"  # 第三章
    SUBCHAPTER = "subchapter"  # 第二节
    ARTICLE = "article"  # 第五条
    SECTION = "section"  # 一、
    CLAUSE = "clause"  # （一）
    POINT = "point"  # 1.
    ITEM = "item"  # （1）
    SUBITEM = "subitem"  # ①
    DECIMAL = "decimal"  # 1.2.1
    STEM = "stem"  # 甲、
    ACTION = "action"  # 行动一：, 任务1：
    DASH = "dash"  # ——
    BOX = "box"  # 专栏1
    SCHEDULE = "schedule"  # 附表
    ANNEX_LIST = "annex-list"  # 附件：1. … 2. …
    NOTE = "note"  # 指标说明, 注：
    HEADED = "headed"  # a heading without a number


UNLABELLED = frozenset({Kind.PLAN, Kind.PREFACE, Kind.NOTICE, Kind.PREAMBLE, Kind.NOTE, Kind.ANNEX_LIST})
"""Kinds that no printed label opens."""
CHAPTERS = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER})
"""The parts of a document, above everything else that is numbered."""
DECIMALS = frozenset({Kind.DECIMAL, Kind.POINT})
"""Kinds that a chain of decimals goes through: 7. / 7.1 / 7.1.2."""


class HeadingStyle(StrEnum):
    """How a division's heading stands to its body."""

    NONE = "none"
    DISPLAY = "display"  # on a line of its own
    RUN_IN = "run-in"  # opens the paragraph and names it
    SENTENCE = "sentence"  # the first sentence of a numbered paragraph; no heading, but its gist


FIGURE_CAPTION = "figure-caption"
"""Role of the paragraph that names the picture beside it."""

# A boundary of less confidence than this is shown to a person.
DOUBTFUL = 0.75


class Paragraph(NamedTuple):
    """A paragraph without a number of its own.

    Attributes:
        passage: its text.
        line_no: where it stands in the witness, from 1.
        lead: length of the sentence that opens and names it ("产业规模持续扩大。"), 0 where there is none.
        marks: superscripts and subscripts.
        role: what else is known of it: "title", "signature", "date", "caption", "figure", `FIGURE_CAPTION`, "" …
        anchor: filled by `edition.anchors`.
    """

    passage: Passage
    line_no: int
    lead: int = 0
    marks: tuple[Mark, ...] = ()
    role: str = ""
    anchor: Anchor | None = None


class Cell(NamedTuple):
    """A cell of a table; an empty one has no paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs, joined by line feeds."""
        return "\n".join(paragraph.passage.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, drawn or rebuilt.

    `header_rows` of its rows are a header; those in `going_on` are further printed lines of the row above.
    """

    rows: tuple[tuple[Cell, ...], ...]
    line_no: int
    header_rows: int = 1
    caption: Paragraph | None = None
    num: str = ""  # "1" where the caption reads 表1
    rebuilt: bool = False
    anchor: Anchor | None = None
    going_on: frozenset[int] = frozenset()


class Division(NamedTuple):
    """A division and all that stands in it.

    Attributes:
        kind: what it is.
        num: the label as printed (一、 / （一） / 附件1：), empty where nothing is printed.
        ordinal: the label's number, None where it has none.
        heading: the heading's text, without the stop that may follow.
        stop: that stop (。 ： ，), often empty.
        style: how the heading stands to the body.
        body: what stands in it, in order.
        line_no: line of the label in the witness, from 1.
        page: page of its own ("annex-1"), else "".
        anchor: filled by `edition.anchors`.
        confidence: 0..1, how sure the end of the heading is.
    """

    kind: Kind
    num: Passage
    ordinal: int | None
    heading: Passage
    stop: Passage
    style: HeadingStyle
    body: tuple[Division | Paragraph | Table, ...]
    line_no: int
    page: str = ""
    anchor: Anchor | None = None
    confidence: float = 1.0
    marks: tuple[Mark, ...] = ()

    @property
    def opens_paragraph(self) -> bool:
        """Whether label and first words are one paragraph, whose anchor is then the division's own."""
        return self.kind is Kind.DASH or self.style in (HeadingStyle.SENTENCE, HeadingStyle.NONE)

    def walk(self) -> Iterator[Division | Paragraph | Table]:
        """Yield itself and everything in it, in the order of the text, without recursion limits."""
        stack: list[Division | Paragraph | Table] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Division):
                stack.extend(reversed(node.body))


Node = Division | Paragraph | Table
