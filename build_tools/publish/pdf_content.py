"""What the compiler writes of a page → the same page in fewer bytes.

The compiler says face, size, colour and place anew for every piece of a line, each within a state of its own. Here a
page's texts share one state, in which only changes are said, and pieces that follow each other without a gap become
one. What is drawn (lines, frames, pictures) stays as it is: it brings a state of its own along. Places move by less
than 0.02 pt.
"""

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from struct import unpack
from typing import NamedTuple

# Brackets may stand bare in a string where they pair (ISO 32000-1, 7.3.4.2). A page where they stand in each other
# deeper than this stays as it is.
_LEVELS = 6
_INSIDE = rb"[^\\()]++|\\."
for _ in range(_LEVELS):
    _INSIDE = rb"[^\\()]++|\\.|\((?:%b)*+\)" % _INSIDE
_STRING = rb"\((?:%b)*+\)" % _INSIDE
_STEP_RE = re.compile(
    rb"(?P<mark>/\w++(?: BMC|<<(?:[^<>]|<[0-9A-F]*+>)*+>>BDC)\n?)"
    rb"|(?P<end>EMC\n?)"
    rb"|(?P<begin>q 1 0 0 -1 ([\d.-]++) ([\d.-]++) cm/(\w++ cs(?: [\d.-]++)++) scn\nBT)"
    rb"|(?P<piece> 0 Tr/(\w++) ([\d.]++) Tf 1 0 0 -1 ([\d.-]++) ([\d.-]++) Tm"
    rb"(\[(?:[^\]\\()]++|%b)*+\]TJ|(?:%b|<[0-9A-F]*+>)Tj)\n?)"
    rb"|(?P<leave>ET\nQ\n)"
    rb"|(?P<drawn>q (?:(?!BT|EMC|BDC|BMC)[^(])*?\nQ\n)" % (_STRING, _STRING),
    re.DOTALL,
)
_MARK_RE = re.compile(rb"/Span<</MCID (\d+)>>BDC\n")
_PART_RE = re.compile(rb"<([0-9A-F]*+)>|\(((?:%b)*+)\)|(-?[\d.]++)" % _INSIDE, re.DOTALL)
_ESCAPE_RE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_SPECIAL_RE = re.compile(rb"[\\()\r]")
_SAME_PLACE = 0.02  # pt: so near to where the last piece ended that nothing can be seen
_PLACES = 2  # decimals of a place, in points
_SHIFTS = 1  # decimals of a shift within a line, in thousandths of the face's size

_NOWHERE = (math.inf, math.inf)

Widths = Mapping[bytes, Mapping[int, float]]
"""By the name of a face with codes of two bytes on its page: how far each moves, in thousandths of the size."""


class _Open(NamedTuple):
    """Marked content begins: with a number, where it is of the structure."""

    said: bytes
    number: int = -1
    has_drawing: bool = False


class _End(NamedTuple):
    """Marked content ends: `number` is that of the content."""

    number: int
    has_drawing: bool = False


class _Text(NamedTuple):
    """A piece of a line: texts as bytes of two a code, and shifts between them."""

    x: float
    y: float
    colour: bytes
    face: bytes
    size: bytes
    shown: tuple[bytes | float, ...]


_Step = _Open | _End | _Text | bytes


