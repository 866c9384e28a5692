"""What a library's texts speak of → the names under which a search finds it: plans, bodies, terms, works cited.

Takes records, bodies, the glossary and cited works; touches no disk. Readings are those of the dictionary of
`hanzi.order`; words are cut by `hanzi.words`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from build_tools.hanzi.order import read_pinyin
from build_tools.hanzi.words import cut_words
from build_tools.model.body import BodyName
from build_tools.model.clause import BREAK
from build_tools.model.glossary import Glossary
from build_tools.model.outside import OutsideNames
from build_tools.model.record import WorkRecord
from build_tools.model.script import ChangeScript

_HAN_RE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_TONE_RE = re.compile("[1-5]$")
# What a number of a document is typed without: 某府办2020 5.
_OF_NUMBERS_RE = re.compile(r"[〔〕［］\[\]（）()第号號 \u3000]")


class NameKind(IntEnum):
    """What a name stands for, in the order of the index."""

    PLAN = 0
    BODY = 1
    TERM = 2
    CITED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One thing that a search finds by its names, and how it is shown.

    Attributes:
        kind: what it is.
        address: of its page, below the root of a tree.
        title: as it is shown.
        forms: its names, the chief one first; blanks part the words of a body's, whose shorter names nobody lists.
        about: what is said of it; of a term, its definition.
        english: in English.
        reading: of its chief name, by words; "" where it has none.
        initials: of that reading, by words.
    """

    kind: NameKind
    address: str
    title: str
    forms: tuple[str, ...]
    about: str = ""
    english: str = ""
    reading: str = ""
    initials: str = ""

    @property
    def text(self) -> str:
        """All of it, as one clause: its forms, the English, readings and last what is said of it, parted like cells."""
        return BREAK.join((*self.forms, self.english, self.reading, self.initials, self.about))


NamePair = tuple[Name, Name]
"""A name as the first and as the second tree show it, character by character."""


def name_plans(records: Iterable[WorkRecord], change: ChangeScript) -> Iterator[NamePair]:
    """Yield the plans and their annexes, by title and by number; `change` gives words in traditional script."""
    for record in records:
        number, address = record.facts.doc_number, f"plans/{record.work}/"
        forms = (record.title, *record.facts.also_titled, number, _OF_NUMBERS_RE.sub("", number))
        yield _pair(NameKind.PLAN, address, forms, number, change)
        for page, title in record.annexes:
            if title:
                yield _pair(NameKind.PLAN, f"{address}{page}/", (title,), record.title, change)


def name_bodies(bodies: Iterable[tuple[BodyName, str]], change: ChangeScript) -> Iterator[NamePair]:
    """Yield bodies, each given with what is said of it."""
    for body, about in bodies:
        names = (body.name, *body.also, *body.at_home)
        yield _pair(NameKind.BODY, f"bodies/{body.page}/", (" ".join(cut_words(name)) for name in names), about, change)


def name_cited(names: Iterable[str], outside: OutsideNames, change: ChangeScript) -> Iterator[NamePair]:
    """Yield cited works that are not here, each once, by the names under which they are cited."""
    anchors: dict[str, list[str]] = {}
    for name in names:
        anchors.setdefault(outside.anchor(name), []).append(name)
    for anchor, called in sorted(anchors.items()):
        work = outside.find(called[0])
        number = work.doc_number if work else ""
        known = (work.name, *work.also, number, _OF_NUMBERS_RE.sub("", number)) if work else ()
        about = "，".join(filter(None, (work.issuer, number))) if work else ""
        yield _pair(NameKind.CITED, f"cited/#{anchor}", (*known, *called), about, change)


def name_terms(glossary: Glossary, change: ChangeScript) -> Iterator[NamePair]:
    """Yield the entries in the order of the glossary, which is in simplified script."""
    for term in glossary.terms:
        regional = (form for word in (term.traditional, term.taiwan, term.hongkong) for form in _open_brackets(word))
        pair = _pair(NameKind.TERM, f"glossary/{term.id}/", (*term.forms, *regional), term.definition, change)
        abbr = f"（{term.abbr}）" if term.abbr and term.abbr != term.name else ""
        reading, initials = _read_words(term.name, term.pinyin)
        yield tuple(  # type: ignore[misc]
            replace(
                name,
                title=name.title + abbr,
                english=term.english,
                reading=reading,
                initials=initials,
            )
            for name in (pair[0], _entitle(pair[1], term.traditional))
        )


def _entitle(name: Name, traditional: str) -> Name:
    """Return a term with its headword as an editor writes it in traditional script, "" where conversion is right."""
    fits = len(traditional) == len(name.title) == len(name.forms[0])  # each sign stands for one
    return replace(name, title=traditional, forms=(traditional, *name.forms[1:])) if fits else name


def _open_brackets(whole: str) -> tuple[str, ...]:
    """Return a term's word in a region, and the shorter one that may come with it in brackets: 創業投資（創投）."""
    word, _opener, shorter = whole.removesuffix("）").rpartition("（")
    return (word, shorter) if word and shorter and whole.endswith("）") else (whole,)


def _pair(kind: NameKind, address: str, forms: Iterable[str], about: str, change: ChangeScript) -> NamePair:
    """Return a name in both scripts; the forms in simplified script, the chief one first."""
    shown = tuple(dict.fromkeys(filter(None, forms)))
    reading, initials = _read_words(shown[0])
    name = Name(kind, address, shown[0].replace(" ", ""), shown, about, "", reading, initials)
    return name, replace(name, title=change(name.title), forms=tuple(map(change, shown)), about=change(about))


@cache
def _read_words(text: str, pinyin: str = "") -> tuple[str, str]:
    """Return the reading of a text and its initials: without tones, a blank between words."""
    if pinyin:
        syllables = [_TONE_RE.sub("", syllable).lower() for syllable in pinyin.split()]
        return " ".join(syllables), "".join(syllable[:1] for syllable in syllables)
    words = [word for run in _HAN_RE.findall(text) for word in cut_words(run)]
    read = [[_TONE_RE.sub("", syllable) for syllable in read_pinyin(word)] for word in words]
    return " ".join(map("".join, read)), " ".join("".join(one[:1] for one in syllables) for syllables in read)
