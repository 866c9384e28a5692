"""Where a printed number may stand: every candidate in a line, with the reason to believe or doubt it.

Takes text; gives `Marker`s. Nothing is decided here: `3.6G通信` yields a candidate for 3 and `2.5D封装` one for
2, and `ladder` weighs both against the numbers around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.model.division import Kind

_HAN_PLAIN = "一二三四五六七八九十百〇零两兩廿卅"
_HAN_FORMAL = "壹贰貳弍叁參叄参肆伍陆陸柒捌玖拾佰"
_HAN_DIGITS = _HAN_PLAIN + _HAN_FORMAL
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


@dataclass(frozen=True, slots=True)
class Marker:
    """A candidate label at characters `start:end` of a line.

    Attributes:
        rung: the way of numbering.
        ordinal: the number, 0 for a dash.
        style: the signs around the number, as a key ("、", "（）", "．").
        belief: log-odds that it is a label, from its own looks alone.
        depth: components of a decimal number, else the rung's tier.
        numbers: these components; of 第八条之二, 8 and 2.
    """

    start: int
    end: int
    rung: Rung
    ordinal: int
    style: str
    belief: float
    depth: int = 1
    numbers: tuple[int, ...] = ()


_TEXT = r"[\u4e00-\u9fff“「《]"
_ROMAN = tuple("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
_STOP = r"[、.．，,]"
_ARABIC = r"[0-9０-９]{1,3}"
# （三　十）: typists justify short labels by hand.
HAN_NUMBER = rf"[{_HAN_DIGITS}](?:[ 　]?[{_HAN_DIGITS}]){{0,4}}"
_PLAIN = rf"[{_HAN_PLAIN}](?:[ 　]?[{_HAN_PLAIN}]){{0,4}}"
_ANY = rf"[ 　]?(?P<n>{HAN_NUMBER}|{_ARABIC})[ 　]?"
# A figure behind a label is a year that opens a heading; any other would belong to the number.
_NO_FIGURE = r"(?![0-9](?!\d{3}\b|\d{3}[^\W\d]))"
# A code has more than a thousand articles; nothing else is counted so far.
_LONG_NUM = rf"[{_HAN_DIGITS}千仟](?:[ 　]?[{_HAN_DIGITS}千仟]){{0,6}}|[0-9０-９]{{1,4}}"
_LONG = rf"[ 　]?(?P<n>{_LONG_NUM})[ 　]?"
# What readers by machine make of 一, 二, 十 and 1, 0: signs that no drafter would number with.
_MISREAD_HAN = str.maketrans("－—―─-ーニ+＋", "一一一一一一二十十")
_MISREAD_ARABIC = str.maketrans("lI|Oo", "11100")
_STROKE = "－—―─\\-ー"
_MISREAD_NUMBER = rf"(?=[^）)]{{0,4}}[{_STROKE}ニ+＋])[十二三四五六七八九{_STROKE}ニ+＋]{{1,3}}"


def _bracket(number: str, opens: str = "（(", closes: str = "）)") -> str:
    return rf"(?P<o>[{opens}])[ 　]*+(?P<n>{number})[ 　]*+(?P<c>[{closes}])(?P<s>{_STOP}?)"


# Rank of 第二款, which opens many a sentence.
_CLAUSE_OF_LAW = 15

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
    _rung(Kind.SUBCHAPTER, _CLAUSE_OF_LAW, rf"第{_ANY}款(?=[ 　]+[^，。；：、\s]{{2,20}}$)", 2.5),
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
    # Readers by machine make 。 of the point, typists a dot at half height.
    _rung(Kind.POINT, 50, r"(?P<n>[0-9]{1,2})(?P<s>[。·])(?=[\u4e00-\u9fff“])", 0.5),
    _rung(Kind.POINT, 50, r"(?P<n>(?=[0-9]?[lIO])[0-9lIO]{1,2})(?P<s>[.．、])(?![A-Za-z0-9])", 0.5),
    _rung(Kind.POINT, 50, r"(?P<n>[⒈-⒛])", 2.5),
    _rung(Kind.POINT, 50, rf"(?P<n>{_ARABIC})[ ]?(?P<c>[）)])", 1.5),
    _rung(Kind.DASH, 80, r"(?:[—―─－]{2,4}|[-–]{2,4})[ 　]*(?=[^—―─－\-–\s])", 3.0),
)

# What any of them begins with: most lines open with another sign, and are asked for none of the rungs.
_OPENER_RE = re.compile(
    rf"[第0-9０-９{_HAN_DIGITS}{_STEMS}（(〔【A-Zl|{_STROKE}─–ニ㈠-㈩⑴-⒇\u2160-\u216b①-⑳㉑-㉟㊱-㊿⒈-⒛专重"
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

# What may stand directly before a label in mid-line: the end of a sentence or of a bracket.
_ENDS_SENTENCE = "。！？；：!?;:”」』）)】》"
# What may begin in mid-line, behind a full stop or the heading of a chapter, and how much less it is believed there.
_INNER_RUNGS = tuple(
    rung
    for rung in RUNGS
    if rung.kind in (Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE, Kind.POINT)
    and rung.rank != _CLAUSE_OF_LAW
)
_INNER = 1.5
# A number that a list of the file prints is a label whatever it looks like.
_COUNTED = 2.0
_STOPPED_RE = re.compile(
    r"(?:[。！？][”）]?|[局委办厅府院团会门位][）】])[ \u3000\u00a0]*(?=[第一二三四五六七八九十（(0-9])"
)
_PART_HEADING_RE = re.compile(
    r"第[ \u3000]?[^\s。，；]{1,6}[ \u3000]?[编編篇章節节][ \u3000\u00a0]*+"
    r"[^。，；]{1,24}(?<![ \u3000\u00a0])[ \u3000\u00a0]++(?=第)"
)
_SECOND_RUNGS = tuple(rung for rung in RUNGS if rung.kind in (Kind.CLAUSE, Kind.POINT, Kind.ITEM))
_DOUBLED_RE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])(?=[（(][一1][）)]|1[.．、][^0-9])"
    r"|[0-9]{1,2}[.．、](?=[（(]1[）)])"
)
_YEAR_RE = re.compile(r"[0-9０-９]{4}年?")
# 1.2024年工作回顾: a year opens the heading.
_YEAR_BEHIND_RE = re.compile(r"(?:19|20)[0-9]{2}[ ]?(?:年|[-－—~～至])")
_ENUMERATION_RE = re.compile(rf"[{_HAN_DIGITS}](?:[、产次级类])|[0-9]{{1,2}}(?:[、月日季]|$)")
# （一）项 names a clause, （一）项目建设 opens one.
_NAMED_CLAUSE_RE = re.compile(r"[、，。；]|项(?!目)|款(?!项)|条(?![件例])|目(?![标的前录])")
# The kinds whose numbers are no Arabic ones as a rule, and the number of a page in front of them.
_HAN_NUMBERED = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE})
_BEHIND_PAGE = 3.0
_LONGEST_BRACKET = 60
_PAGE_NUMBER_RE = re.compile(rf"(?:^|[{_ENDS_SENTENCE} 　])[0-9]{{1,3}}$")
# What a number cannot be cut from: 第（一）项, 表1, 2016-2020, No.1
_BINDS_NUMBER = re.compile(r"[第表图圖0-9０-９A-Za-z.．%％+\-－—~～/／至到和与及或、（(《“]")


def read_markers(text: str, *, inner: bool) -> list[Marker]:
    """Return the candidates in one line, in order of their place; at most one for each place and rung.

    Args:
        text: the line, without indent.
        inner: look for labels inside the line too (run-on text); else only at its beginning.
    """
    rungs = _RUNGS_BY_SIGN.get(text[0], _OTHER_RUNGS) if not inner and _OPENER_RE.match(text) else ()
    found = [
        marker for rung in rungs if (match := rung.pattern.match(text)) and (marker := _make_marker(text, match, rung))
    ]
    for rung in RUNGS if inner else ():
        for match in rung.pattern.finditer(text):
            if marker := _make_marker(text, match, rung):
                found.append(marker)
            if rung.kind is Kind.POINT:
                found.extend(_read_behind_page(text, match, rung))
    return sorted(found, key=lambda marker: (marker.start, -marker.end))


def read_known_markers(text: str, length: int, *, inner: bool) -> list[Marker]:
    """Return the candidates in a line whose first `length` characters are a number that the file itself counts.

    Where the label ends is no question then: 1. in front of 5G应用 is not 1.5.
    """
    label = text[:length].rstrip(" \u3000")
    behind = text[length:].lstrip(" \u3000")
    known = [
        replace(marker, belief=marker.belief + _COUNTED, end=len(label))
        for sign in (" ", "、")  # 一 alone in a circle is 一、
        for marker in read_markers(f"{label}{sign}{behind}", inner=False)
        if len(label) <= marker.end <= len(label) + (sign == "、")
    ][:1]
    if not known:
        return read_markers(text, inner=inner)
    return known + ([marker for marker in read_markers(text, inner=True) if marker.start >= length] if inner else [])


def _read_behind_page(text: str, match: re.Match[str], rung: Rung) -> Iterator[Marker]:
    """Yield 3. where 83. is printed, which may be the number of page 8 and point 3."""
    number = match.groupdict().get("n", "")
    if len(number) < 2 or not (number.isascii() and number.isdigit()):
        return
    for at in range(match.start() + 1, match.start() + len(number)):
        if text[at] != "0" and _PAGE_NUMBER_RE.search(text[max(0, at - 5) : at]):
            shorter = rung.pattern.match(text, at)
            if shorter and (marker := _make_marker(text, shorter, rung)):
                yield replace(marker, belief=rung.weight - _BEHIND_PAGE)


def read_inner_markers(text: str) -> list[Marker]:
    """Return the labels that begin in mid-line of a paragraph whose breaks are not all lost, in order of their place.

    They stand behind a full stop or a bracket of bodies, behind a chapter's heading (第二章 责任 第五条 …), or as the
    first of their rung right behind the label that opens the line (1、（1）…).
    """
    places = [stop.end() for stop in _STOPPED_RE.finditer(text)]
    if (heading := _PART_HEADING_RE.match(text)) is not None:
        places.insert(0, heading.end())
    doubled = _DOUBLED_RE.match(text)
    found: list[Marker] = []
    for at in [*places, *([doubled.end()] if doubled else [])]:
        is_second = doubled is not None and at == doubled.end()
        for rung in _SECOND_RUNGS if is_second else _INNER_RUNGS:
            match = rung.pattern.match(text, at)
            if match and match.end() < len(text) and (marker := _make_marker(text, match, rung)):
                belief = rung.weight - (0.0 if is_second else _INNER)
                found.append(replace(marker, belief=belief + _following_belief(text, match, rung)))
    return sorted(found, key=lambda marker: (marker.start, -marker.end))


def _make_marker(text: str, match: re.Match[str], rung: Rung) -> Marker | None:
    groups = match.groupdict()
    belief = rung.weight
    ordinal = 0
    numbers: tuple[int, ...] = ()
    if number := groups.get("n") or groups.get("m"):
        try:
            if rung.kind is Kind.DECIMAL:
                numbers = tuple(map(int, re.split(r"[.．]", number)))
                ordinal = numbers[-1]
            else:
                ordinal = _read_number(number, rung)
                if parent := groups.get("a"):
                    numbers = (_read_number(parent, rung), ordinal)
        except NumeralError:
            return None
        if ordinal == 0:
            return None
    if match.start():
        belief += _inner_belief(text, match.start(), rung)
    belief += _following_belief(text, match, rung)
    if groups.get("c") and not groups.get("o") and _is_inside_bracket(text, match.start()):
        return None  # （附件1）
    style = "".join(groups.get(name) or "" for name in ("o", "c", "s"))
    depth = len(numbers) if rung.kind is Kind.DECIMAL else rung.tier
    return Marker(match.start(), match.end(), rung, ordinal, style, belief, depth, numbers)


def _is_inside_bracket(text: str, at: int) -> bool:
    """Whether a bracket is open at a place."""
    before = text[max(0, at - _LONGEST_BRACKET) : at]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _read_letters(number: str, *, alphabet: bool) -> int:
    """Return the value of a Roman numeral, or a letter's place in the alphabet."""
    if alphabet:
        return ord(number) - ord("a") + 1
    roman = number.lower()
    if roman in _ROMAN:
        return _ROMAN.index(roman) + 1
    raise NumeralError(number, 0)


