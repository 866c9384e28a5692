"""Titles → lines, as a compositor would break them."""

import re

from build_tools.hanzi.breaks import find_breaks
from build_tools.render.typst_tables import measure_text
from build_tools.render.typst_text import Insertion

COVER_LINE = 15.0
"""The longest line of a cover's title, in em."""

# A title is broken behind or before a sign rather than within a name, and never within a number or a Latin word.
_BEHIND = "、，：》”）)"
_BLANKS = " \u3000"
_BEFORE = "《“（("
# Phrases of such titles, what is aimed at and what the paper is: one is kept whole, and a line may well begin with it.
_PHRASE_RE = re.compile(
    r"关于|促进|推动|推进|加快|支持|打造|"
    r"(?:深度|全面|高质量|可持续|创新|协同|融合|转型|升级|提升)+(?:发展|建设)?(?!规划|计划|方案|意见|纲要)|"
    r"(?:发展|建设|三年|五年|专项|总体|实施|行动|工作)+(?:规划|计划|方案|意见|纲要|办法|措施)?|"
    r"规划|计划|方案|意见|纲要|办法|措施"
)
_NAME_RE = re.compile(r"“[^”]{1,8}”")  # one name, however it is written


def balance_title(text: str, longest: float = COVER_LINE) -> tuple[str, ...]:
    """Return a title in as few lines as it needs, of about equal length, broken where it reads well.

    Args:
        text: without line feeds.
        longest: width of a line in em.
    """
    total = measure_text(text)
    count = max(1, -int(-total // longest))
    lines: list[str] = []
    rest = text
    for left in range(count, 1, -1):
        phrases = [match.span() for match in _PHRASE_RE.finditer(rest)]
        whole = phrases + [match.span() for match in _NAME_RE.finditer(rest)]
        words = set(find_breaks(rest))
        total = measure_text(rest)
        wish = total / left
        best, least = len(rest), float("inf")
        width = 0.0
        for at in range(1, len(rest)):
            width += measure_text(rest[at - 1])
            if _may_break(rest, at):
                good = rest[at - 1] in _BEHIND or rest[at] in _BEFORE or any(at == start for start, _ in phrases)
                torn = (at not in words) + any(start < at < end for start, end in whole)
                over = max(0.0, width - longest) + max(0.0, total - width - longest * (left - 1))
                # Bodies that issue a paper together are parted by blanks.
                gain = 6.0 if rest[at - 1] in _BLANKS else 2.5 if good else 0.0
                cost = abs(width - wish) - gain + 6.0 * torn + 20.0 * over
                if cost < least:
                    best, least = at, cost
        lines.append(rest[:best])
        rest = rest[best:]
    return tuple(line for line in (*lines, rest) if line)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _BEHIND + _BLANKS + "。；！？年月日" or before in _BEFORE:
        return False
    return not (before < "\u2e80" and after < "\u2e80")


def title_breaks(text: str, longest: float) -> list[Insertion]:
    """Return the breaks of a title as insertions; the contents and the running header print it without them."""
    breaks: list[Insertion] = []
    at = 0
    for line in text.split("\n"):
        pieces = balance_title(line, longest)
        end = at
        for piece in pieces[:-1]:
            end += len(piece)
            breaks.append(Insertion(end, "#br"))
        at += len(line) + 1
    return breaks
