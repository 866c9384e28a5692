"""How much a line looks like a title, or a part of one: signs and points, and the lines around it.

Takes `Evidence`, with what is said of the lines above already; gives log-odds. Nothing is decided here.
"""

import re
from collections.abc import Sequence

from build_tools.hanzi.drafting import (
    STATUTE_END_RE,
    SUBTITLE_RE,
    TITLE_END_RE,
    VERSION_RE,
    ends_title,
    is_explanation,
    opens_with_year,
)
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import fold_width, is_han
from build_tools.model.line import Line
from build_tools.model.page_signs import PageSigns
from build_tools.parse.bodies import is_cut_name, is_signature
from build_tools.parse.evidence import NO_TITLE, Evidence

LONGEST_TITLE, _SHORTEST_TITLE = 80, 4
_PLACES, _LONGEST_PLACE = ("省", "市", "县", "区", "州", "旗", "镇", "乡", "盟"), 8
# A title is printed on so many lines, and has so many characters, at most.
_MOST_TITLE_LINES, _LONGEST_JOINED, _SHORT_LINE, _SHORT_REST = 5, 120, 10, 8
MOST_ISSUERS = 16  # each on a line of its own, above 关于…
# 某某规划（18）: an entry of a bulletin's contents.
_PAGED_RE = re.compile(r"[（(][0-9]{1,3}[）)]$")
# 图2 编码规则, 表3 主要指标: what is drawn there, no title.
_CAPTION_RE = re.compile(r"[图表圖][ \u3000]*[0-9]{1,3}(?:[-.．][0-9]{1,3})?[ \u3000：:]")
# A title's line that ends so goes on, however short it is.
_UNENDED = ("年度", "年", "关于", "關於", "印发", "印發", "转发", "轉發", "批转")
_STRONG, _DECIDED = 3.0, 60.0  # the last where a maintainer has said so
# ——2013年2月28日在某市第十四届人民代表大会第二次会议上
DELIVERED_RE = re.compile(
    rf"[—─―-]{{0,4}}[ ]?{DATE_RE.pattern}[ ]?在.{{2,60}}(?:[会會][议議]|[大全][会會])上[ \u3000]*$"
)
_DASH_RE, _STOPS = re.compile("[—─―]{1,2}"), tuple("。；;！？")
_BEGINS_RE = re.compile(r"([^，。：；]{2,40}?)(?:关于|印发|转发|關於|印發)")


def weigh_title(
    item: Evidence, line: Line, before: Evidence | None, below: Sequence[Evidence], known: dict[str, float]
) -> float:
    """Return log-odds that a line is a title or a part of one.

    Args:
        item: what the line looks like.
        line: the line itself.
        before: the evidence above it, already weighed.
        below: what stands below it, in order.
        known: titles that the page tells, folded, with their log-odds.
    """
    text = item.text
    after = below[0] if below else None
    if line.hints.decided == "plan":
        return _DECIDED
    if item.is_label or item.is_sentence or item.is_salutation or item.is_date or item.is_adoption or item.opens_list:
        return NO_TITLE
    if item.length < _SHORTEST_TITLE - 1:
        # 的通⏎知, 实施⏎方案: the rest of a full line may stand alone.
        begun = before.text if before is not None and before.title > 0 and not ends_title(before.name) else ""
        rest = len(begun) >= _SHORT_LINE or not TITLE_END_RE.search(text)
        return 3.0 if begun and rest and TITLE_END_RE.search(begun + text) else NO_TITLE
    if item.number or item.is_mark or item.is_officer or line.hints.is_figure or text.endswith(("，", "：", ":", ",")):
        return NO_TITLE
    if text.endswith("、") and not item.names:
        return NO_TITLE  # 某市教育局、⏎某市财政局关于…
    if _CAPTION_RE.match(text) or item.is_imprint or _PAGED_RE.search(text) or not any(map(is_han, text)):
        return NO_TITLE
    hints, key = line.hints, fold_width(item.name)
    is_data = item.signs is not None and _is_data(item.signs)
    is_ended = TITLE_END_RE.search(item.name) is not None
    # A page prints what explains a document below its day, behind a tab, set in the middle, or below its title.
    is_apart = hints.level > 0 or hints.centered
    explains = is_explanation(text) and before is not None and (before.is_date or is_apart or item.is_again)
    is_below = before is not None and before.line is not None and 0 < before.line.hints.level < hints.level
    opens = before is None and after is not None and (after.is_label or after.is_adoption or after.is_date)
    opens |= before is None and after is not None and after.number != ""
    opens &= not item.names  # who issues it, where its title is a picture
    signs = (
        (-1.5, True),
        (4.5, is_ended or explains),
        (2.5, not (is_ended or explains) and STATUTE_END_RE.search(item.name) is not None),
        (known.get(key, 0.0), True),
        (1.0, key not in known and item.length >= 6 and any(key in title for title in known)),
        (1.0, hints.centered),
        (1.0, hints.level > 0),
        (0.5, hints.bold),
        (2.5, after is not None and is_subtitle(after.text) and not item.names),
        (2.5, opens),  # at the very beginning, above who adopted it or the first number
        (-1.5 * text.count("，"), True),
        (-1.0, item.is_brief),
        (-1.0, item.length > LONGEST_TITLE),
        (-4.0, item.length > 2 * LONGEST_TITLE),
        (-1.5, item.length < _SHORTEST_TITLE + 2 and not item.names),
        (-2.5, hints.linked),
        (-2.0, hints.linked and hints.item),  # other documents of the site, in a list
        (-4.0, is_data),
        (-4.0, is_below),  # a heading below the title
    )
    score = sum(points for points, holds in signs if holds)
    if after is not None and after.number and _stands_above_number(item, before):
        score = max(score, _STRONG)  # whatever its words
    if SUBTITLE_RE.match(text) and before is not None and before.title > 0 and not is_data:
        score = max(score, _STRONG if VERSION_RE.search(text) or not text.startswith(("（", "(")) else 0.5)
    if not is_ended and _goes_on(item, below, known):
        # 某市人民政府 right above 关于… opens a title that a number stands near, or a day; else it may stand alone.
        near = (*below, *([before] if before else ()))
        numbered = any(other.number or (other.is_date and other.text[:1] in "（(") for other in near)
        is_sure = (item.names and numbered) or (after is not None and _is_place_above(item, after))
        score += 4.5 if is_sure else 3.0
    return score


