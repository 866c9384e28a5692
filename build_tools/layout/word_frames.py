"""Tables that set text and are none: frames around numbered paragraphs, letterheads, signatures, columns, imprints.

Takes what a reader gave of a format with tables of its own; gives it with the paragraphs in place of such a table. No
line moves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.drafting import COPIES_RE
from build_tools.hanzi.labels import opens_box, opens_with_label
from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.reading import ReadLine, ReadTable

# Cells of the largest block of signatures.
_MOST_SIGNED = 40
# So many rows with text in several cells make a table.
_FEWEST_BESIDE = 2
_PRINTED_RE = re.compile(r"[日号號]?印[发發]$|承[办辦]$|份[）)]?$")
_BLANKS = str.maketrans("", "", " \u3000\u00a0\t")


def open_frames(pieces: Sequence[ReadLine | ReadTable]) -> Iterator[ReadLine | ReadTable]:
    """Yield the pieces with the lines of tables that only set text."""
    for number, piece in enumerate(pieces):
        if isinstance(piece, ReadTable) and _frames_text(piece):
            yield from (replace(line, role=line.role or "boxed") for line in piece.lines())
        elif isinstance(piece, ReadTable) and (
            _sets_place(piece)
            or _closes(piece)
            or _signs(piece, pieces[number + 1] if number + 1 < len(pieces) else None)
        ):
            yield from piece.lines()
        else:
            yield piece


def _sets_place(table: ReadTable) -> bool:
    """Whether a table without lines sets text beside text: a letterhead, a signature, two columns, a whole page.

    One of several rows with several full cells each is a table whose lines were left out.
    """
    opening = next(filter(None, map(_print, table.lines())), "")
    if table.is_drawn or opens_box(opening):
        return False
    filled = [sum(any(map(_print, cell.lines)) for cell in row) for row in table.rows]
    beside = sum(count > 1 for count in filled)
    return beside < _FEWEST_BESIDE or 2 * beside < sum(count > 0 for count in filled)


def _closes(table: ReadTable) -> bool:
    """Whether a table is the imprint at a document's end: who has copies, who printed it and when."""
    texts = [text for line in table.lines() if (text := line.text.translate(_BLANKS))]
    return len(texts) > 1 and COPIES_RE.match(texts[0]) is not None and _PRINTED_RE.search(texts[-1]) is not None


def _frames_text(table: ReadTable) -> bool:
    """Whether a table of one column holds numbered paragraphs, below a heading perhaps."""
    if any(len(row) != 1 for row in table.rows):
        return False
    texts = [text for line in table.lines() if (text := _print(line))]
    return any(opens_with_label(text) for text in texts[1:])


def _print(line: ReadLine) -> str:
    return ("".join(entry.text for entry in line.computed if entry.at == 0) + line.text).strip(" \t\u3000\u00a0")


def _signs(table: ReadTable, below: ReadLine | ReadTable | None) -> bool:
    """Whether a table holds names of bodies and dates alone, with a date in it or right below."""
    texts = [text for line in table.lines() if (text := line.text.translate(_BLANKS))]
    after = below.text.translate(_BLANKS) if isinstance(below, ReadLine) else ""
    dates = [DATE_RE.fullmatch(text) is not None for text in texts]
    if not 0 < len(texts) <= _MOST_SIGNED or all(dates) or not (any(dates) or DATE_RE.fullmatch(after)):
        return False
    return all(is_date or is_body(text) for text, is_date in zip(texts, dates, strict=True))
