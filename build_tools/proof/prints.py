"""PDFs → faults: the characters of a work stand there in order, with nothing between them that is not marked as ours.

Where lines end is the printer's business: a blank may be missing there. A footnote of ours opens with 编者注：,
a heading of ours ends with 〔编〕.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_tools.messages import _
from build_tools.model.block import Block, Form
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import ProvedWork
from build_tools.proof.line import Fault, Judged, excerpt, tell_unreadable
from build_tools.proof.pdf_reader import PrintedFile, Run, read_pdf

OUTPUT = "PDF"
_NOTE = "编者注："
_OURS = "印发通知〔编〕"
_NO_GLYPH = "〓"
_CONTEXT = 12
_SMALLER = 0.85  # of the size around it: a superscript or subscript
_SAME_LINE = 1.0  # pt
_ABOVE = 1.5  # pt that a place may lie below the line it leads to
_FORMLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# Characters that print as themselves or not at all right; most of a plan's are among them.
_PLAIN_RE = re.compile("[一-\u9fff、。《》（），；：“”—0-9A-Za-z%.]+")
_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or one of a cell: the number of its block, its offset there, its text in the script of the file.

    A cell that reaches over rows is printed in the middle of them, and so read where they stand, sooner or later.
    """

    block: int
    offset: int
    text: str
    reaches: bool = False


def prove_print(
    works: Iterable[ProvedWork], data: bytes, file: str, change: ChangeScript, *, is_volume: bool
) -> Judged:
    """Return what is wrong with a PDF of these works, and how many characters of theirs it holds."""
    try:
        printed = read_pdf(data)
    except ValueError as error:
        return [tell_unreadable(OUTPUT, file, error)], 0
    faults: list[Fault] = []
    characters = 0
    for work in works:
        prefix = f"{work.name}." if is_volume else ""
        found, count = _Proof(work, printed, file, change, prefix).prove()
        faults += found
        characters += count
    return faults, characters


