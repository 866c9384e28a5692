"""Lines + emendations → lines as an editor reads them.

An emendation names exact text of the witness and what it should read. A reading that only adds line feeds is a
break the source has lost: no character changes. Any other reading replaces characters, which stay on record as
emended. Takes blocks; gives blocks and never changes its arguments.
"""

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from build_tools.errors import StaleEmendationError
from build_tools.messages import _
from build_tools.model.emendation import Emendation
from build_tools.model.line import Hints, Line, SourceBlock
from build_tools.model.passage import Passage, Run
from build_tools.model.table import map_cells


def emend_blocks(blocks: tuple[SourceBlock, ...], emendations: tuple[Emendation, ...]) -> tuple[SourceBlock, ...]:
    """Return the blocks with every emendation made.

    Raises:
        StaleEmendationError: a source text stands nowhere, or more than once.
    """
    for emendation in emendations:
        blocks = _emend_one(blocks, emendation)
    return blocks


def _emend_one(blocks: tuple[SourceBlock, ...], emendation: Emendation) -> tuple[SourceBlock, ...]:
    places = sum(line.text.count(emendation.source) for block in blocks for line in block.lines())
    if places != 1:
        found = (
            _("stands nowhere in the witness")
            if not places
            else _("stands {places} times in the witness", places=places)
        )
        raise StaleEmendationError(
            _("emendation {source!r} {found}", source=emendation.source, found=found),
            path=emendation.path,
            line_no=emendation.line_no,
            remedy=_(
                "correct its source text, or lengthen it until it stands exactly once; delete it if it has served"
            ),
        )
    made: list[SourceBlock] = []
    for block in blocks:
        if isinstance(block, Line):
            made.extend(_emend_lines([block], emendation))
        else:
            made.append(replace(block, rows=map_cells(block.rows, lambda lines: _emend_lines(lines, emendation))))
    return tuple(made)


def _emend_lines(lines: Iterable[Line], emendation: Emendation) -> list[Line]:
    return [
        new for line in lines for new in (_emend_line(line, emendation) if emendation.source in line.text else [line])
    ]


def _emend_line(line: Line, emendation: Emendation) -> list[Line]:
    start = line.text.index(emendation.source)
    end = start + len(emendation.source)
    old = line.passage[start:end]
    pieces: list[Passage] = [Passage()]
    for tag, a, b, c, d in SequenceMatcher(None, emendation.source, emendation.reads, autojunk=False).get_opcodes():
        for number, text in enumerate(emendation.reads[c:d].split("\n") if tag != "delete" else [""]):
            if number:
                pieces.append(Passage())
            if tag == "equal":
                continue
            if tag == "insert" and text:
                at = old.offset_of(a)
                pieces[-1] = Passage.join([pieces[-1], Passage((Run(at, at, text, emended=True),))])
            elif tag in ("replace", "delete") and number == 0:
                pieces[-1] = Passage.join(
                    [pieces[-1], Passage((Run(old[a:b].start, old[a:b].end, text, emended=True),))]
                )
        if tag == "equal":
            pieces[-1] = Passage.join([pieces[-1], old[a:b]])
    pieces[0] = Passage.join([line.passage[:start], pieces[0]])
    pieces[-1] = Passage.join([pieces[-1], line.passage[end:]])
    made: list[Line] = []
    for number, passage in enumerate(piece for piece in pieces if piece):
        hints = line.hints if not number else Hints(broken=True)
        made.append(Line(passage, line.line_no, Hints(hints.level, hints.centered, hints.bold, broken=hints.broken)))
    return made
