r"""Paragraphs of a Word part → lines: what a run holds, by the name of each element.

A break within the paragraph is "\v", a tab "\t". What is deleted, moved away, hidden or struck out stays in the line as
a stretch with its rule. A field gives its result; its instruction is no text. A box of text, a picture that stands
apart and a note come as lines of their own behind the paragraph that they stand in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from build_tools.model.passage import COMPUTED_SIGNS
from build_tools.model.reading import ReadLine, ReadTable
from build_tools.reading.docx_drafts import Draft, Piece, finish_line
from build_tools.reading.docx_drawings import read_drawing
from build_tools.reading.docx_fields import draw_field, is_drawn
from build_tools.reading.docx_formulas import read_formula
from build_tools.reading.docx_number_fields import is_counting
from build_tools.reading.docx_numbering import PrintedNumber
from build_tools.reading.docx_story import Field, Story
from build_tools.reading.docx_styles import ParagraphLook, RunLook
from build_tools.reading.docx_symbols import read_symbols
from build_tools.reading.docx_tables import read_table
from build_tools.reading.docx_xml import IN_CONTENTS, IN_PROMPT, Node

# Boxes in boxes, notes in boxes: no document has more of them in each other.
_DEEPEST = 20
_BLANKS = " \t\r\n"
_PAGED_RE = re.compile(r"[\t.…·][ ]*[0-9IVXivx]{1,4}$")  # an entry that ends with its page
_STOPS = ("。", "；", "：")  # a style for contents does not make an entry of a sentence
_KEPT = frozenset({"w:ins", "w:moveTo"})
_GONE = frozenset({"w:del", "w:moveFrom"})
_FORMULAS = frozenset({"m:oMath", "m:oMathPara"})


@dataclass(frozen=True, slots=True)
class _At:
    """Where an element is read.

    Attributes:
        look: of its run.
        draft: the paragraph.
        story: the part that the paragraph stands in.
        drop: the rule by which it is not published, or "".
    """

    look: RunLook
    draft: Draft
    story: Story
    drop: str = ""

    def add(self, text: str) -> None:
        """Put characters at the end of the paragraph."""
        drop = self.drop
        if self.story.in_code:
            drop = drop or "hidden"
        elif self.story.fields and not drop:
            self.story.fields[-1].has_result = True
            self.draft.in_contents |= self.story.in_contents
        self.draft.add(text, self.look, drop)


def read_blocks(nodes: list[Node], story: Story) -> list[Piece]:
    """Return the lines and tables of paragraphs and tables that follow each other."""
    pieces: list[Piece] = []
    draft, look = Draft(), None
    for node in nodes:
        if node.name == "w:p":
            look = story.document.styles.paragraph(node.child("w:pPr"))
            if not _read_paragraph(node, look, draft, story):
                continue  # its mark is deleted: what follows goes on with it
            pieces.extend(_finish(node, look, draft, story))
            draft, look = Draft(), None
            continue
        if look is not None and node.name == "w:tbl":
            pieces.append(finish_line(draft, look, role=story.role))
            draft, look = Draft(), None
        if node.name == "w:tbl":
            pieces.extend(read_table(node, story, read_blocks))
        elif node.name in _FORMULAS:
            alone = Draft()
            read_formula(node, alone, RunLook())
            pieces.append(finish_line(alone, ParagraphLook(), role=story.role))
        elif node.name == "w:altChunk":
            named = story.relations.get(node.get("r:id"))
            imported = story.document.chunk(named.target) if named else None
            pieces.extend(imported or [_embed(named.target if named else "", story)])
    if look is not None:
        pieces.append(finish_line(draft, look, role=story.role))
    return pieces


def _embed(file: str, story: Story) -> ReadLine:
    draft = Draft()
    draft.compute(COMPUTED_SIGNS["embedded"], "embedded", file)
    return finish_line(draft, ParagraphLook(), role=story.role)


def _read_paragraph(node: Node, look: ParagraphLook, draft: Draft, story: Story) -> bool:
    """Read a paragraph into a draft; return whether it ends there: a large first letter is set in one of its own."""
    depth = len(story.fields)
    story.look = look
    _read_inline(node, _At(look.run, draft, story))
    # An instruction ends in its paragraph; where its end is lost, nothing of the next one may be taken for it.
    story.fields[:] = [field for at, field in enumerate(story.fields) if at < depth or field.in_result]
    mark, properties = _mark_of(node), node.child("w:pPr")
    frame = properties.child("w:framePr") if properties else None
    if frame and frame.get("w:dropCap") in ("drop", "margin"):
        return False
    return mark is None or (mark.child("w:del") is None and mark.child("w:moveFrom") is None)


def _mark_of(node: Node) -> Node | None:
    """Return how the mark at a paragraph's end is set."""
    properties = node.child("w:pPr")
    return properties.child("w:rPr") if properties else None


