r"""Paragraphs of plain text that a tool put on one line → the places where each of them begins.

Takes the source of a plain text and its lines; gives the lines cut in front of every indent that stands in mid-line. An
indent tells as much as the document makes of it: it counts where lines of the document begin with the very same
blanks, and where a label stands beside it (第二章　布局　　第三条　为…), a heading in front of it or a stop. The
annexes that one line lists, each behind its number (附件：1.甲表　2.乙表), get a line each, too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.labels import BARE_LABEL_RE, FORMAL, FORMAL_RE
from build_tools.hanzi.punctuation import is_han
from build_tools.model.line import Line, SourceBlock

_LEADING_RE = re.compile(r"[ \t\u00a0\u3000]*")
_GAP_RE = re.compile(r"\u3000{2,}|[ ]{4,}|\u00a0{4,}")
# Narrower blanks stand between words.
_NARROWEST = {"\u3000": 2, " ": 4, "\u00a0": 4}
# From so many lines on, and so large a share of those with an indent, it is the document's own.
_FEWEST, _SHARE = 2, 0.5
# A label and its heading, and nothing else: no stop, and no more than a heading has.
_HEADED_RE = re.compile(rf"{FORMAL}[ \u3000\u00a0]*[^。；！？\s\u3000\u00a0][^。；！？]{{1,60}}")
_LONGEST_LABEL = 12
# Characters looked at in front of an indent; more than a label with its heading has.
_LONGEST_HEADED = 81
_STOPS = tuple("。！？；：”）")
# A text of few lines is looked through for printed breaks in long ones.
_FEW_LINES, _LONG_LINE = 6, 120
_ENDS = tuple("。！？；：!?;:”」』）)》】〕…")
_TOKEN_RE = re.compile(r"[^ \u3000]+")
_LISTS_RE = re.compile(r"附件(?:下载|列表)?[ \u3000]*+[:：]?[ \u3000]*+")
# An entry is a name and no sentence; a semicolon may stand behind it.
_LISTED_RE = re.compile(r"(?P<n>[0-9０-９]{1,2})[ ]?[.．、][^。，！？；]{2,60}[；;]?")
# Of a text on one line: so many indents, and so large a share of them behind a stop.
_FEWEST_LOST, _STOPPED, _INDENT = 6, 0.4, 2
_EDGES = " \u3000\u00a0"
_SIGNED_RE = re.compile(
    r"(?P<day>(?P<name>[\u4e00-\u9fff]{4,40})[ \u3000]?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)"
    r"(?:[（(][^（）()]{2,20}公开[^（）()]{0,8}[）)])?(?=附件(?:[0-9一二三四五六七八九十：:]|$))"
)
_BETWEEN_RE = re.compile(r"(?<=\S)[ \u3000\u00a0]++(?=[0-9０-９]{1,2}[ ]?[.．、])")


def cut_line(source: str, indents: frozenset[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return a line of the source, as the (start, end) of each paragraph on it, indents included; none is lost."""
    if not indents:
        return [(start, end)]
    cut: list[tuple[int, int]] = []
    begin = start
    first = _LEADING_RE.match(source, start, end)
    at = first.end() if first else start
    for gap in _GAP_RE.finditer(source, at, end):
        before = source[max(at, gap.start() - _LONGEST_HEADED) : gap.start()]
        behind = source[gap.end() : min(end, gap.end() + _LONGEST_LABEL)]
        if gap[0] in indents and _is_break(before, behind):
            cut.append((begin, gap.start()))
            begin, at = gap.start(), gap.end()
    return [*cut, (begin, end)]


def find_indents(source: str, lines: list[tuple[int, int]]) -> frozenset[str]:
    """The blanks with which the document's paragraphs begin; none where they have no indent of their own."""
    counts: Counter[str] = Counter()
    for start, end in lines:
        leading = _LEADING_RE.match(source, start, end)
        if leading and leading[0] and leading.end() < end:
            counts[leading[0]] += 1
    if not counts or counts.most_common(1)[0][1] < _SHARE * counts.total():
        return frozenset()
    return frozenset(blanks for blanks, count in counts.items() if count >= _FEWEST and _is_wide(blanks))


def _is_wide(blanks: str) -> bool:
    return len(set(blanks)) == 1 and len(blanks) >= _NARROWEST.get(blanks[0], len(blanks) + 1)


def _is_break(before: str, after: str) -> bool:
    """Whether an indent between two texts begins a paragraph."""
    if not before or not after:
        return False
    if before.endswith(_STOPS) or FORMAL_RE.match(after):
        return FORMAL_RE.fullmatch(before) is None
    return _HEADED_RE.fullmatch(before) is not None


