"""Clauses → the works they name in 《…》, and which of them stand in this library.

A name is compared by a key that leaves out what drafters leave out or add: brackets behind, quotation marks, blanks,
关于印发, the number of years of a plan. A name that differs by a place in front or by such words as 关于促进, or that
calls a 行动计划 a 计划, is taken for a title where one title alone fits.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.hanzi.drafting import NAMED_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.hanzi.script import fold_script
from build_tools.hanzi.short_titles import names_a_document
from build_tools.model.anchor import ClauseId
from build_tools.model.clause import Clause
from build_tools.model.note import Reference, ReferenceKind

_SIGNS = str.maketrans("", "", '"<>·,，、。:：')
_BRACKET_RE = re.compile(r"\((?P<text>[^()]*)\)")
_YEARS_RE = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?:年?[-至到~](?P<last>(?:19|20)?[0-9]{2,4}))?年?")
_ISSUED_RE = re.compile(r"(?:关于)?(?:印发|发布|转发)(?P<issued>.+)的通知")
_TERM_RE = re.compile(r"[一二三四五六七八九十两]年(?=行动|规划|计划|方案|纲要)")
_NATION_RE = re.compile("中国|中华人民共和国|国家|全国")
# A place's name ends so, and has one to eight characters before; 某省某市某区 is three of them.
_PLACE_ENDS = ("特别行政区", "自治区", "省", "市", "县", "区")
_LONGEST_PLACE = 8
# A title's place stands within so many characters; 内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗 has 22.
_LONGEST_FRONT = 48
# A verb with which titles begin, left out of a short form together with the place.
_VERB_RE = re.compile("(?:进一步|全面|深入)?(?:加快|加强|促进|推进|推动|实施|贯彻|落实|支持)[和与]?")
# What a title calls itself, at its end; a short form may leave out the first word of it: 行动计划, 计划.
_TYPE_RE = re.compile(
    "(?:行动|实施|工作|总体|规划|若干|指导)?(?:规划|计划|方案|纲要|意见|办法|条例|规定|细则|通知|政策|措施)\\Z"
)
_LONGEST_TYPE = 4
_DRAFT_ENDS = ("稿", "草案")  # 征求意见稿, 送审稿
# 《甲》（某政发〔2017〕15号）、《乙》同时废止; an article of it that ends is no end of the whole.
_ENDED_RE = re.compile(
    r"(?:[（(][^（）()]{1,60}[）)])?(?:(?:、|和|及|以及)《[^《》]{1,80}》(?:[（(][^（）()]{1,60}[）)])?){0,20}"
    r"(?:自[^，。；]{2,20}起|同时|即行|予以|相应|一并|自行|均|也|即){0,3}(?:废止|失效|停止(?:执行|施行|实施)|不再(?:执行|施行|实施))"
)
_SHORTEST_PART = 8


@dataclass(frozen=True, slots=True)
class TitleKey:
    """What is compared of a title: its words, the years in its brackets, and whether these call it a draft."""

    words: str
    years: tuple[str, ...]
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A title of the library: its key, what it leads to, its issuers, its subject and what it calls itself."""

    key: TitleKey
    target: ClauseId
    issuers: str
    subject: str
    type: str


def key_title(name: str) -> TitleKey:
    """Return the key of a title or of a name for one."""
    folded = fold_width(fold_script(name))
    years = tuple(
        match[0].rstrip("年")
        for bracket in _BRACKET_RE.finditer(folded)
        for match in _YEARS_RE.finditer(bracket["text"])
    )
    words = _BRACKET_RE.sub("", folded)
    words = words.translate(_SIGNS)
    words = _TERM_RE.sub("", words)
    issued = _ISSUED_RE.fullmatch(words)
    words = issued["issued"] if issued else words
    words = words.removeprefix("关于")
    is_draft = any(bracket["text"].endswith(_DRAFT_ENDS) for bracket in _BRACKET_RE.finditer(folded))
    return TitleKey(words, years, is_draft)


def find_names(clause: Clause, short: Mapping[str, str] | None = None) -> Iterator[Reference]:
    """Yield every 《…》 of a clause that names a document, the outermost where they nest.

    Args:
        clause: of a work.
        short: the short titles that the work gives documents, with their names.
    """
    for match in NAMED_RE.finditer(clause.text):
        name = (short or {}).get(match["name"], match["name"])
        if (words := key_title(name).words) and names_a_document(words):
            ends = _ENDED_RE.match(clause.text, match.end()) is not None
            yield Reference(clause.block, match.start(), match.end(), ReferenceKind.WORK, name, ends=ends)


