"""Anchors: the public names of places, as values.

The one module that knows how an anchor is written. An anchor is a page of a work and a name on that page; everything
else takes the two apart from the value and never from a string. The grammar (the contract of `docs/cite.md`):

    anchor  = name | page "#" name | page | ""        s2-c3, annex-1#s1, annex-1, "" (the work itself)
    page    = ("annex" | "plan") "-" number [repeat]
    name    = token *("-" token)
    token   = letters [number *("-" number)] [repeat]  s2, box1, art8-2, tab1-1, preamble, p3-2nd
    repeat  = "-" ordinal                              -2nd, -3rd, -4th: a number that is printed again
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_PAGE_RE = re.compile(r"(?:annex|plan)-[0-9]+(?:-[0-9]+(?:nd|rd|th))?")
_TOKEN_RE = re.compile(r"([a-z]+)([0-9]*(?:-[0-9]+(?!nd|rd|th|[0-9]))*)((?:-[0-9]+(?:nd|rd|th))*)")
_SECOND, _THIRD = 2, 3
_LONGEST_BOOKMARK, _HASH = 40, 8  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """One step of a name: its letters, its number as written ("8-2" of art8-2, "" where there is none), its repeat."""

    letters: str
    number: str = ""
    repeat: str = ""

    def __str__(self) -> str:
        return f"{self.letters}{self.number}{self.repeat}"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place of a work.

    Attributes:
        page: "annex-1" on an annex's page, "plan-2" on that of a second plan, "" on the work's own.
        name: on that page; "" is the page itself.
    """

    page: str = ""
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Return the anchor that is written so: "s2-c3", "annex-1#s2", "annex-1", "".

        Raises:
            ValueError: nothing is ever written so.
        """
        page, mark, name = text.rpartition("#")
        if not mark and _PAGE_RE.fullmatch(text):
            page, name = text, ""
        if (page and not _PAGE_RE.fullmatch(page)) or (mark and not (page and name)) or not _is_name(name):
            raise ValueError(f"{text!r} is no anchor")
        return cls(page, name)

    def __str__(self) -> str:
        return f"{self.page}#{self.name}" if self.page and self.name else self.page or self.name

    @property
    def id(self) -> str:
        """The id of its element on its page; "" for the work itself, which has none."""
        return self.name or self.page

    @property
    def is_page(self) -> bool:
        """Whether it stands for a whole page."""
        return not self.name

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The steps of its name, outermost first."""
        return tuple(Token(*match.groups()) for match in _TOKEN_RE.finditer(self.name))

    @property
    def last(self) -> Token | None:
        """The innermost step of its name; None where it stands for a whole page."""
        if not self.name:
            return None
        at = self.name.rfind("-") + 1
        while at and not self.name[at].isalpha():  # a number of the step's own: art8-2, p3-2nd
            at = self.name.rfind("-", 0, at - 1) + 1
        match = _TOKEN_RE.match(self.name, at)
        return Token(*match.groups()) if match else None

    def step(self, token: str | Token) -> Anchor:
        """Return the place one step below."""
        return Anchor(self.page, f"{self.name}-{token}" if self.name else str(token))

    def cut(self, count: int) -> Anchor:
        """Return the place that the first `count` steps lead to."""
        return Anchor(self.page, "-".join(map(str, self.tokens[:count])))

    def repeat(self, number: int) -> Anchor:
        """Return the anchor of the `number`-th place (from 2) that prints the same number."""
        suffix = write_repeat(number)
        return Anchor(self.page, self.name + suffix) if self.name else Anchor(self.page + suffix)

    def holds(self, other: Anchor) -> bool:
        """Whether a place is this one or stands below it."""
        if self.page != other.page or not self.name:
            return self.page == other.page or self == Anchor()
        own, others = self.tokens, other.tokens
        return others[: len(own)] == own

    def destination(self, work: str = "") -> str:
        """Return the name under which a PDF leads here: `file.pdf#nameddest=annex-1.s2-c3`.

        Neither the names of works nor anchors hold a full stop, so that no two places share a name.

        Args:
            work: name of the work in the collected volume, "" in the work's own file.
        """
        return ".".join(part for part in (work, self.page, self.name) if part)

    @property
    def bookmark(self) -> str:
        """The name under which a Word file leads here: `file.docx#annex_1__s2_c3`.

        Word takes letters, digits and low lines, forty in all: of a longer one the end stands as its hash.
        """
        name = "__".join(part for part in (self.page, self.name) if part).replace("-", "_")
        if len(name) <= _LONGEST_BOOKMARK:
            return name
        digest = hashlib.sha256(name.encode("ascii")).hexdigest()[:_HASH]
        return f"{name[: _LONGEST_BOOKMARK - _HASH - 1]}_{digest}"


ROOT = Anchor()
"""The work itself."""


@dataclass(frozen=True, slots=True, order=True)
class ClauseId:
    """An anchor in the library: "some-plan-2021#s2-c3", "some-plan-2021#annex-1#s1", "some-plan-2021"."""

    work: str
    anchor: Anchor = ROOT

    @classmethod
    def parse(cls, text: str) -> ClauseId:
        """Return the place that is written so.

        Raises:
            ValueError: what stands behind the work's name is no anchor.
        """
        work, _, anchor = text.partition("#")
        return cls(work, Anchor.parse(anchor))

    def __str__(self) -> str:
        anchor = str(self.anchor)
        return f"{self.work}#{anchor}" if anchor else self.work


def write_repeat(number: int) -> str:
    """Return the suffix of the `number`-th place (from 2) of one name: -2nd, -3rd, -4th."""
    ending = {_SECOND: "nd", _THIRD: "rd"}.get(number, "th")
    return f"-{number}{ending}"


def _is_name(name: str) -> bool:
    at = 0
    while at < len(name):
        match = _TOKEN_RE.match(name, at)
        if match is None:
            return False
        at = match.end()
        if at < len(name):
            if name[at] != "-" or at + 1 == len(name):
                return False
            at += 1
    return True
