"""Clauses → the works they name in 《…》, and which of them stand in this library.

A name is compared by a key that leaves out what drafters leave out or add: brackets behind, quotation marks, blanks,
关于印发, the number of years of a plan. A name that differs by a place in front or is shorter is taken for a title only
where both end alike and one title alone fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.clause import Clause
from build_tools.model.note import Reference, ReferenceKind

_NAME_RE = re.compile(r"《(?P<name>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_BRACKET_RE = re.compile(r"\((?P<text>[^()]*)\)")
_YEARS_RE = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?:年?[-至到~](?P<last>(?:19|20)?[0-9]{2,4}))?年?")
_PLACE_RE = re.compile(
    r"(?:中国|中华人民共和国|国家|(?:[一-龥]{2,8}(?:省|自治区|特别行政区|市|县|区))+)(?:促进|推进|关于)?"
)
_TERM_RE = re.compile(r"[一二三四五六七八九十两]年(?=行动|规划|计划|方案|纲要)")
_SHORTEST_PART = 8


@dataclass(frozen=True, slots=True)
class TitleKey:
    """What is compared of a title: its words, and the years in its brackets."""

    words: str
    years: tuple[str, ...]


def key_title(name: str) -> TitleKey:
    """Return the key of a title or of a name for one."""
    folded = fold_width(name)
    years = tuple(
        match[0].rstrip("年")
        for bracket in _BRACKET_RE.finditer(folded)
        for match in _YEARS_RE.finditer(bracket["text"])
    )
    words = _BRACKET_RE.sub("", folded)
    words = re.sub(r"[\"<>·,，、。:：]", "", words)
    words = _TERM_RE.sub("", words)
    words = re.sub(r"^(?:关于)?(?:印发|发布)?", "", words)
    return TitleKey(words, years)


def find_names(number: int, clause: Clause) -> Iterator[Reference]:
    """Yield every 《…》 of a clause, the outermost where they nest."""
    for match in _NAME_RE.finditer(clause.text):
        yield Reference(number, match.start(), match.end(), ReferenceKind.WORK, match["name"])


class Catalog:
    """The works of a library, found by title or by another name that is data.

    Args:
        titles: name → target (work, page); several names may share a target.
    """

    def __init__(self, titles: Iterable[tuple[str, tuple[str, str]]]) -> None:
        self._keys: dict[str, list[tuple[TitleKey, tuple[str, str]]]] = {}
        for name, target in titles:
            key = key_title(name)
            self._keys.setdefault(key.words, []).append((key, target))

    def resolve(self, name: str) -> tuple[str, str] | None:
        """Return (work, page) that a name stands for; None where none or several fit."""
        key = key_title(name)
        exact = {target for found, target in self._keys.get(key.words, ()) if _agree(found.years, key.years)}
        if exact:
            return exact.pop() if len(exact) == 1 else None
        if len(key.words) < _SHORTEST_PART:
            return None
        partial = {
            target
            for words, entries in self._keys.items()
            if _is_short_for(key.words, words)
            for found, target in entries
            if _agree(found.years, key.years)
        }
        return partial.pop() if len(partial) == 1 else None


def _is_short_for(name: str, title: str) -> bool:
    """Whether a name leaves something out of a title, or puts only a place before it."""
    if title.endswith(name) or (title[-2:] == name[-2:] and name[:-2] in title):
        return True
    ahead = name.removesuffix(title)
    return len(title) >= _SHORTEST_PART and ahead != name and _PLACE_RE.fullmatch(ahead) is not None


def _agree(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or first == second


def resolve_names(references: Iterable[Reference], catalog: Catalog) -> Mapping[str, tuple[str, str] | None]:
    """Return what each name of a work stands for in the library."""
    names = sorted({reference.name for reference in references if reference.kind is ReferenceKind.WORK})
    return {name: catalog.resolve(name) for name in names}
