"""Where a heading ends and its body begins.

Takes the text behind a label; gives the heading, the stop behind it, and how sure that is. Three kinds of
evidence: the line ends with the heading; punctuation or a change of type face ends it; or nothing does, and
`runon` has to weigh.
"""

import re
from typing import NamedTuple

from build_tools.model.division import HeadingStyle
from build_tools.model.line import Hints

# The longest heading that stands in front of its body in one paragraph. Of 199 such headings in hand-made
# outlines of seventeen plans all but one have 30 characters or less, and that one has 46.
LONGEST_RUN_IN = 45
_LONGEST_DISPLAY = 60
# What stands behind a wide blank, and is longer, is no second half of a heading.
_LONGEST_HALF = 14
_SHORTEST_ACCENT = 4
_LONGEST_SENTENCE = 1000
# A machine reads 。 as ｡ or as a point behind Chinese characters, and some offices type it so.
_STOPS = frozenset("。｡！？；;.．")
_POINT = r"(?<=[\u4e00-\u9fff)）”》])[.．](?=[ \u3000]?[\u4e00-\u9fff]|$)"
# 任务1：新建公园 is a counted heading as a whole; 第三条修改为：“…” says what follows; no bracket
# is cut: 防汛抗旱（责任单位：市水利局）.
_COLON_LEAD_RE = re.compile(
    r"^(?![\u4e00-\u9fff]{2,4}[0-9一二三四五六七八九十]{1,3}[：:])(?![^：]*[（(][^（()）：]*[：:])"
    r"[^，。；：、\s]{2,14}(?<![为為是])[：:](?=.)"
)
# 指导思想　以…为指导: a wide blank, or several, in place of a stop.
_GAP_RE = re.compile(
    r"(?P<head>[\u4e00-\u9fff“”]{4,20})(?:[\u2003\u3000]|[ \u00a0\u2002]{2})[ \u00a0\u2002\u2003\u3000]*+"
    r"(?=[^，。；：、 ]{2}.{3})"
)
# 1.【落户奖励】对新落户企业…: brackets that name what stands behind them.
_NAMED_RE = re.compile(r"(?P<head>【[^【】。；]{2,24}】)[ \u3000]*[:：]?[ \u3000]*(?=[^\s。，、；：])")
# What says how much is a sentence, with whatever below it.
_MEASURED_RE = re.compile(
    r"(?:达到|達到|超过|不少于|不低于|控制在)[^。]{0,6}[0-9]|[0-9][%％]"
    r"|[0-9][万亿千百余]{0,2}(?:平方米|立方米|公里|千瓦|[个家张户名座所亩件台处套吨元米辆])。"
)
_IN_FORCE_RE = re.compile("自.{2,24}起(?:正式)?(?:施行|实施|执行|生效|試行|试行)")  # 本措施自发布之日起施行。
# 对首次达标的企业，按下列标准补助： / 制定标准，包括：
_LISTS_RE = re.compile("，[^，]{0,40}(?:(?:下列|以下|如下)[^，]{0,40}|包括|包含)[：:]$")
_QUOTED_ENDS = ("。”", "。」", "。』")  # 第三条修改为：“甲负责乙。”
_BRACKETS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "【": "】", "‘": "’"}
_SIGN_RE = re.compile(
    f"[{''.join(map(re.escape, [*sorted(_STOPS - {'.', '．'}), *_BRACKETS, *_BRACKETS.values()]))}]|{_POINT}"
)


class Cut(NamedTuple):
    """A heading at `0:end` of a text, its stop at `end:body`, the body from `body`.

    `unsure`: where a sentence may have a heading that ends there, 0 where nothing speaks for one.
    """

    end: int
    body: int
    style: HeadingStyle
    confidence: float = 1.0
    unsure: int = 0


