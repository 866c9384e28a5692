"""Clauses → references to places of the same work: 专栏3, 附件2, 表1, 二（三）8, 第五条第二款第（三）项, 前款, 本规划.

A reference is resolved from where it stands: a box is sought on the clause's own page, 前款 in its own article. It
gets a target only where exactly one place fits; a name that fits none is returned without, so that it can be reported.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from build_tools.hanzi.labels import NUMERAL
from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.hanzi.punctuation import BRACKET_END_RE
from build_tools.model.anchor import ROOT, Anchor, Token
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.note import Reference, ReferenceKind

_NUM = "(?:[0-9０-９]{1,4}|[一二三四五六七八九十百千〇零两]{1,7})"
_PARTED = rf"(?:[0-9０-９]{{1,2}}[-－][0-9０-９]{{1,2}}(?![0-9０-９.．])|{_NUM})"  # 专栏3-1
_JOIN = r"[、和及与或]|以及"
# What follows a number in a list of numbers: 附表1和2的, but not 附表1和2个 or 附件1、2020年.
_LISTED = r"(?![0-9０-９.．%％])(?=[^一-龥]|$|[的中所内里等为明列规以由均分对按之])"
# 附件2份, 专栏3个 count; and the number must be whole.
_NAMING = r"(?![0-9０-９%％]|[.．][0-9０-９]|[个份项张种类篇期处件条])"
_RANGE = r"至|到|[-－—–~～]{1,2}"
# 代表1 and 报表2 name no table: what stands before 表 has to be able to end a word.
_FREE = r"(?<![一-龥])|(?<=[见如按和及与或在由以据附的])"
_NAMED_RE = re.compile(
    rf"(?P<word>专栏|附件|附表|(?:{_FREE})表|(?:{_FREE})附表)[ \u3000]?(?P<first>{_PARTED}){_NAMING}"
    rf"(?P<more>(?:(?:{_JOIN}|{_RANGE})(?:专栏|附件|附表|表)?[ \u3000]?{_PARTED}"
    rf"(?:(?={_JOIN})|(?={_RANGE})|{_LISTED}))*+)"
)
_MORE_RE = re.compile(rf"(?P<link>{_JOIN}|{_RANGE})(?P<word>专栏|附件|附表|表)?[ \u3000]?(?P<num>{_PARTED})")
_ARTICLE_RE = re.compile(
    rf"(?P<owner>本(?:法|条例|规定|办法|细则|规则|决定|章程|意见|规划|计划|方案))?第(?P<article>{_NUM})条(?:之(?P<sub>{_NUM}))?(?:第(?P<para>{_NUM})款)?"
    rf"(?:第?[（(]?(?P<item>{_NUM})[）)]?项)?"
)
_PART_RE = re.compile(rf"第(?P<num>{_NUM})(?P<word>章|部分)(?![一-龥]{{0,2}}第)")
_HERE_RE = re.compile(
    rf"(?P<article>[本前])条(?!例)(?:第(?P<para>{_NUM})款)?(?:第?(?:[（(](?P<item>{_NUM})[）)]项?|(?P<bare>{_NUM})项))?|(?P<back>前(?P<count>[两二三四五])?款)"
)
_ITEM_RE = re.compile(
    rf"(?<![条款0-9])(?:本条|本款|上述|前述)?第(?:(?P<para>{_NUM})款(?:第?[（(]?(?P<item>{_NUM})[）)]?项)?"
    rf"|[（(](?P<lone>{_NUM})[）)]项)"
)
_TYPE = (
    "五年规划|行动计划|行动方案|实施方案|实施意见|工作方案|规划纲要|规划|计划|方案|纲要|意见|条例|规定|办法|细则|决定"
    "|通知"
)
# 见二、（一）, 参照“二（二）”, 本规划二（三）8: two rungs or more, behind what leads there; 二（二）班 is none.
_LABEL = rf"[（(]{NUMERAL}[）)](?![班类级])(?:[0-9]{{1,2}}{_NAMING})?"
_LEADING = "见照据按于合除由在对"
_LADDER_RE = re.compile(
    rf"(?:(?<=[{_LEADING}])|(?<=[{_LEADING}][“‘「])|本(?:{_TYPE})中?的?[“‘「]?)(?:{NUMERAL}、?|本条){_LABEL}"
    rf"(?:(?:{_JOIN}|{_RANGE})(?:{NUMERAL}、?)?{_LABEL})*+"
)
_PLACE_RE = re.compile(
    rf"(?:(?P<section>{NUMERAL})、?|(?P<own>本条))?[（(](?P<part>{NUMERAL})[）)](?P<point>(?:[0-9]{{1,2}}{_NAMING})?)"
)
# 基本规划, 成本计划 and the like hold no 本规划; nor is 本规划区 a plan.
_SELF_RE = re.compile(
    rf"(?<![基成资样日版书文剧课根标原副蓝读范简脚])本(?P<type>{_TYPE})(?![区期院局师书稿]|单列|生育)"
)
# 《甲条例》第五条, 某某法第五条 and 某发〔2015〕40号文第三条 are no articles here, nor is 《甲规划》专栏2 a box.
# 本办法第五条 is one.
_FOREIGN_RE = re.compile(
    r"(?:》[）)]?(?:[（(][^（()）]{1,30}[）)])?|(?<!本)(?:(?<![办本])法|办法|条例|规定|细则|规则|章程)"
    r"|[〕］\]][ ]?[0-9]{1,4}号(?:文件?)?[）)]?)的?"
)
_FOREIGN_REACH = 40
_BETWEEN_RE = re.compile(rf"[，,]?(?:{_JOIN}|{_RANGE})|[，,]")
_WORD_TOKENS = {"专栏": "box", "附表": "schedule", "表": "tab"}


@dataclass(frozen=True)
class PlaceIndex:
    """What a reference can lead to.

    Attributes:
        anchors: of the work.
        titles: printed title of each page: "" the plan's own, "annex-1".
    """

    anchors: AbstractSet[Anchor]
    titles: dict[str, str]

    def find(self, anchor: Anchor) -> Anchor | None:
        """Return the anchor if the work has it and prints its number once."""
        return anchor if anchor in self.anchors and anchor.repeat(2) not in self.anchors else None

    @cached_property
    def articles(self) -> dict[tuple[str, str], list[Anchor]]:
        """The articles, by page and printed number; a number that is printed again has several."""
        found: dict[tuple[str, str], list[Anchor]] = {}
        for anchor in self.anchors:
            if (token := _last(anchor)) and token.letters == "art":
                found.setdefault((anchor.page, token.number), []).append(anchor)
        return found


def find_places(clause: Clause, index: PlaceIndex) -> Iterator[Reference]:
    """Yield the references of one clause in the order of the text, resolved where one place fits.

    Headings and titles name themselves, not other places, so only running text is read.
    """
    if clause.kind is not ClauseKind.TEXT or clause.role:
        return
    text = clause.text
    found: list[_Found] = []
    for match in _own_matches(_NAMED_RE, text):
        found.extend(_read_named(match, clause, index))
    if index.articles:
        found.extend(
            (*match.span(), ReferenceKind.PLACE, _resolve_article(match, clause, index))
            for match in _own_matches(_ARTICLE_RE, text)
        )
    if article := _article_of(clause.place):
        found.extend(
            (*match.span(), ReferenceKind.PLACE, _resolve_here(match, article, clause, index))
            for match in _HERE_RE.finditer(text)
        )
        found.extend(
            (
                *match.span(),
                ReferenceKind.PLACE,
                _resolve_parts(article, match["para"] or "", match["item"] or match["lone"] or "", index),
            )
            for match in _own_matches(_ITEM_RE, text)
        )
    for match in _own_matches(_PART_RE, text):  # one that fits no place here is no reference: 第三部分 of what?
        target = _resolve_part(match, clause, index)
        if target is not None:
            found.append((*match.span(), ReferenceKind.PLACE, target))
    for match in _own_matches(_LADDER_RE, text):  # nor is one on the ladder
        found.extend(_read_ladder(match, clause, index))
    for match in _SELF_RE.finditer(text):
        target = _resolve_self(match["type"], clause, index)
        if target is not None:
            found.append((*match.span(), ReferenceKind.SELF, target))
    end = clause.lead
    for start, stop, kind, target in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= end:
            end = stop
            yield Reference(clause.block, start, stop, kind, text[start:stop], target)


_Found = tuple[int, int, ReferenceKind, Anchor | None]


def _own_matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that name places of this work: none behind another work's name, nor joined to such a one."""
    foreign_end = -1
    for match in pattern.finditer(text):
        start = match.start()
        joined = foreign_end >= 0 and _BETWEEN_RE.fullmatch(text, foreign_end, start) is not None
        if not match[0].startswith("本") and (joined or _follows_name(text, start)):
            foreign_end = match.end()
        else:
            yield match


