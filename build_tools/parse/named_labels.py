"""Labels that say what they head: 专栏3, 附件2, 附表1, 表2-1. Takes a line; finds its label and its number (`n`)."""

import re

from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.hanzi.punctuation import fold_width
from build_tools.parse.rungs import HAN_NUMBER

_JOINTS = str.maketrans("－–", "--")
# 附件12022年: annex 1, and a year behind it; 附件2025年 and 附件十年 have a year and no number, 附件一年度 has one.
_FIGURE = r"(?:[0-9０-９]{1,2}(?=(?:19|20)[0-9]{2}年)|[0-9０-９]{1,2}(?![0-9０-９]))"
_HAN = rf"(?![一二三四五六七八九〇零]{{4}}年)(?>{HAN_NUMBER})(?!年(?!度))"
# 专栏3-1 is the first of chapter 3; 专栏1-5G应用 is the first of all.
_PARTED = rf"{_FIGURE}(?:[-－–][0-9０-９]{{1,2}}(?![0-9０-９A-Za-z年月日]))?|{_HAN}"
# Without a number the word alone is no label: words have to follow. 【专栏1：甲】 and 【专栏1】甲 are boxes, too.
BOX_RE = re.compile(
    rf"[【〖\[]?[专專][栏欄][ 　]*+(?P<n>{_PARTED})?[ 　]*+(?P<s>[:：、.．】〗\]]?+)[ 　]*+"
    r"(?(n)|(?=\S))"
)
# 附：某表 and 附1 are annexes, too, and 附　录　A, as standards set it.
ANNEX_RE = re.compile(
    r"附(?:[件録录錄]|[ 　]{1,2}[件录錄](?=[ 　]*(?:[0-9A-H]|$))|(?=[0-9]{0,2}[:：]|[0-9]{1,2}$))[ 　]*+"
    rf"(?P<n>{_FIGURE}|{_HAN}|[A-H\uff21-\uff28](?=[ 　:：（(]|$))?"
    r"[ 　]*+(?P<s>[:：、.．]?)[ 　]*+"
)
SCHEDULE_RE = re.compile(
    rf"附[表图圖][ 　]*+(?P<n>(?:(?<=表)|(?<=表[ 　]))(?:{_PARTED})|{_FIGURE}|{_HAN})?"
    r"[ 　]*+(?P<s>[:：、.．]?)[ 　]*+"
)
TABLE_RE = re.compile(
    r"表[ 　]*+(?P<n>[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})?(?![0-9０-９]))[ 　]*+(?P<s>[:：、.．]?)[ 　]*+(?=\S)"
)


def read_number(number: str | None) -> int | None:
    """Return the number of a box, an annex or a schedule, 1 of 3-1 and of A; None where none is printed."""
    if number is None:
        return None
    if (letter := fold_width(number)).isalpha() and letter.isascii():
        return ord(letter) - ord("A") + 1
    try:
        return read_ordinal(number.translate(_JOINTS).rpartition("-")[2])
    except NumeralError:
        return None
