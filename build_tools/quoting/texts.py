"""The wording of all works on one line, where a quotation is looked for, and the way back to clauses and characters."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build_tools.model.anchor import Anchor
from build_tools.model.record import SurveyedWork
from build_tools.quoting.wording import cuts_number, find_words, read_wording

_BETWEEN = "\n"  # works; no wording holds it, so that nothing is found across them


class Wording(NamedTuple):
    """A clause as quotations are held against it.

    Attributes:
        place: where it stands.
        citation: how it is cited.
        digest: the hash of its text in the lock, "" where it has none.
        text: what is printed.
        words: its wording.
    """

    place: Anchor
    citation: str
    digest: str
    text: str
    words: str


class Sign(NamedTuple):
    """A printed character: the number of its clause on the line, and its offset there."""

    clause: int
    offset: int


def cut_wordings(survey: SurveyedWork) -> tuple[Wording, ...]:
    """Return the clauses of a work as they are kept for this, in the order of the text."""
    return tuple(
        Wording(
            clause.place,
            clause.citation,
            survey.anchors.get(clause.place, ""),
            clause.text,
            read_wording(clause.text),
        )
        for clause in survey.clauses.clauses
    )


class Texts:
    """All works."""

    def __init__(self, works: Iterable[tuple[str, tuple[Wording, ...]]]) -> None:
        self.clauses: list[tuple[str, Wording]] = []
        self.starts: list[int] = []
        self.bounds: dict[str, tuple[int, int]] = {}
        words: list[str] = []
        length = 0
        for work, clauses in works:
            begin = length
            for clause in clauses:
                self.clauses.append((work, clause))
                self.starts.append(length)
                words.append(clause.words)
                length += len(clause.words)
            self.bounds[work] = begin, length
            words.append(_BETWEEN)
            length += 1
        self.line = "".join(words)

    def find(self, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield where a wording stands between two places of the line, cutting no number."""
        end = len(self.line) if end is None else end
        while (start := self.line.find(words, start, end)) >= 0:
            if self.widen(start, start + len(words)) == (start, start + len(words)):
                yield start
            start += 1

    def find_last(self, words: str, start: int, end: int) -> int | None:
        """Return the last such place."""
        while (place := self.line.rfind(words, start, end)) >= 0:
            if self.widen(place, place + len(words)) == (place, place + len(words)):
                return place
            end = place + len(words) - 1
        return None

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of the line with the whole of the numbers in which it begins and ends."""
        while cuts_number(self._text(first := self._sign(start)), first.offset):
            start -= 1
        while cuts_number(self._text(last := self._sign(end - 1)), last.offset + 1):
            end += 1
        return start, end

    def clause_at(self, place: int) -> int:
        """Return the number of the clause to which a place of the line belongs."""
        return bisect_right(self.starts, place) - 1

    def list_signs(self, start: int, end: int) -> list[Sign]:
        """Return what is printed from one place of the line to another, blanks too."""
        first, last = self._sign(start), self._sign(end - 1)
        return [
            Sign(clause, offset)
            for clause in range(first.clause, last.clause + 1)
            for offset in range(
                first.offset if clause == first.clause else 0,
                last.offset + 1 if clause == last.clause else len(self.clauses[clause][1].text),
            )
        ]

    def read(self, signs: Iterable[Sign]) -> str:
        """Return these characters."""
        return "".join(self._text(sign)[sign.offset] for sign in signs)

    def _sign(self, place: int) -> Sign:
        clause = self.clause_at(place)
        return Sign(clause, find_words(self.clauses[clause][1].text)[place - self.starts[clause]])

    def _text(self, sign: Sign) -> str:
        return self.clauses[sign.clause][1].text