def _follows_name(text: str, start: int) -> bool:
    return any(match.end() == start for match in _FOREIGN_RE.finditer(text, max(0, start - _FOREIGN_REACH), start))


def _read_named(match: re.Match[str], clause: Clause, index: PlaceIndex) -> Iterator[_Found]:
    word = match["word"]
    yield from _read_number(word, match["first"], match.start(), match.start("first"), clause, index)
    for more in _MORE_RE.finditer(match["more"]):
        word = more["word"] or word  # 专栏1、表2和3
        # 专栏1至3 leads to the first and to the last, which the eye finds; what lies between needs no link.
        at = match.start("more")
        start = at + more.start() + len(more["link"])
        yield from _read_number(word, more["num"], start, at + more.start("num"), clause, index)


def _read_number(word: str, number: str, start: int, at: int, clause: Clause, index: PlaceIndex) -> Iterator[_Found]:
    """Yield what a number that stands at `at` leads to, with the words from `start` on."""
    end = at + len(number)
    first, *rest = number.replace("－", "-").split("-")
    if not rest:
        yield start, end, ReferenceKind.PLACE, _resolve_named(word, _number(number), clause, index)
        return
    last = rest[0]
    # 表1-3 is the third of chapter 1 where that is here; else the first to the third.
    parted = _resolve_named(word, f"{_number(first)}-{_number(last)}", clause, index)
    if parted is not None or _number(last) <= _number(first):
        yield start, end, ReferenceKind.PLACE, parted
        return
    yield start, at + len(first), ReferenceKind.PLACE, _resolve_named(word, _number(first), clause, index)
    yield end - len(last), end, ReferenceKind.PLACE, _resolve_named(word, _number(last), clause, index)