def cut_heading(text: str, hints: Hints, offset: int, *, alone: bool) -> Cut:
    """Return where the heading of a labelled paragraph ends, by its line, type face and punctuation.

    Args:
        text: what stands behind the label.
        hints: the line's typography; its offsets count from the line's beginning.
        offset: characters of the line before `text`.
        alone: nothing but this paragraph belongs to the division.
    """
    if not text:
        return Cut(0, 0, HeadingStyle.NONE)
    if named := _NAMED_RE.match(text):
        return Cut(named.end("head"), named.end(), HeadingStyle.RUN_IN)
    stop = first_stop(text[:_LONGEST_SENTENCE])
    if stop is None:
        if text.endswith(_QUOTED_ENDS):
            return Cut(len(text), len(text), HeadingStyle.SENTENCE)
        if len(text) <= _LONGEST_DISPLAY and not text.endswith(("，", ",", "、")):
            if (colon := _COLON_LEAD_RE.match(text)) and len(text) > colon.end() + 12:
                return Cut(colon.end() - 1, colon.end(), HeadingStyle.RUN_IN, 0.7)
            end = len(text.rstrip("：:"))
            opens_list = end < len(text) and _LISTS_RE.search(text) is not None
            return Cut(end, len(text), HeadingStyle.SENTENCE if opens_list else HeadingStyle.DISPLAY)
        if accent := _accent_end(hints, offset, text):
            return Cut(accent, accent, HeadingStyle.RUN_IN, 0.9)
        if colon := _COLON_LEAD_RE.match(text):
            return Cut(colon.end() - 1, colon.end(), HeadingStyle.RUN_IN, 0.7)
        return Cut(len(text), len(text), HeadingStyle.SENTENCE, 0.8)
    rest = text[stop + 1 :].strip(" 　")
    is_headed = not (alone or rest)  # by the line as a whole, perhaps: its paragraph stands below
    if (gap := _GAP_RE.match(text)) and gap.end() < stop and not (is_headed and stop - gap.end() <= _LONGEST_HALF):
        return Cut(gap.end("head"), gap.end(), HeadingStyle.RUN_IN, 0.9)
    accent = _accent_end(hints, offset, text)
    # Editors that write a span for every few words change faces in mid-phrase: so short a piece is no heading.
    if accent >= _SHORTEST_ACCENT and accent < stop and text[accent] not in "，、：,":
        return Cut(accent, accent, HeadingStyle.RUN_IN, 0.9)
    colon = _COLON_LEAD_RE.match(text)
    if colon and colon.end() < stop:
        return Cut(colon.end() - 1, colon.end(), HeadingStyle.RUN_IN, 0.8)
    if not rest:
        if alone or stop > _LONGEST_DISPLAY or text[stop] in "；;" or _says(text):
            return Cut(stop, len(text), HeadingStyle.SENTENCE)
        return Cut(stop, len(text), HeadingStyle.DISPLAY)
    if text[stop] in "；;！？":
        return Cut(stop, stop + 1, HeadingStyle.SENTENCE, 0.7)
    if stop <= LONGEST_RUN_IN and rest[0] not in "（(":
        return Cut(stop, stop + 1, HeadingStyle.RUN_IN)
    return Cut(stop, stop + 1, HeadingStyle.SENTENCE)


def _says(text: str) -> bool:
    """Whether a line that ends with a stop is a sentence, whatever stands below it."""
    return _MEASURED_RE.search(text) is not None or _IN_FORCE_RE.search(text) is not None


def first_stop(text: str) -> int | None:
    """Return where the first sentence ends, brackets and quotations passed over; None where it never does."""
    open_marks: list[str] = []
    for sign in _SIGN_RE.finditer(text):
        char, at = sign[0], sign.start()
        if char in _BRACKETS:
            open_marks.append(_BRACKETS[char])
        elif open_marks and char == open_marks[-1]:
            open_marks.pop()
        # A bracket that is never closed encloses nothing.
        elif char in _STOPS and not any(text.rfind(mark) > at for mark in set(open_marks)):
            return at
    return None


def _accent_end(hints: Hints, offset: int, text: str) -> int:
    """Where a face other than the body's ends, if it begins with the line or with the heading; else 0."""
    for start, end in hints.accents:
        if start <= offset < end:
            length = end - offset
            stripped = len(text[:length].rstrip("。 　：:"))
            return stripped if 2 <= stripped < len(text) else 0
    return 0


def lead_comma(texts: list[str]) -> list[int] | None:
    """Return where the opening phrases of parallel items end at a comma, or None where they are not parallel.

    ——资源配置更加优化,… / ——创新策源更加有力,…: siblings whose first commas stand at about the same place name
    themselves by what stands before.
    """
    ends = [match.start() if (match := re.search(r"[，,：:。]", text)) else -1 for text in texts]
    if len(texts) < 2 or min(ends) < 2 or max(ends) > 16 or max(ends) - min(ends) > 3:
        return None
    return ends
