"""Passages → Typst that prints exactly their characters.

Every text goes into a string literal, which Typst reads no markup in; two signs and the control characters are
escaped. The script is converted for a paragraph as a whole, and what is marked in it is laid over by offsets after
that: a conversion keeps the number of code points.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from build_tools.model.line import Mark
from build_tools.model.passage import Passage
from build_tools.model.script import ChangeScript
from build_tools.model.sheet import Turn, name_page
from build_tools.render.pictures import ShownPicture

_POINTS_A_PIXEL = 0.75  # CSS Values and Units 3, 6.2
_TALLEST_PICTURE = 720  # pixels: what stands above it on a page has room, too
_GETA = "〓"
"""What Chinese and Japanese printers set where the type is lacking (U+3013)."""

# Line ends of other conventions: the text's own line feed has been dealt with.
_BLANKS = frozenset("\t\v\f\r\x85\u2028\u2029")
# They turn the direction of the text around, so that what is read is not what is written.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# No printed form of their own, and not all of them of category Cf.
_FORMLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_VARIATION_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def _is_formless(char: str) -> bool:
    """Whether a character prints as nothing: joiners, byte order marks, soft hyphens, variation selectors."""
    if unicodedata.category(char) == "Cf" and char not in _TURNING:
        return True
    return char in _FORMLESS or any(ord(char) in selectors for selectors in _VARIATION_SELECTORS)


@dataclass(frozen=True, slots=True)
class Wrap:
    """Characters `start:end` of a text and what is printed around them, as Typst."""

    start: int
    end: int
    before: str
    after: str = "]"


@dataclass(frozen=True, slots=True)
class Insertion:
    """Typst that stands behind character `at` of a text: a footnote."""

    at: int
    typst: str


@dataclass
class TextSetter:
    """Writes texts as Typst.

    Attributes:
        convert: gives the text in another script, each character in its place.
        has_glyph: whether the faces have a character.
        lacking: characters met that they do not have.
    """

    convert: ChangeScript = str
    has_glyph: Callable[[str], bool] = bool
    lacking: set[str] = field(default_factory=set)

    def wrap_picture(self, shown: ShownPicture, at: int) -> Wrap:
        """Return a sign with its picture behind it, as wide as it is meant to be and as there is room."""
        picture = shown.picture
        width = min(picture.width, _TALLEST_PICTURE * picture.width / picture.height) * _POINTS_A_PIXEL
        call = "formula" if shown.is_inline else "picture"
        after = f"]#{call}({self.quote(picture.file)}, {width:.2f}pt, {self.string(shown.words)})"
        return Wrap(at + shown.start, at + shown.end, "#[", after)

    def quote(self, text: str) -> str:
        """Return a Typst string literal of the text as it is (no conversion); line feeds become blanks."""
        return '"' + "".join(map(self._print, text.replace("\n", " "))).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def string(self, text: str) -> str:
        """Return a Typst string literal of the text in the setter's script."""
        return self.quote(self.convert(text))

    def content(self, text: str, layers: Sequence[Iterable[Wrap]] = (), insertions: Sequence[Insertion] = ()) -> str:
        """Return Typst markup of a whole paragraph's text.

        Args:
            text: before conversion; spans and insertions count its code points.
            layers: spans that do not overlap within a layer; those of a later layer nest in those of an earlier
                one and are cut at their borders.
            insertions: in the order of the text.

        Raises:
            ValueError: the conversion changed the number of code points.
        """
        converted = self.convert(text)
        if len(converted) != len(text):
            raise ValueError("a conversion has to keep the number of code points")
        return self._span(
            converted, 0, len(text), [sorted(layer, key=lambda s: s.start) for layer in layers], insertions
        )

    def _span(
        self, text: str, start: int, end: int, layers: Sequence[Sequence[Wrap]], insertions: Sequence[Insertion]
    ) -> str:
        if not layers:
            return self._leaf(text, start, end, insertions)
        parts: list[str] = []
        at = start
        for span in layers[0]:
            low, high = max(span.start, at), min(span.end, end)
            if low >= high:
                continue
            parts.append(self._span(text, at, low, layers[1:], insertions))
            parts.append(span.before + self._span(text, low, high, layers[1:], insertions) + span.after)
            at = high
        parts.append(self._span(text, at, end, layers[1:], insertions))
        return "".join(parts)

    def _leaf(self, text: str, start: int, end: int, insertions: Sequence[Insertion]) -> str:
        parts: list[str] = []
        at = start
        for insertion in insertions:
            if start < insertion.at <= end:
                parts.append(self._lines(text[at : insertion.at]) + insertion.typst)
                at = insertion.at
        return "".join(parts) + self._lines(text[at:end])

    def _lines(self, text: str) -> str:
        return "#linebreak()".join("#" + self.quote(line) if line else "" for line in text.split("\n"))

    def _print(self, char: str) -> str:
        if char in _BLANKS:
            return " "
        if _is_formless(char):
            return ""
        if unicodedata.category(char) == "Zs" or (char.isprintable() and self.has_glyph(char)):
            return char
        self.lacking.add(char)
        return _GETA


def cut_wraps(wraps: Iterable[Wrap], start: int, end: int) -> list[Wrap]:
    """Return what is printed around parts of [start, end) of a text, counted from there."""
    return [
        Wrap(max(wrap.start, start) - start, min(wrap.end, end) - start, wrap.before, wrap.after)
        for wrap in wraps
        if max(wrap.start, start) < min(wrap.end, end)
    ]


def wrap_marks(marks: Iterable[Mark]) -> list[Wrap]:
    """Return what is printed around superscripts and subscripts."""
    names = {"sup": "super", "sub": "sub"}
    return [Wrap(mark.start, mark.end, f"#{names[mark.name]}[") for mark in marks if mark.name in names]


def open_turns(turns: Iterable[Turn], setter: TextSetter) -> str:
    """Return the signs of pages of the source that begin here."""
    return "".join(f"#sheet({setter.string(name_page(turn.page))})" for turn in turns)


def cut_turns(turns: Iterable[Turn], setter: TextSetter, start: int, end: int) -> tuple[str, list[Insertion]]:
    """Return the signs of pages that begin with [start, end) of a text, and of those within, counted from there."""
    inside = [turn for turn in turns if start <= turn.at < end]
    opening = [turn for turn in inside if turn.at == start]
    return open_turns(opening, setter), [
        Insertion(turn.at - start, open_turns([turn], setter)) for turn in inside[len(opening) :]
    ]


def emended_places(passage: Passage) -> list[tuple[int, int]]:
    """Return (offset behind it, number of the run) of each emended run of a passage."""
    places: list[tuple[int, int]] = []
    at = 0
    for number, run in enumerate(passage):
        at += len(run.text)
        if run.emended:
            places.append((at, number))
    return places
