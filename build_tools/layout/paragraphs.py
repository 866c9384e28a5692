"""Rows → paragraphs: which printed lines belong together.

Takes rows in the order of reading; gives paragraphs. A row goes on in the next one where it is full, that is where the
next one's first word would not have fitted, and nothing says that another begins: an indent, another size or face, a
distance, a label behind a full sentence. A title set in the middle goes on while its size stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE, ends_title
from build_tools.hanzi.labels import BESIDE_TABLE_RE, FIRST_LABEL_RE, NUMERAL, opens_with_label
from build_tools.hanzi.page_numbers import LEADER_RE
from build_tools.hanzi.punctuation import BRACKETED_RE, holds
from build_tools.layout.frames import Frame, Measures
from build_tools.layout.parts import Part
from build_tools.layout.pieces import Row, first_token_width

# In letters.
_INDENT, _FAR, _SLACK = 1.0, 6.0, 0.4
_CENTRED, _UNEVEN = 1.5, 1.2
# Points: letters of titles are larger, and leave less at their sides.
_LARGE = 14.0
# In distances from line to line: how far apart lines of one title stand at most.
_TITLE_APART = 1.6
# In letters: how far from its entry the number of a page stands at least.
_LEADING = 2.0
# So many paragraphs go on below their labels' words before that is how they are set.
_FEWEST_HANGING = 2
# So many paragraphs begin with an indent, and so many times fewer without, before that is how they are set.
_FEWEST_INDENTED, _RARELY = 6, 6
# Of its column's width, at least: a row that goes on though there is room behind it.
_WIDE = 0.75
# Letters that a title leaves for its last line.
_LONGEST_REST = 2
# Rows: a paragraph of ten pages is none.
_LONGEST = 400
_CONTENTS = ("目录", "目次", "目錄")
# Sizes that differ by this factor are two.
_SAME_SIZE = 1.06
_ENDED_RE = re.compile(r"[。！？；：.!?;:][”’」』）)》]*$")
_DATE_RE = re.compile(
    r"[（(]?(?:[0-9０-９]{4}|[一二三四五六七八九零〇○]{4})[ ]?年"
    rf"[ ]?(?:[0-9０-９]{{1,2}}|{NUMERAL})[ ]?月.{{0,5}}[）)]?$"
)
_LABEL_RE = re.compile(
    rf"{BESIDE_TABLE_RE.pattern}|[（(]?[0-9]{{1,3}}[)）]|[\[［][0-9]{{1,3}}[\]］]|[0-9]{{1,2}}[.．、](?![0-9])"
)


def build_paragraphs(rows: Iterable[tuple[Row, int]], measures: Measures, cell: Frame | None = None) -> Iterator[Part]:
    """Yield the paragraphs that rows make.

    Args:
        rows: each with the number of its column, in the order of reading.
        measures: of the whole text.
        cell: the margins of the cell that they stand in, if they do.
    """
    group: list[tuple[Row, Frame]] = []
    ordered = list(rows)
    hanging = _find_hanging(ordered, measures) if cell is None else frozenset[int]()
    for at, (row, column) in enumerate(ordered):
        after = ordered[at + 1][0] if at + 1 < len(ordered) else None
        frame = cell or measures.frames[row.page, column]
        hangs = round(row.left) in hanging and opens_with_label(group[0][0].text) if group else False
        if group and not _goes_on(group, row, after, frame, measures, hangs=hangs):
            yield _make_part(group)
            group = []
        group.append((row, frame))
    if group:
        yield _make_part(group)


def _find_hanging(rows: Sequence[tuple[Row, int]], measures: Measures) -> frozenset[int]:
    """Return where the lines of labelled paragraphs go on that stand farther right than their labels, in points.

    More lines go on there than begin there.
    """
    counts: Counter[int] = Counter()
    for (last, column), (row, _) in pairwise(rows):
        frame = measures.frames[last.page, column]
        stands_in = row.left - last.left
        if opens_with_label(row.text) or row.left - frame.left < _INDENT * row.size or stands_in < -row.size / 2:
            continue
        goes_on = not _ENDED_RE.search(last.text) and _is_full(last, frame, row)
        is_second = stands_in > _INDENT * row.size and opens_with_label(last.text)
        counts[round(row.left)] += 1 if goes_on and is_second else 0 if goes_on else -1
    return frozenset(at for at, count in counts.items() if count >= _FEWEST_HANGING)


def begin_indented(rows: Sequence[tuple[Row, int]], measures: Measures) -> bool:
    """Whether paragraphs begin with an indent, so that a row at the margin goes on, though there is room above.

    Lines of so many letters each are shorter where figures stand in them.
    """
    stands_in: Counter[bool] = Counter()
    is_labelled = False  # a paragraph of its own, though no stop may end it
    for (last, above), (row, column) in pairwise(rows):
        frame = measures.frames[row.page, column]
        is_full = _is_full(last, measures.frames[last.page, above], row)
        is_labelled = opens_with_label(last.text) or is_labelled
        ended = not is_full and (is_labelled or _ENDED_RE.search(last.text))
        if ended and not opens_with_label(row.text) and row.right - frame.left > _WIDE * frame.width:
            stands_in[row.left - frame.left > _INDENT * row.size] += 1
        is_labelled = is_labelled and is_full
    return stands_in[True] >= _FEWEST_INDENTED and stands_in[False] * _RARELY <= stands_in[True]


def _leads_to_page(row: Row) -> bool:
    """Whether a row is an entry of contents without dots: a number at its end, far from the words before it."""
    *words, number = row.shown
    return bool(words) and number.left - words[-1].right > _LEADING * row.size and number.text.strip().isdecimal()


def _make_part(group: list[tuple[Row, Frame]]) -> Part:
    first, frame = group[0]
    centered = all(is_centered(row, frame) for row, frame in group)
    indent = 0.0 if centered else max(0.0, round((first.left - frame.left) / first.size, 1))
    return Part(tuple(row for row, _ in group), centered, indent)


def is_centered(row: Row, frame: Frame) -> bool:
    """Whether a row stands in the middle of its column, and not only at an indent."""
    before, behind = row.left - frame.left, frame.right - row.right
    if abs(before - behind) > max(_UNEVEN * row.size, 0.02 * frame.width):
        return False
    if before < _CENTRED * min(row.size, _LARGE):
        return False
    return before > 2.5 * row.size or not (_ENDED_RE.search(row.text) or opens_with_label(row.text))


def _goes_on(
    group: list[tuple[Row, Frame]], row: Row, after: Row | None, frame: Frame, measures: Measures, *, hangs: bool
) -> bool:
    """Whether a paragraph goes on in a row; `after` is the row behind it, `hangs` where labelled ones go on."""
    first = group[0][0]
    last, last_frame = group[-1]
    if len(group) == _LONGEST or _ends_anyhow(last, row, frame):
        return False
    is_label = opens_with_label(row.text) or _LABEL_RE.match(row.text) is not None
    beside = row.page == last.page and row.bottom > last.bottom
    if _is_titled(last, last_frame, row, frame, measures):
        begins = after is not None and _begins_text(row, after, frame)
        return not (is_label or begins) and beside and _joins_title([row for row, _ in group], row, measures)
    if is_centered(row, frame) and not frame.is_cell:
        return beside and _ends_title(last, last_frame, row)
    at_right = last.left - (row.left if frame.is_cell else last_frame.left) > _FAR * last.size
    if at_right and _DATE_RE.fullmatch(last.text.strip(" \u3000")):
        return frame.is_cell  # a day set at the right fills its line, and is whole
    ended = _ENDED_RE.search(last.text) is not None
    if beside and not frame.is_cell and row.bottom - last.bottom > measures.apart(row.size):
        # A line with letters of another font stands farther below; a paragraph that stands in goes on at the margin.
        far = row.bottom - last.bottom > _TITLE_APART * measures.pitch(row.size) + row.size / 2
        if far or ended or is_label or not _hangs_out(first, row, frame):
            return False
    indent = row.left - frame.left
    is_text = not opens_with_label(first.text) or any(holds(other.text, "。；：") for other, _ in group)
    goes_on = measures.indented and is_text and not ended and not is_label and indent < row.size / 2
    if not _is_full(last, last_frame, row) and not (goes_on and last.right - last_frame.left > _WIDE * frame.width):
        return False
    if _changes_style([row for row, _ in group], row) and not _hangs_out(first, row, frame):
        return False
    if is_label and (ended or _is_whole(group, row, measures)):
        return False
    if indent <= _INDENT * row.size:
        return True
    # It stands in: as a new paragraph does, or as all rows but the first of a hanging one.
    return not (ended or is_label) and (hangs or _hangs_below([row for row, _ in group], row, after, frame))


def _ends_anyhow(last: Row, row: Row, frame: Frame) -> bool:
    """Whether nothing goes on behind a row: the word 目录, a line of the contents, letters of another size."""
    if "".join(last.text.split()) in _CONTENTS or max(row.size, last.size) > _SAME_SIZE * min(row.size, last.size):
        return True
    return LEADER_RE.search(last.text) is not None or (_leads_to_page(last) and not frame.is_cell)


def _is_whole(group: list[tuple[Row, Frame]], row: Row, measures: Measures) -> bool:
    """Whether rows that fill their lines are all of a paragraph, so that a label behind them begins another one."""
    first = group[0][0]
    last, last_frame = group[-1]
    if first is last:
        is_title = last.left - last_frame.left > _INDENT * last.size and not opens_with_label(last.text)
        if (is_title and ends_title(last.text)) or BRACKETED_RE.fullmatch(last.text):
            return True
    return last.text.endswith(("）", ")")) or _is_heading(group, measures) or _heads_list(first, last, row)


def _hangs_below(group: list[Row], row: Row, after: Row | None, frame: Frame) -> bool:
    """Whether a row that stands in belongs to those above: as their second one does, or all but the first."""
    first, last = group[0], group[-1]
    if frame.is_cell and abs(row.left + row.right - last.left - last.right) < row.size:
        return True  # both are set in the middle of their cell
    hangs = len(group) > 1 and abs(row.left - last.left) < row.size / 2
    if row.left - frame.left > _FAR * row.size and not frame.is_cell:
        # What stands behind a name in a column of its own goes on below where it began.
        return hangs or any(abs(row.left - piece.left) < row.size / 2 for piece in last.shown[1:])
    if len(group) > 1:
        return hangs
    # The second row of one that stands in has a third one below it; that of a new paragraph stands out.
    is_hanging = row.left > first.left - row.size / 2
    return is_hanging and after is not None and after.page == row.page and abs(after.left - row.left) < row.size / 2


def _begins_text(row: Row, after: Row, frame: Frame) -> bool:
    """Whether a row that seems to stand in the middle stands in by two letters, and goes on at the margin below."""
    stands_in = abs(row.left - frame.left - 2 * row.size) < row.size / 4
    at_margin = after.page == row.page and abs(after.left - frame.left) < row.size / 2
    return stands_in and at_margin and _is_full(row, frame, after)


def _is_heading(group: list[tuple[Row, Frame]], measures: Measures) -> bool:
    """Whether rows are set otherwise than the text."""
    return all(style != measures.face for row, _ in group for style in row.styles)


def _heads_list(first: Row, last: Row, row: Row) -> bool:
    """Whether a labelled line without a stop, as wide as its column, stands above the first item of a list."""
    is_first = FIRST_LABEL_RE.match(row.text) is not None and not row.text.startswith("第")
    return is_first and first is last and opens_with_label(first.text) and not holds(first.text, "。；：")


def _is_titled(last: Row, last_frame: Frame, row: Row, frame: Frame, measures: Measures) -> bool:
    """Whether two rows are set in the middle, the first of them perhaps as wide as its column."""
    if frame.is_cell:
        return False
    if is_centered(last, last_frame):
        return is_centered(row, frame)
    is_wide = last.size > 1.15 * measures.size or last.styles[0] != measures.face
    before, behind = last.left - last_frame.left, last_frame.right - last.right
    return is_wide and is_centered(row, frame) and abs(before - behind) < 2 * last.size


def _ends_title(last: Row, frame: Frame, row: Row) -> bool:
    """Whether the last letters of a title that fills its line stand in the middle of the next one."""
    is_rest = len(row.text) <= _LONGEST_REST and TITLE_END_RE.search(last.text) is None
    return is_rest and TITLE_END_RE.search(last.text + row.text) is not None and _is_full(last, frame, row)


def _joins_title(group: list[Row], row: Row, measures: Measures) -> bool:
    """Whether a row set in the middle goes on with the title above it."""
    last = group[-1]
    if row.bottom - last.bottom > max(_TITLE_APART * measures.pitch(row.size), 2.2 * row.size):
        return False
    if row.styles[0] != last.styles[-1]:
        return False
    text = "".join(other.text for other in group)
    if sum(map(text.count, "（(")) > sum(map(text.count, "）)")):
        return True  # a bracket is open
    if any(_DATE_RE.match(text) or NUMBER_RE.search("某" + text) or text[0] in "（(" for text in (row.text, last.text)):
        return False
    return TITLE_END_RE.search(text) is None or row.text.startswith("的") or TITLE_END_RE.search(row.text) is not None


def _changes_style(group: list[Row], row: Row) -> bool:
    """Whether a paragraph in one style meets a row in another."""
    styles = {style for other in group for style in other.styles}
    return len(styles) == 1 and row.styles[0] not in styles


def _hangs_out(first: Row, row: Row, frame: Frame) -> bool:
    """Whether a paragraph that stands in goes on in a row at the margin: its heading ended with the row above."""
    return first.left - frame.left > _INDENT * first.size >= 2 * (row.left - frame.left) and not frame.is_cell


def _is_full(last: Row, frame: Frame, row: Row) -> bool:
    """Whether a row's first word would not have fitted behind the row above."""
    room = frame.right - last.right
    if frame.is_cell:
        # Cells are set in the middle as often as at the left, and keep a margin.
        margin = min(max(min(last.left, row.left) - frame.left, 0.0), last.size)
        if row.left < last.left - last.size / 2:
            room -= margin  # the row above stands in, or is a shorter one in the middle: then there is room
        else:
            room = frame.width - (last.right - last.left) - 2 * margin
    return room < first_token_width(row) + _SLACK * last.size
