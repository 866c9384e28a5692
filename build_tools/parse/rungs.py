"""How labels are printed: the ways of numbering that drafters use, as one table, and what their numbers come to.

A row says how a label looks, which rung of a ladder it is by custom, and how much its looks alone are believed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.model.division import Kind

_HAN_PLAIN = "一二三四五六七八九十百〇零两兩廿卅"
_HAN_FORMAL = "壹贰貳弍叁參叄参肆伍陆陸柒捌玖拾佰"
HAN_DIGITS = _HAN_PLAIN + _HAN_FORMAL
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Rung:
    """A way of numbering: its kind, and the order in which rungs nest by custom (the lowest rank is outermost).

    Rungs of one kind that nest in each other (编 around 章, 壹、 around 一、) differ in `tier`, which is 1 or less.
    """

    kind: Kind
    rank: int
    pattern: re.Pattern[str]
    weight: float
    tier: int = 1


_TEXT = r"[\u4e00-\u9fff“「《]"
_ROMAN = tuple("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
_STOP = r"[、.．，,]"
_ARABIC = r"[0-9０-９]{1,3}"
# （三　十）: typists justify short labels by hand.
HAN_NUMBER = rf"[{HAN_DIGITS}](?:[ 　]?[{HAN_DIGITS}]){{0,4}}"
_PLAIN = rf"[{_HAN_PLAIN}](?:[ 　]?[{_HAN_PLAIN}]){{0,4}}"
_ANY = rf"[ 　]?(?P<n>{HAN_NUMBER}|{_ARABIC})[ 　]?"
# A figure behind a label is a year that opens a heading; any other would belong to the number.
_NO_FIGURE = r"(?![0-9](?!\d{3}\b|\d{3}[^\W\d]))"
# A code has more than a thousand articles; nothing else is counted so far.
_LONG_NUM = rf"[{HAN_DIGITS}千仟](?:[ 　]?[{HAN_DIGITS}千仟]){{0,6}}|[0-9０-９]{{1,4}}"
_LONG = rf"[ 　]?(?P<n>{_LONG_NUM})[ 　]?"
# What readers by machine make of 一, 二, 十 and 1, 0: signs that no drafter would number with.
_MISREAD_HAN = str.maketrans("－—―─-ーニ+＋", "一一一一一一二十十")
_MISREAD_ARABIC = str.maketrans("lI|Oo", "11100")
_STROKE = "－—―─\\-ー"
_MISREAD_NUMBER = rf"(?=[^）)]{{0,4}}[{_STROKE}ニ+＋])[十二三四五六七八九{_STROKE}ニ+＋]{{1,3}}"


def _bracket(number: str, opens: str = "（(", closes: str = "）)") -> str:
    return rf"(?P<o>[{opens}])[ 　]*+(?P<n>{number})[ 　]*+(?P<c>[{closes}])(?P<s>{_STOP}?)"


# Rank of 第二款, which opens many a sentence.
CLAUSE_OF_LAW = 15

# Words that drafters count; each has a count of its own, and any may stand in any other.
_ACTIONS = ("行动|行動", "任务|任務", "举措|舉措|措施", "工程", "项目", "策略", "路径", "目标|目標", "专题")


def _rung(kind: Kind, rank: int, pattern: str, weight: float, tier: int = 1) -> Rung:
    return Rung(kind, rank, re.compile(pattern), weight, tier)


# Weights: how seldom each form stands at a line's beginning without being a label, as rough log-odds set by
# hand; an Arabic number with a point is the only form that is often something else.
RUNGS: tuple[Rung, ...] = (
    _rung(Kind.CHAPTER, -20, rf"第{_ANY}[编編篇]{_NO_FIGURE}", 4.0, tier=-1),
    _rung(Kind.CHAPTER, -20, rf"第{_ANY}部分(?:(?P<s>[:：])|(?=[ 　]|$|[\u4e00-\u9fff、“”]{{2,20}}$))", 4.0, tier=-1),
    _rung(Kind.CHAPTER, -10, rf"第{_ANY}分[编編]{_NO_FIGURE}", 4.0, tier=0),
    _rung(Kind.CHAPTER, 0, rf"第{_ANY}章{_NO_FIGURE}(?![节節](?![约約能水日俭儉]))", 4.0),
    _rung(Kind.SUBCHAPTER, 10, rf"第{_ANY}[节節](?!(?:规定|規定|的|、|和|至|中))", 3.5, tier=0),
    # Only as a title: 第二款 opens many a sentence.
    _rung(Kind.SUBCHAPTER, CLAUSE_OF_LAW, rf"第{_ANY}款(?=[ 　]+[^，。；：、\s]{{2,20}}$)", 2.5),
    _rung(
        Kind.ARTICLE,
        20,
        rf"第{_LONG}[条條](?!第|之|规定|規定|修改|改为|改為|的|、|和|至|中(?![央国國小心华華山西医醫药藥型])|及|與|或)",
        3.5,
    ),
    _rung(
        Kind.ARTICLE,
        21,
        rf"第[ 　]?(?P<a>{_LONG_NUM})(?:[ 　]?[条條][ 　]?之[ 　]?(?P<n>{HAN_NUMBER}|{_ARABIC})"
        rf"|[-－─—](?P<m>{_ARABIC})[ 　]?[条條])(?!第|规定|規定|修改|的|、|和|至|中|及|與|或)",
        3.5,
        tier=0,
    ),
    _rung(Kind.SECTION, 29, rf"(?P<n>[{_HAN_FORMAL}]{{1,3}})(?P<s>、|[．.](?![0-9]))", 3.5, tier=0),
    _rung(Kind.SECTION, 30, rf"(?P<n>{_PLAIN})[ 　]?(?P<s>、|[．.](?![0-9]))", 3.5),
    _rung(Kind.SECTION, 30, rf"(?P<n>{_PLAIN})(?P<s>[,，])(?=[ \u4e00-\u9fff])", 0.0),
    # A blank alone parts a number from a heading, and words of a table's row as well.
    _rung(
        Kind.SECTION, 30, rf"(?P<n>[{_HAN_PLAIN[:10]}]{{1,3}})(?=[ 　]+[\u4e00-\u9fff][^ 　，。；：、]{{1,24}}$)", 0.0
    ),
    _rung(Kind.SECTION, 30, rf"(?P<n>[{_STROKE}ニ])(?P<s>、)", 2.5),
    # 甲、 stands above 一、 or far below it; which, the numbers around it tell.
    _rung(Kind.STEM, 28, rf"(?P<n>[{_STEMS}])(?P<s>[、．.])(?![{_STEMS}][、．.])", 2.0),
    _rung(Kind.STEM, 65, rf"(?P<n>[{_STEMS}])(?P<s>[、．.])(?![{_STEMS}][、．.])", 2.0, tier=0),
    _rung(Kind.STEM, 66, rf"(?P<o>[（(])(?P<n>[{_STEMS}])(?P<c>[）)])(?P<s>{_STOP}?)", 2.0, tier=-1),
    _rung(Kind.CLAUSE, 40, _bracket(HAN_NUMBER, "（(〔【", "）)〕】"), 3.5),
    _rung(Kind.CLAUSE, 40, _bracket(_MISREAD_NUMBER), 2.0),
    _rung(Kind.CLAUSE, 40, r"(?P<n>[㈠-㈩])", 3.0),
    *(
        _rung(
            Kind.ACTION,
            40,
            rf"(?:专项|重点|重大)?(?:{words})[ ]?(?P<n>{HAN_NUMBER}|{_ARABIC})[ ]?(?P<s>[:：、.．]|(?=[ 　]))",
            3.0,
            tier=-number,
        )
        for number, words in enumerate(_ACTIONS)
    ),
    _rung(Kind.ITEM, 60, _bracket(_ARABIC), 2.5),
    _rung(Kind.ITEM, 60, r"(?P<o>[（(])(?P<n>(?=[0-9]?[lIO])[0-9lIO]{1,2})(?P<c>[）)])", 1.0),
    _rung(Kind.ITEM, 60, r"(?P<n>[⑴-⒇])", 2.5),
    # Letters and Roman numerals, as in papers of Hong Kong and Macau: I. / (I) / A. / (a) / (i).
    _rung(Kind.SECTION, 27, rf"(?P<n>[IVX]{{1,5}})(?P<s>[.．、])(?=[ 　]?{_TEXT})", 1.0, tier=-1),
    _rung(Kind.SECTION, 27, r"(?P<n>[\u2160-\u216b])(?P<s>[.．、])", 2.5, tier=-1),
    _rung(Kind.CLAUSE, 41, rf"(?P<o>[（(])(?P<n>[IVX]{{1,5}})(?P<c>[）)])(?=[ 　]?{_TEXT})", 1.5, tier=-1),
    _rung(Kind.STEM, 45, rf"(?P<n>[A-Z])(?P<s>[.．、])(?=[ 　]?{_TEXT})", 1.0, tier=-2),
    _rung(Kind.ITEM, 62, rf"(?P<o>[（(])(?P<n>[a-z])(?P<c>[）)])(?=[ 　]?{_TEXT})", 1.5, tier=0),
    _rung(Kind.ITEM, 64, rf"(?P<o>[（(])(?P<n>[ivx]{{1,4}})(?P<c>[）)])(?=[ 　]?{_TEXT})", 1.5, tier=-1),
    _rung(Kind.SUBITEM, 70, r"(?P<n>[①-⑳㉑-㉟㊱-㊿])", 2.5),
    _rung(
        Kind.DECIMAL, 50, r"(?P<n>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4})(?P<s>[.．、]?)(?=[\s　]|[^\W\d]|[“‘《（「])", 1.5
    ),
    # A.1, in 附录A: its letter is the annex's.
    Rung(
        Kind.DECIMAL,
        50,
        re.compile(
            r"[A-H][.．](?P<n>[0-9]{1,2}(?:[.．][0-9]{1,2}){0,3})(?=[ \u3000\u00a0\u2002\u2003]{0,4}[\u4e00-\u9fff“])"
        ),
        -1.0,
    ),
    # A bare number is a label only where the decimals below it say so: 1 总则 above 1.1.
    _rung(Kind.DECIMAL, 50, r"(?P<n>[0-9]{1,2})(?=[ \u3000\u00a0\u2002\u2003]{1,4}[\u4e00-\u9fff“])", -2.2),
    _rung(Kind.POINT, 50, rf"(?P<n>{_ARABIC})[ 　]{{0,2}}(?P<s>[.．﹒、])", 2.5),
    # Readers by machine make 。 of the point, typists a dot at half height or a comma.
    _rung(Kind.POINT, 50, r"(?P<n>[0-9]{1,2})(?P<s>[。·,，])(?=[\u4e00-\u9fff“])", 0.5),
    _rung(Kind.POINT, 50, r"(?P<n>(?=[0-9]?[lIO])[0-9lIO]{1,2})(?P<s>[.．、])(?![A-Za-z0-9])", 0.5),
    _rung(Kind.POINT, 50, r"(?P<n>[⒈-⒛])", 2.5),
    _rung(Kind.POINT, 50, rf"(?P<n>{_ARABIC})[ ]?(?P<c>[）)])", 1.5),
    _rung(Kind.DASH, 80, r"(?:[—―─－]{2,4}|[-–]{2,4})[ 　]*(?=[^—―─－\-–\s])", 3.0),
)

# What any of them begins with: most lines open with another sign, and are asked for none of the rungs.
_OPENER_RE = re.compile(
    rf"[第0-9０-９{HAN_DIGITS}{_STEMS}（(〔【A-Zl|{_STROKE}─–ニ㈠-㈩⑴-⒇\u2160-\u216b①-⑳㉑-㉟㊱-㊿⒈-⒛专重"
    + "".join(word[0] for words in _ACTIONS for word in words.split("|"))
    + "]"
)

# What begins with 第 or a bracket, by these signs, and what begins with neither.
_RUNGS_BY_SIGN = {
    sign: tuple(rung for rung in RUNGS if rung.pattern.pattern.startswith(opens))
    for opens, signs in (("第", "第"), ("(?P<o>", "（(〔【"))
    for sign in signs
}
_OTHER_RUNGS = tuple(rung for rung in RUNGS if not rung.pattern.pattern.startswith(("第", "(?P<o>")))
# Of those, what begins with a figure, Arabic or Chinese, as nearly all labels do.
_RUNGS_BY_SIGN |= {
    sign: tuple(rung for rung in _OTHER_RUNGS if rung.kind in kinds)
    for kinds, signs in (((Kind.DECIMAL, Kind.POINT), "0123456789"), ((Kind.SECTION,), "一二三四五六七八九十"))
    for sign in signs
}


def find_rungs(text: str) -> Sequence[Rung]:
    """Return those that may open a line; most lines begin with another sign, and none may."""
    return _RUNGS_BY_SIGN.get(text[0], _OTHER_RUNGS) if _OPENER_RE.match(text) else ()


def _read_letters(number: str, *, alphabet: bool) -> int:
    """Return the value of a Roman numeral, or a letter's place in the alphabet."""
    if alphabet:
        return ord(number) - ord("a") + 1
    roman = number.lower()
    if roman in _ROMAN:
        return _ROMAN.index(roman) + 1
    raise NumeralError(number, 0)


def read_number(number: str, rung: Rung) -> int:
    """Return the value of a number that a rung has found.

    Raises:
        NumeralError: it is none.
    """
    kind = rung.kind
    number = number.replace(" ", "").replace("\u3000", "")
    if kind is Kind.STEM:
        return _STEMS.index(number) + 1 if number in _STEMS else ord(number) - ord("A") + 1
    if number.isascii() and number.isalpha() and not set(number) <= set("lIO"):
        return _read_letters(number, alphabet=kind is Kind.ITEM and rung.tier == 0)
    if kind in (Kind.SECTION, Kind.CLAUSE) and set(number) <= set("I"):
        return len(number)
    if kind in (Kind.SECTION, Kind.CLAUSE):
        number = number.translate(_MISREAD_HAN)
    elif kind in (Kind.POINT, Kind.ITEM):
        number = number.translate(_MISREAD_ARABIC)
    return read_ordinal(number)
