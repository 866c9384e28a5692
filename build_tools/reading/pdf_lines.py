"""Characters of a PDF page with their places → printed lines, in the order in which the file draws them.

Takes glyphs; gives `ReadLine`s whose stretches tell the size, face and weight of their characters and where they stand.
A new stretch begins wherever something of that changes, at a wide gap, and where a drawn line passes between two
characters. Nothing else is decided: order, paragraphs and tables are made of the reading later.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from build_tools.hanzi.punctuation import is_han
from build_tools.model.reading import Box, ReadLine, Stretch

BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000"
_CHINESE_SIGNS = "，。；：、！？（）《》〈〉“”‘’「」『』【】〔〕—…·％～－．／"
# In sizes of a letter: from where on a gap is one, by how much a line's characters may stand above or below each
# other (the signs of notes), and by how much a character may step back (an overhanging accent, a squeezed bracket).
_GAP, _SHIFT, _BACK = 0.5, 0.55, 0.6
# A blank that PDFium puts into a gap between Chinese and other letters is no character of the file, and no word needs
# it; in a gap of more than this it parts two words or columns.
_WORD_GAP = 1.2
# Letters that are set farther apart than so much of their size are spaced.
_LEAST_SPACING, _FEWEST_GAPS = 0.06, 3
# Behind a label that no mark ends, a heading stands a blank apart.
_LABEL_GAP, _LONGEST_LABEL = 0.15, 10
_LABEL_RE = re.compile(
    r"第[ \u3000]?[一二三四五六七八九十百零〇0-9]{1,5}[ \u3000]?(?:[编編篇章节節条條款]|部分)"
    r"|附[件表图录錄](?:[ \u3000]?[0-9一二三四五六七八九十-]{1,4})?"
    r"|(?:专[栏欄]|[表图圖])[ \u3000]?[0-9一二三四五六七八九十-]{1,4}|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}"
)
_SECTION_RE = re.compile(r"^[ ]?([0-9]{1,2})\.([0-9]{1,2})(?![0-9.])", re.MULTILINE)
# Letters of notes: smaller than the line's by this factor, and shifted by so much of its size.
_NOTE_SIZE, _NOTE_SHIFT = 0.87, 0.1
# A character drawn twice for boldness stands within this much of its size from the first.
_OVERPRINT = 0.12
# Of one character on a page, so many are compared: a drawing made of dots has no limit.
_MOST_SAME = 120
# How high and deep a letter reaches from its baseline.
_ASCENT, _DESCENT = 0.86, 0.14


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is drawn; places in points from the upper left corner of the page.

    Attributes:
        char: one code point.
        left, right: of the place that it takes in its line.
        base: of its baseline.
        size: in points.
        bold, face: of its font.
        hidden: drawn invisibly, or outside of the page.
        turn: direction of writing, in quarters clockwise; -1 for any other.
        is_generated: put in by PDFium, which takes a gap for a blank.
    """

    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    face: str = ""
    hidden: bool = False
    turn: int = 0
    is_generated: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a page is set.

    Attributes:
        face: that of the document's text, which is not told.
        spacing: by how much letters are usually set apart, in sizes of a letter.
        chapters: numbers that head a chapter where they open a line: the page has 2.1, or what comes before 2.
        shows_hidden: the text is hidden behind pictures of it, and is what is read.
    """

    face: str
    spacing: float
    chapters: frozenset[str]
    shows_hidden: bool


def build_lines(
    glyphs: Sequence[Glyph | None],
    page: int,
    edges: Sequence[Box] = (),
    *,
    face: str = "",
    shows_hidden: bool = False,
) -> list[ReadLine]:
    """Return the printed lines of a page.

    Args:
        glyphs: in the order of drawing; None where PDFium sees the end of a line.
        page: its number.
        edges: what is drawn on it.
        face: that of the document's text, which is not told.
        shows_hidden: the text is hidden behind pictures of it, and is what is read.
    """
    walls = [edge for edge in edges if edge[2] - edge[0] < edge[3] - edge[1]]
    doubled = _find_overprints(glyphs)
    spacing = _measure_spacing([glyph for glyph in glyphs if glyph is not None], 0.0)
    setting = _Setting(face, spacing, _find_chapters(glyphs), shows_hidden)
    lines: list[ReadLine] = []
    for is_text, part in groupby(enumerate(glyphs), lambda entry: entry[1] is not None):
        if is_text:
            group = [(glyph, at in doubled) for at, glyph in part if glyph is not None]
            lines.extend(_make_line(line, page, walls, setting) for line in _cut_lines(group))
    return lines


def _find_overprints(glyphs: Sequence[Glyph | None]) -> set[int]:
    """Return the places of characters that are drawn upon the same character again."""
    seen: dict[str, list[Glyph]] = {}
    found: set[int] = set()
    for at, glyph in enumerate(glyphs):
        if glyph is None or glyph.char in BLANKS or glyph.hidden:
            continue
        slack = _OVERPRINT * glyph.size
        same = seen.setdefault(glyph.char, [])
        if any(abs(other.left - glyph.left) < slack and abs(other.base - glyph.base) < slack for other in same):
            found.add(at)
        elif len(same) < _MOST_SAME:
            same.append(glyph)
    return found


def _cut_lines(glyphs: Iterable[tuple[Glyph, bool]]) -> Iterator[list[tuple[Glyph, bool]]]:
    """Yield the glyphs of each line: the same direction, near the same baseline, and onwards."""
    line: list[tuple[Glyph, bool]] = []
    last: Glyph | None = None
    for glyph, doubled in glyphs:
        if last is not None and not glyph.is_generated and not _follows(last, glyph, doubled=doubled):
            yield line
            line = []
        line.append((glyph, doubled))
        if not glyph.is_generated:
            last = glyph
    if line:
        yield line


def _follows(last: Glyph, glyph: Glyph, *, doubled: bool) -> bool:
    size = max(last.size, glyph.size)
    shift = abs(glyph.base - last.base)
    if glyph.turn != last.turn or shift > _SHIFT * size:
        return False
    if shift > _NOTE_SHIFT * size and glyph.left - last.right > _GAP * size:
        return False  # cells beside each other, one of them set at half the height of its row
    return doubled or glyph.left > last.right - _BACK * size


def _make_line(line: list[tuple[Glyph, bool]], page: int, walls: list[Box], setting: _Setting) -> ReadLine:
    glyphs = [glyph for glyph, _ in line]
    printed = [glyph for glyph in glyphs if glyph.char not in BLANKS] or glyphs
    size = Counter(round(glyph.size, 1) for glyph in printed).most_common(1)[0][0]
    base = next(glyph.base for glyph in printed if round(glyph.size, 1) == size)
    walls = [wall for wall in walls if wall[1] < base - size / 4 and base - size / 2 < wall[3]]
    styles = list(_style(line, size, base, setting))
    stretches: list[Stretch] = []
    for start, end in pairwise(_find_cuts(glyphs, styles, walls)):
        inner = [glyph for glyph in glyphs[start:end] if glyph.char not in BLANKS] or glyphs[start:end]
        left = min(glyph.left for glyph in inner)
        right = max(glyph.right for glyph in inner)
        stretches.append(replace(styles[start], start=start, end=end, left=round(left, 1), right=round(right, 1)))
    left, right = min(glyph.left for glyph in printed), max(glyph.right for glyph in printed)
    box = _turn_back((left, base - _ASCENT * size, right, base + _DESCENT * size), glyphs[0].turn)
    bold = all(stretch.bold for stretch in stretches)
    only = stretches[0] if len(stretches) == 1 else None
    is_plain = only is not None and not (only.face or only.size or only.mark or only.drop)
    return ReadLine(
        "".join(glyph.char for glyph in glyphs),
        stretches=() if is_plain else tuple(stretches),
        bold=bold,
        size=size,
        page=page,
        box=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)),
        turn=glyphs[0].turn,
    )


def measure_along(
    lefts: list[float], tops: list[float], base: tuple[float, float], turn: int
) -> tuple[float, float, float]:
    """Return (left, right, base) of a character that is written in a direction `turn`, seen along it."""
    if turn == 1:
        return tops[0], tops[1], -base[0]
    if turn == 2:
        return -lefts[1], -lefts[0], -base[1]
    return -tops[1], -tops[0], base[0]


def is_senseless(char: str) -> bool:
    """Whether a character is one that only its font could explain."""
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or ord(char) >= 0xF0000


def _turn_back(box: Box, turn: int) -> Box:
    """Return the place on the page of a box that was measured along a line's own direction."""
    left, top, right, bottom = box
    match turn:
        case 1:
            return -bottom, left, -top, right
        case 2:
            return -right, -bottom, -left, -top
        case 3:
            return top, -right, bottom, -left
        case _:
            return box


