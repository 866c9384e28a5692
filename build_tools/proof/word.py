"""Word file → its lines, held against those of the edition."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.script import ChangeScript
from build_tools.proof.entries import read_held
from build_tools.proof.expected import Layout, ProvedWork, Rendition, lay_out, list_pictures
from build_tools.proof.line import (
    Aspects,
    Fault,
    Joint,
    Judged,
    Line,
    Mark,
    compare_lines,
    compare_pictures,
    same_text,
    tell_unreadable,
)

OUTPUT = "DOCX"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FILES = ("word/document.xml", "word/_rels/document.xml.rels", "docProps/core.xml", "word/foot1.xml")
_HEADING_RE = re.compile(r"Heading([1-5])(?:Char)?")
_MARKS = {"superscript": "sup", "subscript": "sub"}
_TAGS = {"Annex": "h1", "Schedule": "h2", "Caption": "caption"}
_UNSHOWN = ("webp", "svg")  # kinds of pictures that Word does not draw: their signs stand there


def prove_word(work: ProvedWork, data: bytes, rendition: Rendition) -> Judged:
    """Return what is wrong with the Word file of a work, and how many of its characters that holds."""
    file, _language, change = rendition
    try:
        held = read_held(data)
        text, relations, properties, foot = (
            ElementTree.fromstring(held[name])  # noqa: S314 (our own files; they declare no entities)
            for name in _FILES
        )
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        return [tell_unreadable(OUTPUT, file, error, work.name)], 0
    reader = _Reader()
    for body in text:
        reader.read_blocks(body)
    if reader.ids:
        reader.end_line("", Joint.BLOCK, "p")
    expected, here = _expect(work, change)
    known = frozenset(place.bookmark for place in here)
    found = [line for line in reader.lines if line.text or line.ids & known or line.joint is not Joint.BLOCK]
    faults = compare_lines(expected, found, Aspects(cited=False, known=known), OUTPUT, file, work.name)
    promised = {place.bookmark for place in work.promised} - {""}
    if not faults and (lost := promised - set(reader.all_ids)):
        faults = [Fault(OUTPUT, file, _("an id is lost"), work.name, min(lost))]
    if not faults and len(set(reader.all_ids)) < len(reader.all_ids):
        faults = [Fault(OUTPUT, file, _("an id stands twice"), work.name)]
    if not faults and (nowhere := set(reader.links) - set(reader.all_ids)):
        faults = [Fault(OUTPUT, file, _("a link leads nowhere"), work.name, min(nowhere))]
    faults = faults or _prove_pictures(work, reader, relations, held, file)
    faults += _prove_facts(work, properties, foot, rendition)
    return faults, sum(len(line.text) for line in reader.lines)


def _expect(work: ProvedWork, change: ChangeScript) -> tuple[list[Line], list[Anchor]]:
    """Return the lines of all pages, with bookmarks for ids, and the places that have to stand where they lead."""
    lines, here = [], []
    layout = Layout(change, heads_with_title=False, cites=False, breaks_heads=False)
    for page in work.pages:
        for line in lay_out(work, page, layout):
            places = [Anchor(page.name, "" if name == page.name else name) for name in line.ids]
            here += places
            tag = line.tag.partition(" ")[0]
            lines.append(replace(line, ids=frozenset(place.bookmark for place in places), tag=tag))
    # What leads to a place behind which a page prints nothing leads to what the next one prints.
    joined: list[Line] = []
    waiting: frozenset[str] = frozenset()
    for line in lines:
        if not line.text and line.joint is Joint.BLOCK and line is not lines[-1]:
            waiting |= line.ids
            continue
        joined.append(replace(line, ids=line.ids | waiting))
        waiting = frozenset()
    return joined, here


@dataclass
class _Reader:
    """Reads the main part: a paragraph is a line, or two where its first words are a heading."""

    lines: list[Line] = field(default_factory=list)
    all_ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)  # the relation of each, "" where it has no words
    ids: list[str] = field(default_factory=list)
    words: str = ""
    marks: list[Mark] = field(default_factory=list)
    heading: str = ""  # the style of the words, where they are a heading in a line
    label: Line | None = None  # of an annex, whose title stands on the line below
    gathered: frozenset[str] = frozenset()

    def read_blocks(self, parent: ElementTree.Element) -> None:
        """Read what stands in the body or in a box."""
        for node in parent:
            if node.tag == f"{_W}p":
                self.read_paragraph(node, "", Joint.BLOCK)
            elif node.tag == f"{_W}tbl":
                self.read_table(node)

    def read_table(self, table: ElementTree.Element) -> None:
        """Read a table; one that only draws a frame is none."""
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        if style is not None and style.get(f"{_W}val") == "Box":
            for cell in table.findall(f"{_W}tr/{_W}tc"):
                self.read_blocks(cell)
            return
        for row in table.findall(f"{_W}tr"):
            joint = Joint.ROW
            tag = "td" if row.find(f"{_W}trPr/{_W}tblHeader") is None else "th"
            for cell in row.findall(f"{_W}tc"):
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
                for paragraph in cell.iter(f"{_W}p") if not goes_on else ():
                    self.read_paragraph(paragraph, tag, joint)
                    joint = Joint.LINE
                joint = joint if goes_on else Joint.CELL

    def read_paragraph(self, node: ElementTree.Element, cell: str, joint: Joint) -> None:
        """Read a paragraph into its lines."""
        named = node.find(f"{_W}pPr/{_W}pStyle")
        style = named.get(f"{_W}val", "") if named is not None else ""
        for child in _walk(node):
            if child.tag == f"{_W}bookmarkStart":
                self.all_ids.append(child.get(f"{_W}name", ""))
                self.ids.append(self.all_ids[-1])
            elif child.tag == f"{_W}hyperlink":
                self.links.append(child.get(f"{_W}anchor", ""))
            elif child.tag == f"{_W}r":
                self.read_run(child)
        tag = cell or next((tag for name, tag in _TAGS.items() if style.startswith(name)), "p")
        if found := _HEADING_RE.fullmatch(style):
            tag = f"h{int(found[1]) + 1}"
        self.end_line(style, joint, tag)

    def read_run(self, run: ElementTree.Element) -> None:
        """Read a run: its words, how they are raised, and the picture in it."""
        properties = run.find(f"{_W}rPr")
        styled = properties.find(f"{_W}rStyle") if properties is not None else None
        name = styled.get(f"{_W}val", "") if styled is not None else ""
        heading = name if _HEADING_RE.fullmatch(name) else ""
        start = len(self.words)
        for node in run.iter():
            if node.tag in (f"{_W}t", f"{_W}tab"):
                words = node.text or "" if node.tag == f"{_W}t" else "\t"
                if self.heading and not heading:
                    self.split()
                    start = 0
                if words and not self.words:
                    self.heading, self.gathered = heading, frozenset(self.ids)
                    self.ids.clear()
                self.words += words
            elif node.tag == _BLIP:
                self.pictures.append(node.get(f"{_R}embed", ""))
            elif node.tag == _DRAWN and not node.get("descr"):
                self.pictures.append("")
        raised = properties.find(f"{_W}vertAlign") if properties is not None else None
        if raised is not None and (mark := _MARKS.get(raised.get(f"{_W}val", ""))):
            self.marks.append((start, len(self.words), mark))

    def split(self) -> None:
        """End the heading that opens a paragraph."""
        level = _HEADING_RE.fullmatch(self.heading)
        self.add(Joint.BLOCK, f"h{int(level[1]) + 1}" if level else "p")

    def end_line(self, style: str, joint: Joint, tag: str) -> None:
        """End a paragraph: the title of an annex makes one line with its label."""
        if not self.words:
            self.gathered = frozenset(self.ids) if style != "Gap" or joint is not Joint.BLOCK else frozenset()
            if not self.gathered and style == "Gap":
                return  # sets two tables apart
            self.ids.clear()
        self.add(joint, tag)
        last = self.lines[-1]
        if style in ("AnnexLabel", "ScheduleLabel"):
            self.label = last
        elif style in ("AnnexTitle", "ScheduleTitle") and self.label is not None:
            before = self.lines[-2]
            moved = tuple((start + len(before.text), end + len(before.text), name) for start, end, name in last.marks)
            whole = replace(before, text=before.text + last.text, ids=before.ids | last.ids, marks=before.marks + moved)
            self.lines[-2:] = [whole]
            self.label = None
        else:
            self.label = None

    def add(self, joint: Joint, tag: str) -> None:
        """Write the words that have been read as a line."""
        self.lines.append(Line(self.words, joint, self.gathered, marks=tuple(self.marks), tag=tag))
        self.words, self.marks, self.heading, self.gathered = "", [], "", frozenset()


def _walk(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what stands in a paragraph, and in its links, in order."""
    for child in node:
        yield child
        if child.tag == f"{_W}hyperlink":
            yield from _walk(child)


