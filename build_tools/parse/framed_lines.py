"""Lines that the markup puts into a table and that are the text's: captions with labels, titles of annexes, boxes.

Takes blocks; gives them with such lines in their place. What a label says does not depend on the element that holds it:
表1 in a caption heads its table as a line above it does, and 专栏1 opens its box in the first row of a frame as well as
above it. A box ends with its frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE
from build_tools.hanzi.labels import ANNEX_RE
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.parse.bodies import is_signature
from build_tools.parse.named_labels import BOX_RE, TABLE_RE
from build_tools.parse.structure import is_title_like

_MOST_OF_PAPER, _LONGEST_OF_PAPER = 8, 200  # lines, characters of one
# Lines of the head of an annex (label, title, unit); characters of a title.
_MOST_LIFTED, _SHORTEST_TITLE, _LONGEST_TITLE = 3, 8, 60


def lift_framed_lines(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return the blocks with the lines that are the text's taken out of their tables."""
    found: list[SourceBlock] = []
    for block in blocks:
        if not isinstance(block, Grid):
            if block.hints.boxed and found and _opens_box(found[-1]):
                found[-1] = _put_in_frame(found[-1])
            found.append(block)
            continue
        if _is_paper(block):
            found.extend(block.lines())
            continue
        table = block
        if block.caption is not None and _is_label(block.caption):
            found.append(block.caption)
            table = replace(block, caption=None)
        above = [line for line in found[-1:] if _opens_box(line)]
        if lines := list(_lines_of_box(table, above)):
            found[len(found) - len(above) :] = lines
            continue
        # What stands under a caption is a row of that table.
        found.extend([table] if block.caption is not None else _part_head(table, found))
    return tuple(found)


def _is_paper(grid: Grid) -> bool:
    """Whether a table sets a letterhead with its number, or the imprint of a letter, 抄送：… above …日印发."""
    texts = [line.text for line in grid.lines()]
    if grid.caption is not None or not 1 < len(texts) <= _MOST_OF_PAPER or max(map(len, texts)) > _LONGEST_OF_PAPER:
        return False
    # 文件 and 签发人 alone are names of columns.
    papers = (text.removesuffix("文件") for text in texts if text.endswith("文件"))
    signs = (*(text.startswith(("签发人：", "签发人:")) for text in texts), *map(is_signature, papers))
    is_head = any(map(NUMBER_RE.fullmatch, texts)) and any(signs)
    return is_head or (texts[0].startswith(("抄送", "抄报")) and texts[-1].endswith("印发"))


def _is_label(caption: Line) -> bool:
    return is_title_like(caption.text) and any(label.match(caption.text) for label in (TABLE_RE, BOX_RE, ANNEX_RE))


def _opens_box(block: SourceBlock) -> TypeGuard[Line]:
    return isinstance(block, Line) and is_title_like(block.text) and BOX_RE.match(block.text) is not None


def _put_in_frame(line: Line) -> Line:
    return replace(line, hints=replace(line.hints, boxed=True))


def _lines_of_box(grid: Grid, above: list[Line]) -> Iterator[Line]:
    """Yield label and text of a box whose frame is a table of one column.

    `above` is the line over the frame where that opens the box; else the first line in it does.
    """
    if grid.caption is not None or any(len(row) != 1 for row in grid.rows):
        return
    lines = [*above, *grid.lines()]
    if lines and _opens_box(lines[0]):
        yield from map(_put_in_frame, lines)


def _part_head(grid: Grid, above: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    """Yield label and title of an annex or a box, taken out of the merged first rows of its table, and the table.

    So is the title of a document that is nothing but a table: no line above it ends as titles do.
    """
    merged = next((at for at, row in enumerate(grid.rows) if len(row) > 1), 0)
    lines = [line for row in grid.rows[:merged] for cell in row for line in cell.lines]
    titles = 0 < len(lines) <= _MOST_LIFTED and all(len(line.text) <= _LONGEST_TITLE for line in lines)
    if titles and len(lines) == 1 and _opens_box(lines[0]):
        yield _put_in_frame(lines[0])
        grid = replace(grid, rows=grid.rows[merged:])
    elif titles and (ANNEX_RE.match(lines[0].text) or (merged == 1 == len(lines) and _heads_document(lines[0], above))):
        yield from lines
        grid = replace(grid, rows=grid.rows[merged:])
    yield grid


def _heads_document(line: Line, above: Sequence[SourceBlock]) -> bool:
    others = [block.text for block in above if isinstance(block, Line)]
    is_first = len(others) == len(above) and not any(map(_ends_title, others))
    return is_first and len(line.text) >= _SHORTEST_TITLE and _ends_title(line.text)


def _ends_title(text: str) -> bool:
    return text.endswith("表") or TITLE_END_RE.search(text) is not None
