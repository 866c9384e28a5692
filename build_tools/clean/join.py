"""Several cleaned files → one text, in the order of the files: a notice, its plan, an annex that came beside it.

Every offset moves behind the files before it (`model.witness.join_files`), so that it still names a file and a place.
"""

from collections.abc import Sequence
from dataclasses import replace

from build_tools.model.line import CleanText, Drop, Grid, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.model.table import map_cells
from build_tools.model.witness import Witness


def join_texts(texts: Sequence[CleanText], whole: Witness) -> CleanText:
    """Return the texts of several files as one; one alone stays as it is."""
    if len(texts) == 1:
        return texts[0]
    joined: list[CleanText] = []
    for text, start in zip(texts, whole.file_starts, strict=True):
        lines = whole.line_no(start) - 1
        joined.append(
            replace(
                text,
                blocks=tuple(_move(block, start, lines) for block in text.blocks),
                drops=tuple(Drop(drop.start + start, drop.end + start, drop.rule) for drop in text.drops),
                diagnostics=tuple(
                    replace(doubt, line_no=doubt.line_no + lines if doubt.line_no else 0) for doubt in text.diagnostics
                ),
            )
        )
    return CleanText(
        tuple(block for text in joined for block in text.blocks),
        tuple(drop for text in joined for drop in text.drops),
        tuple(fact for text in joined for fact in text.told),
        tuple(sorted(doubt for text in joined for doubt in text.diagnostics)),
        any(text.is_page for text in joined),
    )


def _move(block: SourceBlock, by: int, lines: int) -> SourceBlock:
    if not by:
        return block
    if isinstance(block, Line):
        return _move_line(block, by, lines)
    return _move_grid(block, by, lines)


def _move_grid(grid: Grid, by: int, lines: int) -> Grid:
    rows = map_cells(grid.rows, lambda held: (_move_line(line, by, lines) for line in held))
    caption = _move_line(grid.caption, by, lines) if grid.caption is not None else None
    return replace(grid, rows=rows, line_no=grid.line_no + lines, caption=caption)


def _move_line(line: Line, by: int, lines: int) -> Line:
    runs = tuple(run._replace(start=run.start + by, end=run.end + by) for run in line.passage.runs)
    return replace(line, passage=Passage(runs), line_no=line.line_no + lines)
