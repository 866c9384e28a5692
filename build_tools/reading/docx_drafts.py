"""A paragraph in the making: characters with their looks, what is computed between them, what stands behind it."""

import re
from dataclasses import dataclass, field, replace

from build_tools.model.reading import ComputedText, ReadLine, ReadTable, Stretch
from build_tools.reading.docx_numbering import PrintedNumber
from build_tools.reading.docx_styles import ParagraphLook, RunLook

Piece = ReadLine | ReadTable

# A run without one of these is set in another face than its neighbours only because it is Latin.
_IDEOGRAPH_RE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
# A number that ends so needs no blank behind it, unless a digit or a letter follows a point.
_CLOSED_RE = re.compile(r"(?:[、，,;；:：。)）〕】\]》>—―─－\u2460-\u24ff\u2776-\u2793\u3220-\u3229]|[.．](?=\Z))\Z")
_LATIN_RE = re.compile(r"[0-9A-Za-z０-９]")


@dataclass(slots=True)
class Draft:
    """A paragraph that is being read.

    Attributes:
        text: its characters so far.
        spans: (start, end, look, rule by which they are not published or "") of each run, in order.
        computed: what is printed between them.
        pictures: (file, words for it) of the pictures among what is computed.
        behind: what stands in it and has lines of its own: boxes of text, pictures, notes.
        in_contents: it stands in the result of a field that makes a table of contents.
        uncounted: fields in it that print a number which the file does not decide by itself.
    """

    text: str = ""
    spans: list[tuple[int, int, RunLook, str]] = field(default_factory=list)
    computed: list[ComputedText] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    behind: list[Piece] = field(default_factory=list)
    in_contents: bool = False
    uncounted: list[str] = field(default_factory=list)

    def add(self, text: str, look: RunLook, drop: str = "") -> None:
        """Put characters at the end."""
        if not text:
            return
        drop = drop or ("hidden" if look.hidden else "") or ("struck-out" if look.struck else "")
        start = len(self.text)
        self.text += text
        if self.spans and self.spans[-1][2:] == (look, drop):
            start = self.spans.pop()[0]
        self.spans.append((start, len(self.text), look, drop))

    def compute(self, text: str, rule: str, source: str) -> None:
        """Print characters here that the file does not hold."""
        self.computed.append(ComputedText(len(self.text), text, rule, source))

    @property
    def is_shown(self) -> bool:
        """Whether anything of it is published."""
        return bool(self.computed or self.behind) or any(not drop for _, _, _, drop in self.spans)

    @property
    def is_dropped(self) -> bool:
        """Whether there is something in it, and nothing of that is published."""
        return bool(self.spans) and not self.is_shown


def finish_line(draft: Draft, look: ParagraphLook, number: PrintedNumber | None = None, role: str = "") -> ReadLine:
    """Return the line that a paragraph is."""
    spans = _settle_faces(draft)
    weight: dict[tuple[str, float], int] = {}
    for start, end, run, drop in spans:
        if not drop:
            weight[run.face, run.size] = weight.get((run.face, run.size), 0) + end - start
    face, size = max(weight, key=lambda key: weight[key]) if weight else (look.run.face, look.run.size)
    words = [
        run.bold for start, end, run, drop in spans if not drop and draft.text[start:end].strip(" \t\v\u3000\u00a0")
    ]
    bold = all(words) if words else look.run.bold
    stretches = tuple(
        Stretch(start, end, run.bold and not bold, "" if run.face == face else run.face, 0.0, run.mark, drop)
        for start, end, run, drop in spans
        if drop or run.mark or (run.bold and not bold) or run.face != face
    )
    computed = (*_compute_number(number, draft), *draft.computed) if number is not None else tuple(draft.computed)
    text, figure = draft.text, None
    if not text and len(draft.pictures) == 1 and len(computed) == 1:
        (figure, text), computed = draft.pictures[0], ()
    return ReadLine(
        text,
        stretches,
        computed,
        centered=look.centered,
        bold=bold,
        indent=look.indent,
        size=size,
        role=role,
        figure=figure,
    )


def _compute_number(number: PrintedNumber, draft: Draft) -> list[ComputedText]:
    """Return the number, and the blank behind it where it would run into the text without one."""
    if not number.text:
        return []
    found = [ComputedText(0, number.text, "auto-number", number.source)]
    shown = next((draft.text[start:end] for start, end, _, drop in draft.spans if not drop), "")
    runs_in = _CLOSED_RE.search(number.text) is None or (
        number.text.endswith((".", "．")) and _LATIN_RE.match(shown) is not None
    )
    if number.suffix != "nothing" and shown and runs_in and number.text[-1] not in " \u3000":
        found.append(ComputedText(0, " ", "number-gap", f"{number.source}: {number.suffix}"))
    return found


def _settle_faces(draft: Draft) -> list[tuple[int, int, RunLook, str]]:
    """Return the spans, those without an ideograph in the face of their neighbours."""
    settled: list[tuple[int, int, RunLook, str]] = []
    known = [span[2].face for span in draft.spans if _IDEOGRAPH_RE.search(draft.text, span[0], span[1])]
    face = known[0] if known else ""
    for start, end, look, drop in draft.spans:
        if _IDEOGRAPH_RE.search(draft.text, start, end):
            face = look.face
        settled.append((start, end, look if look.face == face else replace(look, face=face), drop))
    return settled
