"""Pagers: 1/3 上一页 1 2 3 下一页 尾页 beside a text. What follows on the page's other pages is not in the file.

Takes the lines of a page; gives a doubt where they lead on. Each of their pieces may stand on a line of its own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.numerals import list_numbers
from build_tools.hanzi.punctuation import holds
from build_tools.model.line import Line, SourceBlock
from build_tools.model.report import make_diagnostic

_PIECE = (
    r"共[ ]?[0-9]{1,4}[ ]?[页条]|第[ ]?[0-9]{0,4}[ ]?页|每页|[0-9]{1,4}[ ]?/[ ]?[0-9]{1,4}|[0-9]{1,4}|首页"
    r"|[上下]一?页|[前后]一页|[尾末]页|全文阅读|(?:在?本页)?阅读全文|余下全文|跳转到?|转到|前往|确定|GO|[页到]|[<>\u2039\u203a«»…·|［］\[\]（）()/,，]"
)
# Each piece is read once: a row of figures can be cut into pieces in more ways than anybody can try.
_LEADS = ("下页", "上页", "后页", "尾页", "末页", "下一页", "上一页", "后一页")
_PIECES_RE = re.compile(rf"(?:(?>{_PIECE})[ \u00a0\u3000]*+)++")
_TOTAL_RE = re.compile(r"共[ ]?([0-9]{1,4})[ ]?页|[0-9][ ]?/[ ]?([0-9]{1,4})")
_LONGEST = 120


def is_pager(text: str) -> bool:
    """Whether a line is nothing but the pieces of a pager, with one that leads to another page."""
    return len(text) <= _LONGEST and holds(text, _LEADS) and _PIECES_RE.fullmatch(text) is not None


def doubt_pages(blocks: Sequence[SourceBlock], sink: LineSink) -> None:
    """Tell that a pager names further pages: it counts them, or their numbers stand in it."""
    run: list[Line] = []
    for block in (*blocks, None):
        if isinstance(block, Line) and len(block.text) <= _LONGEST and _PIECES_RE.fullmatch(block.text):
            run.append(block)
            continue
        text = " ".join(line.text for line in run)
        if run and is_pager(text) and _count(text) > 1:
            line_no = sink.line_no(run[0].passage.runs[0].start)
            sink.diagnostics.append(make_diagnostic("page-of-several", line_no, text))
            return
        run = []


def _count(text: str) -> int:
    totals = [int(one or other) for one, other in _TOTAL_RE.findall(text)]
    numbers = list_numbers(text)
    glued = [len(one) for one in re.findall(r"[0-9]{2,9}", text) if "123456789".startswith(one)]  # 123 are three links
    return max([*totals, *glued, *(behind for before, behind in pairwise(numbers) if behind == before + 1), 0])
