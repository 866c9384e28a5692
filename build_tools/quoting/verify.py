"""A quotation and the works → whether it stands there, and what differs where it nearly does.

Script, width and blanks do not count, nor do the signs at a quotation's ends; dots stand for what is left out. One
other character, a number or a label included, makes another wording, another sign another punctuation.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, islice

from build_tools.hanzi.punctuation import align_width
from build_tools.hanzi.script import detect_script, fold_script
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.script import Script
from build_tools.quoting.texts import Sign, Texts, Wording
from build_tools.quoting.wording import cuts_number, find_words, read_wording

LONGEST = 5_000
"""Characters of a quotation."""
_GAP_RE = re.compile(r"(?:…|⋯|\.{3,}|。{3,})+")
_ALIKE = 0.6  # of the wording of a quotation is found in the nearest place, or that is none
_PIECES = (2, 4)  # a quotation with so many faults less one has a piece without any
_SHORTEST = 3  # characters of a piece
_CANDIDATES = 40  # places of a piece that are looked at
_NEAREST = 4  # that are compared
_MOST = 200  # places where a quotation stands that are looked at
_OTHERS = 20  # that are told
_HEADING = 80  # characters of a heading, and of who answers for what stands above it
_SENTENCE = 4  # characters in a row that tell a place beyond a heading


class Agreement(StrEnum):
    """What is said of a quotation."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    ABSENT = "absent"


class Kind(StrEnum):
    """What differs."""

    WORDING = "wording"
    PUNCTUATION = "punctuation"
    WIDTH = "width"  # of a sign; the quotation is verbatim all the same


@dataclass(frozen=True)
class Difference:
    """One place where a quotation differs.

    Attributes:
        at: offset in the quotation, in code points.
        kind: what differs.
        found: in the quotation, "" where something is missing.
        stands: in the work, "" where something was put in.
    """

    at: int
    kind: Kind
    found: str
    stands: str


@dataclass(frozen=True)
class Finding:
    """What is found of a quotation.

    Attributes:
        verdict: what is said of it.
        work: name of the work, "" where it is in none.
        clause: where it begins.
        last: where it ends.
        differences: from the text there, in the order of the quotation.
        others: further places with the same words.
    """

    verdict: Agreement
    work: str = ""
    clause: Wording | None = None
    last: Wording | None = None
    differences: tuple[Difference, ...] = ()
    others: tuple[tuple[str, Anchor], ...] = ()


Prefer = Callable[[str, Anchor], bool]
"""Whether a place is where the quotation is said to stand."""


def verify_quotation(texts: Texts, quotation: str, prefer: Prefer = lambda _work, _place: False) -> Finding:
    """Tell whether a quotation stands in a work.

    Args:
        texts: of all works.
        quotation: as it was found.
        prefer: among several places, where it should stand.

    Raises:
        ValueError: there are no words in it, or it is too long; says so.
    """
    if not read_wording(quotation):
        raise ValueError(_("there are no words in it"))
    if len(quotation) > LONGEST:
        raise ValueError(_("it has more than {longest} characters: verify its paragraphs one by one", longest=LONGEST))
    whole = _Fragment(0, quotation)
    fragments = [whole]
    if _GAP_RE.search(quotation) and next(texts.find(whole.words), None) is None:
        fragments = [one for one in _cut_fragments(quotation) if one.words]
    return _Search(texts, fragments).find(prefer)


@dataclass(frozen=True)
class _Fragment:
    """What stands between two gaps: its offset in the quotation, and its text."""

    at: int
    text: str

    @property
    def words(self) -> str:
        return read_wording(self.text)


def _cut_fragments(quotation: str) -> Iterator[_Fragment]:
    start = 0
    for gap in _GAP_RE.finditer(quotation):
        yield _Fragment(start, quotation[start : gap.start()])
        start = gap.end()
    yield _Fragment(start, quotation[start:])


_Span = tuple[int, int]