def _finish(node: Node, look: ParagraphLook, draft: Draft, story: Story) -> list[Piece]:
    """Return the line that a paragraph makes, with its number, and what stands behind it."""
    mark, properties = _mark_of(node), node.child("w:pPr")
    story.document.doubts.extend(
        ("number-field-unread", f"{draft.text[:40]}（{source}）") for source in draft.uncounted
    )
    is_hidden = bool(mark and mark.flag("w:vanish")) and not draft.is_shown
    number = None if is_hidden or draft.is_dropped else _count(properties, look, story)
    line = finish_line(draft, look, number, story.role)
    if properties is not None and properties.child("w:sectPr") is not None:
        story.document.restart_notes("eachSect")
    if look.outline is not None or look.is_title:
        line = replace(line, level=1 if look.is_title else look.outline + 2 if look.outline is not None else 0)
    listed = look.is_contents or IN_CONTENTS in node.attributes or (draft.in_contents and _PAGED_RE.search(line.text))
    if listed and not line.role and not line.text.endswith(_STOPS):
        line = replace(line, role="contents")
    # A paragraph that only holds what stands behind it prints nothing.
    return draft.behind if draft.behind and not line.text and not line.computed else [line, *draft.behind]


def _count(properties: Node | None, look: ParagraphLook, story: Story) -> PrintedNumber | None:
    """Count a paragraph in its list; the style says the level where the paragraph does not (17.9.23)."""
    if not look.number:
        return None
    counters = story.document.counters
    own = properties.child("w:numPr") if properties else None
    level = own.number("w:ilvl") if own else None
    if level is None:
        by_style = (counters.level_of(look.number, style) for style in (look.style, look.list_style))
        level = next((at for at in by_style if at is not None), look.level or 0)
    number = counters.count(look.number, level)
    if number is not None and not number.is_known:
        story.document.doubts.append(("number-format-unknown", number.source))
    return number


def _read_inline(node: Node, at: _At) -> None:
    """Read what stands in a paragraph or in a wrapper of runs."""
    story = at.story
    for child in node.children:
        name = child.name
        if name == "w:r":
            _read_run(child, at)
        elif name == "w:fldSimple":
            story.fields.append(Field(child.get("w:instr"), in_result=True))
            _read_inline(child, at)
            _end_field(story.fields.pop(), at)
        elif name in _KEPT:
            story.document.doubts.append(("revisions-accepted", ""))
            _read_inline(child, at)
        elif name in _GONE:
            story.document.doubts.append(("revisions-accepted", ""))
            _read_inline(child, replace(at, drop="revision"))
        elif name in _FORMULAS:
            read_formula(child, at.draft, at.look, at.drop)


def _read_run(node: Node, at: _At) -> None:
    drop = at.drop or ("prompt" if IN_PROMPT in node.attributes else "")
    own = _At(at.story.document.styles.run(node.child("w:rPr"), at.look), at.draft, at.story, drop)
    for child in node.children:
        read = _RUN.get(child.name)
        if read is not None:
            read(child, own)


def _read_text(node: Node, at: _At) -> None:
    text = node.text if node.get("xml:space") == "preserve" else node.text.strip(_BLANKS)
    at.add(text.replace("\n", " ").replace("\r", " "))


def _read_break(node: Node, at: _At) -> None:
    is_page = node.get("w:type") in ("page", "column")
    if is_page:
        at.story.document.restart_notes("eachPage")
    if not is_page or at.draft.text:  # a page that ends in front of the text breaks no line of it
        at.add("\v")


def _read_symbol(node: Node, at: _At) -> None:
    try:
        char = chr(int(node.get("w:char"), 16))
    except (ValueError, OverflowError):
        return
    if char.isprintable() or "\ue000" <= char <= "\uf8ff":
        at.add(read_symbols(char, node.get("w:font")))


def _read_field_sign(node: Node, at: _At) -> None:
    kind, fields = node.get("w:fldCharType"), at.story.fields
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        fields[-1].in_result = True
    elif kind == "end" and fields:
        _end_field(fields.pop(), at)


def _end_field(field: Field, at: _At) -> None:
    """Print what a field says that keeps no result."""
    draft, story = at.draft, at.story
    if story.in_code or at.drop:
        return
    source = f"field: {field.instruction.strip()}"
    if is_counting(field.instruction):
        look = story.look
        number = story.document.fields.count(field.instruction, look.outline, is_listed=bool(look.number))
        if number is not None and not field.has_result:
            draft.compute(number, "auto-number", source)
        elif number is None and not field.has_result:
            draft.uncounted.append(source)
    elif is_drawn(field.instruction) and not field.has_result:
        drawn = draw_field(field.instruction)
        if drawn is not None:
            draft.compute(drawn, "field", source)
        else:
            draft.compute(COMPUTED_SIGNS["formula"], "formula", source)