def _style(line: list[tuple[Glyph, bool]], size: float, base: float, setting: _Setting) -> Iterator[Stretch]:
    """Yield for each character how it is set; figures, signs and Latin letters are in the face of the Chinese ones."""
    face = next((glyph.face for glyph, _ in line if is_han(glyph.char)), setting.face)
    made: dict[tuple[bool, str, float, str, str], Stretch] = {}
    spacing = _measure_spacing([glyph for glyph, _ in line], setting.spacing)
    for at, (glyph, doubled) in enumerate(line):
        face = glyph.face if is_han(glyph.char) else face
        own_size, bold, mark = glyph.size, glyph.bold, ""
        drop = "hidden" if glyph.hidden and not setting.shows_hidden else "overprint" if doubled else ""
        if glyph.is_generated:
            drop = "letter-spacing" if _is_needless(line, at, spacing, setting.chapters) else ""
            previous = line[at - 1][0] if at else glyph
            own_size, bold = previous.size, previous.bold
        elif own_size < _NOTE_SIZE * size and glyph.char not in BLANKS:
            shift = base - glyph.base
            mark = "sup" if shift > _NOTE_SHIFT * size else "sub" if -shift > _NOTE_SHIFT * size else ""
        own_size = round(own_size, 1)
        style = (bold, "" if face == setting.face else face, 0.0 if own_size == size else own_size, mark, drop)
        if style not in made:
            made[style] = Stretch(0, 0, *style)
        yield made[style]