def is_subtitle(text: str) -> bool:
    """Whether a line that opens with a dash is the second part of a title: ——某市计划, ——2025年1月在某会议上."""
    is_title = TITLE_END_RE.search(text) is not None and not text.endswith(_STOPS)
    return _DASH_RE.match(text) is not None and (is_title or DELIVERED_RE.match(text) is not None)


def begins_letter(text: str) -> bool:
    """Whether a line begins with who writes, and what about: 某市人民政府关于…."""
    begins = _BEGINS_RE.match(text)
    return begins is not None and is_signature(begins[1])


def _stands_above_number(item: Evidence, before: Evidence | None) -> bool:
    """Whether a line above a number is its document's title: no letterhead, no 签发人：某某, and no title before it."""
    is_told = before is not None and before.title >= _STRONG and ends_title(before.name)
    is_other = bool(item.signs) or item.names or "：" in item.text or _is_letterhead(item.text)
    return item.length >= 6 and not is_other and not is_told


def _is_data(signs: PageSigns) -> bool:
    return signs.weight > 1 and (bool(signs.told) or (signs.weight >= _STRONG and not signs.only_above))


def _goes_on(item: Evidence, below: Sequence[Evidence], known: dict[str, float]) -> bool:
    """Whether a title that this line begins ends in one of the next lines; each but the last fills its width."""
    if item.signs or _is_letterhead(item.text):
        return False
    joined, last = item.text, item
    for after in below if item.names else below[: _MOST_TITLE_LINES - 1]:
        # What is a whole title, or begins one (某市人民政府关于…), goes on with nothing from above.
        is_begun = begins_letter(after.text) and not (last is item and is_cut_name(item.text))
        if not _may_end_title(after) or fold_width(after.name) in known or is_begun:
            return False
        if not item.names and is_raised(after) and not is_raised(item):
            return False  # what the markup sets apart begins with itself
        if item.names:
            # Each body has a line of its own.
            if after.text.startswith(("关于", "印发", "转发", "批转", "關於")) or opens_with_year(after.text):
                return True
            if not after.names:
                return False
        elif not (_fills(last) or (last is item and (after.length <= _SHORT_REST or _is_place_above(item, after)))):
            return False
        joined += after.text
        if len(joined) > _LONGEST_JOINED and not item.names:
            return False
        if last is item and any(title.startswith(fold_width(joined)) for title in known):
            return True
        if ends_title(after.name if after.length >= _SHORTEST_TITLE else joined):
            return True
        last = after
    return False


def _is_place_above(item: Evidence, below: Evidence) -> bool:
    """Whether a line is the place, set apart, of a plan that its title calls “十四五”某规划."""
    return item.length <= _LONGEST_PLACE and item.text.endswith(_PLACES) and below.text.startswith("“")


def _is_letterhead(text: str) -> bool:
    """Whether a line is 某某市人民政府文件; the first line of a title, 某某局关于…规范性文件, may end so, too."""
    return text.endswith("文件") and "关于" not in text


def _may_end_title(item: Evidence) -> bool:
    other = item.is_sentence or item.is_label or item.is_salutation or item.is_date or item.is_adoption
    return item.line is not None and not (other or item.number or item.opens_list or item.signs)


def is_raised(item: Evidence) -> bool:
    """Whether the markup sets a line apart as titles are: a heading, or set in the middle."""
    return item.line is not None and (item.line.hints.centered or item.line.hints.level > 0)


def _fills(item: Evidence) -> bool:
    """Whether a line of a title is as wide as one that goes on in the line below."""
    centered = item.line is not None and item.line.hints.centered
    begun = item.text.startswith(("关于", "關於")) or item.text.endswith(_UNENDED)
    return item.length >= _SHORT_LINE or centered or begun or item.names
