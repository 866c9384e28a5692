"""Blocks → the words a person cites them by, and back: 二（三）8第2段, 专栏1第2项, 附件2 四（一）.

The words are the edition's own: brackets are those of a citation, whatever width the document prints. No two places of
a work are cited alike, so that a citation leads back to the one place that it was made for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Form
from build_tools.model.division import DECIMALS, Kind

_STOPS = "、.．，,：: \u3000"
_PART_NAMES = {
    Kind.PREFACE: "题名",
    Kind.NOTICE: "印发通知",
    Kind.PREAMBLE: "序言",
    Kind.NOTE: "注",
    Kind.ANNEX_LIST: "附件目录",
}
_PAGE_RE = re.compile(r"[，,]第[0-9]+[页頁]\Z")
_NUMERALS = frozenset("〇一二三四五六七八九十百千")


@dataclass
class _Level:
    """What has been counted in a division whose citation is `words`."""

    words: str
    kind: Kind | None = None
    decimals: str = ""  # citation of what stands above a chain 7 / 7.1 / 7.1.2, each of which prints the whole number
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, key: str) -> int:
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]


class Citer:
    """Cites the blocks of one work."""

    def __init__(self) -> None:
        self.stack: list[_Level] = [_Level("")]
        self.page = ""  # how what stands on the page is cited: "附件2 "
        self.used: dict[str, int] = {}

    def cite_blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Return the blocks with their citations."""
        cited: list[Block] = []
        for block in blocks:
            del self.stack[block.depth + 1 :]
            above = self.stack[-1]
            is_inside = block.form in (Form.CAPTION, Form.ROW)
            words = above.words if is_inside else self.tell_apart(self.cite(block, above))
            cited.append(block.cite(words))
            self.stack.append(self.enter(block, words, above))
        return tuple(cited)

    def enter(self, block: Block, words: str, above: _Level) -> _Level:
        """Return the level of what stands in a block."""
        if block.form is Form.PAGE:
            self.page = f"{words} "
        # 附件2四 would read as one number.
        is_apart = block.form is Form.PAGE or block.kind is Kind.SCHEDULE
        decimals = above.decimals or above.words if block.kind in DECIMALS else ""
        return _Level(f"{words} " if is_apart else words, block.kind, decimals)

    def tell_apart(self, words: str) -> str:
        """Return the words, with a sign where an earlier place is cited by them: a number that is printed again."""
        key = fold_citation(words)
        self.used[key] = number = self.used.get(key, 0) + 1
        return words if number == 1 else self.tell_apart(f"{words}〔第{number}处〕")

    def cite(self, block: Block, above: _Level) -> str:
        """Return the words for a block, told apart from no other yet."""
        before = above.words.rstrip()
        kind = block.kind
        if kind is None:
            return self.cite_leaf(block, above)
        if block.form is Form.PAGE:
            return self.cite_page(block, above)
        if name := _PART_NAMES.get(kind):
            return before + name
        if kind is Kind.DASH:
            return f"{before}第{above.count(kind)}项"
        printed = block.printed
        number = _widen(printed[: block.label].rstrip(_STOPS))
        if kind is Kind.BOX:
            # The numbers of boxes run through the page, wherever they stand.
            return self.page + number if block.ordinal else f"{before}专栏“{printed[block.label : block.name]}”"
        if not number:
            heading = printed[block.label : block.name]
            return f"{above.words}“{heading}”" if heading else f"{before}第{above.count('part')}部分"
        if kind is Kind.DECIMAL and above.kind in DECIMALS:
            return join_number(above.decimals, number, block.ordinal)
        return join_number(above.words, number, block.ordinal)

    def cite_page(self, block: Block, above: _Level) -> str:
        """Return the words for a page of its own: 附件2."""
        printed = block.printed
        if number := _widen(printed[: block.label].rstrip(_STOPS)):
            return number
        title = printed[block.label : block.name]
        return f"《{title}》" if title else f"第{above.count('page') + 1}部"

    def cite_leaf(self, block: Block, above: _Level) -> str:
        """Return the words for a paragraph, a picture or a table."""
        before = above.words.rstrip()
        if block.form is Form.TABLE:
            count = above.count("table")
            if block.shape and block.shape.num:
                return f"{self.page}表{block.shape.num}"
            if above.kind is Kind.SCHEDULE:
                return f"{before}内" + (f"第{count}表" if count > 1 else "表格")
            return f"{before}所附表" + (str(count) if count > 1 else "")
        if block.form is Form.FIGURE:
            return f"{before}第{above.count('figure')}图"
        if block.role == "footnote":
            return f"{before}脚注{above.count('footnote')}"
        # Where the anchor carries its own count (a numbered sentence counts as the first paragraph), it decides.
        count = above.count("paragraph")
        token = block.anchor.last if block.anchor else None
        number = token.number if token and token.letters == "para" else ""
        return f"{before}第{number or count}段"


def join_number(above: str, number: str, ordinal: int | None) -> str:
    """Return how a number is cited below another: 二（三）8, but 专栏1第2项, for 专栏12 would be another box."""
    if not above or not number:
        return above + number
    last, first = above[-1], number[0]
    if last.isdecimal() and first[:1].isdecimal():
        return f"{above}第{ordinal}项" if ordinal and str(ordinal) == number else f"{above} {number}"
    if last in _NUMERALS and first in _NUMERALS:
        return f"{above} {number}"
    return above + number


def resolve_citation(words: str, blocks: Sequence[Block]) -> Anchor | None:
    """Return the place that is cited by these words, None where none is.

    Blanks, widths of brackets and a page behind the words (，第12页) do not count.
    """
    wanted = _PAGE_RE.sub("", fold_citation(words))
    return next((block.anchor for block in blocks if block.anchor and fold_citation(block.citation) == wanted), None)


def _widen(words: str) -> str:
    return words.replace("(", "（").replace(")", "）")


def fold_citation(words: str) -> str:
    """Return a key under which the words of a citation are equal: blanks and widths of brackets do not count."""
    return "".join(_widen(words).split())