def _find_chapters(glyphs: Sequence[Glyph | None]) -> frozenset[str]:
    """Return the numbers of chapters whose sections (2.1) a page has, and those that follow them."""
    text = "".join("\n" if glyph is None else glyph.char for glyph in glyphs)
    sections = {(int(number), int(place)) for number, place in _SECTION_RE.findall(text)}
    return frozenset(str(number + by) for number, place in sections for by in (0, 1) if by or place == 1)


def _measure_spacing(glyphs: Sequence[Glyph], usual: float) -> float:
    """Return by how much letters are set apart, in sizes of a letter: what parts most Chinese ones.

    Where these are few, it is what is `usual` on their page.
    """
    printed = [glyph for glyph in glyphs if glyph.char not in BLANKS]
    gaps = [
        (other.left - one.right) / one.size
        for one, other in pairwise(printed)
        if is_han(one.char) and is_han(other.char) and one.size > 0
    ]
    return median(gaps) if len(gaps) >= _FEWEST_GAPS else usual


def _is_needless(line: list[tuple[Glyph, bool]], at: int, spacing: float, chapters: frozenset[str]) -> bool:
    """Whether no word needs the blank that PDFium put in at `at`."""
    if not 0 < at < len(line) - 1:
        return True
    before, after = line[at - 1][0], line[at + 1][0]
    if before.char in BLANKS or after.char in BLANKS:
        return True
    if after.left - before.right > _LABEL_GAP * before.size and at <= _LONGEST_LABEL:
        text = "".join(glyph.char for glyph, _ in line[:at]).strip()
        # 附件 goes on with its number; some programs set figures a little apart.
        if text in chapters or (_LABEL_RE.fullmatch(text) and not _LABEL_RE.fullmatch(text + after.char)):
            return False
    if spacing > _LEAST_SPACING and after.left - before.right < (spacing + _LEAST_SPACING) * before.size:
        return True  # 2 0 2 3 stand no farther apart than all letters of the line do
    beside = is_han(before.char) or is_han(after.char) or before.char in _CHINESE_SIGNS or after.char in _CHINESE_SIGNS
    return beside and after.left - before.right < _WORD_GAP * max(before.size, after.size)


def _find_cuts(glyphs: list[Glyph], styles: list[Stretch], walls: list[Box]) -> list[int]:
    """Return where stretches begin, the end of the line included."""
    cuts = [0]
    before: Glyph | None = None
    for at, glyph in enumerate(glyphs):
        is_cut = at > 0 and styles[at] is not styles[at - 1]
        if glyph.char not in BLANKS:
            if before is not None and not is_cut:
                middle, behind = (before.left + before.right) / 2, (glyph.left + glyph.right) / 2
                is_apart = glyph.left - before.right > _GAP * glyph.size
                is_cut = is_apart or any(middle < wall[0] < behind for wall in walls)
            before = glyph
        if is_cut:
            cuts.append(at)
    return [*cuts, len(glyphs)]