class _Proof:
    """Proves one work in a PDF."""

    def __init__(self, work: ProvedWork, printed: PrintedFile, file: str, change: ChangeScript, prefix: str) -> None:
        self.work, self.file, self.change, self.prefix = work, file, change, prefix
        self.places = {
            name.removeprefix(prefix): place
            for name, place in printed.destinations.items()
            if name.startswith(prefix) and (not prefix or name != prefix)
        }
        self.printed = printed
        self.ours = change(_OURS)
        self.text = ""  # of the work's pages
        self.runs: tuple[Run, ...] = ()  # of each of its characters
        self.gaps: frozenset[int] = frozenset()  # characters with a blank's room before them
        self.notes: dict[int, int] = {}
        self.note_starts: list[int] = []
        self.reached = (0, 0)  # how far the last part was followed: its offset, the place in the file
        self.starts: dict[int, Run] = {}  # by number of the block, where its first character stands
        self.marked: dict[tuple[int, int], int] = {}  # of blocks with marks, by block and offset, the place in the text

    def fault(self, what: str, block: int = -1, offset: int = -1, expected: str = "", found: str = "") -> Fault:
        anchor = str(self.work.edition.blocks[block].place) if block >= 0 else ""
        return Fault(OUTPUT, self.file, what, self.work.name, anchor, offset, expected, found)

    def prove(self) -> Judged:
        lost = sorted(place.destination() for place in self.work.promised if place.destination() not in self.places)
        if lost:
            return [Fault(OUTPUT, self.file, _("a destination is lost"), self.work.name, lost[0])], 0
        pages = [self.places[place.destination()].page for place in self.work.promised]
        if not pages:
            return [], 0
        first = min(pages)
        begun = bisect_left(self.printed.runs, first, key=lambda run: run.page)
        self.text, self.runs = self.printed.text[begun:], self.printed.runs[begun:]
        self.gaps = frozenset(at - begun for at in self.printed.gaps)
        self.notes = _find_notes(self.text, self.runs)
        self.note_starts = sorted(self.notes)
        parts = self.list_parts()
        faults = self.match(parts) or self.prove_marks() or self.prove_places()
        return faults, sum(len(part.text) for part in parts)

    def list_parts(self) -> list[_Part]:
        """Return what the work prints, in order."""
        found: list[_Part] = []
        for number, block in enumerate(self.work.edition.blocks):
            if block.form is not Form.ROW:
                found.append(_Part(number, 0, self.change(block.text.text)))
                continue
            for cell in block.cells:
                reaches = cell.rowspan > 1
                found.extend(_Part(number, part.start, self.change(part.text.text), reaches) for part in cell.parts)
        return [part for part in found if part.text]

    def match(self, parts: Sequence[_Part]) -> list[Fault]:
        """Follow the parts through the file; take note of where each block begins."""
        at = 0
        waiting: list[_Part] = []
        for part in parts:
            while (end := self.follow(part, at)) is None:
                late = next((one for one in waiting if self.follow(one, at) is not None), None)
                if late is not None:
                    waiting.remove(late)
                    at = self.follow(late, at) or at
                elif part.reaches:
                    waiting.append(part)
                    break
                else:
                    return [self.tell(part, at)]
            else:
                at = end
        for part in waiting:
            end = self.follow(part, at)
            if end is None:
                return [self.tell(part, at)]
            at = end
        return self.refuse_more(at)

    def follow(self, part: _Part, at: int) -> int | None:
        """Return where a part ends that begins at `at`; None where it does not stand there."""
        begun: Run | None = None
        before = at - 1
        self.reached = (0, at)
        kept: dict[tuple[int, int], int] = {}
        has_marks = bool(self.work.edition.blocks[part.block].marks)
        offset = 0
        while offset < len(part.text):
            plain = _PLAIN_RE.match(part.text, offset)
            if plain and (same := self.count_same(plain[0], at)):
                begun = begun or self.runs[at]
                if has_marks:
                    kept |= {(part.block, part.offset + offset + one): at + one for one in range(same)}
                offset, at = offset + same, at + same
                before = at - 1
                continue
            char = part.text[offset]
            if _prints_nothing(char):
                offset += 1
                continue
            while skipped := self.skip(at, char):
                at += skipped
            shown = self.text[at] if at < len(self.text) else ""
            self.reached = (offset, at)
            offset += 1
            if char.isspace():
                if shown.isspace():
                    at += 1
                elif begun and shown and at not in self.gaps and not self.ends_line(before, at):
                    return None
                continue
            if not shown or not _shows(char, shown):
                return None
            begun = begun or self.runs[at]
            kept[part.block, part.offset + offset - 1] = at
            before = at
            at += 1
        if begun:
            self.starts.setdefault(part.block, begun)
        if has_marks:
            self.marked |= kept
        return at

    def count_same(self, words: str, at: int) -> int:
        """Return how many of some characters stand at a place, one after another and in no note of ours."""
        if at in self.notes:
            return 0
        following = bisect_right(self.note_starts, at)
        end = self.note_starts[following] if following < len(self.note_starts) else len(self.text)
        words = words[: end - at]
        if self.text.startswith(words, at):
            return len(words)
        return next(number for number, char in enumerate(words) if self.text[at + number : at + number + 1] != char)

    def skip(self, at: int, wanted: str) -> int:
        """Return how many characters here are ours, or blanks that no line has."""
        if at >= len(self.text):
            return 0
        if at in self.notes:
            return self.notes[at]
        shown = self.text[at]
        if wanted and _shows(wanted, shown):
            return 0
        if self.text.startswith(self.ours, at):
            return len(self.ours)
        if shown.isdigit() and self.notes and at and self.runs[at].size < _SMALLER * self.runs[at - 1].size:
            return 1  # the sign of a footnote
        if shown.isspace() and (at + 1 == len(self.text) or at == 0 or self.ends_line(at, at + 1)):
            return 1
        return 0

    def ends_line(self, at: int, following: int) -> bool:
        """Whether the character at a place is the last one of its line, another one the next."""
        one, other = self.runs[at], self.runs[following]
        return one.page != other.page or abs(one.y - other.y) > _SAME_LINE or other.x < one.x

    def refuse_more(self, at: int) -> list[Fault]:
        """Refuse what stands behind the work's last words on their page."""
        before = at - 1
        while skipped := self.skip(at, ""):
            at += skipped
        if before >= 0 and at < len(self.text) and self.runs[at].page == self.runs[before].page:
            extra = self.text[at : at + 2 * _CONTEXT]
            return [self.fault(_("words that are not the document's"), len(self.work.edition.blocks) - 1, found=extra)]
        return []

    def tell(self, part: _Part, at: int) -> Fault:
        self.follow(part, at)
        offset, at = self.reached
        read = self.text[max(0, at - _CONTEXT) : at + _CONTEXT]
        return self.fault(_("the text differs"), part.block, part.offset + offset, excerpt(part.text, offset), read)

    def prove_marks(self) -> list[Fault]:
        """Superscripts and subscripts are printed smaller than what else stands in their block."""
        for number, block in enumerate(self.work.edition.blocks):
            if not block.marks:
                continue
            inside = {at for mark in block.marks for at in range(mark.start, mark.end)}
            shown = [(at, place) for (of, at), place in sorted(self.marked.items()) if of == number]
            full = max((self.runs[place].size for at, place in shown if at not in inside), default=0.0)
            for at, place in shown:
                if full and at in inside and self.runs[place].size >= _SMALLER * full:
                    return [self.fault(_("superscripts or subscripts differ"), number, at, found=self.text[place])]
        return []

    def prove_places(self) -> list[Fault]:
        """Every name leads to its block: of all blocks that begin at or below its height, that block is the first."""
        by_page: dict[int, list[tuple[int, Run]]] = {}
        for number, first in self.starts.items():
            by_page.setdefault(first.page, []).append((number, first))
        pending: list[Block] = []
        for number, block in enumerate(self.work.edition.blocks):
            pending.append(block)
            start = self.starts.get(number)
            if start is None:
                continue
            for one in pending:
                for place in (
                    *one.places,
                    *(old for new in one.places for old in self.work.former.get(new, ())),
                ):
                    if fault := self.prove_place(place.destination(), number, start, by_page):
                        return [fault]
            pending.clear()
        return []

    def prove_place(
        self, name: str, number: int, start: Run, by_page: dict[int, list[tuple[int, Run]]]
    ) -> Fault | None:
        place = self.places[name]
        below = [
            (other, one)
            for other, one in by_page.get(place.page, ())
            if one.y <= place.y + _ABOVE and place.page == one.page
        ]
        reached = next((one for _, one in below), None)
        if below and _is_one_title(self.work.edition.blocks[below[0][0] : number + 1]):
            return None
        if reached is None or place.page != start.page or abs(reached.y - start.y) > _SAME_LINE:
            shown = self.work.edition.blocks[below[0][0]].place if below else f"page {place.page + 1}"
            return self.fault(_("the destination {name} leads elsewhere", name=name), number, found=str(shown))
        return None


