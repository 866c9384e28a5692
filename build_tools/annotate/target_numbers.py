"""A number in its clause: what stands before and behind it, and what it says of an indicator.

Takes places of a sentence; what levels and counts are told by alike stands here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.annotate.indicators import Reading
from build_tools.annotate.quantities import Quantity
from build_tools.hanzi.punctuation import HAN
from build_tools.model.target import Change, Comparison

STOPS = "，,；;：:。！？!?"
BRACKETS = ("“（(《", "”）)》")
SUBSIDY_RE = re.compile(
    r"给予|(?<!发放)(?<!发放专项)(?:奖励|补贴|补助|资助)(?!资金|基金|性)|最高|每家|(?:支持|扶持)金额|罚款|处以|注册资本|信用额度|贴息|一次性"
)
_NOUN_RE = re.compile(
    rf"[{HAN}A-Za-z“《±\u2160-\u216b]|[0-9]+(?:[A-Za-z]|千伏|米|分钟|小时|家|万?(?:千瓦|吨|亩|头|平方米)级|(?:[-~—至][0-9]+)?周?岁)"
)
EVERY_RE = re.compile(r"每(?:[2-9]|[1-9][0-9]|[二两三四五十])(?:年|个月|天|日)")
WORK_UNITS = ("公里", "千米", "平方公里", "平方米", "公顷", "吨", "立方米")
LONGEST_INDICATOR = 60
MARGIN = 8  # how far behind a number the words are read that decide about it
WINDOW = 200  # characters before or behind a number that may belong to its clause


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a sentence with its reading.

    Attributes:
        quantity: the number; its places, and those below, are code points of the sentence.
        indicator: (start, end) of what is measured.
        comparison: how the number is meant.
        word: the word that says so, "" where there is none.
        change: whether it is a level or a change.
        is_annual: it is one of each year.
        clause_start: where the clause begins that it stands in.
    """

    quantity: Quantity
    indicator: tuple[int, int]
    comparison: Comparison
    word: str
    change: Change
    is_annual: bool
    clause_start: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its clause.

    Attributes:
        sentence: in which it stands.
        quantity: the number.
        reading: of what stands before it.
        start: where its clause begins.
        end: behind it and the words that bound it (以上).
    """

    sentence: str
    quantity: Quantity
    reading: Reading
    start: int
    end: int

    @property
    def before(self) -> str:
        """The clause up to the number."""
        return self.sentence[self.start : self.quantity.start]

    @property
    def follows(self) -> str:
        """What stands right behind."""
        return self.sentence[self.end : self.end + MARGIN]

    @property
    def words(self) -> str:
        """What may be measured."""
        return self.sentence[self.reading.start : self.reading.end]

    def measure(self, indicator: tuple[int, int], change: Change) -> Found:
        """Return the number as that of an indicator."""
        reading = self.reading
        return Found(self.quantity, indicator, reading.comparison, reading.word, change, reading.is_annual, self.start)


def opens_with_noun(text: str, at: int = 0) -> bool:
    """Whether what can be measured or counted begins at a place of a text."""
    return _NOUN_RE.match(text, at) is not None


def walk(sentence: str, places: range) -> Iterator[tuple[int, str]]:
    """Yield the places with their characters outside of brackets and quotes; the mark that leads out of one is last."""
    entering, leaving = BRACKETS[:: places.step]
    depth = 0
    for index in places:
        char = sentence[index]
        if char in leaving and not depth:
            yield index, char
            return
        depth += (char in entering) - (char in leaving)
        if not depth and char not in leaving:
            yield index, char