def _read_instruction(node: Node, at: _At) -> None:
    if at.story.fields and not at.drop:
        at.story.fields[-1].instruction += node.text


def _read_reference(node: Node, at: _At) -> None:
    """A note's number, and the note behind the paragraph."""
    story = at.story
    kind = node.name.removeprefix("w:").removesuffix("Reference")
    notes, number = story.document.notes.get(kind), node.get("w:id")
    if notes is None or at.drop or at.look.hidden or number not in notes.left or story.depth >= _DEEPEST:
        return
    notes.left.discard(number)
    has_own = node.get("w:customMarkFollows") in ("1", "true", "on")
    label = "" if has_own else notes.number()
    if label:
        at.draft.compute(label, "note-number", f"{kind} {number}, {notes.format}")
    relations = story.document.package.relations(notes.part)
    inner = Story(story.document, relations, "footnote", note_number=label, depth=story.depth + 1)
    at.draft.behind.extend(read_blocks(notes.bodies[number].children, inner))


def _read_note_number(_: Node, at: _At) -> None:
    if at.story.note_number and not at.drop:
        at.draft.compute(at.story.note_number, "note-number", "number of the note")
        at.story.note_number = ""


def _read_drawn(node: Node, at: _At) -> None:
    """A drawing, a picture or an embedded object."""
    draft, story = at.draft, at.story
    if story.depth >= _DEEPEST:
        return
    drawing = read_drawing(node, story.relations)
    drop = at.drop or ("hidden" if at.look.hidden or story.in_code else "")
    inner = Story(story.document, story.relations, story.role, depth=story.depth + 1)
    for box in drawing.boxes:
        pieces = read_blocks(box.children, inner)
        draft.behind.extend(_drop_all(pieces, drop) if drop else pieces)
    if drawing.letters and not drop:
        alone = Draft()
        alone.add(drawing.letters, RunLook())
        draft.behind.append(finish_line(alone, ParagraphLook(centered=True), role=story.role))
    if not drawing.kind or drop:
        return
    if drawing.kind == "picture" and not drawing.is_inline:
        draft.behind.append(ReadLine(drawing.words, role=story.role, figure=drawing.file))
        return
    draft.compute(COMPUTED_SIGNS[drawing.kind], drawing.kind, drawing.file)
    if drawing.kind == "picture":
        draft.pictures.append((drawing.file, drawing.words))


def _drop_all(pieces: list[Piece], rule: str) -> list[Piece]:
    """Return the lines of what is not shown, all of each by one rule."""
    lines = [
        line for piece in pieces for line in (piece.lines() if isinstance(piece, ReadTable) else (piece,)) if line.text
    ]
    return [drop_line(line, rule) for line in lines]


def drop_line(line: ReadLine, rule: str) -> ReadLine:
    """Return a line nothing of which is published, by that rule."""
    draft = Draft()
    draft.add(line.text, RunLook(), rule)
    return finish_line(draft, ParagraphLook(), role=line.role)


def _read_ruby(node: Node, at: _At) -> None:
    """Characters with their reading above them: it stands in brackets behind them, as where it cannot be drawn."""
    base, above = node.child("w:rubyBase"), node.child("w:rt")
    if base is not None:
        _read_inline(base, at)
    if above is not None:
        shown = not (at.drop or at.look.hidden)
        if shown:
            at.draft.compute("（", "field", "ruby")
        _read_inline(above, at)
        if shown:
            at.draft.compute("）", "field", "ruby")


_RUN: dict[str, Callable[[Node, _At], None]] = {
    "w:t": _read_text,
    "w:delText": _read_text,
    "w:tab": lambda _, at: at.add("\t"),
    "w:ptab": lambda _, at: at.add("\t"),
    "w:br": _read_break,
    "w:cr": _read_break,
    "w:lastRenderedPageBreak": lambda _, at: at.story.document.restart_notes("eachPage"),
    "w:noBreakHyphen": lambda _, at: at.add("-"),
    "w:sym": _read_symbol,
    "w:fldChar": _read_field_sign,
    "w:instrText": _read_instruction,
    "w:footnoteReference": _read_reference,
    "w:endnoteReference": _read_reference,
    "w:footnoteRef": _read_note_number,
    "w:endnoteRef": _read_note_number,
    "w:drawing": _read_drawn,
    "w:pict": _read_drawn,
    "w:object": _read_drawn,
    "w:ruby": _read_ruby,
}