class PageContent:
    """The content of a page, taken apart.

    Attributes:
        joined: numbers of marked content, each with that of the content on which it follows directly.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._steps = _read_steps(data)
        self.joined = {
            after.number: before.number
            for before, after in pairwise(self._steps)
            if isinstance(before, _End)
            and isinstance(after, _Open)
            and before.number >= 0 <= after.number
            and not before.has_drawing
            and not after.has_drawing
        }

    def write(self, numbers: Mapping[int, int], widths: Widths) -> bytes:
        """Return the content with other numbers for what is marked; content that is `joined` may get one for both."""
        if not self._steps:
            return self._data
        steps: list[_Step] = []
        for step in self._steps:
            last = steps[-1] if steps else None
            if not isinstance(step, (_Open, _End)) or step.number < 0:
                steps.append(step)
                continue
            number = numbers[step.number]
            if isinstance(step, _Open):
                if isinstance(last, _End) and last.number == number:
                    steps.pop()
                else:
                    steps.append(_Open(step.said, number, step.has_drawing))
            else:
                steps.append(_End(number, step.has_drawing))
        writer = _Writer(widths)
        for step in steps:
            writer.write(step)
        return writer.finish()


class _Writer:
    """Writes steps; knows the state in which a reader is."""

    def __init__(self, widths: Widths) -> None:
        self._widths = widths
        self._parts: list[bytes] = []
        self._depth = 0  # of marked content
        self._text_depth = -1  # at which a text object has begun, where one has
        self._place = (0.0, 0.0)  # where the last line began, in a text object
        self._end = (0.0, 0.0)  # where the last piece ended
        self._state: tuple[bytes, ...] = (b"", b"", b"")  # colour, face, size
        self._line: list[bytes] = []  # parts of what is shown of one piece, not written yet

    def write(self, step: _Step) -> None:
        if isinstance(step, _Text):
            self._show(step)
            return
        self._end_line()
        if isinstance(step, _Open):
            # Text objects and marked content may not overlap (ISO 32000-1, 14.6).
            if step.has_drawing:
                self._end_text()
            else:
                self._begin_text()
            self._parts.append(step.said.rstrip() + b" " if step.number < 0 else b"/Span<</MCID %d>>BDC " % step.number)
            self._depth += 1
        elif isinstance(step, _End):
            if self._text_depth == self._depth:
                self._end_text()
            self._depth -= 1
            self._parts.append(b"EMC ")
        else:
            self._end_text()
            self._parts.append(step)

    def finish(self) -> bytes:
        self._end_line()
        self._end_text()
        return b"".join(self._parts)

    def _begin_text(self) -> None:
        if self._text_depth < 0:
            self._parts.append(b"BT ")
            self._text_depth = self._depth
            self._place = self._end = (0.0, 0.0)

    def _end_text(self) -> None:
        if self._text_depth >= 0:
            self._parts.append(b"ET ")
            self._text_depth = -1

    def _show(self, step: _Text) -> None:
        self._begin_text()
        state = step.colour, step.face, step.size
        goes_on = all(abs(to - at) < _SAME_PLACE for to, at in zip((step.x, step.y), self._end, strict=True))
        if not goes_on or state != self._state:
            self._end_line()
        if step.colour != self._state[0]:
            self._parts.append(b"/%b scn " % step.colour)
        if state[1:] != self._state[1:]:
            self._parts.append(b"/%b %b Tf " % state[1:])
        self._state = state
        if not goes_on:
            place = round(step.x, _PLACES), round(step.y, _PLACES)
            moved = (write_number(to - at, _PLACES) for to, at in zip(place, self._place, strict=True))
            self._parts.append(b"%b %b Td" % tuple(moved))
            self._place = self._end = place
        shown = [round(part, _SHIFTS) if isinstance(part, float) else part for part in step.shown]
        parts = [write_number(part, _SHIFTS) if isinstance(part, float) else write_string(part) for part in shown]
        if self._line and self._line[-1].endswith(b")") and parts[0].startswith(b"("):
            parts[0] = self._line.pop()[:-1] + parts[0][1:]
        self._line += parts
        widths = self._widths.get(step.face)
        if widths is None:
            self._end = _NOWHERE
            return
        moved_by = sum(-part if isinstance(part, float) else _measure(part, widths) for part in shown)
        self._end = self._end[0] + moved_by * float(step.size) / 1000, self._end[1]

    def _end_line(self) -> None:
        if self._line:
            self._parts.append(b"[%b]TJ " % b"".join(self._line))
            self._line = []


def _read_steps(data: bytes) -> list[_Step]:
    """Return the steps of a page; none where the page has something that is not known here."""
    steps: list[_Step] = []
    opened: list[tuple[int, _Open]] = []  # what is open now, and where in the steps it stands
    state: tuple[float, float, bytes] | None = None  # of a text object: left, line, colour
    at = 0
    while at < len(data):
        match = _STEP_RE.match(data, at)
        kind = match.lastgroup if match else None
        if match is None or (kind == "piece" and state is None) or (kind == "end" and not opened):
            return []
        at = match.end()
        if kind == "piece" and state is not None:
            face, size, x, y, shown = match.group(8, 9, 10, 11, 12)
            steps.append(_Text(state[0] + float(x), state[1] - float(y), state[2], face, size, _read_shown(shown)))
        elif kind == "begin":
            left, line, colour = match.group(4, 5, 6)
            state = float(left), float(line), colour
        elif kind == "leave":
            state = None
        elif kind == "mark":
            mark = _MARK_RE.fullmatch(match[0])
            opened.append((len(steps), _Open(match[0], int(mark[1]) if mark else -1)))
            steps.append(opened[-1][1])
        elif kind == "end":
            begun, mark_open = opened.pop()
            has_drawing = any(type(step) is bytes for step in steps[begun:])
            if has_drawing:
                steps[begun] = mark_open._replace(has_drawing=True)
            steps.append(_End(mark_open.number, has_drawing))
        else:
            steps.append(match[0])
    return [] if opened else steps


def _read_shown(shown: bytes) -> tuple[bytes | float, ...]:
    """Return the texts that are shown and the shifts between them."""
    return tuple(
        float(shift) if shift else bytes.fromhex(digits.decode()) if digits else _ESCAPE_RE.sub(_read_escape, text)
        for digits, text, shift in _PART_RE.findall(shown)
    )


def _read_escape(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes((int(said, 8),)) if said[:1].isdigit() else _ESCAPED.get(said, said)


def write_string(text: bytes) -> bytes:
    """Return a text as a PDF prints it between round brackets."""
    return b"(%b)" % _SPECIAL_RE.sub(lambda match: b"\\r" if match[0] == b"\r" else b"\\" + match[0], text)


def write_number(number: float, places: int) -> bytes:
    """Return a number with so many decimals at most, as few as say the same."""
    written = f"{number:.{places}f}".rstrip("0").rstrip(".").encode()
    return b"0" if written == b"-0" else written


def _measure(text: bytes, widths: Mapping[int, float]) -> float:
    """Return how far codes move, in thousandths of the size."""
    return sum([widths.get(code, 0.0) for code in unpack(f">{len(text) // 2}H", text)])
