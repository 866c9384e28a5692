"""Akoma Ntoso → lines, held against those of the edition."""

from dataclasses import replace
from xml.etree import ElementTree

from build_tools.messages import _
from build_tools.model.block import Form
from build_tools.proof.expected import ProvedWork
from build_tools.proof.line import (
    Aspects,
    Fault,
    Joint,
    Line,
    Mark,
    compare_lines,
    join_marks,
    same_text,
    tell_unreadable,
)

_NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_LINES = frozenset({"num", "heading", "p", "caption"})
_MARKS = frozenset({"sup", "sub"})


def prove_akoma(work: ProvedWork, text: str, file: str) -> list[Fault]:
    """Return what is wrong with a work in Akoma Ntoso."""
    output = "Akoma Ntoso"
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (our own file; it declares no entities)
    except ElementTree.ParseError as error:
        return [tell_unreadable(output, file, error, work.name)]
    reader = _Reader()
    reader.read(root)
    reader.settle()
    expected = _expect(work)
    known = {place.destination() for place in work.promised}
    if fault := _prove_former(work, root, file):
        return [fault]
    turns = " ".join(str(turn.page) for block in work.edition.blocks for turn in block.turns)
    if turns != (read := " ".join(one.get("number", "") for one in root.iter(f"{_NAMESPACE}eop"))):
        return [Fault(output, file, _("pages of the source begin elsewhere"), work.name, "", -1, turns[:40], read[:40])]
    found = join_lines(expected, reader.lines)
    return compare_lines(expected, found, Aspects(cited=False, tags=False, known=known), output, file, work.name)


def _prove_former(work: ProvedWork, root: ElementTree.Element, file: str) -> Fault | None:
    """Every anchor of old is mapped to the one that took its place, and nothing else is."""
    pairs = [(one.get("original", ""), one.get("current", "")) for one in root.iter(f"{_NAMESPACE}mapping")]
    read = dict(pairs)
    wanted = {f"#{old.destination()}": (f"#{new.destination()}", str(old)) for old, new in work.edition.aliases.items()}
    for name, (current, anchor) in wanted.items():
        if read.get(name) != current:
            return Fault("Akoma Ntoso", file, _("an alias differs"), work.name, anchor, -1, current, read.get(name, ""))
    if len(pairs) > len(wanted):
        strange = next((name for name, _ in pairs if name not in wanted), pairs[0][0])
        return Fault("Akoma Ntoso", file, _("an alias that is none"), work.name, found=strange)
    return None


class _Reader:
    """Reads elements in order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.ids: set[str] = set()
        self.joint = Joint.BLOCK

    def read(self, element: ElementTree.Element) -> None:
        tag = element.tag.removeprefix(_NAMESPACE)
        if tag == "meta":
            return
        if name := element.get("eId"):
            self.ids.add(name)
        if tag in ("td", "th"):
            self.read_cell(element)
            return
        if tag == "tr":
            self.joint = Joint.ROW
        if tag in _LINES:
            self.read_line(element, Joint.BLOCK)
            return
        # Words between elements are no paragraph's.
        self.add_stray(element.text)
        for inner in element:
            self.read(inner)
            self.add_stray(inner.tail)
        if tag == "tr":
            self.joint = Joint.BLOCK

    def add_stray(self, text: str | None) -> None:
        if text and text.strip():
            self.lines.append(Line(text, Joint.BLOCK))

    def read_cell(self, element: ElementTree.Element) -> None:
        joint = Joint.ROW if self.joint is Joint.ROW else Joint.CELL
        for inner in element:
            self.read_line(inner, joint, keep_empty=joint is not Joint.LINE)
            joint = Joint.LINE
        self.joint = Joint.CELL

    def read_line(self, element: ElementTree.Element, joint: Joint, *, keep_empty: bool = False) -> None:
        parts: list[str] = []
        marks: list[Mark] = []
        self.collect(element, parts, marks)
        text = "".join(parts)
        if text or keep_empty:
            self.lines.append(Line(text, joint, frozenset(self.ids), marks=join_marks(marks)))
            self.ids.clear()

    def collect(self, element: ElementTree.Element, parts: list[str], marks: list[Mark]) -> None:
        start = sum(map(len, parts))
        if name := element.get("eId"):
            self.ids.add(name)
        parts.append(element.text or "")
        for inner in element:
            self.collect(inner, parts, marks)
            parts.append(inner.tail or "")
        tag = element.tag.removeprefix(_NAMESPACE)
        if tag in _MARKS:
            marks.append((start, sum(map(len, parts)), tag))

    def settle(self) -> None:
        """Let ids behind which nothing stands be told, too."""
        if self.ids:
            self.lines.append(Line("", ids=frozenset(self.ids)))


def _expect(work: ProvedWork) -> list[Line]:
    lines: list[Line] = []
    ids: set[str] = set()

    def add(text: str, joint: Joint, place: str, marks: list[Mark]) -> None:
        lines.append(Line(text, joint, frozenset(ids), marks=join_marks(marks), place=place))
        ids.clear()

    for block in work.edition.blocks:
        ids.update(place.destination() for place in block.places)
        place = str(block.place)
        if block.form is not Form.ROW:
            if block.text:
                add(block.text.text, Joint.BLOCK, place, [(m.start, m.end, m.name) for m in block.marks])
            continue
        joint = Joint.ROW
        for cell in block.cells:
            for part in cell.parts:
                marks = [
                    (m.start - part.start, m.end - part.start, m.name)
                    for m in block.marks
                    if part.start <= m.start < part.end
                ]
                add(part.text.text, joint, place, marks)
                joint = Joint.LINE
            if not cell.parts:
                add("", joint, place, [])
            joint = Joint.CELL
    if ids:
        lines.append(Line("", ids=frozenset(ids)))
    return lines


def join_lines(expected: list[Line], found: list[Line]) -> list[Line]:
    """Return what was read, lines joined that are one in what is expected: label, heading, rest of a paragraph."""
    joined: list[Line] = []
    at = 0
    for line in expected:
        if at >= len(found):
            break
        whole = found[at]
        at += 1
        while len(whole.text) < len(line.text) and _begins(line.text, whole.text) and at < len(found):
            following = found[at]
            if following.joint is not Joint.BLOCK or not _begins(line.text, whole.text + following.text):
                break
            size = len(whole.text)
            marks = (*whole.marks, *((start + size, end + size, name) for start, end, name in following.marks))
            whole = replace(
                whole, text=whole.text + following.text, ids=whole.ids | following.ids, marks=join_marks(marks)
            )
            at += 1
        joined.append(whole)
    return [*joined, *found[at:]]


def _begins(text: str, words: str) -> bool:
    """Whether a text begins as words print; XML writes a sign for what it cannot hold."""
    return same_text(text[: len(words)], words)