def _read_ladder(match: re.Match[str], clause: Clause, index: PlaceIndex) -> Iterator[_Found]:
    """Yield the places on the clause's own ladder that labels lead to; one alone stands beside the one before it."""
    tokens = clause.place.tokens
    letter = tokens[:1] if tokens and tokens[0].letters == "notice" else ()
    root = clause.place.cut(len(letter))
    above: Anchor | None = None
    for place in _PLACE_RE.finditer(clause.text, *match.span()):
        if place["section"]:
            above = root.step(f"s{_number(place['section'])}")
        elif place["own"]:
            above = next((at for at in map(clause.place.cut, range(len(tokens), 0, -1)) if _has_parts(at, index)), None)
        if above is None:
            return
        part = above.step(f"c{_number(place['part'])}")
        if target := index.find(part.step(f"p{place['point']}") if place["point"] else part):
            yield *place.span(), ReferenceKind.PLACE, target


def _has_parts(anchor: Anchor, index: PlaceIndex) -> bool:
    return anchor.step("c1") in index.anchors


def _number(numeral: str) -> int:
    try:
        return read_ordinal(numeral)
    except NumeralError:
        return 0


def _resolve_named(word: str, number: int | str, clause: Clause, index: PlaceIndex) -> Anchor | None:
    if word == "附件":
        return index.find(Anchor(f"annex-{number}"))
    token = f"{_WORD_TOKENS[word]}{number}"
    here = Anchor(clause.place.page, token)
    if here in index.anchors:
        return index.find(here)
    # What its own page lacks may stand on one other.
    return _only([found for page in index.titles if (found := index.find(Anchor(page, token)))])