def _is_one_title(blocks: Sequence[Block]) -> bool:
    """Whether blocks are lines of one title, which is one heading."""
    return (
        len(blocks) > 1
        and len({(block.form, block.role) for block in blocks}) == 1
        and (blocks[0].form is Form.TITLE or blocks[0].role == "notice-title")
    )


def _find_notes(text: str, runs: Sequence[Run]) -> dict[int, int]:
    """Return where footnotes of ours begin on their pages, their numbers included → how many characters they take."""
    found: dict[int, int] = {}
    at = 0
    while (at := text.find(_NOTE, at)) >= 0:
        start = at
        while start > 0 and (text[start - 1].isdigit() or text[start - 1].isspace()):
            start -= 1
        end = bisect_right(runs, runs[at].page, lo=at, key=lambda run: run.page)
        found.setdefault(start, end - start)
        at = max(end, at + 1)
    return found


def _shows(char: str, shown: str) -> bool:
    return char == shown or (char.isspace() and shown.isspace()) or (shown == _NO_GLYPH and _is_rare(char))


def _is_rare(char: str) -> bool:
    """Whether faces of Chinese may lack a character: it is none of those that have two bytes in GBK or in Big5."""
    for encoding in ("gbk", "big5"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


def _prints_nothing(char: str) -> bool:
    return (
        unicodedata.category(char) == "Cf" or char in _FORMLESS or any(ord(char) in some for some in _SELECTORS)
    ) and not "\u202a" <= char <= "\u2069"