def _prove_pictures(
    work: ProvedWork, reader: _Reader, relations: ElementTree.Element, held: Mapping[str, bytes], file: str
) -> list[Fault]:
    wanted = [name for page in work.pages for name in list_pictures(work, page) if not name.endswith(_UNSHOWN)]
    targets = {node.get("Id"): node.get("Target", "").rpartition("/")[2] for node in relations}
    found = [targets.get(name, "") for name in reader.pictures]
    if faults := compare_pictures(wanted, found, OUTPUT, file, work.name):
        return faults
    kept = {f"word/media/{one.file}": one.data for one in work.edition.pictures.values() if one.file in wanted}
    shown = {name: data for name, data in held.items() if name.startswith("word/media/")}
    return [] if kept == shown else [Fault(OUTPUT, file, _("the pictures are not those that were kept"), work.name)]


def _prove_facts(
    work: ProvedWork,
    properties: ElementTree.Element,
    foot: ElementTree.Element,
    rendition: Rendition,
) -> list[Fault]:
    """Return what is wrong with the file's properties, and with what its first page says of its source."""
    file, language, change = rendition
    facts = work.edition.facts
    told = (
        ("title", change(work.title)),
        ("creator", change("、".join(facts.issuers))),
        ("identifier", change(facts.doc_number)),
        ("language", language),
    )
    faults = []
    for name, wanted in told:
        read = properties.findtext(f"{_DC}{name}") or ""
        if not same_text(wanted, read):
            what = _("{name} differs", name=name)
            faults.append(Fault(OUTPUT, file, what, work.name, expected=wanted, found=read))
    said = "".join(foot.itertext())
    if (digest := f"SHA-256 {work.edition.witness.sha256}") not in said:
        faults.append(Fault(OUTPUT, file, _("a fact is lost"), work.name, expected=digest))
    return faults
