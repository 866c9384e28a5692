"""Where a line may end: in titles between words, elsewhere not within a number and what it counts.

Browsers break Chinese between any two characters, and a title then tears 规 | 划. Of 367 places between words in 42
judged titles (tests/cases/hanzi/title_breaks.txt) jieba's words with the rules below offer 326 and tear 1 word, jieba's
alone 330 and 30, BudouX 0.10 351 and 63.
"""

import re

from build_tools.hanzi.words import cut_words

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?[%％‰℃]?"
_UNIT = (
    "个百分点|個百分點|[万萬亿億千百十]*(?:[年月日时時号號期批次倍岁歲]|[条條项項款章节節页頁段点點步级級]|[个個家种種类類件套台台名位户戶座所处處"
    "辆輛艘只隻张張支部门門人]|纳米|納米|微米|毫米|厘米|公里|英寸|英吋|[吨噸米兆瓦]|元|美元|平方|立方|分钟|分鐘|小时|小時)|[万萬亿億千百]+"
)
_RANGE = rf"(?:[-–—―－~～至]{{1,2}}{_NUMBER})"
_BEFORE = "(?:第|附件|附表|专栏|專欄|[表图圖])"
WHOLE_RE = re.compile(
    rf"(?<![\dA-Za-z.])(?:{_BEFORE}{_NUMBER}{_RANGE}*(?:{_UNIT})?|{_NUMBER}(?:{_RANGE}+(?:{_UNIT})?|{_UNIT}))"
)
"""A number, or a range of them, with what it counts or is the number of; one that stands alone cannot be torn apart."""

GLUED_RE = re.compile(r"(?<=[\u3400-\u9fff”’》）])[,;:](?=[\u3400-\u9fff“‘《（])")
"""A mark of half width where a Chinese one stands: no room is left behind it."""

_NAME_RE = re.compile(r"“[^”]{1,6}”")
_LABEL_RE = re.compile(r"\s{0,4}\d{1,4}[.．、]")
_CLOSING = frozenset("，、；：。！？”’）)》〉】〕]%％,.．;:·…— \u3000\n")
_OPENING = frozenset("“‘（(《〈【〔[·…— \u3000\n")
# Words by themselves; every other single character leans on what follows, these on what stands before.
_PARTICLES = frozenset("的了和与與及或在是为為由从從向对對等将將被把")
_ENDINGS = frozenset("区區性业業类類化港群圈市省县縣型级級率者家员員库庫网網期度力式法部厅廳局委办辦")


def find_breaks(title: str) -> list[int]:
    """Return the offsets in a title at which a line may end, in order.

    Args:
        title: in simplified characters, whose words are known; of any length.
    """
    words = _join_single(cut_words(title))
    whole = [*_NAME_RE.finditer(title), *WHOLE_RE.finditer(title), *_LABEL_RE.finditer(title[:9])]
    torn = {at for found in whole for at in range(found.start() + 1, found.end() + 1)}
    torn -= {found.end() for found in whole if not _LABEL_RE.fullmatch(found[0])}
    breaks, at = [], 0
    for word in words[:-1]:
        at += len(word)
        before, after = title[at - 1], title[at]
        if at not in torn and after not in _CLOSING and before not in _OPENING and not _is_latin(before, after):
            breaks.append(at)
    return breaks


def _is_latin(before: str, after: str) -> bool:
    return before < "\u2e80" and after < "\u2e80" and before not in _CLOSING


def _join_single(words: list[str]) -> list[str]:
    """Return words in which single characters are joined to their neighbours: 自 | 贸, 新 | 产业, 开发 | 区."""
    joined: list[str] = []
    leans = False
    for word in words:
        single = len(word) == 1 and word.isalpha() and not word.isascii() and word not in _PARTICLES
        ends = single and word in _ENDINGS and joined and joined[-1].isalpha() and joined[-1] not in _PARTICLES
        if joined and (ends or (leans and word.isalpha() and word not in _PARTICLES)):
            joined[-1] += word
        else:
            joined.append(word)
        leans = single and not ends
    return joined
