"""Clauses → the works they name in 《…》, and which of them stand in this library.

A name is compared by a key that leaves out what drafters leave out or add: brackets behind, quotation marks, blanks,
关于印发, the number of years of a plan. A name that differs by a place in front or by such words as 关于促进, or that
calls a 行动计划 a 计划, is taken for a title where one title alone fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.hanzi.punctuation import fold_width
from build_tools.hanzi.script import fold_script
from build_tools.model.clause import BREAK, Clause
from build_tools.model.note import Reference, ReferenceKind

# A name does not run from one cell of a table into the next.
_NAME_RE = re.compile(rf"《(?P<name>[^《》{BREAK}]*(?:《[^《》{BREAK}]*》[^《》{BREAK}]*)*)》")
_BRACKET_RE = re.compile(r"\((?P<text>[^()]*)\)")
_YEARS_RE = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?:年?[-至到~](?P<last>(?:19|20)?[0-9]{2,4}))?年?")
_ISSUED_RE = re.compile(r"(?:关于)?(?:印发|发布|转发)(?P<issued>.+)的通知")
_TERM_RE = re.compile(r"[一二三四五六七八九十两]年(?=行动|规划|计划|方案|纲要)")
_PLACE = "(?:中国|中华人民共和国|国家|全国|(?:[一-龥]{1,8}(?:省|自治区|特别行政区|市|县|区))+)"
# What a short form leaves out in front: the place and the verbs with which titles begin.
_FRONT_RE = re.compile(
    f"{_PLACE}?(?:关于)?(?:(?:进一步|全面|深入)?(?:加快|加强|促进|推进|推动|实施|贯彻|落实|支持)(?:和|与)?)*"
)
_PLACE_RE = re.compile(_PLACE)
# What a title calls itself; a short form may leave out the first word of it: 行动计划, 计划.
_TYPE_RE = re.compile(
    "(?P<core>.+?)的?(?P<type>(?:行动|实施|工作|总体|规划|若干|指导)?"
    "(?:规划|计划|方案|纲要|意见|办法|条例|规定|细则|通知|政策|措施))"
)
_SHORTEST_PART = 8


@dataclass(frozen=True, slots=True)
class TitleKey:
    """What is compared of a title: its words, and the years in its brackets."""

    words: str
    years: tuple[str, ...]


def key_title(name: str) -> TitleKey:
    """Return the key of a title or of a name for one."""
    folded = fold_width(fold_script(name))
    years = tuple(
        match[0].rstrip("年")
        for bracket in _BRACKET_RE.finditer(folded)
        for match in _YEARS_RE.finditer(bracket["text"])
    )
    words = _BRACKET_RE.sub("", folded)
    words = re.sub(r"[\"<>·,，、。:：]", "", words)
    words = _TERM_RE.sub("", words)
    issued = _ISSUED_RE.fullmatch(words)
    words = issued["issued"] if issued else words
    words = words.removeprefix("关于")
    return TitleKey(words, years)


def find_names(number: int, clause: Clause) -> Iterator[Reference]:
    """Yield every 《…》 of a clause that holds a word, the outermost where they nest."""
    for match in _NAME_RE.finditer(clause.text):
        if key_title(match["name"]).words:
            yield Reference(number, match.start(), match.end(), ReferenceKind.WORK, match["name"])


class Catalog:
    """The works of a library, found by title or by another name that is data.

    Args:
        titles: name, target (work, page), and its issuers, parted by anything; several names may share a target.
    """

    def __init__(self, titles: Iterable[tuple[str, tuple[str, str], str]]) -> None:
        self._keys: dict[str, list[tuple[TitleKey, tuple[str, str], str]]] = {}
        for name, target, issuers in titles:
            key = key_title(name)
            self._keys.setdefault(key.words, []).append((key, target, issuers))

    def find(self, name: str) -> frozenset[tuple[str, str]]:
        """Return every (work, page) for which a name may stand; those whose whole title it is, if there are any."""
        key = key_title(name)
        exact = {target for found, target, _ in self._keys.get(key.words, ()) if _agree(found.years, key.years)}
        if exact or len(key.words) < _SHORTEST_PART:
            return frozenset(exact)
        return frozenset(
            target
            for words, entries in self._keys.items()
            for found, target, issuers in entries
            if _agree(found.years, key.years) and _is_short_for(key.words, words, issuers)
        )

    def resolve(self, name: str) -> tuple[str, str] | None:
        """Return the (work, page) that a name stands for; None where none or several fit."""
        found = self.find(name)
        return next(iter(found)) if len(found) == 1 else None


def _is_short_for(name: str, title: str, issuers: str) -> bool:
    """Whether a name leaves out the beginning or part of the type of a title, or puts its issuer's place before it.

    Where words are cut off in front, what is left may name another thing (数据安全规划 and 安全规划); so only words
    that say nothing of the subject may be missing.
    """
    ours, theirs = _TYPE_RE.fullmatch(name), _TYPE_RE.fullmatch(title)
    if not ours or not theirs or not theirs["type"].endswith(ours["type"]):
        return False
    short, whole = ours["core"], theirs["core"]
    if whole.endswith(short):
        return _FRONT_RE.fullmatch(whole.removesuffix(short)) is not None
    if len(title) < _SHORTEST_PART or not short.endswith(whole):
        return False
    place = short.removesuffix(whole)
    return place in issuers and _PLACE_RE.fullmatch(place) is not None


def _agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or first == second


def resolve_names(references: Iterable[Reference], catalog: Catalog) -> Mapping[str, tuple[str, str] | None]:
    """Return what each name of a work stands for in the library: None where it holds no such work.

    A name for which several works here may stand is left out: nobody can tell which it is.
    """
    names = sorted({reference.name for reference in references if reference.kind is ReferenceKind.WORK})
    found = {name: catalog.find(name) for name in names}
    return {name: next(iter(targets), None) for name, targets in found.items() if len(targets) <= 1}
