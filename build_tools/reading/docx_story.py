"""What the readers of a Word document's parts share: its styles, counters and notes, and where in it they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from build_tools.reading.docx_drafts import Piece
from build_tools.reading.docx_number_fields import FieldCounters
from build_tools.reading.docx_number_formats import format_number
from build_tools.reading.docx_numbering import Counters
from build_tools.reading.docx_package import Package, Relation
from build_tools.reading.docx_styles import ParagraphLook, Styles
from build_tools.reading.docx_xml import Node


@dataclass
class Notes:
    """Footnotes or endnotes.

    Attributes:
        part: its name, "" where there is none.
        bodies: by id, what each says.
        format: of their numbers.
        restart: "continuous", "eachPage" or "eachSect".
        count: of the last one.
        left: ids of those that were not referred to yet.
    """

    part: str
    bodies: Mapping[str, Node]
    format: str
    start: int
    restart: str
    count: int = 0
    left: set[str] = field(default_factory=set)

    def number(self) -> str:
        """Count the next note; return its number as it prints."""
        self.count += 1
        value = self.start + self.count - 1
        return format_number(value, self.format) or str(value)


@dataclass
class Document:
    """A document that is being read.

    Attributes:
        doubts: as in `Reading`.
        fields: those that count.
        chunk: reads a Word file that it imports, by the part's name; None where the part is none.
    """

    package: Package
    styles: Styles
    counters: Counters
    notes: Mapping[str, Notes]
    doubts: list[tuple[str, str]] = field(default_factory=list)
    fields: FieldCounters = field(default_factory=FieldCounters)
    chunk: Callable[[str], list[Piece] | None] = lambda _: None

    def restart_notes(self, where: str) -> None:
        """Begin anew with the notes that are counted by page or by section ("eachPage", "eachSect")."""
        for notes in self.notes.values():
            if notes.restart == where:
                notes.count = 0


@dataclass
class Field:
    """A field that is open: its instruction so far, and whether its result has begun, or is not empty."""

    instruction: str = ""
    in_result: bool = False
    has_result: bool = False


@dataclass
class Story:
    """One part's text.

    Attributes:
        document: the whole.
        relations: what the part refers to.
        role: of its lines.
        fields: those that are open, the innermost last.
        note_number: what stands for its number in a note.
        depth: of boxes and notes in each other.
        look: of the paragraph that is being read.
    """

    document: Document
    relations: Mapping[str, Relation]
    role: str = ""
    fields: list[Field] = field(default_factory=list)
    note_number: str = ""
    depth: int = 0
    look: ParagraphLook = field(default_factory=ParagraphLook)

    @property
    def in_code(self) -> bool:
        """Whether what comes now is a field's instruction, which is not printed."""
        return any(not field.in_result for field in self.fields)

    @property
    def in_contents(self) -> bool:
        """Whether what comes now is the result of a field that makes a table of contents."""
        return any(field.in_result and field.instruction.split()[:1] == ["TOC"] for field in self.fields)


def read_notes(package: Package, part: str, kind: str, settings: Node | None) -> Notes:
    """Return the footnotes or endnotes of a document.

    Args:
        package: the file.
        part: the name of their part.
        kind: "footnote" or "endnote".
        settings: the root of settings.xml.
    """
    root = package.part(part) if part else None
    bodies = {
        node.get("w:id"): node
        for node in (root.all(f"w:{kind}") if root else ())
        if node.get("w:type") in ("", "normal")
    }
    about = settings.child(f"w:{kind}Pr") if settings else None
    form = (about.value("w:numFmt") if about else None) or ("decimal" if kind == "footnote" else "lowerRoman")
    start = about.number("w:numStart") if about else None
    restart = (about.value("w:numRestart") if about else None) or "continuous"
    return Notes(part, bodies, form, 1 if start is None else start, restart, left=set(bodies))