class Catalog:
    """The works of a library, found by title or by another name that is data.

    Args:
        titles: name, the place it names, and its issuers, parted by anything; several names may share a target.
    """

    def __init__(self, titles: Iterable[tuple[str, ClauseId, str]]) -> None:
        self._keys: dict[str, list[_Entry]] = {}
        # By what is left of a title's subject behind a place and the verbs, and by the whole of it.
        self._shortened: dict[str, list[_Entry]] = {}
        self._subjects: dict[str, list[_Entry]] = {}
        for name, target, issuers in titles:
            key = key_title(name)
            entry = _Entry(key, target, issuers, *_split_type(key.words))
            self._keys.setdefault(key.words, []).append(entry)
            if not entry.subject:
                continue
            self._subjects.setdefault(entry.subject, []).append(entry)
            for end in _find_fronts(entry.subject):
                self._shortened.setdefault(entry.subject[end:], []).append(entry)

    def find(self, name: str) -> frozenset[ClauseId]:
        """Return every place for which a name may stand; those whose whole title it is, if there are any.

        What came of a draft is not named by the draft's name, nor the draft by that of what came of it.

        A name may leave out the beginning or part of the type of a title, or put its issuer's place before it. Where
        words are cut off in front, what is left may name another thing (数据安全规划 and 安全规划); so only words that
        say nothing of the subject may be missing.
        """
        key = key_title(name)
        exact = [entry for entry in self._keys.get(key.words, ()) if _agree(entry.key.years, key.years)]
        same = [entry for entry in exact if entry.key.is_draft == key.is_draft]
        if exact or len(key.words) < _SHORTEST_PART:
            return frozenset(entry.target for entry in same or exact)
        subject, type_ = _split_type(key.words)
        if not subject:
            return frozenset()
        found = list(self._shortened.get(subject, ()))
        for end in _find_places(subject):
            place = subject[:end]
            found += [
                entry
                for entry in self._subjects.get(subject[end:], ())
                if len(entry.key.words) >= _SHORTEST_PART and place in entry.issuers
            ]
        return frozenset(
            entry.target for entry in found if entry.type.endswith(type_) and _agree(entry.key.years, key.years)
        )

    def resolve(self, name: str) -> ClauseId | None:
        """Return the place that a name stands for; None where none or several fit."""
        found = self.find(name)
        return next(iter(found)) if len(found) == 1 else None


def _split_type(title: str) -> tuple[str, str]:
    """Return the subject of a title and what it calls itself; two empty strings where it does not say."""
    found = next(
        (match for at in range(_LONGEST_TYPE, 1, -1) if (match := _TYPE_RE.match(title, max(1, len(title) - at)))), None
    )
    if found is None:
        return "", ""
    subject = title[: found.start()]
    return (subject.removesuffix("的") or subject), found[0]


def _find_places(text: str) -> list[int]:
    """Return where the names of places with which a text begins may end, each offset once, in order."""
    ends = {nation.end()} if (nation := _NATION_RE.match(text)) else set()
    reached = {0}
    for end in range(2, min(len(text), _LONGEST_FRONT) + 1):
        for name in _PLACE_ENDS:
            first = end - len(name)
            if text.endswith(name, 0, end) and not reached.isdisjoint(range(first - _LONGEST_PLACE, first)):
                reached.add(end)
    return sorted(ends | reached - {0})


def _find_fronts(subject: str) -> set[int]:
    """Return where a short form of a subject may begin: behind a place, and behind the verbs that follow."""
    found: set[int] = set()
    for place in (0, *_find_places(subject)):
        found.add(place)
        at = place + 2 if subject.startswith("关于", place) else place
        while at <= _LONGEST_FRONT:
            found.add(at)
            if (verb := _VERB_RE.match(subject, at)) is None:
                break
            at = verb.end()
    return found


def _agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or first == second


def resolve_names(names: Iterable[str], catalog: Catalog) -> dict[str, ClauseId | None]:
    """Return what each name stands for in the library: None where it holds no such work.

    A name for which several works here may stand is left out: nobody can tell which it is.
    """
    found = {name: catalog.find(name) for name in sorted(set(names))}
    return {name: next(iter(targets), None) for name, targets in found.items() if len(targets) <= 1}
