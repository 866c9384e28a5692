"""Rows right above and below a table: those that belong to it, and what parts it from the text: headings, captions.

Takes printed rows from a rule on, and where the columns print; gives the rows that keep them.
"""

from collections.abc import Sequence

from build_tools.hanzi.labels import opens_with_label, says_continued
from build_tools.layout.pieces import Row, first_token_width
from build_tools.layout.streams import TOUCHING, Span, is_over, merge_spans, read_spans, split_words

_FEWEST_COLUMNS = 2
# A heading or a caption whose label stands apart prints in so many spans.
LABELLED = 2
# In letters: how far rows without rules stand apart. Points by which gaps may differ.
FAR, _SAME = 2.5, 2.5
# Letters of what stands alone above or below a table differ by more than this share.
_OTHER_SIZE = 0.08
_NUMERALS = tuple("一二三四五六七八九十")
_NOTE = ("注：", "注:", "资料来源", "数据来源", "说明：", "备注：")


def take_rows(
    rows: Sequence[Row],
    edge: float,
    inked: Sequence[Span],
    sides: tuple[float, float],
    pad: float,
    *,
    is_up: bool = False,
    is_open: bool = False,
) -> list[Row]:
    """Return the rows beyond a rule, from there on, that keep the columns of those within it.

    Args:
        rows: from the rule on.
        edge: its height.
        inked: where the columns print, or what room they have.
        sides: of the table.
        pad: how far from a rule the first printed row stands.
        is_up: the rows stand above the rule.
        is_open: a table goes on, so that what stands alone at the end may be the rest of a cell.
    """
    taken: list[Row] = []
    spans = list(inked)
    for row in rows:
        own = read_spans(row)
        gap = edge - row.bottom if is_up else row.top - edge
        merged = merge_spans([*spans, *read_spans(row, TOUCHING)])
        if is_up and len(merged) < len(spans) and len(own) > 1 and all(is_over(span, spans, row.size) for span in own):
            merged = spans
        # Words at the side of a column and its name in the middle may come together row by row, two columns never do.
        is_bridge = len(merged) < len(spans) and any(
            sum(span[0] < one[1] and one[0] < span[1] for one in inked) > 1 for span in merged
        )
        if gap > FAR * row.size or is_bridge or row.text.startswith(_NOTE):
            break
        if taken and len(own) == 1 and abs(row.size - taken[-1].size) > _OTHER_SIZE * row.size:
            break
        if row.left < sides[0] - row.size / 2 or row.right > sides[1] + row.size:
            break
        if not taken and gap - pad > max(_SAME, row.size / 2):
            break
        if is_heading(row) or is_caption(row.text) or (is_up and tells_facts(row)):
            break
        taken.append(row)
        spans, edge = merged, row.top if is_up else row.bottom
    # What stands alone at the end, apart and out of line, is a paragraph.
    while taken and not is_open and len(read_spans(taken[-1])) < _FEWEST_COLUMNS and not _is_wrapped(taken):
        taken.pop()
    return taken


def is_heading(row: Row) -> bool:
    """Whether a row is 三、政策支持, or 第三章　政策支持, of which the label stands apart."""
    return len(read_spans(row)) <= (LABELLED if row.text.startswith("第") else 1) and opens_with_label(row.text)


def tells_facts(row: Row) -> bool:
    """Whether each word of a row is a fact about the table (填报单位：甲　单位：万元), and none a name of a column."""
    texts = ["".join(piece.text for piece in words) for words in split_words(row)]
    return all("：" in text or ":" in text for text in texts)


def is_sentence(rows: Sequence[Row]) -> bool:
    """Whether the last of some rows is a sentence below a table: alone, though the cell above had room, and no other.

    Args:
        rows: of the table, two at least.
    """
    *above, last = rows
    if len(read_spans(last)) > 1 or not last.text.endswith("。") or any(row.text.endswith("。") for row in above):
        return False
    own = [span for row in above for span in read_spans(row) if span[0] < last.right and last.left < span[1]]
    return max(right for _, right in own) - own[-1][1] > first_token_width(last) if own else True


def is_caption(text: str) -> bool:
    """Whether a row is 表2-1　规划主要指标, or the same again on a further page (续表2-1)."""
    number = text.removeprefix("附").removeprefix("表").lstrip(" \u3000")[:1]
    is_numbered = text.removeprefix("附").startswith("表") and (number.isdecimal() or number in _NUMERALS)
    return is_numbered or says_continued(text)


def _is_wrapped(rows: Sequence[Row]) -> bool:
    """Whether the last of some rows stands near those before it, in line with words of its column."""
    last = rows[-1]
    near = [row for row in rows[:-1] if max(last.top - row.bottom, row.top - last.bottom) < last.size]
    return any(
        min(abs(piece.left - last.left), abs(piece.middle - last.main.middle), abs(piece.right - last.right))
        < last.size / 2
        for row in near
        for piece in row.shown
    )
