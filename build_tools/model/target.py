"""Quantified targets: what a plan sets for a time to come, or reports of the past, as a number."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparison(StrEnum):
    """How the number is meant."""

    EQUAL = "="  # 达到, 为, or no word at all
    AT_LEAST = ">="  # 不少于, 以上
    OVER = ">"  # 超过, 突破
    AT_MOST = "<="  # 不超过, 以内
    UNDER = "<"  # 低于
    ABOUT = "~"  # 左右, 约, 近


class Change(StrEnum):
    """What the number does to what is measured."""

    LEVEL = ""  # it is the number
    RISE = "+"  # it grows by the number
    FALL = "-"  # it falls by the number
    MULTIPLE = "\u00d7"  # it grows to that multiple: 翻一番, 倍增


class TargetKind(StrEnum):
    """Whether the plan sets it or reports it."""

    TARGET = "target"
    ACHIEVED = "achieved"


@dataclass(frozen=True, slots=True)
class Target:
    """One number of a work, with what it measures. All places are code points of what the block prints.

    Attributes:
        block: number of the block.
        start: of the number with its unit: 2.2万亿元, 翻一番.
        end: behind it.
        sentence_start: of the sentence it stands in; in a table of indicators the row.
        sentence_end: behind it.
        indicator: what is measured, in the words of the clause.
        subject: whose it is, in words of the clause or of a heading above it, where the indicator does not say.
        comparison: how the number is meant.
        word: the word that says so, "" where there is none.
        printed: `text[start:end]`.
        value: a plain decimal, 万 and 亿 factored in.
        upper: end of a range, else "".
        unit: without 万 and 亿; "" where none is printed, as for an index.
        change: whether the number is a level or a change.
        first: first year of the period, None where no period is known.
        last: last year of the period; of a point in time the same.
        base: the year that a change is counted from, None where none is printed.
        is_annual: the value is one of each year (年均, 每年).
        is_inferred: the period is not printed in the sentence but above it, or is the plan's own.
        kind: set or reported.
    """

    block: int
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    indicator: str
    subject: str
    comparison: Comparison
    word: str
    printed: str
    value: str
    upper: str
    unit: str
    change: Change
    first: int | None
    last: int | None
    base: int | None
    is_annual: bool
    is_inferred: bool
    kind: TargetKind

    @property
    def number(self) -> float:
        """The value to reckon with, whole where it is whole."""
        value = Decimal(self.value)
        return int(value) if value == value.to_integral_value() else float(value)

    @property
    def period(self) -> str:
        """The period in one word: "2025", "2021-2025", "annual 2021-2025", "annual" or ""."""
        years = "" if self.last is None else str(self.last) if self.first in (None, self.last) else ""
        if self.last is not None and not years:
            years = f"{self.first}-{self.last}"
        return " ".join(part for part in ("annual" if self.is_annual else "", years) if part)
