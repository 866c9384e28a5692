"""Tables that set text and are none: a frame around numbered paragraphs, and signatures side by side without borders.

Takes what a reader gave of a format with tables of its own; gives it with the paragraphs in place of such a table. No
line moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.drafting import opens_with_label
from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.reading import ReadLine, ReadTable

# Cells of the largest block of signatures.
_MOST_SIGNED = 40
_BLANKS = str.maketrans("", "", " \u3000\u00a0\t")


def open_frames(pieces: Sequence[ReadLine | ReadTable]) -> Iterator[ReadLine | ReadTable]:
    """Yield the pieces with the lines of tables that only set text."""
    for number, piece in enumerate(pieces):
        if isinstance(piece, ReadTable) and _frames_text(piece):
            yield from (replace(line, role=line.role or "boxed") for line in piece.lines())
        elif isinstance(piece, ReadTable) and _signs(piece, pieces[number + 1] if number + 1 < len(pieces) else None):
            yield from piece.lines()
        else:
            yield piece


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