class _Search:
    """The search for one quotation, whose fragments stand one behind another in one work."""

    def __init__(self, texts: Texts, fragments: list[_Fragment]) -> None:
        self.texts, self.fragments = texts, fragments
        self.words = [fragment.words for fragment in fragments]
        self.core = max(range(len(fragments)), key=lambda number: len(self.words[number]))

    def find(self, prefer: Prefer) -> Finding:
        """Return the best place, among equals the preferred, then the first."""
        length = len(self.words[self.core])
        spans = [(start, start + length) for start in islice(self.texts.find(self.words[self.core]), _MOST)]
        spans = spans or list(self.list_nearest(self.words[self.core], 0, len(self.texts.line)))
        findings = [self.judge(self.chain(span)) for span in spans]
        if not findings:
            return Finding(Agreement.ABSENT)

        def rank(finding: Finding) -> tuple[bool, int, bool]:
            changed = sum(max(len(d.found), len(d.stands)) for d in finding.differences if d.kind is not Kind.WIDTH)
            is_preferred = finding.clause is not None and prefer(finding.work, finding.clause.place)
            return finding.verdict is not Agreement.VERBATIM, changed, not is_preferred

        best = min(findings, key=rank)
        others = [
            (finding.work, finding.clause.place)
            for finding in findings
            if finding is not best and finding.clause and finding.verdict is best.verdict is Agreement.VERBATIM
        ]
        return Finding(best.verdict, best.work, best.clause, best.last, best.differences, tuple(others[:_OTHERS]))

    def chain(self, core: _Span) -> list[_Span | None]:
        """Return where each fragment stands, if that is where the longest does; None where one is nowhere near."""
        first, last = self.texts.bounds[self.texts.clauses[self.texts.clause_at(core[0])][0]]
        spans: list[_Span | None] = [None] * len(self.words)
        spans[self.core] = core
        begin = core[1]
        for number in range(self.core + 1, len(self.words)):
            start = next(self.texts.find(self.words[number], begin, last), None)
            spans[number] = span = self.place(number, start, begin, last)
            begin = span[1] if span else begin
        end = core[0]
        for number in reversed(range(self.core)):
            start = self.texts.find_last(self.words[number], first, end)
            spans[number] = span = self.place(number, start, first, end)
            end = span[0] if span else end
        return spans

    def place(self, number: int, start: int | None, begin: int, end: int) -> _Span | None:
        """Return where a fragment stands: at a place that was found, else the nearest within bounds."""
        if start is not None:
            return start, start + len(self.words[number])
        return next(self.list_nearest(self.words[number], begin, end), None)

    def list_nearest(self, words: str, begin: int, end: int) -> Iterator[_Span]:
        """Yield the places that are most like some words, where any is like them."""
        for count in _PIECES:
            size = max(len(words) // count, _SHORTEST)
            pieces = [(at, words[at : at + size]) for at in range(0, len(words) - size + 1, size)]
            starts: Counter[int] = Counter()
            for at, piece in pieces:
                place = begin - 1
                for _candidate in range(_CANDIDATES):
                    place = self.texts.line.find(piece, place + 1, end)
                    if place < 0:
                        break
                    starts[place - at] += 1
            spans = {self.compare(words, start, begin, end) for start, _ in starts.most_common(_NEAREST)}
            found = sorted(span for span in spans if span is not None)
            if found:
                yield from found
                return

    def compare(self, words: str, start: int, begin: int, end: int) -> _Span | None:
        """Return the place near a beginning that is like some words, None where it is not like enough."""
        slack = len(words) // 4 + 2
        near = self.fit(words, start, (begin, end), slack, 1)
        if near is not None and near[1] == len(words):
            return near[0]
        # Sentences of a quotation stand apart where it leaves out the heading between them.
        wide = self.fit(words, start, (begin, end), slack + _HEADING, _SENTENCE)
        return max((one for one in (near, wide) if one), key=lambda one: one[1], default=(None,))[0]

    def fit(self, words: str, start: int, bounds: _Span, slack: int, least: int) -> tuple[_Span, int] | None:
        """Return what is like some words and how many characters are, of runs of at least so many."""
        low, high = self.bound(start - slack, start + len(words) + slack, start + len(words) // 2, *bounds)
        window = self.texts.line[low:high]
        matcher = SequenceMatcher(None, window, words, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size >= least]
        alike = sum(block.size for block in blocks)
        if alike < _ALIKE * len(words):
            return None
        first, last = blocks[0], blocks[-1]
        left = len(words) - last.b - last.size
        return (max(low, low + first.a - first.b), min(high, low + last.a + last.size + left)), alike

    def bound(self, low: int, high: int, middle: int, begin: int, end: int) -> _Span:
        """Return the part of a stretch that is within bounds and in one work."""
        middle = min(max(middle, begin), end - 1)
        clause = self.texts.clause_at(middle)
        first, last = self.texts.bounds[self.texts.clauses[clause][0]]
        return max(low, first, begin), min(high, last, end)

    def judge(self, spans: list[_Span | None]) -> Finding:
        """Return what is found where the fragments stand."""
        differences: list[Difference] = []
        ends: list[Sign] = []
        for fragment, span in zip(self.fragments, spans, strict=True):
            if span is None:
                differences.append(Difference(fragment.at, Kind.WORDING, fragment.text, ""))
                continue
            signs = self.texts.list_signs(*self.texts.widen(*span))
            ends += signs[0], signs[-1]
            differences += _compare_prints(fragment, self.texts.read(signs))
        (work, clause), (_, last) = self.texts.clauses[ends[0].clause], self.texts.clauses[ends[-1].clause]
        is_verbatim = all(one.kind is Kind.WIDTH for one in differences)
        verdict = Agreement.VERBATIM if is_verbatim else Agreement.DIFFERS
        return Finding(verdict, work, clause, last, tuple(differences))


def _compare_prints(fragment: _Fragment, stands: str) -> Iterator[Difference]:
    """Yield what differs between a fragment, from its first word to its last, and what stands in the work."""
    words = find_words(fragment.text)
    ours, theirs = _Print(fragment.text, words[0], words[-1] + 1), _Print(stands, 0, len(stands))
    is_other_script = Script.HANT in (detect_script(fragment.text), detect_script(stands))
    for tag, a, b, c, d in SequenceMatcher(None, ours.key, theirs.key, autojunk=False).get_opcodes():
        if tag != "equal":
            found, there = ours.cut(a, b), theirs.cut(c, d)
            is_wording = read_wording(found) != read_wording(there) or ours.parts(a, b) or theirs.parts(c, d)
            kind = Kind.WORDING if is_wording else Kind.PUNCTUATION
            yield Difference(fragment.at + ours.find(a), kind, found, there)
            continue
        kinds = [_tell_apart(ours.at(a + i), theirs.at(c + i), is_other_script) for i in range(b - a)]
        for known, run in groupby(range(b - a), kinds.__getitem__):
            if known is not None:
                first, *_, last = 2 * [*run]
                found, there = ours.cut(a + first, a + last + 1), theirs.cut(c + first, c + last + 1)
                yield Difference(fragment.at + ours.find(a + first), known, found, there)


class _Print:
    """What is printed between two offsets of a text: its signs but blanks, with width and script folded as a key."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.end = text, end
        aligned = align_width(fold_script(text))
        self.places = [place for place in range(start, end) if aligned[place] != " "]
        self.key = "".join(aligned[place] for place in self.places)

    def find(self, number: int) -> int:
        """Return the offset of a sign in the text."""
        return self.places[number] if number < len(self.places) else self.end

    def at(self, number: int) -> str:
        """Return a sign as it stands in the text."""
        return self.text[self.places[number]]

    def cut(self, start: int, end: int) -> str:
        """Return the text from one sign to another."""
        return self.text[self.places[start] : self.places[end - 1] + 1] if end > start else ""

    def parts(self, start: int, end: int) -> bool:
        """Whether the signs between two stand inside of a number: 1.5 is not 15."""
        return 0 < start < end < len(self.key) and cuts_number(self.key[start - 1] + self.key[end], 1)


def _tell_apart(ours: str, theirs: str, is_other_script: bool) -> Kind | None:
    """Return what differs between two signs with one key: nothing, where one is the other in another script."""
    if ours == theirs:
        return None
    if fold_script(ours) != fold_script(theirs):
        return Kind.WIDTH
    # 划 and 画 have one key, for 計畫 is 计划; between two simplified texts they are two characters.
    is_form = is_other_script or Script.HANT in (detect_script(ours), detect_script(theirs))
    return None if is_form else Kind.WORDING
