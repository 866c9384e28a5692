"""Spans that a drawn table can have.

A span attribute may claim a thousand rows and columns for one character; what it covers is bounded here by the
cells that the table really has.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.model.line import GridCell

# Cells of a sound table cover each place once. Sloppy markup covers some twice; beyond this the spans are noise.
_MOST_COVER = 4
# A cell may cover a whole row. Where all cells of a large table cover that much, its grid would outgrow its markup.
_SMALL, _MOST_SHARE = 4000, 30


def limit_spans(rows: list[tuple[GridCell, ...]]) -> list[tuple[GridCell, ...]]:
    """Return the rows with spans that end where the table ends, or without spans where they make no sense."""
    widest = max(map(len, rows), default=0)
    limited = [
        tuple(
            replace(cell, rowspan=min(cell.rowspan, len(rows) - number), colspan=min(cell.colspan, widest))
            for cell in row
        )
        for number, row in enumerate(rows)
    ]
    covered = sum(cell.rowspan * cell.colspan for row in limited for cell in row)
    if covered <= _MOST_COVER * widest * len(rows) and covered <= max(_SMALL, _MOST_SHARE * sum(map(len, rows))):
        return limited
    return [tuple(replace(cell, rowspan=1, colspan=1) for cell in row) for row in rows]
