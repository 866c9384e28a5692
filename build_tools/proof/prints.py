"""PDFs → faults: the characters of a work stand there in order, with nothing between them that is not marked as ours.

Where lines end is the printer's business: a blank may be missing there. A footnote of ours opens with 编者注：,
a heading of ours ends with 〔编〕.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.model.block import Block, Form
from build_tools.proof.expected import Change, ProvedWork, places_of
from build_tools.proof.line import Fault, excerpt
from build_tools.proof.pdf_reader import Printed, PrintedFile, read_pdf

OUTPUT = "PDF"
_NOTE = "编者注："
_OURS = "印发通知〔编〕"
_NO_GLYPH = "〓"
_CONTEXT = 12
_SMALLER = 0.85  # of the size around it: a superscript or subscript
_SAME_LINE = 1.0  # pt
_ABOVE = 1.5  # pt that a place may lie below the line it leads to
_FORMLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
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
    works: Sequence[ProvedWork], data: bytes, file: str, change: Change, *, is_volume: bool
) -> tuple[list[Fault], int]:
    """Return what is wrong with a PDF of these works, and how many characters of theirs it holds."""
    try:
        printed = read_pdf(data)
    except ValueError as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}")], 0
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

    def __init__(self, work: ProvedWork, printed: PrintedFile, file: str, change: Change, prefix: str) -> None:
        self.work, self.file, self.change, self.prefix = work, file, change, prefix
        self.places = {
            name.removeprefix(prefix): place
            for name, place in printed.destinations.items()
            if name.startswith(prefix) and (not prefix or name != prefix)
        }
        self.printed = printed
        self.ours = change(_OURS)
        self.stream: list[Printed] = []
        self.notes: dict[int, int] = {}
        self.reached = (0, 0)  # how far the last part was followed: its offset, the place in the file
        self.starts: dict[int, Printed] = {}  # by number of the block, its first character
        self.marked: dict[tuple[int, int], Printed] = {}  # of blocks with marks, by block and offset

    def fault(self, what: str, block: int = -1, offset: int = -1, expected: str = "", found: str = "") -> Fault:
        anchor = str(self.work.edition.blocks[block].place) if block >= 0 else ""
        return Fault(OUTPUT, self.file, what, self.work.name, anchor, offset, expected, found)

    def prove(self) -> tuple[list[Fault], int]:
        lost = sorted(place.destination() for place in self.work.promised if place.destination() not in self.places)
        if lost:
            return [Fault(OUTPUT, self.file, "a destination is lost", self.work.name, lost[0])], 0
        pages = [self.places[place.destination()].page for place in self.work.promised]
        if not pages:
            return [], 0
        first = min(pages)
        self.stream = [one for one in self.printed.characters if one.page >= first]
        self.notes = _find_notes(self.stream)
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
        begun: Printed | None = None
        before: Printed | None = self.stream[at - 1] if at else None
        self.reached = (0, at)
        kept: dict[tuple[int, int], Printed] = {}
        has_marks = bool(self.work.edition.blocks[part.block].marks)
        for offset, char in enumerate(part.text):
            if _prints_nothing(char):
                continue
            while skipped := self.skip(at, char):
                at += skipped
            shown = self.stream[at] if at < len(self.stream) else None
            self.reached = (offset, at)
            if char.isspace():
                if shown and shown.char.isspace():
                    at += 1
                elif not (begun is None or shown is None or before is None or _ends_line(before, shown)):
                    return None
                continue
            if shown is None or not _shows(char, shown.char):
                return None
            begun = begun or shown
            if has_marks:
                kept[part.block, part.offset + offset] = shown
            before = shown
            at += 1
        if begun:
            self.starts.setdefault(part.block, begun)
        self.marked |= kept
        return at

    def skip(self, at: int, wanted: str) -> int:
        """Return how many characters here are ours, or blanks that no line has."""
        if at >= len(self.stream):
            return 0
        if at in self.notes:
            return self.notes[at]
        shown = self.stream[at]
        if wanted and _shows(wanted, shown.char):
            return 0
        ours = self.ours
        if shown.char == ours[0] and "".join(one.char for one in self.stream[at : at + len(ours)]) == ours:
            return len(ours)
        before = self.stream[at - 1] if at else None
        if shown.char.isdigit() and self.notes and before and shown.size < _SMALLER * before.size:
            return 1  # the sign of a footnote
        following = self.stream[at + 1] if at + 1 < len(self.stream) else None
        if shown.char.isspace() and (following is None or before is None or _ends_line(shown, following)):
            return 1
        return 0

    def refuse_more(self, at: int) -> list[Fault]:
        """Refuse what stands behind the work's last words on their page."""
        before = self.stream[at - 1] if at else None
        while skipped := self.skip(at, ""):
            at += skipped
        if before and at < len(self.stream) and self.stream[at].page == before.page:
            extra = "".join(one.char for one in self.stream[at : at + 2 * _CONTEXT])
            return [self.fault("words that are not the document's", len(self.work.edition.blocks) - 1, found=extra)]
        return []

    def tell(self, part: _Part, at: int) -> Fault:
        self.follow(part, at)
        offset, at = self.reached
        read = "".join(one.char for one in self.stream[max(0, at - _CONTEXT) : at + _CONTEXT])
        return self.fault("the text differs", part.block, part.offset + offset, excerpt(part.text, offset), read)

    def prove_marks(self) -> list[Fault]:
        """Superscripts and subscripts are printed smaller than what else stands in their block."""
        for number, block in enumerate(self.work.edition.blocks):
            if not block.marks:
                continue
            inside = {at for mark in block.marks for at in range(mark.start, mark.end)}
            sizes = [one.size for (of, at), one in self.marked.items() if of == number and at not in inside]
            full = max(sizes, default=0.0)
            for (of, at), one in sorted(self.marked.items(), key=lambda item: item[0]):
                if of == number and full and (one.size < _SMALLER * full) != (at in inside) and at in inside:
                    return [self.fault("superscripts or subscripts differ", number, at, found=one.char)]
        return []

    def prove_places(self) -> list[Fault]:
        """Every name leads to its block: of all blocks that begin at or below its height, that block is the first."""
        by_page: dict[int, list[tuple[int, Printed]]] = {}
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
                    *places_of(one),
                    *(old for new in places_of(one) for old in self.work.former.get(new, ())),
                ):
                    if fault := self.prove_place(place.destination(), number, start, by_page):
                        return [fault]
            pending.clear()
        return []

    def prove_place(
        self, name: str, number: int, start: Printed, by_page: dict[int, list[tuple[int, Printed]]]
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
            return self.fault(f"the destination {name} leads elsewhere", number, found=str(shown))
        return None


def _is_one_title(blocks: Sequence[Block]) -> bool:
    """Whether blocks are lines of one title, which is one heading."""
    return (
        len(blocks) > 1
        and len({(block.form, block.role) for block in blocks}) == 1
        and (blocks[0].form is Form.TITLE or blocks[0].role == "notice-title")
    )


def _find_notes(stream: Sequence[Printed]) -> dict[int, int]:
    """Return where footnotes of ours begin on their pages, their numbers included → how many characters they take."""
    found: dict[int, int] = {}
    at = 0
    text = "".join(one.char for one in stream)
    while (at := text.find(_NOTE, at)) >= 0:
        start = at
        while start > 0 and (stream[start - 1].char.isdigit() or stream[start - 1].char.isspace()):
            start -= 1
        end = at
        while end < len(stream) and stream[end].page == stream[at].page:
            end += 1
        found.setdefault(start, end - start)
        at = max(end, at + 1)
    return found


def _ends_line(one: Printed, following: Printed) -> bool:
    return one.page != following.page or abs(one.y - following.y) > _SAME_LINE or following.x < one.x


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
