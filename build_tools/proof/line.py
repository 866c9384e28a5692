"""What a reader finds in a written file, and what it should find: lines; and the first place where the two differ.

A line is text without a break in it: a heading, a paragraph, a paragraph of a cell. The readers of this room give the
lines of what they read, `expected` those that an edition must read as; both are compared here, and nowhere else.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from build_tools.messages import _

Mark = tuple[int, int, str]
_CONTEXT = 12  # characters shown on both sides of the first that differs
_BLANKS = " \t\r\n"
# Controls, formats, surrogates and what is assigned to nobody print as nothing; a mark may stand for each.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_STAND_IN = "\ufffd"


def name_work(file: str) -> str:
    """Return the work to which a file of a site belongs, "" for one that belongs to none."""
    parts = file.removeprefix("hant/").split("/")
    return parts[1] if parts[0] == "plans" and len(parts) > 2 else ""


class Joint(StrEnum):
    """What parts a line from the one before it."""

    BLOCK = "block"  # the end of a paragraph, a heading, a table
    LINE = "line"  # a line break within one of them
    CELL = "cell"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and what stands at its beginning.

    Attributes:
        text: its words.
        joint: what parts it from the line before.
        ids: that lead to it, those that stand in front of it included.
        cited: (id, words by which the place is cited) as printed there; the id is "" where the frame of a table tells.
        marks: [start, end) and name of superscripts and subscripts.
        tag: "h2", "p"; of a cell "td" or "th" with rows and columns where it takes several: "td 2 1".
        place: the anchor to name where something is wrong; only of what is expected.
    """

    text: str
    joint: Joint = Joint.BLOCK
    ids: frozenset[str] = frozenset()
    cited: frozenset[tuple[str, str]] = frozenset()
    marks: tuple[Mark, ...] = ()
    tag: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a written file is not what the edition says.

    Attributes:
        output: kind of file: "pages", "EPUB", …
        file: its path, relative to what was proved.
        what: what is wrong, a few words.
        work: name of the work, "" where the file is of no work.
        anchor: the nearest place of it.
        offset: of the first character that differs, in code points of the line; -1 where it is not the text.
        expected: what should stand there, with its surroundings.
        found: what stands there.
    """

    output: str
    file: str
    what: str
    work: str = ""
    anchor: str = ""
    offset: int = -1
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        place = f"{self.work}#{self.anchor}" if self.work and self.anchor else self.work
        parts = [f"{self.output}: {self.file}", *([place] if place else []), self.what]
        told = ": ".join(parts)
        if self.offset >= 0:
            told += _(" at character {offset}", offset=self.offset)
        if self.expected or self.found:
            told += _(": should read {expected!r}, reads {found!r}", expected=self.expected, found=self.found)
        return told


Judged = tuple[list[Fault], int]
"""What is wrong, and how many characters of the works were read."""


def tell_unreadable(output: str, file: str, error: Exception, work: str = "", anchor: str = "") -> Fault:
    """Return that a file cannot be read, and why."""
    return Fault(output, file, _("cannot be read: {error!r}", error=error), work, anchor)


@dataclass(frozen=True, slots=True)
class Aspects:
    """What of its lines a kind of file shows, and so what is compared beside their texts."""

    ids: bool = True
    cited: bool = True
    marks: bool = True
    tags: bool = True
    known: Collection[str] = ()  # ids of the work; others lead nowhere that is promised


def same_text(expected: str, found: str) -> bool:
    """Whether a text prints as another: a line feed as a blank, what cannot be printed as U+FFFD."""
    return expected == found or first_difference(expected, found) < 0


def first_difference(expected: str, found: str) -> int:
    """Return the offset of the first character that differs, -1 where none does."""
    for at, (one, other) in enumerate(zip(expected, found, strict=False)):
        if one != other and not _prints_as(one, other):
            return at
    return -1 if len(expected) == len(found) else min(len(expected), len(found))


def _prints_as(char: str, shown: str) -> bool:
    return (char == "\n" and shown == " ") or (shown == _STAND_IN and unicodedata.category(char) in _UNPRINTABLE)


def excerpt(text: str, at: int) -> str:
    """Return what stands around an offset."""
    return text[max(0, at - _CONTEXT) : at + _CONTEXT]


def squeeze(text: str) -> str:
    """Return a text without what prints nothing: browsers and parsers fold blanks, and show a sign for controls."""
    is_plain = text.isprintable() and " " not in text and _STAND_IN not in text  # told in no time
    return text if is_plain else text.translate(_SQUEEZED)


class _Squeezed(dict[int, int | None]):
    """What `squeeze` leaves of each character; what has been asked for is kept."""

    def __missing__(self, code: int) -> int | None:
        is_shown = unicodedata.category(chr(code))[0] not in "CZ" and code != ord(_STAND_IN)
        self[code] = kept = code if is_shown else None
        return kept


_SQUEEZED = _Squeezed()


def compare_pictures(wanted: Sequence[str], found: Sequence[str], output: str, file: str, work: str) -> list[Fault]:
    """Return that a page shows other pictures than it should, or one without words for it."""
    if list(wanted) == list(found):
        return []
    return [Fault(output, file, _("the pictures differ"), work, expected=", ".join(wanted), found=", ".join(found))]


def compare_lines(
    expected: Sequence[Line], found: Sequence[Line], aspects: Aspects, output: str, file: str, work: str
) -> list[Fault]:
    """Return the first difference between what should be read and what is, in a list; an empty one where all is well.

    Only the first: behind a line that is lost, every one differs.
    """
    wanted, read = _settle(expected), _settle(found)
    for number, line in enumerate(wanted):
        if number >= len(read):
            return [Fault(output, file, _("text is lost"), work, line.place, 0, excerpt(line.text, 0), "")]
        if fault := _differ(line, read[number], aspects):
            what, offset, one, other = fault
            return [Fault(output, file, what, work, line.place, offset, one, other)]
    if len(read) > len(wanted):
        place = wanted[-1].place if wanted else ""
        extra = read[len(wanted)].text
        return [Fault(output, file, _("words that are not the document's"), work, place, 0, "", excerpt(extra, 0))]
    return []


def _differ(line: Line, read: Line, aspects: Aspects) -> tuple[str, int, str, str] | None:
    """What is wrong with a line: the fault in words, the offset, what should be read and what is."""
    if line.text != read.text and (at := first_difference(line.text, read.text)) >= 0:
        return _("the text differs"), at, excerpt(line.text, at), excerpt(read.text, at)
    if line.joint is not read.joint:
        what = _("a {wanted} became a {found}", wanted=line.joint, found=read.joint)
        return what, 0, excerpt(line.text, 0), excerpt(read.text, 0)
    if aspects.ids:
        ids = read.ids & line.ids if not aspects.known else read.ids & frozenset(aspects.known)
        if lost := line.ids - ids:
            return _("an id is lost here"), -1, " ".join(sorted(lost)), " ".join(sorted(read.ids))
        if strange := ids - line.ids:
            return _("an id leads here that should not"), -1, "", " ".join(sorted(strange))
    if aspects.cited and not _same_words(line.cited, read.cited):
        return _("the citation differs"), -1, _tell(line.cited - read.cited), _tell(read.cited - line.cited)
    if aspects.marks and line.marks != read.marks:
        return _("superscripts or subscripts differ"), -1, str(line.marks), str(read.marks)
    if aspects.tags and line.tag != read.tag:
        return _("the kind of element differs"), -1, line.tag, read.tag
    return None


def _same_words(expected: Iterable[tuple[str, str]], found: Iterable[tuple[str, str]]) -> bool:
    wanted, read = sorted(expected), sorted(found)
    return wanted == read or (
        [name for name, _ in wanted] == [name for name, _ in read]
        and all(same_text(one, other) for (_, one), (_, other) in zip(wanted, read, strict=True))
    )


def _tell(cited: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {words}".strip() for name, words in sorted(cited))


def _settle(lines: Sequence[Line]) -> list[Line]:
    """Return lines without blanks at their edges and with marks joined; a row of one empty cell is no row."""
    settled: list[Line] = []
    for number, line in enumerate(lines):
        if not line.text and line.joint is Joint.ROW and not line.ids and not line.cited:
            following = lines[number + 1].joint if number + 1 < len(lines) else Joint.BLOCK
            if following is not Joint.CELL:
                continue
        text = line.text.strip(_BLANKS)
        if text == line.text and not line.marks:
            settled.append(line)
            continue
        cut = line.text.find(text) if text else 0
        marks = join_marks((start - cut, end - cut, name) for start, end, name in line.marks)
        marks = trim_marks(text, marks)
        settled.append(Line(text, line.joint, line.ids, line.cited, marks, line.tag, line.place))
    return settled


def join_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in order; those of one name that touch become one."""
    joined: list[Mark] = []
    for start, end, name in sorted(marks):
        if joined and joined[-1][1] == start and joined[-1][2] == name:
            joined[-1] = (joined[-1][0], end, name)
        else:
            joined.append((start, end, name))
    return tuple(joined)


def trim_marks(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks without blanks at their edges, and as one those parted by blanks: these look the same anywhere."""
    trimmed: list[Mark] = []
    for start, end, name in marks:
        first, last = max(start, 0), min(end, len(text))
        while first < last and _is_blank(text[first]):
            first += 1
        while first < last and _is_blank(text[last - 1]):
            last -= 1
        if first < last:
            if trimmed and trimmed[-1][2] == name and all(map(_is_blank, text[trimmed[-1][1] : first])):
                first = trimmed.pop()[0]
            trimmed.append((first, last, name))
    return tuple(trimmed)


def _is_blank(char: str) -> bool:
    """Whether a character shows no ink of its own; what some outputs cannot hold is shown as a sign."""
    return char.isspace() or char == _STAND_IN or unicodedata.category(char) in _UNPRINTABLE