def _read_number(number: str, rung: Rung) -> int:
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


def _inner_belief(text: str, at: int, rung: Rung) -> float:
    before = text[at - 1]
    if rung.kind in _HAN_NUMBERED and _PAGE_NUMBER_RE.search(text[max(0, at - 5) : at]):
        return -2.0  # 。15三、: the number of a page in between
    if before in _ENDS_SENTENCE:
        # A bracket or a quotation may close in mid-sentence, a full stop may not.
        return -0.5 if before in "。！？；;" else -2.0
    if before in " 　\u00a0":
        return -2.0
    if rung.kind is Kind.DASH:
        return -2.5
    if _BINDS_NUMBER.match(before):
        return -9.0 if rung.kind is not Kind.CLAUSE else -5.0
    return -3.5


def _following_belief(text: str, match: re.Match[str], rung: Rung) -> float:
    after = text[match.end() : match.end() + 1]
    if rung.kind is Kind.POINT:
        if after.isascii() and after.isdigit():
            # 2.5D, 3.6G: hardly ever a label
            return -1.0 if _YEAR_BEHIND_RE.match(text, match.end()) else -4.5
        if _YEAR_RE.match(text, match.start()):
            return -3.0
        if not after:
            return -3.0
    if rung.kind is Kind.SECTION and _ENUMERATION_RE.match(text, match.end()):
        return -3.0  # 一、二、三产业
    if rung.kind is Kind.ARTICLE and re.match(r"[ 　]|[^\w]", after or " ") is None:
        return -0.5
    if rung.kind is Kind.CLAUSE and (
        _NAMED_CLAUSE_RE.match(text, match.end()) or (match.groupdict().get("s") and after in ("（", "("))
    ):
        return -6.0  # （一）、（二）项
    if not after and rung.kind is Kind.SUBITEM:
        return -6.0  # the sign of a footnote
    if not after and rung.kind in (Kind.SECTION, Kind.CLAUSE, Kind.ITEM):
        return -1.0
    return 0.0