def cut_indented(blocks: list[SourceBlock], source: str, sink: LineSink) -> list[SourceBlock]:
    """Cut lines in front of each indent in them, where these are so many that the text has lost its breaks.

    Most indents stand behind a stop, where a page's lines are cut already; the others set headings and names apart.
    """
    parted = {
        line.passage.start
        for above, line in pairwise(blocks)
        if isinstance(above, Line)
        and isinstance(line, Line)
        and _GAP_RE.fullmatch(source, above.passage.end, line.passage.start)
    }
    cut: list[SourceBlock] = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):
        gaps = [gap.span() for gap in _GAP_RE.finditer(block.text, 1)] if isinstance(block, Line) else []
        if not isinstance(block, Line) or not gaps:
            cut.append(block)
            continue
        stopped = sum(block.text[start - 1] in _STOPS for start, _ in gaps)
        is_part = block.passage.start in parted or (isinstance(below, Line) and below.passage.start in parted)
        is_lost = len(gaps) >= _FEWEST_LOST and stopped >= _STOPPED * len(gaps)
        if not (is_lost or (is_part and len(parted) >= _FEWEST_LOST)):
            cut.append(block)
            continue
        opens = [gap for gap in gaps if gap[1] < len(block.text) and not _is_spaced(block.text, *gap)]
        lines = list(cut_at_gaps(block, opens, sink))
        cut.extend(replace(line, hints=replace(line.hints, indent=_INDENT, accents=())) for line in lines)
    return cut


def _is_spaced(text: str, start: int, end: int) -> bool:
    """Whether blanks only space out the two letters of a heading: 总　　则."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return len(before.strip(_EDGES)) == 1 and len(behind.strip(_EDGES)) == 1


def cut_listed(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Cut a line that lists annexes in front of each of them, where they are counted from one and blanks part them."""
    cut: list[SourceBlock] = []
    above = ""
    for block in blocks:
        gaps = _find_gaps(block.text, above) if isinstance(block, Line) and not block.hints.level else []
        above = block.text if isinstance(block, Line) else ""
        if not isinstance(block, Line) or not gaps:
            cut.append(block)
            continue
        cut.extend(cut_at_gaps(block, gaps, sink))
    return cut


def cut_at_gaps(line: Line, gaps: Iterable[tuple[int, int]], sink: LineSink) -> Iterator[Line]:
    """Yield the pieces of a line between the (start, end) of gaps, in order; blanks in them are on record as breaks."""
    at = 0
    for start, end in gaps:
        yield line.cut(at, start)
        if start < end:
            sink.drop(line.passage[start:end], "line-break")
        at = end
    yield line.cut(at, len(line.text))


def _find_gaps(text: str, above: str) -> list[tuple[int, int]]:
    """Return where the blanks between the entries of a list are; none where the line is no such list as a whole.

    A line with who signs and when is cut in front of the 附件 that is glued to it.
    """
    signed = _SIGNED_RE.match(text)
    if signed and is_body(signed["name"]):
        return [(end, end) for end in sorted({signed.end("day"), signed.end()})]
    label = _LISTS_RE.match(text)
    if label is None and _LISTS_RE.fullmatch(above) is None:
        return []
    first = label.end() if label else 0
    gaps = [match.span() for match in _BETWEEN_RE.finditer(text, first + 1)]
    starts, ends = (first, *(end for _, end in gaps)), (*(start for start, _ in gaps), len(text))
    entries = [_LISTED_RE.fullmatch(text, start, end) for start, end in zip(starts, ends, strict=True)]
    counted = all(entry is not None and int(entry["n"]) == number for number, entry in enumerate(entries, 1))
    return gaps if counted else []


def split_spaced(blocks: list[SourceBlock], sink: LineSink) -> list[SourceBlock]:
    """Cut a text of few lines at its blanks where they stand for printed breaks, as in letters read by OCR."""
    lines = [block for block in blocks if isinstance(block, Line)]
    if len(lines) != len(blocks) or len(lines) > _FEW_LINES:
        return blocks
    split: list[SourceBlock] = []
    for line in lines:
        tokens = list(_TOKEN_RE.finditer(line.text))
        breaks = [(one.end(), other.start()) for one, other in pairwise(tokens) if _parts_lines(one[0], other[0])]
        behind_stops = sum(line.text[end - 1] in _ENDS for end, _ in breaks)
        if len(line.text) < _LONG_LINE or len(breaks) < 4 or 3 * behind_stops < len(breaks):
            split.append(line)
            continue
        split.extend(cut_at_gaps(line, breaks, sink))
    return split


def _parts_lines(before: str, after: str) -> bool:
    """Whether a blank parts two printed lines: Chinese on both sides, and not the letter-spacing of a heading.

    A label stands on the line of what it labels.
    """
    chinese = is_han(before[-1]) or before[-1] in _ENDS
    is_labelled = BARE_LABEL_RE.fullmatch(after) is not None
    opens = is_labelled or is_han(after[0]) or after[0] in "“《（(〔【—－―①0123456789"
    # 中共某市委 某市人民政府关于…的意见: a title names who issues it side by side.
    is_joint = is_body(before) and "关于" in after
    is_label = BARE_LABEL_RE.fullmatch(before) is not None
    return (
        chinese
        and opens
        and not (is_joint or is_label)
        and (len(after) > 1 or is_labelled)
        and (len(before) > 1 or len(after) > 3)
    )