def _last(anchor: Anchor) -> Token | None:
    tokens = anchor.tokens
    return tokens[-1] if tokens else None


def _article_of(anchor: Anchor) -> Anchor | None:
    """The article that a place stands in: ch1-art5-para2 → ch1-art5."""
    count = next((at for at, token in enumerate(anchor.tokens, 1) if token.letters == "art"), 0)
    return anchor.cut(count) if count else None


def _only(anchors: list[Anchor]) -> Anchor | None:
    return anchors[0] if len(anchors) == 1 else None


def _find_article(number: int, clause: Clause, index: PlaceIndex) -> Anchor | None:
    """The article's anchor on the clause's page; articles run through the chapters, so the chapter is not asked for."""
    return _only(index.articles.get((clause.place.page, str(number)), []))


def _resolve_article(match: re.Match[str], clause: Clause, index: PlaceIndex) -> Anchor | None:
    if match["sub"]:
        return None
    article = _find_article(_number(match["article"]), clause, index)
    return _resolve_parts(article, match["para"] or "", match["item"] or "", index) if article else None


def _resolve_here(match: re.Match[str], article: Anchor, clause: Clause, index: PlaceIndex) -> Anchor | None:
    if match["back"]:
        number = _paragraph_number(clause.place)
        back = _number(match["count"]) if match["count"] else 1
        return _resolve_paragraph(article, number - back, index) if number > back else None
    if match["article"] == "前":
        own = _last(article)
        previous = _find_article(int(own.number) - 1, clause, index) if own and own.number.isdigit() else None
        if previous is None:
            return None
        article = previous
    return _resolve_parts(article, match["para"] or "", match["item"] or match["bare"] or "", index)


def _paragraph_number(anchor: Anchor) -> int:
    token = _last(anchor)
    return int(token.number) if token and token.letters == "para" else 1


def _resolve_paragraph(article: Anchor, number: int, index: PlaceIndex) -> Anchor | None:
    own = index.find(article.step(f"para{number}"))
    # The paragraph that the label opens has the article's own anchor.
    return own or (index.find(article) if number == 1 else None)


def _resolve_parts(article: Anchor, para: str, item: str, index: PlaceIndex) -> Anchor | None:
    if item:
        number = _number(item)
        return _only([found for token in "ci" if (found := index.find(article.step(f"{token}{number}")))])
    if para:
        return _resolve_paragraph(article, _number(para), index)
    return index.find(article)


def _resolve_part(match: re.Match[str], clause: Clause, index: PlaceIndex) -> Anchor | None:
    token = "ch" if match["word"] == "章" else "s"
    return index.find(Anchor(clause.place.page, f"{token}{_number(match['num'])}"))


def _resolve_self(kind: str, clause: Clause, index: PlaceIndex) -> Anchor | None:
    """本规划 in an annex that is itself a plan is the annex; the word has to end the title it stands for."""
    if kind == "通知":
        return notice if (notice := Anchor("", "notice")) in index.anchors else None
    for page in (clause.place.page, ROOT.page):
        title = BRACKET_END_RE.sub("", index.titles.get(page, ""))
        if title.endswith(kind) or (kind == "五年规划" and title.endswith("规划")):
            return Anchor(page)
    return None
