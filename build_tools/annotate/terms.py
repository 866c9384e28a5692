"""Clauses → where they use the glossary's terms.

The matcher knows no word boundaries, which Chinese does not write: at each place the longest form wins, and a
longer word that an entry names as another thing (`not_inside`) wins over the forms in it. A form that begins or ends
in a Latin letter or digit is found only where no other adjoins, so that EDA is not in SEDA, nor LTE in TD-LTE.
Letters of full width count as letters. What stands in 《…》 is a name, and no use of a term; nor is what
stands in an address of the web.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.hanzi.drafting import NAMED_RE
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.glossary import Glossary
from build_tools.model.note import BodyMention, TermUse

_ADDRESS_RE = re.compile(r"(?:https?://|www\.)[!-~]+")
_ITEM_NUMBER_RE = re.compile(r"[0-9]{1,2}\.")
# Only the letters and digits of full width are folded: one code point each, so offsets hold.
_FOLDED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_PREFIX = 2


def fold_letters(text: str) -> str:
    """Return the text with Latin letters and digits of full width narrowed; the same length."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a text: [start, end) in code points, and the id of its term."""

    start: int
    end: int
    term: str


class TermMatcher:
    """Finds the forms of a glossary, longest first, from left to right without overlaps."""

    def __init__(self, glossary: Glossary) -> None:
        forms: dict[str, str] = {}
        for term in glossary.terms:
            for word in term.not_inside:
                # The same word may be a form of another entry, which then has it.
                forms.setdefault(fold_letters(word), "")
            for form in term.forms:
                forms[fold_letters(form)] = term.id
        # By the first two characters; a form of one character has its own list.
        self._by_prefix: dict[str, list[tuple[str, str]]] = {}
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            self._by_prefix.setdefault(form[:_PREFIX], []).append((form, forms[form]))
        self._firsts = {prefix[:1] for prefix in self._by_prefix}

    def find(self, text: str) -> Iterator[Match]:
        """Yield the matches in a text, in order."""
        folded = fold_letters(text)
        closed = deque(_closed_spans(text, folded))
        at = 0
        while at < len(folded):
            if closed and at >= closed[0][0]:
                at = max(at, closed.popleft()[1])
                continue
            is_first = folded[at] in self._firsts  # of three characters two are of no form
            found = self._longest(folded, at, closed[0][0] if closed else len(folded)) if is_first else None
            if found is None:
                at += 1
                continue
            form, term = found
            if term:
                yield Match(at, at + len(form), term)
            at += len(form)

    def _longest(self, text: str, at: int, limit: int) -> tuple[str, str] | None:
        for prefix in (text[at : at + _PREFIX], text[at : at + 1]):
            for form, term in self._by_prefix.get(prefix, ()):
                end = at + len(form)
                if end <= limit and text.startswith(form, at) and _stands_alone(text, at, end):
                    return form, term
        return None


def _closed_spans(text: str, folded: str) -> list[tuple[int, int]]:
    """Where no term is looked for: names in 《…》 and addresses of the web, in order."""
    names = (match.span() for match in NAMED_RE.finditer(text))
    addresses = (match.span() for match in _ADDRESS_RE.finditer(folded))
    return sorted((*names, *addresses))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word runs over either edge; a hyphen between letters holds a word together."""
    if _is_latin(text[start]) and start:
        before = text[start - 1]
        if _is_latin(before) or (before == "-" and start > 1 and _is_latin(text[start - 2])):
            return False
        # 2.5G is no 5G; but 3.5G at the beginning may be item 3.
        if before == "." and text[start].isdigit() and start > 1 and text[start - 2].isdigit():
            return _ITEM_NUMBER_RE.fullmatch(text, 0, start) is not None and _ends_alone(text, end)
    return _ends_alone(text, end)


def _ends_alone(text: str, end: int) -> bool:
    if _is_latin(text[end - 1]) and end < len(text):
        after = text[end]
        if _is_latin(after) or (
            after == "-" and end + 1 < len(text) and text[end + 1].isascii() and text[end + 1].isalpha()
        ):
            return False
    return True


def find_terms(
    clauses: Iterable[Clause], matcher: TermMatcher, mentions: Iterable[BodyMention] = ()
) -> tuple[TermUse, ...]:
    """Return every use of a term, by clause and place.

    A use is marked `linked` where the text may carry a link for it: the first in its clause, in running text, not in
    a heading, a lead, a title, a signature, a table's header or a responsibility group: 责任单位 closes every other
    clause, and nobody needs it explained each time. In a heading a term is linked that the text
    below it, up to the next heading, does not use.
    """
    groups: dict[int, set[tuple[int, int]]] = {}
    for mention in mentions:
        groups.setdefault(mention.block, set()).add(mention.group)
    uses: list[TermUse] = []
    above: dict[str, int] = {}  # term → its use in the heading above
    for clause in clauses:
        if clause.kind is not ClauseKind.TEXT:
            _link_unexplained(uses, above)
        seen: set[str] = set()
        running = clause.kind is ClauseKind.TEXT and not clause.role
        for match in matcher.find(clause.text):
            linked = running and match.start >= clause.lead and match.term not in seen
            linked = linked and not any(start <= match.start < end for start, end in groups.get(clause.block, ()))
            if linked:
                seen.add(match.term)
                above.pop(match.term, None)
            elif clause.kind is ClauseKind.HEADING and not clause.text[match.end : match.end + 1].isdigit():
                # 专栏1 is a number.
                above.setdefault(match.term, len(uses))
            uses.append(TermUse(clause.block, match.start, match.end, match.term, linked))
    _link_unexplained(uses, above)
    return tuple(uses)


def _link_unexplained(uses: list[TermUse], above: dict[str, int]) -> None:
    for number in above.values():
        uses[number] = replace(uses[number], linked=True)
    above.clear()


_LATIN_RE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]\.?|[0-9]+(?=[A-Z]))[A-Za-z0-9+]*(?:[-/][A-Za-z0-9+]*[A-Za-z][A-Za-z0-9+]*)*"
)


def find_unexplained(clauses: Iterable[Clause], matcher: TermMatcher, ignored: Iterable[str]) -> dict[str, int]:
    """Return how often each Latin expression stands in the texts that no entry and no ignored one explains."""
    known = set(ignored)
    counts: dict[str, int] = {}
    for clause in clauses:
        text = fold_letters(clause.text)
        covered = [(match.start, match.end) for match in matcher.find(clause.text)]
        covered += _closed_spans(clause.text, text)
        for match in _LATIN_RE.finditer(text):
            inside = any(start < match.end() and match.start() < end for start, end in covered)
            if not inside and match[0] not in known:
                counts[match[0]] = counts.get(match[0], 0) + 1
    return counts
